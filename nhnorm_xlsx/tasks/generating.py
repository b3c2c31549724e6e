"""`genereer`: one workbook per organisation, each proven before it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx import files, processes
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.dataset.register import REGISTER, Row, read_register, write_register
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import ProofError
from nhnorm_xlsx.form.plan import FormPlan, plan_form
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.tasks.asked import what_serves, who_is_asked
from nhnorm_xlsx.tasks.issue_ids import check_same_kind, issue_ids_of, new_issue_id
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.on_record import Written, was_changed, written_before
from nhnorm_xlsx.tasks.other_norm import is_of_another_norm
from nhnorm_xlsx.tasks.previous import Earlier, about_shown, earlier_in, read_previous
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.proving import prove
from nhnorm_xlsx.tasks.reissuing import (
    NOTHING_GIVEN,
    Given,
    about_deadlines,
    about_older,
    first_issued,
    given_so_far,
    issued_before,
    later_deadlines,
)
from nhnorm_xlsx.tasks.round_folder import (
    about_editie,
    about_people,
    check_receivers,
    meting_and_deadline,
    people_for,
    source_files,
)
from nhnorm_xlsx.tasks.wording import causes
from nhnorm_xlsx.texts import generating as texts
from nhnorm_xlsx.texts import round as round_texts

if TYPE_CHECKING:
    from pebble import ProcessFuture

# To start a process takes as long as it takes to make so many workbooks.
WORTH_A_PROCESS = 30


@dataclass(frozen=True)
class Handout:
    """One meting to send out: what is asked, until when, and what was answered before.

    `settings` say who asks it; without them the workbook does not say so. `given` is
    what was answered so far in this meting, and `deadlines` are the later days that were given to
    one organisation: both by organisation code.
    """

    definition: Definition
    meting: str
    deadline: date
    today: date
    previous: Earlier = Earlier()  # noqa: RUF009 - holds nothing that can change
    settings: Settings | None = None
    given: Mapping[str, Given] = field(default_factory=dict)
    deadlines: Mapping[str, date] = field(default_factory=dict)

    def deadline_for(self, code: str) -> date:
        """By when this organisation has to answer."""
        return max(self.deadline, self.deadlines.get(code, self.deadline))


@dataclass(frozen=True)
class GenerateReport:
    """What was written, (name, reason) of what was not, and remarks for the user.

    `standing` were issued before and stand there untouched: they are left as they are. `filled`
    is in how many what was answered so far was filled in; `older` says which copies may come.
    """

    folder: Path
    written: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()
    standing: tuple[Row, ...] = ()
    filled: int = 0
    older: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield from self.remarks
        yield from (cause.line for cause in causes(self.refused))
        if self.standing:
            yield texts.stood_already(len(self.standing), self.folder)
        if self.written or not self.standing:
            yield texts.made(len(self.written), self.folder, REGISTER)
        if self.filled:
            yield texts.filled_in(self.filled)
        yield from self.older


def generate(
    organisations: Sequence[Organisation],
    handout: Handout,
    folder: Path,
    *,
    issue_id: Callable[[], str] = new_issue_id,
    progress: Progress = silent,
    anew: bool = False,
) -> GenerateReport:
    """Write one workbook per organisation and the register `uitgifte.csv`.

    A workbook that somebody changed since it was written is never overwritten; it is
    named among the refused, and the others go on. One that was issued and stands there untouched
    is left as it is, unless they are to be issued `anew`.

    Raises `StorageError` when the folder cannot be written, `ProofError` when a workbook
    does not read back as it should (it is then removed).
    """
    before = issued_before(read_register(folder / REGISTER), handout.meting)
    drafts = [
        _draft(item, handout, issue_id(), before.get(item.code, ())) for item in organisations
    ]
    if handout.given:
        report = _one_by_one(drafts, folder, handout.today, progress)
    else:
        report = write_drafts(drafts, folder, handout.today, progress, leave=not anew)
    written = {path.name for path in report.written}
    codes = [draft.organisation.code for draft in drafts if draft.name in written]
    older = about_older({code: before[code] for code in codes if code in before})
    told = about_deadlines(report.standing, handout.deadline, handout.deadlines)
    filled = sum(code in handout.given for code in codes)
    return replace(report, filled=filled, older=(*older, *told))


def _one_by_one(
    drafts: Sequence[Draft], folder: Path, today: date, progress: Progress
) -> GenerateReport:
    """Write workbooks with answers in them: one that cannot be made never stops the others."""
    written: list[Path] = []
    refused: list[tuple[str, str]] = []
    for draft in progress(drafts, texts.PROGRESS, len(drafts)):
        try:
            made = write_drafts([draft], folder, today)
        except ProofError as error:
            refused.append((draft.name, str(error).rstrip(".")))
            continue
        written += made.written
        refused += made.refused
    return GenerateReport(folder, tuple(written), tuple(refused))


@dataclass(frozen=True)
class Draft:
    """A workbook to make: how to plan it, and the name it will have. `meting` is its label."""

    planned: Callable[[], FormPlan]
    definition: Definition
    organisation: Organisation
    name: str
    meting: str = ""


def write_drafts(
    drafts: Sequence[Draft],
    folder: Path,
    today: date,
    progress: Progress = silent,
    *,
    leave: bool = False,
) -> GenerateReport:
    """Write these workbooks and add them to the register of the folder; see `generate`.

    With `leave` what was issued already and stands there untouched stays as it is.

    Each is made beside its place, when there are many in other processes; only here, and in
    this order, they take their places and come on record.
    """
    register: list[Row] = list(read_register(folder / REGISTER))
    known = written_before(register)
    taken = {draft.name: _taken(folder / draft.name, draft, known) for draft in drafts}
    left = _issued_and_there(drafts, folder, register) if leave else {}
    free: dict[str, Draft] = {}
    for draft in drafts:
        if not (taken[draft.name] or draft.name in left):
            free.setdefault(draft.name, draft)
    making = _made([(draft, folder / draft.name) for draft in free.values()])
    written: list[Path] = []
    refused: list[tuple[str, str]] = []
    try:
        for draft in progress(drafts, texts.PROGRESS, len(drafts)):
            path = folder / draft.name
            if draft.name in left and not taken[draft.name]:
                continue
            if free.get(draft.name) is not draft:
                refused.append((path.name, taken[draft.name] or texts.CHANGED_SINCE))
                continue
            sha256, stamp = next(making)
            if was_changed(path, known):  # while the others were made
                refused.append((path.name, texts.CHANGED_SINCE))
                continue
            files.put_in_place(path)
            register.append(_register_row(draft, stamp, sha256, today))
            written.append(path)
    finally:
        making.close()
        for name in free:
            files.drop_draft(folder / name)
        # Also when the run fails halfway: what was written must be on record.
        if written:
            write_register(folder, register)
    standing = tuple(row for name, row in left.items() if not taken[name])
    return GenerateReport(folder, tuple(written), tuple(refused), standing=standing)


def _issued_and_there(
    drafts: Iterable[Draft], folder: Path, register: Sequence[Row]
) -> dict[str, Row]:
    """By name: the drafts that were issued, with the row of the workbook that still stands."""
    found = {}
    for draft in drafts:
        path = folder / draft.name
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for row in register:
            issued = (row["meting"], row["organisatie_code"], row["bestand"], row["sha256"])
            if issued == (draft.meting, draft.organisation.code, draft.name, sha256):
                found[draft.name] = row
    return found


def _taken(path: Path, draft: Draft, known: Written) -> str:
    """Why the place of a workbook is not ours to write; empty when it is."""
    if was_changed(path, known):
        return texts.CHANGED_SINCE
    other = is_of_another_norm(path, draft.definition.norm_naam)
    return texts.ANOTHER_NORM if other else ""


Job = tuple[Draft, Path]
Proven = tuple[str, Stamp]


def _made(jobs: Sequence[Job]) -> Generator[Proven]:
    """Make each beside its place, in order: what is proven of it. Raises as `make_beside`."""
    workers = processes.workers_for(len(jobs), WORTH_A_PROCESS)
    if workers == 1:
        yield from map(make_beside, jobs)
        return
    paths = iter(path for _, path in jobs)
    yield from processes.in_processes(
        make_beside,
        jobs,
        lambda future: _outcome(future, next(paths)),
        workers=workers,
    )


def _outcome(future: ProcessFuture[Proven], path: Path) -> Proven:
    from pebble import ProcessExpired

    try:
        return future.result()
    except ProcessExpired as error:
        raise ProofError(texts.stopped(path.name)) from error


def make_beside(job: Job) -> Proven:
    """Write a workbook beside its place and read it back there as a returned one.

    Gives its sha256 and its stamp. Raises `ProofError` and `StorageError`; then it is removed.
    """
    draft, path = job
    plan = draft.planned()
    beside = files.begin_draft(path)
    try:
        write_form(plan, beside)
        prove(plan, draft.definition, draft.organisation, beside)
        return hashlib.sha256(beside.read_bytes()).hexdigest(), plan.stamp
    except BaseException:
        files.drop_draft(path)
        raise


def generate_from_files(
    wanted: Sequence[str],
    meting: str | None,
    deadline: date | None,
    folder: Path,
    *,
    previous: Path | None,
    definition_path: Path | None,
    organisations_path: Path | None,
    today: date,
    settings: Settings | None = None,
    progress: Progress = silent,
    dataset: Path | None = None,
    anew: bool = False,
) -> GenerateReport:
    """Write workbooks for the organisations named (all, when none), from files on disk.

    `previous` is the folder of a dataset: the latest answers in it of each organisation are shown
    beside each norm; its own definition and participants serve, unless others are given.
    `settings` say who asks it, and what is None here. `dataset` is that of the round: who has a
    later deadline gets that, and `anew` fills in what was answered so far; with settings it serves
    as `previous` when that is None and it holds an earlier meting. Where it holds the example, the
    workbooks carry its mark.

    Raises as `generate` does, and `FaultySourceError` and `UsageError` before anything is
    written.
    """
    meting, deadline = meting_and_deadline(settings, meting, deadline)
    usual = dataset if settings else None
    shown = earlier_in(usual, meting) if usual and not previous else ""
    previous = usual if shown else previous
    remarks = about_editie(settings, definition_path)
    if settings and settings.is_closed:
        remarks.append(round_texts.is_closed(meting))
    files_ = source_files(settings, definition_path, organisations_path)
    serving = what_serves(previous, *files_)
    definition = serving.definitions[max(serving.definitions)]
    organisations = tuple(serving.organisations.values())
    check_receivers(settings, organisations)
    there, left = who_is_asked(organisations, wanted, meting, deadline)
    remarks += left
    if deadline < today:
        remarks.append(texts.deadline_passed(deadline))
    answered = Earlier()
    if previous:
        answered = read_previous(previous, definition, meting, serving.known.values())
        check_same_kind(previous, dataset or folder, folder)
        remarks += [*about_shown(shown, previous, answered), *answered.remarks(there)]
    handout = Handout(definition, meting, deadline, today, answered, settings)
    if dataset:
        given = given_so_far(dataset, definition, meting) if anew else {}
        later = later_deadlines(dataset, meting)
        handout = replace(handout, given=given, deadlines=later)
    ids = issue_ids_of(dataset or folder, folder)
    report = generate(there, handout, folder, issue_id=ids, progress=progress, anew=anew)
    if report.written or not report.standing:  # what was left as it was is not made now
        remarks += about_people(settings, there)
    return replace(report, remarks=tuple(remarks))


def _draft(
    organisation: Organisation, handout: Handout, issue: str, before: Sequence[Row]
) -> Draft:
    given = handout.given.get(organisation.code, NOTHING_GIVEN)
    # What was answered then is judged as of then.
    made = first_issued(before, handout.today) if given.contents else handout.today
    deadline = handout.deadline_for(organisation.code)
    planned = partial(
        plan_form,
        handout.definition,
        organisation,
        handout.meting,
        deadline,
        issue,
        answers=given.answers,
        start=given.start_within(made, deadline),
        corrects=given.contents,
        tells_helping=given.tells_helping,
        created=made,
        previous=handout.previous.answers.get(organisation.code),
        beside=handout.previous.beside.get(organisation.code),
        people=people_for(organisation, handout.settings),
    )
    name = workbook_name(handout.meting, organisation)
    return Draft(planned, handout.definition, organisation, name, handout.meting)


def _register_row(draft: Draft, stamp: Stamp, sha256: str, today: date) -> Row:
    return {
        "meting": stamp.meting,
        "organisatie_code": stamp.organisatie_code,
        "organisatie": draft.organisation.name,
        "uitgifte_id": stamp.uitgifte_id,
        "bestand": draft.name,
        "sha256": sha256,
        "gemaakt_op": today.isoformat(),
        "deadline": stamp.deadline,
    }
