"""What is asked of an answer: the check column in the workbook and the import both read it.

One set of rules, `verdict`: the formula in the workbook is built from the same tables in the
same order, the cached value is this verdict in words, and the intake makes findings of it.
Everything here follows from the declarations of the statuses and the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations
from typing import Final

from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
    FIRST_DATE,
    LAST_DATE,
    MAX_NUMBER,
    STATUS,
    Field,
    FieldKind,
    StartField,
    is_blank,
    is_wordless,
)
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import STATUSES, status_meant
from nhnorm_xlsx.contract.text import folded
from nhnorm_xlsx.measure import letters_per_line, lines_in_a_row
from nhnorm_xlsx.style import FONT_SIZE


class Ask(Enum):
    """What a norm still asks, or says; in the order in which it is looked at."""

    STATUS = "no status yet"
    INVALID = "something stands there that is no answer"
    MISSING = "the status asks for more"
    PAST = "a day to come that had passed when the workbook was issued"
    LONG = "complete, with a text longer than a row of Excel can show"
    BARE = "complete, without what the status welcomes"
    CARRIED = "complete, with a text that nobody touched since the previous meting"
    NOTHING = "complete"


@dataclass(frozen=True)
class NormVerdict:
    """What a norm asks, and the keys of the fields that it is about."""

    ask: Ask
    fields: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing has to be done any more."""
        return self.ask in (Ask.LONG, Ask.BARE, Ask.CARRIED, Ask.NOTHING)


@dataclass(frozen=True)
class Occasion:
    """When a form is made: what its words and rules depend on besides the answers.

    `year` is that of the meting; a day to come may not lie before `issued_on`; `previous` is
    the label of the meting of which texts were carried over.
    """

    year: int = FIRST_DATE.year
    issued_on: date | None = None
    previous: str = ""


def example_day(year: int) -> str:
    """An example of a day to come, in a form of this year."""
    return f"31-12-{year + 1}"


# --- what must be there -----------------------------------------------------------------


def required_fields(asks: Sequence[str]) -> tuple[str, ...]:
    """The keys that a status asks for, in column order; each must be that of a field."""
    return tuple(sorted(asks, key=list(FIELD_BY_KEY).index))


# The one source of the rule: the check column in the workbook and the import both read it.
REQUIRED_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    status.key: required_fields(status.asks) for status in STATUSES
}
# What a status is complete without, but says so.
WELCOMED_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    status.key: required_fields(status.welcomes) for status in STATUSES
}
# What supports a status; of a function that stays the same nobody needs to say so every year.
SUPPORT_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    status.key: required_fields((*status.asks, *status.welcomes)) for status in STATUSES
}
# The days to come that a status asks for.
AHEAD_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    key: tuple(field for field in asked if FIELD_BY_KEY[field].ahead)
    for key, asked in REQUIRED_BY_STATUS.items()
}

# What a field of each kind holds when it counts as not filled in.
EMPTY: Final[Mapping[FieldKind, Callable[[object], bool]]] = {
    FieldKind.CHOICE: is_blank,
    FieldKind.TEXT: is_wordless,
    FieldKind.DATE: is_blank,
    FieldKind.NUMBER: is_blank,
}


def is_empty(field: Field | StartField, value: object) -> bool:
    """Whether a field counts as not filled in."""
    return EMPTY[field.kind](value)


