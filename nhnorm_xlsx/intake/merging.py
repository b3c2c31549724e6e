"""Several files of one organisation, filled in by different people, become one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.answers import Answer, FieldValue, StartValue
from nhnorm_xlsx.contract.fields import FIELDS, STATUS, is_blank
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.answering import completeness, still_open
from nhnorm_xlsx.intake.standing import standing, wrong_fields
from nhnorm_xlsx.intake.values import shown_value
from nhnorm_xlsx.submissions import Submission

# What follows from the answers themselves: asked of the whole, not of the parts.
WORKED_OUT = (
    kinds.NIET_INGEVULD,
    kinds.VUL_AAN,
    kinds.ANTWOORD_ZONDER_STATUS,
    kinds.ONGEWIJZIGD_OVERGENOMEN,
    kinds.DATUM_VOORBIJ,
    kinds.ZONDER_ONDERBOUWING,
    kinds.TEKST_PAST_NIET,
    kinds.WIE_ONTBREEKT,
    kinds.VASTGESTELD_TE_VROEG,
    kinds.NIET_VASTGESTELD,
)


def merge(parts: Sequence[Submission]) -> tuple[Submission, ...]:
    """The parts (oldest first, all accepted, at least two), the last with the whole's answers.

    Per norm and field the one value that the parts agree on. Text that was carried over
    and left unchanged gives way to text that somebody wrote. Where parts contradict one
    another nothing counts, and a finding says who said what.
    """
    *older, newest = parts
    wrong = {
        (item.norm, item.field)
        for part in parts
        for item in part.findings
        if item.norm and item.severity is kinds.Severity.FOUT
    }
    answers: list[Answer] = []
    found: list[Finding] = []
    for norm in [answer.norm for answer in newest.answers]:
        given = [
            replace(answer, file=answer.file or part.file)
            for part in parts
            for answer in part.answers
            if answer.norm == norm
        ]
        answer, conflicts = _one(given)
        problems = {item.field for item in conflicts} | {f for n, f in wrong if n == norm}
        answers.append(answer)
        found += conflicts
        found += [
            item.at(sheet=answer.sheet, norm=norm)
            for item in completeness(answer, problems, newest.issued_on)
        ]
    found += still_open(answers)
    start = tuple(_start(parts))
    all_wrong = {*wrong, *wrong_fields(found)}
    found += standing(answers, start, all_wrong, (), newest.issued_on)
    of_whole = [item.at(**newest.place | {"file": item.file or newest.file}) for item in found]
    whole = replace(
        newest,
        answers=tuple(answers),
        start=start,
        tells_helping=all(part.tells_helping for part in parts),
        findings=_sorted([*_own(newest), *of_whole]),
    )
    return (*(replace(part, findings=_sorted(_own(part))) for part in older), whole)


def _one(given: Sequence[Answer]) -> tuple[Answer, list[Finding]]:
    """One answer to a norm out of those in the parts, oldest first."""
    values: dict[str, FieldValue] = {}
    conflicts: list[Finding] = []
    source = given[-1]
    for field in FIELDS:
        filled = [answer for answer in given if not is_blank(answer[field.key])]
        written = [answer for answer in filled if field.key not in answer.unchanged]
        chosen = written or filled
        distinct = {answer[field.key]: answer for answer in chosen}
        if len(distinct) > 1:
            conflicts.append(_conflict(field.key, field.heading, list(distinct.values())))
        elif chosen:
            values[field.key] = chosen[-1][field.key]
            if field is STATUS:
                source = chosen[-1]
    if not source.status:
        with_something = [item for item in given if item.values]
        source = (with_something or given)[-1]
    unchanged = frozenset.intersection(*(answer.unchanged for answer in given))
    return (
        Answer(
            source.norm,
            values,
            sheet=source.sheet,
            cell=source.cell,
            file=source.file,
            unchanged=unchanged,
        ),
        conflicts,
    )


def _conflict(key: str, heading: str, answers: Sequence[Answer]) -> Finding:
    said = "; ".join(
        f"'{_shown(key, answer)}' ({answer.file}, blad {answer.sheet})" for answer in answers
    )
    return finding(
        kinds.DELEN_TEGENSTRIJDIG,
        norm=answers[-1].norm,
        field=key,
        value=" / ".join(_shown(key, answer) for answer in answers),
        norm_nummer=answers[-1].norm,
        veld=heading,
        waarden=said,
    ).at(
        sheet=answers[-1].sheet,
        # Only the place of the status is known.
        cell=answers[-1].cell if key == STATUS.key else "",
        file=answers[-1].file,
    )


def _shown(key: str, answer: Answer) -> str:
    if key == STATUS.key:
        return STATUS_BY_KEY[answer.status].label
    return shown_value(answer[key])


def _start(parts: Sequence[Submission]) -> Iterator[StartValue]:
    """Who filled it in: of every part, the newest value of each field last."""
    for part in parts:
        yield from (replace(item, file=item.file or part.file) for item in part.start)


def _own(part: Submission) -> Iterable[Finding]:
    return (item for item in part.findings if item.kind not in WORKED_OUT)


def _sorted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda item: item.severity.rank))
