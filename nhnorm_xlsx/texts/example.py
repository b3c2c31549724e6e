"""What the made-up organisations write, and what `voorbeeld` says to the user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from nhnorm_xlsx.texts.words import agreeing, counted

EVIDENCE: Final[Mapping[str, Sequence[str]]] = {
    "voldoet": (
        "Vastgesteld door het bestuur; te vinden op intranet onder Veiligheid.",
        "Staat in het jaarplan en is in maart besproken met de directie.",
        "Geregeld in het handboek; nieuwe collega's krijgen uitleg bij hun start.",
        "Zie zaaksysteem, dossier weerbaarheid.",
        "- besproken in het directieoverleg\n- opgenomen in de jaarkalender",
        "Werkwijze is vastgelegd en vorig jaar geëvalueerd.",
        "Wordt uitgevoerd samen met twee buurgemeenten.",
    ),
    "deels": (
        "Concept ligt klaar, maar is nog niet vastgesteld.",
        "Geregeld voor medewerkers, nog niet voor de volksvertegenwoordigers.",
        "Gebeurt in de praktijk wel, maar staat nergens op papier.",
        "Beleid is er, maar is ouder dan vier jaar.",
        "= deels geregeld via de regionale samenwerking",
        "Vorig jaar gestart; de eerste bijeenkomsten zijn geweest.",
    ),
    "niet": (
        "Hier is nog niet mee begonnen.",
        "Geen capaciteit gehad in het afgelopen jaar.",
        "Wacht op het regionale voorbeeld.",
        "Er is nog geen eigenaar voor dit onderwerp.",
    ),
    "nvt": (
        "Deze bevoegdheid ligt niet bij onze organisatie.",
        "Dit is volledig ondergebracht bij de regionale uitvoeringsdienst.",
    ),
}


def evidence(status: str) -> Sequence[str]:
    """What is written with this status; a status of later date says what `deels` says."""
    return EVIDENCE.get(status, EVIDENCE["deels"])


FUNCTIONS: Final = (
    "Adviseur veiligheid",
    "Coördinator ondermijning",
    "Beleidsadviseur integriteit",
    "Teamleider vergunningen",
    "Informatiebeveiliger (CISO)",
    "Griffier",
    "Gemeentesecretaris",
    "Teamleider toezicht en handhaving",
    "Communicatieadviseur",
    "Adviseur personeel",
)

DEPARTMENTS: Final = (
    "Veiligheid",
    "Personeel en organisatie",
    "Vergunningen",
    "Toezicht en handhaving",
    "Financiën",
    "Communicatie",
    "Griffie",
    "Informatievoorziening",
)

ACTIONS: Final = (
    "Concept afronden en laten vaststellen door het bestuur.",
    "Onderwerp op de agenda van de driehoek zetten.",
    "Training plannen voor medewerkers en politieke ambtsdragers.",
    "Werkproces beschrijven en delen op intranet.",
    "Voorbeeld van een buurgemeente overnemen en aanpassen.",
    "Beleid actualiseren, samen met de regio.",
    "Uren vrijmaken in het jaarplan.",
    "Afspraken maken met het RIEC over ondersteuning.",
    "Meldpunt bekendmaken in de organisatie.",
)

COMPARING: Final = (
    "De stand vaststellen, vergelijkingen maken voor elk RIEC en de provincie, en een "
    "terugkoppeling per organisatie."
)


def opening(meting: str) -> str:
    """The line above one meting."""
    return f"--- Meting {meting} (verzonnen antwoorden) ---"


def returned(count: int, folder: Path) -> str:
    """How many filled-in workbooks came back, and where they are."""
    books = counted(count, "ingevuld werkboek", "ingevulde werkboeken")
    return f"{books} {agreeing(count, 'is', 'zijn')} teruggestuurd naar {folder}."


def closing(folder: Path, comparisons: Sequence[Path]) -> Iterator[str]:
    """What to open now."""
    yield ""
    yield "Klaar. Open nu:"
    yield f"  een leeg werkboek       {folder / 'werkboeken'}"
    yield f"  ingevulde werkboeken    {folder / 'retour'}"
    for path in comparisons:
        what = "een nota" if path.suffix == ".docx" else "een vergelijking"
        yield f"  {what:<23} {path}"
    yield f"  om door te geven        {folder / 'doorgeven'}"
    yield f"  terugkoppeling, nota's  {folder / 'terugkoppeling'}"
    yield f"  de dataset              {folder / 'dataset' / 'antwoorden.csv'}"
    yield "Wie nog niet heeft geantwoord, ziet u met:"
    yield f"  nhnorm status --dataset {folder / 'dataset'}"
