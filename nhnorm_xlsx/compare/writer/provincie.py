"""The workbook for the provincie: aggregates only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from nhnorm_xlsx.compare.sentences import provincie_sentences, thema_name
from nhnorm_xlsx.compare.tables.provincie import BY_PROVINCIE, BY_RIEC, BY_SIZE
from nhnorm_xlsx.compare.tables.riec import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.writer.book import (
    A3,
    A4,
    BORDER,
    GROUP,
    KINDS,
    NOTE,
    Book,
    Column,
    Props,
    Record,
    Sheet,
    check,
    new_book,
    records_of,
    row_height,
    wrapped,
)
from nhnorm_xlsx.compare.writer.charts import status_bars
from nhnorm_xlsx.texts import compare as texts

# From this many groups on, the sheets need larger paper.
MANY = 6


def write_provincie(tables: Tables, path: Path, created: datetime) -> None:
    """Write the comparison for the provincie from the tables of `tables_for_provincie`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    title = texts.provincie_title(about["naam"], about["meting"])
    with new_book(path, title, created) as book:
        summary_sheet(book, tables, title)
        if not tables["normen"]["getoond"].any():
            return
        groups_sheet(book, tables, texts.PER_RIEC, BY_RIEC)
        groups_sheet(book, tables, texts.PER_SIZE, BY_SIZE)
        normen_sheet(book, tables)


def summary_sheet(book: Book, tables: Tables, title: str) -> None:
    """Sentences, response per group, share per thema."""
    sheet = book.one_page(texts.SUMMARY)
    sheet.widths([46, 16, 16, 16, 16, 16])
    sheet.title(title, texts.as_of(tables["over"].iloc[0]["peildatum"]))
    sheet.bullets(provincie_sentences(tables), 125)
    for note in texts.PROVINCIE_NOTES:
        sheet.paragraph(note, 118, NOTE)
    sheet.row += 1
    response_table(sheet, tables["respons"])
    if tables["normen"]["getoond"].any():
        thema_table(sheet, tables)


def response_table(sheet: Sheet, response: pd.DataFrame) -> None:
    """Per group how many gemeenten there are and how many answered."""
    sheet.head(
        [
            Column("Respons", "groep", 46),
            Column("Gemeenten", "verwacht", 16, "count"),
            Column("Geantwoord", "geantwoord", 16, "count"),
        ]
    )
    for row in records_of(response):
        look = GROUP if row["indeling"] == BY_PROVINCIE else BORDER
        sheet.put(sheet.row, 0, group_name(row), look)
        sheet.put(sheet.row, 1, row["verwacht"], look, KINDS["count"])
        figure(sheet, 2, row["geantwoord"], "count", look)
        sheet.row += 1
    sheet.row += 1


def thema_table(sheet: Sheet, tables: Tables) -> None:
    """The whole provincie per thema, with a chart."""
    normen = tables["normen"]
    total = normen[(normen["indeling"] == BY_PROVINCIE) & normen["getoond"]]
    rows: list[Record] = []
    themas = tables["themas"]
    for thema in records_of(themas[themas["indeling"] == BY_PROVINCIE]):
        own = total if thema["thema"] == ALL_THEMAS else total[total["thema"] == thema["thema"]]
        n = own["n"].sum()
        parts = {
            name: (own[name] * own["n"]).sum() / n if n else float("nan")
            for name in ("aandeel", "aandeel_deels", "aandeel_niet")
        }
        rows.append({"naam": thema_name(thema), "normen": len(own), "antwoorden": n, **parts})
    columns = [
        Column("Thema", "naam", 46),
        Column("Normen", "normen", 16, "count"),
        Column("Antwoorden (n)", "antwoorden", 16, "count"),
        Column("Voldoet", "aandeel", 16, "share"),
        Column("Voldoet deels", "aandeel_deels", 16, "share"),
        Column("Voldoet niet", "aandeel_niet", 16, "share"),
    ]
    first, last = sheet.table(columns, pd.DataFrame(rows))
    sheet.row += 1
    chart = status_bars(
        sheet,
        (first, last),
        0,
        {"voldoet": 3, "deels": 4, "niet": 5},
        "Alle gemeenten samen, per thema",
        shares=True,
    )
    words = "; ".join(f"{row['naam']}: {texts.percent(row['aandeel'])} voldoet" for row in rows)
    sheet.insert(chart, 0, f"Staafdiagram per thema. {words}.", 880, 340)
    sheet.skip_chart(340)


