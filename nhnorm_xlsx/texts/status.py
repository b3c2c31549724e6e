"""What `status` says: the words of each standing, and the sentences around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from nhnorm_xlsx.texts.words import ORGANISATIES, agreeing, counted, listed

# By the keys of `tasks.standing.STATES`.
STATES: Final = {
    "afgewezen": "afgewezen",
    "te_verbeteren": "te verbeteren",
    "te_laat": "te laat",
    "leeg": "leeg teruggestuurd",
    "teruggestuurd": "ter correctie",
    "onvolledig": "onvolledig",
    "uitgesloten": "uitgesloten",
    "niet_uitgegeven": "niet uitgegeven",
    "verwacht": "nog niet ontvangen",
    "volledig": "volledig",
}
# A sign beside the colour, for who prints in black and white.
SIGNS: Final = {
    "afgewezen": "✗",
    "te_verbeteren": "!",
    "te_laat": "!",
    "leeg": "○",
    "teruggestuurd": "↩",
    "onvolledig": "◐",
    "uitgesloten": "–",
    "niet_uitgegeven": "–",
    "verwacht": "·",
    "volledig": "✓",
}
NO_RIEC: Final = "Zonder RIEC"
WHOLE: Final = "volledig ingevuld"
UNPLACED: Final = "Afgewezen, en niet bekend van wie:"

# Above the columns on the screen.
NAME: Final = "organisatie"
STATE: Final = "stand"
ANSWERED: Final = "ingevuld"
ERRORS: Final = "fout"
WARNINGS: Final = "let op"
ISSUED: Final = "uit"
DRAFTED: Final = "mail"
CAME: Final = "terug"


def shown(day: date) -> str:
    """A day as `29-05-2026`."""
    return f"{day.day:02}-{day.month:02}-{day.year}"


def short(day: date) -> str:
    """A day within the round, as `29-05`."""
    return f"{day.day:02}-{day.month:02}"


def days(count: int) -> str:
    """`1 dag`, `12 dagen`."""
    return counted(count, "dag", "dagen")


def deadline(day: date, today: date, delayed: int) -> str:
    """By when all must answer, and how long that is from now."""
    left = (day - today).days
    when = (
        f"nog {days(left)}"
        if left > 0
        else "dat is vandaag"
        if not left
        else f"{days(-left)} geleden"
    )
    also = f"; {delayed} met uitstel" if delayed else ""
    return f"Deadline {shown(day)}: {when}{also}."


def other_in_settings(file_name: str, theirs: date, promised: date) -> str:
    """The settings say another day than the workbooks that were issued: `promised`."""
    said = f"Let op: {file_name} zegt {shown(theirs)}, maar op de uitgegeven werkboeken staat "
    if theirs < promised:
        return (
            f"{said}een latere deadline, {shown(promised)}. Die is toegezegd en blijft daar "
            "gelden; de andere dag geldt voor wie nog geen werkboek heeft."
        )
    return (
        f"{said}een andere deadline, en die geldt. Geef uitstel met 'nhnorm uitstel', of geef de "
        "werkboeken opnieuw uit met 'nhnorm genereer --opnieuw'."
    )


def answered(meting: str, received: int, expected: int) -> str:
    """How many answered."""
    about = f"Meting {meting}" if meting else "Nog geen meting"
    of = ORGANISATIES.count(expected)
    return f"{about}: {received} van {of} {have_answered(received)}."


def have_answered(received: int) -> str:
    """What is said of so many who answered: behind that number, and of how many it is."""
    return f"{agreeing(received, 'heeft', 'hebben')} geantwoord"


def counts(counted: Sequence[tuple[str, int]]) -> str:
    """How many there are of each: what is nought is not named; empty when all are."""
    named = [f"{count} {word}" for word, count in counted if count]
    return f"{', '.join(named)}." if named else ""


def attention(counted: str) -> str:
    """What asks for attention."""
    return f"Vraagt aandacht: {counted}"


def altogether(counted: str) -> str:
    """What was done and came."""
    return f"Verder: {counted}"


def riec(name: str, received: int, expected: int, complete: int) -> str:
    """The heading of a RIEC."""
    return f"{name}: {received} van {expected} ontvangen, {complete} {WHOLE}"


def late(count: int, *, came: bool) -> str:
    """So many days after the deadline, it came or still does not."""
    return f"{days(count)} te laat" + (" ontvangen" if came else "")


def delay(day: date) -> str:
    """Another deadline, given with `uitstel`."""
    return f"uitstel tot {short(day)}"


def other_deadline(day: date) -> str:
    """Another deadline, on its own workbook."""
    return f"deadline {short(day)}"


def refused(count: int) -> str:
    """Other files that cannot be used, beside what counts."""
    return f"{counted(count, 'ander bestand', 'andere bestanden')} afgewezen"


NOTHING_USABLE: Final = "niets bruikbaars ontvangen"
RETURNED: Final = "verbeterd teruggekomen"


def excluded(reason: str) -> str:
    """Why its file does not count."""
    return f"({reason})"


def issued_again(times: int) -> str:
    """More than one workbook is out."""
    return f"{times} keer uitgegeven"


# --- what changed -------------------------------------------------------------------------

NOTHING_NEW: Final = "Niets nieuws sinds u de stand het laatst bekeek ({moment})."
FIRST_TIME: Final = (
    "U bekijkt de stand van deze meting hier voor het eerst: alles is nieuw. De volgende keer "
    "staat hier alleen wat er veranderde."
)


def changed_since(moment: str, count: int) -> str:
    """The heading of what changed."""
    return f"Veranderd sinds {moment}, bij {ORGANISATIES.count(count)}:"


def was(now: str, before: str) -> str:
    """What stands now, and what stood before."""
    return f"{now} (was: {before})" if before else now


def new_on_list() -> str:
    """An organisation that was not shown before."""
    return "nieuw in de lijst"


def off_list(names: Sequence[str]) -> str:
    """Who was shown before and is not expected any more."""
    return f"Niet meer in de lijst: {listed(names)}."


def drafted(kind: str, day: date) -> str:
    """A mail that was drafted."""
    return f"{kind} opgesteld op {short(day)}"


def issued_on(day: date) -> str:
    """A workbook that was issued."""
    return f"uitgegeven op {short(day)}"


def received_anew(day: date) -> str:
    """Another file counts, with as many answers."""
    return f"een ander bestand telt nu, van {short(day)}"


def sent_back(day: date) -> str:
    """A workbook with corrections was made."""
    return f"werkboek met correcties gemaakt op {short(day)}"


NOTHING_YET: Final = "niets"
# By the keys of what is remembered.
COUNTED: Final = {
    "fouten": "fouten",
    "waarschuwingen": "waarschuwingen",
    "afgewezen": "afgewezen bestanden",
}


# --- the workbook for the meeting ---------------------------------------------------------

SHEET: Final = "Stand"
TOTAL: Final = "Samen"


def title(meting: str) -> str:
    """The title of the workbook."""
    return f"Stand van meting {meting}" if meting else "Stand"


def book_note(today: date) -> str:
    """From when it is."""
    return f"Stand van {shown(today)}. Wat het eerst aandacht vraagt staat per RIEC bovenaan."


def no_workbook_name(path: str) -> str:
    """Excel opens a workbook by its name."""
    return f"{path} is geen naam van een werkboek; geef met --uit een naam die eindigt op .xlsx."


def written(path: str) -> str:
    """Where the workbook stands."""
    return f"De stand staat in {path}."


NOBODY: Final = "Er wordt niemand verwacht."
HEADINGS: Final = {
    "riec": "RIEC",
    "organisatie": "Organisatie",
    "stand": "Stand",
    "ingevuld": "Normen ingevuld",
    "totaal": "Normen gevraagd",
    "fouten": "Fouten",
    "waarschuwingen": "Waarschuwingen",
    "uitgegeven": "Uitgegeven op",
    "opgesteld": "Mails opgesteld",
    "ontvangen": "Ontvangen op",
    "deadline": "Uiterste dag",
    "te_laat": "Dagen te laat",
    "opmerking": "Opmerking",
    "laat": "Te laat",
    "gevraagd": "Gevraagd",
    "uit": "Uitgegeven",
    "binnen": "Ontvangen",
}
