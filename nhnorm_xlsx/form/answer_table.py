"""What was answered, one row per norm: what Overzicht and Acties are drawn from.

A workbook without macros cannot sort or list for itself. So the hidden sheet with the lists
holds a row per norm: the sign of its status, a key to sort its action by (date first, place of
the norm second), and per thing to decide on the number of the norm, or nothing. Only here is
looked at the cells that people fill in; all other formulas look at this table, and are alike
on every row: a file writes those once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nhnorm_xlsx.contract.fields import (
    ACTIE,
    PRIORITEIT,
    STREEFDATUM,
    UITWISSELING,
    VERANTWOORDELIJKE,
    FieldKind,
    Value,
)
from nhnorm_xlsx.contract.keys import LISTS_SHEET, NUMBER_COLUMN, READ_STATUS_COLUMN
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.answered import RANKED, UNMET, AnswerSource
from nhnorm_xlsx.form.decisions import (
    ARROW,
    ORDER,
    SIGN,
    TODAY,
    UNDATED,
    DecisionPoint,
    decisions,
    is_one_of,
)
from nhnorm_xlsx.form.hidden_sheets import FIRST_FREE_COLUMN
from nhnorm_xlsx.form.model import Cell, address, area_address, letters, on_sheet
from nhnorm_xlsx.texts import form as texts

# Stands for "no date" and comes after every date.
NO_DATE = 99_999
_FIRST_ROW = 1
# What is looked up in the cells that people fill in, as it stands there.
_LOOKED_AT = (VERANTWOORDELIJKE, ACTIE, STREEFDATUM, PRIORITEIT, UITWISSELING)
_FILLED_IN = {field.key: field for field in _LOOKED_AT}
NUMBER, BEFORE = "norm", "eerder"
_WORKED_OUT = (NUMBER, SIGN, BEFORE, ARROW, ORDER)
# Stands in a formula that is alike on every row for its own row.
_ROW = "\1"


@dataclass(frozen=True)
class AnswerTable:
    """The table of all norms, without headings: nobody sees it.

    `today` is the day that dates are compared with.
    `today_formula` gives that day in the workbook, as a number. `lines` are the norms as the
    page for the driehoek divides them over lines.
    """

    sources: tuple[AnswerSource, ...]
    today: date
    today_formula: str
    lines: tuple[tuple[str, ...], ...]
    previous_meting: str = ""

    @cached_property
    def decisions(self) -> tuple[DecisionPoint, ...]:
        """Everything that the page for the driehoek asks, in order."""
        return decisions(self.previous_meting)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        columns = [*_FILLED_IN, *_WORKED_OUT]
        used = [key for key in columns if self.previous_meting or key not in (BEFORE, ARROW)]
        keys = [*used, *(item.key for item in self.decisions)]
        return {key: FIRST_FREE_COLUMN + 1 + at for at, key in enumerate(keys)}

    @property
    def base(self) -> int:
        """What a date is multiplied by in the key to sort by."""
        return int(10 ** len(str(len(self.sources))))

    @property
    def today_reference(self) -> str:
        """Where the day stands that dates are compared with."""
        return on_sheet(LISTS_SHEET, address(_FIRST_ROW, FIRST_FREE_COLUMN, absolute=True))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        return {item.norm: at for at, item in enumerate(self.sources, _FIRST_ROW)}

    def reference(self, key: str, norms: Sequence[str] = ()) -> str:
        """A reference from another sheet to a column of the table, or to these norms of it."""
        col = self._columns[key]
        first = self._rows[norms[0]] if norms else _FIRST_ROW
        if len(norms) == 1:
            return on_sheet(LISTS_SHEET, address(first, col))
        last = self._rows[norms[-1]] if norms else _FIRST_ROW + len(self.sources) - 1
        return on_sheet(LISTS_SHEET, area_address((first, col, last, col)))

    def joined_reference(self, decision: DecisionPoint, line: int) -> str:
        """A reference to the numbers of the norms that it is about, of those on one line."""
        row = _FIRST_ROW + len(self.sources) + 1 + line
        return on_sheet(LISTS_SHEET, address(row, self._columns[decision.key]))

    def norms(self, decision: DecisionPoint) -> list[str]:
        """The norms that a decision is about now."""
        return [item.norm for item in self.sources if decision.holds(item, self.today)]

    def ordered(self) -> list[AnswerSource]:
        """The norms with an open action, by date."""
        places = range(1, len(self.sources) + 1)
        keyed = sorted((order, place) for place in places if (order := self._order(place)))
        return [self.sources[place - 1] for _, place in keyed]

    def cells(self) -> Iterable[Cell]:
        """The table, to stand on the hidden sheet to the right of the lists."""
        columns = self._columns
        yield Cell(
            _FIRST_ROW,
            FIRST_FREE_COLUMN,
            formulas.serial(self.today),
            "figure",
            self.today_formula,
        )
        for place, source in enumerate(self.sources, start=1):
            row = _FIRST_ROW + place - 1
            given = {**self._looked_up(source), **self._worked_out(place, source)}
            for key, (value, formula) in given.items():
                if key in columns:
                    style = "figure" if key == STREEFDATUM.key else "text"
                    yield Cell(row, columns[key], value, style, formula)
        for item in self.decisions:
            yield from self._joined(item)

    def _joined(self, decision: DecisionPoint) -> Iterable[Cell]:
        """Below the column of a decision: its norms in one text, per line of the page."""
        col, about = self._columns[decision.key], self.norms(decision)
        for line, norms in enumerate(self.lines):
            row = _FIRST_ROW + len(self.sources) + 1 + line
            parts = "&".join(address(self._rows[norm], col) for norm in norms)
            value = "".join(f", {norm}" for norm in norms if norm in about)
            yield Cell(row, col, value, "text", f"={parts}")

    def _looked_up(self, source: AnswerSource) -> dict[str, tuple[Value, str]]:
        """What stands in the cells that people fill in: the only formulas that differ by row."""
        given: dict[str, tuple[Value, str]] = {}
        for column, asked in _FILLED_IN.items():
            cell, value = source.layout.reference(asked.key, source.norm), source.value(asked)
            if asked.kind is FieldKind.DATE:
                # An empty cell gives 0, and that is no date.
                number = formulas.serial(value) if isinstance(value, date) else value or 0
                given[column] = (number, f"={cell}")
            else:
                shown = "" if value is None else str(value)
                given[column] = (shown, f'=IFERROR({cell}&"","#")')
        return given

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        """The formulas that are alike on every row, with a mark where the row stands."""
        at = {key: f"{letters(col)}{_ROW}" for key, col in self._columns.items()}
        at[TODAY] = f"{address(_FIRST_ROW, FIRST_FREE_COLUMN, absolute=True)}*{self.base}"
        at[UNDATED] = f"{NO_DATE}*{self.base}"
        day = at[STREEFDATUM.key]
        number = f"IFERROR(IF({formulas.valid_date(day)},INT({day}),{NO_DATE}),{NO_DATE})"
        waits = f"AND({is_one_of(at[SIGN], UNMET)},NOT({formulas.empty(ACTIE, at[ACTIE.key])}))"
        found = {
            ORDER: f'=IF({waits},{number}*{self.base}+ROW()-{_FIRST_ROW},"")',
        }
        if self.previous_meting:
            before, now = (
                f"MID({formulas.text(RANKED)},FIND({at[key]},{formulas.text(RANKED)})+1,1)"
                for key in (BEFORE, SIGN)
            )
            worse, better = formulas.text(texts.WORSE), formulas.text(texts.BETTER)
            found[ARROW] = (
                f'=IF({at[BEFORE]}="","",IFERROR(IF({now}<{before},{worse},'
                f'IF({now}>{before},{better},"")),""))'
            )
        for item in self.decisions:
            # The comma first: a file may not keep a space at the end.
            found[item.key] = f'=IF({item.test(at)},", "&{at[NUMBER]},"")'
        return found

    def _worked_out(self, place: int, source: AnswerSource) -> dict[str, tuple[Value, str]]:
        """What follows from the row itself, alike on every row."""
        read = source.layout.reference(READ_STATUS_COLUMN, source.norm)
        row = str(_FIRST_ROW + place)
        written = {key: formula.replace(_ROW, row) for key, formula in self._alike.items()}
        values: dict[str, Value] = {
            ARROW: source.arrow,
            ORDER: self._order(place) or "",
            **{
                item.key: f", {source.norm}" if item.holds(source, self.today) else ""
                for item in self.decisions
            },
        }
        return {
            NUMBER: (source.norm, f"={source.layout.reference(NUMBER_COLUMN, source.norm)}"),
            SIGN: (source.sign, f"={formulas.status_sign(read)}"),
            BEFORE: (source.before, ""),
            **{key: (values[key], formula) for key, formula in written.items()},
        }

    def _order(self, place: int) -> int | None:
        source = self.sources[place - 1]
        if not source.is_open:
            return None
        day = formulas.serial(source.day) if source.day else NO_DATE
        return day * self.base + place


def shortening(cell: str, limit: int) -> str:
    """A formula, without `=`, for a text on one line, with an ellipsis where it is longer."""
    line = f'SUBSTITUTE({cell},CHAR(10)," ")'
    shown = f'IF(LEN({line})>{limit},LEFT({line},{limit - 1})&"…",{line})'
    return f'IF({formulas.wordless(cell)},"",{shown})'
