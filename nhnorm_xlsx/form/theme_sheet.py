"""One sheet per thema: the norms, and beside each the cells to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from nhnorm_xlsx.answers import EarlierAnswer
from nhnorm_xlsx.contract.checks import CHECK_COMPLETE, check_text
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
    ONDERBOUWING,
    STATUS,
    Value,
    is_blank,
)
from nhnorm_xlsx.contract.keys import (
    CARRIED_COLUMN,
    CHECK_COLUMN,
    CORRECTION_COLUMN,
    EXPLANATION_COLUMN,
    FIELD_KEY,
    KEYS_HEADING,
    NORM_COLUMN,
    NORM_KEY,
    NUMBER_COLUMN,
    OVERVIEW_SHEET,
    PREVIOUS_DATE_COLUMN,
    PREVIOUS_STATUS_COLUMN,
    SHEET_KEY,
    START_SHEET,
)
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY, STATUSES, VOLDOET
from nhnorm_xlsx.definition import Norm, Thema
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.inputs import input_style, validations
from nhnorm_xlsx.form.model import (
    Cell,
    Colouring,
    ColumnSize,
    Correction,
    Link,
    RowSize,
    SheetPlan,
    WebLink,
    address,
    area_address,
    on_sheet,
)
from nhnorm_xlsx.form.styles import SMALL_SIZE, status_style
from nhnorm_xlsx.measure import row_height, text_height
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as texts

HEADER_ROW = 5
FIRST_NORM_ROW = HEADER_ROW + 1
_KEY_ROW = 0
_SPARE_LINE = 10.0

# Width in pixels of each column, in order from left to right. On a screen of 1366 pixels
# everything up to and including Onderbouwing is in view, and on A4 the letters stay above
# 6 points.
_FIXED_WIDTHS: Mapping[str, int] = {
    NUMBER_COLUMN: 38,
    NORM_COLUMN: 205,
    EXPLANATION_COLUMN: 310,
}
_ANSWER_WIDTHS: Mapping[str, int] = {
    STATUS.key: STATUS.width,
    CHECK_COLUMN: 118,
    **{field.key: field.width for field in FIELDS if field is not STATUS},
}
# The previous meting stands right before the status of this one.
_PREVIOUS_WIDTHS: Mapping[str, int] = {PREVIOUS_STATUS_COLUMN: 82, PREVIOUS_DATE_COLUMN: 76}
_CARRIED_WIDTH = 60
# What is wrong stands right before the status too, in a workbook with corrections.
_CORRECTION_WIDTH = 165
# Longer texts stand in full on the first sheet.
_LONGEST_CORRECTION = 500
_KEYS_COLUMN = ColumnSize(20, hidden=True)


@dataclass(frozen=True)
class NormRow:
    """One norm with what stands in its cells; `note` is an extra line of explanation.

    `soort` is the kind of organisation that the explanation is for.
    """

    norm: Norm
    values: Mapping[str, Value]
    note: str = ""
    previous: EarlierAnswer | None = None
    carried: str = ""
    corrections: tuple[Correction, ...] = ()
    soort: str = ""

    @property
    def correction(self) -> str:
        """What is wrong with the answer to this norm, one thing on each line."""
        return "\n".join(_shortened(item.message) for item in self.corrections)

    @property
    def check(self) -> str:
        """What the check column says."""
        return check_text(self.values)

    @property
    def explanation(self) -> str:
        """The explanation as it stands in the cell."""
        return "\n".join(
            part for part in (self.note, self.norm.explanation_for(self.soort)) if part
        )


@dataclass(frozen=True)
class ThemeLayout:
    """Where everything of a thema stands: columns by key, rows by norm number."""

    thema: Thema
    columns: Mapping[str, int]
    widths: Mapping[str, int]
    norm_rows: Mapping[str, int]
    heading_rows: Mapping[int, str]

    @property
    def last_row(self) -> int:
        """The row of the last norm."""
        return max(self.norm_rows.values())

    def area(self, key: str) -> tuple[int, int, int, int]:
        """The block of cells of one column, from the first to the last norm."""
        col = self.columns[key]
        return FIRST_NORM_ROW, col, self.last_row, col

    def reference(self, key: str, norm: str | None = None) -> str:
        """A reference from another sheet to a column, or to the cell of one norm."""
        if norm is None:
            return on_sheet(self.thema.sheet, area_address(self.area(key)))
        cell = address(self.norm_rows[norm], self.columns[key], absolute=True)
        return on_sheet(self.thema.sheet, cell)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_CORRECTION else text[: _LONGEST_CORRECTION - 1] + "…"


def theme_layout(
    thema: Thema, *, with_previous: bool, with_corrections: bool = False
) -> ThemeLayout:
    """Gives every norm its row, with a row for every sub-heading above its first norm."""
    widths = {
        **_FIXED_WIDTHS,
        **(_PREVIOUS_WIDTHS if with_previous else {}),
        **({CORRECTION_COLUMN: _CORRECTION_WIDTH} if with_corrections else {}),
        **_ANSWER_WIDTHS,
        **({CARRIED_COLUMN: _CARRIED_WIDTH} if with_previous else {}),
    }
    columns = {key: col for col, key in enumerate(widths, start=1)}
    norm_rows: dict[str, int] = {}
    heading_rows: dict[int, str] = {}
    row, heading = FIRST_NORM_ROW, ""
    for norm in thema.norms:
        if norm.heading and norm.heading != heading:
            heading_rows[row] = norm.heading
            row += 1
        heading = norm.heading
        norm_rows[norm.number] = row
        row += 1
    return ThemeLayout(thema, columns, widths, norm_rows, heading_rows)


def theme_sheet(
    layout: ThemeLayout,
    rows: Iterable[NormRow],
    *,
    next_sheet: str,
    footer: str,
    lists: Mapping[str, str],
    previous_meting: str = "",
) -> SheetPlan:
    """The sheet of one thema. `lists` maps field keys to the ranges with their options."""
    rows = tuple(rows)
    if any(item.values or item.previous or item.corrections for item in rows):
        return replace(_sheet(layout, rows, next_sheet, lists, previous_meting), footer=footer)
    blank = _blank_sheet(
        layout.thema,
        tuple((item.note, item.soort) for item in rows),
        (PREVIOUS_STATUS_COLUMN in layout.columns, CORRECTION_COLUMN in layout.columns),
        next_sheet=next_sheet,
        lists=tuple(lists.items()),
        previous_meting=previous_meting,
    )
    return replace(blank, footer=footer)


@lru_cache(maxsize=200)
def _blank_sheet(
    thema: Thema,
    about: tuple[tuple[str, str], ...],
    columns: tuple[bool, bool],
    *,
    next_sheet: str,
    lists: tuple[tuple[str, str], ...],
    previous_meting: str,
) -> SheetPlan:
    """A sheet with nothing filled in: the same for all organisations of a kind, but its footer.

    `about` is the note and the kind of organisation of each norm, `columns` says whether there
    are those of the previous meting and of corrections.
    """
    layout = theme_layout(thema, with_previous=columns[0], with_corrections=columns[1])
    rows = tuple(
        NormRow(norm, {}, note, soort=soort)
        for norm, (note, soort) in zip(thema.norms, about, strict=True)
    )
    return _sheet(layout, rows, next_sheet, dict(lists), previous_meting)


def _sheet(
    layout: ThemeLayout,
    rows: Sequence[NormRow],
    next_sheet: str,
    lists: Mapping[str, str],
    previous_meting: str,
) -> SheetPlan:
    cells = [
        *_top(layout, next_sheet),
        *_header(layout, previous_meting),
        *_headings(layout),
    ]
    for item in rows:
        cells.extend(_norm_cells(layout, item))
    heights = {
        _KEY_ROW: RowSize(12, hidden=True),
        1: RowSize(30),
        2: RowSize(18),
        3: RowSize(16),
        4: RowSize(18),
        # High enough for the button of the filter to stand below one line of text.
        HEADER_ROW: RowSize(38),
        **{row: RowSize(20) for row in layout.heading_rows},
        **{layout.norm_rows[item.norm.number]: _norm_height(layout, item) for item in rows},
    }
    last_col = len(layout.columns)
    hidden = {CARRIED_COLUMN}
    columns = [ColumnSize(width, key in hidden) for key, width in layout.widths.items()]
    return SheetPlan(
        name=layout.thema.sheet,
        cells=tuple(cells),
        columns=(_KEYS_COLUMN, *columns),
        rows=heights,
        freeze=(FIRST_NORM_ROW, layout.columns[NORM_COLUMN] + 1),
        repeat_rows=(HEADER_ROW, HEADER_ROW),
        # With the hidden keys: who sorts by the filter takes every key along with its row.
        autofilter=(HEADER_ROW, 0, layout.last_row, last_col),
        selection=(min(layout.norm_rows.values()), layout.columns[STATUS.key]),
        validations=validations(
            FIELDS, {field.key: layout.area(field.key) for field in FIELDS}, lists
        ),
        colourings=(*_marks(layout, rows), *_colourings(layout)),
        table_region=(HEADER_ROW, 1, layout.last_row, last_col),
    )


def _top(layout: ThemeLayout, next_sheet: str) -> Iterable[Cell]:
    status_col = layout.columns[STATUS.key]
    onder_col = layout.columns[ONDERBOUWING.key]
    yield Cell(0, 0, SHEET_KEY + layout.thema.number, "key")
    yield Cell(1, 1, layout.thema.full_title, "title")
    back = Link(START_SHEET, "B2", texts.go_to(START_SHEET))
    yield Cell(1, status_col, texts.BACK_TO_START, "link", link=back)
    target = "B2" if next_sheet == OVERVIEW_SHEET else address(1, 1)
    onward = Link(next_sheet, target, texts.go_to(next_sheet))
    yield Cell(1, onder_col, texts.next_sheet(next_sheet), "link", link=onward)
    # To the right of the columns that stay in place: text that runs across that border
    # turns into nonsense as soon as somebody scrolls.
    text_col = layout.columns[EXPLANATION_COLUMN]
    yield Cell(2, text_col, texts.THEME_INSTRUCTION, "text")
    yield Cell(3, text_col, texts.ALLOWED_STATUSES, "muted")
    yield Cell(4, text_col, texts.ALLOWED_OTHERS, "muted")


def _header(layout: ThemeLayout, previous_meting: str) -> Iterable[Cell]:
    # A heading for the keys too: so that a program sees that they are part of the table.
    yield Cell(HEADER_ROW, 0, KEYS_HEADING, "key")
    for key, col in layout.columns.items():
        yield Cell(_KEY_ROW, col, FIELD_KEY + key, "key")
        yield Cell(HEADER_ROW, col, _heading(key, previous_meting), "header")


def _heading(key: str, previous_meting: str) -> str:
    if key in FIELD_BY_KEY:
        return FIELD_BY_KEY[key].heading
    if key in (PREVIOUS_STATUS_COLUMN, PREVIOUS_DATE_COLUMN) and previous_meting:
        return texts.previous_heading(key, previous_meting)
    return texts.COLUMN_HEADINGS[key]


def _headings(layout: ThemeLayout) -> Iterable[Cell]:
    for row, heading in layout.heading_rows.items():
        for col in layout.columns.values():
            yield Cell(row, col, heading if col == 1 else None, "heading")


def _norm_cells(layout: ThemeLayout, item: NormRow) -> Iterable[Cell]:
    row = layout.norm_rows[item.norm.number]
    columns = layout.columns
    yield Cell(row, 0, NORM_KEY + item.norm.number, "key")
    yield _number_cell(item.norm, row, columns[NUMBER_COLUMN])
    yield Cell(row, columns[NORM_COLUMN], item.norm.text, "norm")
    yield Cell(row, columns[EXPLANATION_COLUMN], item.explanation, "explanation")
    for field in FIELDS:
        value = item.values.get(field.key)
        yield Cell(row, columns[field.key], value, input_style(field), is_input=True)
    where = {field.key: address(row, columns[field.key]) for field in FIELDS}
    yield Cell(row, columns[CHECK_COLUMN], item.check, "check", formulas.check(where))
    if CORRECTION_COLUMN in columns:
        style = "wrong_box" if item.corrections else "locked"
        yield Cell(row, columns[CORRECTION_COLUMN], item.correction or None, style)
    if PREVIOUS_STATUS_COLUMN in columns:
        yield from _previous_cells(layout, item, row)


def _number_cell(norm: Norm, row: int, col: int) -> Cell:
    """The number, which leads to where the norm is published: that takes no room of its own."""
    if not norm.link:
        return Cell(row, col, norm.number, "number")
    link = WebLink(norm.link, texts.norm_online(norm.number))
    return Cell(row, col, norm.number, "number_link", link=link)


def _previous_cells(layout: ThemeLayout, item: NormRow, row: int) -> Iterable[Cell]:
    label: str | None = None
    measured: date | None = None
    if item.previous is not None:
        status = STATUS_BY_KEY.get(item.previous.answer.status)
        label = status.label if status else None
        measured = item.previous.measured_on
    yield Cell(row, layout.columns[PREVIOUS_STATUS_COLUMN], label, "locked")
    yield Cell(row, layout.columns[PREVIOUS_DATE_COLUMN], measured, "locked_date")
    yield Cell(row, layout.columns[CARRIED_COLUMN], item.carried or None, "key")


def _norm_height(layout: ThemeLayout, item: NormRow) -> RowSize:
    widths = layout.widths
    heights = [
        text_height(item.norm.text, widths[NORM_COLUMN], FONT_SIZE, bold=True),
        text_height(item.explanation, widths[EXPLANATION_COLUMN], SMALL_SIZE),
    ]
    if item.corrections:
        heights.append(text_height(item.correction, widths[CORRECTION_COLUMN], FONT_SIZE))
    for field in FIELDS:
        value = item.values.get(field.key)
        if isinstance(value, str) and not is_blank(value):
            heights.append(text_height(value, widths[field.key], FONT_SIZE))
    return RowSize(row_height(heights, spare=_SPARE_LINE, least=42), grows=True)


def _marks(layout: ThemeLayout, rows: Iterable[NormRow]) -> Iterable[Colouring]:
    """The cells to put right stand out until something is filled in."""
    for item in rows:
        for key in {correction.field for correction in item.corrections if correction.urgent}:
            if key in FIELD_BY_KEY:
                row, col = layout.norm_rows[item.norm.number], layout.columns[key]
                test = f"={formulas.blank('$' + address(row, col))}"
                yield Colouring((row, col, row, col), test, "wrong")


def _colourings(layout: ThemeLayout) -> tuple[Colouring, ...]:
    def rules(key: str) -> Iterable[Colouring]:
        cell = "$" + address(FIRST_NORM_ROW, layout.columns[key])
        for status in STATUSES:
            test = f"={cell}={formulas.text(status.label)}"
            yield Colouring(layout.area(key), test, status_style(status.key))

    check = "$" + address(FIRST_NORM_ROW, layout.columns[CHECK_COLUMN])
    number = "$" + address(FIRST_NORM_ROW, layout.columns[NUMBER_COLUMN])
    status = "$" + address(FIRST_NORM_ROW, layout.columns[STATUS.key])
    area = layout.area(CHECK_COLUMN)
    return (
        *rules(STATUS.key),
        Colouring(area, f"={check}={formulas.text(CHECK_COMPLETE)}", status_style(VOLDOET.key)),
        # An empty norm is not a mistake: the check stays quiet until something is chosen.
        Colouring(area, f'=AND({check}<>"",{status}<>"",{number}<>"")', "wrong"),
    )
