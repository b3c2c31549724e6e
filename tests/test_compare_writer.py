"""The comparison workbooks as files: valid, safe, the same every time, any size."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from docx import Document
from openpyxl.worksheet.worksheet import Worksheet as ReadSheet
from openxml_audit import OpenXmlValidator
from xlsxwriter.worksheet import Worksheet

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.asking import proposals
from nhnorm_xlsx.compare.sentences import riec_sentences
from nhnorm_xlsx.compare.writer import (
    book,
    write_html,
    write_provincie,
    write_riec,
    write_riec_note,
)
from nhnorm_xlsx.compare.writer.book import A4
from nhnorm_xlsx.compare.writer.paper import ROOM
from nhnorm_xlsx.contract.fields import HULP_GEWENST, KAN_HELPEN
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.measure import PIXELS_PER_POINT, column_pixels
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts.compare import board as board_texts
from nhnorm_xlsx.texts.compare import plans as plan_texts
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.compare import shared
from tests import datasets as make
from tests.shown import tables_for_provincie

FIVE = ("2022", "2023", "2024", "2025", "2026")
Example = tuple[Dataset, tuple[Organisation, ...]]
CREATED = datetime.fromisoformat("2026-06-01T12:00:00")
NASTY = (
    "=1+1",
    "+31 6 12345678",
    "-geen actie",
    "@SUM(A1)",
    "https://example.org/" + "x" * 3000,
    "007",
    "regel een\nregel twee\r\nregel drie",
    "tab\tstuur\x07teken 😀 <b>&amp;</b>",
    "{=A1}",
    "x" * 40_000,
)


def write(
    dataset: Dataset, organisations: tuple[Organisation, ...], folder: Path
) -> tuple[Path, Path]:
    """Both workbooks; the RIEC is that of the first organisation."""
    riec, provincie = folder / "riec.xlsx", folder / "provincie.xlsx"
    name = organisations[0].riec
    write_riec(tables_for_riec(dataset, organisations, name, today=make.TODAY), riec, CREATED)
    tables = tables_for_provincie(dataset, organisations, today=make.TODAY)
    write_provincie(tables, provincie, CREATED)
    return riec, provincie


def both(made: Example, folder: Path) -> tuple[Path, Path]:
    return write(made[0], made[1], folder)


def assert_valid(path: Path) -> None:
    result = OpenXmlValidator().validate(str(path))
    assert result.is_valid, [str(error) for error in result.errors]


def test_the_quick_sheet_writes_what_the_plain_one_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = make.seeded(7)
    organisations = make.random_gemeenten(rng, 30)
    made = make.random_dataset(rng, organisations, metingen=FIVE), organisations
    for folder in ("snel", "gewoon"):
        (tmp_path / folder).mkdir()
    quick = both(made, tmp_path / "snel")
    monkeypatch.setattr(book, "QuickWorksheet", Worksheet)
    plain = both(made, tmp_path / "gewoon")
    for ours, theirs in zip(quick, plain, strict=True):
        with zipfile.ZipFile(ours) as mine, zipfile.ZipFile(theirs) as other:
            assert mine.namelist() == other.namelist()
            for part in mine.namelist():
                assert mine.read(part) == other.read(part), part


def texts_of(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]


def example(
    seed: int = 1, count: int = 44, metingen: tuple[str, ...] = ("2025", "2026")
) -> tuple[Dataset, tuple[Organisation, ...]]:
    rng = make.seeded(seed)
    organisations = (*make.random_gemeenten(rng, count, max(1, count // 15)), make.PROVINCIE)
    return make.random_dataset(rng, organisations, metingen=metingen), organisations


@pytest.mark.parametrize(
    ("count", "metingen"),
    [
        (1, ("2026",)),
        (6, ("2026",)),
        (44, ("2022", "2023", "2024", "2025", "2026")),
        (342, ("2026",)),
    ],
)
def test_any_number_of_gemeenten_and_metingen_gives_valid_workbooks(
    count: int, metingen: tuple[str, ...], tmp_path: Path
) -> None:
    for path in both(example(count=count, metingen=metingen), tmp_path):
        assert_valid(path)


def test_342_gemeenten_in_one_riec_all_stand_in_the_heatmap(tmp_path: Path) -> None:
    organisations = tuple(make.gemeente(f"G{number:03d}") for number in range(342))
    dataset = make.assemble(
        make.answer("2026", item.code, "1.1", "deels") for item in organisations
    )
    riec, _ = write(dataset, organisations, tmp_path)
    assert_valid(riec)
    sheet = openpyxl.load_workbook(riec)["Vergelijking"]
    symbols = [cell.value for row in sheet.iter_rows() for cell in row if cell.value == "◐"]
    assert len(symbols) == 342


def test_no_answers_gives_a_clear_page(tmp_path: Path) -> None:
    organisations = tuple(make.gemeente(name) for name in "ABCDEF")
    for path in write(make.assemble([]), organisations, tmp_path):
        assert_valid(path)
        assert openpyxl.load_workbook(path).sheetnames == ["Samenvatting"]
        said = ("nog geen antwoorden", "minder dan 13 gemeenten")
        assert any(part in text for text in texts_of(path) for part in said)


@pytest.mark.parametrize("status", ["voldoet", "nvt"])
def test_one_kind_of_answer_only_is_no_problem(status: str, tmp_path: Path) -> None:
    organisations = tuple(make.gemeente(f"G{number}") for number in range(7))
    rows = [make.answer("2026", item.code, "1.1", status) for item in organisations]
    for path in write(make.assemble(rows), organisations, tmp_path):
        assert_valid(path)


def test_text_from_gemeenten_stays_text(tmp_path: Path) -> None:
    rows = [
        make.answer("2026", "Aa", f"1.{number}", "deels", onderbouwing=text, actie=text)
        for number, text in enumerate(NASTY, 1)
    ]
    riec, _ = write(make.assemble(rows), (make.gemeente("Aa"),), tmp_path)
    assert_valid(riec)
    with zipfile.ZipFile(riec) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
                assert b"<hyperlink" not in archive.read(name)
    texts = texts_of(riec)
    for text in NASTY[:6]:
        assert texts.count(text) >= 2
    assert "regel een\nregel twee\nregel drie" in texts


def test_the_provincie_sees_no_name_and_no_text_of_a_gemeente(tmp_path: Path) -> None:
    organisations = tuple(make.gemeente(f"Gemeente{n:02d}", f"RIEC {n % 3}") for n in range(44))
    rows = [
        make.answer("2026", item.code, "1.1", "deels", actie="GEHEIM", verantwoordelijke="GEHEIM")
        for item in organisations
    ]
    _, provincie = write(make.assemble(rows), organisations, tmp_path)
    with zipfile.ZipFile(provincie) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Alle gemeenten" in content
    assert b"GEHEIM" not in content
    assert not re.search(rb"Gemeente\d\d", content)


def test_the_same_tables_give_the_same_bytes_and_no_author(tmp_path: Path) -> None:
    dataset, organisations = example()
    (tmp_path / "een").mkdir()
    (tmp_path / "twee").mkdir()
    for left, right in zip(
        write(dataset, organisations, tmp_path / "een"),
        write(dataset, organisations, tmp_path / "twee"),
        strict=True,
    ):
        assert left.read_bytes() == right.read_bytes()
        properties = openpyxl.load_workbook(left).properties
        assert not properties.creator
        assert not properties.lastModifiedBy


def _width_on_paper(sheet: ReadSheet) -> float:
    """How wide its columns are together on paper, in points."""
    pixels = sum(
        column_pixels(item.width) * ((item.max or 1) - (item.min or 1) + 1)
        for item in sheet.column_dimensions.values()
    )
    return pixels / PIXELS_PER_POINT * (sheet.page_setup.scale or 100) / 100


def test_sheets_are_accessible_and_print_well(tmp_path: Path) -> None:
    for path in both(example(), tmp_path):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            assert not sheet.merged_cells.ranges, sheet.title
            if sheet.sheet_state == "visible":
                setup = sheet.sheet_properties.pageSetUpPr
                assert setup is not None
                # One page wide: the program makes it fit, or it is made so small that it does.
                assert setup.fitToPage or _width_on_paper(sheet) <= ROOM[A4][0], sheet.title
                assert sheet["A1"].value
        with zipfile.ZipFile(path) as archive:
            drawings = [
                archive.read(name).decode()
                for name in archive.namelist()
                if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
            ]
            frames = re.findall("<xdr:cNvPr [^>]*>", "".join(drawings))
        assert frames
        assert all(re.search('descr="[^"]{30,}"', frame) for frame in frames)


def test_a_riec_workbook_has_these_sheets(tmp_path: Path) -> None:
    riec, provincie = both(example(), tmp_path)
    assert set(openpyxl.load_workbook(riec).sheetnames) >= {
        "Samenvatting",
        "Respons",
        "Vergelijking",
        "Thema's",
        "Knelpunten",
        "Uitwisseling",
        "Ontwikkeling",
        "Acties",
        "Bevindingen",
        "Gegevens",
    }
    assert openpyxl.load_workbook(provincie).sheetnames == [
        "Samenvatting",
        "Per RIEC",
        "Normen",
    ]


@pytest.mark.parametrize("write_one", [write_riec, write_provincie])
def test_a_place_that_cannot_be_written_gives_one_clear_sentence(
    write_one: Callable[..., None], tmp_path: Path
) -> None:
    dataset, organisations = example(count=6, metingen=("2026",))
    tables = (
        tables_for_riec(dataset, organisations, organisations[0].riec, today=make.TODAY)
        if write_one is write_riec
        else tables_for_provincie(dataset, organisations, today=make.TODAY)
    )
    target = tmp_path / "map.xlsx"
    target.mkdir()
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        write_one(tables, target, CREATED)


def test_the_heading_of_the_norms_comes_back_on_every_printed_page(tmp_path: Path) -> None:
    _, provincie = write(*example(), tmp_path)
    sheet = openpyxl.load_workbook(provincie)["Normen"]
    assert sheet.print_title_rows is not None
    header = int(sheet.print_title_rows.split(":")[0].strip("$"))
    assert sheet.cell(header, 1).value == "Norm"


@pytest.mark.parametrize(
    ("asking", "offering", "complying", "said"),
    [
        (["Heiloo"], ["Hoorn"], ["Edam"], "Heiloo vraagt hulp; Hoorn kan daarbij helpen."),
        (["Heiloo", "Edam"], [], ["Hoorn"], "Heiloo en Edam vragen hulp; niemand bood hulp aan, "
         "maar Hoorn voldoet wel: vraag of zij willen helpen."),
        ([], [], [], "niemand vraagt om hulp; geen gemeente in deze regio kan daar nu bij helpen"),
    ],
)  # fmt: skip
def test_the_summary_says_who_can_help_with_the_first_norm(
    asking: list[str], offering: list[str], complying: list[str], said: str
) -> None:
    assert said in texts.who_helps("1.4", asking, offering, complying)


UNTIL = date(2027, 12, 31)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((0.5, 1.0, 5, 0), "Als alle plannen slagen, voldoet op 31 december 2027 100% (nu 50%)"),
        ((0.5, 0.8, 5, 2), "op tijd klaar zijn. Bij de andere 2 antwoorden"),
        ((0.5, 0.5, 0, 9), "zonder nieuwe plannen blijft het bij 50%."),
        ((1.0, 1.0, 0, 0), "Er zijn geen plannen meer nodig: 100% voldoet al."),
    ],
)
def test_what_would_be_if_every_plan_succeeds_is_called_that(
    figures: tuple[float, float, float, float], said: str
) -> None:
    now, then, planned, without = figures
    text = plan_texts.if_all_succeed(UNTIL, now, then, planned=planned, without=without)
    assert said in text
    assert "verwachting" not in text


def test_without_a_day_in_the_definition_no_year_is_made_up() -> None:
    text = plan_texts.if_all_succeed(None, 0.5, 0.8, planned=3, without=1)
    assert "voldoet straks 80%" in text
    assert "202" not in text


def test_every_place_says_the_same_of_actions_that_are_late(tmp_path: Path) -> None:
    """Late is what the list of actions marks: also a date without words, or after the last day."""

    def planned(norm: str, actie: str, day: str) -> dict[str, object]:
        date_ = pd.Timestamp(day) if day else pd.NaT
        return make.answer("2026", "Aa", norm, "niet", actie=actie, streefdatum=date_)

    dataset = make.assemble(
        [
            planned("1.1", "Doen", "2026-05-31"),
            planned("1.2", "", "2026-05-31"),
            planned("1.3", "Doen", "2028-01-01"),
            planned("1.4", "Doen", ""),
            planned("1.5", "", ""),
        ]
    )
    tables = tables_for_riec(dataset, (make.gemeente("Aa"),), "RIEC Test", today=make.TODAY)
    paths = [tmp_path / f"riec.{suffix}" for suffix in ("xlsx", "html", "docx")]
    write_riec(tables, paths[0], CREATED)
    write_html(tables, paths[1])
    write_riec_note(tables, paths[2], CREATED)
    workbook = openpyxl.load_workbook(paths[0])
    marked = [row[1].value for row in workbook["Acties"].iter_rows()].count("Te laat")
    assert marked == 2
    said = (
        "Er staan 4 acties open (waarvan 1 met alleen een datum); bij 2 daarvan is de datum "
        "voorbij."
    )
    for sheet in ("Samenvatting", "Acties"):
        assert _words_of(workbook, sheet).count(said) == 1, sheet
    # Above its list the page counts what is shown of them.
    assert paths[1].read_text(encoding="utf-8").count(said) == 1
    note = [paragraph.text for paragraph in Document(str(paths[2])).paragraphs]
    assert [line for line in note if said in line] == [said]
    board = _words_of(workbook, "Voor het bestuur")
    for text in (board, " ".join(note)):
        assert "Bij 2 acties is dat zo." in text
    assert "Van alle acties is bij 2 de datum voorbij." in board
    # Of the answers that are not met, the board hears what each of them lacks.
    assert "Niet op tijd gepland:  4" in board
    missing = (
        "1 met een actie voor later, 1 met een actie zonder datum, 1 met alleen een datum, "
        "1 zonder actie en zonder datum"
    )
    assert missing in board
    for text in (_words_of(workbook, "Samenvatting"), " ".join(note)):
        assert f"geen beschreven actie met een datum tot dan: {missing}." in text


def test_on_every_sheet_and_page_it_stands_for_whom_it_is(tmp_path: Path) -> None:
    dataset = make.dataset(m2026="| norm | Aa |\n| 1.1 | n |")
    tables = tables_for_riec(dataset, [make.gemeente("Aa")], "RIEC Test", today=make.TODAY)
    write_riec(tables, tmp_path / "riec.xlsx", CREATED)
    workbook = openpyxl.load_workbook(tmp_path / "riec.xlsx")
    said = "Vertrouwelijk: alleen voor RIEC Test"
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown if sheet["A2"].value != said] == []
    with zipfile.ZipFile(tmp_path / "riec.xlsx") as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        printed = [name for name in sheets if said in parts.read(name).decode()]
    assert len(printed) == len(shown)


def test_where_many_ask_and_nobody_offers_the_board_is_asked_to_arrange_help() -> None:
    def asks(who: str, norm: str, status: str = "niet", hulp: str = "") -> dict[str, object]:
        return make.answer("2026", who, norm, status, uitwisseling=hulp)

    dataset = make.assemble(
        [
            *(asks(who, "1.1") for who in ("Aa", "Bb", "Cc")),
            *(asks(who, "1.2", hulp=HULP_GEWENST) for who in ("Aa", "Bb")),
            asks("Cc", "1.2", "voldoet"),
            *(asks(who, "1.3", hulp=HULP_GEWENST) for who in ("Aa", "Bb")),
            asks("Cc", "1.3", "voldoet", KAN_HELPEN),
        ]
    )
    everyone = [make.gemeente(name) for name in ("Aa", "Bb", "Cc")]
    tables = tables_for_riec(dataset, everyone, "RIEC Test", today=make.TODAY)
    for named in (True, False):
        asked = [
            (item.what.split(" norm ")[1][:3], item.why)
            for item in proposals(tables, named=named)[:3]
        ]
        assert asked[2] == ("1.2", "2 gemeenten vragen daar hulp bij, en niemand bood zich aan.")
    assert not any("norm 1.3" in item.what for item in proposals(tables, named=True))


def test_the_norms_that_went_most_forward_and_back_are_named() -> None:
    def share(met: int) -> str:
        return " | ".join(["v"] * met + ["n"] * (4 - met))

    def sheet(*met: int) -> str:
        rows = [f"| 1.{place} | {share(count)} |" for place, count in enumerate(met, 1)]
        return "\n".join(["| norm | Aa | Bb | Cc | Dd |", *rows])

    dataset = make.dataset(m2025=sheet(0, 1, 2, 4, 2, 0), m2026=sheet(4, 2, 2, 3, 0, 1))
    everyone = [make.gemeente(name) for name in ("Aa", "Bb", "Cc", "Dd")]
    tables = tables_for_riec(dataset, everyone, "RIEC Test", today=make.TODAY)
    assert (
        "Het meest vooruit ging norm 1.1 (0% naar 100%), norm 1.2 (25% naar 50%) en norm 1.6 (0% "
        "naar 25%); het meest achteruit norm 1.5 (50% naar 0%) en norm 1.4 (100% naar 75%)."
    ) in riec_sentences(tables)
    assert texts.norms_moved([], [("1.1", 0.5, 0.25)]) == (
        "Het meest achteruit ging norm 1.1 (50% naar 25%)."
    )
    assert texts.norms_moved([], []) == ""


def test_when_nothing_is_late_it_is_said() -> None:
    assert shared.open_actions(2, 0, 0) == "Er staan 2 acties open; geen daarvan is te laat."
    assert shared.open_actions(1, 0, 0) == "Er staat 1 actie open; die is niet te laat."


def test_a_board_reads_from_when_on_a_region_is_on_course() -> None:
    said = board_texts.course_in_short(UNTIL, 0.88, 0.65, 0.26)
    assert said == (
        "Lukken alle plannen, dan voldoet op 31 december 2027 88%. Lukt weer 26% ervan: 65%. "
        "Op koers is minstens 90%."
    )
    assert "Op koers" not in board_texts.course_in_short(None, 0.88, 0.65, 0.26)


def test_a_text_that_is_cut_gets_no_full_stop_behind_it(tmp_path: Path) -> None:
    long = "Wij zorgen voor een periodiek overleg waarbij alle signalen worden gedeeld met elkaar."
    dataset = make.assemble(
        [make.answer("2026", "Aa", "1.1", "niet")], [make.norm_row("1.1", norm_tekst=long)]
    )
    tables = tables_for_riec(dataset, (make.gemeente("Aa"),), "RIEC Test", today=make.TODAY)
    path = tmp_path / "nota.docx"
    write_riec_note(tables, path, CREATED)
    said = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    assert "… 1 van de" in said
    assert "afspreken wie wie helpt. Niemand" in said
    assert not re.search(r"[.…!?]\.", said)


def _words_of(workbook: openpyxl.Workbook, sheet: str) -> str:
    cells = (str(cell.value or "") for row in workbook[sheet].iter_rows() for cell in row)
    return " ".join(filter(None, cells))


def test_every_chart_carries_its_values(tmp_path: Path) -> None:
    """A preview, and an Excel that may not calculate yet, draw what is kept in the file."""
    rng = make.seeded(3)
    organisations = make.random_gemeenten(rng, 9)
    made = make.random_dataset(rng, organisations, metingen=FIVE[-2:]), organisations
    for path in both(made, tmp_path):
        with zipfile.ZipFile(path) as archive:
            charts = [name for name in archive.namelist() if "charts/chart" in name]
            for name in charts:
                text = archive.read(name).decode()
                references = re.findall(r"<c:(num|str)Ref>(.*?)</c:\1Ref>", text)
                assert references
                for kind, inner in references:
                    count = re.search(rf'<c:{kind}Cache>.*?<c:ptCount val="(\d+)"/>', inner)
                    assert count is not None, inner
                    assert int(count[1]) > 0, inner
                    assert inner.count("<c:v>") > 0, inner
