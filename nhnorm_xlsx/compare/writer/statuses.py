"""Cells with a status: its symbol on its colour, and the legend that explains them."""

from __future__ import annotations

from collections.abc import Sequence

from nhnorm_xlsx.compare.writer.book import NOTE, Props, Sheet
from nhnorm_xlsx.compare.writer.showing import ALL_KEYS, status_label, status_style, status_symbol
from nhnorm_xlsx.style import LINE, ON_BRAND
from nhnorm_xlsx.texts.compare import shared


def status_cell(sheet: Sheet, row: int, column: int, key: str) -> None:
    """A cell with a status: symbol and colour."""
    sheet.write(row, column, status_symbol(key), sheet.book.format_for(_look, key))


def _look(key: str) -> Props:
    style = status_style(key)
    return {
        "bg_color": style.fill,
        "font_color": style.ink,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "border_color": ON_BRAND if key else LINE,
        "font_size": 11,
    }


def status_cells(sheet: Sheet, first: int, column: int, keys: Sequence[str]) -> None:
    """Statuses below each other in one column."""
    for row, key in enumerate(keys, first):
        status_cell(sheet, row, column, key)


def legend_row(sheet: Sheet) -> None:
    """What the symbols mean, beside each other on one line."""
    parts = [f"{status_symbol(key)} {status_label(key)}" for key in ALL_KEYS]
    sheet.line(f"{shared.LEGEND}:  {'    '.join(parts)}", NOTE)
    sheet.row += 1
