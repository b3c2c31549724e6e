"""The Overzicht sheet: one page that the driehoek can decide from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.contract.keys import ACTIONS_SHEET, OVERVIEW_SHEET, SHEET_KEY, START_SHEET
from nhnorm_xlsx.contract.statuses import OPEN_SYMBOL, STATUSES
from nhnorm_xlsx.form import decision_rows, formulas
from nhnorm_xlsx.form.answer_table import AnswerTable
from nhnorm_xlsx.form.answered import AnswerSource
from nhnorm_xlsx.form.decisions import ARROW, SIGN
from nhnorm_xlsx.form.model import (
    Area,
    Cell,
    Chart,
    Colouring,
    ColumnSize,
    Link,
    RowSize,
    Series,
    SheetPlan,
    address,
    area_address,
    on_sheet,
)
from nhnorm_xlsx.form.sentences import sentence, sentence_formula
from nhnorm_xlsx.form.styles import status_style, title_style
from nhnorm_xlsx.form.theme_layout import ThemeLayout
from nhnorm_xlsx.measure import text_height, text_width
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.style import FONT_SIZE, UNKNOWN
from nhnorm_xlsx.texts import form as texts

THEME, FIRST_TILE = 1, 2
# More norms than this in a thema go on in a next row of tiles.
TILES = 12
# On A4, standing, letters of 10 points are just over 8 points high at this width.
_TILE_WIDTH, _THEME_WIDTH = 59, 200
_LAST_COLUMN = FIRST_TILE + TILES - 1
_TILES_HEADING = 4
_CHART_HEIGHT_PER_THEME, _CHART_FRAME = 25, 80
_ROW_HEIGHT, _ROW_PIXELS = 17.25, 23
_TILE_HEIGHT = 24.0
_LINE_HEIGHT = 14.0
# Room between two words of the legend.
_BETWEEN = 8
# Every sign that a tile can show, with its style and what it is called.
_SIGNS = (
    *((status.symbol, status.key, status.short or status.label) for status in STATUSES),
    (OPEN_SYMBOL, "", texts.OVERVIEW_OPEN),
    (texts.UNKNOWN_SYMBOL, UNKNOWN, texts.UNKNOWN_LABEL),
)


@dataclass(frozen=True)
class _Page:
    """What stands where: the first row of every block."""

    tiles: tuple[Area, ...]
    legend: int
    changes: int
    decide: int
    counts: int
    chart: int
    last: int


def overview_sheet(
    organisation: Organisation,
    meting: str,
    layouts: Sequence[ThemeLayout],
    answers: AnswerTable,
    *,
    adopted: tuple[Value, str],
    footer: str,
) -> SheetPlan:
    """The overview of all norms; everything on it is a formula on the table of answers.

    `adopted` is the sentence that says whether the driehoek adopted the answers, with its
    formula.
    """
    by_theme = _by_theme(layouts, answers)
    previous = answers.previous_meting
    legend = list(_legend(0))
    chart_height = _CHART_FRAME + _CHART_HEIGHT_PER_THEME * len(layouts)
    page = _page(layouts, answers, legend[-1].row + 1, chart_height)
    cells = [
        *_head(organisation, meting, adopted),
        *_section(_TILES_HEADING, texts.OVERVIEW_NORMS),
        *_tiles(layouts, answers, page.tiles),
        *_legend(page.legend),
        *_changes(page, previous, by_theme),
        *_section(page.decide, texts.OVERVIEW_DECIDE),
        *decision_rows.decision_rows(page.decide + 1, answers),
        *_counts(page.counts, layouts, answers),
    ]
    first, last = page.tiles[0], page.tiles[-1]
    tiles = (*first[:2], *last[2:])
    return SheetPlan(
        name=OVERVIEW_SHEET,
        cells=tuple(cells),
        columns=(
            ColumnSize(20, hidden=True),
            ColumnSize(_THEME_WIDTH),
            *[ColumnSize(_TILE_WIDTH)] * TILES,
        ),
        rows=_heights(page, answers),
        footer=footer,
        selection=(0, 1),
        colourings=(
            *_tile_colours(tiles),
            *decision_rows.decision_colours(page.decide + 1, page.counts - 2),
        ),
        charts=(_chart(page.chart, chart_height, page.counts, layouts),),
        table_region=(
            page.counts,
            THEME,
            page.counts + len(layouts) + 1,
            FIRST_TILE + len(_headings(previous)) - 1,
        ),
    )


def _by_theme(
    layouts: Sequence[ThemeLayout], answers: AnswerTable
) -> Mapping[str, list[AnswerSource]]:
    return {
        layout.thema.number: [item for item in answers.sources if item.layout is layout]
        for layout in layouts
    }


def _page(
    layouts: Sequence[ThemeLayout], answers: AnswerTable, legend_rows: int, chart_height: int
) -> _Page:
    tiles = tuple(_tile_areas(_TILES_HEADING + 1, layouts))
    legend = tiles[-1][2] + 1
    changes = legend + legend_rows
    decide = changes + (1 if answers.previous_meting else 0)
    counts = decide + 1 + decision_rows.height(answers) + 1
    chart = counts + len(layouts) + 3
    last = chart + -(-chart_height // _ROW_PIXELS)
    return _Page(tiles, legend, changes, decide, counts, chart, last)


def _heights(page: _Page, answers: AnswerTable) -> dict[int, RowSize]:
    heights = {row: RowSize(_ROW_HEIGHT) for row in range(1, page.last + 1)}
    first, last = page.tiles[0][0], page.tiles[-1][2]
    heights |= {row: RowSize(_TILE_HEIGHT) for row in range(first, last + 1)}
    heights |= {row: RowSize(_LINE_HEIGHT) for row in range(page.decide + 1, page.counts - 1)}
    headings = _headings(answers.previous_meting)
    words = max(text_height(item, _TILE_WIDTH, FONT_SIZE, bold=True) for item in headings)
    heights |= {
        0: RowSize(32),
        3: RowSize(6),
        page.counts - 1: RowSize(6),
        page.counts: RowSize(words + 4),
        page.chart - 1: RowSize(8),
    }
    return heights


def _head(organisation: Organisation, meting: str, adopted: tuple[Value, str]) -> Iterable[Cell]:
    yield Cell(0, 0, SHEET_KEY + "overzicht", "key")
    title = visible.overview_title(organisation.title)
    yield Cell(0, THEME, title, title_style(title, _THEME_WIDTH + TILES * _TILE_WIDTH))
    yield Cell(1, THEME, visible.overview_subtitle(meting), "text")
    yield Cell(2, THEME, adopted[0], "sentence", adopted[1])
    back = Link(START_SHEET, "B2", texts.go_to(START_SHEET))
    yield Cell(2, _LAST_COLUMN - 4, texts.BACK_TO_START, "link", link=back)
    onward = Link(ACTIONS_SHEET, "B2", texts.go_to(ACTIONS_SHEET))
    yield Cell(2, _LAST_COLUMN - 1, texts.next_sheet(ACTIONS_SHEET), "link", link=onward)


def _section(row: int, title: str) -> Iterable[Cell]:
    for col in range(THEME, _LAST_COLUMN + 1):
        yield Cell(row, col, title if col == THEME else None, "section")


def _tile_areas(row: int, layouts: Sequence[ThemeLayout]) -> Iterable[Area]:
    """Per thema the block of cells for its tiles, one below the other."""
    for layout in layouts:
        last = row + (len(layout.norm_rows) - 1) // TILES
        yield row, FIRST_TILE, last, _LAST_COLUMN
        row = last + 1


def _tiles(
    layouts: Sequence[ThemeLayout], answers: AnswerTable, areas: Sequence[Area]
) -> Iterable[Cell]:
    """A row of tiles per thema: number and sign of every norm, with a link to it."""
    found = {item.norm: item for item in answers.sources}
    for layout, (row, *_) in zip(layouts, areas, strict=True):
        sheet = layout.thema.sheet
        link = Link(sheet, address(1, 1), texts.go_to(sheet))
        yield Cell(row, THEME, sheet, "table_link", link=link)
        for index, norm in enumerate(layout.thema.norms):
            down, across = divmod(index, TILES)
            yield _tile(row + down, FIRST_TILE + across, found[norm.number], answers)


def _tile(row: int, col: int, item: AnswerSource, answers: AnswerTable) -> Cell:
    formula = f"{formulas.text(item.norm + ' ')}&{answers.reference(SIGN, [item.norm])}"
    if item.before:
        formula = f"{answers.reference(ARROW, [item.norm])}&{formula}"
    place = address(item.layout.norm_rows[item.norm], item.layout.columns["status"])
    # The tile says by itself which norm this is.
    link = Link(item.layout.thema.sheet, place, "")
    return Cell(row, col, f"{item.arrow}{item.norm} {item.sign}", "tile", f"={formula}", link)


def _tile_colours(tiles: Area) -> Iterable[Colouring]:
    first = address(tiles[0], tiles[1])
    for sign, key, _ in _SIGNS:
        yield Colouring(tiles, f"=RIGHT({first},1)={formulas.text(sign)}", status_style(key))


def _legend(row: int) -> Iterable[Cell]:
    """What the signs mean; what does not fit on the line goes on below it."""
    listed = [(f"{item.symbol} {item.label}", f"note_{item.key}") for item in STATUSES]
    listed.append((f"{OPEN_SYMBOL} {texts.OVERVIEW_OPEN.lower()}", "muted"))
    listed.append((f"{texts.UNKNOWN_SYMBOL} {texts.UNKNOWN_MEANING}", "muted"))
    col = THEME
    for words, style in listed:
        if col == THEME:
            yield Cell(row, col, words, style)
            col += 1
            continue
        wide = 1 + int((text_width(words, FONT_SIZE, bold=True) + _BETWEEN) // _TILE_WIDTH)
        if col + wide > _LAST_COLUMN + 1:
            row, col = row + 1, FIRST_TILE
        yield Cell(row, col, words, style)
        # The words run on over the empty cells beside them.
        col += wide


def _changes(
    page: _Page, previous: str, by_theme: Mapping[str, Sequence[AnswerSource]]
) -> Iterable[Cell]:
    """How many norms went up and down since the previous meting."""
    if not previous:
        return
    yield Cell(page.changes, THEME, texts.changes_since(previous), "muted_right")
    total_row = page.counts + len(by_theme) + 1
    col = FIRST_TILE + len(_SIGNS)
    every = [item.arrow for items in by_theme.values() for item in items]
    counts = [every.count(arrow) for arrow in texts.ARROWS]
    value = sentence(texts.CHANGE_SENTENCE, counts)
    cells = (address(total_row, col), address(total_row, col + 1))
    formula = sentence_formula(texts.CHANGE_SENTENCE, cells)
    yield Cell(page.changes, FIRST_TILE, value, "sentence", f"={formula}")


def _headings(previous: str) -> list[str]:
    headings = [f"{sign} {words}" for sign, _, words in _SIGNS]
    return headings + (list(texts.CHANGE_HEADINGS) if previous else [])


def _counts(row: int, layouts: Sequence[ThemeLayout], answers: AnswerTable) -> Iterable[Cell]:
    headings = _headings(answers.previous_meting)
    yield Cell(row, THEME, texts.OVERVIEW_COUNTS, "header")
    for col, heading in enumerate(headings, start=FIRST_TILE):
        yield Cell(row, col, heading, "header_centre")
    first, total_row = row + 1, row + 1 + len(layouts)
    totals = [0] * len(headings)
    for here, layout in enumerate(layouts, start=first):
        yield Cell(here, THEME, layout.thema.sheet, "table_text")
        for at, (count, formula) in enumerate(_theme_counts(layout, answers)):
            totals[at] += count
            yield Cell(here, FIRST_TILE + at, count, "table_number", formula)
    yield Cell(total_row, THEME, texts.PROGRESS_TOTAL, "table_total")
    for col, total in enumerate(totals, start=FIRST_TILE):
        area = f"{address(first, col)}:{address(total_row - 1, col)}"
        yield Cell(total_row, col, total, "table_total_number", f"=SUM({area})")


def _theme_counts(layout: ThemeLayout, answers: AnswerTable) -> Iterable[tuple[int, str]]:
    """The counts of one thema: per sign, then what went up and down."""
    items = [item for item in answers.sources if item.layout is layout]
    norms = [item.norm for item in items]
    for sign, *_ in _SIGNS:
        area = answers.reference(SIGN, norms)
        yield (
            sum(item.sign == sign for item in items),
            f"=COUNTIF({area},{formulas.text(decision_rows.literally(sign))})",
        )
    for arrow in texts.ARROWS if answers.previous_meting else ():
        area = answers.reference(ARROW, norms)
        yield (
            sum(item.arrow == arrow for item in items),
            f"=COUNTIF({area},{formulas.text(arrow)})",
        )


def _chart(row: int, height: int, counts_row: int, layouts: Sequence[ThemeLayout]) -> Chart:
    first, last = counts_row + 1, counts_row + len(layouts)

    def block(col: int) -> str:
        return "=" + on_sheet(OVERVIEW_SHEET, area_address((first, col, last, col)))

    return Chart(
        row=row,
        col=THEME,
        width=_THEME_WIDTH + _TILE_WIDTH * TILES,
        height=height,
        title=texts.CHART_TITLE,
        description=texts.CHART_DESCRIPTION,
        series=tuple(
            Series(f"{sign} {words}", block(THEME), block(col), key)
            for col, (sign, key, words) in enumerate(_SIGNS, start=FIRST_TILE)
        ),
    )
