"""`ronde.toml`: who runs the round, who sends, who receives."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.errors import FaultySourceError, UsageError
from nhnorm_xlsx.settings import FILE_NAME, Contact, RoundPeople, Settings, parse_settings
from nhnorm_xlsx.tasks.round_folder import MOST_LOGO_BYTES, find_settings, read_settings

WHOLE = """\
# De ronde van 2026.
versie = 1
meting = "2026"
deadline = 2026-05-29
definitie = 'norm.csv'
organisaties = "lijsten/organisaties.csv"

[wie]
terug_naar = "norm@riec.nl"

[wie.voert_uit]
organisatie = "RIEC Noord-Holland"
functie = "Coördinator"

[wie.verstuurt]
organisatie = "Provincie"
mail = "norm@provincie.nl"
telefoon = ""

[wie.ontvangt]
organisatie = "Het RIEC van uw regio"

[wie.ontvangt."RIEC Amsterdam-Amstelland"]
functie = "Accountmanager"
"""


def parsed(text: str) -> Settings:
    return parse_settings(text, Path("map") / FILE_NAME)


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(FaultySourceError) as wrong:
        parsed(text)
    return list(wrong.value.faults)


def test_everything_that_can_be_said_is_understood() -> None:
    settings = parsed(WHOLE)
    assert (settings.meting, settings.deadline) == ("2026", date(2026, 5, 29))
    assert settings.definition == Path("map") / "norm.csv"
    assert settings.organisations == Path("map") / "lijsten" / "organisaties.csv"
    assert settings.people_for("RIEC Noord-Holland") == RoundPeople(
        runs=Contact("RIEC Noord-Holland", "Coördinator"),
        sends=Contact("Provincie", mail="norm@provincie.nl"),
        receives=Contact("Het RIEC van uw regio"),
        back_to="norm@riec.nl",
    )


@pytest.mark.parametrize("riec", ["RIEC Amsterdam-Amstelland", "amsterdam-amstelland"])
def test_a_riec_can_have_a_receiver_of_its_own(riec: str) -> None:
    assert parsed(WHOLE).people_for(riec).receives == Contact(function="Accountmanager")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_given_is_not_there(newline: str) -> None:
    given = 'versie = 1\n[wie.voert_uit]\norganisatie = ""\n'.replace("\n", newline)
    assert parsed(given).people_for("RIEC Noord-Holland") == RoundPeople()


def test_all_faults_are_said_at_once_each_with_its_line() -> None:
    text = "\n".join([
        "versie = 1",
        'meting = "vorig jaar"',
        "deadline = 29-05-2026",
        'definitie = "C:\\normen\\norm.csv"',
        "kleur = 'rood'",
        "[wie.verstuurt]",
        'telefon = "020"',
        'mail = "geen adres"',
        'mail = "norm@riec.nl"',
        "functie = Coördinator",
        "zomaar iets",
        "[wie.verzamelt]",
        'logo = "x"',
    ])  # fmt: skip
    assert [line for line, _ in faults(text)] == [2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13]
    said = dict(faults(text))
    assert "jjjj-mm-dd" in said[3]
    assert "gebruikt u /" in said[4]
    assert "onbekende naam 'kleur'" in said[5]
    assert "bedoelt u telefoon?" in said[7]
    assert said[9] == "'wie.verstuurt.mail' staat ook al op regel 8"
    assert "tussen aanhalingstekens" in said[10]


def test_a_value_over_more_lines_does_not_shift_the_lines() -> None:
    text = 'versie = 1\nmeting = """\n2026\n"""\nkleur = 1\n'
    assert [line for line, _ in faults(text)] == [2, 5]


@pytest.mark.parametrize(
    "text",
    [
        "[wie]\nontvangt = 'RIEC'",
        "[wie.terug_naar]\nmail = 'a@b.nl'",
        "wie = 3",
        "[[wie.verstuurt]]",
        "[wie.ontvangt.a.b]\nmail = 'a@b.nl'",
        "[wie]\n[wie]",
        "meting.jaar = 2026",
        "deadline = true",
    ],
)
def test_a_wrong_shape_is_a_fault(text: str) -> None:
    assert faults(f"versie = 1\n{text}\n")


@pytest.mark.parametrize(
    ("section", "key", "most"),
    [("wie.verstuurt", "organisatie", 80), ("wie.ontvangt.Utrecht", "functie", 80),
     ("wie.voert_uit", "mail", 80), ("wie.verstuurt", "telefoon", 30), ("wie", "terug_naar", 100)],
)  # fmt: skip
def test_what_stands_on_start_of_every_workbook_has_a_limit(
    section: str, key: str, most: int
) -> None:
    longest = ("x" * most)[: most - 5] + "@b.nl"
    start = f"versie = 1\n[{section}]\n{key} = "
    parsed(f"{start}'{longest}'\n")
    ((line, said),) = faults(f"{start}'x{longest}'\n")
    assert line == 3
    assert said.endswith(
        f"gebruik hoogstens {most} tekens, want dit staat op het blad Start van elk werkboek"
    )


def test_the_version_must_be_there_and_a_newer_one_is_refused_in_one_sentence() -> None:
    assert faults('meting = "2026"\n') == [(0, "'versie' ontbreekt; zet bovenaan: versie = 1")]
    assert [line for line, _ in faults("versie = 'een'")] == [1]
    with pytest.raises(UsageError, match="nieuwere versie") as refused:
        parsed("versie = 2\nnieuw = 'onbekend'\n[heel.anders]\n")
    assert str(refused.value).count(".") == str(refused.value).count(".toml") + 1


def test_a_receiver_for_a_riec_that_is_not_on_the_list_is_found_with_its_line() -> None:
    settings = parsed("versie = 1\n\n[wie.ontvangt.Utrecht]\nfunctie = 'x'\n")
    assert [line for line, _ in settings.unknown_riecs(["RIEC Noord-Holland"])] == [3]
    assert settings.unknown_riecs(["RIEC Utrecht"]) == []


@given(st.text(max_size=200))
def test_whatever_stands_in_the_file_gives_settings_or_faults(text: str) -> None:
    with suppress(FaultySourceError, UsageError):
        parsed(text)


def test_the_file_is_looked_for_here_and_then_in_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_settings() is None
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / FILE_NAME).write_text("versie = 1\nmeting = 2027\n", encoding="utf-8")
    found = find_settings()
    assert found is not None
    assert found.meting == "2027"
    (tmp_path / FILE_NAME).write_bytes(b"\xef\xbb\xbfversie = 1\r\nmeting = 2026\r\n")
    found = find_settings()
    assert found is not None
    assert found.meting == "2026"


def test_files_that_it_names_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    text = "versie = 1\ndefinitie = 'n.csv'\nlogo = 'l.png'\norganisaties = 'o.csv'\n"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "o.csv").touch()
    (tmp_path / "l.png").write_bytes(b"\x89PNG" + bytes(MOST_LOGO_BYTES))
    with pytest.raises(FaultySourceError) as wrong:
        read_settings(path)
    assert [line for line, _ in wrong.value.faults] == [2, 3]
    assert "1,5 kB; maak haar hoogstens 1,4 kB" in str(wrong.value)
    assert "onder 60 kB" in str(wrong.value)
    (tmp_path / "l.png").write_bytes(b"\x89PNG and small")
    (tmp_path / "n.csv").touch()
    assert read_settings(path).logo == tmp_path / "l.png"


def test_a_file_in_another_encoding_says_on_which_line(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes("versie = 1\n# Coördinator\n".encode("cp1252"))
    with pytest.raises(FaultySourceError) as wrong:
        read_settings(path)
    assert [line for line, _ in wrong.value.faults] == [2]


def test_a_receiver_of_an_unknown_riec_stops_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / FILE_NAME).write_text(
        "versie = 1\n\n[wie.ontvangt.Utrecht]\nfunctie = 'x'\n", encoding="utf-8"
    )
    asked = ["genereer", "Heiloo", "--meting", "2026", "--deadline", "2099-05-29", "--uit", "w"]
    refused = CliRunner().invoke(nhnorm, asked)
    assert "regel 3: 'Utrecht' is geen RIEC" in str(refused.exception)
    assert not (tmp_path / "w").exists()
