"""What the web page shows: plain data for its templates, nothing about markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nhnorm_xlsx import style
from nhnorm_xlsx.compare.sentences import riec_sentences, thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import OPEN
from nhnorm_xlsx.compare.writer.book import records_of
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import (
    ALL_KEYS,
    field_in_words,
    status_label,
    status_style,
    status_symbol,
)
from nhnorm_xlsx.contract.fields import FIELDS, STATUS
from nhnorm_xlsx.texts.compare import page as words
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import shared
from nhnorm_xlsx.texts.words import percent

Content = dict[str, Any]


def content_of(tables: Tables) -> Content:
    """Everything the templates name; without answers there are no `rows`."""
    about = tables["over"].iloc[0]
    people = who_of(tables)
    answered = bool(about["geantwoord"])
    return {
        "title": texts.riec_title(about["naam"], about["meting"], people),
        "as_of": shared.as_of(about["peildatum"]),
        "sentences": riec_sentences(tables, with_sheets=False),
        "words": words,
        "style": style,
        "statuses": [_status(key) for key in ALL_KEYS],
        "caption": words.caption(people),
        "names": list(tables["gemeenten"]["organisatie"]),
        "themas": _themas(tables) if answered else [],
        "rows": list(_rows(tables)) if answered else [],
        "data": _data(tables) if answered else {},
    }


def _status(key: str) -> Content:
    """A status on the page; there a norm without an answer has a key too."""
    return {
        "key": key or OPEN,
        "label": status_label(key),
        "symbol": status_symbol(key),
        "look": status_style(key),
    }


def _themas(tables: Tables) -> list[Content]:
    themas = tables["themas"]
    return [
        {"key": row["thema"], "name": thema_name(row)}
        for row in records_of(themas[themas["thema"] != ALL_THEMAS])
    ]


def _rows(tables: Tables) -> Iterator[Content]:
    """The rows of the overview: norms, below a row per thema and per sub-heading."""
    cells = tables["vergelijking"].itertuples(index=False, name=None)
    grid = {norm: keys for norm, *keys in cells}
    names = list(tables["gemeenten"]["organisatie"])
    shares = tables["gemeente_themas"]
    titles = {item["key"]: item["name"] for item in _themas(tables)}
    thema = kop = None
    for norm in records_of(tables["normen"]):
        if norm["thema"] != thema:
            thema, kop = norm["thema"], None
            own = shares.loc[shares["thema"] == thema, "aandeel"]
            yield {
                "kind": "thema",
                "thema": thema,
                "title": titles[thema],
                "shares": [percent(value) for value in own],
            }
        if norm["kop"] and norm["kop"] != kop:
            yield {"kind": "kop", "thema": thema, "kop": norm["kop"]}
        kop = norm["kop"]
        yield _norm_row(norm, grid[norm["norm"]], names)


def _norm_row(norm: dict[str, Any], keys: list[str], names: list[str]) -> Content:
    return {
        "kind": "norm",
        "norm": norm["norm"],
        "thema": norm["thema"],
        "kop": norm["kop"],
        "title": norm["norm_tekst"],
        "share": words.share_of(norm["aandeel"], norm["n"]),
        "cells": [
            {
                "status": _status(key),
                "label": words.cell_label(norm["norm"], name, status_label(key)),
            }
            for key, name in zip(keys, names, strict=True)
        ],
    }


def _data(tables: Tables) -> Content:
    """The answers for the detail, as data: never read as markup."""
    answers: dict[str, list[list[str]]] = {}
    for row in records_of(tables["gegevens"]):
        shown = [
            status_label(row[field.key])
            if field == STATUS
            else field_in_words(field, row[field.key])
            for field in FIELDS
        ]
        answers.setdefault(row["norm"], []).append(shown)
    return {
        "namen": list(tables["gemeenten"]["organisatie"]),
        "normen": dict(zip(tables["normen"]["norm"], tables["normen"]["norm_tekst"], strict=True)),
        "velden": [field.heading for field in FIELDS],
        "antwoorden": answers,
        "woorden": {
            "getoond": words.SHOWN,
            "titel": words.ANSWER_TITLE,
            "vraagt": words.WHAT_IT_ASKS,
        },
    }
