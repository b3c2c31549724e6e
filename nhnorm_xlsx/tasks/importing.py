"""`importeer`: returned files become a dataset. `controleer`: the same judgement, kept nowhere."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.dataset import exclusions, ledger, store
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile, local_time
from nhnorm_xlsx.dataset.reference import Reference, read_reference, write_reference
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.sources import (
    WORKBOOK_SUFFIXES,
    SourceFile,
    Sources,
    find_sources,
)
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, Submission
from nhnorm_xlsx.tasks.generating import GenerateReport
from nhnorm_xlsx.tasks.previous import previous_in
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.wording import submission_lines

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset
    from nhnorm_xlsx.dataset.tables import Received


@dataclass(frozen=True)
class Offered:
    """One file that was offered in this run, and what became of it.

    `outcome` is aanvaard, afgewezen, vervangen or dubbel; empty when only checked.
    """

    submission: Submission
    outcome: str = ""
    reason: str = ""

    @property
    def needs_attention(self) -> bool:
        """Whether something in it was refused, or it is not the file that counts."""
        return bool(self.submission.count(Severity.FOUT) or self.reason)


@dataclass(frozen=True)
class Options:
    """What the user asks of an import.

    `passwords` open locked files; `merge` makes one answer of several files of an
    organisation; `corrections` is the folder for workbooks to put errors right.
    """

    passwords: tuple[str, ...] = ()
    merge: bool = False
    corrections: Path | None = None


@dataclass(frozen=True)
class IntakeReport:
    """What happened to the files of this run; `skipped` are names of files passed over.

    `corrections` says what workbooks with corrections were made, None when none were asked.
    """

    offered: tuple[Offered, ...]
    skipped: tuple[str, ...]
    corrections: GenerateReport | None = None

    @property
    def has_errors(self) -> bool:
        """Whether a file or an answer was refused."""
        return any(item.submission.count(Severity.FOUT) for item in self.offered)

    def lines(self, down_to: Severity = Severity.FOUT) -> Iterator[str]:
        """The report for people: what needs attention first, one line per finding.

        Findings less severe than `down_to` are only counted; a file without any finding
        to show is passed over, unless everything is shown.
        """
        worst = sorted(
            self.offered,
            key=lambda item: (item.submission.accepted, -item.submission.count(Severity.FOUT)),
        )
        for item in worst:
            if item.needs_attention or down_to is Severity.INFO:
                yield from submission_lines(item.submission, item.outcome, down_to)
                if item.reason and item.submission.accepted:
                    yield f"  {item.reason}"
        for name in self.skipped:
            yield f"{name}: overgeslagen, dit is geen werkboek"

    def closing(self, folder: Path) -> Iterator[str]:
        """What the run came to, and where to look next."""
        counted = Counter(item.outcome for item in self.offered)
        total = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))
        noun = "bestand" if len(self.offered) == 1 else "bestanden"
        yield f"{len(self.offered)} {noun}: {total}."
        yield f"De dataset staat in {folder}; alle bevindingen staan in bevindingen.csv."
        if self.corrections is not None:
            yield from _about_corrections(self.corrections)


def _about_corrections(made: GenerateReport) -> Iterator[str]:
    for name, reason in made.refused:
        yield f"{name}: {reason}."
    count = len(made.written)
    if count:
        noun = "werkboek" if count == 1 else "werkboeken"
        yield f"{count} {noun} met correcties om terug te sturen: {made.folder}."
    elif not made.refused:
        yield "Geen werkboek met correcties nodig."


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
        reference.organisations,
        reference.issued,
    )


def _import(
    sources: Sources, folder: Path, reference: Reference, progress: Progress, options: Options
) -> IntakeReport:
    # pandas comes in here only: checking files does not need it.
    from nhnorm_xlsx.dataset.files import write_tables
    from nhnorm_xlsx.dataset.tables import Decisions, build_tables, settle

    known = ledger.read_ledger(folder) if folder.exists() and any(folder.iterdir()) else Ledger()
    reference = reference.over(read_reference(folder))
    staging = store.building(folder)
    offered, unread = _stage_all(sources, staging / store.ARCHIVE)
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
    for content in refused:
        for path in staging.glob(f"*/{content}.*"):
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
        tuple(sources.skipped),
        _corrected(now, received, dataset, reference, options.corrections),
    )


def _in_parts(
    seen: Ledger, submissions: Mapping[str, Submission], offered: set[str]
) -> frozenset[tuple[str, str]]:
    """Meting and organisation of the files offered now, of which there is more than one."""
    from nhnorm_xlsx.dataset.tables import round_of

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
    from nhnorm_xlsx.dataset.tables import round_of
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
    from nhnorm_xlsx.dataset.tables import round_of

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


def _stage_all(sources: Sources, staging: Path) -> tuple[list[SeenFile], dict[str, Submission]]:
    """Copy what is offered, so that it cannot change under our hands; read only the copies.

    Gives the files seen, and the judgement of those that could not even be copied.
    """
    try:
        staging.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{staging.parent.parent} kan niet worden beschreven ({why(error)}); kies met "
            "--uit een andere map."
        ) from error
    seen, unread = [], {}
    outcomes = [(file, *_stage(file, staging)) for file in sources.files]
    outcomes += [(file, _unread(file), problem) for file, problem in sources.troubled]
    for file, item, problem in outcomes:
        seen.append(item)
        if problem:
            unread[item.content] = judge_unreadable(file.name, problem)
    return seen, unread


def _stage(file: SourceFile, staging: Path) -> tuple[SeenFile, UnreadableError | None]:
    unread = _unread(file)
    if unread.size > limits.MAX_FILE_BYTES:
        return unread, UnreadableError("te_groot", f"{unread.size / 1e6:.0f} MB")
    try:
        content = file.path.read_bytes()
    except OSError as error:
        return unread, UnreadableError("niet_te_openen", why(error))
    sha256 = hashlib.sha256(content).hexdigest()
    suffix = PurePosixPath(file.name).suffix.lower()
    target = staging / f"{sha256}{suffix if suffix in WORKBOOK_SUFFIXES else '.onbekend'}"
    _write(target, content)
    return replace(unread, sha256=sha256, size=len(content)), None


def _unread(file: SourceFile) -> SeenFile:
    """What can be said of a file without opening it."""
    moment, size = datetime.fromtimestamp(0, UTC), 0
    with suppress(OSError):
        # Of a link that leads nowhere, when the link was made.
        facts = file.path.stat() if file.path.exists() else file.path.lstat()
        moment, size = datetime.fromtimestamp(facts.st_mtime, UTC), facts.st_size
    mailed = local_time(file.mailed) if file.mailed else None
    return SeenFile(file.name, "", size, local_time(moment), mailed)


def _write(target: Path, content: bytes) -> None:
    try:
        with target.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StorageError(
            f"{target.parent} kan niet worden geschreven ({why(error)}); maak ruimte op de "
            "schijf of kies met --uit een andere map. De dataset is niet veranderd."
        ) from error


def _originals(folder: Path) -> dict[str, Path]:
    """By content: the originals in the dataset, and those that now come with them."""
    archives = (folder / store.ARCHIVE, store.building(folder) / store.ARCHIVE)
    return {
        path.stem: path
        for archive in archives
        for path in archive.glob("*.*")
        # What somebody changed in the archive is no original any more.
        if hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
    }


def _opened(folder: Path, content: str) -> Path:
    """Where a locked original stands, or will stand, without its lock."""
    there = folder / store.OPENED / f"{content}.xlsx"
    return there if there.exists() else store.building(folder) / store.OPENED / there.name


def _judge_originals(
    seen: Ledger,
    folder: Path,
    reference: Reference,
    progress: Progress,
    passwords: tuple[str, ...],
) -> dict[str, Submission]:
    """Judge every original anew: the tables follow from the archive, never from each other."""
    originals = _originals(folder)
    names: dict[str, str] = {}
    lost: dict[str, Submission] = {}
    for item in seen.seen:
        if item.content in originals:
            names.setdefault(item.content, item.file)
        elif item.sha256 and item.content not in seen.refused:
            problem = UnreadableError("archief_gewijzigd")
            lost.setdefault(item.content, judge_unreadable(item.file, problem))
    jobs = (ReadJob(originals[content], passwords, _opened(folder, content)) for content in names)
    results = in_isolation(read, jobs)
    return lost | {
        content: _judged(name, result, reference)
        for (content, name), result in zip(
            names.items(), progress(results, "Inlezen", len(names)), strict=True
        )
    }
