"""Makes a whole package out of a damaged one, as far as its parts can still be had.

A zip that was cut off has lost its table of contents, but every part still starts with a
header of its own. XML that breaks off or is mangled is closed where it breaks.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import LOST_TEXT
from nhnorm_xlsx.intake.signatures import ZIP

_HEADER = struct.Struct("<4sHHHHHLLLHH")
_STORED, _DEFLATED = 0, 8
_SIZES_COME_LATER = 1 << 3
_CHUNK = 1 << 16

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES: Final = {"r": _RELATION}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORKBOOK, _TEXTS = "xl/workbook.xml", "xl/sharedStrings.xml"
_WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r"xl/worksheets/[^/]*?(\d+)\.xml")
_HOLDS_ANSWERS = re.compile(
    r"^xl/(worksheets|_rels|workbook|sharedStrings)|\.rels$|^docProps/|^content\.xml$|^meta\.xml$"
)
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"


def salvage(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A package that can be opened, and the names of the parts that are not whole.

    The result may hold nothing of use; then reading it fails as usual.
    """
    damage: list[str] = []
    parts: dict[str, bytes] = {}
    for found, part, whole in _parts(content):
        # A damaged name may hold what no XML can.
        name = clean_text(found)
        mended = _mended(name, part) if name.endswith((".xml", ".rels")) else part
        if not whole or mended != part:
            damage.append(name)
        # Half a list of colours helps nobody, and stops a reader that could do without.
        if mended and (mended == part or _HOLDS_ANSWERS.search(name)):
            parts[name] = mended
    if any(_SHEET.fullmatch(name) for name in parts):
        damage += _complete_workbook(parts)
        damage += _complete_texts(parts)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return packed.getvalue(), tuple(dict.fromkeys(damage)) or ("de lijst van onderdelen",)


# --- the zip ----------------------------------------------------------------------------


def _parts(content: bytes) -> Iterator[tuple[str, bytes, bool]]:
    """(name, content, whether it is whole) of every part that has a header."""
    at, total = content.find(ZIP), 0
    for _ in range(limits.MAX_PARTS):
        if at < 0 or at + _HEADER.size > len(content):
            return
        fields = _HEADER.unpack_from(content, at)
        flags, method, checksum, packed_size = fields[2], fields[3], fields[6], fields[7]
        start = at + _HEADER.size + fields[9] + fields[10]
        name = content[at + _HEADER.size : at + _HEADER.size + fields[9]].decode("utf-8", "replace")
        sizes_known = not flags & _SIZES_COME_LATER
        end = start
        if method == _DEFLATED:
            room = limits.MAX_READ_BYTES - total
            part, end, whole = _inflated(content, start, room)
        elif method == _STORED and sizes_known:
            end = start + packed_size
            part, whole = content[start:end], end <= len(content)
        else:
            part, whole = b"", False
        if sizes_known:
            whole = whole and zlib.crc32(part) == checksum
        total += len(part)
        if name and not flags & 1:
            yield name, part, whole
        at = content.find(ZIP, max(end, at + 4))


