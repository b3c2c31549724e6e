"""A workbook to show figures in: one look, text that stays text, nothing ignored.

XlsxWriter reports trouble (a text that is too long, a cell outside the sheet) with a
return value and a warning, and then leaves the cell out. Here that is an error.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from math import ceil, isnan
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from nhnorm_xlsx import files
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.contract.fields import MAX_TEXT
from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.measure import column_pixels, row_height, text_height
from nhnorm_xlsx.quick_sheet import QuickWorksheet
from nhnorm_xlsx.style import (
    BRAND,
    FONT,
    FONT_SIZE,
    INK,
    LINE,
    MUTED,
    ON_BRAND,
    PANEL,
    WARNING_FILL,
    WARNING_INK,
)
from nhnorm_xlsx.texts.compare import shared
from nhnorm_xlsx.texts.compare.headings import heading as heading_of

A4, A3 = 9, 8
# Room above and below the text of a row, in points; a heading has more.
SPARE, SPARE_HEAD = 4.5, 8.0
# The arrow of a filter stands over the text of a heading.
_ARROW = 12
Props = Mapping[str, Any]
Record = dict[str, Any]

BASE: Props = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK, "valign": "vcenter"}
TITLE: Props = {"bold": True, "font_size": 16, "font_color": BRAND}
HEADING: Props = {"bold": True, "font_size": 12, "font_color": BRAND}
MARKED: Props = {"bold": True, "font_color": WARNING_INK, "bg_color": WARNING_FILL}
NOTE: Props = {"font_color": MUTED}
BORDER: Props = {"bottom": 1, "bottom_color": LINE}
HEAD: Props = {
    "bold": True,
    "font_color": ON_BRAND,
    "bg_color": BRAND,
    "text_wrap": True,
    "valign": "vcenter",
}
SUBTOTAL: Props = {"bold": True, "bg_color": PANEL, "font_color": BRAND, **BORDER}
KINDS: Mapping[str, Props] = {
    "text": {"text_wrap": True},
    "key": {"bold": True},
    "count": {"num_format": "#,##0", "align": "right", "indent": 1},
    "share": {"num_format": "0%", "align": "right", "indent": 1},
    "date": {"num_format": "dd-mm-yyyy", "align": "center"},
    "amount": {"num_format": "#,##0", "align": "right", "indent": 1},
}
NUMERIC = {"count", "share", "amount"}
# An amount that is not whole shows its cents.
BROKEN_AMOUNT: Props = {**KINDS["amount"], "num_format": "#,##0.00"}


@dataclass(frozen=True)
class TableColumn:
    """One column of a printed table: its heading, the frame's column, how it looks."""

    heading: str
    name: str
    width: float
    kind: str = "text"


def column(name: str, width: float, kind: str = "text", heading: str = "") -> TableColumn:
    """A column under the heading that belongs to its name, unless another is given."""
    return TableColumn(heading or heading_of(name), name, width, kind)


