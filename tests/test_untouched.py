"""Blank is not an answer: did anybody fill in anything since we made the workbook?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.contract.issued import ISSUED_KEY
from nhnorm_xlsx.form.model import Correction
from nhnorm_xlsx.form.plan import FormPlan, plan_form
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import Address, CellError, RawSheet, RawValue, RawWorkbook
from nhnorm_xlsx.submissions import Submission
from tests import forms
from tests.returned import change

THEME = "1 Bewustwording & Organisatie"
STATUS, SUPPORT, WHO, DAY = "status", "onderbouwing", "verantwoordelijke", "streefdatum"


def made(folder: Path, plan: FormPlan, *, contract: int = 2) -> RawWorkbook:
    """The workbook as it was issued; of the first contract too."""
    workbook = read_workbook(forms.written(folder, plan))
    return workbook if contract > 1 else of_the_first_contract(workbook)


def of_the_first_contract(workbook: RawWorkbook) -> RawWorkbook:
    stamp = workbook.sheets[-1]
    rows = {row: value for (row, column), value in stamp.cells.items() if column == 1}
    kept: dict[Address, RawValue] = {}
    for (row, column), value in stamp.cells.items():
        if rows[row] not in (ISSUED_KEY, "norm_naam"):
            first = column == 2 and rows[row] == "contract_versie"
            kept[row, column] = "1" if first else value
    properties = {
        key: "1" if key == "nhnorm_contract_versie" else value
        for key, value in workbook.properties.items()
        if key != "nhnorm_norm_naam"
    }
    older = replace(stamp, cells=kept)
    return replace(workbook, sheets=(*workbook.sheets[:-1], older), properties=properties)


def correcting() -> FormPlan:
    answers: Mapping[str, Mapping[str, Value]] = {
        "1.1": {STATUS: "Voldoet", SUPPORT: "zie intranet"},
        "1.2": {STATUS: "Voldoet deels", "actie": "doen", DAY: date(2026, 12, 1)},
    }
    return plan_form(
        forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "a-correctie-1",
        answers=answers, corrections=[Correction("Wat?", True, "1.3", STATUS, "")],
        corrects=["abc"],
    )  # fmt: skip


PLANS = {
    "leeg": forms.plan,
    "Start ingevuld": lambda: forms.plan(start={"ingevuld_door": "Griffier"}),
    "met vorige meting": lambda: forms.plan(previous=forms.previous_answers(1)),
    "provincie": lambda: forms.plan(organisation=forms.PROVINCIE),
    "provincie met vorige meting": lambda: forms.plan(
        organisation=forms.PROVINCIE, previous=forms.previous_answers(1)
    ),
    "correcties": correcting,
}


def judged(workbook: RawWorkbook) -> Submission:
    submission = judge("a.xlsx", workbook, {"2024": forms.NORM}, forms.ORGANISATIONS)
    assert submission.accepted
    return submission


def filled(workbook: RawWorkbook, field: str, value: RawValue, norm: str = "1.1") -> RawWorkbook:
    """The workbook with this value in a field of a norm."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == THEME)
    row = next(at[0] for at, text in sheet.cells.items() if text == f"nhnorm.norm:{norm}")
    column = next(at[1] for at, text in sheet.cells.items() if text == f"nhnorm.veld:{field}")
    return change(workbook, THEME, {(row, column): value})


@pytest.mark.parametrize("contract", [1, 2])
@pytest.mark.parametrize("name", PLANS)
def test_as_we_made_it_it_is_untouched_and_unopened(
    tmp_path: Path, name: str, contract: int
) -> None:
    submission = judged(made(tmp_path, PLANS[name](), contract=contract))
    assert (submission.untouched, submission.unopened) == (True, True)


@pytest.mark.parametrize("contract", [1, 2])
@pytest.mark.parametrize("name", ["leeg", "met vorige meting", "provincie"])
def test_saved_by_somebody_but_not_filled_in(tmp_path: Path, name: str, contract: int) -> None:
    workbook = made(tmp_path, PLANS[name](), contract=contract)
    later = datetime(2026, 5, 4, tzinfo=UTC)
    for saved in (
        replace(workbook, modified=later),
        replace(workbook, application="LibreOffice/24.2", modified=workbook.created),
        replace(workbook, created=None, modified=None),
    ):
        submission = judged(saved)
        assert (submission.untouched, submission.unopened) == (True, False)


