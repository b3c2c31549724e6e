"""`importeer --correcties`: a workbook to put right what was wrong in an answer.

It holds everything that was understood, so that nobody types anything twice, and can be
sent back and imported like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import STATUS, Value
from nhnorm_xlsx.contract.stamp import Stamp, correction_id
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.dataset.delays import NO_DELAYS, Delays
from nhnorm_xlsx.dataset.received import Received, Round, round_of
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.errors import ProofError
from nhnorm_xlsx.findings import Finding, Severity
from nhnorm_xlsx.form.model import Correction
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.intake.merging import WORKED_OUT
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, Submission
from nhnorm_xlsx.tasks.generating import Draft, GenerateReport, write_drafts
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.previous import Earlier
from nhnorm_xlsx.tasks.round_folder import people_for

# Where the deadline of the answer cannot be read (any more).
_NO_DEADLINE = "-12-31"

# A submission, and the fingerprints of the files it was made of.
Wrong = tuple[Submission, tuple[str, ...]]


def to_correct(now: Iterable[Received], received: Sequence[Received]) -> list[Wrong]:
    """The submissions to put right of the organisations of which files are looked at `now`.

    What counts, or what was refused where nothing else counts.
    """
    touched = {round_of(item.submission) for item in now}
    counting = [item for item in received if item.counts and round_of(item.submission) in touched]
    answered = {round_of(item.submission) for item in counting}
    for item in received:
        here = round_of(item.submission)
        if item.outcome == AFGEWEZEN and here in touched - answered and item.seen.sha256:
            counting.append(item)
            answered.add(here)
    return [_whole(item, received) for item in counting]


def _whole(item: Received, received: Iterable[Received]) -> Wrong:
    """A submission with what is wrong in all files that it was merged from, and those files."""
    here = round_of(item.submission)
    parts = [
        other
        for other in received
        if other.outcome == AANVAARD and round_of(other.submission) == here
    ] or [item]
    found = [about for part in parts for about in part.submission.findings]
    whole = replace(item.submission, findings=tuple(found))
    return whole, tuple(part.seen.sha256 for part in parts)


def write_corrections(
    submissions: Iterable[tuple[Submission, Sequence[str]]],
    reference: Reference,
    folder: Path,
    previous: Mapping[str, Earlier],
    today: date,
    *,
    settings: Settings | None = None,
    delays: Delays = NO_DELAYS,
) -> GenerateReport:
    """A workbook for every submission with errors of which it is known whose it is.

    `submissions` come with the fingerprints of the files they were made of; `previous`
    holds, by meting, what was answered before it; `settings` say who asks it, `delays` who has a
    later deadline. Raises as `generating.write_drafts` does.
    """
    written: list[Path] = []
    refused: list[tuple[str, str]] = []
    for submission, contents in submissions:
        stamp = submission.stamp
        organisation = reference.organisations.get(stamp.organisatie_code) if stamp else None
        definition = reference.definitions.get(stamp.editie) if stamp else None
        corrections = list(corrections_of(submission))
        wrong = any(item.urgent for item in corrections)
        if not (stamp and organisation and definition and wrong):
            continue
        before = previous.get(stamp.meting, Earlier())
        planned = partial(
            plan_form,
            definition,
            organisation,
            stamp.meting,
            max(_deadline(stamp), delays.days.get(round_of(submission), date.min)),
            # The same answer gives the same workbook, so that one is not made twice.
            correction_id(stamp.uitgifte_id, text_fingerprint(" ".join(contents))),
            answers={answer.norm: _values(answer) for answer in submission.answers},
            start=_start(submission),
            previous=before.answers.get(organisation.code),
            beside=before.beside.get(organisation.code),
            corrections=corrections,
            corrects=contents,
            tells_helping=submission.tells_helping,
            created=submission.issued_on,
            people=people_for(organisation, settings),
        )
        name = _name(stamp, organisation)
        draft = Draft(planned, definition, organisation, name)
        try:
            made = write_drafts([draft], folder, today)
        except ProofError as error:  # one that cannot be made never stops the others
            refused.append((name, str(error).rstrip(".")))
            continue
        written += made.written
        refused += made.refused
    return GenerateReport(folder, tuple(written), tuple(refused))


def made_of(
    wrong: Iterable[Wrong], report: GenerateReport
) -> Iterator[tuple[Round, tuple[str, ...]]]:
    """Of each workbook that was written: its meting and organisation, and its files."""
    written = {path.name for path in report.written}
    for submission, contents in wrong:
        stamp, organisation = submission.stamp, submission.organisation
        if stamp and organisation and _name(stamp, organisation) in written:
            yield round_of(submission), contents


def _name(stamp: Stamp, organisation: Organisation) -> str:
    return workbook_name(stamp.meting, organisation, "-correcties")


def previous_of(
    wrong: Iterable[Wrong], reference: Reference, dataset: Path
) -> Mapping[str, Earlier]:
    """By meting what was answered before it, for these submissions. Raises `StorageError`."""
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.tasks.previous import previous_in

    tables = read_tables(dataset)
    known = tuple(reference.known.values())
    previous: dict[str, Earlier] = {}
    for submission, _ in wrong:
        stamp = submission.stamp
        definition = reference.definitions.get(stamp.editie) if stamp else None
        if stamp and definition and stamp.meting not in previous:
            previous[stamp.meting] = previous_in(tables, definition, stamp.meting, known)
    return previous


def corrections_of(submission: Submission) -> Iterator[Correction]:
    """What the organisation can put right."""
    for item in submission.findings:
        if item.request and item.severity is not Severity.INFO:
            yield Correction(
                message=" ".join(item.request.split()),
                urgent=item.severity is Severity.FOUT,
                norm=item.norm,
                field=item.field,
                place=_place(item),
                remember=item.kind not in WORKED_OUT,
            )


def _place(item: Finding) -> str:
    return " ".join(part for part in (item.sheet and f"blad '{item.sheet}'", item.cell) if part)


def _values(answer: Answer) -> dict[str, Value]:
    """An answer as it stands in a workbook: the label of the status, text, a date."""
    values: dict[str, Value] = dict(answer.values)
    if answer.status:
        values[STATUS.key] = STATUS_BY_KEY[answer.status].label
    return values


def _start(submission: Submission) -> dict[str, Value]:
    return {item.key: item.typed for item in submission.start}


def _deadline(stamp: Stamp) -> date:
    try:
        return date.fromisoformat(stamp.deadline)
    except ValueError:
        return date.fromisoformat(f"{stamp.meting[:4]}{_NO_DEADLINE}")
