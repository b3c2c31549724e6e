"""What a round made, as the page may show and open it: only files, and only of the round.

Never the archive: what stands there came from outside. Nor what is nobody's to read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from nhnorm_xlsx.dataset.decisions import FILE_NAME as DECISIONS
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.tasks.beside import OVERVIEW_FOLDER, STATEMENTS
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import scherm as texts

CORRECTIONS: Final = "correcties"
STANDING: Final = "stand.xlsx"
PAGE: Final = ".html"
# How each is handed to the browser; nothing else is handed out at all.
TYPES: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".toml": "text/plain; charset=utf-8",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
    PAGE: "text/html; charset=utf-8",
}
# In a folder are shown so many; the folder itself can be opened.
MOST_SHOWN: Final = 200
# Of the dataset only the tables: the rest is its memory, or came from outside.
_TABLES: Final = frozenset({".csv"})


@dataclass(frozen=True)
class Made:
    """A file or folder of the round: its path as in an address, its name, and when it was made.

    What is `edited` is changed by the user in its place: what one fetches is a copy of it.
    """

    path: str
    name: str
    when: str
    page: bool = False
    edited: bool = False


@dataclass(frozen=True)
class Shelf:
    """One folder of the round, with the newest first; `more` are not shown."""

    title: str
    path: str
    files: tuple[Made, ...]
    more: int


def shelves(here: Round) -> list[Shelf]:
    """The folders of the round in which anything stands."""
    found = []
    for title, folder in _folders(here):
        files = sorted(_files(here, folder), key=_age, reverse=True)
        if files:
            shown = tuple(made(here, path) for path in files[:MOST_SHOWN])
            found.append(Shelf(title, address(here, folder), shown, len(files) - len(shown)))
    loose = [path for path in _loose(here) if path.is_file()]
    if loose:
        shown = tuple(made(here, path) for path in loose)
        found.append(Shelf(texts.OWN_FILES, "", shown, 0))
    return found


def _folders(here: Round) -> Iterator[tuple[str, Path]]:
    yield texts.SHELVES["werkboeken"], here.workbooks
    yield texts.SHELVES["mail"], here.mail
    yield texts.SHELVES["correcties"], here.folder / CORRECTIONS
    yield texts.SHELVES["vergelijking"], here.comparison
    yield texts.SHELVES["doorgeven"], here.handed_over
    yield texts.SHELVES["terugkoppeling"], here.feedback
    yield texts.SHELVES["vernietiging"], here.folder / STATEMENTS
    yield texts.SHELVES["overzicht"], here.folder / OVERVIEW_FOLDER
    yield texts.SHELVES["sjablonen"], here.templates
    yield texts.SHELVES["dataset"], here.dataset


def _loose(here: Round) -> tuple[Path, ...]:
    return (here.file, here.contacts, here.tiles, here.folder / STANDING)


def _files(here: Round, folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        if folder == here.dataset:
            folders.clear()
        folders[:] = [name for name in folders if not name.startswith((".", "~"))]
        for name in names:
            path = Path(root) / name
            kinds = _TABLES if folder == here.dataset else TYPES
            if not name.startswith((".", "~", "_")) and path.suffix.lower() in kinds:
                yield path


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def made(here: Round, path: Path) -> Made:
    """A file of the round, to show."""
    when = datetime.fromtimestamp(_age(path)).astimezone()
    day = f"{when.day}-{when.month:02}-{when.year} {when:%H:%M}"
    page = path.suffix.lower() == PAGE and path.is_relative_to(here.comparison)
    return Made(address(here, path), path.name, day, page, _edited(here, path))


def _edited(here: Round, path: Path) -> bool:
    own = (here.file, here.contacts, here.tiles, here.dataset / DECISIONS)
    return path in own or path.is_relative_to(here.templates)


def address(here: Round, path: Path) -> str:
    """The path of a file within the round, as it stands in an address."""
    return path.relative_to(here.folder).as_posix()


def find(here: Round, address_: str, *, folders: bool = False) -> Path:
    """The file (or folder) of the round that is meant.

    Raises `UsageError` for everything else: outside the round, of another kind, not there.
    """
    parts = PurePosixPath(address_).parts
    strange = "\\" in address_ or ":" in address_ or "\0" in address_ or address_.startswith("/")
    if strange or not parts or any(part in ("..", ".") for part in parts):
        raise UsageError(texts.NOT_OF_ROUND)
    path = here.folder.joinpath(*parts)
    root = here.folder.resolve()
    if not path.resolve().is_relative_to(root) or not _shown(here, path, root):
        raise UsageError(texts.NOT_OF_ROUND)
    if path.is_file() and path.suffix.lower() in TYPES:
        return path
    # A folder with a suffix is a program on a Mac.
    if folders and path.is_dir() and not path.suffix:
        return path
    raise UsageError(texts.NOT_THERE)


def _shown(here: Round, path: Path, root: Path) -> bool:
    """Whether this stands where results stand, also when followed to where it really is."""
    real = path.resolve().relative_to(root)
    for place in (path.relative_to(here.folder), real):
        inside = here.folder / place
        dataset = inside.is_relative_to(here.dataset) and (
            inside == here.dataset
            or (inside.parent == here.dataset and inside.suffix.lower() in _TABLES)
        )
        others = [folder for _, folder in _folders(here) if folder != here.dataset]
        if not (dataset or inside in _loose(here) or any(map(inside.is_relative_to, others))):
            return False
    return True


def open_here(path: Path, start: Callable[[Path], object] | None = None) -> None:
    """Open a file or folder with the program of this machine. Raises `StorageError`."""
    try:
        (start or _start)(path.resolve())
    except OSError as error:
        raise StorageError(texts.cannot_open(path.name, why(error))) from error


def _start(path: Path) -> None:
    if sys.platform == "win32":
        if path.suffix.lower() == ".toml":  # Windows knows no program for it
            subprocess.Popen(["notepad.exe", str(path)])  # noqa: S603, S607
        else:
            os.startfile(path)  # noqa: S606
        return
    program = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen(  # noqa: S603
        [program, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
