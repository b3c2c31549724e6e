"""What was destroyed, as the events tell it: by fingerprints only. Pure.

An event `vernietigd` names what is gone for good. What comes back, with a copy that is put
beside this one or in a mail that somebody saved, is known by its fingerprint and dropped
again. An event `behouden` holds what stays of a meting (see `remnants`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
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

# The parts of the facts of `vernietigd`: each a list of fingerprints.
ORIGINALS: Final = "originelen"
MENTIONS: Final = "vermeldingen"  # of one time that a file was offered
NAMES: Final = "namen"  # of a content together with its name
EVENTS: Final = "gebeurtenissen"
READINGS: Final = "lezingen"
FILES: Final = "bestanden"  # beside the dataset
PARTS: Final = (ORIGINALS, MENTIONS, NAMES, EVENTS, READINGS, FILES)
_METING: Final = "meting"

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
    """All that was ever destroyed. `metingen` says of each in which moment it first was.

    `contents` gives of each original the moment; the rest are fingerprints, as in `PARTS`.
    """

    metingen: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    mentions: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()

    def has(self, item: SeenFile) -> bool:
        """Whether this file was destroyed: its bytes, or this time that it was offered."""
        return item.sha256 in self.contents or mention_of(item) in self.mentions


NOTHING: Final = Destroyed()


def destroyed_of(found: Events, meting: str | None = None) -> Destroyed:
    """What the events say was destroyed; of one meting when that is given."""
    metingen: dict[str, str] = {}
    contents: dict[str, str] = {}
    parts: dict[str, set[str]] = {name: set() for name in PARTS}
    for event in found.of(VERNIETIGD):
        if meting is not None and event.facts[_METING] != meting:
            continue
        metingen.setdefault(event.facts[_METING], event.at)
        for name in PARTS:
            parts[name].update(event.facts.get(name, ()))
        for content in event.facts.get(ORIGINALS, ()):
            contents.setdefault(content, event.at)
    return Destroyed(
        metingen,
        contents,
        frozenset(parts[MENTIONS]),
        frozenset(parts[NAMES]),
        frozenset(parts[EVENTS]),
        frozenset(parts[READINGS]),
        frozenset(parts[FILES]),
    )


def facts_of(meting: str, parts: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """The facts of the event that this was destroyed; `parts` are by the names of `PARTS`."""
    return {_METING: meting, **{name: sorted(set(parts.get(name, ()))) for name in PARTS}}


def mention_of(item: SeenFile) -> str:
    """The fingerprint of one time that a file was offered: of its name, its bytes and its time.

    A file without bytes, or a picture under every mail, may come again from somebody else.
    """
    return _fingerprint(item.file, item.sha256, str(item.size), item.file_time.isoformat())


def name_of(sha256: str, file: str) -> str:
    """The fingerprint of a content together with its name."""
    return _fingerprint(sha256, file)


def is_original(item: SeenFile) -> bool:
    """Whether its bytes tell that it is the same file: of what is empty or no workbook not."""
    return bool(item.sha256 and item.size and item.is_workbook)


def left_of(found: Events, named: Destroyed) -> tuple[list[Event], list[str]]:
    """What has to stand in the place of events that name what was destroyed, and their marks.

    An event of which something stays makes way for one of the same moment without the rest.
    So whoever does this, and whenever, gets the same events.
    """
    new: list[Event] = []
    gone: list[str] = []
    for event in found.all:
        stays = _left_of(event, named)
        if stays is event:
            continue
        gone.append(event.mark)
        if stays is not None:
            new.append(stays)
    return new, gone


def _left_of(event: Event, named: Destroyed) -> Event | None:
    if event.kind in _STAYS:
        return event
    if event.mark in named.marks and event.kind not in _PARTLY:
        return None
    if event.kind == BESLOTEN:
        return None if _about_destroyed(event.facts, named) else event
    if event.kind in _PARTLY:
        return _partly(event, named)
    return None if event.facts.get(_METING) in named.metingen else event


def _about_destroyed(facts: Mapping[str, Any], named: Destroyed) -> bool:
    """Whether a decision is about a file that was destroyed."""
    sha256, _, file = str(facts["inhoud"]).partition(":")
    return facts["sha256"] in named.contents or name_of(sha256, file) in named.names


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
    meting = item[_METING] if kind == UITGEGEVEN else item[0]
    return meting in named.metingen


def without_metingen(
    rows: Iterable[Mapping[str, str]], named: Destroyed
) -> list[Mapping[str, str]]:
    """The rows (of a register) without those of a meting that was destroyed."""
    return [row for row in rows if row[_METING] not in named.metingen]


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
