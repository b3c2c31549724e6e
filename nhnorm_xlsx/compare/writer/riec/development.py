"""Ontwikkeling: what changed since the previous meting, and what cannot be compared."""

from __future__ import annotations

import pandas as pd

from nhnorm_xlsx.compare.sentences import thema_name
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import (
    HEADING,
    SUBTOTAL,
    Book,
    Sheet,
    TableColumn,
    check,
    column,
)
from nhnorm_xlsx.compare.writer.charts import columns_then_now
from nhnorm_xlsx.compare.writer.paper import on_two_pages
from nhnorm_xlsx.compare.writer.participants import (
    marked,
    name_column,
    part_notes,
    who_of,
)
from nhnorm_xlsx.texts.compare import headings, shared, sheets
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.words import Who

# What a row is about stands in one wide column.
WIDE = 60
# The chart ends on the first page.
CHART = 260


def change_columns(previous: str, meting: str) -> list[TableColumn]:
    """The columns of `development.changes`, with the labels of the metingen."""
    return [
        column("n", 12.5, "count", headings.COMPARED),
        column("aandeel_vorige", 12.5, "share", headings.share_in(previous)),
        column("aandeel", 12.5, "share", headings.share_in(meting)),
        column("omhoog", 10.5, "count"),
        column("omlaag", 10.5, "count"),
    ]


def development_sheet(book: Book, tables: Tables) -> None:
    """What changed: per thema, over the metingen, per gemeente and per norm."""
    sheet = book.sheet(sheets.DEVELOPMENT)
    people = who_of(tables)
    about = tables["over"].iloc[0]
    previous, meting = about["vorige_meting"], about["meting"]
    columns = change_columns(previous, meting)
    sheet.widths([WIDE, *(item.width for item in columns), 12])
    if not previous:
        sheet.title(sheets.DEVELOPMENT, texts.NO_PREVIOUS)
        return
    compared = tables["verloop"]["gemeenten"].iloc[-1]
    note = texts.development_note(previous, meting, compared, people)
    sheet.title(sheets.DEVELOPMENT, note, *part_notes(tables, named=True), "")
    cut_note = sheet.row - 2
    if tables["ontwikkeling_themas"].empty:
        sheet.line(texts.nothing_comparable(people))
        left_out_list(sheet, tables["ontwikkeling_buiten"], people)
        return
    themas_part(sheet, tables, columns)
    course_table(sheet, tables["verloop"], people)
    second = sheet.row
    gemeenten = tables["ontwikkeling_gemeenten"]
    named_ones = gemeenten.assign(organisatie=marked(tables, gemeenten["organisatie"]))
    sheet.table([name_column(tables, WIDE), *columns], named_ones)
    sheet.row += 1
    left_out_list(sheet, tables["ontwikkeling_buiten"], people)
    end = sheet.row - 1
    normen = tables["ontwikkeling_normen"]
    normen = normen.assign(naam=normen["norm"] + ". " + normen["norm_tekst"])
    named = TableColumn(column("norm", 0).heading, "naam", WIDE)
    rows = sheet.table([named, *columns], normen, filtered=True)
    check(sheet.raw.freeze_panes(1, 1))
    on_two_pages(sheet, second, end, rows, cut_note)


def themas_part(sheet: Sheet, tables: Tables, columns: list[TableColumn]) -> None:
    """Per thema and for all norms, with a chart."""
    about = tables["over"].iloc[0]
    themas = tables["ontwikkeling_themas"]
    themas = themas.assign(naam=[thema_name(row) for _, row in themas.iterrows()])
    named = [TableColumn(column("thema", 0).heading, "naam", WIDE), *columns]
    rows = sheet.table(named, themas)
    sheet.records(named, tables["verloop"].tail(1).assign(naam=shared.ALL_NORMS), SUBTOTAL)
    sheet.row += 1
    metingen = [
        (texts.the_meting(about["vorige_meting"]), 2),
        (texts.the_meting(about["meting"]), 3),
    ]
    title = texts.development_title(who_of(tables))
    chart = columns_then_now(sheet, rows, 0, metingen, title, light=0)
    parts = [
        texts.from_to(row["naam"], row["aandeel_vorige"], row["aandeel"])
        for _, row in themas.iterrows()
    ]
    words = shared.in_words(shared.COLUMN_CHART_PER_THEMA, parts)
    sheet.insert(chart, 0, words, 880, CHART)
    sheet.skip_chart(CHART)


def course_table(sheet: Sheet, course: pd.DataFrame, people: Who) -> None:
    """Every step from meting to meting, when there are more than one."""
    if len(course) < 2:  # noqa: PLR2004 - one step is the sheet itself
        return
    steps = zip(course["vorige_meting"], course["meting"], strict=True)
    frame = course.assign(naam=[texts.step(previous, meting) for previous, meting in steps])
    columns = [
        TableColumn(headings.FROM_METING_TO_METING, "naam", WIDE),
        *change_columns(headings.BEFORE, headings.AFTER),
        column("gemeenten", 13.5, "count", headings.SAME_ONES.format(many=people.many)),
    ]
    sheet.table(columns, frame)
    sheet.row += 1


def left_out_list(sheet: Sheet, left_out: pd.DataFrame, people: Who) -> None:
    """What is not compared, one sentence each."""
    sheet.line(shared.LEFT_OUT_TITLE, HEADING, 20)
    if left_out.empty:
        sheet.line(texts.nothing_left_out(people))
    for kind, name, other in left_out.itertuples(index=False, name=None):
        sheet.paragraph(shared.left_out(kind, name, other, people), 110)
    sheet.row += 1
