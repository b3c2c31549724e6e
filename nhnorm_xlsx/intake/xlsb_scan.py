"""What the sheets of a binary workbook (.xlsb) hold, and whether the cell reader sees it.

Some programs write a run of cells as short records, which the reader passes over. A file
with those must be refused: otherwise answers would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from nhnorm_xlsx.intake.package_parts import Package
from nhnorm_xlsx.intake.raw import Address, UnreadableError
from nhnorm_xlsx.intake.sheet_scan import SheetFacts, rectangle_around

# [MS-XLSB] 2.3.2: BrtShortBlank up to and including BrtShortIsst.
_SHORT_RECORDS = range(12, 19)
# BrtRowHdr; BrtCellRk up to and including BrtFmlaError, and BrtCellRString.
_ROW, _CELLS = 0, (*range(2, 12), 62)
_MORE, _SEVEN_BITS = 0x80, 0x7F


def scan_sheets(package: Package) -> list[SheetFacts]:
    """How much each sheet holds.

    Raises `UnreadableError` when one holds cells in a form that the cell reader does not know.
    """
    names = sorted(name for name in package.namelist() if name.endswith(".bin"))
    if "xl/sharedStrings.bin" in names:
        package.read("xl/sharedStrings.bin")  # it is as large as it says to be
    return [
        _scan_sheet(name, package.read(name)) for name in names if name.startswith("xl/worksheets/")
    ]


def _scan_sheet(name: str, part: bytes) -> SheetFacts:
    row, places = 0, list[Address]()
    for kind, at in _records(part):
        if kind == _ROW:
            row = int.from_bytes(part[at : at + 4], "little")
        elif kind in _CELLS:
            places.append((row, int.from_bytes(part[at : at + 4], "little")))
        elif kind in _SHORT_RECORDS:
            raise UnreadableError("beschadigd", "een soort .xlsb die niet te lezen is")
    return SheetFacts(name, rectangle=rectangle_around(places), filled=len(places))


def _records(part: bytes) -> Iterator[tuple[int, int]]:
    """The type of every record and where its content begins.

    Type and size are numbers of one byte or more, then comes the content.
    """
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
        yield kind, at
        at += size
