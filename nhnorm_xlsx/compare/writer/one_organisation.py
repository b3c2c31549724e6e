"""Everything that is held about one organisation, as a workbook: a sheet per subject."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import A3, A4, Book, TableColumn, check, write_book
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import overview_of_one as texts

# What every row would say again, or says nothing to a reader.
_LEFT_OUT: Final = (
    *("organisatie_code", "organisatie", "veiligheidsregio", "thema_titel", "noemen", "score"),
    *("thema", "blad", "cel"),
)
# The widest ones; in these nobody asks what kind of organisation it is, and where.
_OF_ANSWERS: Final = ("antwoorden", "inzendingen")
_NOT_OF_ANSWERS: Final = ("soort", "riec")
_NARROW: Final = ("meting", "editie", "norm", "bytes", "ingevuld", "totaal", "fouten")
_USUAL, _NARROW_WIDTH = 16, 9
_WIDE: Final = {
    "onderbouwing": 50,
    "actie": 50,
    "melding": 70,
    "reden": 50,
    "waarde": 30,
    "bestand": 36,
    "origineel": 36,
    "statussen": 70,
    "sha256": 36,
    "aan": 40,
    "cc": 40,
}


def write_one_organisation(
    path: Path, who: Organisation, frames: dict[str, pd.DataFrame], made: datetime
) -> None:
    """Write the tables, by the keys of `texts.SHEETS`; the same tables give the same bytes.

    Raises `StorageError` when the file cannot be written.
    """
    title = texts.title(who.name, who.code)
    write_book(path, title, made, [_sheet(name, who) for name in frames], frames)


def _sheet(name: str, who: Organisation) -> Callable[[Book, Tables], None]:
    def sheet(book: Book, tables: Tables) -> None:
        called, note = texts.SHEETS[name]
        frame = tables[name]
        page = book.sheet(called, paper=A3 if name in _OF_ANSWERS else A4)
        columns = [
            TableColumn(_heading(key), key, _width(key), _kind(frame[key]))
            for key in frame.columns
            if key not in _LEFT_OUT and not (name in _OF_ANSWERS and key in _NOT_OF_ANSWERS)
        ]
        page.widths([item.width for item in columns] or [60])
        page.title(f"{called}: {who.name}", note)
        if frame.empty:
            page.line(texts.NONE)
            return
        first, _ = page.table(columns, frame, filtered=True)
        check(page.raw.repeat_rows(first - 1))
        check(page.raw.freeze_panes(first, 0))

    return sheet


def _width(key: str) -> float:
    return _NARROW_WIDTH if key in _NARROW else _WIDE.get(key, _USUAL)


def _heading(key: str) -> str:
    field = FIELD_BY_KEY.get(key)
    return texts.HEADINGS.get(key) or (field.heading if field else key.capitalize())


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    return "count" if pd.api.types.is_numeric_dtype(values) else "text"
