"""Results of our own formulas that a program turned into plain values. Pure.

A copy of values only, or a program that works nothing out, leaves what a formula gave: that
is ours, and nothing that anybody wrote. Only what such a formula can give counts as ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import cached_property
from math import isfinite

from nhnorm_xlsx.answers import FieldValue
from nhnorm_xlsx.contract.checks import CHECK_TEXTS
from nhnorm_xlsx.contract.results import ARROWS, GATHERED, UNKNOWN_SYMBOL, sentences
from nhnorm_xlsx.contract.statuses import OPEN_SYMBOL, STATUSES
from nhnorm_xlsx.contract.text import loosely
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, Known
from nhnorm_xlsx.intake.raw import RawSheet, RawValue, cell_name
from nhnorm_xlsx.intake.values import as_text, understand_date

_NUMBER = re.compile(r"-?\d[\d.,\s]*%?")
# Where the next open norm stands, on the hidden sheet.
_PLACE = re.compile(r"#'.+'![A-Z]{1,3}\d{1,7}")
_DIGITS = re.compile(r"\d+")
_SYMBOLS = (*(status.symbol for status in STATUSES), OPEN_SYMBOL, UNKNOWN_SYMBOL)


def _shape(text: str) -> str:
    return _DIGITS.sub("0", loosely(text))


_SENTENCES = {_shape(text) for text in (*sentences(), *CHECK_TEXTS)}


@dataclass(frozen=True)
class OwnSheet:
    """One sheet of ours as it came back, where its formulas stood, whether it holds norms."""

    sheet: RawSheet
    formulas: Collection[str] = field(default=frozenset())
    with_norms: bool = False

    @property
    def became_values(self) -> bool:
        """Whether not one of our formulas is left, while what they gave still stands there."""
        left = {cell_name(address) for address in self.sheet.formulas} & set(self.formulas)
        there = {cell_name(address) for address in self.sheet.cells} & set(self.formulas)
        return bool(there) and not left


class Results:
    """What the formulas of one workbook can have given, by the answers in it."""

    def __init__(self, norms: Iterable[BoundNorm], known: Known) -> None:
        rows = tuple(norms)
        self._values = [bound.value for row in rows for bound in row.values.values()]
        self._numbers = known.numbers | {row.number for row in rows}

    @cached_property
    def _texts(self) -> set[str]:
        return {loosely(value) for value in self._values if isinstance(value, str)}

    @cached_property
    def _days(self) -> set[FieldValue]:
        return {day for value in self._values if (day := _day(value)) is not None}

    def split(
        self, extra: Iterable[BoundValue], sheets: Mapping[str, OwnSheet]
    ) -> tuple[list[BoundValue], list[BoundValue]]:
        """What somebody wrote, and what one of our formulas gave; `sheets` are by their names."""
        written: list[BoundValue] = []
        given: list[BoundValue] = []
        for bound in extra:
            sheet = sheets.get(bound.sheet)
            ours = sheet is not None and not bound.formula and self._is_result(bound, sheet)
            (given if ours else written).append(bound)
        return written, given

    def _is_result(self, bound: BoundValue, sheet: OwnSheet) -> bool:
        value = bound.value
        if sheet.with_norms:
            # What is to be done, in words: some programs keep nothing at all of that.
            return value == 0 and bound.cell in sheet.formulas and sheet.became_values
        if isinstance(value, str) and (_shape(value) in _SENTENCES or self._is_tile(value)):
            return True
        if bound.cell not in sheet.formulas:
            return False
        if isinstance(value, str) and (_PLACE.fullmatch(value) or GATHERED.fullmatch(value)):
            return True
        if isinstance(value, str) and (self._is_listed(value) or self._are_numbers(value)):
            return True
        return sheet.became_values and (_is_number(value) or self._is_day(value))

    def _is_listed(self, value: str) -> bool:
        """In the list of actions: a norm, or the beginning of an answer that stands elsewhere."""
        heard = loosely(value).rstrip(".")
        return value.strip() in self._numbers or any(
            text.startswith(heard) for text in self._texts if heard
        )

    def _are_numbers(self, value: str) -> bool:
        """The numbers of norms that something is to be decided about, or one sign."""
        parts = [part.strip() for part in value.split(",") if part.strip()]
        return value.strip() in (*_SYMBOLS, *ARROWS) or (
            bool(parts) and all(part in self._numbers for part in parts)
        )

    def _is_tile(self, value: str) -> bool:
        words = value.strip().lstrip("".join(ARROWS)).split()
        return (
            len(words) == 2  # noqa: PLR2004 - a norm and its symbol
            and words[0] in self._numbers
            and words[1] in _SYMBOLS
        )

    def _is_day(self, value: RawValue | None) -> bool:
        return _day(value) in self._days


def _day(value: RawValue | None) -> FieldValue:
    """The day that any cell may stand for; None for what is none, also for what is no number."""
    if isinstance(value, float) and not isfinite(value):
        return None
    try:
        return understand_date("", value).value
    except ValueError:  # a year that no calendar has
        return None


def _is_number(value: RawValue | None) -> bool:
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(value.strip()))
    # Nothing, in a cell for a date, as some programs keep it.
    if isinstance(value, time | timedelta):
        return not value or value == time()
    return isinstance(value, int | float) and not isinstance(value, bool)


def shown(given: Iterable[BoundValue]) -> str:
    """The first of the results, with its place."""
    first = next(iter(given))
    return f"'{as_text(first.value)}' in {first.cell} van blad '{first.sheet}'"
