"""The lists on the page and its map: plain data for their templates."""

from __future__ import annotations

from math import isnan
from typing import Any, Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.sentences import thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, GEMEENTE, Tables
from nhnorm_xlsx.compare.tables.counts import WORST
from nhnorm_xlsx.compare.tables.plans import has_unnamed
from nhnorm_xlsx.compare.writer.book import records_of
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import mixed, status_style
from nhnorm_xlsx.contract.scores import MET, UNMET
from nhnorm_xlsx.style import INK, ON_BRAND
from nhnorm_xlsx.texts.compare import page as words
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import shared
from nhnorm_xlsx.texts.compare.headings import heading
from nhnorm_xlsx.texts.words import percent
from nhnorm_xlsx.tiles import Tiles

Content = dict[str, Any]
# How much of the colour of the worst status a tile has, per step of its share; the letters on
# the first are white. From three quarters on it has the colour of a met norm.
_DEPTHS: Final = (1.0, 0.5, 0.25)
# Beside the count of those who do not comply yet.
_COUNTS: Final = ("n", "hulp_gewenst", "kan_helpen", "hoog", "met_datum")


def sortable(share: float) -> str:
    """A share to sort by; empty when there is none."""
    return "" if isnan(share) else f"{share:.4f}"


def step_of(share: float) -> int:
    """Which quarter a share lies in, from 0; -1 without one."""
    return -1 if isnan(share) else min(int(share * policy.STEPS), policy.STEPS - 1)


def lists_of(tables: Tables, partial: frozenset[str]) -> Content:
    """What the tabs with a list show; `partial` are the codes of those who are not done."""
    people, actions = who_of(tables), tables["acties"]
    return {
        "worst": status_style(WORST).strong,
        "bottlenecks": _bottlenecks(tables),
        "unmet_heads": [heading(key) for key in reversed(UNMET)],
        "count_heads": [heading(name) for name in _COUNTS],
        "heads": {
            name: heading(name)
            for name in ("norm", "norm_tekst", "nog_niet", "aandeel", "eerste_datum")
        },
        "bottlenecks_notes": {key: texts.bottlenecks_note(people, key) for key in words.ORDERS},
        "no_bottlenecks": texts.no_bottlenecks(people),
        "exchange_notes": {
            key: texts.exchange_note(people, key, unnamed=has_unnamed(tables["uitwisseling"]))
            for key in words.ORDERS
        },
        "actions_note": shared.ACTIONS_NOTE,
        "no_actions": shared.NO_ACTIONS,
        "has_actions": bool(len(actions)),
        "how_counted": shared.HOW_COUNTED,
        "all_norms": shared.ALL_NORMS,
        "each": _each(tables, partial),
        "themas": [
            thema_name(row) for row in records_of(tables["themas"]) if row["thema"] != ALL_THEMAS
        ],
    }


def _bottlenecks(tables: Tables) -> list[Content]:
    """One row per norm that is not met everywhere, with a bar of how many do not."""
    answered = tables["over"].iloc[0]["geantwoord"]
    return [
        {
            "norm": row["norm"],
            "thema": row["thema"],
            "title": row["norm_tekst"],
            "number": sortable(row["aandeel"]),
            "unmet": int(row["nog_niet"]),
            "bar": round(row["nog_niet"] / answered * 100, 1),
            "statuses": [int(row[key]) for key in reversed(UNMET)],
            "counts": [int(row[name]) for name in _COUNTS],
            "share": percent(row["aandeel"]),
            "first": f"{row['eerste_datum']:%d-%m-%Y}" if _is_day(row["eerste_datum"]) else "",
        }
        for row in records_of(tables["knelpunten"])
    ]


def _is_day(value: object) -> bool:
    return value is not None and value == value  # noqa: PLR0124 - NaT is not itself


def _each(tables: Tables, partial: frozenset[str]) -> list[Content]:
    """One row per participant: its share over all norms and per thema."""
    shares: dict[str, list[str]] = {}
    for row in records_of(tables["gemeente_themas"]):
        shares.setdefault(row["organisatie_code"], []).append(percent(row["aandeel"]))
    return [
        {
            "code": row["organisatie_code"],
            "name": row["organisatie"],
            "partial": row["organisatie_code"] in partial,
            "share": percent(row["aandeel"]),
            "themas": shares[row["organisatie_code"]],
        }
        for row in records_of(tables["gemeenten"])
    ]


def map_of(tables: Tables, tiles: Tiles, partial: frozenset[str]) -> Content:
    """The tiles of all who are asked, cut out around them; and who has no tile.

    Who did not answer has a tile without a share, that opens nothing (`at` is None).
    """
    shares = {row["organisatie_code"]: row["aandeel"] for row in records_of(tables["gemeenten"])}
    places = {code: place for place, code in enumerate(shares)}
    everyone = [
        {
            "code": code,
            "name": name,
            "partial": code in partial,
            "at": places.get(code),
            "share": percent(shares[code]) if code in shares else words.NO_ANSWER,
            "step": step_of(shares.get(code, float("nan"))),
        }
        for code, name in tables["respons"][GEMEENTE].itertuples(index=False, name=None)
    ]
    placed = [item for item in everyone if item["code"] in tiles]
    rows = [tiles[item["code"]][0] for item in placed]
    columns = [tiles[item["code"]][1] for item in placed]
    return {
        "tiles": [
            item | {"row": row - min(rows) + 1, "column": column - min(columns) + 1}
            for item, row, column in zip(placed, rows, columns, strict=True)
        ],
        "columns": max(columns) - min(columns) + 1 if columns else 0,
        "without": [item for item in everyone if item["code"] not in tiles],
        "silent": any(item["at"] is None for item in everyone),
        "steps": _steps(),
    }


def _steps() -> list[Content]:
    """The colours of the tiles: the fewer norms are met, the more of the worst status."""
    worst, met = status_style(WORST), status_style(MET[0])
    looks = [(mixed(ON_BRAND, worst.fill, depth), INK) for depth in _DEPTHS]
    looks[0] = (worst.fill, worst.ink)
    looks.append((met.fill, met.ink))
    return [
        {"key": at, "fill": fill, "ink": ink, "label": words.MAP_STEPS[at]}
        for at, (fill, ink) in enumerate(looks)
    ]
