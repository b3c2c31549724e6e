"""What was destroyed, as the events tell it: by fingerprints only. Pure.

An event `vernietigd` names what is gone for good. What comes back, with a copy that is put
beside this one or in a mail that somebody saved, is known by its fingerprint and dropped
again. An event `behouden` holds what stays of a meting (see `remnants`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.events import (
    AANGEBODEN,
    BESLOTEN,
    SAMENGEVOEGD,
    UITGEGEVEN,
    VERNIETIGD,
    Event,
    Events,
)
from nhnorm_xlsx.dataset.ledger import SeenFile, seen_file

# The keys of the facts of `vernietigd`; the lists hold fingerprints.
METING: Final = "meting"
ORIGINALS: Final = "originelen"
OTHERS: Final = "andere"  # what is no workbook, or could not be read
BESIDE: Final = "ernaast"  # files beside the dataset: lists by what they are
NUMBERS: Final = "aantallen"  # how much else went, by what it is

# What stays whatever is destroyed: it names nobody and holds no text of anybody.
_STAYS: Final = (
    events.BEHOUDEN,
    events.BLAD,
    events.DEELNEMERS,
    events.GEPUBLICEERD,
    events.INGETROKKEN,
    events.NORM,
    events.SOORT,
    events.VASTGESTELD,
    VERNIETIGD,
)


@dataclass(frozen=True)
class Destroyed:
    """All that was ever destroyed.

    `metingen` and `contents` (the sha256 of originals) give the moment; `others` are
    fingerprints of what is no workbook, `beside` the sha256 of files beside the dataset.
    """

    metingen: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    def has(self, item: SeenFile) -> bool:
        """Whether this file was destroyed."""
        return item.sha256 in self.contents or mark_of(item) in self.others


def destroyed_of(found: Events) -> Destroyed:
    """What the events say was destroyed."""
    metingen: dict[str, str] = {}
    contents: dict[str, str] = {}
    others: set[str] = set()
    beside: set[str] = set()
    for event in found.of(VERNIETIGD):
        facts = event.facts
        metingen.setdefault(facts[METING], event.at)
        for content in facts[ORIGINALS]:
            contents.setdefault(content, event.at)
        others.update(facts[OTHERS])
        beside.update(content for listed in facts[BESIDE].values() for content in listed)
    return Destroyed(metingen, contents, frozenset(others), frozenset(beside))


def is_original(item: SeenFile) -> bool:
    """Whether its bytes tell that it is the same file: of what is empty or no workbook not."""
    return bool(item.sha256 and item.size and item.is_workbook)


def mark_of(item: SeenFile) -> str:
    """The fingerprint of what is no workbook: of its content and its name together.

    A picture under every mail may come again from somebody else. Of what could not be read,
    or is empty, the time tells as well.
    """
    if item.sha256 and item.size:
        return _fingerprint(item.sha256, item.file)
    known = item.sha256 if item.size else ""
    return _fingerprint(known, item.file, item.file_time.isoformat())


def left_of(found: Events, named: Destroyed) -> tuple[list[Event], list[Event]]:
    """What has to stand in the place of events that name what was destroyed, and those events.

    An event of which something stays makes way for one of the same moment without the rest.
    So whoever does this, and whenever, gets the same events.
    """
    new: list[Event] = []
    gone: list[Event] = []
    for event in found.all:
        stays = _left_of(event, named)
        if stays is not event:
            gone.append(event)
            new += [stays] if stays else []
    return new, gone


def _left_of(event: Event, named: Destroyed) -> Event | None:
    if event.kind in _STAYS:
        return event
    if event.kind == BESLOTEN:
        return None if _about_destroyed(event.facts, named) else event
    if event.kind in _PARTLY:
        return _partly(event, named)
    return None if event.facts.get(METING) in named.metingen else event


def _about_destroyed(facts: Mapping[str, Any], named: Destroyed) -> bool:
    """Whether a decision is about a file that was destroyed."""
    sha256, _, file = str(facts["inhoud"]).partition(":")
    return facts["sha256"] in named.contents or _fingerprint(sha256, file) in named.others


# Of these the facts are a list, of which some may stay.
_PARTLY: Final = {AANGEBODEN: "bestanden", UITGEGEVEN: "regels", SAMENGEVOEGD: "delen"}


def _partly(event: Event, named: Destroyed) -> Event | None:
    name = _PARTLY[event.kind]
    every = event.facts[name]
    stays = [item for item in every if not _is_gone(event.kind, item, named)]
    if len(stays) == len(every):
        return event
    return events.of_moment(event.kind, event.at, {**event.facts, name: stays}) if stays else None


def _is_gone(kind: str, item: Any, named: Destroyed) -> bool:  # noqa: ANN401 - plain JSON
    if kind == AANGEBODEN:
        return named.has(seen_file(item))
    meting = item[METING] if kind == UITGEGEVEN else item[0]
    return meting in named.metingen


def without_metingen(
    rows: Iterable[Mapping[str, str]], named: Destroyed
) -> list[Mapping[str, str]]:
    """The rows (of a register) without those of a meting that was destroyed."""
    return [row for row in rows if row[METING] not in named.metingen]


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
