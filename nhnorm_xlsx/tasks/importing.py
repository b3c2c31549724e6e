"""`importeer`: returned files become a dataset. `controleer`: the same judgement, kept nowhere."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from nhnorm_xlsx import contract
from nhnorm_xlsx.dataset import ledger, store
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile, local_time
from nhnorm_xlsx.dataset.reference import Reference, read_reference, write_reference
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.isolation import read_isolated
from nhnorm_xlsx.intake.judging import Submission, judge, judge_unreadable
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.sources import (
    WORKBOOK_SUFFIXES,
    SourceFile,
    Sources,
    find_sources,
)
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.wording import submission_lines


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
class IntakeReport:
    """What happened to the files of this run; `skipped` are names of files passed over."""

    offered: tuple[Offered, ...]
    skipped: tuple[str, ...]

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


def check_files(
    paths: Iterable[Path], reference: Reference, progress: Progress = silent
) -> IntakeReport:
    """Read and judge files without storing anything.

    Raises `UsageError` when there is nothing to read.
    """
    with TemporaryDirectory() as workspace:
        sources = _sources(paths, Path(workspace))
        results = progress(
            read_isolated(item.path for item in sources.files), "Controleren", len(sources.files)
        )
        submissions = [
            _judged(item.name, result, reference)
            for item, result in zip(sources.files, results, strict=True)
        ]
    troubled = [judge_unreadable(file.name, problem) for file, problem in sources.troubled]
    return IntakeReport(
        tuple(Offered(item) for item in (*troubled, *submissions)), tuple(sources.skipped)
    )


def import_files(
    paths: Iterable[Path], folder: Path, reference: Reference, progress: Progress = silent
) -> IntakeReport:
    """Add files to the dataset in `folder` and derive its tables anew from the archive.

    Idempotent, in any order. Raises `UsageError` when there is nothing to read or `folder`
    holds something else, `StorageError` when it cannot be written; then the dataset is as
    it was.
    """
    with TemporaryDirectory() as workspace:
        sources = _sources(paths, Path(workspace))
        store.check_target(folder)
        with store.locked(folder):
            store.recover(folder)
            try:
                return _import(sources, folder, reference, progress)
            finally:
                shutil.rmtree(store.building(folder), ignore_errors=True)


def _sources(paths: Iterable[Path], workspace: Path) -> Sources:
    named = list(paths)
    sources = find_sources(named, workspace)
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
    sources: Sources, folder: Path, reference: Reference, progress: Progress
) -> IntakeReport:
    # pandas comes in here only: checking files does not need it.
    from nhnorm_xlsx.dataset.files import write_tables
    from nhnorm_xlsx.dataset.tables import build_tables, settle

    known = ledger.read_ledger(folder) if folder.exists() and any(folder.iterdir()) else Ledger()
    reference = reference.over(read_reference(folder))
    staging = store.building(folder) / store.ARCHIVE
    offered, unread = _stage_all(sources, staging)
    seen = known.with_seen(offered)
    originals = {**_originals(folder / store.ARCHIVE), **_originals(staging)}
    fresh = _judge_originals(seen, originals, reference, progress)
    submissions = {**known.refused, **unread, **fresh}
    refused = {
        item.content: submissions[item.content]
        for item in seen.seen
        if not submissions[item.content].accepted
    }
    for content in refused:
        for path in staging.glob(f"{content}.*"):
            path.unlink()
    _keep_example_apart(submissions.values(), folder)
    received = settle(seen.seen, submissions)
    dataset = build_tables(received, reference.definitions)

    def build(new: Path) -> None:
        write_tables(dataset, new)
        write_reference(reference, new)
        ledger.write_ledger(replace(seen, refused=refused), new)

    store.replace(folder, build)
    keys = {item.key for item in offered}
    return IntakeReport(
        tuple(
            Offered(item.submission, item.outcome, item.reason)
            for item in received
            if item.seen.key in keys
        ),
        tuple(sources.skipped),
    )


def _keep_example_apart(submissions: Iterable[Submission], folder: Path) -> None:
    """Made-up answers must never count among real ones."""
    made_up = {
        item.stamp.uitgifte_id.startswith(contract.EXAMPLE_PREFIX)
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
        facts = file.path.stat()
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


def _originals(archive: Path) -> dict[str, Path]:
    return {path.stem: path for path in archive.glob("*.*")}


def _judge_originals(
    seen: Ledger, originals: Mapping[str, Path], reference: Reference, progress: Progress
) -> dict[str, Submission]:
    """Judge every original anew: the tables follow from the archive, never from each other."""
    names: dict[str, str] = {}
    for item in seen.seen:
        if item.content in originals:
            names.setdefault(item.content, item.file)
    results = read_isolated(originals[content] for content in names)
    return {
        content: _judged(name, result, reference)
        for (content, name), result in zip(
            names.items(), progress(results, "Inlezen", len(names)), strict=True
        )
    }
