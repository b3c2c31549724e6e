"""Whose workbook is it? The hidden sheet, the properties, the file name; no silent guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.raw import RawWorkbook
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Issued, Submission
from tests import forms
from tests.returned import SMALL, STAMP, returned, stamp_sheet

ONE = "| norm | Status  |\n| 1.1  | Voldoet |"
BERGEN = Organisation("GM0373", "Bergen", "gemeente", "", "", None, None, "")
BERGEN_OP_ZOOM = Organisation("GM0748", "Bergen op Zoom", "gemeente", "", "", None, None, "")
ORGANISATIONS = {
    **{item.code: item for item in (BERGEN, BERGEN_OP_ZOOM)},
    **forms.ORGANISATIONS,
}


def bare() -> RawWorkbook:
    """A workbook that has lost its hidden sheet and its properties."""
    workbook = returned(ONE)
    return replace(workbook, sheets=workbook.sheets[:-1], properties={})


def judged(name: str, workbook: RawWorkbook | None = None) -> Submission:
    return judge(name, workbook or bare(), {"2024": SMALL}, ORGANISATIONS)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("NHNorm-2026-GM0399-Heiloo.xlsx", "GM0399"),
        ("NHNorm-2026-GM0399-Heiloo (1).xlsx", "GM0399"),
        ("postvak/Ingevuld heiloo 2026 definitief.ods", "GM0399"),
        ("2026 Bergen op Zoom.xlsx", "GM0748"),
        ("2026 Bergen.xlsx", "GM0373"),
    ],
)
def test_the_file_name_serves_when_nothing_else_is_left(name: str, code: str) -> None:
    submission = judged(name)
    assert submission.accepted
    assert submission.organisation is not None
    assert (submission.organisation.code, submission.stamp.meting if submission.stamp else "") == (
        code,
        "2026",
    )
    assert "identiteit_uit_bestandsnaam" in {item.kind.code for item in submission.findings}


@pytest.mark.parametrize(
    "name",
    [
        "Heiloo en Bergen 2026.xlsx",
        "NHNorm-2026-GM0399-Alkmaar.xlsx",
        "Heiloo.xlsx",
        "Heiloo 2025 en 2026.xlsx",
        "Heiloo 2026-05-12.xlsx",
        "2026.xlsx",
    ],
)
def test_where_there_is_a_choice_nothing_is_guessed(name: str) -> None:
    submission = judged(name)
    assert [item.kind.code for item in submission.findings[:1]] == ["niet_van_ons"]


def test_a_hidden_sheet_that_lost_a_line_is_completed_from_the_properties() -> None:
    workbook = returned(ONE)
    broken = stamp_sheet(replace(STAMP, organisatie_code=""), workbook.sheets[:-1])
    submission = judged("x.xlsx", replace(workbook, sheets=(*workbook.sheets[:-1], broken)))
    assert submission.organisation == forms.HEILOO
    assert "identiteit_uit_eigenschappen" in {item.kind.code for item in submission.findings}


def test_an_organisation_that_no_longer_existed() -> None:
    late = replace(STAMP, organisatie_code="GM1696", meting="2027")
    submission = judged("x.xlsx", returned(ONE, stamp=late))
    assert "organisatie_opgeheven" in {item.kind.code for item in submission.findings}
    in_time = replace(late, meting="2026")
    submission = judged("x.xlsx", returned(ONE, stamp=in_time))
    assert "organisatie_opgeheven" not in {item.kind.code for item in submission.findings}


def test_a_workbook_with_corrections_counts_as_the_one_it_corrects() -> None:
    issued = Issued(frozenset({("2026", "GM0399", "abc123")}), "uitgifte.csv")
    for issue, noticed in (
        ("abc123", False),
        ("abc123-correctie-1f", False),
        ("x-correctie-1", True),
    ):
        workbook = returned(ONE, stamp=replace(STAMP, uitgifte_id=issue))
        submission = judge("a.xlsx", workbook, {"2024": SMALL}, ORGANISATIONS, issued)
        kinds = {item.kind.code for item in submission.findings}
        assert ("andere_uitgifte" in kinds) is noticed
