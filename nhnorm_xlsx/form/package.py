"""Packs the parts of a workbook, and finishes those that are about the document.

The same workbook always gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from lxml import etree

from nhnorm_xlsx.form.zipping import zipped

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LANGUAGE = "nl-NL"
# XlsxWriter writes every chart as one for Americans.
_CHART_LANGUAGE = (b'"en-US"', f'"{_LANGUAGE}"'.encode())


# For parts larger than this, by their names without number: so many spaces.
_LARGE = 25_000
_ROOM = {"xl/sharedStrings": 600, "xl/worksheets/sheet": 5_000}
_NAMES, _NAMES_END = re.compile(rb"<c:strCache>.*?</c:strCache>"), b"</c:strCache>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The workbook of these parts: names its language, and neither author nor company."""
    return zipped({name: _with_room(name, _finished(name, part)) for name, part in parts.items()})


def _with_room(name: str, part: bytes) -> bytes:
    """A large part with spaces before its end, where they mean nothing: that makes it small.

    Texts, formulas and fingerprints pack well only apart from each other, and what packs them
    begins nothing new shortly before the end: that can cost half a kilobyte.
    """
    room = _ROOM.get(name.partition(".")[0].rstrip("0123456789"), 0)
    if len(part) < _LARGE or not room:
        return part
    body, tag, end = part.rpartition(b"</")
    return body + b" " * room + tag + end


def _finished(name: str, part: bytes) -> bytes:
    if name.startswith("xl/charts/"):
        return _names_once(part.replace(*_CHART_LANGUAGE))
    edit = _EDITS.get(name)
    return _edited(part, edit) if edit else part


def _names_once(chart: bytes) -> bytes:
    """The chart with the names along its axis beside the first series only: all have the same."""
    first, end, others = chart.partition(_NAMES_END)
    return first + end + _NAMES.sub(b"", others)


@lru_cache(maxsize=20)  # the theme is the same in every workbook
def _edited(content: bytes, edit: Callable[[etree._Element], None]) -> bytes:
    root = etree.fromstring(content)
    edit(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _name_language(root: etree._Element) -> None:
    for tag in (f"{_DC}creator", f"{_CORE}lastModifiedBy"):
        for element in root.findall(tag):
            root.remove(element)
    etree.SubElement(root, f"{_DC}language").text = _LANGUAGE


def _keep_the_program(root: etree._Element) -> None:
    """Only the program: no company, and no list of parts, in English, that says nothing new.

    LibreOffice looks at the program to know what a chart leaves unsaid.
    """
    for element in list(root):
        if etree.QName(element).localname not in ("Application", "AppVersion"):
            root.remove(element)


_COLOUR = "schemeClr"
_PLAIN = {
    "fillStyleLst": ("solidFill", _COLOUR),
    "bgFillStyleLst": ("solidFill", _COLOUR),
    "lnStyleLst": ("ln", "solidFill", _COLOUR),
    "effectStyleLst": ("effectStyle", "effectLst"),
}


def _keep_it_plain(root: etree._Element) -> None:
    """Of the theme of Office the colours and the fonts: no form has shapes with a shine.

    Nor is it written in another script. Together that takes a kilobyte.
    """
    for element in list(root.iter(f"{_DRAWING}font")):
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for name, nested in _PLAIN.items():
        for listed in root.iter(f"{_DRAWING}{name}"):
            listed[:] = [_element(nested) for _ in listed]


def _element(nested: tuple[str, ...]) -> etree._Element:
    """Elements within each other; what is filled takes the colour that is asked for."""
    first, *rest = nested
    element = etree.Element(f"{_DRAWING}{first}", {"val": "phClr"} if first == _COLOUR else {})
    if rest:
        element.append(_element(tuple(rest)))
    return element


_EDITS = {
    "docProps/core.xml": _name_language,
    "docProps/app.xml": _keep_the_program,
    "xl/theme/theme1.xml": _keep_it_plain,
}
