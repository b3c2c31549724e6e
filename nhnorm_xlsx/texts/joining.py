"""What `samenbrengen` says to the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx.texts.words import agreeing, listed

# What the events of a copy are called, by their kind: one, and several of them.
EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    "besloten": ("besluit", "besluiten"),
    "ingetrokken": ("ingetrokken besluit", "ingetrokken besluiten"),
    "uitstel": ("keer uitstel", "keer uitstel"),
    "samengevoegd": ("samenvoeging", "samenvoegingen"),
    "vastgesteld": ("vastgestelde stand", "vastgestelde standen"),
    "gepubliceerd": ("publicatie", "publicaties"),
    "norm": ("normdefinitie", "normdefinities"),
    "deelnemers": ("lijst van deelnemers", "lijsten van deelnemers"),
    "opgesteld": ("bericht van opgestelde mails", "berichten van opgestelde mails"),
    "vernietigd": ("vernietiging", "vernietigingen"),
    "teruggestuurd": ("werkboek met correcties", "werkboeken met correcties"),
}
FILES: Final = ("bestand", "bestanden")
ISSUED: Final = ("uitgegeven werkboek", "uitgegeven werkboeken")

NOTHING_NEW: Final = "Niets nieuws: alles uit deze kopie was er al."
ITSELF: Final = "Dit is de map van deze ronde zelf; er is niets veranderd."
TAKEN_UP: Final = "Wat hieronder staat vraagt om een besluit van u of van de ander."


def destroyed_there(meting: str) -> str:
    """The other copy destroyed a meting."""
    return (
        f"De meting {meting} is in de kopie opgeruimd. Wat daar is vernietigd, is nu ook weg uit "
        f"deze dataset; geef 'nhnorm opruimen --meting {meting}' voor de werkboeken en mails die "
        "hier nog staan."
    )


def taken(counted: Sequence[tuple[int, tuple[str, str]]], source: Path) -> str:
    """What came along."""
    named = [f"{count} {one if count == 1 else more}" for count, (one, more) in counted if count]
    what = listed(named, most=len(named)) or "gegevens die alleen het programma gebruikt"
    return f"Overgenomen uit {source}: {what}. In de kopie is niets veranderd."


def is_nowhere(source: Path) -> str:
    """There is nothing there."""
    return f"{source} bestaat niet; geef de map of het zip-bestand van de kopie."


def no_copy(source: Path) -> str:
    """It is something else."""
    return (
        f"In {source} staat geen ronde en geen dataset van dit programma; geef de map met "
        "ronde.toml of de map dataset, of een zip-bestand daarvan."
    )


def several(source: Path, places: Sequence[str]) -> str:
    """More than one dataset, and no telling which is meant."""
    return f"In {source} staan meer datasets ({listed(places)}); geef de map van één ervan."


def bad_zip(source: Path, reason: str) -> str:
    """A zip that cannot be unpacked."""
    return f"{source} kan niet worden uitgepakt ({reason}); pak het zelf uit en geef de map."


ZIP_BROKEN: Final = "het is geen heel zip-bestand"
ZIP_LOCKED: Final = "er zit een wachtwoord op"
ZIP_TOO_LARGE: Final = "er zit meer in dan een ronde kan zijn"


def another_norm(own: str, other: str) -> str:
    """The copy is of another norm."""
    return (
        f"Deze ronde is van de norm {own}, de kopie van een andere norm, {other}; die gaan niet "
        "samen. Er is niets veranderd."
    )


COPY_MADE_UP: Final = (
    "De kopie bevat de verzonnen antwoorden van het voorbeeld; die gaan niet samen met een echte "
    "ronde. Er is niets veranderd."
)
OWN_MADE_UP: Final = (
    "In deze map staan de verzonnen antwoorden van het voorbeeld; een echte ronde gaat daar niet "
    "bij. Werk in een andere map. Er is niets veranderd."
)


def damaged_events(names: Sequence[str]) -> str:
    """Events of the copy that are not as they were written."""
    return (
        f"In de kopie {agreeing(len(names), 'is een gebeurtenis', 'zijn gebeurtenissen')} "
        f"beschadigd: {listed(names)}. Wat daarin stond is niet "
        "overgenomen, de rest wel. Vraag een nieuwe kopie en breng die ook samen."
    )


def damaged_originals(names: Sequence[str]) -> str:
    """Originals of the copy that are not what their name says."""
    return (
        f"In het archief van de kopie {agreeing(len(names), 'is een bestand', 'zijn bestanden')} "
        f"veranderd: {listed(names)}. {agreeing(len(names), 'Dat is', 'Zij zijn')} niet "
        "overgenomen, de rest wel. Vraag een nieuwe kopie en breng die ook samen."
    )


def faulty_decisions(fault: str) -> str:
    """Decisions of the other that cannot be read."""
    return (
        f"Besluiten die in de kopie nog niet waren verwerkt zijn niet overgenomen. {fault}\n"
        "Laat de ander dit verbeteren, en breng de kopie dan opnieuw samen."
    )


def faulty_register(fault: str) -> str:
    """A register of the other that cannot be read."""
    return f"De lijst van uitgegeven werkboeken in de kopie is niet overgenomen. {fault}"


def two_rows(name: str, meting: str) -> str:
    """One workbook with two lines that differ."""
    return (
        f"Van het werkboek van {name} voor meting {meting} zeggen de twee lijsten van uitgiftes "
        "iets anders. Eén van beide is bewaard; kijk na of de deadline in uitgifte.csv klopt."
    )


def two_definitions(editie: str, own: date, other: date, *, own_serves: bool) -> str:
    """Two people gave another definition of one editie."""
    what = f"De normdefinitie van editie {editie}"
    return _two(what, own, other, "definitie", own_serves=own_serves)


def two_lists(own: date, other: date, *, own_serves: bool) -> str:
    """Two people gave another list of participants."""
    return _two("De lijst van deelnemers", own, other, "organisaties", own_serves=own_serves)


def _two(what: str, own: date, other: date, option: str, *, own_serves: bool) -> str:
    serves = "van hier" if own_serves else "uit de kopie"
    return (
        f"{what} verschilt: hier is die van {_shown(own)}, in de kopie die van {_shown(other)}. Nu "
        f"geldt die {serves}, want die is het laatst gegeven. Klopt dat niet, geef dan: nhnorm "
        f"importeer --{option} BESTAND, met het bestand dat geldt."
    )


def other_settings(file_name: str, key: str, own: str, other: str) -> str:
    """The settings of the two differ where it matters."""
    return (
        f"In {file_name} staat hier bij {key} {own}, in de kopie {other}. Hier is niets veranderd; "
        "spreek af wat geldt, en zet dat er bij beide."
    )


def _shown(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year}"
