"""What the comparison workbooks say: headings, explanations and the sentences built on figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isnan

from nhnorm_xlsx.contract.text import MONTHS

# --- sheet names ------------------------------------------------------------------------

SUMMARY = "Samenvatting"
RESPONSE = "Respons"
COMPARISON = "Vergelijking"
THEMAS = "Thema's"
BOTTLENECKS = "Knelpunten"
EXCHANGE = "Uitwisseling"
DEVELOPMENT = "Ontwikkeling"
ACTIONS = "Acties"
FINDINGS = "Bevindingen"
DATA = "Gegevens"
PER_RIEC = "Per RIEC"
PER_SIZE = "Per grootte"
NORMEN = "Normen"


# --- numbers as people read them --------------------------------------------------------


def percent(share: float) -> str:
    """`0.624` as `62%`; a missing share as a dash. Never 0% or 100% for just not."""
    if isnan(share):
        return "–"
    hundredths = round(share, 2)
    if hundredths != share and hundredths in {0.0, 1.0}:
        return f"{share * 100:.1f}%".replace(".", ",")
    return f"{round(share * 100)}%"


def whole(number: float) -> str:
    """`1316` as `1.316`."""
    return f"{int(number):,}".replace(",", ".")


def day(value: date) -> str:
    """A date as `1 juni 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def listed(items: Sequence[str], most: int = 12) -> str:
    """`a, b en c`; after `most` items only how many more there are."""
    if len(items) > most:
        return f"{', '.join(items[:most])} en nog {len(items) - most}"
    return " en ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def gemeenten(count: float) -> str:
    """`1 gemeente`, `12 gemeenten`."""
    return "1 gemeente" if count == 1 else f"{whole(count)} gemeenten"


def normen(count: float) -> str:
    """`1 norm`, `12 normen`."""
    return "1 norm" if count == 1 else f"{whole(count)} normen"


# --- summary of a RIEC ------------------------------------------------------------------


def riec_title(name: str, meting: str) -> str:
    """The title of a RIEC comparison."""
    return f"{name}: vergelijking van de gemeenten, meting {meting}"


def as_of(today: date) -> str:
    """The day the comparison was made."""
    return f"Stand van {day(today)}."


NO_ANSWERS = (
    "Er zijn nog geen antwoorden in deze meting. Er valt dus nog niets te vergelijken.",
    "Lees eerst ingevulde werkboeken in met 'nhnorm importeer' en maak de vergelijking opnieuw.",
)


def response(answered: int, expected: int, share: float) -> str:
    """How many gemeenten answered."""
    if answered == expected:
        return f"Alle {gemeenten(expected)} hebben geantwoord."
    verb = "heeft" if answered == 1 else "hebben"
    return (
        f"{whole(answered)} van de {gemeenten(expected)} {verb} geantwoord ({percent(share)}). "
        "De cijfers gaan alleen over hen."
    )


def waiting_for(names: Sequence[str]) -> str:
    """Who has not answered."""
    return f"Nog geen antwoord van {listed(names)}."


def other_editie(editie: str, own: str, who: Sequence[str] | int, shared: int) -> str:
    """Who answered another editie and is compared over what it shares; names, or how many."""
    subject = gemeenten(who) if isinstance(who, int) else listed(who)
    one = (who if isinstance(who, int) else len(who)) == 1
    verb, which = ("is", "norm die") if shared == 1 else ("zijn", "normen die")
    return (
        f"{subject} {'vulde' if one else 'vulden'} editie {editie} van de norm in, niet editie "
        f"{own}. Vergeleken {verb} alleen de {whole(shared)} {which} in beide edities gelijk "
        f"{verb}; de andere normen staan hier als niet ingevuld."
    )


def left_out_editie(editie: str, own: str, who: Sequence[str] | int, shared: int) -> str:
    """Who answered another editie and is not compared at all, and why."""
    subject = gemeenten(who) if isinstance(who, int) else listed(who)
    one = (who if isinstance(who, int) else len(who)) == 1
    why = (
        f"van de normen die ook in editie {own} staan is er geen ingevuld"
        if shared
        else f"die heeft geen norm gemeen met editie {own}"
    )
    verb = "is" if one else "zijn"
    return f"Niet vergeleken {verb} {subject}: ingevuld is editie {editie}, en {why}."


def compliance(voldoet: float, n: float, share: float) -> str:
    """The share that complies, over all norms."""
    return (
        f"{percent(share)} van de beoordeelde normen voldoet: {whole(voldoet)} van de "
        f"{whole(n)} antwoorden."
    )


def spread(low: float, middle: float, high: float, count: float) -> str:
    """The spread between gemeenten."""
    return (
        f"De gemeenten verschillen: van {percent(low)} tot {percent(high)} van de normen; het "
        f"midden (de mediaan) is {percent(middle)} ({gemeenten(count)})."
    )


def thema_ends(best: str, best_share: float, worst: str, worst_share: float) -> str:
    """The themes with the highest and the lowest share."""
    return (
        f"Het verst is thema {best} ({percent(best_share)} voldoet). De meeste ruimte is er bij "
        f"thema {worst} ({percent(worst_share)})."
    )


STRONGEST = "Sterkste normen (hoogste aandeel voldoet)"
WEAKEST = "Zwakste normen (laagste aandeel voldoet)"


def first_together(
    norm: str, text: str, *, unmet: float, n: float, not_at_all: float, even: Sequence[str]
) -> str:
    """The norm that asks for a joint approach first; `even` are norms missed as often."""
    others = f"Even vaak: norm {listed(even)}." if even else "Geen norm heeft er meer."
    wholly = f", {whole(not_at_all)} daarvan helemaal niet" if not_at_all else ""
    return (
        f"Pak eerst samen aan: norm {norm} ({shortened(text)}). {whole(unmet)} van de "
        f"{gemeenten(n)} {'voldoet' if unmet == 1 else 'voldoen'} daar nog niet (helemaal) "
        f"aan{wholly}. {others}"
    )


def shortened(text: str, most: int = 90) -> str:
    """A text in one line, cut between words with an ellipsis."""
    plain = " ".join(text.split()).rstrip(".")
    if len(plain) <= most:
        return plain
    return plain[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def who_helps(
    norm: str, asking: Sequence[str], offering: Sequence[str], complying: Sequence[str]
) -> str:
    """Who can help with one norm, and who asks for it."""
    if offering:
        help_ = f"{listed(offering)} {'kan' if len(offering) == 1 else 'kunnen'} daarbij helpen"
    elif complying:
        verb = "voldoet" if len(complying) == 1 else "voldoen"
        help_ = (
            f"niemand bood hulp aan, maar {listed(complying)} {verb} wel: vraag of zij "
            "willen helpen"
        )
    else:
        help_ = "geen gemeente in deze regio kan daar nu bij helpen: kijk ook bij andere regio's"
    ask = (
        f"{listed(asking)} {'vraagt' if len(asking) == 1 else 'vragen'} hulp"
        if asking
        else "niemand vraagt om hulp"
    )
    return f"Bij norm {norm}: {ask}; {help_}. Alle normen: zie {EXCHANGE}."


def even_so(normen_: Sequence[str]) -> str:
    """The norms with the same share as the last one shown."""
    return f"Met hetzelfde aandeel als de laatste: norm {listed(normen_, 20)}." if normen_ else ""


def changed(previous: str, then: float, now: float, count: float) -> str:
    """What changed since the previous meting."""
    if round(then * 100) == round(now * 100):
        move = f"bleef het aandeel dat voldoet {percent(now)}"
    else:
        way = "steeg" if now > then else "daalde"
        move = f"{way} het aandeel dat voldoet van {percent(then)} naar {percent(now)}"
    return f"Sinds meting {previous} {move} (dezelfde {gemeenten(count)})."


NO_PREVIOUS = "Er is nog geen eerdere meting om mee te vergelijken."
NOTHING_COMPARABLE = (
    "Er zijn geen gemeenten en normen die in beide metingen op dezelfde manier zijn beoordeeld."
)

# --- headings and explanations ----------------------------------------------------------

HOW_COUNTED = (
    "Aandeel voldoet = het aantal keer 'voldoet', gedeeld door 'voldoet', 'voldoet deels' en "
    "'voldoet niet' samen (n)."
)
ALL_NORMS = "Alle normen"
LEGEND = "Legenda"

COMPARISON_NOTE = (
    "Per norm en per gemeente de status. Gemeenten staan op alfabet. Filter met de pijltjes."
)
COMPLETE_SHARE = "Aandeel voldoet per gemeente"
THEMAS_NOTE = (
    "Per gemeente en thema het aandeel van de normen dat voldoet. Gemeenten staan op alfabet: "
    "dit is geen ranglijst."
)
SPREAD_NOTE = "De spreiding tussen de gemeenten"
SPREAD_LABELS = {
    "gemeenten": "Aantal gemeenten",
    "minimum": "Laagste",
    "kwartiel_1": "Een kwart ligt hieronder (kwartiel 1)",
    "mediaan": "De middelste (mediaan)",
    "kwartiel_3": "Een kwart ligt hierboven (kwartiel 3)",
    "maximum": "Hoogste",
}
BOTTLENECKS_NOTE = (
    "Normen waaraan gemeenten nog niet (helemaal) voldoen. Bovenaan staat de norm waarbij dat "
    "het vaakst zo is."
)
NO_BOTTLENECKS = "Er zijn geen normen waaraan een gemeente nog niet voldoet."
DATA_NOTE = (
    "Alle antwoorden van deze meting, een regel per gemeente en norm. Bedoeld om zelf mee te "
    "rekenen, bijvoorbeeld met een draaitabel."
)


def development_note(previous: str, meting: str, count: float) -> str:
    """What the development compares."""
    return (
        f"Meting {meting} naast meting {previous}: alleen de {gemeenten(count)} die beide keren "
        "antwoord gaven, en alleen normen die beide keren zijn beoordeeld."
    )


LEFT_OUT_TITLE = "Niet vergeleken, en waarom"
NOTHING_LEFT_OUT = "Alle gemeenten en normen zijn vergeleken."


def left_out(kind: str, name: str, other: str) -> str:
    """Why a gemeente or norm is not in the development."""
    return {
        "alleen_nu": f"{name} antwoordde alleen in deze meting.",
        "alleen_vorige": f"{name} antwoordde alleen in de vorige meting.",
        "opgegaan": f"{name} is opgegaan in {other} en bestaat niet meer als gemeente.",
        "samengevoegd": (
            f"{name} is samengevoegd met {other}. De gemeente van nu is daarom niet dezelfde "
            "als die van de vorige meting."
        ),
        "norm_nieuw": f"Norm {name} is nieuw in deze editie.",
        "norm_vervallen": f"Norm {name} van de vorige editie bestaat niet meer.",
        "norm_gebundeld": (
            f"Norm {name} komt uit norm {other} van de vorige editie, maar niet een op een."
        ),
    }[kind]


STATES = {
    "compleet": "Compleet",
    "deels": "Deels ingevuld",
    "leeg": "Leeg teruggestuurd",
    "afgewezen": "Geweigerd",
    "geen": "Niets ontvangen",
    "editie": "Andere editie",
}

# --- provincie --------------------------------------------------------------------------

NOT_SHOWN = "•"


def provincie_title(name: str, meting: str) -> str:
    """The title of a provincie comparison."""
    return f"{name}: de gemeenten samen, meting {meting}"


PROVINCIE_NOTES = (
    "Alle cijfers gaan over gemeenten samen. De provincie zelf is nergens meegeteld.",
    f"Een punt ({NOT_SHOWN}) in een cel betekent: niet getoond. De groep is kleiner dan 5 "
    "gemeenten, of zo'n kleine groep zou uit de andere cijfers te berekenen zijn.",
    "n is het aantal antwoorden dat meetelt: bij één norm is dat het aantal gemeenten. 'Niet van "
    "toepassing' en niet ingevuld tellen niet mee.",
)


def repeated(count: int, days: Sequence[str]) -> str:
    """That figures of an earlier report are shown again."""
    return (
        f"Bij {normen(count)} staan de cijfers van een eerder rapport ({listed(days)}). Sindsdien "
        "zijn te weinig antwoorden veranderd: het verschil zou iets zeggen over minder dan 5 "
        "gemeenten."
    )


TOO_FEW = (
    "Er zijn te weinig antwoorden om cijfers te tonen: minder dan 5 gemeenten hebben geantwoord.",
)
GROUPED_THEMA_NOTE = (
    "Een thema telt bij elke groep alleen de normen die voor die groep getoond mogen worden. "
    "Hoeveel dat er zijn, staat erbij."
)


def group_ends(title: str, low: str, low_share: float, high: str, high_share: float) -> str:
    """The spread between groups, without a ranking."""
    return (
        f"{title} loopt het aandeel dat voldoet van {percent(low_share)} ({low}) tot "
        f"{percent(high_share)} ({high})."
    )


# --- response, exchange, actions, findings ----------------------------------------------

RESPONSE_NOTE = (
    "Per gemeente wat er is ontvangen. 'Geweigerd' betekent: het bestand kon niet worden gebruikt."
)
EXCHANGE_NOTE = (
    "Per norm wie hulp vraagt en wie kan helpen. Gemeenten die voldoen maar niets hebben gezegd "
    "over hulp, staan apart: vraag hen eerst of het uitkomt."
)
ACTIONS_NOTE = (
    "Alle acties bij normen waaraan nog niet (helemaal) wordt voldaan, de vroegste datum eerst. "
    "Staat er alleen een datum en geen actie, dan telt dat niet mee in de verwachting op de "
    "Samenvatting."
)
OVERDUE = "Te laat"
NO_ACTION_TEXT = "(geen actie beschreven)"
NO_ACTIONS = "Er zijn geen acties ingevuld."
FINDINGS_NOTE = (
    "Wat er mis is met de gegevens achter deze cijfers. Een antwoord met een fout telt niet mee, "
    "een antwoord met een waarschuwing wel; info is alleen goed om te weten."
)
NO_FINDINGS = "Er zijn geen bevindingen bij deze meting."


def expected(now: float, then: float, planned: float, overdue: float, without: float) -> str:
    """Where the region stands on the horizon when all plans come true."""
    late = f" Bij {whole(overdue)} daarvan is de datum al voorbij." if overdue else ""
    if not without:
        verdict = "De regio ligt op koers om eind 2027 overal te voldoen"
    else:
        verdict = "De regio ligt nog niet op koers om eind 2027 overal te voldoen"
    if not planned and without:
        return (
            f"{verdict}: er zijn geen acties met een datum tot dan, het blijft bij {percent(now)}."
        )
    actions = "1 actie" if planned == 1 else f"{whole(planned)} acties"
    rest = (
        f" Bij de andere {whole(without)} antwoorden is er nog geen actie met een datum tot dan."
        if without > 1
        else " Bij 1 antwoord is er nog geen actie met een datum tot dan."
        if without
        else ""
    )
    return (
        f"{verdict}: naar verwachting voldoet dan {percent(then)} (nu {percent(now)}), als "
        f"{actions} met een datum tot dan op tijd klaar {'is' if planned == 1 else 'zijn'}."
        f"{late}{rest}"
    )


# --- feedback to one gemeente -----------------------------------------------------------

FEEDBACK_NORMEN = "Uw normen"
CHANCES = "Leren van anderen"


def feedback_title(name: str, meting: str) -> str:
    """The title of a feedback workbook."""
    return f"{name}: terugkoppeling van meting {meting}"


def feedback_group(riec: str, others: int) -> str:
    """Who the others are."""
    return (
        f"'De anderen' zijn de {gemeenten(others)} in {riec} die ook antwoord gaven, zonder uzelf. "
        "U ziet geen antwoorden van een andere gemeente."
    )


FEEDBACK_SMALL = (
    f"Een punt ({NOT_SHOWN}) in een cel betekent: minder dan 5 andere gemeenten hebben deze norm "
    "beoordeeld. Dan tonen wij geen cijfer."
)
FEEDBACK_NO_ANSWERS = (
    "Van uw gemeente is in deze meting nog geen antwoord ontvangen. Er valt nog niets te tonen."
)


def own_compliance(voldoet: float, n: float, share: float) -> str:
    """The gemeente's own share."""
    return (
        f"U voldoet aan {whole(voldoet)} van de {whole(n)} normen die u beoordeelde "
        f"({percent(share)})."
    )


def others_compliance(share: float, count: float) -> str:
    """The share of the others."""
    return (
        f"Bij de anderen is dat samen {percent(share)}, over {normen(count)} met genoeg antwoorden."
    )


def own_change(previous: str, up: int, down: int) -> str:
    """The gemeente's own movements."""
    return f"Sinds meting {previous}: {normen(up)} omhoog en {normen(down)} omlaag."


def chances(count: int) -> str:
    """How many norms most others comply with."""
    if not count:
        return "Er zijn geen normen waaraan de meeste anderen wel voldoen, maar u nog niet."
    return (
        f"Bij {normen(count)} voldoen de meeste anderen wel, maar u nog niet (helemaal). Zie het "
        f"blad '{CHANCES}'."
    )


CHANCES_NOTE = (
    "Normen waaraan u nog niet (helemaal) voldoet. Bovenaan staan de normen waaraan de meeste "
    "anderen wel voldoen. Genoemd zijn alleen gemeenten die zelf zeiden dat zij kunnen helpen."
)
NO_HELP = "niemand bood zich aan"
UP, DOWN, SAME = "▲ omhoog", "▼ omlaag", "= gelijk"

# --- web page ---------------------------------------------------------------------------

SKIP = "Naar het overzicht"
ALL = "Alle"
RESET = "Filters wissen"
PAGE_NOTE = (
    "Klik op een vakje voor het hele antwoord. Met de pijltjestoetsen gaat u van vakje naar vakje, "
    "met Enter opent u het antwoord."
)
COMPARISON_CAPTION = "Status per norm en per gemeente. Gemeenten staan op alfabet."
