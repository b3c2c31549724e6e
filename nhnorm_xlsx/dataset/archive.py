"""The originals of what was offered: copied first, so that they cannot change under our hands."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx.dataset import store
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.errors import StorageError, why
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.judging import judge_unreadable
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.sources import (
    WORKBOOK_SUFFIXES,
    SourceFile,
    Sources,
)
from nhnorm_xlsx.submissions import Submission


def stage_all(sources: Sources, staging: Path) -> tuple[list[SeenFile], dict[str, Submission]]:
    """Copy what is offered, so that it cannot change under our hands; read only the copies.

    Gives the files seen, and the judgement of those of which there is no copy: they could
    not be read, are too large, or hold nothing.
    """
    try:
        staging.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{staging.parent.parent} kan niet worden beschreven ({why(error)}); kies met "
            "--uit een andere map."
        ) from error
    seen, unread = [], {}
    outcomes = [(file, *_stage(file, staging)) for file in sources.files]
    outcomes += [(file, _unread(file), problem) for file, problem in sources.troubled]
    for file, item, problem in outcomes:
        seen.append(item)
        if problem:
            unread[item.content] = judge_unreadable(file.name, problem)
    return seen, unread


def _stage(file: SourceFile, staging: Path) -> tuple[SeenFile, UnreadableError | None]:
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
    target = staging / f"{sha256}{suffix if suffix in WORKBOOK_SUFFIXES else '.onbekend'}"
    _write(target, content)
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


def _write(target: Path, content: bytes) -> None:
    try:
        with target.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StorageError(
            f"{target.parent} kan niet worden geschreven ({why(error)}); maak ruimte op de "
            "schijf of kies met --uit een andere map. De dataset is niet veranderd."
        ) from error


def originals(folder: Path) -> dict[str, Path]:
    """By content: the originals in the dataset, and those that now come with them."""
    archives = (folder / store.ARCHIVE, store.building(folder) / store.ARCHIVE)
    return {
        path.stem: path
        for archive in archives
        for path in archive.glob("*.*")
        # What somebody changed in the archive is no original any more.
        if hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    }


def opened_copy(folder: Path, content: str) -> Path:
    """Where a locked original stands, or will stand, without its lock."""
    there = folder / store.OPENED / f"{content}.xlsx"
    return there if there.exists() else store.building(folder) / store.OPENED / there.name
