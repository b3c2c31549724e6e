"""The same workbook reads the same, whatever program saved it.

The files were made by `tests.programmas.opnieuw`; LibreOffice also runs live, elsewhere.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.sources import find_sources
from nhnorm_xlsx.submissions import Submission
from tests import forms
from tests.programmas import ANSWERS, DEFINITION, FOLDER, plan

READABLE = sorted(
    path
    for path in FOLDER.iterdir()
    if path.suffix in (".xlsx", ".xls", ".ods") and path.name != "sheetjs.xlsb"
)
# What nobody has to do anything about.
HARMLESS = {
    "andere_definitie",
    "opgeslagen_met",
    "niet_na_te_gaan",
    "niet_ingevuld",
    "datum_begrepen",
}


def judged(path: Path) -> Submission:
    workbook = read_workbook(path)
    return judge(path.name, workbook, {"2024": DEFINITION}, {"GM0399": forms.HEILOO})


def test_there_are_files_of_these_programs() -> None:
    programs = {path.name for path in READABLE}
    assert {"gnumeric.xlsx", "sheetjs.ods", "exceljs.xlsx", "libreoffice.xls"} <= programs


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.name)
def test_every_program_gives_the_same_answers(tmp_path: Path, path: Path) -> None:
    ours = judged(forms.written(tmp_path, plan()))
    theirs = judged(path)
    assert [(item.norm, item.status) for item in ours.answers if item.status] == [
        ("5.1", "voldoet"), ("5.2", "deels"), ("5.10", "niet"), ("5.11", "nvt"),
    ]  # fmt: skip
    assert theirs.answers == ours.answers
    assert [(item.key, item.value) for item in theirs.start] == [
        (item.key, item.value) for item in ours.start
    ]
    assert {item.kind.code for item in theirs.findings} <= HARMLESS
    assert ours.answers[9]["actie"] == ANSWERS["5.10"]["actie"]


def test_what_the_program_lost_is_one_line() -> None:
    (said,) = [
        item.message
        for item in judged(FOLDER / "sheetjs.xlsx").findings
        if item.kind.code == "opgeslagen_met"
    ]
    assert "SheetJS; daarbij zijn verdwenen: de keuzelijsten, de beveiliging." in said


def test_a_binary_workbook_of_which_cells_would_be_missed_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_workbook(FOLDER / "sheetjs.xlsb")
    assert caught.value.code == "beschadigd"


def test_a_mail_saved_by_outlook(tmp_path: Path) -> None:
    sources = find_sources([FOLDER / "outlook.msg"], tmp_path)
    assert [(item.name, item.path.read_bytes(), item.mailed) for item in sources.files] == [
        ("outlook.msg/werkboek.xlsx", b"inhoud", datetime(2026, 5, 6, 7, tzinfo=UTC))
    ]
    assert [(item.name, said.kind.code) for item, said in sources.other] == [
        ("outlook.msg/logo.png", "ander_document")
    ]
