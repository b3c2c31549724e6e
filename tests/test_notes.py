"""The note for a board: it says what the workbook beside it says, to whom it may, and no more."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as Opened
from docx.styles.style import ParagraphStyle

from nhnorm_xlsx import policy
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer import note_template
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import gate as bands
from nhnorm_xlsx.texts import publishing
from nhnorm_xlsx.texts.words import short_name
from tests import datasets as make
from tests.libreoffice import convert
from tests.open_xml import VERSIONS, said_by_audit, said_by_sdk

WORD = "GEHEIMWOORD"
NORMEN = ("1.1", "1.2", "1.3", "2.1", "2.2")
A = [make.gemeente(f"Aastad{number:02}", "RIEC A") for number in range(16)]
B = [make.gemeente(f"Beestad{number:02}", "RIEC B") for number in range(14)]
PEOPLE: tuple[Organisation, ...] = (*A, *B, make.PROVINCIE)
NAMES = re.compile(r"(?:Aa|Bee)stad\d\d")


def rows_of(item: Organisation, meting: str, at: int) -> list[dict[str, object]]:
    statuses = ("voldoet", "deels", "niet", "voldoet", "nvt")
    return [
        make.answer(
            meting,
            item.code,
            norm,
            "" if item is A[2] and norm[0] == "2" else statuses[(at * 3 + place) % 5],
            soort=item.kind,
            organisatie=item.name,
            onderbouwing=f"{WORD} {item.name}",
            actie=f"{WORD} van {item.name}" * 12,
            verantwoordelijke=f"Adviseur van {item.name}",
            streefdatum=pd.Timestamp(make.TODAY + timedelta(days=(at % 9) * 40 - 60)),
            uitwisseling="Kan anderen helpen" if item is A[3] else "",
            noemen="ja" if item is A[3] else "",
        )
        for place, norm in enumerate(NORMEN)
    ]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        row
        for meting in ("2025", "2026")
        for at, item in enumerate(PEOPLE)
        if item is not A[15] or meting == "2025"
        for row in rows_of(item, meting, at)
    ]
    folder = tmp_path_factory.mktemp("nota") / "dataset"
    make.on_disk(make.assemble(rows), PEOPLE, folder)
    run("vaststellen", "--ja", "--dataset", folder)
    return folder


def run(*arguments: object) -> str:
    found = CliRunner().invoke(nhnorm, [str(part) for part in arguments])
    assert found.exit_code == 0, (found.output, found.exception)
    return found.output


@pytest.fixture(scope="module")
def riec(dataset: Path) -> Path:
    """The note of RIEC A."""
    folder = dataset.parent / "vergelijking"
    said = run(
        "vergelijk", "--niveau", "riec", "--riec", "A", "--dataset", dataset, "--uit", folder
    )
    path = folder / "NHNorm-vergelijking-2026-RIEC A.docx"
    assert str(path) in said
    return path


@pytest.fixture(scope="module")
def own(dataset: Path) -> Path:
    """The note of one gemeente."""
    folder = dataset.parent / "terugkoppeling"
    run("terugkoppeling", "Aastad00", "--dataset", dataset, "--uit", folder)
    return folder / "NHNorm-terugkoppeling-2026-Aastad00-Aastad00.docx"


def texts_of(document: Opened) -> Iterator[str]:
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield cell.text
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from (paragraph.text for paragraph in part.paragraphs)


def said_in(path: Path) -> str:
    return "\n".join(texts_of(Document(str(path))))


def all_of(path: Path) -> str:
    """Everything in the file and in the workbook inside it, properties included."""
    found = [path.name]
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(content)) as inside:
                    found += [inside.read(part).decode("utf-8") for part in inside.namelist()]
            else:
                found.append(content.decode("utf-8"))
    return "\n".join(found)


def shown_in(path: Path) -> str:
    """Every text in the workbook with the same name, and its numbers as percentages too."""
    book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [str(value) for value in values if value is not None]
    return "\n".join(
        [*texts, *(f"{value:.0%}" for value in values if isinstance(value, float | int))]
    )


# --- of a RIEC ---------------------------------------------------------------------------


def test_the_note_of_a_riec_names_nobody_and_has_no_words_of_anybody(riec: Path) -> None:
    content = all_of(riec)
    assert "RIEC A" in content
    assert not NAMES.search(content)
    assert WORD not in content
    assert "Adviseur" not in content
    # The workbook beside it does, so there was something to leave out.
    assert NAMES.search(shown_in(riec))


def test_no_name_or_code_of_the_real_list_slips_into_the_note_of_a_riec(tmp_path: Path) -> None:
    """As they are called, in every part of the file: names of one word or more, and codes."""
    from nhnorm_xlsx.compare.writer import write_riec_note
    from nhnorm_xlsx.organisations import load_organisations

    everyone = load_organisations()
    rng = make.seeded(4)
    own = [item for item in everyone if item.riec == "RIEC Noord-Holland"]
    dataset = make.random_dataset(rng, own, metingen=("2025", "2026"))
    tables = tables_for_riec(dataset, everyone, "RIEC Noord-Holland", today=make.TODAY)
    write_riec_note(tables, tmp_path / "n.docx", pd.Timestamp(make.TODAY).to_pydatetime())
    content = all_of(tmp_path / "n.docx")
    assert [item.code for item in everyone if item.code in content] == []
    assert [item.name for item in own if re.search(rf"\b{re.escape(item.name)}\b", content)] == []


def test_the_figures_in_the_note_of_a_riec_are_those_of_the_answers(
    riec: Path, dataset: Path
) -> None:
    from nhnorm_xlsx.dataset.files import read_tables

    answers = read_tables(dataset).antwoorden
    mine = answers[(answers["meting"] == "2026") & answers["organisatie"].str.startswith("Aa")]
    scored = mine[mine["status"].isin(["voldoet", "deels", "niet"])]
    met = int((scored["status"] == "voldoet").sum())
    said = said_in(riec)
    assert f"{round(100 * met / len(scored))}% van de beoordeelde normen voldoet: {met} van" in said
    assert "15 van de 16 gemeenten hebben geantwoord" in said
    assert "1 gemeente vulde niet alle normen in" in said
    open_ones = mine[mine["status"].isin(["deels", "niet"])]
    late = int((pd.to_datetime(open_ones["streefdatum"]).dt.date < _today()).sum())
    assert f"Er staan {len(open_ones)} acties open; bij {late} daarvan" in said
    unmet = open_ones.groupby("norm", observed=True).size()
    table = Document(str(riec)).tables[0]
    counts = {row.cells[0].text.split()[0]: int(row.cells[1].text) for row in table.rows[1:]}
    assert counts == unmet[unmet > 0].to_dict()


def _today() -> date:
    return date.today()  # noqa: DTZ011 - as the command takes it


def test_the_weakest_norm_is_the_same_one_everywhere(riec: Path) -> None:
    book = openpyxl.load_workbook(riec.with_suffix(".xlsx"))
    note = [row.cells[0].text.split()[0] for row in Document(str(riec)).tables[0].rows[1:]]
    assert [name.split()[0] for name in _below(book, "Knelpunten", "Norm")] == note
    assert [
        name.split()[0] for name in _below(book, "Voor het bestuur", "De 5 zwakste normen")
    ] == (note[:5])
    exchange = _below(book, "Uitwisseling", "Norm")
    assert exchange[: len(note)] == note
    summary = _below(book, "Samenvatting", "Zwakste normen: de meeste gemeenten voldoen nog niet")
    assert [name.split()[1].rstrip(".") for name in summary[:3]] == note[:3]


def _below(book: openpyxl.Workbook, sheet: str, heading: str) -> list[str]:
    """The texts below a heading in the first column, up to an empty cell or a note."""
    column = [cell.value for cell in next(book[sheet].iter_cols(max_col=1))]
    below = column[column.index(heading) + 1 :]
    end = next((at for at, value in enumerate(below) if not re.search(r"\d\.\d", str(value))), None)
    return [str(value) for value in below[:end]]


# --- of one gemeente ---------------------------------------------------------------------


def test_the_note_of_a_gemeente_has_its_own_words_and_nobody_elses(own: Path) -> None:
    content = all_of(own)
    assert set(NAMES.findall(content)) == {"Aastad00"}  # nor who offers help
    assert WORD in content
    assert set(re.findall(rf"{WORD} van (\w+?)(?={WORD}|\W)", content)) == {"Aastad00"}


def test_the_note_says_that_what_it_tells_of_others_may_be_a_little_off(own: Path) -> None:
    said = said_in(own)
    assert "Een norm vlak bij een grens kan een kwart hoger of lager staan" in said
    assert "(beschermd)" in all_of(own)
    assert "afgerond" not in all_of(own)


def test_what_it_tells_of_others_stands_in_the_workbook_in_the_same_words(own: Path) -> None:
    workbook, note = shown_in(own), said_in(own)
    told = set(re.findall(r"\d+ ?%", note))
    assert told <= set(re.findall(r"\d+ ?%", workbook)) | {"0%", "100%"}
    steps = [step for step in bands.STEPS if step in note]
    assert steps
    assert all(step in workbook for step in steps)
    # Behind the chart stand the rounded figures that the workbook has, and nothing finer.
    theirs = _behind_the_chart(own, "Gemeenten van RIEC A")
    assert theirs == [
        value
        for value in _column(own.with_suffix(".xlsx"), "Gemeenten van RIEC A: voldoet")
        if value is not None
    ]
    assert all(round(value * 100) % policy.ROUNDED_TO == 0 for value in theirs)


def _behind_the_chart(path: Path, heading: str) -> list[float]:
    with zipfile.ZipFile(path) as package:
        content = package.read("word/embeddings/Cijfers.xlsx")
    return _column(io.BytesIO(content), heading)


def _column(source: Path | io.BytesIO, heading: str) -> list[float]:
    sheet = openpyxl.load_workbook(source).worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == heading:
                below = (
                    sheet.cell(at, cell.column).value
                    for at in range(cell.row + 1, sheet.max_row + 1)
                )
                return [value for value in below if isinstance(value, float | int)]
    raise AssertionError(heading)


def test_the_chart_keeps_what_stands_behind_it(riec: Path, own: Path) -> None:
    for path in (riec, own):
        with zipfile.ZipFile(path) as package:
            chart = package.read("word/charts/chart1.xml").decode()
            inside = openpyxl.load_workbook(
                io.BytesIO(package.read("word/embeddings/Cijfers.xlsx"))
            )
        sheet = inside.worksheets[0]
        found = re.findall(r"!([^<]+)</c:f><c:numCache>(.*?)</c:numCache>", chart)
        assert found
        for place, kept in found:
            cells = [cell for row in sheet[place.replace("$", "")] for cell in row]
            numbers = [cell.value for cell in cells if isinstance(cell.value, float | int)]
            assert [float(text) for text in re.findall("<c:v>([^<]+)", kept)] == pytest.approx(
                numbers
            )


def test_a_concept_says_so_on_every_page(dataset: Path, tmp_path: Path) -> None:
    run("terugkoppeling", "Aastad00", "--concept", "--dataset", dataset, "--uit", tmp_path)
    (path,) = tmp_path.glob("*-concept.docx")
    (section,) = Document(str(path)).sections
    assert publishing.CONCEPT in section.header.paragraphs[0].text
    assert not section.different_first_page_header_footer


def test_without_enough_answers_the_note_shows_nothing_of_others(tmp_path: Path) -> None:
    few = A[: policy.ENOUGH - 1]
    rows = [row for at, item in enumerate(few) for row in rows_of(item, "2026", at)]
    folder = make.on_disk(make.assemble(rows), (*few, make.PROVINCIE), tmp_path / "d")
    run("terugkoppeling", "Aastad00", "--concept", "--dataset", folder, "--uit", tmp_path / "t")
    (path,) = (tmp_path / "t").glob("*.docx")
    said = said_in(path)
    assert f"minder dan {policy.ENOUGH} gemeenten" in said
    assert not any(step in said for step in bands.STEPS)
    with zipfile.ZipFile(path) as package:
        assert package.read("word/charts/chart1.xml").count(b"<c:ser>") == 1


# --- as a file ---------------------------------------------------------------------------


def test_it_has_no_maker_and_is_the_same_every_time(riec: Path, own: Path, dataset: Path) -> None:
    before = own.read_bytes()
    run("terugkoppeling", "Aastad00", "--dataset", dataset, "--uit", own.parent)
    assert own.read_bytes() == before
    for path in (riec, own):
        with zipfile.ZipFile(path) as package:
            core = package.read("docProps/core.xml").decode()
            assert set(package.namelist()) == {
                "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
                "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml",
                "word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml",
                "word/header1.xml", "word/footer1.xml", "word/charts/chart1.xml",
                "word/charts/_rels/chart1.xml.rels", "word/embeddings/Cijfers.xlsx",
            }  # fmt: skip
        assert re.findall(r"<(?:dc|cp|dcterms):(\w+)[ >]", core) == [
            "coreProperties", "title", "created", "modified",
        ]  # fmt: skip


def test_the_template_has_every_style_that_is_used_once_and_no_other(riec: Path, own: Path) -> None:
    used: set[str] = set()
    for path in (riec, own):
        document = Document(str(path))
        names = [style.name for style in document.styles]
        assert len(set(names)) == len(names)
        paragraphs = [*document.paragraphs, document.sections[0].header.paragraphs[0]]
        paragraphs.append(document.sections[0].footer.paragraphs[0])
        used |= {str(item.style.name) for item in paragraphs if item.style is not None}
        used |= {str(table.style.name) for table in document.tables if table.style is not None}
        basis = {"Normal", "Default Paragraph Font", "Normal Table"}
        assert {name.casefold() for name in names if name not in basis} == {
            name.casefold() for name in note_template.STYLES
        }
    assert {name.casefold() for name in used - {"Normal"}} == {
        name.casefold() for name in note_template.STYLES
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_word_has_nothing_to_repair(version: str, riec: Path, own: Path) -> None:
    for path in (riec, own):
        assert list(said_by_audit(path)) == []
        assert said_by_sdk(path, version) == []


def test_it_is_one_or_two_pages(riec: Path, own: Path, tmp_path: Path) -> None:
    for path in convert([riec, own], tmp_path, "pdf"):
        pages = len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
        assert pages in (1, 2), path.name


def test_a_short_name_is_cut_at_a_word_and_does_not_hang() -> None:
    assert short_name("Wij hebben een integriteitsbeleid vastgesteld.") == (
        "Integriteitsbeleid vastgesteld"
    )
    long = "Wij zorgen voor een periodiek overleg waarbij signalen van de aanpak worden besproken."
    name = short_name(long, 40)
    assert name == "Periodiek overleg waarbij signalen…"
    assert short_name("Anders geformuleerd. En meer.") == "Anders geformuleerd"


# --- as it is seen -----------------------------------------------------------------------


def drawn_in(path: Path) -> tuple[Opened, int]:
    """The note, and the place of the paragraph with the chart."""
    document = Document(str(path))
    (place,) = (at for at, item in enumerate(document.paragraphs) if "<w:drawing" in item._p.xml)
    return document, place


@pytest.mark.parametrize("whose", ["riec", "own"])
def test_what_is_asked_stands_on_the_first_page(
    whose: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    note = request.getfixturevalue(whose)
    (pdf,) = convert([note], tmp_path, "pdf")
    read = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    assert "Gevraagd besluit" in read.stdout.split("\f")[0]
    document, chart = drawn_in(note)
    above = [item.text for item in document.paragraphs[:chart]]
    assert "Gevraagd besluit" in above
    assert "Open acties" not in above


@pytest.mark.parametrize("whose", ["riec", "own"])
def test_the_chart_stands_free_of_what_is_above_it(
    whose: str, request: pytest.FixtureRequest
) -> None:
    document, place = drawn_in(request.getfixturevalue(whose))
    style = document.paragraphs[place].style
    assert isinstance(style, ParagraphStyle)
    assert style.paragraph_format.space_before
    assert style.paragraph_format.space_before.pt >= 6


def test_bars_have_room_for_their_numbers_and_are_named_in_their_order(own: Path) -> None:
    document, place = drawn_in(own)
    high = re.search(r'<wp:extent [^>]*cy="(\d+)"', document.paragraphs[place]._p.xml)
    themas = {norm.partition(".")[0] for norm in NORMEN}
    assert high
    # A centimetre for the two bars of a thema, beside the title and the axis.
    assert int(high.group(1)) / 360_000 == pytest.approx(2 + len(themas))
    with zipfile.ZipFile(own) as package:
        chart = package.read("word/charts/chart1.xml").decode("utf-8")
    # A program may turn the legend of a chart around; the line below the chart stands as it is.
    assert "<c:legend>" not in chart
    names = [
        re.sub("<[^>]+>", "", part)
        for part in re.findall(r"<c:ser>.*?<c:tx>.*?<c:v>(.*?)</c:v>", chart, re.DOTALL)
    ]
    assert names == ["Gemeente Aastad00", "Gemeenten van RIEC A"]
    below = document.paragraphs[place + 1]
    assert below.text.split() == [
        "■", "Gemeente", "Aastad00", "□", "Gemeenten", "van", "RIEC", "A", "samen", "(beschermd)",
    ]  # fmt: skip


def test_two_groups_of_gemeenten_are_told_apart(own: Path) -> None:
    said = said_in(own)
    assert (
        "De grafiek gaat over de gemeenten van RIEC A, de tabel per norm over alle gemeenten: die "
        "van RIEC A en RIEC B die hebben geantwoord."
    ) in said
    assert "helft of meer van de gemeenten" not in said
    assert said.count("de helft of meer van alle gemeenten") == 3


def test_a_share_over_fewer_norms_than_that_of_others_says_so(own: Path) -> None:
    """Of thema 2 it judged one norm of two."""
    said = said_in(own)
    assert "Bij thema 2 beoordeelde Gemeente Aastad00 niet elke norm" in said
    (told,) = re.findall(r"Bij thema 2 beoordeelde u niet elke norm", shown_in(own))
    assert told
