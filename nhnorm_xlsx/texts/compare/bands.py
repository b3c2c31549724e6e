"""Figures of others in words: shares in steps, percentages that are rounded, and of whom."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.texts import gate as words
from nhnorm_xlsx.texts.words import listed

NOT_SHOWN: Final = "niet getoond"


def step(number: float) -> str:
    """The step that a share lies in: `een kwart tot de helft`."""
    return NOT_SHOWN if isnan(number) or number < 0 else words.STEPS[int(number)]


def percentage(number: int, end: str) -> str:
    """A percentage as it is told: `ongeveer 45%`, `onder 10%`."""
    return words.PERCENTAGES[end].format(number=number)


def around_percentage(end: str) -> tuple[str, str]:
    """What stands before and after the number of a percentage."""
    before, _, after = words.PERCENTAGES[end].partition("{number}")
    return before, after


def nothing(reason: str) -> str:
    """Why nothing of others is shown."""
    return words.NOTHING[reason]


def all_of(riecs: Sequence[str]) -> str:
    """Who "all gemeenten" are: of all RIECs, or of the one that this is about."""
    return f"alle gemeenten van {riecs[0]}" if len(riecs) == 1 else "alle gemeenten"


def how_told() -> tuple[str, ...]:
    """How to read the figures, and why they are so rough."""
    return (
        "De cijfers gaan over gemeenten samen en zijn met opzet grof: zo zegt geen cijfer, en ook "
        "geen verschil tussen cijfers, iets over één gemeente. Per norm staat er een kwart, per "
        f"thema een percentage in stappen van {policy.ROUNDED_TO}. Is het lager dan "
        f"{policy.LOWEST} procent of hoger dan {policy.HIGHEST} procent, dan staat er alleen dat.",
        "De cijfers kunnen er iets naast zitten. Een norm vlak bij een grens kan een kwart hoger "
        "of lager staan, een thema een paar procent; bij weinig antwoorden is dat meer. Een klein "
        "verschil zegt dus niets.",
        "Elke lezer ziet hetzelfde cijfer van dezelfde groep, ook wie er zelf bij hoort. Wie 'niet "
        "van toepassing' koos of niets invulde, telt mee alsof die gemeente antwoordde zoals de "
        "rest.",
    )


def left_out(riecs: Sequence[str]) -> str:
    """Whose answers are in no figure."""
    verb = "telt" if len(riecs) == 1 else "tellen"
    return (
        f"{listed(list(riecs))} {verb} nergens in mee: daar zijn weinig antwoorden, en die kunnen "
        "niet worden opgeteld zonder iets te zeggen over één gemeente of één RIEC."
    )
