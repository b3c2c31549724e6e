"""What `opruimen` says to the user, and what stands in the statement of destruction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx.texts.explanation import Section
from nhnorm_xlsx.texts.words import day as in_words
from nhnorm_xlsx.texts.words import listed

# What goes, by the key of its number: one, and several.
GOES: Final[Mapping[str, tuple[str, str]]] = {
    "originelen": (
        "origineel van een ingeleverd werkboek",
        "originelen van ingeleverde werkboeken",
    ),
    "namen": (
        "naam van een bestand of onderwerp van een mail",
        "namen van bestanden en onderwerpen van mails",
    ),
    "teksten": ("tekst die iemand invulde", "teksten die mensen invulden"),
    "bevindingen": ("bevinding", "bevindingen"),
    "logregels": (
        "bericht in het logboek (ontvangen, besloten, uitstel, opgesteld)",
        "berichten in het logboek (ontvangen, besloten, uitstel, opgesteld)",
    ),
    "werkboeken": (
        "uitgegeven of teruggestuurd werkboek",
        "uitgegeven of teruggestuurde werkboeken",
    ),
    "mails": (
        "bestand van opgestelde mails (onderwerp, adres, tekst, bijlage)",
        "bestanden van opgestelde mails (onderwerp, adres, tekst, bijlage)",
    ),
    "vergelijkingen": (
        "bestand van vergelijkingen met namen",
        "bestanden van vergelijkingen met namen",
    ),
    "terugkoppelingen": ("bestand van terugkoppelingen", "bestanden van terugkoppelingen"),
    "standen": (
        "werkboek met de stand voor een overleg",
        "werkboeken met de stand voor een overleg",
    ),
    "overzichten": (
        "bestand van overzichten van één organisatie",
        "bestanden van overzichten van één organisatie",
    ),
    "ingekomen": (
        "ingekomen bestand of mail in de map van de ronde",
        "ingekomen bestanden en mails in de map van de ronde",
    ),
}

STAYS: Final = (
    "Wat is gepubliceerd: de vastgestelde standen, de doorgegeven cijfers en het rapport voor de "
    "provincie. Zo blijft ook beschermd wat anderen al weten.",
    "Voor de lijn over de jaren, per organisatie: de status van elke norm, de datum van elk plan "
    "en de dag van het antwoord. Geen tekst, geen namen van mensen of bestanden.",
    "De normdefinitie en de lijst van organisaties; ronde.toml, contacten.csv en de sjablonen, "
    "want die zijn ook voor andere metingen.",
    "Kenmerken (sha256) van wat is vernietigd, zodat het niet opnieuw wordt ingelezen.",
)

NOT_REACHED: Final = (
    "Oude versies en de prullenbak van OneDrive, Teams of SharePoint, reservekopieën, en wat in "
    "een postvak staat of al is verstuurd, bereikt dit programma niet. Vraag uw beheerder om die "
    "op te ruimen. Heeft een collega een kopie van de ronde, laat die dan deze map erbij nemen met "
    "'nhnorm samenbrengen' en daarna ook 'nhnorm opruimen'."
)

NOTHING_DONE: Final = "Er is niets vernietigd."
ALREADY: Final = (
    "Van deze meting is niets meer over om te vernietigen; de verklaring wordt opnieuw gemaakt."
)


def heading(meting: str, folder: Path) -> str:
    """What it is about."""
    return f"Opruimen van de meting {meting} in {folder}. Dit kan niet ongedaan worden gemaakt."


def running(meting: str) -> str:
    """It is the meting that runs."""
    return f"Let op: {meting} is volgens ronde.toml de lopende meting."


def goes(numbers: Mapping[str, int]) -> list[str]:
    """What goes, a line each."""
    lines = [
        f"  {numbers[key]} {one if numbers[key] == 1 else more}"
        for key, (one, more) in GOES.items()
        if numbers.get(key)
    ]
    return ["Weg gaat:", *(lines or ["  niets meer"])]


def stays() -> list[str]:
    """What stays, a line each."""
    return ["Blijven:", *(f"  {line}" for line in STAYS)]


TABLES: Final = (
    "De tabellen worden opnieuw gemaakt uit wat blijft. Tabellen die u met de hand veranderde of "
    "die in opzij staan, gaan weg, van alle metingen."
)


def unplaced(count: int) -> str:
    """Files of which the meting is not known go along."""
    one = count == 1
    return (
        f"Daarbij {'is 1 bestand' if one else f'zijn {count} bestanden'} waarvan niet bekend is "
        f"bij welke meting {'het hoort' if one else 'zij horen'}, van vóór een latere meting."
    )


def later(metingen: Sequence[str], meting: str) -> str:
    """Later workbooks hold the answers of this meting beside them."""
    return (
        f"In de werkboeken van een latere meting ({listed(metingen)}) kunnen antwoorden van "
        f"{meting} staan als de vorige keer; die gaan weg als u ook die meting opruimt."
    )


def mixed(paths: Sequence[Path]) -> str:
    """What holds other things as well is left."""
    return (
        "Niet vernietigd, want er zit ook iets anders in: "
        f"{listed([str(path) for path in paths])}. Haal dit zelf weg als u "
        "het niet meer nodig heeft."
    )


def copies(paths: Sequence[Path]) -> str:
    """A second dataset stands in the folder of the round."""
    return (
        f"Een andere dataset is niet opgeruimd: {listed([str(path) for path in paths])}. Geef "
        "'nhnorm opruimen' met --dataset en die map, of gooi haar weg."
    )


def question(meting: str) -> str:
    """What is asked."""
    return f"Typ de meting ({meting}) om te vernietigen"


def no_one(meting: str) -> str:
    """Nobody can answer."""
    return f"Er is niemand om het te vragen; geef --ja om de meting {meting} te vernietigen."


def unknown(meting: str, known: Sequence[str], folder: Path) -> str:
    """There is nothing of this meting."""
    there = f"; er zijn: {listed(known)}" if known else ""
    return f"Van de meting {meting} is in {folder} niets bekend{there}."


def done(meting: str, statement: Path) -> str:
    """It is done."""
    return (
        f"De meting {meting} is opgeruimd. De verklaring van vernietiging staat in {statement}; "
        "vul in wie tekent."
    )


# --- the statement ----------------------------------------------------------------------

# What a fingerprint is of, in a word, by the keys of `GOES`.
_SHORT: Final[Mapping[str, str]] = {
    "originelen": "origineel",
    "werkboeken": "werkboek",
    "mails": "opgestelde mail",
    "vergelijkingen": "vergelijking",
    "terugkoppelingen": "terugkoppeling",
    "standen": "stand voor overleg",
    "overzichten": "overzicht",
    "ingekomen": "ingekomen",
}


def statement_title(meting: str) -> str:
    """The title of the statement."""
    return f"Verklaring van vernietiging, meting {meting}"


def statement(
    meting: str,
    norm: str,
    moments: Sequence[tuple[date, str]],
    numbers: Mapping[str, int],
    fingerprints: Mapping[str, Sequence[str]],
) -> list[Section]:
    """What stands in the statement; `fingerprints` are by the keys of `GOES`."""
    when = listed([f"{in_words(day)} om {clock} uur" for day, clock in moments])
    what = [
        (str(numbers[key]), one if numbers[key] == 1 else more)
        for key, (one, more) in GOES.items()
        if numbers.get(key)
    ]
    marks = [(word, mark) for key, word in _SHORT.items() for mark in fingerprints.get(key, ())]
    sign = ("Naam", "Functie", "Organisatie", "Plaats en datum", "Handtekening")
    return [
        Section(
            "Wat is er gebeurd?",
            lines=(
                f"De gegevens van de meting {meting} ({norm}) zijn vernietigd met "
                f"'nhnorm opruimen', op {when}.",
            ),
        ),
        Section("Wat is vernietigd?", table=(("Aantal", "Wat"), *what)),
        Section("Wat is gebleven?", lines=STAYS),
        Section("Wat is niet bereikt?", lines=(NOT_REACHED,)),
        Section(
            "Ondertekening: het bovenstaande is uitgevoerd",
            table=(("Vul in", ""), *((name, "\n") for name in sign)),
        ),
        Section(
            "Kenmerken van wat is vernietigd",
            table=(("Wat", "Kenmerk (sha256)"), *marks),
        ),
    ]
