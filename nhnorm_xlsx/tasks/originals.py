"""Judging originals: each is read once, and what follows from it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    read_and_judge,
    unreadable,
)
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.dataset.store import OPENED
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge_unreadable, with_issued
from nhnorm_xlsx.intake.opening import ReadJob
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.progress import Progress

Key = tuple[str, str]  # `SeenFile.key`


def judged_all(
    rules: Rules, tasks: Iterable[Task], progress: Progress, word: str
) -> Iterator[list[bytes]]:
    """For each original, in order, its reading under each of its names."""
    waiting = list(tasks)
    work = partial(read_and_judge, rules)
    results = progress(in_isolation(work, waiting), word, len(waiting))
    for task, result in zip(waiting, results, strict=True):
        if isinstance(result, UnreadableError):
            yield [unreadable(item.file, result, stopped=True) for item in task.names]
        else:
            yield result


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
    progress: Progress
    passwords: tuple[str, ...] = ()
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
            self.folder, rules, self.folder / OPENED, self.anew, bool(self.passwords)
        )
        found: dict[Key, Submission] = {}
        tasks: dict[str, Task] = {}
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
                job = ReadJob(self.kept[content], self.passwords, opened)
                tasks[content] = Task(job, tuple(unread))
        results = judged_all(rules, tasks.values(), self.progress, "Inlezen")
        for (content, task), made in zip(tasks.items(), results, strict=True):
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
