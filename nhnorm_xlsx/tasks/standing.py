"""How each organisation stands in a meting: from tables, register and events. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from nhnorm_xlsx.dataset.delays import (
    NO_DELAYS,
    Delays,
    day_in,
    deadline_of,
    first_deadline,
)
from nhnorm_xlsx.dataset.events import OPGESTELD, TERUGGESTUURD, Events
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.register import Row
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, DUBBEL, LEEG, UITGESLOTEN, VERVANGEN

if TYPE_CHECKING:
    import pandas as pd

# How an organisation stands, what asks most for attention first. `texts/status.py` has the words.
REFUSED: Final = "afgewezen"
TO_CORRECT: Final = "te_verbeteren"
LATE: Final = "te_laat"
BLANK: Final = "leeg"
SENT_BACK: Final = "teruggestuurd"
INCOMPLETE: Final = "onvolledig"
EXCLUDED: Final = "uitgesloten"
NOT_ISSUED: Final = "niet_uitgegeven"
AWAITED: Final = "verwacht"
COMPLETE: Final = "volledig"
STATES: Final = (
    *(REFUSED, TO_CORRECT, LATE, BLANK, SENT_BACK),
    *(INCOMPLETE, EXCLUDED, NOT_ISSUED, AWAITED, COMPLETE),
)

# A file of which one of these became was an answer once.
_WAS_ANSWER: Final = (AANVAARD, VERVANGEN, DUBBEL)


@dataclass(frozen=True)
class Around:
    """What is known beside the tables: what was issued, what happened, and which day it is.

    `register` are the rows of `uitgifte.csv`; `settings` are those of the round, None without.
    """

    register: Sequence[Row] = ()
    events: Events = field(default_factory=Events)
    settings: Settings | None = None
    delays: Delays = NO_DELAYS
    today: date = date.max


@dataclass(frozen=True)
class Standing:
    """How one organisation stands in a meting on the day `today`.

    `received` is False when nothing counts yet. `blank` when it gave its workbook back blank;
    `excluded` is why a file of it was left out. `register_known` is whether it is known what was
    issued to whom; `issued` are the days of that, `drafted` the mails (kind, day) that were
    drafted. `came` is the day on which its first answer came in, `latest` that of what counts.
    `sent_back` is the day on which what counts now was sent back to correct, `returned` whether
    an earlier one was and something else counts since.
    """

    organisation: Organisation
    received: bool
    answered: int = 0
    total: int = 0
    errors: int = 0
    warnings: int = 0
    refused: int = 0
    blank: bool = False
    excluded: str = ""
    register_known: bool = False
    issued: tuple[date, ...] = ()
    drafted: tuple[tuple[str, date], ...] = ()
    deadline: date | None = None
    delayed: bool = False
    came: date | None = None
    latest: date | None = None
    sent_back: date | None = None
    returned: bool = False
    today: date = date.max

    @property
    def complete(self) -> bool:
        """Whether every norm is answered."""
        return self.received and self.answered == self.total

    @property
    def unasked(self) -> bool:
        """Whether it is known that it has no workbook yet."""
        return self.register_known and not self.issued

    @property
    def late(self) -> int:
        """So many days after the deadline its answer came, or does not come; 0 when in time."""
        day = self.came or (None if self.today == date.max or self.unasked else self.today)
        return max((day - self.deadline).days, 0) if day and self.deadline else 0

    @property
    def state(self) -> str:
        """One of `STATES`: the first thing that asks for attention."""
        if self.sent_back:
            return SENT_BACK
        if self.received:
            return TO_CORRECT if self.errors else COMPLETE if self.complete else INCOMPLETE
        if self.refused:
            return REFUSED
        if self.blank:
            return BLANK
        if self.excluded:
            return EXCLUDED
        if self.unasked:
            return NOT_ISSUED
        return LATE if self.late else AWAITED


def standings(
    dataset: Dataset,
    organisations: Sequence[Organisation],
    meting: str,
    around: Around = Around(),
) -> tuple[Standing, ...]:
    """The standing of every organisation in this meting, in the order of the list."""
    files = dataset.inzendingen
    files = files[files["meting"] == meting]
    gave_back = files["bestand"].astype(str).isin(dataset.came_back_blank)
    told = _Told(
        files,
        _by_code(files[files["uitkomst"] == AANVAARD]),
        set(_codes(files[(files["uitkomst"] == LEEG) & gave_back])),
        _codes(files[files["uitkomst"] == AFGEWEZEN]),
        around,
        meting,
    )
    return tuple(told.standing(item) for item in organisations)


def deadline_of_round(rows: Sequence[Standing], around: Around, meting: str) -> date | None:
    """The deadline of most: as their workbooks say, else that of `ronde.toml`."""
    asked = [row for row in rows if row.issued] or rows
    first = [
        first_deadline(row.organisation.code, meting, around.register, around.settings)
        for row in asked
    ]
    known = [day for day in first if day]
    return max(sorted(set(known)), key=known.count, default=None)


@dataclass(frozen=True)
class _Told:
    """What there is to know of one meting, by organisation code."""

    files: pd.DataFrame
    counting: Mapping[str, Sequence[Mapping[str, object]]]
    blank: set[str]
    refused: Sequence[str]
    around: Around
    meting: str

    def standing(self, organisation: Organisation) -> Standing:
        """How this organisation stands."""
        code, meting, around = organisation.code, self.meting, self.around
        rows = self.counting.get(code, ())
        own = self.files[self.files["organisatie_code"] == code]
        issued = _days(
            row["gemaakt_op"] for row in self._register if row["organisatie_code"] == code
        )
        sent_back, returned = self._corrections(code, own)
        out = own[own["uitkomst"] == UITGESLOTEN]["reden"].astype(str)
        return Standing(
            organisation,
            received=bool(rows),
            **{name: sum(int(str(row[column])) for row in rows) for name, column in _COUNTED}
            if rows
            else {},
            refused=list(self.refused).count(code),
            blank=code in self.blank,
            excluded=next(reversed(list(out)), ""),
            register_known=bool(self._register),
            issued=issued,
            drafted=tuple(sorted(self._drafted.get(code, ()), key=lambda item: (item[1], item[0]))),
            deadline=deadline_of(
                code,
                meting,
                register=around.register,
                settings=around.settings,
                delays=around.delays,
            ),
            delayed=(meting, code) in around.delays.days,
            came=min(_moments(own[own["uitkomst"].isin(_WAS_ANSWER)]), default=None),
            latest=max(_moments(own[own["uitkomst"] == AANVAARD]), default=None),
            sent_back=sent_back,
            returned=returned,
            today=around.today,
        )

    @property
    def _register(self) -> list[Row]:
        return [row for row in self.around.register if row["meting"] == self.meting]

    @property
    def _drafted(self) -> Mapping[str, Sequence[tuple[str, date]]]:
        found: dict[str, list[tuple[str, date]]] = defaultdict(list)
        for event in self.around.events.of(OPGESTELD):
            facts = event.facts
            day = day_in(str(facts.get("dag", "")))
            if facts.get("meting") == self.meting and day:
                found[str(facts.get("organisatie_code", ""))].append(
                    (str(facts.get("soort", "")), day)
                )
        return found

    def _corrections(self, code: str, own: pd.DataFrame) -> tuple[date | None, bool]:
        """The day on which what counts (or was refused) now was sent back; whether one came."""
        waiting = set(own[own["uitkomst"].isin((AANVAARD, AFGEWEZEN))]["sha256"].astype(str))
        answered = set(own[own["uitkomst"] == AANVAARD]["sha256"].astype(str))
        days, returned = [], False
        for event in self.around.events.of(TERUGGESTUURD):
            facts = event.facts
            if (facts["meting"], facts["organisatie_code"]) != (self.meting, code):
                continue
            of, day = set(facts["van"]), day_in(facts["dag"])
            if day and of & (answered or waiting):
                days.append(day)
            elif answered:
                returned = True
        return max(days, default=None), returned


_COUNTED = (
    ("answered", "ingevuld"),
    ("total", "totaal"),
    ("errors", "fouten"),
    ("warnings", "waarschuwingen"),
)


def _codes(files: pd.DataFrame) -> list[str]:
    return [str(code) for code in files["organisatie_code"]]


def _by_code(files: pd.DataFrame) -> dict[str, list[Mapping[str, object]]]:
    """The row of each organisation that counts: of files that were merged the last one."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for row in files.to_dict("records"):
        found[str(row["organisatie_code"])] = [{str(name): value for name, value in row.items()}]
    return found


def _moments(files: pd.DataFrame) -> list[date]:
    return [moment.date() for moment in files["ontvangen_op"].dropna()]


def _days(texts: Iterable[str]) -> tuple[date, ...]:
    return tuple(sorted(day for text in texts if (day := day_in(text))))
