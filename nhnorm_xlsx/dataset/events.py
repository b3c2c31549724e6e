"""What happened, as small files that are written once and never changed.

The dataset lives in a synchronised folder, with two people at once: there no file can be
added to. So each event is a file of its own, named after what is in it. Two people never
write the same name with another content, the same event twice is one event, and joining
two datasets is putting their files together.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from nhnorm_xlsx import files
from nhnorm_xlsx.errors import StorageError, why

FOLDER: Final = "gebeurtenissen"
VERSION: Final = 1

AANGEBODEN: Final = "aangeboden"  # files that were offered
SAMENGEVOEGD: Final = "samengevoegd"  # files that together are one answer
SOORT: Final = "soort"  # whether the answers are made up
UITGEGEVEN: Final = "uitgegeven"  # workbooks that were given out
NORM: Final = "norm"  # the definition that serves from now on
DEELNEMERS: Final = "deelnemers"  # the list of participants that serves from now on
BESLOTEN: Final = "besloten"  # what the coordinator decided about a file
INGETROKKEN: Final = "ingetrokken"  # a decision that was taken back
BLAD: Final = "blad"  # the sheet with decisions as it was put before the coordinator
VASTGESTELD: Final = "vastgesteld"  # the stand that others are shown
GEPUBLICEERD: Final = "gepubliceerd"  # what was shown to others
UITSTEL: Final = "uitstel"  # another deadline for one organisation
UITSTELREDEN: Final = "uitstelreden"  # why: free text, apart so that it can be removed alone
OPGESTELD: Final = "opgesteld"  # drafts of mails that were made
TERUGGESTUURD: Final = "teruggestuurd"  # workbooks with corrections that were made

# What follows from the tables and changes nothing about them.
AFTERWARDS: Final = (BLAD, VASTGESTELD, GEPUBLICEERD, OPGESTELD, TERUGGESTUURD, UITSTELREDEN)
# What can happen before anything was ever imported.
BEFOREHAND: Final = (UITSTEL, UITSTELREDEN, OPGESTELD)

Facts = Mapping[str, Any]

_NAME = re.compile(r"([a-z]+)-([0-9a-f]{16})\b")


@dataclass(frozen=True)
class Event:
    """One event: its kind, the moment at which it was written down, and its facts (JSON).

    `mark` is the beginning of its fingerprint, which is in the name of its file too.
    """

    kind: str
    at: str
    facts: Facts
    mark: str

    @property
    def file_name(self) -> str:
        """How its file is called."""
        return f"{self.kind}-{self.mark}.json"

    @property
    def order(self) -> tuple[str, str]:
        """Sorts from old to new, the same on every machine."""
        return (self.at, self.mark)


@dataclass(frozen=True)
class Events:
    """All events of a dataset, old to new, and the names of files that are none any more.

    `damaged` were changed or broken off by something else than this program.
    """

    all: tuple[Event, ...] = ()
    damaged: tuple[str, ...] = ()
    marks: frozenset[str] = field(default=frozenset())

    def of(self, kind: str) -> list[Event]:
        """The events of one kind, old to new."""
        return [event for event in self.all if event.kind == kind]

    def with_new(self, new: Iterable[Event]) -> Events:
        """With these events as well."""
        every = {event.mark: event for event in (*self.all, *new)}
        return _sorted(every, self.damaged)


def happened(kind: str, facts: Facts, now: datetime | None = None) -> Event:
    """An event of this moment, or of `now`; not written yet. `facts` must be plain JSON."""
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    return Event(kind, at, facts, _mark(_content(kind, at, facts)))


def write(folder: Path, event: Event) -> Path:
    """Keep an event in a dataset folder; one that stands there already is left alone.

    Raises `StorageError`.
    """
    path = folder / FOLDER / event.file_name
    if not path.exists():
        files.write_bytes(path, _content(event.kind, event.at, event.facts))
    return path


def record(folder: Path, kind: str, facts: Facts, now: datetime | None = None) -> Event:
    """Write down that something happens now. Raises `StorageError`."""
    event = happened(kind, facts, now)
    write(folder, event)
    return event


def read(folder: Path) -> Events:
    """All events of a dataset folder; none where there is no such folder.

    What a synchroniser kept twice, under whatever name, is one event. Raises
    `StorageError` when an event cannot be read, or was written by a newer program: what
    is decided without it could be wrong.
    """
    found: dict[str, Event] = {}
    damaged = []
    for path in sorted((folder / FOLDER).glob("*.json")):
        if path.name.startswith("~"):  # half written when the program was stopped
            continue
        event = _read(path)
        if event is None:
            damaged.append(path.name)
        else:
            found[event.mark] = event
    # A broken copy of an event that is there too takes nothing away.
    lost = [name for name in damaged if _named(name) not in found]
    return _sorted(found, tuple(lost))


def as_written(folder: Path) -> dict[str, bytes]:
    """The sound events of a folder, byte for byte, by the name of their file.

    Raises `StorageError` as `read` does.
    """
    found = {}
    for path in sorted((folder / FOLDER).glob("*.json")):
        if not path.name.startswith("~") and _read(path) is not None:
            found[f"{_NAME.match(path.name)[0]}.json"] = path.read_bytes()  # type: ignore[index]
    return found


def join(folder: Path, written: Mapping[str, bytes]) -> list[str]:
    """Keep events as they were written elsewhere; gives the names of those that are new.

    What stands there broken is put right. Raises `StorageError`.
    """
    new = []
    for name, content in written.items():
        path = folder / FOLDER / name
        if not path.exists() or path.read_bytes() != content:
            files.write_bytes(path, content)
            new.append(name)
    return new


def names(folder: Path) -> list[str]:
    """The names of the files with events, in order: cheap to look at."""
    return sorted(
        path.name for path in (folder / FOLDER).glob("*.json") if not path.name.startswith("~")
    )


def _sorted(found: Mapping[str, Event], damaged: tuple[str, ...]) -> Events:
    every = sorted(found.values(), key=lambda event: event.order)
    return Events(tuple(every), damaged, frozenset(found))


def _content(kind: str, at: str, facts: Facts) -> bytes:
    every = {"versie": VERSION, "soort": kind, "op": at, "feiten": facts}
    text = json.dumps(every, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _named(name: str) -> str:
    found = _NAME.match(name)
    return found[2] if found else ""


def _read(path: Path) -> Event | None:
    """The event in this file; None when it is not as it was written."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}). Staat de map in OneDrive of Teams, "
            "kies dan bij de map 'Altijd behouden op dit apparaat' en probeer het opnieuw."
        ) from error
    mark = _mark(content)
    if mark != _named(path.name):
        return None
    found = json.loads(content)
    if found["versie"] > VERSION:
        raise StorageError(
            f"{path.parent.parent} is bijgehouden met een nieuwere versie van dit programma; werk "
            "het programma bij."
        )
    return Event(found["soort"], found["op"], found["feiten"], mark)
