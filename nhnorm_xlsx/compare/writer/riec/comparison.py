"""Vergelijking: the heatmap of all norms and all gemeenten."""

from __future__ import annotations

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import OPEN
from nhnorm_xlsx.compare.writer.book import (
    A3,
    BORDER,
    HEAD,
    KINDS,
    SUBTOTAL,
    Book,
    Record,
    Sheet,
    check,
    column,
    records_of,
)
from nhnorm_xlsx.compare.writer.participants import marked, part_notes, who_of
from nhnorm_xlsx.compare.writer.showing import status_columns
from nhnorm_xlsx.compare.writer.statuses import legend_row, status_cell
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.measure import PIXELS_PER_POINT, row_height, text_width
from nhnorm_xlsx.style import BRAND, FONT_SIZE
from nhnorm_xlsx.texts.compare import paper, sheets
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare.headings import SHORT_OPEN, short_label

FIXED_COLUMNS = (
    column("thema", 7.5, "key"),
    column("norm", 7, "key"),
    column("norm_tekst", 52),
    *status_columns(tuple(STATUS_BY_KEY), 8.5, short_label),
    column(OPEN, 10, "count", SHORT_OPEN),
    column("aandeel", 10.5, "share"),
)
# The texts stand in the last of the columns that stay in sight.
TEXT_COLUMN = 2
FIRST_COUNT = TEXT_COLUMN + 1
# So many gemeenten fit beside each other on one page; of more only the totals are printed.
PER_PAGE = 60
# All norms come on so many pages.
PAGES = 2
SMALL_SHARE = {"num_format": "0%", "align": "center", "font_size": 8, "valign": "vcenter"}
SUBHEADING = {"italic": True, "bold": True, "font_color": BRAND, **BORDER}


def comparison_sheet(book: Book, tables: Tables) -> None:
    """The heatmap: a row per norm, a column per gemeente, totals on both sides."""
    sheet = book.sheet(sheets.COMPARISON, paper=A3)
    gemeenten = tables["gemeenten"]
    fixed = len(FIXED_COLUMNS)
    count = len(gemeenten)
    sheet.widths([*(item.width for item in FIXED_COLUMNS), *[4.6] * count])
    names = marked(tables, gemeenten["organisatie"])
    notes = [texts.comparison_note(who_of(tables)), *part_notes(tables, named=True)]
    if count > PER_PAGE:
        notes.append(paper.ONLY_TOTALS.format(one=who_of(tables).one))
    sheet.title(sheets.COMPARISON, *notes)
    legend_row(sheet)
    totals_row(sheet, tables)
    header = sheet.row
    sheet.head(FIXED_COLUMNS)
    # They stand upright.
    lengths = [text_width(name, FONT_SIZE, bold=True) for name in names]
    height = row_height((length / PIXELS_PER_POINT for length in lengths), spare=16, least=40)
    sheet.height(header, height)
    for place, name in enumerate(names, fixed):
        look = {"rotation": 90, "text_wrap": False, "align": "center", "valign": "bottom"}
        sheet.put(header, place, name, HEAD, look)
    comparison_rows(sheet, tables)
    check(sheet.raw.autofilter(header, 0, sheet.row - 1, fixed + count - 1))
    check(sheet.raw.freeze_panes(header + 1, FIRST_COUNT))
    check(sheet.raw.repeat_rows(header))
    check(sheet.raw.repeat_columns(0, TEXT_COLUMN))
    wide = fixed + count if count <= PER_PAGE else fixed
    check(sheet.raw.print_area(0, 0, sheet.row - 1, wide - 1))
    sheet.raw.fit_to_pages(1, PAGES)


def totals_row(sheet: Sheet, tables: Tables) -> None:
    """Above the heading: all answers counted, and the share of each gemeente over all norms."""
    about, gemeenten = tables["over"].iloc[0], tables["gemeenten"]
    fixed = len(FIXED_COLUMNS)
    for place in range(fixed + len(gemeenten)):
        sheet.put(sheet.row, place, "", SUBTOTAL)
    sheet.put(sheet.row, TEXT_COLUMN, texts.all_norms(who_of(tables)), SUBTOTAL)
    for place, item in enumerate(FIXED_COLUMNS[FIRST_COUNT:], FIRST_COUNT):
        sheet.put(sheet.row, place, about[item.name], SUBTOTAL, KINDS[item.kind])
    for place, value in enumerate(gemeenten["aandeel"], fixed):
        sheet.put(sheet.row, place, value, SUBTOTAL, SMALL_SHARE)
    sheet.row += 1


def comparison_rows(sheet: Sheet, tables: Tables) -> None:
    """The norms, under a row per thema and per sub-heading."""
    fixed = len(FIXED_COLUMNS)
    shares = tables["gemeente_themas"]
    themas = {row["thema"]: row for row in records_of(tables["themas"])}
    cells = tables["vergelijking"].itertuples(index=False, name=None)
    grid = {norm: keys for norm, *keys in cells}
    thema = heading = ""
    for norm in records_of(tables["normen"]):
        if norm["thema"] != thema:
            thema, heading = norm["thema"], ""
            own = shares.loc[shares["thema"] == thema, "aandeel"]
            group_row(sheet, themas[thema], thema, list(own))
        if norm["kop"] != heading and norm["kop"]:
            sheet.put(sheet.row, 0, thema, SUBHEADING)
            for place in range(1, fixed):
                sheet.put(sheet.row, place, norm["kop"] * (place == TEXT_COLUMN), SUBHEADING)
            sheet.row += 1
        heading = norm["kop"]
        sheet.records(FIXED_COLUMNS, pd.DataFrame([norm]))
        for place, key in enumerate(grid[norm["norm"]], fixed):
            status_cell(sheet, sheet.row - 1, place, key)


def group_row(sheet: Sheet, totals: Record, thema: str, shares: list[float]) -> None:
    """The row of a thema: its counts and the share of each gemeente."""
    sheet.put(sheet.row, 0, thema, SUBTOTAL)
    sheet.put(sheet.row, 1, "", SUBTOTAL)
    sheet.put(sheet.row, TEXT_COLUMN, totals["thema_titel"], SUBTOTAL)
    for place, item in enumerate(FIXED_COLUMNS[FIRST_COUNT:], FIRST_COUNT):
        sheet.put(sheet.row, place, totals[item.name], SUBTOTAL, KINDS[item.kind])
    for place, value in enumerate(shares, len(FIXED_COLUMNS)):
        sheet.put(sheet.row, place, value, SUBTOTAL, SMALL_SHARE)
    sheet.fit()
    sheet.row += 1
