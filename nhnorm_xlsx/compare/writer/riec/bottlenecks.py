"""Knelpunten: the norms that are least met, and what is being done about them."""

from __future__ import annotations

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import WORST
from nhnorm_xlsx.compare.writer.book import Book, TableColumn, check, column
from nhnorm_xlsx.compare.writer.charts import status_bars
from nhnorm_xlsx.compare.writer.paper import on_paper
from nhnorm_xlsx.compare.writer.participants import part_notes, who_of
from nhnorm_xlsx.compare.writer.showing import mixed, status_columns, status_style
from nhnorm_xlsx.contract.scores import UNMET
from nhnorm_xlsx.style import ON_BRAND
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import shared, sheets
from nhnorm_xlsx.texts.compare.headings import heading
from nhnorm_xlsx.texts.words import Who, number_and_name

COLUMNS = (
    column("kort", 36, heading=heading("norm")),
    column("norm_tekst", 46),
    TableColumn(column("thema", 0).heading, "thema_titel", 20),
    column("nog_niet", 11.5, "count"),
    *status_columns(tuple(reversed(UNMET)), 10.5),
    column("n", 10.5, "count"),
    column("aandeel", 10.5, "share"),
    column("hulp_gewenst", 9.5, "count"),
    column("kan_helpen", 10.5, "count"),
    column("hoog", 11.5, "count"),
    column("met_datum", 13, "count"),
    column("eerste_datum", 12, "date"),
)
PLACES = {item.name: place for place, item in enumerate(COLUMNS)}
# How much of the colour of its status a bar behind a number has.
_BAR_SHARE = 0.25
# The chart shows no more norms than this.
MOST = 10


def bottlenecks_sheet(book: Book, tables: Tables) -> None:
    """The norms that are least met, and what is being done about them."""
    people = who_of(tables)
    sheet = book.sheet(sheets.BOTTLENECKS)
    frame = tables["knelpunten"]
    frame = frame.assign(
        kort=[
            number_and_name(norm, text)
            for norm, text in zip(frame["norm"], frame["norm_tekst"], strict=True)
        ]
    )
    sheet.widths([item.width for item in COLUMNS])
    notes = part_notes(tables, named=False)
    sheet.title(sheets.BOTTLENECKS, texts.bottlenecks_note(people), shared.HOW_COUNTED, *notes)
    if frame.empty:
        sheet.line(texts.no_bottlenecks(people))
        return
    start = sheet.row
    shown = min(len(frame), MOST)
    height = 130 + 26 * shown
    sheet.skip_chart(height)
    sheet.row += 1
    first, last = sheet.table(COLUMNS, frame, filtered=True)
    bar = {
        "type": "data_bar",
        # Light, because the number stands on top of it.
        "bar_color": mixed(ON_BRAND, status_style(WORST).strong, _BAR_SHARE),
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
    }
    column_of_bars = PLACES["nog_niet"]
    check(sheet.raw.conditional_format(first, column_of_bars, last, column_of_bars, bar))
    check(sheet.raw.repeat_rows(first - 1))
    below, sheet.row = sheet.row, start
    chart = status_bars(
        sheet,
        (first, first + shown - 1),
        PLACES["kort"],
        {key: PLACES[key] for key in reversed(UNMET)},
        texts.bottlenecks_title(shown, people),
        shares=False,
        most=int(frame["n"].max()),
    )
    sheet.insert(chart, 0, alt_text(frame.head(MOST), people), 900, height)
    sheet.row = below
    on_paper(sheet, 2, rows=(first, last), note=first - 2)


def alt_text(frame: pd.DataFrame, people: Who) -> str:
    """The chart in words."""
    parts = [
        texts.norm_and_count(name, count)
        for name, count in zip(frame["kort"], frame["nog_niet"], strict=True)
    ]
    return shared.in_words(texts.bottlenecks_chart(people), parts)
