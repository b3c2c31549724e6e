"""From what the user names to the files to read.

Files, folders with subfolders, zip archives and saved mails with attachments, one inside
another. Everything offered is accounted for: what is no workbook comes with what it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.drafts import MANIFEST
from nhnorm_xlsx.contract.text import printable
from nhnorm_xlsx.errors import UsageError, why
from nhnorm_xlsx.findings import Finding
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.other_files import about
from nhnorm_xlsx.intake.own_drafts import DraftsFolder, drafts_folder
from nhnorm_xlsx.intake.parts import Mail
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.recognition import (
    OTHER_ARCHIVES,
    WORKBOOK_SUFFIXES,
    is_junk,
)
from nhnorm_xlsx.intake.unpacking import Part, UnpackJob, is_bundle, unpack

__all__ = ["WORKBOOK_SUFFIXES", "SourceFile", "Sources", "find_sources"]


@dataclass(frozen=True)
class SourceFile:
    """One file that was offered: where it is, and its name for people (relative to what was named).

    `mailed` is when the mail was sent that it came with, if it came with one. Of what is no
    workbook, `sha256` and `size` say what it was; a part of an archive has no place of its own
    then, and `path` is where the archive is.
    """

    path: Path
    name: str
    mailed: datetime | None = None
    sha256: str = ""
    size: int = 0


@dataclass
class Sources:
    """What was found: files to read, those with trouble, and what is no workbook.

    Of the latter each has a finding that says what it is and what to do.
    """

    files: list[SourceFile] = field(default_factory=list)
    troubled: list[tuple[SourceFile, UnreadableError]] = field(default_factory=list)
    other: list[tuple[SourceFile, Finding]] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing at all was offered."""
        return not (self.files or self.troubled or self.other)


def find_sources(
    paths: Iterable[Path],
    workspace: Path,
    passwords: Sequence[str] = (),
    dataset: Path | None = None,
) -> Sources:
    """Everything that was offered; only what the system or Office made itself is passed over.

    What comes out of archives and mails is put in `workspace`, an empty folder. A folder named
    around `dataset` does not offer what the dataset itself holds. Raises `UsageError` when a
    path does not exist.
    """
    own = dataset.resolve() if dataset else None
    search = _Search(workspace, Sources(), tuple(passwords), own)
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path} bestaat niet; controleer de naam.")
        if not path.is_dir() or is_bundle(path.name):
            search.take(SourceFile(path, _printable(path.name)), named=True)
            continue
        for found in search.walk(path):
            name = _printable(PurePosixPath(found.relative_to(path)))
            search.take(SourceFile(found, name), named=False)
    search.open_containers()
    search.account_for_mails()
    search.sources.files.sort(key=lambda file: file.name)
    search.sources.other.sort(key=lambda item: item[0].name)
    return search.sources


def _around(folder: Path) -> list[Path]:
    """A folder, and the one around it: drafts are told of there."""
    return [folder, folder.resolve().parent]


def _is_ours(path: Path, drafts: Sequence[DraftsFolder]) -> bool:
    """Whether this file stands in a folder with drafts, and is as we made it."""
    for found in drafts:
        for there in (path, path.resolve()):
            if there.is_relative_to(found.place) and found.holds(there):
                return True
    return False


def _printable(name: PurePosixPath | str) -> str:
    """A name that can be shown and stored, also when the system holds it in another code."""
    return printable(str(name))


def _full_name(container: SourceFile, name: str) -> str:
    return _printable(f"{container.name}/{name}" if name else container.name)


