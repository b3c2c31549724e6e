"""The files of one organisation for one meting, weighed one after another. Pure.

In order of time each file takes the place of what stands, unless a norm that was answered
would become blank: then nothing is overwritten and nothing guessed. What was imported first
plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import FIELDS, STATUS, is_blank
from nhnorm_xlsx.dataset.decisions import DEEL, TELT, Decision, Decisions, ready_line
from nhnorm_xlsx.dataset.moments import Moment, shown, why_newer
from nhnorm_xlsx.dataset.received import Received
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.merging import merge

Key = tuple[object, ...]


@dataclass
class Weighing:
    """The stand while files are weighed, by `SeenFile.content`.

    `standing` are the files that together are the answer, oldest first. `refused` holds why
    a file may not count, `same` the file that has the same answers, `notes` what else there
    is to say.
    """

    merged: bool
    decisions: Decisions
    moments: Mapping[str, Moment]
    standing: list[Received] = field(default_factory=list)
    refused: dict[str, Finding] = field(default_factory=dict)
    same: dict[str, Received] = field(default_factory=dict)
    notes: dict[str, list[Finding]] = field(default_factory=dict)

    def take(self, batch: Sequence[Received]) -> None:
        """Weigh the files of one moment."""
        parts = [item for item in batch if self.merged or self._decision(item, DEEL)]
        for item in parts:
            self._add(item)
        for item in self._one_of([item for item in batch if item not in parts]):
            self._replace(item)

    def why_replaced(self, item: Received) -> str:
        """Why the answer that stands goes before this one."""
        last = self.standing[-1]
        if item.seen.sha256 in last.submission.corrects:
            return "Dat is het werkboek dat van dit bestand is gemaakt, met de antwoorden erin."
        newer, older = self.moments[last.content], self.moments[item.content]
        if newer.key == older.key:
            return "Ze zijn van hetzelfde moment; besluiten.csv heeft beslist."
        return why_newer(newer, older, last.seen.file)

    def _add(self, item: Received) -> None:
        """A part joins what stands; with corrections it takes the place of its sources."""
        sources = self._sources(item)
        self._settle(item, sources, _together(sources))

    def _replace(self, item: Received) -> None:
        sources = self._sources(item)
        if sources:
            # Where its sources contradict each other it was asked to choose.
            self._settle(item, sources, _together(sources))
        else:
            given = [answer for other in self.standing for answer in other.submission.answers]
            self._settle(item, self.standing, given)

    def _settle(
        self, item: Received, before: Sequence[Received], earlier: Sequence[Answer]
    ) -> None:
        """Let a file take the place of others, unless it leaves blank what they answered."""
        blank = _blank(item.submission.answers, earlier) if earlier else []
        decision = self._decision(item, TELT)
        names = ", ".join(other.seen.file for other in before)
        if blank and not decision:
            self.refused[item.content] = finding(
                kinds.NORMEN_LEEG_GEWORDEN,
                value=", ".join(blank),
                normen=", ".join(blank),
                eerder=names,
                regel=ready_line(item.seen, TELT),
            )
            return
        if blank and decision:
            said = f" Norm {', '.join(blank)} was in {names} ingevuld en is nu leeg."
            self._note(item, besloten(decision, said))
        emptied = _emptied(item.submission.answers, earlier) if earlier else ""
        if emptied:
            self._note(item, finding(kinds.VELDEN_LEEG_GEWORDEN, eerder=names, wat=emptied))
        self.standing = [other for other in self.standing if other not in before] + [item]

    def _one_of(self, batch: Sequence[Received]) -> list[Received]:
        """The one of the files of one moment that is weighed; none when that cannot be told."""
        if len(batch) <= 1:
            return list(batch)
        kinds_of_answer: dict[object, Received] = {}
        for item in batch:
            first = kinds_of_answer.setdefault(_answers_of(item), item)
            if first is not item:
                self.same[item.content] = first
        different = list(kinds_of_answer.values())
        if len(different) <= 1:
            return different
        chosen = [(item, line) for item in different if (line := self._decision(item, TELT))]
        if len(chosen) == 1:
            item, line = chosen[0]
            names = ", ".join(other.seen.file for other in different if other is not item)
            self._note(item, besloten(line, f" Het gaat voor {names}, van hetzelfde moment."))
            return [item]
        for item in different:
            others = [other for other in different if other is not item]
            unlike = {norm for other in others for norm in _different(item, other)}
            norms = [answer.norm for answer in item.submission.answers if answer.norm in unlike]
            self.refused[item.content] = finding(
                kinds.MOMENT_GELIJK,
                andere=", ".join(other.seen.file for other in others),
                moment=shown(self.moments[item.content].time),
                normen=", ".join(norms),
                regel=ready_line(item.seen, TELT),
            )
        return []

    def _sources(self, item: Received) -> list[Received]:
        """The files that stand of which this workbook with corrections was made."""
        return [other for other in self.standing if other.seen.sha256 in item.submission.corrects]

    def _decision(self, item: Received, verdict: str) -> Decision | None:
        return self.decisions.get(item.content, verdict)

    def _note(self, item: Received, found: Finding) -> None:
        self.notes.setdefault(item.content, []).append(found)


def weigh(
    items: Iterable[Received], merged: bool, decisions: Decisions, moments: Mapping[str, Moment]
) -> Weighing:
    """Weigh the accepted files of one organisation for one meting.

    `merged` when all of them are parts of one answer; `moments` say from when each is.
    """
    keys = _keys(items := list(items), moments)
    items.sort(key=lambda item: (keys[item.content], len(item.seen.file), item.seen.file))
    found = Weighing(merged, decisions, moments)
    for _, batch in groupby(items, key=lambda item: keys[item.content]):
        found.take(list(batch))
    _lift_what_was_settled_later(found, items)
    return found


def _lift_what_was_settled_later(found: Weighing, items: Sequence[Received]) -> None:
    """A file that was refused is simply replaced once a later one holds all it answered."""
    if not (found.standing and found.refused):
        return
    place = {item.content: number for number, item in enumerate(items)}
    answers, last = _together(found.standing), place[found.standing[-1].content]
    for item in items:
        if item.content not in found.refused or place[item.content] >= last:
            continue
        if not _blank(answers, item.submission.answers):
            del found.refused[item.content]


def besloten(decision: Decision, consequence: str = "") -> Finding:
    """The finding that says what was decided about a file, and what came of it."""
    return finding(
        kinds.BESLOTEN,
        lijst=decision.source,
        besluit=decision.words,
        reden=decision.reason,
        gevolg=consequence,
    )


def _keys(items: Sequence[Received], moments: Mapping[str, Moment]) -> dict[str, Key]:
    """What to sort by: the moment, but a workbook with corrections after what it was made of."""
    corrects = {item.content: item.submission.corrects & moments.keys() for item in items}
    own = {item.content: moments[item.content].key for item in items}

    def effective(content: str, above: frozenset[str]) -> tuple[Key, int]:
        mine: tuple[Key, int] = (own[content], 0)
        under = [
            effective(source, above | {content})
            for source in corrects[content] - above - {content}
            if source in own
        ]
        latest = max(under, default=mine)
        return (latest[0], latest[1] + 1) if latest >= mine and under else mine

    return {content: (*effective(content, frozenset()), mine) for content, mine in own.items()}


def _together(items: Sequence[Received]) -> Sequence[Answer]:
    """The answers of files that stand together; none without files."""
    if len(items) <= 1:
        return items[0].submission.answers if items else ()
    return merge([item.submission for item in items])[-1].answers


def _written(answer: Answer) -> dict[str, object]:
    """What somebody wrote for a norm; not what was carried over and left."""
    return {
        key: value
        for key, value in answer.values.items()
        if key not in answer.unchanged and not is_blank(value)
    }


def _blank(later: Iterable[Answer], earlier: Iterable[Answer]) -> list[str]:
    """The norms that were answered and are blank now, in order.

    A status that is gone is enough; without one, everything that was written must be gone.
    """
    now = {answer.norm: answer for answer in later}
    found = []
    for before in earlier:
        after = now.get(before.norm, Answer(before.norm))
        status_gone = before.status and not after.status
        all_gone = _written(before) and not _written(after) and not after.status
        if status_gone or all_gone:
            found.append(before.norm)
    return list(dict.fromkeys(found))


def _emptied(later: Iterable[Answer], earlier: Iterable[Answer]) -> str:
    """The norms of which the status stayed and something beside it went: `1.1 (Actie)`.

    Text may be deleted on purpose, so that is no contradiction: the later file counts. When
    the status changed, what stood beside it does not apply any more and nothing is said.
    """
    now = {answer.norm: answer for answer in later}
    found = []
    for before in earlier:
        after = now.get(before.norm)
        if after is None or not before.status or after.status != before.status:
            continue
        written = _written(before)
        gone = [
            item.heading
            for item in FIELDS
            if item is not STATUS and item.key in written and is_blank(after[item.key])
        ]
        if gone:
            found.append(f"norm {before.norm} ({', '.join(gone)})")
    return "; ".join(dict.fromkeys(found))


def _answers_of(item: Received) -> object:
    return tuple(
        (answer.norm, tuple(sorted((key, str(value)) for key, value in answer.values.items())))
        for answer in item.submission.answers
    )


def _different(one: Received, other: Received) -> list[str]:
    """The norms to which two files give another answer."""
    there = {answer.norm: dict(answer.values) for answer in other.submission.answers}
    return [
        answer.norm
        for answer in one.submission.answers
        if dict(answer.values) != there.get(answer.norm, {})
    ]


def otherwise(one: Received, other: Received) -> list[str]:
    """The norms that both files answer, each with another status."""
    there = {answer.norm: answer.status for answer in other.submission.answers}
    return [
        answer.norm
        for answer in one.submission.answers
        if answer.status and there.get(answer.norm) and answer.status != there[answer.norm]
    ]
