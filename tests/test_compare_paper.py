"""A comparison on paper, in a real LibreOffice: a page for a board first, fifteen pages at most."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer import write_provincie, write_riec, write_riec_note
from nhnorm_xlsx.compare.writer.charts import series_fill
from nhnorm_xlsx.compare.writer.paper import last_that_fits
from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.contract.statuses import NIET
from nhnorm_xlsx.definition import load_definition
from nhnorm_xlsx.organisations import Organisation
from tests import datasets as make
from tests import libreoffice
from tests.shown import tables_for_provincie

CREATED = datetime.fromisoformat("2026-06-01T12:00:00")
MOST = 15
NORMS = load_definition().norm_by_number
TEXT = "Het beleid vaststellen en bekendmaken; ieder kwartaal een verslag aan de directie. "


def people(count: int) -> tuple[Organisation, ...]:
    return tuple(make.gemeente(f"Aastad aan Zee {number:03}") for number in range(count))


def tables_of(count: int, metingen: tuple[str, ...]) -> tuple[Tables, Tables]:
    """Of a RIEC of so many gemeenten, and of the provincie, over the norms as they really are."""
    rng, members = make.seeded(count), people(count)
    dataset = make.random_dataset(rng, members, list(NORMS), metingen)
    dataset.normen["norm_tekst"] = [NORMS[norm].text for norm in dataset.normen["norm"]]
    dataset.antwoorden["actie"] = TEXT
    riec = tables_for_riec(dataset, members, "RIEC Test", today=make.TODAY)
    return riec, tables_for_provincie(dataset, members, today=make.TODAY)


def pages(path: Path, folder: Path) -> int:
    (pdf,) = libreoffice.convert([path], folder, "pdf")
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


@pytest.mark.parametrize(
    ("count", "metingen"),
    [
        (2, ("2026",)),
        (29, ("2025", "2026")),
        (60, ("2025", "2026")),
        (342, ("2022", "2023", "2024", "2025", "2026")),
    ],
)
def test_printing_it_all_takes_at_most_fifteen_pages(
    count: int, metingen: tuple[str, ...], tmp_path: Path
) -> None:
    riec, provincie = tables_of(count, metingen)
    write_riec(riec, tmp_path / "r.xlsx", CREATED)
    write_provincie(provincie, tmp_path / "p.xlsx", CREATED)
    write_riec_note(riec, tmp_path / "n.docx", CREATED)
    assert pages(tmp_path / "r.xlsx", tmp_path) <= MOST
    assert pages(tmp_path / "p.xlsx", tmp_path) <= MOST
    assert pages(tmp_path / "n.docx", tmp_path) <= 2


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("riec") / "r.xlsx"
    write_riec(tables_of(29, ("2025", "2026"))[0], path, CREATED)
    return openpyxl.load_workbook(path)


def texts_in(book: openpyxl.Workbook, sheet: str) -> list[str]:
    return [str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value]


def test_it_starts_with_one_upright_page_for_a_board_with_room_to_decide(
    book: openpyxl.Workbook,
) -> None:
    first = book.worksheets[0]
    assert first.title == "Voor het bestuur"
    assert first.page_setup.orientation == "portrait"
    setup = first.sheet_properties.pageSetUpPr
    assert setup is not None
    assert setup.fitToPage
    assert (first.page_setup.fitToWidth or 1, first.page_setup.fitToHeight or 1) == (1, 1)
    said = texts_in(book, first.title)
    assert any(text.startswith("Voldoet nu:") for text in said)
    assert any(text.startswith("Op koers?") for text in said)
    assert sum("☐ ja" in text for text in said) >= 3


def test_a_list_says_how_much_of_it_is_printed(book: openpyxl.Workbook) -> None:
    for name in ("Acties", "Uitwisseling", "Gegevens"):
        sheet = book[name]
        (said,) = [text for text in texts_in(book, name) if text.startswith("Op papier")]
        shown, there = (int(number.replace(".", "")) for number in re.findall(r"[\d.]*\d", said))
        heading = next(
            cell.row for cell in sheet["A"] if cell.value and cell.font.b and cell.row > 2
        )
        last = int(str(sheet.print_area).rpartition("$")[2])
        assert last - heading == shown
        assert sheet.max_row - heading == there > shown
    # Of the widest list only as many columns as can be read beside each other.
    data = book["Gegevens"]
    assert ", en alleen de eerste kolommen; " in said
    _, _, printed, _ = range_boundaries(str(data.print_area).rpartition("!")[2])
    assert printed
    assert data.cell(heading, printed).value == "Score"
    assert str(data.page_setup.paperSize) == data.PAPERSIZE_A4


def test_what_is_filled_in_for_a_part_is_marked_wherever_it_counts(tmp_path: Path) -> None:
    rows = [
        make.answer(meting, name, norm, "deels")
        for meting in ("2025", "2026")
        for name in ("Aa", "Bee", "Cee")
        for norm in ("1.1", "1.2", "2.1")
        if (name, norm) != ("Bee", "2.1")
    ]
    members = tuple(make.gemeente(name) for name in ("Aa", "Bee", "Cee"))
    tables = tables_for_riec(make.assemble(rows), members, "RIEC Test", today=make.TODAY)
    write_riec(tables, tmp_path / "r.xlsx", CREATED)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    for sheet in ("Vergelijking", "Thema's", "Ontwikkeling"):
        assert "Bee (2 van 3)" in texts_in(book, sheet), sheet
        assert "Bee" not in texts_in(book, sheet)
    sheets = ("Voor het bestuur", "Samenvatting", "Vergelijking", "Thema's", "Knelpunten")
    for sheet in (*sheets, "Ontwikkeling"):
        assert any("1 gemeente vulde niet al" in text for text in texts_in(book, sheet)), sheet


def test_norms_in_a_chart_have_a_name_and_the_text_beside_it(tmp_path: Path) -> None:
    write_riec(tables_of(29, ("2026",))[0], tmp_path / "r.xlsx", CREATED)
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/chart" in name]
    (chart,) = [text for text in charts if "waaraan het vaakst nog niet" in text]
    labels = re.findall(r"<c:v>(\d+\.\d+ [^<]+)</c:v>", chart)
    assert len(set(labels)) == 10
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Knelpunten"]
    beside = {str(row[0].value): row[1].value for row in sheet.iter_rows()}
    for label in labels:
        number = label.split()[0]
        assert beside[label.replace("&amp;", "&")] == NORMS[number].text.replace("\r", "")


def test_voldoet_niet_is_the_most_visible_colour_of_a_chart() -> None:
    shown = {}
    for key in COUNTED:
        fill = series_fill(key)
        colour = fill["fill"]["color"] if "fill" in fill else fill["pattern"]["bg_color"]
        shown[key] = _contrast_with_white(colour)
    darkest = max(shown, key=lambda key: shown[key])
    assert darkest == NIET.key
    others = [value for key, value in shown.items() if key != NIET.key]
    assert shown[NIET.key] > 3 * max(others)


def _contrast_with_white(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_what_fits_is_counted_page_by_page_with_the_heading_on_each() -> None:
    rows = [100.0, *[10.0] * 30]
    assert last_that_fits(rows, 100, (100, 210), 1) == 10
    assert last_that_fits(rows, 100, (100, 210), 2) == 30
    assert last_that_fits(rows, 100, (100, 210), 2, heading=0) == 20
    assert last_that_fits(rows, 200, (100, 210), 1) == 30
