"""Every kind of finding is provoked: by a file that somebody can send, or what somebody did.

Each function below makes something, lets the program look at it, and gives back what was said
of it. It names the kinds that must come out, with their text filled in. A kind that nobody
names here makes a test fail: either nobody watches it, or it can never be said any more.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Formatter

import openpyxl
import pytest
from click.testing import CliRunner
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.comments import Comment

from nhnorm_xlsx import findings
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.contract.fields import MAX_TEXT, Value
from nhnorm_xlsx.contract.keys import CARRIED_COLUMN, FIELD_KEY
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.delays import Delays, delay_facts
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.findings import KINDS, FindingKind
from nhnorm_xlsx.intake.judging import judge, with_issued
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import CellError, RawValue, RawWorkbook
from nhnorm_xlsx.intake.values import understand_number
from nhnorm_xlsx.mail.drafts import DraftMail, as_eml
from nhnorm_xlsx.submissions import Decided, Issued, Submission
from tests import forms, hostile, packages, rounds, test_counting
from tests.compound import compound
from tests.packages import PNG, anchored, frame, picture, text_box
from tests.returned import SMALL, STAMP, change, returned, stamp_sheet
from tests.test_bookkeeping import ALKMAAR, HEILOO, Project
from tests.test_cell_facts import LINE, struck
from tests.test_correcting import WRONG, contradicting_parts
from tests.test_intake_damage import half, without
from tests.test_offered import PDF, encrypted, mail, zipped
from tests.test_words import RIGHTS

FIRST, SECOND = (thema.sheet for thema in SMALL.themas)
FULL = """
| norm | Status        | Onderbouwing | Actie     | Streefdatum |
| 1.1  | Voldoet       | zie intranet |           |             |
| 1.2  | Voldoet deels |              | afronden  | 2026-12-01  |
| 2.1  | Voldoet niet  |              | beginnen  | 2027-01-01  |
"""
# The code of a finding, empty where only its text is shown, and its text.
Said = tuple[str, str]


@dataclass(frozen=True)
class Room:
    """A folder to work in, and what can be changed for as long as it takes."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def importeer(self, *arguments: str | Path) -> list[Said]:
        return [*self.run("importeer", *arguments, "--uit", self.folder / "d"), *self.tables()]

    def run(self, *arguments: str | Path) -> list[Said]:
        """What is shown on the screen."""
        shown = CliRunner().invoke(nhnorm, [str(argument) for argument in arguments])
        return [("", line) for line in shown.output.splitlines()]

    def tables(self, dataset: str = "d") -> list[Said]:
        """What stands in the tables of the dataset."""
        columns = {"bevindingen": ("soort", "melding"), "inzendingen": ("", "reden")}
        return [
            (row.get(code, ""), row[text])
            for name, (code, text) in columns.items()
            for row in _rows(self.folder / dataset / f"{name}.csv")
        ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


Provoker = Callable[[Room], Iterable[Said]]
PROVOKERS: dict[Provoker, tuple[str, ...]] = {}


def provokes(*codes: str) -> Callable[[Provoker], Provoker]:
    """Makes a function one that provokes these kinds."""

    def named(function: Provoker) -> Provoker:
        PROVOKERS[function] = codes
        return function

    return named


def said(*submissions: Submission) -> list[Said]:
    return [(item.kind.code, item.message) for found in submissions for item in found.findings]


def judged(workbook: RawWorkbook, definition: Definition = SMALL, **more: object) -> list[Said]:
    """What is said of a workbook of which the cells are visible in the test."""
    name = str(more.pop("file", "a.xlsx"))
    known = {"2024": definition}
    return said(judge(name, workbook, known, forms.ORGANISATIONS, **more))  # type: ignore[arg-type]


def read(path: Path) -> list[Said]:
    """What is said of a real file."""
    return judged(read_workbook(path), file=path.name)


def answered(heading: str, value: str, status: str = "Voldoet") -> RawWorkbook:
    return returned(f"| norm | Status | {heading} |\n| 1.1 | {status} | {value} |")


# --- files that cannot be read ------------------------------------------------------------


@provokes("leeg_bestand", "geen_werkboek", "beschadigd", "te_groot", "wachtwoord", "rechtenbeheer",
          "ander_archief", "zelf_beslissen")  # fmt: skip
def files_that_are_no_readable_workbook(room: Room) -> Iterable[Said]:
    room.file("in/leeg.xlsx", b"")
    room.file("in/pdf.xlsx", PDF)
    room.file("in/kapot.xlsx", hostile.wrong_insides())
    room.file("in/groot.xlsx", hostile.many_parts())
    room.file("in/slot.xlsx", compound({("EncryptedPackage",): b"x", ("EncryptionInfo",): b"x"}))
    room.file("in/label.xlsx", compound(RIGHTS["xlsx"]))
    room.file("in/antwoorden.7z", b"x")
    return room.importeer(room.folder / "in")


@provokes("niet_te_openen")
def a_folder_that_is_closed_to_us(room: Room) -> Iterable[Said]:
    room.file("in/a.xlsx", hostile.good(room.folder).read_bytes())
    (room.folder / "in" / "dicht").mkdir()
    whole = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("dicht"):
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    room.monkeypatch.setattr(os, "scandir", closed)
    return room.run("controleer", room.folder / "in")


@provokes("lezer_gestopt")
def a_reader_that_dies(room: Room) -> Iterable[Said]:
    root = Path(__file__).resolve().parent.parent
    room.file(
        "haak/sitecustomize.py",
        b"import os\nimport nhnorm_xlsx.intake.opening as opening\n"
        b"def dies(job):\n    os.abort()\nopening.read = dies\n",
    )
    path = os.pathsep.join([str(room.folder / "haak"), str(root)])
    room.monkeypatch.setenv("PYTHONPATH", path)
    return room.run("controleer", hostile.good(room.folder))


@provokes("beschadigd_deels")
def a_sheet_that_broke_off(room: Room) -> Iterable[Said]:
    content = hostile.good(room.folder).read_bytes()
    name = packages.sheet_part(room.folder / "goed.xlsx", SECOND)
    return read(room.file("a.xlsx", without(content, name, half)))


@provokes("archief_gewijzigd")
def an_original_that_somebody_changed(room: Room) -> Iterable[Said]:
    room.importeer(sent_back(room, "a.xlsx"))
    (kept,) = (room.folder / "d" / "archief").iterdir()
    kept.write_bytes(b"iets anders")
    return room.importeer()


@provokes("ontsleuteld")
def a_file_with_a_password_that_was_given(room: Room) -> Iterable[Said]:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(sent_back(room, "a.xlsx").read_bytes())).encrypt("geheim", locked)
    path = room.file("slot.xlsx", locked.getvalue())
    return room.importeer(path, "--wachtwoorden", room.file("woorden.txt", b"geheim\n"))


