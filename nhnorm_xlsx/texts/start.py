"""The Dutch text on Start about the request itself: who asks, how long it takes, what is secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nhnorm_xlsx.settings import RoundPeople

# Before what goes on on the next line.
INDENT: Final = "     "
WHO_ASKS_TITLE: Final = "Wie vraagt dit?"
# Minutes for one norm: to read, ask around and write down.
_LEAST, _MOST = 3, 5


def who_asks(people: RoundPeople) -> Iterator[str]:
    """Who sends it, who receives it, where it goes back to: what the settings say of that."""
    for said, contact in (
        ("Verstuurd door", people.sends),
        ("Ontvangen door", people.receives),
        ("Voert de ronde uit en ziet uw antwoorden", people.runs),
    ):
        if contact:
            parts = (contact.organisation, contact.function, contact.mail, contact.phone)
            yield f"{said}: {', '.join(part for part in parts if part)}"
    if people.goes_back_to:
        yield f"Terugsturen naar: {people.goes_back_to}"


def how_long(norms: int) -> str:
    """How long it takes, by the number of norms."""
    least, most = (_hours(norms * minutes) for minutes in (_LEAST, _MOST))
    whole = f"ongeveer {least} uur" if least == most else f"{least} tot {most} uur"
    return f"Reken op {_LEAST} tot {_MOST} minuten per norm: samen {whole}."


def _hours(minutes: int) -> str:
    halves = max(1, round(minutes / 30))
    whole, half = divmod(halves, 2)
    return f"{whole or ''}½" if half else str(whole)


ENABLE: Final = (
    "1.  Ziet u boven in beeld 'Beveiligde weergave'? Klik dan op 'Bewerken inschakelen'."
)
DIVIDE: Final = (
    "5.  Werk verdelen mag: elke collega vult een eigen kopie in. Stuur alle kopieën terug."
)
ANSWERED_BY: Final = "Wie beantwoordt dit? (functie)"

# What confidential means, also when somebody asks for it by law.
CONFIDENTIAL_MEANS: Final = (
    "Vertrouwelijk: deel dit werkboek alleen met wie het nodig heeft. Vraagt iemand het op met de "
    "Woo (Wet open overheid), dan beslist de organisatie die het heeft, na uw zienswijze."
)
