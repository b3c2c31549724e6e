"""Excel formulas, built from the tables of the contract.

Only functions that every Excel since 2007 has, in every language. Text is compared with
`=` (not with MATCH or COUNTIF on what people typed, which see `*` as a wildcard).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from nhnorm_xlsx.contract.checks import (
    CHECK_CHOOSE,
    CHECK_COMPLETE,
    CHECK_INVALID,
    CHECK_MISSING,
    CHECKED_FIELDS,
    REQUIRED_BY_STATUS,
)
from nhnorm_xlsx.contract.fields import (
    FIRST_DATE,
    LAST_DATE,
    MAX_NUMBER,
    STATUS,
    Field,
    FieldKind,
)
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY, STATUSES

# Every function that a workbook may use; a test holds the formulas against it.
ALLOWED_FUNCTIONS = frozenset(
    {
        *(
            "AND",
            "CHAR",
            "CLEAN",
            "COUNT",
            "COUNTIF",
            "DAY",
            "FIND",
            "IF",
            "IFERROR",
            "INDEX",
            "INT",
            "ISNUMBER",
            "LEFT",
            "LEN",
        ),
        *("MATCH", "MAX", "MID", "MOD", "MONTH", "NOT", "OR", "RIGHT", "ROW", "SEARCH", "SMALL"),
        *("SUBSTITUTE", "SUM", "TRIM", "YEAR"),
    }
)

_EPOCH = date(1899, 12, 30)
_HARD_SPACE = "\u00a0"


def text(value: str) -> str:
    """A text as it stands in a formula."""
    return '"' + value.replace('"', '""') + '"'


def serial(day: date) -> int:
    """A date as the number that Excel keeps for it."""
    return (day - _EPOCH).days


def blank(cell: str) -> str:
    """Whether a cell counts as not filled in (`contract.fields.is_blank`)."""
    return f'IFERROR(TRIM(CLEAN(SUBSTITUTE({cell},"{_HARD_SPACE}"," ")))="",FALSE)'


def one_of(cell: str, options: Sequence[str]) -> str:
    """Whether a cell holds one of these texts, in capitals or not."""
    tests = ",".join(f"{cell}={text(option)}" for option in options)
    return f"IFERROR(OR({tests}),FALSE)"


def valid_date(cell: str) -> str:
    """Whether a cell holds a date that the form accepts."""
    after = LAST_DATE + timedelta(days=1)
    return f"AND(ISNUMBER({cell}),{cell}>={serial(FIRST_DATE)},{cell}<{serial(after)})"


def valid_number(cell: str) -> str:
    """Whether a cell holds a number that the form accepts."""
    return f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={MAX_NUMBER})"


# Whether a cell holds what a field of this kind accepts; None where everything will do. In
# AND every part is worked out, also when the cell holds text or an error.
VALID: Mapping[FieldKind, Callable[[Field, str], str] | None] = {
    FieldKind.CHOICE: lambda field, cell: one_of(cell, field.options),
    FieldKind.TEXT: None,
    FieldKind.DATE: lambda _, cell: f"IFERROR({valid_date(cell)},FALSE)",
    FieldKind.NUMBER: lambda _, cell: f"IFERROR({valid_number(cell)},FALSE)",
}


def check(cells: Mapping[str, str]) -> str:
    """The check column for one norm: the same as `contract.checks.check_text`.

    `cells` maps field keys to addresses on the same row.
    """
    status = cells[STATUS.key]
    formula = _what_is_missing(cells)
    # What is tested last stands innermost.
    for field in reversed(CHECKED_FIELDS):
        cell, valid = cells[field.key], VALID[field.kind]
        if field is not STATUS and valid:
            test = f"OR({valid(field, cell)},{blank(cell)})"
            formula = f"IF({test},{formula},{text(CHECK_INVALID[field.key])})"
    known = one_of(status, STATUS.options)
    formula = f"IF({known},{formula},{text(CHECK_INVALID[STATUS.key])})"
    return f"=IF({blank(status)},{text(CHECK_CHOOSE)},{formula})"


def _what_is_missing(cells: Mapping[str, str]) -> str:
    """Per group of statuses that ask for the same fields: which of those are empty."""
    formula = text(CHECK_COMPLETE)
    by_required: dict[tuple[str, ...], list[str]] = {}
    for key, required in REQUIRED_BY_STATUS.items():
        if required:
            by_required.setdefault(required, []).append(STATUS_BY_KEY[key].label)
    for required, labels in by_required.items():
        asked = text(CHECK_COMPLETE)
        # Fewest fields first, so that the outermost test is the one for all of them.
        for keys, message in sorted(CHECK_MISSING.items(), key=lambda item: len(item[0])):
            if set(keys) <= set(required):
                tests = ",".join(blank(cells[key]) for key in keys)
                asked = f"IF(AND({tests}),{text(message)},{asked})"
        formula = f"IF({one_of(cells[STATUS.key], labels)},{asked},{formula})"
    return formula


def status_symbol(cell: str, empty: str, unknown: str) -> str:
    """The symbol of the status in a cell, `empty` without one, `unknown` for other text."""
    formula = f"IF({blank(cell)},{text(empty)},{text(unknown)})"
    for status in reversed(STATUSES):
        formula = f"IF({cell}={text(status.label)},{text(status.symbol)},{formula})"
    return f"IFERROR({formula},{text(unknown)})"
