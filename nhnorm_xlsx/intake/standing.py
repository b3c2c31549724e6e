"""How far an answer as a whole is: what the form says on Start, said on return. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.answers import Answer, StartValue
from nhnorm_xlsx.contract.checks import Ask, NormVerdict, verdict
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    START_FIELDS,
    FieldKind,
    is_blank,
    is_wordless,
    start_field,
)
from nhnorm_xlsx.contract.keys import START_KEY
from nhnorm_xlsx.contract.readiness import Stage, readiness
from nhnorm_xlsx.findings import Finding, FindingKind, Severity, finding
from nhnorm_xlsx.intake.bound import BoundValue, RawForm
from nhnorm_xlsx.intake.raw import RawWorkbook
from nhnorm_xlsx.intake.values import as_text

# Norm and field of what could not be understood.
Wrong = Collection[tuple[str, str]]


def wrong_fields(found: Sequence[Finding]) -> Wrong:
    """The norm and the field of every finding that is an error."""
    return {(item.norm, item.field) for item in found if item.severity is Severity.FOUT}


def verdict_of(answer: Answer, wrong: Wrong, issued_on: date | None) -> NormVerdict:
    """What the check column says of an answer as it was understood."""
    return verdict(
        answer.status,
        {key: answer[key] for key in FIELD_BY_KEY},
        invalid=[key for norm, key in wrong if norm == answer.norm],
        untouched=answer.unchanged,
        issued_on=issued_on,
    )


def standing(
    answers: Sequence[Answer],
    start: Sequence[StartValue] | None,
    wrong: Wrong,
    wrong_on_start: Collection[str],
    issued_on: date | None,
) -> Iterator[Finding]:
    """What there is to say of the whole, and not while norms still ask something.

    `start` is what was filled in on Start, None where that is not there; `wrong_on_start` are
    the keys of what could not be understood there.
    """
    verdicts = {answer.norm: verdict_of(answer, wrong, issued_on) for answer in answers}
    yield from _about(verdicts, Ask.LONG, kinds.TEKST_PAST_NIET)
    left = sum(not found.complete for found in verdicts.values())
    if left:
        return
    yield from _about(verdicts, Ask.BARE, kinds.ZONDER_ONDERBOUWING)
    if start is None:
        return
    given = {value.key: value.typed for value in start}
    ready = readiness(left, given, invalid=wrong_on_start)
    if ready.stage is Stage.WHO:
        missing = [
            item.label for item in START_FIELDS if item.must_be_known and item.key not in given
        ]
        yield finding(kinds.WIE_ONTBREEKT, velden=", ".join(missing))
    elif ready.stage is Stage.TOO_EARLY:
        yield finding(kinds.VASTGESTELD_TE_VROEG)
    elif ready.stage is Stage.NOT_ADOPTED:
        yield finding(kinds.NIET_VASTGESTELD)


def _about(verdicts: Mapping[str, NormVerdict], ask: Ask, kind: FindingKind) -> Iterator[Finding]:
    """What is said of norms that are complete: once for all of them."""
    norms = [norm for norm, found in verdicts.items() if found.ask is ask]
    if norms:
        number = "1 norm" if len(norms) == 1 else f"{len(norms)} normen"
        yield finding(kind, aantal=number, normen=", ".join(norms))


def has_start(workbook: RawWorkbook) -> bool:
    """Whether the cells to say who filled it in are there."""
    return any(
        isinstance(text, str) and text.startswith(START_KEY)
        for sheet in workbook.sheets
        for text in sheet.cells.values()
    )


def counted_as_empty(form: RawForm) -> Iterator[Finding]:
    """The texts without a letter or digit in them, in one finding: they are no answer."""
    told = [
        (bound, f"norm {row.number} {FIELD_BY_KEY[key].heading}")
        for row in form.norms
        for key, bound in row.values.items()
        if FIELD_BY_KEY[key].kind is FieldKind.TEXT and _says_nothing(bound)
    ]
    for key, bounds in form.start.items():
        field = start_field(key)
        if field and field.kind is FieldKind.TEXT:
            told += [(bound, field.label) for bound in bounds if _says_nothing(bound)]
    if told:
        first = told[0][0]
        yield finding(
            kinds.TELT_ALS_LEEG,
            sheet=first.sheet,
            cell=first.cell,
            value=" | ".join(f"{where}: {as_text(bound.value)}" for bound, where in told),
            aantal="1 veld" if len(told) == 1 else f"{len(told)} velden",
        )


def _says_nothing(bound: BoundValue) -> bool:
    return not is_blank(bound.value) and is_wordless(bound.value)
