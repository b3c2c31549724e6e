"""Plans a whole workbook for one organisation: pure data, ready to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nhnorm_xlsx.answers import EarlierAnswer
from nhnorm_xlsx.contract.checks import CHECK_COMPLETE
from nhnorm_xlsx.contract.fields import (
    CARRIED_FIELDS,
    ONDERBOUWING,
    STATUS,
    Value,
    is_blank,
)
from nhnorm_xlsx.contract.issued import ISSUED_KEY, PROVINCIE_NOT_APPLICABLE, issued_row
from nhnorm_xlsx.contract.keys import (
    OVERVIEW_SHEET,
    PREVIOUS_DATE_COLUMN,
    PREVIOUS_STATUS_COLUMN,
)
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
from nhnorm_xlsx.form.about_start import AboutStart
from nhnorm_xlsx.form.actions import actions_sheet
from nhnorm_xlsx.form.answer_table import AnswerTable
from nhnorm_xlsx.form.answered import AnswerSource
from nhnorm_xlsx.form.corrections_sheet import corrections_sheet
from nhnorm_xlsx.form.decision_rows import norm_lines
from nhnorm_xlsx.form.hidden_sheets import list_ranges, lists_sheet, stamp_sheet
from nhnorm_xlsx.form.model import (
    Correction,
    FormPlan,
    SheetPlan,
    cell_text,
    cell_value,
)
from nhnorm_xlsx.form.overview_sheet import overview_sheet
from nhnorm_xlsx.form.paper import printed
from nhnorm_xlsx.form.start_sheet import ThemeProgress, start_sheet
from nhnorm_xlsx.form.theme_sheet import NormRow, ThemeLayout, theme_layout, theme_sheet
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import form as texts

__all__ = ["FormPlan", "plan_form"]

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
    previous: Mapping[str, EarlierAnswer] | None = None,
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
    rows = _norm_rows(definition, organisation, answers or {}, previous or {}, corrections)
    before = next((item.meting for item in (previous or {}).values()), "")
    layouts = _layouts(definition, rows, with_previous=bool(previous))
    created = created or date(meting_year(meting), 1, 1)
    book = _Book(organisation, meting, before, rows, layouts)
    start = {key: cell_value(value) for key, value in (start or {}).items()}
    first = start_sheet(
        definition,
        organisation,
        meting,
        deadline,
        book.progress(),
        start=start,
        footer=book.footer,
        lists=list_ranges(),
    )
    sheets = [
        first,
        *book.theme_sheets(),
        *book.answer_sheets(previous or {}, AboutStart(first, start, created)),
    ]
    sheets[:0] = [book.corrections_sheet(corrections)] if corrections else []
    sheets = [printed(sheet) for sheet in sheets]
    # What `answers` fill in counts as filled in by somebody, except where we send it back.
    sent_back = bool(corrections or corrects)
    issued = rows if sent_back else _norm_rows(definition, organisation, {}, previous or {}, ())
    more = (*_about_corrections(corrections, corrects), *_issued(issued))
    stamp = _stamp(definition, organisation, meting, deadline, uitgifte_id)
    return FormPlan(
        title=document_title(definition.norm_naam or texts.NORM_NAME, organisation.title, meting),
        subject=texts.DOCUMENT_SUBJECT,
        created=created,
        stamp=stamp,
        sheets=(*sheets, stamp_sheet(stamp, sheets, more)),
        first_sheet=sheets[0].name,
        answers={number: row.values for number, row in rows.items()},
    )


def _stamp(
    definition: Definition,
    organisation: Organisation,
    meting: str,
    deadline: date,
    uitgifte_id: str,
) -> Stamp:
    return Stamp(
        contract_versie=str(CONTRACT_VERSION),
        editie=definition.editie,
        definitie_sha256=definition.sha256,
        meting=meting,
        organisatie_code=organisation.code,
        uitgifte_id=uitgifte_id,
        deadline=deadline.isoformat(),
        norm_naam=definition.norm_naam,
    )


@dataclass(frozen=True)
class _Book:
    """What the sheets of one workbook share: the norms with their values, and their places."""

    organisation: Organisation
    meting: str
    previous_meting: str
    rows: Mapping[str, NormRow]
    layouts: Sequence[ThemeLayout]

    @property
    def footer(self) -> str:
        return texts.footer(self.organisation.title, self.meting)

    def theme_sheets(self) -> Iterator[SheetPlan]:
        onward = [*(layout.thema.sheet for layout in self.layouts[1:]), OVERVIEW_SHEET]
        for layout, next_sheet in zip(self.layouts, onward, strict=True):
            yield theme_sheet(
                layout,
                [self.rows[norm.number] for norm in layout.thema.norms],
                next_sheet=next_sheet,
                footer=self.footer,
                lists=list_ranges(),
                previous_meting=self.previous_meting,
            )

    def progress(self) -> list[ThemeProgress]:
        complete = {number for number, row in self.rows.items() if row.check == CHECK_COMPLETE}
        return [
            ThemeProgress(layout, len(complete & set(layout.norm_rows))) for layout in self.layouts
        ]

    def answer_sheets(
        self, previous: Mapping[str, EarlierAnswer], start: AboutStart
    ) -> Iterator[SheetPlan]:
        """Overzicht, Acties, and the hidden sheet that they are drawn from."""
        before = {number: item.answer.status for number, item in previous.items()}
        sources = tuple(
            AnswerSource(layout, number, self.rows[number].values, before.get(number, ""))
            for layout in self.layouts
            for number in layout.norm_rows
        )
        lines = norm_lines(source.norm for source in sources)
        table = AnswerTable(sources, *start.today(), lines, self.previous_meting)
        yield overview_sheet(
            self.organisation,
            self.meting,
            self.layouts,
            table,
            adopted=start.adopted(),
            footer=self.footer,
        )
        yield actions_sheet(self.organisation, self.meting, table, footer=self.footer)
        yield lists_sheet(table.cells())

    def corrections_sheet(self, corrections: Sequence[Correction]) -> SheetPlan:
        values = {number: row.values for number, row in self.rows.items()}
        return corrections_sheet(
            self.organisation, self.meting, corrections, self.layouts, values, footer=self.footer
        )


def _layouts(
    definition: Definition, rows: Mapping[str, NormRow], *, with_previous: bool
) -> list[ThemeLayout]:
    return [
        theme_layout(
            thema,
            with_previous=with_previous,
            with_corrections=any(rows[norm.number].corrections for norm in thema.norms),
        )
        for thema in definition.themas
    ]


def _norm_rows(
    definition: Definition,
    organisation: Organisation,
    answers: Answers,
    previous: Mapping[str, EarlierAnswer],
    corrections: Sequence[Correction],
) -> dict[str, NormRow]:
    wrong: dict[str, list[Correction]] = {}
    for item in corrections:
        wrong.setdefault(item.norm, []).append(item)
    return {
        norm.number: replace(
            _norm_row(norm, organisation, answers.get(norm.number, {}), previous),
            corrections=tuple(wrong.get(norm.number, ())),
        )
        for norm in definition.norms
    }


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
    previous: Mapping[str, EarlierAnswer],
) -> NormRow:
    values = {key: cell_value(value) for key, value in given.items()}
    before, carried, note = previous.get(norm.number), "", ""
    if organisation.is_provincie and norm.applies_to_provincie == "deels":
        # An explanation of its own says which part it is.
        own = organisation.kind in dict(norm.explanations)
        note = "" if own else texts.PROVINCIE_PARTLY
    if not values and organisation.is_provincie and norm.applies_to_provincie == "nee":
        values = {STATUS.key: NVT.label, ONDERBOUWING.key: PROVINCIE_NOT_APPLICABLE}
    elif not values and before:
        values = _carried_over(before)
    if before:
        carried = _fingerprints(before)
    return NormRow(norm, values, note, before, carried, soort=organisation.kind)


def _fingerprints(before: EarlierAnswer) -> str:
    """What stands on the row from the previous meting, to recognise it when it comes back."""
    status = STATUS_BY_KEY.get(before.answer.status)
    shown = {
        **_carried_over(before),
        PREVIOUS_STATUS_COLUMN: status.label if status else "",
        PREVIOUS_DATE_COLUMN: before.measured_on or "",
    }
    return " ".join(f"{key}={text_fingerprint(str(value))}" for key, value in shown.items())


def _carried_over(before: EarlierAnswer) -> dict[str, Value]:
    """What need not be typed again. Not the status: that is chosen anew every year."""
    carried = {key: cell_value(before.answer[key]) for key in CARRIED_FIELDS}
    return {key: value for key, value in carried.items() if not is_blank(value)}
