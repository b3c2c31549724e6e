"""What the web page shows: plain data for its templates, nothing about markup.

Here: the head, the filters and the matrix; the other tabs are in `charts` and `lists`, what
the scripts read is in `answers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import Any

from nhnorm_xlsx import style
from nhnorm_xlsx.compare.sentences import riec_headlines, thema_name, who_is_not_in
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import OPEN, together
from nhnorm_xlsx.compare.tables.plans import likely, succeeded
from nhnorm_xlsx.compare.tables.response import PARTIAL
from nhnorm_xlsx.compare.writer.book import records_of
from nhnorm_xlsx.compare.writer.page import answers, charts, lists
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import (
    ALL_KEYS,
    status_label,
    status_style,
    status_symbol,
)
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.texts.compare import page as words
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import shared
from nhnorm_xlsx.texts.words import percent
from nhnorm_xlsx.tiles import Tiles

Content = dict[str, Any]
# So many names fit beside each other on paper.
MOST_ON_PAPER = 34


def content_of(tables: Tables, tiles: Tiles) -> Content:
    """Everything the templates name; without answers there are no `rows`."""
    about = tables["over"].iloc[0]
    people = who_of(tables)
    first, rest = riec_headlines(tables)
    content: Content = {
        "title": texts.riec_title(about["naam"], about["meting"], people),
        "confidential": shared.confidential(about["naam"]),
        "on_every_sheet": css_text(shared.confidential(about["naam"])),
        "as_of": shared.as_of(about["peildatum"]),
        "not_in": who_is_not_in(tables) if about["geantwoord"] else [],
        "first": first,
        "rest": rest,
        "words": words,
        "style": style,
        "people": people,
        "tabs": words.tabs(people),
        "statuses": [_status(key) for key in ALL_KEYS],
        "rows": [],
    }
    if not about["geantwoord"]:
        return content
    partial = partial_codes(tables)
    return content | {
        "figures": _figures(tables, len(partial)),
        "participants": list(_participants(tables, partial)),
        "partial": bool(partial),
        "most_on_paper": MOST_ON_PAPER,
        "sizes": _sizes(tables),
        "themas": _themas(tables),
        "rows": list(_rows(tables)),
        "charts": charts.charts_of(tables),
        "lists": lists.lists_of(tables, partial),
        "map": lists.map_of(tables, tiles, partial),
        "kern": answers.core_of(tables, partial),
        "data": answers.answers_of(tables),
    }


def css_text(text: str) -> str:
    """Text as it stands between quotes in a style sheet; nothing in it can end them."""
    plain = (letter.isascii() and (letter.isalnum() or letter == " ") for letter in text)
    return "".join(
        letter if is_plain else f"\\{ord(letter):x} "
        for letter, is_plain in zip(text, plain, strict=True)
    )


def partial_codes(tables: Tables) -> frozenset[str]:
    """The codes of those who answered, but not every norm."""
    response = tables["respons"]
    return frozenset(response.loc[response["stand"] == PARTIAL, "organisatie_code"])


def _status(key: str) -> Content:
    """A status on the page; there a norm without an answer has a key too."""
    return {
        "key": key or OPEN,
        "label": status_label(key),
        "symbol": status_symbol(key),
        "look": status_style(key),
    }


def _figures(tables: Tables, partial: int) -> list[tuple[str, str]]:
    """Three figures: the number as it is read, and what it is of."""
    about, people = tables["over"].iloc[0], who_of(tables)
    plans, kept = tables["plannen"].iloc[-1], tables["eerdere_plannen"]
    then = float("nan")
    if about["n"]:
        then = likely(plans, kept)
        then = plans["als_alles_slaagt"] if isnan(then) else then
    return [
        (percent(about["aandeel"]), words.complies_of(together(about, MET), about["n"])),
        (
            words.answered_of(about["geantwoord"], about["verwacht"]),
            words.have_answered(about["geantwoord"], about["verwacht"], people, partial),
        ),
        (percent(then), words.expected_then(about["uiterlijk"], succeeded(kept))),
    ]


def _participants(tables: Tables, partial: frozenset[str]) -> Iterator[Content]:
    for row in records_of(tables["gemeenten"]):
        code = row["organisatie_code"]
        yield {"code": code, "name": row["organisatie"], "partial": code in partial}


def _sizes(tables: Tables) -> list[str]:
    """The size classes of those who answered, in the order of `size_class`; unknown last."""
    found = set(tables["gegevens"]["grootteklasse"])
    return sorted(found, key=lambda text: (not text, not text.startswith("tot"), len(text), text))


def _themas(tables: Tables) -> list[Content]:
    themas = tables["themas"]
    return [
        {"key": row["thema"], "name": thema_name(row)}
        for row in records_of(themas[themas["thema"] != ALL_THEMAS])
    ]


def _rows(tables: Tables) -> Iterator[Content]:
    """The rows of the matrix: norms, below a row per thema and per sub-heading.

    The cells are made in the browser, from what `answers` gives.
    """
    titles = {item["key"]: item["name"] for item in _themas(tables)}
    totals = {row["thema"]: row for row in records_of(tables["themas"])}
    thema = kop = None
    for norm in records_of(tables["normen"]):
        if norm["thema"] != thema:
            thema, kop = norm["thema"], None
            yield {
                "kind": "thema",
                "thema": thema,
                "title": titles[thema],
                "share": percent(totals[thema]["aandeel"]),
            }
        if norm["kop"] and norm["kop"] != kop:
            yield {"kind": "kop", "thema": thema, "kop": norm["kop"]}
        kop = norm["kop"]
        yield _norm_row(norm)


def _norm_row(norm: dict[str, Any]) -> Content:
    return {
        "kind": "norm",
        "norm": norm["norm"],
        "thema": norm["thema"],
        "kop": norm["kop"],
        "title": norm["norm_tekst"],
        "number": lists.sortable(norm["aandeel"]),
        "share": percent(norm["aandeel"]),
        "of": words.share_of(norm["aandeel"], norm["n"]),
    }
