"""The workbook of `status --uit`: how the meting stands, for a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import (
    BORDER,
    NOTE,
    Book,
    Props,
    TableColumn,
    check,
    write_book,
)
from nhnorm_xlsx.compare.writer.showing import status_style
from nhnorm_xlsx.contract.scores import MET, UNMET
from nhnorm_xlsx.style import WARNING_FILL, WARNING_INK
from nhnorm_xlsx.texts import status as texts

_URGENT: Final = ("afgewezen", "te_verbeteren", "te_laat", "leeg")
# Who has begun looks like a norm that is partly met, who is done like one that is.
_LIKE: Final[Mapping[str, str]] = {
    "volledig": MET[0],
    "onvolledig": UNMET[-1],
    "teruggestuurd": UNMET[-1],
}


def write_status(tables: Tables, path: Path, created: datetime) -> None:
    """Write the workbook: `over` (one row: titel, bij, regels), `riecs`, `organisaties`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    title = str(tables["over"].iloc[0]["titel"])
    write_book(path, title, created, (_standing_sheet,), tables)


def _standing_sheet(book: Book, tables: Tables) -> None:
    """The counts, a table per RIEC, and everyone in one list that can be filtered."""
    about, riecs, frame = tables["over"].iloc[0], tables["riecs"], tables["organisaties"]
    sheet = book.sheet(texts.SHEET)
    columns = [_column(name, width, kind) for name, width, kind in _COLUMNS]
    sheet.widths([item.width for item in columns])
    sheet.title(str(about["titel"]), str(about["bij"]), width=150)
    for line in str(about["regels"]).split("\n"):
        sheet.line(line)
    sheet.row += 1
    groups = [_column(name, width, kind) for name, width, kind in _GROUPS]
    sheet.table(groups, riecs)
    sheet.row += 1
    keys = list(frame["stand"])
    shown = [f"{texts.SIGNS[key]} {texts.STATES[key]}" for key in keys]
    first, _ = sheet.table(columns, frame.assign(stand=shown), filtered=True)
    place = [item.name for item in columns].index("stand")
    for row, (key, text) in enumerate(zip(keys, shown, strict=True), first):
        sheet.put(row, place, text, BORDER, _look(key))
    check(sheet.raw.repeat_rows(first - 1))
    if frame.empty:
        sheet.line(texts.NOBODY, NOTE)


def _look(key: str) -> Props:
    """The colour of a standing, beside its sign and its words."""
    if key in _URGENT:
        return {"bg_color": WARNING_FILL, "font_color": WARNING_INK, "bold": True}
    style = status_style(_LIKE.get(key, ""))
    return {"bg_color": style.fill, "font_color": style.ink}


def _column(name: str, width: float, kind: str) -> TableColumn:
    return TableColumn(
        texts.HEADINGS.get(name) or texts.STATES[name].capitalize(), name, width, kind
    )


_COLUMNS: Final = (
    ("riec", 27, "text"),
    ("organisatie", 22, "key"),
    ("stand", 19, "text"),
    ("ingevuld", 10, "count"),
    ("totaal", 10, "count"),
    ("fouten", 8, "count"),
    ("waarschuwingen", 16, "count"),
    ("uitgegeven", 12, "date"),
    ("opgesteld", 20, "text"),
    ("ontvangen", 12, "date"),
    ("deadline", 12, "date"),
    ("te_laat", 9, "count"),
    ("opmerking", 30, "text"),
)
# Under each other on one sheet: each as wide as the column of the list that it stands above.
_GROUPS: Final = tuple(
    (name, width, "text" if name == "riec" else "count")
    for name, (_, width, _) in zip(
        ("riec", "gevraagd", "uit", "binnen", "volledig", "laat", "te_verbeteren"),
        _COLUMNS,
        strict=False,
    )
)
