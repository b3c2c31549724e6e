"""Finishes a workbook where XlsxWriter has no call for it, part by part.

The parts are changed with lxml and packed again with fixed dates, so that the same
workbook always gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_LANGUAGE = "nl-NL"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def finish(content: bytes, growing_rows: Mapping[int, frozenset[int]]) -> bytes:
    """The finished workbook.

    Locks the structure (sheets cannot be removed or renamed), names the language, leaves
    author and company out, writes formulas that are alike once, and gives rows that must
    grow with their text back to the program. `growing_rows` maps the position of a sheet to
    rows counted from one.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = _finish_part(name, source.read(name), growing_rows)
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, part, compresslevel=9)
    return packed.getvalue()


def _finish_part(name: str, content: bytes, growing_rows: Mapping[int, frozenset[int]]) -> bytes:
    if name == "xl/workbook.xml":
        return _edited(content, _lock_structure)
    if name == "docProps/core.xml":
        return _edited(content, _name_language)
    if name == "docProps/app.xml":
        return _edited(content, _drop_company)
    sheet = _SHEET.fullmatch(name)
    if sheet:
        rows = growing_rows.get(int(sheet[1]) - 1, frozenset())
        return _edited(content, lambda root: _finish_sheet(root, rows))
    return content


def _edited(content: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    root = etree.fromstring(content)
    edit(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _lock_structure(root: etree._Element) -> None:
    lock = etree.Element(f"{_MAIN}workbookProtection", lockStructure="1")
    # The schema wants it right before the views.
    tags = [child.tag for child in root]
    root.insert(tags.index(f"{_MAIN}bookViews"), lock)


def _name_language(root: etree._Element) -> None:
    for tag in (f"{_DC}creator", f"{_CORE}lastModifiedBy"):
        for element in root.findall(tag):
            root.remove(element)
    etree.SubElement(root, f"{_DC}language").text = _LANGUAGE


def _drop_company(root: etree._Element) -> None:
    for element in root.findall(f"{_APP}Company"):
        root.remove(element)


def _finish_sheet(root: etree._Element, growing: frozenset[int]) -> None:
    _let_grow(root, growing)
    _share_formulas(root)


# A reference to a cell on the row of the formula itself: not fixed, not on another sheet.
_REFERENCE = re.compile(r"(?<![$!:A-Za-z0-9'])([A-Z]{1,2})([0-9]+)(?![0-9:(])")
_TEXT = re.compile(r'("[^"]*")')


def _share_formulas(root: etree._Element) -> None:
    """Writes a formula that is the same on every row once, with a reference to it elsewhere.

    The check of 47 norms takes more room than all their texts otherwise.
    """
    alike: dict[tuple[str, str], list[etree._Element]] = {}
    for cell in root.iter(f"{_MAIN}c"):
        formula = cell.find(f"{_MAIN}f")
        if formula is not None and formula.text and not formula.attrib:
            column, row = _split(cell.get("r", ""))
            alike.setdefault((column, _on_any_row(formula.text, row)), []).append(cell)
    number = 0
    for (_, pattern), cells in alike.items():
        if len(cells) == 1 or _HERE not in pattern:
            continue
        for position, cell in enumerate(cells):
            formula = cell.find(f"{_MAIN}f")
            if formula is None:
                continue
            formula.set("t", "shared")
            if position == 0:
                formula.set("ref", f"{cells[0].get('r')}:{cells[-1].get('r')}")
            else:
                formula.text = None
            formula.set("si", str(number))
        number += 1


_HERE = "\0"


def _on_any_row(formula: str, row: str) -> str:
    """The formula with its own row marked, so that it is equal on every row."""
    parts = _TEXT.split(formula)
    # Between quotes stands text, not a reference.
    parts[::2] = [
        _REFERENCE.sub(lambda found: found[1] + (_HERE if found[2] == row else found[2]), part)
        for part in parts[::2]
    ]
    return "".join(parts)


def _split(place: str) -> tuple[str, str]:
    column = place.rstrip("0123456789")
    return column, place[len(column) :]


def _let_grow(root: etree._Element, rows: frozenset[int]) -> None:
    for row in root.iter(f"{_MAIN}row"):
        if int(row.get("r", "0")) in rows:
            etree.strip_attributes(row, "customHeight")
