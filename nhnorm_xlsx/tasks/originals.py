"""Judging originals: each is read once, and what follows from it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nhnorm_xlsx.dataset.archive import opened_copy
from nhnorm_xlsx.dataset.decisions import Decisions
from nhnorm_xlsx.dataset.ledger import Ledger
from nhnorm_xlsx.dataset.readings import (
    Named,
    Readings,
    Rules,
    Task,
    is_locked,
    read_in_isolation,
)
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.dataset.store import OPENED
from nhnorm_xlsx.intake.judging import judge_unreadable, with_issued
from nhnorm_xlsx.intake.opening import ReadJob
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.cluster import on_cluster
from nhnorm_xlsx.tasks.progress import Progress

Key = tuple[str, str]  # `SeenFile.key`


@dataclass(frozen=True)
class Reader:
    """How files are read: with which passwords, and on which Dask cluster, if any."""

    progress: Progress
    passwords: tuple[str, ...] = ()
    cluster: str = ""

    def readings(
        self, rules: Rules, tasks: Sequence[Task], word: str
    ) -> Iterator[tuple[Task, list[bytes]]]:
        """For each original its reading under each of its names, as they come.

        Raises `UsageError` when the cluster cannot be used.
        """
        if tasks:
            read = partial(on_cluster, self.cluster) if self.cluster else read_in_isolation
            found = self._completed(rules, read(rules, tasks))
            yield from self.progress(found, word, len(tasks))

    def _completed(
        self, rules: Rules, results: Iterable[tuple[Task, list[bytes] | None]]
    ) -> Iterator[tuple[Task, list[bytes]]]:
        """With what the cluster could not read: it has no passwords, and may lose a worker."""
        left = []
        for task, found in results:
            if found is None or (self.cluster and self.passwords and any(map(is_locked, found))):
                left.append(task)
            else:
                yield task, found
        yield from read_in_isolation(rules, left)


def lost(
    seen: Ledger, kept: Mapping[str, Path], told: Mapping[str, Submission]
) -> dict[str, Submission]:
    """The judgement of files of which the archive has no sound original, nor the books a word."""
    return {
        item.content: judge_unreadable(item.file, UnreadableError("archief_gewijzigd"))
        for item in seen.seen
        if item.content not in kept and item.content not in told
    }


@dataclass(frozen=True)
class Judging:
    """What is needed to judge originals.

    `kept` are the originals by content, `folder` is the dataset, `anew` the contents that
    are offered now: of these reading may go better than last time.
    """

    kept: Mapping[str, Path]
    folder: Path
    reading: Reader
    anew: frozenset[str] = frozenset()

    def everything(
        self, seen: Ledger, reference: Reference, decisions: Decisions
    ) -> tuple[dict[str, Submission], dict[Key, Submission], Reference]:
        """All originals by content, the same under their other names, and the reference.

        A content is judged under every name it came with: a name can contradict what the
        file says. One that is accepted under a name stands, whatever another name says. Of
        the reference former participants are left out of whom there were no answers when
        they left the list.
        """
        names: dict[str, list[str]] = {}
        for item in seen.seen:
            if item.content in self.kept:
                names.setdefault(item.content, []).append(item.file)
        found = self._judge(names, reference, decisions)
        codes = {key: code for key, item in found.items() if (code := _whose(item))}
        stay = {
            code
            for (content, _), code in codes.items()
            if seen.first_offered.get(content, "") < reference.dropped.get(code, "")
        }
        narrow = reference.forgetting(stay)
        strange = {content for (content, _), code in codes.items() if code not in narrow.known}
        if strange:
            again = {content: names[content] for content in strange}
            found |= self._judge(again, narrow, decisions)
        return _standing(found), found, narrow

    def _judge(
        self, names: Mapping[str, list[str]], reference: Reference, decisions: Decisions
    ) -> dict[Key, Submission]:
        rules = Rules(reference.definitions, reference.known)
        readings = Readings(
            self.folder, rules, self.folder / OPENED, self.anew, bool(self.reading.passwords)
        )
        readings.in_use()
        found: dict[Key, Submission] = {}
        tasks: list[Task] = []
        for content, called in names.items():
            decided = decisions.decided(content)
            unread = []
            for named in (Named(name, decided) for name in called):
                known = readings.get(content, named)
                if known is None:
                    unread.append(named)
                else:
                    found[content, named.file] = known
            if unread:
                opened = opened_copy(self.folder, content)
                job = ReadJob(self.kept[content], self.reading.passwords, opened)
                tasks.append(Task(job, tuple(unread)))
        for task, made in self.reading.readings(rules, tasks, "Inlezen"):
            content = task.job.path.stem
            for named, reading in zip(task.names, made, strict=True):
                found[content, named.file] = readings.keep(content, named, reading)
        return {
            key: with_issued(item, reference.issued, decisions.decided(key[0]))
            for key, item in found.items()
        }


def _whose(submission: Submission) -> str:
    organisation = submission.organisation
    return organisation.code if submission.accepted and organisation else ""


def _standing(found: Mapping[Key, Submission]) -> dict[str, Submission]:
    """By content: as it is judged under the first name under which it is accepted, else any."""
    standing: dict[str, Submission] = {}
    for (content, _), item in found.items():
        known = standing.setdefault(content, item)
        if item.accepted and not known.accepted:
            standing[content] = item
    return standing
