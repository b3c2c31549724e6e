"""The sheets of a RIEC workbook that are lists: response, exchange, actions, findings."""

from __future__ import annotations

import pandas as pd

from nhnorm_xlsx.compare.tables.riec import Tables
from nhnorm_xlsx.compare.writer.book import A3, Book, Column, Sheet, check
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.style import WARNING_FILL, WARNING_INK
from nhnorm_xlsx.texts import compare as texts

MOST_NAMES = 25


def response_sheet(book: Book, tables: Tables) -> None:
    """Who has answered, how far, and what was refused."""
    sheet = book.sheet(texts.RESPONSE)
    frame = tables["respons"]
    frame = frame.assign(stand=frame["stand"].map(texts.STATES))
    filterable_list(
        sheet,
        texts.RESPONSE_NOTE,
        [
            Column("Gemeente", "organisatie", 26),
            Column("Inwoners (klasse)", "grootteklasse", 20),
            Column("Uitgegeven op", "uitgegeven_op", 12, "date"),
            Column("Uiterste dag", "deadline", 12, "date"),
            Column("Stand", "stand", 20),
            Column("Normen ingevuld", "ingevuld", 11, "count"),
            Column("Normen gevraagd", "totaal", 11, "count"),
            Column("Ontvangen op", "ontvangen_op", 14, "date"),
            Column("Bestanden", "bestanden", 12, "count"),
            Column("Fouten", "fouten", 9, "count"),
            Column("Waar-schuwingen", "waarschuwingen", 12, "count"),
            Column("Waarom geweigerd", "reden", 44),
        ],
        frame,
        "",
    )


def exchange_sheet(book: Book, tables: Tables) -> None:
    """Per norm who asks for help and who can give it."""
    sheet = book.sheet(texts.EXCHANGE, paper=A3)
    filterable_list(
        sheet,
        texts.EXCHANGE_NOTE,
        [
            Column("Norm", "norm", 7, "key"),
            Column("Wat de norm vraagt", "norm_tekst", 50),
            Column("Aantal dat hulp vraagt", "aantal_vraagt", 11, "count"),
            Column("Vraagt hulp", "vraagt", 38),
            Column("Aantal dat hulp biedt", "aantal_biedt", 11, "count"),
            Column("Kan anderen helpen (zegt de gemeente)", "biedt", 38),
            Column("Aantal andere dat voldoet", "aantal_voldoet", 11, "count"),
            Column("Voldoet (zei niets over hulp)", "voldoet", 52),
        ],
        exchange_rows(tables),
        "",
    )


def exchange_rows(tables: Tables) -> pd.DataFrame:
    """One row per norm, with the names in a sentence."""
    frame = tables["normen"][["norm", "norm_tekst"]].copy()
    roles = tables["uitwisseling"].groupby(["norm", "rol"])["organisatie"].agg(list).to_dict()
    for role in ("vraagt", "biedt", "voldoet"):
        names = [roles.get((norm, role), []) for norm in frame["norm"]]
        frame[f"aantal_{role}"] = [len(item) for item in names]
        frame[role] = [texts.listed(item, MOST_NAMES) for item in names]
    return frame


def actions_sheet(book: Book, tables: Tables) -> None:
    """All planned actions by date, the overdue ones marked."""
    action_list(book.sheet(texts.ACTIONS, paper=A3), tables["acties"])


def action_list(sheet: Sheet, frame: pd.DataFrame) -> None:
    """The actions as a filterable list."""
    late = list(frame["te_laat"])
    labels = {key: status.label for key, status in STATUS_BY_KEY.items()}
    frame = frame.assign(
        te_laat=[texts.OVERDUE if item else "" for item in late],
        status=frame["status"].map(labels),
        actie=frame["actie"].where(frame["actie"] != "", texts.NO_ACTION_TEXT),
    )
    columns = [
        Column("Streefdatum", "streefdatum", 13, "date"),
        Column("Te laat?", "te_laat", 10),
        Column("Gemeente", "organisatie", 22),
        Column("Thema", "thema", 8),
        Column("Norm", "norm", 8, "key"),
        Column("Status", "status", 15),
        Column("Actie", "actie", 70),
        Column("Verantwoordelijke", "verantwoordelijke", 28),
        Column("Prioriteit", "prioriteit", 11),
    ]
    first = filterable_list(sheet, texts.ACTIONS_NOTE, columns, frame, texts.NO_ACTIONS)
    look = {"bg_color": WARNING_FILL, "font_color": WARNING_INK, "bold": True}
    for row, is_late in enumerate(late, first):
        if is_late:
            sheet.put(row, 1, texts.OVERDUE, look)


def findings_sheet(book: Book, tables: Tables) -> None:
    """What is wrong with the data behind the figures."""
    sheet = book.sheet(texts.FINDINGS, paper=A3)
    columns = [
        Column("Ernst", "ernst", 14),
        Column("Gemeente", "organisatie", 22),
        Column("Bevinding", "melding", 70),
        Column("Norm", "norm", 8, "key"),
        Column("Blad", "blad", 24),
        Column("Cel", "cel", 8),
        Column("Waarde", "waarde", 24),
        Column("Bestand", "bestand", 40),
    ]
    filterable_list(sheet, texts.FINDINGS_NOTE, columns, tables["bevindingen"], texts.NO_FINDINGS)


def filterable_list(
    sheet: Sheet, note: str, columns: list[Column], frame: pd.DataFrame, when_empty: str
) -> int:
    """A whole sheet with one table; the first data row."""
    sheet.widths([item.width for item in columns])
    sheet.title(sheet.name, note)
    if frame.empty:
        sheet.line(when_empty)
        return sheet.row
    first, _ = sheet.table(columns, frame, filtered=True)
    check(sheet.raw.freeze_panes(first, 0))
    check(sheet.raw.repeat_rows(first - 1))
    return first
