"""The Overzicht sheet: the whole organisation on one page, for the talk about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhnorm_xlsx.contract import (
    OPEN_SYMBOL,
    OVERVIEW_SHEET,
    SHEET_KEY,
    START_SHEET,
    STATUS,
    STATUSES,
    Value,
    is_blank,
)
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.model import (
    Cell,
    Chart,
    Colouring,
    Column,
    Link,
    Row,
    Series,
    SheetPlan,
    address,
    area_address,
    on_sheet,
)
from nhnorm_xlsx.form.styles import status_style
from nhnorm_xlsx.form.theme_sheet import ThemeLayout
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import form as texts

THEME, FIRST_TILE = 1, 2
# More norms than this in a thema go on in a next row of tiles.
TILES = 12
_TILE_WIDTH, _THEME_WIDTH = 62, 250
_TILES_ROW = 3  # heading above the tiles
_CHART_HEIGHT_PER_THEME, _CHART_FRAME = 30, 90
_ROW_HEIGHT = 19.0


@dataclass(frozen=True)
class ThemeAnswers:
    """The statuses of one thema as they stand in the cells, by norm number."""

    layout: ThemeLayout
    statuses: Mapping[str, Value]

    def count(self, label: str) -> int:
        """How many norms have this status."""
        found = (str(value).lower() for value in self.statuses.values() if value is not None)
        return sum(value == label.lower() for value in found)

    @property
    def open(self) -> int:
        """How many norms have no status, or one that does not exist."""
        return len(self.statuses) - sum(self.count(status.label) for status in STATUSES)


def symbol(value: Value) -> str:
    """The symbol that stands for what is in a status cell."""
    if is_blank(value):
        return OPEN_SYMBOL
    label = str(value).lower() if isinstance(value, str) else ""
    found = (status.symbol for status in STATUSES if status.label.lower() == label)
    return next(found, texts.UNKNOWN_SYMBOL)


def overview_sheet(
    organisation: Organisation, meting: str, themes: Sequence[ThemeAnswers], footer: str
) -> SheetPlan:
    """The overview of all norms; everything on it is a formula on the theme sheets."""
    tile_cells, tiles = _tiles(_TILES_ROW + 1, themes)
    legend_row = tiles[2] + 1
    counts_row = legend_row + 2
    chart_height = _CHART_FRAME + _CHART_HEIGHT_PER_THEME * len(themes)
    chart_row = counts_row
    cells = [
        Cell(0, 0, SHEET_KEY + "overzicht", "key"),
        Cell(0, THEME, texts.overview_title(organisation.title), "title"),
        Cell(1, THEME, texts.overview_subtitle(meting), "text"),
        Cell(
            1,
            FIRST_TILE + TILES - 3,
            texts.BACK_TO_START,
            "link",
            link=Link(START_SHEET, "B2", texts.go_to(START_SHEET)),
        ),
        *_section(_TILES_ROW, texts.OVERVIEW_NORMS),
        *tile_cells,
        *_legend(legend_row),
        *_counts(counts_row, themes),
    ]
    last_row = max(counts_row + len(themes) + 2, chart_row + int(chart_height / 25))
    heights = {row: Row(_ROW_HEIGHT) for row in range(2, last_row + 1)}
    heights |= {row: Row(23) for row in range(tiles[0], tiles[2] + 1)}
    heights |= {0: Row(32), 2: Row(6), counts_row - 1: Row(10), counts_row: Row(32)}
    counts = (counts_row + 1, FIRST_TILE, counts_row + len(themes), FIRST_TILE + len(STATUSES))
    return SheetPlan(
        name=OVERVIEW_SHEET,
        cells=tuple(cells),
        columns=(
            Column(20, hidden=True),
            Column(_THEME_WIDTH),
            *[Column(_TILE_WIDTH)] * TILES,
        ),
        rows=heights,
        pages_high=1 if len(themes) <= 12 and tiles[2] - tiles[0] < 30 else 0,  # noqa: PLR2004
        footer=footer,
        selection=(0, 1),
        colourings=tuple(_tile_colours(tiles)),
        charts=(_chart(chart_row, chart_height, counts_row, themes),),
        table_region=(counts_row, THEME, counts[2], counts[3]),
    )


def _section(row: int, title: str) -> Iterable[Cell]:
    for col in range(THEME, FIRST_TILE + TILES):
        yield Cell(row, col, title if col == THEME else None, "section")


def _tiles(
    row: int, themes: Sequence[ThemeAnswers]
) -> tuple[list[Cell], tuple[int, int, int, int]]:
    """A row of tiles per thema: number and symbol. Also gives the block they fill."""
    cells, here = [], row
    for item in themes:
        thema = item.layout.thema
        link = Link(thema.sheet, address(1, 1), texts.go_to(thema.sheet))
        cells.append(Cell(here, THEME, thema.full_title, "table_link", link=link))
        for index, norm in enumerate(thema.norms):
            down, across = divmod(index, TILES)
            place = item.layout.reference(STATUS.key, norm.number)
            mark = formulas.status_symbol(place, OPEN_SYMBOL, texts.UNKNOWN_SYMBOL)
            formula = f"={formulas.text(norm.number + ' ')}&{mark}"
            value = f"{norm.number} {symbol(item.statuses.get(norm.number))}"
            cells.append(Cell(here + down, FIRST_TILE + across, value, "tile", formula))
        here += 1 + (len(thema.norms) - 1) // TILES
    return cells, (row, FIRST_TILE, here - 1, FIRST_TILE + TILES - 1)


def _tile_colours(tiles: tuple[int, int, int, int]) -> Iterable[Colouring]:
    first = address(tiles[0], tiles[1])
    marks = [(status.symbol, status_style(status.key)) for status in STATUSES]
    for mark, style in (*marks, (texts.UNKNOWN_SYMBOL, "wrong")):
        yield Colouring(tiles, f"=RIGHT({first},1)={formulas.text(mark)}", style)


def _legend(row: int) -> Iterable[Cell]:
    yield Cell(row, THEME, texts.LEGEND, "muted_right")
    col = FIRST_TILE
    for status in STATUSES:
        yield Cell(row, col, f"{status.symbol} {status.label}", f"note_{status.key}")
        col += 2
    yield Cell(row, col, f"{OPEN_SYMBOL} {texts.OVERVIEW_OPEN.lower()}", "muted")
    unknown = f"{texts.UNKNOWN_SYMBOL} {texts.UNKNOWN_MEANING}"
    yield Cell(row, col + 2, unknown, "muted")


def _counts(row: int, themes: Sequence[ThemeAnswers]) -> Iterable[Cell]:
    headings = [status.label for status in STATUSES] + [texts.OVERVIEW_OPEN]
    yield Cell(row, THEME, texts.OVERVIEW_COUNTS, "header")
    for col, heading in enumerate(headings, start=FIRST_TILE):
        yield Cell(row, col, heading, "header_small")
    first, total_row = row + 1, row + 1 + len(themes)
    open_col = FIRST_TILE + len(STATUSES)
    for here, item in enumerate(themes, start=first):
        yield Cell(here, THEME, item.layout.thema.full_title, "table_text")
        area = item.layout.reference(STATUS.key)
        for col, status in enumerate(STATUSES, start=FIRST_TILE):
            formula = f"=COUNTIF({area},{formulas.text(status.label)})"
            yield Cell(here, col, item.count(status.label), "table_number", formula)
        answered = f"{address(here, FIRST_TILE)}:{address(here, open_col - 1)}"
        formula = f"={len(item.statuses)}-SUM({answered})"
        yield Cell(here, open_col, item.open, "table_number", formula)
    yield Cell(total_row, THEME, texts.PROGRESS_TOTAL, "table_total")
    totals = [sum(item.count(status.label) for item in themes) for status in STATUSES]
    totals.append(sum(item.open for item in themes))
    for col, total in enumerate(totals, start=FIRST_TILE):
        area = f"{address(first, col)}:{address(total_row - 1, col)}"
        yield Cell(total_row, col, total, "table_total_number", f"=SUM({area})")


def _chart(row: int, height: int, counts_row: int, themes: Sequence[ThemeAnswers]) -> Chart:
    first, last = counts_row + 1, counts_row + len(themes)

    def block(col: int) -> str:
        return "=" + on_sheet(OVERVIEW_SHEET, area_address((first, col, last, col)))

    def heading(col: int) -> str:
        return "=" + on_sheet(OVERVIEW_SHEET, address(counts_row, col, absolute=True))

    keys = [*(status.key for status in STATUSES), ""]
    return Chart(
        row=row,
        col=FIRST_TILE + len(keys),
        width=_TILE_WIDTH * (TILES - len(keys)),
        height=height,
        title=texts.CHART_TITLE,
        description=texts.CHART_DESCRIPTION,
        series=tuple(
            Series(heading(col), block(THEME), block(col), key)
            for col, key in enumerate(keys, start=FIRST_TILE)
        ),
    )
