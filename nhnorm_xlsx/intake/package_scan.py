"""Facts about an Excel package (.xlsx, .xlsm) that the cell readers do not give.

Which cells hold a formula or an error, whether sheets are protected, the document
properties, macros, links and comments. Every part is parsed without entities, network or
a tree of the whole, so its cost is bounded by `limits`.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO

from lxml import etree

from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import Address, CellError, UnreadableError

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetFacts:
    """What was seen while passing over one sheet. `bounds` is the last row and column."""

    path: str
    formulas: dict[Address, str] = field(default_factory=dict)
    errors: dict[Address, CellError] = field(default_factory=dict)
    protected: bool = False
    dropdowns: int = 0
    first: Address = (1, 1)
    last: Address = (0, 0)

    @property
    def rectangle(self) -> int:
        """How many cells the rectangle around everything holds."""
        if self.last == (0, 0):
            return 0
        return (self.last[0] - self.first[0] + 1) * (self.last[1] - self.first[1] + 1)


@dataclass
class PackageFacts:
    """The facts of a whole package; `sheets` by sheet name, in workbook order."""

    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    properties: dict[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    application: str = ""
    macros: bool = False
    external_links: bool = False
    comments: list[tuple[str, str]] = field(default_factory=list)


def scan(package: zipfile.ZipFile) -> PackageFacts:
    """The facts of this package.

    Raises `UnreadableError` when the parts do not form a workbook or pass a limit.
    """
    names = _checked_names(package)
    facts = PackageFacts()
    workbook = _workbook_part(package, names)
    targets = _relations(package, names, workbook)
    tree = _parse(package, workbook)
    for sheet in tree.iterfind(".//{*}sheets/{*}sheet"):
        name = sheet.get("name") or ""
        relation = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        part = targets.get(str(relation), "")
        facts.sheets[name] = SheetFacts(part)
        if sheet.get("state", "visible") != "visible":
            facts.hidden.add(name)
    if len(facts.sheets) > limits.MAX_SHEETS:
        raise UnreadableError("te_groot", f"{len(facts.sheets)} bladen")
    for sheet_facts in facts.sheets.values():
        if sheet_facts.path in names:
            with package.open(sheet_facts.path) as stream:
                _scan_sheet(stream, sheet_facts)
    _scan_document(package, names, facts)
    _scan_comments(package, names, facts)
    facts.macros = any(name.endswith("vbaProject.bin") for name in names)
    facts.external_links = any("/externalLinks/" in name for name in names)
    return facts


def _checked_names(package: zipfile.ZipFile) -> set[str]:
    entries = package.infolist()
    if len(entries) > limits.MAX_PARTS:
        raise UnreadableError("te_groot", f"{len(entries)} onderdelen")
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("te_groot", "uitgepakt te veel bytes")
    return {entry.filename for entry in entries}


def _workbook_part(package: zipfile.ZipFile, names: set[str]) -> str:
    for target in _relations(package, names, "").values():
        if target in names and posixpath.basename(target).startswith("workbook"):
            return target
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise UnreadableError("geen_werkboek")


def _relations(package: zipfile.ZipFile, names: set[str], part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in names:
        return {}
    found = {}
    for item in _parse(package, source).iterfind("{*}Relationship"):
        target = str(item.get("Target", ""))
        full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[str(item.get("Id", ""))] = posixpath.normpath(full)
    return found


def _parse(package: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with package.open(name) as stream:
            return etree.parse(stream, parser).getroot()
    except etree.XMLSyntaxError as error:
        raise UnreadableError("beschadigd", f"{name} is geen geldige XML") from error


def _scan_sheet(stream: IO[bytes], facts: SheetFacts) -> None:
    tags = ("{*}c", "{*}row", "{*}sheetProtection", "{*}dataValidation")
    events = etree.iterparse(
        stream, events=("end",), tag=tags, resolve_entities=False, no_network=True
    )
    try:
        for _, element in events:
            kind = etree.QName(element).localname
            if kind == "c":
                _scan_cell(element, facts)
            elif kind == "sheetProtection":
                facts.protected = element.get("sheet") in ("1", "true")
            elif kind == "dataValidation":
                facts.dropdowns += element.get("type") == "list"
            else:
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableError("beschadigd", f"{facts.path} is geen geldige XML") from error


def _scan_cell(element: etree._Element, facts: SheetFacts) -> None:
    if not len(element):
        return
    match = _ADDRESS.fullmatch(str(element.get("r") or ""))
    if match is None:
        return
    address = (int(match[2]), _column_number(match[1]))
    if facts.last == (0, 0):
        facts.first = address
    facts.first = (min(facts.first[0], address[0]), min(facts.first[1], address[1]))
    facts.last = (max(facts.last[0], address[0]), max(facts.last[1], address[1]))
    formula = element.find("{*}f")
    if formula is not None:
        facts.formulas[address] = f"={formula.text or ''}"
    if element.get("t") == "e":
        value = element.find("{*}v")
        facts.errors[address] = CellError((value.text if value is not None else None) or "#FOUT")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _scan_document(package: zipfile.ZipFile, names: set[str], facts: PackageFacts) -> None:
    """The document properties; a broken part is no reason to refuse the answers."""
    for name, scan_part in (
        ("docProps/custom.xml", _scan_custom),
        ("docProps/core.xml", _scan_core),
        ("docProps/app.xml", _scan_app),
    ):
        if name in names:
            try:
                scan_part(_parse(package, name), facts)
            except UnreadableError:
                continue


def _scan_custom(root: etree._Element, facts: PackageFacts) -> None:
    for item in root.iterfind("{*}property"):
        facts.properties[str(item.get("name", ""))] = "".join(str(t) for t in item.itertext())


def _scan_core(root: etree._Element, facts: PackageFacts) -> None:
    text = root.findtext("{*}modified")
    if text:
        facts.modified = _moment(text.strip())


def _scan_app(root: etree._Element, facts: PackageFacts) -> None:
    facts.application = (root.findtext("{*}Application") or "").strip()


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _scan_comments(package: zipfile.ZipFile, names: set[str], facts: PackageFacts) -> None:
    for sheet, sheet_facts in facts.sheets.items():
        for target in sorted(_relations(package, names, sheet_facts.path).values()):
            if target in names and re.search(r"[cC]omments?[0-9]*\.xml$", target):
                facts.comments += [(sheet, text) for text in _comments(_parse(package, target))]


def _comments(root: etree._Element) -> Iterator[str]:
    for item in root.iter("{*}comment", "{*}threadedComment"):
        text = " ".join("".join(str(part) for part in item.itertext()).split())
        yield f"{item.get('ref', '')}: {text}"
