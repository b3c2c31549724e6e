"""Packs the parts of a workbook, and finishes those that are about the document.

They are packed with fixed dates, so that the same workbook always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LANGUAGE = "nl-NL"
# XlsxWriter writes every chart as one for Americans.
_CHART_LANGUAGE = (b'"en-US"', f'"{_LANGUAGE}"'.encode())
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The workbook of these parts: names its language, and neither author nor company."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as target:
        for name, part in parts.items():
            info = ZipInfo(name, _ZIP_DATE)
            info.compress_type = ZIP_DEFLATED
            edit = _EDITS.get(name)
            if name.startswith("xl/charts/"):
                part = part.replace(*_CHART_LANGUAGE)  # noqa: PLW2901 - the same part, in Dutch
            target.writestr(info, _edited(part, edit) if edit else part, compresslevel=9)
    return content.getvalue()


@lru_cache(maxsize=20)  # the theme is the same in every workbook
def _edited(content: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    root = etree.fromstring(content)
    edit(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name_language(root: etree._Element) -> None:
    for tag in (f"{_DC}creator", f"{_CORE}lastModifiedBy"):
        for element in root.findall(tag):
            root.remove(element)
    etree.SubElement(root, f"{_DC}language").text = _LANGUAGE


def _drop_company(root: etree._Element) -> None:
    """No company, and no list of the parts: it names them in English and says nothing new."""
    for name in ("Company", "HeadingPairs", "TitlesOfParts"):
        for element in root.findall(f"{_APP}{name}"):
            root.remove(element)


def _drop_other_scripts(root: etree._Element) -> None:
    """The fonts for scripts that no Dutch form is written in: they take a kilobyte."""
    for element in list(root.iter(f"{_DRAWING}font")):
        if (parent := element.getparent()) is not None:
            parent.remove(element)


_EDITS = {
    "docProps/core.xml": _name_language,
    "docProps/app.xml": _drop_company,
    "xl/theme/theme1.xml": _drop_other_scripts,
}
