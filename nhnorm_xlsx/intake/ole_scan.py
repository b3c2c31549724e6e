"""Facts about an old Excel file (.xls) that the cell reader does not give."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO

from nhnorm_xlsx.intake.package_scan import PackageFacts

# [MS-XLS] 2.4.117: this record stands near the start of a workbook that is encrypted.
_FILE_PASS = 0x2F
_RECORD = struct.Struct("<HH")
_FIRST_RECORDS = 4_096
_SUMMARY = "\x05DocumentSummaryInformation"


def scan_ole(content: bytes) -> PackageFacts:
    """The properties of this file, as far as they can be read: they are often damaged."""
    import olefile

    facts = PackageFacts()
    # A damaged property is no reason to refuse the answers, and olefile raises whatever
    # comes up in the bytes.
    with suppress(Exception), olefile.OleFileIO(BytesIO(content)) as ole:
        facts.macros = ole.exists("_VBA_PROJECT_CUR")
        saved = getattr(ole.get_metadata(), "last_saved_time", None)
        if isinstance(saved, datetime):
            facts.modified = saved.replace(tzinfo=UTC)
        if ole.exists(_SUMMARY):
            for item in ole.get_userdefined_properties(_SUMMARY):
                facts.properties[_plain(item["property_name"])] = _plain(item["value"])
    return facts


def is_locked(content: bytes) -> bool:
    """Whether the cells are encrypted: then the workbook says so among its first records."""
    import olefile

    with suppress(Exception), olefile.OleFileIO(BytesIO(content)) as ole:
        name = next((item for item in ("Workbook", "Book") if ole.exists(item)), "")
        start = ole.openstream(name).read(_FIRST_RECORDS) if name else b""
        at = 0
        while at + _RECORD.size <= len(start):
            kind, size = _RECORD.unpack_from(start, at)
            if kind == _FILE_PASS:
                return True
            at += _RECORD.size + size
    return False


def protection(content: bytes) -> str:
    """How an OLE file is protected: the code of a finding kind, or empty.

    A password and rights management both put the workbook in the stream `EncryptedPackage`;
    [MS-OFFCRYPTO] 2.1 and 2.2 tell them apart by the names of the data spaces beside it.
    """
    import olefile

    names: set[str] = set()
    # A damaged directory still says it in its names.
    with suppress(Exception), olefile.OleFileIO(BytesIO(content)) as ole:
        # Not what is inside an embedded file: that may have a lock of its own.
        paths = ole.listdir(storages=True)
        names = {path[0] for path in paths}
        names |= {name for path in paths if path[0] == _DATA_SPACES for name in path}
    if not names:
        wanted = (*_OF_RIGHTS, _ENCRYPTED)
        names = {name for name in wanted if name.encode("utf-16-le") in content}
    if names.intersection(_OF_RIGHTS):
        return "rechtenbeheer"
    return "wachtwoord" if _ENCRYPTED in names else ""


_ENCRYPTED, _DATA_SPACES = "EncryptedPackage", "\x06DataSpaces"
# The first two stand in an .xlsx, the others in an .xls.
_OF_RIGHTS = (
    "DRMEncryptedDataSpace",
    "DRMEncryptedTransform",
    "\tDRMContent",
    "\tDRMDataSpace",
    "\tDRMTransform",
    "\tDRMViewerContent",
)


def _plain(value: object) -> str:
    text = value.decode("cp1252", "replace") if isinstance(value, bytes) else str(value)
    return text.rstrip("\x00")
