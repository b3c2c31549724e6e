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
    author and company out, and gives rows that must grow with their text back to the
    program. `growing_rows` maps the position of a sheet to rows counted from one.
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
    if sheet and growing_rows.get(int(sheet[1]) - 1):
        rows = growing_rows[int(sheet[1]) - 1]
        return _edited(content, lambda root: _let_grow(root, rows))
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


def _let_grow(root: etree._Element, rows: frozenset[int]) -> None:
    for row in root.iter(f"{_MAIN}row"):
        if int(row.get("r", "0")) in rows:
            etree.strip_attributes(row, "customHeight")
