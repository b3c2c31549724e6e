"""`importeer`: returned files become a dataset. `controleer`: the same judgement, kept nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset import exclusions, handwork, ledger, store
from nhnorm_xlsx.dataset.ledger import Ledger
from nhnorm_xlsx.dataset.made_up import kept_apart, kind_of_dataset
from nhnorm_xlsx.dataset.reference import (
    Reference,
    for_dataset,
    load_reference,
    read_reference,
    write_reference,
)
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.findings import ARCHIEF_GEWIJZIGD
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
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
from nhnorm_xlsx.dataset.recovery import about_lost, about_recovered, recovered
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
    return IntakeReport(
        tuple(Offered(item) for item in (*troubled, *submissions)), tuple(sources.skipped)
    )


def import_files(
    paths: Iterable[Path],
    folder: Path,
    reference: Reference,
    progress: Progress = silent,
    options: Options = Options(),
) -> IntakeReport:
    """Add files to the dataset in `folder` and derive its tables anew from the archive.

    Idempotent, in any order; without `paths` only the tables are made anew. What
    `reference` leaves empty is the dataset's own (see `reference.for_dataset`).

    Raises `UsageError` when there is nothing to read, `folder` holds something else, or the
    definition is of another norm than the dataset; `StorageError` when it cannot be
    written. Then the dataset is as it was.
    """
    named = list(paths)
    with TemporaryDirectory() as workspace:
        store.check_target(folder)
        if not named and not store.holds_dataset(folder):
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
    if not sources.files and not sources.troubled:
        where = ", ".join(str(path) for path in named)
        passed = f" Overgeslagen: {', '.join(sources.skipped)}." if sources.skipped else ""
        raise UsageError(
            f"Geen werkboeken gevonden in {where}; verwacht zijn bestanden met de naam "
            f"*{', *'.join(WORKBOOK_SUFFIXES[:5])}.{passed}"
        )
    return sources


def _judged(name: str, result: RawWorkbook | UnreadableError, reference: Reference) -> Submission:
    if isinstance(result, UnreadableError):
        return judge_unreadable(name, result)
    return judge(
        name,
        result,
        reference.definitions,
        reference.known,
        reference.issued,
    )


def _import(
    sources: Sources, folder: Path, reference: Reference, progress: Progress, options: Options
) -> IntakeReport:
    # pandas comes in here only: checking files does not need it.
    from nhnorm_xlsx.dataset.files import write_tables
    from nhnorm_xlsx.dataset.settling import Decisions, settle
    from nhnorm_xlsx.dataset.tables import build_tables

    known = _books(folder)
    reference = for_dataset(reference, read_reference(folder), load_reference())
    edited = handwork.changed_by_hand(folder)
    offered, unread = stage_all(sources, store.building(folder) / store.ARCHIVE)
    kept = originals(folder)
    found = recovered(folder, known, kept)
    before = {item.content for item in (*known.seen, *found.seen)}
    seen = known.with_seen((*found.seen, *offered))
    excluded = exclusions.read_exclusions(folder, seen.seen)
    told = {**known.refused, **unread}
    judging = _Judging(kept, folder, progress, options.passwords)
    fresh, reference = judging.everything(seen, before, reference)
    submissions = {**told, **_lost(seen, kept, told), **fresh}
    refused = {content: item for content, item in submissions.items() if content not in kept}
    example = kind_of_dataset(submissions, before, known.example)
    submissions = kept_apart(submissions, example)
    keys = {item.key for item in offered}
    merged = known.merged
    if options.merge:
        merged |= _in_parts(seen, submissions, {item.content for item in offered})
    received = settle(seen.seen, submissions, Decisions(merged, excluded))
    dataset = build_tables(received, reference.definitions)
    books = replace(seen, refused=refused, merged=merged, example=example)
    aside: list[Path] = []

    def build(new: Path) -> None:
        write_tables(dataset, new)
        handwork.remember(new)
        aside.extend(handwork.keep_aside(edited, new))
        write_reference(reference, new)
        ledger.write_ledger(books, new)
        if not (folder / exclusions.FILE_NAME).exists():
            exclusions.write_empty_exclusions(new)

    store.replace(folder, build)
    # Without files to add, everything is looked at anew.
    now = [item for item in received if item.seen.key in keys or not keys]
    return IntakeReport(
        tuple(Offered(item.submission, item.outcome, item.reason) for item in now),
        tuple(sources.skipped),
        _corrected(now, received, dataset, reference, options.corrections),
        (
            *about_recovered(found, submissions),
            *about_lost(_lost_silently(received, now)),
            *handwork.about_changed(edited, aside),
        ),
    )


def _books(folder: Path) -> Ledger:
    """The ledger; an empty one when it is not there: the archive then tells what there is."""
    there = (folder / ledger.FILE_NAME).exists()
    return ledger.read_ledger(folder) if there else Ledger()


def _lost_silently(received: Iterable[Received], now: Iterable[Received]) -> set[str]:
    """Files of which the original is gone, and of which nothing else is said in this run."""
    shown = {item.seen.key for item in now}
    return {
        item.seen.file
        for item in received
        if item.seen.key not in shown
        and any(about.kind is ARCHIEF_GEWIJZIGD for about in item.submission.findings)
    }


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


def _lost(
    seen: Ledger, kept: Mapping[str, Path], told: Mapping[str, Submission]
) -> dict[str, Submission]:
    """The judgement of files of which the archive has no sound original, nor the books a word."""
    return {
        item.content: judge_unreadable(item.file, UnreadableError("archief_gewijzigd"))
        for item in seen.seen
        if item.content not in kept and item.content not in told
    }


@dataclass(frozen=True)
class _Judging:
    """Judge originals: the tables follow from the archive, never from each other.

    `kept` are the originals by content, `folder` is the dataset.
    """

    kept: Mapping[str, Path]
    folder: Path
    progress: Progress
    passwords: tuple[str, ...]

    def everything(
        self, seen: Ledger, before: Collection[str], reference: Reference
    ) -> tuple[dict[str, Submission], Reference]:
        """All originals by content, and the reference without former participants in vain.

        Who left the list stays known only for answers that were there `before`.
        """
        names: dict[str, str] = {}
        for item in seen.seen:
            if item.content in self.kept:
                names.setdefault(item.content, item.file)
        judged = self.judge(names, reference)
        accepted = {
            content: item.organisation.code
            for content, item in judged.items()
            if item.accepted and item.organisation
        }
        narrow = reference.forgetting({accepted[item] for item in before if item in accepted})
        strange = [item for item, code in accepted.items() if code not in narrow.known]
        if strange:
            judged |= self.judge({item: names[item] for item in strange}, narrow)
        return judged, narrow

    def judge(self, names: Mapping[str, str], reference: Reference) -> dict[str, Submission]:
        """The judgement of these originals (content -> the name to show)."""
        jobs = (
            ReadJob(self.kept[content], self.passwords, opened_copy(self.folder, content))
            for content in names
        )
        results = self.progress(in_isolation(read, jobs), "Inlezen", len(names))
        return {
            content: _judged(name, result, reference)
            for (content, name), result in zip(names.items(), results, strict=True)
        }
