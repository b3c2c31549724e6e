"""Thema's: gemeente by thema the share that complies, and how it is spread."""

from __future__ import annotations

from math import isnan

import pandas as pd

from nhnorm_xlsx.compare.sentences import thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import SPREAD
from nhnorm_xlsx.compare.writer.book import NOTE, Book, Sheet, TableColumn, check
from nhnorm_xlsx.compare.writer.charts import box_plot
from nhnorm_xlsx.compare.writer.paper import on_paper
from nhnorm_xlsx.compare.writer.participants import (
    marked,
    name_column,
    part_notes,
    who_of,
)
from nhnorm_xlsx.compare.writer.showing import mixed, status_style
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.style import ON_BRAND
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import shared, sheets
from nhnorm_xlsx.texts.words import Who

HELPER_SHEET = "_grafiek"
# So many gemeenten fit under the spread on one page.
FEW = 12
# How far the shading of a share goes from the light to the strong colour: text stays readable.
DEEPEST = 0.3


def themas_sheet(book: Book, tables: Tables) -> None:
    """Gemeente by thema: the share that complies, and its spread."""
    sheet = book.sheet(sheets.THEMAS)
    themas = tables["themas"]
    names = [thema_name(row) for _, row in themas.iterrows()]
    people = who_of(tables)
    columns = [
        name_column(tables, 34, "naam"),
        *(TableColumn(name, name, 18, "share") for name in names),
    ]
    sheet.widths([item.width for item in columns])
    notes = part_notes(tables, named=True)
    sheet.title(sheets.THEMAS, texts.themas_note(people), shared.HOW_COUNTED, *notes)
    heading = spread_table(sheet, themas, columns, people)
    sheet.paragraph(texts.spread_explained(people), 150, NOTE)
    parts = box_parts(themas)
    helper_sheet(book, parts)
    labels = [sheet.name, heading, 1, heading, len(themas)]
    chart = box_plot(sheet, HELPER_SHEET, parts, labels, texts.spread_title(people))
    sheet.insert(chart, 0, spread_alt_text(themas), 1080, 340)
    sheet.skip_chart(340)
    sheet.row += 1
    first, last = sheet.table(columns, gemeente_shares(tables, names), filtered=True)
    check(sheet.raw.repeat_rows(first - 1))
    check(sheet.raw.conditional_format(first, 1, last, len(names), shading()))
    check(sheet.raw.freeze_panes(0, 1))
    if last - first < FEW:
        sheet.raw.fit_to_pages(1, 1)
    else:
        on_paper(sheet, 2, rows=(first, last), note=first - 2)


def shading() -> dict[str, object]:
    """The more norms are met, the more of the colour of a met norm."""
    met = status_style(MET[0])
    return {
        "type": "2_color_scale",
        "min_type": "num",
        "max_type": "num",
        "min_value": 0,
        "max_value": 1,
        "min_color": ON_BRAND,
        "max_color": mixed(met.fill, met.strong, DEEPEST),
    }


def spread_table(
    sheet: Sheet, themas: pd.DataFrame, columns: list[TableColumn], people: Who
) -> int:
    """How the share of each thema is spread over gemeenten; the row of its heading."""
    names = [item.name for item in columns[1:]]
    labels = texts.spread_labels(people)
    spreads = pd.DataFrame([{"naam": labels[key]} for key in SPREAD])
    for name, (_, row) in zip(names, themas.iterrows(), strict=True):
        spreads[name] = [row[key] for key in SPREAD]
    sheet.head([TableColumn(texts.spread_note(people), "naam", 34), *columns[1:]])
    heading = sheet.row - 1
    counts = [columns[0], *(TableColumn(name, name, 18, "count") for name in names)]
    sheet.records(counts, spreads.head(1))
    sheet.records(columns, spreads.iloc[1:])
    sheet.row += 1
    return heading


def box_parts(themas: pd.DataFrame) -> list[list[float]]:
    """The rows of the helper sheet of `charts.box_plot`, one value per thema; NaN without one."""
    low, first, middle, third, high = (list(themas[name].astype(float)) for name in SPREAD[1:])
    return [
        first,
        [there - here for here, there in zip(first, middle, strict=True)],
        [there - here for here, there in zip(middle, third, strict=True)],
        [there - here for here, there in zip(low, first, strict=True)],
        [there - here for here, there in zip(third, high, strict=True)],
    ]


def helper_sheet(book: Book, parts: list[list[float]]) -> None:
    """The parts of the box plot, on a hidden sheet."""
    raw = book.workbook.add_worksheet(HELPER_SHEET)
    raw.hide()
    for line, values in enumerate(parts):
        for column, value in enumerate(values):
            if not isnan(value):
                check(raw.write_number(line, column, value))


def gemeente_shares(tables: Tables, names: list[str]) -> pd.DataFrame:
    """One row per gemeente, one column per thema and one for all norms."""
    wide = tables["gemeente_themas"].pivot(
        index="organisatie_code", columns="thema", values="aandeel"
    )
    frame = tables["gemeenten"][["organisatie_code", "organisatie", "aandeel"]]
    frame = frame.merge(wide, left_on="organisatie_code", right_index=True, how="left")
    keys = [key for key in tables["themas"]["thema"] if key != ALL_THEMAS]
    frame = frame[["organisatie", *keys, "aandeel"]]
    frame = frame.assign(organisatie=marked(tables, frame["organisatie"]))
    return frame.set_axis(["naam", *names], axis=1)


def spread_alt_text(themas: pd.DataFrame) -> str:
    """The box plot in words."""
    parts = [
        texts.spread_in_words(thema_name(row), row["minimum"], row["maximum"], row["mediaan"])
        for _, row in themas.iterrows()
    ]
    return shared.in_words(texts.SPREAD_CHART, parts)
