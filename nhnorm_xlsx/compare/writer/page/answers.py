"""What the scripts of the page read: data, never read as markup.

The core is small and read at once; the answers, which may be megabytes, only when one is
asked for. A participant is its place in the list of those who answered, from 0.
"""

from __future__ import annotations

from string import ascii_lowercase, digits
from typing import Any, Final

from nhnorm_xlsx.compare.sentences import thema_name
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import OPEN
from nhnorm_xlsx.compare.tables.order import all_weakest_first
from nhnorm_xlsx.compare.tables.plans import PLAN_FIELDS
from nhnorm_xlsx.compare.writer.book import records_of
from nhnorm_xlsx.compare.writer.page.lists import step_of
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import (
    ALL_KEYS,
    field_in_words,
    status_label,
    status_symbol,
)
from nhnorm_xlsx.contract.fields import FIELDS, STATUS, STREEFDATUM
from nhnorm_xlsx.texts.compare import headings, riec, shared
from nhnorm_xlsx.texts.compare import page as words
from nhnorm_xlsx.texts.words import percent

Data = dict[str, Any]
# As JavaScript counts with base 36.
_LETTER: Final = dict(zip(ALL_KEYS, digits + ascii_lowercase, strict=False))


def core_of(tables: Tables, partial: frozenset[str]) -> Data:
    """Who answered, how far each is, the statuses, and the sentences of the page."""
    sizes = dict(
        zip(
            tables["gegevens"]["organisatie_code"], tables["gegevens"]["grootteklasse"], strict=True
        )
    )
    everyone = records_of(tables["gemeenten"])
    shares: dict[str, Data] = {row["organisatie_code"]: {} for row in everyone}
    for row in records_of(tables["gemeente_themas"]):
        shares[row["organisatie_code"]][row["thema"]] = _share(row["aandeel"])
    return {
        "namen": [
            {
                "code": row["organisatie_code"],
                "naam": row["organisatie"],
                "grootte": sizes[row["organisatie_code"]],
                "half": row["organisatie_code"] in partial,
                "aandelen": {"": _share(row["aandeel"]), **shares[row["organisatie_code"]]},
            }
            for row in everyone
        ],
        "matrix": _matrix(tables),
        "themas": [
            {"sleutel": row["thema"], "naam": thema_name(row)}
            for row in records_of(tables["themas"])[:-1]
        ],
        "statussen": [
            {"sleutel": key or OPEN, "label": status_label(key), "teken": status_symbol(key)}
            for key in ALL_KEYS
        ],
        "woorden": {
            **words.for_script(who_of(tables), tables["over"].iloc[0]["vorige_meting"]),
            "vraag": words.WHAT_IT_ASKS,
            "norm": words.NORM,
            "teken": words.PARTIAL_MARK,
            "status": words.STATUS,
            "telaat": shared.OVERDUE,
            "geenactie": shared.NO_ACTION_TEXT,
        },
    }


def _matrix(tables: Tables) -> dict[str, str]:
    """Per norm a letter per participant: the place of its status among all of them, from 0."""
    cells = tables["vergelijking"].itertuples(index=False, name=None)
    return {norm: "".join(_LETTER[key] for key in keys) for norm, *keys in cells}


def answers_of(tables: Tables) -> Data:
    """Every answer, and the lists that are made of them."""
    place = {name: at for at, name in enumerate(tables["gemeenten"]["organisatie"])}
    answers: dict[str, list[list[str]]] = {}
    for row in records_of(tables["gegevens"]):
        shown = [
            row["status"] or OPEN if field == STATUS else field_in_words(field, row[field.key])
            for field in FIELDS
        ]
        answers.setdefault(row["norm"], []).append(shown)
    exchange: dict[str, dict[str, list[int]]] = {}
    for row in records_of(tables["uitwisseling"]):
        roles = exchange.setdefault(row["norm"], {})
        roles.setdefault(row["rol"], []).append(place[row["organisatie"]])
    at = {field.key: number for number, field in enumerate(FIELDS)}
    return {
        "velden": [field.heading for field in FIELDS],
        "status": at[STATUS.key],
        "datum": at[STREEFDATUM.key],
        "plan": [at[field.key] for field in PLAN_FIELDS if field != STREEFDATUM],
        "actie": at[PLAN_FIELDS[0].key],
        "normen": [
            {"norm": row["norm"], "thema": row["thema"], "tekst": row["norm_tekst"]}
            for row in records_of(tables["normen"])
        ],
        "zwakste": all_weakest_first(tables["normen"]),
        "vorige": _earlier(tables),
        "antwoorden": answers,
        "uitwisseling": exchange,
        "acties": [
            [place[row["organisatie"]], row["norm"], int(bool(row["te_laat"]))]
            for row in records_of(tables["acties"])
        ],
        "koppen": {
            "telaat": headings.HEADINGS["te_laat"],
            "naam": who_of(tables).heading,
            "vraagt": headings.ASKING,
            "biedt": headings.OFFERED_BY.format(one=who_of(tables).one),
            "voldoet": headings.COMPLYING,
            "stil": riec.NOT_NAMED,
        },
    }


def _earlier(tables: Tables) -> dict[str, list[str]]:
    """Per norm its number in the previous meting, and a letter per participant.

    The letter is that of its status then, as in `_matrix`; a dot where there was none. Norms
    that did not go on as one are not there.
    """
    codes = list(tables["gemeenten"]["organisatie_code"])
    then: dict[str, list[str]] = {}
    for row in records_of(tables["vorige_antwoorden"]):
        letters = then.setdefault(row["norm"], [row["norm_vorige"], *"." * len(codes)])
        letters[codes.index(row["organisatie_code"]) + 1] = _LETTER[row["status_vorige"]]
    return {norm: [number, "".join(letters)] for norm, (number, *letters) in then.items()}


def _share(value: float) -> list[Any]:
    """How a share reads, and the step it lies in; -1 when nothing was judged."""
    return [percent(value), step_of(value)]
