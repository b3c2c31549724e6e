"""Facts about an Excel package (.xlsx, .xlsm) that the cell readers do not give.

What the sheets say of themselves (see `sheet_scan`), the document properties, macros, links
and comments. Parts are parsed without entities or network; what that may cost is bounded by
`limits`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.package_objects import scan_loose_objects, scan_objects
from nhnorm_xlsx.intake.package_parts import (
    DamagedPartError,
    Package,
    Relation,
    parse_part,
    relations,
)
from nhnorm_xlsx.intake.package_strikes import scan_strikes
from nhnorm_xlsx.intake.raw import RawObject, UnreadableError
from nhnorm_xlsx.intake.sheet_scan import SheetFacts, refuse_too_many, scan_sheet, texts_in


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


def scan(package: Package) -> PackageFacts:
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
    _scan_sheets(package, names, targets, facts)
    _scan_document(package, names, facts)
    for name, sheet_facts in facts.sheets.items():
        with suppress(DamagedPartError):  # a broken part is no reason to refuse the answers
            linked = relations(package, names, sheet_facts.path)
            _scan_comments(package, names, linked, name, facts)
            facts.objects += scan_objects(package, names, linked, name, sheet_facts.path)
    return facts


def _scan_sheets(
    package: Package, names: Container[str], targets: Mapping[str, Relation], facts: PackageFacts
) -> None:
    """What the sheets say; raises `UnreadableError` when a reader cannot hold what is on them."""
    parts = {item.kind: item.target for item in targets.values() if item.target in names}
    styles, texts = (package.read(parts[kind]) if kind in parts else b"" for kind in _SHARED)
    strikes = scan_strikes(styles, texts)
    lengths = [len(text) for text in texts.split(b"</si>")]
    longest, together = max(lengths), 0
    if longest > limits.MAX_TEXT_BYTES:
        raise UnreadableError("te_groot", f"een tekst van {longest / 1e6:.0f} MB")
    for sheet in facts.sheets.values():
        if sheet.path not in names:
            continue
        content = package.read(sheet.path)
        sheet.struck = strikes.in_sheet(content)
        scan_sheet(content, sheet)
        if sheet.filled * longest > limits.MAX_TEXTS_BYTES:
            together += texts_in(content, lengths)
    refuse_too_many(facts.sheets.values())
    if together > limits.MAX_TEXTS_BYTES:
        raise UnreadableError("te_groot", f"{together / 1e6:.0f} MB tekst")


# Parts that all sheets share.
_SHARED = ("styles", "sharedStrings")


def scan_document(package: Package) -> PackageFacts:
    """Only what stands outside the sheets: for a package with sheets in another format."""
    names = _checked_names(package)
    facts = PackageFacts()
    _scan_document(package, names, facts)
    facts.objects += scan_loose_objects(package, names)
    return facts


def _checked_names(package: Package) -> set[str]:
    entries = package.infolist()
    if len(entries) > limits.MAX_PARTS:
        raise UnreadableError("te_groot", f"{len(entries)} onderdelen")
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("te_groot", "uitgepakt te veel bytes")
    return {entry.filename for entry in entries}


def _workbook_part(package: Package, names: set[str]) -> str:
    for item in relations(package, names, "").values():
        if item.target in names and posixpath.basename(item.target).startswith("workbook"):
            return item.target
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise UnreadableError("geen_werkboek")


def _scan_document(package: Package, names: set[str], facts: PackageFacts) -> None:
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
            except DamagedPartError:
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
    package: Package,
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
            with suppress(DamagedPartError):
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
