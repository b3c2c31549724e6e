"""The Start sheet: what this is, how far you are, who filled it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.checks import CHECK_COMPLETE
from nhnorm_xlsx.contract.fields import (
    START_FIELDS,
    Value,
    is_blank,
)
from nhnorm_xlsx.contract.keys import CHECK_COLUMN, SHEET_KEY, START_KEY, START_SHEET
from nhnorm_xlsx.contract.statuses import STATUSES, VOLDOET
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.inputs import input_style, validations
from nhnorm_xlsx.form.model import (
    Bar,
    Cell,
    Colouring,
    ColumnSize,
    Link,
    RowSize,
    SheetPlan,
    address,
)
from nhnorm_xlsx.form.styles import PROGRESS_COLOUR, status_style
from nhnorm_xlsx.form.theme_sheet import ThemeLayout
from nhnorm_xlsx.measure import MAX_ROW_HEIGHT, text_height
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as texts

LABEL, INPUT, GAP, THEME, DONE, TOTAL, BAR = range(1, 8)
# Without these nobody knows who answered.
MUST_BE_KNOWN = tuple(field.key for field in START_FIELDS if field.must_be_known)
_COLUMNS = (
    ColumnSize(20, hidden=True),
    ColumnSize(260),
    ColumnSize(290),
    ColumnSize(24),
    ColumnSize(290),
    ColumnSize(80),
    ColumnSize(60),
    ColumnSize(170),
)
_FIRST_ROW = 5  # where the two columns of panels begin
_ROW_HEIGHT = 19.0


@dataclass(frozen=True)
class ThemeProgress:
    """How many norms of a thema are complete, out of how many, and where that is counted."""

    layout: ThemeLayout
    complete: int

    @property
    def total(self) -> int:
        """The number of norms of the thema."""
        return len(self.layout.norm_rows)

    @property
    def formula(self) -> str:
        """Counts the complete norms on the sheet of the thema."""
        checks = self.layout.reference(CHECK_COLUMN)
        return f"COUNTIF({checks},{formulas.text(CHECK_COMPLETE)})"

    @property
    def total_formula(self) -> str:
        """Counts the norms on the sheet of the thema: those with anything in the check column."""
        return f'COUNTIF({self.layout.reference(CHECK_COLUMN)},"?*")'


def start_sheet(
    definition: Definition,
    organisation: Organisation,
    meting: str,
    deadline: date,
    progress: Sequence[ThemeProgress],
    *,
    start: Mapping[str, Value],
    footer: str,
    lists: Mapping[str, str],
) -> SheetPlan:
    """The first sheet. `start` holds what was filled in before, `lists` the ranges with options."""
    who_row = _FIRST_ROW + len(texts.STEPS) + 2
    total_row = _FIRST_ROW + len(progress) + 1
    meaning_row = total_row + 3
    notes = (*texts.privacy(organisation.kind), texts.PROTECTION_NOTE)
    privacy_row = max(who_row + len(START_FIELDS), meaning_row + len(STATUSES)) + 2
    inputs = {field.key: (who_row + 1 + i, INPUT) for i, field in enumerate(START_FIELDS)}
    cells = [
        *_head(definition, organisation, meting, deadline),
        *_lines(_FIRST_ROW, texts.STEPS_TITLE, texts.STEPS, INPUT),
        *_progress(_FIRST_ROW, progress),
        _sentence(total_row + 1, progress, start, inputs),
        *_who(who_row, start),
        *_meanings(meaning_row),
        *_lines(privacy_row, texts.PRIVACY_TITLE, notes, BAR),
    ]
    heights = {row: RowSize(_ROW_HEIGHT) for row in range(_FIRST_ROW, privacy_row + len(notes) + 1)}
    heights |= {0: RowSize(32), 1: RowSize(20), 2: RowSize(20), 3: RowSize(20), 4: RowSize(8)}
    heights |= {inputs[key][0]: _input_height(start.get(key)) for key in inputs}
    return SheetPlan(
        name=START_SHEET,
        cells=tuple(cells),
        columns=_COLUMNS,
        rows=heights,
        footer=footer,
        selection=next(iter(inputs.values())),
        validations=validations(
            START_FIELDS, {key: (*place, *place) for key, place in inputs.items()}, lists
        ),
        colourings=(
            Bar((_FIRST_ROW + 1, BAR, total_row, BAR), PROGRESS_COLOUR),
            Colouring(
                (total_row + 1, THEME, total_row + 1, BAR),
                f"={address(total_row, DONE, True)}={address(total_row, TOTAL, True)}",
                status_style(VOLDOET.key),
            ),
        ),
    )


def _input_height(value: Value) -> RowSize:
    height = text_height(str(value or ""), _COLUMNS[INPUT].width, FONT_SIZE)
    return RowSize(min(MAX_ROW_HEIGHT, max(_ROW_HEIGHT, height + 4)), grows=True)


def _head(
    definition: Definition, organisation: Organisation, meting: str, deadline: date
) -> Iterable[Cell]:
    yield Cell(0, 0, SHEET_KEY + "start", "key")
    yield Cell(0, 1, visible.start_title(definition.norm_naam or texts.NORM_NAME), "title")
    subtitle = visible.start_subtitle(organisation.title, meting, definition.editie)
    yield Cell(1, 1, subtitle, "subtitle")
    yield Cell(2, 1, texts.start_deadline(deadline), "deadline")
    yield Cell(3, 1, texts.start_what(organisation.kind, len(definition.norms)), "text")


def _lines(row: int, title: str, lines: Sequence[str], last: int) -> Iterable[Cell]:
    yield from _section(row, title, LABEL, last)
    for offset, line in enumerate(lines, start=1):
        yield Cell(row + offset, LABEL, line, "text")


def _section(row: int, title: str, first: int, last: int) -> Iterable[Cell]:
    for col in range(first, last + 1):
        yield Cell(row, col, title if col == first else None, "section")


def _progress(row: int, progress: Sequence[ThemeProgress]) -> Iterable[Cell]:
    headings = (texts.PROGRESS_TITLE, texts.PROGRESS_COUNT, texts.PROGRESS_OF, texts.PROGRESS_BAR)
    for col, heading in enumerate(headings, start=THEME):
        yield Cell(row, col, heading, "header" if col in (THEME, BAR) else "header_centre")
    first, total_row = row + 1, row + 1 + len(progress)
    for here, item in enumerate(progress, start=first):
        sheet = item.layout.thema.sheet
        link = Link(sheet, address(1, 1), texts.go_to(sheet))
        yield Cell(here, THEME, item.layout.thema.full_title, "table_link", link=link)
        yield Cell(here, DONE, item.complete, "table_number", "=" + item.formula)
        yield Cell(here, TOTAL, item.total, "table_number", "=" + item.total_formula)
        yield _share(here, item.complete, item.total)
    yield Cell(total_row, THEME, texts.PROGRESS_TOTAL, "table_total")
    for col, count in ((DONE, _complete(progress)), (TOTAL, _total(progress))):
        area = f"{address(first, col)}:{address(total_row - 1, col)}"
        yield Cell(total_row, col, count, "table_total_number", f"=SUM({area})")
    yield _share(total_row, _complete(progress), _total(progress))


def _share(row: int, complete: int, total: int) -> Cell:
    formula = f"={address(row, DONE)}/{address(row, TOTAL)}"
    return Cell(row, BAR, complete / total, "progress", formula)


def _complete(progress: Sequence[ThemeProgress]) -> int:
    return sum(item.complete for item in progress)


def _total(progress: Sequence[ThemeProgress]) -> int:
    return sum(item.total for item in progress)


def _sentence(
    row: int,
    progress: Sequence[ThemeProgress],
    start: Mapping[str, Value],
    inputs: Mapping[str, tuple[int, int]],
) -> Cell:
    """Whether the workbook can be sent back, in one sentence."""
    total_row = row - 1
    todo = _total(progress) - _complete(progress)
    who_is_known = not any(is_blank(start.get(key)) for key in MUST_BE_KNOWN)
    if todo == 0:
        value = texts.READY if who_is_known else texts.READY_BUT_WHO
    elif todo == 1:
        value = texts.NOT_READY_ONE
    else:
        before, after = texts.NOT_READY_MORE
        value = f"{before}{todo}{after}"
    left = f"{address(total_row, TOTAL)}-{address(total_row, DONE)}"
    unknown = ",".join(formulas.blank(address(*inputs[key])) for key in MUST_BE_KNOWN)
    before, after = map(formulas.text, texts.NOT_READY_MORE)
    formula = (
        f"=IF({left}=0,"
        f"IF(OR({unknown}),{formulas.text(texts.READY_BUT_WHO)},{formulas.text(texts.READY)}),"
        f"IF({left}=1,{formulas.text(texts.NOT_READY_ONE)},{before}&({left})&{after}))"
    )
    return Cell(row, THEME, value, "sentence", formula)


def _who(row: int, start: Mapping[str, Value]) -> Iterable[Cell]:
    yield from _section(row, texts.WHO_TITLE, LABEL, INPUT)
    for here, field in enumerate(START_FIELDS, start=row + 1):
        yield Cell(here, 0, START_KEY + field.key, "key")
        yield Cell(here, LABEL, field.label, "label")
        yield Cell(here, INPUT, start.get(field.key), input_style(field), is_input=True)


def _meanings(row: int) -> Iterable[Cell]:
    yield from _section(row, texts.MEANING_TITLE, THEME, BAR)
    for here, status in enumerate(STATUSES, start=row + 1):
        yield Cell(here, THEME, f"{status.symbol}  {status.label}", f"legend_{status.key}")
        yield Cell(here, DONE, status.meaning, "step")