def missing_fields(status_key: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the fields that a norm with this status still asks for, in column order."""
    required = REQUIRED_BY_STATUS[status_key]
    return tuple(key for key in required if is_empty(FIELD_BY_KEY[key], values.get(key)))


# How one empty field of each kind is asked for.
_ASK: Final[Mapping[FieldKind, str]] = {
    FieldKind.CHOICE: "Kies {}",
    FieldKind.TEXT: "Vul {} in",
    FieldKind.DATE: "Vul {} in",
    FieldKind.NUMBER: "Vul {} in",
}


def missing_text(keys: Sequence[str]) -> str:
    """How these empty fields are asked for: `Vul actie en streefdatum in`."""
    fields = [FIELD_BY_KEY[key] for key in keys]
    names = [field.heading.lower() for field in fields]
    if len(fields) == 1:
        return _ASK[fields[0].kind].format(f"{fields[0].article} {names[0]}")
    return _ASK[FieldKind.TEXT].format(f"{', '.join(names[:-1])} en {names[-1]}")


def _combinations() -> tuple[tuple[str, ...], ...]:
    """Everything that can be missing at once, fewest fields first."""
    found = {
        keys: None
        for asked in REQUIRED_BY_STATUS.values()
        for number in range(1, len(asked) + 1)
        for keys in combinations(asked, number)
    }
    return tuple(sorted(found, key=len))


# --- what may stand there ---------------------------------------------------------------

# What a value of each kind must be; None where everything will do.
_VALID: Final[Mapping[FieldKind, Callable[[Field | StartField, object], bool] | None]] = {
    FieldKind.CHOICE: lambda field, value: (
        isinstance(value, str) and folded(value) in {item.lower() for item in field.options}
    ),
    # Anything but an error of Excel, which is no value at all.
    FieldKind.TEXT: lambda _, value: isinstance(value, str | int | float | date),
    FieldKind.DATE: lambda _, value: isinstance(value, date) and FIRST_DATE <= value <= LAST_DATE,
    FieldKind.NUMBER: lambda _, value: (
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER
    ),
}
TEXT_FIELDS: Final = tuple(field for field in FIELDS if field.kind is FieldKind.TEXT)
# In which something can stand that is no answer: the status first, then, in one test, the texts.
_REST: Final = (it for it in FIELDS if it not in (STATUS, *TEXT_FIELDS) and _VALID[it.kind])
CHECKED_FIELDS: Final = (STATUS, *TEXT_FIELDS, *_REST)


def read_label(value: object) -> str:
    """What a status cell is understood as: a label, `?` when it is no status, empty when blank."""
    if is_blank(value):
        return ""
    meant = status_meant(value)
    return meant.label if meant else UNKNOWN_SYMBOL


def is_invalid(field: Field | StartField, value: object) -> bool:
    """Whether something stands in a field that is no answer."""
    test = _VALID[field.kind]
    return test is not None and not is_blank(value) and not test(field, value)


def invalid_fields(values: Mapping[str, object]) -> frozenset[str]:
    """The keys of the fields in which something stands that is no answer, as it is typed."""
    wrong = {STATUS.key} if read_label(values.get(STATUS.key)) == UNKNOWN_SYMBOL else set()
    wrong |= {
        field.key
        for field in CHECKED_FIELDS
        if field is not STATUS and is_invalid(field, values.get(field.key))
    }
    return frozenset(wrong)


# --- how much a row shows ---------------------------------------------------------------


def room(field: Field) -> tuple[int, int]:
    """How many letters of a field go on a line, and how many lines a row of Excel can show."""
    return letters_per_line(field.width, FONT_SIZE), lines_in_a_row(FONT_SIZE)


def most_letters(field: Field) -> int:
    """The longest text that a row of Excel shows, where each line end costs one line."""
    letters, lines = room(field)
    return letters * lines


def is_long(field: Field, value: object) -> bool:
    """Whether a text is longer than a row of Excel can show and print."""
    if not isinstance(value, str) or len(value) * room(field)[0] <= most_letters(field):
        return False
    # Excel counts UTF-16 units: an emoji is two.
    length = len(value.encode("utf-16-le", "surrogatepass")) // 2
    return length + room(field)[0] * value.count("\n") > most_letters(field)


# --- the verdict ------------------------------------------------------------------------


def verdict(
    status: str,
    values: Mapping[str, object],
    *,
    invalid: Collection[str] = (),
    untouched: Collection[str] = (),
    issued_on: date | None = None,
) -> NormVerdict:
    """What a norm asks. `status` is the key that was understood, empty when there is none.

    `values` are by field key; `invalid` are the keys of the fields that hold no answer,
    `untouched` those that still say what the previous meting said.
    """
    if not status:
        return (
            NormVerdict(Ask.INVALID, (STATUS.key,))
            if STATUS.key in invalid
            else NormVerdict(Ask.STATUS)
        )
    for field in CHECKED_FIELDS:
        if field.key in invalid:
            return NormVerdict(Ask.INVALID, (field.key,))
    if missing := missing_fields(status, values):
        return NormVerdict(Ask.MISSING, missing)
    for key in AHEAD_BY_STATUS[status]:
        if is_past(values.get(key), issued_on):
            return NormVerdict(Ask.PAST, (key,))
    return _when_complete(status, values, invalid, untouched)


def _when_complete(
    status: str,
    values: Mapping[str, object],
    invalid: Collection[str],
    untouched: Collection[str],
) -> NormVerdict:
    """What there is to say of a norm that asks nothing any more."""
    long = tuple(field.key for field in TEXT_FIELDS if is_long(field, values.get(field.key)))
    if long:
        return NormVerdict(Ask.LONG, long)
    for key in WELCOMED_BY_STATUS[status]:
        if key not in invalid and is_empty(FIELD_BY_KEY[key], values.get(key)):
            return NormVerdict(Ask.BARE, (key,))
    carried = tuple(key for key in SUPPORT_BY_STATUS[status] if key in untouched)
    return NormVerdict(Ask.CARRIED, carried) if carried else NormVerdict(Ask.NOTHING)


def is_past(value: object, issued_on: date | None) -> bool:
    """Whether a day had passed when the workbook was issued; where that is not known: no."""
    return issued_on is not None and isinstance(value, date) and value < issued_on


def verdict_on_cells(
    values: Mapping[str, object],
    occasion: Occasion,
    was: Mapping[str, object],
) -> NormVerdict:
    """The verdict on a norm as it stands in the cells of a form: labels, text, dates.

    `was` is what was carried over from the previous meting, by field key.
    """
    meant = status_meant(values.get(STATUS.key))
    return verdict(
        meant.key if meant else "",
        values,
        invalid=invalid_fields(values),
        untouched=[key for key, before in was.items() if is_untouched(values.get(key), before)],
        issued_on=occasion.issued_on,
    )


def is_untouched(now: object, before: object) -> bool:
    """Whether a cell still says what it said; spaces and line ends make no difference."""
    return str(now).split() == str(before).split()


# --- in words ---------------------------------------------------------------------------

CHECK_COMPLETE: Final = "✓ compleet"
CHECK_CHOOSE: Final = "Kies een status"
CHECK_MISSING: Final[Mapping[tuple[str, ...], str]] = {
    keys: missing_text(keys) for keys in _combinations()
}
CHECK_PAST: Final[Mapping[str, str]] = {
    field.key: f"{field.heading} is voorbij" for field in FIELDS if field.ahead
}
CHECK_LONG: Final = f"{CHECK_COMPLETE}, maar een tekst past niet in beeld"
CHECK_BARE: Final[Mapping[str, str]] = {
    key: f"{CHECK_COMPLETE}, nog zonder {FIELD_BY_KEY[key].heading.lower()}"
    for keys in WELCOMED_BY_STATUS.values()
    for key in keys
}


def invalid_text(field: Field, year: int) -> str:
    """What to do where something stands in a field that is no answer."""
    # An error of Excel is seen at once: there nobody needs to be told where.
    alone = (
        field is STATUS
        or field.kind is FieldKind.TEXT
        or [item for item in FIELDS if item.kind is field.kind] == [field]
    )
    about = "" if alone else f" bij {field.heading.lower()}"
    return _REDO[field.kind](year) + about


# What to do where something stands that is no answer.
_REDO: Final[Mapping[FieldKind, Callable[[int], str]]] = {
    FieldKind.CHOICE: lambda _: "Kies uit de lijst",
    FieldKind.TEXT: lambda _: "Typ de tekst opnieuw",
    FieldKind.DATE: lambda year: f"Typ de datum opnieuw, bijvoorbeeld {example_day(year)}",
    FieldKind.NUMBER: lambda _: "Typ alleen een getal van 0 of meer",
}


def carried_text(previous: str) -> str:
    """What is said of a norm with texts that nobody touched since the previous meting."""
    return f"{CHECK_COMPLETE}, nog van {previous}"


def verdict_text(found: NormVerdict, occasion: Occasion) -> str:
    """A verdict in the words of the check column."""
    return _IN_WORDS[found.ask](found.fields, occasion)


_IN_WORDS: Final[Mapping[Ask, Callable[[tuple[str, ...], Occasion], str]]] = {
    Ask.STATUS: lambda _, __: CHECK_CHOOSE,
    Ask.INVALID: lambda keys, occasion: invalid_text(FIELD_BY_KEY[keys[0]], occasion.year),
    Ask.MISSING: lambda keys, _: CHECK_MISSING[keys],
    Ask.PAST: lambda keys, _: CHECK_PAST[keys[0]],
    Ask.LONG: lambda _, __: CHECK_LONG,
    Ask.BARE: lambda keys, _: CHECK_BARE[keys[0]],
    Ask.CARRIED: lambda _, occasion: carried_text(occasion.previous),
    Ask.NOTHING: lambda _, __: CHECK_COMPLETE,
}


# What the first workbooks said; they may still come back.
_FORMER: Final = tuple(
    f"{'Ongeldig' if field.article == 'het' else 'Ongeldige'} {field.heading.lower()}"
    for field in CHECKED_FIELDS
)
_YEARS: Final = range(FIRST_DATE.year, LAST_DATE.year + 1)
# A second or third meting in a year is as far as it goes.
_METINGEN: Final = tuple(f"{year}{more}" for year in _YEARS for more in ("", "-2", "-3"))

# Everything that the check column can say.
CHECK_TEXTS: Final = tuple(
    dict.fromkeys(
        (
            CHECK_COMPLETE,
            CHECK_CHOOSE,
            *(invalid_text(field, year) for field in CHECKED_FIELDS for year in _YEARS),
            *CHECK_MISSING.values(),
            *CHECK_PAST.values(),
            CHECK_LONG,
            *CHECK_BARE.values(),
            *map(carried_text, _METINGEN),
            *_FORMER,
        )
    )
)
