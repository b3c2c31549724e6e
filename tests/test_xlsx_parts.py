"""Our own workbook classes write what XlsxWriter's plain classes write, but for seven things.

The structure is locked, Excel need not work out everything anew, growing rows have no fixed
height, no row says which columns it uses, no link says what its cell says, a formula that is
alike on every row stands there once, and one that gives an empty text says that it is a text.
Everything else is the same to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from xlsxwriter.worksheet import Worksheet

from nhnorm_xlsx.form import xlsx
from nhnorm_xlsx.form.model import Cell, FormPlan, RowSize, SheetPlan
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import form_parts
from nhnorm_xlsx.settings import Contact, RoundPeople
from tests import forms, golden

LOCK = b'<workbookProtection lockStructure="1"/>'
SHARED = re.compile(
    r'<c r="([A-Z]+\d+)"([^>]*)><f t="shared"(?: ref="[^"]*")? si="(\d+)"(?:/>|>([^<]*)</f>)'
)
SPANS = re.compile(r' spans="[^"]*"')
DISPLAY = re.compile(r'(<hyperlink [^>]*?) display="[^"]*"')
ROW = re.compile(r'<row r="\d+"[^>]*>')


PICTURE = min((Path(__file__).resolve().parent.parent / "docs" / "beelden").glob("*.png"))
PEOPLE = RoundPeople(Contact("RIEC", mail="an@riec.nl"), back_to="weerbaar@riec.nl")


def answered(text: str) -> dict[str, dict[str, str]]:
    return {"1.1": {"onderbouwing": text, "actie": "kort"}}


MORE: dict[str, dict[str, Any]] = {
    "": {},
    "wie het vraagt": {"people": PEOPLE},
    "beeldmerk": {"people": replace(PEOPLE, logo=PICTURE)},
    "een andere dag": {"created": date(2026, 4, 7)},
    "veel": {"answers": answered("veel " * 5_000)},
    "eerder": {"previous": forms.previous_answers(2)},
    "anders eerder": {"previous": forms.previous_answers(3)},
}
GEMEENTEN = [item for item in forms.ORGANISATIONS.values() if not item.is_provincie]
# Alike in some sheets, different in others.
KINDS: dict[str, Callable[[], FormPlan]] = {
    f"{item.code} {name}": partial(
        plan_form, forms.NORM, item, "2026", forms.DEADLINE, item.code, **more
    )
    for name, more in MORE.items()
    for item in (*GEMEENTEN[:2], forms.PROVINCIE)
} | {name: lambda name=name: golden.plans()[name] for name in golden.plans()}  # type: ignore[misc]
KINDS_OF_ONE = [kind for kind in KINDS if kind.startswith(GEMEENTEN[0].code)]


class PlainSheet(Worksheet):  # type: ignore[misc]
    growing: frozenset[int] = frozenset()

    def lay(
        self, cells: Iterable[Cell], look: Callable[..., Any], write: Callable[..., Any]
    ) -> None:
        for cell in cells:
            write(self, cell, look(cell.style))


@pytest.mark.parametrize("kind", [*golden.plans(), *KINDS_OF_ONE])
def test_all_but_seven_things_is_the_same_to_the_byte(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = KINDS[kind]()
    ours = form_parts(plan)
    monkeypatch.setattr(xlsx.FormWorkbook, "worksheet_class", PlainSheet)
    plain = form_parts(plan)
    assert list(ours) == list(plain)
    for name, part in plain.items():
        here = ours[name]
        if name.startswith("xl/worksheets/sheet"):
            assert as_plainly_written(here) == as_plainly_written(part), name
        else:
            assert here == part, name


@cache
def written_alone(kind: str) -> dict[str, bytes]:
    """With plain rows of its own: nothing is remembered, not even of its other sheets."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "_rows_like", lambda *_: [])
        return form_parts(KINDS[kind]())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=5))
def test_a_workbook_is_the_same_whatever_was_made_before_it(kinds: list[str]) -> None:
    for kind in kinds:
        assert form_parts(KINDS[kind]()) == written_alone(kind), kinds


