"""Which meting runs, when it closes, and whether a workbook came back in time. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.dataset.delays import NO_DELAYS, Delays, day_in
from nhnorm_xlsx.findings import Finding, finding

# A meting closes so long after its deadline: later answers belong to nobody's comparison.
CLOSED_AFTER: Final = timedelta(days=60)
# A few days late is life; from here on the coordinator is told.
LATE_AFTER: Final = timedelta(days=14)


@dataclass(frozen=True)
class Calendar:
    """When the metingen began, and by when each organisation had to answer.

    `began` is by meting; `deadlines` by meting and organisation code, as far as a register
    tells; a workbook itself also has one. `delays` are the later days that were given to one
    organisation.
    """

    began: Mapping[str, date]
    deadlines: Mapping[tuple[str, str], date]
    delays: Mapping[tuple[str, str], date] = field(default_factory=dict)

    def running(self, day: date) -> str:
        """The newest meting that was issued by this day; empty when none was."""
        return max((meting for meting, first in self.began.items() if first <= day), default="")

    def deadline(self, stamp: Stamp) -> date | None:
        """By when this organisation had to answer: the latest day where more are known."""
        here = (stamp.meting, stamp.organisatie_code)
        known = (self.deadlines.get(here), day_in(stamp.deadline), self.delays.get(here))
        return max(filter(None, known), default=None)


def calendar(
    register: Iterable[Mapping[str, str]],
    answered: Iterable[tuple[Stamp, datetime]],
    delays: Delays = NO_DELAYS,
) -> Calendar:
    """The calendar from the rows of a register, else from the answers that came in.

    `answered` holds the accepted files, each with its moment: a meting of which no register
    tells had begun when its first answer came.
    """
    began: dict[str, date] = {}
    deadlines: dict[tuple[str, str], date] = {}
    for row in register:
        meting, made, due = row["meting"], day_in(row["gemaakt_op"]), day_in(row["deadline"])
        if made:
            began[meting] = min(made, began.get(meting, made))
        if due:
            here = (meting, row["organisatie_code"])
            deadlines[here] = max(due, deadlines.get(here, due))
    if not began:
        for stamp, moment in answered:
            day = moment.date()
            began[stamp.meting] = min(day, began.get(stamp.meting, day))
    return Calendar(began, deadlines, delays.days)


def about_round(stamp: Stamp, moment: datetime, known: Calendar) -> Iterator[Finding]:
    """What is to be said of the day on which a workbook came back: at most one thing."""
    day, meting = moment.date(), stamp.meting
    deadline, running = known.deadline(stamp), known.running(moment.date())
    if deadline and day > deadline + CLOSED_AFTER:
        yield finding(
            kinds.NA_SLUITING,
            dag=_shown(day),
            meting=meting,
            sluiting=_shown(deadline + CLOSED_AFTER),
            dagen=CLOSED_AFTER.days,
            deadline=_shown(deadline),
        )
    elif running and meting != running:
        yield finding(kinds.ANDERE_METING, dag=_shown(day), meting=meting, lopend=running)
    elif deadline and day > deadline + LATE_AFTER:
        yield finding(
            kinds.LANG_NA_DEADLINE,
            dag=_shown(day),
            dagen=(day - deadline).days,
            deadline=_shown(deadline),
        )


def _shown(day: date) -> str:
    return f"{day.day:02}-{day.month:02}-{day.year}"
