"""What of a sheet comes on paper: lists are for the screen, so only as much as fits is printed.

The measure is that of LibreOffice and Excel: as wide as the page, never larger than it is. A
sheet that is cut says so at the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor
from typing import Final

from nhnorm_xlsx.compare.writer.book import A3, A4, NOTE, Sheet, check
from nhnorm_xlsx.measure import PIXELS_PER_POINT, column_pixels
from nhnorm_xlsx.texts.compare import paper as texts

# What can be printed on, lying: width and height in points, within the margins of `Sheet`.
ROOM: Final[Mapping[int, tuple[float, float]]] = {A4: (784.0, 516.0), A3: (1133.0, 762.0)}
# Programs lay out a little differently.
_SAFE: Final = 0.97
# How much more than the page holds may be made smaller to fit.
_SHRINKS: Final = 1.12
_USUAL: Final = 15.0
# As small as letters of ten points may become.
_READABLE: Final = 0.7


def last_that_fits(
    heights: Sequence[float],
    width: float,
    room: tuple[float, float],
    pages: int,
    heading: int | None = None,
) -> int:
    """The last row (from 0) that comes on so many pages; the `heading` is repeated on later ones.

    `heights` and `width` are in points. At least one row is on a page. What needs little more than
    that fits too: the program makes it a little smaller.
    """
    space = room[1] / min(1.0, room[0] / width)
    last = len(heights) - 1
    shrunk = _last_row(heights, space * _SHRINKS, pages, heading)
    return last if shrunk == last else _last_row(heights, space * _SAFE, pages, heading)


def _last_row(heights: Sequence[float], space: float, pages: int, heading: int | None) -> int:
    page, used = 1, 0.0
    for row, height in enumerate(heights):
        if used and used + height > space:
            page += 1
            used = heights[heading] if heading is not None and row > heading else 0.0
            if page > pages:
                return row - 1
        used += height
    return len(heights) - 1


def on_paper(
    sheet: Sheet,
    pages: int,
    *,
    rows: tuple[int, int] | None = None,
    note: int | None = None,
    columns: int | None = None,
) -> None:
    """Print no more than so many pages of a sheet that is written up to its current row.

    `rows` are the first and the last data row (from 0) of the list on it, whose heading is
    repeated; `note` is the row, kept empty, that says what is left out when something is. Of a
    wide list only the first `columns` are printed.
    """
    widths, last = sheet.columns[:columns], sheet.row - 1
    heights, points = _heights(sheet), _points(widths)
    heading = rows[0] - 1 if rows else None
    fits = last_that_fits(heights, points, ROOM[sheet.paper], pages, heading)
    sheet.raw.fit_to_pages(1, pages)
    check(sheet.raw.print_area(0, 0, fits, len(widths) - 1))
    narrowed = columns is not None
    if (fits < last or narrowed) and note is not None:
        first, end = rows or (0, last)
        counts = fits - first + 1, end - first + 1
        said = texts.first_rows(*counts, narrowed=narrowed) if rows else texts.ONLY_THE_TOP
        sheet.put(note, 0, said, NOTE)


def on_two_pages(sheet: Sheet, second: int, end: int, rows: tuple[int, int], note: int) -> None:
    """Print a sheet on two pages, of which the second begins at row `second`.

    Everything up to the row `end` is on it, smaller when it must, and as much of the list after it
    as still fits (`rows`: its first and last row). When that would be too small to read, only the
    first page is printed. `note` is the row, kept empty, that says what is left out.
    """
    heights, points = _heights(sheet), _points(sheet.columns)
    wide, high = ROOM[sheet.paper]
    parts = sum(heights[:second]), sum(heights[second : end + 1])
    scales = [min(1.0, wide / points, high * _SAFE / part) for part in parts]
    scale, printed = min(scales), end
    if scale < _READABLE:
        scale, printed = scales[0], second - 1
        sheet.put(note, 0, texts.ONLY_THE_TOP, NOTE)
    else:
        fits = second + _last_row(heights[second:], high * _SAFE / scale, 1, None)
        first, last = rows
        # Not the heading of a list with a row or two.
        printed = fits if fits > first + 1 else end
        sheet.put(note, 0, texts.first_norms(printed - first + 1, last - first + 1), NOTE)
    sheet.raw.set_print_scale(floor(scale * 100))
    check(sheet.raw.print_area(0, 0, printed, len(sheet.columns) - 1))
    sheet.raw.set_h_pagebreaks([second])


def _heights(sheet: Sheet) -> list[float]:
    """How high every row is that is written, in points."""
    return [sheet.heights.get(row, _USUAL) for row in range(sheet.row)]


def _points(widths: Sequence[float]) -> float:
    """How wide columns are together, in points."""
    return sum(map(column_pixels, widths)) / PIXELS_PER_POINT
