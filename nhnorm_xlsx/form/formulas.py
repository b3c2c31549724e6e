"""Excel formulas, built from the tables of the contract.

Only functions that every Excel since 2007 has, in every language. Text is compared with
`=` (not with MATCH or COUNTIF on what people typed, which see `*` as a wildcard).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from nhnorm_xlsx.contract.checks import (
    AHEAD_BY_STATUS,
    CHECK_BARE,
    CHECK_CHOOSE,
    CHECK_COMPLETE,
    CHECK_LONG,
    CHECK_MISSING,
    CHECK_PAST,
    CHECKED_FIELDS,
    REQUIRED_BY_STATUS,
    SUPPORT_BY_STATUS,
    TEXT_FIELDS,
    WELCOMED_BY_STATUS,
    Occasion,
    carried_text,
    invalid_text,
    most_letters,
    room,
)
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    INGEVULD_OP,
    MAX_NUMBER,
    START_FIELDS,
    STATUS,
    VASTGESTELD_OP,
    Field,
    FieldKind,
    StartField,
)
from nhnorm_xlsx.contract.keys import READ_STATUS_COLUMN
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.results import (
    ADOPTED_TOO_EARLY,
    NOT_READY_MORE,
    NOT_READY_ONE,
    READY,
    READY_BUT_WHO,
    READY_NOT_ADOPTED,
    UNKNOWN_SYMBOL,
    start_invalid,
)
from nhnorm_xlsx.contract.statuses import OPEN_SYMBOL, STATUS_BY_KEY, STATUS_BY_READING, STATUSES
from nhnorm_xlsx.contract.text import SPACES, UNSEEN, folded, short_date

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


def text(value: str) -> str:
    """A text as it stands in a formula."""
    return '"' + value.replace('"', '""') + '"'


def serial(day: date) -> int:
    """A date as the number that Excel keeps for it."""
    return (day - _EPOCH).days


def seen(cell: str) -> str:
    """The text in a cell as a person sees it (`contract.text.folded`, apart from capitals)."""
    clean = cell
    for sign in SPACES:
        said = f'"{sign}"' if sign.isprintable() or ord(sign) > _CONTROL else f"CHAR({ord(sign)})"
        clean = f'SUBSTITUTE({clean},{said}," ")'
    for sign in UNSEEN:
        clean = f'SUBSTITUTE({clean},"{sign}","")'
    return f"TRIM(CLEAN({clean}))"


def blank(cell: str) -> str:
    """Whether a cell counts as not filled in (`contract.fields.is_blank`)."""
    return f'IFERROR({seen(cell)}="",FALSE)'


def wordless(cell: str) -> str:
    """Whether there is no letter or digit in a cell (`contract.fields.is_wordless`).

    A letter is what is another sign in capitals: of other scripts a formula knows nothing.
    """
    digits = ",".join(f'SEARCH("{digit}",{cell})' for digit in range(10))
    letters = f"EXACT(UPPER({cell}),LOWER({cell}))"
    return f"IFERROR(AND({letters},COUNT({digits})=0),FALSE)"


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


def is_option(field: Field, cell: str) -> str:
    """Whether a cell says one of the options of this field, in whatever spelling."""
    return _among(cell, map(folded, field.options))


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


def says(cell: str, word: str) -> str:
    """Whether a cell says this word, whatever its spaces and capitals; an error says nothing."""
    return f"IFERROR({seen(cell)}={text(word)},FALSE)"


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
    """Whether a text is longer than a row can show (`contract.checks.is_long`)."""
    lines = f'LEN({cell})-LEN(SUBSTITUTE({cell},CHAR(10),""))'
    length = f"LEN({cell})+{room(field)[0]}*({lines})"
    return f"IFERROR({length}>{most_letters(field)},FALSE)"


def untouched(cell: str, was: str) -> str:
    """Whether a cell still says what the previous meting said, which stands in `was`."""
    now, then = (f'TRIM(SUBSTITUTE({place},CHAR(10)," "))' for place in (cell, was))
    return f'IFERROR(AND({was}<>"",EXACT({now},{then})),FALSE)'


def read_status(cell: str) -> str:
    """What a status cell is understood as: the same as `contract.checks.read_label`."""
    formula = text(UNKNOWN_SYMBOL)
    for status in reversed(STATUSES):
        words = [said for said, meant in STATUS_BY_READING.items() if meant is status]
        formula = f"IF({_among(cell, words)},{text(status.label)},{formula})"
    return f'=IF({blank(cell)},"",{formula})'


def is_status(cell: str) -> str:
    """Whether a cell is understood as a status."""
    return _among(cell, STATUS_BY_READING)


def check(
    cells: Mapping[str, str], occasion: Occasion, was: Mapping[str, str] | None = None
) -> str:
    """The check column for one norm: the same as `contract.checks.verdict_text`.

    `cells` maps field keys, and READ_STATUS_COLUMN, to addresses on the same row; `was` the
    keys of what was carried over to the addresses of what it said.
    """
    return _check(tuple(cells.items()), occasion, tuple((was or {}).items()))


@lru_cache(maxsize=4_000)  # the rows are the same for every organisation
def _check(
    cells: tuple[tuple[str, str], ...], occasion: Occasion, was: tuple[tuple[str, str], ...]
) -> str:
    formula = text(CHECK_COMPLETE)
    # What is tested last stands innermost.
    for test, message in reversed(list(_tests(dict(cells), occasion, dict(was)))):
        formula = f"IF({test},{text(message)},{formula})"
    return f"={formula}"


def _tests(
    cells: Mapping[str, str], occasion: Occasion, was: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What is tested, with what is said when it holds; in the order of `contract.checks.Ask`."""
    read = cells[READ_STATUS_COLUMN]
    yield f'{read}=""', CHECK_CHOOSE
    yield f"{read}={text(UNKNOWN_SYMBOL)}", invalid_text(STATUS, occasion.year)
    # Compared, because texts that are put together can be too long for one cell.
    said = "=".join(cells[field.key] for field in TEXT_FIELDS)
    yield f"ISERROR({said})", invalid_text(TEXT_FIELDS[0], occasion.year)
    for field in CHECKED_FIELDS[1 + len(TEXT_FIELDS) :]:
        invalid = INVALID[field.kind]
        if invalid:
            yield invalid(field, cells[field.key]), invalid_text(field, occasion.year)
    for required, labels in _labels_by(REQUIRED_BY_STATUS).items():
        # Most fields first, so that what is said is all that is missing.
        for number in range(len(required), 0, -1):
            for keys in combinations(required, number):
                tests = ",".join(empty(FIELD_BY_KEY[key], cells[key]) for key in keys)
                yield f"AND({_is(read, labels)},{tests})", CHECK_MISSING[keys]
    yield from _tests_of_plans(cells, occasion)
    yield from _tests_when_complete(cells, occasion, was)


