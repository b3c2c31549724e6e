"""What comes out of the printer: letters that can be read, and pages that end where they should."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhnorm_xlsx import settings
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.form import paper, styles
from nhnorm_xlsx.form.model import (
    Cell,
    ColumnSize,
    Correction,
    FormPlan,
    RowSize,
    SheetPlan,
    Visibility,
)
from nhnorm_xlsx.form.paper import page_setup
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import form_bytes
from nhnorm_xlsx.measure import MAX_ROW_HEIGHT, text_height, text_width
from nhnorm_xlsx.settings import Contact, RoundPeople
from tests import forms, golden


def with_actions(number: int) -> dict[str, dict[str, Value]]:
    text = "Het beleid vaststellen en bekendmaken; ieder kwartaal een verslag aan de directie. "
    return {
        norm.number: {
            "status": "Voldoet niet" if at % 3 else "Voldoet deels",
            "onderbouwing": text * (at % 9),
            "actie": text * (1 + at % 4),
            "streefdatum": date(2026, 1 + at % 12, 1),
        }
        if at < number
        else {"status": "Voldoet"}
        for at, norm in enumerate(forms.NORM.norms)
    }


PLANS = {
    **golden.plans(),
    "half": forms.plan(forms.random_answers(3, 0.5)),
    "vol": forms.plan(forms.random_answers(4, 1)),
    "36 acties": forms.plan(with_actions(36)),
    "47 acties": forms.plan(with_actions(47), previous=forms.previous_answers(3)),
}
_SHOWN = {
    f"{name}-{sheet.name}": sheet
    for name, plan in PLANS.items()
    for sheet in plan.sheets
    if sheet.visibility is Visibility.SHOWN
}
SHEETS = [pytest.param(sheet, id=name) for name, sheet in _SHOWN.items()]
THEMES = [pytest.param(sheet, id=name) for name, sheet in _SHOWN.items() if sheet.name[0].isdigit()]


def height(sheet: SheetPlan, row: int) -> float:
    look = sheet.rows.get(row)
    return 15.0 if look is None else 0.0 if look.hidden else look.height


def pages(sheet: SheetPlan) -> Iterator[range]:
    """The rows of every page."""
    last = max([*(cell.row for cell in sheet.cells), *sheet.rows])
    yield from (range(one, other) for one, other in pairwise([0, *sheet.page_breaks, last + 1]))


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_that_is_read_is_smaller_than_8_points_on_paper(sheet: SheetPlan) -> None:
    found = page_setup(sheet)
    assert (found.paper.number, found.paper.landscape) == (sheet.paper, sheet.landscape)
    width = sum(column.width for column in sheet.columns if not column.hidden) * 72 / 96
    scale = min(1.0, found.paper.room[0] / width)
    hidden = {at for at, column in enumerate(sheet.columns) if column.hidden}
    sizes = {
        styles.properties(cell.style)["font_size"]
        for cell in sheet.cells
        if cell.value and cell.col not in hidden and height(sheet, cell.row)
    }
    assert min(sizes) * scale >= 8


@pytest.mark.parametrize("sheet", THEMES)
def test_no_page_with_one_norm_and_no_sub_heading_at_the_foot(sheet: SheetPlan) -> None:
    norms = {cell.row for cell in sheet.cells if cell.style == "norm"}
    headings = {cell.row for cell in sheet.cells if cell.style == "heading"}
    for page in pages(sheet):
        assert len(norms & set(page)) > 1
        assert page[-1] not in headings


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_put_on_a_page_fits_on_it(sheet: SheetPlan) -> None:
    """So that the program itself never ends a page anywhere else."""
    found = page_setup(sheet)
    room = found.paper.room[1] / (found.scale / 100)
    for page in pages(sheet):
        repeated = sheet.repeat_rows if page[0] else None
        again = sum(height(sheet, row) for row in range(*repeated)) if repeated else 0.0
        assert sum(height(sheet, row) for row in page) + again <= room


@pytest.mark.parametrize("name", PLANS)
def test_the_page_for_the_driehoek_is_one_page_of_a4(name: str) -> None:
    sheet = PLANS[name].sheet("Overzicht")
    assert (sheet.paper, sheet.landscape, sheet.page_breaks) == (9, False, ())


@pytest.mark.parametrize("sheet", THEMES)
def test_a_long_text_is_complete_as_far_as_a_row_can_be_high(sheet: SheetPlan) -> None:
    for cell in sheet.cells:
        look = styles.properties(cell.style)
        if isinstance(cell.value, str) and look.get("text_wrap") and cell.style != "header":
            width = sheet.columns[cell.col].width
            needed = text_height(cell.value, width, look["font_size"], bold=look.get("bold", False))
            if not sheet.columns[cell.col].hidden:
                assert height(sheet, cell.row) >= min(needed, MAX_ROW_HEIGHT)


LONG = (
    "Regionale uitvoeringsorganisatie informatieveiligheid, samenwerking en bedrijfsvoering "
    "Noordkop en West"
)
PEOPLE = RoundPeople(
    Contact("Provincie Noord-Holland, programma Weerbare Overheid", "projectleider", "a@b.nl"),
    Contact("RIEC Noord-Holland", "accountmanager", "post@riec-nh.nl", "072 123 45 67"),
    Contact("RIEC Noord-Holland", "adviseur weerbaarheid", "norm@riec-nh.nl"),
    "norm@riec-nh.nl",
)


@pytest.mark.parametrize("number", range(1, 48))
def test_the_first_page_of_correcties_is_never_only_its_title(number: int) -> None:
    found = [
        Correction("De status is niet te lezen. Kies een status uit de lijst en bewaar het.",
                   urgent=bool(at % 7), norm=norm.number, field="status")
        for at, norm in enumerate(forms.NORM.norms[:number])
    ]  # fmt: skip
    plan = plan_form(forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "x-1",
                     answers={}, corrections=found)  # fmt: skip
    sheet = plan.sheet("Correcties")
    lines = {cell.row for cell in sheet.cells if cell.style == "table_number"}
    for page in pages(sheet):
        assert lines & set(page)


def longest(key: str) -> str:
    """As much as the settings can say of this."""
    most = settings._ON_START[key]
    return ("weerbaarheid en bestuurlijke samenwerking " * most)[: most - 1] + "x"


_ANYBODY = Contact(*map(longest, ("organisatie", "functie", "mail", "telefoon")))
LONGEST = RoundPeople(_ANYBODY, _ANYBODY, _ANYBODY, longest("terug_naar"))


@pytest.mark.parametrize(
    "people", [RoundPeople(), PEOPLE, LONGEST], ids=["nobody", "named", "longest"]
)
def test_all_that_is_filled_in_on_start_stands_on_its_first_page(people: RoundPeople) -> None:
    organisation = replace(forms.HEILOO, name=LONG)
    plan = plan_form(forms.NORM, organisation, "2026", forms.DEADLINE, "x-1", people=people)
    sheet = plan.sheet("Start")
    first, *others = pages(sheet)
    assert len(others) == 1
    assert {cell.row for cell in sheet.cells if cell.is_input} <= set(first)
    used = sum(height(sheet, row) for row in first)
    found = page_setup(sheet)
    assert used > 0.6 * found.paper.room[1] / (found.scale / 100)


def test_two_norms_with_a_long_text_stand_on_one_page_where_the_letters_allow() -> None:
    """Printed a little smaller, still 8 points: by wider margins."""
    text = "De informatiebeveiligingsfunctionaris rapporteert elk kwartaal over de maatregelen.\n"
    norms = [
        replace(norm, explanation=text * 15, explanations=(), heading="")
        for norm in forms.NORM.norms
    ]
    plan = forms.plan(definition=with_norms(norms))
    for sheet in plan.sheets:
        if sheet.name[0].isdigit():
            rows = {cell.row for cell in sheet.cells if cell.style == "norm"}
            alone = sum(len(rows & set(page)) == 1 for page in pages(sheet))
            assert alone <= len(rows) % 2
            assert page_setup(sheet).smallest_on_paper >= 8
            wide = sum(column.width for column in sheet.columns if not column.hidden) * 72 / 96
            room = page_setup(sheet).paper.width - 2 * 72 * sheet.margin_side
            assert int(room / wide * 100) == page_setup(sheet).scale


def with_norms(norms: list[Norm]) -> Definition:
    by_thema: dict[str, list[Norm]] = {}
    for norm in norms:
        by_thema.setdefault(norm.number.split(".")[0], []).append(norm)
    themas = tuple(
        replace(thema, norms=tuple(by_thema[thema.number])) for thema in forms.NORM.themas
    )
    return replace(forms.NORM, themas=themas)


def test_a_long_name_runs_past_no_last_column_and_over_nothing() -> None:
    """Text past the last column would make a whole sheet smaller on paper."""
    organisation = replace(forms.HEILOO, name=LONG)
    themas = tuple(replace(thema, title=LONG) for thema in forms.NORM.themas)
    plan = forms.plan(definition=replace(forms.NORM, themas=themas), organisation=organisation)
    for sheet in plan.sheets:
        if sheet.visibility is not Visibility.SHOWN:
            continue
        last = len(sheet.columns) - 1
        for cell in sheet.cells:
            if cell.row >= 4 or not isinstance(cell.value, str) or LONG[:40] not in cell.value:
                continue
            look = styles.properties(cell.style)
            beside = [item.col for item in sheet.cells
                      if item.row == cell.row and item.col > cell.col and item.value]  # fmt: skip
            shown = sheet.columns[cell.col : min(beside, default=last + 1)]
            room = sum(column.width for column in shown if not column.hidden)
            width = text_width(cell.value, look["font_size"], bold=look.get("bold", False))
            assert width <= room, (sheet.name, cell.value)
        left = re.sub(r"&[LCR]|&9", "", sheet.footer.split("&C")[0])
        assert text_width(left, 9) <= 340
    start = plan.sheet("Start")
    named = [cell for cell in start.cells if cell.style == "table_link_wrapped"]
    assert len(named) == len(themas)
    for cell in named:
        width = start.columns[cell.col].width
        assert height(start, cell.row) >= text_height(str(cell.value), width, 10)


# --- in the file ------------------------------------------------------------------------


def opened(plan: FormPlan) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(form_bytes(plan)))


@pytest.mark.parametrize("name", ["leeg", "correcties", "47 acties"])
def test_the_file_says_what_was_planned(name: str) -> None:
    plan = PLANS[name]
    workbook = opened(plan)
    for sheet in plan.sheets:
        if sheet.visibility is not Visibility.SHOWN:
            continue
        there = workbook[sheet.name]
        turned = "landscape" if sheet.landscape else "portrait"
        assert (there.page_setup.paperSize, there.page_setup.orientation) == (sheet.paper, turned)
        # One page wide, so that it fits on other paper too; as many pages high as it takes.
        assert there.sheet_properties.pageSetUpPr.fitToPage
        assert there.page_setup.fitToWidth in (None, 1)
        assert there.page_setup.fitToHeight == 0
        assert [item.id for item in there.row_breaks.brk] == list(sheet.page_breaks)


def test_header_and_footer_say_that_it_is_confidential_in_letters_of_their_own_size() -> None:
    for sheet in opened(PLANS["correcties"]):
        if sheet.sheet_state != "visible":
            continue
        # Otherwise they would shrink along with the sheet.
        assert sheet.HeaderFooter.scaleWithDoc is False
        header, footer = sheet.oddHeader.right, sheet.oddFooter
        assert header.text == "Vertrouwelijk"
        assert "vertrouwelijk" in footer.left.text
        assert "Heiloo" in footer.left.text
        assert {int(part.size) for part in (header, footer.left, footer.right)} == {9}


def test_acties_prints_no_further_than_the_last_action() -> None:
    """The print area is a formula that counts the actions, by way of a name."""
    plan = PLANS["36 acties"]
    with zipfile.ZipFile(io.BytesIO(form_bytes(plan))) as package:
        book = package.read("xl/workbook.xml").decode()
    names = dict(re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]*)<', book))
    area = names[names["_xlnm.Print_Area"]]
    first = next(cell.row for cell in plan.sheet("Acties").cells if cell.style == "action")
    match = re.fullmatch(r"OFFSET\('Acties'!\$B\$1,0,0,(\d+)\+COUNT\(volgorde\),(\d+)\)", area)
    assert match is not None
    assert (int(match[1]), int(match[2])) == (first, len(plan.sheet("Acties").columns) - 1)


def test_all_rows_of_acties_stand_on_one_page_also_those_that_are_empty() -> None:
    """So that no program prints a page for them, with a heading above nothing."""
    for plan in PLANS.values():
        sheet = plan.sheet("Acties")
        assert sheet.page_breaks == ()
        assert page_setup(sheet).smallest_on_paper >= 8
        assert (sheet.paper, sheet.landscape) == (8, False)


def test_a_list_longer_than_any_page_ends_where_the_program_says() -> None:
    rows = {row: RowSize(30) for row in range(200)}
    sheet = SheetPlan(
        "Blad", (Cell(0, 0, "tekst", "text"),), (ColumnSize(900),), rows, print_area="A1"
    )
    assert page_setup(sheet).paper.number == 9
    short = replace(sheet, rows={row: RowSize(30) for row in range(10)})
    assert not page_setup(short).paper.landscape


# --- dividing rows over pages -----------------------------------------------------------


def test_two_norms_on_every_page_go_before_pages_that_are_equally_full() -> None:
    heights = (400.0, 200.0, 100.0, 100.0)
    assert paper._pages(heights, 700, 0, 0, never_one=True) == (2,)
    assert paper._pages(heights, 700, 0, 0, never_one=False) == (1,)


@pytest.mark.parametrize(("width", "size"), [(900, 9), (1196, 9), (1197, 8), (1600, 8)])
def test_a_sheet_gets_the_smallest_paper_on_which_it_can_be_read(width: int, size: int) -> None:
    """Letters of 9 points: up to 1,196 pixels A4 will do, above that they would be below 8."""
    sheet = SheetPlan("Blad", (Cell(0, 0, "tekst", "explanation"),), (ColumnSize(width),))
    assert styles.properties("explanation")["font_size"] == 9
    assert page_setup(sheet).paper.number == size


@given(
    st.lists(st.integers(20, 409), min_size=1, max_size=30),
    st.integers(420, 900),
    st.integers(0, 200),
)
def test_any_rows_are_divided_over_pages_they_fit_on(
    heights: list[int], room: int, head: int
) -> None:
    breaks = paper._pages(tuple(map(float, heights)), room, head, 38.0, never_one=True)
    bounds = [0, *breaks, len(heights)]
    for one, other in pairwise(bounds):
        assert one < other
        used = sum(heights[one:other]) + (38 if one else head)
        assert used <= room or other - one == 1
