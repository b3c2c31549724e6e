"""Facts about an OpenDocument spreadsheet (.ods) that the cell reader does not give."""

from __future__ import annotations

import zipfile
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.odf_extras import (
    chart_folders,
    column_styles,
    objects_in,
    places,
    struck_in,
    struck_styles,
)
from nhnorm_xlsx.intake.odf_extras import odf_name as _name
from nhnorm_xlsx.intake.package_parts import Package, parse_part
from nhnorm_xlsx.intake.package_scan import PackageFacts
from nhnorm_xlsx.intake.raw import CellError, UnreadableError, cell_name
from nhnorm_xlsx.intake.sheet_scan import SheetFacts

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_VALUE_TYPE = _name("office", "value-type")
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def scan_odf(package: Package) -> PackageFacts:
    """The facts of this package.

    Raises `UnreadableError` when it is locked with a password or its content is no XML.
    """
    names = set(package.namelist())
    size = sum(entry.file_size for entry in package.infolist())
    if size > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("te_groot", "uitgepakt te veel bytes")
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read(
        "META-INF/manifest.xml"
    ):
        raise UnreadableError("wachtwoord")
    facts = PackageFacts()
    content = parse_part(package, "content.xml")
    lists = set(_list_validations(content))
    roots = [content]
    if "styles.xml" in names and b"line-through" in package.read("styles.xml"):
        roots.append(parse_part(package, "styles.xml"))
    looks = _Looks(struck_styles(roots), _charts(package, names))
    for table in content.iter(_name("table", "table")):
        _scan_table(table, lists, looks, facts)
    if "meta.xml" in names:
        _scan_meta(parse_part(package, "meta.xml"), facts)
    facts.macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
    sources = (_name("table", "table-source"), _name("table", "cell-range-source"))
    facts.external_links = next(content.iter(*sources), None) is not None
    return facts


def plainly_written(content: bytes) -> bytes:
    """The same file as the cell reader understands it.

    Without the white space between cells that some programs write, over which it stumbles,
    and with spaces, tabs and line ends as such, where it passes over the elements for them.
    """
    packed = BytesIO()
    with Package(BytesIO(content)) as package, zipfile.ZipFile(packed, "w") as target:
        root = parse_part(package, "content.xml")
        for element in list(root.iter()):
            if element.tag in _SIGNS:
                _write_out(element)
            elif not str(element.tag).startswith(_TEXT):
                element.tail = None
                if element.tag not in (_DATE, _CREATOR):
                    element.text = None
        for name in ("mimetype", "META-INF/manifest.xml", "styles.xml"):
            if name in package.namelist():
                target.writestr(name, package.read(name))
        target.writestr("content.xml", etree.tostring(root, encoding="UTF-8"))
    return packed.getvalue()


_TEXT = f"{{{_NAMESPACE.format('text')}}}"
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


def _write_out(element: etree._Element) -> None:
    """Put the sign that an element stands for in its place."""
    times = element.get(f"{_TEXT}c") or "1"
    sign = _SIGNS[str(element.tag)] * min(int(times) if times.isdecimal() else 1, 1_000)
    written = sign + (element.tail or "")
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + written
    else:
        parent.text = (parent.text or "") + written
    element.tail = None
    parent.remove(element)


def _list_validations(content: etree._Element) -> Iterator[str]:
    for item in content.iter(_name("table", "content-validation")):
        if "in-list" in (item.get(_name("table", "condition")) or ""):
            yield item.get(_name("table", "name")) or ""


@dataclass(frozen=True)
class _Looks:
    """Which styles draw a line through text, and which folders of the package hold a chart."""

    lines: Mapping[str, bool]
    charts: Container[str]


def _charts(package: Package, names: set[str]) -> frozenset[str]:
    if "META-INF/manifest.xml" not in names:
        return frozenset()
    return chart_folders(parse_part(package, "META-INF/manifest.xml"))


