"""From a form to a submission: answers, findings, and whether the file can be used. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.readiness import window
from nhnorm_xlsx.contract.stamp import METING_LABEL, Stamp
from nhnorm_xlsx.contract.visible import is_result_title
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.answering import judge_norms, judge_start, not_put_right
from nhnorm_xlsx.intake.binding import bind
from nhnorm_xlsx.intake.bound import Known, RawForm, known_from
from nhnorm_xlsx.intake.changes import (
    edition_changed,
    extras,
    lost_on_the_way,
    lost_texts,
    shape_changed,
    workbook_facts,
)
from nhnorm_xlsx.intake.identity import about_contract, about_time, identify, not_issued
from nhnorm_xlsx.intake.objects import about_objects
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.rows import to_their_norms
from nhnorm_xlsx.intake.standing import counted_as_empty, has_start, standing, wrong_fields
from nhnorm_xlsx.intake.striking import about_struck
from nhnorm_xlsx.intake.untouched import is_still_as_made, is_untouched, never_saved
from nhnorm_xlsx.intake.unused import contents_in_one
from nhnorm_xlsx.intake.which_norm import other_norm
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import NOTHING_DECIDED, Decided, Issued, Submission


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
    *,
    decided: Decided = NOTHING_DECIDED,
) -> Submission:
    """Judge one workbook that was read.

    `file` is the name to show, `definitions` are by editie, `organisations` by code.
    `decided` is what the coordinator decided about whose file it is: that wins from all that
    the file says. Whether it was given out is not asked here (see `with_issued`).
    """
    if result := _result_title(workbook):
        own = finding(kinds.EIGEN_UITKOMST, titel=result).at(file=file)
        return Submission(file, own.message, (own,), modified=workbook.modified)
    known = known_from(tuple(definitions.values()))
    form = bind(workbook, known)
    identity = identify(form, file, workbook.title, definitions, organisations, decided=decided)
    stamp = identity.stamp
    facts = [*workbook_facts(workbook), *about_objects(workbook.objects)]
    whose = list(identity.refusals) or _other_norm(form, stamp, definitions)
    if whose:
        # Without a stamp: of a file of which nobody knows whose it is, nothing may be replaced.
        base = Submission(file, _reason(whose), (), modified=workbook.modified)
        return _placed(base, [*whose, *contents_in_one(form), *facts])
    refusals = list(_refusals(form, stamp, definitions, organisations))
    if stamp is None and workbook.damage:
        too_little = UnreadableError("beschadigd", "er is te weinig van over")
        return judge_unreadable(file, too_little)
    if stamp is None or refusals:
        owner = organisations.get(stamp.organisatie_code) if stamp else None
        base = Submission(file, _reason(refusals), (), stamp, owner, modified=workbook.modified)
        return _placed(base, [*refusals, *contents_in_one(form), *about_struck(form), *facts])
    bound = _Bound(file, workbook, form, stamp, tuple(facts))
    return _placed_answers(
        bound,
        definitions[stamp.editie],
        organisations[stamp.organisatie_code],
        known,
        [*identity.found, *about_time(stamp, organisations[stamp.organisatie_code])],
    )


def with_issued(
    judged: Submission, issued: Issued | None, decided: Decided = NOTHING_DECIDED
) -> Submission:
    """The same, with what the list of workbooks that were given out says of it.

    Without a list nothing is checked. What the coordinator decided is not asked again.
    """
    if issued is None or judged.stamp is None or not judged.accepted:
        return judged
    if decided != NOTHING_DECIDED:
        return judged
    found = not_issued(judged.stamp, issued.workbooks, issued.source)
    return _placed(judged, [*found, *judged.findings]) if found else judged


@dataclass(frozen=True)
class _Bound:
    """A workbook of which it is known whose it is, taken apart."""

    file: str
    workbook: RawWorkbook
    form: RawForm
    stamp: Stamp
    facts: tuple[Finding, ...]


def _placed_answers(
    bound: _Bound,
    definition: Definition,
    organisation: Organisation,
    known: Known,
    about_identity: Iterable[Finding],
) -> Submission:
    """The answers of a workbook that can be used, with everything there is to say of it."""
    stamp, workbook = bound.stamp, bound.workbook
    form, about_rows = to_their_norms(bound.form, definition, known.wording)
    answers, about_answers = judge_norms(form, definition)
    start, about_start = judge_start(form, window(form.issued_on, stamp.last_day))
    wrong_on_start = {key for _, key in wrong_fields(about_start)}
    about_whole = standing(
        *(answers, start if has_start(workbook) else None, wrong_fields(about_answers)),
        *(wrong_on_start, form.issued_on),
    )
    untouched = is_untouched(form, definition) or is_still_as_made(form, workbook)
    base = Submission(
        *(bound.file, "", (), stamp, organisation, answers, start, workbook.modified),
        corrects=form.corrects,
        tells_helping=form.tells_helping,
        issued_on=form.issued_on,
        untouched=untouched,
        unopened=untouched and never_saved(workbook),
    )
    found = [
        *about_identity,
        *edition_changed(stamp, definition),
        *about_rows,
        *shape_changed(form, definition, known.wording),
        *lost_on_the_way(form, workbook),
        *lost_texts(form, definition),
        *about_answers,
        *counted_as_empty(form),
        *about_whole,
        *about_struck(form),
        *not_put_right(form, answers),
        *about_start,
        *extras(form),
        *bound.facts,
    ]
    return _placed(base, found)


def _result_title(workbook: RawWorkbook) -> str:
    """The title of a workbook with results of ours, by its document or its sheets; else empty."""
    tops = (
        value
        for sheet in workbook.sheets
        for _, value in takewhile(lambda cell: cell[0][0] <= _TOP, sheet.in_order)
        if isinstance(value, str)
    )
    return next((text for text in (workbook.title, *tops) if is_result_title(text)), "")


# Titles stand in the first rows.
_TOP = 3


def _other_norm(
    form: RawForm, stamp: Stamp | None, definitions: Mapping[str, Definition]
) -> list[Finding]:
    """What says that it is of another norm; of a form that we cannot read nobody can tell."""
    if stamp is None or any(about_contract(stamp.contract_versie)):
        return []
    found = other_norm(form, stamp, definitions)
    return [found] if found else []


def _reason(refusals: Iterable[Finding]) -> str:
    return " ".join(item.message for item in refusals)


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
    yield from about_contract(stamp.contract_versie)
    if stamp.editie not in definitions:
        known = ", ".join(sorted(definitions))
        yield finding(kinds.ONBEKENDE_EDITIE, editie=stamp.editie, bekend=known)
    if stamp.organisatie_code not in organisations:
        yield finding(kinds.ONBEKENDE_ORGANISATIE, code=stamp.organisatie_code)
    if not METING_LABEL.fullmatch(stamp.meting):
        yield finding(kinds.ONGELDIGE_METING, meting=stamp.meting)
    if not form.norms:
        yield finding(kinds.GEEN_NORMEN)
