"""`opruimen`: what goes is gone to the last byte, what was published stays, and it stays so."""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest

from nhnorm_xlsx.contract.fields import Value
from tests import forms, rounds
from tests.rounds import DATASET, begin, came_back, run

HEILOO, ALKMAAR = "GM0399", "GM0361"
# What nobody may find again: in an answer, a name of a file, a subject, a reason, a person.
MARKERS = ("zqantwoordz", "zqbestandz", "zqonderwerpz", "zqredenz", "zqbesluitz", "zqpersoonz")
TEXT, NAME, SUBJECT, REASON, DECISION, PERSON = MARKERS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = begin(tmp_path / "ronde")
    monkeypatch.chdir(folder)
    return folder


def answered(who: str, name: str, text: str = TEXT, meting: str = "2026") -> Path:
    """A workbook that came back, with this text in an answer and on Start."""
    answers: dict[str, dict[str, Value]] = {
        norm: {"status": status, "onderbouwing": text, "actie": text}
        for norm, status in {"1.1": "Voldoet", "1.2": "Voldoet niet"}.items()
    }
    plan = forms.plan(
        answers, organisation=forms.ORGANISATIONS[rounds.CODE[who]], issue="test-1", meting=meting
    )
    path = Path("in") / name
    path.parent.mkdir(exist_ok=True)
    return forms.written(path.parent, plan, name)


def mailed(subject: str, attachment: Path | None = None) -> Path:
    """A mail as somebody saved it."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = f"{PERSON}@heiloo.nl"
    message["Date"] = "Mon, 04 May 2026 10:00:00 +0200"
    message.set_content(f"Norm 3.2 volgt. {TEXT}")
    if attachment:
        message.add_attachment(
            attachment.read_bytes(), maintype="application", subtype="octet-stream",
            filename=attachment.name,
        )  # fmt: skip
    path = Path("output/retour") / f"{subject}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(message.as_bytes())
    return path


def play() -> None:
    """A whole round with the markers in everything that people can write."""
    contacts = "organisatie_code;naam_organisatie;aan;cc;aanhef;klopt\n"
    contacts += "GM0399;Heiloo;info@heiloo.nl;;;\nGM0361;Alkmaar;info@alkmaar.nl;;;\n"
    Path("output/contacten.csv").write_text(contacts, encoding="utf-8-sig")
    run("genereer", "Heiloo", "Alkmaar")
    run("mail", "uitnodiging", "Heiloo", "Alkmaar")
    retour = Path("output/retour")
    retour.mkdir()
    book = answered("Heiloo", f"{NAME} Heiloo.xlsx")
    shutil.copy(book, retour / book.name)
    mailed(SUBJECT, answered("Alkmaar", f"{NAME} Alkmaar.xlsx"))
    mailed(f"{SUBJECT} vraag")
    (retour / f"{NAME}.pdf").write_bytes(b"%PDF-1.4 " + TEXT.encode())
    (retour / f"{NAME}.xlsx").write_bytes(b"")
    broken = came_back(
        "2026-05-05", "Castricum", {"1.1": "misschien"}, name=f"{NAME} Castricum.xlsx"
    )
    shutil.copy(broken, retour / broken.name)
    run("importeer", retour, "--correcties", "output/terugsturen")
    desk = DATASET / "besluiten.csv"
    with desk.open("a", encoding="utf-8") as stream:
        stream.write(f"{NAME}.pdf;;uitsluiten;;{DECISION}\r\n")
    run("importeer")
    run("uitstel", "Castricum", "2026-06-12", "--reden", REASON)
    run("status", "--uit", "output/stand.xlsx")
    run("vaststellen", "--ja")
    run("vergelijk", "--niveau", "riec", "--riec", "RIEC Noord-Holland", "--html")
    run("vergelijk", "--niveau", "provincie")
    run("doorgeven", "--riec", "RIEC Noord-Holland")
    run("terugkoppeling")
    run("mail", "ontvangst")
    run("mail", "terugkoppeling")
    run("overzicht", "Heiloo")


def whole(content: bytes) -> Iterator[bytes]:
    """The bytes, and those of everything that is packed in them."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.infolist():
                yield entry.filename.encode()
                yield from whole(packed.read(entry))
    elif content[:2] == b"\x1f\x8b":
        yield from whole(gzip.decompress(content))
    elif content[:4] == b"PAR1":
        frame = pd.read_parquet(io.BytesIO(content))
        yield frame.to_csv().encode()


def found(folder: Path, *markers: str) -> dict[str, list[str]]:
    """Where the markers stand, in names and in every byte."""
    where: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        pieces = [str(path.relative_to(folder)).encode()]
        if path.is_file():
            pieces += whole(path.read_bytes())
        for marker in markers:
            if any(marker.encode() in piece.lower() for piece in pieces):
                where.setdefault(marker, []).append(str(path.relative_to(folder)))
    return where


# --- nothing is left ----------------------------------------------------------------------


def test_not_one_byte_is_left_of_what_people_wrote(here: Path) -> None:
    play()
    before = found(here / "output", *MARKERS)
    assert before.keys() >= {TEXT, NAME, SUBJECT, REASON, DECISION}
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 0, said
    assert found(here / "output", *MARKERS) == {}
    run("importeer")
    run("status")
    assert found(here / "output", *MARKERS) == {}
