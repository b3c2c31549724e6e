"""Where everything of a thema stands on its sheet: columns by key, rows by norm number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from nhnorm_xlsx.contract.checks import REQUIRED_BY_STATUS, WELCOMED_BY_STATUS
from nhnorm_xlsx.contract.fields import CARRIED_FIELDS, FIELDS, STATUS
from nhnorm_xlsx.contract.keys import (
    CARRIED_COLUMN,
    CHECK_COLUMN,
    CORRECTION_COLUMN,
    EXPLANATION_COLUMN,
    NORM_COLUMN,
    NUMBER_COLUMN,
    PREVIOUS_DATE_COLUMN,
    PREVIOUS_STATUS_COLUMN,
    READ_STATUS_COLUMN,
    WAS_PREFIX,
)
from nhnorm_xlsx.definition import Thema
from nhnorm_xlsx.form.model import address, area_address, on_sheet

HEADER_ROW = 3
FIRST_NORM_ROW = HEADER_ROW + 1

# Width in pixels of each column: five and a number of letters of seven, so that the file says
# it in few figures. On a screen of 1366 pixels the norm, its status, the check and
# what the check asks for are in view together, also with the previous meting or corrections.
_FIXED_WIDTHS: Mapping[str, int] = {NUMBER_COLUMN: 40, NORM_COLUMN: 201}
_EXPLANATION_WIDTH: Mapping[str, int] = {EXPLANATION_COLUMN: 257}
_ANSWER_WIDTHS: Mapping[str, int] = {STATUS.key: STATUS.width, CHECK_COLUMN: 117}
# What the check can ask for stands right beside it, the other fields behind that.
_ASKED = {key for by in (REQUIRED_BY_STATUS, WELCOMED_BY_STATUS) for k in by.values() for key in k}
_FIELD_WIDTHS: Mapping[str, int] = {
    field.key: field.width
    for field in sorted(FIELDS, key=lambda field: field.key not in _ASKED)
    if field is not STATUS
}
# The status of the previous meting stands right before that of this one.
_PREVIOUS_WIDTH: Mapping[str, int] = {PREVIOUS_STATUS_COLUMN: 75}
# There stands also what others answered, with their names.
_PREVIOUS_WITH_OTHERS: Mapping[str, int] = {PREVIOUS_STATUS_COLUMN: 110}
_PREVIOUS_DATE_WIDTH: Mapping[str, int] = {PREVIOUS_DATE_COLUMN: 75}
# What is wrong stands right before the status too, in a workbook with corrections.
_CORRECTION_WIDTH: Mapping[str, int] = {CORRECTION_COLUMN: 166}
# Nobody needs to see these.
_HIDDEN_WIDTH = 61
ALWAYS_HIDDEN = (READ_STATUS_COLUMN,)
# In the order in which the fields themselves stand.
_WAS = (WAS_PREFIX + key for key in _FIELD_WIDTHS if key in CARRIED_FIELDS)
HIDDEN_WITH_PREVIOUS = (*_WAS, CARRIED_COLUMN)


@dataclass(frozen=True)
class ThemeLayout:
    """Where everything of a thema stands: columns by key, rows by norm number."""

    thema: Thema
    columns: Mapping[str, int]
    widths: Mapping[str, int]
    norm_rows: Mapping[str, int]
    heading_rows: Mapping[int, str]
    with_others: bool = False

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

    @property
    def name(self) -> str:
        """What the whole sheet is called in formulas: these may not speak of another sheet itself.

        (A formula that stands there once for many rows: see `form.xlsx`.)
        """
        number = re.sub(r"\W", "_", self.thema.number)
        return f"thema_{number}"

    @property
    def whole(self) -> str:
        """A reference to what has that name: from the first cell to the last norm."""
        area = (0, 0, self.last_row, max(self.columns.values()))
        return on_sheet(self.thema.sheet, area_address(area))

    def on_row(self, key: str, row: str) -> str:
        """A formula for the cell of a column on the row of which `row` gives the number."""
        return f"INDEX({self.name},{row},{self.columns[key] + 1})"

    @property
    def keys(self) -> str:
        """A reference from another sheet to the hidden keys, from the first row on."""
        return on_sheet(self.thema.sheet, f"$A$1:$A${self.last_row + 1}")

    @property
    def carried_runs(self) -> list[list[tuple[int, int]]]:
        """The columns of what was carried over, each with the one that says what it was.

        Columns that go on together are in one run: what holds for its first holds for all.
        """
        columns = self.columns
        pairs = sorted((columns[key], columns[WAS_PREFIX + key]) for key in CARRIED_FIELDS)
        runs = [pairs[:1]]
        for before, pair in pairwise(pairs):
            if pair == (before[0] + 1, before[1] + 1):
                runs[-1].append(pair)
            else:
                runs.append([pair])
        return runs


def theme_layout(
    thema: Thema,
    *,
    with_previous: bool,
    with_corrections: bool = False,
    with_others: bool = False,
) -> ThemeLayout:
    """Gives every norm its row, with a row for every sub-heading above its first norm.

    `with_others` is whether the earlier statuses are also those of other organisations.
    """
    hidden = (*ALWAYS_HIDDEN, *(HIDDEN_WITH_PREVIOUS if with_previous else ()))
    before = _PREVIOUS_WITH_OTHERS if with_others else _PREVIOUS_WIDTH
    widths = {
        **_FIXED_WIDTHS,
        # Who corrects an answer needs what is wrong with it in view more than the explanation.
        **({} if with_corrections else _EXPLANATION_WIDTH),
        **(before if with_previous else {}),
        **(_CORRECTION_WIDTH if with_corrections else {}),
        **_ANSWER_WIDTHS,
        **_FIELD_WIDTHS,
        **(_EXPLANATION_WIDTH if with_corrections else {}),
        **(_PREVIOUS_DATE_WIDTH if with_previous else {}),
        **dict.fromkeys(hidden, _HIDDEN_WIDTH),
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
    return ThemeLayout(thema, columns, widths, norm_rows, heading_rows, with_others)
