"""Voor het bestuur: one page to decide from."""

from __future__ import annotations

from nhnorm_xlsx.compare.asking import facts, proposals, weakest
from nhnorm_xlsx.compare.sentences import thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import WORST
from nhnorm_xlsx.compare.writer.book import (
    BORDER,
    HEADING,
    NOTE,
    Book,
    Sheet,
    TableColumn,
    column,
    records_of,
    wrapped,
)
from nhnorm_xlsx.compare.writer.charts import status_bars
from nhnorm_xlsx.compare.writer.participants import part_notes, who_of
from nhnorm_xlsx.compare.writer.riec.summary import thema_alt_text, title_of
from nhnorm_xlsx.compare.writer.showing import status_columns
from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.style import BRAND
from nhnorm_xlsx.texts.compare import board as texts
from nhnorm_xlsx.texts.compare import order, shared, sheets
from nhnorm_xlsx.texts.compare.headings import heading

MOST = 5
FIRST = 56
_FIGURE = {"bold": True, "font_size": 14, "font_color": BRAND}
# What a figure is of stands beside it, in lines of so many characters.
_TEXT = 62
CHART = 250


def board_sheet(book: Book, tables: Tables) -> None:
    """What to know, where the themas and the weakest norms stand, and what to decide."""
    sheet = book.one_page(sheets.BOARD)
    people = who_of(tables)
    sheet.widths([FIRST, *[11.5] * 5])
    sheet.title(title_of(tables), shared.as_of(tables["over"].iloc[0]["peildatum"]))
    fact_lines(sheet, tables)
    rows = thema_table(sheet, tables)
    chart = status_bars(
        sheet,
        rows,
        0,
        {key: 1 + place for place, key in enumerate(COUNTED)},
        texts.chart_title(people),
        shares=True,
    )
    sheet.insert(chart, 0, thema_alt_text(tables["themas"]), 830, CHART)
    sheet.skip_chart(CHART)
    shown = weakest(tables, MOST)
    if len(shown):
        sheet.table(
            [
                TableColumn(texts.weakest_heading(len(shown)), "kort", FIRST),
                column("nog_niet", 11.5, "count"),
                *status_columns((WORST,), 11.5),
                column("n", 11.5, "count"),
                column("hulp_gewenst", 11.5, "count"),
                column("kan_helpen", 11.5, "count"),
            ],
            shown,
        )
        notes = (order.what_is_weakest(people), *part_notes(tables, named=False))
        for note in (*notes, shared.FULL_TEXT):
            sheet.paragraph(note, 118, NOTE)
        sheet.row += 1
    decisions(sheet, tables)


def fact_lines(sheet: Sheet, tables: Tables) -> None:
    """What to know first: label, figure, and what it is of, each on as many lines as it asks."""
    for fact in facts(tables, named=True):
        first, *rest = wrapped(fact.said, _TEXT)
        sheet.height(sheet.row, 22)
        sheet.put(sheet.row, 0, f"{fact.label}  {fact.figure}", _FIGURE)
        sheet.put(sheet.row, 1, first)
        for line in rest:
            sheet.row += 1
            sheet.put(sheet.row, 1, line, {"valign": "top"})
        sheet.row += 1
    sheet.row += 1


def thema_table(sheet: Sheet, tables: Tables) -> tuple[int, int]:
    """The answers per thema, that the chart is drawn from; the rows of it."""
    themas = tables["themas"]
    own = themas[themas["thema"] != ALL_THEMAS]
    names = [thema_name(row) for row in records_of(own)]
    columns = [
        TableColumn(heading("thema"), "naam", FIRST),
        *status_columns(COUNTED, 11.5),
        column("n", 11.5, "count"),
        column("aandeel", 11.5, "share"),
    ]
    rows = sheet.table(columns, own.assign(naam=names))
    sheet.row += 1
    return rows


def decisions(sheet: Sheet, tables: Tables) -> None:
    """What to decide, why, and room for the decision."""
    asked = proposals(tables, named=True)
    if not asked:
        return
    sheet.line(texts.TO_DECIDE, HEADING, 20)
    for number, item in enumerate(asked, 1):
        sheet.line(f"{number}.  {item.what}", {"bold": True})
        for line in wrapped(item.why, 118):
            sheet.line(line, {"indent": 2})
        sheet.line(texts.DECISION, {**NOTE, "indent": 2, **BORDER})
