"""What a product holds, it shows: nothing more in its metadata, hidden sheets, charts or page."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from defusedxml import ElementTree
from openpyxl.utils import range_boundaries

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.compare.writer.riec.themas import HELPER_SHEET
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import publishing
from nhnorm_xlsx.texts.compare import sheets
from tests import datasets as make

WORD = "GEHEIMWOORD"
A = [make.gemeente(f"Aastad{number:02}", "RIEC A") for number in range(15)]
B = [make.gemeente(f"Beestad{number:02}", "RIEC B") for number in range(14)]
PEOPLE: tuple[Organisation, ...] = (*A, *B, make.PROVINCIE)
NORMEN = ("1.1", "1.2", "1.3", "2.1", "2.2")
SHEETS = {value for name, value in vars(sheets).items() if name.isupper()}
SHEETS |= {publishing.READ_SHEET, publishing.DATA_SHEET}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One product of every kind, by its kind."""
    folder = tmp_path_factory.mktemp("producten")
    rng = make.seeded(5)
    rows = []
    for meting in ("2025", "2026"):
        for item in PEOPLE:
            rows += [
                make.answer(
                    meting,
                    item.code,
                    norm,
                    rng.choice(["voldoet", "deels", "niet", "nvt"]),
                    soort=item.kind,
                    onderbouwing=f"{WORD} {item.code}",
                    actie=f"{WORD} {item.code}",
                    uitwisseling="Kan anderen helpen" if item is A[3] else "",
                    noemen="ja" if item is A[3] else "",
                )
                for norm in NORMEN
            ]
    dataset = make.on_disk(make.assemble(rows), PEOPLE, folder / "dataset")

    def run(*arguments: str) -> None:
        found = CliRunner().invoke(nhnorm, [*arguments, "--dataset", str(dataset)])
        assert found.exit_code == 0, (found.output, found.exception)

    run("vaststellen", "--ja")
    out = ("--uit", str(folder))
    run("vergelijk", "--niveau", "riec", "--riec", "A", "--html", *out)
    run("vergelijk", "--niveau", "provincie", *out)
    run("doorgeven", "--riec", "A", *out)
    run("terugkoppeling", "Aastad00", *out)
    kinds = {
        "riec": "NHNorm-vergelijking-2026-RIEC A.xlsx",
        "pagina": "NHNorm-vergelijking-2026-RIEC A.html",
        "provincie": "NHNorm-vergelijking-2026-provincie.xlsx",
        "doorgeven": "NHNorm-doorgeven-2026-stand-1-RIEC A.xlsx",
        "terugkoppeling": "NHNorm-terugkoppeling-2026-Aastad00-Aastad00.xlsx",
        "nota riec": "NHNorm-vergelijking-2026-RIEC A.docx",
        "nota": "NHNorm-terugkoppeling-2026-Aastad00-Aastad00.docx",
    }
    return {kind: folder / name for kind, name in kinds.items()}


WORKBOOKS = ("riec", "provincie", "doorgeven", "terugkoppeling")
FOR_OTHERS = ("provincie", "doorgeven", "terugkoppeling")


def parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts_in(content: bytes) -> set[str]:
    return {text.strip() for text in ElementTree.fromstring(content).itertext() if text.strip()}


def shown_in(path: Path) -> set[str]:
    """Every text and number in the cells of the sheets that one sees."""
    book = openpyxl.load_workbook(path)
    return {
        str(cell.value).strip()
        for sheet in book
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_the_file_is_of_known_parts_without_comments_links_or_own_properties(
    kind: str, made: dict[str, Path]
) -> None:
    known = re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml"
        r"|xl/_rels/workbook\.xml\.rels|xl/(styles|sharedStrings)\.xml|xl/theme/theme1\.xml"
        r"|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?"
        r"|xl/drawings/(_rels/)?drawing\d+\.xml(\.rels)?"
        r"|xl/charts/chart\d+\.xml|xl/tables/table1\.xml"
    )
    assert [name for name in parts(made[kind]) if not known.fullmatch(name)] == []


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_the_metadata_say_the_title_and_the_day_and_no_maker(
    kind: str, made: dict[str, Path]
) -> None:
    path = made[kind]
    found = parts(path)
    title = openpyxl.load_workbook(path).worksheets[0]["A1"].value
    core = texts_in(found["docProps/core.xml"])
    days = {text for text in core if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)}
    assert core - days == {title}
    if kind in FOR_OTHERS:
        assert {text[11:] for text in days} == {"00:00:00Z"}  # a day, not the moment of making
    app = texts_in(found["docProps/app.xml"])
    names = set(openpyxl.load_workbook(path).sheetnames)
    ours = {text for text in app if "!Print_" in text or text in names}
    assert {"Microsoft Excel", "Worksheets", "Named Ranges"} >= {
        text for text in app - ours if not re.fullmatch(r"[\d.]+|false|true", text)
    }


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_no_text_stands_in_the_file_that_is_in_no_cell_one_sees(
    kind: str, made: dict[str, Path]
) -> None:
    content = parts(made[kind])["xl/sharedStrings.xml"]
    kept = {"".join(item.itertext()).strip() for item in ElementTree.fromstring(content)}
    assert kept - {""} <= shown_in(made[kind])


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_hidden_sheet_is_there_for_the_chart_of_a_riec_alone(
    kind: str, made: dict[str, Path]
) -> None:
    book = openpyxl.load_workbook(made[kind])
    hidden = [sheet for sheet in book if sheet.sheet_state != "visible"]
    assert [sheet.title for sheet in hidden] == ([HELPER_SHEET] if kind == "riec" else [])
    for sheet in hidden:
        # Its columns add up to the spread that stands on the sheet with the chart.
        spread = {
            round(cell.value, 9)
            for row in book[sheets.THEMAS].iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        }
        for column in sheet.iter_cols(values_only=True):
            first, up, further, down, top = (float(str(value)) for value in column)
            ends = (first - down, first, first + up, first + up + further)
            assert {round(value, 9) for value in (*ends, ends[-1] + top)} <= spread


