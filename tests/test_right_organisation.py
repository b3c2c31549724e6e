"""The right organisation, the right year, the right norm: everybody is heard, nobody guesses."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nhnorm_xlsx import cli
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.contract.visible import overview_subtitle, overview_title, start_subtitle
from nhnorm_xlsx.definition import Definition, Norm, Thema, dump_definitions
from nhnorm_xlsx.organisations import dump_organisations
from tests import forms

CASTRICUM = forms.ORGANISATIONS["GM0383"]
ANSWERS: Mapping[str, Mapping[str, Value]] = {
    "1.1": {"status": "Voldoet", "onderbouwing": "zie intranet"},
    "2.1": {"status": "Voldoet niet", "actie": "beginnen", "streefdatum": date(2026, 12, 1)},
}
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def nhnorm(capsys: pytest.CaptureFixture[str]) -> Run:
    """Exit code, and the lines with an error, of one call."""

    def run(*arguments: str | Path) -> tuple[int, list[str]]:
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(argument) for argument in arguments])
        shown = capsys.readouterr().out
        wrong = [line.strip() for line in shown.splitlines() if line.startswith("  FOUT")]
        return int(stopped.value.code or 0), wrong

    return run


def castricum(
    folder: Path,
    name: str = "antwoord.xlsx",
    meting: str = "2026",
    answers: Mapping[str, Mapping[str, Value]] = ANSWERS,
) -> Path:
    """A workbook of Castricum, filled in, under this name."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = forms.plan(answers, organisation=CASTRICUM, meting=meting)
    return forms.written(folder, plan, name)


def overtyped(path: Path, sheet: str, texts: Mapping[str, str]) -> Path:
    """The workbook with these texts over ours."""
    workbook = openpyxl.load_workbook(path)
    for place, text in texts.items():
        workbook[sheet][place] = text
    workbook.save(path)
    return path


def with_sheet_of(path: Path, other: Path, name: str) -> Path:
    """The workbook with a sheet of another one moved into it."""
    workbook, source = openpyxl.load_workbook(path), openpyxl.load_workbook(other)
    added = workbook.create_sheet(f"{name} (2)")
    for row in source[name].iter_rows():
        for cell in row:
            if cell.value is not None:
                added[cell.coordinate] = cell.value
    workbook.save(path)
    return path


def table(dataset: Path, name: str) -> list[dict[str, str]]:
    with (dataset / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def answered(dataset: Path, meting: str = "2026") -> dict[str, str]:
    """The norms with a status, of Castricum."""
    return {
        row["norm"]: row["status"]
        for row in table(dataset, "antwoorden")
        if (row["organisatie_code"], row["meting"]) == ("GM0383", meting) and row["status"]
    }


# --- who contradicts --------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "NHNorm-2026-GM0399-Heiloo.xlsx",
        "GM0399.xlsx",
        "gemeente_heiloo definitief.xlsx",
        "Haarlemmermeer.xlsx",
        "BUCH Bergen Uitgeest Heiloo.xlsx",
    ],
)
def test_a_file_named_after_another_organisation_is_refused(
    nhnorm: Run, tmp_path: Path, name: str
) -> None:
    code, wrong = nhnorm("controleer", castricum(tmp_path, name))
    assert (code, len(wrong)) == (1, 1)
    assert "Castricum (GM0383) volgens het verborgen blad" in wrong[0]
    assert "volgens de bestandsnaam" in wrong[0]
    assert "besluiten.csv" in wrong[0]
    assert "'organisatie'" in wrong[0]


@pytest.mark.parametrize(
    "name",
    [
        "werkboek ingevuld.xlsx",
        "Castricum (1).xlsx",
        "BUCH Bergen Castricum Heiloo.xlsx",
        "RIEC Noord-Holland.xlsx",
        "Zaanstreek-Waterland.xlsx",
        "Castricum 2025-11-03 v2024.xlsx",
        "Castricum meting 2026.xlsx",
        "NHNorm-2026-GM0383-Castricum-correcties.xlsx",
    ],
)
def test_a_name_that_says_nothing_else_contradicts_nothing(
    nhnorm: Run, tmp_path: Path, name: str
) -> None:
    assert nhnorm("controleer", castricum(tmp_path, name)) == (0, [])


