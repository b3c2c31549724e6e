"""The ledger: which files were ever offered, as the events tell it. Pure.

The archive holds the originals of what was offered; the ledger adds what an original does
not tell (its name, when it came) and the judgement of what could not be copied. Together
they are the truth from which all tables are derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from nhnorm_xlsx.dataset.events import AANGEBODEN, SAMENGEVOEGD, SOORT, Event, Events, Facts
from nhnorm_xlsx.dataset.records import submission_of, submission_record
from nhnorm_xlsx.submissions import Submission

# Moments are shown as the clock in the Netherlands gives them.
TIME_ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class SeenFile:
    """One file that was offered. `sha256` is empty when it could not even be read.

    `file_time` is when the file was last saved according to the file system, in Dutch
    time without zone; it serves when the document itself does not tell. `mail_time` is
    when the mail was sent that it came with, None without one. `offered_at` is when it was
    first offered: a moment after that is not believed, not even years later. `is_workbook`
    is False for what was offered but is none.
    """

    file: str
    sha256: str
    size: int
    file_time: datetime
    mail_time: datetime | None = None
    offered_at: datetime | None = None
    is_workbook: bool = True

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same file when it is offered again."""
        return (self.sha256, self.file)

    @property
    def nameless(self) -> bool:
        """Whether it is only known by the name under which the archive keeps it."""
        sha256 = self.sha256
        return bool(sha256) and sha256 in self.file and PurePosixPath(self.file).stem == sha256

    @property
    def content(self) -> str:
        """What its judgement hangs on: the bytes, or the name when there are none.

        What is no workbook is called by its name as well: `foto.jpg`, `lijst.csv`.
        """
        if not self.is_workbook:
            return f"{self.sha256}:{self.file}"
        return self.sha256 or f"ongelezen:{self.file}"


@dataclass(frozen=True)
class Ledger:
    """All files ever seen, and the judgement of those that are not in the archive.

    `refused` is by `SeenFile.content`; `merged` are the (meting, organisation code) of
    which the user has said that the files together are the answer. `example` says whether
    the answers are those of the example; None while that is not known. `first_offered` says
    by `SeenFile.content` in which moment (of an event) it came; empty when that is not known.
    """

    seen: tuple[SeenFile, ...] = ()
    refused: Mapping[str, Submission] = field(default_factory=dict)
    merged: frozenset[tuple[str, str]] = frozenset()
    example: bool | None = None
    first_offered: Mapping[str, str] = field(default_factory=dict)

    def with_seen(self, new: Iterable[SeenFile]) -> Ledger:
        """The ledger with these files added, whatever the order in which they come."""
        coming = list(new)
        if not coming:
            return self
        merged = {item.key: item for item in self.seen}
        for item in coming:
            known = merged.get(item.key)
            # The same file offered twice: the earliest time, so that order does not matter.
            # Looked at again by a newer version, it may be a workbook, or none, after all.
            anew = known is None or known.is_workbook != item.is_workbook
            kept = item if known is None or anew or item.file_time < known.file_time else known
            offered = _earliest((item.offered_at, known.offered_at if known else None))
            alike = kept.offered_at == offered
            merged[item.key] = kept if alike else replace(kept, offered_at=offered)
        readable = {item.file for item in merged.values() if item.sha256}
        named = {item.sha256 for item in merged.values() if not item.nameless}
        listed = [
            item
            for item in merged.values()
            if (item.sha256 or item.file not in readable)
            and not (item.nameless and item.sha256 in named)
        ]
        return replace(self, seen=tuple(sorted(listed, key=lambda item: (item.file, item.sha256))))


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def local_time(moment: datetime) -> datetime:
    """A moment with a zone as Dutch time without zone, in whole seconds."""
    with suppress(OverflowError):  # at either end of time there is no other zone
        moment = moment.astimezone(TIME_ZONE)
    return moment.replace(tzinfo=None, microsecond=0)


def ledger_of(events: Events) -> Ledger:
    """What the events tell of the files that were offered, whatever order they came in."""
    items: list[SeenFile] = []
    refused: dict[str, Submission] = {}
    first: dict[str, str] = {}
    for event in events.of(AANGEBODEN):
        for record in event.facts["bestanden"]:
            item = seen_file(record)
            items.append(item)
            first.setdefault(item.content, event.at)
            if judged := record.get("oordeel"):  # as the newest version of the program has it
                refused[item.content] = submission_of(judged)
    merged = {
        (meting, code) for event in events.of(SAMENGEVOEGD) for meting, code in event.facts["delen"]
    }
    return replace(
        Ledger().with_seen(items),
        refused=refused,
        merged=frozenset(merged),
        example=_example(events.of(SOORT)),
        first_offered=first,
    )


def _example(told: Iterable[Event]) -> bool | None:
    """Whether it is a dataset of the example; of two that were joined the real one decides."""
    said = {bool(event.facts["voorbeeld"]) for event in told}
    return None if not said else False not in said


def offered(
    known: Ledger, new: Iterable[SeenFile], refused: Mapping[str, Submission]
) -> Facts | None:
    """The facts of the event that these files were offered; None when they tell nothing new.

    `refused` is the judgement, by `SeenFile.content`, of those of which there is no original.
    """
    items, before = list(new), set(known.seen)
    after = {item.key: item for item in known.with_seen(items).seen}
    telling = []
    for item in items:
        judged = refused.get(item.content)
        is_new = item.key in after and after[item.key] not in before
        if is_new or judged not in (None, known.refused.get(item.content)):
            telling.append(_record(item, judged))
    return {"bestanden": telling} if telling else None


def _record(item: SeenFile, judged: Submission | None) -> dict[str, Any]:
    record: dict[str, Any] = {
        **asdict(item),
        "file_time": item.file_time.isoformat(),
        "mail_time": item.mail_time.isoformat() if item.mail_time else "",
        "offered_at": item.offered_at.isoformat() if item.offered_at else "",
    }
    return record | {"oordeel": submission_record(judged)} if judged else record


def seen_file(record: Mapping[str, Any]) -> SeenFile:
    """The file that a record in the facts of `aangeboden` tells of."""
    mailed, at = record["mail_time"], record.get("offered_at")
    return SeenFile(
        file=record["file"],
        sha256=record["sha256"],
        size=record["size"],
        file_time=datetime.fromisoformat(record["file_time"]),
        mail_time=datetime.fromisoformat(mailed) if mailed else None,
        offered_at=datetime.fromisoformat(at) if at else None,
        is_workbook=record.get("is_workbook", True),
    )
