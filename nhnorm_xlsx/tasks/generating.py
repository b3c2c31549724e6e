"""`genereer`: one workbook per organisation, each proven before it counts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx import files, processes
from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import FIELDS, STATUS, Value, is_blank
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.dataset.reference import (
    Reference,
    for_dataset,
    load_reference,
    named_reference,
    read_reference,
)
from nhnorm_xlsx.dataset.register import REGISTER, Row, read_register, write_register
from nhnorm_xlsx.dataset.store import recover
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import ProofError, UsageError
from nhnorm_xlsx.findings import (
    ANTWOORD_ZONDER_STATUS,
    DATUM_VOORBIJ,
    EERDER_GEMELD,
    NIET_INGEVULD,
    NIET_VASTGESTELD,
    NIET_VERBETERD,
    NOG_LEEG,
    ONGEWIJZIGD_OVERGENOMEN,
    TEKST_PAST_NIET,
    VASTGESTELD_TE_VROEG,
    VUL_AAN,
    WIE_ONTBREEKT,
    ZONDER_ONDERBOUWING,
)
from nhnorm_xlsx.form.plan import FormPlan, plan_form
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.organisations import Organisation, choose
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.other_norm import is_of_another_norm
from nhnorm_xlsx.tasks.previous import Earlier, read_previous
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.round_folder import (
    about_people,
    check_receivers,
    meting_and_deadline,
    people_for,
    source_files,
)
from nhnorm_xlsx.texts import generating as texts

if TYPE_CHECKING:
    from pebble import ProcessFuture

# What a workbook that nobody has touched yet, or that is not complete, is bound to have.
_EXPECTED = (
    ZONDER_ONDERBOUWING,
    TEKST_PAST_NIET,
    WIE_ONTBREEKT,
    NIET_VASTGESTELD,
    VASTGESTELD_TE_VROEG,
    DATUM_VOORBIJ,
    NIET_INGEVULD,
    VUL_AAN,
    ANTWOORD_ZONDER_STATUS,
    ONGEWIJZIGD_OVERGENOMEN,
    NIET_VERBETERD,
    NOG_LEEG,
    EERDER_GEMELD,
)


# To start a process takes as long as it takes to make so many workbooks.
WORTH_A_PROCESS = 30


@dataclass(frozen=True)
class Handout:
    """One meting to send out: what is asked, until when, and what was answered before.

    `settings` say who asks it; without them the workbook does not say so.
    """

    definition: Definition
    meting: str
    deadline: date
    today: date
    previous: Earlier = Earlier()  # noqa: RUF009 - holds nothing that can change
    settings: Settings | None = None


@dataclass(frozen=True)
class GenerateReport:
    """What was written, (name, reason) of what was not, and remarks for the user."""

    folder: Path
    written: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield from texts.report(
            self.remarks, self.refused, len(self.written), self.folder, REGISTER
        )


def new_issue_id() -> str:
    """A fresh uitgifte_id: twelve hexadecimal digits that nobody can guess."""
    return secrets.token_hex(6)


def generate(
    organisations: Sequence[Organisation],
    handout: Handout,
    folder: Path,
    *,
    issue_id: Callable[[], str] = new_issue_id,
    progress: Progress = silent,
) -> GenerateReport:
    """Write one workbook per organisation and the register `uitgifte.csv`.

    A workbook that somebody changed since it was written is never overwritten; it is
    named among the refused, and the others go on.

    Raises `StorageError` when the folder cannot be written, `ProofError` when a workbook
    does not read back as it should (it is then removed).
    """
    drafts = [_draft(organisation, handout, issue_id()) for organisation in organisations]
    return write_drafts(drafts, folder, handout.today, progress)


@dataclass(frozen=True)
class Draft:
    """A workbook to make: how to plan it, and the name it will have."""

    planned: Callable[[], FormPlan]
    definition: Definition
    organisation: Organisation
    name: str


def write_drafts(
    drafts: Sequence[Draft], folder: Path, today: date, progress: Progress = silent
) -> GenerateReport:
    """Write these workbooks and add them to the register of the folder; see `generate`.

    Each is made beside its place, when there are many in other processes; only here, and in
    this order, they take their places and come on record.
    """
    register: list[Row] = list(read_register(folder / REGISTER))
    known = {row["bestand"]: row["sha256"] for row in register}
    taken = {draft.name: _taken(folder / draft.name, draft, known) for draft in drafts}
    free: dict[str, Draft] = {}
    for draft in drafts:
        if not taken[draft.name]:
            free.setdefault(draft.name, draft)
    making = _made([(draft, folder / draft.name) for draft in free.values()])
    written: list[Path] = []
    refused: list[tuple[str, str]] = []
    try:
        for draft in progress(drafts, texts.PROGRESS, len(drafts)):
            path = folder / draft.name
            if free.get(draft.name) is not draft:
                refused.append((path.name, taken[draft.name] or texts.CHANGED_SINCE))
                continue
            sha256, stamp = next(making)
            if _was_changed(path, known):  # while the others were made
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
    return GenerateReport(folder, tuple(written), tuple(refused))


def _taken(path: Path, draft: Draft, known: Mapping[str, str]) -> str:
    """Why the place of a workbook is not ours to write; empty when it is."""
    if _was_changed(path, known):
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
        _prove(plan, draft.definition, draft.organisation, beside)
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
) -> GenerateReport:
    """Write workbooks for the organisations named (all, when none), from files on disk.

    `previous` is the folder of a dataset: the latest answers in it of each organisation are shown
    beside each norm; its own definition and participants serve, unless others are given.
    `settings` say who asks it, and what is None here.

    Raises as `generate` does, and `FaultySourceError` and `UsageError` before anything is
    written.
    """
    meting, deadline = meting_and_deadline(settings, meting, deadline)
    files_ = source_files(settings, definition_path, organisations_path)
    serving = _what_serves(previous, *files_)
    definition = serving.definitions[max(serving.definitions)]
    organisations = tuple(serving.organisations.values())
    check_receivers(settings, organisations)
    chosen = choose(organisations, wanted) if wanted else list(organisations)
    there, gone = still_there(chosen, deadline)
    remarks = [_gone(item, organisations) for item in gone]
    if wanted and gone:
        raise UsageError(" ".join(remarks))
    if not there:
        raise UsageError(texts.NOBODY_LEFT)
    if deadline < today:
        remarks.append(texts.deadline_passed(deadline))
    remarks += about_people(settings, there)
    answered = Earlier()
    if previous:
        answered = read_previous(previous, definition, meting, serving.known.values())
        remarks += answered.remarks(there)
    handout = Handout(definition, meting, deadline, today, answered, settings)
    report = generate(there, handout, folder, progress=progress)
    return replace(report, remarks=tuple(remarks))


def _what_serves(
    previous: Path | None, definition_path: Path | None, organisations_path: Path | None
) -> Reference:
    """What is asked (the newest editie of it), of whom, and who took part before."""
    program = load_reference()
    earlier = list(program.definitions.values())
    if previous is None:
        return load_reference(definition_path, organisations_path, earlier=earlier)
    recover(previous)
    kept = read_reference(previous)
    earlier = [*kept.definitions.values(), *earlier]
    named = named_reference(definition_path, organisations_path, earlier=earlier)
    serving = for_dataset(named, kept, program)
    asked = named.definitions or serving.definitions
    return replace(serving, definitions={item: serving.definitions[item] for item in asked})


def _gone(item: Organisation, organisations: Sequence[Organisation]) -> str:
    successor = next((other.name for other in organisations if other.code == item.successor), "")
    return texts.gone(item.title, item.valid_until, successor)


def still_there(
    organisations: Iterable[Organisation], day: date
) -> tuple[list[Organisation], list[Organisation]]:
    """The organisations that exist on this day, and those that no longer do."""
    listed = list(organisations)
    there = [item for item in listed if item.exists_on(day)]
    return there, [item for item in listed if not item.exists_on(day)]


def _draft(organisation: Organisation, handout: Handout, issue: str) -> Draft:
    planned = partial(
        plan_form,
        handout.definition,
        organisation,
        handout.meting,
        handout.deadline,
        issue,
        created=handout.today,
        previous=handout.previous.answers.get(organisation.code),
        beside=handout.previous.beside.get(organisation.code),
        people=people_for(organisation, handout.settings),
    )
    name = workbook_name(handout.meting, organisation)
    return Draft(planned, handout.definition, organisation, name)


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


def _prove(plan: FormPlan, definition: Definition, organisation: Organisation, path: Path) -> None:
    """The file must give every norm, with just what was put in, and nothing to remark."""
    try:
        workbook = read_workbook(path)
    except UnreadableError as error:
        raise ProofError(_not_proven(path, texts.not_readable(error.code))) from error
    submission = judge(
        path.name, workbook, {definition.editie: definition}, {organisation.code: organisation}
    )
    remarks = [item.message for item in submission.findings if item.kind not in _EXPECTED]
    if not submission.accepted or remarks:
        reason = remarks[0] if remarks else submission.refusal
        raise ProofError(_not_proven(path, reason.rstrip(".")))
    for answer in submission.answers:
        put_in = plan.answers.get(answer.norm, {})
        if not answer.cell or not _same(answer, put_in):
            raise ProofError(_not_proven(path, texts.norm_lost(answer.norm)))


def _not_proven(path: Path, reason: str) -> str:
    return texts.not_proven(path.name.lstrip("~"), reason)


def _same(answer: Answer, put_in: Mapping[str, Value]) -> bool:
    read = {field.key: answer[field.key] for field in FIELDS}
    read[STATUS.key] = STATUS_BY_KEY[answer.status].label if answer.status else ""
    return all(_plain(read[field.key]) == _plain(put_in.get(field.key)) for field in FIELDS)


def _plain(value: object) -> object:
    if is_blank(value):
        return ""
    return clean_text(value) if isinstance(value, str) else value


# --- the register -----------------------------------------------------------------------


def _was_changed(path: Path, known: Mapping[str, str]) -> bool:
    """Whether a file stands there that is not, byte for byte, what we wrote.

    `known` holds the sha256 of what we wrote, by name.
    """
    if not path.exists():
        return False
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() != known.get(path.name)
    except OSError:
        return True
