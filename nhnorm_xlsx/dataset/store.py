"""The dataset folder on disk: replaced as a whole, or not at all.

A new state is built beside the old one and then takes its place with two renames. A crash
leaves the old folder, or the new one, or a gap between the two renames that `recover`
closes; every command calls it before it looks. What another program holds for a moment (a
table that is open in Excel, a synchronised folder) is waited for, as with every output.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from nhnorm_xlsx.dataset import ledger
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.files import patiently

ARCHIVE = "archief"
# What was locked with a password stands here too, without the lock: the answers must be
# found again without anybody keeping the passwords.
OPENED = "ontsleuteld"
# An original is kept under its sha256.
_KEPT = re.compile("[0-9a-f]{64}")
# How long a second import waits for the first; importing 450 workbooks takes half a minute.
LOCK_SECONDS = 120.0


def building(folder: Path) -> Path:
    """Where the new state is built."""
    return folder.with_name(folder.name + ".nieuw")


def _retired(folder: Path) -> Path:
    return folder.with_name(folder.name + ".oud")


@contextmanager
def locked(folder: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the dataset for one writer; a second one waits, then gets a `StorageError`."""
    path = folder.with_name(f".{folder.name}.slot")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path, timeout=seconds):
            yield
    except Timeout as error:
        raise StorageError(
            f"De dataset {folder} is al {seconds:.0f} seconden in gebruik door een andere import; "
            "wacht tot die klaar is en probeer het opnieuw."
        ) from error
    except OSError as error:
        raise _storage_error(folder, error) from error


def recover(folder: Path) -> None:
    """Finish or undo what a crash left half done. Harmless when there is nothing to do."""
    new, old = building(folder), _retired(folder)
    try:
        if not folder.exists() and old.exists():
            # The old state only steps aside for a new one that is complete.
            patiently(partial((new if new.exists() else old).rename, folder))
        for leftover in (new, old):
            if leftover.exists():
                patiently(partial(shutil.rmtree, leftover))
    except OSError as error:
        raise _storage_error(folder, error) from error


def check_target(folder: Path) -> None:
    """Refuse a folder that holds other things than a dataset: it would be replaced."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is een bestand; geef met --uit een map op.")
    if folder.exists() and any(folder.iterdir()) and not holds_dataset(folder):
        raise UsageError(
            f"De map {folder} bevat iets anders dan een dataset; kies met --uit een lege of "
            "nieuwe map."
        )


def holds_dataset(folder: Path) -> bool:
    """Whether there are books in this folder, or at least originals that we kept."""
    if (folder / ledger.FILE_NAME).exists():
        return True
    return any(_KEPT.fullmatch(path.stem) for path in (folder / ARCHIVE).glob("*.*"))


def holds_answers(folder: Path) -> bool:
    """Whether any answer counts in this dataset; True when its table cannot be read."""
    table = folder / "antwoorden.csv"
    try:
        with table.open("rb") as stream:
            return len(stream.readlines(100_000)) > 1
    except OSError:
        return holds_dataset(folder)


def replace(folder: Path, build: Callable[[Path], None]) -> None:
    """Let `build` fill a new folder, then put it in the place of the old one.

    What the old folder holds that `build` does not make (the archive, notes of the user)
    is carried over. Call with the lock held.
    """
    new, old = building(folder), _retired(folder)
    try:
        new.mkdir(exist_ok=True)
        build(new)
        if folder.exists():
            _carry_over(folder, new)
        _flush(new)
        if folder.exists():
            patiently(partial(folder.rename, old))
        patiently(partial(new.rename, folder))
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        if not folder.exists() and old.exists():
            with suppress(OSError):  # then `recover` closes the gap
                patiently(partial(old.rename, folder))
        raise _storage_error(folder, error) from error


def _carry_over(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        there = target / path.relative_to(source)
        if path.is_dir():
            there.mkdir(parents=True, exist_ok=True)
        elif not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(path, there)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError:  # another disk, or a file system without links
        shutil.copy2(source, target)


def _flush(folder: Path) -> None:
    """Everything on disk before the old state steps aside: a power cut must not lose both."""
    for path in folder.iterdir():
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())


def _storage_error(folder: Path, error: OSError) -> StorageError:
    reason = why(error)
    return StorageError(
        f"De dataset {folder} kan niet worden geschreven ({reason}). Sluit bestanden uit deze map "
        "die in Excel open staan, controleer de ruimte op de schijf en probeer het opnieuw. De "
        "vorige stand is bewaard."
    )
