"""The first sheet of a workbook with corrections: what to put right, with a link to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.checks import is_empty, is_invalid, read_label
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    START_FIELD_BY_KEY,
    STATUS,
    Field,
    StartField,
    Value,
)
from nhnorm_xlsx.contract.keys import CORRECTIONS_SHEET, SHEET_KEY
from nhnorm_xlsx.contract.readiness import is_invalid_on_start
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import VOLDOET
from nhnorm_xlsx.form import formulas, norm_check, start_check
from nhnorm_xlsx.form.about_start import AboutStart
from nhnorm_xlsx.form.answer_table import NUMBER, AnswerTable, heard_on_start
from nhnorm_xlsx.form.model import (
    Cell,
    Colouring,
    ColumnSize,
    Correction,
    Link,
    RowSize,
    SheetPlan,
    address,
)
from nhnorm_xlsx.form.start_check import StartCells
from nhnorm_xlsx.form.styles import status_style, title_style
from nhnorm_xlsx.form.theme_layout import ThemeLayout
from nhnorm_xlsx.measure import row_height, text_height
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as texts

_NUMBER, _WHERE, _WHAT, _PLACE, _NOW = range(1, 6)
_WIDTHS = {_NUMBER: 40, _WHERE: 190, _WHAT: 560, _PLACE: 240, _NOW: 100}
_FIRST_BLOCK_ROW = 4
_SPARE = 8.0


@dataclass(frozen=True)
class Places:
    """Where things stand in the workbook; `values` are the answers there, by norm."""

    layouts: Sequence[ThemeLayout]
    values: Mapping[str, Mapping[str, Value]]
    answers: AnswerTable
    start: AboutStart


def corrections_sheet(
    organisation: Organisation,
    meting: str,
    corrections: Sequence[Correction],
    places: Places,
    *,
    footer: str,
) -> SheetPlan:
    """The sheet; `places` says where in the workbook everything stands, and what."""
    urgent = [item for item in corrections if item.urgent]
    other = [item for item in corrections if not item.urgent]
    title_text = visible.corrections_title(organisation.title, meting)
    cells = [
        Cell(0, 0, f"{SHEET_KEY}{CORRECTIONS_SHEET.lower()}", "key"),
        Cell(0, 1, title_text, title_style(title_text, sum(_WIDTHS.values()))),
        Cell(1, 1, texts.corrections_intro(len(urgent)), "text"),
        Cell(2, 1, texts.CORRECTIONS_HOW, "text"),
    ]
    heights = {0: RowSize(32), 1: RowSize(20), 2: RowSize(20), 3: RowSize(8)}
    row, marks = _FIRST_BLOCK_ROW, []
    for title, block in ((texts.CORRECTIONS_URGENT, urgent), (texts.CORRECTIONS_OTHER, other)):
        if not block:
            continue
        cells += _headings(row, title)
        heights[row] = RowSize(24)
        for number, item in enumerate(block, start=1):
            here = row + number
            cells += _line(here, number, item, places)
            heights[here] = _height(item)
        marks.append((row + 1, row + len(block)))
        row += len(block) + 2
    last = row - 2
    return SheetPlan(
        name=CORRECTIONS_SHEET,
        cells=tuple(cells),
        columns=(ColumnSize(20, hidden=True), *(ColumnSize(width) for width in _WIDTHS.values())),
        rows=heights,
        footer=footer,
        selection=(_FIRST_BLOCK_ROW + 1, _WHERE),
        colourings=tuple(
            Colouring(
                (first, _NOW, final, _NOW),
                f"=${address(first, _NOW)}={formulas.text(texts.CORRECTION_DONE)}",
                status_style(VOLDOET.key),
            )
            for first, final in marks
        ),
        table_region=(_FIRST_BLOCK_ROW, _NUMBER, last, _NOW),
    )


def _headings(row: int, title: str) -> Iterable[Cell]:
    headings = (texts.CORRECTION_NUMBER, title, *texts.CORRECTION_HEADINGS)
    for col, heading in zip(_WIDTHS, headings, strict=True):
        yield Cell(row, col, heading, "header")


def _line(row: int, number: int, item: Correction, places: Places) -> Iterable[Cell]:
    layout = next((one for one in places.layouts if item.norm in one.norm_rows), None)
    field = FIELD_BY_KEY.get(item.field, STATUS)
    # Worked out, because a fixed text would take a fingerprint of its own.
    yield Cell(row, _NUMBER, number, "table_number", f"=ROW()-{row + 1 - number}")
    yield Cell(row, _WHAT, item.message, "table_wrapped")
    yield Cell(row, _PLACE, item.place or texts.CORRECTION_NO_PLACE, "table_wrapped")
    on_start = START_FIELD_BY_KEY.get(item.field)
    if on_start and not item.norm:
        yield from _line_on_start(row, on_start, places)
        return
    if layout is None:
        yield Cell(row, _WHERE, texts.CORRECTION_WHOLE, "table_text")
        yield Cell(row, _NOW, None, "table_text")
        return
    sheet = layout.thema.sheet
    cell = address(layout.norm_rows[item.norm], layout.columns[field.key])
    link = Link(sheet, cell, texts.go_to_norm(item.norm, sheet))
    shown = texts.correction_where(item.norm, field.heading)
    # Worked out, as the number is: two texts less for the stamp, and one for the file.
    before, after = map(formulas.text, shown.split(item.norm, 1))
    there = places.answers.reference(NUMBER, (item.norm,))
    yield Cell(row, _WHERE, shown, "table_link", f"={before}&{there}&{after}", link)
    if not item.field:
        yield Cell(row, _NOW, None, "table_text")
        return
    value = places.values.get(item.norm, {}).get(field.key)
    cells = places.answers.norm_cells(item.norm)
    tests = (norm_check.empty(field, cells), norm_check.invalid(field, cells))
    yield _now(row, (is_empty(field, value), _is_wrong(field, value)), tests)


def _line_on_start(row: int, field: StartField, places: Places) -> Iterable[Cell]:
    """What is to be put right on Start, with a link to it."""
    start = places.start
    name, there = start.sheet.name, start.place(field)
    link = Link(name, address(*start.cell(field)), texts.go_to(name))
    where = texts.correction_on_start(name, field.heading)
    yield Cell(row, _WHERE, where, "table_link", link=link)
    value = start.values.get(field.key)
    cells = StartCells({field.key: there}, heard_on_start(len(places.answers.sources)))
    tests = start_check.empty(field, cells), start_check.invalid(field, cells, start.when)
    yield _now(row, (is_empty(field, value), is_invalid_on_start(field, value, start.when)), tests)


def _is_wrong(field: Field, value: Value) -> bool:
    return read_label(value) == UNKNOWN_SYMBOL if field is STATUS else is_invalid(field, value)


def _now(row: int, now: tuple[bool, bool], tests: tuple[str, str]) -> Cell:
    """Whether a cell that was to be put right holds an answer now.

    `now` is whether it is empty and whether it holds no answer, `tests` the formulas for that.
    """
    (is_open, is_wrong), (empty, wrong) = now, tests
    formula = formulas.text(texts.CORRECTION_DONE)
    formula = f"IF({wrong},{formulas.text(texts.CORRECTION_WRONG)},{formula})"
    formula = f"=IF({empty},{formulas.text(texts.CORRECTION_OPEN)},{formula})"
    done = texts.CORRECTION_WRONG if is_wrong else texts.CORRECTION_DONE
    shown = texts.CORRECTION_OPEN if is_open else done
    return Cell(row, _NOW, shown, "table_text", formula)


def _height(item: Correction) -> RowSize:
    heights = [
        text_height(item.message, _WIDTHS[_WHAT], FONT_SIZE),
        text_height(item.place, _WIDTHS[_PLACE], FONT_SIZE),
    ]
    return RowSize(row_height(heights, spare=_SPARE, least=20), grows=True)
