"""The list of mails to send, as a workbook: one row is one mail."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import Book, TableColumn, check, write_book
from nhnorm_xlsx.texts import mail as texts

COLUMNS: Final = tuple(texts.LIST_HEADINGS)
_WIDTHS: Final = (22, 32, 24, 40, 40, 24)
_TABLE: Final = "lijst"


def write_sending_list(rows: list[dict[str, str]], title: str, path: Path, made: datetime) -> None:
    """Write the list; a row has the names of `COLUMNS`. The same rows give the same bytes.

    Raises `StorageError` when the file cannot be written.
    """
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")

    def sheet(book: Book, tables: Tables) -> None:
        page = book.sheet(texts.LIST_SHEET)
        page.widths(_WIDTHS)
        page.title(title, texts.LIST_NOTE, width=170)
        columns = [
            TableColumn(
                texts.LIST_HEADINGS[name], name, width, "key" if name == COLUMNS[0] else "text"
            )
            for name, width in zip(COLUMNS, _WIDTHS, strict=True)
        ]
        first, _ = page.table(columns, tables[_TABLE], filtered=True)
        check(page.raw.repeat_rows(first - 1))
        check(page.raw.freeze_panes(first, 1))

    write_book(path, title, made, (sheet,), {_TABLE: frame})
