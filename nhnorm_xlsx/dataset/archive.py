"""The originals of what was offered: copied first, so that they cannot change under our hands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import store
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.errors import StorageError, why
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.judging import judge_unreadable
from nhnorm_xlsx.intake.other_files import no_workbook
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.sources import (
    WORKBOOK_SUFFIXES,
    SourceFile,
    Sources,
)
from nhnorm_xlsx.submissions import Submission


@dataclass(frozen=True)
class Staged:
    """Files that were copied into the archive, or looked at.

    `unread` is the judgement, by `SeenFile.content`, of those of which there is no copy: they
    could not be read, are too large, hold nothing, or are no workbook.
    """

    seen: tuple[SeenFile, ...]
    unread: Mapping[str, Submission]


def looked_at(sources: Sources, now: datetime) -> list[SeenFile]:
    """What is offered, without keeping anything yet; `now` is the moment in Dutch time."""
    found = [_look(file) for file in sources.files]
    found += [_unread(file) for file, _ in sources.troubled]
    found += [_other(file) for file, _ in sources.other]
    return [replace(item, offered_at=now) for item in found]


def left_out(
    sources: Sources, is_out: Callable[[SeenFile], bool], now: datetime
) -> tuple[Sources, tuple[SeenFile, ...]]:
    """What is offered without the files that are out, and those files; `now` as in `looked_at`."""
    seen = iter(looked_at(sources, now))
    out: list[SeenFile] = []

    def stays(item: SeenFile) -> bool:
        if is_out(item):
            out.append(item)
            return False
        return True

    # In the order in which they are looked at.
    stay = Sources(
        [file for file in sources.files if stays(next(seen))],
        [pair for pair in sources.troubled if stays(next(seen))],
        [pair for pair in sources.other if stays(next(seen))],
    )
    return stay, tuple(out)


def _look(file: SourceFile) -> SeenFile:
    unread = _unread(file)
    if not unread.size or unread.size > limits.MAX_FILE_BYTES:
        return unread
    try:
        return replace(unread, sha256=hashlib.sha256(file.path.read_bytes()).hexdigest())
    except OSError:
        return unread


def staged(sources: Sources, archive: Path, now: datetime) -> Iterator[Staged]:
    """Copy what is offered into the archive, some at a time, so that it cannot change any more.

    Only the copies are read. Raises `StorageError`.
    """
    for batch in _batches(sources.files):
        yield _staged([(file, *_stage(file, archive)) for file in batch], now)
    told = [(file, _unread(file), problem) for file, problem in sources.troubled]
    # What is no workbook is not kept, only that it was there.
    others = [(file, _other(file), found) for file, found in sources.other]
    if told or others:
        rest = _staged(told, now)
        unread = {item.content: no_workbook(file.name, found) for file, item, found in others}
        seen = (*rest.seen, *(replace(item, offered_at=now) for _, item, _ in others))
        yield Staged(seen, {**rest.unread, **unread})


def _staged(
    outcomes: Iterable[tuple[SourceFile, SeenFile, UnreadableError | None]], now: datetime
) -> Staged:
    seen, unread = [], {}
    for file, item, problem in outcomes:
        seen.append(replace(item, offered_at=now))
        if problem:
            unread[item.content] = judge_unreadable(file.name, problem)
    return Staged(tuple(seen), unread)


def _batches(items: Sequence[SourceFile]) -> Iterator[Sequence[SourceFile]]:
    together = max(_TOGETHER, len(items) // _AT_MOST)
    for start in range(0, len(items), together):
        yield items[start : start + together]


# So many files are copied before it is written down: a stop in between costs their names.
_TOGETHER = 50
# But an import is not written down more often than this.
_AT_MOST = 20


def _other(file: SourceFile) -> SeenFile:
    unread = _unread(file)
    size = file.size or unread.size
    return replace(unread, sha256=file.sha256, size=size, is_workbook=False)


def _stage(file: SourceFile, archive: Path) -> tuple[SeenFile, UnreadableError | None]:
    unread = _unread(file)
    if unread.size > limits.MAX_FILE_BYTES:
        return unread, UnreadableError("te_groot", f"{unread.size / 1e6:.0f} MB")
    try:
        content = file.path.read_bytes()
    except OSError as error:
        return unread, UnreadableError("niet_te_openen", why(error))
    sha256 = hashlib.sha256(content).hexdigest()
    item = replace(unread, sha256=sha256, size=len(content))
    if not content:
        return item, UnreadableError("leeg_bestand")
    suffix = PurePosixPath(file.name).suffix.lower()
    target = archive / f"{sha256}{suffix if suffix in WORKBOOK_SUFFIXES else '.onbekend'}"
    if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
        files.write_bytes(target, content, advice=_NO_ROOM)
        _keep_time(file.path, target)
    return item, None


def _keep_time(source: Path, target: Path) -> None:
    """The copy is as old as the original: should the books be lost, the archive still tells."""
    with suppress(OSError):
        os.utime(target, ns=(source.stat().st_atime_ns, source.stat().st_mtime_ns))


def _unread(file: SourceFile) -> SeenFile:
    """What can be said of a file without opening it."""
    moment, size = datetime.fromtimestamp(0, UTC), 0
    with suppress(OSError):
        # Of a link that leads nowhere, when the link was made.
        facts = file.path.stat() if file.path.exists() else file.path.lstat()
        moment, size = datetime.fromtimestamp(facts.st_mtime, UTC), facts.st_size
    mailed = local_time(file.mailed) if file.mailed else None
    return SeenFile(file.name, "", size, local_time(moment), mailed)


_NO_ROOM = (
    "Maak ruimte op de schijf of kies met --uit een andere map. Wat er al stond is niet veranderd."
)


def originals(folder: Path) -> dict[str, Path]:
    """By content: the originals in the dataset.

    What somebody changed in the archive is no original any more. A file of which size and
    time are as when it was last looked at was not changed.
    """
    noted = _noted(folder)
    found: dict[str, Path] = {}
    now: dict[str, list[int]] = {}
    for entry in store.archived(folder):
        path, facts = Path(entry.path), entry.stat()
        told = [facts.st_size, facts.st_mtime_ns]
        if noted.get(entry.name) == told or _fingerprint(path) == path.stem:
            found[path.stem] = path
            now[entry.name] = told
    if now != noted:
        with suppress(StorageError):  # it only saves time
            text = json.dumps(now, indent=0)
            files.write_text(folder / _NOTED, text, lasting=False)
    return found


# Beside the kept readings: it can be thrown away with them.
_NOTED = Path("gelezen") / "archief.json"


def _noted(folder: Path) -> dict[str, list[int]]:
    try:
        found: dict[str, list[int]] = json.loads((folder / _NOTED).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _fingerprint(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}). Staat de map in OneDrive of Teams, "
            "kies dan bij de map 'Altijd behouden op dit apparaat' en probeer het opnieuw."
        ) from error


def opened_copy(folder: Path, content: str) -> Path:
    """Where a locked original stands, or will stand, without its lock."""
    return folder / store.OPENED / f"{content}.xlsx"
