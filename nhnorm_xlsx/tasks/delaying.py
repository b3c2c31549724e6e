"""`uitstel`: another deadline for one organisation, without a new workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.dataset import store
from nhnorm_xlsx.dataset.delays import Delays, deadline_of, delays_of, first_deadline, reasons_of
from nhnorm_xlsx.dataset.events import UITSTEL
from nhnorm_xlsx.dataset.facts import Facts
from nhnorm_xlsx.dataset.reference import Reference, for_dataset
from nhnorm_xlsx.dataset.register import Row, read_register, together
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.findings import Finding
from nhnorm_xlsx.organisations import Organisation, choose
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.tasks.round_folder import reference_for_new
from nhnorm_xlsx.tasks.wording import finding_line
from nhnorm_xlsx.texts import delays as texts

# A reason is a line, not a report.
_MOST_REASON = 500


@dataclass(frozen=True)
class Asked:
    """What is asked: for whom (name or code), until when, in which meting, and why.

    `meting` is None for the one that runs; `reason` may be empty.
    """

    name: str
    day: date
    meting: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class DelayReport:
    """What came of it, in sentences, and what is wrong with the facts beside it."""

    said: tuple[str, ...]
    found: tuple[Finding, ...] = ()

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield from self.said
        yield from map(finding_line, self.found)


def known_register(folder: Path, round_: Round) -> tuple[Row, ...]:
    """What was given out, as a dataset and the folder of its round tell.

    A dataset that stands elsewhere than in the round only tells of itself.
    """
    own = read_register(folder)
    beside = read_register(round_.workbooks) if _same(folder, round_.dataset) else ()
    return together(own, beside)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def give_delay(folder: Path, asked: Asked, round_: Round, today: date) -> DelayReport:
    """Give one organisation until another day; the event stands in the dataset `folder`.

    That folder need not be there yet. Raises `UsageError` and `StorageError`; then nothing
    was written.
    """
    store.check_target(folder, "--dataset")
    store.recover(folder)
    with store.locked(folder):
        dataset = Facts(folder, datetime.now(UTC))
        own = dataset.reference
        serving = for_dataset(Reference({}, {}), own, reference_for_new(own, round_.settings))
        (who,) = choose(list(serving.known.values()), [asked.name])
        register = together(own.register, known_register(folder, round_))
        known = metingen_known(folder, register, round_)
        if not known:
            raise UsageError(texts.NO_METING)
        meting = asked.meting or round_.meting or known[-1]
        if meting not in known:
            raise UsageError(texts.no_such_meting(meting, ", ".join(known)))
        subject = _Subject(who, meting, register, round_.settings)
        subject.check(asked.day)
        said = _given(dataset, subject, asked)
    if not subject.issued:
        said.append(texts.not_issued(who.title))
    if asked.day < today:
        said.append(texts.already_passed(asked.day))
    return DelayReport(tuple(said), tuple(dataset.about_damage()))


@dataclass(frozen=True)
class _Subject:
    """Whose deadline it is about, and what there is to know of it beside any delay."""

    who: Organisation
    meting: str
    register: tuple[Row, ...]
    settings: Settings | None

    @property
    def here(self) -> tuple[str, str]:
        return (self.meting, self.who.code)

    @property
    def first(self) -> date | None:
        """The deadline without any delay."""
        return first_deadline(self.who.code, self.meting, self.register, self.settings)

    @property
    def issued(self) -> bool:
        return any((row["meting"], row["organisatie_code"]) == self.here for row in self.register)

    def now(self, delays: Delays) -> date | None:
        """The deadline that holds."""
        return deadline_of(
            self.who.code,
            self.meting,
            register=self.register,
            settings=self.settings,
            delays=delays,
        )

    def check(self, day: date) -> None:
        """That this can be its deadline. Raises `UsageError`."""
        if not self.who.takes_part_in(self.meting):
            raise UsageError(texts.takes_no_part(self.who.title, self.meting))
        if self.first and day < self.first:
            raise UsageError(texts.too_early(self.who.title, self.meting, self.first, day))


def metingen_known(folder: Path, register: Sequence[Row], round_: Round) -> list[str]:
    """The metingen of which workbooks were issued, files came in, or that run; old to new."""
    from nhnorm_xlsx.dataset import parquet

    came = {str(row["meting"]) for row in parquet.read(folder, "inzendingen", ["meting"])}
    issued = {row["meting"] for row in register}
    return sorted({*issued, *came, round_.meting or ""} - {""})


def _given(dataset: Facts, subject: _Subject, asked: Asked) -> list[str]:
    """Write down what is new of it, and say what that is."""
    name, meting, day = subject.who.title, subject.meting, asked.day
    reason = " ".join(clean_text(asked.reason).split())[:_MOST_REASON]
    lost = [texts.REASON_NOT_KEPT] if asked.reason and not reason else []
    delays = delays_of(dataset.events)
    before = subject.now(delays)
    if day == before and subject.here not in delays.opposed:
        said = [texts.stands_already(name, meting, day), *lost]
        standing = delays.standing.get(subject.here, ())
        holding = [one for one in dataset.events.of(UITSTEL) if one.mark in standing]
        if reason and holding and reason != reasons_of(dataset.events).get(subject.here):
            dataset.give_reason(holding[-1], reason)
            said.append(texts.REASON_KEPT)
        return said
    dataset.delay(subject.here, day, reason)
    if before and day == subject.first:
        return [texts.taken_back(name, meting, day, before), *lost]
    return [texts.given(name, meting, day, before), texts.WORKBOOK_STAYS, *lost]
