"""What the page says, besides what the tasks themselves say."""

from __future__ import annotations

from datetime import date
from typing import Final

from nhnorm_xlsx.texts.words import agreeing, counted

TITLE: Final = "De ronde"
SKIP: Final = "Naar de inhoud"
TABS: Final = {
    "stand": "Stand",
    "werkboeken": "Werkboeken",
    "mails": "Mails",
    "inlezen": "Inlezen",
    "beslissen": "Beslissen",
    "delen": "Vergelijken en delen",
    "bestanden": "Bestanden",
    "ronde": "Ronde",
}
TABS_LABEL: Final = "Onderdelen"
STOP: Final = "Stoppen"
STOP_BUSY: Final = (
    "Er loopt nog werk. Stoppen breekt het af; wat er was blijft bewaard. Toch stoppen?"
)
STOPPED: Final = "Het programma is gestopt. U kunt dit tabblad sluiten."
LOST: Final = (
    "Het programma antwoordt niet meer. Start het opnieuw, zoals u dat eerder deed; het opent dan "
    "zelf een nieuw tabblad. Alles wat klaar was, is bewaard."
)
WORK: Final = "Werk"
NO_WORK: Final = "Nog niets gedaan sinds de start."
STATES: Final = {
    "wacht": "wacht op zijn beurt",
    "loopt": "bezig",
    "vraagt": "vraagt u iets",
    "klaar": "klaar",
    "bezwaar": "klaar, maar kijk even",
    "mislukt": "niet gelukt",
    "afgebroken": "afgebroken",
}
SIGNS: Final = {
    "wacht": "·", "loopt": "…", "vraagt": "?", "klaar": "✓", "bezwaar": "!", "mislukt": "✗",
    "afgebroken": "–",
}  # fmt: skip
FILE_SIGNS: Final = {"goed": "✓", "letop": "!", "fout": "✗"}
FILE_WORDS: Final = {"goed": "goed", "letop": "let op", "fout": "fout"}
CANCEL: Final = "Afbreken"
CANCELLING: Final = "Wordt afgebroken…"
NO: Final = "Nee"
OPEN: Final = "Openen op deze computer"
OPEN_FOLDER: Final = "Map openen"
LOOK: Final = "Bekijken"
DOWNLOAD: Final = "Ophalen"
# Of a file that one changes in its place: what is changed in the copy does not count.
DOWNLOAD_COPY: Final = "Kopie ophalen"
MADE: Final = "Gemaakt"
FILES: Final = "Per bestand"
FILE: Final = "Bestand"
BECAME: Final = "Wat ermee gebeurde"
TO_DECIDE: Final = "Naar Beslissen"
MORE_CHOICES: Final = "Meer mogelijkheden"
EVERYONE: Final = "Iedereen"
CHOSEN: Final = "Alleen wie u hier aanvinkt. Vinkt u niemand aan, dan iedereen."
CHOOSE: Final = "Kies…"
ABOUT_WHOM: Final = "Om wie het gaat"
REQUIRED: Final = "verplicht"
DROP: Final = "Sleep hier bestanden of mappen naartoe, of:"
DROP_ONE: Final = "Sleep hier het bestand naartoe, of:"
PICK_FILES: Final = "Kies bestanden"
PICK_FILE: Final = "Kies een bestand"
PICK_FOLDER: Final = "Kies een map"
NOTHING_PICKED: Final = "Nog niets gekozen."
ALL_PICKED: Final = "Alles wat u koos"
CLEAR: Final = "Leeg maken"
NO_SCRIPT: Final = "Deze bladzijde heeft JavaScript nodig. Zet dat in uw browser aan."
START_FIRST: Final = "In deze map staat nog geen ronde. Begin er een; daarna kunt u verder."
FOLDER: Final = "Map"
READING: Final = "De stand wordt gelezen…"
FIGURES: Final = "In cijfers"
LATE: Final = "te laat"
TO_CORRECT: Final = "te verbeteren of afgewezen"
REMARK: Final = "opmerking"
NOTHING_ISSUED: Final = (
    "Er is nog niets uitgegeven en niets ingelezen. Maak eerst de werkboeken op het tabblad "
    "Werkboeken, of lees in wat u heeft op het tabblad Inlezen."
)
BUSY_NOW: Final = "Er loopt nu werk; dit staat er zodra het klaar is."

# --- deciding -----------------------------------------------------------------------------