def test_it_replaces_nothing_and_its_contents_stay_on_record(nhnorm: Run, tmp_path: Path) -> None:
    dataset = tmp_path / "dataset"
    own = castricum(tmp_path / "a", "Castricum.xlsx")
    assert nhnorm("importeer", own, "--uit", dataset)[0] == 0
    before = answered(dataset)
    answers = {"1.1": {"status": "Voldoet niet", "actie": "opnieuw"}}
    other = castricum(tmp_path / "b", "NHNorm-2026-GM0399-Heiloo.xlsx", answers=answers)
    code, wrong = nhnorm("importeer", other, "--uit", dataset)
    assert (code, len(wrong)) == (1, 1)
    assert answered(dataset) == before == {"1.1": "voldoet", "2.1": "niet"}
    assert {row["organisatie_code"] for row in table(dataset, "antwoorden")} == {"GM0383"}
    of_it = [row for row in table(dataset, "bevindingen") if row["bestand"] == other.name]
    assert [(row["soort"], row["ernst"]) for row in of_it] == [
        ("twee_identiteiten", "fout"),
        ("zelf_beslissen", "info"),
        ("inhoud_niet_gebruikt", "info"),
    ]
    assert ";organisatie;GM0383 of GM0399;" in of_it[1]["melding"]
    assert "norm 1.1 Status: Voldoet niet" in of_it[2]["waarde"]
    assert "norm 1.1 Actie: opnieuw" in of_it[2]["waarde"]


def test_last_years_form_named_and_titled_this_year_replaces_nothing(
    nhnorm: Run, tmp_path: Path
) -> None:
    dataset = tmp_path / "dataset"
    assert nhnorm("importeer", castricum(tmp_path, meting="2025"), "--uit", dataset)[0] == 0
    before = answered(dataset, "2025")
    answers = {"1.1": {"status": "Voldoet niet"}}
    name = "NHNorm-2026-GM0383-Castricum.xlsx"
    copy = castricum(tmp_path / "nu", name, "2025", answers)
    overtyped(copy, "Start", {"B2": start_subtitle("Gemeente Castricum", "2026", "2024")})
    code, wrong = nhnorm("importeer", copy, "--uit", dataset)
    assert (code, len(wrong)) == (1, 1)
    assert "meting 2025 volgens het verborgen blad" in wrong[0]
    assert "meting 2026 volgens het blad 'Start' en de bestandsnaam" in wrong[0]
    assert "'meting' en 2025 of 2026" in wrong[0]
    assert "GM0383" not in wrong[0]  # about whose it is nobody disagrees
    assert answered(dataset, "2025") == before
    assert answered(dataset, "2026") == {}


@pytest.mark.parametrize("name", ["Castricum meting 2025.xlsx", "NHNorm-2026-2-GM0383-x.xlsx"])
def test_a_file_name_with_another_meting_is_refused(nhnorm: Run, tmp_path: Path, name: str) -> None:
    code, wrong = nhnorm("controleer", castricum(tmp_path, name))
    assert (code, len(wrong)) == (1, 1)
    assert "meting 2026 volgens het verborgen blad" in wrong[0]


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        (("Start", "B2"), start_subtitle("Gemeente Heiloo", "2026", "2024"), "Heiloo (GM0399)"),
        (("Start", "B2"), start_subtitle("Gemeente Castricum", "2027", "2024"), "meting 2027"),
        (("Start", "B2"), "Castricum · meting 2027", "meting 2027"),
        (("Start", "B1"), "Zelfevaluatie Norm Weerbare Overheid 2027", "meting 2027"),
        (("Overzicht", "B1"), overview_title("Gemeente Heiloo"), "Heiloo (GM0399)"),
        (("Overzicht", "B1"), "Overzicht Heiloo", "Heiloo (GM0399)"),
        (("Overzicht", "B2"), overview_subtitle("2025"), "meting 2025"),
    ],
)
def test_a_name_or_meting_in_view_is_heard(
    nhnorm: Run, tmp_path: Path, place: tuple[str, str], text: str, said: str
) -> None:
    sheet, cell = place
    path = overtyped(castricum(tmp_path), sheet, {cell: text})
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert f"{said} volgens het blad '{sheet}'" in wrong[0]


@pytest.mark.parametrize(
    ("sheet", "place", "text"),
    [
        ("Start", "B2", start_subtitle("Gemeente Limmen", "2026", "2024")),
        ("Start", "B1", "Zelfevaluatie gedaan in mei 2027"),
        ("Start", "C15", "Heiloo"),
        ("Overzicht", "B1", "Overzicht van de normen"),
        ("1 Bewustwording & Organisatie", "F8", "Overzicht Heiloo, meting 2025"),
    ],
)
def test_what_only_looks_like_a_name_is_not(
    nhnorm: Run, tmp_path: Path, sheet: str, place: str, text: str
) -> None:
    path = overtyped(castricum(tmp_path), sheet, {place: text})
    assert "spreekt zichzelf tegen" not in " ".join(nhnorm("controleer", path)[1])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("organisatie_code", "GM0399", "Heiloo (GM0399)"),
        ("meting", "2027", "meting 2027"),
        ("editie", "2028", "editie 2028"),
    ],
)
def test_the_documents_properties_are_heard(
    nhnorm: Run, tmp_path: Path, key: str, value: str, said: str
) -> None:
    path = castricum(tmp_path)
    workbook: Any = openpyxl.load_workbook(path)
    workbook.custom_doc_props[f"nhnorm_{key}"].value = value
    workbook.save(path)
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert f"{said} volgens de eigenschappen van het document" in wrong[0]


