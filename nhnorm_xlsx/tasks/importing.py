"""`importeer`: returned files become a dataset. `controleer`: the same judgement, kept nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.dataset import exclusions, ledger, store
from nhnorm_xlsx.dataset.ledger import Ledger
from nhnorm_xlsx.dataset.reference import Reference, read_reference, write_reference
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.other_files import base_name, no_workbook
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.sources import (
    WORKBOOK_SUFFIXES,
    Sources,
    find_sources,
)
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, Submission
from nhnorm_xlsx.tasks.generating import GenerateReport
from nhnorm_xlsx.tasks.previous import previous_in
from nhnorm_xlsx.tasks.progress import Progress, silent

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset
    from nhnorm_xlsx.dataset.settling import Received
from nhnorm_xlsx.dataset.archive import opened_copy, originals, stage_all
from nhnorm_xlsx.tasks.reporting import IntakeReport, Offered


@dataclass(frozen=True)
class Options:
    """What the user asks of an import.

    `passwords` open locked files; `merge` makes one answer of several files of an
    organisation; `corrections` is the folder for workbooks to put errors right.
    """

    passwords: tuple[str, ...] = ()
    merge: bool = False
    corrections: Path | None = None


def check_files(
    paths: Iterable[Path],
    reference: Reference,
    progress: Progress = silent,
    passwords: tuple[str, ...] = (),
) -> IntakeReport:
    """Read and judge files without storing anything.

    Raises `UsageError` when there is nothing to read.
    """
    with TemporaryDirectory() as workspace:
        sources = _sources(paths, Path(workspace), passwords)
        jobs = (ReadJob(item.path, passwords) for item in sources.files)
        results = progress(in_isolation(read, jobs), "Controleren", len(sources.files))
        submissions = [
            _judged(item.name, result, reference)
            for item, result in zip(sources.files, results, strict=True)
        ]
    troubled = [judge_unreadable(file.name, problem) for file, problem in sources.troubled]
    other = [no_workbook(file.name, found) for file, found in sources.other]
    return IntakeReport(tuple(Offered(item) for item in (*troubled, *submissions, *other)))


def import_files(
    paths: Iterable[Path],
    folder: Path,
    reference: Reference,
    progress: Progress = silent,
    options: Options = Options(),
) -> IntakeReport:
    """Add files to the dataset in `folder` and derive its tables anew from the archive.

    Idempotent, in any order; without `paths` only the tables are made anew.

    Raises `UsageError` when there is nothing to read or `folder`
    holds something else, `StorageError` when it cannot be written; then the dataset is as
    it was.
    """
    named = list(paths)
    with TemporaryDirectory() as workspace:
        store.check_target(folder)
        if not named and not (folder / ledger.FILE_NAME).exists():
            raise UsageError(
                f"Noem de bestanden of mappen om te importeren; in {folder} staat nog geen dataset."
            )
        if options.corrections and options.corrections.is_file():
            raise UsageError(
                f"{options.corrections} is een bestand; geef met --correcties een map op."
            )
        sources = _sources(named, Path(workspace), options.passwords) if named else Sources()
        with store.locked(folder):
            store.recover(folder)
            try:
                return _import(sources, folder, reference, progress, options)
            finally:
                shutil.rmtree(store.building(folder), ignore_errors=True)


def _sources(named: Iterable[Path], workspace: Path, passwords: tuple[str, ...]) -> Sources:
    named = list(named)
    sources = find_sources(named, workspace, passwords)
    # Our own list of what was given out stands beside the workbooks; nobody offers it.
    sources.other = [item for item in sources.other if base_name(item[0].name) != REGISTER]
    if sources.empty:
        where = ", ".join(str(path) for path in named)
        raise UsageError(
            f"Geen werkboeken gevonden in {where}; verwacht zijn bestanden met de naam "
            f"*{', *'.join(WORKBOOK_SUFFIXES[:5])}."
        )
    return sources


def _judged(name: str, result: RawWorkbook | UnreadableError, reference: Reference) -> Submission:
    if isinstance(result, UnreadableError):
        return judge_unreadable(name, result)
    return judge(
        name,
        result,
        reference.definitions,
        reference.organisations,
        reference.issued,
    )


def _import(
    sources: Sources, folder: Path, reference: Reference, progress: Progress, options: Options
) -> IntakeReport:
    # pandas comes in here only: checking files does not need it.
    from nhnorm_xlsx.dataset.files import write_tables
    from nhnorm_xlsx.dataset.settling import Decisions, settle
    from nhnorm_xlsx.dataset.tables import build_tables

    known = ledger.read_ledger(folder) if folder.exists() and any(folder.iterdir()) else Ledger()
    reference = reference.over(read_reference(folder))
    staging = store.building(folder)
    offered, unread = stage_all(sources, staging / store.ARCHIVE)
    keys = {item.key for item in offered}
    seen = known.with_seen(offered)
    excluded = exclusions.read_exclusions(folder, seen.seen)
    fresh = _judge_originals(seen, folder, reference, progress, options.passwords)
    submissions = {**known.refused, **unread, **fresh}
    refused = {
        item.content: submissions[item.content]
        for item in seen.seen
        if not submissions[item.content].accepted
    }
    for content, submission in refused.items():
        # What is no workbook was never copied, and its name may be a pattern.
        for path in staging.glob(f"*/{content}.*") if submission.is_workbook else ():
            path.unlink()
    _keep_example_apart(submissions.values(), folder)
    merged = known.merged
    if options.merge:
        merged |= _in_parts(seen, submissions, {item.content for item in offered})
    received = settle(seen.seen, submissions, Decisions(merged, excluded))
    dataset = build_tables(received, reference.definitions)

    def build(new: Path) -> None:
        write_tables(dataset, new)
        write_reference(reference, new)
        ledger.write_ledger(replace(seen, refused=refused, merged=merged), new)
        if not (folder / exclusions.FILE_NAME).exists():
            exclusions.write_empty_exclusions(new)

    store.replace(folder, build)
    # Without files to add, everything is looked at anew.
    now = [item for item in received if item.seen.key in keys or not keys]
    return IntakeReport(
        tuple(Offered(item.submission, item.outcome, item.reason) for item in now),
        _corrected(now, received, dataset, reference, options.corrections),
    )


def _in_parts(
    seen: Ledger, submissions: Mapping[str, Submission], offered: set[str]
) -> frozenset[tuple[str, str]]:
    """Meting and organisation of the files offered now, of which there is more than one."""
    from nhnorm_xlsx.dataset.settling import round_of

    contents: dict[tuple[str, str], set[str]] = {}
    for item in seen.seen:
        if submissions[item.content].accepted:
            contents.setdefault(round_of(submissions[item.content]), set()).add(item.content)
    return frozenset(here for here, items in contents.items() if len(items) > 1 and items & offered)


def _corrected(
    now: Iterable[Received],
    received: Sequence[Received],
    dataset: Dataset,
    reference: Reference,
    folder: Path | None,
) -> GenerateReport | None:
    """Workbooks with corrections for the organisations of which files are looked at now."""
    if folder is None:
        return None
    from nhnorm_xlsx.dataset.settling import round_of
    from nhnorm_xlsx.tasks.correcting import write_corrections

    touched = {round_of(item.submission) for item in now}
    counting = [item for item in received if item.counts and round_of(item.submission) in touched]
    answered = {round_of(item.submission) for item in counting}
    for item in received:
        here = round_of(item.submission)
        if item.outcome == AFGEWEZEN and here in touched - answered and item.seen.sha256:
            counting.append(item)
            answered.add(here)
    previous = {}
    for item in counting:
        stamp = item.submission.stamp
        definition = reference.definitions.get(stamp.editie) if stamp else None
        if stamp and definition and stamp.meting not in previous:
            previous[stamp.meting] = previous_in(dataset, definition, stamp.meting)
    return write_corrections(
        [_whole(item, received) for item in counting],
        reference,
        folder,
        previous,
        date.today(),  # noqa: DTZ011 - the day on the user's own calendar
    )


def _whole(item: Received, received: Iterable[Received]) -> tuple[Submission, tuple[str, ...]]:
    """A submission with what is wrong in all files that it was merged from, and those files."""
    from nhnorm_xlsx.dataset.settling import round_of

    here = round_of(item.submission)
    parts = [
        other
        for other in received
        if other.outcome == AANVAARD and round_of(other.submission) == here
    ] or [item]
    found = [about for part in parts for about in part.submission.findings]
    whole = replace(item.submission, findings=tuple(found))
    return whole, tuple(part.seen.sha256 for part in parts)


def _keep_example_apart(submissions: Iterable[Submission], folder: Path) -> None:
    """Made-up answers must never count among real ones."""
    made_up = {
        item.stamp.uitgifte_id.startswith(EXAMPLE_PREFIX)
        for item in submissions
        if item.accepted and item.stamp
    }
    if len(made_up) > 1:
        raise UsageError(
            f"Bestanden van het voorbeeld en echte bestanden horen niet in één dataset ({folder}); "
            "kies met --uit een andere map, of gooi die van het voorbeeld eerst weg. Er is niets "
            "veranderd."
        )


def _judge_originals(
    seen: Ledger,
    folder: Path,
    reference: Reference,
    progress: Progress,
    passwords: tuple[str, ...],
) -> dict[str, Submission]:
    """Judge every original anew: the tables follow from the archive, never from each other."""
    kept = originals(folder)
    names: dict[str, str] = {}
    lost: dict[str, Submission] = {}
    for item in seen.seen:
        if item.content in kept:
            names.setdefault(item.content, item.file)
        elif item.sha256 and item.is_workbook and item.content not in seen.refused:
            problem = UnreadableError("archief_gewijzigd")
            lost.setdefault(item.content, judge_unreadable(item.file, problem))
    jobs = (ReadJob(kept[content], passwords, opened_copy(folder, content)) for content in names)
    results = in_isolation(read, jobs)
    return lost | {
        content: _judged(name, result, reference)
        for (content, name), result in zip(
            names.items(), progress(results, "Inlezen", len(names)), strict=True
        )
    }
