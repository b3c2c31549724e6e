"""The open actions of all themas in one list, sorted by their date.

A workbook without macros cannot sort for itself. So the hidden sheet with the lists holds
one row per norm with a sort key (date first, place of the norm second), and the list asks
for the smallest key, the second smallest, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.contract.checks import is_empty, read_label
from nhnorm_xlsx.contract.fields import (
    ACTIE,
    FIRST_DATE,
    LAST_DATE,
    STATUS,
    STREEFDATUM,
    VERANTWOORDELIJKE,
    Value,
)
from nhnorm_xlsx.contract.keys import LISTS_SHEET, READ_STATUS_COLUMN
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.hidden_sheets import FIRST_FREE_COLUMN
from nhnorm_xlsx.form.model import Cell, area_address, on_sheet
from nhnorm_xlsx.form.theme_layout import ThemeLayout
from nhnorm_xlsx.texts import form as texts

# An action is open as long as its norm is not met.
_OPEN_LABELS = tuple(status.label for status in STATUSES if status.unmet)
# Stands for "no date" and comes after every date.
_NO_DATE = 99_999
# Columns of the helper table, to the right of the lists.
_NUMBER, _KEY, _WHO, _WHAT = range(FIRST_FREE_COLUMN, FIRST_FREE_COLUMN + 4)
_FIRST_ROW = 1


@dataclass(frozen=True)
class ActionSource:
    """Where the action of one norm stands, and what stands there now."""

    layout: ThemeLayout
    norm: str
    values: Mapping[str, Value]

    @property
    def day(self) -> date | None:
        """The target date, when it is one that the form accepts."""
        day = self.values.get(STREEFDATUM.key)
        return day if isinstance(day, date) and FIRST_DATE <= day <= LAST_DATE else None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, and somebody wrote down what."""
        waiting = read_label(self.values.get(STATUS.key)) in _OPEN_LABELS
        return waiting and not is_empty(ACTIE, self.values.get(ACTIE.key))


@dataclass(frozen=True)
class Action:
    """One line of the list; `shown_day` is a date, or the words for having none."""

    shown_day: Value
    norm: str
    who: str
    what: str


class ActionTable:
    """The helper table of all norms, and the sorted list that is drawn from it."""

    def __init__(self, sources: Sequence[ActionSource]) -> None:
        self._sources = tuple(sources)
        self._base: int = 10 ** len(str(len(self._sources)))

    @property
    def count(self) -> int:
        """How many actions are open now."""
        return sum(source.is_open for source in self._sources)

    @property
    def count_formula(self) -> str:
        """Counts the open actions."""
        return f"COUNT({self._column(_KEY)})"

    def helper_cells(self) -> Iterable[Cell]:
        """One row per norm on the hidden sheet."""
        headings = texts.ACTION_HEADINGS
        for col, heading in zip((_NUMBER, _KEY, _WHO, _WHAT), headings, strict=True):
            yield Cell(0, col, heading, "strong")
        for place, source in enumerate(self._sources, start=1):
            row = _FIRST_ROW + place - 1
            yield Cell(row, _NUMBER, source.norm, "text")
            yield Cell(row, _KEY, self._key(place) or "", "text", self._key_formula(place))
            for col, field in ((_WHO, VERANTWOORDELIJKE.key), (_WHAT, ACTIE.key)):
                cell = source.layout.reference(field, source.norm)
                limit = texts.ACTION_WHO_LENGTH if col == _WHO else texts.ACTION_LENGTH
                shown = _shortened(source.values.get(field), limit)
                yield Cell(row, col, shown, "text", _shortening(cell, limit))

    def listed(self, lines: int) -> list[Action]:
        """The first open actions by date, as they are shown now."""
        keyed = [(key, place) for place in self._places() if (key := self._key(place))]
        return [self._action(place) for _, place in sorted(keyed)[:lines]]

    def line_formulas(self, line: int) -> tuple[str, str, str, str]:
        """The formulas of one line of the list: day, norm, who, what; counted from one."""
        keys = self._column(_KEY)
        smallest = f"SMALL({keys},{line})"
        day = f"INT({smallest}/{self._base})"
        no_date = formulas.text(texts.ACTION_NO_DATE)
        shown_day = f'=IFERROR(IF({day}={_NO_DATE},{no_date},{day}),"")'

        def column(col: int) -> str:
            return f'=IFERROR(INDEX({self._column(col)},MATCH({smallest},{keys},0)),"")'

        return shown_day, column(_NUMBER), column(_WHO), column(_WHAT)

    def _places(self) -> range:
        return range(1, len(self._sources) + 1)

    def _action(self, place: int) -> Action:
        source = self._sources[place - 1]
        return Action(
            source.day or texts.ACTION_NO_DATE,
            source.norm,
            _shortened(source.values.get(VERANTWOORDELIJKE.key), texts.ACTION_WHO_LENGTH),
            _shortened(source.values.get(ACTIE.key), texts.ACTION_LENGTH),
        )

    def _key(self, place: int) -> int | None:
        source = self._sources[place - 1]
        if not source.is_open:
            return None
        day = formulas.serial(source.day) if source.day else _NO_DATE
        return day * self._base + place

    def _key_formula(self, place: int) -> str:
        source = self._sources[place - 1]
        status, what, day = (
            source.layout.reference(key, source.norm)
            for key in (READ_STATUS_COLUMN, ACTIE.key, STREEFDATUM.key)
        )
        number = f"IFERROR(IF({formulas.valid_date(day)},INT({day}),{_NO_DATE}),{_NO_DATE})"
        is_open = f"AND({formulas.one_of(status, _OPEN_LABELS)},NOT({formulas.empty(ACTIE, what)}))"
        return f'=IF({is_open},{number}*{self._base}+{place},"")'

    def _column(self, col: int) -> str:
        last = _FIRST_ROW + len(self._sources) - 1
        return on_sheet(LISTS_SHEET, area_address((_FIRST_ROW, col, last, col)))


def _shortening(cell: str, limit: int) -> str:
    """A long text with an ellipsis, on one line; the whole text stands on its own sheet."""
    line = f'SUBSTITUTE({cell}&"",CHAR(10)," ")'
    return f'=IFERROR(IF(LEN({line})>{limit},LEFT({line},{limit - 1})&"…",{line}),"")'


def _shortened(value: Value, limit: int) -> str:
    text = "" if value is None else str(value).replace("\n", " ")
    # Excel counts UTF-16 units: an emoji is two.
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"
