"""The settings of the running round are changed on the page, by the checks of the file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.settings_text import rewritten
from nhnorm_xlsx.tasks.adjusting import Adjusted, adjust, riecs_of, settings_now, version_of
from nhnorm_xlsx.tasks.round import find_round
from nhnorm_xlsx.texts import adjusting as texts
from tests.rounds import flat, run
from tests.screens import served

FILE = Path("output/ronde.toml")
TODAY = date(2026, 3, 2)
SENDS = ("wie", "verstuurt")


@pytest.fixture(autouse=True)
def in_a_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("ronde", "nieuw", "2099", "--deadline", "2099-05-29")[0] == 0


def change(seen: str = "", **given_: str) -> Adjusted:
    """Fill in these fields on top of what stands there, and save."""
    settings = find_round().settings
    assert settings
    wanted = settings_now(settings, riecs_of(find_round())) | given_
    return adjust(wanted, seen or version_of(FILE), TODAY)


def told(done: Adjusted) -> str:
    return flat(" ".join((*done.said, *(item.line for item in done.issued))))


def refused(**given_: str) -> str:
    before = FILE.read_bytes()
    with pytest.raises(UsageError) as wrong:
        change(**given_)
    assert FILE.read_bytes() == before
    return flat(str(wrong.value))


def read() -> Mapping[str, object]:
    return tomllib.loads(FILE.read_text("utf-8"))


def test_what_is_changed_stands_in_the_file_and_all_else_as_it_was_written() -> None:
    before = FILE.read_text("utf-8").splitlines()
    done = change(deadline="2099-06-12", organisatie='Het "RIEC"', ondertekening="Groet,\n\nwij")
    now = FILE.read_text("utf-8").splitlines()
    assert {line for line in before if line.startswith("# ")} - set(now) == {
        '# organisatie = "RIEC Noord-Holland"',
        '# ondertekening = """',
        "# Met vriendelijke groet,",
        '# het RIEC"""',
    }
    assert read()["deadline"] == date(2099, 6, 12)
    assert "'deadline' is nu 12-06-2099 (was 29-05-2099)." in done.said
    settings = find_round().settings
    assert settings
    assert settings.sends
    assert (settings.sends.organisation, settings.signature) == ('Het "RIEC"', "Groet,\n\nwij")
    assert not done.contradicts
    assert texts.FROM_NOW_ON in done.said


def test_what_stood_there_already_changes_nothing() -> None:
    before = FILE.read_bytes()
    assert change().said == (texts.NOTHING_NEW,)
    assert FILE.read_bytes() == before


def test_what_is_taken_away_stays_as_a_remark() -> None:
    change(mail="norm@riec.nl")
    assert "'mail' is nu leeg (was norm@riec.nl)." in change(mail="").said
    assert '# mail = "norm@riec.nl"' in FILE.read_text("utf-8")


def test_each_riec_can_have_somebody_of_its_own_who_receives() -> None:
    FILE.write_text(
        FILE.read_text("utf-8")
        + '\n[wie.ontvangt."Noord-Holland"] # bij ons\nfunctie = "adviseur"\n',
        encoding="utf-8",
    )
    key = texts.receives("RIEC Noord-Holland", "mail")
    other = texts.receives("RIEC Amsterdam-Amstelland", "organisatie")
    change(**{key: "nh@riec.nl", other: "RIEC AA"})
    settings = find_round().settings
    assert settings
    # Called as it was called there already.
    assert settings.receives["Noord-Holland"].mail == "nh@riec.nl"
    assert settings.receives["Noord-Holland"].function == "adviseur"
    assert settings.receives["RIEC Amsterdam-Amstelland"].organisation == "RIEC AA"
    assert f"'{key}' is 'fout'; dit is geen mailadres" in refused(**{key: "fout"})


def test_the_checks_are_those_of_the_file_and_name_the_field_that_was_asked() -> None:
    said = refused(
        voert_uit_mail="geen adres", dagen_tussen_herinneringen="veel", functie="x" * 201
    )
    assert "'voert_uit_mail' is 'geen adres'; dit is geen mailadres" in said
    assert "'dagen_tussen_herinneringen' is 'veel'; schrijf een heel getal" in said
    assert "'functie' is" in said


def test_who_did_not_see_what_stands_there_now_changes_nothing() -> None:
    seen = version_of(FILE)
    FILE.write_text(FILE.read_text("utf-8") + "# erbij\n", encoding="utf-8")
    assert "is veranderd nadat u deze gegevens zag" in refused(seen=seen, mail="norm@riec.nl")


def test_what_was_issued_with_another_deadline_is_named_and_keeps_it() -> None:
    assert run("genereer", "Heiloo", "Alkmaar")[0] == 0
    done = change(deadline="2099-06-12")
    assert done.contradicts
    assert done.issued[0].names == ("Alkmaar", "Heiloo")
    assert "op 2 werkboeken staat nog 29-05-2099" in told(done)
    assert "nhnorm uitstel" in told(done)
    done = change(deadline="2099-05-01")
    assert "staat een latere dag, 29-05-2099. Die is toegezegd" in told(done)
    # Back to what stands on them, there is nothing left to say.
    assert not change(deadline="2099-05-29").contradicts
    # Nor to those who got one with the new day.
    change(deadline="2099-06-12")
    assert run("genereer", "Heiloo", "--opnieuw")[0] == 0
    assert change(deadline="2099-06-19").issued[0].names == ("Alkmaar", "Heiloo")
    assert change(deadline="2099-06-12").issued[0].names == ("Alkmaar",)


