"""What a board is told and asked, on one page and in a note. With names, or without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isnan
from typing import Final

from nhnorm_xlsx import policy
from nhnorm_xlsx.texts.compare.shared import offer_unnamed
from nhnorm_xlsx.texts.words import GEMEENTEN, Who, capital, counted, day, listed, percent, whole

COMPLIES_NOW: Final = "Voldoet nu:"
ANSWERED: Final = "Geantwoord:"
COURSE: Final = "Op koers?"
PLANS: Final = "Niet op tijd gepland:"
TO_DECIDE: Final = "Om te besluiten"
DECISION: Final = "Besluit:  ☐ ja    ☐ nee    ☐ anders: ………………………………………………………………………………"
VERDICTS: Final = {
    "op_koers": "Ja",
    "als_alles_slaagt": "Alleen als bijna alles lukt",
    "niet_op_koers": "Nee",
    "": "–",
}


def out_of(part: float, all_of_them: float) -> str:
    """`29 van 32`."""
    return f"{whole(part)} van {whole(all_of_them)}"


def how_many_answers(met: float, n: float, previous: str, then: float, now: float) -> str:
    """What the share is of, and what it was; `previous` is empty when that is not known."""
    of = f"{whole(met)} van de {counted(n, 'beoordeeld antwoord', 'beoordeelde antwoorden')}."
    if not previous or isnan(then):
        return of
    return (
        f"{of} Bij wie ook in meting {previous} antwoordde: van {percent(then)} naar "
        f"{percent(now)}."
    )


def who_is_missing(missing: Sequence[str] | int, part: Sequence[str] | int) -> str:
    """Who did not answer, and who in part: by name, or how many."""
    said = []
    for who, what in ((missing, "Niet"), (part, "Niet alles")):
        if who:
            said.append(f"{what}: {who if isinstance(who, int) else listed(who, 8)}.")
    return " ".join(said) or "Iedereen, met alle normen."


def course_in_short(
    until: date | None, planned: float, likely: float, succeeded: float = float("nan")
) -> str:
    """What would be if all plans succeed, and if the share that `succeeded` before does again.

    And from what share on a region is on course, where there is a day to comply by.
    """
    when = f"op {day(until)}" if until else "straks"
    known = not (isnan(likely) or isnan(succeeded))
    usual = f" Lukt weer {percent(succeeded)} ervan: {percent(likely)}." if known else ""
    enough = f" Op koers is minstens {percent(policy.ON_COURSE)}." if until else ""
    return f"Lukken alle plannen, dan voldoet {when} {percent(planned)}.{usual}{enough}"


def plans_in_short(overdue: float, until: date | None, why: str = "") -> str:
    """What there is no plan for up to `until`, and how many of all actions are late.

    `why` is what is missing: see `plans.what_is_missing`.
    """
    late = f" Van alle acties is bij {whole(overdue)} de datum voorbij." if overdue else ""
    return (
        "Antwoorden die nog niet voldoen, zonder beschreven actie met een datum"
        f"{_up_to(until)}{f': {why}' if why else ''}.{late}"
    )


def _up_to(until: date | None) -> str:
    return f" tot en met {day(until)}" if until else ""


def chart_title(who: Who = GEMEENTEN) -> str:
    """The title of the chart."""
    return f"Hoe ver zijn de {who.many}, per thema?"


def weakest_heading(count: int) -> str:
    """The heading above the norms to take up together."""
    return "De zwakste norm" if count == 1 else f"De {count} zwakste normen"


def take_up(name: str, unmet: float, n: float, who: Who = GEMEENTEN) -> tuple[str, str]:
    """To take up the weakest norm together; and why."""
    return (
        f"Samen aanpakken: norm {name}",
        f"{whole(unmet)} van de {who.count(n)} {'voldoet' if unmet == 1 else 'voldoen'} daar nog "
        "niet (helemaal) aan.",
    )


def ask_helpers(
    norm: str, asking: float, helping: Sequence[str] | int, unnamed: int = 0
) -> tuple[str, str]:
    """To ask who can help with that norm; and how many ask for help.

    `unnamed` is how many can help beside those in `helping`, and may not be named.
    """
    if isinstance(helping, int):
        can = "niemand bood zich aan" if not helping else f"{whole(helping)} kunnen helpen"
        can = "1 kan helpen" if helping == 1 else can
    else:
        verb = "kan" if len(helping) == 1 else "kunnen"
        can = f"{listed(helping)} {verb} helpen" if helping else ""
        silent = offer_unnamed(unnamed) if unnamed else ""
        can = "; nog ".join(part for part in (can, silent) if part) or "niemand bood zich aan"
    ask = f"{whole(asking) if asking else 'niemand'} {'vragen' if asking > 1 else 'vraagt'}"
    return f"Bij norm {norm} afspreken wie wie helpt", f"{capital(ask)} hulp; {can}."


def nobody_helps(name: str, asking: float, who: Who = GEMEENTEN) -> tuple[str, str]:
    """To arrange help with the norm for which most ask and nobody offers; and how many ask."""
    verb = "vraagt" if asking == 1 else "vragen"
    return (
        f"Hulp regelen bij norm {name}",
        f"{who.count(asking)} {verb} daar hulp bij, en niemand bood zich aan.",
    )


def make_plans(without: float, until: date | None) -> tuple[str, str]:
    """To ask for plans up to `until` where there are none; and how many."""
    answers = "antwoord dat" if without == 1 else "antwoorden die"
    verb = "voldoet" if without == 1 else "voldoen"
    return (
        f"Voor elke norm die nog niet voldoet een actie met een datum{_up_to(until)} vragen",
        f"Bij {whole(without)} {answers} nog niet {verb} staat die er niet.",
    )


def bring_up_to_date(overdue: float) -> tuple[str, str]:
    """To ask for what is late; and how much."""
    actions = counted(overdue, "actie", "acties")
    return "Acties laten bijwerken waarvan de datum voorbij is", f"Bij {actions} is dat zo."


def ask_answers(missing: int, part: int, who: Who = GEMEENTEN) -> tuple[str, str]:
    """To ask for what has not come in; and how much."""
    parts = []
    if missing:
        parts.append(
            f"{who.count(missing)} {'heeft' if missing == 1 else 'hebben'} niet geantwoord"
        )
    if part:
        parts.append(f"{who.count(part)} {'vulde' if part == 1 else 'vulden'} niet alles in")
    return ("Vragen om wat nog niet binnen is", f"{capital(' en '.join(parts))}.")
