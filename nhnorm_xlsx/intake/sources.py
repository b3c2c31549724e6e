"""From what the user names to the files to read.

Files, folders with subfolders, zip archives and saved mails (`.eml`) with attachments, one
inside another. What is no workbook is passed over by name. Names inside an archive or a
mail are only shown, never used as a path.
"""

from __future__ import annotations

import email
import email.policy
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx.errors import UsageError, why
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import UnreadableError

# What a workbook can be called. Other files in a folder are passed over with a line.
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx", ".ots")
ARCHIVE_SUFFIX, MAIL_SUFFIX = ".zip", ".eml"
_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}


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
    """What was found: files to read, names of those passed over, and archives with trouble."""

    files: list[SourceFile] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    troubled: list[tuple[SourceFile, UnreadableError]] = field(default_factory=list)


def find_sources(paths: Iterable[Path], workspace: Path) -> Sources:
    """All files to read. A file that is named itself is always read, whatever its name.

    What comes out of archives and mails is put in `workspace`, an empty folder. Raises
    `UsageError` when a path does not exist.
    """
    search = _Search(workspace, Sources())
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path} bestaat niet; controleer de naam.")
        if not path.is_dir():
            search.take(SourceFile(path, path.name), named=True)
            continue
        for found in _walk(path):
            name = str(PurePosixPath(found.relative_to(path)))
            search.take(SourceFile(found, name), named=False)
    return search.sources


@dataclass
class _Search:
    workspace: Path
    sources: Sources
    seen: set[Path] = field(default_factory=set)
    unpacked_bytes: int = 0
    unpacked_files: int = 0

    def take(self, file: SourceFile, *, named: bool, depth: int = 0) -> None:
        """Add a file, or what is inside it."""
        where = file.path.resolve()
        if where in self.seen:
            return
        self.seen.add(where)
        suffix = PurePosixPath(file.name).suffix.lower()
        if _is_junk(file.name) and not named:
            self.sources.skipped.append(file.name)
        elif suffix in (ARCHIVE_SUFFIX, MAIL_SUFFIX):
            self._open(file, suffix, depth)
        elif named or suffix in WORKBOOK_SUFFIXES:
            self.sources.files.append(file)
        else:
            self.sources.skipped.append(file.name)

    def _open(self, file: SourceFile, suffix: str, depth: int) -> None:
        inside = _from_zip if suffix == ARCHIVE_SUFFIX else _from_mail
        try:
            if depth >= limits.MAX_ARCHIVE_DEPTH:
                raise UnreadableError("te_groot", "een archief in een archief in een archief")
            for name, content, mailed in inside(file):
                self.take(
                    SourceFile(self._keep(content), f"{file.name}/{name}", mailed or file.mailed),
                    named=False,
                    depth=depth + 1,
                )
        except UnreadableError as error:
            self.sources.troubled.append((file, error))
        except OSError as error:
            problem = UnreadableError("niet_te_openen", why(error))
            self.sources.troubled.append((file, problem))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, LookupError):
            problem = UnreadableError("beschadigd", "het is niet uit te pakken")
            self.sources.troubled.append((file, problem))

    def _keep(self, content: bytes) -> Path:
        self.unpacked_bytes += len(content)
        self.unpacked_files += 1
        if self.unpacked_bytes > limits.MAX_ARCHIVES_BYTES:
            raise UnreadableError("te_groot", "de archieven bevatten samen te veel")
        path = self.workspace / f"{self.unpacked_files:06d}"
        path.write_bytes(content)
        return path


Inside = Iterator[tuple[str, bytes, datetime | None]]  # name, content, when mailed


def _from_zip(file: SourceFile) -> Inside:
    with zipfile.ZipFile(file.path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > limits.MAX_PARTS:
            raise UnreadableError("te_groot", f"{len(entries)} bestanden in het archief")
        for entry in entries:
            if entry.flag_bits & 1:
                raise UnreadableError("wachtwoord")
            # What is passed over need not be unpacked.
            wanted = _is_wanted(entry.filename)
            if wanted and entry.file_size > limits.MAX_FILE_BYTES:
                raise UnreadableError("te_groot", f"{entry.filename} is te groot")
            yield entry.filename, archive.read(entry) if wanted else b"", None


def _from_mail(file: SourceFile) -> Inside:
    if file.path.stat().st_size > 2 * limits.MAX_FILE_BYTES:
        raise UnreadableError("te_groot", "de mail is te groot")
    parsed = email.message_from_bytes(file.path.read_bytes(), policy=email.policy.default)
    mailed = _mail_date(parsed)
    for number, part in enumerate(parsed.walk(), 1):
        name = part.get_filename()
        if name and not part.is_multipart():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield PurePosixPath(name.replace("\\", "/")).name or str(number), content, mailed


def _mail_date(message: EmailMessage) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name.lower() not in _JUNK_NAMES)
        yield from (Path(root) / name for name in sorted(names))


def _is_wanted(name: str) -> bool:
    suffixes = (*WORKBOOK_SUFFIXES, ARCHIVE_SUFFIX, MAIL_SUFFIX)
    return not _is_junk(name) and PurePosixPath(name).suffix.lower() in suffixes


def _is_junk(name: str) -> bool:
    # Office and LibreOffice leave lock files beside an open workbook; a Mac leaves ._ files.
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if any(part.lower() in _JUNK_NAMES for part in parts):
        return True
    return bool(parts) and parts[-1].startswith(("~$", ".~lock", "._"))
