"""What a file is, by what is in it and, where that does not tell, by its name.

Called in a process of its own: the lists of contents of archives are read here.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from enum import Enum, auto
from pathlib import PurePosixPath
from typing import BinaryIO

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake import signatures
from nhnorm_xlsx.intake.other_files import about, suffix_of
from nhnorm_xlsx.intake.signatures import OLE, ZIP, document

# What a workbook can be called.
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx", ".xltm", ".ots")
# Packed in a way that we do not open; passing over these could lose answers.
OTHER_ARCHIVES = (".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz")
# What the operating system and Office make by themselves: nobody offers these.
_JUNK_NAMES = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"}
# Office and LibreOffice leave lock files beside an open workbook; a Mac leaves ._ files.
_JUNK_STARTS = ("~$", ".~lock", "._")

# Stands beside a dataset while we write it.
_OWN_LOCK = re.compile(r"\..+\.slot")
_PACKAGE_STARTS = ("[Content_Types].xml", "_rels/", "docProps/", "xl/", "mimetype")
_MAIL_SUFFIXES = (".eml", ".msg")
# How some programs save a mail, attachments and all.
_TEXT_OF_A_MAIL = (".txt", ".mht", ".mhtml")
_SIGNED_SUFFIXES = (".p7m", ".p7s", ".p7")
_START = 4_096
# One header that only mails have, among others.
_MAIL_START = re.compile(
    rb"\s*(?:[a-z][a-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*"
    rb"(?:mime-version|content-type|message-id|received):",
    re.IGNORECASE,
)


class Nature(Enum):
    """How a file is to be treated."""

    WORKBOOK = auto()
    ZIP = auto()
    EML = auto()
    MSG = auto()
    TNEF = auto()
    SIGNED = auto()
    OTHER_ARCHIVE = auto()
    OTHER = auto()


CONTAINERS = (Nature.ZIP, Nature.EML, Nature.MSG, Nature.TNEF, Nature.SIGNED)


def is_junk(name: str) -> bool:
    """Whether the operating system or Office left this behind: a lock file, thumbnails."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if any(part.lower() in _JUNK_NAMES for part in parts):
        return True
    if parts and _OWN_LOCK.fullmatch(parts[-1]):
        return True
    return bool(parts) and parts[-1].startswith(_JUNK_STARTS) and parts[-1] != "._"


def recognise(name: str, stream: BinaryIO) -> Nature:
    """What this is. A name that promises a workbook is believed: then reading it tells."""
    suffix = suffix_of(name)
    if suffix in WORKBOOK_SUFFIXES:
        return Nature.WORKBOOK
    start = stream.read(_START)
    if start.startswith(OLE):
        return _ole(stream, suffix)
    if suffix == ".zip" or start.startswith((ZIP, signatures.EMPTY_ZIP)):
        return _zip(stream, start, name)
    if start.startswith(signatures.TNEF):
        return Nature.TNEF
    if _is_signed(start, suffix):
        return Nature.SIGNED
    if suffix in OTHER_ARCHIVES or start.startswith(signatures.OTHER_ARCHIVES):
        return Nature.OTHER_ARCHIVE
    return _text(start, suffix, name)


def _text(start: bytes, suffix: str, name: str) -> Nature:
    """What is no archive: a mail by its headers, else what its name and its start say."""
    # A mail is saved under its subject by some programs, without a suffix; or as text.
    unnamed = about(name, start).kind is kinds.ONBEKENDE_SOORT
    can_be_mail = unnamed or suffix in (*_MAIL_SUFFIXES, *_TEXT_OF_A_MAIL)
    if can_be_mail and starts_as_mail(start):
        return Nature.EML
    if suffix not in _MAIL_SUFFIXES or document(start):
        return Nature.OTHER
    return Nature.MSG if suffix == ".msg" else Nature.EML


def starts_as_mail(content: bytes) -> bool:
    """Whether this begins with the headers of a mail, or of what was signed in one."""
    return bool(_MAIL_START.match(content[:_START]))


def about_other(name: str, stream: BinaryIO) -> Finding:
    """What to say of a file that is no workbook and holds none."""
    stream.seek(0)
    start = stream.read(_START)
    return (
        finding(kinds.LEEG_ARCHIEF)
        if start.startswith(signatures.EMPTY_ZIP)
        else about(name, start)
    )


def _is_signed(start: bytes, suffix: str) -> bool:
    return suffix in _SIGNED_SUFFIXES or (start[:1] == b"\x30" and signatures.PKCS7 in start[:40])


def _zip(stream: BinaryIO, start: bytes, name: str) -> Nature:
    """By the list of contents: workbooks stored inside an archive have all the marks of one."""
    named = about(name, start).kind is not kinds.ONBEKENDE_SOORT
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            whole = not entries or any(entry.header_offset == 0 for entry in entries)
            if whole:
                return _package(archive, {entry.filename for entry in entries}, named)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        pass
    # Cut off. The first part in it tells whether this was a workbook.
    length = int.from_bytes(start[26:28], "little")
    first = start[30 : 30 + length].decode("utf-8", "replace")
    if named:
        return Nature.OTHER
    was_workbook = first.startswith(_PACKAGE_STARTS) and suffix_of(name) != ".zip"
    return Nature.WORKBOOK if was_workbook else Nature.ZIP


def _package(archive: zipfile.ZipFile, names: set[str], named: bool) -> Nature:
    """`named` says that its name tells already that it is another kind of document."""
    if any(name.startswith(("xl/workbook.", "xl/worksheets/")) for name in names):
        return Nature.WORKBOOK
    if "mimetype" in names:
        with suppress(Exception):
            entry = archive.getinfo("mimetype")
            kind = archive.read(entry) if entry.file_size < _START else b""
            return Nature.WORKBOOK if b"opendocument.spreadsheet" in kind else Nature.OTHER
    document = {"[Content_Types].xml", "META-INF/MANIFEST.MF", "Index/Document.iwa", "Index.zip"}
    return Nature.OTHER if named or document & names else Nature.ZIP


def _ole(stream: BinaryIO, suffix: str) -> Nature:
    """An old Excel file, a mail of Outlook, or something locked, by the names of its streams."""
    import olefile

    stream.seek(0)
    # Damaged, such a file raises whatever comes up in the bytes; then the name decides.
    with suppress(Exception), olefile.OleFileIO(stream) as ole:
        if ole.exists("__properties_version1.0"):
            return Nature.MSG
        if ole.exists("WordDocument") or ole.exists("PowerPoint Document"):
            return Nature.OTHER
        if ole.exists("Workbook") or ole.exists("Book"):
            return Nature.WORKBOOK
        if ole.exists("EncryptedPackage"):
            named = suffix in (".docx", ".docm", ".pptx", ".pptm")
            return Nature.OTHER if named else Nature.WORKBOOK
        return Nature.MSG if suffix == ".msg" else Nature.OTHER
    if suffix == ".msg":
        return Nature.MSG
    stream.seek(0)
    marked = "Workbook".encode("utf-16-le") in stream.read()
    return Nature.WORKBOOK if marked else Nature.OTHER
