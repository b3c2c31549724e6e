"""Files that are dragged in: they stand in a folder of our own until the job that asked is done.

Their names come from outside. They are kept for people, and never lead out of that folder.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from filelock import FileLock, Timeout

from nhnorm_xlsx.contract.text import printable
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.texts import scherm as texts

PREFIX: Final = "nhnorm-scherm-"
_LOCK: Final = ".slot"
# Larger than any mail with attachments; a copy of a round of years stays below it.
MOST_BYTES: Final = 1_000_000_000
# What is dragged in at once: the archives of an intake may hold as much.
MOST_TOGETHER: Final = 4_000_000_000
MOST_FILES: Final = 50_000
# Who drags something in and goes away leaves it; so many may be left.
_MOST_BATCHES: Final = 20
_MOST_NAME: Final = 120
_KEPT_END: Final = 40
_MOST_DEEP: Final = 12
_CHUNK: Final = 1 << 16
# What Windows allows in no name, and what it takes for a device.
_FORBIDDEN: Final = frozenset('<>:"|?*\\/')
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10)}
)


class Stream(Protocol):
    """What the bytes of an upload are read from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes; none at the end."""
        ...


@dataclass
class Batch:
    """What was dragged in together. Each thing stands in a folder of its own, by its number."""

    folder: Path
    id: str = field(default_factory=lambda: secrets.token_hex(12))
    bytes: int = 0
    count: int = 0

    @property
    def paths(self) -> tuple[Path, ...]:
        """What was dragged in, as one would name it on the command line."""
        numbered = sorted((item for item in self.folder.iterdir()), key=lambda item: int(item.name))
        return tuple(path for item in numbered for path in sorted(item.iterdir()))


class Uploads:
    """All that was dragged in and is not used yet, in a folder that only this user can open."""

    def __init__(self) -> None:
        sweep()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._slot = FileLock(self.folder / _LOCK)
        self._slot.acquire()
        self._batches: dict[str, Batch] = {}
        self._lock = threading.Lock()

    def begin(self) -> Batch:
        """A new batch; the oldest goes when too many were left. Raises `StorageError`."""
        with self._lock:
            while len(self._batches) >= _MOST_BATCHES:
                self._drop(next(iter(self._batches.values())))
            batch = Batch(self.folder)
            batch.folder = self.folder / batch.id
            try:
                batch.folder.mkdir()
            except OSError as error:
                raise StorageError(texts.disk(why(error))) from error
            self._batches[batch.id] = batch
            return batch

    def take(
        self, id_: str, number: int, name: str, stream: Stream, *, size: int, saved: float
    ) -> None:
        """Put one file in a batch, as part `number` of what was dragged in.

        `saved` is when it was saved, in seconds. Raises `UsageError` for what cannot be taken,
        with the reason, and `StorageError`.
        """
        batch = self._known(id_)
        if size == 0:
            raise UsageError(texts.empty_file(printable(name)))
        with self._lock:
            batch.count += 1
            batch.bytes += max(size, 0)
            full = batch.count > MOST_FILES or batch.bytes > MOST_TOGETHER
        if size > MOST_BYTES or full or number > MOST_FILES:
            raise UsageError(texts.too_much(printable(name)))
        parts = safe_parts(name)
        target = _free(batch.folder / str(number) / Path(*parts))
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(stream, target, size)
            if saved > 0:
                with suppress(OSError, OverflowError, ValueError):
                    os.utime(target, (saved, saved))
        except OSError as error:
            raise StorageError(texts.disk(why(error))) from error

    def claim(self, id_: str) -> Batch:
        """A batch, for the job that uses it. Raises `UsageError`."""
        batch = self._known(id_)
        with self._lock:
            self._batches.pop(batch.id, None)
        return batch

    def drop(self, batch: Batch) -> None:
        """Throw a batch away; what is held by a scanner goes when the program ends."""
        with self._lock:
            self._drop(batch)

    def _drop(self, batch: Batch) -> None:
        self._batches.pop(batch.id, None)
        shutil.rmtree(batch.folder, ignore_errors=True)

    def _known(self, id_: str) -> Batch:
        with self._lock:
            batch = self._batches.get(id_)
        if batch is None:
            raise UsageError(texts.BATCH_GONE)
        return batch

    def close(self) -> None:
        """Throw everything away."""
        self._slot.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def _write(stream: Stream, target: Path, size: int) -> None:
    with target.open("xb") as file:
        try:
            while chunk := stream.read(_CHUNK):
                file.write(chunk)
            whole = file.tell() == size
        except BaseException:
            whole = False
            raise
        finally:
            file.close()
            if not whole:
                target.unlink()
    if not whole:
        raise UsageError(texts.BROKEN_OFF)


def _free(path: Path) -> Path:
    """This place, or one beside it: two names may be the same on this disk."""
    found, number = path, 1
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def safe_parts(name: str) -> tuple[str, ...]:
    """The parts of a name from outside, each one a name that every system allows.

    Raises `UsageError` when nothing is left of it.
    """
    parts = [_safe(part) for part in name.replace("\\", "/").split("/")]
    kept = tuple(part for part in parts if part)
    if not kept or len(kept) > _MOST_DEEP:
        raise UsageError(texts.no_name(printable(name)))
    return kept


def _safe(part: str) -> str:
    """One part of a name; empty for what only leads elsewhere."""
    if part.strip() in ("", ".", ".."):
        return ""
    signs = (sign if sign.isprintable() and sign not in _FORBIDDEN else "_" for sign in part)
    text = "".join(signs).rstrip(". ").encode("utf-8", "replace").decode()
    if text.partition(".")[0].strip().casefold() in _DEVICES:
        text = f"_{text}"
    if len(text) > _MOST_NAME:
        stem, dot, suffix = text.rpartition(".")
        end = f"{stem[-_KEPT_END:]}{dot}{suffix}"[-_MOST_NAME + 1 :]
        # Both ends say whose it is; that something is left out is to be seen.
        text = f"{stem[: _MOST_NAME - len(end) - 1]}…{end}"
    return text


def sweep() -> None:
    """Throw away what an earlier start left behind when it was ended by force."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        slot = folder / _LOCK
        if folder.is_symlink() or not slot.is_file():
            continue
        with suppress(Timeout, OSError):
            with FileLock(slot, timeout=0):
                pass
            shutil.rmtree(folder, ignore_errors=True)
