"""The Overzicht sheet: the whole organisation on one page, for the talk about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.checks import read_label
from nhnorm_xlsx.contract.fields import Value, is_blank
from nhnorm_xlsx.contract.keys import (
    OVERVIEW_SHEET,
    READ_STATUS_COLUMN,
    SHEET_KEY,
    START_SHEET,
)
from nhnorm_xlsx.contract.statuses import (
    OPEN_SYMBOL,
    STATUS_BY_KEY,
    STATUSES,
    Status,
    status_meant,
)
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.actions import ActionTable
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
from nhnorm_xlsx.form.styles import SMALL_SIZE, status_style
from nhnorm_xlsx.form.theme_layout import ThemeLayout
from nhnorm_xlsx.measure import text_width
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as texts

THEME, FIRST_TILE = 1, 2
# More norms than this in a thema go on in a next row of tiles.
TILES = 12
ACTION_LINES = 15
_TILE_WIDTH, _THEME_WIDTH = 62, 250
_LAST_COLUMN = FIRST_TILE + TILES - 1
_TILES_HEADING = 3
_CHART_HEIGHT_PER_THEME, _CHART_FRAME = 27, 80
_ROW_HEIGHT, _ROW_PIXELS = 18.0, 24
# Up to here a page of A4 stays readable when all of it is put on one page.
_ROWS_ON_ONE_PAGE = 75


@dataclass(frozen=True)
class ThemeAnswers:
    """The statuses of one thema as they stand in the cells, by norm number.

    `previous` holds the status keys of the previous meting.
    """

    layout: ThemeLayout
    statuses: Mapping[str, Value]
    previous: Mapping[str, str] = field(default_factory=dict)

    def count(self, label: str) -> int:
        """How many norms have this status."""
        return sum(read_label(value) == label for value in self.statuses.values())

    def count_changed(self, arrow: str) -> int:
        """How many norms went up, or down, since the previous meting."""
        return sum(self.change(norm) == arrow for norm in self.statuses)

    @property
    def open(self) -> int:
        """How many norms have no status, or one that does not exist."""
        return len(self.statuses) - sum(self.count(status.label) for status in STATUSES)

    def change(self, norm: str) -> str:
        """An arrow up or down when the status differs from the previous meting."""
        better, worse = better_and_worse(self.previous.get(norm, ""))
        label = read_label(self.statuses.get(norm))
        if label in {status.label for status in better}:
            return texts.BETTER
        return texts.WORSE if label in {status.label for status in worse} else ""


def better_and_worse(previous: str) -> tuple[tuple[Status, ...], tuple[Status, ...]]:
    """The statuses that are progress, and decline, after this one; none without a score."""
    before = STATUS_BY_KEY[previous].score if previous in STATUS_BY_KEY else None
    if before is None:
        return (), ()
    scored = [(status, status.score) for status in STATUSES if status.score is not None]
    better = tuple(status for status, score in scored if score > before)
    worse = tuple(status for status, score in scored if score < before)
    return better, worse


def symbol(value: Value) -> str:
    """The symbol that stands for what is in a status cell."""
    if is_blank(value):
        return OPEN_SYMBOL
    meant = status_meant(value)
    return meant.symbol if meant else texts.UNKNOWN_SYMBOL


def overview_sheet(
    organisation: Organisation,
    meting: str,
    themes: Sequence[ThemeAnswers],
    actions: ActionTable,
    *,
    previous_meting: str = "",
    footer: str,
) -> SheetPlan:
    """The overview of all norms; everything on it is a formula on the theme sheets."""
    areas = _tile_areas(_TILES_HEADING + 1, themes)
    tiles = (*areas[0][:2], *areas[-1][2:])
    legend_row = tiles[2] + 1
    legend = list(_legend(legend_row))
    change_row = legend[-1].row + 1
    counts_row = change_row + (2 if previous_meting else 1)
    total_row = counts_row + len(themes) + 1
    chart_row = total_row + 2
    chart_height = _CHART_FRAME + _CHART_HEIGHT_PER_THEME * len(themes)
    actions_row = chart_row + -(-chart_height // _ROW_PIXELS) + 1
    lines = min(ACTION_LINES, sum(len(item.statuses) for item in themes))
    last_row = actions_row + 2 + lines
    cells = [
        *_head(organisation, meting),
        *_section(_TILES_HEADING, texts.OVERVIEW_NORMS),
        *_tiles(themes, areas),
        *legend,
        *_changes_heading(change_row, previous_meting),
        *_counts(counts_row, themes, areas, with_changes=bool(previous_meting)),
        *_actions(actions_row, actions, lines),
    ]
    if previous_meting:
        cells.append(_change_sentence(change_row, total_row, themes))
    heights = {row: RowSize(_ROW_HEIGHT) for row in range(2, last_row + 1)}
    heights |= {row: RowSize(22) for row in range(tiles[0], tiles[2] + 1)}
    heights |= {
        0: RowSize(32),
        2: RowSize(6),
        counts_row: _heading_height(),
        chart_row - 1: RowSize(8),
    }
    last_count = FIRST_TILE + len(STATUSES)
    return SheetPlan(
        name=OVERVIEW_SHEET,
        cells=tuple(cells),
        columns=(
            ColumnSize(20, hidden=True),
            ColumnSize(_THEME_WIDTH),
            *[ColumnSize(_TILE_WIDTH)] * TILES,
        ),
        rows=heights,
        landscape=False,
        pages_high=1 if last_row <= _ROWS_ON_ONE_PAGE else 0,
        footer=footer,
        selection=(0, 1),
        colourings=tuple(_tile_colours(tiles)),
        charts=(_chart(chart_row, chart_height, counts_row, themes),),
        table_region=(counts_row, THEME, total_row, last_count),
    )


def _head(organisation: Organisation, meting: str) -> Iterable[Cell]:
    yield Cell(0, 0, SHEET_KEY + "overzicht", "key")
    yield Cell(0, THEME, visible.overview_title(organisation.title), "title")
    yield Cell(1, THEME, visible.overview_subtitle(meting), "text")
    back = Link(START_SHEET, "B2", texts.go_to(START_SHEET))
    yield Cell(1, _LAST_COLUMN - 2, texts.BACK_TO_START, "link", link=back)


def _section(row: int, title: str) -> Iterable[Cell]:
    for col in range(THEME, _LAST_COLUMN + 1):
        yield Cell(row, col, title if col == THEME else None, "section")


def _tile_areas(row: int, themes: Sequence[ThemeAnswers]) -> list[Area]:
    """Per thema the block of cells for its tiles, one below the other."""
    areas = []
    for item in themes:
        last = row + (len(item.statuses) - 1) // TILES
        areas.append((row, FIRST_TILE, last, _LAST_COLUMN))
        row = last + 1
    return areas


def _tiles(themes: Sequence[ThemeAnswers], areas: Sequence[Area]) -> Iterable[Cell]:
    """A row of tiles per thema: number and symbol of every norm."""
    for item, (row, *_) in zip(themes, areas, strict=True):
        thema = item.layout.thema
        link = Link(thema.sheet, address(1, 1), texts.go_to(thema.sheet))
        yield Cell(row, THEME, thema.full_title, "table_link", link=link)
        for index, norm in enumerate(thema.norms):
            down, across = divmod(index, TILES)
            yield _tile(row + down, FIRST_TILE + across, item, norm.number)


def _tile(row: int, col: int, item: ThemeAnswers, norm: str) -> Cell:
    place = item.layout.reference(READ_STATUS_COLUMN, norm)
    mark = formulas.status_symbol(place, OPEN_SYMBOL, texts.UNKNOWN_SYMBOL)
    formula = f"{formulas.text(norm + ' ')}&{mark}"
    better, worse = better_and_worse(item.previous.get(norm, ""))
    arrow = formulas.text("")
    for statuses, sign in ((worse, texts.WORSE), (better, texts.BETTER)):
        if statuses:
            labels = [status.label for status in statuses]
            arrow = f"IF({formulas.one_of(place, labels)},{formulas.text(sign)},{arrow})"
    if better or worse:
        formula = f"{arrow}&{formula}"
    value = f"{item.change(norm)}{norm} {symbol(item.statuses.get(norm))}"
    return Cell(row, col, value, "tile", "=" + formula)


def _tile_colours(tiles: Area) -> Iterable[Colouring]:
    first = address(tiles[0], tiles[1])
    marks = [(status.symbol, status_style(status.key)) for status in STATUSES]
    for mark, style in (*marks, (texts.UNKNOWN_SYMBOL, "unreadable")):
        yield Colouring(tiles, f"=RIGHT({first},1)={formulas.text(mark)}", style)


def _legend(row: int) -> Iterable[Cell]:
    """What the symbols mean; what does not fit on the line goes on below it."""
    yield Cell(row, THEME, texts.LEGEND, "muted_right")
    listed = [(f"{item.symbol} {item.label}", f"note_{item.key}") for item in STATUSES]
    listed.append((f"{OPEN_SYMBOL} {texts.OVERVIEW_OPEN.lower()}", "muted"))
    listed.append((f"{texts.UNKNOWN_SYMBOL} {texts.UNKNOWN_MEANING}", "note_unreadable"))
    col = FIRST_TILE
    for words, style in listed:
        if col > _LAST_COLUMN:
            row, col = row + 1, FIRST_TILE
        yield Cell(row, col, words, style)
        # The words run on over the empty cells beside them.
        col += 2 if text_width(words, FONT_SIZE, bold=True) <= 2 * _TILE_WIDTH else 3


def _changes_heading(row: int, previous_meting: str) -> Iterable[Cell]:
    if previous_meting:
        yield Cell(row, THEME, texts.changes_since(previous_meting), "muted_right")


def _change_sentence(row: int, total_row: int, themes: Sequence[ThemeAnswers]) -> Cell:
    """How many norms went up and down since the previous meting."""
    col = FIRST_TILE + len(STATUSES) + 1
    counts = [sum(item.count_changed(arrow) for item in themes) for arrow in texts.ARROWS]
    up, middle, down = texts.CHANGE_SENTENCE
    value = f"{up}{counts[0]}{middle}{counts[1]}{down}"
    parts = (
        formulas.text(up),
        address(total_row, col),
        formulas.text(middle),
        address(total_row, col + 1),
        formulas.text(down),
    )
    return Cell(row, FIRST_TILE, value, "sentence", "=" + "&".join(parts))


def _heading_height() -> RowSize:
    """Two lines; a word that is wider than the column is broken over one more."""
    words = [word for status in STATUSES for word in status.label.split()]
    wide = any(text_width(word, SMALL_SIZE, bold=True) > _TILE_WIDTH for word in words)
    return RowSize(42 if wide else 30)


def _counts(
    row: int, themes: Sequence[ThemeAnswers], tiles: Sequence[Area], *, with_changes: bool
) -> Iterable[Cell]:
    headings = [status.label for status in STATUSES] + [texts.OVERVIEW_OPEN]
    if with_changes:
        headings += texts.CHANGE_HEADINGS
    yield Cell(row, THEME, texts.OVERVIEW_COUNTS, "header")
    for col, heading in enumerate(headings, start=FIRST_TILE):
        yield Cell(row, col, heading, "header_small")
    first, total_row = row + 1, row + 1 + len(themes)
    counted = [
        _theme_counts(here, item, area, with_changes=with_changes)
        for here, (item, area) in enumerate(zip(themes, tiles, strict=True), first)
    ]
    for here, (item, cells) in enumerate(zip(themes, counted, strict=True), start=first):
        yield Cell(here, THEME, item.layout.thema.full_title, "table_text")
        yield from cells
    yield Cell(total_row, THEME, texts.PROGRESS_TOTAL, "table_total")
    for index in range(len(headings)):
        col = FIRST_TILE + index
        area = f"{address(first, col)}:{address(total_row - 1, col)}"
        total = sum(int(str(cells[index].value)) for cells in counted)
        yield Cell(total_row, col, total, "table_total_number", f"=SUM({area})")


def _theme_counts(row: int, item: ThemeAnswers, tiles: Area, *, with_changes: bool) -> list[Cell]:
    """The counts of one thema: per status, what is open, what went up and down."""
    area = item.layout.reference(READ_STATUS_COLUMN)
    cells = [
        Cell(
            row,
            FIRST_TILE + index,
            item.count(status.label),
            "table_number",
            f"=COUNTIF({area},{formulas.text(status.label)})",
        )
        for index, status in enumerate(STATUSES)
    ]
    col = FIRST_TILE + len(cells)
    answered = f"{address(row, FIRST_TILE)}:{address(row, col - 1)}"
    open_formula = f"={len(item.statuses)}-SUM({answered})"
    cells.append(Cell(row, col, item.open, "table_number", open_formula))
    if with_changes:
        for offset, arrow in enumerate(texts.ARROWS, start=1):
            count = item.count_changed(arrow)
            formula = f"=COUNTIF({area_address(tiles)},{formulas.text(arrow + '*')})"
            cells.append(Cell(row, col + offset, count, "table_number", formula))
    return cells


def _actions(row: int, actions: ActionTable, lines: int) -> Iterable[Cell]:
    yield from _section(row, texts.ACTIONS_TITLE)
    count = actions.count
    before, after = texts.actions_more(lines)
    if count == 0:
        sentence = texts.NO_ACTIONS
    else:
        sentence = f"{before}{count}{after}" if count > lines else texts.ALL_ACTIONS
    number = actions.count_formula
    formula = (
        f"=IF({number}=0,{formulas.text(texts.NO_ACTIONS)},IF({number}>{lines},"
        f"{formulas.text(before)}&{number}&{formulas.text(after)},"
        f"{formulas.text(texts.ALL_ACTIONS)}))"
    )
    yield Cell(row + 1, THEME, sentence, "muted", formula)
    for col, heading in zip(_ACTION_COLUMNS, texts.ACTION_LIST_HEADINGS, strict=True):
        yield Cell(row + 2, col, heading, "action_heading")
    yield from _rest_of_line(row + 2, "action_heading")
    listed = actions.listed(lines)
    for line in range(1, lines + 1):
        shown = listed[line - 1] if line <= len(listed) else None
        values: tuple[Value, ...] = ("",) * len(_ACTION_COLUMNS)
        if shown:
            values = (shown.shown_day, shown.norm, shown.who, shown.what)
        for col, value, line_formula in zip(
            _ACTION_COLUMNS, values, actions.line_formulas(line), strict=True
        ):
            style = "action_date" if col == THEME else "action"
            yield Cell(row + 2 + line, col, value, style, line_formula)
        yield from _rest_of_line(row + 2 + line, "action")


def _rest_of_line(row: int, style: str) -> Iterable[Cell]:
    """The empty cells of a line of the list, so that its rule runs on below them."""
    for col in range(THEME, _LAST_COLUMN + 1):
        if col not in _ACTION_COLUMNS:
            yield Cell(row, col, None, style)


# Day, norm, who and what; who and what run on over the empty cells beside them.
_ACTION_COLUMNS = (THEME, FIRST_TILE, FIRST_TILE + 1, FIRST_TILE + 5)


def _chart(row: int, height: int, counts_row: int, themes: Sequence[ThemeAnswers]) -> Chart:
    first, last = counts_row + 1, counts_row + len(themes)

    def block(col: int) -> str:
        return "=" + on_sheet(OVERVIEW_SHEET, area_address((first, col, last, col)))

    def heading(col: int) -> str:
        return "=" + on_sheet(OVERVIEW_SHEET, address(counts_row, col, absolute=True))

    keys = [*(status.key for status in STATUSES), ""]
    return Chart(
        row=row,
        col=THEME,
        width=_THEME_WIDTH + _TILE_WIDTH * TILES,
        height=height,
        title=texts.CHART_TITLE,
        description=texts.CHART_DESCRIPTION,
        series=tuple(
            Series(heading(col), block(THEME), block(col), key)
            for col, key in enumerate(keys, start=FIRST_TILE)
        ),
    )
