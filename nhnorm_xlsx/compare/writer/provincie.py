"""The workbook for the provincie: aggregates only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd

from nhnorm_xlsx.compare.sentences import provincie_sentences, thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.provincie import BY_PROVINCIE, BY_RIEC, BY_SIZE, LESS
from nhnorm_xlsx.compare.writer.book import (
    A3,
    A4,
    BORDER,
    KINDS,
    NOTE,
    SUBTOTAL,
    Book,
    Props,
    Record,
    Sheet,
    TableColumn,
    check,
    column,
    records_of,
    write_book,
)
from nhnorm_xlsx.compare.writer.charts import status_bars
from nhnorm_xlsx.compare.writer.showing import status_columns
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.texts.compare import headings, shared, sheets
from nhnorm_xlsx.texts.compare import provincie as texts
from nhnorm_xlsx.texts.compare.headings import heading
from nhnorm_xlsx.texts.words import GEMEENTEN

# From this many groups on, the sheets need larger paper.
MANY = 6
# The column with the text of a norm.
TEXT_WIDTH = 58
# The shares of the whole provincie: the column, and the status it is the share of.
SHARES = {"aandeel": MET[0], **LESS}


def share_columns(least: float) -> tuple[TableColumn, ...]:
    """The shares of the statuses that are less than fully met."""
    return status_columns(tuple(LESS.values()), least, prefix="aandeel_", kind="share")


THEMA_COLUMNS = (
    column("naam", 46, heading=heading("thema")),
    column("normen", 16, "count", headings.NORMS),
    column("antwoorden", 16, "count", headings.ANSWERS),
    column("aandeel", 16, "share", headings.COMPLIES),
    *share_columns(16),
)


def write_provincie(tables: Tables, path: Path, created: datetime) -> None:
    """Write the comparison for the provincie from the tables of `tables_for_provincie`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    shown = tables["normen"]["getoond"].any()
    sheets = SHEETS if shown else SHEETS[:1]
    write_book(path, title_of(tables), created, sheets, tables)


def title_of(tables: Tables) -> str:
    """The title of the workbook."""
    about = tables["over"].iloc[0]
    return texts.provincie_title(about["naam"], about["meting"])


def summary_sheet(book: Book, tables: Tables) -> None:
    """Sentences, response per group, share per thema."""
    sheet = book.one_page(sheets.SUMMARY)
    sheet.widths([46, *[16] * len(THEMA_COLUMNS[1:])])
    sheet.title(title_of(tables), shared.as_of(tables["over"].iloc[0]["peildatum"]))
    sheet.bullets(provincie_sentences(tables), 125)
    for note in texts.notes():
        sheet.paragraph(note, 118, NOTE)
    sheet.row += 1
    response_table(sheet, tables["respons"])
    if tables["normen"]["getoond"].any():
        thema_table(sheet, tables)


def response_table(sheet: Sheet, response: pd.DataFrame) -> None:
    """Per group how many gemeenten there are and how many answered."""
    sheet.head(
        [
            column("groep", 46, heading=headings.GROUP),
            column("verwacht", 16, "count", GEMEENTEN.many.capitalize()),
            column("geantwoord", 16, "count"),
        ]
    )
    for row in records_of(response):
        look = SUBTOTAL if row["indeling"] == BY_PROVINCIE else BORDER
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
        parts = {name: (own[name] * own["n"]).sum() / n if n else float("nan") for name in SHARES}
        rows.append({"naam": thema_name(thema), "normen": len(own), "antwoorden": n, **parts})
    first, last = sheet.table(THEMA_COLUMNS, pd.DataFrame(rows))
    sheet.row += 1
    names = [item.name for item in THEMA_COLUMNS]
    places = {key: names.index(name) for name, key in SHARES.items()}
    chart = status_bars(sheet, (first, last), 0, places, texts.CHART_TITLE, shares=True)
    words = [shared.share_complies(row["naam"], row["aandeel"]) for row in rows]
    sheet.insert(chart, 0, shared.in_words(shared.BAR_CHART_PER_THEMA, words), 880, 340)
    sheet.skip_chart(340)


def per_riec_sheet(book: Book, tables: Tables) -> None:
    """The share that complies in each RIEC."""
    groups_sheet(book, tables, sheets.PER_RIEC, BY_RIEC)


def per_size_sheet(book: Book, tables: Tables) -> None:
    """The share that complies among gemeenten of about the same size."""
    groups_sheet(book, tables, sheets.PER_SIZE, BY_SIZE)


