"""The feedback to one organisation: its own answers, beside what the gate shows of all."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx import gate, policy
from nhnorm_xlsx.compare.sentences import feedback_sentences
from nhnorm_xlsx.compare.tables import organisation
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.scope import build_scope
from nhnorm_xlsx.compare.writer import write_terugkoppeling
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.tasks.publishing import about
from tests import datasets as make
from tests import shown

NAMES = [f"G{number:02}" for number in range(policy.ENOUGH + 5)]
PEOPLE = tuple(make.gemeente(name) for name in NAMES)
CREATED = datetime.fromisoformat("2026-06-01T12:00:00")


def grid(rows: Mapping[str, str], meting: str = "2026") -> list[dict[str, object]]:
    """Answers from one letter per gemeente, in order; `.` is not answered."""
    return [
        make.answer(meting, name, norm, make.LETTERS[letter])
        for norm, letters in rows.items()
        for name, letter in zip(NAMES, letters, strict=False)
        if letter != "."
    ]


# Four of eighteen meet 1.1, ten 1.2 and sixteen 2.1; one norm is for nobody but one.
NOW = {
    "1.1": "vvvv" + "n" * 14,
    "1.2": "v" * 10 + "d" * 8,
    "2.1": "n" + "v" * 16 + "n",
    "2.2": "v" + "x" * 17,
}
GRID = make.assemble([*grid({"1.1": "n", "1.2": "v", "2.1": "n"}, "2025"), *grid(NOW)])


def feedback(
    dataset: Dataset = GRID, code: str = "G00", people: tuple[Organisation, ...] = PEOPLE
) -> Tables:
    return shown.tables_for_organisation(dataset, people, code, today=make.TODAY)


def test_per_norm_stands_the_quarter_of_all_gemeenten_and_nothing_beside_it() -> None:
    normen = feedback()["normen"].set_index("norm")
    assert normen["stap"].to_dict() == {"1.1": 0, "1.2": 2, "2.1": 3, "2.2": 3}
    assert set(normen.columns) == {
        "thema", "thema_titel", "kop", "norm_tekst", "status", "status_vorige", "verschil", "stap",
    }  # fmt: skip


def test_every_reader_sees_the_same_figures_of_the_same_group() -> None:
    seen = [feedback(code=code) for code in ("G00", "G09", "G17")]
    assert len({tuple(tables["normen"]["stap"]) for tables in seen}) == 1
    assert len({tuple(tables["themas"]["anderen"]) for tables in seen}) == 1


@pytest.mark.parametrize("count", [policy.ENOUGH, policy.ENOUGH - 1])
def test_from_thirteen_answers_on_it_is_never_a_page_of_dots_and_below_it_nothing_is_shown(
    count: int,
) -> None:
    few = make.assemble(grid({norm: letters[:count] for norm, letters in NOW.items()}))
    tables = feedback(few)
    about = tables["over"].iloc[0]
    if count >= policy.ENOUGH:
        assert about["getoond"]
        assert (tables["normen"]["stap"] >= 0).all()
        assert tables["themas"]["anderen"].notna().all()
    else:
        assert not about["getoond"]
        assert set(tables["normen"]["stap"]) == {-1}
        assert not tables["themas"]["anderen"].notna().any()
        assert any("minder dan 13 gemeenten" in text for text in feedback_sentences(tables))


def test_per_theme_the_own_riec_is_beside_it_from_thirteen_answers_else_all_gemeenten() -> None:
    small = tuple(make.gemeente(f"K{number}", "RIEC Klein") for number in range(6))
    more = [make.answer("2026", item.code, norm, "niet") for item in small for norm in NOW]
    everyone = make.assemble([*grid(NOW), *more])
    people = (*PEOPLE, *small)
    assert feedback(everyone, "G00", people)["over"].iloc[0]["groep"] == "RIEC Test"
    own = feedback(everyone, "K0", people)
    assert own["over"].iloc[0]["groep"] == ""
    # Per norm it is the same for both: all gemeenten.
    assert list(own["normen"]["stap"]) == list(feedback(everyone, "G00", people)["normen"]["stap"])


def test_what_is_shown_does_not_depend_on_an_answer() -> None:
    """A dot tells too: with one answer missing everything is still there."""
    gap = dict(NOW) | {"1.1": "." + NOW["1.1"][1:]}
    assert (feedback(make.assemble(grid(gap)), "G01")["normen"]["stap"] >= 0).all()


def test_chances_are_norms_that_half_or_more_meet() -> None:
    assert list(feedback()["kansen"]["norm"]) == ["2.1"]


def test_own_development() -> None:
    normen = feedback()["normen"].set_index("norm")
    assert normen.loc["1.1", "verschil"] == 1
    assert normen.loc["1.2", "verschil"] == 0
    assert normen["verschil"].isna()["2.2"]


def test_own_and_group_figures_are_over_the_same_norms_or_it_is_said() -> None:
    half = dict(NOW) | {"2.2": "x" * 18}
    tables = feedback(make.assemble(grid(half)))
    said = " ".join(feedback_sentences(tables))
    assert "Bij thema 2 beoordeelde u niet elke norm." in said
    assert list(tables["themas"]["normen"]) == [2, 2]
    assert list(tables["themas"]["beoordeeld"]) == [2, 1]


def test_answers_of_another_cannot_come_in() -> None:
    scope = build_scope(GRID, PEOPLE, "RIEC Test", "2026", make.TODAY)
    stand = shown.stand_of(GRID, PEOPLE, today=make.TODAY)
    assert stand is not None
    with pytest.raises(ValueError, match="G00"):
        organisation.tables_for_organisation(
            scope,
            PEOPLE[0],
            gate.beside(stand.published.figures, "RIEC Test"),
            about(stand.published),
        )


def test_the_provincie_gets_one_too_and_is_in_no_figure(tmp_path: Path) -> None:
    own = [make.answer("2026", "PV99", norm, "deels", soort="provincie") for norm in NOW]
    both = make.assemble([*grid(NOW), *own])
    people = (*PEOPLE, make.PROVINCIE)
    tables = feedback(both, "PV99", people)
    assert set(tables["normen"]["status"]) == {"deels"}
    assert list(tables["normen"]["stap"]) == list(feedback(GRID)["normen"]["stap"])
    assert tables["hulp"].empty
    write_terugkoppeling(tables, tmp_path / "t.xlsx", CREATED)
    assert "Kan helpen" not in texts_of(tmp_path / "t.xlsx")


def texts_of(path: Path) -> set[str]:
    return {
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
    }


def test_only_who_said_so_is_named_as_helper(tmp_path: Path) -> None:
    rows = [make.answer("2026", "G00", "1.1", "niet", actie="Onze actie")]
    rows += [
        make.answer(
            "2026",
            name,
            "1.1",
            "voldoet",
            organisatie=name,
            uitwisseling="Kan anderen helpen" if name in {"G02", "G03"} else "",
            noemen="ja" if name == "G03" else "",  # the workbook of the other did not say so
            onderbouwing="GEHEIM",
            actie="GEHEIM",
            verantwoordelijke="GEHEIM",
        )
        for name in NAMES[1:]
    ]
    tables = feedback(make.assemble(rows))
    assert list(tables["hulp"]["organisatie"]) == ["G03"]
    path = tmp_path / "terug.xlsx"
    write_terugkoppeling(tables, path, CREATED)
    with zipfile.ZipFile(path) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Onze actie" in content
    assert b"GEHEIM" not in content
    assert "G03" in texts_of(path)
    assert not texts_of(path) & (set(NAMES) - {"G00", "G03"})


@pytest.mark.parametrize("code", ["G00", "G05", "G17"])
@pytest.mark.parametrize("dataset", [GRID, make.assemble([])], ids=["answers", "none"])
def test_every_workbook_is_valid(dataset: Dataset, code: str, tmp_path: Path) -> None:
    path = tmp_path / "terug.xlsx"
    write_terugkoppeling(feedback(dataset, code), path, CREATED)
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]
    first = path.read_bytes()
    write_terugkoppeling(feedback(dataset, code), path, CREATED)
    assert path.read_bytes() == first
