"""What is said when the settings of the round that runs are changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx.texts.words import agreeing, capital, counted, listed, shortened

NOTHING_NEW: Final = "Dit stond er al zo; er is niets veranderd."
FROM_NOW_ON: Final = "Dit staat op elk werkboek en in elke mail die u vanaf nu maakt."
_ANEW: Final = (
    "geef {them} aan wie nog moet antwoorden opnieuw uit met 'nhnorm genereer --opnieuw'. Wat al "
    "terugkwam of nog terugkomt, blijft geldig"
)


def receives(riec: str, word: str) -> str:
    """What is asked of who receives the workbooks of one RIEC; `word` is that of the file."""
    return f"Wie ontvangt voor {riec}? {word.capitalize()}"


def is_now(key: str, before: str, now: str) -> str:
    """One setting was changed; `key` is its word in the file."""
    if not now:
        return f"'{key}' is nu leeg (was {_shown(before)})."
    was = f" (was {_shown(before)})" if before else ""
    return f"'{key}' is nu {_shown(now)}{was}."


def _shown(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    except ValueError:
        return shortened(" ".join(value.split()))


def changed_meanwhile(file: Path) -> str:
    """The file is not what the user saw when filling in the page."""
    return (
        f"{file} is veranderd nadat u deze gegevens zag, in een ander venster of programma. Er is "
        "nu niets veranderd. Ververs de bladzijde, kijk wat er staat, en vul het daarna opnieuw in."
    )


def not_changed(file: Path, keys: Sequence[str]) -> str:
    """The settings are written in a way in which we cannot change them safely."""
    return (
        f"In {file} is dit niet te vervangen: {listed(list(keys))}. Het staat er anders dan dit "
        "programma het schrijft; pas het bestand zelf aan in een tekstbewerker. Er is niets "
        "veranderd."
    )


def meting_began(meting: str) -> str:
    """The label of a meting stands on what was given out or came in."""
    return (
        f"Meting {meting} is al begonnen: er zijn werkboeken uitgegeven of antwoorden ingelezen, "
        "en daar staat dit jaar op. Het jaar kan niet meer anders; begin een volgende meting met "
        "'nhnorm ronde volgend'. Er is niets veranderd."
    )


def not_after(meting: str, newest: str) -> str:
    """Another meting of this round is as new, or newer."""
    later = f"kies een jaar na {newest}" if newest else "kies een jaar"
    return f"Meting {meting} kan niet: {later}. Er is niets veranderd."


def drafts_stand(folder: Path) -> str:
    """Drafts were made before this; whether they were sent is not known."""
    return (
        f"De conceptmails die al in {folder} staan, zeggen nog wat er eerst stond. Zijn zij nog "
        "niet verstuurd? Stel ze dan opnieuw op."
    )


def sooner_on_workbooks(count: int, days: Sequence[date]) -> str:
    """Those workbooks give less time than the settings do now."""
    return (
        f"Let op: op {_workbooks(count)} staat nog {_listed(days)}, en die dag blijft daar gelden. "
        "Moet de nieuwe dag ook voor hen gelden? Geef dan uitstel met 'nhnorm uitstel', of "
        f"{_ANEW.format(them=agreeing(count, 'het', 'ze'))}."
    )


def later_on_workbooks(count: int, days: Sequence[date]) -> str:
    """Those workbooks give more time than the settings do now: that was promised."""
    return (
        f"Let op: op {_workbooks(count)} staat een latere dag, {_listed(days)}. Die is "
        "toegezegd en blijft daar gelden; de nieuwe dag geldt voor wie nog geen werkboek heeft."
    )


def others_on_workbooks(count: int) -> str:
    """Those workbooks still say who asked it before."""
    them = agreeing(count, "het", "ze")
    return (
        f"Let op: {_workbooks(count)} {agreeing(count, 'is', 'zijn')} uitgegeven voor deze "
        "wijziging; daarop staat nog wat er eerst stond over wie dit vraagt. Moet dat anders? "
        f"{capital(_ANEW.format(them=them))}."
    )


def _workbooks(count: int) -> str:
    return counted(count, "werkboek", "werkboeken")


def _listed(days: Sequence[date]) -> str:
    return listed([f"{day:%d-%m-%Y}" for day in days])