@dataclass
class _Search:
    workspace: Path
    sources: Sources
    passwords: tuple[str, ...]
    dataset: Path | None = None
    # To look into: containers, and what is none by its name but may be by its content.
    unopened: list[SourceFile] = field(default_factory=list)
    mails: list[tuple[SourceFile, SourceFile, Mail]] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    opened: int = 0
    budget: int = limits.MAX_ARCHIVES_BYTES

    def take(self, file: SourceFile, *, named: bool) -> None:
        """Add a file of the disk to those to read or to look into."""
        where = file.path.resolve()
        if where in self.seen or (is_junk(file.name) and not named):
            return
        self.seen.add(where)
        suffix = PurePosixPath(file.name).suffix.lower()
        if file.path.is_dir():  # a document that a Mac keeps as a folder
            self.sources.other.append((file, about(file.name, b"-")))
        elif file.path.exists() and not file.path.is_file():
            self._trouble(file, UnreadableError("niet_te_openen", "het is geen gewoon bestand"))
        elif suffix in OTHER_ARCHIVES:
            self._trouble(file, UnreadableError("ander_archief", suffix))
        elif suffix in WORKBOOK_SUFFIXES:
            self.sources.files.append(file)
        else:
            self.unopened.append(file)

    def open_containers(self) -> None:
        """Look into all files, and into the containers inside, down to a limit."""
        # On the first level are also files that are no container at all.
        for _ in range(limits.MAX_ARCHIVE_DEPTH):
            level, self.unopened = self.unopened, []
            for file, parts in zip(level, in_isolation(unpack, self._jobs(level)), strict=True):
                if isinstance(parts, UnreadableError):
                    self._trouble(file, parts)
                    continue
                for part in parts:
                    self._take_part(file, part)
        for file in self.unopened:
            problem = UnreadableError("te_groot", "een archief in een archief in een archief")
            self._trouble(file, problem)

    def account_for_mails(self) -> None:
        """A mail without a workbook is something by itself; beside one, its text may be."""
        broken = {file.name for file, _ in self.sources.troubled}
        usable = {file.name for file in self.sources.files} | broken
        usable |= {
            file.name
            for file, said in self.sources.other
            if said.kind.code == kinds.MAIL_VERSLEUTELD.code
        }
        # What is deeper inside counts for everything around it.
        usable |= {parent.as_posix() for name in usable for parent in PurePosixPath(name).parents}
        usable |= {file.name for file, _, mail in self.mails if mail.name}
        for file, container, mail in self.mails:
            names = {_full_name(container, name) for name in mail.attached}
            came_with_it = bool(names & usable - {file.name}) or file.name in broken
            said = mail.beside_workbook() if came_with_it else mail.without_workbook()
            if said is not None:
                # Of a damaged mail the damage is what is said under its own name.
                name = f"{file.name}/tekst" if file.name in broken else file.name
                self.sources.other.append((replace(file, name=name), said))

    def walk(self, folder: Path) -> Iterator[Path]:
        """The files of a folder and its subfolders; a folder that is closed to us is trouble."""

        def closed(error: OSError) -> None:
            where = Path(str(error.filename or folder))
            file = SourceFile(where, _printable(PurePosixPath(where.relative_to(folder.parent))))
            self._trouble(file, UnreadableError("niet_te_openen", why(error)))

        drafts = [found for found in map(drafts_folder, _around(folder)) if found]
        for found in drafts:
            self._say_of_drafts(found, folder)
        for root, folders, names in os.walk(folder, onerror=closed):
            if Path(root) != folder and (inside := drafts_folder(Path(root))):
                drafts.append(inside)
                self._say_of_drafts(inside, folder)
            bundles = [name for name in folders if is_bundle(name)]
            folders[:] = sorted(
                name for name in folders if not is_junk(name) and name not in bundles
            )
            folders[:] = [name for name in folders if (Path(root) / name).resolve() != self.dataset]
            for name in folders:
                self._say_of_link(Path(root) / name, folder)
            here = (Path(root) / name for name in sorted([*names, *bundles]))
            yield from (path for path in here if not _is_ours(path, drafts))

    def _say_of_drafts(self, found: DraftsFolder, folder: Path) -> None:
        """A folder with drafts is said once, whatever is in it."""
        listed = found.place / MANIFEST
        below = found.place.is_relative_to(folder)
        name = found.place.relative_to(folder) / MANIFEST if below else MANIFEST
        self.sources.other.append(
            (SourceFile(listed, _printable(PurePosixPath(name)), sha256=found.mark), found.about)
        )

    def _say_of_link(self, found: Path, folder: Path) -> None:
        """A folder that stands elsewhere is not walked: what is in it, nobody offered."""
        if not found.resolve().is_relative_to(folder.resolve()):
            file = SourceFile(found, _printable(PurePosixPath(found.relative_to(folder))))
            what = "het is een verwijzing naar een andere map; noem die map zelf"
            self._trouble(file, UnreadableError("niet_te_openen", what))

    def _jobs(self, level: Sequence[SourceFile]) -> Iterator[UnpackJob]:
        for file in level:
            self.opened += 1
            folder = self.workspace / f"{self.opened:06d}"
            yield UnpackJob(file.path, file.name, folder, self.budget, self.passwords)

    def _take_part(self, container: SourceFile, part: Part) -> None:
        name = _full_name(container, part.name)
        mailed = part.mailed or container.mailed
        file = SourceFile(part.path or container.path, name, mailed, part.sha256, part.size)
        problem = part.problem
        if part.path is not None and part.path != container.path:
            self.budget -= part.path.stat().st_size
            if self.budget < 0:
                problem = UnreadableError("te_groot", "de archieven bevatten samen te veel")
                part.path.unlink()
        if problem is not None:
            self._trouble(file, problem)
        elif part.about is not None:
            self.sources.other.append((file, part.about))
        elif part.mail is not None:
            self.mails.append((file, container, part.mail))
        elif part.container:
            self.unopened.append(file)
        else:
            self.sources.files.append(file)

    def _trouble(self, file: SourceFile, problem: UnreadableError) -> None:
        self.sources.troubled.append((file, problem))