def _inflated(content: bytes, start: int, room: int) -> tuple[bytes, int, bool]:
    """What could be unpacked from `start`, where it ended, and whether it came to an end."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    out = bytearray()
    at = start
    try:
        while at < len(content) and not unpacker.eof and len(out) <= room:
            chunk = content[at : at + _CHUNK]
            out += unpacker.decompress(chunk)
            at += len(chunk) - len(unpacker.unused_data)
    except zlib.error:
        return bytes(out), start, False
    return bytes(out), at, unpacker.eof


# --- XML --------------------------------------------------------------------------------


def _mended(name: str, part: bytes) -> bytes:
    """The part itself when it is well-formed, else as much of it as makes sense."""
    if len(part) > limits.MAX_TREE_BYTES:
        return b""
    if _is_well_formed(part):
        return part
    recovered = _recovered(name, part)
    return recovered if _is_well_formed(recovered) else b""


def _is_well_formed(part: bytes) -> bool:
    strict = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        etree.fromstring(part, strict)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _recovered(name: str, part: bytes) -> bytes:
    lenient = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(part, lenient)
    except (etree.XMLSyntaxError, ValueError):
        return b""
    if root is None:
        return b""
    # Where it breaks off may be half a text, or half the number of a text.
    unit = "si" if name == _TEXTS else "c" if _SHEET.fullmatch(name) else ""
    for last in list(root.iter(f"{{*}}{unit}"))[-1:] if unit else ():
        last.getparent().remove(last)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


# --- what a workbook cannot do without --------------------------------------------------


def _complete_workbook(parts: dict[str, bytes]) -> Iterator[str]:
    """Sheets that no list mentions any more are put back on it; gives what was lost."""
    sheets = sorted(
        (name for name in parts if _SHEET.fullmatch(name)),
        key=lambda name: int(_SHEET.fullmatch(name)[1]),  # type: ignore[index]
    )
    if "[Content_Types].xml" not in parts:
        yield "[Content_Types].xml"
    if b"/officeDocument" not in parts.get("_rels/.rels", b""):
        yield "_rels/.rels"
        parts["_rels/.rels"] = _relations([("rId1", "officeDocument", _WORKBOOK)])
    listed = parts.get(_WORKBOOK_RELS, b"")
    known = all(f'{name.removeprefix("xl/")}"'.encode() in listed for name in sheets)
    if _WORKBOOK not in parts or not known:
        yield _WORKBOOK_RELS if _WORKBOOK in parts else _WORKBOOK
        parts[_WORKBOOK] = _bare_workbook(len(sheets))
        targets = [
            (f"rId{number}", "worksheet", name.removeprefix("xl/"))
            for number, name in enumerate(sheets, 1)
        ]
        texts = ("rIdT", "sharedStrings", _TEXTS.removeprefix("xl/"))
        parts[_WORKBOOK_RELS] = _relations([*targets, texts])
        parts["[Content_Types].xml"] = _content_types(sheets)
    elif "[Content_Types].xml" not in parts:
        parts["[Content_Types].xml"] = _content_types(sheets)
    else:
        yield from _put_back(parts)


def _put_back(parts: dict[str, bytes]) -> Iterator[str]:
    """Sheets that the mended list of sheets no longer names, but the relations still do."""
    workbook = etree.fromstring(parts[_WORKBOOK])
    listed = workbook.find(f"{{{_MAIN}}}sheets")
    if listed is None:
        listed = etree.SubElement(workbook, f"{{{_MAIN}}}sheets")
    named = {item.get(f"{{{_RELATION}}}id") for item in listed}
    for item in [item for item in listed if not item.get(f"{{{_RELATION}}}id")]:
        listed.remove(item)  # where the list breaks off
    for relation in etree.fromstring(parts[_WORKBOOK_RELS]):
        target = f"xl/{str(relation.get('Target', '')).removeprefix('/xl/')}"
        key = relation.get("Id")
        if key and key not in named and _SHEET.fullmatch(target) and target in parts:
            number = len(listed) + 1
            attributes = {"name": f"blad {number}", "sheetId": str(number)}
            item = etree.SubElement(listed, f"{{{_MAIN}}}sheet", attributes)
            item.set(f"{{{_RELATION}}}id", key)
            yield _WORKBOOK
    parts[_WORKBOOK] = _written(workbook)


def _complete_texts(parts: dict[str, bytes]) -> Iterator[str]:
    """Cells point at texts by number: a lost text gets a mark in its place, not another text."""
    needed = 0
    for name in [name for name in parts if _SHEET.fullmatch(name)]:
        for number in re.findall(rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d{1,7})<', parts[name]):
            needed = max(needed, int(number) + 1)
    if not needed or needed > limits.MAX_CELLS:
        return
    root = etree.fromstring(parts[_TEXTS]) if _TEXTS in parts else etree.Element(f"{{{_MAIN}}}sst")
    there = root.findall(f"{{{_MAIN}}}si")
    if len(there) < needed:
        yield _TEXTS
    for _ in range(needed - len(there)):
        item = etree.SubElement(root, f"{{{_MAIN}}}si")
        etree.SubElement(item, f"{{{_MAIN}}}t").text = LOST_TEXT
    parts[_TEXTS] = _written(root)


def _relations(items: list[tuple[str, str, str]]) -> bytes:
    root = etree.Element(f"{{{_PACKAGE}/relationships}}Relationships")
    for key, kind, target in items:
        attributes = {"Id": key, "Type": f"{_RELATION}/{kind}", "Target": target}
        etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", attributes)
    return _written(root)


def _bare_workbook(sheets: int) -> bytes:
    root = etree.Element(f"{{{_MAIN}}}workbook", nsmap=_NAMES)
    listed = etree.SubElement(root, f"{{{_MAIN}}}sheets")
    for number in range(1, sheets + 1):
        attributes = {"name": f"blad {number}", "sheetId": str(number)}
        item = etree.SubElement(listed, f"{{{_MAIN}}}sheet", attributes)
        item.set(f"{{{_RELATION}}}id", f"rId{number}")
    return _written(root)


def _content_types(sheets: list[str]) -> bytes:
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types")
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", relations), ("xml", "application/xml")):
        attributes = {"Extension": extension, "ContentType": kind}
        etree.SubElement(root, f"{{{space}}}Default", attributes)
    for name, kind in (
        (_WORKBOOK, "sheet.main"),
        (_TEXTS, "sharedStrings"),
        *((sheet, "worksheet") for sheet in sheets),
    ):
        attributes = {"PartName": f"/{name}", "ContentType": _TYPE.format(kind)}
        etree.SubElement(root, f"{{{space}}}Override", attributes)
    return _written(root)
