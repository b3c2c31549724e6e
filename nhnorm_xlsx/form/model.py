"""What a planned workbook is made of: plain data, no Excel library in sight.

The plan says for every cell what it shows; the writer only copies it into a file. All
positions count from zero, as XlsxWriter does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from nhnorm_xlsx.contract.cells import column_letters
from nhnorm_xlsx.contract.fields import MAX_TEXT, Value
from nhnorm_xlsx.contract.issued import is_prints
from nhnorm_xlsx.contract.keys import KEY_PREFIX, SHEET_KEY
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.contract.text import clean_text

# A block of cells: first row, first column, last row, last column.
Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Correction:
    """Something to put right in an answer that came back.

    `norm` and `field` (its key) say where the answer belongs, `place` where it stood;
    empty where that does not apply. `urgent` when the answer could not be used. `remember`
    when it cannot be told from the answers themselves, once they come back.
    """

    message: str
    urgent: bool
    norm: str = ""
    field: str = ""
    place: str = ""
    remember: bool = True


@dataclass(frozen=True)
class Link:
    """A jump to a cell of another sheet; `tip` is read out by a screen reader."""

    sheet: str
    cell: str
    tip: str


@dataclass(frozen=True)
class WebLink:
    """A link to a page on the internet; `tip` is read out by a screen reader."""

    address: str
    tip: str


class Cell(NamedTuple):
    """One cell. With a formula, `value` is what the formula gives: the cached result.

    `is_input` marks a cell that people fill in; what stands in it is not fixed text.
    """

    row: int
    col: int
    value: Value
    style: str
    formula: str = ""
    link: Link | WebLink | None = None
    is_input: bool = False


@dataclass(frozen=True)
class Choice:
    """A dropdown on a block of cells; `source` is the range with the options."""

    area: Area
    source: str
    error_title: str
    error: str
    prompt_title: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Between:
    """A block of cells that takes dates only, or numbers only, in this range."""

    area: Area
    first: date | int
    last: date | int
    error_title: str
    error: str
    prompt_title: str = ""
    prompt: str = ""


@dataclass(frozen=True)
class Hint:
    """A short message beside a cell when it is chosen; nothing is refused."""

    area: Area
    title: str
    text: str


Validation = Choice | Between | Hint


@dataclass(frozen=True)
class Colouring:
    """Cells of a block for which `formula` (of its first cell) holds get a style.

    `others` are blocks with the same rule.
    """

    area: Area
    formula: str
    style: str
    others: tuple[Area, ...] = ()

    @property
    def multi_range(self) -> str:
        """All blocks as one range, or nothing when there is only one."""
        areas = (self.area, *self.others) if self.others else ()
        places = (
            address(*area[:2]) if area[:2] == area[2:] else area_address(area) for area in areas
        )
        return " ".join(place.replace("$", "") for place in places)


@dataclass(frozen=True)
class Bar:
    """A bar inside each cell of a block, from 0 to 1."""

    area: Area
    colour: str


@dataclass(frozen=True)
class Series:
    """One colour of a stacked bar; the ranges are formulas of cells."""

    name: str
    categories: str
    values: str
    status_key: str


@dataclass(frozen=True)
class Chart:
    """A stacked bar chart at a cell, `width` by `height` pixels."""

    row: int
    col: int
    width: int
    height: int
    title: str
    description: str
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Picture:
    """A picture from a file at a cell, made smaller to fit in `width` by `height` pixels."""

    row: int
    col: int
    path: Path
    width: int
    height: int
    description: str


class Visibility(Enum):
    """Whether a sheet is shown, hidden, or hidden beyond the reach of the menu."""

    SHOWN = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "veryHidden"


@dataclass(frozen=True)
class ColumnSize:
    """A column: its width in pixels."""

    width: int
    hidden: bool = False


@dataclass(frozen=True)
class RowSize:
    """A row: its height in points. `grows` leaves it to the program to make it higher."""

    height: float
    grows: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class SheetPlan:
    """One sheet.

    `paper` (as Excel numbers its sizes), `landscape`, `page_breaks` (rows that begin a page) and
    `margin_side` (inches; 0 for the usual one) follow from all the rest: see `form.paper`.
    `print_area` is a formula, without `=`; `names` are those of ranges that formulas use.
    """

    name: str
    cells: tuple[Cell, ...]
    columns: tuple[ColumnSize, ...] = ()
    rows: Mapping[int, RowSize] = field(default_factory=dict)
    visibility: Visibility = Visibility.SHOWN
    freeze: tuple[int, int] | None = None
    repeat_rows: tuple[int, int] | None = None
    autofilter: Area | None = None
    footer: str = ""
    selection: tuple[int, int] = (0, 1)
    validations: tuple[Validation, ...] = ()
    colourings: tuple[Colouring | Bar, ...] = ()
    charts: tuple[Chart, ...] = ()
    pictures: tuple[Picture, ...] = ()
    table_region: Area | None = None
    print_area: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    paper: int = 0
    landscape: bool = True
    page_breaks: tuple[int, ...] = ()
    margin_side: float = 0.0

    @property
    def key(self) -> str:
        """By which key the stamp knows this sheet: the one in its first cells, or its name."""
        keys = (cell.value for cell in self.cells if isinstance(cell.value, str))
        found = next((key for key in keys if key.startswith(SHEET_KEY)), self.name)
        return found.removeprefix(SHEET_KEY)

    @property
    def fixed_texts(self) -> tuple[str, ...]:
        """Every text on the sheet that is no key, no answer and not the result of a formula."""
        return tuple(value for value, _ in self._fixed)

    @property
    def texts_in_view(self) -> tuple[str, ...]:
        """Those of them that are not only there for a program."""
        return tuple(value for value, style in self._fixed if style != "key")

    @cached_property
    def _fixed(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (value, cell.style)
            for cell in self.cells
            if isinstance(value := cell.value, str) and value
            if not cell.formula and not cell.is_input
            if not value.startswith(KEY_PREFIX) and not is_prints(value)
        )


@dataclass(frozen=True)
class FormPlan:
    """A whole workbook. `created` is the date in its properties.

    `answers` is what stands in the input cells beforehand, by norm number and field key.
    """

    title: str
    subject: str
    created: date
    stamp: Stamp
    sheets: tuple[SheetPlan, ...]
    first_sheet: str
    answers: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetPlan:
        """The sheet with this name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)


def cell_value(value: Value) -> Value:
    """A value as a cell can hold it: text cleaned, and no longer than Excel allows."""
    return cell_text(value) if isinstance(value, str) else value


def cell_text(text: str) -> str:
    """A text as a cell can hold it."""
    # Excel counts UTF-16 units: an emoji is two.
    units = clean_text(text).encode("utf-16-le")[: 2 * MAX_TEXT]
    return units.decode("utf-16-le", "ignore")


def address(row: int, col: int, absolute: bool = False) -> str:
    """The A1 address of a cell that is counted from zero."""
    column = letters(col)
    return f"${column}${row + 1}" if absolute else f"{column}{row + 1}"


def letters(col: int) -> str:
    """The letters of a column that is counted from zero."""
    return column_letters(col + 1)


def area_address(area: Area) -> str:
    """The absolute address of a block: first row, first column, last row, last column."""
    first_row, first_col, last_row, last_col = area
    return f"{address(first_row, first_col, True)}:{address(last_row, last_col, True)}"


def on_sheet(name: str, place: str) -> str:
    """A reference to a place on a sheet, with the name quoted as formulas want it."""
    return "'" + name.replace("'", "''") + "'!" + place
