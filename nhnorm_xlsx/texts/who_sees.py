"""Who sees what: the one source for the README, the form and what is sent to others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.contract.fields import KAN_HELPEN
from nhnorm_xlsx.organisations import GEMEENTE, PROVINCIE
from nhnorm_xlsx.settings import Contact

# Stands on Start; beside the field itself stands its prompt. Without it nobody is named.
HELPING_IS_NAMED: Final = (
    f"Kiest u bij een norm '{KAN_HELPEN}', dan noemen wij uw organisatie bij die norm aan de "
    "andere organisaties van uw RIEC. Anders niet."
)


TITLE: Final = "Wie ziet wat?"
HEADINGS: Final = ("Wie", "Ziet")
_IN_BANDS: Final = "in woorden en afgeronde cijfers"


def who_sees(
    soort: str = GEMEENTE, runs: Contact | None = None, *, yours: bool = False
) -> tuple[tuple[str, str], ...]:
    """Per reader what it sees of an organisation of this kind: (reader, what it sees).

    `yours` speaks to that organisation. `runs` is who runs the round, and so sees the answers;
    without it that line is left out.
    """
    of_province = soort == PROVINCIE
    own = f"{'Uw' if yours else 'De'} {soort}"
    others = _of_province(own) if of_province else _of_others(soort, own)
    lines = [(own, f"De eigen antwoorden, en hoe alle gemeenten samen ervoor staan, {_IN_BANDS}.")]
    lines += others
    if runs is not None:
        lines.append((_runner(runs), _RUNNER_SEES))
    return tuple(lines)


def in_general() -> tuple[tuple[str, str], ...]:
    """The same for a gemeente of which nobody knows yet who runs the round."""
    return (*who_sees(), ("Wie de ronde uitvoert", f"{_RUNNER_SEES} Het werkboek zegt wie dat is."))


def as_markdown() -> Iterable[str]:
    """The lines of the table in the README."""
    yield f"| {HEADINGS[0].lower()} | {HEADINGS[1].lower()} |"
    yield "|---|---|"
    for reader, sees in in_general():
        yield f"| {reader} | {sees} |"
    yield ""
    yield f"Op het formulier staat: {HELPING_IS_NAMED[0].lower()}{HELPING_IS_NAMED[1:]}"


_RUNNER_SEES: Final = "Alle antwoorden: om ze te ontvangen, na te kijken en te laten verbeteren."


def _runner(runs: Contact) -> str:
    named = runs.organisation or runs.function
    return f"Wie de ronde uitvoert: {named}" if named else "Wie de ronde uitvoert"


def _of_others(soort: str, own: str) -> list[tuple[str, str]]:
    subject = "de gemeenten" if soort == GEMEENTE else "de organisaties"
    return [
        (
            "Het RIEC",
            f"Alle antwoorden van {subject} in zijn regio, met naam.",
        ),
        (
            "De provincie, in haar rapport",
            f"Geen antwoorden van één {soort}. Alleen alle gemeenten samen, en per thema een RIEC "
            f"waar minstens {policy.ENOUGH} gemeenten antwoordden, {_IN_BANDS}.",
        ),
        (
            "Wie dat rapport maakt, en een ander RIEC",
            f"Van elk RIEC hoeveel er gevraagd zijn en antwoordden en, vanaf {policy.SMALLEST} "
            "(kleine RIEC's samen), per norm hoeveel er voldoen. Dat aantal is beschermd. Geen "
            "antwoorden, geen namen.",
        ),
        (
            "Andere gemeenten",
            f"Geen antwoorden van {own[0].lower()}{own[1:]}. Wel dezelfde cijfers van alle "
            f"gemeenten samen of van het RIEC. En de naam, bij een norm waar '{KAN_HELPEN}' is "
            "gekozen: alleen binnen het RIEC.",
        ),
    ]


def _of_province(own: str) -> list[tuple[str, str]]:
    return [
        (
            "RIEC's en gemeenten",
            f"Niets van {own[0].lower()}{own[1:]}: haar antwoorden zijn in geen enkel cijfer over "
            "anderen meegeteld.",
        )
    ]
