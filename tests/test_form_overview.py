"""Overzicht: what changed since the previous meting, and the open actions by date."""

from __future__ import annotations

import io
import warnings
from datetime import date
from typing import Any

import openpyxl
import pytest

from nhnorm_xlsx.answers import Answer, EarlierAnswer
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.form.model import Cell, FormPlan
from nhnorm_xlsx.form.overview_sheet import ACTION_LINES, better_and_worse
from nhnorm_xlsx.form.writer import form_bytes
from nhnorm_xlsx.texts import form as texts
from tests import forms


def previous(**statuses: str) -> dict[str, EarlierAnswer]:
    return {
        norm: EarlierAnswer("2025", date(2025, 5, 1), Answer(norm, {"status": status}))
        for number, status in statuses.items()
        for norm in [number.removeprefix("n").replace("_", ".")]
    }


def shown(plan: FormPlan) -> list[Value]:
    return [cell.value for cell in plan.sheet("Overzicht").cells if cell.value not in (None, "")]


def action_lines(plan: FormPlan) -> list[tuple[Value, ...]]:
    """The list as it is read: every line of it that holds something."""
    cells: dict[int, list[Cell]] = {}
    for cell in plan.sheet("Overzicht").cells:
        if cell.style in ("action", "action_date") and cell.value not in (None, ""):
            cells.setdefault(cell.row, []).append(cell)
    return [
        tuple(cell.value for cell in sorted(line, key=lambda cell: cell.col))
        for _, line in sorted(cells.items())
    ]


def todo(status: str, action: str | None, day: Value, who: str = "griffier") -> dict[str, Value]:
    return {"status": status, "actie": action, "streefdatum": day, "verantwoordelijke": who}


@pytest.mark.parametrize(
    ("before", "better", "worse"),
    [
        ("niet", ["voldoet", "deels"], []),
        ("deels", ["voldoet"], ["niet"]),
        ("voldoet", [], ["deels", "niet"]),
        ("nvt", [], []),
        ("", [], []),
    ],
)
def test_what_counts_as_better_and_worse(before: str, better: list[str], worse: list[str]) -> None:
    found = better_and_worse(before)
    assert [[status.key for status in group] for group in found] == [better, worse]


def test_tiles_carry_an_arrow_when_the_status_changed() -> None:
    plan = forms.plan(
        {
            "1.1": {"status": "Voldoet"},
            "1.2": {"status": "Voldoet niet"},
            "1.3": {"status": "voldoet deels"},
            "1.4": {"status": "Voldoet"},
        },
        previous=previous(n1_1="deels", n1_2="voldoet", n1_3="deels", n1_4="nvt", n1_5="niet"),
    )
    tiles = {"▲1.1 ✓", "▼1.2 ✗", "1.3 ◐", "1.4 ✓", "1.5 …"}
    assert tiles <= set(map(str, shown(plan)))
    up, middle, down = texts.CHANGE_SENTENCE
    assert f"{up}1{middle}1{down}" in shown(plan)


def test_without_a_previous_meting_there_is_nothing_to_compare() -> None:
    values = " ".join(map(str, shown(forms.plan(forms.random_answers(1, 1)))))
    assert "▲" not in values
    assert "Sinds de meting" not in values


def test_open_actions_stand_by_date_and_those_without_a_date_last() -> None:
    plan = forms.plan(
        {
            "1.1": todo("Voldoet niet", "later", date(2026, 12, 1)),
            "1.2": todo("Voldoet deels", "zonder datum", None),
            "2.10": todo("VOLDOET DEELS", "eerder", date(2026, 6, 1)),
            "2.11": todo("Voldoet deels", "zelfde dag", date(2026, 12, 1), ""),
            "3.1": todo("Voldoet", "is al klaar", date(2026, 1, 1)),
            "3.2": todo("Voldoet niet", "  ", date(2026, 1, 1)),
            "3.3": todo("misschien", "geen status", date(2026, 1, 1)),
            "3.4": todo("Voldoet niet", "datum als tekst", "juni"),
        }
    )
    assert action_lines(plan) == [
        (date(2026, 6, 1), "2.10", "griffier", "eerder"),
        (date(2026, 12, 1), "1.1", "griffier", "later"),
        (date(2026, 12, 1), "2.11", "zelfde dag"),
        (texts.ACTION_NO_DATE, "1.2", "griffier", "zonder datum"),
        (texts.ACTION_NO_DATE, "3.4", "griffier", "datum als tekst"),
    ]
    assert texts.ALL_ACTIONS in shown(plan)


def test_more_actions_than_lines_are_counted() -> None:
    answers = {
        norm.number: todo("Voldoet niet", "doen", date(2026, 9, 1)) for norm in forms.NORM.norms
    }
    plan = forms.plan(answers)
    assert len(action_lines(plan)) == ACTION_LINES
    before, after = texts.actions_more(ACTION_LINES)
    assert f"{before}{len(answers)}{after}" in shown(plan)
    assert texts.NO_ACTIONS in shown(forms.plan())


def test_a_long_action_is_shortened_and_stays_on_one_line() -> None:
    plan = forms.plan({"1.1": todo("Voldoet niet", "een\ntwee " + "x" * 200, date(2026, 9, 1))})
    (line,) = action_lines(plan)
    assert str(line[3]).startswith("een twee xxx")
    assert str(line[3]).endswith("…")
    assert len(str(line[3])) == texts.ACTION_LENGTH


def opened(plan: FormPlan) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(form_bytes(plan)), data_only=True)


def test_the_date_of_an_action_is_a_date_in_the_file() -> None:
    plan = forms.plan({"1.1": todo("Voldoet niet", "doen", date(2026, 9, 1))})
    sheet = opened(plan)["Overzicht"]
    dates = [cell.value.date() for row in sheet for cell in row if cell.is_date and cell.value]
    assert date(2026, 9, 1) in dates


def test_tables_are_named_for_screen_readers() -> None:
    names = {name.lower() for name in opened(forms.plan()).defined_names}
    regions = [name for name in names if name.startswith("titleregion")]
    assert len(regions) == len(forms.NORM.themas) + 1


def test_overzicht_prints_on_one_page() -> None:
    for plan in (forms.plan(), forms.plan(previous=forms.previous_answers(1))):
        sheet = opened(plan)["Overzicht"]
        # One page wide and one high is what a file says by leaving both out.
        assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.orientation == "portrait"
