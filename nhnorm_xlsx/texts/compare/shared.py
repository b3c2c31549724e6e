"""What the comparisons explain alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from nhnorm_xlsx.contract.scores import COUNTED, MET
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.texts.words import (
    GEMEENTEN,
    Who,
    agreeing,
    counted,
    day,
    listed,
    normen,
    percent,
    whole,
)

ALL_NORMS: Final = "Alle normen"
LEGEND: Final = "Legenda"
# Stands in a cell instead of a figure that may not be shown.
NOT_SHOWN: Final = "•"


def as_of(today: date) -> str:
    """The day the comparison was made."""
    return f"Stand van {day(today)}."


def _quoted(keys: tuple[str, ...]) -> str:
    return listed([f"'{STATUS_BY_KEY[key].label.lower()}'" for key in keys])


HOW_COUNTED: Final = (
    f"Aandeel voldoet = het aantal keer {_quoted(MET)}, gedeeld door {_quoted(COUNTED)} samen (n)."
)


def response(answered: int, expected: int, share: float, who: Who = GEMEENTEN) -> str:
    """How many of those expected answered."""
    if answered == expected == 1:
        return f"De enige {who.one} heeft geantwoord."
    if answered == expected:
        return f"Alle {who.count(expected)} hebben geantwoord."
    verb = "heeft" if answered == 1 else "hebben"
    return (
        f"{whole(answered)} van de {who.count(expected)} {verb} geantwoord ({percent(share)}). De "
        f"cijfers gaan alleen over {agreeing(answered, f'die {who.one}', 'hen')}."
    )


def no_more(name: str, heir: str, last_day: date | None, people: Who = GEMEENTEN) -> str:
    """Who no longer takes part, since when, and who goes on."""
    since = f" sinds {day(last_day + timedelta(days=1))}" if last_day else ""
    if heir:
        return (
            f"{name} telt niet apart mee: die {people.one} is{since} opgegaan in {heir}. {heir} "
            "antwoordt voor het geheel."
        )
    return f"{name} telt niet mee: die {people.one} bestaat{since} niet meer."


def other_editie(
    editie: str, own: str, who: Sequence[str] | int, shared: int, people: Who = GEMEENTEN
) -> str:
    """Who answered another editie and is compared over what it shares; names, or how many."""
    subject = people.count(who) if isinstance(who, int) else listed(who)
    one = (who if isinstance(who, int) else len(who)) == 1
    verb, which = ("is", "norm die") if shared == 1 else ("zijn", "normen die")
    return (
        f"{subject} {'vulde' if one else 'vulden'} editie {editie} van de norm in, niet editie "
        f"{own}. Vergeleken {verb} alleen de {whole(shared)} {which} in beide edities gelijk "
        f"{verb}; de andere normen staan hier als niet ingevuld."
    )


def left_out_editie(
    editie: str, own: str, who: Sequence[str] | int, shared: int, people: Who = GEMEENTEN
) -> str:
    """Who answered another editie and is not compared at all, and why."""
    subject = people.count(who) if isinstance(who, int) else listed(who)
    one = (who if isinstance(who, int) else len(who)) == 1
    why = (
        f"van de normen die ook in editie {own} staan is er geen ingevuld"
        if shared
        else f"die heeft geen norm gemeen met editie {own}"
    )
    verb = "is" if one else "zijn"
    return f"Niet vergeleken {verb} {subject}: ingevuld is editie {editie}, en {why}."


def compliance(met: float, n: float, share: float) -> str:
    """The share that complies, over all norms."""
    return (
        f"{percent(share)} van de beoordeelde normen voldoet: {whole(met)} van de "
        f"{counted(n, 'antwoord', 'antwoorden')}."
    )


FULL_TEXT: Final = "De hele tekst van een norm staat op het blad 'Knelpunten'."

NO_ANSWERS: Final = (
    "Er zijn nog geen antwoorden in deze meting. Er valt dus nog niets te vergelijken.",
    "Lees eerst ingevulde werkboeken in met 'nhnorm importeer' en maak de vergelijking opnieuw.",
)

LEFT_OUT_TITLE: Final = "Niet vergeleken, en waarom"


def left_out(kind: str, name: str, other: str, who: Who = GEMEENTEN) -> str:
    """Why a participant or a norm is not in the development."""
    return {
        "alleen_nu": f"{name} antwoordde alleen in deze meting.",
        "alleen_vorige": f"{name} antwoordde alleen in de vorige meting.",
        "opgegaan": f"{name} is opgegaan in {other} en bestaat niet meer als {who.one}.",
        "samengevoegd": (
            f"{name} is samengevoegd met {other}. De {who.one} van nu is daarom niet dezelfde "
            "als die van de vorige meting."
        ),
        "norm_nieuw": f"Norm {name} is nieuw in deze editie.",
        "norm_vervallen": f"Norm {name} van de vorige editie bestaat niet meer.",
        "norm_gebundeld": (
            f"Norm {name} komt uit norm {other} van de vorige editie, maar niet een op een."
        ),
    }[kind]


OWN_ACTIONS_NOTE: Final = (
    "Alle acties bij normen waaraan nog niet (helemaal) wordt voldaan, de vroegste datum eerst."
)
ACTIONS_NOTE: Final = (
    f"{OWN_ACTIONS_NOTE} Bij 'als alle plannen slagen' tellen alleen acties mee die zijn "
    "beschreven en een datum hebben die op tijd is."
)
OVERDUE: Final = "Te laat"
NO_ACTION_TEXT: Final = "(geen actie beschreven)"
NO_ACTIONS: Final = "Er zijn geen acties ingevuld."


def open_actions(count: int, overdue: int, undescribed: int) -> str:
    """How many actions are open, how many of them are only a date, and how many are late."""
    if not count:
        return NO_ACTIONS
    there = f"Er {agreeing(count, 'staat', 'staan')} {counted(count, 'actie', 'acties')} open"
    if undescribed:
        there += f" (waarvan {whole(undescribed)} met alleen een datum)"
    if not overdue:
        return f"{there}; {'die is niet' if count == 1 else 'geen daarvan is'} te laat."
    if count == 1:
        return f"{there}; de datum daarvan is voorbij."
    return f"{there}; bij {whole(overdue)} daarvan is de datum voorbij."


BAR_CHART_PER_THEMA: Final = "Staafdiagram per thema"
COLUMN_CHART_PER_THEMA: Final = "Kolomdiagram per thema"


def confidential(reader: str) -> str:
    """What stands above everything that holds answers: for whom alone it is."""
    return f"Vertrouwelijk: alleen voor {reader}"


def page_mark(mark: str) -> str:
    """What is printed above every page of what may not go on (in the codes of Excel)."""
    return f'&C&"-,Bold"&10{mark.replace("&", "&&")}'


def page_footer(sheet: str) -> str:
    """What is printed below every page: the sheet, and which page (in the codes of Excel)."""
    return f"&L&8{sheet.replace('&', '&&')}&R&8Pagina &P van &N"


def thema_name(thema: str, title: str, count: int | None = None) -> str:
    """`1. Bewustwording & Organisatie`, with how many norms it has where that is said."""
    return f"{thema}. {title}" if count is None else f"{thema}. {title} ({normen(count)})"


def offer_unnamed(count: int) -> str:
    """How many offered help and are not named."""
    verbs = "bood zich aan en staat" if count == 1 else "boden zich aan en staan"
    return f"{count} {verbs} hier niet met naam"


def share_complies(name: str, share: float) -> str:
    """A share in the words below a chart: `1. Veiligheid: 62% voldoet`."""
    return f"{name}: {percent(share)} voldoet"


def in_words(chart: str, parts: list[str]) -> str:
    """A chart for who cannot see it."""
    return f"{chart}. {'; '.join(parts)}."
