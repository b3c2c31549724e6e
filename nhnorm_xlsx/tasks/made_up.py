"""What made-up organisations answer: the same every run.

Answers hang together as they do in life: larger gemeenten are further, some norms are hard
for everyone, and a year later most things are better.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nhnorm_xlsx.answers import Answer, FieldValue
from nhnorm_xlsx.contract.fields import (
    ACTIE,
    FIELDS,
    HULP_GEWENST,
    KAN_HELPEN,
    ONDERBOUWING,
    PRIORITEIT,
    START_FIELDS,
    STATUS,
    STREEFDATUM,
    UITWISSELING,
    VERANTWOORDELIJKE,
    FieldKind,
    is_blank,
)
from nhnorm_xlsx.contract.statuses import DEELS, NIET, NVT, STATUS_BY_KEY, STATUSES, VOLDOET
from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import example as texts

FIRST, SECOND = "2025", "2026"


@dataclass(frozen=True)
class Moments:
    """The days of one meting: made, deadline, and the first day an answer comes back."""

    meting: str
    made: date
    deadline: date
    first_return: date


METINGEN = (
    Moments(FIRST, date(2025, 3, 3), date(2025, 5, 30), date(2025, 4, 7)),
    Moments(SECOND, date(2026, 3, 2), date(2026, 5, 29), date(2026, 4, 7)),
)


def replies(
    organisation: Organisation, definition: Definition, moments: Moments
) -> dict[str, Answer]:
    """What this organisation answers in this meting, by norm number."""
    dice = random.Random(f"{organisation.code} {FIRST}")
    talent = dice.gauss(0, 0.5) + _size_bonus(organisation)
    first = {
        norm.number: _first_status(norm, talent, organisation, dice) for norm in definition.norms
    }
    if moments.meting == SECOND:
        dice = random.Random(f"{organisation.code} {SECOND}")
        first = {number: _a_year_later(status, dice) for number, status in first.items()}
    further = random.Random(f"{organisation.code} {moments.meting} verder")
    return {
        number: _answer(number, _further_status(status, further), moments, dice, further)
        for number, status in first.items()
    }


def _size_bonus(organisation: Organisation) -> float:
    inhabitants = organisation.inhabitants or 200_000
    return 0.45 * (math.log10(inhabitants) - 4.5)


def _first_status(
    norm: Norm, talent: float, organisation: Organisation, dice: random.Random
) -> str:
    if organisation.is_provincie and norm.applies_to_provincie == "nee":
        return NVT.key
    difficulty = random.Random(f"norm {norm.number}").gauss(0, 0.8)
    level = talent - difficulty + dice.gauss(0, 0.7)
    if dice.random() < 0.01:
        return NVT.key
    if level > 0.35:
        return VOLDOET.key
    return DEELS.key if level > -0.55 else NIET.key


def _a_year_later(status: str, dice: random.Random) -> str:
    chances = {
        NIET.key: ((0.14, VOLDOET.key), (0.52, DEELS.key)),
        DEELS.key: ((0.38, VOLDOET.key), (0.41, NIET.key)),
        VOLDOET.key: ((0.03, DEELS.key),),
    }
    throw = dice.random()
    return next((new for bound, new in chances.get(status, ()) if throw < bound), status)


def _further_status(status: str, dice: random.Random) -> str:
    """A status that came later than the first four stands for some of what is not met."""
    if _FURTHER_STATUSES and STATUS_BY_KEY[status].unmet and dice.random() < _FURTHER_SHARE:
        return dice.choice(_FURTHER_STATUSES).key
    return status


def _answer(
    norm: str, status: str, moments: Moments, dice: random.Random, further: random.Random
) -> Answer:
    values = {STATUS.key: status, **_values(status, moments, dice)}
    if STATUS_BY_KEY[status].unmet:
        values |= {
            field.key: _MADE_UP[field.kind](field.options, moments, further)
            for field in _FURTHER_FIELDS
        }
    return Answer(norm, {key: value for key, value in values.items() if not is_blank(value)})


def _values(status: str, moments: Moments, dice: random.Random) -> dict[str, FieldValue]:
    evidence = texts.evidence(status)
    values: dict[str, FieldValue] = {ONDERBOUWING.key: _sometimes(evidence, dice, 0.8)}
    if not STATUS_BY_KEY[status].counted:
        return values | {ONDERBOUWING.key: dice.choice(evidence)}
    values[VERANTWOORDELIJKE.key] = _sometimes(texts.FUNCTIONS, dice, 0.75)
    if not STATUS_BY_KEY[status].unmet:
        return values | {UITWISSELING.key: KAN_HELPEN if dice.random() < 0.22 else ""}
    planned = moments.deadline + timedelta(days=dice.randrange(30, 700))
    return values | {
        ACTIE.key: _sometimes(texts.ACTIONS, dice, 0.94),
        STREEFDATUM.key: planned if dice.random() < 0.92 else None,
        PRIORITEIT.key: dice.choice(PRIORITEIT.options) if dice.random() < 0.8 else "",
        UITWISSELING.key: HULP_GEWENST if dice.random() < 0.3 else "",
    }


# What is made up for a field that came later than the first seven, or a start field.
_MADE_UP: Mapping[
    FieldKind, Callable[[Sequence[str], Moments, random.Random], str | float | date]
] = {
    FieldKind.CHOICE: lambda options, _, dice: dice.choice(options),
    FieldKind.TEXT: lambda _, __, dice: dice.choice(texts.evidence(VOLDOET.key)),
    FieldKind.DATE: lambda _, moments, dice: moments.deadline + timedelta(dice.randrange(30, 700)),
    FieldKind.NUMBER: lambda _, __, dice: 250.0 * dice.randrange(1, 100),
}
_FURTHER_STATUSES = [item for item in STATUSES if item not in (VOLDOET, DEELS, NIET, NVT)]
_FURTHER_SHARE = 0.25
_FURTHER_FIELDS = [
    item
    for item in FIELDS
    if item
    not in (
        *(STATUS, ONDERBOUWING, VERANTWOORDELIJKE, ACTIE),
        *(STREEFDATUM, PRIORITEIT, UITWISSELING),
    )
]


def _sometimes(choices: Sequence[str], dice: random.Random, chance: float) -> str:
    return dice.choice(choices) if dice.random() < chance else ""


def start_values(day: date, moments: Moments, dice: random.Random) -> dict[str, object]:
    """What stands on the Start sheet, by key, of a workbook that was filled in on this day."""
    given: dict[str, object] = {
        "ingevuld_door": dice.choice(texts.FUNCTIONS),
        "ingevuld_met": ", ".join(dice.sample(texts.DEPARTMENTS, 3)),
        "ingevuld_op": day,
        "vastgesteld_op": day + timedelta(days=10) if dice.random() < 0.5 else None,
    }
    further = random.Random(f"{moments.meting} {day}")
    return given | {
        field.key: _MADE_UP[field.kind](field.options, moments, further)
        for field in START_FIELDS
        if field.key not in given
    }
