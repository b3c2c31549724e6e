"""Which cells of an Excel package are struck through, whole or in part.

A font can be struck through, and so can a piece of the text in a cell. Hardly any workbook
has either: only when the styles or the texts speak of it are the cells themselves looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from nhnorm_xlsx.contract.cells import column_number
from nhnorm_xlsx.intake.package_parts import DamagedPartError, parsed
from nhnorm_xlsx.intake.raw import Address
from nhnorm_xlsx.intake.struck import WHOLE, Run, struck_text

_OFF = ("0", "false")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Excel writes a character that XML does not hold as _x000D_.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Strikes:
    """What is struck through: cell formats by number, and texts in pieces by number.

    A piece without a font of its own has None: it is struck when the cell is.
    """

    formats: frozenset[str] = frozenset()
    texts: dict[str, list[tuple[str, bool | None]]] = field(default_factory=dict)

    def in_sheet(self, content: bytes) -> dict[Address, str]:
        """The struck cells of one sheet, as `struck_text` gives them."""
        if not (self.formats or self.texts or _speaks_of_it(content)):
            return {}
        try:
            root = parsed(content, "het blad")
        except DamagedPartError:
            return {}
        found: dict[Address, str] = {}
        for address, cell in _cells(root):
            told = self._told(cell)
            if told is not None:
                found[address] = told
        return found

    def _told(self, cell: etree._Element) -> str | None:
        by_font = (cell.get("s") or "0") in self.formats
        inline = cell.find("{*}is")
        if inline is not None:
            pieces = _pieces(inline)
        elif cell.get("t") == "s":
            pieces = self.texts.get((cell.findtext("{*}v") or "").strip(), [])
        else:
            pieces = []
        if pieces:
            runs: list[Run] = [
                (text, by_font if struck is None else struck) for text, struck in pieces
            ]
            return struck_text(runs)
        return WHOLE if by_font else None


def scan_strikes(styles: bytes, texts: bytes) -> Strikes:
    """What is struck through, from the part with styles and the part with texts."""
    formats: frozenset[str] = frozenset()
    pieces: dict[str, list[tuple[str, bool | None]]] = {}
    # A broken part is no reason to refuse the answers.
    try:
        if _speaks_of_it(styles):
            formats = frozenset(_struck_formats(parsed(styles, "de opmaak")))
        if _speaks_of_it(texts):
            for number, item in enumerate(parsed(texts, "de teksten").iterfind("{*}si")):
                found = _pieces(item)
                if any(struck for _, struck in found) or (found and formats):
                    pieces[str(number)] = found
    except DamagedPartError:
        pass
    return Strikes(formats, pieces)


def _speaks_of_it(content: bytes) -> bool:
    return b"strike" in content or content.startswith(_UTF_16)


def _struck_formats(root: etree._Element) -> Iterator[str]:
    fonts = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    for number, item in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        font = item.get("fontId") or "0"
        if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]:
            yield str(number)


def _is_struck(font: etree._Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val") not in _OFF


def _pieces(item: etree._Element) -> list[tuple[str, bool | None]]:
    found: list[tuple[str, bool | None]] = []
    for run in item.iterfind("{*}r"):
        font = run.find("{*}rPr")
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), run.findtext("{*}t") or "")
        found.append((text, None if font is None else _is_struck(font)))
    return found


def _cells(root: etree._Element) -> Iterator[tuple[Address, etree._Element]]:
    """Every cell that holds something, with its place: some programs leave that to count."""
    row = 0
    for line in root.iterfind("{*}sheetData/{*}row"):
        number = line.get("r") or ""
        row = int(number) if number.isdecimal() else row + 1
        column = 0
        for cell in line.iterfind("{*}c"):
            match = _ADDRESS.fullmatch(cell.get("r") or "")
            column = column_number(match[1]) if match else column + 1
            if len(cell):
                yield (row, column), cell
