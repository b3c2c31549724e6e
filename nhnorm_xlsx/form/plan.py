"""Plans a whole workbook for one organisation: pure data, ready to be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from nhnorm_xlsx.answers import EarlierAnswer, FromBefore, OtherAnswer
from nhnorm_xlsx.contract.checks import NormVerdict, Occasion, is_empty, is_past
from nhnorm_xlsx.contract.fields import (
    CARRIED_FIELDS,
    FIELD_BY_KEY,
    ONDERBOUWING,
    START_FIELDS,
    STATUS,
    Value,
    is_blank,
)
from nhnorm_xlsx.contract.issued import (
    ISSUED_KEY,
    ISSUED_ON_KEY,
    PROVINCIE_NOT_APPLICABLE,
    issued_row,
)
from nhnorm_xlsx.contract.keys import OVERVIEW_SHEET, PREVIOUS_DATE_COLUMN, PREVIOUS_STATUS_COLUMN
from nhnorm_xlsx.contract.results import carried_from_text
from nhnorm_xlsx.contract.stamp import (
    CONTRACT_VERSION,
    CORRECTION_KEY,
    CORRECTS_KEY,
    TELLS_HELPING,
    TELLS_HELPING_KEY,
    Stamp,
    correction_row,
    meting_year,
)
from nhnorm_xlsx.contract.statuses import NVT
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.contract.visible import document_title
from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.form.about_start import AboutStart
from nhnorm_xlsx.form.actions import actions_sheet
from nhnorm_xlsx.form.answer_table import AnswerTable
from nhnorm_xlsx.form.answered import AnswerSource
from nhnorm_xlsx.form.corrections_sheet import Places, corrections_sheet
from nhnorm_xlsx.form.decision_rows import norm_lines
from nhnorm_xlsx.form.earlier import earlier_sheets, earlier_statuses
from nhnorm_xlsx.form.hidden_sheets import list_ranges, lists_sheet, stamp_sheet
from nhnorm_xlsx.form.model import Correction, FormPlan, SheetPlan, cell_text, cell_value
from nhnorm_xlsx.form.next_open import NextOpen
from nhnorm_xlsx.form.overview_sheet import overview_sheet
from nhnorm_xlsx.form.paper import printed
from nhnorm_xlsx.form.start_sheet import Request, ThemeProgress, start_sheet
from nhnorm_xlsx.form.theme_layout import ThemeLayout, theme_layout
from nhnorm_xlsx.form.theme_sheet import NormRow, ThemeFrame, theme_sheet
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.settings import RoundPeople
from nhnorm_xlsx.texts import form as texts
from nhnorm_xlsx.texts.who_sees import HELPING_IS_NAMED

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
    beside: FromBefore | None = None,
    corrections: Sequence[Correction] = (),
    corrects: Sequence[str] = (),
    tells_helping: bool = True,
    people: RoundPeople = RoundPeople(),  # noqa: B008 - holds nothing that can change
    created: date | None = None,
) -> FormPlan:
    """The workbook of one organisation for one meting.

    `answers` maps norm numbers to field keys to values as they stand in the workbook
    (labels, text, dates); `start` the same for the Start sheet. With `corrections` the
    workbook begins with a sheet that lists them, and every cell to put right is marked;
    `corrects` are the fingerprints of the files whose answers it holds, `tells_helping` whether
    those said that who can help is named to others. `people` are who asks. `created` is the day
    of issue; without it the first day of the year of the meting: same input, same file.
    `previous` are its own earlier answers, `beside` what it is only shown.
    """
    previous, beside = previous or {}, beside or FromBefore()
    created = created or date(meting_year(meting), 1, 1)
    occasion = Occasion(
        meting_year(meting), created, max((item.meting for item in previous.values()), default="")
    )
    asked = _Asked(definition, organisation, occasion, previous, beside)
    rows = asked.norm_rows(answers or {}, corrections)
    layouts = _layouts(definition, rows, with_previous=bool(previous), beside=beside)
    book = _Book(definition, organisation, meting, occasion, rows, layouts, beside)
    filled = {key: cell_value(value) for key, value in (start or {}).items()}
    of_whom = (definition, organisation, meting, deadline, people, occasion)
    next_open = book.next_open.reference(0)
    request = Request(*of_whom, filled, list_ranges(), next_open, book.older, beside)
    sheets = [printed(sheet) for sheet in book.sheets(request, previous, corrections, created)]
    # What `answers` fill in counts as filled in by somebody, except where we send it back.
    sent_back = corrections or corrects
    issued = rows if sent_back or not answers else asked.norm_rows({}, ())
    more = [(ISSUED_ON_KEY, created.isoformat())]
    more += [*_about_corrections(corrections, corrects), *_issued(issued)]
    more += _tells_helping(sheets) if tells_helping else ()
    stamp = _stamp(definition, organisation, meting, deadline, uitgifte_id)
    return FormPlan(
        title=document_title(definition.norm_naam or texts.NORM_NAME, organisation.title, meting),
        subject=texts.DOCUMENT_SUBJECT,
        created=created,
        stamp=stamp,
        sheets=(*sheets, stamp_sheet(stamp, sheets, more, defined=_defined(definition))),
        first_sheet=sheets[0].name,
        answers={number: row.values for number, row in rows.items()},
    )


@lru_cache(maxsize=8)
def _defined(definition: Definition) -> frozenset[str]:
    """Every text that a definition puts on a form."""
    return frozenset(
        text
        for norm in definition.norms
        for text in (norm.number, norm.text, norm.heading, *(said for _, said in norm.explanations))
    ) | {norm.explanation for norm in definition.norms}


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

    definition: Definition
    organisation: Organisation
    meting: str
    occasion: Occasion
    rows: Mapping[str, NormRow]
    layouts: Sequence[ThemeLayout]
    beside: FromBefore

    @cached_property
    def older(self) -> bool:
        """Whether any text stands there already of a meting before the last one."""
        last = self.occasion.previous
        return any(row.was and row.occasion.previous != last for row in self.rows.values())

    @property
    def footer(self) -> str:
        return texts.footer(self.organisation.title, self.meting)

    @cached_property
    def verdicts(self) -> dict[str, NormVerdict]:
        """What each norm still asks."""
        return {number: row.verdict for number, row in self.rows.items()}

    @cached_property
    def next_open(self) -> NextOpen:
        complete = {number for number, found in self.verdicts.items() if found.complete}
        return NextOpen(self.layouts, complete)

    def sheets(
        self,
        request: Request,
        previous: Mapping[str, EarlierAnswer],
        corrections: Sequence[Correction],
        created: date,
    ) -> list[SheetPlan]:
        """All sheets but the stamp, in their order."""
        first = start_sheet(request, self.progress(), footer=self.footer)
        start = AboutStart(first, request.start, created, request.when)
        table = self.table(previous, start)
        return [
            *([self.corrections_sheet(corrections, table, start)] if corrections else []),
            first,
            *self.theme_sheets(),
            *self.answer_sheets(table, start),
            *earlier_sheets(self.beside, self.definition, footer=self.footer),
        ]

    def theme_sheets(self) -> Iterator[SheetPlan]:
        onward = [*(layout.thema.sheet for layout in self.layouts[1:]), OVERVIEW_SHEET]
        lists = tuple(list_ranges().items())
        carried_from = carried_from_text(self.occasion.previous, older=self.older)
        for index, (layout, next_sheet) in enumerate(zip(self.layouts, onward, strict=True)):
            target = self.next_open.reference(index)
            before = sum(len(item.norm_rows) for item in self.layouts[:index])
            frame = ThemeFrame(next_sheet, target, lists, self.occasion, carried_from, before)
            rows = [self.rows[norm.number] for norm in layout.thema.norms]
            yield theme_sheet(layout, rows, frame, footer=self.footer)

    def progress(self) -> list[ThemeProgress]:
        return [
            ThemeProgress(layout, {number: self.verdicts[number] for number in layout.norm_rows})
            for layout in self.layouts
        ]

    def table(self, previous: Mapping[str, EarlierAnswer], start: AboutStart) -> AnswerTable:
        """What was answered, one row per norm."""
        before = {number: item.answer.status for number, item in previous.items()}
        sources = tuple(
            self._source(layout, number, before.get(number, ""))
            for layout in self.layouts
            for number in layout.norm_rows
        )
        lines = norm_lines(source.norm for source in sources)
        on_start = {
            item.key: (start.place(item), start.values.get(item.key)) for item in START_FIELDS
        }
        return AnswerTable(sources, *start.today(), lines, self.occasion.previous, on_start)

    def answer_sheets(self, table: AnswerTable, start: AboutStart) -> Iterator[SheetPlan]:
        """Overzicht, Acties, and the hidden sheet that they are drawn from."""
        yield overview_sheet(
            self.organisation,
            self.meting,
            self.layouts,
            table,
            adopted=start.adopted(),
            footer=self.footer,
        )
        yield actions_sheet(self.organisation, self.meting, table, footer=self.footer)
        yield lists_sheet((*table.cells(), *self.next_open.helper_cells()), table.names)

    def _source(self, layout: ThemeLayout, number: str, before: str) -> AnswerSource:
        row = self.rows[number]
        return AnswerSource(layout, number, row.values, before, row.check, row.occasion, row.was)

    def corrections_sheet(
        self, corrections: Sequence[Correction], table: AnswerTable, start: AboutStart
    ) -> SheetPlan:
        values = {number: row.values for number, row in self.rows.items()}
        places = Places(self.layouts, values, table, start)
        return corrections_sheet(
            self.organisation, self.meting, corrections, places, footer=self.footer
        )


def _layouts(
    definition: Definition, rows: Mapping[str, NormRow], *, with_previous: bool, beside: FromBefore
) -> list[ThemeLayout]:
    return [
        theme_layout(
            thema,
            with_previous=with_previous or bool(beside.others),
            with_others=bool(beside.others),
            with_corrections=any(rows[norm.number].corrections for norm in thema.norms),
        )
        for thema in definition.themas
    ]


@dataclass(frozen=True)
class _Asked:
    """What is asked of one organisation: the norms, and what it answered before."""

    definition: Definition
    organisation: Organisation
    occasion: Occasion
    previous: Mapping[str, EarlierAnswer]
    beside: FromBefore

    def norm_rows(self, answers: Answers, corrections: Sequence[Correction]) -> dict[str, NormRow]:
        """The norms with what stands in their cells."""
        wrong: dict[str, list[Correction]] = {}
        for item in corrections:
            wrong.setdefault(item.norm, []).append(item)
        return {
            norm.number: replace(
                self._norm_row(norm, answers.get(norm.number, {})),
                corrections=tuple(wrong.get(norm.number, ())),
            )
            for norm in self.definition.norms
        }

    def _norm_row(self, norm: Norm, given: Mapping[str, Value]) -> NormRow:
        organisation = self.organisation
        values = {key: cell_value(value) for key, value in given.items()}
        before, carried, note = self.previous.get(norm.number), "", ""
        was = _carried_over(before, self.occasion) if before else {}
        if organisation.is_provincie and norm.applies_to_provincie == "deels":
            # An explanation of its own says which part it is.
            own = organisation.kind in dict(norm.explanations)
            note = "" if own else texts.PROVINCIE_PARTLY
        if not values and organisation.is_provincie and norm.applies_to_provincie == "nee":
            values = {STATUS.key: NVT.label, ONDERBOUWING.key: PROVINCIE_NOT_APPLICABLE}
        elif not values:
            values = was
        others = self.beside.others.get(norm.number, ())
        if before or others:
            carried = _fingerprints(before, others, was)
        kind, occasion = organisation.kind, self.occasion
        if before and before.meting != occasion.previous:
            occasion = replace(occasion, previous=before.meting)
        return NormRow(
            norm,
            values,
            note,
            before,
            carried,
            soort=kind,
            was=was,
            occasion=occasion,
            others=others,
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


def _tells_helping(sheets: Iterable[SheetPlan]) -> Iterator[tuple[str, str]]:
    """A stamp row, so that who can help is named to others only if the form says so."""
    if any(HELPING_IS_NAMED in plan.fixed_texts for plan in sheets):
        yield TELLS_HELPING_KEY, TELLS_HELPING


def _issued(rows: Mapping[str, NormRow]) -> Iterator[tuple[str, str]]:
    """Stamp rows, so that what nobody changed is not taken for an answer."""
    for number, row in rows.items():
        if any(not is_blank(value) for value in row.values.values()):
            yield ISSUED_KEY, issued_row(number, row.values)


def _fingerprints(
    before: EarlierAnswer | None, others: Iterable[OtherAnswer], was: Mapping[str, Value]
) -> str:
    """What stands on the row from the previous meting, to recognise it when it comes back."""
    shown = {
        **was,
        PREVIOUS_STATUS_COLUMN: earlier_statuses(before, others),
        PREVIOUS_DATE_COLUMN: (before.measured_on if before else None) or "",
    }
    return " ".join(f"{key}={text_fingerprint(str(value))}" for key, value in shown.items())


def _carried_over(before: EarlierAnswer, occasion: Occasion) -> dict[str, Value]:
    """What need not be typed again. Not the status: that is chosen anew every year.

    Nor a plan for a day that has passed: it is no plan any more.
    """
    fields = [FIELD_BY_KEY[key] for key in CARRIED_FIELDS]
    carried = {field: cell_value(before.answer[field.key]) for field in fields}
    return {
        field.key: value
        for field, value in carried.items()
        if not is_empty(field, value) and not (field.ahead and is_past(value, occasion.issued_on))
    }
