"""What an organisation gets back about its own answers. `kind` is its own kind."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.organisations import GEMEENTE
from nhnorm_xlsx.texts.compare.shared import NOT_SHOWN
from nhnorm_xlsx.texts.compare.sheets import CHANCES
from nhnorm_xlsx.texts.words import GEMEENTEN, Who, normen, percent, whole


def feedback_title(name: str, meting: str) -> str:
    """The title of a feedback workbook."""
    return f"{name}: terugkoppeling van meting {meting}"


def group(riec: str, others: int, who: Who = GEMEENTEN) -> str:
    """Who the others are."""
    return (
        f"'De anderen' zijn de {who.count(others)} in {riec} die ook antwoord gaven, zonder uzelf. "
        f"U ziet geen antwoorden van een andere {who.one}."
    )


def small_groups(who: Who = GEMEENTEN) -> str:
    """Why some figures about the others are not there."""
    return (
        f"Een punt ({NOT_SHOWN}) in een cel betekent: minder dan {policy.SMALLEST} andere "
        f"{who.many} hebben deze norm beoordeeld. Dan tonen wij geen cijfer."
    )


def no_answers(kind: str = GEMEENTE) -> str:
    """That there is nothing to show yet."""
    return (
        f"Van uw {kind} is in deze meting nog geen antwoord ontvangen. Er valt nog niets te tonen."
    )


def own_compliance(met: float, n: float, share: float) -> str:
    """The own share."""
    return (
        f"U voldoet aan {whole(met)} van de {whole(n)} normen die u beoordeelde ({percent(share)})."
    )


def others_compliance(share: float, count: float) -> str:
    """The share of the others."""
    return (
        f"Bij de anderen is dat samen {percent(share)}, over {normen(count)} met genoeg antwoorden."
    )


def own_change(previous: str, up: int, down: int) -> str:
    """The own movements."""
    return f"Sinds meting {previous}: {normen(up)} omhoog en {normen(down)} omlaag."


def chances(count: int) -> str:
    """How many norms most others comply with."""
    if not count:
        return "Er zijn geen normen waaraan de meeste anderen wel voldoen, maar u nog niet."
    return (
        f"Bij {normen(count)} voldoen de meeste anderen wel, maar u nog niet (helemaal). Zie het "
        f"blad '{CHANCES}'."
    )


def chances_note(who: Who = GEMEENTEN) -> str:
    """What the sheet shows."""
    return (
        "Normen waaraan u nog niet (helemaal) voldoet. Bovenaan staan de normen waaraan de meeste "
        f"anderen wel voldoen. Genoemd zijn alleen {who.many} die zelf zeiden dat zij kunnen "
        "helpen."
    )


NO_HELP: Final = "niemand bood zich aan"
UP, DOWN, SAME = "▲ omhoog", "▼ omlaag", "= gelijk"
YOU: Final = "U"
THE_OTHERS: Final = "De anderen"
CHART_TITLE: Final = "Aandeel voldoet per thema"


def you_and_others(name: str, own: float, others: float) -> str:
    """One pair of columns of the chart, for who cannot see it."""
    return f"{name}: u {percent(own)}, anderen {percent(others)}"
