"""One cause is one finding: what is ours is known as ours, whatever a program made of it."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer import write_provincie, write_riec, write_terugkoppeling
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.form.model import FormPlan
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.submissions import Submission
from tests import datasets as make
from tests import forms
from tests.shown import tables_for_organisation, tables_for_provincie

NAME = "NHNorm-2026-GM0399-Heiloo.xlsx"
START: dict[str, Value] = {"ingevuld_door": "Adviseur"}
PLANS: dict[str, FormPlan] = {
    "blank": forms.plan(),
    "full": forms.plan(forms.random_answers(2, 1), start=START),
    "with the previous meting": forms.plan(
        forms.random_answers(4, 0.8), previous=forms.previous_answers(4)
    ),
}
# About the answers themselves.
ABOUT_ANSWERS = {"vul_aan", "niet_ingevuld", "ongewijzigd_overgenomen", "datum_begrepen"}


def saved(path: Path, edit: Callable[[Workbook], object], *, values: bool = False) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path, data_only=values)
        edit(workbook)
        workbook.save(path)
    return path


def read(path: Path) -> Submission:
    return judge(path.name, read_workbook(path), {"2024": forms.NORM}, {"GM0399": forms.HEILOO})


def noise(submission: Submission) -> dict[str, int]:
    codes = Counter(item.kind.code for item in submission.findings)
    return {code: number for code, number in codes.items() if code not in ABOUT_ANSWERS}


def inspected(workbook: Workbook) -> None:
    """What a document inspector does: everything that is hidden goes, and every property."""
    for sheet in list(workbook.worksheets):
        if sheet.sheet_state != "visible":
            workbook.remove(sheet)
            continue
        rows = [row for row, look in sheet.row_dimensions.items() if look.hidden]
        columns = [name for name, look in sheet.column_dimensions.items() if look.hidden]
        for row in sorted(rows, reverse=True):
            sheet.delete_rows(row)
        for column in sorted(map(column_index_from_string, columns), reverse=True):
            sheet.delete_cols(column)
    setattr(workbook, "custom_doc_props", CustomPropertyList())  # noqa: B010 - not in its stubs


@pytest.mark.parametrize("name", PLANS)
def test_a_copy_of_values_only_is_one_finding(tmp_path: Path, name: str) -> None:
    path = forms.written(tmp_path, PLANS[name], NAME)
    before = read(path)
    after = read(saved(path, lambda workbook: None, values=True))
    assert after.answers == before.answers
    assert noise(after) == {"waarden_geen_formules": 1}


@pytest.mark.parametrize("name", ["blank", "full"])
def test_what_a_document_inspector_leaves_is_said_once_for_all_sheets(
    tmp_path: Path, name: str
) -> None:
    path = forms.written(tmp_path, PLANS[name], NAME)
    before = read(path)
    after = read(saved(path, inspected))
    assert [item.values for item in after.answers] == [item.values for item in before.answers]
    assert noise(after) == {
        "identiteit_uit_bestandsnaam": 1, "bijgeschreven_onbekend": 1, "via_zichtbare_tekst": 1,
    }  # fmt: skip


def test_what_was_typed_over_a_result_in_such_a_copy_is_a_finding(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Start"]["H7"] = "zie bijlage"
        workbook["Overzicht"]["C5"] = "1.1 klopt niet"
        workbook["Overzicht"]["Q3"] = 12

    path = saved(forms.written(tmp_path, PLANS["full"], NAME), edit, values=True)
    found = [(item.sheet, item.cell, item.value) for item in read(path).findings
             if item.kind.code == "extra_inhoud"]  # fmt: skip
    assert sorted(found) == [
        ("Overzicht", "C5", "1.1 klopt niet"), ("Overzicht", "Q3", "12"),
        ("Start", "H7", "zie bijlage"),
    ]  # fmt: skip


def test_a_number_over_one_counter_is_a_finding_when_the_other_formulas_are_there(
    tmp_path: Path,
) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Start"]["H7"] = 5

    path = saved(forms.written(tmp_path, PLANS["full"], NAME), edit)
    assert ("Start", "H7", "5") in [
        (item.sheet, item.cell, item.value) for item in read(path).findings
    ]


def test_numbers_that_became_text_and_days(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for sheet in workbook:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, int | float):
                        cell.value = str(cell.value).replace(".", ",")

    path = saved(forms.written(tmp_path, PLANS["full"], NAME), edit, values=True)
    assert set(noise(read(path))) <= {"waarden_geen_formules"}


def test_a_workbook_made_with_another_wording_is_not_called_changed_on_every_row(
    tmp_path: Path,
) -> None:
    """47 norms were never edited by whoever filled the workbook in."""
    reworded = replace(
        forms.NORM,
        themas=tuple(
            replace(
                thema,
                norms=tuple(
                    replace(norm, text=f"Anders gezegd: {norm.text}") for norm in thema.norms
                ),
            )
            for thema in forms.NORM.themas
        ),
    )
    path = forms.written(tmp_path, forms.plan(definition=reworded), NAME)
    assert noise(read(path)) == {"andere_definitie": 1}
    assert noise(read(saved(path, lambda workbook: None, values=True))) == {
        "andere_definitie": 1, "waarden_geen_formules": 1,
    }  # fmt: skip


def test_an_added_sheet_is_one_finding_with_every_cell_in_it(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        added = workbook.create_sheet("Toelichting")
        for row in range(1, 41):
            added.cell(row, 1).value = f"regel {row}"
            added.cell(row, 2).value = row

    submission = read(saved(forms.written(tmp_path, PLANS["blank"], NAME), edit))
    (found,) = [item for item in submission.findings if item.sheet == "Toelichting"]
    assert found.kind.code == "blad_inhoud"
    told = found.value.split("; ")
    assert told == [
        f"{c}{r}: {v}" for r in range(1, 41) for c, v in (("A", f"regel {r}"), ("B", r))
    ]
    assert found.value in found.message


@pytest.mark.parametrize(
    "alter",
    [
        lambda text: text[:255],
        lambda text: text[:254] + "…" if len(text) > 255 else text,
        lambda text: text.replace("'", "’").replace('"', "”"),
        lambda text: f" {text}  ",
        str.upper,
    ],
    ids=["cut off", "with an ellipsis", "quotes", "spaces", "capitals"],
)
def test_our_texts_are_known_whatever_a_program_did_to_them(
    tmp_path: Path, alter: Callable[[str], str]
) -> None:
    def edit(workbook: Workbook) -> None:
        for sheet in workbook:
            if sheet.title == "_nhnorm":
                continue
            for row in sheet.iter_rows():
                for cell in row:
                    text = cell.value
                    hidden = isinstance(text, str) and text.startswith(("nhnorm.", "="))
                    if isinstance(text, str) and not hidden:
                        cell.value = alter(text)

    path = saved(forms.written(tmp_path, PLANS["blank"], NAME), edit)
    assert noise(read(path)) == {}


def test_a_blank_workbook_with_another_wording_after_a_document_inspector(tmp_path: Path) -> None:
    """Without the stamp nobody can tell whose texts these are: once per sheet, every one in it."""
    reworded = replace(
        forms.NORM,
        themas=tuple(
            replace(
                thema,
                norms=tuple(
                    replace(norm, text=f"Anders: {norm.text}", explanation=f"Ook {norm.number}.")
                    for norm in thema.norms
                ),
            )
            for thema in forms.NORM.themas
        ),
    )
    path = forms.written(tmp_path, forms.plan(definition=reworded), NAME)
    submission = read(saved(path, inspected))
    assert noise(submission) == {
        "identiteit_uit_bestandsnaam": 1, "bijgeschreven_onbekend": 1,
        "via_zichtbare_tekst": 1, "onbekende_teksten": 6,
    }  # fmt: skip
    told = "\n".join(item.value for item in submission.findings)
    for norm in reworded.norms:
        assert norm.text in told
        assert norm.explanation in told


# --- of another norm, or another editie, after a document inspector ------------------------


def other_definition(*, editie: str, naam: str, text: str) -> Definition:
    """The first two themas, in other words or of another editie."""
    themas = tuple(
        replace(
            thema,
            norms=tuple(
                replace(norm, text=f"{text} {norm.number}." if text else norm.text)
                for norm in thema.norms
            ),
        )
        for thema in forms.NORM.themas[:2]
    )
    return Definition(editie, themas, norm_naam=naam)


@pytest.mark.parametrize("answers", [True, False], ids=["filled in", "blank"])
@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (other_definition(editie="2024", naam="Groningse Norm", text="Iets anders bij"),
         "Dit werkboek hoort bij een andere norm (met bijvoorbeeld 'Iets anders bij 1.1.')"),
        (other_definition(editie="2027", naam=forms.NORM.norm_naam, text=""),
         "Het werkboek hoort bij editie '2027' van de norm"),
    ],
    ids=["another norm", "another editie"],
)  # fmt: skip
def test_what_is_left_in_view_tells_that_it_is_another_norm_or_editie(
    tmp_path: Path, definition: Definition, said: str, *, answers: bool
) -> None:
    """Its numbers are ours as well; nothing of it may count as an answer to ours."""
    given = forms.random_answers(3, 1, definition) if answers else None
    inbox = tmp_path / "in"
    inbox.mkdir()
    path = forms.written(inbox, forms.plan(given, definition=definition), NAME)
    saved(path, inspected)
    shown = CliRunner().invoke(nhnorm, ["importeer", str(inbox), "--uit", str(tmp_path / "d")])
    assert shown.exit_code == 1
    assert shown.output.count("FOUT") == 1, shown.output
    assert said in shown.output
    tables = read_tables(tmp_path / "d")
    assert tables.inzendingen["uitkomst"].tolist() == ["afgewezen"]
    assert tables.antwoorden.empty
    assert len(tables.bevindingen) <= 3, tables.bevindingen["soort"].tolist()


def test_a_workbook_with_results_is_no_answer(tmp_path: Path) -> None:
    """A terugkoppeling lists norms with a status and has the name of the organisation."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    dataset = make.assemble(
        [make.answer("2026", f"G{i}", n, "deels", organisatie=f"G{i}")
         for i in range(8) for n in ("1.1", "1.2")]
    )  # fmt: skip
    people = tuple(make.gemeente(f"G{number}") for number in range(8))
    created = datetime.combine(make.TODAY, datetime.min.time())
    own = tables_for_organisation(dataset, people, "G7", today=make.TODAY)
    write_terugkoppeling(own, inbox / "NHNorm-terugkoppeling-2026-GM0399-Heiloo.xlsx", created)
    riec = tables_for_riec(dataset, people, "RIEC Test", today=make.TODAY)
    write_riec(riec, inbox / "riec.xlsx", created)
    whole = tables_for_provincie(dataset, people, today=make.TODAY)
    write_provincie(whole, inbox / "provincie.xlsx", created)
    saved(inbox / "riec.xlsx", lambda workbook: setattr(workbook.properties, "title", "Map1"))
    shown = CliRunner().invoke(nhnorm, ["importeer", str(inbox), "--uit", str(tmp_path / "d")])
    assert shown.exit_code == 1
    found = read_tables(tmp_path / "d").bevindingen
    assert found["soort"].tolist().count("eigen_uitkomst") == 3, shown.output
    assert read_tables(tmp_path / "d").antwoorden.empty
