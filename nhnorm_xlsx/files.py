"""Every output is written beside its place and then renamed, so that half a file never stands.

Windows refuses to replace a file that is open in Excel, and so does a synchronised folder or
a virus scanner that holds a file for a moment: what lasts a moment is waited for.
"""

from __future__ import annotations

import errno
import glob
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nhnorm_xlsx.errors import StorageError, why

# How long is waited before each further try: some two seconds together.
PAUSES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5)
# Another program holds the file; the last two are those of Windows (sharing, lock).
_HELD = (errno.EACCES, errno.EPERM, errno.EBUSY)
_HELD_ON_WINDOWS = (5, 32, 33)

_CLOSE_IT = (
    "Staat het bestand open in Excel of een ander programma? Sluit het daar en probeer het opnieuw."
)
_LOOK_AT_FOLDER = "Controleer of u in deze map mag schrijven en of er ruimte is op de schijf."


def write_bytes(path: Path, content: bytes, *, advice: str = "", lasting: bool = True) -> None:
    """Put this content in the place of what stands there, with the folders above it.

    What is not `lasting` may be lost in a power cut. Raises `StorageError`, with this
    `advice` or else what to do in general.
    """
    with beside(path, advice=advice, lasting=lasting) as draft:
        draft.write_bytes(content)


def write_text(
    path: Path, text: str, *, bom: bool = False, advice: str = "", lasting: bool = True
) -> None:
    """The same with text as UTF-8, line ends as they are; with `bom` Excel knows that it is."""
    content = text.encode("utf-8-sig" if bom else "utf-8")
    write_bytes(path, content, advice=advice, lasting=lasting)


@contextmanager
def beside(path: Path, *, advice: str = "", lasting: bool = True) -> Iterator[Path]:
    """A place to write in, which takes the place of `path` when the block ends well.

    When it does not, what was written is removed and `path` is as it was. Raises
    `StorageError` as `write_bytes` does.
    """
    draft = _own_draft_of(path)
    with _explained(path, advice):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            yield draft
            if lasting:
                _on_disk(draft)
            patiently(lambda: draft.replace(path))
        finally:
            with suppress(OSError):
                draft.unlink()


def draft_of(path: Path) -> Path:
    """Where this file is written before it takes its place."""
    return path.with_name(f"~{path.name}")


def _own_draft_of(path: Path) -> Path:
    """The same for this writer alone: somebody elsewhere may write the same file now."""
    return path.with_name(f"~{os.getpid():x}{secrets.token_hex(3)}-{path.name}")


def begin_draft(path: Path) -> Path:
    """Where to write this file, in a folder that is there. Raises `StorageError`."""
    make_folder(path.parent)
    return draft_of(path)


def make_folder(folder: Path) -> None:
    """Make this folder, unless it is there. Raises `StorageError`."""
    with _explained(folder, ""):
        folder.mkdir(parents=True, exist_ok=True)


def move(draft: Path, path: Path) -> None:
    """Let a draft that was written elsewhere take this place. Raises `StorageError`."""
    with _explained(path, ""):
        path.parent.mkdir(parents=True, exist_ok=True)
        _on_disk(draft)
        patiently(lambda: draft.replace(path))


def put_in_place(path: Path) -> None:
    """Let the draft that `write_bytes` wrote take the place of `path`. Raises `StorageError`."""
    with _explained(path, ""):
        patiently(lambda: draft_of(path).replace(path))


def drop_draft(path: Path) -> None:
    """Remove what was written for this file and did not take its place, whoever wrote it."""
    draft = draft_of(path)
    for left in (draft, *path.parent.glob(f"~*-{glob.escape(draft.name)}")):
        with suppress(OSError):
            left.unlink()


def remove(path: Path) -> None:
    """Remove this file, unless it is gone already. Raises `StorageError`."""
    try:
        patiently(lambda: path.unlink(missing_ok=True))
    except OSError as error:
        said = _CLOSE_IT if is_held(error) else _LOOK_AT_FOLDER
        raise StorageError(f"{path} kan niet worden verwijderd ({why(error)}). {said}") from error


@contextmanager
def _explained(path: Path, advice: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = advice or (_CLOSE_IT if is_held(error) else _LOOK_AT_FOLDER)
        raise StorageError(f"{path} kan niet worden geschreven ({why(error)}). {said}") from error


def patiently(action: Callable[[], object]) -> None:
    """Do this, and again after a while when another program holds the file. Raises `OSError`."""
    for pause in PAUSES:
        try:
            action()
            return
        except OSError as error:
            if not is_held(error):
                raise
        time.sleep(pause)
    action()


def is_held(error: OSError) -> bool:
    """Whether the system refused because of what somebody else does with the file."""
    return error.errno in _HELD or getattr(error, "winerror", None) in _HELD_ON_WINDOWS


def _on_disk(draft: Path) -> None:
    """A power cut right after the renaming must not leave an empty file."""
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())
