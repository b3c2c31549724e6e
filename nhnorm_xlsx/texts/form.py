"""The Dutch text of the form: headings, instructions, messages.

Nothing in here is read back. `soort` is the kind of organisation: gemeente, provincie, or
another that the list of organisations names. What is said to one kind alone stands in one table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from nhnorm_xlsx.contract import results
from nhnorm_xlsx.contract.fields import (
    FIELDS,
    FIRST_DATE,
    LAST_DATE,
    STATUS,
    Field,
    FieldKind,
    StartField,
)
from nhnorm_xlsx.contract.keys import OVERVIEW_SHEET, START_SHEET
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.contract.text import MONTHS
from nhnorm_xlsx.organisations import PROVINCIE
from nhnorm_xlsx.texts.start import DIVIDE, ENABLE
from nhnorm_xlsx.texts.who_sees import HELPING_IS_NAMED
from nhnorm_xlsx.texts.words import agreeing, normen

# What a norm without a name of its own is called.
NORM_NAME = "Norm Weerbare Overheid"

# What a formula says is read back as well, so it lives in the contract.
READY = results.READY
READY_NOT_ADOPTED = results.READY_NOT_ADOPTED
READY_BUT_WHO = results.READY_BUT_WHO
BARE = (results.BARE_ONE, results.BARE_MORE)
carried_counted = results.carried_counted
start_invalid = results.start_invalid
NOT_READY_ONE = results.NOT_READY_ONE
NOT_READY_MORE = results.NOT_READY_MORE
CHANGE_SENTENCE = results.CHANGE_SENTENCE
ARROWS = results.ARROWS
UNKNOWN_SYMBOL = results.UNKNOWN_SYMBOL
NO_NORMS = results.NO_NORMS
ADOPTED = results.ADOPTED
NOT_ADOPTED = results.NOT_ADOPTED
NO_ACTIONS = results.NO_ACTIONS
OPEN_ACTIONS = results.OPEN_ACTIONS
ACTION_NO_DATE = results.ACTION_NO_DATE
ACTION_LATE = results.ACTION_LATE
CORRECTION_OPEN = results.CORRECTION_OPEN
CORRECTION_WRONG = results.CORRECTION_WRONG
CORRECTION_DONE = results.CORRECTION_DONE

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def dutch_date(day: date) -> str:
    """A date in words: `vrijdag 29 mei 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def no_picture(path: Path) -> str:
    """What is said of a logo that cannot be shown."""
    return f"{path} is geen afbeelding die in een werkboek past; gebruik een png of jpg."


# --- document ---------------------------------------------------------------------------


DOCUMENT_SUBJECT = "Werkboek om in te vullen en terug te sturen"
# Stands on Start, and in the header or footer of every page.
CONFIDENTIAL = "Vertrouwelijk"


def header() -> str:
    """The page header; `&` codes are those of Excel."""
    return f"&R&9{CONFIDENTIAL}"


# As many letters of a name as stay clear of what stands in the middle of a narrow page.
_FOOTER_NAME = 32


def shortened(text: str, most: int) -> str:
    """The text, ending on … where it is longer than this."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def footer(organisation: str, meting: str) -> str:
    """The page footer; `&` codes are those of Excel."""
    name = shortened(organisation, _FOOTER_NAME).replace("&", "&&")
    return f"&L&9{name} – meting {meting} – {CONFIDENTIAL.lower()}&C&9&A&R&9Pagina &P van &N"


# --- Start ------------------------------------------------------------------------------


def start_deadline(deadline: date) -> str:
    """When the workbook must be back."""
    return f"Stuur dit werkboek uiterlijk {dutch_date(deadline)} terug."


def start_what(soort: str, norms: int) -> str:
    """What this is, in one sentence."""
    return (
        f"In dit werkboek geeft u per norm aan hoe ver uw {soort} is. "
        f"Het {agreeing(norms, 'is', 'zijn')} {normen(norms)}."
    )


STEPS_TITLE = "Zo vult u het in"
STEPS = (
    ENABLE,
    "2.  Open een thema: klik hiernaast op de naam, of ga met Ctrl+PageDown naar het blad.",
    "3.  Lees de norm en kies een status. De toelichting zegt wanneer u voldoet.",
    "4.  Vul in wat de kolom Controle vraagt. De gele en blauwe cellen zijn voor u.",
    DIVIDE,
    "6.  Bespreek het blad Overzicht in uw organisatie.",
    "7.  Vul hieronder in wie dit heeft gedaan. Bewaar het bestand en stuur het terug.",
)

PROGRESS_TITLE = "Thema"
PROGRESS_COUNT = "Compleet"
PROGRESS_OF = "Van"
PROGRESS_TOTAL = "Totaal"
PROGRESS_BAR = "Voortgang"


def go_to(sheet: str) -> str:
    """What a link to a sheet does, for a screen reader."""
    return f"Ga naar het blad {sheet}"


WHO_TITLE = "Wie heeft dit ingevuld?"
MEANING_TITLE = "Wat betekent de status?"

PRIVACY_TITLE = "Wat gebeurt er met uw antwoorden?"

PRIVACY = (
    "Dit is geen toezicht en geen ranglijst: het gaat om samen leren en elkaar helpen.",
    "Noem functies en geen namen. Zet geen wachtwoorden, persoonsgegevens of details van zaken in "
    "dit werkboek.",
)


def privacy(soort: str) -> tuple[str, ...]:
    """What happens with the answers of this kind of organisation.

    A provincie is in no RIEC, and so is named to nobody.
    """
    return PRIVACY if soort == PROVINCIE else (HELPING_IS_NAMED, *PRIVACY)


PROTECTION_NOTE = (
    "De bladen zijn beveiligd tegen vergissingen, zonder wachtwoord. Breder of hoger maken, "
    "filteren, opmerkingen, koppelingen en de grafiek kopiëren mag; sorteren en rijen toevoegen "
    "kan niet."
)

# --- thema sheets -----------------------------------------------------------------------

BACK_TO_START = f"← Terug naar {START_SHEET}"
BACK_TO_OVERVIEW = f"← Terug naar {OVERVIEW_SHEET}"


def next_sheet(sheet: str) -> str:
    """The link to the sheet that comes next."""
    return f"Verder naar {sheet} →"


THEME_INSTRUCTION = (
    "Kies bij elke norm een status. Controle zegt wat er nog nodig is; de rest mag leeg blijven."
)
FUNCTIONS = "Noem functies, geen namen."
LIST_CELLS = "Blauw: keuzelijst ▾"
NEXT_OPEN = results.NEXT_OPEN
# On the hidden sheet.
OPEN_ROW = "Eerste open rij"
# What a field of each kind takes, in the order in which it is said; None: any text.
_ALLOWED: Mapping[FieldKind, Callable[[Field, str], str] | None] = {
    FieldKind.CHOICE: lambda field, _: ", ".join(field.options),
    FieldKind.DATE: lambda _, day: f"dag-maand-jaar, zoals {day}",
    FieldKind.NUMBER: lambda _, __: "een getal van 0 of meer, zoals 1250,50",
    FieldKind.TEXT: None,
}


def allowed_others(day: str) -> str:
    """What the fields besides the status take; `day` is an example of a date."""
    return "  ".join(
        f"{field.heading}: {allowed(field, day)}."
        for kind, allowed in _ALLOWED.items()
        for field in FIELDS
        if allowed and field.kind is kind and field is not STATUS
    )


def carried_over(meting: str) -> str:
    """What is said about the texts that come from the previous meting."""
    return f"Schuin op grijs komt uit {meting}: klopt het nog?"


def was_heading(heading: str) -> str:
    """The heading of the hidden column with what a field said in the previous meting."""
    return f"{heading} (vorige)"


COLUMN_HEADINGS = {
    "nummer": "Nr.",
    "norm": "Norm",
    "toelichting": "Toelichting",
    "controle": "Controle",
    "gelezen_status": "Gelezen als",
    "vorige_status": "Vorige status",
    "vorige_datum": "Vorige datum",
    "overgenomen": "Overgenomen",
    "correctie": "Verbeteren",
}


def norm_online(norm: str) -> str:
    """What the link on the number of a norm does, for a screen reader."""
    return f"Norm {norm} en hulpmiddelen lezen op internet"


def previous_heading(key: str, meting: str) -> str:
    """The heading of a column with the previous meting."""
    return f"Status in {meting}" if key == "vorige_status" else f"Datum in {meting}"


# What Excel says when something else is typed than the list allows.
CHOICE_ERROR = "Kies uit de lijst. Of maak de cel leeg met Delete."


CHOICE_ERROR_TITLE = "Deze keuze bestaat niet"
DATE_ERROR_TITLE = "Dit is geen goede datum"
NUMBER_ERROR_TITLE = "Dit is geen goed getal"
NUMBER_ERROR = "Typ alleen een getal van 0 of meer, bijvoorbeeld 1250,50."


def date_error(day: str) -> str:
    """What Excel says when no good date is typed; `day` is an example."""
    return (
        f"Typ een datum als dag-maand-jaar, bijvoorbeeld {day}, "
        f"tussen {FIRST_DATE.year} en {LAST_DATE.year}."
    )


def prompt(field: Field | StartField, day: str = "") -> str:
    """What stands beside a cell when it is chosen; `day` is an example of a date."""
    return field.prompt.replace("{day}", day)


PROVINCIE_PARTLY = "Let op: voor de provincie geldt deze norm voor een deel; zie de toelichting."

# --- Correcties ---------------------------------------------------------------------


def corrections_intro(errors: int) -> str:
    """What this is, in one sentence."""
    answers = "1 punt" if errors == 1 else f"{errors} punten"
    return (
        f"Dank u voor uw antwoorden. Op {answers} konden wij ze niet gebruiken. Alles wat wel "
        "duidelijk was, staat al in dit werkboek."
    )


CORRECTIONS_HOW = (
    "Klik op de plek, verbeter het antwoord, bewaar het bestand en stuur dit werkboek terug. "
    "Wat u hier verbetert, komt in de plaats van wat u eerder stuurde."
)
CORRECTIONS_URGENT = "Verbeteren"
CORRECTIONS_OTHER = "Graag ook nakijken"
CORRECTION_NUMBER = "Nr."
CORRECTION_HEADINGS = ("Wat is er aan de hand?", "Waar stond het in uw bestand?", "Nu")
CORRECTION_WHOLE = "het hele werkboek"
CORRECTION_NO_PLACE = "–"


def correction_where(norm: str, heading: str) -> str:
    """The text of the link to a cell to put right."""
    return f"Norm {norm}, {heading}"


def correction_on_start(sheet: str, label: str) -> str:
    """The text of the link to a cell on Start to put right, without the hint between brackets."""
    return f"{sheet}, {label.partition(' (')[0]}"


def go_to_norm(norm: str, sheet: str) -> str:
    """What a link to a norm does, for a screen reader."""
    return f"Ga naar norm {norm} op het blad {sheet}"


# --- Overzicht --------------------------------------------------------------------------

OVERVIEW_NORMS = "Alle normen per thema, met hun status"
OVERVIEW_COUNTS = "Aantal normen per status"
OVERVIEW_DECIDE = "Dit vraagt een besluit"
OVERVIEW_OPEN = "Nog open"
LEGEND = "Legenda"
BETTER, WORSE = ARROWS
CHANGE_HEADINGS = ("▲ Beter", "▼ Minder")
UNKNOWN_LABEL = "Ongeldig"
UNKNOWN_MEANING = "ongeldig"


def changes_since(meting: str) -> str:
    """What the arrows on the tiles are about."""
    return f"Sinds de meting {meting}"


LATE = "voorbij"
# What asks for a decision: what it is, and the question that goes with it, by key.
DECISIONS: Mapping[str, tuple[str, str]] = {
    "plan": ("Nog geen actie met datum", "Wat doen wij, en wanneer?"),
    LATE: ("Streefdatum voorbij", "Nieuwe datum, of meer inzet?"),
    "voorrang": ("Actie met prioriteit {}", "Lukt dit op tijd?"),
    "hulp": ("{}", "Wie kan ons helpen?"),
    "minder": ("Minder dan in {}", "Hoe komt dat?"),
    "beter": ("Beter dan in {}", "Wat hielp?"),
}
# Two that the tiles show by themselves, so that only their number is said.
WORST_QUESTION = "Wat pakken wij eerst aan?"
TO_FILL_IN = ("Nog in te vullen", "Wie vult dit nog in?")

CHART_TITLE = "Aantal normen per status, per thema"
_LABELS = [status.label for status in STATUSES]
CHART_DESCRIPTION = (
    f"Gestapelde balken: per thema hoeveel normen de status {', '.join(_LABELS[:-1])} "
    f"of {_LABELS[-1]} hebben, en hoeveel er nog open of ongeldig zijn. Dezelfde aantallen "
    "staan in de tabel op dit blad."
)

# --- Acties -----------------------------------------------------------------------------

ACTIONS_HOW = (
    "Op streefdatum, de oudste eerst. Een tekst die op … eindigt, staat compleet op het blad "
    "van het thema."
)
ACTION_LIST_HEADINGS = ("Norm", "Prioriteit", "Streefdatum", "Te laat?", "Wie", "Wat")
# Longer texts are shown with an ellipsis: every action has the same room on paper.
ACTION_WHO_LENGTH, ACTION_LENGTH = 50, 200

# --- hidden lists -----------------------------------------------------------------------
