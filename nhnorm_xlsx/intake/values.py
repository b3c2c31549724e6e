"""What a cell value means: a status, a choice, a date, a number or a text. Pure.

Every function gives what was understood and, when that needs saying, why; what is not
understood gives nothing, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.answers import FieldValue
from nhnorm_xlsx.contract.fields import (
    FIRST_DATE,
    LAST_DATE,
    MAX_NUMBER,
    MAX_TEXT,
    STATUS,
    Field,
    FieldKind,
    StartField,
    is_blank,
    is_wordless,
)
from nhnorm_xlsx.contract.statuses import STATUSES, status_meant
from nhnorm_xlsx.contract.text import MONTHS, clean_text, folded, printable, short_date
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.numbers import dutch_number, read_number
from nhnorm_xlsx.intake.raw import CellError, RawValue

# Above this a float no longer holds every whole number.
_EXACT_WHOLE_NUMBERS = 1e15


@dataclass(frozen=True)
class Understood:
    """What a cell gave: `value` (empty text or None when nothing) and a finding or none."""

    value: FieldValue
    finding: Finding | None = None


def as_text(value: RawValue | None) -> str:
    """A cell value as text: 5.0 gives `5`, a date `2026-05-01`, nothing an empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_WHOLE_NUMBERS:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def understand_status(value: RawValue | None) -> Understood:
    """The key of a status, from its label, an alias, or either in other spelling."""
    if is_blank(value):
        return Understood("")
    text = as_text(value)
    if text in _BY_LABEL:
        return _BY_LABEL[text]
    meant = status_meant(value)
    if meant is None or isinstance(value, CellError):
        labels = ", ".join(status.label for status in STATUSES)
        return Understood("", finding(kinds.ONBEKENDE_STATUS, value=text, keuzes=labels))
    begrepen = finding(kinds.STATUS_BEGREPEN, value=_told(text), gelezen=meant.label)
    return Understood(meant.key, begrepen)


_BY_LABEL = {status.label: Understood(status.key) for status in STATUSES}


def understand_choice(field: Field | StartField, value: RawValue | None) -> Understood:
    """The option of a choice field, in its own spelling."""
    if is_blank(value):
        return Understood("")
    text = as_text(value)
    if text in field.options:
        return Understood(text)
    option = {item.lower(): item for item in field.options}.get(folded(text))
    if option is None:
        options = ", ".join(field.options)
        return Understood(
            "",
            finding(kinds.ONBEKENDE_KEUZE, value=text, veld=field.heading, keuzes=options),
        )
    return Understood(
        option,
        finding(kinds.KEUZE_BEGREPEN, value=_told(text), veld=field.heading, gelezen=option),
    )


def understand_text(label: str, value: RawValue | None) -> Understood:
    """The text as typed, trailing spaces included, without characters that XML forbids.

    One without a letter or digit in it is no answer.
    """
    if is_blank(value) or is_wordless(value):
        return Understood("")
    text = as_text(value)
    if text.isprintable() and 2 * len(text) < MAX_TEXT:  # as nearly every text is
        return Understood(text)
    cleaned = clean_text(text)
    # Excel counts UTF-16 units, and cuts off what does not fit without a word.
    length = len(cleaned.encode("utf-16-le", "surrogatepass")) // 2
    if length >= MAX_TEXT:
        too_long = finding(kinds.TEKST_TE_LANG, veld=label, aantal=length, meest=MAX_TEXT)
        return Understood(cleaned, too_long)
    if clean_text(text.replace("\r", "")) != text.replace("\r", ""):
        return Understood(cleaned, finding(kinds.TEKST_OPGESCHOOND, veld=label))
    return Understood(cleaned)


def understand_date(label: str, value: RawValue | None) -> Understood:
    """A date, or None. What is not a real date cell comes with a finding."""
    if is_blank(value):
        return Understood(None)
    value = _year_typed(value)
    text = as_text(value)
    exact = isinstance(value, date)
    found = _date_from(value, text)
    if found is None:
        return Understood(None, finding(kinds.ONGELDIGE_DATUM, value=text, veld=label))
    if not FIRST_DATE <= found <= LAST_DATE:
        return Understood(
            None,
            finding(
                kinds.DATUM_BUITEN_BEREIK,
                value=text,
                veld=label,
                eerste=short_date(FIRST_DATE),
                laatste=short_date(LAST_DATE),
            ),
        )
    if exact:
        return Understood(found)
    return Understood(
        found,
        finding(kinds.DATUM_BEGREPEN, value=_told(text), veld=label, gelezen=short_date(found)),
    )


