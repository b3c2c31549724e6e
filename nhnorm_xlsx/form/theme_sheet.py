"""One sheet per thema: the norms, and beside each the cells to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from functools import lru_cache

from nhnorm_xlsx.answers import EarlierAnswer, OtherAnswer
from nhnorm_xlsx.contract.checks import (
    CHECK_COMPLETE,
    NormVerdict,
    Occasion,
    example_day,
    read_label,
    verdict_on_cells,
    verdict_text,
)
from nhnorm_xlsx.contract.fields import (
    ACTIE,
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
    READ_STATUS_COLUMN,
    SHEET_KEY,
    START_SHEET,
    WAS_PREFIX,
)
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import STATUSES, VOLDOET
from nhnorm_xlsx.definition import Norm, Thema
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.answer_table import CHECK, READ, shown_reference
from nhnorm_xlsx.form.earlier import earlier_statuses
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
)
from nhnorm_xlsx.form.styles import SMALL_SIZE, status_style, title_style
from nhnorm_xlsx.form.theme_layout import (
    ALWAYS_HIDDEN,
    FIRST_NORM_ROW,
    HEADER_ROW,
    HIDDEN_WITH_PREVIOUS,
    ThemeLayout,
    theme_layout,
)
from nhnorm_xlsx.measure import cut_to, row_height, text_height
from nhnorm_xlsx.style import FONT_SIZE, UNKNOWN
from nhnorm_xlsx.texts import form as texts

_KEY_ROW, _TITLE_ROW, _HELP_ROW = range(3)
_SPARE_LINE = 10.0

# Longer texts stand in full on the first sheet.
_LONGEST_CORRECTION = 500
_KEYS_COLUMN = ColumnSize(20, hidden=True)


@dataclass(frozen=True)
class NormRow:
    """One norm with what stands in its cells; `note` is an extra line of explanation.

    `soort` is the kind of organisation that the explanation is for; `was` what was carried over
    from the previous meting, `carried` the fingerprints of that. `others` are earlier answers of
    organisations that merged into this one.
    """

    norm: Norm
    values: Mapping[str, Value]
    note: str = ""
    previous: EarlierAnswer | None = None
    carried: str = ""
    corrections: tuple[Correction, ...] = ()
    soort: str = ""
    was: Mapping[str, Value] = dataclass_field(default_factory=dict)
    occasion: Occasion = Occasion()  # noqa: RUF009 - holds nothing that can change
    others: tuple[OtherAnswer, ...] = ()

    @property
    def previous_status(self) -> str:
        """The earlier statuses as they stand in the cell, each with where it comes from."""
        return earlier_statuses(self.previous, self.others)

    @property
    def correction(self) -> str:
        """What is wrong with the answer to this norm, one thing on each line."""
        return "\n".join(_shortened(item.message) for item in self.corrections)

    @property
    def verdict(self) -> NormVerdict:
        """What this norm still asks."""
        return verdict_on_cells(self.values, self.occasion, self.was)

    @property
    def check(self) -> str:
        """What the check column says."""
        return verdict_text(self.verdict, self.occasion)

    @property
    def explanation(self) -> str:
        """The explanation as it stands in the cell."""
        return "\n".join(
            part for part in (self.note, self.norm.explanation_for(self.soort)) if part
        )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_CORRECTION else text[: _LONGEST_CORRECTION - 1] + "…"


@dataclass(frozen=True)
class ThemeFrame:
    """What a theme sheet shares with the rest of the workbook.

    `next_sheet` is the one that comes next, `next_open` refers to where the next open norm stands,
    `lists` are (field key, range with its options), `carried_from` says of which meting the texts
    are that stand there already, `first_answer` where its norms begin in the table of all answers.
    """

    next_sheet: str
    next_open: str
    lists: tuple[tuple[str, str], ...]
    occasion: Occasion
    carried_from: str = ""
    first_answer: int = 0


def theme_sheet(
    layout: ThemeLayout, rows: Iterable[NormRow], frame: ThemeFrame, *, footer: str
) -> SheetPlan:
    """The sheet of one thema."""
    rows = tuple(rows)
    if any(item.values or item.previous or item.corrections or item.others for item in rows):
        return replace(_sheet(layout, rows, frame), footer=footer)
    blank = _blank_sheet(
        layout.thema,
        tuple((item.note, item.soort) for item in rows),
        (
            PREVIOUS_STATUS_COLUMN in layout.columns,
            CORRECTION_COLUMN in layout.columns,
            layout.with_others,
        ),
        frame,
    )
    return replace(blank, footer=footer)


@lru_cache(maxsize=200)
def _blank_sheet(
    thema: Thema,
    about: tuple[tuple[str, str], ...],
    columns: tuple[bool, bool, bool],
    frame: ThemeFrame,
) -> SheetPlan:
    """A sheet with nothing filled in: the same for all organisations of a kind, but its footer.

    `about` is the note and the kind of organisation of each norm, `columns` says whether there
    are those of the previous meting and of corrections, and answers of others.
    """
    layout = theme_layout(
        thema, with_previous=columns[0], with_corrections=columns[1], with_others=columns[2]
    )
    rows = tuple(
        NormRow(norm, {}, note, soort=soort, occasion=frame.occasion)
        for norm, (note, soort) in zip(thema.norms, about, strict=True)
    )
    return _sheet(layout, rows, frame)


def _sheet(layout: ThemeLayout, rows: Sequence[NormRow], frame: ThemeFrame) -> SheetPlan:
    cells = [
        *_top(layout, frame),
        *_header(layout, frame.occasion.previous),
        *_headings(layout),
    ]
    for at, item in enumerate(rows, start=frame.first_answer):
        cells.extend(_norm_cells(layout, item, at))
    # What stays in place is at most 100 pixels high.
    heights = {
        _KEY_ROW: RowSize(12, hidden=True),
        _TITLE_ROW: RowSize(24),
        _HELP_ROW: RowSize(17),
        # High enough for the button of the filter to stand below one line of text.
        HEADER_ROW: RowSize(34),
        **{row: RowSize(20) for row in layout.heading_rows},
        **{layout.norm_rows[item.norm.number]: _norm_height(layout, item) for item in rows},
    }
    last_col = len(layout.columns)
    hidden = {*ALWAYS_HIDDEN, *HIDDEN_WITH_PREVIOUS}
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
            FIELDS,
            {field.key: layout.area(field.key) for field in FIELDS},
            dict(frame.lists),
            example_day(frame.occasion.year),
        ),
        colourings=(*_marks(layout, rows), *_colourings(layout)),
        table_region=(HEADER_ROW, 1, layout.last_row, last_col),
    )


def _top(layout: ThemeLayout, frame: ThemeFrame) -> Iterable[Cell]:
    """The title, three links, and how it works: to the right of the columns that stay in place.

    Text that runs across that border turns into nonsense as soon as somebody scrolls.
    """
    columns = layout.columns
    beside = columns.get(CORRECTION_COLUMN, columns[NORM_COLUMN] + 1)
    yield Cell(0, 0, SHEET_KEY + layout.thema.number, "key")
    title, beside_it = layout.thema.full_title, list(layout.widths.values())
    room = sum(beside_it[: columns[STATUS.key] - 1])
    # Cut in the end: a link stands beside it, and Start says it in full.
    title = cut_to(title, room, FONT_SIZE, bold=True)
    yield Cell(_TITLE_ROW, 1, title, title_style(title, room, "sheet_title"))
    yield next_open_link(_TITLE_ROW, columns[STATUS.key], frame.next_open)
    back = Link(START_SHEET, "B2", texts.go_to(START_SHEET))
    yield Cell(_TITLE_ROW, columns[ONDERBOUWING.key], texts.BACK_TO_START, "link", link=back)
    target = "B2" if frame.next_sheet == OVERVIEW_SHEET else address(1, 1)
    onward = Link(frame.next_sheet, target, texts.go_to(frame.next_sheet))
    yield Cell(
        _TITLE_ROW, columns[ACTIE.key], texts.next_sheet(frame.next_sheet), "link", link=onward
    )
    yield Cell(_HELP_ROW, beside, texts.LIST_CELLS, "sample_list")
    with_previous = PREVIOUS_STATUS_COLUMN in columns and frame.carried_from
    said = texts.carried_over(frame.carried_from) if with_previous else texts.FUNCTIONS
    yield Cell(_HELP_ROW, columns[STATUS.key], f"{texts.THEME_INSTRUCTION} {said}", "text")


def next_open_link(row: int, col: int, target: str) -> Cell:
    """A link to the next norm that still asks something; `target` refers to where that stands."""
    formula = f"=HYPERLINK({target},{formulas.text(texts.NEXT_OPEN)})"
    return Cell(row, col, texts.NEXT_OPEN, "link", formula)


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
    if key.startswith(WAS_PREFIX):
        return texts.was_heading(FIELD_BY_KEY[key.removeprefix(WAS_PREFIX)].heading)
    return texts.COLUMN_HEADINGS[key]


def _headings(layout: ThemeLayout) -> Iterable[Cell]:
    for row, heading in layout.heading_rows.items():
        for col in layout.columns.values():
            yield Cell(row, col, heading if col == 1 else None, "heading")


def _norm_cells(layout: ThemeLayout, item: NormRow, at: int) -> Iterable[Cell]:
    """The row of one norm; `at` is its row in the table of all answers, from zero."""
    row = layout.norm_rows[item.norm.number]
    columns = layout.columns
    yield Cell(row, 0, NORM_KEY + item.norm.number, "key")
    yield _number_cell(item.norm, row, columns[NUMBER_COLUMN])
    yield Cell(row, columns[NORM_COLUMN], item.norm.text, "norm")
    yield Cell(row, columns[EXPLANATION_COLUMN], item.explanation, "explanation")
    for field in FIELDS:
        value = item.values.get(field.key)
        yield Cell(row, columns[field.key], value, input_style(field), is_input=True)
    read = read_label(item.values.get(STATUS.key))
    yield Cell(row, columns[READ_STATUS_COLUMN], read, "key", shown_reference(at, READ))
    yield Cell(row, columns[CHECK_COLUMN], item.check, "check", shown_reference(at, CHECK))
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
    label = item.previous_status or None
    measured = item.previous.measured_on if item.previous else None
    yield Cell(row, layout.columns[PREVIOUS_STATUS_COLUMN], label, "locked")
    yield Cell(row, layout.columns[PREVIOUS_DATE_COLUMN], measured, "locked_date")
    for key, value in item.was.items():
        style = "key_date" if isinstance(value, date) else "key"
        yield Cell(row, layout.columns[WAS_PREFIX + key], value, style)
    yield Cell(row, layout.columns[CARRIED_COLUMN], item.carried or None, "key")


def _norm_height(layout: ThemeLayout, item: NormRow) -> RowSize:
    widths = layout.widths
    heights = [
        text_height(item.norm.text, widths[NORM_COLUMN], FONT_SIZE, bold=True),
        text_height(item.explanation, widths[EXPLANATION_COLUMN], SMALL_SIZE),
    ]
    if item.corrections:
        heights.append(text_height(item.correction, widths[CORRECTION_COLUMN], FONT_SIZE))
    if PREVIOUS_STATUS_COLUMN in widths:
        said = item.previous_status
        heights.append(text_height(said, widths[PREVIOUS_STATUS_COLUMN], FONT_SIZE))
    for field in FIELDS:
        value = item.values.get(field.key)
        if isinstance(value, str) and not is_blank(value):
            heights.append(text_height(value, widths[field.key], FONT_SIZE))
    return RowSize(row_height(heights, spare=_SPARE_LINE, least=42), grows=True)


def _marks(layout: ThemeLayout, rows: Iterable[NormRow]) -> Iterable[Colouring]:
    """The cells to put right stand out until something is filled in: one rule per column."""
    marked: dict[str, list[int]] = {}
    for item in rows:
        for key in {correction.field for correction in item.corrections if correction.urgent}:
            if key in FIELD_BY_KEY:
                marked.setdefault(key, []).append(layout.norm_rows[item.norm.number])
    for key in (key for key in FIELD_BY_KEY if key in marked):
        first, *others = ((row, layout.columns[key]) * 2 for row in marked[key])
        test = f'=TRIM(${address(*first[:2])})=""'
        yield Colouring(first, test, "wrong", tuple(others))


def _colourings(layout: ThemeLayout) -> Iterator[Colouring]:
    def first(key: str) -> str:
        return "$" + address(FIRST_NORM_ROW, layout.columns[key])

    read = first(READ_STATUS_COLUMN)
    for status in STATUSES:
        test = f"={read}={formulas.text(status.label)}"
        yield Colouring(layout.area(STATUS.key), test, status_style(status.key))
    unknown = f"={read}={formulas.text(UNKNOWN_SYMBOL)}"
    yield Colouring(layout.area(STATUS.key), unknown, status_style(UNKNOWN))
    check, area = first(CHECK_COLUMN), layout.area(CHECK_COLUMN)
    complete = f"={check}={formulas.text(CHECK_COMPLETE)}"
    yield Colouring(area, complete, status_style(VOLDOET.key))
    remark = f"=LEFT({check},1)={formulas.text(CHECK_COMPLETE[0])}"
    yield Colouring(area, remark, "remark")
    # An empty norm is not a mistake: the check stays quiet until something is chosen.
    number = first(NUMBER_COLUMN)
    yield Colouring(area, f'=AND({check}<>"",{read}<>"",{number}<>"")', "wrong")
    if PREVIOUS_STATUS_COLUMN in layout.columns:
        for run in layout.carried_runs:
            test = formulas.untouched(*(address(FIRST_NORM_ROW, col) for col in run[0]))
            area = (FIRST_NORM_ROW, run[0][0], layout.last_row, run[-1][0])
            yield Colouring(area, f"={test}", "carried")
