"""An answer ends at the norm that it is about, whatever was sorted, pasted or typed over."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from nhnorm_xlsx.cli import main
from nhnorm_xlsx.contract.fields import Value
from tests import forms, libreoffice
from tests.libreoffice import Step

THEMA = "1 Bewustwording & Organisatie"
FIRST, LAST = 5, 9  # the rows of norm 1.1 to 1.5
LABELS = ["Voldoet", "Voldoet niet", "Voldoet deels", "Voldoet", "Niet van toepassing"]
ANSWERS: dict[str, dict[str, Value]] = {
    f"1.{number}": {"status": label, "onderbouwing": f"antwoord bij 1.{number}"}
    for number, label in enumerate(LABELS, 1)
}
RIGHT = {norm: str(values["onderbouwing"]) for norm, values in ANSWERS.items()}
# What such answers ask for anyway.
# The workbooks are saved today, long after their deadline.
USUAL = {"na_sluiting", "vul_aan", "niet_ingevuld", "opgeslagen_met"}
USUAL |= {"beveiliging_weg", "keuzelijsten_weg"}


def edited(folder: Path, edit: Callable[[Worksheet], object], name: str = "terug.xlsx") -> Path:
    path = forms.written(folder, forms.plan(ANSWERS), name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path)
    edit(workbook[THEMA])
    workbook.save(path)
    return path


def imported(folder: Path, path: Path) -> tuple[int, dict[str, str], list[dict[str, str]]]:
    """The exit code, the Onderbouwing by norm, and the findings that are not about what is open."""
    dataset = folder / "dataset"
    with pytest.raises(SystemExit) as stopped:
        main(["importeer", str(path), "--uit", str(dataset)])
    answers = {
        row["norm"]: row["onderbouwing"] for row in table(dataset, "antwoorden")
        if row["onderbouwing"]
    }  # fmt: skip
    found = [row for row in table(dataset, "bevindingen") if row["soort"] not in USUAL]
    return int(stopped.value.code or 0), answers, found


def table(dataset: Path, name: str) -> list[dict[str, str]]:
    with (dataset / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def codes(found: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return sorted((row["blad"], row["cel"], row["soort"]) for row in found)


def values(sheet: Worksheet, row: int, first: int = 2, last: int = 12) -> list[Any]:
    return [sheet.cell(row, column).value for column in range(first, last + 1)]


def put(sheet: Worksheet, row: int, given: list[Any], first: int = 2) -> None:
    for column, value in enumerate(given, first):
        sheet.cell(row, column).value = value


def visible_rows_reversed(sheet: Worksheet, first: int = 2) -> None:
    rows = [values(sheet, row, first) for row in range(FIRST, LAST + 1)]
    for row, given in zip(range(FIRST, LAST + 1), reversed(rows), strict=True):
        put(sheet, row, given, first)


# --- the form ----------------------------------------------------------------------------


def test_the_filter_covers_the_hidden_keys(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(forms.written(tmp_path, forms.plan()))
    for thema in forms.NORM.themas:
        sheet = workbook[thema.sheet]
        assert str(sheet.auto_filter.ref).startswith("A4:M")
        assert sheet.column_dimensions["A"].hidden
        # A heading of its own, so that every program sees the keys as part of the table.
        assert sheet["A4"].value == "nhnorm.kenmerk"


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("area", "by", "found"),
    [
        ("A4:M9", 4, []),
        ("B4:L9", 3, [(THEMA, "rij 5", "rijen_gesorteerd")]),
        ("B4:L9", 0, [(THEMA, "rij 5", "rijen_gesorteerd")]),
    ],
    ids=["as the filter sorts", "a selection without the keys", "another column"],
)
def test_a_sheet_that_was_sorted_in_libreoffice(
    tmp_path: Path, area: str, by: int, found: list[tuple[str, str, str]]
) -> None:
    source = forms.written(tmp_path, forms.plan(ANSWERS), "uit.xlsx")
    target = tmp_path / "terug.xlsx"
    libreoffice.fill_in(source, target, steps=[Step(THEMA, area, by)])
    sheet = openpyxl.load_workbook(target)[THEMA]
    assert [sheet.cell(row, 2).value for row in range(FIRST, LAST + 1)] != list(ANSWERS)
    code, answers, said = imported(tmp_path, target)
    assert (code, answers) == (0, RIGHT)
    assert codes(said) == found


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["terug.xlsx", "terug.ods", "terug.xls"])
def test_a_sheet_with_headings_between_the_norms_that_was_sorted(tmp_path: Path, name: str) -> None:
    """The keys stay where they were, some of them beside a heading that came there."""
    given: dict[str, dict[str, Value]] = {
        norm.number: {"status": LABELS[at % 5], "onderbouwing": f"over {norm.number}"}
        for at, norm in enumerate(forms.NORM.themas[4].norms)
    }
    source = forms.written(tmp_path, forms.plan(given), "uit.xlsx")
    target = tmp_path / name
    saved_as = {".xlsx": libreoffice.XLSX, ".ods": libreoffice.ODS, ".xls": libreoffice.XLS}
    sheet = forms.NORM.themas[4].sheet
    libreoffice.fill_in(
        source, target, saved_as=saved_as[target.suffix], steps=[Step(sheet, "B4:L21", 3)]
    )
    code, answers, found = imported(tmp_path, target)
    assert code == 0
    assert answers == {norm: str(values["onderbouwing"]) for norm, values in given.items()}
    assert [row["soort"] for row in found if row["soort"] != "niet_na_te_gaan"] == [
        "rijen_gesorteerd"
    ]


@pytest.mark.libreoffice
def test_a_row_that_was_pasted_over_another_in_libreoffice(tmp_path: Path) -> None:
    source = forms.written(tmp_path, forms.plan(ANSWERS), "uit.xlsx")
    target = tmp_path / "terug.xlsx"
    libreoffice.fill_in(source, target, steps=[Step(THEMA, "B6:L6", to="B8")])
    code, answers, said = imported(tmp_path, target)
    assert code == 1
    assert answers == {norm: text for norm, text in RIGHT.items() if norm != "1.4"}
    assert {row["soort"]: row["norm"] for row in said if row["soort"].startswith("norm_")} == {
        "norm_dubbel": "1.2", "norm_ontbreekt": "1.4",
    }  # fmt: skip


def test_another_thema_pasted_over_a_sheet_counts_once_and_the_rest_is_missed(
    tmp_path: Path,
) -> None:
    path = forms.written(tmp_path, forms.plan(ANSWERS), "terug.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[forms.NORM.themas[1].sheet]
    for row in range(FIRST, LAST + 1):
        put(sheet, row, values(workbook[THEMA], row))
    workbook.save(path)
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (1, RIGHT)
    assert [row["soort"] for row in found].count("norm_dubbel") == 1
    missed = [row["norm"] for row in found if row["soort"] == "norm_ontbreekt"]
    assert missed == ["2.1", "2.2", "2.3", "2.4", "2.5"]


# --- the import --------------------------------------------------------------------------


def test_number_and_text_in_view_win_from_the_key(tmp_path: Path) -> None:
    path = edited(tmp_path, visible_rows_reversed)
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (0, RIGHT)
    assert codes(found) == [(THEMA, "rij 5", "rijen_gesorteerd")]
    assert "4 rijen" in found[0]["melding"]


def test_key_and_text_win_from_the_number(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda sheet: put(sheet, 5, ["1.3"]))
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (0, RIGHT)
    assert codes(found) == [(THEMA, "rij 5", "nummer_van_andere_norm")]


def test_key_and_number_win_from_the_text(tmp_path: Path) -> None:
    text = forms.NORM.norm_by_number["2.1"].text
    path = edited(tmp_path, lambda sheet: put(sheet, 5, [text], 3))
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (0, RIGHT)
    assert (THEMA, "rij 5", "tekst_van_andere_norm") in codes(found)
    assert "normtekst_gewijzigd" not in {row["soort"] for row in found}


@pytest.mark.parametrize(
    ("first", "last"),
    [(3, 12), (4, 12), (1, 3), (2, 3)],
    ids=["from the text on", "from the explanation on", "up to the text", "only number and text"],
)
def test_what_was_sorted_without_the_rest_of_its_row_is_nobodys_answer(
    tmp_path: Path, first: int, last: int
) -> None:
    """Number, text and answers went different ways: our explanation in between shows it."""

    def edit(sheet: Worksheet) -> None:
        rows = [values(sheet, row, first, last) for row in range(FIRST, LAST + 1)]
        for row, given in zip(range(FIRST, LAST + 1), reversed(rows), strict=True):
            put(sheet, row, given, first)

    code, answers, found = imported(tmp_path, edited(tmp_path, edit))
    assert code == 1
    # The row in the middle stays where it is.
    assert answers == {"1.3": RIGHT["1.3"]}
    undecided = [row for row in found if row["soort"] == "norm_onbeslist"]
    assert [row["cel"] for row in undecided] == ["rij 5", "rij 6", "rij 8", "rij 9"]
    said = " ".join(row["melding"] for row in undecided)
    assert all(text in said for norm, text in RIGHT.items() if norm != "1.3")


def test_a_row_pasted_from_its_text_on_over_another_is_nobodys_answer(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda sheet: put(sheet, 8, values(sheet, 5, 3), 3))
    code, answers, found = imported(tmp_path, path)
    assert code == 1
    assert answers == {norm: said for norm, said in RIGHT.items() if norm != "1.4"}
    assert (THEMA, "rij 8", "norm_onbeslist") in codes(found)


@pytest.mark.parametrize("explanation", [None, "Onze eigen uitleg.", "U voldoet als"])
def test_an_explanation_that_is_not_ours_contradicts_nothing(
    tmp_path: Path, explanation: str | None
) -> None:
    code, answers, _ = imported(
        tmp_path, edited(tmp_path, lambda sheet: put(sheet, 5, [explanation], 4))
    )
    assert (code, answers) == (0, RIGHT)


def test_three_that_name_three_norms_decide_nothing(tmp_path: Path) -> None:
    text = forms.NORM.norm_by_number["2.1"].text
    path = edited(tmp_path, lambda sheet: put(sheet, 5, ["1.3", text]))
    code, answers, found = imported(tmp_path, path)
    assert code == 1
    assert answers == {norm: said for norm, said in RIGHT.items() if norm != "1.1"}
    (undecided,) = [row for row in found if row["ernst"] == "fout"]
    assert (undecided["blad"], undecided["cel"], undecided["soort"]) == (
        THEMA, "rij 5", "norm_onbeslist",
    )  # fmt: skip
    assert undecided["waarde"] == "Status (E5): Voldoet; Onderbouwing (G5): antwoord bij 1.1"


def test_one_against_one_decides_nothing(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda sheet: put(sheet, 5, ["1.3", "Een tekst van onszelf."]))
    code, answers, found = imported(tmp_path, path)
    assert code == 1
    assert answers == {norm: said for norm, said in RIGHT.items() if norm != "1.1"}
    assert [row["soort"] for row in found if row["ernst"] == "fout"] == ["norm_onbeslist"]


def test_one_witness_that_is_left_is_read_with_a_warning(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda sheet: put(sheet, 5, [None, None]))
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (0, RIGHT)
    assert (THEMA, "rij 5", "norm_een_kenmerk") in codes(found)


def test_a_number_that_a_program_made_of_the_text_is_weighed_with_care(tmp_path: Path) -> None:
    """5.1 may be 5.10: it contradicts neither of them, and decides between them in no way."""
    answers: dict[str, dict[str, Value]] = {
        number: {"status": "Voldoet", "onderbouwing": f"antwoord bij {number}"}
        for number in ("5.1", "5.10", "5.11")
    }
    path = forms.written(tmp_path, forms.plan(answers), "terug.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = next(item for item in workbook if item.title.startswith("5 "))
    for row in range(5, 23):
        if str(sheet.cell(row, 1).value).startswith("nhnorm.norm:"):
            sheet.cell(row, 2).value = float(str(sheet.cell(row, 2).value))
    workbook.save(path)
    code, read, found = imported(tmp_path, path)
    assert (code, found) == (0, [])
    assert read == {number: f"antwoord bij {number}" for number in answers}


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace(" ", "  ") + "\n",
        lambda text: text.replace("'", "’").replace('"', "”"),
        lambda text: text[:60],
        lambda text: text[:60] + "…",
        str.upper,
    ],
    ids=["spaces", "quotes", "cut off", "with an ellipsis", "capitals"],
)
def test_a_text_is_known_whatever_a_program_did_to_it(
    tmp_path: Path, damage: Callable[[str], str]
) -> None:
    def edit(sheet: Worksheet) -> None:
        visible_rows_reversed(sheet)
        for row in range(FIRST, LAST + 1):
            sheet.cell(row, 3).value = damage(str(sheet.cell(row, 3).value))

    code, answers, found = imported(tmp_path, edited(tmp_path, edit))
    assert (code, answers) == (0, RIGHT)
    assert [row["soort"] for row in found if row["ernst"] != "info"] == ["rijen_gesorteerd"]


def test_an_edited_text_is_no_witness_and_is_said(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda sheet: put(sheet, 5, ["Wij doen voortaan iets anders."], 3))
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (0, RIGHT)
    assert (THEMA, "rij 5", "normtekst_gewijzigd") in codes(found)


def test_a_pasted_row_that_was_changed_after_that_counts_for_neither(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, 8, values(sheet, 6))
        sheet.cell(8, 7).value = "toch anders"

    code, answers, found = imported(tmp_path, edited(tmp_path, edit))
    assert code == 1
    assert answers == {norm: said for norm, said in RIGHT.items() if norm not in ("1.2", "1.4")}
    (conflict,) = [row for row in found if row["soort"] == "norm_tegenstrijdig"]
    assert "toch anders" in conflict["melding"]
    assert "antwoord bij 1.2" in conflict["melding"]


def test_only_number_and_text_pasted_over_a_row_never_gives_its_answer_away(
    tmp_path: Path,
) -> None:
    """The other row is still blank: what stands here is not taken for its answer.

    With our explanation of norm 1.4 beside it, and when somebody took that away too.
    """

    def edit(sheet: Worksheet) -> None:
        put(sheet, 8, values(sheet, 6, 2, 3))
        put(sheet, 6, [None] * 8, 5)

    def edit_more(sheet: Worksheet) -> None:
        edit(sheet)
        put(sheet, 8, [None], 4)

    for change, kind in ((edit, "norm_onbeslist"), (edit_more, "norm_tegenstrijdig")):
        code, answers, found = imported(tmp_path / kind, edited(tmp_path, change))
        assert code == 1
        assert answers == {norm: said for norm, said in RIGHT.items() if norm not in ("1.2", "1.4")}
        assert "antwoord bij 1.4" in next(row["melding"] for row in found if row["soort"] == kind)


def copied(path: Path, edit: Callable[[Worksheet], object]) -> Path:
    workbook = openpyxl.load_workbook(path)
    workbook.security.lockStructure = False
    edit(workbook.copy_worksheet(workbook[THEMA]))
    workbook.save(path)
    return path


def test_a_copied_sheet_with_the_same_answers_counts_once(tmp_path: Path) -> None:
    path = copied(forms.written(tmp_path, forms.plan(ANSWERS)), lambda sheet: None)
    code, answers, found = imported(tmp_path, path)
    assert (code, answers) == (0, RIGHT)
    assert [row["soort"] for row in found].count("norm_dubbel") == 1


def test_a_copied_sheet_with_another_answer_is_an_error_for_that_norm(tmp_path: Path) -> None:
    path = copied(
        forms.written(tmp_path, forms.plan(ANSWERS)), lambda sheet: put(sheet, 7, ["Voldoet"], 5)
    )
    code, answers, found = imported(tmp_path, path)
    assert code == 1
    assert answers == {norm: said for norm, said in RIGHT.items() if norm != "1.3"}
    assert [row["norm"] for row in found if row["soort"] == "norm_tegenstrijdig"] == ["1.3"]


def test_a_blank_copy_of_a_sheet_contradicts_nothing(tmp_path: Path) -> None:
    def empty(sheet: Worksheet) -> None:
        for row in range(FIRST, LAST + 1):
            put(sheet, row, [None] * 8, 5)

    code, answers, found = imported(
        tmp_path, copied(forms.written(tmp_path, forms.plan(ANSWERS)), empty)
    )
    assert (code, answers) == (0, RIGHT)
    assert {row["ernst"] for row in found} <= {"waarschuwing", "info"}


def test_columns_that_moved_without_their_keys_are_an_error_with_their_values(
    tmp_path: Path,
) -> None:
    """Onderbouwing and Actie changed places from the heading down; the keys stayed."""

    def edit(sheet: Worksheet) -> None:
        for row in range(4, LAST + 1):
            one, other = sheet.cell(row, 7), sheet.cell(row, 8)
            one.value, other.value = other.value, one.value

    code, answers, found = imported(tmp_path, edited(tmp_path, edit))
    assert (code, answers) == (1, {})
    wrong = [row for row in found if row["soort"] == "kolom_tegenstrijdig"]
    assert [row["blad"] for row in wrong] == [THEMA, THEMA]
    assert all(text in wrong[0]["waarde"] + wrong[1]["waarde"] for text in RIGHT.values())
    assert not [row for row in found if row["soort"] == "kolom_ontbreekt"]