@provokes("eigen_uitkomst")
def a_terugkoppeling_that_comes_back(room: Room) -> Iterable[Said]:
    root = Path(__file__).resolve().parent.parent
    ours = (root / "samples" / "terugkoppeling.xlsx").read_bytes()
    return room.importeer(room.file("terugkoppeling.xlsx", ours))


def sent_back(room: Room, name: str) -> Path:
    return forms.written(room.folder, forms.plan({"1.1": {"status": "Voldoet"}}), name)


# --- what was offered but is no workbook ------------------------------------------------


@provokes("ander_document", "numbers_bestand", "csv_bestand", "alleen_een_link", "leeg_archief",
          "postbus", "mail_versleuteld", "mail_zonder_werkboek", "tekst_in_mail",
          "onbekende_soort", "eigen_concept")  # fmt: skip
def what_people_send_besides_workbooks(room: Room) -> Iterable[Said]:
    book = sent_back(room, "w.xlsx").read_bytes()
    offered = {
        "ingevuld.pdf": PDF,
        "werkboek.numbers": zipped({"Index/Document.iwa": b""}),
        "antwoorden.csv": b"norm;status\n1.1;Voldoet\n",
        "werkboek.gsheet": b'{"url": "x"}',
        "leeg.zip": zipped({}),
        "postvak.pst": b"!BDN",
        "smime.p7m": encrypted(),
        "vraag.eml": mail("Mogen wij uitstel?").as_bytes(),
        "antwoord.eml": mail("Norm 3.2 volgt.", {"w.xlsx": book}).as_bytes(),
        "gegevens.json": b"{}",
        "concept.eml": as_eml(DraftMail(HEILOO, ("a@heiloo.nl",), (), "Beste", "Hallo")),
    }
    for name, content in offered.items():
        room.file(f"in/{name}", content)
    return room.importeer(room.folder / "in")


