"""Which file counts, of all that were offered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.merging import merge
from nhnorm_xlsx.submissions import (
    AANVAARD,
    AFGEWEZEN,
    DUBBEL,
    GEEN_WERKBOEK,
    VERVANGEN,
    Submission,
)

Round = tuple[str, str]  # meting and organisation code


@dataclass(frozen=True)
class Decisions:
    """What the user decided about files.

    `merged` are the (meting, organisation code) whose files together are the answer;
    `excluded` gives the reason by `SeenFile.content` for files that do not count.
    """

    merged: frozenset[Round] = frozenset()
    excluded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """One file that was seen, with its judgement and what became of it.

    `counts` for the one file per meting and organisation that holds the answers; of files
    that were merged the newest, with the answers of all.
    """

    seen: SeenFile
    submission: Submission
    outcome: str
    reason: str
    counts: bool = False

    @property
    def time(self) -> datetime:
        """When it came: when it was mailed, else saved (by the document, else by the disk)."""
        modified = self.submission.modified
        saved = local_time(modified) if modified else self.seen.file_time
        return self.seen.mail_time or saved


def settle(
    seen: Sequence[SeenFile],
    submissions: Mapping[str, Submission],
    decisions: Decisions = Decisions(),
) -> tuple[Received, ...]:
    """Decide which file counts. `submissions` are by `SeenFile.content`.

    Per organisation and meting the newest accepted file counts and older ones are
    `vervangen`, unless they are merged. A workbook with corrections replaces the files that
    it was made of, whenever it was saved. The same bytes under a second name are `dubbel`.
    The order in which files were offered plays no part.
    """
    received = sorted(
        (
            Received(item, replace(submissions[item.content], file=item.file), AANVAARD, "")
            for item in seen
        ),
        key=_age,
    )
    # Sent again later, the same content is the newest.
    sent: dict[str, datetime] = {}
    for item in received:
        if item.seen.mail_time:
            earlier = sent.get(item.seen.content, item.time)
            sent[item.seen.content] = max(item.time, earlier)
    first_of: dict[str, Received] = {}
    rounds: dict[Round, list[Received]] = {}
    for item in received:
        is_first = first_of.setdefault(item.seen.content, item) is item
        if is_first and item.submission.accepted and item.seen.content not in decisions.excluded:
            rounds.setdefault(round_of(item.submission), []).append(item)
    settled: dict[str, Received] = {}
    for here, items in rounds.items():
        items.sort(key=lambda item: (sent.get(item.seen.content, item.time), *_age(item)))
        standing = _not_superseded(items)
        group = standing if here in decisions.merged else standing[-1:]
        reason = finding(kinds.VERVANGEN, door=group[-1].seen.file).message
        for item in items:
            settled[item.seen.content] = replace(item, outcome=VERVANGEN, reason=reason)
        settled |= {item.seen.content: item for item in _together(group)}
    return tuple(
        _outcome(item, first_of[item.seen.content], settled, decisions) for item in received
    )


def _age(item: Received) -> tuple[object, ...]:
    """Oldest first; of equal files the one with the shortest name: `a.xlsx`, then `a (1).xlsx`."""
    return (item.time, item.seen.sha256, len(item.seen.file), item.seen.file)


def _not_superseded(items: list[Received]) -> list[Received]:
    """The files of which no workbook with corrections holds the answers already."""
    held = frozenset().union(*(item.submission.corrects for item in items))
    return [item for item in items if item.seen.sha256 not in held]


def _together(group: list[Received]) -> list[Received]:
    """The files that together are the answer, oldest first; the last one counts."""
    if len(group) == 1:
        return [replace(group[0], counts=True)]
    names = [item.seen.file for item in group]
    parts = merge([item.submission for item in group])
    found = []
    for item, part in zip(group, parts, strict=True):
        others = ", ".join(name for name in names if name != item.seen.file)
        said = finding(kinds.SAMENGEVOEGD, met=others)
        whole = replace(part, findings=(*part.findings, said.at(**part.place)))
        found.append(replace(item, submission=whole, reason=said.message, counts=item is group[-1]))
    return found


def _outcome(
    item: Received,
    first: Received,
    settled: Mapping[str, Received],
    decisions: Decisions,
) -> Received:
    excluded = decisions.excluded.get(item.seen.content)
    if excluded is not None:
        said = finding(kinds.UITGESLOTEN, reden=excluded)
        submission = replace(item.submission, refusal=said.message, findings=(said,))
        return replace(item, submission=submission, outcome=AFGEWEZEN, reason=said.message)
    if first is not item:
        reason = finding(kinds.DUBBEL, van=first.seen.file).message
        return replace(item, outcome=DUBBEL, reason=reason)
    if not item.submission.accepted:
        refused = AFGEWEZEN if item.submission.is_workbook else GEEN_WERKBOEK
        return replace(item, outcome=refused, reason=item.submission.refusal)
    return settled[item.seen.content]


def round_of(submission: Submission) -> Round:
    """The meting and organisation that a submission answers for."""
    stamp = submission.stamp
    return (stamp.meting, stamp.organisatie_code) if stamp else ("", "")


def findings_that_count(item: Received) -> list[Finding]:
    """The findings to report about one file: its own, or why it does not count."""
    if item.outcome in (AANVAARD, AFGEWEZEN, GEEN_WERKBOEK):
        return [found.at(file=found.file or item.seen.file) for found in item.submission.findings]
    kind = kinds.DUBBEL if item.outcome == DUBBEL else kinds.VERVANGEN
    return [Finding(kind, item.reason).at(**item.submission.place | {"file": item.seen.file})]
