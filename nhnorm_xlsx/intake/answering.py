"""From the rows of a form to answers, with what is wrong with each. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.answers import Answer, FieldValue, StartValue
from nhnorm_xlsx.contract.checks import (
    AHEAD_BY_STATUS,
    CHECK_MISSING,
    Ask,
    is_past,
    missing_fields,
    verdict,
)
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    STATUS,
    Field,
    StartField,
    is_blank,
    start_field,
)
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import short_date, text_fingerprint
from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.findings import Finding, Severity, finding
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, RawForm
from nhnorm_xlsx.intake.changes import at_cell, extra_finding
from nhnorm_xlsx.intake.raw import CellError
from nhnorm_xlsx.intake.rows import shown
from nhnorm_xlsx.intake.striking import taken_back
from nhnorm_xlsx.intake.values import (
    Understood,
    as_text,
    understand,
)


def judge_norms(form: RawForm, definition: Definition) -> tuple[tuple[Answer, ...], list[Finding]]:
    """The answer to every norm of the definition, in its order, and what is wrong with each."""
    rows: dict[str, list[BoundNorm]] = {}
    for row in form.norms:
        rows.setdefault(row.number, []).append(row)
    answers: list[Answer] = []
    found: list[Finding] = []
    gone = {
        norm.number: thema
        for thema in definition.themas
        for norm in thema.norms
        if not any(other.number in rows or other.number in form.undecided for other in thema.norms)
    }
    conflicts: set[str] = set()
    for norm in definition.norms:
        answer, about = _judge_norm(norm, rows.get(norm.number, []), form.issued_on)
        answers.append(answer)
        conflicts |= {item.norm for item in about if item.kind is kinds.NORM_TEGENSTRIJDIG}
        # That it is not certain where the answer is, is said with the row itself.
        missing = norm.number not in rows and norm.number in form.undecided
        found += [] if norm.number in gone or missing else about
    found += _doubled({n: rows[n] for n in definition.norm_by_number if n in rows}, conflicts)
    for thema in dict.fromkeys(gone.values()):
        numbers = ", ".join(norm.number for norm in thema.norms)
        found.append(finding(kinds.THEMA_ONTBREEKT, thema=thema.full_title, normen=numbers))
    for number, unknown in rows.items():
        if number in definition.norm_by_number:
            continue
        found += _unknown_norm(number, unknown, definition.editie)
    found += still_open(answers)
    return tuple(answers), found


def still_open(answers: Collection[Answer]) -> list[Finding]:
    """The norms that have no status yet, in one finding; those that are missing are not open."""
    left = [answer.norm for answer in answers if not answer.status and answer.cell]
    if not left:
        return []
    return [
        finding(
            kinds.NIET_INGEVULD,
            aantal=len(left),
            totaal="1 norm" if len(answers) == 1 else f"{len(answers)} normen",
            hebben="heeft" if len(left) == 1 else "hebben",
            normen=", ".join(left),
        )
    ]


def not_put_right(form: RawForm, answers: Collection[Answer]) -> Iterator[Finding]:
    """What a workbook with corrections asked for and did not get: it must not be forgotten."""
    by_norm = {answer.norm: answer for answer in answers}
    for norm, key, message in form.corrections:
        answer = by_norm.get(norm)
        if answer is None or key not in FIELD_BY_KEY:
            yield finding(kinds.EERDER_GEMELD, norm=norm, value=message)
        elif is_blank(answer[key]):
            kind = kinds.NIET_VERBETERD if key == STATUS.key else kinds.NOG_LEEG
            heading = FIELD_BY_KEY[key].heading
            yield finding(kind, norm=norm, field=key, value=message, veld=heading).at(
                sheet=answer.sheet, cell=answer.cell
            )


def _judge_norm(
    norm: Norm, rows: list[BoundNorm], issued_on: date | None
) -> tuple[Answer, list[Finding]]:
    if not rows:
        return Answer(norm.number), [
            finding(kinds.NORM_ONTBREEKT, norm=norm.number, norm_nummer=norm.number)
        ]
    row, found = _one_row(rows) if len(rows) > 1 else (rows[0], [])
    values: dict[str, FieldValue] = {}
    problems = taken_back(row.values)
    for key, bound in row.values.items():
        if bound.value is None:  # nothing, and so nothing to say
            continue
        understood = _understand(FIELD_BY_KEY[key], bound)
        values[key] = understood.value
        if understood.finding:
            found.append(at_cell(bound, understood.finding).at(field=key))
            if understood.finding.severity is Severity.FOUT:
                problems.add(key)
        if bound.formula and key not in problems:
            found.append(at_cell(bound, _about_formula(key, bound)).at(field=key))
    status = row.values.get(STATUS.key)
    place = status or next(iter(row.values.values()), None) or _beside(row)
    unchanged = _unchanged(row, values)
    answer = Answer(
        norm.number,
        {key: value for key, value in values.items() if not is_blank(value)},
        sheet=row.sheet,
        cell=place.cell,
        unchanged=frozenset(unchanged),
    )
    found += completeness(answer, problems, issued_on)
    asked = verdict(
        answer.status, values, invalid=problems, untouched=unchanged, issued_on=issued_on
    )
    if asked.ask is Ask.CARRIED:  # as the form says it, and as often
        headings = ", ".join(FIELD_BY_KEY[key].heading for key in asked.fields)
        found.append(at_cell(place, finding(kinds.ONGEWIJZIGD_OVERGENOMEN, velden=headings)))
    return answer, [item.at(norm=norm.number, sheet=item.sheet or row.sheet) for item in found]


def _beside(row: BoundNorm) -> BoundValue:
    """A row of which no column is left, as a place."""
    return BoundValue(None, row.sheet, f"rij {row.row}")


def _about_formula(key: str, bound: BoundValue) -> Finding:
    outcome = as_text(bound.value)
    heading = FIELD_BY_KEY[key].heading
    if outcome == bound.formula:
        return finding(kinds.FORMULE_ZONDER_UITKOMST, veld=heading, value=bound.formula)
    return finding(kinds.FORMULE_IN_CEL, veld=heading, value=bound.formula, uitkomst=outcome)


def _one_row(rows: list[BoundNorm]) -> tuple[BoundNorm, list[Finding]]:
    """One row out of several for the same norm: any of them when they say the same.

    A copy that is blank says nothing. Where they differ none of them counts.
    """
    certain = not any(row.contradicted for row in rows)
    said = [row for row in rows if not certain or _says_something(row)] or rows[:1]
    first = said[0]
    # In the order of the columns, for who has to choose.
    differing = [key for key in FIELD_BY_KEY if len({_said(row, key) for row in said}) > 1]
    if not differing:
        return first, []
    nothing = {key: bound._replace(value=None, formula="") for key, bound in first.values.items()}
    conflict = finding(
        kinds.NORM_TEGENSTRIJDIG,
        field=differing[0],
        norm_nummer=first.number,
        veld=", ".join(FIELD_BY_KEY[key].heading for key in differing),
        value=" / ".join(dict.fromkeys(_said(row, differing[0]) or "(leeg)" for row in said)),
        waarden=" | ".join(f"blad '{row.sheet}' rij {row.row}: {shown(row)}" for row in said),
    )
    place = first.values.get(differing[0])
    where = place.cell if place else f"rij {first.row}"
    return replace(first, values=nothing, carried={}), [conflict.at(sheet=first.sheet, cell=where)]


def _said(row: BoundNorm, key: str) -> str:
    bound = row.values.get(key)
    return " ".join(as_text(bound.value).split()) if bound else ""


def _says_something(row: BoundNorm) -> bool:
    """Whether anything is filled in, besides what was carried over from the previous meting."""
    return any(
        not is_blank(bound.value) and row.carried.get(key) != text_fingerprint(as_text(bound.value))
        for key, bound in row.values.items()
    )


def _doubled(rows: Mapping[str, list[BoundNorm]], conflicts: Collection[str]) -> Iterator[Finding]:
    """Norms that stand there more than once with the same answer: once per pair of sheets."""
    groups: dict[tuple[str, ...], list[list[BoundNorm]]] = {}
    for number, several in rows.items():
        if len(several) > 1 and number not in conflicts:
            groups.setdefault(tuple(row.sheet for row in several), []).append(several)
    for alike in groups.values():
        first, *others = alike[0]
        yield finding(
            kinds.NORM_DUBBEL,
            sheet=first.sheet,
            cell=f"rij {first.row}",
            norm=first.number if len(alike) == 1 else "",
            aantal="1 norm" if len(alike) == 1 else f"{len(alike)} normen",
            norm_nummer=first.number,
            andere=", ".join(f"'{row.sheet}' rij {row.row}" for row in others),
        )


def _understood_on_start(field: StartField, bound: BoundValue, when: Window) -> Understood:
    """What a cell of Start says: a day on which nobody can have filled it in, is no answer."""
    understood = _understand(field, bound)
    day = understood.value
    if not isinstance(day, date) or when.holds(day):
        return understood
    impossible = finding(
        kinds.DATUM_BUITEN_BEREIK,
        value=short_date(day),
        veld=field.heading,
        eerste=short_date(when.first),
        laatste=short_date(when.last),
    )
    return Understood(None, impossible)


def _understand(field: Field | StartField, bound: BoundValue) -> Understood:
    if isinstance(bound.value, CellError):
        shown = f"{bound.value} {bound.formula}".strip()
        return Understood(
            field.kind.empty, finding(kinds.FOUT_IN_CEL, veld=field.heading, value=shown)
        )
    return understand(field, bound.value)


def completeness(
    answer: Answer, problems: Collection[str], issued_on: date | None
) -> Iterator[Finding]:
    """What an answer still asks for: the same rules as the check column, but all at once.

    `problems` are the keys of fields with an error of their own: not asked again. A plan for a
    day before `issued_on` is no plan.
    """
    values = answer.values
    if not answer.status:
        # What was carried over beforehand was not filled in by anybody.
        passed_over = {STATUS.key, *answer.unchanged}
        others = any(not is_blank(v) for key, v in values.items() if key not in passed_over)
        if others and STATUS.key not in problems:
            yield finding(
                kinds.ANTWOORD_ZONDER_STATUS,
                cell=answer.cell,
                field=STATUS.key,
                norm_nummer=answer.norm,
            )
        return
    missing = tuple(key for key in missing_fields(answer.status, values) if key not in problems)
    if missing:
        yield finding(
            kinds.VUL_AAN,
            cell=answer.cell,
            field=missing[0],
            norm_nummer=answer.norm,
            status=STATUS_BY_KEY[answer.status].label,
            vraag=CHECK_MISSING[missing],
        )
    for key in AHEAD_BY_STATUS[answer.status]:
        day = answer[key]
        if isinstance(day, date) and is_past(day, issued_on):
            yield finding(
                kinds.DATUM_VOORBIJ,
                cell=answer.cell,
                field=key,
                norm_nummer=answer.norm,
                veld=FIELD_BY_KEY[key].heading.lower(),
                datum=short_date(day),
            )


def _unchanged(row: BoundNorm, values: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the fields that still say what the previous meting said."""
    return tuple(
        key
        for key, fingerprint in row.carried.items()
        if key in FIELD_BY_KEY and text_fingerprint(_plain(values.get(key))) == fingerprint
    )


