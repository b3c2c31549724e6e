"""Takes what is inside an archive or a saved mail out of it. Runs in a process of its own.

Zip archives, mails saved as `.eml` or by Outlook as `.msg`. Names inside are only shown,
never used as a path. One part that cannot be taken out does not stop the others.
"""

from __future__ import annotations

import email
import email.policy
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx.errors import why
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.signatures import OLE, ZIP

# What a workbook can be called. Other files in a folder are passed over with a line.
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx", ".xltm", ".ots")
# Packed in a way that we do not open; passing over these could lose answers.
OTHER_ARCHIVES = (".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz")
_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}
# Attachments without a name: what their content type says they are.
_SUFFIX_OF_TYPE = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/zip": ".zip",
}
_TOO_MUCH = UnreadableError("te_groot", "de archieven bevatten samen te veel")


@dataclass(frozen=True)
class UnpackJob:
    """One container to open: where it is, its name, and the folder to put its parts in.

    `budget` is how many bytes may come out of it.
    """

    path: Path
    name: str
    folder: Path
    budget: int
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Something inside a container; `path` is None when it was passed over.

    `mailed` is when the mail that it came with was sent; `problem` why it could not be
    taken out.
    """

    name: str
    path: Path | None = None
    mailed: datetime | None = None
    problem: UnreadableError | None = None


Content = tuple[str, bytes | UnreadableError | None, datetime | None]


def is_container(name: str) -> bool:
    """Whether there may be workbooks inside a file with this name."""
    return _suffix(name) in _OPENERS


def is_wanted(name: str) -> bool:
    """Whether a file with this name is to be read or opened; what remains is passed over."""
    suffixes = (*WORKBOOK_SUFFIXES, *OTHER_ARCHIVES, *_OPENERS)
    return not is_junk(name) and _suffix(name) in suffixes


def is_junk(name: str) -> bool:
    """Whether a program left this behind: a lock file, a list of thumbnails."""
    # Office and LibreOffice leave lock files beside an open workbook; a Mac leaves ._ files.
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if any(part.lower() in _JUNK_NAMES for part in parts):
        return True
    return bool(parts) and parts[-1].startswith(("~$", ".~lock", "._"))


def holds_workbook(content: bytes) -> bool:
    """Whether this is a workbook, whatever its name: by the names of its parts."""
    if content.startswith(ZIP):
        return any(mark in content for mark in _WORKBOOK_MARKS)
    return content.startswith(OLE) and "Workbook".encode("utf-16-le") in content


_WORKBOOK_MARKS = (b"xl/workbook.", b"xl/worksheets/", b"opendocument.spreadsheet")
# The first parts of a package have their names here.
_ENOUGH_TO_TELL = 200_000


def unpack(job: UnpackJob) -> list[Part]:
    """Everything inside one container; what is wanted stands as a file in the job's folder.

    Raises `UnreadableError` when it cannot be opened at all.
    """
    opener = _OPENERS[_suffix(job.name)]
    parts: list[Part] = []
    spent = 0
    try:
        job.folder.mkdir(parents=True, exist_ok=True)
        for name, content, mailed in opener(job):
            if content is None:
                parts.append(Part(name, mailed=mailed))
            elif isinstance(content, UnreadableError):
                parts.append(Part(name, mailed=mailed, problem=content))
            else:
                spent += len(content)
                if spent > job.budget:
                    parts.append(Part(name, problem=_TOO_MUCH))
                    break
                path = job.folder / f"{len(parts):06d}"
                path.write_bytes(content)
                parts.append(Part(name, path, mailed))
    except OSError as error:
        raise UnreadableError("niet_te_openen", why(error)) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, LookupError) as error:
        raise UnreadableError("beschadigd", "het is niet uit te pakken") from error
    return parts


def _suffix(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def _base_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


# --- zip --------------------------------------------------------------------------------


def _from_zip(job: UnpackJob) -> Iterator[Content]:
    with zipfile.ZipFile(job.path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        # Cut off, an archive ends in a file inside it, which may be an archive itself: a
        # workbook. Then what stands before it would be passed over.
        if any(entries) and not any(entry.header_offset == 0 for entry in entries):
            raise UnreadableError("beschadigd", "het begin hoort er niet bij")
        if holds_workbook(job.path.read_bytes()[:_ENOUGH_TO_TELL]):
            yield f"{_base_name(job.name)}.xlsx", job.path.read_bytes(), None
            return
        if len(entries) > limits.MAX_PARTS:
            raise UnreadableError("te_groot", f"{len(entries)} bestanden in het archief")
        for entry in entries:
            # What is passed over need not be unpacked.
            wanted = is_wanted(entry.filename)
            content = _zip_entry(archive, entry, job.passwords) if wanted else None
            yield entry.filename, content, None


def _zip_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, passwords: tuple[str, ...]
) -> bytes | UnreadableError:
    if entry.file_size > limits.MAX_FILE_BYTES:
        return UnreadableError("te_groot", f"{entry.file_size / 1e6:.0f} MB")
    if not entry.flag_bits & 1:
        try:
            return archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            return UnreadableError("beschadigd", "het is niet uit te pakken")
    for password in passwords:
        try:
            return archive.read(entry, password.encode())
        except NotImplementedError:  # a way of encrypting that the library does not know
            break
        except (RuntimeError, zipfile.BadZipFile, zlib.error):  # not this password
            continue
    return UnreadableError("wachtwoord")


# --- mail -------------------------------------------------------------------------------


def _from_eml(job: UnpackJob) -> Iterator[Content]:
    content = _content(job.path)
    yield from _attachments(email.message_from_bytes(content, policy=email.policy.default), None)


def _content(path: Path) -> bytes:
    if path.stat().st_size > 2 * limits.MAX_FILE_BYTES:
        raise UnreadableError("te_groot", "de mail is te groot")
    return path.read_bytes()


def _attachments(message: MIMEPart, mailed: datetime | None) -> Iterator[Content]:
    """Attachments with the date of the mail they are in: a forwarded mail keeps its own."""
    mailed = _mail_date(message) or mailed
    for number, part in enumerate(_leaves(message), 1):
        if part.get_content_type() == "message/rfc822":
            for inner in part.iter_parts():
                yield from _attachments(inner, mailed)
            continue
        suffix = _SUFFIX_OF_TYPE.get(part.get_content_type(), "")
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        name = _base_name(part.get_filename() or "")
        wanted = bool(name or suffix) and is_wanted(name or suffix)
        if not wanted and holds_workbook(content):
            suffix, wanted = ".xlsx" if content.startswith(ZIP) else ".xls", True
            name = f"{name}{suffix}" if name else ""
        if name or wanted:
            yield name or f"bijlage-{number}{suffix}", content if wanted else None, mailed
    if any("Boundary" in type(defect).__name__ for defect in message.defects):
        yield "", UnreadableError("beschadigd", "de mail is afgebroken"), mailed


def _leaves(message: MIMEPart) -> Iterator[MIMEPart]:
    for part in message.iter_parts() if message.is_multipart() else (message,):
        if part.get_content_maintype() == "multipart":
            yield from _leaves(part)
        else:
            yield part


def _mail_date(message: MIMEPart) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_msg(job: UnpackJob) -> Iterator[Content]:
    from oxmsg import Message

    content = _content(job.path)
    try:
        message = Message.load(content)
        mailed = message.sent_date
        for number, attachment in enumerate(message.attachments, 1):
            suffix = _SUFFIX_OF_TYPE.get(attachment.mime_type or "", "")
            name = _base_name(attachment.file_name or f"bijlage-{number}{suffix}")
            inside = attachment.file_bytes or b""
            if not is_wanted(name) and holds_workbook(inside):
                name += ".xlsx" if inside.startswith(ZIP) else ".xls"
            yield name, inside if is_wanted(name) else None, mailed
    except (OSError, AssertionError, struct.error, KeyError, IndexError, TypeError) as error:
        raise ValueError(type(error).__name__) from error


_OPENERS: dict[str, Callable[[UnpackJob], Iterator[Content]]] = {
    ".zip": _from_zip,
    ".eml": _from_eml,
    ".msg": _from_msg,
}
