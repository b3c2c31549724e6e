"""Facts about one sheet of an Excel package that the cell readers do not give.

Which cells hold a formula or an error, whether the sheet is locked, how many lists to choose
from it has, and how much a reader would have to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import cast

from lxml import etree

from nhnorm_xlsx.contract.cells import column_number
from nhnorm_xlsx.contract.remembering import remembered
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.package_parts import parsed
from nhnorm_xlsx.intake.raw import Address, CellError, UnreadableError

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetFacts:
    """What was seen while passing over one sheet.

    `rectangle` is how many cells the rectangle around everything holds, `filled` in how many
    of them something stands. `written` is how many cells and rows the file speaks of, where
    that rectangle is too large for the fast reader.
    """

    path: str
    formulas: dict[Address, str] = field(default_factory=dict)
    errors: dict[Address, CellError] = field(default_factory=dict)
    protected: bool = False
    dropdowns: int = 0
    struck: dict[Address, str] = field(default_factory=dict)
    rectangle: int = 0
    filled: int = 0
    written: int = 0


def scan_sheet(part: bytes, facts: SheetFacts) -> None:
    """Add what this part says. Raises as `package_parts.parsed` and `refuse_too_many` do."""
    if len(part) > _LARGE:  # counted before anything is made of it
        facts.filled = part.count(b"<v>") + part.count(b"<is>")
        refuse_too_many([facts])
    if not _scan_plain(part, facts):
        _scan_tree(parsed(part, facts.path), facts)


def refuse_too_many(sheets: Iterable[SheetFacts]) -> None:
    """Raises `UnreadableError` when these sheets together hold more cells than a reader may."""
    if sum(sheet.filled for sheet in sheets) > limits.MAX_CELLS:
        raise UnreadableError("te_groot", f"meer dan {limits.MAX_CELLS} gevulde cellen")


def rectangle_around(places: Sequence[Address]) -> int:
    """How many cells the rectangle around these holds."""
    if not places:
        return 0
    rows = [row for row, _ in places]
    columns = [column for _, column in places]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def texts_in(part: bytes, lengths: Sequence[int]) -> int:
    """How long the shared texts in all cells are together; `lengths` is of each text."""
    numbers = map(int, _SHARED_TEXT.findall(part))
    return sum(lengths[number] for number in numbers if number < len(lengths))


_SHARED_TEXT = re.compile(rb't="s"[^<>]*>\s*<v>([0-9]{1,9})</v>')
_LARGE = 5_000_000


# --- as nearly every program writes it --------------------------------------------------

# Excel, XlsxWriter, openpyxl and LibreOffice all write cells in this one way. Cutting the part
# at its cells takes a tenth of the time of taking the XML apart; what is written otherwise is
# parsed.
_HEAD = re.compile(
    rb"(?:<\?xml version=['\"]1.0['\"](?: encoding=['\"](?i:UTF-8)['\"])?"
    rb"(?: standalone=['\"]\w+['\"])?\s*\?>\s*)?"
    rb"<worksheet[ \r\n]"
)
_MAIN = b"openxmlformats.org/spreadsheetml/2006/main"
_DATA, _DATA_END = b"<sheetData", b"</sheetData>"
_CELL = re.compile(rb"<c[ >/]")
_FORMULA = re.compile(rb' r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*><f(?: [^<>]*)?(?:(?<=/)>|>([^<]*)$)')
_ERROR = re.compile(
    rb' r="([A-Z]{1,3}[0-9]{1,7})"[^<>]*?\bt="e"[^<>]*>'
    rb"(?:<f(?: [^<>]*)?(?:(?<=/)>|>[^<]*</f>))?(?:<v>([^<]*)</v>)?"
)
_LIST = re.compile(rb'<(?:x14:)?dataValidation [^<>]*type="list"')
_MERGED = re.compile(rb'<mergeCell [^<>]*\bref="([A-Z0-9:]+)"')
_LOCK = re.compile(rb'<sheetProtection [^<>]*\bsheet="(?:1|true)"')
# What lies in the first columns and rows takes no more than this.
_FIRST_COLUMNS_AND_ROWS = 26 * 999
# Fewer cells than this are not counted one by one.
_FEW = 10_000


def _scan_plain(part: bytes, facts: SheetFacts) -> bool:
    """Add what this part says; False when it is not written in the plain way."""
    begin, end = part.find(_DATA), part.rfind(_DATA_END)
    if not 0 < begin < end or not _is_plain(part, begin, end):
        return False
    data = part[begin:end]
    cells = data.split(b"<c")[1:]
    if not _are_plain(data, cells) or b"t='e'" in data:
        return False
    try:
        facts.formulas.update(filter(None, map(_formula_in, _up_to_formulas(cells))))
    except _OtherwiseError:
        return False
    if b't="e"' in data:
        for cell in cells:
            if (wrong := _ERROR.match(cell)) and (address := _address(wrong[1])):
                facts.errors[address] = CellError((wrong[2] or b"#FOUT").decode())
    facts.protected = _LOCK.search(part, end) is not None
    facts.dropdowns = len(_LIST.findall(part, end))
    facts.rectangle = _rectangle(cells)
    facts.filled = len(cells) if len(cells) < _FEW else data.count(b"<v") + data.count(b"<is")
    if facts.rectangle > _FIRST_COLUMNS_AND_ROWS:
        merged = (_area(found.decode()) for found in _MERGED.findall(part, end))
        facts.written = len(cells) + data.count(b"<row") + sum(merged)
    return True


def _is_plain(part: bytes, begin: int, end: int) -> bool:
    """Whether all cells stand between these, unnamed by any prefix and without comments."""
    if not _HEAD.match(part) or part.count(_MAIN) != 1 or b"<!" in part:
        return False
    return not (_CELL.search(part, 0, begin) or _CELL.search(part, end))


def _are_plain(data: bytes, cells: Sequence[bytes]) -> bool:
    """Whether these begin with their place, and none holds more than a cell can."""
    if data.count(b'<c r="') != len(cells):
        return False
    if len(data) <= _LARGE:
        return True
    return not any(len(cell) > _LARGE and cell.find(b"</row>", 0, _LARGE) < 0 for cell in cells)


def _area(reference: str) -> int:
    """How many cells `A1:C3` is."""
    return rectangle_around([place for text in reference.split(":") if (place := _place(text))])


def _rectangle(cells: Sequence[bytes]) -> int:
    """How many cells the rectangle around these holds, at most."""
    # After the first letter three figures at most.
    if all(rest[:1].isdigit() and b'"' in rest for rest in {cell[5:9] for cell in cells}):
        return _FIRST_COLUMNS_AND_ROWS if cells else 0
    # A cell that only has a look is closed at once, and takes no room.
    filled = (cell for cell in cells if not cell.partition(b">")[0].endswith(b"/"))
    places = (_address(cell[4 : cell.index(b'"', 4)]) for cell in filled)
    return rectangle_around([place for place in places if place])


@lru_cache(maxsize=20_000)
def _address(text: bytes) -> Address | None:
    """Row and column of an A1 address: the same few thousand in every workbook of ours."""
    return _place(text.decode())


def _up_to_formulas(cells: Iterable[bytes]) -> Iterator[bytes]:
    """Of the cells with a formula what stands before its outcome."""
    return (cell.partition(b"</f>")[0] for cell in cells if b"<f" in cell)


@remembered
def _formula_in(cell: bytes) -> tuple[Address, str] | None:
    """The formula in a cell as people see it, and its place: the same in every workbook of ours.

    None for what has no place. Raises `_OtherwiseError`.
    """
    found = _FORMULA.match(cell)
    if found is None:
        raise _OtherwiseError
    address = _address(found[1])
    return (address, f"={_unescaped((found[2] or b'').decode())}") if address else None


class _OtherwiseError(Exception):
    """A cell is not written in the plain way."""


def _place(text: str) -> Address | None:
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    if "&#" in text:
        return unescape(text)
    for name, sign in _ENTITIES:
        text = text.replace(name, sign)
    return text


_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


# --- in any other way -------------------------------------------------------------------

_CELLS = etree.XPath("//*[local-name()='c'][*]/@r", smart_strings=False)
_SPECIAL = etree.XPath("//*[local-name()='c'][@t='e' or *[local-name()='f']]")


def _scan_tree(root: etree._Element, facts: SheetFacts) -> None:
    filled = cast("list[str]", _CELLS(root))
    facts.rectangle = rectangle_around([place for text in filled if (place := _place(text))])
    facts.filled = len(filled)
    merged = sum(_area(item.get("ref") or "") for item in root.iter("{*}mergeCell"))
    facts.written = sum(1 for _ in root.iter("{*}c", "{*}row")) + merged
    for cell in cast("list[etree._Element]", _SPECIAL(root)):
        _scan_cell(cell, facts)
    protection = next(root.iter("{*}sheetProtection"), None)
    facts.protected = protection is not None and protection.get("sheet") in ("1", "true")
    facts.dropdowns = sum(item.get("type") == "list" for item in root.iter("{*}dataValidation"))


def _scan_cell(element: etree._Element, facts: SheetFacts) -> None:
    address = _place(str(element.get("r") or ""))
    if address is None:
        return
    formula = element.find("{*}f")
    if formula is not None:
        facts.formulas[address] = f"={formula.text or ''}"
    if element.get("t") == "e":
        value = element.findtext("{*}v")
        facts.errors[address] = CellError(value or "#FOUT")
