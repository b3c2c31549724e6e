"""Plans a whole workbook for one organisation: pure data, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nhnorm_xlsx.contract.checks import CHECK_COMPLETE
from nhnorm_xlsx.contract.fields import CARRIED_FIELDS, ONDERBOUWING, STATUS, Value, is_blank
from nhnorm_xlsx.contract.issued import ISSUED_KEY, PROVINCIE_NOT_APPLICABLE, issued_row
from nhnorm_xlsx.contract.keys import OVERVIEW_SHEET, PREVIOUS_DATE_COLUMN, PREVIOUS_STATUS_COLUMN
from nhnorm_xlsx.contract.stamp import (
    CONTRACT_VERSION,
    CORRECTION_KEY,
    CORRECTS_KEY,
    Stamp,
    correction_row,
    meting_year,
)
from nhnorm_xlsx.contract.statuses import NVT, STATUS_BY_KEY
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.contract.visible import document_title
from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.form.actions import ActionSource, ActionTable
from nhnorm_xlsx.form.corrections_sheet import corrections_sheet
from nhnorm_xlsx.form.hidden_sheets import list_ranges, lists_sheet, stamp_sheet
from nhnorm_xlsx.form.model import Correction, FormPlan, PreviousAnswer, cell_text, cell_value
from nhnorm_xlsx.form.overview_sheet import ThemeAnswers, overview_sheet
from nhnorm_xlsx.form.start_sheet import Progress, start_sheet
from nhnorm_xlsx.form.theme_sheet import NormRow, theme_layout, theme_sheet
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import form as texts

__all__ = ["FormPlan", "PreviousAnswer", "plan_form"]

Answers = Mapping[str, Mapping[str, Value]]


def plan_form(
    definition: Definition,
    organisation: Organisation,
    meting: str,
    deadline: date,
    uitgifte_id: str,
    *,
    answers: Answers | None = None,
    start: Mapping[str, Value] | None = None,
    previous: Mapping[str, PreviousAnswer] | None = None,
    corrections: Sequence[Correction] = (),
    corrects: Sequence[str] = (),
    created: date | None = None,
) -> FormPlan:
    """The workbook of one organisation for one meting.

    `answers` maps norm numbers to field keys to values as they stand in the workbook
    (labels, text, dates); `start` the same for the Start sheet. With `corrections` the
    workbook begins with a sheet that lists them, and every cell to put right is marked;
    `corrects` are the fingerprints of the files whose answers it holds.
    `created` is the date in the document's properties; without it the first day of the year
    of the meting, so that the same input always gives the same file.
    """
    previous = previous or {}
    previous_meting = next((item.meting for item in previous.values()), "")
    footer = texts.footer(organisation.title, meting)
    wrong: dict[str, list[Correction]] = {}
    for item in corrections:
        wrong.setdefault(item.norm, []).append(item)
    rows = {
        norm.number: replace(
            _norm_row(norm, organisation, (answers or {}).get(norm.number, {}), previous),
            corrections=tuple(wrong.get(norm.number, ())),
        )
        for norm in definition.norms
    }
    layouts = [
        theme_layout(
            thema,
            with_previous=bool(previous),
            with_corrections=any(norm.number in wrong for norm in thema.norms),
        )
        for thema in definition.themas
    ]
    onward = [*(layout.thema.sheet for layout in layouts[1:]), OVERVIEW_SHEET]
    ranges = list_ranges()
    themes = [
        theme_sheet(
            layout,
            [rows[norm.number] for norm in layout.thema.norms],
            next_sheet=next_sheet,
            footer=footer,
            lists=ranges,
            previous_meting=previous_meting,
        )
        for layout, next_sheet in zip(layouts, onward, strict=True)
    ]
    progress = [
        Progress(layout, sum(rows[number].check == CHECK_COMPLETE for number in layout.norm_rows))
        for layout in layouts
    ]
    theme_answers = [
        ThemeAnswers(
            layout,
            {number: rows[number].values.get(STATUS.key) for number in layout.norm_rows},
            {number: item.status_key for number, item in previous.items()},
        )
        for layout in layouts
    ]
    actions = ActionTable(
        [
            ActionSource(layout, number, rows[number].values)
            for layout in layouts
            for number in layout.norm_rows
        ]
    )
    start_values = {key: cell_value(value) for key, value in (start or {}).items()}
    sheets = [
        start_sheet(
            definition, organisation, meting, deadline, progress, start=start_values, footer=footer
        ),
        *themes,
        overview_sheet(
            organisation,
            meting,
            theme_answers,
            actions,
            previous_meting=previous_meting,
            footer=footer,
        ),
        lists_sheet(actions.helper_cells()),
    ]
    if corrections:
        values = {number: row.values for number, row in rows.items()}
        first = corrections_sheet(organisation, meting, corrections, layouts, values, footer=footer)
        sheets.insert(0, first)
    # What `answers` fill in counts as filled in by somebody, except where we send it back.
    issued = {
        norm.number: rows[norm.number]
        if corrections or corrects
        else _norm_row(norm, organisation, {}, previous)
        for norm in definition.norms
    }
    more = (*_about_corrections(corrections, corrects), *_issued(issued))
    stamp = Stamp(
        contract_versie=str(CONTRACT_VERSION),
        editie=definition.editie,
        definitie_sha256=definition.sha256,
        meting=meting,
        organisatie_code=organisation.code,
        uitgifte_id=uitgifte_id,
        deadline=deadline.isoformat(),
        norm_naam=definition.norm_naam,
    )
    return FormPlan(
        title=document_title(definition.norm_naam or texts.NORM_NAME, organisation.title, meting),
        subject=texts.DOCUMENT_SUBJECT,
        created=created or date(meting_year(meting), 1, 1),
        stamp=stamp,
        sheets=(*sheets, stamp_sheet(stamp, sheets, more)),
        first_sheet=sheets[0].name,
        answers={number: row.values for number, row in rows.items()},
    )


def _about_corrections(
    corrections: Sequence[Correction], corrects: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Stamp rows, so that what is not put right is still known when the workbook comes back."""
    for item in corrections:
        if item.remember:
            yield CORRECTION_KEY, cell_text(correction_row(item.norm, item.field, item.message))
    if corrects:
        yield CORRECTS_KEY, " ".join(corrects)


