"""Delays: another deadline for one organisation, and which deadline holds. Pure.

A delay is an event. Each says which ones it takes the place of, so that two people who
gave different days without knowing of each other can be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset.events import UITSTEL, UITSTELREDEN, Event, Events, Facts
from nhnorm_xlsx.dataset.received import Round
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.settings import Settings

# The keys of the facts.
_METING: Final = "meting"
_CODE: Final = "organisatie_code"
_DAY: Final = "deadline"
_AFTER: Final = "na"
_OF: Final = "uitstel"
_REASON: Final = "reden"


@dataclass(frozen=True)
class Delays:
    """The delays that hold, by (meting, organisation code).

    `standing` are the marks of the events that nothing took the place of; `opposed` the days
    that people gave without knowing of each other, where these differ.
    """

    days: Mapping[Round, date] = field(default_factory=dict)
    standing: Mapping[Round, tuple[str, ...]] = field(default_factory=dict)
    opposed: Mapping[Round, tuple[date, ...]] = field(default_factory=dict)


NO_DELAYS: Final = Delays()


def delays_of(events: Events) -> Delays:
    """The delays that the events tell of.

    The newest holds. Of two from one moment the later day does: nobody is called late by a
    guess.
    """
    told: dict[Round, list[Event]] = defaultdict(list)
    for event in events.of(UITSTEL):
        told[event.facts[_METING], event.facts[_CODE]].append(event)
    days, standing, opposed = {}, {}, {}
    for here, given in told.items():
        newest = max(given, key=lambda event: (event.at, event.facts[_DAY]))
        days[here] = date.fromisoformat(newest.facts[_DAY])
        replaced = {mark for event in given for mark in event.facts[_AFTER]}
        last = [event for event in given if event.mark not in replaced]
        standing[here] = tuple(event.mark for event in last)
        differing = {date.fromisoformat(event.facts[_DAY]) for event in last}
        if len(differing) > 1:
            opposed[here] = tuple(sorted(differing))
    return Delays(days, standing, opposed)


def delay_facts(meting: str, code: str, day: date, known: Delays) -> Facts:
    """The facts of the event that this organisation gets until this day."""
    after = sorted(known.standing.get((meting, code), ()))
    return {_METING: meting, _CODE: code, _DAY: day.isoformat(), _AFTER: after}


def reason_facts(delay: Event, reason: str) -> Facts:
    """The facts of the event that says why: the only place where the reason stands."""
    facts = delay.facts
    return {_METING: facts[_METING], _CODE: facts[_CODE], _OF: delay.mark, _REASON: reason}


def reasons_of(events: Events) -> Mapping[Round, str]:
    """Why each delay that holds was given, as far as somebody said so."""
    standing = delays_of(events).standing
    return {
        (event.facts[_METING], event.facts[_CODE]): event.facts[_REASON]
        for event in events.of(UITSTELREDEN)
        if event.facts[_OF] in standing.get((event.facts[_METING], event.facts[_CODE]), ())
    }


def deadline_of(
    code: str,
    meting: str,
    *,
    register: Iterable[Mapping[str, str]] = (),
    settings: Settings | None = None,
    delays: Delays = NO_DELAYS,
) -> date | None:
    """By when an organisation has to answer in a meting; None when nobody said so.

    What stands on its workbooks (the rows of the `register`) was said to it, so that goes
    before `ronde.toml`; of several workbooks the latest day. A delay can only make it later.
    """
    return max(
        filter(
            None,
            (delays.days.get((meting, code)), first_deadline(code, meting, register, settings)),
        ),
        default=None,
    )


def first_deadline(
    code: str,
    meting: str,
    register: Iterable[Mapping[str, str]],
    settings: Settings | None,
) -> date | None:
    """The same without any delay."""
    listed = [
        day
        for row in register
        if (row["meting"], row["organisatie_code"]) == (meting, code)
        and (day := day_in(row["deadline"]))
    ]
    if listed:
        return max(listed)
    return settings.deadline if settings and settings.meting == meting else None


def day_in(text: str) -> date | None:
    """The day with which a text begins (jjjj-mm-dd); None when it does not."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def about_opposed(delays: Delays, names: Mapping[str, str]) -> Iterator[Finding]:
    """What to say of delays that contradict each other; `names` are by organisation code."""
    for here, given in sorted(delays.opposed.items()):
        meting, code = here
        yield finding(
            kinds.UITSTEL_TEGENSTRIJDIG,
            wie=names.get(code, code),
            dagen=" en ".join(_shown(day) for day in given),
            geldt=_shown(delays.days[here]),
            code=code,
            datum=delays.days[here].isoformat(),
        ).at(organisation_code=code, meting=meting)


def _shown(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year}"
