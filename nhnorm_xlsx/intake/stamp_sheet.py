"""The hidden sheet that says what a workbook is. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from nhnorm_xlsx.contract.fields import is_blank
from nhnorm_xlsx.contract.issued import ISSUED_KEY, ISSUED_ON_KEY
from nhnorm_xlsx.contract.keys import (
    SHEET_KEY,
)
from nhnorm_xlsx.contract.stamp import (
    CORRECTION_KEY,
    CORRECTS_KEY,
    FIXED_TEXT_KEY,
    FORMULAS_KEY,
    LOOSE_TEXT_KEY,
    STAMP_KEYS,
    TELLS_HELPING_KEY,
    read_fixed_text_row,
    read_formulas_row,
)
from nhnorm_xlsx.contract.text import printable
from nhnorm_xlsx.intake.bound import BoundValue, bound_at
from nhnorm_xlsx.intake.raw import Address, RawSheet
from nhnorm_xlsx.intake.values import as_text


def find_stamp_sheets(sheets: Iterable[RawSheet]) -> tuple[RawSheet, ...]:
    """The hidden sheets with a stamp, whatever they are called: one, unless sheets were copied."""
    return tuple(
        sheet
        for sheet in sheets
        if len({value for value in sheet.cells.values() if value in _DISTINCT}) > 1
    )


def read_stamp(
    sheet: RawSheet | None,
) -> tuple[dict[str, str], dict[str, dict[str, int]], dict[str, frozenset[str]]]:
    """The stamp's values, and by the key of a sheet its fixed texts and formulas.

    Of texts the fingerprints, each with how often it stands there; of formulas the addresses.
    """
    formulas: dict[str, frozenset[str]] = {}
    values: dict[str, str] = {}
    fixed: dict[str, dict[str, int]] = {}
    for (row, column), key in _stamp_keys(sheet).items():
        beside = as_text(sheet.cells.get((row, column + 1))) if sheet else ""
        if key in STAMP_KEYS:
            values[key] = printable(beside).strip()
        elif key == FIXED_TEXT_KEY and beside:
            name, texts = read_fixed_text_row(beside)
            fixed.setdefault(name, {}).update(texts)
        elif key == FORMULAS_KEY and beside:
            name, cells = read_formulas_row(beside)
            formulas[name] = cells
    return values, fixed, formulas


def stamp_rows(sheet: RawSheet | None) -> defaultdict[str, list[str]]:
    """What stands beside every row of the stamp, by its key."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for (row, column), key in _stamp_keys(sheet).items():
        found[key].append(as_text(sheet.cells.get((row, column + 1))) if sheet else "")
    return found


def _stamp_keys(sheet: RawSheet | None) -> dict[Address, str]:
    """Where the keys of the stamp stand: in one column, each of them once."""
    if sheet is None:
        return {}
    found = {at: str(key) for at, key in sheet.in_order if key in _STAMP_ROWS}
    (column, _) = Counter(at[1] for at in found).most_common(1)[0]
    seen: set[str] = set()
    keys: dict[Address, str] = {}
    for at, key in found.items():
        if at[1] == column and (key not in STAMP_KEYS or key not in seen):
            keys[at] = key
            seen.add(key)
    return keys


def beside_the_stamp(sheet: RawSheet | None) -> Iterator[BoundValue]:
    """What somebody wrote on the hidden sheet itself."""
    if sheet is None:
        return
    keys = _stamp_keys(sheet)
    ours = {*keys, *((row, column + 1) for row, column in keys)}
    for address, value in sheet.in_order:
        if address not in ours and not is_blank(value):
            yield bound_at(sheet, address)


# Words that nobody types: two of them on one sheet, and it is ours.
_DISTINCT = {key for key in (*STAMP_KEYS, FIXED_TEXT_KEY) if "_" in key}
_STAMP_ROWS = (
    *STAMP_KEYS,
    FIXED_TEXT_KEY,
    FORMULAS_KEY,
    LOOSE_TEXT_KEY,
    CORRECTION_KEY,
    CORRECTS_KEY,
    ISSUED_KEY,
    ISSUED_ON_KEY,
    TELLS_HELPING_KEY,
)


def sheet_key(sheet: RawSheet) -> str:
    """By which key the stamp knows this sheet; its name when it has none."""
    for _, value in sheet.keys:
        if value.startswith(SHEET_KEY):
            return value.removeprefix(SHEET_KEY).strip()
    return sheet.name
