"""How a sheet prints: on which paper, how large the letters become, where a page ends.

Nothing that is read may be smaller than 8 points on paper. A sheet prints one page wide, so
its width decides how far it is scaled down, and with that which paper it needs: A4 where that
is enough, standing before lying, and A3 otherwise. Where it is printed on A4 all the same, it
still fits in its width. Wider margins make it smaller: that is done where a norm would otherwise
be alone on a page, as far as the letters allow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from nhnorm_xlsx.form import styles
from nhnorm_xlsx.form.model import SheetPlan, Visibility
from nhnorm_xlsx.measure import PIXELS_PER_POINT

SMALLEST = 8.0
# Points per inch; the margins in inches, with room for the header and the footer.
_INCH = 72.0
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 0.3, 0.55, 0.6
MARGIN_HEADER, MARGIN_FOOTER = 0.25, 0.3
# A program rounds rows to whole dots of its printer: so much of a page is kept free.
_SPARE = 0.02
_DEFAULT_HEIGHT = 15.0
# A row in one of these styles begins something: it stays with the row below it.
_BEGINS = frozenset({"title", "heading", "section", "header", "header_centre"})


@dataclass(frozen=True)
class Paper:
    """A sheet of paper as it is turned; `number` is what Excel calls its size."""

    name: str
    number: int
    width: float
    height: float
    landscape: bool

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins, in points."""
        return (
            self.width - 2 * MARGIN_SIDE * _INCH,
            self.height - (MARGIN_TOP + MARGIN_BOTTOM) * _INCH,
        )


_SHORT, _MIDDLE, _LONG = 595.3, 841.9, 1190.6
# In order of preference.
PAPERS = (
    Paper("A4", 9, _SHORT, _MIDDLE, landscape=False),
    Paper("A4", 9, _MIDDLE, _SHORT, landscape=True),
    Paper("A3", 8, _LONG, _MIDDLE, landscape=True),
)
# For a list that fits on one page so, and not when it lies.
_TALL = Paper("A3", 8, _MIDDLE, _LONG, landscape=False)


@dataclass(frozen=True)
class Print:
    """How one sheet prints.

    `scale` is a whole percentage, `smallest` the size of the smallest letter on the screen, and
    `breaks` are the rows (from zero) that begin a next page. `margin` is that of each side, in
    inches.
    """

    paper: Paper
    scale: int
    smallest: float
    breaks: tuple[int, ...]
    margin: float = MARGIN_SIDE

    @property
    def smallest_on_paper(self) -> float:
        """The size of the smallest letter on paper, in points."""
        return self.smallest * self.scale / 100


def printed(plan: SheetPlan) -> SheetPlan:
    """The plan with how it prints; a hidden sheet is left as it is."""
    if plan.visibility is not Visibility.SHOWN:
        return plan
    found = page_setup(plan)
    return replace(
        plan,
        landscape=found.paper.landscape,
        paper=found.paper.number,
        page_breaks=found.breaks,
        margin_side=found.margin,
    )


def page_setup(plan: SheetPlan) -> Print:
    """The paper, the scale and the page breaks of a sheet."""
    smallest = _smallest_letter(plan)
    shown = [column.width for column in plan.columns if not column.hidden]
    width = sum(shown) / PIXELS_PER_POINT
    scales = [(paper, _scale(width, paper)) for paper in PAPERS]
    readable = [pair for pair in scales if smallest * pair[1] / 100 >= SMALLEST]
    paper, scale = readable[0] if readable else scales[-1]
    if plan.print_area:
        # Where it ends a program says, or does not know: there an empty row takes a page too.
        return _on_one_page(plan, width, smallest) or Print(paper, scale, smallest, ())
    breaks, alone = _breaks(plan, _room(paper, scale))
    least = math.ceil(SMALLEST / smallest * 100)
    if alone and least < scale:
        closer, fewer = _breaks(plan, _room(paper, least))
        if fewer < alone:
            return Print(paper, least, smallest, closer, _margin(paper, width, least))
    return Print(paper, scale, smallest, breaks)


def _on_one_page(plan: SheetPlan, width: float, smallest: float) -> Print | None:
    """The first paper on which every row fits, also those that are still empty; None without.

    LibreOffice knows no print area that grows with a list, and prints a page with a heading above
    nothing for rows that are ready and empty. Not where all rows stand on one page.
    """
    height = sum(_heights(plan))
    for paper in (*PAPERS[:2], _TALL, PAPERS[-1]):
        scale = min(_scale(width, paper), int(_room(paper, 100) / height * 100))
        if smallest * scale / 100 >= SMALLEST:
            return Print(paper, scale, smallest, (), _margin(paper, width, scale))
    return None


