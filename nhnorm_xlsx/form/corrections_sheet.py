"""The first sheet of a workbook with corrections: what to put right, with a link to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.checks import is_empty, is_invalid, read_label
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, STATUS, Field, Value
from nhnorm_xlsx.contract.keys import CORRECTIONS_SHEET, SHEET_KEY
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import VOLDOET
from nhnorm_xlsx.form import formulas
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


def corrections_sheet(
    organisation: Organisation,
    meting: str,
    corrections: Sequence[Correction],
    layouts: Sequence[ThemeLayout],
    values: Mapping[str, Mapping[str, Value]],
    *,
    footer: str,
) -> SheetPlan:
    """The sheet; `values` are the answers that already stand in the workbook, by norm."""
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
            cells += _line(here, number, item, layouts, values)
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


def _line(
    row: int,
    number: int,
    item: Correction,
    layouts: Sequence[ThemeLayout],
    values: Mapping[str, Mapping[str, Value]],
) -> Iterable[Cell]:
    layout = next((one for one in layouts if item.norm in one.norm_rows), None)
    field = FIELD_BY_KEY.get(item.field, STATUS)
    yield Cell(row, _NUMBER, str(number), "table_number")
    yield Cell(row, _WHAT, item.message, "table_wrapped")
    yield Cell(row, _PLACE, item.place or texts.CORRECTION_NO_PLACE, "table_wrapped")
    if layout is None:
        yield Cell(row, _WHERE, texts.CORRECTION_WHOLE, "table_text")
        yield Cell(row, _NOW, None, "table_text")
        return
    sheet = layout.thema.sheet
    cell = address(layout.norm_rows[item.norm], layout.columns[field.key])
    link = Link(sheet, cell, texts.go_to_norm(item.norm, sheet))
    yield Cell(
        row, _WHERE, texts.correction_where(item.norm, field.heading), "table_link", link=link
    )
    if not item.field:
        yield Cell(row, _NOW, None, "table_text")
        return
    value = values.get(item.norm, {}).get(field.key)
    formula = _now(field, layout.reference(field.key, item.norm))
    if is_empty(field, value):
        shown = texts.CORRECTION_OPEN
    else:
        shown = texts.CORRECTION_WRONG if _is_wrong(field, value) else texts.CORRECTION_DONE
    yield Cell(row, _NOW, shown, "table_text", formula)


def _is_wrong(field: Field, value: Value) -> bool:
    return read_label(value) == UNKNOWN_SYMBOL if field is STATUS else is_invalid(field, value)


def _now(field: Field, there: str) -> str:
    """Whether a cell that was to be put right holds an answer now."""
    formula = formulas.text(texts.CORRECTION_DONE)
    if field is STATUS:
        wrong = f"NOT({formulas.is_status(there)})"
    else:
        invalid = formulas.INVALID[field.kind]
        wrong = invalid(field, there) if invalid else ""
    if wrong:
        formula = f"IF({wrong},{formulas.text(texts.CORRECTION_WRONG)},{formula})"
    return f"=IF({formulas.empty(field, there)},{formulas.text(texts.CORRECTION_OPEN)},{formula})"


def _height(item: Correction) -> RowSize:
    heights = [
        text_height(item.message, _WIDTHS[_WHAT], FONT_SIZE),
        text_height(item.place, _WIDTHS[_PLACE], FONT_SIZE),
    ]
    return RowSize(row_height(heights, spare=_SPARE, least=20), grows=True)
