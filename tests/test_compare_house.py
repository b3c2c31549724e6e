"""The comparison room stays a room in which a newcomer finds the place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer import feedback, provincie, riec
from nhnorm_xlsx.compare.writer.book import Book, column
from nhnorm_xlsx.compare.writer.page import SCRIPTS, STYLES
from nhnorm_xlsx.compare.writer.participants import name_column
from nhnorm_xlsx.contract.scores import UNCOUNTED, UNMET
from tests import datasets as make

PACKAGE = Path(__file__).resolve().parent.parent / "nhnorm_xlsx"
ROOM = sorted((PACKAGE / "compare").rglob("*.py"))
WRITERS = sorted(
    [*(PACKAGE / "compare" / "writer").rglob("*.py"), *(PACKAGE / "form").glob("*.py")]
)
PAGE = PACKAGE / "compare" / "writer" / "page"
# `response` calls a workbook that is filled in for a part `deels` too: a state, no status.
STATES = {"response.py"}


def names(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def strings(path: Path) -> Iterator[str]:
    """The texts in a module that are not documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documentation:
            yield from [node.value] if isinstance(node.value, str) else []


@pytest.mark.parametrize("path", WRITERS, ids=names)
def test_a_writer_says_nothing_of_its_own(path: Path) -> None:
    # What the writers raise for the programmer is English and stays inside.
    allowed = ("no chart of kind", "cell or setting refused", "XlsxWriter left something out")
    # Markup is no sentence.
    texts = [text for text in strings(path) if '="' not in text]
    said = [text for text in texts if re.search(r"[a-z]{2,} [a-z]{2,}", text)]
    assert [text for text in said if not text.startswith(allowed)] == []


@pytest.mark.parametrize("path", ROOM, ids=names)
def test_no_status_is_named_and_no_colour_is_chosen_here(path: Path) -> None:
    found = set(strings(path))
    assert not [text for text in found if re.fullmatch("#[0-9A-Fa-f]{3,8}", text)]
    if path.name not in STATES:
        assert not found & {*UNMET, *UNCOUNTED}


def test_the_style_sheet_takes_its_colours_from_the_house_style() -> None:
    sheets = sorted(PAGE.glob("css/*.css"))
    assert {path.stem for path in sheets} == set(STYLES)
    css = "".join(path.read_text(encoding="utf-8") for path in sheets)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", css)
    assert not re.search(r"\b(rgb|hsl)a?\(", css)
    declared = (PAGE / "colours.css.j2").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--[a-z-]+)\)", css))
    assert used
    # Besides, a style sheet has sizes of its own.
    own = set(re.findall(r"^\s*(--[a-z-]+):", css, re.MULTILINE))
    given = set(re.findall(r"^\s*(--[a-z-]+):", declared, re.MULTILINE))
    assert used == given | own


def test_every_script_of_the_page_is_in_it() -> None:
    assert {path.stem for path in PAGE.glob("js/*.js")} == set(SCRIPTS)


@pytest.mark.parametrize("writer", [riec, provincie, feedback])
def test_every_sheet_is_one_function_in_one_ordered_list(writer: object) -> None:
    made = getattr(writer, "SHEETS")  # noqa: B009 - three modules, one name
    assert len(set(made)) == len(made) > 2
    assert all(function.__name__.endswith("_sheet") for function in made)


def test_a_sheet_that_is_added_to_the_list_stands_in_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def costs_sheet(book: Book, tables: Tables) -> None:
        sheet = book.sheet("Kosten")
        sheet.title("Kosten")
        sheet.table([name_column(tables, 20), column("n", 9, "count")], tables["gemeenten"])

    monkeypatch.setattr(riec, "SHEETS", (*riec.SHEETS[:2], costs_sheet, *riec.SHEETS[2:]))
    dataset = make.dataset(m2026="| norm | Aa |\n| 1.1 | v |")
    tables = tables_for_riec(dataset, [make.gemeente("Aa")], "RIEC Test", today=make.TODAY)
    riec.write_riec(tables, tmp_path / "riec.xlsx", datetime.combine(make.TODAY, time()))
    book = openpyxl.load_workbook(tmp_path / "riec.xlsx")
    assert book.sheetnames[2] == "Kosten"
    assert [cell.value for cell in book["Kosten"][5]] == ["Aa", 1]


def test_every_sheet_of_the_riec_has_a_module_of_its_own() -> None:
    places = [function.__module__ for function in riec.SHEETS]
    assert len(set(places)) == len(places)
    assert {place.rpartition(".")[2] for place in places} == {
        path.stem for path in (PACKAGE / "compare" / "writer" / "riec").glob("[a-z]*.py")
    }
