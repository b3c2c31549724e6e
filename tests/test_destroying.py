"""`opruimen`: what goes is gone to the last byte, what was published stays, and it stays so."""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from nhnorm_xlsx import files
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.compare.tables.returns import Returns
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.organisations import dump_organisations
from nhnorm_xlsx.tasks import stands
from nhnorm_xlsx.tasks.opened import open_dataset
from tests import forms, rounds
from tests.rounds import DATASET, begin, came_back, contents, copied, flat, run

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


class Killed(BaseException):
    """The program ends here, as when the power goes."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round that was played, to copy."""
    with pytest.MonkeyPatch.context() as patch:
        folder = begin(tmp_path_factory.mktemp("gespeeld") / "ronde")
        patch.chdir(folder)
        play()
    return folder


@pytest.fixture
def copy(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copied(played, tmp_path / "kopie")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("step", [0, 1, 2, 20, 60, 90])
@pytest.mark.parametrize("between", ["", "status"])
def test_broken_off_at_any_moment_the_next_time_finishes(
    copy: Path, step: int, between: str
) -> None:
    done = 0
    with pytest.MonkeyPatch.context() as patch:

        def killed_at(action: Callable[..., None]) -> Callable[..., None]:
            def doing(*given: Any, **more: Any) -> None:
                nonlocal done
                done += 1
                if done > step:
                    raise Killed
                action(*given, **more)

            return doing

        for name in ("remove", "write_bytes", "move"):
            patch.setattr(files, name, killed_at(getattr(files, name)))
        with suppress(Killed):
            run("opruimen", "--meting", "2026", "--ja")
    assert done > step, "the whole was done before this step"
    if between:
        run(between)
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 0, said
    assert found(copy / "output", *MARKERS) == {}
    assert statement(copy).count("originelen van ingeleverde werkboeken") == 1
    assert "3 originelen van ingeleverde werkboeken" in " ".join(statement(copy).split())
    assert statuses(copy)["1.2"] == "niet"


def statement(folder: Path, meting: str = "2026") -> str:
    document = docx.Document(str(folder / f"output/vernietiging/verklaring-{meting}.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def statuses(folder: Path, meting: str = "2026", code: str = HEILOO) -> dict[str, str]:
    rows = read_tables(folder / DATASET).antwoorden.astype("str")
    own = rows[(rows["meting"] == meting) & (rows["organisatie_code"] == code)]
    return dict(zip(own["norm"], own["status"], strict=True))


def test_it_says_first_what_goes_and_what_stays_and_asks(copy: Path) -> None:
    before = contents(copy / "output")
    result = CliRunner().invoke(nhnorm, ["opruimen", "--meting", "2026"], input="ja\n")
    said = flat(result.output)
    assert result.exit_code == 0
    for part in (
        "3 originelen van ingeleverde werkboeken",
        "7 namen van bestanden en onderwerpen van mails",
        "teksten die mensen invulden",
        "berichten in het logboek",
        "Blijven: Wat is gepubliceerd",
        "de status van elke norm",
        "de prullenbak van OneDrive",
        "reservekopieën",
        "Typ de meting (2026) om te vernietigen",
        "Er is niets vernietigd.",
    ):
        assert part in said
    made = {name for name in contents(copy / "output") if "/gelezen/" not in f"/{name}"}
    assert made == {name for name in before if "/gelezen/" not in f"/{name}"}
    typed = CliRunner().invoke(nhnorm, ["opruimen", "--meting", "2026"], input="2026\n")
    assert typed.exit_code == 0
    assert "De meting 2026 is opgeruimd." in typed.output
    assert found(copy / "output", *MARKERS) == {}


def test_where_nobody_can_answer_nothing_is_destroyed(copy: Path) -> None:
    before = found(copy / "output", *MARKERS)
    code, said = run("opruimen", "--meting", "2026")
    assert code == 2
    assert "geef --ja" in said
    assert found(copy / "output", *MARKERS) == before


def test_of_a_meting_that_nobody_knows_nothing_is_destroyed(copy: Path) -> None:
    code, said = run("opruimen", "--meting", "2019", "--ja")
    assert code == 2
    assert "Van de meting 2019 is in output/dataset niets bekend; er zijn: 2026." in flat(said)
    assert not (copy / "output/vernietiging").exists()


def test_the_statement_says_what_how_many_when_and_asks_who(copy: Path) -> None:
    originals = {path.stem for path in (DATASET / "archief").iterdir()}
    run("opruimen", "--meting", "2026", "--ja")
    told = statement(copy)
    for part in ("Handtekening", "Functie", "Wat is gebleven?", "OneDrive", "Kenmerk (sha256)"):
        assert part in told
    assert sum(content in told for content in originals) == 3


def test_done_again_there_is_nothing_left_and_the_statement_is_the_same(copy: Path) -> None:
    run("opruimen", "--meting", "2026", "--ja")
    before = statement(copy), events.names(copy / DATASET)
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 0
    assert "niets meer over om te vernietigen" in said
    assert (statement(copy), events.names(copy / DATASET)) == before


def test_what_was_destroyed_is_never_taken_in_again(copy: Path, tmp_path: Path) -> None:
    away = copied(copy / "output/retour", tmp_path / "retour")
    run("opruimen", "--meting", "2026", "--ja")
    code, said = run("importeer", away)
    assert code == 1
    assert said.count("Vernietigd met 'nhnorm opruimen'") == 1
    assert f"{NAME} Heiloo.xlsx" in said
    assert found(copy / "output", *MARKERS) == {}
    later = answered("Heiloo", "nieuw.xlsx", "iets anders")
    code, said = run("importeer", later)
    assert code == 1
    assert "De meting 2026 is opgeruimd op" in flat(said)
    assert statuses(copy)["1.2"] == "niet"
    run("opruimen", "--meting", "2026", "--ja")
    assert found(copy / "output", "iets anders") == {}


# --- two copies ---------------------------------------------------------------------------


def test_a_copy_that_still_has_it_does_not_bring_it_back(copy: Path, played: Path) -> None:
    run("opruimen", "--meting", "2026", "--ja")
    before = events.names(copy / DATASET)
    for _ in range(2):
        code, said = run("samenbrengen", played)
        assert code == 0, said
        assert found(copy / "output", *MARKERS) == {}
        assert set(events.names(copy / DATASET)) == set(before)
    assert statuses(copy)["1.2"] == "niet"


def test_decisions_of_a_copy_about_what_is_gone_are_not_taken_over(
    copy: Path, played: Path, tmp_path: Path
) -> None:
    other = copied(played, tmp_path / "collega")
    with (other / DATASET / "besluiten.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{NAME} Heiloo.xlsx;;uitsluiten;;{DECISION}\r\n")
    run("opruimen", "--meting", "2026", "--ja")
    run("samenbrengen", other)
    assert found(copy / "output", *MARKERS) == {}


def test_a_copy_that_destroyed_it_takes_it_away_here_too(
    copy: Path, played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("opruimen", "--meting", "2026", "--ja")
    still = copied(played, tmp_path / "houder")
    monkeypatch.chdir(still)
    code, said = run("samenbrengen", copy)
    assert code == 0, said
    assert "De meting 2026 is in de kopie opgeruimd." in flat(said)
    assert found(still / DATASET, *MARKERS) == {}
    assert statuses(still)["1.2"] == "niet"
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 0, said
    assert found(still / "output", *MARKERS) == {}


def test_what_somebody_put_back_by_hand_goes_again(copy: Path, played: Path) -> None:
    run("opruimen", "--meting", "2026", "--ja")
    for name in ("archief", "gebeurtenissen"):
        shutil.copytree(played / DATASET / name, DATASET / name, dirs_exist_ok=True)
    run("status")
    assert found(copy / DATASET, *MARKERS) == {}


# --- what is left, and said ---------------------------------------------------------------


def test_a_zip_with_other_things_and_a_second_dataset_are_left_and_said(copy: Path) -> None:
    book = next(Path("output/retour").glob("*Heiloo.xlsx"))
    other = answered("Castricum", "anders.xlsx", "iets anders")
    with zipfile.ZipFile("output/alles.zip", "w") as packed:
        packed.write(book, book.name)
        packed.write(other, other.name)
    shutil.copytree("output/dataset", "output/kopie van dataset")
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 1
    assert "er zit ook iets anders in: output/alles.zip" in flat(said)
    assert "Een andere dataset is niet opgeruimd: output/kopie van dataset" in flat(said)


def test_what_was_published_stays_to_the_byte(copy: Path) -> None:
    kept = [*Path("output/doorgeven").iterdir(), *Path("output/vergelijking").glob("*provincie*")]
    before = {path: path.read_bytes() for path in kept}
    told = {name for name in events.names(copy / DATASET) if name.startswith(PUBLISHED)}
    run("opruimen", "--meting", "2026", "--ja")
    assert before
    assert {path: path.read_bytes() for path in kept} == before
    assert told
    assert told <= set(events.names(copy / DATASET))


PUBLISHED = (events.GEPUBLICEERD, events.VASTGESTELD)


# --- another meting -----------------------------------------------------------------------


def test_another_meting_is_left_as_it_was(here: Path) -> None:
    early = answered("Heiloo", "vorig jaar.xlsx", "van toen", meting="2025")
    run("importeer", early)
    run("importeer", answered("Heiloo", "dit jaar.xlsx", "van nu"))
    run("importeer", _text_file("los.pdf"))
    before = read_tables(here / DATASET).antwoorden.astype("str").query("meting == '2026'")
    code, said = run("opruimen", "--meting", "2025", "--ja")
    assert code == 0, said
    assert "latere meting (2026) kunnen antwoorden van 2025 staan" in flat(said)
    after = read_tables(here / DATASET).antwoorden.astype("str").query("meting == '2026'")
    pd.testing.assert_frame_equal(before.reset_index(drop=True), after.reset_index(drop=True))
    assert found(here / "output", "van toen", "vorig jaar") == {}
    where = found(here / DATASET, "dit jaar.xlsx", "los.pdf")
    assert where.keys() == {"dit jaar.xlsx", "los.pdf"}


def _text_file(name: str) -> Path:
    path = Path("in") / name
    path.write_bytes(b"%PDF-1.4 ")
    return path


# --- the line over the years --------------------------------------------------------------


def two_years(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A province of three RIECs that answered twice, the first year fixed."""
    from tests.test_publishing import PEOPLE

    monkeypatch.chdir(folder)
    gemeenten = [item for item in PEOPLE if item.kind == "gemeente"]
    organisations = folder / "organisaties.csv"
    organisations.write_text(dump_organisations(PEOPLE), encoding="utf-8-sig")
    for meting in ("2025", "2026"):
        place = folder / "in" / meting
        place.mkdir(parents=True)
        for number, item in enumerate(gemeenten):
            plan = forms.plan(
                _of_year(number, meting), organisation=item, meting=meting, issue=f"{meting}-1"
            )
            forms.written(place, plan, f"{meting} {item.code}.xlsx")
        run("importeer", place, "--organisaties", organisations)
        run("vaststellen", "--meting", meting, "--ja")


def _of_year(number: int, meting: str) -> dict[str, dict[str, Value]]:
    """Some comply in the first year, more in the second; plans with a date that has passed."""
    later = meting == "2026"
    given: dict[str, dict[str, Value]] = {}
    for place, norm in enumerate(("1.1", "1.2", "2.1")):
        complies = (number + place) % 4 < (3 if later else 2)
        given[norm] = {"status": "Voldoet" if complies else "Voldoet niet", "onderbouwing": TEXT}
        if not complies:
            given[norm] |= {"actie": TEXT, "streefdatum": date(2025, 12, 1)}
    return given


def cells(path: Path) -> list[list[object]]:
    """All that stands in a workbook, sheet by sheet."""
    book = openpyxl.load_workbook(path)
    return [[cell.value for row in sheet for cell in row] for sheet in book]


def shown() -> dict[str, list[list[object]]]:
    """What others are shown of both years, and what a RIEC sees of the development."""
    run("vergelijk", "--niveau", "riec", "--riec", "RIEC A", "--uit", "uit", "--meting", "2026")
    run("vergelijk", "--niveau", "provincie", "--uit", "uit", "--meting", "2025")
    run("vergelijk", "--niveau", "provincie", "--uit", "uit", "--meting", "2026")
    run("terugkoppeling", "A00", "--uit", "uit", "--meting", "2026")
    found = {path.name: cells(path) for path in sorted(Path("uit").glob("*.xlsx"))}
    shutil.rmtree("uit")
    return found


def test_the_line_over_the_years_does_not_break(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_years(tmp_path, monkeypatch)
    before = shown()
    assert len(before) == 4
    code, said = run("opruimen", "--meting", "2025", "--ja")
    assert code == 0, said
    assert "2025" in str(before["NHNorm-vergelijking-2026-RIEC A.xlsx"])
    assert shown() == before
    stand = events.read(DATASET).of(events.VASTGESTELD)
    code, said = run("vaststellen", "--meting", "2025", "--ja")
    assert "al vast" in said or "niets" in said.lower(), said
    assert events.read(DATASET).of(events.VASTGESTELD) == stand


def test_one_answer_that_comes_late_is_still_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate remembers what was published: it cannot be subtracted from something newer."""
    two_years(tmp_path, monkeypatch)
    run("opruimen", "--meting", "2025", "--ja")
    fixed = stands.latest(DATASET, "2025")
    assert fixed is not None
    assert fixed.riec_of("A00") == "RIEC A"
    assert not fixed.changed_since(returns_of(DATASET, "2025"))


def returns_of(folder: Path, meting: str) -> Returns:
    from nhnorm_xlsx.tasks.publishing import _returns

    return _returns(open_dataset(folder, meting), date(2026, 6, 1))


# --- other rounds in the same folder, and none ----------------------------------------------


def test_the_example_in_a_folder_of_its_own_is_left_alone(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = copy / "output/voorbeeld"
    (example / "werkboeken").mkdir(parents=True)
    (example / "werkboeken/NHNorm-2026-GM0399-Heiloo.xlsx").write_bytes(b"PK")
    events.record(example / "dataset", events.SOORT, {"voorbeeld": True})
    before = contents(example)
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 0, said
    assert contents(example) == before


def test_a_round_of_which_nothing_came_in_yet(here: Path) -> None:
    run("genereer", "Heiloo")
    code, said = run("opruimen", "--meting", "2026", "--ja")
    assert code == 0, said
    assert "1 uitgegeven of teruggestuurd werkboek" in said
    assert not list(Path("output").rglob("NHNorm-*"))
    assert not list(Path("output").rglob("uitgifte.csv"))
    assert "1\nuitgegeven of teruggestuurd werkboek" in statement(here)
