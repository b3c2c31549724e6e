"""The parts of an Excel package and how they point at each other."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Container
from dataclasses import dataclass

from lxml import etree

from nhnorm_xlsx.intake.raw import UnreadableError

_OPEN_BREAK = re.compile(rb"<br\s*>")


@dataclass(frozen=True)
class Relation:
    """What one part points at: the last word of its type (`drawing`), and the part itself."""

    kind: str
    target: str


def relations(package: zipfile.ZipFile, names: Container[str], part: str) -> dict[str, Relation]:
    """What a part points at, by the key that it uses; `part` is empty for the package."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in names:
        return {}
    found = {}
    for item in parse_part(package, source).iterfind("{*}Relationship"):
        target = str(item.get("Target", ""))
        full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = str(item.get("Type", "")).rpartition("/")[2]
        found[str(item.get("Id", ""))] = Relation(kind, posixpath.normpath(full))
    return found


def parse_part(package: zipfile.ZipFile, name: str, *, recover: bool = False) -> etree._Element:
    """The XML of one part, without entities or network; raises `UnreadableError`.

    With `recover` as much of it as makes sense: some parts are no more than nearly XML.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=recover
    )
    try:
        content = package.read(name)
        if recover:  # the one thing that Excel itself writes as if it were a web page
            content = _OPEN_BREAK.sub(b"<br/>", content)
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, KeyError) as error:
        raise UnreadableError("beschadigd", f"{name} is geen geldige XML") from error
    if root is None:
        raise UnreadableError("beschadigd", f"{name} is geen geldige XML")
    return root
