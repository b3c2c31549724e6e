"""The note of one organisation: its own answers, and of others what its feedback workbook shows.

It is made of the same tables as that workbook, which hold nothing that the gate does not give, and
it tells less: nobody who can help is named.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd

from nhnorm_xlsx.compare.sentences import judged_in_part, thema_name, told, told_shortly
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import OPEN, is_unmet, of_actions, overdue, together
from nhnorm_xlsx.compare.writer import note_template as styles
from nhnorm_xlsx.compare.writer.bands import mark_of, share_cells, stand_of
from nhnorm_xlsx.compare.writer.book import Sheet, TableColumn, records_of
from nhnorm_xlsx.compare.writer.charts import columns_then_now
from nhnorm_xlsx.compare.writer.note_document import CENTIMETRE, Note, NoteColumn
from nhnorm_xlsx.compare.writer.showing import status_label, status_style
from nhnorm_xlsx.contract.scores import MET, NOT_AT_ALL, UNMET
from nhnorm_xlsx.style import BRAND
from nhnorm_xlsx.texts.compare import bands, feedback, headings, shared, sheets
from nhnorm_xlsx.texts.compare import note as texts
from nhnorm_xlsx.texts.words import capital, number_and_name, shortened

# What fits on two pages.
MOST_NORMS: Final = 6
MOST_ACTIONS: Final = 10
_ACTION, _BY = 110, 40


def write_own_note(tables: Tables, path: Path, created: datetime) -> None:
    """Write the note of one organisation from the tables of `tables_for_organisation`.

    `created` is the date in the document; the same tables and date give the same bytes.
    Raises `StorageError` when the file cannot be written.
    """
    about = tables["over"].iloc[0]
    note = Note(texts.own_title(about["naam"], about["meting"]), created, mark_of(tables))
    note.line(stand_of(tables), styles.SUBTITLE)
    note.line(texts.TO_CHANGE, styles.SUBTITLE)
    note.line(texts.ADDRESSED, styles.SUBTITLE)
    note.heading(texts.IN_SHORT)
    note.bullets(_sentences(tables, about))
    if about["geantwoord"]:
        # What is asked stands on the first page.
        asked = _asked(tables, about)
        if asked:
            note.heading(texts.TO_DECIDE)
            note.numbered(asked)
        _chart(note, tables, about)
        if about["getoond"]:
            small = (*_of_whom(tables, about), *bands.how_told()[:2])
            note.line(" ".join(small), styles.SMALL)
            _ahead(note, tables)
        _actions(note, tables)
    note.save(path)


def _sentences(tables: Tables, about: pd.Series) -> list[str]:
    if not about["geantwoord"]:
        return [feedback.no_answers(about["eigen_soort"])]
    name = about["naam"]
    said = [texts.own_compliance(name, together(about, MET), about["n"], about["aandeel"])]
    if about["n"]:
        partly = [key for key in UNMET if key not in NOT_AT_ALL]
        said.append(texts.own_unmet(together(about, partly), together(about, NOT_AT_ALL)))
    if about[OPEN]:
        said.append(feedback.own_open(int(about[OPEN])))
    changes = tables["normen"]["verschil"].dropna()
    if len(changes):
        up, down = int((changes > 0).sum()), int((changes < 0).sum())
        said.append(feedback.own_change(about["vorige_meting"], up, down))
    if about["getoond"]:
        whom = bands.all_of(about["riecs"])
        return [*said, texts.own_chances(len(tables["kansen"]), whom)]
    return [*said, bands.nothing(about["reden"])]


def _with_others(about: pd.Series) -> bool:
    return bool(about["getoond"] and about["zelfde_normen"])


def _of_whom(tables: Tables, about: pd.Series) -> list[str]:
    """Which gemeenten the chart is about and which the table, and where their norms are others."""
    beside, said = _with_others(about), []
    if about["groep"] and len(about["riecs"]) > 1:
        riecs = [riec for riec in about["riecs"] if riec not in about["buiten"]]
        said.append(texts.of_whom(about["groep"] if beside else "", riecs))
    fewer = judged_in_part(tables) if beside else []
    if fewer:
        said.append(texts.fewer_norms(about["naam"], fewer))
    return said if beside else [*said, texts.other_norms(about["naam"])]


def _chart(note: Note, tables: Tables, about: pd.Series) -> None:
    """The chart per thema, as high as its bars ask, and whose each bar is."""
    height = round((2 + len(tables["themas"])) * CENTIMETRE)
    note.chart(lambda sheet: _columns(sheet, tables, about), _in_words(tables, about), height)
    if _with_others(about):
        whom = feedback.the_others(about["groep"], about["riecs"])
        light = status_style(MET[0]).strong
        note.legend([("■", BRAND, str(about["naam"])), ("□", light, texts.guarded(whom))])


def _columns(sheet: Sheet, tables: Tables, about: pd.Series) -> Any:  # noqa: ANN401
    themas, beside = tables["themas"], _with_others(about)
    whom = feedback.the_others(about["groep"], about["riecs"])
    columns = [
        TableColumn(headings.heading("thema"), "naam", 44),
        TableColumn(about["naam"], "aandeel", 16, "share"),
        *([TableColumn(whom, "anderen", 26, "count")] if beside else []),
    ]
    sheet.widths([item.width for item in columns])
    names = [thema_name(row) for row in records_of(themas)]
    rows = sheet.table(columns, themas.assign(naam=names, anderen=""))
    if beside:
        share_cells(sheet, rows[0], 2, themas["anderen"])
    pair = [(str(about["naam"]), 1), *([(whom, 2)] if beside else [])]
    words = [told_shortly(share) for share in themas["anderen"]]
    own = list(themas["aandeel"])
    chart = columns_then_now(
        sheet, rows, 0, pair, texts.CHART_TITLE, words=words, own=own, lying=True
    )
    chart.set_legend({"none": True})
    return chart


def _in_words(tables: Tables, about: pd.Series) -> str:
    beside = _with_others(about)
    parts = [
        texts.own_and_others(
            about["naam"], thema_name(row), row["aandeel"], told(row["anderen"]) if beside else ""
        )
        for row in records_of(tables["themas"])
    ]
    return shared.in_words(shared.COLUMN_CHART_PER_THEMA, parts)


def _chances(tables: Tables) -> pd.DataFrame:
    """The norms that half or more do meet, in the order of the workbook."""
    return tables["kansen"].sort_values("stap", ascending=False, kind="stable")


def _ahead(note: Note, tables: Tables) -> None:
    shown = _chances(tables).head(MOST_NORMS)
    if shown.empty:
        return
    riecs = tables["over"].iloc[0]["riecs"]
    note.heading(texts.others_ahead(bands.all_of(riecs)))
    note.table(
        [
            NoteColumn(texts.NORM, 52),
            NoteColumn(texts.STATUS, 18),
            NoteColumn(capital(bands.all_of(riecs)), 30),
        ],
        [
            [
                number_and_name(row["norm"], row["norm_tekst"]),
                status_label(row["status"]),
                bands.step(row["stap"]),
            ]
            for row in records_of(shown)
        ],
    )
    rest = len(tables["kansen"]) - len(shown)
    if rest:
        note.line(texts.more_norms(rest, sheets.CHANCES), styles.SMALL)


def _actions(note: Note, tables: Tables) -> None:
    actions = tables["acties"]
    note.heading(texts.OPEN_ACTIONS)
    shown = actions.head(MOST_ACTIONS)
    note.line(shared.open_actions(*of_actions(actions)), with_next=not shown.empty)
    if shown.empty:
        return
    note.table(
        [
            NoteColumn(texts.DATE, 15),
            NoteColumn(texts.NORM, 8),
            NoteColumn(texts.ACTION, 55),
            NoteColumn(texts.BY, 22),
        ],
        [_action_row(row) for row in records_of(shown)],
    )
    if len(actions) > len(shown):
        note.line(texts.and_more(len(actions) - len(shown), sheets.ACTIONS), styles.SMALL)


def _action_row(row: dict[str, Any]) -> list[str]:
    date = row["streefdatum"]
    day = "–" if pd.isna(date) else f"{date:%d-%m-%Y}"
    return [
        f"{day} ({shared.OVERDUE.lower()})" if row["te_laat"] else day,
        str(row["norm"]),
        shortened(row["actie"], _ACTION) or shared.NO_ACTION_TEXT,
        shortened(row["verantwoordelijke"], _BY) or "–",
    ]


def _asked(tables: Tables, about: pd.Series) -> list[tuple[str, str]]:
    """What to decide, from the own answers and the figures beside them."""
    asked = []
    if about["getoond"] and len(tables["kansen"]):
        first = _chances(tables).iloc[0]
        name = number_and_name(first["norm"], first["norm_tekst"])
        asked.append(texts.begin_with(name, bands.all_of(about["riecs"])))
    actions = tables["acties"]
    if len(actions):
        asked.append(texts.keep_up(len(actions), overdue(actions)))
    without = int(is_unmet(tables["normen"]).sum()) - len(actions)
    if without:
        asked.append(texts.plan_rest(without))
    return asked
