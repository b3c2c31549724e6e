"""What was answered, one row per norm: what the check, Overzicht and Acties are drawn from.

A workbook without macros cannot sort or list for itself. So the hidden sheet with the lists
holds a row per norm: what its status is understood as and what it still asks (see
`form.norm_check`), the sign of its status, a key to sort its action by (date first, place of the
norm second), and per thing to decide on the number of the norm, or nothing. Only here is looked
at the cells that people fill in, by the hidden key of the norm, so that it holds whatever row
that stands on. All formulas are alike on every row, or on those of a thema: a file writes
those once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from nhnorm_xlsx.contract.checks import is_untouched, read_label
from nhnorm_xlsx.contract.fields import (
    ACTIE,
    CARRIED_FIELDS,
    FIELD_BY_KEY,
    FIELDS,
    STATUS,
    STREEFDATUM,
    VERANTWOORDELIJKE,
    FieldKind,
    Value,
)
from nhnorm_xlsx.contract.keys import LISTS_SHEET, NORM_KEY, NUMBER_COLUMN, WAS_PREFIX
from nhnorm_xlsx.form import formulas, heard, norm_check
from nhnorm_xlsx.form.answered import RANKED, UNMET, AnswerSource
from nhnorm_xlsx.form.decisions import (
    ARROW,
    HEARD,
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
# Looked up as they stand there: what Acties shows, and what can be compared with a number.
_LOOKED_AT = tuple(
    asked
    for asked in FIELDS
    if asked in (VERANTWOORDELIJKE, ACTIE) or asked.kind in (FieldKind.DATE, FieldKind.NUMBER)
)
_FILLED_IN = {asked.key: asked for asked in _LOOKED_AT}
# What the status is understood as and what the norm asks: the sheets of the themas show these.
READ, CHECK = "gelezen", "controle"
NUMBER, BEFORE = "norm", "eerder"
_PLACE, _GATHERED = "rij", "gekozen"
_FIRST = (READ, CHECK)
_WORKED_OUT = (_PLACE, NUMBER, _GATHERED, HEARD, SIGN, BEFORE, ARROW, ORDER)
_ONLY_WITH_BEFORE = (BEFORE, ARROW)
# Stands in a formula that is alike on every row for its own row.
_ROW = "\1"
# What the whole table is called in formulas of another sheet, and its column to sort by.
_NAME, ORDERS = "lijst", "volgorde"


@dataclass(frozen=True)
class AnswerTable:
    """The table of all norms, without headings: nobody sees it.

    `today` is the day that dates are compared with.
    `today_formula` gives that day in the workbook, as a number. `lines` are the norms as the
    page for the driehoek divides them over lines. `start` is where each field of Start stands and
    what is in it, by key: below the norms stands what is heard of those.
    """

    sources: tuple[AnswerSource, ...]
    today: date
    today_formula: str
    lines: tuple[tuple[str, ...], ...]
    previous_meting: str = ""
    start: Mapping[str, tuple[str, Value]] = field(default_factory=dict)

    @property
    def mark(self) -> tuple[Hashable, ...]:
        """The same for two tables in which nothing was answered, when they give the same cells."""
        layouts = {item.layout.thema.number: item.layout for item in self.sources}
        places = (
            (layout.thema.sheet, *layout.columns.items(), *layout.norm_rows.items())
            for layout in layouts.values()
        )
        rows = ((item.norm, item.previous, item.check, item.occasion) for item in self.sources)
        given = (self.today, self.today_formula, self.lines, self.previous_meting)
        return (*given, tuple(self.start.items()), tuple(places), tuple(rows))

    @cached_property
    def decisions(self) -> tuple[DecisionPoint, ...]:
        """Everything that the page for the driehoek asks, in order."""
        return decisions(self.previous_meting)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        columns = [*_FIRST, *_FILLED_IN, *_WORKED_OUT]
        used = [key for key in columns if self.previous_meting or key not in _ONLY_WITH_BEFORE]
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

    @property
    def names(self) -> dict[str, str]:
        """What is looked up from another sheet on every row of a list, by a name for the range.

        A formula that stands there once for many rows may not speak of another sheet: Excel
        would repair the file. A name it takes.
        """
        columns = self._columns.values()
        last = _FIRST_ROW + len(self.sources) - 1
        table = area_address((_FIRST_ROW, min(columns), last, max(columns)))
        themas = {source.layout.name: source.layout.whole for source in self.sources}
        return {**themas, _NAME: on_sheet(LISTS_SHEET, table), ORDERS: self.reference(ORDER)}

    def named(self, key: str, place: str) -> str:
        """The cell in a column of the table, by its name, that `place` gives the number of."""
        return f"INDEX({_NAME},{place},{self._columns[key] - FIRST_FREE_COLUMN})"

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
                    yield Cell(row, columns[key], value, style, _on_row(formula, row))
        yield from self._of_start()
        for item in self.decisions:
            yield from self._joined(item)

    def _of_start(self) -> Iterable[Cell]:
        row = _FIRST_ROW + len(self.sources)
        places = {key: place for key, (place, _) in self.start.items()}
        values = {key: value for key, (_, value) in self.start.items()}
        gathered = heard.gathered_text(heard.SAID_ON_START, values)
        formula = heard.gathered(heard.SAID_ON_START, places)
        yield Cell(row, self._columns[_GATHERED], gathered, "text", formula)
        said = _on_row(self._alike[HEARD], row)
        yield Cell(row, self._columns[HEARD], heard.heard_text(gathered), "text", said)

    def _joined(self, decision: DecisionPoint) -> Iterable[Cell]:
        """Below the column of a decision: its norms in one text, per line of the page."""
        col, about = self._columns[decision.key], self.norms(decision)
        for line, norms in enumerate(self.lines):
            row = _FIRST_ROW + len(self.sources) + 1 + line
            parts = "&".join(address(self._rows[norm], col) for norm in norms)
            value = "".join(f", {norm}" for norm in norms if norm in about)
            yield Cell(row, col, value, "text", f"={parts}")

    def _looked_up(self, source: AnswerSource) -> dict[str, tuple[Value, str]]:
        """What stands in cells that people fill in, alike on every row of a thema."""
        given: dict[str, tuple[Value, str]] = {}
        for column, asked in _FILLED_IN.items():
            cell, value = self._there(source, column), source.value(asked)
            if asked.kind is FieldKind.TEXT:
                given[column] = ("" if value is None else str(value), f'={cell}&""')
            else:
                # An empty cell would give 0, and that is a number.
                number = formulas.serial(value) if isinstance(value, date) else value or ""
                given[column] = (number, f'=IF({cell}="","",{cell})')
        return given

    def _there(self, source: AnswerSource, column: str) -> str:
        """A cell on the row of the norm, in the column with this key, on the sheet of its thema."""
        return source.layout.on_row(column, self._at[_PLACE])

    @cached_property
    def _at(self) -> Mapping[str, str]:
        """Where each column stands on the same row, with a mark where the row stands."""
        return {key: f"{letters(col)}{_ROW}" for key, col in self._columns.items()}

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        """The formulas that are alike on every row."""
        at = dict(self._at)
        at[TODAY] = f"{address(_FIRST_ROW, FIRST_FREE_COLUMN, absolute=True)}*{self.base}"
        at[UNDATED] = f"{NO_DATE}*{self.base}"
        day, action = at[STREEFDATUM.key], formulas.wordless(at[ACTIE.key])
        number = f"IFERROR(IF({formulas.valid_date(day)},INT({day}),{NO_DATE}),{NO_DATE})"
        waits = f"AND({is_one_of(at[SIGN], UNMET)},NOT(ISERROR({at[ACTIE.key]})),NOT({action}))"
        found = {
            READ: norm_check.read_status(at[HEARD]),
            HEARD: heard.heard(at[_GATHERED]),
            SIGN: norm_check.status_sign(at[READ]),
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

    @cached_property
    def _gathered_by_thema(self) -> Mapping[str, str]:
        """What gathers all that is said of a norm, alike on every row of a thema; by its number."""
        carried = CARRIED_FIELDS if self.previous_meting else ()
        layouts = {source.layout.thema.number: source.layout for source in self.sources}
        found = {}
        for number, layout in layouts.items():
            there = {key: layout.on_row(key, self._at[_PLACE]) for key in FIELD_BY_KEY}
            places = tuple((key, self._at.get(key) or there[key]) for key in FIELD_BY_KEY)
            was = tuple((key, layout.on_row(WAS_PREFIX + key, self._at[_PLACE])) for key in carried)
            found[number] = norm_check.gathered(places, was)
        return found

    def _of_a_thema(self, source: AnswerSource) -> dict[str, str]:
        """The formulas that are alike on every row of a thema, but for what finds that row."""
        layout = source.layout
        return {
            # By its key: right wherever the norm stands.
            _PLACE: f"=MATCH({formulas.text(NORM_KEY + source.norm)},{layout.keys},0)",
            NUMBER: f"={self._there(source, NUMBER_COLUMN)}",
            _GATHERED: self._gathered_by_thema[layout.thema.number],
            CHECK: norm_check.check(self._norm_cells, source.occasion),
        }

    @cached_property
    def _norm_cells(self) -> norm_check.NormCells:
        at = self._at
        days = tuple(
            (asked.key, at[asked.key]) for asked in _LOOKED_AT if asked.kind is not FieldKind.TEXT
        )
        return norm_check.NormCells(at[HEARD], at[READ], days, bool(self.previous_meting))

    def norm_cells(self, norm: str) -> norm_check.NormCells:
        """What the check of this norm is made of, seen from another sheet."""

        def there(key: str) -> str:
            return self.reference(key, (norm,))

        days = tuple((key, there(key)) for key, _ in self._norm_cells.days)
        return norm_check.NormCells(there(HEARD), there(READ), days)

    def _worked_out(self, place: int, source: AnswerSource) -> dict[str, tuple[Value, str]]:
        """What follows from the row itself and from the cells that people fill in."""
        gathered = norm_check.gathered_text(
            source.values,
            [key for key, was in source.was.items() if is_untouched(source.values.get(key), was)]
            if self.previous_meting
            else None,
        )
        values: dict[str, Value] = {
            READ: read_label(source.value(STATUS)),
            CHECK: source.check,
            _PLACE: source.layout.norm_rows[source.norm] + 1,
            _GATHERED: gathered,
            HEARD: heard.heard_text(gathered),
            NUMBER: source.norm,
            SIGN: source.sign,
            ARROW: source.arrow,
            ORDER: self._order(place) or "",
            **{
                item.key: f", {source.norm}" if item.holds(source, self.today) else ""
                for item in self.decisions
            },
        }
        written = {**self._alike, **self._of_a_thema(source)}
        return {
            BEFORE: (source.before, ""),
            **{key: (values[key], said) for key, said in written.items()},
        }

    def _order(self, place: int) -> int | None:
        source = self.sources[place - 1]
        if not source.is_open:
            return None
        day = formulas.serial(source.day) if source.day else NO_DATE
        return day * self.base + place


@lru_cache(maxsize=8_000)  # the same in every workbook
def _on_row(formula: str, row: int) -> str:
    """The formula on this row, from zero."""
    return formula.replace(_ROW, str(row + 1))


def heard_on_start(norms: int) -> str:
    """A reference to the text with what is said on Start, in a workbook with so many norms."""
    col = FIRST_FREE_COLUMN + 1 + [*_FIRST, *_FILLED_IN, *_WORKED_OUT].index(HEARD)
    return on_sheet(LISTS_SHEET, address(_FIRST_ROW + norms, col, absolute=True))


def shown_reference(at: int, key: str) -> str:
    """A formula, with `=`, for what the sheet of a thema shows of the norm on this row, from zero.

    `key` is READ or CHECK. These columns come first: where they stand depends on nothing.
    """
    col = FIRST_FREE_COLUMN + 1 + _FIRST.index(key)
    return f"={on_sheet(LISTS_SHEET, address(_FIRST_ROW + at, col, absolute=True))}"


def shortening(cell: str, limit: int) -> str:
    """A formula, without `=`, for a text on one line, with an ellipsis where it is longer."""
    line = f'SUBSTITUTE({cell},CHAR(10)," ")'
    return f'IF(LEN({line})>{limit},LEFT({line},{limit - 1})&"…",{line})'
