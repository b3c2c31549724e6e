"""What the comparison for the provincie says. It is about gemeenten alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.texts.compare.shared import NOT_SHOWN, not_counted
from nhnorm_xlsx.texts.words import GEMEENTEN, listed, normen, percent


def provincie_title(name: str, meting: str) -> str:
    """The title of a provincie comparison."""
    return f"{name}: de gemeenten samen, meting {meting}"


def notes() -> tuple[str, ...]:
    """How to read the figures, and why some are not there."""
    return (
        "Alle cijfers gaan over gemeenten samen. De provincie zelf is nergens meegeteld.",
        f"Een punt ({NOT_SHOWN}) in een cel betekent: niet getoond. De groep is kleiner dan "
        f"{GEMEENTEN.count(policy.SMALLEST)}, of zo'n kleine groep zou uit de andere cijfers te "
        "berekenen zijn.",
        "n is het aantal antwoorden dat meetelt: bij één norm is dat het aantal gemeenten. "
        f"{not_counted()} tellen niet mee.",
    )


def repeated(count: int, days: Sequence[str]) -> str:
    """That figures of an earlier report are shown again."""
    return (
        f"Bij {normen(count)} staan de cijfers van een eerder rapport ({listed(days)}). Sindsdien "
        "zijn te weinig antwoorden veranderd: het verschil zou iets zeggen over minder dan "
        f"{GEMEENTEN.count(policy.SMALLEST)}."
    )


def too_few() -> tuple[str, ...]:
    """That no figure may be shown."""
    return (
        "Er zijn te weinig antwoorden om cijfers te tonen: minder dan "
        f"{GEMEENTEN.count(policy.SMALLEST)} hebben geantwoord.",
    )


GROUPED_THEMA_NOTE: Final = (
    "Een thema telt bij elke groep alleen de normen die voor die groep getoond mogen worden. "
    "Hoeveel dat er zijn, staat erbij."
)
BY_RIEC: Final = "Per RIEC"
BY_SIZE: Final = "Per grootte"
CHART_TITLE: Final = "Alle gemeenten samen, per thema"


def group_ends(title: str, low: str, low_share: float, high: str, high_share: float) -> str:
    """The spread between groups, without a ranking."""
    return (
        f"{title} loopt het aandeel dat voldoet van {percent(low_share)} ({low}) tot "
        f"{percent(high_share)} ({high})."
    )


def size_group(size: str) -> str:
    """A size class as a reader knows it: `Gemeenten tot 20.000 inwoners`."""
    return f"Gemeenten {size} inwoners"
