"""What the notes for a board say. They speak of the organisation by name, for who signs them."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.texts.words import agreeing, counted, normen, percent, whole

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
OTHERS_AHEAD: Final = "Waar de helft of meer van de gemeenten wel voldoet"

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


def own_chances(count: int) -> str:
    """How many norms half or more comply with."""
    if not count:
        return (
            "Er is geen norm waaraan de helft of meer van de gemeenten wel voldoet, en wij niet "
            "(helemaal)."
        )
    return (
        f"Bij {normen(count)} voldoet de helft of meer van de gemeenten wel, en wij nog niet "
        "(helemaal)."
    )


def more_norms(count: int, sheet: str) -> str:
    """That there are more such norms than the note names."""
    return f"En nog {normen(count)}: zie het blad '{sheet}' van het werkboek."


def chart_title(name: str, *, together: bool) -> str:
    """The title of the chart of one organisation."""
    others = f": {name}, en de gemeenten samen (beschermd)" if together else ""
    return f"Aandeel voldoet per thema{others}"


def own_and_others(name: str, thema: str, own: float, others: str) -> str:
    """One pair of columns of the chart, for who cannot see it."""
    return f"{thema}: {name} {percent(own)}" + (f", samen {others}" if others else "")


def begin_with(name: str) -> tuple[str, str]:
    """To begin with a norm that others do meet; and why."""
    return (
        f"Beginnen met norm {name}",
        "Volgens de beschermde cijfers voldoet de helft of meer van de gemeenten daar al aan.",
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
