"""Bevindingen: what is wrong with the data behind the figures."""

from __future__ import annotations

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import A3, Book, column
from nhnorm_xlsx.compare.writer.lists import filterable_list
from nhnorm_xlsx.compare.writer.participants import name_column
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import sheets


def findings_sheet(book: Book, tables: Tables) -> None:
    """One row per finding."""
    columns = [
        column("ernst", 14),
        name_column(tables, 22),
        column("melding", 70),
        column("norm", 8, "key"),
        column("blad", 24),
        column("cel", 8),
        column("waarde", 24),
        column("bestand", 40),
    ]
    filterable_list(
        book.sheet(sheets.FINDINGS, paper=A3),
        texts.FINDINGS_NOTE,
        columns,
        tables["bevindingen"],
        texts.NO_FINDINGS,
    )
