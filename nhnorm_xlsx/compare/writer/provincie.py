"""The workbook for the provincie: gemeenten together, in words and rounded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from nhnorm_xlsx.compare.sentences import provincie_sentences, thema_name, told
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.bands import (
    mark_of,
    share_cells,
    stand_of,
    steps_column,
    told_bars,
)
from nhnorm_xlsx.compare.writer.book import (
    NOTE,
    Book,
    TableColumn,
    check,
    column,
    records_of,
    write_book,
)
from nhnorm_xlsx.texts.compare import bands, headings, shared, sheets
from nhnorm_xlsx.texts.compare import provincie as texts
from nhnorm_xlsx.texts.compare.headings import heading
from nhnorm_xlsx.texts.words import capital

# The column with the text of a norm.
TEXT_WIDTH = 74


def write_provincie(tables: Tables, path: Path, created: datetime) -> None:
    """Write the report for the provincie from the tables of `tables_for_provincie`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    made = SHEETS if about["getoond"] else SHEETS[:1]
    if tables["riecs"].empty or len(about["riecs"]) == 1:
        made = tuple(sheet for sheet in made if sheet is not per_riec_sheet)
    write_book(path, title_of(tables), created, made, tables, mark=mark_of(tables))


def title_of(tables: Tables) -> str:
    """The title of the workbook."""
    about = tables["over"].iloc[0]
    return texts.provincie_title(about["riecs"], about["meting"])


def summary_sheet(book: Book, tables: Tables) -> None:
    """Sentences, and the share per thema of all together."""
    sheet = book.one_page(sheets.SUMMARY)
    about = tables["over"].iloc[0]
    sheet.widths([62, 14, 26])
    sheet.title(title_of(tables), stand_of(tables), width=110)
    sheet.bullets(provincie_sentences(tables), 100)
    if not about["getoond"]:
        return
    for note in bands.how_told():
        sheet.paragraph(note, 112, NOTE)
    sheet.row += 1
    themas = tables["themas"]
    names = [thema_name(row) for row in records_of(themas)]
    words = [told(share) for share in themas["aandeel"]]
    rows = sheet.table(
        [
            TableColumn(heading("thema"), "naam", 62),
            column("normen", 14, "count", headings.NORMS),
            TableColumn(headings.COMPLIES, "woorden", 26, "count"),
        ],
        themas.assign(naam=names, woorden=""),
    )
    share_cells(sheet, rows[0], 2, themas["aandeel"])
    sheet.row += 1
    chart = told_bars(sheet, rows, 2, words, texts.chart_title(about["riecs"]))
    said = [f"{name}: {text}" for name, text in zip(names, words, strict=True)]
    sheet.insert(chart, 0, shared.in_words(shared.BAR_CHART_PER_THEMA, said), 800, 320)
    sheet.skip_chart(320)


def per_riec_sheet(book: Book, tables: Tables) -> None:
    """Per thema the share in every RIEC that is large enough, beside all together."""
    sheet = book.sheet(sheets.PER_RIEC)
    about = tables["over"].iloc[0]
    riecs = list(dict.fromkeys(tables["riecs"]["riec"]))
    frame = tables["themas"].assign(
        naam=[thema_name(row) for row in records_of(tables["themas"])],
        alle="",
        **dict.fromkeys(riecs, ""),
    )
    columns = [
        TableColumn(heading("thema"), "naam", 60),
        TableColumn(capital(bands.all_of(about["riecs"])), "alle", 22, "count"),
        *(TableColumn(riec, riec, 22, "count") for riec in riecs),
    ]
    sheet.widths([item.width for item in columns])
    together = [riec for riec in about["riecs"] if riec not in {*riecs, *about["buiten"]}]
    notes = [texts.in_total(together)] if together else []
    sheet.title(sheets.PER_RIEC, texts.PER_RIEC_NOTE, *notes)
    first, _ = sheet.table(columns, frame)
    share_cells(sheet, first, 1, tables["themas"]["aandeel"], {"bold": True})
    for place, riec in enumerate(riecs, 2):
        of_riec = tables["riecs"][tables["riecs"]["riec"] == riec]
        share_cells(sheet, first, place, of_riec["aandeel"])


def normen_sheet(book: Book, tables: Tables) -> None:
    """All gemeenten together, per norm: the quarter that its share lies in."""
    sheet = book.sheet(sheets.NORMEN)
    columns = [
        column("norm", 8, "key"),
        column("norm_tekst", TEXT_WIDTH),
        column("thema_titel", 30, heading=heading("thema")),
        TableColumn(headings.COMPLIES, "woorden", 26),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(sheets.NORMEN, texts.NORMEN_NOTE, *bands.how_told())
    normen = tables["normen"]
    frame = normen.assign(woorden=[bands.step(step) for step in normen["stap"]])
    first, _ = sheet.table(columns, frame, filtered=True)
    steps_column(sheet, first, len(columns) - 1, normen["stap"])
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


# In the order of the workbook. When no figure may be shown there is only the first.
SHEETS: Final[tuple[Callable[[Book, Tables], None], ...]] = (
    summary_sheet,
    per_riec_sheet,
    normen_sheet,
)
