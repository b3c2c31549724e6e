"""A real LibreOffice opens, fills, recalculates and saves our workbooks."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.form.model import Correction, FormPlan
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from tests import forms, libreoffice
from tests.libreoffice import ODS, XLS, XLSX, Typing
from tests.test_paper import PLANS as ON_PAPER

pytestmark = pytest.mark.libreoffice

START: dict[str, Value] = {"ingevuld_door": "Adviseur", "ingevuld_op": date(2026, 5, 1)}
PLANS: dict[str, FormPlan] = {
    "leeg": forms.plan(),
    "half": forms.plan(forms.random_answers(1, 0.5)),
    "vol": forms.plan(forms.random_answers(2, 1), start=START),
    "vreemd": forms.plan(forms.random_answers(3, 0.9, odd=True)),
    "vorige": forms.plan(forms.random_answers(4, 0.8), previous=forms.previous_answers(4)),
    "provincie": forms.plan(organisation=forms.PROVINCIE),
    "correcties": plan_form(
        forms.NORM,
        forms.HEILOO,
        "2026",
        forms.DEADLINE,
        "test-1-correctie-1",
        answers=forms.random_answers(5, 0.7),
        previous=forms.previous_answers(5),
        corrections=[
            Correction("Kies een status.", urgent=True, norm="1.1", field="status"),
            Correction("Vul de datum in.", urgent=True, norm="5.10", field="streefdatum"),
            Correction("Kijk dit na.", urgent=False, norm="2.3", field="actie"),
            Correction("Er ontbreekt iets.", urgent=False),
        ],
    ),
}


def same(cached: object, worked_out: object) -> bool:
    if isinstance(worked_out, datetime):
        worked_out = worked_out.date()
    if isinstance(cached, float) and isinstance(worked_out, int | float):
        return abs(cached - worked_out) < 1e-9
    # A program may keep an empty text as an empty cell.
    return (cached or None) == (worked_out or None) or cached == worked_out


def test_every_cached_value_is_what_libreoffice_works_out(tmp_path: Path) -> None:
    files = [forms.written(tmp_path, plan, f"{name}.xlsx") for name, plan in PLANS.items()]
    for path in libreoffice.convert(files, tmp_path / "herrekend", "xlsx"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(path, data_only=True)
        cells = list(forms.formulas(PLANS[path.stem]))
        assert len(cells) > 100
        different = [
            (path.stem, sheet.name, forms.place(cell), cell.value, found)
            for sheet, cell in cells
            if not same(cell.value, found := workbook[sheet.name][forms.place(cell)].value)
        ]
        assert different == []


@pytest.mark.parametrize(
    ("name", "saved_as"), [("terug.xlsx", XLSX), ("terug.ods", ODS), ("terug.xls", XLS)]
)
def test_what_is_typed_in_libreoffice_comes_back(tmp_path: Path, name: str, saved_as: str) -> None:
    plan = forms.plan()
    source = forms.written(tmp_path, plan, "uit.xlsx")
    answers = {
        "1.1": {"status": "Voldoet", "onderbouwing": "=zie  intranet,   hoor"},
        "1.2": {"status": "Voldoet deels", "actie": "- afronden\n- vaststellen",
                "streefdatum": "2026-12-01", "prioriteit": "Hoog"},
        "5.10": {"status": "Voldoet niet", "actie": "Beginnen, nu", "streefdatum": "2027-02-28",
                 "uitwisseling": "Hulp gewenst"},
        "6.2": {"status": "Niet van toepassing", "onderbouwing": "é€😀"},
    }  # fmt: skip
    typed = [
        Typing(
            *forms.input_cell(plan, norm, key), text, "datum" if key == "streefdatum" else "tekst"
        )
        for norm, values in answers.items()
        for key, text in values.items()
    ]
    target = tmp_path / name
    libreoffice.fill_in(source, target, typed, saved_as)
    submission = judge(name, read_workbook(target), {"2024": forms.NORM}, {"GM0399": forms.HEILOO})
    assert submission.accepted, submission.refusal
    read = {item.norm: item for item in submission.answers if item.status}
    assert {norm: item.status for norm, item in read.items()} == {
        "1.1": "voldoet", "1.2": "deels", "5.10": "niet", "6.2": "nvt",
    }  # fmt: skip
    assert read["1.1"]["onderbouwing"] == "=zie  intranet,   hoor"
    assert read["1.2"]["actie"] == "- afronden\n- vaststellen"
    assert read["1.2"]["streefdatum"] == date(2026, 12, 1)
    assert read["5.10"]["uitwisseling"] == "Hulp gewenst"
    assert read["6.2"]["onderbouwing"] == "é€😀"
    errors = [item.message for item in submission.findings if item.severity.value == "fout"]
    assert errors == []
    extra = [(item.sheet, item.cell, item.value) for item in submission.findings
             if item.kind.code == "extra_inhoud"]  # fmt: skip
    if saved_as == XLSX:
        assert extra == []


def test_what_libreoffice_saves_keeps_the_locks_the_lists_the_chart_and_the_pages(
    tmp_path: Path,
) -> None:
    """All but the lock on the structure: that LibreOffice does not know."""
    plan = PLANS["vol"]
    (saved,) = libreoffice.convert(
        [forms.written(tmp_path, plan, "vol.xlsx")], tmp_path / "bewaard", "xlsx"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(saved)
    themes = [thema.sheet for thema in forms.NORM.themas]
    for sheet in plan.sheets:
        there = workbook[sheet.name]
        assert there.protection.sheet, sheet.name
        assert there.sheet_state == sheet.visibility.value.replace("veryH", "h")
        if not sheet.paper:
            continue
        assert there.page_setup.paperSize == sheet.paper
        assert (there.page_setup.orientation == "landscape") is sheet.landscape
        assert [item.id for item in there.row_breaks.brk] == list(sheet.page_breaks)
        lists = [item for item in there.data_validations.dataValidation if item.type == "list"]
        assert bool(lists) is (sheet.name in themes)
    overview: Any = workbook["Overzicht"]
    (chart,) = overview._charts
    assert len(chart.series) == len(plan.sheet("Overzicht").charts[0].series)
    tiles = [cell for row in overview for cell in row if cell.hyperlink]
    assert len(tiles) > len(forms.NORM.norms)


def test_a_form_prints_on_the_pages_that_were_planned(tmp_path: Path) -> None:
    """No page more: none with a heading above nothing, with no action, some, or all of them."""
    plans = {**PLANS, **{name: ON_PAPER[name] for name in ("36 acties", "47 acties")}}
    names = ("leeg", "half", "vorige", "36 acties", "47 acties")
    files = [forms.written(tmp_path, plans[name], f"{name}.xlsx") for name in names]
    for path in libreoffice.convert(files, tmp_path / "papier", "pdf"):
        sheets = [sheet for sheet in plans[path.stem].sheets if sheet.paper]
        planned = sum(len(sheet.page_breaks) + 1 for sheet in sheets)
        counts = re.findall(rb"/Type\s*/Pages[^>]*?/Count\s+(\d+)", path.read_bytes())
        assert max(map(int, counts)) == planned, path.stem
