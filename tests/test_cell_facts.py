"""What a returned workbook holds besides plain cells: struck text, text boxes, pictures, files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.cell import coordinate_to_tuple

from nhnorm_xlsx import cli, load_dataset
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.contract.keys import START_SHEET
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.package_parts import Package
from nhnorm_xlsx.intake.package_scan import scan_document
from nhnorm_xlsx.intake.raw import ObjectKind, RawWorkbook
from nhnorm_xlsx.submissions import Submission
from tests import forms, libreoffice, packages, programmas
from tests.packages import PNG, anchored, frame, picture, text_box
from tests.returned import SMALL, judged

FIRST, SECOND = (thema.sheet for thema in SMALL.themas)
FILLED: dict[str, dict[str, Value]] = {
    "1.1": {"status": "Voldoet", "onderbouwing": "zie intranet", "prioriteit": "Hoog"},
    "1.2": {"status": "Voldoet deels", "actie": "afronden", "streefdatum": date(2026, 9, 1)},
    "2.1": {"status": "Voldoet"},
}
LINE, PLAIN = InlineFont(strike=True), InlineFont(strike=False)
STRIKES = ("doorgestreept", "tekst_doorgestreept", "deels_doorgestreept")


def filled(folder: Path) -> Path:
    plan = forms.plan(FILLED, definition=SMALL, start={"ingevuld_door": "Griffier"})
    return forms.written(folder, plan)


def place(norm: str, field: str) -> tuple[str, str]:
    return forms.input_cell(forms.plan(FILLED, definition=SMALL), norm, field)


def struck(folder: Path, cells: dict[tuple[str, str], Any]) -> Path:
    """The workbook with a line through these cells, or with this rich text in them."""
    book = openpyxl.load_workbook(filled(folder), rich_text=True)
    for (norm, field), value in cells.items():
        sheet, cell = place(norm, field)
        if value is None:
            book[sheet][cell].font = Font(strike=True)
        else:
            book[sheet][cell].value = value
    path = folder / "gestreept.xlsx"
    book.save(path)
    return path


def about(submission: Submission, *codes: str) -> list[tuple[str, str, str, str]]:
    """These findings as (kind, sheet, cell, value)."""
    return [
        (item.kind.code, item.sheet, item.cell, item.value)
        for item in submission.findings
        if item.kind.code in codes
    ]


def errors(submission: Submission) -> list[str]:
    return [item.kind.code for item in submission.findings if item.severity.value == "fout"]


def answer(submission: Submission, norm: str) -> dict[str, object]:
    (found,) = [item for item in submission.answers if item.norm == norm]
    return dict(found.values)


# --- struck through ---------------------------------------------------------------------


def test_a_struck_status_is_no_answer(tmp_path: Path) -> None:
    found = judged(read_workbook(struck(tmp_path, {("2.1", "status"): None})))
    assert answer(found, "2.1") == {}
    assert about(found, *STRIKES) == [
        ("doorgestreept", *place("2.1", "status"), "[doorgestreept: Voldoet]")
    ]
    # One cause, one finding: not that it has no status as well.
    assert errors(found) == ["doorgestreept"]
    assert about(found, "antwoord_zonder_status", "onbekende_status") == []


def test_a_struck_status_is_said_on_the_screen_with_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(forms.written(tmp_path, forms.plan(FILLED)))
    sheet, cell = forms.input_cell(forms.plan(FILLED), "1.1", "status")
    book[sheet][cell].font = Font(strike=True)
    book.save(tmp_path / "terug.xlsx")
    with pytest.raises(SystemExit) as stopped:
        cli.main(["importeer", str(tmp_path / "terug.xlsx"), "--uit", str(tmp_path / "dataset")])
    assert stopped.value.code == 1
    shown = capsys.readouterr().out
    assert (
        f"FOUT    blad '{sheet}' {cell}, norm 1.1: Wat bij Status staat is doorgestreept" in shown
    )
    assert "[doorgestreept: Voldoet]" in shown
    answers = load_dataset(tmp_path / "dataset").set_index("norm")
    assert answers.loc["1.1", "status"] == ""
    assert answers.loc["1.2", "status"] == "deels"


@pytest.mark.parametrize(
    ("norm", "field", "kind", "value"),
    [
        ("1.2", "streefdatum", "doorgestreept", "[doorgestreept: 2026-09-01]"),
        ("1.1", "prioriteit", "doorgestreept", "[doorgestreept: Hoog]"),
        ("1.1", "onderbouwing", "tekst_doorgestreept", "[doorgestreept: zie intranet]"),
    ],
)
def test_a_struck_field_is_no_answer_and_its_value_is_kept(
    tmp_path: Path, norm: str, field: str, kind: str, value: str
) -> None:
    found = judged(read_workbook(struck(tmp_path, {(norm, field): None})))
    assert field not in answer(found, norm)
    assert about(found, *STRIKES) == [(kind, *place(norm, field), value)]
    assert about(found, "vul_aan") == []


def test_a_whole_row_struck_is_one_finding(tmp_path: Path) -> None:
    keys = ("onderbouwing", "status", "prioriteit")
    found = judged(read_workbook(struck(tmp_path, {("1.1", key): None for key in keys})))
    assert about(found, *STRIKES) == [
        (
            "doorgestreept",
            *place("1.1", "status"),
            "Status: [doorgestreept: Voldoet]; Onderbouwing: [doorgestreept: zie intranet]; "
            "Prioriteit: [doorgestreept: Hoog]",
        )
    ]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([TextBlock(LINE, "zie de "), "zie intranet"], "[doorgestreept: zie de] zie intranet"),
        (["zie ", TextBlock(LINE, "het oude"), " plan"], "zie [doorgestreept: het oude] plan"),
        (["a ", TextBlock(LINE, "b"), TextBlock(LINE, "c"), " d"], "a [doorgestreept: bc] d"),
    ],
)
def test_a_partly_struck_text_is_given_with_that_part_marked(
    tmp_path: Path, pieces: list[str | TextBlock], text: str
) -> None:
    path = struck(tmp_path, {("1.1", "onderbouwing"): CellRichText(*pieces)})
    found = judged(read_workbook(path))
    assert answer(found, "1.1")["onderbouwing"] == text
    assert about(found, *STRIKES) == [("deels_doorgestreept", *place("1.1", "onderbouwing"), text)]
    assert errors(found) == []


def test_a_status_corrected_within_the_cell_is_not_guessed(tmp_path: Path) -> None:
    both = CellRichText(TextBlock(LINE, "Voldoet"), " Voldoet niet")
    found = judged(read_workbook(struck(tmp_path, {("2.1", "status"): both})))
    text = "[doorgestreept: Voldoet] Voldoet niet"
    assert answer(found, "2.1") == {}
    assert about(found, *STRIKES, "onbekende_status") == [
        ("onbekende_status", *place("2.1", "status"), text)
    ]


def test_all_pieces_struck_is_the_whole_and_no_line_at_all_is_nothing(tmp_path: Path) -> None:
    whole = CellRichText(TextBlock(LINE, "Voldoet"), TextBlock(PLAIN, " "))
    plain = CellRichText(TextBlock(PLAIN, "zie "), TextBlock(InlineFont(b=True), "intranet"))
    path = struck(tmp_path, {("2.1", "status"): whole, ("1.1", "onderbouwing"): plain})
    found = judged(read_workbook(path))
    assert [item[0] for item in about(found, *STRIKES)] == ["doorgestreept"]
    assert answer(found, "1.1")["onderbouwing"] == "zie intranet"


def test_a_piece_without_a_line_in_a_struck_cell_is_not_struck(tmp_path: Path) -> None:
    path = struck(
        tmp_path,
        {("1.1", "onderbouwing"): CellRichText(TextBlock(PLAIN, "nieuw "), TextBlock(LINE, "oud"))},
    )
    book = openpyxl.load_workbook(path, rich_text=True)
    sheet, cell = place("1.1", "onderbouwing")
    book[sheet][cell].font = Font(strike=True)
    book.save(path)
    found = judged(read_workbook(path))
    assert answer(found, "1.1")["onderbouwing"] == "nieuw [doorgestreept: oud]"


def test_a_struck_cell_on_start_and_a_struck_note_are_told(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(tmp_path))
    sheet = book[START_SHEET]
    (cell,) = [item for row in sheet.rows for item in row if item.value == "Griffier"]
    cell.font = Font(strike=True)
    note = book[FIRST].cell(60, 3, "niet vergeten")
    note.font = Font(strike=True)
    book.save(tmp_path / "terug.xlsx")
    found = judged(read_workbook(tmp_path / "terug.xlsx"))
    assert [item for item in found.start if item.key == "ingevuld_door"] == []
    assert about(found, *STRIKES, "extra_inhoud") == [
        ("tekst_doorgestreept", START_SHEET, cell.coordinate, "[doorgestreept: Griffier]"),
        ("extra_inhoud", FIRST, "C60", "[doorgestreept: niet vergeten]"),
    ]


def test_an_answer_in_a_refused_file_keeps_its_line(tmp_path: Path) -> None:
    other = replace(SMALL, editie="2099")
    found = judged(read_workbook(struck(tmp_path, {("2.1", "status"): None})), other)
    assert found.refusal
    assert ("doorgestreept", "[doorgestreept: Voldoet]") in [
        (item.kind.code, item.value) for item in found.findings
    ]


@pytest.mark.parametrize("odd", ["telling", "val=false", "inline", "prefix"])
def test_other_ways_of_writing_a_line(tmp_path: Path, odd: str) -> None:
    """Cells that leave their place to count, `val="0"`, text in the cell itself, a prefix."""
    path = struck(tmp_path, {("2.1", "status"): None})
    name, styles = packages.sheet_part(path, SECOND), packages.part(path, "xl/styles.xml")
    content = packages.part(path, name)
    if odd == "telling":
        content = _without_places(content)
    elif odd == "val=false":
        styles = re.sub(r'<strike(?: val="1")?\s*/>', '<strike val="0"/>', styles)
    elif odd == "inline":
        cell = place("2.1", "status")[1]
        content = re.sub(
            rf'<c r="{cell}" s="\d+" t="\w+"><v>[^<]*</v></c>',
            f'<c r="{cell}" t="inlineStr"><is><r><rPr><strike/></rPr><t>Voldoet</t></r></is></c>',
            content,
        )
    else:
        styles = re.sub(r"<(/?)(?=\w)", r"<\1x:", styles).replace("xmlns=", "xmlns:x=", 1)
    changed = packages.changed(
        path, {name: content, "xl/styles.xml": styles}, tmp_path / "anders.xlsx"
    )
    expected = [] if odd == "val=false" else [place("2.1", "status")]
    found = judged(read_workbook(changed))
    assert [item[1:3] for item in about(found, *STRIKES)] == expected


def _without_places(content: str) -> str:
    """Cells that follow on the one before do not say where they stand: programs may do so."""
    root = etree.fromstring(content.encode())
    taken = 0
    for row in root.iter("{*}row"):
        for before, cell in reversed(list(pairwise(row))):
            columns = [coordinate_to_tuple(str(item.get("r")))[1] for item in (before, cell)]
            if columns[1] == columns[0] + 1:
                taken += 1
                del cell.attrib["r"]
    assert taken > 10
    return etree.tostring(root, encoding="unicode")


def test_a_line_in_libreoffice_and_what_it_makes_of_it(tmp_path: Path) -> None:
    """The same lines in the .ods that a real LibreOffice writes, in part and whole."""
    part = CellRichText("zie ", TextBlock(LINE, "het oude"), " plan")
    path = struck(
        tmp_path,
        {("2.1", "status"): None, ("1.2", "streefdatum"): None, ("1.1", "onderbouwing"): part},
    )
    (ods,) = libreoffice.convert([path], tmp_path / "ods", "ods")
    found = judged(read_workbook(ods))
    assert about(found, *STRIKES) == [
        ("doorgestreept", *place("1.2", "streefdatum"), "[doorgestreept: 2026-09-01]"),
        ("doorgestreept", *place("2.1", "status"), "[doorgestreept: Voldoet]"),
        (
            "deels_doorgestreept",
            *place("1.1", "onderbouwing"),
            "zie [doorgestreept: het oude] plan",
        ),
    ]
    assert answer(found, "1.1")["onderbouwing"] == "zie [doorgestreept: het oude] plan"


# --- what lies on the sheets ------------------------------------------------------------

OBJECTS = ("tekstvak", "afbeelding", "ingesloten_bestand", "tekening")


def test_a_text_box_is_told_with_its_text_and_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Norm 1.1 geldt\nniet voor ons &amp; de buren"
    path = packages.with_drawing(
        filled(tmp_path), tmp_path / "a.xlsx", FIRST, anchored((5, 4), text_box(text))
    )
    found = judged(read_workbook(path))
    shown = "Norm 1.1 geldt niet voor ons & de buren"
    assert about(found, *OBJECTS) == [("tekstvak", FIRST, "D5", shown)]
    with pytest.raises(SystemExit):
        cli.main(["controleer", str(path)])
    assert f"blad '{FIRST}' D5: Hier staat een tekstvak met tekst: '{shown}'" in (
        capsys.readouterr().out
    )


def test_groups_pictures_shapes_diagrams_and_charts_are_told_once(tmp_path: Path) -> None:
    group = f"<xdr:grpSp><xdr:nvGrpSpPr/>{text_box('in een groep')}</xdr:grpSp>"
    anchors = (
        anchored((5, 4), group),
        anchored((7, 4), picture("rId1")),
        anchored((9, 5), picture("rId1")),
        anchored((11, 4), frame("diagram", "rId2", "Diagram 3")),
        anchored((13, 4), frame("chart", "rId3", "Grafiek 4")),
        anchored((15, 4), text_box("")),
    )
    path = packages.with_drawing(
        filled(tmp_path), tmp_path / "a.xlsx", FIRST, *anchors,
        linked=(("rId1", "image", "../media/image1.png"),
                ("rId2", "diagramData", "../diagrams/data1.xml"),
                ("rId3", "chart", "../charts/chart77.xml")),
        more={"xl/media/image1.png": PNG,
              "xl/charts/chart77.xml": '<c:chartSpace xmlns:c="urn:c"/>',
              "xl/diagrams/data1.xml": '<d:m xmlns:d="urn:d" xmlns:a="urn:a"><a:p><a:t>stap een'
                                       "</a:t></a:p><a:p><a:t>stap twee</a:t></a:p></d:m>"},
    )  # fmt: skip
    found = judged(read_workbook(path))
    assert about(found, *OBJECTS) == [
        ("tekstvak", FIRST, "D5", "in een groep"),
        ("tekstvak", FIRST, "D11", "stap een stap twee"),
        ("afbeelding", FIRST, "D7", ""),
        ("tekening", FIRST, "D13", ""),
        ("tekening", FIRST, "D15", ""),
    ]
    messages = " ".join(item.message for item in found.findings)
    assert "Op dit blad staan 2 afbeeldingen (bij D7, E9)." in messages


def test_what_stands_there_for_old_and_new_versions_counts_once(tmp_path: Path) -> None:
    """An embedded file and a tick box: in the sheet, as VML and as a drawing."""
    path = filled(tmp_path)
    shape = '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="{0}" name="x"><a:extLst><a:ext><a14:compatExt '
    shape += 'xmlns:a14="urn:a14" spid="_x0000_s{0}"/></a:ext></a:extLst></xdr:cNvPr></xdr:nvSpPr>'
    shape += "</xdr:sp>"
    path = packages.with_drawing(
        path, tmp_path / "a.xlsx", SECOND,
        *(anchored((4, 4), shape.format(number)) for number in (1025, 1026)),
    )  # fmt: skip
    name = packages.sheet_part(path, SECOND)
    corner = "<from><xdr:col>3</xdr:col><xdr:row>6</xdr:row></from>"
    inside = (
        '<oleObjects xmlns:mc="urn:mc" xmlns:xdr="urn:xdr"><mc:AlternateContent><mc:Choice>'
        '<oleObject progId="Word.Document.12" shapeId="1025" r:id="rIdE"><objectPr><anchor>'
        f"{corner}</anchor></objectPr></oleObject></mc:Choice><mc:Fallback><oleObject progId="
        '"Word.Document.12" shapeId="1025" r:id="rIdE"/></mc:Fallback></mc:AlternateContent>'
        '</oleObjects><controls><control shapeId="1026" r:id="rIdC" name="Check Box 2"/></controls>'
    )
    vml = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:'
        'excel"><v:shape id="_x0000_s1025"><x:ClientData ObjectType="Pict"/></v:shape>'
        '<v:shape id="_x0000_s1026"><v:textbox><div>wij voldoen<br></div></v:textbox><x:ClientData '
        'ObjectType="Checkbox"><x:Anchor>3, 1, 8, 2, 5, 1, 9, 2</x:Anchor><x:Checked>1</x:Checked>'
        "</x:ClientData></v:shape></xml>"
    )
    folder, _, base = name.rpartition("/")
    path = packages.changed(
        path,
        {
            name: packages.part(path, name).replace("</worksheet>", f"{inside}</worksheet>"),
            f"{folder}/_rels/{base}.rels": packages.relations(
                ("rIdD", "drawing", "../drawings/drawing77.xml"),
                ("rIdV", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("rIdE", "package", "../embeddings/Notitie.docx"),
                ("rIdC", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
            ),
            "xl/drawings/vmlDrawing1.vml": vml,
            "xl/embeddings/Notitie.docx": b"PK",
            "xl/ctrlProps/ctrlProp1.xml": "<x/>",
        },
        tmp_path / "b.xlsx",
    )
    assert about(judged(read_workbook(path)), *OBJECTS) == [
        ("ingesloten_bestand", SECOND, "D7", "Notitie.docx Word.Document.12"),
        ("tekstvak", SECOND, "D9", "wij voldoen (aangevinkt)"),
    ]


def test_a_broken_drawing_is_no_reason_to_refuse_the_answers(tmp_path: Path) -> None:
    path = packages.with_drawing(
        filled(tmp_path), tmp_path / "a.xlsx", FIRST, "<xdr:twoCellAnchor>"
    )
    found = judged(read_workbook(path))
    assert found.accepted
    assert answer(found, "2.1") == {"status": "voldoet"}


def test_text_boxes_and_pictures_that_libreoffice_writes(tmp_path: Path) -> None:
    anchors = (anchored((5, 4), text_box("let op")), anchored((7, 4), picture("rId1")))
    path = packages.with_drawing(
        filled(tmp_path), tmp_path / "a.xlsx", FIRST, *anchors,
        linked=(("rId1", "image", "../media/image1.png"),),
        more={"xl/media/image1.png": PNG},
    )  # fmt: skip
    for form in ("ods", "xlsx"):
        (saved,) = libreoffice.convert([path], tmp_path / form, form)
        assert about(judged(read_workbook(saved)), *OBJECTS) == [
            ("tekstvak", FIRST, "D5", "let op"),
            ("afbeelding", FIRST, "D7", ""),
        ]


def test_what_the_form_has_itself_is_not_told(tmp_path: Path) -> None:
    """Our own chart, however a program saves it, and fonts that say they have no line."""
    made = [filled(tmp_path), forms.written(tmp_path, forms.plan(FILLED), "heel.xlsx")]
    files = [*made, *sorted(programmas.FOLDER.glob("*.[xo][ld]s*"))]
    files = [path for path in files if path.suffix != ".xlsb"]
    assert len(files) > 8
    for path in files:
        book = read_workbook(path)
        assert _told(book) == [], path.name


def _told(book: RawWorkbook) -> list[tuple[str, str, str, str]]:
    return about(judged(book), *OBJECTS, *STRIKES)


def test_what_an_old_format_does_not_tell_is_said() -> None:
    found = judged(read_workbook(programmas.FOLDER / "libreoffice.xls"))
    (message,) = [i.message for i in found.findings if i.kind.code == "niet_na_te_gaan"]
    assert "doorgestreepte tekst, tekstvakken, afbeeldingen, ingesloten bestanden" in message


def test_text_boxes_in_an_xlsb_are_told_without_their_sheet(tmp_path: Path) -> None:
    path = packages.changed(
        programmas.FOLDER / "sheetjs.xlsb",
        {
            "xl/drawings/drawing1.xml": packages.drawing(anchored((5, 4), text_box("let op"))),
            "xl/embeddings/oleObject1.bin": b"x",
        },
        tmp_path / "a.xlsb",
    )
    with Package(path) as package:
        objects = scan_document(package).objects
    assert [(item.kind, item.sheet, item.cell, item.text or item.name) for item in objects] == [
        (ObjectKind.TEXT_BOX, "", "", "let op"),
        (ObjectKind.EMBEDDED, "", "", "oleObject1.bin"),
    ]
