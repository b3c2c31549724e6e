"""The ledger: which files were ever seen, and how to judge them again.

The archive holds the originals of what was offered; the ledger adds what an original does
not tell (its name, when it came) and the judgement of what could not be copied. Together
they are the truth from which all tables are derived.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.findings import KIND_BY_CODE, Finding
from nhnorm_xlsx.submissions import Submission

FILE_NAME = "grootboek.json"
VERSION = 1
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
        return bool(self.sha256) and PurePosixPath(self.file).stem == self.sha256

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
    the answers are those of the example; None while that is not known.
    """

    seen: tuple[SeenFile, ...] = ()
    refused: Mapping[str, Submission] = field(default_factory=dict)
    merged: frozenset[tuple[str, str]] = frozenset()
    example: bool | None = None

    def with_seen(self, new: Iterable[SeenFile]) -> Ledger:
        """The ledger with these files added, whatever the order in which they come."""
        merged = {item.key: item for item in self.seen}
        for item in new:
            known = merged.get(item.key)
            # The same file offered twice: the earliest time, so that order does not matter.
            # Looked at again by a newer version, it may be a workbook, or none, after all.
            anew = known is None or known.is_workbook != item.is_workbook
            kept = item if known is None or anew or item.file_time < known.file_time else known
            offered = _earliest((item.offered_at, known.offered_at if known else None))
            merged[item.key] = replace(kept, offered_at=offered)
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


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a dataset folder; raises `StorageError` when it is missing or damaged."""
    path = folder / FILE_NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["versie"] != VERSION:
            raise StorageError(
                f"De dataset in {folder} is gemaakt met een andere versie van dit programma; "
                "werk het programma bij."
            )
        return Ledger(
            tuple(_seen_file(item) for item in content["gezien"]),
            {key: _submission(item) for key, item in content["afgewezen"].items()},
            frozenset((meting, code) for meting, code in content.get("samengevoegd", [])),
            content.get("voorbeeld"),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError(
            f"{path} kan niet worden gelezen; zet een kopie terug, of haal dit ene bestand weg en "
            "importeer opnieuw: dan wordt het opgemaakt uit de map archief."
        ) from error


def write_ledger(ledger: Ledger, folder: Path) -> None:
    """Write the ledger into a dataset folder."""
    content = {
        "versie": VERSION,
        "gezien": [
            {
                **asdict(item),
                "file_time": item.file_time.isoformat(),
                "mail_time": item.mail_time.isoformat() if item.mail_time else "",
                "offered_at": item.offered_at.isoformat() if item.offered_at else "",
            }
            for item in ledger.seen
        ],
        "samengevoegd": sorted(ledger.merged),
        "voorbeeld": ledger.example,
        "afgewezen": {key: _record(item) for key, item in sorted(ledger.refused.items())},
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")


def _seen_file(record: dict[str, Any]) -> SeenFile:
    mailed, offered = record["mail_time"], record.get("offered_at")
    return SeenFile(
        file=record["file"],
        sha256=record["sha256"],
        size=record["size"],
        file_time=datetime.fromisoformat(record["file_time"]),
        mail_time=datetime.fromisoformat(mailed) if mailed else None,
        offered_at=datetime.fromisoformat(offered) if offered else None,
        is_workbook=record.get("is_workbook", True),
    )


# The kind is kept by its code; what is not in the archive cannot be decided about.
_NOT_KEPT = ("kind", "decisions")


def _record(refused: Submission) -> dict[str, object]:
    return {
        "file": refused.file,
        "refusal": refused.refusal,
        "stamp": asdict(refused.stamp) if refused.stamp else None,
        "modified": refused.modified.isoformat() if refused.modified else "",
        "is_workbook": refused.is_workbook,
        "findings": [
            {
                **{name: said for name, said in vars(item).items() if name not in _NOT_KEPT},
                "kind": item.kind.code,
            }
            for item in refused.findings
        ],
    }


def _submission(record: dict[str, Any]) -> Submission:
    modified, stamp = record["modified"], record["stamp"]
    return Submission(
        file=record["file"],
        refusal=record["refusal"],
        findings=tuple(
            Finding(**{**item, "kind": KIND_BY_CODE[item["kind"]]}) for item in record["findings"]
        ),
        stamp=Stamp(**stamp) if stamp else None,
        modified=datetime.fromisoformat(modified) if modified else None,
        is_workbook=record.get("is_workbook", True),
    )
