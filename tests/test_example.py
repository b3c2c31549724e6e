"""The example year, and the samples that come out of it."""

from __future__ import annotations

import importlib.util
import shutil
import warnings
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.reference import load_reference
from nhnorm_xlsx.dataset.schema import TABLES
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.tasks.example import COMPARED_ON, play_year
from nhnorm_xlsx.tasks.importing import check_files
from nhnorm_xlsx.tasks.publishing import give_feedback

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def samples_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maak_samples", SAMPLES / "maak.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jaar")
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        lines = list(play_year(folder))
    assert "Klaar. Open nu:" in lines
    screen = "\n".join(lines).replace(str(folder), "output/voorbeeld").replace("\\", "/")
    (folder / "scherm.txt").write_text(screen, encoding="utf-8")
    return folder


def test_the_readme_shows_what_the_screen_shows(year: Path) -> None:
    readme = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    sample = readme.split("eindigt zo:\n\n```text\n")[1].split("```")[0]
    shown = (year / "scherm.txt").read_text(encoding="utf-8").splitlines()
    # What is too long for a line goes on below it, further in.
    said = sample.replace("\n          ", " ").splitlines()
    assert len(said) > 15
    at = shown.index(said[0])
    for before, line in zip(["", *said], said, strict=False):
        if line.strip() == "...":
            continue
        found = shown.index(line, at)
        skipped = found - at if before else 0
        assert not skipped or before.strip() == "..." or line == "", (line, shown[at:found])
        at = found + 1


@pytest.fixture(scope="module")
def dataset(year: Path) -> Dataset:
    return read_tables(year / "dataset")


def test_both_metingen_are_there_for_nearly_everyone(dataset: Dataset) -> None:
    counts = dataset.antwoorden.groupby("meting", observed=True)["organisatie_code"].nunique()
    assert counts.to_dict() == {"2025": 43, "2026": 42}
    files = dataset.inzendingen
    assert files["uitkomst"].value_counts().to_dict() == {"aanvaard": 85, "dubbel": 1}


def test_three_have_not_answered_one_is_half_filled_two_have_errors(dataset: Dataset) -> None:
    now = dataset.inzendingen[dataset.inzendingen["meting"] == "2026"]
    assert {"Zandvoort", "Opmeer", "Oostzaan"} & set(now["organisatie"]) == set()
    half = now.set_index("organisatie").loc["Landsmeer"]
    assert half["ingevuld"] == 23
    assert set(now[now["fouten"] > 0]["organisatie"]) == {"Medemblik", "Velsen"}


def test_it_looks_like_life(dataset: Dataset) -> None:
    answers = dataset.antwoorden[dataset.antwoorden["status"] != ""]
    per_meting = answers.groupby("meting", observed=True)["score"].mean()
    assert per_meting["2026"] > per_meting["2025"] + 0.05
    per_norm = answers.groupby("norm", observed=True)["score"].mean()
    assert per_norm.max() - per_norm.min() > 0.3
    per_organisation = answers.groupby("organisatie", observed=True)["score"].mean()
    assert per_organisation["Amsterdam"] > per_organisation.median()


def test_a_second_run_gives_the_same_dataset(year: Path, dataset: Dataset) -> None:
    list(play_year(year))
    again = read_tables(year / "dataset")
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(dataset, name))


def test_each_gemeente_that_answered_gets_feedback_without_anybody_elses_words(
    year: Path, dataset: Dataset, tmp_path: Path
) -> None:
    made = give_feedback(year / "dataset", tmp_path, wanted=[], meting=None, today=COMPARED_ON)
    assert len(made) == 42  # and the provincie
    heiloo = next(path for path in made if "Heiloo" in path.name)
    texts = {
        value
        for sheet in read_workbook(heiloo).sheets
        for value in sheet.cells.values()
        if isinstance(value, str)
    }
    now = dataset.antwoorden[dataset.antwoorden["meting"] == "2026"]
    own = set(now[now["organisatie"] == "Heiloo"]["actie"]) - {""}
    assert own & texts
    assert OpenXmlValidator().validate(str(heiloo)).is_valid
    with pytest.raises(UsageError, match="Zandvoort"):
        give_feedback(
            year / "dataset", tmp_path, wanted=["Zandvoort"], meting=None, today=COMPARED_ON
        )


def test_every_output_is_valid_open_xml(year: Path) -> None:
    files = [
        *sorted((year / "vergelijking").glob("*.xlsx")),
        *sorted((year / "doorgeven").glob("*.xlsx")),
        year / "werkboeken" / "NHNorm-2026-PV27-Provincie Noord-Holland.xlsx",
    ]
    assert len(files) == 8
    for path in files:
        result = OpenXmlValidator().validate(str(path))
        assert result.is_valid, (path.name, [str(error) for error in result.errors])


def test_the_samples_are_current(year: Path, tmp_path: Path) -> None:
    samples = samples_module()
    for name, source in samples.SOURCES.items():
        kept, made = read_workbook(SAMPLES / name), read_workbook(year / source)
        assert kept.sheets == made.sheets, name
        assert kept.properties == made.properties, name
    for name in (samples.EMPTY, samples.CORRECTIONS):
        shutil.copyfile(SAMPLES / name, tmp_path / f"eerst-{name}")
    for name in (samples.BY_LIBREOFFICE,):
        (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    samples.make(tmp_path, year)
    for name in (samples.EMPTY, samples.CORRECTIONS):
        kept, made = read_workbook(tmp_path / f"eerst-{name}"), read_workbook(tmp_path / name)
        assert kept.sheets == made.sheets, name
    kept_tables = read_tables(SAMPLES / samples.DATASET)
    made_tables = read_tables(tmp_path / samples.DATASET)
    varying = ["sha256", "bytes"]
    for name in TABLES:
        kept_table = getattr(kept_tables, name).drop(columns=varying, errors="ignore")
        made_table = getattr(made_tables, name).drop(columns=varying, errors="ignore")
        pd.testing.assert_frame_equal(kept_table, made_table, check_categorical=False)


def test_the_sample_saved_by_libreoffice_says_the_same_as_the_one_it_came_from(year: Path) -> None:
    samples = samples_module()
    paths = [SAMPLES / samples.BY_LIBREOFFICE, year / samples.LIBREOFFICE_SOURCE]
    one, two = (item.submission for item in check_files(paths, load_reference()).offered)
    assert one.accepted
    assert one.answers == two.answers
    assert "LibreOffice" in read_workbook(paths[0]).application


def test_the_page_says_what_each_sample_is() -> None:
    samples = samples_module()
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    made_here = (samples.BY_LIBREOFFICE, samples.EMPTY, samples.CORRECTIONS, samples.EDITIE_2028)
    folders = (samples.DATASET, samples.THREE_ROUNDS)
    for name in (*samples.SOURCES, *made_here, *(f"{folder}/" for folder in folders)):
        assert f"`{name}`" in text
    there = {path.name for path in SAMPLES.iterdir() if not path.name.startswith(("__", "."))}
    scripts = ("README.md", "maak.py", "editie_2028.py")
    expected = {*samples.SOURCES, *made_here, *folders, *scripts}
    assert there == expected
