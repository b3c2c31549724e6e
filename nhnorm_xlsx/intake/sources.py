"""From what the user names to the files to read: files, and folders with subfolders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nhnorm_xlsx.errors import UsageError

# What a workbook can be called. Other files in a folder are passed over with a line.
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx", ".ots")
_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}


@dataclass(frozen=True)
class SourceFile:
    """One file to read: where it is, and its name for people (relative to what was named)."""

    path: Path
    name: str


@dataclass(frozen=True)
class Sources:
    """What was found: the files to read, and the names of those passed over."""

    files: tuple[SourceFile, ...]
    skipped: tuple[str, ...]


def find_sources(paths: Iterable[Path]) -> Sources:
    """All files to read. A file that is named itself is always read, whatever its name.

    Raises `UsageError` when a path does not exist.
    """
    files: dict[Path, SourceFile] = {}
    skipped: list[str] = []
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path} bestaat niet; controleer de naam.")
        if not path.is_dir():
            files.setdefault(path.resolve(), SourceFile(path, path.name))
            continue
        for found in _walk(path):
            name = str(PurePosixPath(found.relative_to(path)))
            if _is_workbook(found):
                files.setdefault(found.resolve(), SourceFile(found, name))
            else:
                skipped.append(name)
    return Sources(tuple(files.values()), tuple(skipped))


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name.lower() not in _JUNK_NAMES)
        yield from (Path(root) / name for name in sorted(names))


def _is_workbook(path: Path) -> bool:
    # Office and LibreOffice leave lock files beside an open workbook; a Mac leaves ._ files.
    if path.name.startswith(("~$", ".~lock", "._")) or path.name.lower() in _JUNK_NAMES:
        return False
    return path.suffix.lower() in WORKBOOK_SUFFIXES
