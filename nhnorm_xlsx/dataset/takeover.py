"""Datasets as earlier versions kept them, taken over: their books become events.

The same books give the same events, whoever takes them over: a dataset that two people
have can be joined afterwards. The old books go only when all of it is written down.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from nhnorm_xlsx.dataset import desk
from nhnorm_xlsx.dataset import events as happenings
from nhnorm_xlsx.dataset.events import (
    AANGEBODEN,
    DEELNEMERS,
    GEPUBLICEERD,
    NORM,
    SAMENGEVOEGD,
    SOORT,
    Event,
    Events,
    Facts,
)
from nhnorm_xlsx.dataset.ledger import ledger_of
from nhnorm_xlsx.dataset.reference import reference_of
from nhnorm_xlsx.errors import FaultySourceError, StorageError, why
from nhnorm_xlsx.files import patiently
from nhnorm_xlsx.organisations import dump_organisations, load_organisations

LEDGER = "grootboek.json"
_VERSION = 1
_DEFINITIONS = "normdefinities.csv"
_ORGANISATIONS = "organisaties.csv"
_FORMER = "organisaties_eerder.csv"
_PUBLICATIONS = "publicaties"
# When it really happened the old books do not say: before everything that they will not tell.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def is_of_before(folder: Path) -> bool:
    """Whether an earlier version kept, or was moving, a dataset in this folder."""
    return (folder / LEDGER).exists() or _was_moving(folder)


def take_over(folder: Path, now: datetime) -> None:
    """Make events of the books of an earlier version. Call with the lock held.

    Raises `StorageError` when they cannot be read; then everything stands as it was.
    """
    _finish_moving(folder)
    if not (folder / LEDGER).exists():
        return
    moments = (_LONG_AGO + timedelta(seconds=number) for number in count())
    told = [happenings.happened(kind, facts, next(moments)) for kind, facts in _told(folder)]
    told += _decided(folder, Events().with_new(told), next(moments))
    for event in told:
        happenings.write(folder, event)
    events = happenings.read(folder)
    # A sheet that does not say which it is would take back what was decided since.
    desk.write_desk(folder, events, ledger_of(events).seen, now)
    for name in (_DEFINITIONS, _ORGANISATIONS, _FORMER, "tabellen.json"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / _PUBLICATIONS, ignore_errors=True)
    # The last to go: without it nobody would look at the rest again.
    patiently((folder / LEDGER).unlink)


def _decided(folder: Path, events: Events, moment: datetime) -> list[Event]:
    """What stands in the lists of before; a list with faults is left for the import to tell."""
    known = {**{item.code: item for item in load_organisations()}, **reference_of(events).known}
    with suppress(FaultySourceError):
        found = desk.read_desk(folder, events, ledger_of(events).seen, known)
        return desk.told_on_desk(found, moment)
    return []


def _told(folder: Path) -> Iterator[tuple[str, Facts]]:
    """What the old books say, as kinds and facts of events, in order of time."""
    books = _books(folder)
    if definitions := _text(folder / _DEFINITIONS):
        yield NORM, {"tekst": definitions}
    now, former = _text(folder / _ORGANISATIONS), _text(folder / _FORMER)
    if now and former:
        listed = load_organisations(folder / _ORGANISATIONS)
        codes = {item.code for item in listed}
        gone = load_organisations(folder / _FORMER, part=True)
        both = (*listed, *(item for item in gone if item.code not in codes))
        yield DEELNEMERS, {"tekst": dump_organisations(both)}
    refused = books["afgewezen"]
    seen = [dict(item) for item in books["gezien"]]
    for item in seen:
        if judged := refused.get(_content(item)):
            item["oordeel"] = judged
    if seen:
        yield AANGEBODEN, {"bestanden": seen}
    if now:
        yield DEELNEMERS, {"tekst": now}
    if merged := books["samengevoegd"]:
        yield SAMENGEVOEGD, {"delen": merged}
    if books["voorbeeld"] is not None:
        yield SOORT, {"voorbeeld": books["voorbeeld"]}
    for path in sorted((folder / _PUBLICATIONS).glob("provincie-*.csv")):
        yield GEPUBLICEERD, {"naam": path.stem, "tabel": path.read_bytes().decode("utf-8")}


def _content(item: dict[str, object]) -> str:
    """As `ledger.SeenFile.content` has it."""
    if not item.get("is_workbook", True):
        return f"{item['sha256']}:{item['file']}"
    return str(item["sha256"] or f"ongelezen:{item['file']}")


def _books(folder: Path) -> dict[str, Any]:
    path = folder / LEDGER
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["versie"] != _VERSION:
            raise StorageError(
                f"De dataset in {folder} is gemaakt met een andere versie van dit programma; "
                "werk het programma bij."
            )
        return {"samengevoegd": [], "voorbeeld": None, **found} | {
            key: found[key] for key in ("gezien", "afgewezen")
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            f"{path} kan niet worden gelezen; zet een kopie terug, of haal dit ene bestand weg en "
            "importeer opnieuw: dan wordt het opgemaakt uit de map archief."
        ) from error


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig") if path.exists() else ""


def _siblings(folder: Path) -> tuple[Path, Path]:
    """Where earlier versions built the new state, and where the old one stepped aside."""
    return folder.with_name(folder.name + ".nieuw"), folder.with_name(folder.name + ".oud")


def _was_moving(folder: Path) -> bool:
    """Whether an earlier version was stopped between its two renames: both folders are there.

    A folder with such a name that somebody made is nothing of ours.
    """
    return not folder.exists() and all((path / LEDGER).exists() for path in _siblings(folder))


def _finish_moving(folder: Path) -> None:
    """Let the state that was complete take its place; the old one stays beside it."""
    if not _was_moving(folder):
        return
    new, _ = _siblings(folder)
    try:
        patiently(partial(new.rename, folder))
    except OSError as error:
        raise StorageError(
            f"De dataset {folder} kan niet worden overgenomen ({why(error)}); sluit bestanden uit "
            "deze map die open staan en probeer het opnieuw."
        ) from error