def _tests_of_plans(cells: Mapping[str, str], occasion: Occasion) -> Iterator[tuple[str, str]]:
    read = cells[READ_STATUS_COLUMN]
    if occasion.issued_on:
        for ahead, labels in _labels_by(AHEAD_BY_STATUS).items():
            for key in ahead:
                test = f"{_is(read, labels)},{past(cells[key], occasion.issued_on)}"
                yield f"AND({test})", CHECK_PAST[key]


def _tests_when_complete(
    cells: Mapping[str, str], occasion: Occasion, was: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    read = cells[READ_STATUS_COLUMN]
    tests = ",".join(long(field, cells[field.key]) for field in TEXT_FIELDS)
    yield f"OR({tests})", CHECK_LONG
    for welcomed, labels in _labels_by(WELCOMED_BY_STATUS).items():
        for key in welcomed:
            test = f"{_is(read, labels)},{empty(FIELD_BY_KEY[key], cells[key])}"
            yield f"AND({test})", CHECK_BARE[key]
    for supports, labels in _labels_by(SUPPORT_BY_STATUS).items():
        found = [untouched(cells[key], was[key]) for key in supports if key in was]
        if found:
            yield f"AND({_is(read, labels)},OR({','.join(found)}))", carried_text(occasion.previous)


def _is(read: str, labels: Sequence[str]) -> str:
    """Whether the status that was read is one of these: it never is an error."""
    tests = ",".join(f"{read}={text(label)}" for label in labels)
    return f"OR({tests})" if len(labels) > 1 else tests


def _labels_by(
    by_status: Mapping[str, tuple[str, ...]],
) -> dict[tuple[str, ...], list[str]]:
    """The labels of the statuses with the same fields, by those fields; none left out."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key, fields in by_status.items():
        if fields:
            found.setdefault(fields, []).append(STATUS_BY_KEY[key].label)
    return found


def status_sign(read: str) -> str:
    """The sign of the status that was read in a cell: with one reference to that cell."""
    signs = {
        "": OPEN_SYMBOL,
        UNKNOWN_SYMBOL: UNKNOWN_SYMBOL,
        **{status.label: status.symbol for status in STATUSES},
    }
    labels, shown = (",".join(map(text, words)) for words in (signs, signs.values()))
    numbers = ",".join(str(number) for number in range(1, len(signs) + 1))
    found = f"SUMPRODUCT(({{{labels}}}={read})*{{{numbers}}})"
    return f"IFERROR(INDEX({{{shown}}},{found}),{text(UNKNOWN_SYMBOL)})"


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
