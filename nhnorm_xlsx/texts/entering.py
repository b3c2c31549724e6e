"""What one reads before the page is there, and after it is gone: of letting in and of starting."""

from __future__ import annotations

from typing import Final

NO_ENTRY: Final = (
    "Deze bladzijde gaat open met een code. Die code staat in het venster van het programma."
)
START_AGAIN: Final = (
    "Ziet u dat venster niet? Start het programma dan opnieuw, zoals u dat eerder deed; het opent "
    "zelf de goede bladzijde."
)
WRONG_CODE: Final = (
    "Die code klopt niet of is al gebruikt. Kijk in het venster van het programma en typ de code "
    "nog eens. Elke code werkt één keer."
)
ANOTHER_START: Final = (
    "Dit adres is van een eerdere start. Gebruik het tabblad dat het programma opende, of start "
    "het programma opnieuw, zoals u dat eerder deed."
)
CODE: Final = "Code"
ENTER: Final = "Open het scherm"
LET_IN: Final = "Het scherm wordt geopend…"
START_PAGE: Final = "Het scherm openen"


def listening(address: str, page: str, code: str) -> list[str]:
    """What stands in the window of the program while it serves."""
    return [
        f"Het scherm staat op {address} en is alleen op deze computer te zien.",
        f"Opent er geen browser? Open dan zelf {page}",
        f"of ga naar het adres hierboven en typ deze code: {code}",
        "Stoppen: de knop op de bladzijde, of Ctrl-C in dit venster.",
    ]


ENDED: Final = "Het scherm is gestopt."
NO_ONE_LOOKS: Final = "Het scherm is gestopt, omdat er geen tabblad meer open was."
PRESS_ENTER: Final = "Druk op Enter om dit venster te sluiten."


def no_folder(path: str, reason: str) -> str:
    """The folder to work in cannot be used."""
    return f"De map {path} kan niet worden gebruikt ({reason}); kies met --map een andere."


def no_port(reason: str) -> str:
    """Nothing can listen on this machine."""
    return (
        f"Het programma mag op deze computer geen scherm openen ({reason}). Vraag uw beheerder of "
        "een beveiligingsprogramma verbindingen met 127.0.0.1 tegenhoudt; met de opdrachten "
        "(nhnorm --help) kan alles ook."
    )