DECIDE_ABOUT: Final = (
    "Over elk bestand kunt u zelf beslissen. Uw besluit staat daarna in besluiten.csv."
)
ASKS_DECISION: Final = "Vraagt misschien een besluit"
DECIDED: Final = "Daarover besloot u"
OTHERS: Final = "Alle andere bestanden"
NOTHING_TO_DECIDE: Final = "Geen enkel bestand vraagt om een besluit."
NOTHING_OFFERED: Final = "Er is nog niets ingelezen; dan valt er niets te beslissen."
VERDICTS: Final = {
    "uitsluiten": "Telt niet mee",
    "telt": "Telt wel",
    "deel": "Is een deel, en telt samen met wat er is",
    "organisatie": "Is van deze organisatie",
    "meting": "Hoort bij een andere meting",
}
DECIDE: Final = "Beslis"
VERDICT: Final = "Besluit"
REASON: Final = "Reden"
VALUE_ORGANISATION: Final = "Organisatie"
VALUE_METING: Final = "Bij welke meting"
KEEP_DECISION: Final = "Leg dit besluit vast"
WITHDRAW: Final = "Trek in"
SUGGESTED: Final = "zou helpen"


def decided(file: str) -> str:
    """A decision was kept."""
    return f"Uw besluit over {file} is vastgelegd."


def withdrawn(file: str) -> str:
    """A decision was taken back."""
    return f"Uw besluit over {file} is ingetrokken."


def more_to_decide(count: int) -> str:
    """Not all files are shown."""
    return f"En nog {count}. Daarover beslist u in besluiten.csv (op het tabblad Bestanden)."


ASKS_ATTENTION: Final = "Kijk even naar"


def more_attention(count: int) -> str:
    """Not all files that ask for attention are named."""
    return f"En nog {count}; zie alle bestanden."


def more_taken(count: int) -> str:
    """Not all files are shown."""
    ask = agreeing(count, "dat minder aandacht vraagt", "die minder aandacht vragen")
    return f"En nog {count}, {ask}. Alle bestanden staan in inzendingen.csv."


def more_found(count: int) -> str:
    """Not all findings of a file are shown at once."""
    return f"En nog {counted(count, 'bevinding', 'bevindingen')}"


# --- results ------------------------------------------------------------------------------

SHELVES: Final = {
    "werkboeken": "Werkboeken",
    "mail": "Mails",
    "correcties": "Werkboeken om te verbeteren",
    "vergelijking": "Vergelijkingen",
    "doorgeven": "Doorgegeven",
    "terugkoppeling": "Terugkoppelingen",
    "vernietiging": "Verklaringen van vernietiging",
    "overzicht": "Alles over één organisatie",
    "sjablonen": "Sjablonen van de mails",
    "dataset": "Tabellen met alle antwoorden",
}
OWN_FILES: Final = "Van de ronde zelf"
NO_FILES: Final = "Er is nog niets gemaakt."
NOT_OF_ROUND: Final = "Dat bestand hoort niet bij wat deze ronde maakte."
NOT_THERE: Final = "Dat bestand is er niet (meer)."


def more_files(count: int) -> str:
    """Not all are shown."""
    return f"En nog {count}; open de map om alles te zien."


def cannot_open(name: str, reason: str) -> str:
    """No program opened it."""
    return f"{name} kan niet worden geopend ({reason}). Haal het op, of open het zelf uit de map."


# --- what is filled in --------------------------------------------------------------------

NOT_UNDERSTOOD: Final = "De bladzijde is ouder dan het programma. Ververs haar en probeer opnieuw."


A_DAY: Final = "vul een dag in, zoals 29-05-2026"
A_METING: Final = "vul een jaar in, zoals 2026"
FROM_THE_LIST: Final = "kies iets uit de lijst"


def fill_in(label: str, expected: str) -> str:
    """A field that must be filled in; `expected` says with what, where that is known."""
    if not expected:
        return f"Vul '{label}' in."
    return f"'{label}' is leeg; {expected}."


def too_long(label: str, most: int) -> str:
    """A text that is too long."""
    return f"'{label}' is te lang; gebruik hoogstens {most} tekens."


def no_day(label: str) -> str:
    """Not a date."""
    return f"'{label}' is geen datum; {A_DAY}."


def no_meting(label: str) -> str:
    """Not a meting."""
    return f"'{label}' is geen meting; {A_METING} (of 2026-2)."


def choose(label: str) -> str:
    """None of what can be chosen."""
    return f"Kies bij '{label}' iets uit de lijst."


GIVE_FILES: Final = "Kies eerst de bestanden waar het om gaat."
ONE_COPY: Final = "Kies precies één map of één zip: de tweede kopie van de ronde."

# --- what the command line calls otherwise ---------------------------------------------------


def on_tab(tab: str) -> str:
    """A part of the page."""
    return f"het tabblad {tab}"


def job_on_tab(title: str, tab: str) -> str:
    """A job, and where it stands."""
    return f"'{title}' (op het tabblad {tab})"


def and_option(option: str) -> str:
    """With this too."""
    return f", met {option}"


def at_field(value: str, label: str) -> str:
    """What is filled in there."""
    return f"{value} bij {label}"


def under_more(label: str) -> str:
    """A field that is folded away."""
    return f"{label} (onder '{MORE_CHOICES}')"


