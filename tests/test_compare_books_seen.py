"""What the reader of a workbook of a comparison sees: nothing twice, nothing wrongly named."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from nhnorm_xlsx.compare.writer import write_riec, write_terugkoppeling
from nhnorm_xlsx.compare.writer.charts import column_fill
from nhnorm_xlsx.compare.writer.showing import ALL_KEYS, status_label
from nhnorm_xlsx.measure import column_pixels, text_width
from nhnorm_xlsx.texts import status
from nhnorm_xlsx.texts.compare import headings
from tests import datasets as make
from tests.test_compare_feedback import feedback
from tests.test_compare_paper import tables_of

CREATED = datetime.fromisoformat("2026-06-01T12:00:00")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of a usual region."""
    path = tmp_path_factory.mktemp("gezien") / "r.xlsx"
    write_riec(tables_of(29, ("2025", "2026"))[0], path, CREATED)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def texts_of(sheet: Worksheet, row: int) -> list[str]:
    """What a row says, an empty text for an empty cell."""
    return [str(sheet.cell(row, at).value or "") for at in range(1, sheet.max_column + 1)]


def row_with(sheet: Worksheet, words: str) -> int:
    """The first row with a cell that says this."""
    return next(row for row in range(1, sheet.max_row + 1) if words in texts_of(sheet, row))


def test_a_bottleneck_has_its_number_once(book: openpyxl.Workbook) -> None:
    sheet = book["Knelpunten"]
    rows = range(row_with(sheet, "Norm") + 1, sheet.max_row + 1)
    assert len(rows) > 10
    for row in rows:
        numbers = [re.match(r"\d\.\d+(?= |$)", text) for text in texts_of(sheet, row)]
        assert [bool(number) for number in numbers[:4]] == [True, False, False, False]


def test_statuses_stand_in_one_order_in_every_chart(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/chart" in name]
    stacked = [chart for chart in charts if "Voldoet deels" in chart]
    assert len(stacked) == 3
    for chart in stacked:
        names = re.findall(r"<c:ser>.*?<c:tx><c:v>(.*?)</c:v>", chart, re.DOTALL)
        order = [status_label(key) for key in ALL_KEYS]
        assert names == [name for name in order if name in names]


def test_the_row_of_all_norms_is_called_after_what_it_holds(book: openpyxl.Workbook) -> None:
    sheet = book["Vergelijking"]
    row = row_with(sheet, "Alle normen (per gemeente: aandeel voldoet)")
    formats = [sheet.cell(row, at).number_format for at in range(4, sheet.max_column + 1)]
    # Counts per status and of what is open; then the share of all, and of each.
    assert formats == ["#,##0"] * 5 + ["0%"] * 30
    # The label is not cut by the counts beside it.
    label = texts_of(sheet, row)[2]
    assert text_width(label, 10, bold=True) < column_pixels(sheet.column_dimensions["C"].width)


def test_the_spread_says_how_it_is_read(book: openpyxl.Workbook) -> None:
    sheet = book["Thema's"]
    said = " ".join(str(sheet.cell(row, 1).value or "") for row in range(1, 20))
    assert "Zo leest u de figuur:" in said
    assert "de middelste gemeente" in said
    assert "tot de laagste en de hoogste" in said


def test_the_actions_of_one_organisation_do_not_name_it_on_every_row(tmp_path: Path) -> None:
    rows = [
        make.answer("2026", "G00", norm, "deels", actie="Beleid maken") for norm in ("1.1", "1.2")
    ]
    write_terugkoppeling(feedback(make.assemble(rows)), tmp_path / "t.xlsx", CREATED)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Acties"]
    heading = row_with(sheet, "Streefdatum")
    assert texts_of(sheet, heading)[:4] == ["Streefdatum", "Te laat?", "Thema", "Norm"]
    assert [texts_of(sheet, heading + at)[3] for at in (1, 2)] == ["1.1", "1.2"]


@pytest.mark.parametrize("count", [2, 29, 60])
def test_paper_ends_before_or_after_the_list_of_gemeenten_and_not_within_it(
    count: int, tmp_path: Path
) -> None:
    write_riec(tables_of(count, ("2025", "2026"))[0], tmp_path / "r.xlsx", CREATED)
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Ontwikkeling"]
    last = range_boundaries(str(sheet.print_area).rpartition("!")[2])[3]
    assert last
    first = row_with(sheet, "Gemeente")
    # It begins on the second page, so that its heading is above it.
    assert [item.id for item in sheet.row_breaks.brk] == [first - 1]
    if count > 29:
        assert last == first - 1
        assert "Op papier komt alleen het begin van dit blad" in " ".join(beginnings(sheet))
        return
    assert last >= row_with(sheet, "Niet vergeleken, en waarom")
    assert (sheet.page_setup.scale or 100) >= 70
    norms = row_with(sheet, "Norm")
    shown = max(0, last - norms)
    there = sheet.max_row - norms
    said = f"de eerste {shown} van de {there} normen" if shown else "de lijst per norm niet"
    assert shown != 1
    assert said in " ".join(beginnings(sheet))


def beginnings(sheet: Worksheet) -> list[str]:
    """What stands in the first column."""
    return [str(cell.value) for cell in sheet["A"] if cell.value]


@pytest.mark.parametrize("name", ["Uw normen", "Leren van anderen"])
def test_signs_are_explained_above_the_list_they_stand_in(name: str, tmp_path: Path) -> None:
    write_terugkoppeling(feedback(), tmp_path / "t.xlsx", CREATED)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")[name]
    (legend,) = [said for said in beginnings(sheet) if said.startswith("Legenda:")]
    assert row_with(sheet, legend) < row_with(sheet, "Norm")
    signs = {str(sheet.cell(row, 3).value) for row in range(row_with(sheet, "Norm") + 1, 20)}
    assert {"✗"} <= signs - {"None"}
    assert all(sign in legend for sign in signs - {"None"})


def test_no_heading_has_a_hyphen_that_breaks_a_word(book: openpyxl.Workbook) -> None:
    for said in (*headings.HEADINGS.values(), *status.HEADINGS.values()):
        assert not re.search(r"\w-\w", said), said
    # They fit in their column without one.
    for name, word in (("Knelpunten", "streefdatum"), ("Respons", "Waarschuwingen")):
        sheet = book[name]
        cells = (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))
        cell = next(cell for cell in cells if str(cell.value).endswith(word) and cell.font.b)
        room = column_pixels(sheet.column_dimensions[cell.column_letter].width)
        assert text_width(word, 10, bold=True) + 12 < room


def test_two_columns_are_two_in_black_and_white(path: Path) -> None:
    light, dark = (column_fill(light=light)["fill"]["color"] for light in (True, False))
    assert _luminance(light) > 4 * _luminance(dark)
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/chart" in name]
    (chart,) = [text for text in charts if "dezelfde gemeenten" in text]
    found = re.findall(r"<c:ser>.*?<a:srgbClr val=\"(\w+)\"", chart, re.DOTALL)
    # Now is dark, as on the page.
    assert found == [light.lstrip("#"), dark.lstrip("#")]


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
