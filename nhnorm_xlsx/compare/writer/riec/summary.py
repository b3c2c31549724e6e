"""Samenvatting: the sentences, figures per thema, the strongest and the weakest norms."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from nhnorm_xlsx.compare.sentences import riec_sentences, thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import OPEN
from nhnorm_xlsx.compare.tables.order import strongest_first, weakest_first
from nhnorm_xlsx.compare.writer.book import (
    NOTE,
    SUBTOTAL,
    Book,
    Sheet,
    TableColumn,
    column,
)
from nhnorm_xlsx.compare.writer.charts import status_bars
from nhnorm_xlsx.compare.writer.participants import name_column, who_of
from nhnorm_xlsx.compare.writer.showing import status_columns
from nhnorm_xlsx.contract.scores import COUNTED, MET, UNMET
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.texts.compare import order, shared, sheets
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.words import Who

STATUS_COUNTS = (
    *status_columns(tuple(STATUS_BY_KEY), 10.5),
    column(OPEN, 11, "count"),
    column("n", 9.5, "count"),
    column("aandeel", 11, "share"),
)
_KEYS = [item.name for item in STATUS_COUNTS]


def title_of(tables: Tables) -> str:
    """The title of the workbook."""
    about = tables["over"].iloc[0]
    return texts.riec_title(about["naam"], about["meting"], who_of(tables))


def summary_sheet(book: Book, tables: Tables) -> None:
    """Sentences, figures per thema, strongest and weakest norms, charts."""
    sheet = book.one_page(sheets.SUMMARY)
    about = tables["over"].iloc[0]
    sheet.widths([46, *(item.width for item in STATUS_COUNTS)])
    sheet.title(title_of(tables), shared.as_of(about["peildatum"]))
    sheet.bullets(riec_sentences(tables), 125)
    if not about["geantwoord"]:
        expected_list(sheet, tables)
        return
    rows = thema_counts(sheet, tables["themas"])
    sheet.paragraph(shared.HOW_COUNTED, 118, NOTE)
    sheet.row += 1
    # The names of the themas stand before the counts.
    places = {key: 1 + _KEYS.index(key) for key in COUNTED}
    chart = status_bars(sheet, rows, 0, places, texts.how_far(who_of(tables)), shares=True)
    sheet.insert(chart, 0, thema_alt_text(tables["themas"]), 880, 330)
    sheet.skip_chart(330)
    ends(sheet, tables["normen"], who_of(tables))


def expected_list(sheet: Sheet, tables: Tables) -> None:
    """Who is expected, when nobody has answered yet."""
    columns = [name_column(tables, 46), column("stand", 20)]
    frame = tables["respons"].assign(stand=tables["respons"]["stand"].map(texts.STATES))
    sheet.widths([46, 20])
    sheet.table(columns, frame)


def thema_counts(sheet: Sheet, themas: pd.DataFrame) -> tuple[int, int]:
    """The counts per thema and for all norms; the rows of the themas alone."""
    named = themas.assign(thema_naam=[thema_name(row) for _, row in themas.iterrows()])
    columns = [TableColumn(column("thema", 0).heading, "thema_naam", 46), *STATUS_COUNTS]
    own = named["thema"] != ALL_THEMAS
    rows = sheet.table(columns, named[own])
    sheet.records(columns, named[~own], SUBTOTAL)
    return rows


def thema_alt_text(themas: pd.DataFrame) -> str:
    """The chart in words."""
    parts = [shared.share_complies(thema_name(row), row["aandeel"]) for _, row in themas.iterrows()]
    return shared.in_words(texts.ANSWERS_CHART, parts)


def ends(sheet: Sheet, normen: pd.DataFrame, people: Who, most: int = 3) -> None:
    """The strongest and the weakest norms, as `tables.order` has them."""
    strong, weak = strongest_first(normen), weakest_first(normen)
    for title, part, by in (
        (order.strongest(people), strong, together_of(strong, MET)),
        (order.weakest(people), weak, together_of(weak, UNMET)),
    ):
        if part.empty:
            continue
        shown = part.head(most).assign(
            label=lambda rows: "Norm " + rows["norm"] + ". " + rows["norm_tekst"]
        )
        sheet.table([TableColumn(title, "label", 46), *STATUS_COUNTS], shown)
        even = part[(by == by[len(shown) - 1]) & (part.index >= most)]
        if len(even):
            sheet.paragraph(order.even_so(list(even["norm"])), 118, NOTE)
        sheet.row += 1
    sheet.paragraph(order.what_is_weakest(people), 118, NOTE)


def together_of(normen: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """Per norm how many answers have one of these statuses."""
    return normen[list(keys)].sum(axis=1)