@pytest.mark.parametrize("kind", ["riec", "provincie", "terugkoppeling"])
def test_a_chart_keeps_what_stands_in_its_cells_and_nothing_else(
    kind: str, made: dict[str, Path]
) -> None:
    path = made[kind]
    book = openpyxl.load_workbook(path)
    charts = [content for name, content in parts(path).items() if "charts/chart" in name]
    assert charts
    for content in charts:
        found = re.findall(
            r"<c:f>'?([^'!]+)'?!([^<]+)</c:f><c:(?:num|str)Cache>(.*?)</c:(?:num|str)Cache>",
            content.decode(),
        )
        assert found
        for sheet, place, kept in found:
            left, top, right, bottom = range_boundaries(place.replace("$", ""))
            cells = [
                book[sheet].cell(row, column).value
                for row in range(int(top or 1), int(bottom or 1) + 1)
                for column in range(int(left or 1), int(right or 1) + 1)
            ]
            values = re.findall("<c:v>([^<]*)</c:v>", kept)
            shown = [_same(value) for value in cells if value is not None]
            assert [_same(value) for value in values] == shown


def _same(value: object) -> str:
    try:
        return f"{float(str(value)):.9f}"
    except ValueError:
        return str(value).replace("&amp;", "&")


@pytest.mark.parametrize("kind", ["provincie", "doorgeven"])
def test_a_number_for_others_is_no_finer_than_it_is_shown(kind: str, made: dict[str, Path]) -> None:
    for sheet in openpyxl.load_workbook(made[kind]):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, float):
                    assert round(cell.value * 100) % 5 == 0, (sheet.title, cell.coordinate)
                    assert abs(cell.value * 100 - round(cell.value * 100)) < 1e-9


@pytest.mark.parametrize("kind", FOR_OTHERS)
def test_nobody_else_is_named_and_nobody_elses_words_are_there(
    kind: str, made: dict[str, Path]
) -> None:
    content = b"".join(parts(made[kind]).values()).decode("utf-8", "replace")
    own = {"Aastad00", "Aastad03"} if kind == "terugkoppeling" else set()  # and who offers help
    named = set(re.findall(r"(?:Aa|Bee)stad\d\d", content + made[kind].name))
    assert named == own
    words = set(re.findall(rf"{WORD} (\w+)", content))
    assert words == ({"Aastad00"} if kind == "terugkoppeling" else set())


def test_a_riec_sees_nothing_of_another_riec(made: dict[str, Path]) -> None:
    content = b"".join(parts(made["riec"]).values()) + made["pagina"].read_bytes()
    assert b"Aastad" in content
    assert b"Beestad" not in content


def test_the_data_of_the_page_are_what_it_shows(made: dict[str, Path]) -> None:
    html = made["pagina"].read_text(encoding="utf-8")
    parts = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html, re.S)
    core, kept = map(json.loads, parts)
    assert set(core) == {"namen", "matrix", "themas", "statussen", "woorden"}
    assert set(kept) == {
        "velden", "status", "datum", "plan", "actie", "normen", "antwoorden", "uitwisseling",
        "acties", "koppen", "zwakste", "vorige",
    }  # fmt: skip
    assert set(kept["vorige"]) == set(NORMEN)
    assert all(len(letters) == len(A) for _, letters in kept["vorige"].values())
    assert sorted(kept["zwakste"]) == sorted(item["norm"] for item in kept["normen"])
    assert [item["naam"] for item in core["namen"]] == [item.name for item in A]
    width = len(kept["velden"])
    assert all(len(row) == width for rows in kept["antwoorden"].values() for row in rows)
    assert "<!--" not in html


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_sheet_that_is_named_is_in_that_file(kind: str, made: dict[str, Path]) -> None:
    there = set(openpyxl.load_workbook(made[kind]).sheetnames)
    assert _named(" ".join(shown_in(made[kind]))) <= there


def test_the_page_names_no_sheet(made: dict[str, Path]) -> None:
    assert _named(made["pagina"].read_text(encoding="utf-8")) == set()


def _named(text: str) -> set[str]:
    """The sheets that a text sends its reader to."""
    words = "|".join(sorted(map(re.escape, SHEETS), key=len, reverse=True))
    return set(re.findall(rf"(?:blad|zie|op de|op het blad) '?({words})\b", text))


def test_a_theme_of_two_norms_says_so_everywhere(made: dict[str, Path]) -> None:
    for kind in ("riec", "provincie", "terugkoppeling"):
        assert any("2. Thema 2 (2 normen)" in text for text in shown_in(made[kind])), kind
    assert "2. Thema 2 (2 normen)" in made["pagina"].read_text(encoding="utf-8")