def groups_sheet(book: Book, tables: Tables, name: str, kind: str) -> None:
    """Per thema and per norm, the share that complies in each group, with its n."""
    normen, themas = tables["normen"], tables["themas"]
    groups = list(dict.fromkeys(normen.loc[normen["indeling"] == kind, "groep"]))
    total = str(normen.loc[normen["indeling"] == BY_PROVINCIE, "groep"].iloc[0])
    everyone = [total, *groups]
    sheet = book.sheet(name, paper=A4 if len(everyone) < MANY else A3)
    sheet.widths([8, TEXT_WIDTH, *[14, 9] * len(everyone)])
    sheet.title(name, *texts.notes(), shared.HOW_COUNTED, texts.GROUPED_THEMA_NOTE, width=150)
    wanted = themas["indeling"].isin([kind, BY_PROVINCIE])
    thema_rows(sheet, themas[wanted], everyone)
    sheet.row += 1
    norm_rows(sheet, normen[normen["indeling"].isin([kind, BY_PROVINCIE])], everyone)


def group_heads(sheet: Sheet, label: str, groups: Sequence[str], count: str) -> None:
    """The headings: a share and its n per group."""
    columns = [TableColumn(headings.NUMBER, "", 8), TableColumn(label, "", TEXT_WIDTH)]
    for group in groups:
        columns += [TableColumn(group, "", 13, "share"), TableColumn(count, "", 8, "count")]
    sheet.head(columns)


def thema_rows(sheet: Sheet, themas: pd.DataFrame, groups: Sequence[str]) -> None:
    """One row per thema, the last for all norms."""
    group_heads(sheet, heading("thema"), groups, headings.NORM_COUNT)
    for key, part in themas.groupby("thema", sort=False):
        cells = {row["groep"]: row for row in records_of(part)}
        look = SUBTOTAL if key == ALL_THEMAS else BORDER
        sheet.put(sheet.row, 0, "" if key == ALL_THEMAS else str(key), look, KINDS["key"])
        title = shared.ALL_NORMS if key == ALL_THEMAS else part["thema_titel"].iloc[0]
        sheet.put(sheet.row, 1, title, look)
        for index, group in enumerate(groups):
            cell = cells[group]
            figure(sheet, 2 + 2 * index, cell["aandeel"], "share", look)
            shown = cell["normen"] if cell["getoond"] else float("nan")
            figure(sheet, 3 + 2 * index, shown, "count", look)
        sheet.row += 1


def norm_rows(sheet: Sheet, normen: pd.DataFrame, groups: Sequence[str]) -> None:
    """One row per norm, filterable."""
    group_heads(sheet, heading("norm"), groups, headings.ANSWER_COUNT)
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
        sheet.fit((text, TEXT_WIDTH))
        sheet.row += 1
    check(sheet.raw.autofilter(header, 0, sheet.row - 1, 1 + 2 * len(groups)))
    check(sheet.raw.freeze_panes(0, 2))
    check(sheet.raw.repeat_rows(header))
    check(sheet.raw.repeat_columns(0, 1))


def normen_sheet(book: Book, tables: Tables) -> None:
    """All gemeenten together, per norm."""
    sheet = book.sheet(sheets.NORMEN)
    normen = tables["normen"]
    frame = normen[normen["indeling"] == BY_PROVINCIE]
    columns = [
        column("norm", 8, "key"),
        column("norm_tekst", 60),
        column("thema_titel", 26, heading=heading("thema")),
        column("n", 8, "count", headings.ANSWER_COUNT),
        column("aandeel", 11, "share", headings.COMPLIES),
        *share_columns(11),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(sheets.NORMEN, *texts.notes(), shared.HOW_COUNTED)
    numbers = ["n", *SHARES]
    hidden = frame[numbers].astype(object).where(frame["getoond"], shared.NOT_SHOWN)
    first, _ = sheet.table(
        columns, frame.assign(**{name: hidden[name] for name in numbers}), filtered=True
    )
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


def figure(sheet: Sheet, column: int, value: float, kind: str, look: Props) -> None:
    """A figure in the current row, or the mark for "not shown"."""
    shown = shared.NOT_SHOWN if pd.isna(value) else value
    sheet.put(sheet.row, column, shown, look, KINDS[kind])


def group_name(row: Record) -> str:
    """A group as a reader knows it: `Gemeenten tot 20.000 inwoners`."""
    if row["indeling"] == BY_SIZE:
        return texts.size_group(row["groep"])
    return str(row["groep"])


# In the order of the workbook. When no figure may be shown there is only the first.
SHEETS: Final[tuple[Callable[[Book, Tables], None], ...]] = (
    summary_sheet,
    per_riec_sheet,
    per_size_sheet,
    normen_sheet,
)
