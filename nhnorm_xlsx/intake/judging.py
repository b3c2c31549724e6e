"""From a form to a submission: answers, findings, and whether the file can be used. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.answers import Answer, FieldValue, StartValue
from nhnorm_xlsx.contract.checks import CHECK_MISSING, missing_fields
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
    START_FIELD_BY_KEY,
    STATUS,
    FieldKind,
    is_blank,
)
from nhnorm_xlsx.contract.keys import LISTS_SHEET, PREVIOUS_DATE_COLUMN
from nhnorm_xlsx.contract.stamp import CONTRACT_VERSION, METING_LABEL, Stamp
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import clean_text, text_fingerprint
from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.findings import Finding, Severity, finding
from nhnorm_xlsx.intake.binding import BoundNorm, BoundValue, RawForm, bind, known_from
from nhnorm_xlsx.intake.identity import about_time, identify, not_issued
from nhnorm_xlsx.intake.raw import CellError, RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.values import (
    Understood,
    as_text,
    understand_choice,
    understand_date,
    understand_status,
    understand_text,
)
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Issued, Submission


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
) -> Submission:
    """Judge one workbook that was read.

    `file` is the name to show, `definitions` are by editie, `organisations` by code.
    `issued` says which workbooks were given out; without it that is not checked.
    """
    form = bind(workbook, known_from(tuple(definitions.values())))
    stamp, about_identity = identify(form, file, definitions, organisations)
    facts = list(_workbook_facts(workbook))
    refusals = list(_refusals(form, stamp, definitions, organisations))
    if stamp is None and workbook.damage:
        too_little = UnreadableError("beschadigd", "er is te weinig van over")
        return judge_unreadable(file, too_little)
    if stamp is None or refusals:
        reason = " ".join(item.message for item in refusals)
        base = Submission(file, reason, (), stamp, modified=workbook.modified)
        return _placed(base, [*refusals, *_contents(form), *facts])
    definition, organisation = definitions[stamp.editie], organisations[stamp.organisatie_code]
    answers, about_answers = _judge_norms(form, definition)
    start, about_start = _judge_start(form)
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
        *_edition(stamp, definition),
        *_shape(form, definition),
        *_lost_on_the_way(form, workbook),
        *_lost_texts(form, definition),
        *about_answers,
        *_not_put_right(form, answers),
        *about_start,
        *_extras(form),
        *facts,
    ]
    return _placed(base, found)


def _placed(base: Submission, found: Iterable[Finding]) -> Submission:
    """The submission with its findings, worst first, each saying which file it is about."""
    placed = sorted((item.at(**base.place) for item in found), key=lambda item: item.severity.rank)
    return replace(base, findings=tuple(placed))


# --- can the file be used? --------------------------------------------------------------


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
                yield _at(bound, _extra_finding(bound)).at(norm=row.number)
    if form.stamp_values or form.property_values:
        for values in form.start.values():
            yield from (_at(bound, _extra_finding(bound)) for bound in values)
        yield from _extras(form)


def _edition(stamp: Stamp, definition: Definition) -> Iterator[Finding]:
    """Whether the edition still says what it said when the workbook was made."""
    if stamp.definitie_sha256 and stamp.definitie_sha256 != definition.sha256:
        yield finding(kinds.ANDERE_DEFINITIE, editie=stamp.editie)


def _shape(form: RawForm, definition: Definition) -> Iterator[Finding]:
    for sheet, what in form.guessed:
        yield finding(kinds.VIA_ZICHTBARE_TEKST, sheet=sheet, wat=what)
    for sheet, key in form.missing_columns:
        yield finding(kinds.KOLOM_ONTBREEKT, sheet=sheet, veld=FIELD_BY_KEY[key].heading)
    for row in form.norms:
        norm = definition.norm_by_number.get(row.number)
        if norm and row.text and not _same_text(row.text, norm.text):
            yield finding(
                kinds.NORMTEKST_GEWIJZIGD,
                sheet=row.sheet,
                cell=f"rij {row.row}",
                norm=row.number,
                value=row.text,
                norm_nummer=row.number,
            )
        yield from _previous_changed(row)


def _previous_changed(row: BoundNorm) -> Iterator[Finding]:
    """What was typed over the locked columns with the previous meting."""
    for key, bound in row.previous.items():
        expected = row.carried.get(key)
        value = as_text(bound.value)
        if key == PREVIOUS_DATE_COLUMN and not isinstance(bound.value, CellError):
            # A program may have made a number or a text of the date.
            value = str(understand_date(key, bound.value).value or value)
        if expected and text_fingerprint(value) != expected:
            changed = finding(
                kinds.VORIGE_GEWIJZIGD,
                norm=row.number,
                value=as_text(bound.value) or "(leeg)",
                norm_nummer=row.number,
            )
            yield _at(bound, changed)


def _same_text(one: str, other: str) -> bool:
    return text_fingerprint(one) == text_fingerprint(clean_text(other))


def _lost_on_the_way(form: RawForm, workbook: RawWorkbook) -> Iterator[Finding]:
    """What the program that saved the file took away, or the person who filled it in."""
    with_norms = {row.sheet for row in form.norms}
    sheets = [sheet for sheet in workbook.sheets if sheet.name in with_norms]
    unlocked = [sheet.name for sheet in sheets if sheet.protected is False]
    without_lists = [sheet.name for sheet in sheets if sheet.dropdowns == 0]
    lost = []
    # One sheet without is the work of a person, all of them that of a program.
    if len(without_lists) == len(sheets):
        lost.append("de keuzelijsten")
        without_lists = []
    if len(unlocked) == len(sheets):
        lost.append("de beveiliging")
        unlocked = []
    if form.stamp_values and not form.property_values:
        lost.append("de eigenschappen van het document")
    if lost:
        program = workbook.application or "een onbekend programma"
        yield finding(kinds.OPGESLAGEN_MET, programma=program, verloren=", ".join(lost))
    yield from (finding(kinds.BEVEILIGING_WEG, sheet=name) for name in unlocked)
    yield from (finding(kinds.KEUZELIJSTEN_WEG, sheet=name) for name in without_lists)


def _lost_texts(form: RawForm, definition: Definition) -> Iterator[Finding]:
    """Fixed texts that are gone; that the wording of a norm changed is said elsewhere."""
    said = {text_fingerprint(clean_text(n.text)) for n in definition.norms}
    for sheet, lost in form.lost_texts.items():
        # The status of the previous meting, which is compared by itself.
        options = set() if sheet == LISTS_SHEET else _OPTION_PRINTS
        gone = [item for item in lost if item not in said and item not in options]
        # What was typed over it is reported where it stands.
        if len(gone) > sum(bound.sheet == sheet for bound in form.extra):
            shown = ", ".join(f"'{_READABLE[item]}'" for item in gone if item in _READABLE)
            which = f", zoals {shown}" if shown else ""
            yield finding(kinds.VASTE_TEKST_WEG, sheet=sheet, aantal=len(gone), welke=which)
    for name, number in form.added_sheets:
        cells = "cel" if number == 1 else "cellen"
        yield finding(kinds.BLAD_TOEGEVOEGD, sheet=name, aantal=number, cellen=cells)
    themas = {thema.number for thema in definition.themas}
    for key in form.lost_sheets:
        if key not in themas:
            yield finding(kinds.BLAD_WEG, blad=key)


_OPTIONS = tuple(option for item in FIELDS for option in item.options)
_OPTION_PRINTS = {text_fingerprint(option) for option in _OPTIONS}
# The fixed texts of which the fingerprint is known here, so that they can be named.
_READABLE = {
    text_fingerprint(text): text for text in (*(item.heading for item in FIELDS), *_OPTIONS)
}


def _workbook_facts(workbook: RawWorkbook) -> Iterator[Finding]:
    if workbook.macros:
        yield finding(kinds.MACROS)
    if workbook.external_links:
        yield finding(kinds.KOPPELINGEN)
    if workbook.decrypted:
        yield finding(kinds.ONTSLEUTELD)
    if workbook.damage:
        yield finding(kinds.BESCHADIGD_DEELS, delen=", ".join(workbook.damage))
    if workbook.untold:
        yield finding(kinds.NIET_NA_TE_GAAN, wat=", ".join(workbook.untold))
    for sheet, cell, text in workbook.comments:
        yield finding(kinds.OPMERKING, sheet=sheet, cell=cell, value=text)


def _extras(form: RawForm) -> Iterator[Finding]:
    for bound in form.extra:
        yield _at(bound, _extra_finding(bound))


def _extra_finding(bound: BoundValue) -> Finding:
    return finding(kinds.EXTRA_INHOUD, value=as_text(bound.value))


# --- the answers ------------------------------------------------------------------------


def _judge_norms(form: RawForm, definition: Definition) -> tuple[tuple[Answer, ...], list[Finding]]:
    rows: dict[str, list[BoundNorm]] = {}
    for row in form.norms:
        rows.setdefault(row.number, []).append(row)
    answers: list[Answer] = []
    found: list[Finding] = []
    gone = {
        norm.number: thema
        for thema in definition.themas
        for norm in thema.norms
        if not any(other.number in rows for other in thema.norms)
    }
    for norm in definition.norms:
        answer, about = _judge_norm(norm, rows.pop(norm.number, []))
        answers.append(answer)
        found += [] if norm.number in gone else about
    for thema in dict.fromkeys(gone.values()):
        numbers = ", ".join(norm.number for norm in thema.norms)
        found.append(finding(kinds.THEMA_ONTBREEKT, thema=thema.full_title, normen=numbers))
    for number, unknown in rows.items():
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
            totaal=len(answers),
            normen=", ".join(left),
        )
    ]


def _not_put_right(form: RawForm, answers: Collection[Answer]) -> Iterator[Finding]:
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


def _judge_norm(norm: Norm, rows: list[BoundNorm]) -> tuple[Answer, list[Finding]]:
    if not rows:
        return Answer(norm.number), [
            finding(kinds.NORM_ONTBREEKT, norm=norm.number, norm_nummer=norm.number)
        ]
    row, found = _one_row(rows)
    values: dict[str, FieldValue] = {}
    problems = set()
    for key, bound in row.values.items():
        understood = _understand(key, bound)
        values[key] = understood.value
        if understood.finding:
            found.append(_at(bound, understood.finding).at(field=key))
            if understood.finding.severity is Severity.FOUT:
                problems.add(key)
        if bound.formula and key not in problems:
            found.append(_at(bound, _about_formula(key, bound)).at(field=key))
    status = row.values.get(STATUS.key)
    place = status or next(iter(row.values.values()))
    unchanged = _unchanged(row, values)
    answer = Answer(
        norm.number,
        {key: value for key, value in values.items() if not is_blank(value)},
        sheet=row.sheet,
        cell=place.cell,
        unchanged=frozenset(unchanged),
    )
    found += completeness(answer, problems)
    if unchanged and answer.status:
        headings = ", ".join(FIELD_BY_KEY[key].heading for key in unchanged)
        found.append(_at(place, finding(kinds.ONGEWIJZIGD_OVERGENOMEN, velden=headings)))
    return answer, [item.at(norm=norm.number, sheet=item.sheet or row.sheet) for item in found]


def _about_formula(key: str, bound: BoundValue) -> Finding:
    outcome = as_text(bound.value)
    heading = FIELD_BY_KEY[key].heading
    if outcome == bound.formula:
        return finding(kinds.FORMULE_ZONDER_UITKOMST, veld=heading, value=bound.formula)
    return finding(kinds.FORMULE_IN_CEL, veld=heading, value=bound.formula, uitkomst=outcome)


def _one_row(rows: list[BoundNorm]) -> tuple[BoundNorm, list[Finding]]:
    """One row out of several for the same norm: per field the one value they agree on."""
    first = rows[0]
    if len(rows) == 1:
        return first, []
    merged: dict[str, BoundValue] = dict(first.values)
    found: list[Finding] = []
    for key in FIELD_BY_KEY:
        filled = [
            row.values[key]
            for row in rows
            if key in row.values and not is_blank(row.values[key].value)
        ]
        texts = list(dict.fromkeys(as_text(bound.value) for bound in filled))
        if len(texts) > 1:
            empty = replace(filled[0], value=None)
            merged[key] = empty
            found.append(
                _at(
                    empty,
                    finding(
                        kinds.NORM_TEGENSTRIJDIG,
                        field=key,
                        norm_nummer=first.number,
                        veld=FIELD_BY_KEY[key].heading,
                        value=" / ".join(texts),
                        waarden="; ".join(
                            f"'{as_text(b.value)}' ({b.sheet} {b.cell})" for b in filled
                        ),
                    ),
                )
            )
        elif filled:
            merged[key] = filled[0]
    others = ", ".join(f"'{row.sheet}' rij {row.row}" for row in rows[1:])
    if not found:
        double = finding(kinds.NORM_DUBBEL, norm_nummer=first.number, andere=others)
        found.append(double.at(sheet=first.sheet, cell=f"rij {first.row}"))
    return replace(first, values=merged), found


def _understand(key: str, bound: BoundValue) -> Understood:
    field = FIELD_BY_KEY[key]
    if isinstance(bound.value, CellError):
        nothing = None if field.kind is FieldKind.DATE else ""
        shown = f"{bound.value} {bound.formula}".strip()
        return Understood(nothing, finding(kinds.FOUT_IN_CEL, veld=field.heading, value=shown))
    if key == STATUS.key:
        return understand_status(bound.value)
    if field.kind is FieldKind.CHOICE:
        return understand_choice(field, bound.value)
    if field.kind is FieldKind.DATE:
        return understand_date(field.heading, bound.value)
    return understand_text(field.heading, bound.value)


def completeness(answer: Answer, problems: Collection[str]) -> Iterator[Finding]:
    """What an answer still asks for: the same rules as the check column.

    `problems` are the keys of fields with an error of their own: not asked again.
    """
    values = {key: answer[key] for key in FIELD_BY_KEY}
    if not answer.status:
        # What was carried over beforehand was not filled in by anybody.
        passed_over = {STATUS.key, *answer.unchanged}
        others = any(value for key, value in values.items() if key not in passed_over)
        if others and STATUS.key not in problems:
            yield finding(
                kinds.ANTWOORD_ZONDER_STATUS,
                cell=answer.cell,
                field=STATUS.key,
                norm_nummer=answer.norm,
            )
        return
    present = {**values, **dict.fromkeys(problems, "?")}
    missing = missing_fields(answer.status, present)
    if missing:
        yield finding(
            kinds.VUL_AAN,
            cell=answer.cell,
            field=missing[0],
            norm_nummer=answer.norm,
            status=STATUS_BY_KEY[answer.status].label,
            vraag=CHECK_MISSING[missing],
        )


def _unchanged(row: BoundNorm, values: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the fields that still say what the previous meting said."""
    return tuple(
        key
        for key, fingerprint in row.carried.items()
        if key in FIELD_BY_KEY and text_fingerprint(str(values.get(key) or "")) == fingerprint
    )


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


def _judge_start(form: RawForm) -> tuple[tuple[StartValue, ...], list[Finding]]:
    values: list[StartValue] = []
    found: list[Finding] = []
    for key, bounds in form.start.items():
        field = START_FIELD_BY_KEY.get(key)
        for position, bound in enumerate(bounds):
            if field is None or position > 0:
                found.append(_at(bound, _extra_finding(bound)))
                continue
            date_field = field.kind is FieldKind.DATE
            understand = understand_date if date_field else understand_text
            understood = understand(field.label, bound.value)
            if understood.finding:
                found.append(_at(bound, understood.finding))
            if understood.value:
                values.append(StartValue(key, str(understood.value), bound.sheet, bound.cell))
    return tuple(values), found


def _at(bound: BoundValue, found: Finding) -> Finding:
    return found.at(sheet=bound.sheet, cell=bound.cell)