def groups_sheet(book: Book, tables: Tables, name: str, kind: str) -> None:
    """Per thema and per norm, the share that complies in each group, with its n."""
    normen, themas = tables["normen"], tables["themas"]
    groups = list(dict.fromkeys(normen.loc[normen["indeling"] == kind, "groep"]))
    total = str(normen.loc[normen["indeling"] == BY_PROVINCIE, "groep"].iloc[0])
    everyone = [total, *groups]
    sheet = book.sheet(name, paper=A4 if len(everyone) < MANY else A3)
    sheet.widths([8, 58, *[14, 9] * len(everyone)])
    sheet.title(
        name, *texts.PROVINCIE_NOTES, texts.HOW_COUNTED, texts.GROUPED_THEMA_NOTE, width=150
    )
    wanted = themas["indeling"].isin([kind, BY_PROVINCIE])
    thema_rows(sheet, themas[wanted], everyone)
    sheet.row += 1
    norm_rows(sheet, normen[normen["indeling"].isin([kind, BY_PROVINCIE])], everyone)


def group_heads(sheet: Sheet, label: str, groups: Sequence[str], count: str) -> None:
    """The headings: a share and its n per group."""
    columns = [Column("Nr.", "", 8), Column(label, "", 58)]
    for group in groups:
        columns += [Column(group, "", 13, "share"), Column(count, "", 8, "count")]
    sheet.head(columns)


def thema_rows(sheet: Sheet, themas: pd.DataFrame, groups: Sequence[str]) -> None:
    """One row per thema, the last for all norms."""
    group_heads(sheet, "Thema", groups, "normen")
    for key, part in themas.groupby("thema", sort=False):
        cells = {row["groep"]: row for row in records_of(part)}
        look = GROUP if key == ALL_THEMAS else BORDER
        sheet.put(sheet.row, 0, "" if key == ALL_THEMAS else str(key), look, KINDS["key"])
        title = texts.ALL_NORMS if key == ALL_THEMAS else part["thema_titel"].iloc[0]
        sheet.put(sheet.row, 1, title, look)
        for index, group in enumerate(groups):
            cell = cells[group]
            figure(sheet, 2 + 2 * index, cell["aandeel"], "share", look)
            shown = cell["normen"] if cell["getoond"] else float("nan")
            figure(sheet, 3 + 2 * index, shown, "count", look)
        sheet.row += 1


def norm_rows(sheet: Sheet, normen: pd.DataFrame, groups: Sequence[str]) -> None:
    """One row per norm, filterable."""
    group_heads(sheet, "Norm", groups, "n")
    header = sheet.row - 1
    for norm, part in normen.groupby("norm", sort=False):
        cells = {row["groep"]: row for row in records_of(part)}
        text = part["norm_tekst"].iloc[0]
        sheet.put(sheet.row, 0, str(norm), BORDER, KINDS["key"])
        sheet.put(sheet.row, 1, text, BORDER, KINDS["text"])
        for index, group in enumerate(groups):
            cell = cells[group]
            figure(sheet, 2 + 2 * index, cell["aandeel"], "share", BORDER)
            figure(sheet, 3 + 2 * index, cell["n"], "count", {**BORDER, **NOTE})
        check(sheet.raw.set_row(sheet.row, row_height(len(wrapped(text, 60)))))
        sheet.row += 1
    check(sheet.raw.autofilter(header, 0, sheet.row - 1, 1 + 2 * len(groups)))
    check(sheet.raw.freeze_panes(0, 2))
    check(sheet.raw.repeat_rows(header))
    check(sheet.raw.repeat_columns(0, 1))


def normen_sheet(book: Book, tables: Tables) -> None:
    """All gemeenten together, per norm."""
    sheet = book.sheet(texts.NORMEN)
    normen = tables["normen"]
    frame = normen[normen["indeling"] == BY_PROVINCIE]
    columns = [
        Column("Norm", "norm", 8, "key"),
        Column("Wat de norm vraagt", "norm_tekst", 60),
        Column("Thema", "thema_titel", 26),
        Column("n", "n", 8, "count"),
        Column("Voldoet", "aandeel", 11, "share"),
        Column("Voldoet deels", "aandeel_deels", 11, "share"),
        Column("Voldoet niet", "aandeel_niet", 11, "share"),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(texts.NORMEN, *texts.PROVINCIE_NOTES, texts.HOW_COUNTED)
    numbers = ["n", "aandeel", "aandeel_deels", "aandeel_niet"]
    hidden = frame[numbers].astype(object).where(frame["getoond"], texts.NOT_SHOWN)
    first, _ = sheet.table(
        columns, frame.assign(**{name: hidden[name] for name in numbers}), filtered=True
    )
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


def figure(sheet: Sheet, column: int, value: float, kind: str, look: Props) -> None:
    """A figure in the current row, or the mark for "not shown"."""
    shown = texts.NOT_SHOWN if pd.isna(value) else value
    sheet.put(sheet.row, column, shown, look, KINDS[kind])


def group_name(row: Record) -> str:
    """A group as a reader knows it: `Gemeenten tot 20.000 inwoners`."""
    if row["indeling"] == BY_SIZE:
        return f"Gemeenten {row['groep']} inwoners"
    return str(row["groep"])
