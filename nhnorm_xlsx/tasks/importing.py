"""`importeer`: returned files become a dataset. `controleer`: the same judgement, kept nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset import decision_file, handwork, ledger, store
from nhnorm_xlsx.dataset.archive import originals, stage_all
from nhnorm_xlsx.dataset.decisions import FILE_NAME as DECISIONS_FILE
from nhnorm_xlsx.dataset.decisions import Decisions
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile
from nhnorm_xlsx.dataset.made_up import kept_apart, kind_of_dataset
from nhnorm_xlsx.dataset.recovery import about_lost, about_recovered, recovered
from nhnorm_xlsx.dataset.reference import (
    Reference,
    for_dataset,
    load_reference,
    read_reference,
    write_reference,
)
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.findings import ARCHIEF_GEWIJZIGD
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.other_files import base_name, no_workbook
from nhnorm_xlsx.intake.sources import WORKBOOK_SUFFIXES, Sources, find_sources
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.originals import Judging, judged, lost
from nhnorm_xlsx.tasks.previous import previous_in
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.reporting import IntakeReport, Offered, offered_now

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset
    from nhnorm_xlsx.dataset.settling import Received
    from nhnorm_xlsx.tasks.generating import GenerateReport


@dataclass(frozen=True)
class Options:
    """What the user asks of an import.

    `passwords` open locked files; `merge` makes one answer of several files of an
    organisation; `corrections` is the folder for workbooks to put errors right. `now` is the
    moment of the import, by the clock of this machine when None: what a file says to be
    later is not believed.
    """

    passwords: tuple[str, ...] = ()
    merge: bool = False
    corrections: Path | None = None
    now: datetime | None = None


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
            judged(item.name, result, reference)
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
        sources = Sources()
        if named:
            sources = _sources(named, Path(workspace), options.passwords, folder)
        with store.locked(folder):
            store.recover(folder)
            try:
                return _import(sources, folder, reference, progress, options)
            finally:
                shutil.rmtree(store.building(folder), ignore_errors=True)


def _sources(
    named: Iterable[Path],
    workspace: Path,
    passwords: tuple[str, ...],
    dataset: Path | None = None,
) -> Sources:
    named = list(named)
    sources = find_sources(named, workspace, passwords, dataset)
    # Our own list of what was given out stands beside the workbooks; nobody offers it.
    sources.other = [item for item in sources.other if base_name(item[0].name) != REGISTER]
    if sources.empty:
        where = ", ".join(str(path) for path in named)
        raise UsageError(
            f"Geen werkboeken gevonden in {where}; verwacht zijn bestanden met de naam "
            f"*{', *'.join(WORKBOOK_SUFFIXES[:5])}."
        )
    return sources


@dataclass(frozen=True)
class _Judged:
    """All that was ever offered, with its judgement and the decisions about it.

    `submissions` are by `SeenFile.content`; `by_name` holds, by `SeenFile.key`, how a
    content is judged under another of its names.
    """

    books: Ledger
    reference: Reference
    submissions: Mapping[str, Submission]
    by_name: Mapping[tuple[str, str], Submission]
    decisions: Decisions


def _import(
    sources: Sources, folder: Path, reference: Reference, progress: Progress, options: Options
) -> IntakeReport:
    # pandas comes in here only: checking files does not need it.
    from nhnorm_xlsx.dataset.settling import looked_at, settle
    from nhnorm_xlsx.dataset.tables import build_tables

    known = _books(folder)
    edited = handwork.changed_by_hand(folder)
    offered, unread = stage_all(sources, store.building(folder) / store.ARCHIVE)
    kept = originals(folder)
    found = recovered(folder, known, kept)
    now = ledger.local_time(options.now or datetime.now(UTC))
    seen = known.with_seen((*found.seen, *(replace(item, offered_at=now) for item in offered)))
    keys = frozenset(item.key for item in offered)
    told = {**known.refused, **unread}
    judging = Judging(kept, folder, progress, options.passwords)
    all_of_it = _judged_anew(seen, told, (*known.seen, *found.seen), reference, judging)
    merged = known.merged
    if options.merge:
        contents = {item.content for item in offered}
        merged |= _in_parts(seen, all_of_it.submissions, contents)
    received = settle(
        seen.seen,
        all_of_it.submissions,
        replace(all_of_it.decisions, merged=merged),
        all_of_it.reference.register,
        by_name=all_of_it.by_name,
    )
    dataset = build_tables(received, all_of_it.reference.definitions)
    books = replace(all_of_it.books, merged=merged)
    aside = _store(folder, dataset, books, all_of_it.reference, edited)
    shown = looked_at(received, keys)
    return IntakeReport(
        tuple(offered_now(item) for item in shown),
        _corrections(shown, received, dataset, all_of_it.reference, options.corrections),
        (
            *about_recovered(found, all_of_it.submissions),
            *about_lost(_lost_silently(received, shown)),
            *handwork.about_changed(edited, aside),
        ),
    )


def _judged_anew(
    seen: Ledger,
    told: Mapping[str, Submission],
    before: Iterable[SeenFile],
    reference: Reference,
    judging: Judging,
) -> _Judged:
    """Judge all that was ever offered: the tables follow from the archive alone.

    `told` is how the books judge what the archive does not hold, `before` what was known
    already. Raises as `import_files` does.
    """
    folder, kept = judging.folder, judging.kept
    known_before = {item.content for item in before}
    own = read_reference(folder)
    if reference.definitions and not store.holds_answers(folder):
        # A dataset belongs to the norm of its answers; without any it can still be given one.
        own = replace(own, definitions={})
    reference = for_dataset(reference, own, load_reference())
    decisions = Decisions(lines=decision_file.read_decisions(folder, seen.seen, reference.known))
    fresh, by_name, reference = judging.everything(seen, known_before, reference, decisions)
    submissions = {**told, **lost(seen, kept, told), **fresh}
    refused = {content: item for content, item in submissions.items() if content not in kept}
    example = kind_of_dataset(submissions, known_before, seen.example)
    books = replace(seen, refused=refused, example=example)
    apart = kept_apart(submissions, example)
    return _Judged(books, reference, apart, by_name, decisions)


def _store(
    folder: Path,
    dataset: Dataset,
    books: Ledger,
    reference: Reference,
    edited: tuple[Path, ...],
) -> list[Path]:
    """Replace the dataset; gives where the tables are kept that somebody had changed."""
    from nhnorm_xlsx.dataset.files import write_tables

    aside: list[Path] = []

    def build(new: Path) -> None:
        write_tables(dataset, new)
        handwork.remember(new)
        aside.extend(handwork.keep_aside(edited, new))
        write_reference(reference, new)
        ledger.write_ledger(books, new)
        if not (folder / DECISIONS_FILE).exists():
            decision_file.write_no_decisions(new)

    store.replace(folder, build)
    return aside


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
        if submissions[item.content].accepted and not submissions[item.content].untouched:
            contents.setdefault(round_of(submissions[item.content]), set()).add(item.content)
    return frozenset(here for here, items in contents.items() if len(items) > 1 and items & offered)


def _corrections(
    now: Sequence[Received],
    received: Sequence[Received],
    dataset: Dataset,
    reference: Reference,
    folder: Path | None,
) -> GenerateReport | None:
    """Workbooks with corrections for the organisations of which files are looked at now."""
    if folder is None:
        return None
    from nhnorm_xlsx.tasks.correcting import to_correct, write_corrections
    from nhnorm_xlsx.tasks.round_folder import find_settings

    wrong = to_correct(now, received)
    previous = {}
    for submission, _ in wrong:
        stamp = submission.stamp
        definition = reference.definitions.get(stamp.editie) if stamp else None
        if stamp and definition and stamp.meting not in previous:
            previous[stamp.meting] = previous_in(dataset, definition, stamp.meting)
    today = date.today()  # noqa: DTZ011 - the day on the user's own calendar
    return write_corrections(wrong, reference, folder, previous, today, settings=find_settings())