def _plain(value: object) -> str:
    return "" if is_blank(value) else str(value)


def _unknown_norm(number: str, rows: list[BoundNorm], editie: str) -> Iterator[Finding]:
    for row in rows:
        filled = [
            f"{FIELD_BY_KEY[key].heading}: {as_text(bound.value)}"
            for key, bound in row.values.items()
            if not is_blank(bound.value)
        ]
        yield finding(
            kinds.ONBEKENDE_NORM,
            sheet=row.sheet,
            cell=f"rij {row.row}",
            norm=number,
            value="; ".join(filled),
            norm_nummer=number,
            editie=editie,
        )


def judge_start(form: RawForm, when: Window) -> tuple[tuple[StartValue, ...], list[Finding]]:
    """The filled-in cells of the Start sheet, and what is wrong with them.

    `when` is from and until when a date there can be.
    """
    values: list[StartValue] = []
    found: list[Finding] = []
    for key, bounds in form.start.items():
        field = start_field(key)
        for position, bound in enumerate(bounds):
            if field is None or position > 0:
                found.append(at_cell(bound, extra_finding(bound)))
                continue
            understood = _understood_on_start(field, bound, when)
            if understood.finding:
                found.append(at_cell(bound, understood.finding).at(field=key))
            if not is_blank(understood.value):
                values.append(StartValue(key, as_text(understood.value), bound.sheet, bound.cell))
    return tuple(values), found