# --- whose it is ------------------------------------------------------------------------


@provokes("niet_van_ons")
def a_workbook_of_somebody_else(room: Room) -> Iterable[Said]:
    return room.importeer(room.file("begroting.xlsx", hostile.package(hostile.sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Post</t></is></c></row>'
    ))))  # fmt: skip


@provokes("nieuwer_contract", "ongeldig_contract", "onbekende_editie", "onbekende_organisatie",
          "ongeldige_meting", "organisatie_opgeheven", "andere_norm", "andere_definitie",
          "andere_uitgifte")  # fmt: skip
def stamps_that_say_something_odd(room: Room) -> Iterable[Said]:
    odd = {"contract_versie": ("99", "nul"), "editie": ("2031",), "organisatie_code": ("GM9999",),
           "meting": ("vorig jaar",), "definitie_sha256": ("0" * 64,),
           "uitgifte_id": ("ander",)}  # fmt: skip
    issued = Issued(frozenset({("2026", "GM0399", "abc123")}), "uitgifte.csv")
    for key, texts in odd.items():
        for text in texts:
            stamp = replace(STAMP, **{key: text})
            yield from said(
                with_issued(
                    judge(
                        "a.xlsx", returned(FULL, stamp=stamp), {"2024": SMALL}, forms.ORGANISATIONS
                    ),
                    issued,
                )
            )
    gone = replace(STAMP, organisatie_code="GM1696", meting="2027")
    yield from judged(returned(FULL, stamp=gone))
    named = replace(SMALL, norm_naam="Norm A")
    yield from judged(returned(FULL, stamp=replace(STAMP, norm_naam="Norm B")), named)


