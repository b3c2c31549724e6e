"""`overzicht`: everything that is held about one organisation, and nothing of another."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx.dataset.files import read_tables
from tests.rounds import DATASET, begin, came_back, flat, run
from tests.test_destroying import TEXT, answered, found, mailed

OTHER = "zqvaneenanderz"
BOOK = Path("output/overzicht/GM0399-Heiloo/NHNorm-overzicht-GM0399-Heiloo.xlsx")
ORIGINALS = BOOK.parent / "originelen"


@pytest.fixture
def round_of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Heiloo and Alkmaar answered; what Alkmaar wrote has a mark."""
    folder = begin(tmp_path / "ronde")
    monkeypatch.chdir(folder)
    contacts = "organisatie_code;naam_organisatie;aan;cc;aanhef;klopt\n"
    contacts += f"GM0399;Heiloo;info@heiloo.nl;;;\nGM0361;Alkmaar;{OTHER}@alkmaar.nl;;;\n"
    Path("output/contacten.csv").write_text(contacts, encoding="utf-8-sig")
    run("genereer", "Heiloo", "Alkmaar")
    run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    run("importeer", answered("Heiloo", "van heiloo.xlsx", meting="2025"))
    wrong = came_back("2026-05-04", "Heiloo", {"1.1": "misschien"}, name="eerst.xlsx")
    run("importeer", wrong, answered("Heiloo", "antwoord.xlsx"))
    mailed(f"{OTHER} onderwerp", answered("Alkmaar", f"{OTHER}.xlsx", OTHER))
    run("importeer", "output/retour", "--correcties", "output/terug")
    others = [name for name in read_tables(DATASET).inzendingen["bestand"] if OTHER in name]
    with (DATASET / "besluiten.csv").open("a", encoding="utf-8") as stream:
        stream.write("eerst.xlsx;;uitsluiten;;was een proef\r\n")
        stream.write(f"{others[-1]};;telt;;{OTHER}\r\n")
    run("importeer")
    run("uitstel", "Heiloo", "2026-06-12", "--reden", "nieuwe collega")
    run("uitstel", "Alkmaar", "2026-06-12", "--reden", OTHER)
    run("vaststellen", "--meting", "2026", "--ja")
    return folder


def sheets(path: Path = BOOK) -> dict[str, str]:
    """By sheet all that stands there."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: " ".join(
            str(cell.value) for row in sheet for cell in row if cell.value is not None
        )
        for sheet in book
    }


def test_everything_about_one_organisation_is_in_it(round_of_two: Path) -> None:
    code, said = run("overzicht", "Heiloo")
    assert code == 0, said
    told = sheets()
    for sheet, parts in {
        "Antwoorden": (TEXT, "2025", "2026"),
        "Ontvangen": (
            "van heiloo.xlsx",
            "eerst.xlsx",
            "antwoord.xlsx",
            "uitgesloten",
            "2026-05-04",
        ),
        "Bevindingen": ("eerst.xlsx",),
        "Besluiten": ("uitsluiten", "was een proef"),
        "Uitgegeven": ("NHNorm-2026-GM0399-Heiloo.xlsx", "2026-05-29"),
        "Uitstel": ("2026-06-12", "nieuwe collega"),
        "Opgesteld": ("uitnodiging",),
        "Gepubliceerd": ("RIEC Noord-Holland", "1.2 niet"),
        "Contact": ("info@heiloo.nl",),
    }.items():
        for part in parts:
            assert part in told[sheet], (sheet, part, told[sheet][:400])


def test_the_originals_are_beside_it_as_they_were_sent(round_of_two: Path) -> None:
    run("overzicht", "GM0399")
    sent = {hashlib.sha256(path.read_bytes()).hexdigest() for path in _sent()}
    copies = {hashlib.sha256(path.read_bytes()).hexdigest() for path in ORIGINALS.iterdir()}
    assert copies == sent
    assert any(path.name.startswith("antwoord ") for path in ORIGINALS.iterdir())


def _sent() -> Iterator[Path]:
    for name in ("van heiloo.xlsx", "eerst.xlsx", "antwoord.xlsx"):
        yield Path("in") / name


def test_nothing_of_another_organisation_is_in_it(round_of_two: Path) -> None:
    assert found(round_of_two / DATASET, OTHER)
    run("overzicht", "Heiloo")
    assert found(BOOK.parent, OTHER, "alkmaar", "gm0361") == {
        # The list of participants travels in every workbook that was sent out: no answers.
        name: where
        for name, where in found(ORIGINALS.parent, "alkmaar", "gm0361").items()
        if all("originelen" in place for place in where)
    }
    assert found(BOOK.parent, OTHER) == {}
    assert "alkmaar" not in " ".join(sheets().values()).lower()


def test_a_file_of_which_nobody_knows_whose_it_is_is_said_and_not_in_it(
    round_of_two: Path,
) -> None:
    book = Path("in/NHNorm-2026-GM0361-Alkmaar.xlsx")
    shutil.move(answered("Heiloo", "bron.xlsx", "anders"), book)
    run("importeer", book)
    code, said = run("overzicht", "Heiloo")
    assert code == 0
    assert "niet bekend van welke organisatie" in flat(said)
    assert book.name in said
    assert not any("GM0361" in path.name for path in ORIGINALS.iterdir())
    assert book.name not in " ".join(sheets().values())


def test_made_again_it_holds_what_there_is_now(round_of_two: Path) -> None:
    run("overzicht", "Heiloo")
    (ORIGINALS / "oud.xlsx").write_bytes(b"")
    run("overzicht", "Heiloo")
    assert len(list(ORIGINALS.iterdir())) == 3
    assert run("overzicht", "Heiloo", "--uit", "elders")[0] == 0
    assert (Path("elders/GM0399-Heiloo") / BOOK.name).is_file()


def test_after_opruimen_only_statuses_are_left(round_of_two: Path) -> None:
    run("overzicht", "Heiloo")
    for meting in ("2025", "2026"):
        assert run("opruimen", "--meting", meting, "--ja")[0] == 0
    assert not BOOK.exists()
    run("overzicht", "Heiloo")
    assert not ORIGINALS.exists() or not list(ORIGINALS.iterdir())
    assert found(BOOK.parent, TEXT, "antwoord.xlsx", "nieuwe collega") == {}


def test_of_whom_nothing_is_held_that_is_said(round_of_two: Path) -> None:
    """By its name and its code, however it was asked for, and whether there is a dataset at all."""
    for wanted in ("Uitgeest", "GM0450"):
        for dataset in ("output/dataset", "nergens"):
            code, said = run("overzicht", wanted, "--dataset", dataset)
            assert code == 2
            assert f"Over Uitgeest (GM0450) is in {dataset} niets bewaard" in flat(said)
    assert run("overzicht", "Nergens")[0] == 2
    assert "Onbekende organisatie" in run("overzicht", "Nergens", "--dataset", "nergens")[1]


def test_the_workbook_is_a_sound_one(round_of_two: Path) -> None:
    run("overzicht", "Heiloo")
    assert OpenXmlValidator().validate(BOOK).is_valid
