"""The workbook of `norm verschil`: what changes from one editie to the next, to mail along."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import Book, TableColumn, check, write_book
from nhnorm_xlsx.texts import edities as texts

_WIDTHS = (17.0, 9.0, 9.0, 46.0, 46.0, 34.0)
_NAMES = ("wat", "oud", "nieuw", "tekst_oud", "tekst_nieuw", "betekenis")


def write_norm_changes(tables: Tables, path: Path, created: datetime) -> None:
    """Write the workbook from the tables of `norm_change_tables`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    write_book(path, _title(tables), created, (_summary, _changes), tables)


def sentences(tables: Tables) -> list[str]:
    """What changes, in short: the numbers, and what is in doubt."""
    about = tables["over"].iloc[0]
    said = [texts.totals(about["oud"], about["was"], about["nieuw"], about["is"], about["gelijk"])]
    if tables["aantallen"].empty:
        said.append(texts.nothing_changes(about["oud"], about["nieuw"]))
    return [*said, *([texts.doubtful(about["twijfel"])] if about["twijfel"] else [])]


def _title(tables: Tables) -> str:
    about = tables["over"].iloc[0]
    return texts.title(about["norm_naam"], about["oud"], about["nieuw"])


def _summary(book: Book, tables: Tables) -> None:
    sheet = book.one_page(texts.SUMMARY_SHEET)
    widths = (24.0, 9.0, 72.0)
    sheet.widths(widths)
    sheet.title(_title(tables), width=90)
    sheet.bullets(sentences(tables), 100)
    if tables["aantallen"].empty:
        return
    counts = tables["aantallen"]
    which = [", ".join(texts.became(*pair) for pair in found) for found in counts["welke"]]
    shown = counts.assign(soort=[texts.KINDS[kind] for kind in counts["soort"]], welke=which)
    kinds = ("text", "count", "text")
    columns = [
        TableColumn(heading, name, width, kind)
        for heading, name, width, kind in zip(
            texts.COUNT_HEADINGS, counts.columns, widths, kinds, strict=True
        )
    ]
    sheet.table(columns, shown)


def _changes(book: Book, tables: Tables) -> None:
    sheet = book.sheet(texts.CHANGES_SHEET)
    about, frame = tables["over"].iloc[0], tables["verschillen"]
    headings = texts.change_headings(about["oud"], about["nieuw"])
    columns = [
        TableColumn(heading, name, width)
        for heading, name, width in zip(headings, _NAMES, _WIDTHS, strict=True)
    ]
    sheet.widths(_WIDTHS)
    sheet.title(_title(tables))
    first, _ = sheet.table(columns, _in_words(frame), filtered=True)
    check(sheet.raw.freeze_panes(first, 3))
    check(sheet.raw.repeat_rows(first - 1))


def _in_words(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = list(frame["soort"])
    return frame.assign(
        wat=["\n".join(texts.KINDS[kind] for kind in found) for found in kinds],
        betekenis=[
            "\n".join(filter(None, (texts.MEANS[kind] for kind in _told(found)))) for found in kinds
        ],
    )


def _told(kinds: list[str]) -> list[str]:
    """Of which the meaning is told: that only the number is other, not when more is."""
    return kinds if len(kinds) == 1 else [kind for kind in kinds if kind != "hernummerd"]
