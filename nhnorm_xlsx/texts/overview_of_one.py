"""The words of `overzicht`: everything that is held about one organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from nhnorm_xlsx.texts.words import listed

# The sheets, in order: the name of each and what it shows.
SHEETS: Final[Mapping[str, tuple[str, str]]] = {
    "antwoorden": (
        "Antwoorden",
        "Wat de organisatie antwoordde. Normen waarbij niets is ingevuld staan er niet bij.",
    ),
    "startgegevens": ("Start", "Wat op het eerste blad is ingevuld: wie, wanneer, vastgesteld."),
    "inzendingen": ("Ontvangen", "Elk bestand dat is ontvangen en wat ermee is gebeurd."),
    "bevindingen": ("Bevindingen", "Wat het programma over die bestanden heeft gezegd."),
    "besluiten": ("Besluiten", "Wat de coördinator over die bestanden heeft besloten, en waarom."),
    "uitgiften": ("Uitgegeven", "De werkboeken die voor de organisatie zijn gemaakt."),
    "uitstel": (
        "Uitstel",
        "Een andere deadline voor deze organisatie, en waarom.",
    ),
    "mails": ("Opgesteld", "Mails die zijn opgesteld, en werkboeken die zijn teruggestuurd."),
    "publicaties": (
        "Gepubliceerd",
        "De vastgestelde standen waarin antwoorden van deze organisatie zijn meegeteld.",
    ),
    "contact": ("Contact", "Wat in contacten.csv bij deze organisatie staat."),
}

# Headings that no table of the dataset has.
HEADINGS: Final[Mapping[str, str]] = {
    "op": "Op",
    "bestand": "Bestand",
    "besluit": "Besluit",
    "waarde": "Waarde",
    "reden": "Reden",
    "meting": "Meting",
    "tot": "Tot en met",
    "soort_mail": "Wat",
    "dag": "Dag",
    "stand": "Stand",
    "riec": "Geteld bij",
    "statussen": "Statussen in die stand",
    "naam_organisatie": "Naam",
    "aan": "Aan",
    "cc": "Cc",
    "aanhef": "Aanhef",
    "ernst": "Ernst",
    "soort": "Soort",
    "melding": "Melding",
    "uitkomst": "Uitkomst",
    "ontvangen_op": "Ontvangen op",
    "bytes": "Bytes",
    "sha256": "Kenmerk (sha256)",
    "origineel": "Kopie in de map originelen",
    "veld": "Veld",
    "norm": "Norm",
    "blad": "Blad",
    "cel": "Cel",
    "gemaakt_op": "Gemaakt op",
    "deadline": "Deadline",
    "uitgifte_id": "Nummer",
    "editie": "Editie",
    "status": "Status",
    "organisatie": "Organisatie",
}
SENT_BACK: Final = "werkboek met correcties"
NONE: Final = "Hierover is niets bewaard."
FOLDER: Final = "originelen"


def title(name: str, code: str) -> str:
    """The title of the workbook."""
    return f"Alles over {name} ({code})"


def nothing(name: str, code: str, folder: Path) -> str:
    """Nothing is held about it."""
    return f"Over {name} ({code}) is in {folder} niets bewaard."


def made(path: Path, copies: int) -> str:
    """Where it stands."""
    originals = "1 origineel" if copies == 1 else f"{copies} originelen"
    return f"Het overzicht staat in {path}, met {originals} in de map {FOLDER} ernaast."


def unknown(names: Sequence[str]) -> str:
    """Files of which nobody knows whose they are."""
    those, there = (
        ("dit bestand", "het staat") if len(names) == 1 else ("deze bestanden", "zij staan")
    )
    return (
        f"Van {those} is niet bekend van welke organisatie, dus {there} er niet in: "
        f"{listed(names)}. Bekijk zelf of er iets van deze organisatie bij is."
    )


NOT_REACHED: Final = (
    "Buiten dit overzicht vallen uw postvak en wat u zelf buiten de dataset bewaart, zoals mails, "
    "vergelijkingen en aantekeningen."
)
