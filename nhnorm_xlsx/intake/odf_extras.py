"""What lies on the sheets of an OpenDocument spreadsheet, and which text is struck through."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache

from lxml import etree

from nhnorm_xlsx.intake.raw import Address, ObjectKind, RawObject
from nhnorm_xlsx.intake.struck import WHOLE, Run, struck_text

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NOT_DRAWN = ("glue-point", "layer", "image-map")


@cache
def odf_name(prefix: str, local: str) -> str:
    """The full name of an element or attribute of OpenDocument."""
    return f"{{{_NAMESPACE.format(prefix)}}}{local}"


# --- what lies on a sheet ---------------------------------------------------------------


def objects_in(
    place: etree._Element, sheet: str, cell: str, charts: Container[str]
) -> Iterator[RawObject]:
    """The objects in a cell, or in the list of those that lie on the sheet itself.

    `charts` are the folders inside the package that hold a chart.
    """
    drawn = f"{{{_NAMESPACE.format('drawing')}}}"
    for item in place.iterchildren():
        tag = str(item.tag)
        if not tag.startswith(drawn):
            continue
        local = tag.removeprefix(drawn)
        if local in ("g", "a"):
            yield from objects_in(item, sheet, cell, charts)
        elif local not in _NOT_DRAWN:
            kind, text = _kind_of(item, local, charts)
            name = item.get(odf_name("drawing", "name")) or ""
            yield RawObject(kind, sheet, cell, text, name)


def _kind_of(item: etree._Element, local: str, charts: Container[str]) -> tuple[ObjectKind, str]:
    if local == "control":
        return ObjectKind.CONTROL, ""
    if local != "frame":
        text = _text(item)
        return (ObjectKind.TEXT_BOX if text else ObjectKind.SHAPE), text
    for inside in item.iterchildren():
        match str(inside.tag).rpartition("}")[2]:
            case "text-box":
                return ObjectKind.TEXT_BOX, _text(inside)
            case "object":
                folder = (inside.get(_HREF) or "").removeprefix("./").rstrip("/")
                watched = inside.get(odf_name("drawing", "notify-on-update-of-ranges"))
                is_chart = folder in charts or watched is not None
                return (ObjectKind.CHART if is_chart else ObjectKind.EMBEDDED), ""
            case "object-ole" | "plugin" | "applet" | "floating-frame":
                return ObjectKind.EMBEDDED, ""
            case "image":
                return ObjectKind.PICTURE, ""
    return ObjectKind.SHAPE, ""


def chart_folders(manifest: etree._Element) -> frozenset[str]:
    """The folders of a package that hold a chart, by what its list of parts says."""
    return frozenset(
        (item.get(odf_name("manifest", "full-path")) or "").rstrip("/")
        for item in manifest
        if (item.get(odf_name("manifest", "media-type")) or "").endswith("opendocument.chart")
    )


def _text(item: etree._Element) -> str:
    paragraphs = item.iter(odf_name("text", "p"))
    lines = ("".join(str(text) for text in line.itertext()) for line in paragraphs)
    return " ".join(" ".join(lines).split())


# --- what is struck through -------------------------------------------------------------


def struck_styles(roots: Iterable[etree._Element]) -> dict[str, bool]:
    """By the name of a style whether it draws a line through the text, where it says so.

    Empty when no style at all draws one.
    """
    own: dict[str, bool | None] = {}
    parents: dict[str, str] = {}
    for root in roots:
        for style in root.iter(odf_name("style", "style")):
            name = style.get(odf_name("style", "name")) or ""
            own[name] = _has_line(style.find(odf_name("style", "text-properties")))
            parents[name] = style.get(odf_name("style", "parent-style-name")) or ""
    if True not in own.values():
        return {}
    told = ((name, _inherited(name, own, parents)) for name in own)
    return {name: line for name, line in told if line is not None}


def _has_line(properties: etree._Element | None) -> bool | None:
    """Whether there is a line through the text; None when the style does not say."""
    if properties is None:
        return None
    for attribute in ("text-line-through-style", "text-line-through-type"):
        value = properties.get(odf_name("style", attribute))
        if value is not None:
            return value != "none"
    return None


def _inherited(
    name: str, own: Mapping[str, bool | None], parents: Mapping[str, str]
) -> bool | None:
    seen: set[str] = set()
    while name in own and name not in seen:
        if own[name] is not None:
            return own[name]
        seen.add(name)
        name = parents[name]
    return None


def column_styles(table: etree._Element) -> dict[int, str]:
    """The style that the cells of each column have unless they say otherwise."""
    found: dict[int, str] = {}
    at = 1
    for column in table.iter(odf_name("table", "table-column")):
        times = column.get(odf_name("table", "number-columns-repeated")) or "1"
        style = column.get(odf_name("table", "default-cell-style-name")) or ""
        # No more columns than a form can have: the last one runs to the edge of the sheet.
        for _ in range(min(int(times) if times.isdecimal() else 1, 200)):
            found[at] = style
            at += 1
    return found


def struck_in(cell: etree._Element, default: str, lines: Mapping[str, bool]) -> str | None:
    """What is struck through in this cell, as `struck_text` tells it."""
    by_style = lines.get(cell.get(odf_name("table", "style-name")) or default, False)
    runs: list[Run] = []
    for number, line in enumerate(cell.iterchildren(odf_name("text", "p"))):
        if number:
            runs.append(("\n", False))
        runs += _runs(line, lines, by_style)
    if not runs:  # a number or a date without its text beside it
        has_value = cell.get(odf_name("office", "value-type")) is not None
        return WHOLE if by_style and has_value else None
    return struck_text(runs)


_SIGNS = {
    odf_name("text", "s"): " ",
    odf_name("text", "tab"): "\t",
    odf_name("text", "line-break"): "\n",
}


def _runs(element: etree._Element, lines: Mapping[str, bool], outside: bool) -> Iterator[Run]:
    # A style that says nothing of a line leaves it as it is around it.
    here = lines.get(element.get(odf_name("text", "style-name")) or "", outside)
    sign = _SIGNS.get(str(element.tag))
    if sign:
        times = element.get(odf_name("text", "c")) or "1"
        yield sign * min(int(times) if times.isdecimal() else 1, 1_000), here
    if element.text:
        yield element.text, here
    for inside in element.iterchildren():
        if isinstance(inside.tag, str):
            yield from _runs(inside, lines, here)
        if inside.tail:
            yield inside.tail, here


def places(row: int, column: int, rows: int, columns: int) -> Iterator[Address]:
    """The addresses of a cell that stands for several, as many as a form can have."""
    for down in range(min(rows, 200)):
        for right in range(min(columns, 50)):
            yield row + down, column + right
