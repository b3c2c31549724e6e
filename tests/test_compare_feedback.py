"""The feedback to one gemeente: its own answers, and of the others only groups of 5."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx.compare import tables_for_organisation
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer import write_terugkoppeling
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.errors import UsageError
from tests import datasets as make

SEVEN = tuple(make.gemeente(f"G{number}") for number in range(7))
CREATED = datetime.fromisoformat("2026-06-01T12:00:00")
GRID = make.dataset(
    m2025="| norm | G0 |\n| 1.1 | n |\n| 1.2 | v |",
    m2026="""
    | norm | G0 | G1 | G2 | G3 | G4 | G5 | G6 |
    | 1.1  | d  | v  | v  | v  | v  | n  | v  |
    | 1.2  | d  | v  | v  | v  | v  | x  | .  |
    | 2.1  | v  | n  | n  | n  | n  | n  | n  |
    """,
)


def feedback(dataset: Dataset, code: str = "G0") -> Tables:
    return tables_for_organisation(dataset, SEVEN, code, today=make.TODAY)


def test_the_others_are_shown_from_five_without_oneself() -> None:
    normen = feedback(GRID)["normen"].set_index("norm")
    assert normen.loc["1.1", "anderen_n"] == 6
    assert normen.loc["1.1", "anderen_aandeel"] == pytest.approx(5 / 6)
    assert normen["anderen_n"].isna()["1.2"]
    assert normen["anderen_voldoet"].isna()["1.2"]


def test_a_thema_adds_shown_norms_only() -> None:
    themas = feedback(GRID)["themas"].set_index("thema")
    assert themas.loc["1", "anderen_normen"] == 1
    assert themas.loc["1", "anderen_n"] == 6
    assert themas.loc["alle", "anderen_n"] == 12


def test_chances_are_norms_that_most_others_meet() -> None:
    assert list(feedback(GRID)["kansen"]["norm"]) == ["1.1"]


def test_own_development() -> None:
    normen = feedback(GRID)["normen"].set_index("norm")
    assert normen.loc["1.1", "verschil"] == 0.5
    assert normen.loc["1.2", "verschil"] == -0.5
    assert normen["verschil"].isna()["2.1"]


def test_only_who_said_so_is_named_as_helper(tmp_path: Path) -> None:
    rows = [make.answer("2026", "G0", "1.1", "niet", actie="Onze actie")]
    rows += [
        make.answer(
            "2026",
            f"G{number}",
            "1.1",
            "voldoet",
            uitwisseling="Kan anderen helpen" if number in {2, 3} else "",
            noemen="ja" if number == 3 else "",  # the workbook of the other did not say so
            onderbouwing="GEHEIM",
            actie="GEHEIM",
            verantwoordelijke="GEHEIM",
        )
        for number in range(1, 7)
    ]
    tables = feedback(make.assemble(rows))
    assert list(tables["hulp"]["organisatie"]) == ["G3"]
    path = tmp_path / "terug.xlsx"
    write_terugkoppeling(tables, path, CREATED)
    with zipfile.ZipFile(path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Onze actie" in content
    assert b"GEHEIM" not in content
    texts = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }
    assert "G3" in texts
    assert not texts & {"G1", "G2", "G4", "G5", "G6"}


@pytest.mark.parametrize("code", ["G0", "G5", "G6"])
@pytest.mark.parametrize("dataset", [GRID, make.assemble([])], ids=["answers", "none"])
def test_every_workbook_is_valid(dataset: Dataset, code: str, tmp_path: Path) -> None:
    path = tmp_path / "terug.xlsx"
    write_terugkoppeling(feedback(dataset, code), path, CREATED)
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]
    first = path.read_bytes()
    write_terugkoppeling(feedback(dataset, code), path, CREATED)
    assert path.read_bytes() == first


def test_there_is_no_feedback_for_a_provincie_or_an_unknown_code() -> None:
    for code in ("PV99", "XX"):
        with pytest.raises(UsageError, match="geen gemeente"):
            tables_for_organisation(GRID, (*SEVEN, make.PROVINCIE), code, today=make.TODAY)
