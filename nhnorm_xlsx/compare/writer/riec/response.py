"""Respons: who has answered, how far, and what was refused."""

from __future__ import annotations

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import Book, column
from nhnorm_xlsx.compare.writer.lists import filterable_list
from nhnorm_xlsx.compare.writer.participants import name_column, who_of
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import sheets


def response_sheet(book: Book, tables: Tables) -> None:
    """One row per gemeente that is expected to answer."""
    frame = tables["respons"]
    columns = [
        name_column(tables, 26),
        column("grootteklasse", 20),
        column("uitgegeven_op", 12, "date"),
        column("deadline", 12, "date"),
        column("stand", 20),
        column("ingevuld", 11, "count"),
        column("totaal", 11, "count"),
        column("ontvangen_op", 14, "date"),
        column("bestanden", 12, "count"),
        column("fouten", 9, "count"),
        column("waarschuwingen", 16, "count"),
        column("reden", 44),
    ]
    filterable_list(
        book.sheet(sheets.RESPONSE),
        texts.response_note(who_of(tables)),
        columns,
        frame.assign(stand=frame["stand"].map(texts.STATES)),
        "",
    )
