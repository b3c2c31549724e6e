"""What an organisation gets back about its own answers. `kind` is its own kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nhnorm_xlsx.organisations import GEMEENTE
from nhnorm_xlsx.texts.compare.bands import all_of, left_out
from nhnorm_xlsx.texts.compare.sheets import CHANCES
from nhnorm_xlsx.texts.words import Who, capital, listed, normen, percent, whole


def feedback_title(name: str, meting: str) -> str:
    """The title of a feedback workbook."""
    return f"{name}: terugkoppeling van meting {meting}"


def no_answers(kind: str = GEMEENTE) -> str:
    """That there is nothing to show yet."""
    return (
        f"Van uw {kind} is in deze meting nog geen antwoord ontvangen. Er valt nog niets te tonen."
    )


NOTHING_JUDGED: Final = "U heeft nog geen enkele norm beoordeeld."


def own_compliance(met: float, n: float, share: float) -> str:
    """The own share."""
    if not n:
        return NOTHING_JUDGED
    return f"U voldoet aan {whole(met)} van de {normen(n)} die u beoordeelde ({percent(share)})."


def own_open(count: int) -> str:
    """How many norms are not filled in."""
    verb, counts = ("is", "telt") if count == 1 else ("zijn", "tellen")
    return f"{normen(count)} {verb} niet ingevuld en {counts} nergens mee."


def own_change(previous: str, up: int, down: int) -> str:
    """The own movements."""
    return f"Sinds meting {previous}: {normen(up)} omhoog en {normen(down)} omlaag."


def beside_whom(
    group: str,
    riecs: Sequence[str],
    outside: Sequence[str] = (),
    *,
    counted: bool,
    later: bool = False,
) -> str:
    """Of whom the figures beside the own answers are."""
    per_norm = f"Per norm staat ernaast hoe {all_of(riecs)} samen ervoor staan"
    if group and len(riecs) > 1:
        beside = f"{per_norm}, per thema hoe de gemeenten van {group} ervoor staan"
    else:
        beside = f"{per_norm}, en per thema ook"
    inside = [riec for riec in riecs if riec not in outside]
    if len(riecs) > 1:
        beside += f". Alle gemeenten zijn hier die van {listed(inside)} die hebben geantwoord"
    if outside:
        beside += f". {left_out(outside).rstrip('.')}"
    own = " Uw eigen antwoorden zijn daarin meegeteld." if counted else ""
    if later:
        own += f" {ANSWERED_LATER}"
    return f"{beside}. U ziet geen antwoorden van een ander.{own}"


ANSWERED_LATER: Final = "Wat u na deze stand antwoordde of veranderde, zit niet in die cijfers."
OWN_NOW: Final = (
    "Uw eigen antwoorden staan er zoals wij ze nu hebben. De cijfers van anderen blijven die "
    "van de vastgestelde stand."
)
OTHER_NORMS: Final = (
    "Per thema staat er niets naast: u vulde andere normen in dan waarover deze cijfers gaan. Per "
    "norm staat er wel iets, waar de norm gelijk is."
)


def not_all_judged(themas: Sequence[str]) -> str:
    """Where the own share is about fewer norms than that of the others."""
    one = len(themas) == 1
    return (
        f"Bij {'thema' if one else 'de thema’s'} {', '.join(themas)} beoordeelde u niet elke norm. "
        "Uw aandeel gaat daar over minder normen dan dat van de gemeenten samen."
    )


def chances(count: int) -> str:
    """How many norms half or more comply with."""
    if not count:
        return "Er zijn geen normen waaraan de helft of meer wel voldoet, maar u nog niet."
    return (
        f"Bij {normen(count)} voldoet de helft of meer wel, maar u nog niet (helemaal). Zie het "
        f"blad '{CHANCES}'."
    )


def chances_note(who: Who, *, in_riec: bool, shown: bool) -> str:
    """What the sheet shows."""
    named = (
        f" Genoemd zijn alleen {who.many} van uw RIEC die zelf zeiden dat zij kunnen helpen, in "
        "een werkboek dat zei dat zij dan worden genoemd."
        if in_riec
        else ""
    )
    order = " Bovenaan staan de normen waaraan de meeste gemeenten wel voldoen." if shown else ""
    return f"Normen waaraan u nog niet (helemaal) voldoet.{order}{named}"


NO_CHANCES: Final = "U voldoet aan alle normen die u beoordeelde."
NO_HELP: Final = "niemand bood zich aan"
UP, DOWN, SAME = "▲ omhoog", "▼ omlaag", "= gelijk"
YOU: Final = "U"


def chart_title(*, together: bool) -> str:
    """The title of the chart."""
    others = ": u, en de gemeenten samen (beschermd)" if together else ""
    return f"Aandeel voldoet per thema{others}"


def the_others(group: str, riecs: Sequence[str]) -> str:
    """What the figures of others are called in a heading."""
    return f"Gemeenten van {group}" if group else capital(all_of(riecs))


def you_and_others(name: str, own: float, others: str) -> str:
    """One pair of columns of the chart, for who cannot see it."""
    return f"{name}: u {percent(own)}" + (f", samen {others}" if others else "")
