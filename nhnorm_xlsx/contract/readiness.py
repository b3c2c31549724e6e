"""Whether a workbook is ready to be sent back: the sentence on Start and the import read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from nhnorm_xlsx.contract.checks import is_empty, is_invalid
from nhnorm_xlsx.contract.fields import (
    FIRST_DATE,
    INGEVULD_OP,
    LAST_DATE,
    START_FIELDS,
    VASTGESTELD_OP,
    FieldKind,
    StartField,
)
from nhnorm_xlsx.contract.results import (
    ADOPTED_TOO_EARLY,
    NOT_READY_MORE,
    NOT_READY_ONE,
    READY,
    READY_BUT_WHO,
    READY_NOT_ADOPTED,
    start_invalid,
)
from nhnorm_xlsx.contract.text import short_date


@dataclass(frozen=True)
class Window:
    """The first and the last day on which a workbook can have been filled in and adopted."""

    first: date = FIRST_DATE
    last: date = LAST_DATE

    def holds(self, day: object) -> bool:
        """Whether this is a day on which that is possible."""
        return isinstance(day, date) and self.first <= day <= self.last


# Who answers late does so within a year; what is later is a slip of the keyboard.
_A_YEAR = timedelta(days=366)


def window(issued_on: date | None, deadline: date | None) -> Window:
    """From the day of issue until a year after the deadline; where those are not known: any day."""
    first = max(issued_on or FIRST_DATE, FIRST_DATE)
    if deadline is None or max(first, deadline) >= LAST_DATE - _A_YEAR:
        return Window(first)
    return Window(first, max(first, deadline) + _A_YEAR)


def is_invalid_on_start(field: StartField, value: object, when: Window) -> bool:
    """Whether something stands in a field of Start that is no answer."""
    if field.kind is FieldKind.DATE and isinstance(value, date):
        return not when.holds(value)
    return is_invalid(field, value)


def is_too_early(start: Mapping[str, object]) -> bool:
    """Whether it would have been adopted before it was filled in."""
    filled_in, adopted = start.get(INGEVULD_OP.key), start.get(VASTGESTELD_OP.key)
    return isinstance(filled_in, date) and isinstance(adopted, date) and adopted < filled_in


class Stage(Enum):
    """How far a workbook is; in the order in which it is looked at."""

    NORMS = "norms still ask something"
    WHO = "nobody knows who answered, or when"
    INVALID = "something on Start is no answer"
    TOO_EARLY = "adopted before it was filled in"
    NOT_ADOPTED = "the driehoek has not adopted it"
    READY = "ready"


@dataclass(frozen=True)
class Readiness:
    """How far a workbook is: how many norms are `left`, and the field on Start it is about."""

    stage: Stage
    left: int = 0
    field: StartField | None = None


def readiness(
    left: int,
    start: Mapping[str, object],
    *,
    invalid: Collection[str] = (),
    when: Window = Window(),
) -> Readiness:
    """How far a workbook is with this many norms left to do.

    `start` holds what stands on Start by the key of a field; `invalid` are the keys of those
    that could not be understood, besides what shows from `start` itself; `when` is from and
    until when a date on it can be.
    """
    if left:
        return Readiness(Stage.NORMS, left)

    def wrong(field: StartField) -> bool:
        return field.key in invalid or is_invalid_on_start(field, start.get(field.key), when)

    def missing(field: StartField) -> bool:
        return field.key not in invalid and is_empty(field, start.get(field.key))

    for stage, fields in (
        (Stage.WHO, (field for field in START_FIELDS if field.must_be_known and missing(field))),
        (Stage.INVALID, filter(wrong, START_FIELDS)),
        (Stage.NOT_ADOPTED, (field for field in START_FIELDS if field.adopts and missing(field))),
    ):
        if found := next(iter(fields), None):
            return Readiness(stage, field=found)
        if stage is Stage.INVALID and is_too_early(start):
            return Readiness(Stage.TOO_EARLY)
    return Readiness(Stage.READY)


def readiness_text(ready: Readiness, when: Window) -> str:
    """The sentence on Start."""
    if ready.stage is Stage.NORMS:
        before, after = NOT_READY_MORE
        return NOT_READY_ONE if ready.left == 1 else f"{before}{ready.left}{after}"
    if ready.stage is Stage.INVALID and ready.field:
        return start_invalid(ready.field, short_date(when.first), short_date(when.last))
    return _IN_WORDS.get(ready.stage, READY)


_IN_WORDS: Final[Mapping[Stage, str]] = {
    Stage.WHO: READY_BUT_WHO,
    Stage.TOO_EARLY: ADOPTED_TOO_EARLY,
    Stage.NOT_ADOPTED: READY_NOT_ADOPTED,
}