def _year_typed(value: RawValue | None) -> RawValue | None:
    """Who types `2027` in a cell for a date sees a day in 1905: that is the year, not that day."""
    if not isinstance(value, date):
        return value
    day = value.date() if isinstance(value, datetime) else value
    number = (day - _EXCEL_EPOCH).days
    return number if FIRST_DATE.year <= number <= LAST_DATE.year else value


def understand_number(label: str, value: RawValue | None) -> Understood:
    """A number of 0 or more, or None. What is not a real number cell comes with a finding."""
    if is_blank(value):
        return Understood(None)
    text = as_text(value)
    exact = isinstance(value, int | float) and not isinstance(value, bool)
    found = _number_from(value, text)
    # `not` also catches what is no number at all (nan).
    if found is None or not found >= 0:
        return Understood(None, finding(kinds.ONGELDIG_GETAL, value=text, veld=label))
    if found > MAX_NUMBER:
        most = dutch_number(MAX_NUMBER)
        return Understood(None, finding(kinds.GETAL_TE_GROOT, value=text, veld=label, meest=most))
    if exact:
        return Understood(found)
    shown = dutch_number(found)
    return Understood(found, finding(kinds.GETAL_BEGREPEN, value=text, veld=label, gelezen=shown))


def _number_from(value: RawValue | None, text: str) -> float | None:
    if isinstance(value, bool | CellError | date | time | timedelta):
        return None
    return float(value) if isinstance(value, int | float) else read_number(folded(text))


# What a cell means, per kind of field.
_UNDERSTAND: Mapping[FieldKind, Callable[[Field | StartField, RawValue | None], Understood]] = {
    FieldKind.CHOICE: understand_choice,
    FieldKind.TEXT: lambda field, value: understand_text(field.heading, value),
    FieldKind.DATE: lambda field, value: understand_date(field.heading, value),
    FieldKind.NUMBER: lambda field, value: understand_number(field.heading, value),
}


def understand(field: Field | StartField, value: RawValue | None) -> Understood:
    """What a cell says about a field, by the kind of the field."""
    return understand_status(value) if field is STATUS else _UNDERSTAND[field.kind](field, value)


_SHOWN: Mapping[type, Callable[[Any], str]] = {date: short_date, float: dutch_number}


def shown_value(value: FieldValue) -> str:
    """What was understood, as people here write it: 31-12-2026, 1.250,5."""
    show = _SHOWN.get(type(value), str)
    return "" if value is None else show(value)


_SHORT_MONTHS = {"mrt": 3, **{name[:3]: number for number, name in enumerate(MONTHS, 1)}}
# Excel counts days from here (its own mistake with 1900 included).
_EXCEL_EPOCH = date(1899, 12, 30)


def _date_from(value: RawValue | None, text: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool | CellError | time | timedelta):
        return None
    if isinstance(value, int | float):
        return _from_number(float(value))
    plain = folded(text).rstrip(".")
    for pattern, build in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match:
            return build(match)
    return None


def _from_number(number: float) -> date | None:
    """Excel's day number, or the digits jjjjmmdd; a bare year is no date."""
    if not number.is_integer():
        number = float(int(number))
    first, last = ((day - _EXCEL_EPOCH).days for day in (FIRST_DATE, LAST_DATE))
    if first <= number <= last:
        return _EXCEL_EPOCH + timedelta(days=int(number))
    digits = str(int(number))
    if len(digits) == 8:  # noqa: PLR2004 - jjjjmmdd
        return _day(digits[:4], digits[4:6], digits[6:])
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return _SHORT_MONTHS.get(name[:3], 0) if is_month(name) else 0


def is_month(name: str) -> bool:
    """Whether this is the name of a month, whole or short, in small letters."""
    return name in MONTHS or name in _SHORT_MONTHS or name == "sept"


def _end_of_month(match: re.Match[str]) -> date | None:
    """`mei 2026` is the last day of that month: an action planned in May may take all of it."""
    month = _month_number(match[1])
    if not month:
        return None
    year = int(match[2])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...] = (
    (
        re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?z?)?"),
        lambda m: _day(m[1], m[2], m[3]),
    ),
    (re.compile(r"(\d{8})"), lambda m: _from_number(float(m[1]))),
    (
        re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})"),
        lambda m: _day(m[3], m[2], m[1]),
    ),
    (
        re.compile(r"(?:[a-z]{2,9} )?(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4}|\d{2})"),
        lambda m: _day(m[3], _month_number(m[2]), m[1]),
    ),
    (re.compile(r"([a-z]{3,9})\.? (\d{4})"), _end_of_month),
)


def _told(text: str) -> str:
    """A text in a finding: what cannot be seen in it is said."""
    return text if printable(text, lines=True) == text else f"{text} (met onzichtbare tekens)"