@pytest.mark.parametrize(
    "change",
    [
        {"rows": {20: RowSize(50)}},
        {"rows": {20: RowSize(20, hidden=True)}},
        {"rows": {20: RowSize(20, grows=True)}},
        {"cells": (Cell(20, 1, 1, "text"),)},
        {"cells": (Cell(20, 1, 1.5, "text", "=3/2"),)},
        {"cells": (Cell(20, 1, "1", "text"),)},
        {"cells": (Cell(20, 1, True, "text"),)},
        {"cells": (Cell(20, 1, True, "strong"),)},
        {"cells": (Cell(20, 2, True, "text"),)},
    ],
)
def test_rows_that_differ_at_all_are_written_anew(change: dict[str, Any]) -> None:
    sheet = SheetPlan("Blad", (Cell(20, 1, None, "text"),), rows={20: RowSize(20)})
    plain, other = (
        replace(forms.plan(), sheets=(item,), first_sheet="Blad")
        for item in (sheet, replace(sheet, **change))
    )
    before = form_parts(plain)["xl/worksheets/sheet1.xml"]
    after = form_parts(other)["xl/worksheets/sheet1.xml"]
    assert rows_of(before) != rows_of(after)
    assert rows_of(form_parts(plain)["xl/worksheets/sheet1.xml"]) == rows_of(before)


def test_true_is_not_taken_for_one() -> None:
    one, true = (SheetPlan("Blad", (Cell(20, 1, value, "text"),)) for value in (1, True))
    written = [
        rows_of(
            form_parts(replace(forms.plan(), sheets=(item,), first_sheet="Blad"))[
                "xl/worksheets/sheet1.xml"
            ]
        )
        for item in (one, true)
    ]
    assert written[0] != written[1]


def rows_of(sheet: bytes) -> bytes:
    return sheet[sheet.index(b"<sheetData>") : sheet.index(b"</sheetData>")]


