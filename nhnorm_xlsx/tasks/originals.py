"""Judging originals: the tables follow from the archive, never from each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nhnorm_xlsx.dataset.archive import opened_copy
from nhnorm_xlsx.dataset.decisions import Decisions
from nhnorm_xlsx.dataset.ledger import Ledger
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.submissions import NOTHING_DECIDED, Decided, Submission
from nhnorm_xlsx.tasks.progress import Progress

Key = tuple[str, str]  # `SeenFile.key`


def judged(
    name: str,
    result: RawWorkbook | UnreadableError,
    reference: Reference,
    decided: Decided = NOTHING_DECIDED,
) -> Submission:
    """The judgement of what reading a file gave."""
    if isinstance(result, UnreadableError):
        return judge_unreadable(name, result)
    return judge(
        name, result, reference.definitions, reference.known, reference.issued, decided=decided
    )


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

    `kept` are the originals by content, `folder` is the dataset.
    """

    kept: Mapping[str, Path]
    folder: Path
    progress: Progress
    passwords: tuple[str, ...]

    def everything(
        self, seen: Ledger, before: Collection[str], reference: Reference, decisions: Decisions
    ) -> tuple[dict[str, Submission], dict[Key, Submission], Reference]:
        """All originals by content, the same under their other names, and the reference.

        A content is judged under every name it came with: a name can contradict what the
        file says. One that is accepted under a name stands, whatever another name says. Of
        the reference former participants are left out of whom there were no answers
        `before`.
        """
        names: dict[str, list[str]] = {}
        for item in seen.seen:
            if item.content in self.kept:
                names.setdefault(item.content, []).append(item.file)
        found = dict(self._judge(names, reference, decisions))
        codes = {key: code for key, item in found.items() if (code := _whose(item))}
        narrow = reference.forgetting(
            {code for (content, _), code in codes.items() if content in before}
        )
        strange = {content for (content, _), code in codes.items() if code not in narrow.known}
        if strange:
            again = {content: names[content] for content in strange}
            found |= dict(self._judge(again, narrow, decisions))
        return _standing(found), found, narrow

    def _judge(
        self, names: Mapping[str, list[str]], reference: Reference, decisions: Decisions
    ) -> Iterator[tuple[Key, Submission]]:
        jobs = (
            ReadJob(self.kept[content], self.passwords, opened_copy(self.folder, content))
            for content in names
        )
        results = self.progress(in_isolation(read, jobs), "Inlezen", len(names))
        for (content, called), result in zip(names.items(), results, strict=True):
            for name in called:
                decided = decisions.decided(content)
                yield (content, name), judged(name, result, reference, decided)


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
