"""Gegevens: the flat table of all answers, to compute with."""

from __future__ import annotations

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import (
    BORDER,
    HEAD,
    Book,
    TableColumn,
    check,
    column,
    is_missing,
    rows_of,
)
from nhnorm_xlsx.compare.writer.paper import on_paper
from nhnorm_xlsx.compare.writer.participants import name_column, who_of
from nhnorm_xlsx.compare.writer.showing import LABELS, data_column
from nhnorm_xlsx.contract.fields import FIELDS, STATUS
from nhnorm_xlsx.texts.compare import headings, sheets
from nhnorm_xlsx.texts.compare import riec as texts


def data_columns(tables: Tables) -> list[TableColumn]:
    """Who and which norm, the answer field by field, and where it stands."""
    return [
        column("meting", 9),
        column("organisatie_code", 10),
        name_column(tables, 20),
        column("grootteklasse", 18),
        column("thema", 8),
        column("thema_titel", 36, heading=headings.THEMA_TITLE),
        column("norm", 8, "key"),
        column("status", 18),
        column("score", 9, "number"),
        *(data_column(field) for field in FIELDS if field != STATUS),
        column("bestand", 46, "line"),
        column("blad", 32, "line"),
        column("cel", 7, "line"),
    ]


def data_sheet(book: Book, tables: Tables) -> None:
    """One row per gemeente and norm, as an Excel table."""
    columns = data_columns(tables)
    sheet = book.sheet(sheets.DATA)
    sheet.widths([item.width for item in columns])
    sheet.title(sheets.DATA, texts.data_note(who_of(tables)))
    frame = tables["gegevens"]
    frame = frame.assign(status=frame["status"].map(LABELS))
    header = sheet.row
    last = header + len(frame)
    heads = [{"header": item.heading, "header_format": book.format(HEAD)} for item in columns]
    options = {"columns": heads, "style": None, "name": sheets.DATA}
    check(sheet.raw.add_table(header, 0, last, len(columns) - 1, options))
    names = [item.name for item in columns]
    format_of = book.formats(BORDER, {"text_wrap": False})
    for row, values in enumerate(rows_of(frame[names]), header + 1):
        for place, (item, value) in enumerate(zip(columns, values, strict=True)):
            shown = "" if is_missing(value) else value
            sheet.write(row, place, shown, format_of(item.kind, value))
    check(sheet.raw.freeze_panes(header + 1, 3))
    check(sheet.raw.repeat_rows(header))
    sheet.row = last + 1
    on_paper(sheet, 1, rows=(header + 1, last), note=header - 1, columns=names.index("score") + 1)
