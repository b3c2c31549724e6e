"""What `genereer` says to the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

PROGRESS = "Werkboeken maken"
CHANGED_SINCE = (
    "bestaat al en is ingevuld of gewijzigd; verplaats het bestand of kies een andere map"
)
ANOTHER_NORM = "staat er al voor een andere norm; kies met --uit een eigen map voor deze norm"
NOBODY_LEFT = "Geen van deze organisaties bestaat nog op de deadline."


def report(
    remarks: Iterable[str],
    refused: Iterable[tuple[str, str]],
    written: int,
    folder: Path,
    register: str,
) -> Iterator[str]:
    """What was written, (name, reason) of what was not, and what is worth knowing."""
    yield from remarks
    for name, reason in refused:
        yield f"{name}: {reason}."
    if written:
        noun = "werkboek staat" if written == 1 else "werkboeken staan"
        yield f"{written} {noun} in {folder}; de lijst ervan is {register}."
    else:
        yield "Er is geen werkboek gemaakt."


def deadline_passed(deadline: date) -> str:
    """A deadline in the past may well be a slip."""
    return f"Let op: de deadline {deadline:%d-%m-%Y} is al voorbij."


def gone(organisation: str, last_day: date | None, successor: str) -> str:
    """An organisation that no longer exists on the deadline."""
    goes_on = f"; {successor} gaat verder" if successor else ""
    last = f"{last_day:%d-%m-%Y}" if last_day else ""
    return f"{organisation} bestaat op de deadline niet meer (tot en met {last}{goes_on})."


def not_proven(workbook: str, reason: str) -> str:
    """A workbook that does not read back as it was written."""
    return (
        f"Het werkboek {workbook} kwam niet goed terug bij het nalezen: {reason}. Het "
        "is niet bewaard; meld dit aan de beheerder van het programma."
    )


def stopped(workbook: str) -> str:
    """The process that made a workbook broke down."""
    return (
        f"Het maken van het werkboek {workbook} stopte onverwacht. Het is niet bewaard; probeer "
        "het opnieuw."
    )


def not_readable(code: str) -> str:
    """Why it was not proven: it cannot even be opened."""
    return f"het is niet te lezen ({code})"


def norm_lost(norm: str) -> str:
    """Why it was not proven: a norm came back otherwise."""
    return f"norm {norm} komt niet terug"
