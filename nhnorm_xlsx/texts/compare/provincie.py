"""What the report for the provincie says. It is about gemeenten together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.texts import gate as words
from nhnorm_xlsx.texts.compare.bands import all_of
from nhnorm_xlsx.texts.words import agreeing, listed, normen


def provincie_title(riecs: Sequence[str], meting: str) -> str:
    """The title of the report."""
    whose = riecs[0] if len(riecs) == 1 else "Rapport voor de provincie"
    return f"{whose}: de gemeenten samen, meting {meting}"


def who_is_in(riecs: Sequence[str]) -> str:
    """Of whom the figures are."""
    one = len(riecs) == 1
    whose = f"van {riecs[0]}" if one else f"van {listed(list(riecs))} samen"
    return (
        f"De cijfers gaan over de gemeenten {whose} die hebben geantwoord. De provincie zelf is "
        "nergens meegeteld."
    )


def responded(step: str) -> str:
    """How many answered, in words."""
    return f"Van deze gemeenten heeft {step} geantwoord. Wie niet antwoordde, telt nergens in mee."


def norms_at_step(count: int, step: int, whole: int) -> str:
    """At how many norms so many gemeenten comply."""
    return f"Bij {normen(count)} van de {whole} voldoet {words.STEPS[step]} van de gemeenten."


def weakest(norms: Sequence[str]) -> str:
    """The norms that the fewest comply with, without telling which of them is the worst."""
    return f"Dat laatste {agreeing(len(norms), 'is', 'zijn')}: norm {listed(list(norms), 15)}."


def in_total(riecs: Sequence[str]) -> str:
    """Which RIECs have no figures of their own."""
    verb = "staat" if len(riecs) == 1 else "staan"
    return (
        f"{listed(list(riecs))} {verb} hier niet apart: er hebben minder dan {policy.ENOUGH} "
        "gemeenten geantwoord. Hun antwoorden tellen mee bij alle gemeenten samen."
    )


def other_edities(edities: Sequence[str], own: str) -> str:
    """That another editie was answered too."""
    return (
        f"Er is ook geantwoord op editie {listed(list(edities))} van de norm. Daarvan tellen "
        f"alleen de normen mee die gelijk zijn aan die van editie {own}."
    )


def chart_title(riecs: Sequence[str]) -> str:
    """The title of the chart."""
    return f"Aandeel voldoet per thema, {all_of(riecs)} (beschermd)"


PER_RIEC_NOTE: Final = (
    "Per thema het aandeel van de antwoorden dat voldoet. Alleen een RIEC waar minstens "
    f"{policy.ENOUGH} gemeenten antwoordden, heeft eigen cijfers."
)
NORMEN_NOTE: Final = "Per norm welk deel van de gemeenten voldoet, in kwarten."
