"""Two edities of the norm in one meting: compared over what they share, and said."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.compare.sentences import feedback_sentences, provincie_sentences, riec_sentences
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.edities import most_used, shared_norms
from nhnorm_xlsx.compare.tables.organisation import own_scopes
from nhnorm_xlsx.compare.tables.riec import tables_for_riec
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.definition import Definition, Norm, Thema, dump_definitions
from tests import datasets as make
from tests import forms
from tests.shown import tables_for_organisation, tables_for_provincie

# The next editie: 1.1 stays, 1.2 is reworded and says so, 1.3 is split, 1.4 is another norm
# under an old number, 1.5 is new.
OLD = ["1.1", "1.2", "1.3", "1.4"]
NEW = {
    "1.1": ("", ""),
    "1.2a": ("Wij doen meer.", "1.2"),
    "1.3a": ("Eerste helft.", "1.3"),
    "1.3b": ("Tweede helft.", "1.3"),
    "1.4": ("Iets heel anders.", ""),
    "1.5": ("Nieuw.", ""),
}


def new_row(number: str) -> dict[str, object]:
    text, replaces = NEW[number]
    row = make.norm_row(number, "2028", vervangt=replaces)
    return {**row, "norm_tekst": text or row["norm_tekst"]}


NORMEN = [*(make.norm_row(number) for number in OLD), *(new_row(number) for number in NEW)]


def dataset(old: str, new: str, statuses: dict[str, str] | None = None) -> Dataset:
    """Gemeenten (one letter each) that answered the old editie and those that answered the new."""
    given = statuses or {}
    return make.assemble(
        [
            *(make.answer("2028", g, n, given.get(n, "voldoet")) for g in old for n in OLD),
            *(
                make.answer("2028", g, n, given.get(n, "niet"), editie="2028")
                for g in new
                for n in NEW
            ),
        ],
        normen=NORMEN,
    )


def riec(data: Dataset, people: str) -> Tables:
    everyone = [make.gemeente(name) for name in people]
    return tables_for_riec(data, everyone, "RIEC Test", today=make.TODAY)


def frame(editie: str) -> pd.DataFrame:
    return pd.DataFrame([row for row in NORMEN if row["editie"] == editie])


def test_shared_are_the_same_number_and_text_or_one_that_continues_one_to_one() -> None:
    assert shared_norms(frame("2024"), frame("2028")) == {"1.1": "1.1", "1.2a": "1.2"}
    assert shared_norms(frame("2028"), frame("2024")) == {"1.1": "1.1", "1.2": "1.2a"}


def test_a_text_that_only_got_other_spaces_is_the_same() -> None:
    other = frame("2028").assign(vervangt="", norm_tekst="Wij  doen wat norm 1.1\nvraagt.")
    assert shared_norms(frame("2024"), other) == {"1.1": "1.1"}


def test_what_vervangt_says_goes_before_the_same_number() -> None:
    other = frame("2028").query("norm in ['1.1', '1.5']").assign(vervangt=["", "1.1"])
    assert shared_norms(frame("2024"), other) == {"1.5": "1.1"}


def test_the_editie_that_most_answered_is_compared_of_equals_the_newest() -> None:
    assert most_used(dataset("ABC", "DE").antwoorden) == "2024"
    assert most_used(dataset("AB", "DE").antwoorden) == "2028"
    assert most_used(dataset("AB", "DE").antwoorden, prefer="A") == "2024"
    blank = {number: "" for number in NEW if number != "1.5"}
    answers = dataset("A", "DE", blank | {"1.5": ""}).antwoorden
    assert most_used(answers[answers["editie"] == "2028"]) == "2028"
    assert most_used(answers.iloc[:0]) == ""


def test_answers_to_another_editie_count_for_what_is_shared() -> None:
    tables = riec(dataset("ABCDE", "F"), "ABCDEF")
    normen = tables["normen"].set_index("norm")
    assert normen["niet"].to_dict() == {"1.1": 1, "1.2": 1, "1.3": 0, "1.4": 0}
    assert normen["open"].to_dict() == {"1.1": 0, "1.2": 0, "1.3": 1, "1.4": 1}
    assert tables["over"].iloc[0][["editie", "geantwoord"]].tolist() == ["2024", 6]
    response = tables["respons"][["organisatie", "stand", "ingevuld", "totaal"]]
    assert ["A", "compleet", 4, 4] in response.to_numpy().tolist()
    assert ["F", "compleet", 2, 2] in response.to_numpy().tolist()
    sentences = riec_sentences(tables)
    assert sentences[1] == (
        "F vulde editie 2028 van de norm in, niet editie 2024. Vergeleken zijn alleen de 2 normen "
        "die in beide edities gelijk zijn; de andere normen staan hier als niet ingevuld."
    )


def test_the_newest_editie_may_be_the_one_compared() -> None:
    tables = riec(dataset("A", "BCDEF"), "ABCDEF")
    normen = tables["normen"].set_index("norm")
    assert normen["voldoet"].to_dict() == {
        "1.1": 1, "1.2a": 1, "1.3a": 0, "1.3b": 0, "1.4": 0, "1.5": 0,
    }  # fmt: skip
    assert "A vulde editie 2024 van de norm in" in riec_sentences(tables)[1]


def test_made_for_many_the_feedback_is_that_for_each_alone() -> None:
    """Each with the editie that it answered itself, and in its own RIEC."""
    now, before = dataset("ABCDEFG", "HI"), dataset("ABCH", "DEI")
    answers = pd.concat([before.antwoorden.assign(meting="2025"), now.antwoorden])
    data = replace(now, antwoorden=answers.reset_index(drop=True))
    everyone = [
        make.gemeente(name, "RIEC B" if name == "E" else "RIEC Test") for name in "ABCDEFGHI"
    ]
    receivers = [next(item for item in everyone if item.code == code) for code in "IAHCEB"]
    together = list(own_scopes(data, everyone, receivers, None, make.TODAY))
    assert [own.code for own, _ in together] == list("IAHCEB")
    assert {scope.current.editie for _, scope in together} == {"2024", "2028"}
    for own, scope in together:
        ((_, alone),) = own_scopes(data, everyone, [own], None, make.TODAY)
        assert scope.current.answered == {own.code}
        pd.testing.assert_frame_equal(scope.current.answers, alone.current.answers)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ({"1.1": "", "1.2a": ""}, "van de normen die ook in editie 2024 staan is er geen ingevuld"),
        ({}, "die heeft geen norm gemeen met editie 2024"),
    ],
)
def test_who_shares_nothing_is_left_out_with_the_reason(status: dict[str, str], why: str) -> None:
    data = dataset("ABCDE", "")
    odd = [
        make.answer("2028", "F", n, status.get(n, "niet"), editie="2028")
        for n in (NEW if status else ("1.4", "1.5"))
    ]
    normen = NORMEN if status else [row for row in NORMEN if row["norm"] not in ("1.1", "1.2a")]
    rows = [*make.rows_of(data.antwoorden), *odd]
    tables = riec(make.assemble(rows, normen=normen), "ABCDEFG")
    states = dict(zip(tables["respons"]["organisatie"], tables["respons"]["stand"], strict=True))
    assert (states["F"], states["G"]) == ("editie", "geen")
    sentences = riec_sentences(tables)
    assert "Nog geen antwoord van G." in sentences
    assert f"Niet vergeleken is F: ingevuld is editie 2028, en {why}." in sentences


def test_the_provincie_reads_that_there_is_another_editie_and_not_of_whom_or_how_many() -> None:
    people = [make.gemeente(f"Gemeente {number:02}") for number in range(16)]
    names = [item.name for item in people]
    data = make.assemble(
        [
            *(make.answer("2028", name, n, "voldoet") for name in names[:14] for n in OLD),
            *(
                make.answer("2028", name, n, "niet", editie="2028")
                for name in names[14:]
                for n in NEW
            ),
        ],
        normen=NORMEN,
    )
    text = " ".join(provincie_sentences(tables_for_provincie(data, people, today=make.TODAY)))
    assert "Er is ook geantwoord op editie 2028 van de norm." in text
    assert "gelijk zijn aan die van editie 2024" in text
    assert not any(name in text for name in names)
    assert not re.search(r"\b(14|16|2) gemeenten", text)


def test_a_gemeente_gets_its_own_answers_back_in_its_own_editie() -> None:
    letters = "ABCDEGHIJKLMN"
    people = [make.gemeente(letter) for letter in f"{letters}F"]
    tables = tables_for_organisation(dataset(letters, "F"), people, "F", today=make.TODAY)
    normen = tables["normen"].set_index("norm")
    assert normen["status"].to_dict() == dict.fromkeys(NEW, "niet")
    assert normen.loc[normen["stap"] >= 0, "stap"].to_dict() == {"1.1": 3, "1.2a": 3}
    assert not tables["themas"]["anderen"].notna().any()
    assert "u vulde andere normen in" in " ".join(feedback_sentences(tables))


# --- through the command line -------------------------------------------------------------


def definition(editie: str, *norms: tuple[str, str, str]) -> Definition:
    made = tuple(
        Norm(number, text, "", "", "", "ja", tuple(replaces.split()))
        for number, text, replaces in norms
    )
    return Definition(editie, (Thema("1", "Eerste thema", "1 Eerste thema", made),), "Norm A")


FIRST = definition("2024", ("1.1", "Wij doen dit.", ""), ("1.2", "Wij doen dat.", ""))
SECOND = definition("2028", ("1.1", "Wij doen dit.", ""), ("1.2", "Wij doen nu wat anders.", ""))


def texts_of(path: Path, sheet: str) -> str:
    cells = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return " ".join(str(value) for row in cells for value in row if value is not None)


def test_five_of_six_do_not_become_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    members = [item for item in forms.ORGANISATIONS.values() if item.riec == forms.HEILOO.riec][:6]
    Path("norm.csv").write_text(dump_definitions([FIRST, SECOND]), encoding="utf-8", newline="")
    Path("in").mkdir()
    for item in members:
        own = SECOND if item is members[0] else FIRST
        answers = {"1.1": {"status": "Voldoet"}, "1.2": {"status": "Voldoet"}}
        plan = forms.plan(answers, definition=own, organisation=item, meting="2028")
        forms.written(Path("in"), plan, f"{item.name}.xlsx")
    run = CliRunner()
    assert run.invoke(nhnorm, ["importeer", "in", "--definitie", "norm.csv"]).exit_code == 0
    asked = ["vergelijk", "--niveau", "riec", "--riec", forms.HEILOO.riec, "--html"]
    assert run.invoke(nhnorm, asked).exit_code == 0
    (book,) = Path("output/vergelijking").glob("*.xlsx")
    said = f"{members[0].name} vulde editie 2028 van de norm in, niet editie 2024."
    assert said in texts_of(book, "Samenvatting")
    assert said in book.with_suffix(".html").read_text(encoding="utf-8")
    assert "Leeg teruggestuurd" not in texts_of(book, "Respons")
    assert run.invoke(nhnorm, ["terugkoppeling", "--concept"]).exit_code == 0
    (own_book,) = Path("output/terugkoppeling").glob(f"*{members[0].code}*.xlsx")
    assert "U voldoet aan 2 van de 2 normen" in texts_of(own_book, "Samenvatting")
