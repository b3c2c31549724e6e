"""From what the user names to the files to read.

Files, folders with subfolders, zip archives and saved mails with attachments, one inside
another. What is no workbook is passed over by name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx.contract.text import printable
from nhnorm_xlsx.errors import UsageError, why
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.signatures import OLE, ZIP
from nhnorm_xlsx.intake.unpacking import (
    OTHER_ARCHIVES,
    WORKBOOK_SUFFIXES,
    UnpackJob,
    holds_workbook,
    is_container,
    is_junk,
    unpack,
)

__all__ = ["WORKBOOK_SUFFIXES", "SourceFile", "Sources", "find_sources"]


@dataclass(frozen=True)
class SourceFile:
    """One file to read: where it is, and its name for people (relative to what was named).

    `mailed` is when the mail was sent that it came with, if it came with one.
    """

    path: Path
    name: str
    mailed: datetime | None = None


@dataclass
class Sources:
    """What was found: files to read, names of those passed over, and those with trouble."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    troubled: list[tuple[SourceFile, UnreadableError]] = field(default_factory=list)


def find_sources(paths: Iterable[Path], workspace: Path, passwords: Sequence[str] = ()) -> Sources:
    """All files to read. A file that is named itself is always read, whatever its name.

    What comes out of archives and mails is put in `workspace`, an empty folder. Raises
    `UsageError` when a path does not exist.
    """
    search = _Search(workspace, Sources(), tuple(passwords))
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path} bestaat niet; controleer de naam.")
        if not path.is_dir():
            search.take(SourceFile(path, _printable(path.name)), named=True)
            continue
        for found in search.walk(path):
            name = _printable(PurePosixPath(found.relative_to(path)))
            search.take(SourceFile(found, name), named=False)
    search.open_containers()
    search.sources.files.sort(key=lambda file: file.name)
    return search.sources


def _printable(name: PurePosixPath | str) -> str:
    """A name that can be shown and stored, also when the system holds it in another code."""
    return printable(str(name))


def _is_workbook(path: Path) -> bool:
    """Whether a file with another name is a workbook all the same (`werkboek.xlsx.bak`)."""
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            return False
        with path.open("rb") as stream:
            start = stream.read(8)
            return start[:2] in (ZIP[:2], OLE[:2]) and holds_workbook(start + stream.read())
    except OSError:
        return False


@dataclass
class _Search:
    workspace: Path
    sources: Sources
    passwords: tuple[str, ...]
    containers: list[SourceFile] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    opened: int = 0
    budget: int = limits.MAX_ARCHIVES_BYTES

    def take(self, file: SourceFile, *, named: bool) -> None:
        """Add a file to those to read or open, or pass it over."""
        where = file.path.resolve()
        if where in self.seen:
            return
        self.seen.add(where)
        suffix = PurePosixPath(file.name).suffix.lower()
        if is_junk(file.name) and not named:
            self.sources.skipped.append(file.name)
        elif file.path.exists() and not file.path.is_file():
            self._trouble(file, UnreadableError("niet_te_openen", "het is geen gewoon bestand"))
        elif is_container(file.name):
            self.containers.append(file)
        elif suffix in OTHER_ARCHIVES:
            self._trouble(file, UnreadableError("ander_archief", suffix))
        elif named or suffix in WORKBOOK_SUFFIXES or _is_workbook(file.path):
            self.sources.files.append(file)
        else:
            self.sources.skipped.append(file.name)

    def open_containers(self) -> None:
        """Open all containers, and the containers inside, down to a limit."""
        for _ in range(limits.MAX_ARCHIVE_DEPTH):
            level, self.containers = self.containers, []
            for file, parts in zip(level, in_isolation(unpack, self._jobs(level)), strict=True):
                if isinstance(parts, UnreadableError):
                    self._trouble(file, parts)
                    continue
                for part in parts:
                    self._take_part(file, part.name, part.path, part.mailed, part.problem)
        for file in self.containers:
            problem = UnreadableError("te_groot", "een archief in een archief in een archief")
            self._trouble(file, problem)

    def walk(self, folder: Path) -> Iterator[Path]:
        """The files of a folder and its subfolders; a folder that is closed to us is trouble."""

        def closed(error: OSError) -> None:
            where = Path(str(error.filename or folder))
            file = SourceFile(where, _printable(PurePosixPath(where.relative_to(folder.parent))))
            self._trouble(file, UnreadableError("niet_te_openen", why(error)))

        for root, folders, names in os.walk(folder, onerror=closed):
            folders[:] = sorted(name for name in folders if not is_junk(name))
            yield from (Path(root) / name for name in sorted(names))

    def _jobs(self, level: Sequence[SourceFile]) -> Iterator[UnpackJob]:
        for file in level:
            self.opened += 1
            folder = self.workspace / f"{self.opened:06d}"
            yield UnpackJob(file.path, file.name, folder, self.budget, self.passwords)

    def _take_part(
        self,
        container: SourceFile,
        name: str,
        path: Path | None,
        mailed: datetime | None,
        problem: UnreadableError | None,
    ) -> None:
        full_name = _printable(f"{container.name}/{name}" if name else container.name)
        if path is None and problem is None:
            self.sources.skipped.append(full_name)
            return
        file = SourceFile(path or container.path, full_name, mailed or container.mailed)
        if path is not None:
            self.budget -= path.stat().st_size
            if self.budget < 0:
                problem = UnreadableError("te_groot", "de archieven bevatten samen te veel")
                path.unlink()
        if problem is not None:
            self._trouble(file, problem)
        else:
            self.take(file, named=False)

    def _trouble(self, file: SourceFile, problem: UnreadableError) -> None:
        self.sources.troubled.append((file, problem))