@provokes("geen_normen")
def a_stamp_without_any_norm(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    return judged(replace(workbook, sheets=workbook.sheets[-1:]))


@provokes("twee_identiteiten", "inhoud_niet_gebruikt")
def a_file_named_after_another_organisation(room: Room) -> Iterable[Said]:
    return room.importeer(sent_back(room, "NHNorm-2026-GM0361-Alkmaar.xlsx"))


@provokes("twee_stempels")
def two_workbooks_in_one(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    other = stamp_sheet(replace(STAMP, organisatie_code="GM0361"), workbook.sheets[:-1])
    other = replace(other, name="_nhnorm (2)")
    return judged(replace(workbook, sheets=(*workbook.sheets, other)))


@provokes("besluit_onbruikbaar", "besluit_onvolledig")
def decisions_that_cannot_be_followed(room: Room) -> Iterable[Said]:
    yield from judged(returned(FULL), decided=Decided("GM9999", ""))
    yield from judged(_bare(), decided=Decided("GM0399", ""))


def _bare() -> RawWorkbook:
    """Without its hidden sheet and its properties."""
    workbook = returned(FULL)
    return replace(workbook, sheets=workbook.sheets[:-1], properties={})


@provokes("identiteit_uit_eigenschappen", "identiteit_uit_bestandsnaam", "bijgeschreven_onbekend")
def the_hidden_sheet_is_gone(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    yield from judged(replace(workbook, sheets=workbook.sheets[:-1]))
    yield from judged(_bare(), file="Heiloo 2026.xlsx")


# --- the form has changed ---------------------------------------------------------------


@provokes("norm_ontbreekt", "thema_ontbreekt", "onbekende_norm")
def rows_and_sheets_that_are_gone_or_new(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    yield from judged(replace(workbook, sheets=workbook.sheets[1:]))
    other = {(5, 1): "nhnorm.norm:9.9", (5, 2): "9.9", (5, 3): "Iets anders."}
    yield from judged(change(workbook, FIRST, other))


@provokes("norm_dubbel", "norm_tegenstrijdig")
def a_sheet_that_was_copied(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    for status in ("Voldoet", "Voldoet niet"):
        cells = {**workbook.sheets[0].cells, (4, 4): status}
        copy = replace(workbook.sheets[0], name=f"{FIRST} (2)", cells=cells)
        yield from judged(replace(workbook, sheets=(*workbook.sheets, copy)))


@provokes("rijen_gesorteerd", "nummer_van_andere_norm", "tekst_van_andere_norm", "norm_onbeslist",
          "norm_een_kenmerk", "normtekst_gewijzigd")  # fmt: skip
def rows_that_lost_their_key_number_or_text(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    texts = {norm.number: norm.text for norm in SMALL.norms}
    for cells in (
        {(4, 2): "1.2", (4, 3): texts["1.2"], (5, 2): "1.1", (5, 3): texts["1.1"]},
        {(4, 2): "2.1"},
        {(4, 3): texts["2.1"]},
        {(4, 2): "1.2", (4, 3): texts["2.1"]},
        {(4, 2): "", (4, 3): ""},
        {(4, 3): "Wij doen voortaan iets anders."},
    ):
        yield from judged(change(workbook, FIRST, cells))


@provokes("kolom_tegenstrijdig", "kolom_ontbreekt", "via_zichtbare_tekst", "extra_inhoud")
def columns_that_are_not_what_they_say(room: Room) -> Iterable[Said]:
    workbook = returned(FULL)
    yield from judged(change(workbook, FIRST, {(3, 5): "Actie", (3, 7): "Onderbouwing"}))
    yield from judged(change(workbook, FIRST, {(1, 5): "", (3, 5): "Iets"}))
    yield from judged(change(workbook, FIRST, {(1, 5): "weg ermee"}))


@provokes("opgeslagen_met", "niet_na_te_gaan", "macros", "koppelingen")
def what_a_program_took_away_or_added(room: Room) -> Iterable[Said]:
    book = hostile.good(room.folder)
    parts: dict[str, bytes | str] = {
        "xl/vbaProject.bin": b"x",
        "xl/externalLinks/externalLink1.xml": b"<x/>",
    }
    yield from read(packages.changed(book, parts, room.folder / "met.xlsx"))
    values = openpyxl.load_workbook(book)
    for sheet in values:
        sheet.protection.sheet = False
    values.save(room.folder / "zonder.xlsx")
    yield from judged(replace(read_workbook(room.folder / "zonder.xlsx"), untold=("opmerkingen",)))


@provokes("beveiliging_weg", "keuzelijsten_weg", "opmerking", "blad_weg", "blad_inhoud",
          "blad_toegevoegd", "vaste_tekst_weg")  # fmt: skip
def what_a_person_did_to_the_sheets(room: Room) -> Iterable[Said]:
    path = hostile.good(room.folder)
    book = openpyxl.load_workbook(path)
    book[FIRST].protection.sheet = False
    book[SECOND].data_validations.dataValidation.clear()
    book[FIRST]["E7"].comment = Comment("bel mij", "Griffier")
    book.remove(book["Overzicht"])
    for name, count in (("Kort", 2), ("Lang", 9)):
        sheet = book.create_sheet(name)
        for row in range(1, count + 1):
            sheet.cell(row, 1).value = f"regel {row}"
    book["Start"].delete_rows(2, 11)
    book.save(path)
    return read(path)


@provokes("eerder_vernietigd", "meting_opgeruimd")
def files_of_a_meting_that_was_destroyed(room: Room) -> Iterable[Said]:
    first = sent_back(room, "a.xlsx")
    room.importeer(first)
    room.run("opruimen", "--meting", "2026", "--dataset", room.folder / "d", "--ja")
    yield from room.importeer(first)
    plan = forms.plan({"1.1": {"status": "Voldoet niet"}})
    yield from room.importeer(forms.written(room.folder, plan, "later.xlsx"))


@provokes("waarden_geen_formules")
def a_copy_of_values_only(room: Room) -> Iterable[Said]:
    path = hostile.good(room.folder)
    openpyxl.load_workbook(path, data_only=True).save(path)
    return read(path)


@provokes("onbekende_teksten")
def another_wording_of_the_norm_without_the_stamp(room: Room) -> Iterable[Said]:
    norms = tuple(replace(SMALL.themas[0].norms[0], number=f"1.{n}") for n in range(1, 6))
    definition = Definition("2024", (replace(SMALL.themas[0], norms=norms),))
    workbook = returned("| norm | Status |\n| 1.1 | Voldoet |", definition=definition)
    beside: dict[tuple[int, int], RawValue] = {(row, 14): f"zo {row}" for row in range(4, 9)}
    return judged(change(workbook, FIRST, beside), definition)


@provokes("vorige_gewijzigd", "ongewijzigd_overgenomen")
def what_came_from_the_previous_meting(room: Room) -> Iterable[Said]:
    plan = forms.plan({"1.1": {"status": "Voldoet"}}, previous=forms.previous_answers(4))
    path = forms.written(room.folder, plan)
    book = openpyxl.load_workbook(path)
    theme = book[forms.NORM.themas[0].sheet]
    (column,) = (
        cell.coordinate.rstrip("1") for cell in theme[1] if "vorige_status" in str(cell.value)
    )
    theme[f"{column}7"] = "toch anders"
    book.save(path)
    yield from said(judge("a.xlsx", read_workbook(path), {"2024": forms.NORM}, forms.ORGANISATIONS))
    carried = {(1, 11): FIELD_KEY + CARRIED_COLUMN,
               (4, 11): f"onderbouwing={text_fingerprint('zie intranet')}"}  # fmt: skip
    yield from judged(change(returned(FULL), FIRST, carried))


@provokes("tekstvak", "afbeelding", "tekening", "ingesloten_bestand")
def things_that_lie_on_a_sheet(room: Room) -> Iterable[Said]:
    path = packages.with_drawing(
        hostile.good(room.folder), room.folder / "a.xlsx", FIRST,
        anchored((5, 4), text_box("zie norm 1.1")),
        anchored((7, 4), picture("rId1")),
        anchored((9, 4), frame("chart", "rId2", "Grafiek 4")),
        linked=(("rId1", "image", "../media/image1.png"),
                ("rId2", "chart", "../charts/chart77.xml")),
        more={"xl/media/image1.png": PNG,
              "xl/charts/chart77.xml": '<c:chartSpace xmlns:c="urn:c"/>'},
    )  # fmt: skip
    name = packages.sheet_part(path, FIRST)
    beside = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
    listed = (
        '<oleObjects><oleObject progId="Word.Document.12" shapeId="1" r:id="rIdE"/></oleObjects>'
    )
    parts: dict[str, bytes | str] = {
        name: re.sub(r'(<drawing r:id="rIdD"/>)', rf"\1{listed}", packages.part(path, name)),
        beside: packages.relations(
            ("rIdD", "drawing", "../drawings/drawing77.xml"),
            ("rIdE", "package", "../embeddings/Notitie.docx"),
        ),
        "xl/embeddings/Notitie.docx": b"x",
    }
    return read(packages.changed(path, parts, room.folder / "b.xlsx"))


# --- the answers ------------------------------------------------------------------------


@provokes("datum_voorbij", "telt_als_leeg", "zonder_onderbouwing", "tekst_past_niet",
          "wie_ontbreekt", "niet_vastgesteld", "vastgesteld_te_vroeg")  # fmt: skip
def answers_that_look_complete(room: Room) -> Iterable[Said]:
    gone: dict[str, Value] = {
        "status": "Voldoet deels",
        "actie": "a",
        "streefdatum": date(2025, 1, 1),
    }
    some: dict[str, dict[str, Value]] = {
        "1.1": {"status": "Voldoet", "onderbouwing": "-"},
        "1.2": gone,
        "2.1": {"status": "Voldoet", "onderbouwing": "x" * 2000},
    }
    whole: dict[str, dict[str, Value]] = {
        norm.number: {"status": "Voldoet"} for norm in SMALL.norms
    }
    who: dict[str, Value] = {"ingevuld_door": "Adviseur", "ingevuld_op": date(2026, 5, 1)}
    early: dict[str, Value] = {"vastgesteld_op": date(2026, 4, 1)}
    for number, (answers, start) in enumerate(
        ((some, {}), (whole, {}), (whole, who), (whole, who | early))
    ):
        plan = forms.plan(answers, definition=SMALL, start=start)
        yield from judged(read_workbook(forms.written(room.folder, plan, f"{number}.xlsx")))


@provokes("onbekende_status", "status_begrepen", "onbekende_keuze", "keuze_begrepen",
          "ongeldige_datum", "datum_buiten_bereik", "datum_begrepen", "tekst_te_lang",
          "tekst_opgeschoond")  # fmt: skip
def answers_that_are_written_otherwise(room: Room) -> Iterable[Said]:
    for heading, value in {
        "Prioriteit": ("heel hoog", "hoog"),
        "Streefdatum": ("ooit", "31-12-1890", "31-12-2026"),
        "Onderbouwing": ("x" * MAX_TEXT, "zie\x07 intranet"),
    }.items():
        for text in value:
            yield from judged(answered(heading, text))
    for status in ("misschien", "VOLDOET"):
        yield from judged(answered("Actie", "iets", status))


@provokes("ongeldig_getal", "getal_te_groot", "getal_begrepen")
def numbers(room: Room) -> Iterable[Said]:
    """No field of this norm asks for a number; a field that does, needs only its line."""
    for text in ("ongeveer 10", "9" * 20, "1.250,50"):
        found = understand_number("Budget", text).finding
        if found:
            yield (found.kind.code, found.message)


@provokes("fout_in_cel", "formule_in_cel", "formule_zonder_uitkomst")
def formulas_in_the_cells_for_answers(room: Room) -> Iterable[Said]:
    workbook = change(returned(FULL), FIRST, {(4, 5): CellError("#REF!")})
    first, *rest = workbook.sheets
    formulas = {(4, 4): "=B7", (5, 5): "= deels geregeld"}
    return judged(replace(workbook, sheets=(replace(first, formulas=formulas), *rest)))


@provokes("vul_aan", "antwoord_zonder_status", "niet_ingevuld")
def answers_that_are_not_complete(room: Room) -> Iterable[Said]:
    return judged(returned("""
        | norm | Status        | Actie    |
        | 1.1  | Voldoet deels | afronden |
        | 1.2  |               | beginnen |
    """))  # fmt: skip


@provokes("niet_verbeterd", "nog_leeg", "eerder_gemeld")
def corrections_that_were_asked_and_not_given(room: Room) -> Iterable[Said]:
    project = Project(room.folder, room.monkeypatch)
    answers: test_counting.Given = {
        **WRONG,
        "2.1": {"status": "Voldoet", "prioriteit": "heel hoog"},
    }
    path = Path(project.sent_back("heiloo.xlsx", answers=answers))
    book = openpyxl.load_workbook(path)
    book[SECOND]["P9"] = "zie ook de bijlage"
    book.save(path)
    project.start("heiloo.xlsx", "--correcties", "terug")
    (back,) = Path("terug").glob("*.xlsx")
    sheet, cell = forms.input_cell(forms.plan(definition=SMALL), "1.2", "actie")
    book = openpyxl.load_workbook(back)
    book[sheet][cell] = "toch iets anders"
    book.save(back)
    project.run("importeer", str(back))
    return room.tables("output/dataset")


@provokes("doorgestreept", "tekst_doorgestreept", "deels_doorgestreept")
def answers_with_a_line_through_them(room: Room) -> Iterable[Said]:
    part = CellRichText("zie ", TextBlock(LINE, "het oude plan"))
    for cells in (
        {("1.1", "status"): None},
        {("1.1", "onderbouwing"): None},
        {("1.1", "onderbouwing"): part},
    ):
        yield from read(struck(room.folder, cells))


# --- more than one file, and what was decided -------------------------------------------


@provokes("vervangen", "velden_leeg_geworden", "dubbel", "zelfde_antwoorden",
          "normen_leeg_geworden", "moment_gelijk", "leeg_teruggestuurd", "niet_geopend",
          "moment_niet_geloofd", "na_sluiting", "lang_na_deadline", "andere_meting",
          "uitgesloten", "besloten", "besluiten_tegenstrijdig")  # fmt: skip
def several_files_of_several_organisations(room: Room) -> Iterable[Said]:
    desk = test_counting.Desk(room.folder)
    full = test_counting.every()
    for name, code, answers, moment in (
        ("oud", "GM0399", full | {"1.1": {"status": "Voldoet", "actie": "x"}}, "05-01T10"),
        ("nieuw", "GM0399", full, "05-02T10"),
        ("vol", "GM0361", full, "05-01T10"),
        ("later", "GM0361", test_counting.every(but=["1.2"]), "05-02T10"),
        ("een", "GM0383", full, "05-01T10"),
        ("twee", "GM0383", test_counting.every("Voldoet niet"), "05-01T10"),
        ("zelfde", "GM0373", full, "05-01T10"),
        ("zelfde-2", "GM0373", full, "05-01T10"),
        ("laat", "GM0375", full, "06-20T10"),
        ("dicht", "GM0394", full, "08-20T10"),
    ):
        start: dict[str, Value] = {"ingevuld_door": name}
        saved = f"2026-{moment}:00:00Z"
        test_counting.file_back(desk.inbox, f"{name}.xlsx", answers, code=code, saved=saved,
                                start=start)  # fmt: skip
    saved = "2199-01-01T00:00:00Z"
    test_counting.file_back(desk.inbox, "toekomst.xlsx", full, code="GM0392", saved=saved)
    saved = "2026-05-03T10:00:00Z"
    test_counting.file_back(desk.inbox, "ander.xlsx", full, code="GM0392", meting="2025",
                            saved=saved)  # fmt: skip
    shutil.copy2(desk.inbox / "vol.xlsx", desk.inbox / "vol (1).xlsx")
    blank = forms.written(desk.inbox, forms.plan(organisation=forms.PROVINCIE), "blanco.xlsx")
    shutil.copy2(blank, desk.inbox / "bewaard.xlsx")
    openpyxl.load_workbook(blank).save(desk.inbox / "bewaard.xlsx")
    yield from room.run("importeer", desk.inbox, "--uit", desk.dataset)
    yield from room.tables("dataset")
    desk.decide("dicht.xlsx;;uitsluiten;;te laat", "laat.xlsx;;organisatie;GM0375;nagevraagd",
                "vol.xlsx;;telt;;proef", "vol.xlsx;;uitsluiten;;proef")  # fmt: skip
    yield from room.run("importeer", "--uit", desk.dataset)
    yield from room.tables("dataset")


@provokes("samengevoegd", "delen_tegenstrijdig")
def parts_that_contradict_each_other(room: Room) -> Iterable[Said]:
    project = Project(room.folder, room.monkeypatch)
    contradicting_parts(room.folder / "delen")
    project.start("delen", "--samenvoegen")
    return room.tables("output/dataset")


# --- the books --------------------------------------------------------------------------


@provokes("grootboek_achter", "inzending_verdwenen", "vreemd_in_archief", "tabel_gewijzigd")
def books_and_tables_that_somebody_touched(room: Room) -> Iterable[Said]:
    project = Project(room.folder, room.monkeypatch)
    project.start(project.sent_back("heiloo.xlsx"))
    before = set((project.dataset / "gebeurtenissen").iterdir())
    Path("leeg.xlsx").write_bytes(b"")
    project.run("importeer", "leeg.xlsx", project.sent_back("alkmaar.xlsx", ALKMAAR))
    for path in set((project.dataset / "gebeurtenissen").iterdir()) - before:
        path.unlink()
    (project.dataset / "archief" / "antwoord.xlsx").write_bytes(b"iets")
    with (project.dataset / "antwoorden.csv").open("a", encoding="utf-8") as stream:
        stream.write("een regel van iemand anders\n")
    return room.run("importeer")


@provokes("gebeurtenis_beschadigd", "dubbel_bewaard", "tabel_bezet")
def a_folder_that_others_write_in_too(room: Room) -> Iterable[Said]:
    project = Project(room.folder, room.monkeypatch)
    project.start(project.sent_back("heiloo.xlsx"))
    desk = project.dataset / "besluiten.csv"
    shutil.copy(desk, desk.with_name("besluiten-LAPTOP.csv"))
    for path in (project.dataset / "gebeurtenissen").glob("soort-*.json"):
        path.write_text("{}")
    room.monkeypatch.setattr("nhnorm_xlsx.files.move", held)
    return room.run("importeer", project.sent_back("alkmaar.xlsx", ALKMAAR))


def held(_draft: Path, path: Path) -> None:
    raise StorageError(f"{path} kan niet worden geschreven.")


@provokes("originelen_weg")
def an_original_that_is_gone(room: Room) -> Iterable[Said]:
    project = Project(room.folder, room.monkeypatch)
    project.start(project.sent_back("heiloo.xlsx"))
    project.archive()[0].unlink()
    return room.run("importeer", project.sent_back("alkmaar.xlsx", ALKMAAR))


@provokes("voorbeeld_tussen_echt", "echt_tussen_voorbeeld")
def the_example_and_real_answers(room: Room) -> Iterable[Said]:
    for folder, issues in (("echt", ("test-1", "voorbeeld-1")), ("x", ("voorbeeld-1", "test-1"))):
        (room.folder / folder).mkdir()
        project = Project(room.folder / folder, room.monkeypatch)
        one, other = issues
        project.start(project.sent_back("a.xlsx", HEILOO, issue=one))
        project.run("importeer", project.sent_back("b.xlsx", ALKMAAR, issue=other))
        yield from room.tables(f"{folder}/output/dataset")


# --- the requirement --------------------------------------------------------------------


@provokes("uitstel_tegenstrijdig", "twee_uitgiften")
def a_delay_given_twice_and_a_workbook_issued_twice(room: Room) -> Iterable[Said]:
    room.monkeypatch.chdir(room.folder)
    room.run("genereer", "Heiloo", "--meting", "2026", "--deadline", rounds.DUE)
    room.run("genereer", "Heiloo", "--meting", "2026", "--deadline", rounds.DUE, "--opnieuw")
    text = (rounds.WORKBOOKS / "uitgifte.csv").read_text(encoding="utf-8-sig")
    for number, line in enumerate(text.splitlines()[1:], 1):
        status = "Voldoet" if number == 1 else "Voldoet niet"
        path = rounds.came_back(
            rounds.DUE, "Heiloo", {"1.1": status}, name=f"{number}.xlsx", issue=line.split(";")[3]
        )
        rounds.saved_on(path, datetime.now(UTC) + timedelta(minutes=number))
    for day in (date(2026, 6, 12), date(2026, 6, 26)):
        told = delay_facts("2026", "GM0399", day, Delays())
        events.record(rounds.DATASET, events.UITSTEL, told)
    return room.run("importeer", "in", "--uitgifte", rounds.WORKBOOKS)


def filled_in(kind: FindingKind) -> re.Pattern[str]:
    """The text and the advice of a kind with something in every place that is to be filled in."""
    pattern = ""
    before = " "
    for text, name, _, _ in Formatter().parse(f"{kind.text} {kind.advice}"):
        pattern += re.escape(text)
        before = text[-1:] or before
        if name is not None:
            # What follows right behind a word or a sentence is said only sometimes.
            sometimes = before.isalnum() or before in ".)"
            pattern += "[^{}]*?" if sometimes else "[^{}]+?"
    return re.compile(pattern)


@pytest.mark.filterwarnings("ignore::UserWarning")  # what openpyxl does not keep
@pytest.mark.parametrize("provoker", PROVOKERS, ids=lambda it: it.__name__)
def test_every_finding_comes_out_with_its_text_filled_in(
    provoker: Provoker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = list(provoker(Room(tmp_path, monkeypatch)))
    for kind in (kind for kind in KINDS if kind.code in PROVOKERS[provoker]):
        texts = [text for code, text in found if code in ("", kind.code)]
        assert any(filled_in(kind).search(text) for text in texts), (kind.code, texts)


def test_every_kind_of_finding_is_provoked() -> None:
    provoked = {code for codes in PROVOKERS.values() for code in codes}
    assert provoked == {kind.code for kind in KINDS}


def test_no_two_kinds_have_the_same_name() -> None:
    """Of two with one name the last room would silently win."""
    rooms = (
        *(findings.answers, findings.bookkeeping, findings.identity, findings.offered),
        *(findings.several, findings.shape, findings.unreadable),
    )
    kinds = [item for room in rooms for item in vars(room).items()]
    names = [name for name, value in kinds if isinstance(value, FindingKind)]
    assert len(names) == len(set(names)) == len(KINDS)


@pytest.mark.parametrize("end", [".", "…", "?", "!"])
def test_what_ends_by_itself_gets_no_second_full_stop(end: str) -> None:
    for kind in KINDS:
        asked = f"{kind.text} {kind.advice} {kind.request or ''}"
        slots = {name: f"Zie de bijlage{end}" for _, name, _, _ in Formatter().parse(asked) if name}
        value = slots.pop("value", "")
        found = findings.finding(kind, value=value, **slots)
        for said in (found.message, found.request):
            assert f"bijlage{end}." not in said, kind.code