def test_rows_that_stood_on_another_sheet_are_not_written_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two gemeenten to which nothing was answered differ in their texts only."""
    xlsx._rows_like.cache_clear()
    written: list[str] = []
    anew = xlsx.FormWorksheet._write_rows_anew

    def listening(sheet: xlsx.FormWorksheet) -> None:
        written.append(sheet.name)
        anew(sheet)

    monkeypatch.setattr(xlsx.FormWorksheet, "_write_rows_anew", listening)
    one, other = (KINDS[f"{item.code} "]() for item in GEMEENTEN[:2])
    form_parts(one)
    assert len(written) == len(one.sheets)
    form_parts(other)
    assert len(written) == len(one.sheets)


def test_a_text_that_does_not_fit_stops_the_writing() -> None:
    plan = forms.plan()
    first, *others = plan.sheets
    cells = (*first.cells, Cell(90, 1, "te lang " * 5_000, "text"))
    with pytest.raises(AssertionError, match="left something out"):
        form_parts(replace(plan, sheets=(replace(first, cells=cells), *others)))


def test_a_cell_outside_the_sheet_stops_the_writing() -> None:
    plan = forms.plan()
    first, *others = plan.sheets
    cells = (*first.cells, Cell(2_000_000, 1, "ver weg", "text"))
    with pytest.raises(AssertionError, match="2000000"):
        form_parts(replace(plan, sheets=(replace(first, cells=cells), *others)))


def test_the_seven_things_are_there() -> None:
    parts = form_parts(golden.plans()["leeg"])
    assert LOCK + b"<bookViews>" in parts["xl/workbook.xml"]
    assert b"fullCalcOnLoad" not in parts["xl/workbook.xml"]
    assert b"<hyperlink " in parts["xl/worksheets/sheet2.xml"]
    assert b"display=" not in parts["xl/worksheets/sheet2.xml"]
    assert b't="str"><f>' in parts["xl/worksheets/sheet9.xml"]
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    assert len(SHARED.findall(parts["xl/worksheets/sheet9.xml"].decode())) > 4
    heights = [row for row in ROW.findall(sheet) if "ht=" in row]
    assert any("customHeight" in row for row in heights)
    assert any("customHeight" not in row for row in heights)


def without_four_attributes(part: bytes) -> str:
    said = ROW.sub(
        lambda row: SPANS.sub("", row[0].replace(' customHeight="1"', "")), part.decode()
    )
    said = DISPLAY.sub(r"\1", said)
    return said.replace(' t="str"><f', "><f")


def as_plainly_written(part: bytes) -> str:
    """Shared formulas written out in every cell, as a program that opens the file reads them."""
    first: dict[str, tuple[str, str]] = {}

    def written_out(cell: re.Match[str]) -> str:
        place, rest, number, formula = cell[1], cell[2], cell[3], cell[4]
        if formula is not None:
            first[number] = (place, formula)
        origin, text = first[number]
        moved = Translator(f"={text}", origin=origin).translate_formula(place)
        return f'<c r="{place}"{rest}><f>{moved.removeprefix("=")}</f>'

    return without_four_attributes(SHARED.sub(written_out, part.decode()).encode())


@pytest.mark.parametrize(
    ("formula", "needs_none"),
    [
        ('=IF(A1="",COUNTIF(B1:B9,"x"),0)', True),
        ('=IF(A1="SORT(x)","TEXTJOIN(","")', True),
        ("=SORT(A1:A9)", False),
        ('=IF(A1="",XLOOKUP(1,A:A,B:B),"")', False),
        ("=_xlfn.CONCAT(A1:A3)", False),
        ("{=SUM(A1:A3*B1:B3)}", False),
        ("=MIJNFUNCTIE(A1)", False),
    ],
)
def test_only_formulas_without_newer_functions_are_left_as_they_are(
    formula: str, needs_none: bool
) -> None:
    assert xlsx.needs_no_preparation(formula) is needs_none


@pytest.mark.parametrize(
    ("formulas", "shared"),
    [
        (("A5+1", "A6+1"), True),
        (("A4+B5", "A5+B6"), True),
        (("A5+$B$1", "A6+$B$1"), True),
        (("A5+$B$1", "A5+$B$1"), False),
        (("VLOOKUP(A5,'x y'!$A$1:$B$9,2)", "VLOOKUP(A6,'x y'!$A$1:$B$9,2)"), False),
        (("VLOOKUP(A5,naam,2)", "VLOOKUP(A6,naam,2)"), True),
        (("A5+'x y'!B5", "A6+'x y'!B6"), False),
        (("A5+'x y'!B5", "A6+'x y'!B5"), False),
        (("SUM('x y'!$A1:$A9)+A5", "SUM('x y'!$A1:$A9)+A6"), False),
        (('COUNT(SEARCH({"a","b"},A5))', 'COUNT(SEARCH({"a","b"},A6))'), False),
        (('IF(A5="{1}","A5!B6","")', 'IF(A6="{1}","A5!B6","")'), True),
    ],
)
def test_only_what_excel_takes_is_written_once_for_many_rows(
    formulas: tuple[str, str], shared: bool
) -> None:
    """Excel repairs a shared formula with a list between braces or a place on another sheet."""
    rows = tuple((row, 2, formula) for row, formula in enumerate(formulas, start=4))
    assert bool(xlsx._shared_formulas(rows)) is shared


def test_no_colour_rule_holds_a_list_between_braces() -> None:
    """Excel does not allow that either."""
    for plan in golden.plans().values():
        for sheet in plan.sheets:
            for colouring in sheet.colourings:
                outside = re.sub(r'"[^"]*"', "", getattr(colouring, "formula", ""))
                assert "{" not in outside, (sheet.name, outside)


# --- formulas that stand there once -------------------------------------------------------

_QUOTED = re.compile(r"""&quot;.*?&quot;|"[^"]*"|'(?:[^']|'')*'""")


@pytest.mark.parametrize("kind", golden.plans())
def test_a_formula_that_is_shared_speaks_of_no_other_sheet_and_holds_no_list(kind: str) -> None:
    """Excel itself never writes such a formula, and repairs a file with one."""
    parts = form_parts(golden.plans()[kind])
    shared = [
        written
        for name, part in parts.items()
        if "worksheets/" in name
        for written in re.findall(r'<f t="shared" ref="[^"]*"[^>]*>([^<]*)</f>', part.decode())
    ]
    assert len(shared) > 20
    for written in shared:
        assert not set("!{") & set(_QUOTED.sub("", written)), written


def test_the_names_that_formulas_use_are_ranges_that_nobody_sees() -> None:
    parts = form_parts(golden.plans()["vorige"])
    book = parts["xl/workbook.xml"].decode()
    names = dict(re.findall(r'<definedName name="(\w+)" hidden="1">([^<]*)<', book))
    assert set(names) == {
        "lijst",
        "volgorde",
        *(f"thema_{thema.number}" for thema in forms.NORM.themas),
    }
    assert all(re.fullmatch(r"'[^']+'!\$A?[A-Z]\$\d+:\$[A-Z]+\$\d+", at) for at in names.values())
