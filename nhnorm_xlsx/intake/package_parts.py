"""The parts of a package and how they point at each other.

Every part is unpacked through here, so that what that may cost is counted in one place.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from os import PathLike
from typing import IO

from lxml import etree

from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import UnreadableError

_OPEN_BREAK = re.compile(rb"<br\s*>")


class DamagedPartError(UnreadableError):
    """A part that is no XML: a reason to refuse the file only when the answers are in it."""

    @classmethod
    def about(cls, name: str) -> DamagedPartError:
        """The error about this part."""
        return cls("beschadigd", f"{name} is geen geldige XML")


class Package(zipfile.ZipFile):
    """An opened package, of which no more is unpacked than a reader may take."""

    def __init__(self, file: str | PathLike[str] | IO[bytes]) -> None:
        super().__init__(file)
        self._unpacked = 0

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """The content of a part; raises `UnreadableError` when together they are too large.

        A part that says to be smaller than it is, is not whole: that raises too.
        """
        entry = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        # Several sheets may be the same part: it counts as often as it is read.
        self._unpacked += entry.file_size
        if self._unpacked > limits.MAX_READ_BYTES:
            raise UnreadableError("te_groot", "uitgepakt te veel bytes")
        return super().read(entry, pwd)


@dataclass(frozen=True)
class Relation:
    """What one part points at: the last word of its type (`drawing`), and the part itself."""

    kind: str
    target: str


def relations(package: Package, names: Container[str], part: str) -> dict[str, Relation]:
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


def parse_part(package: Package, name: str, *, recover: bool = False) -> etree._Element:
    """The XML of one part, without entities or network.

    With `recover` as much of it as makes sense: some parts are no more than nearly XML. Raises
    `DamagedPartError`, and `UnreadableError` when taking it apart would take too much.
    """
    try:
        content = package.read(name)
    except (ValueError, KeyError) as error:
        raise DamagedPartError.about(name) from error
    if recover:  # the one thing that Excel itself writes as if it were a web page
        content = _OPEN_BREAK.sub(b"<br/>", content)
    return parsed(content, name, recover=recover)


def parsed(content: bytes, name: str, *, recover: bool = False) -> etree._Element:
    """The XML of a part that was read already; as `parse_part` otherwise."""
    if len(content) > limits.MAX_TREE_BYTES:
        raise UnreadableError("te_groot", f"{name} is {len(content) / 1e6:.0f} MB XML")
    try:
        root = etree.fromstring(content, _parser(recover=recover))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedPartError.about(name) from error
    if root is None:
        raise DamagedPartError.about(name)
    return root


@lru_cache
def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, recover=recover
    )
