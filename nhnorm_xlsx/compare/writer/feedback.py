"""The feedback workbook for one gemeente."""

from __future__ import annotations

from datetime import datetime
from math import isnan
from pathlib import Path

import pandas as pd

from nhnorm_xlsx.compare.sentences import feedback_sentences, thema_name
from nhnorm_xlsx.compare.tables.riec import Tables
from nhnorm_xlsx.compare.writer.book import (
    NOTE,
    Book,
    Column,
    Sheet,
    check,
    new_book,
    records_of,
)
from nhnorm_xlsx.compare.writer.charts import columns_then_now
from nhnorm_xlsx.compare.writer.lists import action_list
from nhnorm_xlsx.texts import compare as texts

OTHERS = (
    Column("Anderen: voldoet", "anderen_voldoet", 11, "count"),
    Column("Anderen: deels", "anderen_deels", 11, "count"),
    Column("Anderen: niet", "anderen_niet", 11, "count"),
    Column("Anderen (n)", "anderen_n", 10, "count"),
    Column("Anderen: aandeel voldoet", "anderen_aandeel", 13, "share"),
)
NUMBERS = [item.name for item in OTHERS]


def write_terugkoppeling(tables: Tables, path: Path, created: datetime) -> None:
    """Write the feedback to one gemeente from the tables of `tables_for_organisation`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    title = texts.feedback_title(about["naam"], about["meting"])
    with new_book(path, title, created) as book:
        summary_sheet(book, tables, title)
        if not about["geantwoord"]:
            return
        normen_sheet(book, tables)
        chances_sheet(book, tables)
        action_list(book.sheet(texts.ACTIONS), tables["acties"])


def summary_sheet(book: Book, tables: Tables, title: str) -> None:
    """Sentences, and per thema the own share beside that of the others."""
    sheet = book.one_page(texts.SUMMARY)
    about = tables["over"].iloc[0]
    sheet.widths([46, 13, 13, 15, 15, 15])
    sheet.title(title, texts.as_of(about["peildatum"]))
    sheet.bullets(feedback_sentences(tables), 120)
    if not about["geantwoord"]:
        return
    sheet.paragraph(texts.feedback_group(about["riec"], about["anderen"]), 125, NOTE)
    sheet.paragraph(texts.FEEDBACK_SMALL, 125, NOTE)
    sheet.row += 1
    themas = tables["themas"]
    themas = themas.assign(
        naam=[thema_name(row) for row in records_of(themas)],
        anderen_aandeel=or_mark(themas["anderen_aandeel"]),
    )
    rows = sheet.table(
        [
            Column("Thema", "naam", 46),
            Column("Uw antwoorden (n)", "n", 13, "count"),
            Column("U: aandeel voldoet", "aandeel", 13, "share"),
            Column("Anderen: aandeel voldoet", "anderen_aandeel", 15, "share"),
            Column("Normen met genoeg anderen", "anderen_normen", 15, "count"),
        ],
        themas,
    )
    sheet.row += 1
    chart = columns_then_now(
        sheet, rows, 0, [("U", 2), ("De anderen", 3)], "Aandeel voldoet per thema"
    )
    words = "; ".join(
        f"{row['naam']}: u {texts.percent(row['aandeel'])}, anderen {texts.percent(other)}"
        for row, other in zip(records_of(themas), tables["themas"]["anderen_aandeel"], strict=True)
    )
    sheet.insert(chart, 0, f"Kolomdiagram per thema. {words}.", 860, 330)
    sheet.skip_chart(330)
    for kind, name, other in tables["buiten"].itertuples(index=False, name=None):
        sheet.paragraph(texts.left_out(kind, name, other), 125, NOTE)


def normen_sheet(book: Book, tables: Tables) -> None:
    """Every norm: the own status, the previous one, and how the others stand."""
    sheet = book.sheet(texts.FEEDBACK_NORMEN)
    about = tables["over"].iloc[0]
    columns = [
        Column("Norm", "norm", 7, "key"),
        Column("Wat de norm vraagt", "norm_tekst", 54),
        Column("Uw status", "teken", 9),
        Column("Ontwikkeling", "beweging", 13),
        *OTHERS,
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(
        texts.FEEDBACK_NORMEN,
        texts.feedback_group(about["riec"], about["anderen"]),
        texts.FEEDBACK_SMALL,
    )
    normen = tables["normen"]
    frame = normen.assign(
        teken="",
        beweging=[movement(value) for value in normen["verschil"]],
        **{name: or_mark(normen[name]) for name in NUMBERS},
    )
    first, _ = sheet.table(columns, frame, filtered=True)
    mark_statuses(sheet, first, list(normen["status"]))
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))
    sheet.row += 1
    sheet.legend(0)


def chances_sheet(book: Book, tables: Tables) -> None:
    """What is not met yet: how the others stand and who offers help."""
    sheet = book.sheet(texts.CHANCES)
    columns = [
        Column("Norm", "norm", 7, "key"),
        Column("Wat de norm vraagt", "norm_tekst", 54),
        Column("Uw status", "teken", 9),
        Column("Anderen: aandeel voldoet", "anderen_aandeel", 13, "share"),
        Column("Anderen (n)", "anderen_n", 10, "count"),
        Column("Kan helpen", "hulp", 50),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(texts.CHANCES, texts.CHANCES_NOTE, texts.FEEDBACK_SMALL)
    normen = tables["normen"]
    unmet = normen[normen["status"].isin(["deels", "niet"])]
    unmet = unmet.sort_values("anderen_aandeel", ascending=False, kind="stable")
    if unmet.empty:
        sheet.line(texts.chances(0))
        return
    names = tables["hulp"].groupby("norm")["organisatie"].agg(list).to_dict()
    frame = unmet.assign(
        teken="",
        hulp=[texts.listed(names.get(norm, []), 25) or texts.NO_HELP for norm in unmet["norm"]],
        anderen_aandeel=or_mark(unmet["anderen_aandeel"]),
        anderen_n=or_mark(unmet["anderen_n"]),
    )
    first, _ = sheet.table(columns, frame, filtered=True)
    mark_statuses(sheet, first, list(unmet["status"]))
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


def mark_statuses(sheet: Sheet, first: int, keys: list[str]) -> None:
    """The own status in the third column."""
    for row, key in enumerate(keys, first):
        sheet.status(row, 2, key)


def movement(difference: float) -> str:
    """A change of score in words; empty when it cannot be compared."""
    if isnan(difference):
        return ""
    return texts.SAME if not difference else texts.UP if difference > 0 else texts.DOWN


def or_mark(values: pd.Series) -> pd.Series:
    """The numbers, with the mark for "not shown" where there is none."""
    return values.astype(object).where(values.notna(), texts.NOT_SHOWN)
