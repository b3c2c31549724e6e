"""Whether the cell reader sees every cell of a binary workbook (.xlsb).

Some programs write a run of cells as short records, which the reader passes over. A file
with those must be refused: otherwise answers would be lost without a word.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

# [MS-XLSB] 2.3.2: BrtShortBlank up to and including BrtShortIsst.
_SHORT_RECORDS = range(12, 19)
_MORE, _SEVEN_BITS = 0x80, 0x7F


def has_unseen_cells(package: zipfile.ZipFile) -> bool:
    """Whether a sheet holds cells in a form that the cell reader does not know."""
    names = (name for name in package.namelist() if name.startswith("xl/worksheets/"))
    return any(
        kind in _SHORT_RECORDS
        for name in names
        if name.endswith(".bin")
        for kind in _records(package.read(name))
    )


def _records(part: bytes) -> Iterator[int]:
    """The type of every record: type and size are numbers of one byte or more, then the rest."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & _MORE and at < len(part):
            kind, at = (kind & _SEVEN_BITS) | (part[at] << 7), at + 1
        size = shift = 0
        while at < len(part):
            byte, at = part[at], at + 1
            size |= (byte & _SEVEN_BITS) << shift
            shift += 7
            if not byte & _MORE:
                break
        at += size
        yield kind
