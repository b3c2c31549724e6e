"""Facts about an Excel package (.xlsx, .xlsm) that the cell readers do not give.

Which cells hold a formula or an error, whether sheets are protected, the document
properties, macros, links and comments. Parts are parsed without entities or network; what
that may cost is bounded by `limits`.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from typing import cast

from lxml import etree

from nhnorm_xlsx.contract.cells import column_number
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.package_objects import scan_loose_objects, scan_objects
from nhnorm_xlsx.intake.package_parts import Relation, parse_part, relations
from nhnorm_xlsx.intake.package_strikes import scan_strikes
from nhnorm_xlsx.intake.raw import Address, CellError, RawObject, UnreadableError

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetFacts:
    """What was seen while passing over one sheet. `bounds` is the last row and column."""

    path: str
    formulas: dict[Address, str] = field(default_factory=dict)
    errors: dict[Address, CellError] = field(default_factory=dict)
    protected: bool = False
    dropdowns: int = 0
    struck: dict[Address, str] = field(default_factory=dict)
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
    properties: dict[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    created: datetime | None = None
    title: str = ""
    application: str = ""
    macros: bool = False
    external_links: bool = False
    comments: list[tuple[str, str, str]] = field(default_factory=list)
    objects: list[RawObject] = field(default_factory=list)


def scan(package: zipfile.ZipFile) -> PackageFacts:
    """The facts of this package.

    Raises `UnreadableError` when the parts do not form a workbook or pass a limit.
    """
    names = _checked_names(package)
    facts = PackageFacts()
    workbook = _workbook_part(package, names)
    targets = relations(package, names, workbook)
    tree = parse_part(package, workbook)
    for sheet in tree.iterfind(".//{*}sheets/{*}sheet"):
        name = sheet.get("name") or ""
        relation = next((v for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        part = targets.get(str(relation))
        facts.sheets[name] = SheetFacts(part.target if part else "")
    if len(facts.sheets) > limits.MAX_SHEETS:
        raise UnreadableError("te_groot", f"{len(facts.sheets)} bladen")
    strikes = scan_strikes(
        package, names, _target(targets, "styles"), _target(targets, "sharedStrings")
    )
    for sheet_facts in facts.sheets.values():
        if sheet_facts.path in names:
            content = package.read(sheet_facts.path)
            sheet_facts.struck = strikes.in_sheet(content)
            if _is_plain(content):
                _scan_plain(content, sheet_facts)
            else:
                _scan_sheet(parse_part(package, sheet_facts.path), sheet_facts)
    _scan_document(package, names, facts)
    for name, sheet_facts in facts.sheets.items():
        with suppress(UnreadableError):  # a broken part is no reason to refuse the answers
            linked = relations(package, names, sheet_facts.path)
            _scan_comments(package, names, linked, name, facts)
            facts.objects += scan_objects(package, names, linked, name, sheet_facts.path)
    return facts


def _target(targets: Mapping[str, Relation], kind: str) -> str:
    return next((item.target for item in targets.values() if item.kind == kind), "")


def scan_document(package: zipfile.ZipFile) -> PackageFacts:
    """Only what stands outside the sheets: for a package with sheets in another format."""
    names = _checked_names(package)
    facts = PackageFacts()
    _scan_document(package, names, facts)
    facts.objects += scan_loose_objects(package, names)
    return facts


def _checked_names(package: zipfile.ZipFile) -> set[str]:
    entries = package.infolist()
    if len(entries) > limits.MAX_PARTS:
        raise UnreadableError("te_groot", f"{len(entries)} onderdelen")
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("te_groot", "uitgepakt te veel bytes")
    return {entry.filename for entry in entries}


def _workbook_part(package: zipfile.ZipFile, names: set[str]) -> str:
    for item in relations(package, names, "").values():
        if item.target in names and posixpath.basename(item.target).startswith("workbook"):
            return item.target
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise UnreadableError("geen_werkboek")


_CELLS = etree.XPath("//*[local-name()='c'][*]/@r", smart_strings=False)
_SPECIAL = etree.XPath("//*[local-name()='c'][@t='e' or *[local-name()='f']]")


# Excel, XlsxWriter, openpyxl and LibreOffice all write cells in this one way. Searching for
# it takes a fifth of the time of taking the XML apart; what is written otherwise is parsed.
_PLAIN_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"([^<>]*)(?<!/)>'
    rb"(?:<f([^<>]*)(?:(?<=/)>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?"
)
_PLAIN_LIST = re.compile(rb'<(?:x14:)?dataValidation [^<>]*type="list"')
_PLAIN_LOCK = re.compile(rb'<sheetProtection [^<>]*\bsheet="(?:1|true)"')


_PLAIN_HEAD = re.compile(rb"<\?xml version=['\"]1.0['\"] encoding=['\"]UTF-8['\"]")
_FORMULA = re.compile(rb"<f[ />]")
_PLAIN_FORMULA = re.compile(rb'<c r="[^"<>]*"[^<>]*><f[ />]')


def _is_plain(part: bytes) -> bool:
    return (
        (_PLAIN_HEAD.match(part) is not None or part.startswith(b"<worksheet "))
        and not any(odd in part for odd in (b"<!", b":c ", b":sheetData"))
        and part.count(b"<c ") == part.count(b'<c r="')
        and len(_FORMULA.findall(part)) == len(_PLAIN_FORMULA.findall(part))
    )


def _scan_plain(part: bytes, facts: SheetFacts) -> None:
    rows: list[int] = []
    columns: list[int] = []
    for match in _PLAIN_CELL.finditer(part):
        address = _address(match[1].decode())
        if address is None:
            continue
        rows.append(address[0])
        columns.append(address[1])
        if match[3] is not None:
            facts.formulas[address] = f"={_unescaped((match[4] or b'').decode())}"
        if b't="e"' in match[2]:
            facts.errors[address] = CellError((match[5] or b"#FOUT").decode())
    if rows:
        facts.first, facts.last = (min(rows), min(columns)), (max(rows), max(columns))
    facts.protected = _PLAIN_LOCK.search(part) is not None
    facts.dropdowns = len(_PLAIN_LIST.findall(part))


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    if "&#" in text:
        return unescape(text)
    for name, sign in _ENTITIES:
        text = text.replace(name, sign)
    return text


_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def _scan_sheet(root: etree._Element, facts: SheetFacts) -> None:
    places = [_address(str(place)) for place in cast("list[str]", _CELLS(root))]
    rows, columns = zip(*filter(None, places), strict=True) if any(places) else ((), ())
    if rows:
        facts.first = (min(rows), min(columns))
        facts.last = (max(rows), max(columns))
    for cell in cast("list[etree._Element]", _SPECIAL(root)):
        _scan_cell(cell, facts)
    protection = root.find("{*}sheetProtection")
    facts.protected = protection is not None and protection.get("sheet") in ("1", "true")
    facts.dropdowns = sum(item.get("type") == "list" for item in root.iter("{*}dataValidation"))


def _scan_cell(element: etree._Element, facts: SheetFacts) -> None:
    address = _address(str(element.get("r") or ""))
    if address is None:
        return
    formula = element.find("{*}f")
    if formula is not None:
        facts.formulas[address] = f"={formula.text or ''}"
    if element.get("t") == "e":
        value = element.findtext("{*}v")
        facts.errors[address] = CellError(value or "#FOUT")


@lru_cache(maxsize=20_000)
def _address(text: str) -> Address | None:
    """Row and column of an A1 address: the same few thousand in every workbook of ours."""
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None


def _scan_document(package: zipfile.ZipFile, names: set[str], facts: PackageFacts) -> None:
    """The document properties; a broken part is no reason to refuse the answers."""
    facts.macros = any(name.endswith("vbaProject.bin") for name in names)
    facts.external_links = any("/externalLinks/" in name for name in names)
    for name, scan_part in (
        ("docProps/custom.xml", _scan_custom),
        ("docProps/core.xml", _scan_core),
        ("docProps/app.xml", _scan_app),
    ):
        if name in names:
            try:
                scan_part(parse_part(package, name), facts)
            except UnreadableError:
                continue


def _scan_custom(root: etree._Element, facts: PackageFacts) -> None:
    for item in root.iterfind("{*}property"):
        facts.properties[str(item.get("name", ""))] = "".join(
            str(t) for t in item.itertext()
        ).strip()


def _scan_core(root: etree._Element, facts: PackageFacts) -> None:
    facts.modified = _moment(root.findtext("{*}modified") or "")
    facts.created = _moment(root.findtext("{*}created") or "")
    facts.title = (root.findtext("{*}title") or "").strip()


def _scan_app(root: etree._Element, facts: PackageFacts) -> None:
    facts.application = (root.findtext("{*}Application") or "").strip()


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _scan_comments(
    package: zipfile.ZipFile,
    names: Container[str],
    linked: Mapping[str, Relation],
    sheet: str,
    facts: PackageFacts,
) -> None:
    """What people wrote beside cells; a broken part is no reason to refuse the answers."""
    targets = sorted((item.target for item in linked.values()), reverse=True)
    found: dict[str, list[str]] = {}
    # A conversation also stands in the old form, with a text of Excel around it.
    for pattern in (_THREADED, _COMMENTS):
        parts = [name for name in targets if name in names and pattern.search(name)]
        in_parts: dict[str, list[str]] = {}
        for name in parts:
            with suppress(UnreadableError):
                for cell, text in _comments(parse_part(package, name)):
                    in_parts.setdefault(cell, []).append(text)
        found = {**in_parts, **found}
    facts.comments += [(sheet, cell, text) for cell, texts in found.items() for text in texts]


_THREADED = re.compile(r"threaded[cC]omments?[0-9]*\.xml$")
_COMMENTS = re.compile(r"(^|/)comments?[0-9]*\.xml$")


def _comments(root: etree._Element) -> Iterator[tuple[str, str]]:
    for item in root.iter("{*}comment", "{*}threadedComment"):
        text = " ".join("".join(str(part) for part in item.itertext()).split())
        if text:
            yield str(item.get("ref", "")), text
