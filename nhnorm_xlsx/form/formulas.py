"""Excel formulas, built from the tables of the contract.

Only functions that every Excel since 2007 has, in every language. Text is compared with `=` or
found with FIND (not with MATCH or COUNTIF on what people typed, which see `*` as a wildcard).
"""

from __future__ import annotations

from datetime import date, timedelta

from nhnorm_xlsx.contract.checks import most_letters, room
from nhnorm_xlsx.contract.fields import (
    MAX_NUMBER,
    Field,
)
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.text import full_width

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
            "EXACT",
            "FIND",
            "HYPERLINK",
            "IF",
            "IFERROR",
            "INDEX",
            "INT",
            "ISERROR",
            "ISNUMBER",
            "LEFT",
            "LEN",
            "LOWER",
        ),
        *("MATCH", "MAX", "MID", "MIN", "MOD", "MONTH", "NOT", "OR", "RIGHT", "ROW", "SEARCH"),
        *("SMALL", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM", "UPPER", "YEAR"),
    }
)

_EPOCH = date(1899, 12, 30)
# Up to here signs are written by their number: a file may not hold them.
_CONTROL = 31
_PLAIN_DIGITS = "0123456789"
_DIGITS = _PLAIN_DIGITS + "".join(map(full_width, _PLAIN_DIGITS))


def text(value: str) -> str:
    """A text as it stands in a formula."""
    return '"' + value.replace('"', '""') + '"'


def serial(day: date) -> int:
    """A date as the number that Excel keeps for it."""
    return (day - _EPOCH).days


def sign(value: str) -> str:
    """One sign as it stands in a formula, also where a file cannot hold it."""
    return f"CHAR({ord(value)})" if ord(value) <= _CONTROL else text(value)


def wordless(cell: str) -> str:
    """Whether there is no letter or digit in a cell (`contract.fields.is_wordless`).

    A letter is what is another sign in capitals: of other scripts a formula knows nothing.
    """
    return f"IFERROR({no_words(cell)},FALSE)"


def no_words(cell: str) -> str:
    """The same; an error where the cell holds an error."""
    digit = f"MID({text(_DIGITS)},ROW($1:${len(_DIGITS)}),1)"
    letters = f"EXACT(UPPER({cell}),LOWER({cell}))"
    return f"AND({letters},SUMPRODUCT(COUNT(SEARCH({digit},{cell})))=0)"


def valid_date(cell: str, when: Window = Window()) -> str:  # noqa: B008 - cannot change
    """Whether a cell holds a date that the form accepts."""
    after = when.last + timedelta(days=1)
    return f"AND(ISNUMBER({cell}),{cell}>={serial(when.first)},{cell}<{serial(after)})"


def past(cell: str, issued_on: date) -> str:
    """Whether a cell holds a day before the workbook was issued (`contract.checks.is_past`)."""
    return f"IFERROR(AND(ISNUMBER({cell}),{cell}<{serial(issued_on)}),FALSE)"


def valid_number(cell: str) -> str:
    """Whether a cell holds a number that the form accepts."""
    return f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={MAX_NUMBER})"


def long(field: Field, cell: str) -> str:
    """Whether a text is longer than a row can show (`contract.checks.is_long`).

    A line end counts as a line of letters; where that makes it too long for a formula it is long.
    """
    line = text("x" * (room(field)[0] + 1))
    return f"IFERROR(LEN(SUBSTITUTE({cell},CHAR(10),{line}))>{most_letters(field)},TRUE)"


def untouched(cell: str, was: str) -> str:
    """Whether a cell still says what the previous meting said, which stands in `was`."""
    now, then = (f'TRIM(SUBSTITUTE({place},CHAR(10)," "))' for place in (cell, was))
    return f'IFERROR(AND({was}<>"",EXACT({now},{then})),FALSE)'
