"""`genereer`: one workbook per organisation, each proven before it counts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nhnorm_xlsx import files
from nhnorm_xlsx.answers import Answer, EarlierAnswer
from nhnorm_xlsx.contract.fields import FIELDS, STATUS, Value, is_blank
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.dataset.reference import (
    for_dataset,
    load_reference,
    named_reference,
    read_reference,
)
from nhnorm_xlsx.dataset.register import REGISTER, Row, read_register, write_register
from nhnorm_xlsx.dataset.store import recover
from nhnorm_xlsx.definition import Definition, load_definition
from nhnorm_xlsx.errors import ProofError, UsageError
from nhnorm_xlsx.findings import (
    ANTWOORD_ZONDER_STATUS,
    EERDER_GEMELD,
    NIET_INGEVULD,
    NIET_VERBETERD,
    NOG_LEEG,
    ONGEWIJZIGD_OVERGENOMEN,
    VUL_AAN,
)
from nhnorm_xlsx.form.plan import FormPlan, plan_form
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.organisations import Organisation, choose, load_organisations
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.other_norm import is_of_another_norm
from nhnorm_xlsx.tasks.previous import read_previous
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.texts import generating as texts

# What a workbook that nobody has touched yet, or that is not complete, is bound to have.
_EXPECTED = (
    NIET_INGEVULD,
    VUL_AAN,
    ANTWOORD_ZONDER_STATUS,
    ONGEWIJZIGD_OVERGENOMEN,
    NIET_VERBETERD,
    NOG_LEEG,
    EERDER_GEMELD,
)


@dataclass(frozen=True)
class Handout:
    """One meting to send out: what is asked, until when, and what was answered before.

    `previous` holds, by organisation code and norm number, the answers of the previous
    meting.
    """

    definition: Definition
    meting: str
    deadline: date
    today: date
    previous: Mapping[str, Mapping[str, EarlierAnswer]]


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
    drafts = (_draft(organisation, handout, issue_id()) for organisation in organisations)
    shown = progress(drafts, texts.PROGRESS, len(organisations))
    return write_drafts(shown, folder, handout.today)


@dataclass(frozen=True)
class Draft:
    """A workbook that is planned but not written yet, and the name it will have."""

    plan: FormPlan
    definition: Definition
    organisation: Organisation
    name: str


def write_drafts(drafts: Iterable[Draft], folder: Path, today: date) -> GenerateReport:
    """Write these workbooks and add them to the register of the folder; see `generate`."""
    register: list[Row] = list(read_register(folder / REGISTER))
    known = {row["bestand"]: row["sha256"] for row in register}
    written: list[Path] = []
    refused: list[tuple[str, str]] = []
    try:
        for draft in drafts:
            path = folder / draft.name
            if _was_changed(path, known.get(path.name)):
                refused.append((path.name, texts.CHANGED_SINCE))
                continue
            if is_of_another_norm(path, draft.definition.norm_naam):
                refused.append((path.name, texts.ANOTHER_NORM))
                continue
            sha256 = write_proven(draft.plan, draft.definition, draft.organisation, path)
            register.append(_register_row(draft, sha256, today))
            written.append(path)
    finally:
        # Also when the run fails halfway: what was written must be on record.
        if written:
            write_register(folder, register)
    return GenerateReport(folder, tuple(written), tuple(refused))


def generate_from_files(
    wanted: Sequence[str],
    meting: str,
    deadline: date,
    folder: Path,
    *,
    previous: Path | None,
    definition_path: Path | None,
    organisations_path: Path | None,
    today: date,
    progress: Progress = silent,
) -> GenerateReport:
    """Write workbooks for the organisations named (all, when none), from files on disk.

    `previous` is the folder of a dataset whose newest earlier meting is shown beside each
    norm; its own definition and participants serve, unless others are given.

    Raises as `generate` does, and `FaultySourceError` and `UsageError` before anything is
    written.
    """
    definition, organisations = _what_serves(previous, definition_path, organisations_path)
    chosen = choose(organisations, wanted) if wanted else list(organisations)
    there, gone = still_there(chosen, deadline)
    remarks = [_gone(item, organisations) for item in gone]
    if wanted and gone:
        raise UsageError(" ".join(remarks))
    if not there:
        raise UsageError(texts.NOBODY_LEFT)
    if deadline < today:
        remarks.append(texts.deadline_passed(deadline))
    answered = read_previous(previous, definition, meting) if previous else {}
    handout = Handout(definition, meting, deadline, today, answered)
    report = generate(there, handout, folder, progress=progress)
    return replace(report, remarks=tuple(remarks))


def _what_serves(
    previous: Path | None, definition_path: Path | None, organisations_path: Path | None
) -> tuple[Definition, tuple[Organisation, ...]]:
    """The definition to ask and the participants to ask it of."""
    if previous is None:
        return load_definition(definition_path), load_organisations(organisations_path)
    recover(previous)
    named = named_reference(definition_path, organisations_path)
    serving = for_dataset(named, read_reference(previous), load_reference())
    edities = named.definitions or serving.definitions
    return serving.definitions[max(edities)], tuple(serving.organisations.values())


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
    plan = plan_form(
        handout.definition,
        organisation,
        handout.meting,
        handout.deadline,
        issue,
        created=handout.today,
        previous=handout.previous.get(organisation.code),
    )
    name = workbook_name(handout.meting, organisation)
    return Draft(plan, handout.definition, organisation, name)


def _register_row(draft: Draft, sha256: str, today: date) -> Row:
    stamp = draft.plan.stamp
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


def write_proven(
    plan: FormPlan, definition: Definition, organisation: Organisation, path: Path
) -> str:
    """Write a workbook, read it back as a returned one, and only then put it in its place.

    Gives the sha256 of the file. Raises `ProofError` and `StorageError`.
    """
    with files.beside(path) as draft:
        write_form(plan, draft)
        _prove(plan, definition, organisation, draft)
        return hashlib.sha256(draft.read_bytes()).hexdigest()


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


def _was_changed(path: Path, known_sha256: str | None) -> bool:
    """Whether a file stands there that is not, byte for byte, what we wrote."""
    if not path.exists():
        return False
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() != known_sha256
    except OSError:
        return True
