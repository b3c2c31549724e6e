"""Who can help is named to others only because the form said that this is what the choice does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.cli import main
from nhnorm_xlsx.contract.fields import KAN_HELPEN, UITWISSELING
from nhnorm_xlsx.contract.stamp import TELLS_HELPING_KEY
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.texts.who_sees import HELPING_IS_NAMED
from tests.forms import HEILOO, NORM, ORGANISATIONS, plan, written
from tests.other_house import fill_in

HELPS = {"1.1": {"status": "Voldoet", "uitwisseling": KAN_HELPEN}, "1.2": {"status": "Voldoet"}}


def _imported(path: Path, folder: Path) -> dict[str, str]:
    with pytest.raises(SystemExit):
        main(["importeer", str(path), "--uit", str(folder)])
    frame = load_dataset(folder)
    return dict(zip(frame["norm"].astype(str), frame["noemen"], strict=True))


def test_the_form_says_it_beside_the_field_and_on_start(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(tmp_path, plan()))
    start = [cell.value for row in workbook["Start"].iter_rows() for cell in row]
    assert HELPING_IS_NAMED in start
    sheet = workbook[NORM.themas[0].sheet]
    prompts = [item.prompt for item in sheet.data_validations.dataValidation]
    assert UITWISSELING.prompt in prompts
    assert "wij noemen uw organisatie" in UITWISSELING.prompt


def test_a_provincie_is_in_no_riec_and_reads_nothing_of_being_named_there(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(tmp_path, plan(organisation=ORGANISATIONS["PV27"])))
    start = [str(cell.value) for row in workbook["Start"].iter_rows() for cell in row]
    assert HELPING_IS_NAMED not in start
    # The prompt is the same for all, and leaves to Start who sees it.
    assert "RIEC" not in UITWISSELING.prompt


def test_who_chose_so_in_such_a_form_may_be_named_and_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "terug.xlsx"
    fill_in(written(tmp_path, plan()), path, HELPS)
    assert _imported(path, tmp_path / "dataset") == {
        norm.number: "ja" if norm.number == "1.1" else "" for norm in NORM.norms
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("ja", ""), "Bb kan daarbij helpen (en nog 1 bood zich aan en staat hier niet met naam)"),
        (("", ""), "2 boden zich aan en staan hier niet met naam"),
        (("ja", "ja"), "Bb en Cc kunnen daarbij helpen"),
    ],
)
def test_a_board_and_who_reads_a_summary_see_the_names_of_those_only(
    tmp_path: Path, told: tuple[str, str], said: str
) -> None:
    from nhnorm_xlsx.compare import tables_for_riec
    from nhnorm_xlsx.compare.writer import write_riec
    from tests import datasets as make

    offers = zip(("Bb", "Cc"), told, strict=True)
    answers = [make.answer("2026", "Aa", "1.1", "niet", uitwisseling="Hulp gewenst")]
    answers += [
        make.answer("2026", name, "1.1", "voldoet", uitwisseling=KAN_HELPEN, noemen=noemen)
        for name, noemen in offers
    ]
    people = [make.gemeente(name) for name in ("Aa", "Bb", "Cc")]
    tables = tables_for_riec(make.assemble(answers), people, "RIEC Test", today=make.TODAY)
    write_riec(tables, tmp_path / "riec.xlsx", datetime.combine(make.TODAY, time()))
    book = openpyxl.load_workbook(tmp_path / "riec.xlsx")

    def words(sheet: str) -> str:
        return " ".join(str(c.value) for row in book[sheet].iter_rows() for c in row if c.value)

    assert said in words("Samenvatting")
    board = words("Voor het bestuur")
    for name, noemen in zip(("Bb", "Cc"), told, strict=True):
        assert (name in board) is (noemen == "ja")
    assert ("(niet noemen)" in words("Uitwisseling")) is ("" in told)
    assert "niemand bood" not in board


def test_without_the_sentence_in_the_workbook_nobody_is_named(tmp_path: Path) -> None:
    made = plan()
    stamp = made.sheets[-1]
    without = tuple(
        cell for cell in stamp.cells if cell.row not in {
            other.row for other in stamp.cells if other.value == TELLS_HELPING_KEY
        }
    )  # fmt: skip
    assert len(without) == len(stamp.cells) - 2
    write_form(
        replace(made, sheets=(*made.sheets[:-1], replace(stamp, cells=without))),
        tmp_path / "eerder.xlsx",
    )
    path = tmp_path / "terug.xlsx"
    fill_in(tmp_path / "eerder.xlsx", path, HELPS)
    assert set(_imported(path, tmp_path / "dataset").values()) == {""}


def test_what_was_chosen_in_an_earlier_workbook_is_not_named_after_corrections(
    tmp_path: Path,
) -> None:
    from nhnorm_xlsx.form.plan import plan_form

    made = plan_form(
        NORM, HEILOO, "2026", date(2026, 5, 29), "test-correctie-1",
        answers=HELPS, corrects=["a" * 64], tells_helping=False,
    )  # fmt: skip
    assert not [cell for cell in made.sheets[-1].cells if cell.value == TELLS_HELPING_KEY]
