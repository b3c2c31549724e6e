"""What plans would bring, what lacks one, and what came of earlier ones: inside a RIEC."""

from __future__ import annotations

from datetime import date
from math import isnan

from nhnorm_xlsx import policy
from nhnorm_xlsx.texts.words import agreeing, day, percent, whole


def if_all_succeed(
    until: date | None, now: float, then: float, *, planned: float, without: float, why: str = ""
) -> str:
    """Where the region stands if every plan succeeds; `until` is when all must comply.

    `why` is what is missing where there is no plan: see `what_is_missing`.
    """
    by_then = "met een datum tot dan" if until else "met een datum"
    rest = _without_plan(without, by_then, why)
    when = f"op {day(until)}" if until else "straks"
    if not planned:
        if not without:
            return f"Er zijn geen plannen meer nodig: {percent(now)} voldoet al."
        return (
            f"Er zijn geen acties {by_then}: zonder nieuwe plannen blijft het bij {percent(now)}."
        )
    one = planned == 1
    plans = (
        f"als {'die ene actie' if one else f'alle {whole(planned)} beschreven acties'} {by_then}"
    )
    return (
        f"Als alle plannen slagen, voldoet {when} {percent(then)} (nu {percent(now)}): {plans} op "
        f"tijd klaar {'is' if one else 'zijn'}.{rest}"
    )


def _without_plan(without: float, by_then: str, why: str) -> str:
    if not without:
        return ""
    answers = "1 antwoord" if without == 1 else f"de andere {whole(without)} antwoorden"
    return f" Bij {answers} is er geen beschreven actie {by_then}{f': {why}' if why else ''}."


def what_is_missing(later: float, undated: float, undescribed: float, neither: float) -> str:
    """Why answers have no plan in time, in so many answers each; empty where none has."""
    return ", ".join(
        f"{whole(count)} {what}"
        for count, what in (
            (later, "met een actie voor later"),
            (undated, "met een actie zonder datum"),
            (undescribed, "met alleen een datum"),
            (neither, "zonder actie en zonder datum"),
        )
        if count
    )


def kept_so_far(kept: float, due: float, likely: float, moved: float = 0) -> str:
    """What share of the plans that were due came true, and what that would mean now.

    `moved` is how many of the others have a later date now.
    """
    if not due:
        return (
            "Hoeveel plannen slagen, is nog niet te zeggen: er waren in eerdere metingen geen "
            "plannen die al klaar moesten zijn."
        )
    so = f" Slagen er nu evenveel, dan voldoet {percent(likely)}." if not isnan(likely) else ""
    others = "het andere plan" if due - kept == 1 else f"de andere {whole(due - kept)}"
    later = (
        f" Van {others} {agreeing(moved, 'heeft', 'hebben')} er nu {whole(moved)} een latere datum."
        if moved
        else ""
    )
    return (
        f"Van de plannen die sinds een eerdere meting klaar moesten zijn, is {percent(kept / due)} "
        f"geslaagd ({whole(kept)} van {whole(due)}).{later}{so}"
    )


def on_course(verdict: str, until: date) -> str:
    """Whether the region is on course, and what that means."""
    said = {
        "op_koers": "De regio ligt op koers",
        "als_alles_slaagt": "De regio ligt alleen op koers als (bijna) alle plannen slagen",
        "niet_op_koers": "De regio ligt niet op koers, ook niet als alle plannen slagen",
    }[verdict]
    return (
        f"{said}. Op koers betekent: op {day(until)} voldoet naar verwachting minstens "
        f"{percent(policy.ON_COURSE)}."
    )