@pytest.mark.parametrize("contract", [1, 2])
@pytest.mark.parametrize("name", ["leeg", "met vorige meting", "provincie", "correcties"])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        (STATUS, "Voldoet niet"),
        (STATUS, "✓"),
        (STATUS, CellError("#N/B")),
        (SUPPORT, "zie het nieuwe intranet"),
        (WHO, "Directeur"),
        (DAY, date(2027, 9, 1)),
        (DAY, "volgend jaar"),
    ],
)
def test_one_field_filled_in_is_an_answer(
    tmp_path: Path, name: str, contract: int, field: str, value: RawValue
) -> None:
    workbook = made(tmp_path, PLANS[name](), contract=contract)
    later = replace(workbook, modified=datetime(2026, 5, 4, tzinfo=UTC))
    submission = judged(filled(later, field, value))
    assert (submission.untouched, submission.unopened) == (False, False)


@pytest.mark.parametrize("contract", [1, 2])
def test_what_says_nothing_is_no_answer(tmp_path: Path, contract: int) -> None:
    workbook = made(tmp_path, PLANS["met vorige meting"](), contract=contract)
    for field, value in ((SUPPORT, " "), (SUPPORT, "-"), (WHO, "…"), (DAY, ""), (STATUS, " ")):
        # A carried text that somebody deleted answers nothing either.
        assert judged(filled(workbook, field, value)).untouched


def test_a_carried_text_in_another_norm_or_field_is_an_answer(tmp_path: Path) -> None:
    workbook = made(tmp_path, PLANS["met vorige meting"]())
    assert not judged(filled(workbook, WHO, "zie intranet")).untouched
    assert not judged(filled(made(tmp_path, forms.plan()), WHO, "Griffier")).untouched


@pytest.mark.parametrize("value", ["2026-09-01", 46266.0, datetime(2026, 9, 1)])  # noqa: DTZ001
def test_a_carried_date_that_a_program_wrote_otherwise_is_the_same(
    tmp_path: Path, value: RawValue
) -> None:
    workbook = made(tmp_path, PLANS["met vorige meting"]())
    assert judged(filled(workbook, DAY, value)).untouched


@pytest.mark.parametrize("contract", [1, 2])
def test_nvt_of_our_own_is_no_answer_but_that_of_somebody_else_is(
    tmp_path: Path, contract: int
) -> None:
    workbook = made(tmp_path, forms.plan(organisation=forms.PROVINCIE), contract=contract)
    assert judged(workbook).answered == 3
    assert not judged(filled(workbook, STATUS, "Niet van toepassing")).untouched


def test_what_was_filled_in_is_an_answer_also_when_our_own_program_wrote_it(tmp_path: Path) -> None:
    submission = judged(made(tmp_path, forms.plan(forms.random_answers(1, 0.1))))
    assert (submission.untouched, submission.unopened) == (False, False)


def test_without_the_hidden_sheet_the_rows_still_tell(tmp_path: Path) -> None:
    for name in ("leeg", "met vorige meting", "provincie"):
        workbook = made(tmp_path, PLANS[name]())
        assert judged(replace(workbook, sheets=workbook.sheets[:-1])).untouched


def test_where_a_thema_is_gone_nobody_can_tell(tmp_path: Path) -> None:
    workbook = made(tmp_path, forms.plan())
    rest: tuple[RawSheet, ...] = tuple(item for item in workbook.sheets if item.name != THEME)
    assert not judged(replace(workbook, sheets=rest)).untouched


def test_where_a_column_is_gone_nobody_can_tell(tmp_path: Path) -> None:
    workbook = made(tmp_path, forms.plan())
    theme = next(item for item in workbook.sheets if item.name == THEME)
    marks = ("nhnorm.veld:actie", "Actie")
    cells = {address: text for address, text in theme.cells.items() if text not in marks}
    sheets = tuple(
        replace(item, cells=cells) if item is theme else item for item in workbook.sheets
    )
    assert not judged(replace(workbook, sheets=sheets)).untouched
