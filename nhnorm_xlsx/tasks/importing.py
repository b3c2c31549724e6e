"""`importeer`: returned files become a dataset. `controleer`: the same judgement, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset import desk, destruction, exports, handwork, ledger, store
from nhnorm_xlsx.dataset.archive import left_out, looked_at, originals
from nhnorm_xlsx.dataset.closing import about_destroyed, closed_off
from nhnorm_xlsx.dataset.decisions import METING, Decision, Decisions
from nhnorm_xlsx.dataset.delays import about_opposed, delays_of
from nhnorm_xlsx.dataset.facts import Facts
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile
from nhnorm_xlsx.dataset.made_up import kept_apart, kind_of_dataset
from nhnorm_xlsx.dataset.readings import Named, Rules, Task, forget_old, judged
from nhnorm_xlsx.dataset.received import Received, round_of
from nhnorm_xlsx.dataset.recovery import (
    Recovered,
    about_held,
    about_lost,
    about_recovered,
    about_twice,
    recovered,
)
from nhnorm_xlsx.dataset.reference import Reference, for_dataset
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.dataset.settling import looked_at as said_now
from nhnorm_xlsx.dataset.settling import settle
from nhnorm_xlsx.dataset.unheard import of_known_metingen
from nhnorm_xlsx.errors import StorageError, UsageError
from nhnorm_xlsx.findings import ARCHIEF_GEWIJZIGD
from nhnorm_xlsx.intake.judging import judge_unreadable, with_issued
from nhnorm_xlsx.intake.opening import ReadJob
from nhnorm_xlsx.intake.other_files import base_name, no_workbook
from nhnorm_xlsx.intake.sources import WORKBOOK_SUFFIXES, Sources, find_sources
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.submissions import Submission, findings_tally
from nhnorm_xlsx.tasks.closing import about_closed
from nhnorm_xlsx.tasks.cluster import check_cluster
from nhnorm_xlsx.tasks.originals import Judging, Reader, lost
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.reporting import IntakeReport, Offered, offered_now
from nhnorm_xlsx.tasks.round import running
from nhnorm_xlsx.tasks.round_folder import about_own, reference_for_new

if TYPE_CHECKING:
    from nhnorm_xlsx.tasks.generating import GenerateReport


@dataclass(frozen=True)
class Options:
    """What the user asks of an import.

    `passwords` open locked files; `merge` makes one answer of several files of an
    organisation; `corrections` is the folder for workbooks to put errors right. `cluster` is the
    address of a Dask cluster to read on; empty to read here. `now` is the
    moment of the import, by the clock of this machine when None: what a file says to be
    later is not believed. `settings` are those of the round, `closed` its metingen that were
    closed. `decided` and `withdrawn` are lines that were put on the desk, or taken off it, in
    another way than in `besluiten.csv` itself.
    """

    passwords: tuple[str, ...] = ()
    merge: bool = False
    corrections: Path | None = None
    cluster: str = ""
    now: datetime | None = None
    settings: Settings | None = None
    closed: frozenset[str] = frozenset()
    decided: tuple[desk.DeskLine, ...] = ()
    withdrawn: tuple[desk.DeskLine, ...] = ()


def check_files(
    paths: Iterable[Path],
    reference: Reference,
    progress: Progress = silent,
    passwords: tuple[str, ...] = (),
) -> IntakeReport:
    """Read and judge files without storing anything.

    Raises `UsageError` when there is nothing to read.
    """
    rules = Rules(reference.definitions, reference.known)
    with TemporaryDirectory() as workspace:
        sources = _sources(paths, Path(workspace), passwords)
        tasks = [Task(ReadJob(item.path, passwords), (Named(item.name),)) for item in sources.files]
        results = Reader(progress, passwords).readings(rules, tasks, "Controleren")
        submissions = [
            with_issued(judged(rules, reading), reference.issued) for _, (reading,) in results
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
    """Add files to the dataset in `folder` and derive its tables anew from the facts.

    Idempotent, in any order; without `paths` only the tables are made anew. What
    `reference` leaves empty is the dataset's own (see `reference.for_dataset`).

    Raises `UsageError` when there is nothing to read, `folder` holds something else, or the
    definition is of another norm than the dataset; then nothing was written. Raises
    `StorageError` when it cannot be written; what was there is there still.
    """
    named = list(paths)
    with TemporaryDirectory() as workspace:
        store.check_target(folder)
        if not named and not store.was_imported(folder):
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
        if options.cluster:
            check_cluster(options.cluster)
        store.recover(folder)
        with store.locked(folder):
            store.sweep(folder, datetime.now(UTC))
            forget_old(folder, datetime.now(UTC))
            return _import(sources, folder, reference, progress, options)


def made_current(folder: Path, progress: Progress = silent) -> None:
    """Make the tables anew where they do not show what the dataset knows.

    So it is after an import that was broken off, or when two people worked at once. Raises
    `StorageError` as `import_files` does, and when another program holds the tables.
    """
    store.recover(folder)
    if not store.was_imported(folder) or _is_current(folder):
        return
    with store.locked(folder):
        _import(Sources(), folder, Reference({}, {}), progress, Options(), only_tables=True)
    if not exports.are_current(folder):
        raise StorageError(
            f"De tabellen in {folder} zijn niet van nu en konden niet worden vervangen: een ander "
            "programma houdt ze vast. Sluit wat uit deze map open staat en probeer het opnieuw."
        )


def _is_current(folder: Path) -> bool:
    return exports.are_current(folder) and not destruction.is_undone(folder)


def tables_of_joined(
    folder: Path, new: frozenset[tuple[str, str]], progress: Progress = silent
) -> IntakeReport:
    """Make the tables anew after a copy was joined; `new` are the files (`SeenFile.key`) of that.

    The report is about those, and about what contradicts them. Call with the lock held. Raises
    `StorageError`.
    """
    none = frozenset({("", "")})  # no file has this key: then it is only about contradictions
    return _import(
        Sources(),
        folder,
        Reference({}, {}),
        progress,
        Options(),
        only_tables=True,
        about=new or none,
    )


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


def _import(
    sources: Sources,
    folder: Path,
    reference: Reference,
    progress: Progress,
    options: Options,
    *,
    only_tables: bool = False,
    about: frozenset[tuple[str, str]] = frozenset(),
) -> IntakeReport:
    now = options.now or datetime.now(UTC)
    destruction.finish(folder)
    dataset = Facts(folder, now)
    sources, destroyed = _without_destroyed(sources, dataset)
    # Everything that can be wrong with what is asked, before anything is written.
    coming = looked_at(sources, ledger.local_time(now))
    own = _own(dataset, reference)
    serving = for_dataset(reference, own, reference_for_new(own, options.settings))
    remarks = about_own(reference, own, options.settings)
    before = set(map(_content, dataset.ledger.seen))
    known = dataset.ledger.with_seen(coming)
    astray = recovered(folder, known, originals(folder))
    seen = known.with_seen(astray.seen).seen
    found = desk.read_desk(folder, dataset.events, seen, serving.known).and_also(
        desk.said_elsewhere(dataset.events, seen, serving.known, options.decided, options.withdrawn)
    )
    edited = handwork.changed_by_hand(folder)
    dataset.give(serving)
    offered = dataset.take_in(sources)
    dataset.decide(found)
    twice = dataset.put_aside((*found.twice, *handwork.second_tables(folder)))
    kept = originals(folder)
    if only_tables:  # of what only the archive knows an import tells; nobody hears it here
        astray = Recovered()
    dataset.take_up(astray)
    reading = Reader(progress, options.passwords, options.cluster)
    judging = Judging(kept, folder, reading, frozenset(map(_content, offered)))
    judgement = _judged(dataset, judging)
    if options.merge:
        dataset.merge(_in_parts(dataset.ledger, judgement.submissions, set(map(_content, offered))))
    received = _settled(dataset, judgement)
    aside = handwork.keep_aside(edited, folder)
    held = dataset.export((*received, *dataset.remnants(judgement.reference)), judgement.reference)
    remarks += about_closed(received, set(map(_content, offered)) - before, options.closed)
    shown = said_now(received, about or frozenset(item.key for item in (*offered, *destroyed)))
    return IntakeReport(
        tuple(offered_now(item) for item in shown),
        _corrections(shown, received, dataset, judgement.reference, options),
        (
            *dataset.about_damage(),
            *about_recovered(astray, judgement.submissions),
            *about_lost(_lost_silently(received, shown)),
            *about_destroyed(destroyed, dataset.destroyed),
            *handwork.about_changed(edited, aside),
            *about_twice(twice),
            *about_held(held),
            *about_opposed(delays_of(dataset.events), judgement.names),
        ),
        tuple(remarks),
    )


def _without_destroyed(sources: Sources, dataset: Facts) -> tuple[Sources, tuple[SeenFile, ...]]:
    """What is offered without what was destroyed, and that."""
    if not dataset.destroyed.metingen:
        return sources, ()
    return left_out(sources, dataset.destroyed.has, ledger.local_time(dataset.now))


def _content(item: SeenFile) -> str:
    return item.content


def _own(dataset: Facts, named: Reference) -> Reference:
    """What was given to this dataset; it belongs to the norm of its answers.

    Without any answer it can still be given another norm.
    """
    own = dataset.reference
    if named.definitions and not store.holds_answers(dataset.folder):
        return replace(own, definitions={})
    return own


@dataclass(frozen=True)
class _Judgement:
    """All that was ever offered, judged.

    `submissions` are by `SeenFile.content`; `by_name` holds, by `SeenFile.key`, how a
    content is judged under another of its names.
    """

    reference: Reference
    submissions: Mapping[str, Submission]
    by_name: Mapping[tuple[str, str], Submission]

    @property
    def names(self) -> Mapping[str, str]:
        """What everyone is called, by code."""
        return {code: item.name for code, item in self.reference.known.items()}


def _settled(dataset: Facts, judgement: _Judgement) -> tuple[Received, ...]:
    """What became of each file."""
    return settle(
        dataset.ledger.seen,
        judgement.submissions,
        Decisions(merged=dataset.ledger.merged, lines=desk.decisions_of(dataset.events)),
        judgement.reference.register,
        by_name=judgement.by_name,
        delays=delays_of(dataset.events),
    )


def received_in(
    folder: Path, progress: Progress = silent
) -> tuple[tuple[Received, ...], Reference]:
    """What became of every file that was ever offered to a dataset, and what it was read with.

    Nothing is imported. Raises `StorageError`.
    """
    made_current(folder, progress)
    with store.locked(folder):
        dataset = Facts(folder, datetime.now(UTC))
        judgement = _judged(dataset, Judging(originals(folder), folder, Reader(progress)))
        return _settled(dataset, judgement), judgement.reference


def _judged(dataset: Facts, judging: Judging) -> _Judgement:
    seen, kept = dataset.ledger, judging.kept
    decisions = Decisions(lines=desk.decisions_of(dataset.events))
    fresh, by_name, reference = judging.everything(seen, dataset.reference, decisions)
    submissions = {**seen.refused, **lost(seen, kept, seen.refused), **fresh}
    known = {item.content for item in dataset.before}
    issued = [row["uitgifte_id"] for row in reference.register]
    example = kind_of_dataset(submissions, known, seen.example, issued)
    dataset.is_example(example)
    runs = running(dataset.folder, None) if any(map(_says_meting, decisions.lines)) else None
    submissions = of_known_metingen(submissions, decisions, reference.register, runs)
    belonging = closed_off(kept_apart(submissions, example), dataset.destroyed)
    return _Judgement(reference, belonging, by_name)


def _says_meting(line: Decision) -> bool:
    return line.verdict == METING


def _lost_silently(received: Iterable[Received], now: Iterable[Received]) -> set[str]:
    """Files of which the original is gone, and of which nothing else is said in this run."""
    shown = {item.seen.key for item in now}
    return {
        item.seen.file
        for item in received
        if item.seen.key not in shown
        and ARCHIEF_GEWIJZIGD.code in findings_tally(item.submission.findings)
    }


def _in_parts(
    seen: Ledger, submissions: Mapping[str, Submission], offered: set[str]
) -> frozenset[tuple[str, str]]:
    """Meting and organisation of the files offered now, of which there is more than one."""
    contents: dict[tuple[str, str], set[str]] = {}
    for item in seen.seen:
        if submissions[item.content].accepted and not submissions[item.content].untouched:
            contents.setdefault(round_of(submissions[item.content]), set()).add(item.content)
    return frozenset(here for here, items in contents.items() if len(items) > 1 and items & offered)


def _corrections(
    now: Sequence[Received],
    received: Sequence[Received],
    dataset: Facts,
    reference: Reference,
    options: Options,
) -> GenerateReport | None:
    """Workbooks with corrections for the organisations of which files are looked at now."""
    folder = options.corrections
    if folder is None:
        return None
    from nhnorm_xlsx.tasks.correcting import made_of, previous_of, to_correct, write_corrections

    wrong = to_correct(now, received)
    previous = previous_of(wrong, reference, dataset.folder)
    today = date.today()  # noqa: DTZ011 - the day on the user's own calendar
    report = write_corrections(
        wrong,
        reference,
        folder,
        previous,
        today,
        settings=options.settings,
        delays=delays_of(dataset.events),
    )
    for here, contents in made_of(wrong, report):
        dataset.sent_back(here, contents, today)
    return report
