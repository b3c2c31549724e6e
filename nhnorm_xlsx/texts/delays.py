"""What `uitstel` says to the user."""

from __future__ import annotations

from datetime import date

NO_METING = (
    "Zeg met --meting voor welke meting het uitstel is, zoals --meting 2026; in deze map is nog "
    "geen meting bekend."
)


def shown(day: date) -> str:
    """A day as `29-05-2026`."""
    return f"{day.day:02}-{day.month:02}-{day.year}"


def too_early(name: str, meting: str, first: date, day: date) -> str:
    """A delay to before the deadline itself."""
    return (
        f"{shown(day)} is voor de deadline van {name} in meting {meting}, {shown(first)}; geef een "
        "latere dag, of die dag zelf om uitstel in te trekken. Er is niets veranderd."
    )


def takes_no_part(name: str, meting: str) -> str:
    """The organisation does not exist any more in this meting."""
    return f"{name} doet niet mee aan meting {meting}; er is niets veranderd."


def no_such_meting(meting: str, known: str) -> str:
    """Nothing was ever issued or received of this meting, and nothing says it runs."""
    return (
        f"Meting {meting} is hier niet bekend; wel: {known}. Geef met --meting een andere op, of "
        "geef eerst werkboeken uit met: nhnorm genereer. Er is niets veranderd."
    )


def given(name: str, meting: str, day: date, before: date | None) -> str:
    """The delay was given."""
    was = f" (was {shown(before)})" if before else ""
    return f"{name} heeft nu in meting {meting} de tijd tot en met {shown(day)}{was}."


def taken_back(name: str, meting: str, day: date, before: date) -> str:
    """The delay is over: the deadline is what it was."""
    return (
        f"Het uitstel van {name} in meting {meting} is ingetrokken: de deadline is weer "
        f"{shown(day)} (was {shown(before)})."
    )


def stands_already(name: str, meting: str, day: date) -> str:
    """Nothing new."""
    return (
        f"{name} had in meting {meting} al de tijd tot en met {shown(day)}; er is niets veranderd."
    )


REASON_KEPT = "De reden is bewaard."
WORKBOOK_STAYS = (
    "Een nieuw werkboek is niet nodig: wat tot en met die dag terugkomt, is op tijd. Op het "
    "werkboek zelf blijft de oude dag staan."
)


def not_issued(name: str) -> str:
    """There is a delay for who has nothing to fill in yet."""
    return f"Let op: voor {name} is in deze meting nog geen werkboek uitgegeven."


def already_passed(day: date) -> str:
    """It may be meant so, or be a slip."""
    return f"Let op: {shown(day)} is al voorbij."


REASON_NOT_KEPT = "Let op: deze reden is niet bewaard, want er is niets te lezen."
