"""From a form to a submission: answers, findings, and whether the file can be used. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import (
    is_blank,
)
from nhnorm_xlsx.contract.stamp import CONTRACT_VERSION, METING_LABEL, Stamp
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.answering import judge_norms, judge_start, not_put_right
from nhnorm_xlsx.intake.binding import bind
from nhnorm_xlsx.intake.bound import RawForm, known_from
from nhnorm_xlsx.intake.changes import (
    at_cell,
    edition_changed,
    extra_finding,
    extras,
    lost_on_the_way,
    lost_texts,
    shape_changed,
    workbook_facts,
)
from nhnorm_xlsx.intake.identity import about_time, identify, not_issued
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Decided, Issued, Submission

_UNDECIDED = Decided()


def judge_unreadable(file: str, error: UnreadableError) -> Submission:
    """The submission of a file that could not be read at all."""
    kind = kinds.KIND_BY_CODE[error.code]
    detail = error.detail or "oorzaak onbekend"
    if kind is kinds.GEEN_WERKBOEK:
        detail = f" ({error.detail})" if error.detail else ""
    found = finding(kind, detail=detail).at(file=file)
    return Submission(file, found.message, (found,))


def judge(
    file: str,
    workbook: RawWorkbook,
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, Organisation],
    issued: Issued | None = None,
    *,
    decided: Decided = _UNDECIDED,
) -> Submission:
    """Judge one workbook that was read.

    `file` is the name to show, `definitions` are by editie, `organisations` by code.
    `issued` says which workbooks were given out; without it that is not checked. `decided`
    is whose file it is according to the coordinator.
    """
    form = bind(workbook, known_from(tuple(definitions.values())))
    stamp, about_identity = identify(form, file, definitions, organisations)
    if stamp:
        stamp = replace(
            stamp,
            organisatie_code=decided.organisation or stamp.organisatie_code,
            meting=decided.meting or stamp.meting,
        )
    facts = list(workbook_facts(workbook))
    refusals = list(_refusals(form, stamp, definitions, organisations))
    if stamp is None and workbook.damage:
        too_little = UnreadableError("beschadigd", "er is te weinig van over")
        return judge_unreadable(file, too_little)
    if stamp is None or refusals:
        reason = " ".join(item.message for item in refusals)
        base = Submission(file, reason, (), stamp, modified=workbook.modified)
        return _placed(base, [*refusals, *_contents(form), *facts])
    definition, organisation = definitions[stamp.editie], organisations[stamp.organisatie_code]
    answers, about_answers = judge_norms(form, definition)
    start, about_start = judge_start(form)
    base = Submission(
        file,
        "",
        (),
        stamp,
        organisation,
        answers,
        start,
        workbook.modified,
        form.corrects,
    )
    found = [
        *about_identity,
        *about_time(stamp, organisation),
        *(not_issued(stamp, issued.workbooks, issued.source) if issued else ()),
        *edition_changed(stamp, definition),
        *shape_changed(form, definition),
        *lost_on_the_way(form, workbook),
        *lost_texts(form, definition),
        *about_answers,
        *not_put_right(form, answers),
        *about_start,
        *extras(form),
        *facts,
    ]
    return _placed(base, found)


def _placed(base: Submission, found: Iterable[Finding]) -> Submission:
    """The submission with its findings, worst first, each saying which file it is about."""
    placed = sorted((item.at(**base.place) for item in found), key=lambda item: item.severity.rank)
    return replace(base, findings=tuple(placed))


def _refusals(
    form: RawForm,
    stamp: Stamp | None,
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, Organisation],
) -> Iterator[Finding]:
    """Every reason why the file cannot be used, the most telling one first."""
    if stamp is None:
        yield finding(kinds.NIET_VAN_ONS)
        return
    if stamp.contract_versie != str(CONTRACT_VERSION):
        yield finding(kinds.NIEUWER_CONTRACT, versie=stamp.contract_versie)
    if stamp.editie not in definitions:
        known = ", ".join(sorted(definitions))
        yield finding(kinds.ONBEKENDE_EDITIE, editie=stamp.editie, bekend=known)
    if stamp.organisatie_code not in organisations:
        yield finding(kinds.ONBEKENDE_ORGANISATIE, code=stamp.organisatie_code)
    if not METING_LABEL.fullmatch(stamp.meting):
        yield finding(kinds.ONGELDIGE_METING, meting=stamp.meting)
    if not form.norms:
        yield finding(kinds.GEEN_NORMEN)


def _contents(form: RawForm) -> Iterator[Finding]:
    """What a refused file holds, so that it is on record although it is not used."""
    for row in form.norms:
        for bound in row.values.values():
            if not is_blank(bound.value):
                yield at_cell(bound, extra_finding(bound)).at(norm=row.number)
    if form.stamp_values or form.property_values:
        for values in form.start.values():
            yield from (at_cell(bound, extra_finding(bound)) for bound in values)
        yield from extras(form)