def _issued(rows: Mapping[str, NormRow]) -> Iterator[tuple[str, str]]:
    """Stamp rows, so that what nobody changed is not taken for an answer."""
    for number, row in rows.items():
        if any(not is_blank(value) for value in row.values.values()):
            yield ISSUED_KEY, issued_row(number, row.values)


def _norm_row(
    norm: Norm,
    organisation: Organisation,
    given: Mapping[str, Value],
    previous: Mapping[str, PreviousAnswer],
) -> NormRow:
    values = {key: cell_value(value) for key, value in given.items()}
    before, carried, note = previous.get(norm.number), "", ""
    if organisation.is_provincie and norm.applies_to_provincie == "deels":
        note = texts.PROVINCIE_PARTLY
    if not values and organisation.is_provincie and norm.applies_to_provincie == "nee":
        values = {STATUS.key: NVT.label, ONDERBOUWING.key: PROVINCIE_NOT_APPLICABLE}
    elif not values and before:
        values = _carried_over(before)
    if before:
        carried = _fingerprints(before)
    return NormRow(norm, values, note, before, carried)


def _fingerprints(before: PreviousAnswer) -> str:
    """What stands on the row from the previous meting, to recognise it when it comes back."""
    status = STATUS_BY_KEY.get(before.status_key)
    shown = {
        **_carried_over(before),
        PREVIOUS_STATUS_COLUMN: status.label if status else "",
        PREVIOUS_DATE_COLUMN: before.measured_on or "",
    }
    return " ".join(f"{key}={text_fingerprint(str(value))}" for key, value in shown.items())


def _carried_over(before: PreviousAnswer) -> dict[str, Value]:
    """What need not be typed again. Not the status: that is chosen anew every year."""
    texts_and_date: dict[str, Value] = {
        key: cell_value(getattr(before, key)) for key in CARRIED_FIELDS
    }
    return {key: value for key, value in texts_and_date.items() if not is_blank(value)}