def _margin(paper: Paper, width: float, scale: int) -> float:
    """The margin of each side with which a sheet of this width prints at this percentage."""
    # Just above the percentage: a program rounds down.
    return max(MARGIN_SIDE, (paper.width - width * (scale + 0.5) / 100) / 2 / _INCH)


def _room(paper: Paper, scale: int) -> float:
    """The height of a page, in points of the sheet."""
    return paper.room[1] * (1 - _SPARE) / (scale / 100)


def _scale(width: float, paper: Paper) -> int:
    """The whole percentage at which this width fits; a program never makes it larger."""
    return min(100, int(paper.room[0] / width * 100))


def _smallest_letter(plan: SheetPlan) -> float:
    hidden_columns = {at for at, column in enumerate(plan.columns) if column.hidden}
    hidden_rows = {row for row, look in plan.rows.items() if look.hidden}
    used = {
        cell.style
        for cell in plan.cells
        if cell.col not in hidden_columns and cell.row not in hidden_rows
    }
    return min((styles.properties(name)["font_size"] for name in used), default=SMALLEST)


def _breaks(plan: SheetPlan, room: float) -> tuple[tuple[int, ...], int]:
    """The rows that begin a page; and on how many pages of a table a row is alone."""
    heights = _heights(plan)
    last = len(heights) - 1
    begins = {cell.row for cell in plan.cells if cell.style in _BEGINS and cell.value}
    body = plan.repeat_rows[1] + 1 if plan.repeat_rows else 0
    repeated = sum(heights[plan.repeat_rows[0] : body]) if plan.repeat_rows else 0.0
    used = {cell.row for cell in plan.cells if cell.value not in (None, "")}
    starts = _blocks(heights, begins, used, body, room, in_rows=bool(plan.repeat_rows))
    tall = [sum(heights[one:other]) for one, other in pairwise([*starts, last + 1])]
    pages = _pages(tuple(tall), room, sum(heights[:body]), repeated, never_one=bool(body))
    bounds = [0, *pages, len(starts)]
    alone = sum(other - one == 1 for one, other in pairwise(bounds)) if body else 0
    return tuple(starts[at] for at in pages), alone


def _heights(plan: SheetPlan) -> list[float]:
    last = max([*(cell.row for cell in plan.cells), *plan.rows], default=0)
    return [_height(plan, row) for row in range(last + 1)]


def _height(plan: SheetPlan, row: int) -> float:
    look = plan.rows.get(row)
    if look is None:
        return _DEFAULT_HEIGHT
    return 0.0 if look.hidden else look.height


def _blocks(
    heights: Sequence[float],
    begins: Set[int],
    used: Set[int],
    body: int,
    room: float,
    *,
    in_rows: bool,
) -> list[int]:
    """The rows that begin what is not divided over two pages.

    In a table that is a row, with the sub-heading above it; on another sheet everything down
    to a section that begins below an empty row, as long as that fits on a page. `used` are the
    rows with anything on them.
    """
    free = [row for row in range(body, len(heights)) if row == body or row - 1 not in begins]
    if in_rows:
        return free
    # Two sections may stand beside each other: where one begins, another may not have ended.
    sections = [row for row in free if row == body or (row in begins and row - 1 not in used)]
    # A title alone is no page: it stays with what it stands above.
    del sections[1:2]
    starts = []
    for one, other in pairwise([*sections, len(heights)]):
        fits = sum(heights[one:other]) <= room
        starts += [one] if fits else [row for row in free if one <= row < other]
    return starts


@lru_cache(maxsize=500)
def _pages(
    heights: Sequence[float], room: float, head: float, repeated: float, *, never_one: bool
) -> tuple[int, ...]:
    """Which blocks begin a next page: as few pages as will do, and all about equally full.

    `head` stands on the first page only, `repeated` on every next one. With `never_one` there
    is no page with one block on it where that can be helped.
    """
    # Per number of blocks on paper: pages with one block, pages, empty room, where it begins.
    best: list[tuple[int, int, float, int]] = [(0, 0, 0.0, 0)]
    for end in range(1, len(heights) + 1):
        options = []
        for start in range(end - 1, -1, -1):
            filled = sum(heights[start:end]) + (repeated if start else head)
            if filled > room and end - start > 1:
                break
            single, pages, empty, _ = best[start]
            alone = never_one and end - start == 1 and len(heights) > 1
            options.append((single + alone, pages + 1, empty + (room - filled) ** 2, start))
        best.append(min(options))
    breaks = [best[-1][3]]
    while breaks[-1]:
        breaks.append(best[breaks[-1]][3])
    return tuple(reversed(breaks[:-1]))