def test_the_title_of_the_document_is_heard(nhnorm: Run, tmp_path: Path) -> None:
    path = castricum(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook.properties.title = "Zelfevaluatie Norm Weerbare Overheid 2026 – Gemeente Heiloo"
    workbook.save(path)
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert "Heiloo (GM0399) volgens de titel van het document" in wrong[0]


def test_a_renamed_participant_is_the_same(nhnorm: Run, tmp_path: Path) -> None:
    renamed = [
        replace(item, name="Castricum aan Zee") if item.code == "GM0383" else item
        for item in forms.ORGANISATIONS.values()
    ]
    listed = tmp_path / "organisaties.csv"
    listed.write_text(dump_organisations(renamed), encoding="utf-8")
    path = castricum(tmp_path, "NHNorm-2026-GM0383-Castricum.xlsx")
    assert nhnorm("controleer", path, "--organisaties", listed) == (0, [])


def test_a_norm_whose_name_ends_in_a_year_says_no_meting(nhnorm: Run, tmp_path: Path) -> None:
    dated = replace(forms.NORM, norm_naam="Norm Weerbaar 2024")
    listed = tmp_path / "norm.csv"
    listed.write_text(dump_definitions([dated]), encoding="utf-8")
    plan = forms.plan(ANSWERS, definition=dated)
    path = forms.written(tmp_path, plan, "NHNorm-2026-GM0399-Heiloo.xlsx")
    assert nhnorm("controleer", path, "--definitie", listed) == (0, [])


# --- two in one -------------------------------------------------------------------------


def heiloo(folder: Path, meting: str = "2026") -> Path:
    folder.mkdir(exist_ok=True)
    return forms.written(folder, forms.plan(ANSWERS, meting=meting), "ander.xlsx")


def test_two_hidden_sheets_are_said_in_one_line(nhnorm: Run, tmp_path: Path) -> None:
    path = with_sheet_of(castricum(tmp_path), heiloo(tmp_path), "_nhnorm")
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert "twee werkboeken, met elk een eigen verborgen blad" in wrong[0]
    assert "Castricum (GM0383)" in wrong[0]
    assert "Heiloo (GM0399) volgens een tweede verborgen blad" in wrong[0]


def test_two_metingen_in_one_workbook(nhnorm: Run, tmp_path: Path) -> None:
    path = with_sheet_of(castricum(tmp_path), castricum(tmp_path / "o", meting="2025"), "_nhnorm")
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert "meting 2025 volgens een tweede verborgen blad" in wrong[0]


def test_a_start_sheet_of_another_organisation(nhnorm: Run, tmp_path: Path) -> None:
    path = with_sheet_of(castricum(tmp_path), heiloo(tmp_path), "Start")
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert "Heiloo (GM0399) volgens het blad 'Start (2)'" in wrong[0]


def test_a_copy_of_the_hidden_sheet_is_no_contradiction(nhnorm: Run, tmp_path: Path) -> None:
    path = castricum(tmp_path)
    code, wrong = nhnorm("controleer", with_sheet_of(path, path, "_nhnorm"))
    assert (code, wrong) == (0, [])


# --- another norm -----------------------------------------------------------------------


def another_norm(name: str, editie: str = "2024") -> Definition:
    norms = tuple(
        Norm(f"1.{n}", f"Wij verzorgen het groen van soort {n}.", "", "", "", "ja", ())
        for n in range(1, 6)
    )
    return Definition(editie, (Thema("1", "Groen", "1 Groen", norms),), name)


@pytest.mark.parametrize(
    ("name", "editie", "said"),
    [
        ("Groene Norm", "2024", "hoort bij de norm 'Groene Norm'"),
        ("Groene Norm", "2031", "hoort bij de norm 'Groene Norm'"),
        ("", "2024", "een andere norm (met bijvoorbeeld norm 1.1: 'Wij verzorgen het groen"),
    ],
)
def test_a_workbook_of_another_norm_is_refused_by_name_in_one_line(
    nhnorm: Run, tmp_path: Path, name: str, editie: str, said: str
) -> None:
    plan = forms.plan(ANSWERS, definition=another_norm(name, editie))
    code, wrong = nhnorm("controleer", forms.written(tmp_path, plan))
    assert (code, len(wrong)) == (1, 1)
    assert said in wrong[0]
    assert "deze dataset is van de norm 'Noord-Hollandse Norm Weerbare Overheid'" in wrong[0]


def test_another_norm_of_the_same_editie_replaces_nothing(nhnorm: Run, tmp_path: Path) -> None:
    dataset = tmp_path / "dataset"
    assert nhnorm("importeer", castricum(tmp_path), "--uit", dataset)[0] == 0
    plan = forms.plan(ANSWERS, definition=another_norm("Groene Norm"), organisation=CASTRICUM)
    other = forms.written(tmp_path, plan, "groen.xlsx")
    code, wrong = nhnorm("importeer", other, "--uit", dataset)
    assert (code, len(wrong)) == (1, 1)
    assert answered(dataset) == {"1.1": "voldoet", "2.1": "niet"}


def test_a_norm_without_a_name_is_known_by_its_texts(nhnorm: Run, tmp_path: Path) -> None:
    nameless = replace(forms.NORM, norm_naam="")
    listed = tmp_path / "norm.csv"
    listed.write_text(dump_definitions([nameless]), encoding="utf-8")
    assert "norm_naam" not in listed.read_text(encoding="utf-8")
    assert nhnorm("controleer", castricum(tmp_path), "--definitie", listed) == (0, [])
    plan = forms.plan(ANSWERS, definition=nameless, organisation=CASTRICUM)
    assert nhnorm("controleer", forms.written(tmp_path, plan)) == (0, [])


def test_another_explanation_is_the_same_norm(nhnorm: Run, tmp_path: Path) -> None:
    themas = tuple(
        replace(thema, norms=tuple(replace(norm, explanation="Kort.") for norm in thema.norms))
        for thema in forms.NORM.themas
    )
    listed = tmp_path / "norm.csv"
    listed.write_text(dump_definitions([replace(forms.NORM, themas=themas)]), encoding="utf-8")
    dataset = tmp_path / "dataset"
    path = castricum(tmp_path)
    assert nhnorm("importeer", path, "--uit", dataset, "--definitie", listed) == (0, [])
    kinds = {(row["soort"], row["ernst"]) for row in table(dataset, "bevindingen")}
    assert not {soort for soort, _ in kinds} & {
        "andere_definitie", "normtekst_gewijzigd", "extra_inhoud",
    }  # fmt: skip


# --- older and newer workbooks ----------------------------------------------------------


def with_contract(path: Path, version: str) -> Path:
    """The workbook as another version of the program would have stamped it."""
    workbook: Any = openpyxl.load_workbook(path)
    for key, value in workbook["_nhnorm"].iter_rows(max_col=2):
        if key.value == "contract_versie":
            value.value = version
    workbook.custom_doc_props["nhnorm_contract_versie"].value = version
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1", ""),
        ("2", ""),
        ("3", "een nieuwere versie van dit programma"),
        ("12", "een nieuwere versie van dit programma"),
        ("0", "dat is geen getal van 1 of hoger"),
        ("twee", "dat is geen getal van 1 of hoger"),
        ("-1", "dat is geen getal van 1 of hoger"),
    ],
)
def test_an_older_form_is_read_a_newer_one_is_said(
    nhnorm: Run, tmp_path: Path, version: str, said: str
) -> None:
    code, wrong = nhnorm("controleer", with_contract(castricum(tmp_path), version))
    assert (code, len(wrong)) == ((1, 1) if said else (0, 0))
    assert said in " ".join(wrong)


def test_of_a_newer_form_only_that_is_said(nhnorm: Run, tmp_path: Path) -> None:
    path = with_contract(castricum(tmp_path, "NHNorm-2026-GM0399-Heiloo.xlsx"), "3")
    code, wrong = nhnorm("controleer", path)
    assert (code, len(wrong)) == (1, 1)
    assert "een nieuwere versie van dit programma" in wrong[0]


def test_a_workbook_of_the_first_contract_is_still_read(nhnorm: Run, tmp_path: Path) -> None:
    from tests.programmas import DEFINITION, FOLDER

    listed = tmp_path / "norm.csv"
    named = replace(DEFINITION, norm_naam=forms.NORM.norm_naam)
    listed.write_text(dump_definitions([named]), encoding="utf-8")
    path = tmp_path / "Heiloo.xlsx"
    shutil.copy(FOLDER / "libreoffice.xlsx", path)
    assert nhnorm("controleer", path, "--definitie", listed) == (0, [])
