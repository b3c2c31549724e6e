"""Real workbooks with something more in their package, as people and programs put it there."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# One grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6368000000820081dd436af40000000049454e44ae426082"
)


def changed(path: Path, parts: Mapping[str, bytes | str], target: Path) -> Path:
    """The package with these parts added or in the place of its own."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in source.namelist():
            if name not in parts:
                new.writestr(name, source.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def sheet_part(path: Path, sheet: str) -> str:
    """The part that holds the sheet of this name."""
    book = etree.fromstring(part(path, "xl/workbook.xml").encode())
    rels = etree.fromstring(part(path, "xl/_rels/workbook.xml.rels").encode())
    (key,) = [item.get(f"{{{_OFFICE}}}id") for item in book.iter("{*}sheet")
              if item.get("name") == sheet]  # fmt: skip
    (target,) = [str(item.get("Target")) for item in rels if item.get("Id") == key]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def relations(*items: tuple[str, str, str]) -> str:
    """A list of relations: key, last word of the type, target."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in items
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def anchored(cell: tuple[int, int], inside: str) -> str:
    """Something that lies on a cell, which is given as row and column from 1."""
    row, column = cell[0] - 1, cell[1] - 1
    corner = "<xdr:{0}><xdr:col>{2}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row>"
    corner += "<xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    return (
        f"<xdr:twoCellAnchor>{corner.format('from', row, column)}"
        f"{corner.format('to', row + 3, column + 3)}{inside}<xdr:clientData/></xdr:twoCellAnchor>"
    )


def text_box(text: str, name: str = "TextBox 1") -> str:
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return (
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="9" name="{name}"/><xdr:cNvSpPr txBox="1"/>'
        '</xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        f"<xdr:txBody><a:bodyPr/><a:lstStyle/>{lines}</xdr:txBody></xdr:sp>"
    )


def picture(key: str, name: str = "Picture 1") -> str:
    return (
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="8" name="{name}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        '</xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="90000" cy="90000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
    )


def frame(kind: str, key: str, name: str) -> str:
    """A chart or a diagram."""
    return (
        f'<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="7" name="{name}"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><a:graphic><a:graphicData "
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}"><c:x xmlns:c="urn:c" '
        f'r:dm="{key}"/></a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def drawing(*anchors: str) -> str:
    return (
        f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{_OFFICE}">{"".join(anchors)}'
        "</xdr:wsDr>"
    )


def with_drawing(
    path: Path,
    target: Path,
    sheet: str,
    *anchors: str,
    linked: tuple[tuple[str, str, str], ...] = (),
    more: Mapping[str, bytes | str] | None = None,
) -> Path:
    """The workbook with a drawing on a sheet that has none, whole enough for any program."""
    name = sheet_part(path, sheet)
    content = part(path, name)
    end = re.search(r"<(legacyDrawing|tableParts|extLst)|</worksheet>", content)
    assert end is not None
    content = f'{content[: end.start()]}<drawing r:id="rIdD"/>{content[end.start() :]}'
    types = part(path, "[Content_Types].xml").replace(
        "</Types>",
        '<Default Extension="png" ContentType="image/png"/><Override PartName='
        '"/xl/drawings/drawing77.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'drawing+xml"/></Types>',
    )
    folder, _, base = name.rpartition("/")
    parts: dict[str, bytes | str] = {
        name: content,
        "[Content_Types].xml": types,
        f"{folder}/_rels/{base}.rels": relations(("rIdD", "drawing", "../drawings/drawing77.xml")),
        "xl/drawings/drawing77.xml": drawing(*anchors),
        "xl/drawings/_rels/drawing77.xml.rels": relations(*linked),
        **(more or {}),
    }
    return changed(path, parts, target)