class Book:
    """A workbook with cached formats; a `mark` is printed on top of every page."""

    def __init__(self, content: BytesIO, title: str, created: datetime, mark: str = "") -> None:
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.workbook = xlsxwriter.Workbook(content, options)
        self.workbook.worksheet_class = QuickWorksheet
        self.workbook.set_properties(
            {"title": title, "author": "", "company": "", "created": created}
        )
        self.workbook.set_size(2400, 1500)
        self.mark = mark
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._looks: dict[tuple[Callable[[str], Props], str], Any] = {}
        self._texts: dict[str, str] = {}

    def format(self, *parts: Props) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """The format with these properties; later parts win."""
        merged: dict[str, Any] = dict(BASE)
        for part in parts:
            merged |= part
        key = tuple(sorted(merged.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(merged)
        return self._formats[key]

    def formats(self, look: Props, *more: Props) -> Callable[[str, object], Any]:
        """Gives the format of a value in a column of a kind, each worked out once.

        It is `look`, then that of the kind, then `more`.
        """
        made: dict[tuple[str, bool], Any] = {}

        def format_of(kind: str, value: object) -> Any:  # noqa: ANN401
            key = kind, kind == "amount" and look_of(kind, value) is BROKEN_AMOUNT
            if key not in made:
                made[key] = self.format(look, look_of(kind, value), *more)
            return made[key]

        return format_of

    def format_for(self, look: Callable[[str], Props], key: str) -> Any:  # noqa: ANN401
        """The format with the look of this key, worked out once."""
        if (look, key) not in self._looks:
            self._looks[look, key] = self.format(look(key))
        return self._looks[look, key]

    def clean(self, text: str) -> str:
        """A text as a cell can hold it; the same text comes back many times."""
        if text not in self._texts:
            self._texts[text] = clean_text(text)[:MAX_TEXT]
        return self._texts[text]

    def sheet(self, name: str, *, paper: int = A4) -> Sheet:
        """A new sheet, landscape, one page wide."""
        return Sheet(self, name, paper)

    def one_page(self, name: str) -> Sheet:
        """A new sheet that prints on one upright page."""
        sheet = Sheet(self, name, A4)
        sheet.raw.set_portrait()
        sheet.raw.fit_to_pages(1, 1)
        return sheet

    def chart(self, kind: str, subtype: str = "") -> Any:  # noqa: ANN401
        """A new chart in the house style."""
        options = {"type": kind, "subtype": subtype} if subtype else {"type": kind}
        chart = self.workbook.add_chart(options)
        if chart is None:
            raise XlsxWriterException(f"no chart of kind {kind} {subtype}")
        chart.set_legend({"position": "bottom", "font": {"name": FONT, "size": 10, "color": INK}})
        return chart


class Sheet:
    """A sheet that is written from the top down; `row` is the next free row (from 0)."""

    def __init__(self, book: Book, name: str, paper: int) -> None:
        self.book = book
        self.name = name
        self.row = 0
        self.raw = book.workbook.add_worksheet(name)
        self.raw.hide_gridlines(2)
        self.raw.set_landscape()
        self.raw.set_paper(paper)
        self.raw.fit_to_pages(1, 0)
        self.raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.raw.set_footer(shared.page_footer(name))
        if book.mark:
            self.raw.set_header(shared.page_mark(book.mark), {"margin": 0.15})
        self._widths: dict[int, float] = {}
        # The rows that are higher than others, in points; and the paper it is printed on.
        self.heights: dict[int, float] = {}
        self.paper = paper

    def widths(self, widths: Sequence[float]) -> None:
        """The widths of the first columns, in characters."""
        for column, width in enumerate(widths):
            check(self.raw.set_column(column, column, width))
            self._widths[column] = width

    @property
    def columns(self) -> list[float]:
        """How wide the first columns are, in characters."""
        return list(self._widths.values())

    def height(self, row: int, points: float) -> None:
        """Make a row this high."""
        check(self.raw.set_row(row, points))
        self.heights[row] = points

    def put(self, row: int, column: int, value: object, *parts: Props) -> None:
        """One cell: text as text, a missing number as a dash, dates as dates."""
        self.write(row, column, value, self.book.format(*parts))

    def write(self, row: int, column: int, value: object, look: Any) -> None:  # noqa: ANN401
        """The same with a format of the book, for who writes many cells that look alike."""
        if isinstance(value, str):
            text = self.book.clean(value)
            rc = (
                self.raw.write_string(row, column, text, look)
                if text
                else self.raw.write_blank(row, column, None, look)
            )
        elif is_missing(value):
            rc = self.raw.write_string(row, column, "–", look)
        elif isinstance(value, date):  # datetime and Timestamp are dates too
            rc = self.raw.write_datetime(row, column, value, look)
        else:
            rc = self.raw.write_number(row, column, float(value), look)  # type: ignore[arg-type]
        check(rc)

    def line(self, text: str, look: Props = {}, height: float | None = None) -> None:  # noqa: B006
        """One line of text in the first column, running on over the empty cells beside it."""
        self.put(self.row, 0, text, look)
        if height:
            self.height(self.row, height)
        self.row += 1

    def paragraph(self, text: str, characters: int, look: Props = {}) -> None:  # noqa: B006
        """A text over as many lines as it needs, each in a row of its own."""
        for piece in wrapped(text, characters):
            self.line(piece, look)

    def bullets(self, sentences: Sequence[str], characters: int) -> None:
        """Sentences, each behind a dot, and a blank row."""
        look = {"font_size": 11}
        for sentence in sentences:
            first, *rest = wrapped(sentence, characters)
            self.line(f"•  {first}", look)
            for piece in rest:
                self.line(piece, {**look, "indent": 1})
        self.row += 1

    def head(self, columns: Sequence[TableColumn], first: int = 0) -> None:
        """The heading row of a table."""
        heights = (_height(item.heading, item.width, _ARROW, bold=True) for item in columns)
        self.height(self.row, row_height(heights, SPARE_HEAD))
        for column, item in enumerate(columns, first):
            numeric = {"align": "right", "indent": 1} if item.kind in NUMERIC else {}
            self.put(self.row, column, item.heading, HEAD, numeric)
        self.row += 1

    def fit(self, *texts: tuple[str, float]) -> None:
        """Make the current row as high as these texts ask, each in a column of that width."""
        heights = [_height(text, width) for text, width in (("", 1), *texts)]
        self.height(self.row, row_height(heights, SPARE))

    def records(
        self, columns: Sequence[TableColumn], frame: pd.DataFrame, look: Props = BORDER
    ) -> tuple[int, int]:
        """The rows of a table; the first and last row number (from 0)."""
        first = self.row
        names = [item.name for item in columns]
        format_of = self.book.formats(look)
        widths = [self._widths.get(place, item.width) for place, item in enumerate(columns)]
        kinds = [(item.kind, item.kind == "text") for item in columns]
        for values in rows_of(frame[names]):
            said = []
            for place, (kind, is_text) in enumerate(kinds):
                value = values[place]
                self.write(self.row, place, value, format_of(kind, value))
                if is_text and isinstance(value, str):
                    said.append((value, widths[place]))
            self.fit(*said)
            self.row += 1
        return first, self.row - 1

    def table(
        self, columns: Sequence[TableColumn], frame: pd.DataFrame, *, filtered: bool = False
    ) -> tuple[int, int]:
        """Heading row and rows; with filter arrows when asked. First and last data row."""
        self.head(columns)
        first, last = self.records(columns, frame)
        if filtered:
            check(self.raw.autofilter(first - 1, 0, max(last, first), len(columns) - 1))
        return first, last

    def title(self, title: str, *notes: str, width: int = 120) -> None:
        """The title at the top, what the sheet shows, and a blank row."""
        self.line(title, TITLE, 26)
        if self.book.mark:
            self.line(self.book.mark, MARKED)
        for note in notes:
            self.paragraph(note, width, NOTE)
        self.row += 1

    def insert(self, chart: Any, column: int, alt_text: str, width: int, height: int) -> None:  # noqa: ANN401
        """A chart at the current row, and room for it."""
        chart.set_size({"width": width, "height": height})
        options = {"description": alt_text, "object_position": 2, "x_offset": 4, "y_offset": 4}
        check(self.raw.insert_chart(self.row, column, chart, options))

    def skip_chart(self, height: int) -> None:
        """Go on below a chart of this height (in pixels)."""
        self.row += ceil(height / 20) + 1


def write_book(
    path: Path,
    title: str,
    created: datetime,
    sheets: Sequence[Callable[[Book, Tables], None]],
    tables: Tables,
    *,
    mark: str = "",
) -> None:
    """Write a workbook of these sheets, in this order, from these tables.

    With a `mark` every page says so, on the screen and on paper. Raises `StorageError` when the
    file cannot be written.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = BytesIO()
        book = Book(content, title, created, mark)
        for make_sheet in sheets:
            make_sheet(book, tables)
        book.workbook.close()
    files.write_bytes(path, content.getvalue())


def records_of(frame: pd.DataFrame) -> list[Record]:
    """The rows as dictionaries: column name -> value."""
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in rows_of(frame)]


def rows_of(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples of plain values: a column at a time, as pandas is quick at."""
    columns = (frame.iloc[:, place] for place in range(frame.shape[1]))
    return zip(*(column.astype(object).tolist() for column in columns), strict=True)


def check(result: object) -> None:
    """Stop when XlsxWriter says that it did not do what was asked."""
    if isinstance(result, int) and result != 0:
        raise XlsxWriterException(f"cell or setting refused, code {result}")


def look_of(kind: str, value: object) -> Props:
    """How a value in a column of this kind looks; kinds without a look of their own are plain."""
    if kind == "amount" and isinstance(value, float) and not isnan(value) and value % 1:
        return BROKEN_AMOUNT
    return KINDS.get(kind, {})


def is_missing(value: object) -> bool:
    """Whether a number or date is not there."""
    return value is None or value is pd.NaT or (isinstance(value, float) and isnan(value))


def wrapped(text: str, characters: int) -> list[str]:
    """A text in pieces of at most so many characters, cut between words."""
    pieces: list[str] = []
    for word in text.split():
        if pieces and len(pieces[-1]) + len(word) < characters:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces or [""]


def _height(text: str, width: float, less: int = 0, *, bold: bool = False) -> float:
    """The height of a text in a column of this width in characters, `less` some pixels."""
    return text_height(text, column_pixels(width) - less, FONT_SIZE, bold)
