"""The feedback workbook for one organisation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from math import isnan
from pathlib import Path
from typing import Final

from nhnorm_xlsx.compare.sentences import feedback_sentences, thema_name, told, told_shortly
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import is_unmet
from nhnorm_xlsx.compare.writer.bands import mark_of, share_cells, stand_of, steps_column
from nhnorm_xlsx.compare.writer.book import (
    NOTE,
    Book,
    TableColumn,
    check,
    column,
    records_of,
    write_book,
)
from nhnorm_xlsx.compare.writer.charts import columns_then_now
from nhnorm_xlsx.compare.writer.lists import MOST_NAMES, action_list
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.statuses import legend_row, status_cells
from nhnorm_xlsx.texts.compare import bands, headings, shared, sheets
from nhnorm_xlsx.texts.compare import feedback as texts
from nhnorm_xlsx.texts.words import capital, listed

# Where the own status stands.
STATUS_COLUMN = 2


def write_terugkoppeling(tables: Tables, path: Path, created: datetime) -> None:
    """Write the feedback to one organisation from the tables of `tables_for_organisation`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    made = SHEETS if about["geantwoord"] else SHEETS[:1]
    mark = " · ".join(filter(None, (mark_of(tables), shared.confidential(about["naam"]))))
    write_book(path, title_of(tables), created, made, tables, mark=mark)


def title_of(tables: Tables) -> str:
    """The title of the workbook."""
    about = tables["over"].iloc[0]
    return texts.feedback_title(about["naam"], about["meting"])


def notes_of(tables: Tables) -> tuple[str, ...]:
    """Of whom the figures beside the own answers are; nothing where there are none."""
    about = tables["over"].iloc[0]
    if not about["getoond"]:
        return ()
    counted = bool(about["meegeteld"])
    later = bool(about["later"])
    riecs, outside = about["riecs"], about["buiten"]
    return (texts.beside_whom(about["groep"], riecs, outside, counted=counted, later=later),)


def how_to_read() -> tuple[str, ...]:
    """From when the own answers are, and how the figures beside them are told."""
    return (texts.OWN_NOW, *bands.how_told())


def summary_sheet(book: Book, tables: Tables) -> None:
    """Sentences, and per thema the own share beside that of the gemeenten together."""
    sheet = book.one_page(sheets.SUMMARY)
    about = tables["over"].iloc[0]
    sheet.widths([58, 11, 13, 15, 26])
    sheet.title(title_of(tables), stand_of(tables), width=110)
    sheet.bullets(feedback_sentences(tables), 108)
    if not about["geantwoord"]:
        return
    for note in (*notes_of(tables), *(how_to_read() if about["getoond"] else ())):
        sheet.paragraph(note, 120, NOTE)
    sheet.row += 1
    themas = tables["themas"]
    beside = bool(about["getoond"] and about["zelfde_normen"])
    whom = texts.the_others(about["groep"], about["riecs"])
    names = [thema_name(row) for row in records_of(themas)]
    words = [told(share) for share in themas["anderen"]]
    others = [TableColumn(f"{whom}: {headings.COMPLIES.lower()}", "woorden", 26, "count")]
    rows = sheet.table(
        [
            column("naam", 58, heading=headings.heading("thema")),
            column("normen", 11, "count", headings.NORMS),
            column("beoordeeld", 13, "count", headings.YOU_JUDGED),
            column("aandeel", 15, "share", headings.YOUR_SHARE),
            *(others if beside else ()),
        ],
        themas.assign(naam=names, woorden=""),
    )
    if beside:
        share_cells(sheet, rows[0], 4, themas["anderen"])
    for kind, name, other in tables["buiten"].itertuples(index=False, name=None):
        sheet.paragraph(shared.left_out(kind, name, other), 120, NOTE)
    sheet.row += 1
    pair = [(texts.YOU, 3), *([(whom, 4)] if beside else [])]
    title = texts.chart_title(together=beside)
    shortly = [told_shortly(share) for share in themas["anderen"]]
    chart = columns_then_now(
        sheet, rows, 0, pair, title, words=shortly, own=list(themas["aandeel"])
    )
    parts = [
        texts.you_and_others(name, own, other if beside else "")
        for name, own, other in zip(names, themas["aandeel"], words, strict=True)
    ]
    sheet.insert(chart, 0, shared.in_words(shared.COLUMN_CHART_PER_THEMA, parts), 860, 330)
    sheet.skip_chart(330)