def _scan_table(table: etree._Element, lists: set[str], looks: _Looks, facts: PackageFacts) -> None:
    name = table.get(_name("table", "name")) or ""
    sheet = SheetFacts("content.xml", protected=table.get(_name("table", "protected")) == "true")
    used: set[str] = set()
    defaults = column_styles(table) if looks.lines else {}
    for shapes in table.iterchildren(_name("table", "shapes")):
        facts.objects += objects_in(shapes, name, "", looks.charts)
    room = _Room()
    row = 1
    for line in table.iter(_name("table", "table-row")):
        column, rows = 1, _repeats(line, "number-rows-repeated")
        for cell in line.iterchildren(
            _name("table", "table-cell"), _name("table", "covered-table-cell")
        ):
            used.add(cell.get(_name("table", "content-validation-name")) or "")
            formula = cell.get(_name("table", "formula"))
            if formula:
                # `of:=A1` says of which language the formula is.
                sheet.formulas[row, column] = "=" + formula.partition("=")[2]
            if cell.get(_CALCEXT) == "error":
                sheet.errors[row, column] = CellError(_text(cell) or "#FOUT")
            here = cell_name((row, column))
            notes = map(_annotation, cell.iterchildren(_name("office", "annotation")))
            facts.comments += [(name, here, text) for text in notes if text]
            if len(cell):
                facts.objects += objects_in(cell, name, here, looks.charts)
            told = struck_in(cell, defaults.get(column, ""), looks.lines) if looks.lines else None
            times = _repeats(cell, "number-columns-repeated")
            if told is not None:
                sheet.struck |= dict.fromkeys(places(row, column, rows, times), told)
            if len(cell) or cell.get(_VALUE_TYPE) or formula:
                room.add(row, rows, column + times - 1, times)
            column += times
        row += rows
    sheet.dropdowns = len(used & lists)
    sheet.filled, sheet.rectangle = room.filled, room.rectangle
    facts.sheets[name] = sheet


@dataclass
class _Room:
    """What the cells of a sheet take: the reader writes out what is repeated, from column A."""

    filled: int = 0
    first_row: int = 0
    last_row: int = 0
    last_column: int = 0

    def add(self, row: int, rows: int, last_column: int, times: int) -> None:
        """A cell with something in it, which stands there so many rows and times."""
        self.filled += rows * times
        self.first_row = self.first_row or row
        self.last_row = row + rows - 1
        self.last_column = max(self.last_column, last_column)

    @property
    def rectangle(self) -> int:
        return (self.last_row - self.first_row + 1) * self.last_column


def _repeats(element: etree._Element, attribute: str) -> int:
    number = element.get(_name("table", attribute)) or "1"
    return int(number) if number.isdecimal() else 1


def _text(cell: etree._Element) -> str:
    texts = (str(t) for p in cell.iterchildren(_name("text", "p")) for t in p.itertext())
    return "".join(texts).strip()


def _annotation(note: etree._Element) -> str:
    """What was written, without the date and the name of who wrote it."""
    return " ".join(
        " ".join(str(t) for t in part.itertext())
        for part in note
        if isinstance(part.tag, str) and part.tag not in (_DATE, _CREATOR)
    ).strip()


def _scan_meta(root: etree._Element, facts: PackageFacts) -> None:
    for item in root.iter(_name("meta", "user-defined")):
        facts.properties[item.get(_name("meta", "name")) or ""] = "".join(
            str(text) for text in item.itertext()
        )
    facts.title = (root.findtext(f".//{_TITLE}") or "").strip()
    facts.application = _program(root.findtext(f".//{_name('meta', 'generator')}") or "")
    text = (root.findtext(f".//{_DATE}") or "").strip()
    try:
        moment = datetime.fromisoformat(text[:19])
    except ValueError:
        return
    facts.modified = moment.replace(tzinfo=UTC)


def _program(generator: str) -> str:
    """`LibreOffice/7.4.7.2$Linux_X86_64 ...` without the machine it ran on."""
    return generator.split("$", maxsplit=1)[0].split(" ", maxsplit=1)[0].strip()
