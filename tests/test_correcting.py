"""`importeer --correcties`: what was wrong comes back to be put right, and counts when it is."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.importing import Options, import_files
from nhnorm_xlsx.tasks.reporting import IntakeReport
from tests import forms, libreoffice
from tests.returned import SMALL

REFERENCE = Reference(
    {"2024": SMALL}, {"GM0399": forms.HEILOO, "GM0361": forms.ORGANISATIONS["GM0361"]}
)
NAME = "NHNorm-2026-GM0399-Heiloo-correcties.xlsx"
WRONG: dict[str, dict[str, Value]] = {
    "1.1": {"status": "misschien", "onderbouwing": "zie intranet"},
    "1.2": {"status": "Voldoet deels", "actie": "vaststellen", "streefdatum": "volgend jaar"},
    "2.1": {"status": "Voldoet", "onderbouwing": "=1+1", "prioriteit": "Hoog"},
}


def send_back(folder: Path, answers: dict[str, dict[str, Value]], code: str = "GM0399") -> Path:
    plan = forms.plan(
        answers,
        definition=SMALL,
        organisation=forms.ORGANISATIONS[code],
        start={"ingevuld_door": "Griffier", "ingevuld_op": date(2026, 5, 4)},
    )
    folder.mkdir(parents=True, exist_ok=True)
    return forms.written(folder, plan, f"{code}.xlsx")


def contradicting_parts(folder: Path) -> None:
    """Two parts of one answer that say something else about norm 1.1."""
    for name, status in (("een", "Voldoet"), ("twee", "Voldoet niet")):
        send_back(folder, {"1.1": {"status": status}}).rename(folder / f"{name}.xlsx")


def take_in(folder: Path, *paths: Path) -> IntakeReport:
    options = Options(corrections=folder / "correcties")
    return import_files(paths, folder / "dataset", REFERENCE, options=options)


def judged(path: Path) -> Submission:
    return judge(path.name, read_workbook(path), REFERENCE.definitions, REFERENCE.organisations)


def texts(path: Path, sheet: str) -> list[str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [str(value) for row in rows for value in row if value is not None]


def test_only_who_made_a_mistake_gets_one(tmp_path: Path) -> None:
    good = send_back(tmp_path / "in", {"1.1": {"status": "Voldoet"}}, "GM0361")
    report = take_in(tmp_path, send_back(tmp_path / "in", WRONG), good)
    assert sorted(path.name for path in (tmp_path / "correcties").iterdir()) == [
        NAME,
        "uitgifte.csv",
    ]
    assert any("1 werkboek met correcties" in line for line in report.closing(tmp_path))


def test_everything_that_was_understood_stands_in_it(tmp_path: Path) -> None:
    take_in(tmp_path, send_back(tmp_path / "in", WRONG))
    submission = judged(tmp_path / "correcties" / NAME)
    first, second, third = submission.answers
    assert (first.status, first["onderbouwing"]) == ("", "zie intranet")
    assert (second.status, second["actie"], second["streefdatum"]) == ("deels", "vaststellen", None)
    assert (third.status, third["onderbouwing"], third["prioriteit"]) == ("voldoet", "=1+1", "Hoog")
    assert [(item.key, item.value) for item in submission.start] == [
        ("ingevuld_door", "Griffier"),
        ("ingevuld_op", "2026-05-04"),
    ]
    assert {item.kind.code for item in submission.findings} <= {
        "niet_verbeterd", "nog_leeg", "niet_ingevuld", "vul_aan", "antwoord_zonder_status",
    }  # fmt: skip


def test_the_first_sheet_links_to_every_error_and_the_cell_is_marked(tmp_path: Path) -> None:
    take_in(tmp_path, send_back(tmp_path / "in", WRONG))
    path = tmp_path / "correcties" / NAME
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames[0] == "Correcties"
    assert workbook.active is not None
    assert workbook.active.title == "Correcties"
    shown: Any = openpyxl.load_workbook(path, data_only=True)["Correcties"]
    links = {
        str(shown[cell.coordinate].value): str(cell.hyperlink.location)
        for row in workbook["Correcties"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert set(links) == {"Norm 1.1, Status", "Norm 1.2, Streefdatum"}
    for location in links.values():
        sheet, cell = location.rsplit("!", 1)
        assert workbook[sheet.strip("'")][cell].value is None
        assert not workbook[sheet.strip("'")][cell].protection.locked
    said = texts(path, "1 Eerste thema")
    assert "Verbeteren" in said
    assert any("'misschien' is geen geldige status" in text for text in said)
    assert "Verbeteren" not in texts(path, "2 Tweede thema")
    marked = {
        str(area.sqref) for area in workbook["1 Eerste thema"].conditional_formatting
        if " " not in str(area.sqref) and ":" not in str(area.sqref)
    }  # fmt: skip
    assert marked == {location.rsplit("!", 1)[1].replace("$", "") for location in links.values()}


def test_completed_and_sent_back_it_counts(tmp_path: Path) -> None:
    take_in(tmp_path, send_back(tmp_path / "in", WRONG))
    source = tmp_path / "correcties" / NAME
    links = {"1.1": ("status", "Voldoet", "tekst"), "1.2": ("streefdatum", "2026-12-01", "datum")}
    workbook = openpyxl.load_workbook(source, data_only=True)
    typed = []
    for row in workbook["Correcties"].iter_rows():
        for cell in row:
            if cell.hyperlink:
                sheet, at = str(cell.hyperlink.location).rsplit("!", 1)
                norm = str(cell.value).split(",")[0].removeprefix("Norm ")
                _, text, kind = links[norm]
                typed.append(libreoffice.Typing(sheet.strip("'"), at.replace("$", ""), text, kind))
    back = tmp_path / "terug.xlsx"
    libreoffice.fill_in(source, back, typed, libreoffice.XLSX)
    later = back.stat().st_mtime + 86_400
    os.utime(back, (later, later))
    report = take_in(tmp_path, back)
    assert not report.has_errors
    answers = load_dataset(tmp_path / "dataset")
    assert answers["status"].tolist() == ["voldoet", "deels", "voldoet"]
    assert answers["onderbouwing"].tolist() == ["zie intranet", "", "=1+1"]
    assert str(answers["streefdatum"][1].date()) == "2026-12-01"


def test_made_again_it_is_the_same_and_filled_in_it_is_never_overwritten(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", WRONG)
    take_in(tmp_path, path)
    made = tmp_path / "correcties" / NAME
    before = made.read_bytes()
    take_in(tmp_path, path)
    assert made.read_bytes() == before
    made.write_bytes(before + b" ")
    report = take_in(tmp_path, path)
    assert report.corrections is not None
    assert report.corrections.refused[0][0] == NAME
    assert made.read_bytes() == before + b" "


def test_a_thema_that_went_missing_is_asked_for(tmp_path: Path) -> None:
    path = send_back(tmp_path / "in", {"2.1": {"status": "Voldoet"}})
    workbook = openpyxl.load_workbook(path)
    workbook.security.lockStructure = False
    del workbook["1 Eerste thema"]
    workbook.save(path)
    take_in(tmp_path, path)
    said = texts(tmp_path / "correcties" / NAME, "Correcties")
    assert any("Vul de antwoorden op dit thema in." in text for text in said)
    assert judged(tmp_path / "correcties" / NAME).answers[2].status == "voldoet"


def test_parts_with_a_contradiction_are_settled_by_the_correction(tmp_path: Path) -> None:
    dataset = tmp_path / "dataset"
    contradicting_parts(tmp_path / "in")
    options = Options(merge=True, corrections=tmp_path / "correcties")
    import_files([tmp_path / "in"], dataset, REFERENCE, options=options)
    assert "delen_tegenstrijdig" in read_tables(dataset).bevindingen["soort"].tolist()
    made = tmp_path / "correcties" / NAME
    sheet, cell = input_cell(made, "1.1")
    workbook = openpyxl.load_workbook(made)
    workbook[sheet][cell] = "Voldoet deels"
    workbook.save(tmp_path / "terug.xlsx")
    import_files([tmp_path / "terug.xlsx"], dataset, REFERENCE)
    assert load_dataset(dataset)["status"][0] == "deels"
    outcomes = read_tables(dataset).inzendingen.set_index("bestand")["uitkomst"]
    assert outcomes.to_dict() == {
        "een.xlsx": "vervangen", "twee.xlsx": "vervangen", "terug.xlsx": "aanvaard",
    }  # fmt: skip


def input_cell(path: Path, norm: str) -> tuple[str, str]:
    (answer,) = [item for item in judged(path).answers if item.norm == norm]
    return answer.sheet, answer.cell


@pytest.mark.parametrize("seed", range(8))
def test_whatever_came_back_the_correction_proves_itself(tmp_path: Path, seed: int) -> None:
    answers = forms.random_answers(seed, 0.8, SMALL, odd=True)
    before = judged(send_back(tmp_path / "in", answers))
    report = take_in(tmp_path, tmp_path / "in")
    made = list((tmp_path / "correcties").glob("*.xlsx"))
    assert bool(made) == any(item.severity.value == "fout" for item in before.findings)
    assert report.corrections is not None
    for path in made:
        after = judged(path)
        assert [(a.norm, a.status, a["onderbouwing"], a["streefdatum"]) for a in after.answers] == [
            (a.norm, a.status, a["onderbouwing"], a["streefdatum"]) for a in before.answers
        ]


def kinds(dataset: Path) -> list[tuple[str, str]]:
    found = read_tables(dataset).bevindingen
    return sorted(zip(found["soort"], found["norm"], strict=True))


def test_sent_back_unrepaired_nothing_is_forgotten(tmp_path: Path) -> None:
    silly: dict[str, Value] = {"status": "Voldoet", "prioriteit": "Superhoog"}
    wrong = {**WRONG, "2.1": silly}
    path = send_back(tmp_path / "in", wrong)
    outside = openpyxl.load_workbook(path)
    outside["1 Eerste thema"]["T30"] = "zie ook de bijlage"
    outside.save(path)
    take_in(tmp_path, path)
    again = tmp_path / "terug.xlsx"
    openpyxl.load_workbook(tmp_path / "correcties" / NAME).save(again)
    report = take_in(tmp_path, again)
    # Nobody changed anything in it, so it is no answer: what it corrects keeps its errors.
    assert [item.outcome for item in report.offered] == ["leeg"]
    found = kinds(tmp_path / "dataset")
    assert {("onbekende_status", "1.1"), ("ongeldige_datum", "1.2")} <= set(found)
    assert {("onbekende_keuze", "2.1")} <= set(found)
    values = " ".join(read_tables(tmp_path / "dataset").bevindingen["waarde"])
    for lost in ("misschien", "volgend jaar", "Superhoog", "zie ook de bijlage"):
        assert lost in values
    # Asked once more, in the words of the first time.
    said = texts(tmp_path / "correcties" / NAME, "Correcties")
    assert sum("'misschien' is geen geldige status" in text for text in said) == 1


def test_errors_in_every_part_stand_in_one_correction(tmp_path: Path) -> None:
    for name, norm, status in (("een", "1.1", "misschien"), ("twee", "1.2", "Voldoet")):
        path = send_back(tmp_path / "in", {norm: {"status": status}})
        path.rename(tmp_path / "in" / f"{name}.xlsx")
    options = Options(merge=True, corrections=tmp_path / "correcties")
    import_files([tmp_path / "in"], tmp_path / "dataset", REFERENCE, options=options)
    said = texts(tmp_path / "correcties" / NAME, "Correcties")
    assert any("'misschien' is geen geldige status" in text for text in said)
    assert judged(tmp_path / "correcties" / NAME).answers[1].status == "voldoet"


def test_a_part_that_came_after_the_correction_was_made_is_not_wiped(tmp_path: Path) -> None:
    contradicting_parts(tmp_path / "in")
    dataset = tmp_path / "dataset"
    options = Options(merge=True, corrections=tmp_path / "correcties")
    import_files([tmp_path / "in"], dataset, REFERENCE, options=options)
    late = send_back(tmp_path / "later", {"2.1": {"status": "Voldoet"}})
    import_files([late], dataset, REFERENCE)
    made = tmp_path / "correcties" / NAME
    sheet, cell = input_cell(made, "1.1")
    workbook = openpyxl.load_workbook(made)
    workbook[sheet][cell] = "Voldoet deels"
    workbook.save(tmp_path / "terug.xlsx")
    import_files([tmp_path / "terug.xlsx"], dataset, REFERENCE)
    assert load_dataset(dataset)["status"].tolist() == ["deels", "", "voldoet"]
