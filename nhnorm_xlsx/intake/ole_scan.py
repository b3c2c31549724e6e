"""Facts about an old Excel file (.xls) that the cell reader does not give."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO

from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.package_scan import PackageFacts
from nhnorm_xlsx.intake.raw import Address, UnreadableError
from nhnorm_xlsx.intake.sheet_scan import SheetFacts, rectangle_around

# [MS-XLS] 2.4.117: this record stands near the start of a workbook that is encrypted.
_FILE_PASS = 0x2F
_RECORD = struct.Struct("<HH")
_FIRST_RECORDS = 4_096
# 2.4.28, 2.4.265, 2.4.90, 2.4.103: the list of sheets, the texts, the area of a sheet, its end.
_BOUND_SHEET, _TEXTS, _DIMENSIONS, _END = 0x85, 0xFC, 0x200, 0x0A
# Numbers, texts, truth values and formulas, each at a place; and numbers side by side.
_CELLS = (0x06, 0xBD, 0xFD, 0x203, 0x204, 0x205, 0x27E)
_RUN_OF_CELLS, _RUN = 0xBD, 12
_U32, _PLACE = struct.Struct("<L"), struct.Struct("<HH")
# The area in a file of 1997 or later, and in an older one.
_ROWS, _WIDE = struct.Struct("<LLHH"), struct.Struct("<HHHH")
# Rows and columns of the largest sheet in this format.
_LARGEST = 65_536 * 256
_LYING = UnreadableError("te_groot", "het zegt meer te bevatten dan kan")
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
        return any(kind == _FILE_PASS for kind, _, _ in _records(start, 0))
    return False


def scan_sheets(content: bytes) -> list[SheetFacts]:
    """How much each sheet holds; nothing where that cannot be told: then the reader fails too.

    Raises `UnreadableError` when the file says to hold more than a file can.
    """
    import olefile

    stream = b""
    with suppress(Exception), olefile.OleFileIO(BytesIO(content)) as ole:
        name = next((item for item in ("Workbook", "Book") if ole.exists(item)), "")
        stream = ole.openstream(name).read() if name else b""
    starts: list[int] = []
    for kind, at, size in _records(stream, 0):
        if kind == _BOUND_SHEET and size >= _U32.size:
            starts += _U32.unpack_from(stream, at)
        elif kind == _TEXTS and size >= 2 * _U32.size:
            # The reader makes room for as many texts as the file says to have.
            if _U32.unpack_from(stream, at + _U32.size)[0] > len(stream):
                raise _LYING
        elif kind == _END:
            break
    scanned = {start: _scan_sheet(stream, start) for start in set(starts[: limits.MAX_SHEETS])}
    if len(starts) > limits.MAX_SHEETS:
        raise UnreadableError("te_groot", f"{len(starts)} bladen")
    return [scanned[start] for start in starts]


def _scan_sheet(stream: bytes, start: int) -> SheetFacts:
    places: list[Address] = []
    for kind, at, size in _records(stream, start):
        if kind == _END:
            break
        if kind == _DIMENSIONS:
            # The reader makes room for all of it beforehand.
            row, rows, column, columns = (_ROWS if size >= _ROWS.size else _WIDE).unpack_from(
                stream, at
            )
            if (rows - row) * (columns - column) > _LARGEST:
                raise _LYING
        elif kind in _CELLS and size >= _PLACE.size:
            row, column = _PLACE.unpack_from(stream, at)
            places.append((row, column))
            if kind == _RUN_OF_CELLS and size >= _RUN:
                last = int.from_bytes(stream[at + size - 2 : at + size], "little")
                places += ((row, other) for other in range(column + 1, last + 1))
    return SheetFacts("", rectangle=rectangle_around(places), filled=len(places))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Of every record its type, where its content begins and how long that is."""
    at = start
    while at + _RECORD.size <= len(stream):
        kind, size = _RECORD.unpack_from(stream, at)
        at += _RECORD.size
        if at + size > len(stream):
            return
        yield kind, at, size
        at += size


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
