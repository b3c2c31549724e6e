"""Acties: all planned actions by date, the overdue ones marked."""

from __future__ import annotations

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import A3, Book
from nhnorm_xlsx.compare.writer.lists import action_list
from nhnorm_xlsx.texts.compare import shared, sheets


def actions_sheet(book: Book, tables: Tables) -> None:
    """One row per norm that is not (fully) met, with an action or a date."""
    action_list(book.sheet(sheets.ACTIONS, paper=A3), tables, shared.ACTIONS_NOTE)
