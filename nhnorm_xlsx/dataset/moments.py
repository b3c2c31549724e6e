"""From which moment a file is: which clock is believed, and which of two is newer. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.findings import Finding, finding

# A program that writes Dutch summer time as if it were UTC is two hours ahead.
TOLERANCE: Final = timedelta(hours=3)
# No workbook of this program is older: an earlier moment is a clock that stood still.
EARLIEST: Final = datetime(2024, 1, 1)  # noqa: DTZ001 - like all moments of the dataset
# Of a file in an old ledger nobody knows when it was first offered.
_ANY_TIME: Final = datetime.max  # noqa: DTZ901 - without a zone on purpose

MAILED, SAVED, ON_DISK, OFFERED = "gemaild", "opgeslagen", "schijf", "aangeboden"
_WORDS = {
    MAILED: "gemaild op",
    SAVED: "opgeslagen op",
    ON_DISK: "volgens de schijf van",
    OFFERED: "binnengekomen op",
}
_CALLED = {
    MAILED: "de datum van de mail",
    SAVED: "het moment van opslaan dat in het bestand staat",
    ON_DISK: "de tijd van het bestand op de schijf",
    OFFERED: "het moment waarop het bestand is ingelezen",
}


@dataclass(frozen=True)
class Moment:
    """From when a file is, and which clock says so (`MAILED`, `SAVED`, `ON_DISK`, `OFFERED`).

    `saved` and `on_disk` decide between files of the same `time`. `doubted` holds the
    moments that cannot be right, each with the clock that gave it.
    """

    time: datetime
    clock: str
    saved: datetime
    on_disk: datetime
    doubted: tuple[tuple[str, datetime], ...] = ()

    @property
    def key(self) -> tuple[datetime, datetime, datetime]:
        """Sorts from old to new."""
        return (self.time, self.saved, self.on_disk)

    @property
    def words(self) -> str:
        """For people: `gemaild op 12-05-2026 09:00:00`."""
        return f"{_WORDS[self.clock]} {shown(self.time)}"


def moment_of(seen: SeenFile, modified: datetime | None) -> Moment:
    """When a file was mailed, else saved (by the document, else by the disk).

    A moment in the future, or before there were any workbooks, is not believed. What the
    future is was decided when the file was first offered: by itself it never comes true.
    """
    saved = local_time(modified) if modified else None
    latest = seen.offered_at + TOLERANCE if seen.offered_at else _ANY_TIME
    clocks = ((MAILED, seen.mail_time), (SAVED, saved))
    given = [(clock, moment) for clock, moment in clocks if moment is not None]
    believed = {clock: moment for clock, moment in given if EARLIEST <= moment <= latest}
    doubted = tuple((clock, moment) for clock, moment in given if clock not in believed)
    # The disk is the last to ask: also its oldest moment is better than none.
    if seen.offered_at and seen.file_time > latest:
        last, on_disk = OFFERED, seen.offered_at
    else:
        last, on_disk = ON_DISK, seen.file_time
    # What came out of a mail has on the disk the moment of unpacking, which says nothing.
    on_disk = believed.get(MAILED, on_disk)
    clock = next(iter(believed), last)
    time = believed.get(clock, on_disk)
    return Moment(time, clock, believed.get(SAVED, on_disk), on_disk, doubted)


def about_moment(moment: Moment) -> Iterator[Finding]:
    """What is to be said of the clocks that were not believed."""
    for clock, said in moment.doubted:
        wrong = "is ouder dan dit programma" if said < EARLIEST else "lag toen nog in de toekomst"
        called = _CALLED[clock]
        yield finding(
            kinds.MOMENT_NIET_GELOOFD,
            wat=called[0].upper() + called[1:],
            moment=shown(said),
            waarom=wrong,
            anders=f"{_CALLED[moment.clock]} ({shown(moment.time)})",
        )


def why_newer(newer: Moment, older: Moment, name: str) -> str:
    """By what it was decided that the file with this name is newer than `this` one."""
    if newer.time != older.time:
        return f"Het nieuwste telt: {name} is {newer.words}, dit bestand is {older.words}."
    same = f"Beide zijn {newer.words}" if newer.clock == older.clock else "Het moment is gelijk"
    clock, one, other = (
        (SAVED, newer.saved, older.saved)
        if newer.saved != older.saved
        else (ON_DISK, newer.on_disk, older.on_disk)
    )
    return (
        f"{same}; {_CALLED[clock]} heeft beslist: {shown(one)} tegen {shown(other)} voor dit "
        "bestand."
    )


def shown(moment: datetime) -> str:
    """A moment as people write it, to the second."""
    return f"{moment.day:02}-{moment.month:02}-{moment.year} {moment:%H:%M:%S}"
