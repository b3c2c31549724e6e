"""What lies on the sheets of an Excel package besides cells, with the text that is in it.

Text boxes and other drawn shapes, pictures, charts, SmartArt, embedded files, buttons and
tick boxes. What Excel writes in two forms, for old and new versions, counts once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from lxml import etree

from nhnorm_xlsx.intake.package_parts import (
    DamagedPartError,
    Package,
    Relation,
    parse_part,
    relations,
)
from nhnorm_xlsx.intake.raw import ObjectKind, RawObject, cell_name

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "relSizeAnchor", "absSizeAnchor")
_DRAWING = re.compile(r"xl/drawings/drawing[0-9]*\.xml")
_EMBEDDED = ("oleObject", "package")
_WANTED = ("drawing", "vmlDrawing", "control", "ctrlProp", "picture", "image", *_EMBEDDED)
# VML: what kind of thing a shape is; a note is a comment, and read elsewhere.
_NOTE, _SHAPE, _PICT = "Note", "Shape", "Pict"
_CHECKED = "aangevinkt"

Linked = Mapping[str, Relation]


@dataclass
class _Sheet:
    """One sheet while its objects are collected; `by_shape` are those with a VML number."""

    package: Package
    names: Container[str]
    name: str
    by_shape: dict[str, RawObject] = field(default_factory=dict)
    found: list[RawObject] = field(default_factory=list)

    def linked(self, part: str) -> Linked:
        return relations(self.package, self.names, part)

    def parts(self, linked: Linked, *kinds: str) -> Iterator[str]:
        for item in linked.values():
            if item.kind in kinds and item.target in self.names:
                yield item.target


def scan_objects(
    package: Package, names: Container[str], linked: Linked, sheet: str, part: str
) -> list[RawObject]:
    """The objects on one sheet; `linked` is what the part of that sheet points at."""
    kinds = {item.kind for item in linked.values()}
    if not kinds.intersection(_WANTED):
        return []
    here = _Sheet(package, names, sheet)
    # A broken part is no reason to refuse the answers, nor to pass over the other parts.
    if kinds & {"control", "ctrlProp", "image", *_EMBEDDED}:
        with suppress(DamagedPartError):
            _scan_sheet_part(parse_part(package, part), linked, here)
    for name in here.parts(linked, "vmlDrawing"):
        with suppress(DamagedPartError):
            _scan_vml(parse_part(package, name, recover=True), here)
    for name in here.parts(linked, "drawing"):
        with suppress(DamagedPartError):
            here.found += _drawn(name, here)
    return [*here.by_shape.values(), *here.found]


def scan_loose_objects(package: Package, names: Container[str]) -> list[RawObject]:
    """The objects of a package of which the sheets cannot be read: without their place."""
    here = _Sheet(package, names, "")
    found: list[RawObject] = []
    for name in sorted(package.namelist()):
        if _DRAWING.fullmatch(name):
            with suppress(DamagedPartError):
                found += [replace(item, cell="") for item in _drawn(name, here)]
        elif name.startswith("xl/embeddings/") and not name.endswith("/"):
            found.append(RawObject(ObjectKind.EMBEDDED, name=name.rpartition("/")[2]))
    return found


# --- in the sheet itself ----------------------------------------------------------------


def _scan_sheet_part(root: etree._Element, linked: Linked, here: _Sheet) -> None:
    for item in root.iter("{*}oleObject", "{*}control"):
        shape = item.get("shapeId") or f"-{len(here.by_shape)}"
        if shape in here.by_shape and not item.findall(".//{*}from"):
            continue  # the same once more, for an older version
        target = next((linked[v].target for v in map(str, item.attrib.values()) if v in linked), "")
        embedded = etree.QName(item).localname == "oleObject"
        what = item.get("progId") or "" if embedded else item.get("name") or ""
        here.by_shape[shape] = RawObject(
            ObjectKind.EMBEDDED if embedded else ObjectKind.CONTROL,
            here.name,
            _corner(item.find(".//{*}from")),
            name=" ".join(part for part in (target.rpartition("/")[2], what) if part)
            if embedded
            else what,
        )
    if root.find("{*}picture") is not None:
        here.found.append(RawObject(ObjectKind.PICTURE, here.name))


def _corner(corner: etree._Element | None) -> str:
    """The cell of a corner, which counts rows and columns from 0; empty without one."""
    if corner is None:
        return ""
    row, column = corner.findtext("{*}row") or "", corner.findtext("{*}col") or ""
    if not (row.strip().isdecimal() and column.strip().isdecimal()):
        return ""
    return cell_name((int(row) + 1, int(column) + 1))


# --- VML: what Excel wrote before 2007, and still does for controls ---------------------


def _scan_vml(root: etree._Element, here: _Sheet) -> None:
    for shape in root.iter("{*}shape", "{*}rect", "{*}oval", "{*}roundrect", "{*}line"):
        data = shape.find("{*}ClientData")
        kind = (data.get("ObjectType") if data is not None else None) or _SHAPE
        if kind == _NOTE:
            continue
        box = shape.find("{*}textbox")
        text = _plain(box) if box is not None else ""
        if data is not None and data.findtext("{*}Checked") in ("1", "2"):
            text = f"{text} ({_CHECKED})".strip()
        number = (shape.get("id") or "").rpartition("_s")[2]
        cell = _vml_corner(data)
        known = here.by_shape.get(number)
        if known is not None:
            here.by_shape[number] = replace(known, text=text, cell=known.cell or cell)
            continue
        what = ObjectKind.CONTROL
        if kind in (_SHAPE, "Rect", "Oval", "Line", "Group"):
            what = ObjectKind.TEXT_BOX if text else ObjectKind.SHAPE
        if kind == _PICT or (data is None and shape.find("{*}imagedata") is not None):
            what = ObjectKind.PICTURE
        here.by_shape[number] = RawObject(what, here.name, cell, text)


def _vml_corner(data: etree._Element | None) -> str:
    numbers = ((data.findtext("{*}Anchor") or "") if data is not None else "").split(",")
    wanted = [item.strip() for item in (*numbers[2:3], *numbers[0:1])]
    if len(wanted) < 2 or not all(item.isdecimal() for item in wanted):  # noqa: PLR2004
        return ""
    return cell_name((int(wanted[0]) + 1, int(wanted[1]) + 1))


# --- DrawingML --------------------------------------------------------------------------


def _drawn(part: str, here: _Sheet) -> Iterator[RawObject]:
    root = parse_part(here.package, part)
    linked = here.linked(part)
    for anchor in root:
        if not isinstance(anchor.tag, str):
            continue
        if etree.QName(anchor).localname == "AlternateContent":
            anchor = next(iter(anchor.iterfind("{*}Choice/*")), anchor)  # noqa: PLW2901
        if etree.QName(anchor).localname in _ANCHORS:
            yield from _in_anchor(anchor, _corner(anchor.find("{*}from")), linked, here)


def _in_anchor(
    element: etree._Element, cell: str, linked: Linked, here: _Sheet
) -> Iterator[RawObject]:
    for item in element.iterchildren():
        if not isinstance(item.tag, str):
            continue
        match etree.QName(item).localname:
            case "sp" | "cxnSp":
                yield from _shape(item, cell, here)
            case "pic":
                text = _described(item)
                yield RawObject(ObjectKind.PICTURE, here.name, cell, text, _named(item))
            case "contentPart":
                yield RawObject(ObjectKind.SHAPE, here.name, cell)
            case "graphicFrame":
                yield from _frame(item, cell, linked, here)
            case "grpSp" | "AlternateContent" | "Choice":
                yield from _in_anchor(item, cell, linked, here)


def _shape(item: etree._Element, cell: str, here: _Sheet) -> Iterator[RawObject]:
    # Drawn here only for newer versions: it is a control or an embedded file.
    if item.find(".//{*}compatExt") is not None and here.by_shape:
        return
    body = item.find("{*}txBody")
    text = _paragraphs(body) if body is not None else ""
    kind = ObjectKind.TEXT_BOX if text else ObjectKind.SHAPE
    yield RawObject(kind, here.name, cell, text, _named(item))


def _frame(item: etree._Element, cell: str, linked: Linked, here: _Sheet) -> Iterator[RawObject]:
    data = item.find(".//{*}graphicData")
    kind = (data.get("uri") or "" if data is not None else "").rpartition("/")[2]
    keys = [str(v) for e in (data if data is not None else ()) for v in e.attrib.values()]
    parts = [linked[key] for key in keys if key in linked and linked[key].target in here.names]
    name = _named(item)
    if kind == "diagram":
        texts = []
        for part in parts:
            if part.kind == "diagramData":
                with suppress(DamagedPartError):
                    texts.append(_paragraphs(parse_part(here.package, part.target)))
        yield RawObject(ObjectKind.DIAGRAM, here.name, cell, " ".join(texts).strip(), name)
    elif kind in ("chart", "chartex"):
        yield RawObject(ObjectKind.CHART, here.name, cell, name=name)
        for part in parts:
            for inside in here.parts(here.linked(part.target), "chartUserShapes"):
                for drawn in _drawn(inside, here):
                    yield replace(drawn, cell=cell)
    else:
        yield RawObject(ObjectKind.CONTROL, here.name, cell, name=name)


def _paragraphs(body: etree._Element) -> str:
    """The text of all paragraphs, on one line."""
    lines = ("".join(piece.text or "" for piece in p.iter("{*}t")) for p in body.iter("{*}p"))
    return " ".join(" ".join(lines).split())


def _plain(element: etree._Element) -> str:
    return " ".join(" ".join(str(text) for text in element.itertext()).split())


def _named(item: etree._Element) -> str:
    found = item.find(".//{*}cNvPr")
    return (found.get("name") or "") if found is not None else ""


def _described(item: etree._Element) -> str:
    found = item.find(".//{*}cNvPr")
    return " ".join(((found.get("descr") or "") if found is not None else "").split())