def test_who_asks_it_is_another_than_on_what_was_issued() -> None:
    assert run("genereer", "Heiloo")[0] == 0
    done = change(organisatie="Provincie")
    assert done.issued[0].names == ("Heiloo",)
    assert "1 werkboek is uitgegeven voor deze wijziging" in told(done)
    # Who receives for one RIEC stands on the workbooks of that RIEC alone.
    assert run("genereer", "Diemen")[0] == 0
    done = change(**{texts.receives("RIEC Amsterdam-Amstelland", "functie"): "adviseur"})
    assert done.issued[0].names == ("Diemen",)
    # What stands on no workbook contradicts none.
    assert not change(dagen_tussen_herinneringen="9").contradicts


def test_drafts_that_stand_say_what_was() -> None:
    assert run("genereer", "Heiloo")[0] == 0
    run("mail", "uitnodiging")
    contacts = Path("output/contacten.csv")
    contacts.write_text(
        contacts.read_text("utf-8-sig").replace("GM0399;Heiloo;", "GM0399;Heiloo;a@heiloo.nl"),
        encoding="utf-8-sig",
    )
    run("mail", "uitnodiging", "Heiloo")
    assert "conceptmails" in told(change(deadline="2099-06-12"))


def test_the_year_can_be_mended_until_something_bears_it() -> None:
    assert "'meting' is nu 2089 (was 2099)." in change(meting="2089").said
    assert run("genereer", "Heiloo")[0] == 0
    assert "Meting 2089 is al begonnen" in refused(meting="2099")
    assert run("ronde", "volgend", "2098", "--deadline", "2099-05-26")[0] == 0
    assert "kies een jaar na 2089" in refused(meting="2089")


def test_a_file_that_cannot_be_changed_safely_is_left() -> None:
    FILE.write_text(
        'versie = 1\nmeting = "2099"\n[wie]\nverstuurt = { organisatie = "RIEC" }\n', "utf-8"
    )
    assert "pas het bestand zelf aan" in refused(organisatie="Provincie", deadline="2099-05-29")


# --- the text -------------------------------------------------------------------------------


TEXT = 'versie = 1 # een\nmeting = "2099"\n\n[wie.verstuurt]\n# mail = "x@y.nl"\n[mail]\n'
SAID = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1) | st.just('a\nb\\n"c')


@given(SAID, st.booleans())
def test_any_text_reads_back_as_it_was_written(said: str, windows: bool) -> None:
    text = TEXT.replace("\n", "\r\n") if windows else TEXT
    now = rewritten(text, {(*SENDS, "mail"): said, ("mail", "ondertekening"): said})
    assert now
    found = tomllib.loads(now)
    assert (found["wie"]["verstuurt"]["mail"], found["mail"]["ondertekening"]) == (said, said)
    assert ("\r\n" in now) == windows
    assert "versie = 1 # een" in now
    again = rewritten(now, {(*SENDS, "mail"): None, ("meting",): "2100"})
    assert again
    assert "mail" not in tomllib.loads(again)["wie"]["verstuurt"]


def test_a_part_that_is_not_there_is_made() -> None:
    now = rewritten("versie = 1", {("wie", "ontvangt", "RIEC Noord-Holland", "mail"): "a@b.nl"})
    assert now
    assert tomllib.loads(now)["wie"]["ontvangt"]["RIEC Noord-Holland"]["mail"] == "a@b.nl"


# --- on the page ----------------------------------------------------------------------------


def test_the_form_is_filled_in_as_the_file_is_and_says_what_became_of_it(tmp_path: Path) -> None:
    run("genereer", "Heiloo")
    with served(tmp_path) as here:
        here.enter()
        shown = here.ask("GET", "deel/ronde")[2]
        assert 'value="2099-05-29"' in shown
        values = {"meting": "2099", "deadline": "2099-06-12", "organisatie": "RIEC & <b>"}
        here.job("instellingen", {**values, "gezien": version_of(FILE)})
        said = here.settled()
        assert "<b>" not in said.partition("RIEC &amp;")[2].partition("</li>")[0]
        assert "Wie verstuurt de werkboeken?&#39; is nu RIEC &amp; &lt;b&gt;" in said
        assert "Alkmaar" not in said
        assert "<li>Heiloo</li>" in said
        assert "nhnorm" not in unescape(said)
        shown = here.ask("GET", "deel/ronde")[2]
        assert 'value="2099-06-12"' in shown
        assert texts.receives("RIEC Noord-Holland", "functie") in shown
        # A deadline that has passed is asked about, but only when it is another.
        seen = version_of(FILE)
        here.job("instellingen", {**values, "deadline": "2020-01-01", "gezien": seen})
        assert "is al voorbij. Klopt die dag?" in unescape(here.settled())
        assert version_of(FILE) == seen
