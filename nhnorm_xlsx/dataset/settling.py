"""What becomes of every file that was offered, and which one counts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.stamp import issued_id
from nhnorm_xlsx.dataset.decisions import (
    METING,
    NO_DECISIONS,
    ORGANISATIE,
    TELT,
    UITSLUITEN,
    Decisions,
    about_deciding,
    about_opposed,
    copy_key,
    ready_line,
)
from nhnorm_xlsx.dataset.delays import NO_DELAYS, Delays
from nhnorm_xlsx.dataset.ledger import SeenFile
from nhnorm_xlsx.dataset.moments import MAILED, Moment, about_moment
from nhnorm_xlsx.dataset.received import Received, Round, findings_that_count, round_of
from nhnorm_xlsx.dataset.rounds import Calendar, about_round, calendar
from nhnorm_xlsx.dataset.weighing import Weighing, besloten, otherwise, weigh
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.merging import merge
from nhnorm_xlsx.submissions import (
    AANVAARD,
    AFGEWEZEN,
    DUBBEL,
    GEEN_WERKBOEK,
    LEEG,
    UITGESLOTEN,
    VERVANGEN,
    Submission,
    findings_tally,
)

__all__ = [
    "Decisions",
    "Received",
    "Round",
    "findings_that_count",
    "looked_at",
    "round_of",
    "settle",
]


def settle(
    seen: Sequence[SeenFile],
    submissions: Mapping[str, Submission],
    decisions: Decisions = NO_DECISIONS,
    register: Sequence[Mapping[str, str]] = (),
    *,
    by_name: Mapping[tuple[str, str], Submission] = MappingProxyType({}),
    delays: Delays = NO_DELAYS,
) -> tuple[Received, ...]:
    """Decide which file counts. `submissions` are by `SeenFile.content`.

    `by_name` holds by `SeenFile.key` how a content is judged under another of its names:
    such a name can contradict the file, and then only that copy is refused, and leaving it out
    leaves the others where they are.

    Per organisation and meting files are weighed in order of time (see `weighing`). What was
    given back blank never counts. A workbook with corrections replaces the files that it was
    made of, whenever it was saved. The same bytes under a second name are `dubbel`. The
    order in which files were offered plays no part. `register` are the rows of `uitgifte.csv`,
    `delays` the later deadlines that were given to one organisation.
    """
    received = sorted(
        (
            Received(item, _under_its_name(item, submissions, by_name), AANVAARD, "")
            for item in seen
        ),
        key=_age,
    )
    first_of: dict[str, Received] = {}
    copies = []
    for item in received:
        if item.submission.accepted == submissions[item.content].accepted:
            first_of.setdefault(item.content, item)
        else:
            copies.append(item.seen)
    decisions = decisions.narrowed(copies)
    moments = _moments(received)
    made_on = {row.get("uitgifte_id", ""): row["gemaakt_op"] for row in register}
    began = _calendar(first_of.values(), moments, register, delays)
    known = _Known(decisions, moments, began, made_on)
    settled: dict[str, Received] = {}
    for here, items in _rounds(first_of.values(), decisions).items():
        weighed = weigh(items, here in decisions.merged, decisions, moments)
        settled |= _outcomes(items, weighed, known)
    return tuple(_outcome(item, first_of[item.content], settled, known) for item in received)


def _under_its_name(
    item: SeenFile,
    submissions: Mapping[str, Submission],
    by_name: Mapping[tuple[str, str], Submission],
) -> Submission:
    submission, own = submissions[item.content], by_name.get(item.key)
    # What is refused for the whole of the dataset stays so under any name; what this name
    # says is not what another name says.
    judged = own if own and (submission.accepted or not own.accepted) else submission
    if judged.file == item.file:
        return judged
    found = tuple(about.at(file=item.file) for about in judged.findings)
    return replace(judged, file=item.file, findings=found)


def looked_at(received: Sequence[Received], keys: Collection[tuple[str, str]]) -> list[Received]:
    """What a run is about: the files offered in it (by `SeenFile.key`), without any all.

    And what contradicts something of the same organisation and meting: a file that comes in
    can make an earlier one do so. Decisions that contradict each other are always said.
    """
    now = {item.seen.key for item in received if item.seen.key in keys or not keys}
    rounds = {round_of(item.submission) for item in received if item.seen.key in now}
    return [
        item
        for item in received
        if item.seen.key in now
        or (_contradicts(item) and round_of(item.submission) in rounds)
        or any(found.kind is kinds.BESLUITEN_TEGENSTRIJDIG for found in item.said)
    ]


def _contradicts(item: Received) -> bool:
    """Whether another file says otherwise: it was refused for that, or merged with it."""
    if item.outcome == AFGEWEZEN:
        return bool(item.submission.answers)
    said = findings_tally(item.submission.findings)
    return item.counts and kinds.DELEN_TEGENSTRIJDIG.code in said


@dataclass(frozen=True)
class _Known:
    """What is known of all files together."""

    decisions: Decisions
    moments: Mapping[str, Moment]
    calendar: Calendar
    made_on: Mapping[str, str]

    def issued_on(self, item: Received) -> str:
        """On which day (jjjj-mm-dd) its workbook was issued; empty when that is not known."""
        return self.made_on.get(issue_of(item), "")


def _age(item: Received) -> tuple[object, ...]:
    """Oldest first; of equal files the one with the shortest name: `a.xlsx`, then `a (1).xlsx`."""
    return (item.time, len(item.seen.file), item.seen.file, item.seen.sha256)


def _moments(received: Iterable[Received]) -> dict[str, Moment]:
    """From when each content is: what was mailed again is as new as the last mail.

    Of copies without a mail the oldest tells: copying makes nothing newer.
    """
    found: dict[str, Moment] = {}
    for item in received:
        one, other = found.get(item.content), item.moment
        if one is None:
            found[item.content] = other
        elif other.clock == MAILED:
            found[item.content] = max(one, other, key=lambda it: (it.clock == MAILED, it.key))
        elif one.clock != MAILED:
            found[item.content] = min(one, other, key=lambda it: it.key)
    return found


def _rounds(items: Iterable[Received], decisions: Decisions) -> dict[Round, list[Received]]:
    """The files that can be an answer, by meting and organisation."""
    found: dict[Round, list[Received]] = {}
    for item in items:
        if not _set_aside(item, decisions) and item.submission.accepted:
            found.setdefault(round_of(item.submission), []).append(item)
    return found


def _set_aside(item: Received, decisions: Decisions) -> bool:
    excluded = decisions.get(item.content, UITSLUITEN) is not None
    return excluded or _came_back_blank(item, decisions) is not None


def _came_back_blank(item: Received, decisions: Decisions) -> Finding | None:
    """That a file is as it was sent out; None when it is not, or is decided to be an answer."""
    submission = item.submission
    if not submission.accepted or decisions.get(item.content, TELT):
        return None
    if submission.unopened:
        return finding(kinds.NIET_GEOPEND)
    return finding(kinds.LEEG_TERUGGESTUURD) if submission.untouched else None


def _calendar(
    items: Iterable[Received],
    moments: Mapping[str, Moment],
    register: Sequence[Mapping[str, str]],
    delays: Delays,
) -> Calendar:
    answered = (
        (item.submission.stamp, moments[item.content].time)
        for item in items
        if item.submission.accepted and item.submission.stamp and not item.submission.untouched
    )
    return calendar(register, answered, delays)


def _outcomes(items: Sequence[Received], weighed: Weighing, known: _Known) -> dict[str, Received]:
    """What became of the files of one organisation for one meting."""
    found: dict[str, Received] = {}
    for item in items:
        if item.content in weighed.refused:
            found[item.content] = _refused(item, weighed.refused[item.content], known)
        elif item.content in weighed.same:
            same = weighed.same[item.content]
            said = finding(kinds.ZELFDE_ANTWOORDEN, van=same.seen.file)
            found[item.content] = _passed_over(item, DUBBEL, said)
        elif item not in weighed.standing:
            door = weighed.standing[-1].seen.file
            said = finding(kinds.VERVANGEN, door=door, waarom=weighed.why_replaced(item))
            passed = _passed_over(item, VERVANGEN, said)
            decided = _made_way(item, weighed, known)
            found[item.content] = replace(passed, said=(said, *decided, *_about_clock(item, known)))
    for item in _together(weighed.standing):
        notes = (*weighed.notes.get(item.content, ()), *_about_time(item, known))
        if item.counts:
            notes = (*notes, *_about_other_issue(items, weighed, known))
        found[item.content] = replace(item, said=(*item.said, *notes))
    return found


def _about_other_issue(
    items: Sequence[Received], weighed: Weighing, known: _Known
) -> Iterator[Finding]:
    """That two issues of one workbook were answered beside each other, otherwise: once.

    It was issued anew, and after that day the older one came in as well.
    """
    counting = weighed.standing[-1]
    for item in items:
        if item in weighed.standing or item.content in weighed.refused:
            continue
        own, other = (known.issued_on(one) for one in (counting, item))
        if not (own and other) or issue_of(counting) == issue_of(item):
            continue
        later = min(known.moments[one.content].time for one in (counting, item)).date()
        normen = otherwise(counting, item)
        if later.isoformat() >= max(own, other) and normen:
            yield finding(
                kinds.TWEE_UITGIFTEN,
                ander=item.seen.file,
                dag=_day_shown(own),
                andere_dag=_day_shown(other),
                normen=", ".join(normen),
                regel=ready_line(counting.seen, UITSLUITEN),
            )
            return


def issue_of(item: Received) -> str:
    """The uitgifte_id of the workbook that an answer came in, as the register has it."""
    return issued_id(item.submission.stamp.uitgifte_id) if item.submission.stamp else ""


def _day_shown(day: str) -> str:
    return "-".join(reversed(day.split("-")))


def _made_way(item: Received, weighed: Weighing, known: _Known) -> list[Finding]:
    """What was decided about a file that made way for what stands now, also without effect."""
    notes = weighed.notes.get(item.content, ())
    decided = [found for found in notes if found.kind is kinds.BESLOTEN]
    line = known.decisions.get(item.content, TELT)
    if line and not decided:
        newer = weighed.standing[-1].seen.file
        decided = [besloten(line, f" Toch gaat {newer} voor. Sluit dat uit als dit bestand geldt.")]
    return decided


def _refused(item: Received, said: Finding, known: _Known) -> Received:
    submission = replace(item.submission, refusal=said.message)
    return replace(
        item,
        submission=submission,
        outcome=AFGEWEZEN,
        reason=said.message,
        said=(said, *_about_time(item, known)),
    )


def _about_time(item: Received, known: _Known) -> tuple[Finding, ...]:
    stamp, moment = item.submission.stamp, known.moments[item.content]
    late = about_round(stamp, moment.time, known.calendar) if stamp else ()
    return (*_about_clock(item, known), *late)


def _about_clock(item: Received, known: _Known) -> tuple[Finding, ...]:
    return tuple(about_moment(known.moments[item.content]))


def _passed_over(item: Received, outcome: str, said: Finding, reason: str = "") -> Received:
    return replace(item, outcome=outcome, reason=reason or said.message, said=(said,))


def _together(group: Sequence[Received]) -> list[Received]:
    """The files that together are the answer, oldest first; the last one counts."""
    if len(group) <= 1:
        return [replace(item, counts=True) for item in group]
    names = [item.seen.file for item in group]
    parts = merge([item.submission for item in group])
    found = []
    for item, part in zip(group, parts, strict=True):
        others = ", ".join(name for name in names if name != item.seen.file)
        said = finding(kinds.SAMENGEVOEGD, met=others)
        found.append(
            replace(
                item,
                submission=part,
                reason=said.message,
                counts=item is group[-1],
                said=(said,),
            )
        )
    return found


def _outcome(
    item: Received, first: Received, settled: Mapping[str, Received], known: _Known
) -> Received:
    """What became of one file, with what was decided about it."""
    decisions = known.decisions
    found = _without_decisions(item, first, settled, decisions)
    if first is not item or found.outcome == UITGESLOTEN:
        return found
    whose = [
        besloten(line)
        for verdict in (ORGANISATIE, METING)
        if (line := decisions.get(item.content, verdict))
    ]
    opposed = about_opposed(decisions.opposed(item.content))
    return replace(found, said=(*opposed, *found.said, *whose))


def _about_copy(first: Received, settled: Mapping[str, Received]) -> Finding:
    """That a file is equal to another; of one that was refused nothing counts, not even once."""
    became = settled.get(first.content, first)
    refused = not first.submission.accepted or became.outcome == AFGEWEZEN
    so = "Ook dit telt niet mee" if refused else "Het telt één keer"
    return finding(kinds.DUBBEL, van=first.seen.file, gevolg=so)


def _without_decisions(
    item: Received, first: Received, settled: Mapping[str, Received], decisions: Decisions
) -> Received:
    submission = item.submission
    excluded = decisions.get(item.content, UITSLUITEN) or decisions.get(
        copy_key(item.seen), UITSLUITEN
    )
    if excluded is not None:
        why = excluded.reason.rstrip(".")
        left_out = finding(kinds.UITGESLOTEN, lijst=excluded.source, reden=why)
        return _passed_over(item, UITGESLOTEN, left_out, why)
    if not submission.is_workbook:
        return replace(item, outcome=GEEN_WERKBOEK, reason=submission.refusal)
    if blank := _came_back_blank(item, decisions):
        return _passed_over(item, LEEG, blank)
    # Files without bytes are all equal: they may come from several organisations.
    copy = first is not item and submission.accepted == first.submission.accepted
    if copy and item.seen.size:
        return _passed_over(item, DUBBEL, _about_copy(first, settled))
    if not submission.accepted:
        said = tuple(about_deciding(item.seen, submission))
        return replace(item, outcome=AFGEWEZEN, reason=submission.refusal, said=said)
    return settled[item.content]
