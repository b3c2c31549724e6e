"""Two copies of a dataset beside each other: what two people gave without knowing. Pure.

Facts of two copies are put together, and what was given last serves. That is no
contradiction where one of the two knew what the other had given; else it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.dataset.events import DEELNEMERS, NORM, Event, Events
from nhnorm_xlsx.dataset.ledger import ledger_of, local_time
from nhnorm_xlsx.dataset.register import Row
from nhnorm_xlsx.definition import load_definitions
from nhnorm_xlsx.organisations import Organisation, load_organisations


@dataclass(frozen=True)
class Clash:
    """Two people gave something else: about which editie (empty: the list), and when each did."""

    editie: str
    own: date
    other: date
    own_serves: bool


def clashes(own: Events, other: Events) -> Iterator[Clash]:
    """The definitions and the list of participants that two copies have otherwise."""
    mine, theirs = _definitions(own), _definitions(other)
    for editie in sorted(mine.keys() & theirs.keys()):
        (event, text), (their_event, their_text) = mine[editie], theirs[editie]
        if text != their_text and _unknown_to_each_other(event, their_event, own, other):
            yield _clash(editie, event, their_event)
    listed, their_list = own.of(DEELNEMERS), other.of(DEELNEMERS)
    if listed and their_list:
        event, their_event = listed[-1], their_list[-1]
        same = _participants(event) == _participants(their_event)
        if not same and _unknown_to_each_other(event, their_event, own, other):
            yield _clash("", event, their_event)


def _participants(event: Event) -> tuple[Organisation, ...]:
    return load_organisations(part=True, text=event.facts["tekst"])


def _definitions(events: Events) -> Mapping[str, tuple[Event, object]]:
    """By editie the last event that gave it, and what it gave."""
    return {
        editie: (event, definition)
        for event in events.of(NORM)
        for editie, definition in load_definitions(text=event.facts["tekst"]).items()
    }


def _unknown_to_each_other(one: Event, other: Event, ones: Events, others: Events) -> bool:
    return one.mark not in others.marks and other.mark not in ones.marks


def _clash(editie: str, own: Event, other: Event) -> Clash:
    return Clash(editie, _day(own), _day(other), own.order > other.order)


def _day(event: Event) -> date:
    return local_time(datetime.fromisoformat(event.at)).date()


def holds_example(events: Events, register: Iterable[Row]) -> bool | None:
    """Whether answers or issued workbooks are those of the example; None when nothing tells."""
    told = ledger_of(events).example
    if told is not None:
        return told
    issued = [row["uitgifte_id"].startswith(EXAMPLE_PREFIX) for row in register]
    return all(issued) if issued else None


def registers_together(
    own: Iterable[Row], other: Iterable[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Two registers in one, whatever the order; and the rows that say two things of one workbook.

    Of those the same one is kept wherever it is done.
    """
    found: dict[tuple[str, str, str], Row] = {}
    twice = []
    for row in (*own, *other):
        key = (row["meting"], row["organisatie_code"], row["uitgifte_id"])
        there = found.setdefault(key, row)
        if dict(there) != dict(row):
            twice.append(row)
            found[key] = max(there, row, key=lambda item: sorted(item.items()))
    return tuple(found[key] for key in sorted(found)), tuple(twice)
