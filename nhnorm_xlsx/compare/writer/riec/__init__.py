"""The workbook for a RIEC: one module per sheet, and the list of them in order.

A sheet that is added is a function (book, tables) in a module of its own, and a line in
`SHEETS`; what it shows is a table in `compare/tables/riec.py`, its words are in `texts`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import Book, write_book
from nhnorm_xlsx.compare.writer.riec.actions import actions_sheet
from nhnorm_xlsx.compare.writer.riec.board import board_sheet
from nhnorm_xlsx.compare.writer.riec.bottlenecks import bottlenecks_sheet
from nhnorm_xlsx.compare.writer.riec.comparison import comparison_sheet
from nhnorm_xlsx.compare.writer.riec.data import data_sheet
from nhnorm_xlsx.compare.writer.riec.development import development_sheet
from nhnorm_xlsx.compare.writer.riec.exchange import exchange_sheet
from nhnorm_xlsx.compare.writer.riec.findings import findings_sheet
from nhnorm_xlsx.compare.writer.riec.response import response_sheet
from nhnorm_xlsx.compare.writer.riec.summary import summary_sheet, title_of
from nhnorm_xlsx.compare.writer.riec.themas import themas_sheet
from nhnorm_xlsx.texts.compare import shared

# In the order of the workbook. Without answers there is only the summary.
SHEETS: Final[tuple[Callable[[Book, Tables], None], ...]] = (
    board_sheet,
    summary_sheet,
    response_sheet,
    comparison_sheet,
    themas_sheet,
    bottlenecks_sheet,
    exchange_sheet,
    development_sheet,
    actions_sheet,
    findings_sheet,
    data_sheet,
)


def write_riec(tables: Tables, path: Path, created: datetime) -> None:
    """Write the comparison of one RIEC from the tables of `tables_for_riec`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    answered = tables["over"].iloc[0]["geantwoord"]
    sheets = SHEETS if answered else (summary_sheet,)
    mark = shared.confidential(tables["over"].iloc[0]["naam"])
    write_book(path, title_of(tables), created, sheets, tables, mark=mark)