def normen_sheet(book: Book, tables: Tables) -> None:
    """Every norm: the own status, what changed, and how the gemeenten together stand."""
    sheet = book.sheet(sheets.FEEDBACK_NORMEN)
    about = tables["over"].iloc[0]
    whom = [TableColumn(capital(bands.all_of(about["riecs"])), "samen", 26)]
    columns = [
        column("norm", 7, "key"),
        column("norm_tekst", 74),
        column("teken", 9, heading=headings.YOUR_STATUS),
        column("beweging", 13, heading=headings.DEVELOPMENT),
        *(whom if about["getoond"] else ()),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(sheets.FEEDBACK_NORMEN, *notes_of(tables))
    legend_row(sheet)
    normen = tables["normen"]
    frame = normen.assign(
        teken="",
        beweging=[movement(value) for value in normen["verschil"]],
        samen=[bands.step(step) for step in normen["stap"]],
    )
    first, _ = sheet.table(columns, frame, filtered=True)
    status_cells(sheet, first, STATUS_COLUMN, list(normen["status"]))
    if about["getoond"]:
        steps_column(sheet, first, 4, normen["stap"])
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


def chances_sheet(book: Book, tables: Tables) -> None:
    """What is not met yet: how the gemeenten together stand, and who offers help."""
    sheet = book.sheet(sheets.CHANCES)
    about = tables["over"].iloc[0]
    in_riec, shown = bool(about["riec"]), bool(about["getoond"])
    whom = [TableColumn(capital(bands.all_of(about["riecs"])), "samen", 26)]
    columns = [
        column("norm", 7, "key"),
        column("norm_tekst", 64),
        column("teken", 9, heading=headings.YOUR_STATUS),
        *(whom if shown else ()),
        *([column("hulp", 50, heading=headings.CAN_HELP)] if in_riec else ()),
    ]
    sheet.widths([item.width for item in columns])
    sheet.title(sheets.CHANCES, texts.chances_note(who_of(tables), in_riec=in_riec, shown=shown))
    normen = tables["normen"]
    unmet = normen[is_unmet(normen)].sort_values("stap", ascending=False, kind="stable")
    if unmet.empty:
        sheet.line(texts.NO_CHANCES if about["n"] else texts.NOTHING_JUDGED)
        return
    names = tables["hulp"].groupby("norm")["organisatie"].agg(list).to_dict()
    frame = unmet.assign(
        teken="",
        samen=[bands.step(step) for step in unmet["stap"]],
        hulp=[listed(names.get(norm, []), MOST_NAMES) or texts.NO_HELP for norm in unmet["norm"]],
    )
    legend_row(sheet)
    first, _ = sheet.table(columns, frame, filtered=True)
    status_cells(sheet, first, STATUS_COLUMN, list(unmet["status"]))
    if shown:
        steps_column(sheet, first, 3, unmet["stap"])
    check(sheet.raw.freeze_panes(first, 2))
    check(sheet.raw.repeat_rows(first - 1))


def own_actions_sheet(book: Book, tables: Tables) -> None:
    """The own actions by date."""
    action_list(book.sheet(sheets.ACTIONS), tables, shared.OWN_ACTIONS_NOTE, named=False)


def movement(difference: float) -> str:
    """A change of score in words; empty when it cannot be compared."""
    if isnan(difference):
        return ""
    return texts.SAME if not difference else texts.UP if difference > 0 else texts.DOWN


# In the order of the workbook. Without answers there is only the first.
SHEETS: Final[tuple[Callable[[Book, Tables], None], ...]] = (
    summary_sheet,
    normen_sheet,
    chances_sheet,
    own_actions_sheet,
)
