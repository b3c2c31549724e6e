"""What the comparison for a RIEC says: its sentences and the explanations on its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nhnorm_xlsx.texts.compare.order import ON_TOP, what_is_weakest
from nhnorm_xlsx.texts.compare.shared import offer_unnamed
from nhnorm_xlsx.texts.compare.sheets import EXCHANGE
from nhnorm_xlsx.texts.words import (
    GEMEENTEN,
    Who,
    agreeing,
    capital,
    listed,
    percent,
    shortened,
    whole,
)

# --- Samenvatting -----------------------------------------------------------------------


def riec_title(name: str, meting: str, who: Who = GEMEENTEN) -> str:
    """The title of a RIEC comparison."""
    return f"{name}: vergelijking van de {who.many}, meting {meting}"


def waiting_for(names: Sequence[str]) -> str:
    """Who has not answered."""
    return f"Nog geen antwoord van {listed(names)}."


def nothing_usable(names: Sequence[str]) -> str:
    """Of whom something came that holds no answer that counts."""
    verb = "kwam" if len(names) == 1 else "kwamen"
    what = "een werkboek" if len(names) == 1 else "werkboeken"
    return (
        f"Van {listed(names)} {verb} wel {what}, maar zonder antwoord dat meetelt: leeg, of "
        "geweigerd."
    )


def joined(names: Sequence[str]) -> str:
    """Who answered for the first time."""
    return (
        f"Voor het eerst met antwoorden, en dus niet vergeleken met een eerdere meting: "
        f"{listed(names)}."
    )


def spread(
    low: float,
    middle: float,
    high: float,
    count: float,
    who: Who = GEMEENTEN,
    *,
    judged: tuple[int, int] = (0, 0),
) -> str:
    """The spread between gemeenten; `judged` is the fewest and the most norms that one judged."""
    fewest, most = judged
    unlike = (
        f" Elke {who.one} telt over de normen die zij zelf beoordeelde: {fewest} tot {most}."
        if fewest < most
        else ""
    )
    return (
        f"De {who.many} verschillen: van {percent(low)} tot {percent(high)} van de normen; het "
        f"midden (de mediaan) is {percent(middle)} ({who.count(count)}).{unlike}"
    )


def thema_ends(best: str, best_share: float, worst: str, worst_share: float) -> str:
    """The themes with the highest and the lowest share."""
    return (
        f"Het verst is thema {best} ({percent(best_share)} voldoet). De meeste ruimte is er bij "
        f"thema {worst} ({percent(worst_share)})."
    )


def first_together(
    norm: str,
    text: str,
    *,
    unmet: float,
    n: float,
    not_at_all: float,
    even: Sequence[str],
    who: Who = GEMEENTEN,
) -> str:
    """The norm that asks for a joint approach first; `even` are norms missed as often."""
    others = f"Even vaak: norm {listed(even)}." if even else "Geen norm heeft er meer."
    wholly = f", {whole(not_at_all)} daarvan helemaal niet" if not_at_all else ""
    return (
        f"Pak eerst samen aan: norm {norm} ({shortened(text)}). {whole(unmet)} van de "
        f"{who.count(n)} {'voldoet' if unmet == 1 else 'voldoen'} daar nog niet (helemaal) "
        f"aan{wholly}. {others}"
    )


def who_helps(
    norm: str,
    asking: Sequence[str],
    offering: Sequence[str],
    complying: Sequence[str],
    who: Who = GEMEENTEN,
    *,
    unnamed: int = 0,
    with_sheets: bool = True,
) -> str:
    """Who can help with one norm, and who asks; and the sheet with all, where there is one.

    `unnamed` is how many can help that may not be named.
    """
    if offering:
        help_ = f"{listed(offering)} {'kan' if len(offering) == 1 else 'kunnen'} daarbij helpen"
        help_ += f" (en nog {offer_unnamed(unnamed)})" if unnamed else ""
    elif unnamed:
        help_ = offer_unnamed(unnamed)
    elif complying:
        verb = "voldoet" if len(complying) == 1 else "voldoen"
        help_ = (
            f"niemand bood hulp aan, maar {listed(complying)} {verb} wel: vraag of zij "
            "willen helpen"
        )
    else:
        help_ = f"geen {who.one} in deze regio kan daar nu bij helpen: kijk ook bij andere regio's"
    ask = (
        f"{listed(asking)} {'vraagt' if len(asking) == 1 else 'vragen'} hulp"
        if asking
        else "niemand vraagt om hulp"
    )
    more = f" Alle normen: zie het blad '{EXCHANGE}'." if with_sheets else ""
    return f"Bij norm {norm}: {ask}; {help_}.{more}"


def changed(previous: str, then: float, now: float, count: float, who: Who = GEMEENTEN) -> str:
    """What changed since the previous meting."""
    if round(then * 100) == round(now * 100):
        move = f"bleef het aandeel dat voldoet {percent(now)}"
    else:
        way = "steeg" if now > then else "daalde"
        move = f"{way} het aandeel dat voldoet van {percent(then)} naar {percent(now)}"
    return f"Sinds meting {previous} {move} (dezelfde {_so_many(count, who)})."


def norms_moved(
    up: Sequence[tuple[str, float, float]], down: Sequence[tuple[str, float, float]]
) -> str:
    """The norms that went most forward and back: number, share then, share now; empty without."""
    parts = [
        f"{way} {listed([_moved(*norm) for norm in norms])}"
        for way, norms in (("het meest vooruit ging", up), ("het meest achteruit", down))
        if norms
    ]
    if not up and down:
        parts = [f"het meest achteruit ging {listed([_moved(*norm) for norm in down])}"]
    return f"{capital('; '.join(parts))}." if parts else ""


def _moved(norm: str, then: float, now: float) -> str:
    return f"norm {norm} ({percent(then)} naar {percent(now)})"


def _so_many(count: float, who: Who) -> str:
    return agreeing(count, who.one, who.count(count))


NO_PREVIOUS: Final = "Er is nog geen eerdere meting om mee te vergelijken."


def nothing_comparable(who: Who = GEMEENTEN) -> str:
    """That two metingen have nothing in common."""
    return (
        f"Er zijn geen {who.many} en normen die in beide metingen op dezelfde manier zijn "
        "beoordeeld."
    )


def how_far(who: Who = GEMEENTEN) -> str:
    """The title of the chart on the first sheet."""
    return f"Hoe ver zijn de {who.many}, per thema?"


ANSWERS_CHART: Final = "Staafdiagram van de antwoorden per thema"

# --- Respons ----------------------------------------------------------------------------

STATES: Final = {
    "compleet": "Compleet",
    "deels": "Deels ingevuld",
    "leeg": "Leeg teruggestuurd",
    "afgewezen": "Geweigerd",
    "geen": "Niets ontvangen",
    "editie": "Andere editie",
}


def response_note(who: Who = GEMEENTEN) -> str:
    """What the sheet shows."""
    return (
        f"Per {who.one} wat er is ontvangen. 'Geweigerd' betekent: het bestand kon niet worden "
        "gebruikt."
    )


# --- Vergelijking -----------------------------------------------------------------------


def comparison_note(who: Who = GEMEENTEN) -> str:
    """What the sheet shows."""
    return (
        f"Per norm en per {who.one} de status. {who.many.capitalize()} staan op alfabet. Filter "
        "met de pijltjes."
    )


def all_norms(who: Who = GEMEENTEN) -> str:
    """What stands in the row above the heading: the counts together, and a share for each."""
    return f"Alle normen (per {who.one}: aandeel voldoet)"


# --- Thema's ----------------------------------------------------------------------------


def themas_note(who: Who = GEMEENTEN) -> str:
    """What the sheet shows."""
    return (
        f"Per {who.one} en thema het aandeel van de normen dat voldoet, over de normen die zij "
        f"beoordeelde. {who.many.capitalize()} staan op alfabet: dit is geen ranglijst."
    )


def spread_note(who: Who = GEMEENTEN) -> str:
    """The heading above the spread."""
    return f"De spreiding tussen de {who.many}"


def spread_labels(who: Who = GEMEENTEN) -> dict[str, str]:
    """The rows of the spread, by their name in `counts.SPREAD`."""
    return {
        "gemeenten": f"Aantal {who.many}",
        "minimum": "Laagste",
        "kwartiel_1": "Een kwart ligt hieronder (kwartiel 1)",
        "mediaan": "De middelste (mediaan)",
        "kwartiel_3": "Een kwart ligt hierboven (kwartiel 3)",
        "maximum": "Hoogste",
    }


def spread_title(who: Who = GEMEENTEN) -> str:
    """The title of the chart."""
    return f"Spreiding van het aandeel voldoet tussen {who.many}"


def spread_explained(who: Who = GEMEENTEN) -> str:
    """How to read the chart."""
    return (
        f"Zo leest u de figuur: de {who.many} staan op volgorde van hun aandeel. De streep in het "
        f"vak is de middelste {who.one}, in het vak ligt de helft van de {who.many}, en de lijnen "
        "lopen tot de laagste en de hoogste. Een lang vak: zij verschillen veel."
    )


SPREAD_CHART: Final = "Boxplot van de spreiding per thema"
BOX_PARTS: Final = ("Kwartiel 1", "Kwartiel 1 tot mediaan", "Mediaan tot kwartiel 3")


def spread_in_words(name: str, low: float, high: float, middle: float) -> str:
    """One box of the chart, for who cannot see it."""
    return f"{name}: van {percent(low)} tot {percent(high)}, mediaan {percent(middle)}"


# --- Knelpunten -------------------------------------------------------------------------


def bottlenecks_note(who: Who = GEMEENTEN, order: str = "") -> str:
    """What the list shows in one of the orders of `ON_TOP`."""
    what = f"Normen waaraan {who.many} nog niet (helemaal) voldoen, {ON_TOP[order]}."
    return what if order else f"{what} {what_is_weakest(who)}"


def no_bottlenecks(who: Who = GEMEENTEN) -> str:
    """That every norm is met everywhere."""
    return f"Er zijn geen normen waaraan een {who.one} nog niet voldoet."


def bottlenecks_title(shown: int, who: Who = GEMEENTEN) -> str:
    """The title of the chart."""
    norms = "norm" if shown == 1 else f"{shown} normen"
    return f"De {norms} waaraan het vaakst nog niet wordt voldaan (aantal {who.many})"


def bottlenecks_chart(who: Who = GEMEENTEN) -> str:
    """What the chart is, for who cannot see it."""
    return f"Staafdiagram: aantal {who.many} dat nog niet voldoet"


def norm_and_count(norm: str, count: float) -> str:
    """One bar of the chart, for who cannot see it."""
    return f"norm {norm}: {count}"


# --- Uitwisseling -----------------------------------------------------------------------


NOT_NAMED: Final = "(niet noemen)"


def not_to_be_named(name: str) -> str:
    """Who can help, as far as the RIEC knows, but may not be named to others."""
    return f"{name} {NOT_NAMED}"


def exchange_note(who: Who = GEMEENTEN, order: str = "", *, unnamed: bool = False) -> str:
    """What the list shows in one of the orders of `ON_TOP`.

    `unnamed` when there is anybody who may not be named.
    """
    more = (
        f" Staat er {NOT_NAMED} achter een naam, dan zei het werkboek niet dat wij die "
        f"{who.one} noemen: noem haar niet zonder het te vragen."
        if unnamed
        else ""
    )
    return _exchange_note(who, order) + more


def _exchange_note(who: Who, order: str) -> str:
    return (
        f"Per norm wie hulp vraagt en wie kan helpen, {ON_TOP[order]}. "
        f"{who.many.capitalize()} die voldoen maar niets hebben gezegd over hulp, staan apart: "
        f"vraag hen eerst of het uitkomt. Deel met {who.many} alleen wie kan helpen, na overleg "
        f"met die {who.one}; wie hulp vraagt of voldoet, is alleen voor het RIEC."
    )


# --- Ontwikkeling -----------------------------------------------------------------------


def development_note(previous: str, meting: str, count: float, who: Who = GEMEENTEN) -> str:
    """What the development compares."""
    return (
        f"Meting {meting} naast meting {previous}: alleen de {who.count(count)} die beide keren "
        f"antwoord {agreeing(count, 'gaf', 'gaven')}, en alleen normen die beide keren zijn "
        "beoordeeld."
    )


def development_title(who: Who = GEMEENTEN) -> str:
    """The title of the chart."""
    return f"Aandeel voldoet per thema, dezelfde {who.many}"


def the_meting(label: str) -> str:
    """A meting in the legend of a chart."""
    return f"Meting {label}"


def from_to(name: str, then: float, now: float) -> str:
    """One pair of columns of the chart, for who cannot see it."""
    return f"{name}: van {percent(then)} naar {percent(now)}"


def step(previous: str, meting: str) -> str:
    """Two metingen that follow each other."""
    return f"{previous} naar {meting}"


def nothing_left_out(who: Who = GEMEENTEN) -> str:
    """That everything could be compared."""
    return f"Alle {who.many} en normen zijn vergeleken."


# --- Bevindingen ------------------------------------------------------------------------

FINDINGS_NOTE: Final = (
    "Wat er mis is met de gegevens achter deze cijfers. Wat fout is, telt niet mee: bij een foute "
    "status het antwoord, bij een foute datum alleen de datum. Een antwoord met een waarschuwing "
    "telt gewoon; info is alleen goed om te weten."
)
NO_FINDINGS: Final = "Er zijn geen bevindingen bij deze meting."

# --- Gegevens ---------------------------------------------------------------------------


def data_note(who: Who = GEMEENTEN) -> str:
    """What the sheet shows."""
    return (
        f"Alle antwoorden van deze meting, een regel per {who.one} en norm. Bedoeld om zelf mee "
        "te rekenen, bijvoorbeeld met een draaitabel."
    )
