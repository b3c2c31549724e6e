"""Whether a workbook is ready to be sent back: the sentence on Start and the import read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from nhnorm_xlsx.contract.checks import is_empty, is_invalid
from nhnorm_xlsx.contract.fields import START_FIELDS, StartField
from nhnorm_xlsx.contract.results import (
    NOT_READY_MORE,
    NOT_READY_ONE,
    READY,
    READY_BUT_WHO,
    READY_NOT_ADOPTED,
    start_invalid,
)


class Stage(Enum):
    """How far a workbook is; in the order in which it is looked at."""

    NORMS = "norms still ask something"
    WHO = "nobody knows who answered, or when"
    INVALID = "something on Start is no answer"
    NOT_ADOPTED = "the driehoek has not adopted it"
    READY = "ready"


@dataclass(frozen=True)
class Readiness:
    """How far a workbook is: how many norms are `left`, and the field on Start it is about."""

    stage: Stage
    left: int = 0
    field: StartField | None = None


def readiness(
    left: int, start: Mapping[str, object], *, invalid: Collection[str] = ()
) -> Readiness:
    """How far a workbook is with this many norms left to do.

    `start` holds what stands on Start by the key of a field; `invalid` are the keys of those
    that could not be understood, besides what shows from `start` itself.
    """
    if left:
        return Readiness(Stage.NORMS, left)

    def wrong(field: StartField) -> bool:
        return field.key in invalid or is_invalid(field, start.get(field.key))

    def missing(field: StartField) -> bool:
        return field.key not in invalid and is_empty(field, start.get(field.key))

    for stage, fields in (
        (Stage.WHO, (field for field in START_FIELDS if field.must_be_known and missing(field))),
        (Stage.INVALID, filter(wrong, START_FIELDS)),
        (Stage.NOT_ADOPTED, (field for field in START_FIELDS if field.adopts and missing(field))),
    ):
        if found := next(iter(fields), None):
            return Readiness(stage, field=found)
    return Readiness(Stage.READY)


def readiness_text(ready: Readiness, day: str) -> str:
    """The sentence on Start; `day` is an example of a date."""
    if ready.stage is Stage.NORMS:
        before, after = NOT_READY_MORE
        return NOT_READY_ONE if ready.left == 1 else f"{before}{ready.left}{after}"
    if ready.stage is Stage.INVALID and ready.field:
        return start_invalid(ready.field.label, day)
    return {Stage.WHO: READY_BUT_WHO, Stage.NOT_ADOPTED: READY_NOT_ADOPTED}.get(ready.stage, READY)