def at_job(place: str) -> str:
    """Where a field stands that is not of this job."""
    return f" bij {place}"


COMMAND_AGAIN: Final = "Geef de opdracht daarna opnieuw."


def press_again(button: str) -> str:
    """What to do instead of giving a command anew."""
    return f"Druk daarna opnieuw op '{button}'."


def tick(label: str) -> str:
    """What one ticks."""
    return f"het vinkje '{label}'"


# --- work ---------------------------------------------------------------------------------

CANCELLED: Final = "Afgebroken. Wat er was, is bewaard."
QUEUE_FULL: Final = "Er wacht al veel werk. Wacht tot er iets klaar is."
STOPPING: Final = "Het programma stopt; er kan niets meer bij."
ALREADY_OVER: Final = "Dit werk is al klaar of afgebroken."
NOTHING_ASKED: Final = "Dit werk vraagt niets (meer)."
NOTHING_KEPT: Final = "Er is niets bewaard."
YES_FIX: Final = "Ja, leg dit vast"
YES_PASSED: Final = "Ja, dit is de goede dag"
NOT_CHANGED: Final = "Er is niets veranderd. Vul de goede deadline in."
NOT_BEGUN: Final = "Er is niets begonnen. Vul de goede deadline in."


def asks_passed(deadline: date) -> str:
    """A deadline in the past may well be a slip: it is asked before anything is done."""
    return f"De deadline {deadline:%d-%m-%Y} is al voorbij. Klopt die dag?"


REPORTED: Final = "Het rapport voor de provincie is klaar."


def compared(riec: str) -> str:
    """A comparison was made."""
    return f"De vergelijking van {riec} is klaar."


def fed_back(count: int) -> str:
    """How many were made."""
    one = counted(count, "terugkoppeling is", "terugkoppelingen zijn")
    return f"{one} klaar, {agreeing(count, 'met', 'elk met')} een nota (.docx)."


def disk(reason: str) -> str:
    """Reading or writing failed."""
    return f"Lezen of schrijven mislukte: {reason}. Probeer het opnieuw."


def own_fault(path: str) -> str:
    """A mistake of the program itself."""
    where = f"; waar het misging staat in {path}, zonder antwoorden" if path else ""
    return f"Er ging iets mis in het programma zelf. Meld dit aan de beheerder{where}."


# --- files that are dragged in --------------------------------------------------------------

BATCH_GONE: Final = "Deze bestanden staan niet meer klaar. Kies ze opnieuw."
BROKEN_OFF: Final = "Het bestand kwam niet heel aan. Kies het opnieuw."
ONLY_ONLINE: Final = (
    "{naam} kan niet worden gelezen. Staat het alleen online (OneDrive, Teams)? Klik er in "
    "Verkenner met rechts op en kies 'Altijd behouden op dit apparaat'. Probeer het daarna opnieuw."
)

TOO_MUCH: Final = (
    "{naam} is overgeslagen: het is te groot, of er is te veel in één keer gekozen. Kies minder "
    "tegelijk."
)
ONLY_ONE: Final = "Hier hoort één bestand, en geen map. Kies dat ene bestand."
# What the scripts of the page say.
SAYINGS: Final = {
    "lost": LOST,
    "stopBusy": STOP_BUSY,
    "onlyOnline": ONLY_ONLINE,
    "tooMuch": TOO_MUCH,
    "nothing": NOTHING_PICKED,
    "onlyOne": ONLY_ONE,
    "cancelling": CANCELLING,
}


def empty_file(name: str) -> str:
    """A file without bytes: what one gets who drags it out of a zip or a mail."""
    return (
        f"{name} is leeg (0 bytes) en is overgeslagen. Sleepte u het uit een zip of een mail? "
        "Sleep dan de zip of de mail zelf, of bewaar het bestand eerst op uw computer."
    )


def too_much(name: str) -> str:
    """More than is taken at once."""
    return TOO_MUCH.format(naam=name)


def no_name(name: str) -> str:
    """A name with which nothing can be done."""
    return f"'{name}' is geen naam voor een bestand; geef het een andere naam."


# --- from year to year --------------------------------------------------------------------

ONE_SOURCE: Final = "Kies één bestand (CSV): de normdefinitie, of de lijst van organisaties."
ONE_DEFINITION: Final = "Kies één bestand (CSV): de normdefinitie."
YES_DESTROY: Final = "Ja, vernietig"


def sure_to_destroy(meting: str) -> str:
    """Asked after what goes and what stays was shown."""
    return f"Wilt u de gegevens van meting {meting} vernietigen? Dit is niet terug te draaien."


REFUSED: Final = "Geweigerd: deze vraag komt niet van de eigen bladzijde van het programma."
NOT_FOUND: Final = "Deze bladzijde bestaat niet."
TOO_LARGE: Final = "Dit bestand is te groot om in te lezen."
