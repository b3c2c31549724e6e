"""The dataset folder on disk: one writer at a time, and whether there is a dataset at all.

Facts in it are files that are written once; tables are exports, each replaced whole. So
there is no moment at which a stop, here or on another machine, takes away what was there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from nhnorm_xlsx.dataset import events, takeover
from nhnorm_xlsx.errors import StorageError, UsageError, why

ARCHIVE = "archief"
# What was locked with a password stands here too, without the lock: the answers must be
# found again without anybody keeping the passwords.
OPENED = "ontsleuteld"
# What can be thrown away at any moment; it may be there before anything else.
_REMADE = "gelezen"
# An original is kept under its sha256.
_KEPT = re.compile("[0-9a-f]{64}")
_MAY_BE_KEPT = re.compile(r"[0-9a-f].*\.")
# How long a second import waits for the first; importing 450 workbooks takes half a minute.
LOCK_SECONDS = 120.0
# Nobody writes one file for so long.
_LEFT_BEHIND = timedelta(hours=1)


@contextmanager
def locked(folder: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the dataset for one writer; a second one waits, then gets a `StorageError`."""
    # One folder is one folder, by whatever name it is reached.
    place = folder.resolve()
    path = place.with_name(f".{place.name}.slot")
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
        raise storage_error(folder, error) from error


def recover(folder: Path) -> None:
    """Take over what an earlier version kept; nothing to do in a folder of today."""
    if takeover.is_of_before(folder):
        with locked(folder):
            takeover.take_over(folder, datetime.now(UTC))


def sweep(folder: Path, now: datetime) -> None:
    """Remove what was half written when the program was stopped, here or elsewhere.

    Not what is recent: on another machine somebody may be writing it. Call with the lock held.
    """
    for draft in folder.rglob("~*"):
        with suppress(OSError):
            if now - datetime.fromtimestamp(draft.stat().st_mtime, UTC) > _LEFT_BEHIND:
                draft.unlink()


def check_target(folder: Path, option: str = "--uit") -> None:
    """Refuse a folder that holds other things than a dataset; `option` gives another.

    Raises `UsageError`.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is een bestand; geef met {option} een map op.")
    strange = folder.exists() and any(item.name != _REMADE for item in folder.iterdir())
    if strange and not holds_dataset(folder):
        raise UsageError(
            f"De map {folder} bevat iets anders dan een dataset; kies met {option} een lege "
            "of nieuwe map."
        )


def holds_dataset(folder: Path) -> bool:
    """Whether facts are kept in this folder, or at least originals."""
    if events.names(folder) or takeover.is_of_before(folder):
        return True
    return _holds_originals(folder)


def was_imported(folder: Path) -> bool:
    """Whether anything was ever imported here: a delay can be given before that."""
    if any(not name.startswith(events.BEFOREHAND) for name in events.names(folder)):
        return True
    return takeover.is_of_before(folder) or _holds_originals(folder)


def _holds_originals(folder: Path) -> bool:
    return any(_KEPT.fullmatch(path.stem) for path in (folder / ARCHIVE).glob("*.*"))


def archived(folder: Path) -> list[os.DirEntry[str]]:
    """What may be an original, in order of name.

    As entries of the folder: with thousands of files a path of each takes longer than its facts,
    which on Windows come with the entry.
    """
    try:
        with os.scandir(folder / ARCHIVE) as entries:
            found = [entry for entry in entries if _MAY_BE_KEPT.match(entry.name)]
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def holds_answers(folder: Path) -> bool:
    """Whether any answer counts in this dataset; True when its table cannot be read."""
    table = folder / "antwoorden.csv"
    try:
        with table.open("rb") as stream:
            return len(stream.readlines(100_000)) > 1
    except OSError:
        return holds_dataset(folder)


def storage_error(folder: Path, error: OSError) -> StorageError:
    """That the dataset cannot be written, and what to do."""
    return StorageError(
        f"De dataset {folder} kan niet worden geschreven ({why(error)}). Sluit bestanden uit deze "
        "map die in Excel open staan, controleer de ruimte op de schijf en probeer het opnieuw. "
        "Wat er stond is bewaard."
    )
