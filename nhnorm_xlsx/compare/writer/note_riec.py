"""The note of a RIEC for its board: how the region stands, without the name of a participant.

Free text of participants is not in it: who wrote it may be named there.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from nhnorm_xlsx.compare.asking import proposals, weakest
from nhnorm_xlsx.compare.sentences import nameless_sentences, thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import WORST, of_actions, overdue
from nhnorm_xlsx.compare.writer import note_template as styles
from nhnorm_xlsx.compare.writer.book import Sheet, TableColumn, records_of
from nhnorm_xlsx.compare.writer.charts import status_bars
from nhnorm_xlsx.compare.writer.note_document import Note, NoteColumn
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import status_columns, status_label
from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.texts.compare import board, headings, order, shared
from nhnorm_xlsx.texts.compare import note as texts
from nhnorm_xlsx.texts.words import whole

MOST = 5


def write_riec_note(tables: Tables, path: Path, created: datetime) -> None:
    """Write the note of a RIEC from the tables of `tables_for_riec`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    note = Note(texts.riec_title(about["naam"], about["meting"]), created)
    note.line(shared.as_of(about["peildatum"]), styles.SUBTITLE)
    note.line(texts.TO_CHANGE, styles.SUBTITLE)
    note.line(texts.ADDRESSED, styles.SUBTITLE)
    note.heading(texts.IN_SHORT)
    note.bullets(nameless_sentences(tables))
    if about["n"]:
        # What is asked stands on the first page.
        asked = proposals(tables, named=False)
        if asked:
            note.heading(texts.TO_DECIDE)
            note.numbered([(item.what, item.why) for item in asked])
        note.chart(lambda sheet: _bars(sheet, tables), _in_words(tables))
        _weakest(note, tables)
    note.save(path)


def _bars(sheet: Sheet, tables: Tables) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    people = who_of(tables)
    themas = tables["themas"][tables["themas"]["thema"] != ALL_THEMAS]
    columns = [
        TableColumn(headings.heading("thema"), "naam", 40),
        *status_columns(COUNTED, 12),
    ]
    sheet.widths([item.width for item in columns])
    names = [thema_name(row) for row in records_of(themas)]
    rows = sheet.table(columns, themas.assign(naam=names))
    places = {key: 1 + place for place, key in enumerate(COUNTED)}
    return status_bars(sheet, rows, 0, places, board.chart_title(people), shares=True)


def _in_words(tables: Tables) -> str:
    parts = [
        shared.share_complies(thema_name(row), row["aandeel"])
        for row in records_of(tables["themas"])
    ]
    return shared.in_words(shared.BAR_CHART_PER_THEMA, parts)


def _weakest(note: Note, tables: Tables) -> None:
    """The weakest norms, and how many actions there are for them."""
    shown = weakest(tables, MOST)
    if shown.empty:
        return
    actions = tables["acties"]
    note.heading(board.weakest_heading(len(shown)))
    note.table(
        [
            NoteColumn(texts.NORM, 52),
            NoteColumn(headings.heading("nog_niet"), 13, numbers=True),
            NoteColumn(status_label(WORST), 11, numbers=True),
            NoteColumn(headings.heading("hulp_gewenst"), 10, numbers=True),
            NoteColumn(headings.heading("kan_helpen"), 12, numbers=True),
            NoteColumn(texts.ACTIONS, 9, numbers=True),
            NoteColumn(shared.OVERDUE, 8, numbers=True),
        ],
        [_norm_row(row, actions[actions["norm"] == row["norm"]]) for row in records_of(shown)],
    )
    note.line(order.what_is_weakest(who_of(tables)), styles.SMALL)
    note.heading(texts.OPEN_ACTIONS)
    note.line(shared.open_actions(*of_actions(actions)))


def _norm_row(row: dict[str, Any], actions: pd.DataFrame) -> list[str]:
    counts = (row["hulp_gewenst"], row["kan_helpen"], len(actions), overdue(actions))
    return [
        str(row["kort"]),
        whole(row["nog_niet"]),
        whole(row[WORST]),
        *(whole(count) for count in counts),
    ]
