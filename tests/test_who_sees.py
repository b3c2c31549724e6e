"""Who sees what: one source, for every kind of organisation."""

from __future__ import annotations

from nhnorm_xlsx import policy
from nhnorm_xlsx.form.model import Choice
from nhnorm_xlsx.organisations import PROVINCIE
from nhnorm_xlsx.settings import Contact
from nhnorm_xlsx.texts.who_sees import HELPING_IS_NAMED, in_general, who_sees
from tests import forms


def readers(lines: tuple[tuple[str, str], ...]) -> list[str]:
    return [reader for reader, _ in lines]


def test_a_gemeente_reads_what_every_reader_sees_of_it() -> None:
    lines = who_sees(yours=True)
    assert readers(lines) == [
        "Uw gemeente", "Het RIEC", "De provincie, in haar rapport",
        "Wie dat rapport maakt, en een ander RIEC", "Andere gemeenten",
    ]  # fmt: skip
    said = dict(lines)
    assert f"minstens {policy.ENOUGH} gemeenten" in said["De provincie, in haar rapport"]
    assert "met naam" in said["Het RIEC"]
    handed_over = said["Wie dat rapport maakt, en een ander RIEC"]
    assert "gevraagd zijn en antwoordden" in handed_over
    assert "per norm hoeveel er voldoen" in handed_over


def test_who_runs_the_round_is_named_when_it_is_known_and_left_out_otherwise() -> None:
    assert len(who_sees(yours=True)) == len(who_sees(runs=Contact("Provincie"), yours=True)) - 1
    runs = who_sees(runs=Contact("Provincie Noord-Holland", "coördinator"))[-1]
    assert runs[0] == "Wie de ronde uitvoert: Provincie Noord-Holland"
    assert runs[1].startswith("Alle antwoorden")
    assert readers(in_general())[-1] == "Wie de ronde uitvoert"


def test_the_provincie_as_participant_is_in_no_figure() -> None:
    lines = who_sees(PROVINCIE, yours=True)
    assert readers(lines) == ["Uw provincie", "RIEC's en gemeenten"]
    assert "in geen enkel cijfer" in lines[1][1]


def test_no_form_says_of_the_provincie_what_only_goes_for_others() -> None:
    provincie = forms.PROVINCIE
    for organisation in (provincie, forms.HEILOO):
        plan = forms.plan(organisation=organisation)
        said = " ".join(text for sheet in plan.sheets for text in sheet.fixed_texts)
        prompts = " ".join(
            item.prompt for sheet in plan.sheets for item in sheet.validations
            if isinstance(item, Choice)
        )  # fmt: skip
        assert (HELPING_IS_NAMED in said) is (organisation is forms.HEILOO)
        assert ("uw RIEC" in said) is (organisation is forms.HEILOO)
        assert "RIEC" not in prompts


def test_the_workbook_does_not_refer_to_itself_for_who_runs_the_round() -> None:
    assert "Het werkboek zegt" not in who_sees(runs=Contact("Provincie"), yours=True)[-1][1]
    assert "Het werkboek zegt" in in_general()[-1][1]
