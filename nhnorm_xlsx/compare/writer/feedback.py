"""The feedback workbook for one gemeente."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import isnan
from pathlib import Path
from typing import Final

import pandas as pd

from nhnorm_xlsx.compare.sentences import feedback_sentences, thema_name
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import is_unmet
from nhnorm_xlsx.compare.writer.book import (
    NOTE,
    Book,
    check,
    column,
    records_of,
    write_book,
)
from nhnorm_xlsx.compare.writer.charts import columns_then_now
from nhnorm_xlsx.compare.writer.lists import MOST_NAMES, action_list
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import status_columns
from nhnorm_xlsx.compare.writer.statuses import legend, status_cells
from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.texts.compare import feedback as texts
from nhnorm_xlsx.texts.compare import headings, shared, sheets
from nhnorm_xlsx.texts.words import listed

OTHERS = (
    *status_columns(COUNTED, 11, headings.others_status, prefix="anderen_"),
    column("anderen_n", 10, "count", headings.OTHERS_COUNT),
    column("anderen_aandeel", 13, "share", headings.OTHERS_SHARE),
)
# Where the own status stands.
STATUS_COLUMN = 2
NUMBERS = [item.name for item in OTHERS]


def write_terugkoppeling(tables: Tables, path: Path, created: datetime) -> None:
    """Write the feedback to one gemeente from the tables of `tables_for_organisation`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    answered = tables["over"].iloc[0]["geantwoord"]
    sheets = SHEETS if answered else SHEETS[:1]
    write_book(path, title_of(tables), created, sheets, tables)


def title_of(tables: Tables) -> str:
    """The title of the workbook."""
    about = tables["over"].iloc[0]
    return texts.feedback_title(about["naam"], about["meting"])


def group_of(tables: Tables) -> str:
    """Who the others are."""
    about = tables["over"].iloc[0]
    return texts.group(about["riec"], about["anderen"], who_of(tables))


def summary_sheet(book: Book, tables: Tables) -> None:
    """Sentences, and per thema the own share beside that of the others."""
    sheet = book.one_page(sheets.SUMMARY)
    about = tables["over"].iloc[0]
    sheet.widths([46, 13, 13, 15, 15, 15])
    sheet.title(title_of(tables), shared.as_of(about["peildatum"]))
    sheet.bullets(feedback_sentences(tables), 120)
    if not about["geantwoord"]:
        return
    sheet.paragraph(group_of(tables), 125, NOTE)
    sheet.paragraph(texts.small_groups(who_of(tables)), 125, NOTE)
    sheet.row += 1
    themas = tables["themas"]
    themas = themas.assign(
        naam=[thema_name(row) for row in records_of(themas)],
        anderen_aandeel=or_mark(themas["anderen_aandeel"]),
    )
    rows = sheet.table(
        [
            column("naam", 46, heading=headings.heading("thema")),
            column("n", 13, "count", headings.YOUR_ANSWERS),
            column("aandeel", 13, "share", headings.YOUR_SHARE),
            column("anderen_aandeel", 15, "share", headings.OTHERS_SHARE),
            column("anderen_normen", 15, "count", headings.OTHERS_NORMS),
        ],
        themas,
    )
    sheet.row += 1
    pair = [(texts.YOU, 2), (texts.THE_OTHERS, 3)]
    chart = columns_then_now(sheet, rows, 0, pair, texts.CHART_TITLE)
    parts = [
        texts.you_and_others(row["naam"], row["aandeel"], other)
        for row, other in zip(records_of(themas), tables["themas"]["anderen_aandeel"], strict=True)
    ]
    sheet.insert(chart, 0, shared.in_words(shared.COLUMN_CHART_PER_THEMA, parts), 860, 330)
    sheet.skip_chart(330)
    for kind, name, other in tables["buiten"].itertuples(index=False, name=None):
        sheet.paragraph(shared.left_out(kind, name, other, who_of(tables)), 125, NOTE)


def normen_sheet(book: Book, tables: Tables) -> None:
    """Every norm: the own status, the previous one, and how the others stand."""
    sheet = book.sheet(sheets.FEEDBACK_NORMEN)
    columns = [
        column("norm", 7, "key"),
        column("norm_tekst", 54),
        column("teken", 9, heading=headings.YOUR_STATUS),
        column("beweging", 13, heading=headings.DEVELOPMENT),
        *OTHERS,
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(
        sheets.FEEDBACK_NORMEN,
        group_of(tables),
        texts.small_groups(who_of(tables)),
    )
    normen = tables["normen"]
    frame = normen.assign(
        teken="",
        beweging=[movement(value) for value in normen["verschil"]],
        **{name: or_mark(normen[name]) for name in NUMBERS},
    )
    first, _ = sheet.table(columns, frame, filtered=True)
    status_cells(sheet, first, STATUS_COLUMN, list(normen["status"]))
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))
    sheet.row += 1
    legend(sheet, 0)


def chances_sheet(book: Book, tables: Tables) -> None:
    """What is not met yet: how the others stand and who offers help."""
    sheet = book.sheet(sheets.CHANCES)
    columns = [
        column("norm", 7, "key"),
        column("norm_tekst", 54),
        column("teken", 9, heading=headings.YOUR_STATUS),
        column("anderen_aandeel", 13, "share", headings.OTHERS_SHARE),
        column("anderen_n", 10, "count", headings.OTHERS_COUNT),
        column("hulp", 50, heading=headings.CAN_HELP),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(
        sheets.CHANCES, texts.chances_note(who_of(tables)), texts.small_groups(who_of(tables))
    )
    normen = tables["normen"]
    unmet = normen[is_unmet(normen)]
    unmet = unmet.sort_values("anderen_aandeel", ascending=False, kind="stable")
    if unmet.empty:
        sheet.line(texts.chances(0))
        return
    names = tables["hulp"].groupby("norm")["organisatie"].agg(list).to_dict()
    frame = unmet.assign(
        teken="",
        hulp=[listed(names.get(norm, []), MOST_NAMES) or texts.NO_HELP for norm in unmet["norm"]],
        anderen_aandeel=or_mark(unmet["anderen_aandeel"]),
        anderen_n=or_mark(unmet["anderen_n"]),
    )
    first, _ = sheet.table(columns, frame, filtered=True)
    status_cells(sheet, first, STATUS_COLUMN, list(unmet["status"]))
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


def own_actions_sheet(book: Book, tables: Tables) -> None:
    """The own actions by date."""
    action_list(book.sheet(sheets.ACTIONS), tables)


def movement(difference: float) -> str:
    """A change of score in words; empty when it cannot be compared."""
    if isnan(difference):
        return ""
    return texts.SAME if not difference else texts.UP if difference > 0 else texts.DOWN


def or_mark(values: pd.Series) -> pd.Series:
    """The numbers, with the mark for "not shown" where there is none."""
    return values.astype(object).where(values.notna(), shared.NOT_SHOWN)


# In the order of the workbook. Without answers there is only the first.
SHEETS: Final[tuple[Callable[[Book, Tables], None], ...]] = (
    summary_sheet,
    normen_sheet,
    chances_sheet,
    own_actions_sheet,
)
