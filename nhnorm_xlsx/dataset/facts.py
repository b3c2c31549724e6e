"""The facts of a dataset while a command adds to them: each addition is an event on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset import desk, events, exports, handwork, ledger, store
from nhnorm_xlsx.dataset.archive import staged
from nhnorm_xlsx.dataset.decisions import FILE_NAME as DECISIONS_FILE
from nhnorm_xlsx.dataset.delays import delay_facts, delays_of, reason_facts
from nhnorm_xlsx.dataset.events import (
    AANGEBODEN,
    SAMENGEVOEGD,
    SOORT,
    TERUGGESTUURD,
    UITGEGEVEN,
    UITSTEL,
    UITSTELREDEN,
    Event,
    Events,
)
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile
from nhnorm_xlsx.dataset.received import Received, Round
from nhnorm_xlsx.dataset.recovery import Recovered
from nhnorm_xlsx.dataset.reference import Reference, issued_anew, reference_of, told_anew
from nhnorm_xlsx.dataset.register import read_register, together, write_register
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.sources import Sources
from nhnorm_xlsx.submissions import Submission


class Facts:
    """What a dataset knows, and what a command at this moment (`now`) adds to it.

    Call with the lock held. What is added stands on disk at once: when the command is
    broken off, the next one goes on from there. Everything raises `StorageError`.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder, self.now = folder, now
        self.events: Events = events.read(folder)
        self.before: tuple[SeenFile, ...] = self.ledger.seen

    @cached_property
    def ledger(self) -> Ledger:
        """The files that were ever offered."""
        return ledger.ledger_of(self.events)

    @cached_property
    def reference(self) -> Reference:
        """What was given to the dataset, with the list beside it of what was given out."""
        return reference_of(self.events, read_register(self.folder))

    def give(self, serving: Reference) -> None:
        """From now on this serves: definitions, participants, what was given out."""
        told = told_anew(reference_of(self.events), serving)
        new = [events.happened(kind, facts, self.moment) for kind, facts in told]
        kept = [row for event in self.events.of(UITGEGEVEN) for row in event.facts["regels"]]
        if rows := issued_anew(kept, serving.register):
            new.append(events.happened(UITGEGEVEN, rows, self.moment))
        self._add(new)

    def take_in(self, sources: Sources) -> list[SeenFile]:
        """Put what is offered in the archive, and that it was offered on record."""
        moment = ledger.local_time(self.now)
        offered: list[SeenFile] = []
        for batch in staged(sources, self.folder / store.ARCHIVE, moment):
            self._offer(batch.seen, batch.unread)
            offered += batch.seen
        return offered

    def _offer(self, seen: Iterable[SeenFile], unread: Mapping[str, Submission]) -> None:
        if facts := ledger.offered(self.ledger, seen, unread):
            self._add([events.happened(AANGEBODEN, facts, self.moment)])

    def take_up(self, found: Recovered) -> None:
        """Put on record what the archive holds and no event tells of."""
        self._offer(found.seen, {})

    def decide(self, found: desk.Read) -> None:
        """Put on record what was found on the desk."""
        self._add(desk.told_on_desk(found, self.moment))

    def put_aside(self, twice: Iterable[Path]) -> list[str]:
        """Move second versions out of the way; gives their names."""
        named = list(twice)
        handwork.put_aside(named, self.folder)
        return [path.name for path in named]

    def merge(self, rounds: Collection[tuple[str, str]]) -> None:
        """The files of these (meting, organisation code) together are the answer."""
        new = sorted(set(rounds) - self.ledger.merged)
        if new:
            facts = {"delen": [list(item) for item in new]}
            self._add([events.happened(SAMENGEVOEGD, facts, self.moment)])

    def delay(self, here: Round, day: date, reason: str) -> None:
        """This organisation gets until this day in this meting; a reason stands apart."""
        known = delays_of(self.events)
        told = events.happened(UITSTEL, delay_facts(*here, day, known), self.moment)
        self._add([told])
        if reason:
            self.give_reason(told, reason)

    def give_reason(self, delay: Event, reason: str) -> None:
        """Why a delay was given."""
        self._add([events.happened(UITSTELREDEN, reason_facts(delay, reason), self.moment)])

    def sent_back(self, here: Round, contents: Iterable[str], day: date) -> None:
        """A workbook with corrections was made of these files; once is enough to know."""
        what = {"meting": here[0], "organisatie_code": here[1], "van": sorted(contents)}
        known = ({**event.facts, "dag": ""} for event in self.events.of(TERUGGESTUURD))
        if {**what, "dag": ""} not in known:
            facts = {**what, "dag": day.isoformat()}
            self._add([events.happened(TERUGGESTUURD, facts, self.moment)])

    def is_example(self, example: bool | None) -> None:
        """Put on record whether the answers are those of the example."""
        if example is not None and example != self.ledger.example:
            self._add([events.happened(SOORT, {"voorbeeld": example}, self.moment)])

    def export(self, received: Iterable[Received], reference: Reference) -> list[str]:
        """Make everything that people and programs read of the dataset anew.

        Gives the names of the files that another program holds: they are as they were.
        """
        held = []
        try:
            desk.write_desk(self.folder, self.events, self.ledger.seen, self.moment)
        except StorageError:
            held.append(DECISIONS_FILE)
        rows = together(reference.register, ())
        if rows and rows != read_register(self.folder):
            write_register(self.folder, rows)
        return [*held, *exports.export(self.folder, received, reference.definitions)]

    def about_damage(self) -> list[Finding]:
        """What to say of events that are not as they were written."""
        names = ", ".join(self.events.damaged)
        return [finding(kinds.GEBEURTENIS_BESCHADIGD, namen=names)] if names else []

    @property
    def moment(self) -> datetime:
        """The moment of what is written down now: after everything that stands there.

        The clock of a colleague may be ahead; what is given last has to serve all the same.
        """
        if not self.events.all:
            return self.now
        latest = datetime.fromisoformat(self.events.all[-1].at)
        return max(self.now, latest + timedelta(microseconds=1))

    def _add(self, new: Iterable[Event]) -> None:
        told = list(new)
        for event in told:
            events.write(self.folder, event)
        if told:
            self.events = self.events.with_new(told)
            for name in ("ledger", "reference"):
                self.__dict__.pop(name, None)
