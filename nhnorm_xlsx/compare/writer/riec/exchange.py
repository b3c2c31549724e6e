"""Uitwisseling: per norm who asks for help and who can give it."""

from __future__ import annotations

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.order import all_weakest_first
from nhnorm_xlsx.compare.tables.plans import has_unnamed
from nhnorm_xlsx.compare.writer.book import A3, Book, column
from nhnorm_xlsx.compare.writer.lists import MOST_NAMES, filterable_list
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.texts.compare import headings, sheets
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.words import listed


def exchange_sheet(book: Book, tables: Tables) -> None:
    """One row per norm."""
    people = who_of(tables)
    columns = [
        column("norm", 7, "key"),
        column("norm_tekst", 50),
        column("aantal_vraagt", 11, "count", headings.HOW_MANY_ASK),
        column("vraagt", 38, heading=headings.ASKING),
        column("aantal_biedt", 11, "count", headings.HOW_MANY_OFFER),
        column("biedt", 38, heading=headings.OFFERED_BY.format(one=people.one)),
        column("aantal_voldoet", 11, "count", headings.HOW_MANY_COMPLY),
        column("voldoet", 52, heading=headings.COMPLYING),
    ]
    sheet = book.sheet(sheets.EXCHANGE, paper=A3)
    note = texts.exchange_note(people, unnamed=has_unnamed(tables["uitwisseling"]))
    filterable_list(sheet, note, columns, exchange_rows(tables), "")


def exchange_rows(tables: Tables) -> pd.DataFrame:
    """One row per norm, the weakest first, with the names in a sentence."""
    normen = tables["normen"]
    frame = normen.set_index("norm").loc[all_weakest_first(normen), ["norm_tekst"]].reset_index()
    exchange = tables["uitwisseling"]
    unnamed = exchange["rol"] == "stil"
    exchange = exchange.assign(
        organisatie=exchange["organisatie"].where(
            ~unnamed, exchange["organisatie"].map(texts.not_to_be_named)
        ),
        rol=exchange["rol"].where(~unnamed, "biedt"),
    )
    roles = exchange.groupby(["norm", "rol"])["organisatie"].agg(list).to_dict()
    for role in ("vraagt", "biedt", "voldoet"):
        names = [roles.get((norm, role), []) for norm in frame["norm"]]
        frame[f"aantal_{role}"] = [len(item) for item in names]
        frame[role] = [listed(item, MOST_NAMES) for item in names]
    return frame
