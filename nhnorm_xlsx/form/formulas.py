"""Excel formulas, built from the tables of the contract.

Only functions that every Excel since 2007 has, in every language. Text is compared with
`=` (not with MATCH or COUNTIF on what people typed, which see `*` as a wildcard).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from nhnorm_xlsx.contract.checks import most_letters, room
from nhnorm_xlsx.contract.fields import (
    INGEVULD_OP,
    MAX_NUMBER,
    START_FIELDS,
    VASTGESTELD_OP,
    Field,
    FieldKind,
    StartField,
)
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.results import (
    ADOPTED_TOO_EARLY,
    NOT_READY_MORE,
    NOT_READY_ONE,
    READY,
    READY_BUT_WHO,
    READY_NOT_ADOPTED,
    start_invalid,
)
from nhnorm_xlsx.contract.text import SPACES, folded, full_width, short_date

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
# Stands between the words of a list.
_BETWEEN = "¦"
_PLAIN_DIGITS = "0123456789"
_DIGITS = _PLAIN_DIGITS + "".join(map(full_width, _PLAIN_DIGITS))
_COMMON_UNSEEN = ("\u200b", "\ufeff", "\u00ad", "\u200e")


def text(value: str) -> str:
    """A text as it stands in a formula."""
    return '"' + value.replace('"', '""') + '"'


def serial(day: date) -> int:
    """A date as the number that Excel keeps for it."""
    return (day - _EPOCH).days


def sign(value: str) -> str:
    """One sign as it stands in a formula, also where a file cannot hold it."""
    return f"CHAR({ord(value)})" if ord(value) <= _CONTROL else text(value)


def seen(cell: str) -> str:
    """The text in a cell as a person sees it, apart from signs that are rare.

    Without control characters and without the commonest of the signs that nobody sees: a
    formula may not lie deeper than 64. `norm_check.heard` knows them all.
    """
    clean = cell
    for space in SPACES:
        if ord(space) > _CONTROL or space in "\t\n":
            clean = f'SUBSTITUTE({clean},{sign(space)}," ")'
    for unseen in _COMMON_UNSEEN:
        clean = f'SUBSTITUTE({clean},{sign(unseen)},"")'
    return f"TRIM(CLEAN({clean}))"


def blank(cell: str) -> str:
    """Whether a cell counts as not filled in (`contract.fields.is_blank`)."""
    return f'IFERROR({seen(cell)}="",FALSE)'


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


# Whether a field of each kind counts as not filled in (`contract.checks.EMPTY`).
EMPTY: Mapping[FieldKind, Callable[[str], str]] = {
    FieldKind.CHOICE: blank,
    FieldKind.TEXT: wordless,
    FieldKind.DATE: blank,
    FieldKind.NUMBER: blank,
}


def empty(field: Field | StartField, cell: str) -> str:
    """Whether a field counts as not filled in."""
    return EMPTY[field.kind](cell)


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


def _among(cell: str, words: Iterable[str], *, not_there: bool = False) -> str:
    """Whether a cell says one of these words (or none), whatever its spaces and capitals.

    No list between braces: Excel allows none in a formula that is written once for many rows,
    nor in a colour rule. FIND, unlike MATCH, takes `*` for what it is.
    """
    said = f'LOWER(SUBSTITUTE({seen(cell)},"{_BETWEEN}","?"))'
    listed = _BETWEEN + "".join(f"{word}{_BETWEEN}" for word in words)
    test = "ISERROR" if not_there else "ISNUMBER"
    return f'{test}(FIND("{_BETWEEN}"&{said}&"{_BETWEEN}",{text(listed)}))'


def _neither(valid: str, cell: str) -> str:
    """Whether a cell is not valid, nor blank; an error is neither."""
    return f'NOT(IFERROR(OR({valid},{seen(cell)}=""),FALSE))'


def _no_choice(field: Field | StartField, cell: str) -> str:
    return _among(cell, ("", *map(folded, field.options)), not_there=True)


# Whether something stands in a cell that is no answer for a field of this kind
# (`contract.checks.is_invalid`); None where everything will do. In AND every part is worked
# out, also when the cell holds text or an error.
INVALID: Mapping[FieldKind, Callable[[Field | StartField, str], str] | None] = {
    FieldKind.CHOICE: _no_choice,
    FieldKind.TEXT: lambda _, cell: f"ISERROR({cell})",
    FieldKind.DATE: lambda _, cell: _neither(valid_date(cell), cell),
    FieldKind.NUMBER: lambda _, cell: _neither(valid_number(cell), cell),
}


def invalid_on_start(field: StartField, cell: str, when: Window) -> str:
    """The same for a field on Start (`contract.readiness.is_invalid_on_start`), or nothing."""
    if field.kind is FieldKind.DATE:
        return _neither(valid_date(cell, when), cell)
    invalid = INVALID[field.kind]
    return invalid(field, cell) if invalid else ""


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


def readiness(left: str, cells: Mapping[str, str], when: Window) -> str:
    """Whether the workbook can be sent back: the same as `contract.readiness.readiness_text`.

    `left` counts the norms that still ask something, `cells` are those of Start by field key.
    """
    before, after = map(text, NOT_READY_MORE)
    adopted = [empty(item, cells[item.key]) for item in START_FIELDS if item.adopts]
    formula = text(READY)
    if adopted:
        formula = f"IF(OR({','.join(adopted)}),{text(READY_NOT_ADOPTED)},{formula})"
    filled_in, done = cells[INGEVULD_OP.key], cells[VASTGESTELD_OP.key]
    early = f'AND({done}<>"",{done}<{filled_in})'
    formula = f"IF({early},{text(ADOPTED_TOO_EARLY)},{formula})"
    for item in reversed(START_FIELDS):
        wrong = invalid_on_start(item, cells[item.key], when)
        if wrong:
            said = start_invalid(item, short_date(when.first), short_date(when.last))
            formula = f"IF({wrong},{text(said)},{formula})"
    unknown = [empty(item, cells[item.key]) for item in START_FIELDS if item.must_be_known]
    formula = f"IF(OR({','.join(unknown)}),{text(READY_BUT_WHO)},{formula})"
    more = f"IF({left}=1,{text(NOT_READY_ONE)},{before}&({left})&{after})"
    return f"IF({left}=0,{formula},{more})"
