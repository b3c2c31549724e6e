"""What identifies a workbook: the rows of the very hidden sheet, and the labels in them.

Changing anything in this room changes the contract: raise `CONTRACT_VERSION`, and keep
older versions readable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from nhnorm_xlsx.contract.text import loose_fingerprint, text_fingerprint

# 1: the first workbooks. 2: the name of the norm, and what was filled in beforehand.
CONTRACT_VERSION: Final = 2


@dataclass(frozen=True)
class Stamp:
    """What identifies a workbook: the rows of the very hidden sheet `_nhnorm`.

    `deadline` is the ISO date, `definitie_sha256` the fingerprint of the edition's norms
    (see `definition.Definition.sha256`). `norm_naam` says which norm this is; empty in the
    first workbooks, and where the definition has no name.
    """

    contract_versie: str
    editie: str
    definitie_sha256: str
    meting: str
    organisatie_code: str
    uitgifte_id: str
    deadline: str
    norm_naam: str = ""

    @property
    def last_day(self) -> date | None:
        """The deadline as a date; None where it cannot be read (any more)."""
        try:
            return date.fromisoformat(self.deadline)
        except ValueError:
            return None


STAMP_KEYS: Final = tuple(Stamp.__dataclass_fields__)
# The same facts as document properties survive a lost sheet.
PROPERTY_PREFIX: Final = "nhnorm_"
# Stamp rows, one per sheet, with the fingerprints of its fixed text, so that a reader knows
# what was added and what is gone: `Start 1f0c2a9b 77e1d0c3*2` (the second stands there twice).
FIXED_TEXT_KEY: Final = "vaste_tekst"


_FINGERPRINT: Final = re.compile(r"[0-9a-f]{8}")
# Fingerprints per stamp row: far below what a cell can hold.
_FINGERPRINTS_PER_ROW: Final = 2_000


def fixed_text_rows(sheet: str, texts: Iterable[str]) -> list[str]:
    """The stamp rows for the fixed texts of a sheet, which is named by its key."""
    counted: dict[str, int] = {}
    for text in texts:
        fingerprint = text_fingerprint(text)
        counted[fingerprint] = counted.get(fingerprint, 0) + 1
    listed = [f"{name}*{n}" if n > 1 else name for name, n in sorted(counted.items())]
    return [
        " ".join((sheet, *listed[start : start + _FINGERPRINTS_PER_ROW]))
        for start in range(0, max(1, len(listed)), _FINGERPRINTS_PER_ROW)
    ]


# A stamp row with the fingerprints that stay the same whatever a program does to our texts.
LOOSE_TEXT_KEY: Final = "vaste_tekst_los"


def loose_text_row(texts: Iterable[str]) -> str:
    """The stamp row for the fixed texts of all sheets, to know them when they were altered."""
    return " ".join(sorted({loose_fingerprint(text) for text in texts}))


# Stamp rows, one per sheet, with the cells that hold a formula of ours: for file formats
# that do not tell a formula from what somebody typed.
FORMULAS_KEY: Final = "formules"


def formulas_row(sheet: str, cells: Iterable[tuple[int, str]]) -> str:
    """The stamp row for the formulas of a sheet: `Start F7-9 G7-9`.

    `cells` are (row, column letters); runs within a column are shortened.
    """
    by_column: dict[str, list[int]] = {}
    for row, column in sorted(cells):
        by_column.setdefault(column, []).append(row)
    return " ".join((sheet, *(part for c, rows in by_column.items() for part in _runs(c, rows))))


def _runs(column: str, rows: Iterable[int]) -> Iterable[str]:
    first = last = 0
    for row in (*rows, None):
        if row is not None and row == last + 1:
            last = row
            continue
        if first:
            yield f"{column}{first}-{last}" if last > first else f"{column}{first}"
        first = last = row or 0


@lru_cache(maxsize=64)
def read_formulas_row(text: str) -> tuple[str, frozenset[str]]:
    """What `formulas_row` wrote: the key of the sheet, and the addresses of the cells."""
    sheet, *runs = text.split() or [""]
    found: set[str] = set()
    for run in runs:
        match = _RUN.fullmatch(run)
        if match:
            column, first, last = match[1], int(match[2]), int(match[3] or match[2])
            found |= {f"{column}{row}" for row in range(first, min(last, first + 10_000) + 1)}
    return sheet, frozenset(found)


_RUN: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?:-([0-9]{1,7}))?")


@lru_cache(maxsize=64)
def read_fixed_text_row(row: str) -> tuple[str, Mapping[str, int]]:
    """One of the `fixed_text_rows`: the key of the sheet, and how often each text stands there."""
    sheet, *listed = row.split() or [""]
    if _FINGERPRINT.fullmatch(sheet):  # the first workbooks did not say which sheet it was
        sheet, listed = "", [sheet, *listed]
    found: dict[str, int] = {}
    for item in listed:
        name, _, number = item.partition("*")
        found[name] = int(number) if number.isdecimal() else 1
    return sheet, found


# An uitgifte_id that starts so is from `voorbeeld`; it must never mix with real answers.
EXAMPLE_PREFIX: Final = "voorbeeld-"

# Stamp rows of a workbook with corrections: what was to be put right (norm, field, message),
# and the fingerprints of the files whose answers it holds.
CORRECTION_KEY: Final = "correctie"
CORRECTS_KEY: Final = "correctie_van"


def correction_row(norm: str, field: str, message: str) -> str:
    """The stamp row for one thing to put right; `norm` and `field` (its key) may be empty."""
    return ";".join((norm, field, message))


def read_correction_row(row: str) -> tuple[str, str, str]:
    """What `correction_row` wrote."""
    norm, _, rest = row.partition(";")
    field, _, message = rest.partition(";")
    return norm, field, message


# A stamp row that says: this workbook tells beside the field and on Start that who can help is
# named to others. Without it nobody is named; the first workbooks did not say so.
TELLS_HELPING_KEY: Final = "zegt_hulp"
TELLS_HELPING: Final = "ja"

# A workbook with corrections is known by the uitgifte_id of the one it corrects.
_CORRECTION_MARK: Final = "-correctie-"


def correction_id(uitgifte_id: str, number: str) -> str:
    """The uitgifte_id of a workbook that corrects an answer to the one with this id."""
    return f"{issued_id(uitgifte_id) or 'onbekend'}{_CORRECTION_MARK}{number}"


def issued_id(uitgifte_id: str) -> str:
    """The uitgifte_id as it stands in the register: that of the workbook first sent out."""
    return uitgifte_id.partition(_CORRECTION_MARK)[0]


METING_LABEL: Final = re.compile(r"20\d\d(-[1-9])?")


def meting_year(meting: str) -> int:
    """The year of a meting label: 2026 for `2026` and for `2026-2`."""
    return int(meting[:4])
