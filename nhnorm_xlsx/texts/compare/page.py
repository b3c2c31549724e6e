"""What the web page says beside what it shares with the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from nhnorm_xlsx.texts.words import GEMEENTEN, Who, agreeing, counted, day, percent, whole

SKIP: Final = "Naar de inhoud"
NO_SCRIPT: Final = (
    "Filters, antwoorden en sommige lijsten werken alleen als dit bestand in een browser opent, "
    "zoals Edge, Firefox of Chrome. Bewaar het en open het daarna met een dubbele klik."
)
MORE_SENTENCES: Final = "Meer uitkomsten"
FIGURES: Final = "De stand in drie cijfers"

# --- the tabs, in their order -----------------------------------------------------------

MATRIX: Final = "matrix"
CHARTS: Final = "grafieken"
BOTTLENECKS: Final = "knelpunten"
EXCHANGE: Final = "uitwisseling"
ACTIONS: Final = "acties"
EACH: Final = "ieder"
MAP: Final = "kaart"


def tabs(who: Who = GEMEENTEN) -> Mapping[str, str]:
    """The name of every tab, by its key."""
    return {
        MATRIX: "Matrix",
        CHARTS: "Grafieken",
        BOTTLENECKS: "Knelpunten",
        EXCHANGE: "Uitwisseling",
        ACTIONS: "Acties",
        EACH: f"Per {who.one}",
        MAP: "Kaart",
    }


TABS: Final = "Onderdelen"

# --- the filters ------------------------------------------------------------------------

FILTERS: Final = "Filters"
ALL: Final = "Alle"
RESET: Final = "Wissen"
THEMA: Final = "Thema"
STATUS: Final = "Status"
SIZE: Final = "Inwoners"
SEARCH: Final = "Zoek in norm en antwoord"
ORDER: Final = "Volgorde"
ORDERS: Final[Mapping[str, str]] = {
    "": "Op nummer",
    "laag": "Laagste aandeel eerst",
    "hoog": "Hoogste aandeel eerst",
}
WEAKEST_FIRST: Final = "Zwakste eerst"
SIZE_UNKNOWN: Final = "onbekend"
COPY: Final = "Kopieer"
DOWNLOAD: Final = "Bewaar CSV"


def names_filter(who: Who = GEMEENTEN) -> str:
    """The label of the choice of several participants."""
    return who.many.capitalize()


def show_all(who: Who = GEMEENTEN) -> str:
    """The button that takes away the choice of participants."""
    return f"Toon alle {who.many}"


def find_name(who: Who = GEMEENTEN) -> str:
    """The label of the box that shortens the list of names."""
    return f"Zoek een {who.one}"


# --- the matrix -------------------------------------------------------------------------

NORM: Final = "Norm"
# Of everyone in the comparison, whoever is chosen.
COMPLIES: Final = "Voldoet (allen)"
WHAT_IT_ASKS: Final = "Wat de norm vraagt"
PARTIAL_MARK: Final = "*"
TOO_WIDE: Final = (
    "Op papier passen hier niet alle namen naast elkaar. Kies er met de filters hoogstens {most}, "
    "dan staan zij er wel."
)
ANSWER: Final = "Antwoord"
PREVIOUS: Final = "Vorige"
NEXT: Final = "Volgende"
CLOSE: Final = "Sluiten"


def caption(who: Who = GEMEENTEN) -> str:
    """What the table shows."""
    return f"Status per norm en per {who.one}. {who.many.capitalize()} staan op alfabet."


def note(who: Who = GEMEENTEN) -> str:
    """How the matrix works."""
    return (
        f"Klik op een vakje voor het antwoord, op een naam voor alles van die {who.one}. "
        "Pijltjes bewegen, Enter opent, Esc sluit."
    )


PARTIAL_NOTE: Final = f"{PARTIAL_MARK} heeft nog niet alle normen ingevuld"


def share_of(share: float, n: float) -> str:
    """The share that complies with a norm, and of how many."""
    return f"{percent(share)} (n={n})"


# --- the three figures ------------------------------------------------------------------


def complies_of(met: float, n: float) -> str:
    """What the first figure is of."""
    return f"voldoet: {whole(met)} van de {counted(n, 'antwoord', 'antwoorden')}"


def answered_of(answered: int, expected: int) -> str:
    """The second figure."""
    return f"{whole(answered)} van {whole(expected)}"


def have_answered(answered: int, expected: int, who: Who = GEMEENTEN, partial: int = 0) -> str:
    """What the second figure is of, and how many of them are not done."""
    rest = f"; {whole(partial)} nog niet met alle normen" if partial else ""
    whom = agreeing(expected, who.one, who.many)
    return f"{whom} {agreeing(answered, 'gaf', 'gaven')} antwoord{rest}"


def expected_then(until: date | None, share: float) -> str:
    """What the third figure is of; `share` is how many plans succeeded so far, NaN unknown."""
    when = f"op {day(until)}" if until else "straks"
    if share != share:  # noqa: PLR0124 - NaN
        return f"voldoet {when}, als alle plannen slagen"
    return f"voldoet {when}, als {percent(share)} van de plannen slaagt, zoals eerder"


# --- the charts -------------------------------------------------------------------------

COURSE_TITLE: Final = "Aandeel voldoet, van meting naar meting"
COURSE_NOTE: Final = (
    "Elke lijn vergelijkt twee metingen, alleen voor wie beide keren antwoord gaf. Daarom sluiten "
    "de lijnen niet altijd op elkaar aan."
)
AS_TABLE: Final = "Dezelfde cijfers als tabel"


def status_and_count(status: str, count: float) -> str:
    """One part of a bar, in words."""
    return f"{status} {whole(count)}"


# --- the lists --------------------------------------------------------------------------

NOT_FILTERED: Final = "De aantallen gaan altijd over iedereen die antwoord gaf."
MORE_ROWS: Final = "Toon er {aantal} meer"
AND_MORE: Final = "en nog {aantal}"
MORE_TO_THE_RIGHT: Final = "Rechts staat nog meer: schuif opzij."
NOTHING: Final = "Met deze filters is er niets te tonen."


def each_note(who: Who = GEMEENTEN) -> str:
    """What the table of participants shows."""
    return (
        f"Aandeel voldoet per thema, over de normen die elke {who.one} beoordeelde. "
        f"{who.many.capitalize()} staan op alfabet: dit is geen ranglijst."
    )


EACH_HINT: Final = "Klik op een naam voor alle antwoorden."


def map_note(who: Who = GEMEENTEN) -> str:
    """What the map shows."""
    return (
        f"Elke {who.one} is een tegel, ongeveer op haar plek, met haar aandeel voldoet over de "
        "normen die zij beoordeelde."
    )


MAP_HINT: Final = (
    "Kies hierboven een thema om daarvan het aandeel te zien. Klik op een tegel voor alle "
    "antwoorden."
)


WITHOUT_TILE: Final = "Zonder plek op de kaart"
MAP_STEPS: Final = (
    "minder dan een kwart voldoet",
    "een kwart tot de helft",
    "de helft tot driekwart",
    "driekwart of meer",
)
NOT_JUDGED: Final = "niets beoordeeld"
NO_ANSWER: Final = "geen antwoord"

# --- what the page fills in itself ------------------------------------------------------


def for_script(who: Who = GEMEENTEN, previous: str = "") -> Mapping[str, str]:
    """The sentences in which the page fills in {names}; `previous` is the previous meting.

    Where a sentence is other for one (of `alle`, else `aantal`), that one has a 1 in its name.
    """
    return {
        "normen": "{getoond} van de {alle} normen",
        "normen1": "{getoond} van de {alle} norm",
        "acties": "{getoond} van de {alle} acties, {laat} te laat, {zichtbaar} getoond",
        "acties1": "{getoond} van de {alle} actie, {laat} te laat, {zichtbaar} getoond",
        "namen": f"{{getoond}} van de {{alle}} {who.many}",
        "namen1": f"{{getoond}} van de {{alle}} {who.one}",
        "antwoord": "Norm {norm}, {naam}",
        "eerder": f"Status in meting {previous}",
        "eerderals": f"Status in meting {previous} (toen norm {{norm}})",
        "antwoorden": f"{{antwoorden}} antwoorden, van {{getoond}} van de {{alle}} {who.many}",
        "antwoorden1": f"{{antwoorden}} antwoorden, van {{getoond}} van de {{alle}} {who.one}",
        "opzij": MORE_TO_THE_RIGHT,
        "alle": ALL,
        "gekozen": "{aantal} gekozen",
        "gekopieerd": "Gekopieerd: {aantal} regels.",
        "gekopieerd1": "Gekopieerd: {aantal} regel.",
        "bewaard": "Bewaard: {aantal} regels.",
        "bewaard1": "Bewaard: {aantal} regel.",
        "mislukt": "Kopiëren lukte niet. Gebruik 'Bewaar CSV'.",
        "meer": MORE_ROWS,
        "nog": AND_MORE,
        "niets": NOTHING,
        "deels": "Nog niet alle normen ingevuld.",
        "voldoet": "{aandeel} van de beoordeelde normen voldoet.",
        "vraagt": "Vraagt hulp bij norm {normen}.",
        "biedt": "Kan anderen helpen met norm {normen}.",
        "stil": "Bood hulp aan bij norm {normen}, en is daarbij niet te noemen.",
        "opnummer": ORDERS[""],
        "zwakste": WEAKEST_FIRST,
        "filters": "Gekozen:",
        "alleen": "U ziet nu alleen {wie}",
        "tochalle": f"Dit onderdeel gaat over alle {who.many}, niet alleen over {{wie}}",
        "zonderinwoners": f"{who.many} waarvan het aantal inwoners niet bekend is",
        "inwoners": f"{who.many} met {{klasse}} inwoners",
    }
