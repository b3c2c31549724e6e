"""What the notes for a board say. They speak of the organisation by name, for who signs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nhnorm_xlsx.texts.words import agreeing, counted, listed, normen, percent, whole

CONFIDENTIAL: Final = "Vertrouwelijk"
PAGE: Final = "Pagina"
OF: Final = "van"
FIGURES: Final = "Cijfers"
TO_CHANGE: Final = (
    "Deze nota is gemaakt uit de cijfers van het werkboek met dezelfde naam. Pas de tekst aan "
    "voordat u de nota doorgeeft."
)
ADDRESSED: Final = "Aan: …………………………    Van: …………………………    Datum: …………………"
IN_SHORT: Final = "In het kort"
OPEN_ACTIONS: Final = "Open acties"
TO_DECIDE: Final = "Gevraagd besluit"
CHART_TITLE: Final = "Aandeel voldoet per thema"

NORM: Final = "Norm"
ACTIONS: Final = "Acties"
DATE: Final = "Datum"
ACTION: Final = "Actie"
BY: Final = "Wie"
STATUS: Final = "Status"


def riec_title(name: str, meting: str) -> str:
    """The title of the note of a RIEC."""
    return f"{name}: nota voor het bestuur, meting {meting}"


def own_title(name: str, meting: str) -> str:
    """The title of the note of one organisation."""
    return f"{name}: nota over meting {meting}"


def and_more(count: int, sheet: str) -> str:
    """That there are more actions than the note names."""
    return f"En nog {counted(count, 'actie', 'acties')}: zie het blad '{sheet}' van het werkboek."


def own_compliance(name: str, met: float, n: float, share: float) -> str:
    """The own share."""
    if not n:
        return f"{name} heeft nog geen enkele norm beoordeeld."
    return (
        f"{name} voldoet aan {whole(met)} van de {normen(n)} die {agreeing(n, 'is', 'zijn')} "
        f"beoordeeld ({percent(share)})."
    )


def own_unmet(part: float, not_at_all: float) -> str:
    """How many norms are met in part, and how many not at all."""
    return f"Aan {normen(part)} wordt deels voldaan, aan {normen(not_at_all)} nog niet."


def others_ahead(whom: str) -> str:
    """The heading above the norms that half or more of those comply with."""
    return f"Waar de helft of meer van {whom} wel voldoet"


def of_whom(group: str, riecs: Sequence[str]) -> str:
    """Of whom the figures per thema are, if there are any, and of whom those per norm."""
    per_thema = f"De grafiek gaat over de gemeenten van {group}, de" if group else "De"
    return (
        f"{per_thema} tabel per norm over alle gemeenten: die van {listed(riecs)} die hebben "
        "geantwoord."
    )


def fewer_norms(name: str, themas: Sequence[str]) -> str:
    """Where the own share is about fewer norms than that of the others."""
    one = len(themas) == 1
    return (
        f"Bij {'thema' if one else 'de thema’s'} {listed(themas)} beoordeelde {name} niet elke "
        "norm: het aandeel gaat daar over minder normen dan dat van de gemeenten samen."
    )


def other_norms(name: str) -> str:
    """Why nothing stands beside the own shares."""
    return (
        f"Per thema staat er niets naast: {name} vulde andere normen in dan waarover de cijfers "
        "van de gemeenten gaan."
    )


def guarded(whom: str) -> str:
    """That figures of others are guarded."""
    return f"{whom} samen (beschermd)"


def own_chances(count: int, whom: str) -> str:
    """How many norms half or more of those comply with."""
    if not count:
        return (
            f"Er is geen norm waaraan de helft of meer van {whom} wel voldoet, en wij niet "
            "(helemaal)."
        )
    return (
        f"Bij {normen(count)} voldoet de helft of meer van {whom} wel, en wij nog niet (helemaal)."
    )


def more_norms(count: int, sheet: str) -> str:
    """That there are more such norms than the note names."""
    return f"En nog {normen(count)}: zie het blad '{sheet}' van het werkboek."


def own_and_others(name: str, thema: str, own: float, others: str) -> str:
    """One pair of columns of the chart, for who cannot see it."""
    return f"{thema}: {name} {percent(own)}" + (f", samen {others}" if others else "")


def begin_with(name: str, whom: str) -> tuple[str, str]:
    """To begin with a norm that half or more of those do meet; and why."""
    return (
        f"Beginnen met norm {name}",
        f"Volgens de beschermde cijfers voldoet de helft of meer van {whom} daar al aan.",
    )


def keep_up(count: int, overdue: int) -> tuple[str, str]:
    """To agree on the actions; and how many there are."""
    late = f", waarvan {whole(overdue)} met een datum die voorbij is" if overdue else ""
    if count == 1:
        late = ", en de datum daarvan is voorbij" if overdue else ""
        return "De open actie vaststellen", f"Het is er 1{late}."
    return "De open acties vaststellen", f"Het zijn er {whole(count)}{late}."


def plan_rest(count: int) -> tuple[str, str]:
    """To plan what has no action; and how many those are."""
    verb = agreeing(count, "staat", "staan")
    return (
        "Een actie en een datum afspreken waar die er niet zijn",
        f"Er {verb} {normen(count)} zonder actie en zonder datum open.",
    )
