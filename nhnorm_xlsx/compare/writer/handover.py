"""The workbook that a RIEC hands over: what is in it, in words, and the figures themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.bands import mark_of, stand_of
from nhnorm_xlsx.compare.writer.book import (
    HEADING,
    KINDS,
    NOTE,
    Book,
    TableColumn,
    check,
    records_of,
    write_book,
)
from nhnorm_xlsx.contract.handover import NORM_COLUMNS
from nhnorm_xlsx.texts import publishing as texts

_WIDTHS = {"thema": 20, "thema_titel": 34, "kop": 26, "norm": 8, "norm_tekst": 70}


def write_handover(tables: Tables, path: Path, created: datetime) -> None:
    """Write a hand-over: `over` (one row about it), `feiten` and `normen`, as they are read back.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    write_book(path, title_of(tables), created, SHEETS, tables, mark=mark_of(tables))


def title_of(tables: Tables) -> str:
    """The title of the workbook."""
    about = tables["over"].iloc[0]
    return texts.handover_title(about["riecs"], about["meting"])


def read_sheet(book: Book, tables: Tables) -> None:
    """What is in it, for whom, and what to check before it is mailed."""
    sheet = book.one_page(texts.READ_SHEET)
    about = tables["over"].iloc[0]
    sheet.widths([110])
    sheet.title(title_of(tables), stand_of(tables), width=110)
    lines = texts.handover_lines(
        about["riecs"], about["geantwoord"], about["gevraagd"], counts=not tables["normen"].empty
    )
    sheet.bullets(lines, 108)
    sheet.line(texts.CHECK_TITLE, HEADING, 20)
    sheet.bullets(texts.CHECKS, 108)


def data_sheet(book: Book, tables: Tables) -> None:
    """The facts and the counts, as the program reads them."""
    sheet = book.sheet(texts.DATA_SHEET)
    names = [str(name) for name in tables["normen"].columns]
    sheet.widths([_WIDTHS.get(name, 12) for name in names])
    sheet.line(texts.DATA_NOTE, NOTE)
    if sheet.book.mark:
        sheet.line(sheet.book.mark, NOTE)
    sheet.row += 1
    for fact in records_of(tables["feiten"]):
        sheet.put(sheet.row, 0, fact["feit"], KINDS["key"])
        sheet.put(sheet.row, 1, fact["waarde"])
        sheet.row += 1
    sheet.row += 1
    columns = [
        TableColumn(name, name, _WIDTHS.get(name, 12), "text" if name in NORM_COLUMNS else "count")
        for name in names
    ]
    if tables["normen"].empty:
        return
    first, _ = sheet.table(columns, tables["normen"])
    check(sheet.raw.repeat_rows(first - 1))


SHEETS: Final[tuple[Callable[[Book, Tables], None], ...]] = (read_sheet, data_sheet)
