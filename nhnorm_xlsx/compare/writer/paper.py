"""What of a sheet comes on paper: lists are for the screen, so only as much as fits is printed.

The measure is that of LibreOffice and Excel: as wide as the page, never larger than it is. A
sheet that is cut says so at the top.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def last_that_fits(
    heights: Sequence[float],
    width: float,
    room: tuple[float, float],
    pages: int,
    heading: int | None = None,
    *,
    shrinks: float = _SHRINKS,
) -> int:
    """The last row (from 0) that comes on so many pages; the `heading` is repeated on later ones.

    `heights` and `width` are in points. At least one row is on a page. What needs little more than
    that fits too (`shrinks` times as much): the program makes it a little smaller.
    """
    space = room[1] / min(1.0, room[0] / width)
    last = len(heights) - 1
    shrunk = _last_row(heights, space * shrinks, pages, heading)
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
    shrinks: float = _SHRINKS,
    ends: Sequence[int] = (),
) -> int:
    """Print no more than so many pages of a sheet that is written up to its current row.

    Gives the last row that is printed.

    `rows` are the first and the last data row (from 0) of the list on it, whose heading is
    repeated; `note` is the row, kept empty, that says what is left out when something is. Of a
    wide list only the first `columns` are printed. `shrinks` is how much more than the pages hold
    may be made smaller to fit. `ends` are the last rows of the parts of a sheet: it is cut after
    one of them, and not within the next.
    """
    widths, last = sheet.columns[:columns], sheet.row - 1
    heights = [sheet.heights.get(row, _USUAL) for row in range(sheet.row)]
    points = sum(map(column_pixels, widths)) / PIXELS_PER_POINT
    heading = rows[0] - 1 if rows else None
    room = ROOM[sheet.paper]

    def fit_of(end: int) -> int:
        return last_that_fits(heights[: end + 1], points, room, pages, heading, shrinks=shrinks)

    fits = max((end for end in (*ends, last) if fit_of(end) == end), default=fit_of(last))
    sheet.raw.fit_to_pages(1, pages)
    check(sheet.raw.print_area(0, 0, fits, len(widths) - 1))
    narrowed = columns is not None
    if (fits < last or narrowed) and note is not None:
        first, end = rows or (0, last)
        counts = fits - first + 1, end - first + 1
        said = texts.first_rows(*counts, narrowed=narrowed) if rows else texts.ONLY_THE_TOP
        sheet.put(note, 0, said, NOTE)
    return fits
