"""Our own workbook classes write what XlsxWriter's plain classes write, but for seven things.

The structure is locked, Excel need not work out everything anew, growing rows have no fixed
height, no row says which columns it uses, no link says what its cell says, a formula that is
alike on every row stands there once, and one that gives an empty text says that it is a text.
Everything else is the same to the byte.
"""

from __future__ import annotations

import re

import pytest
from openpyxl.formula.translate import Translator
from xlsxwriter.worksheet import Worksheet

from nhnorm_xlsx.form import xlsx
from nhnorm_xlsx.form.writer import form_parts
from tests import golden

LOCK = b'<workbookProtection lockStructure="1"/>'
SHARED = re.compile(
    r'<c r="([A-Z]+\d+)"([^>]*)><f t="shared"(?: ref="[^"]*")? si="(\d+)"(?:/>|>([^<]*)</f>)'
)
SPANS = re.compile(r' spans="[^"]*"')
DISPLAY = re.compile(r'(<hyperlink [^>]*?) display="[^"]*"')
ROW = re.compile(r'<row r="\d+"[^>]*>')


class PlainSheet(Worksheet):  # type: ignore[misc]
    growing: frozenset[int] = frozenset()


@pytest.mark.parametrize("kind", golden.plans())
def test_all_but_seven_things_is_the_same_to_the_byte(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = golden.plans()[kind]
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


def test_the_seven_things_are_there() -> None:
    parts = form_parts(golden.plans()["leeg"])
    assert LOCK + b"<bookViews>" in parts["xl/workbook.xml"]
    assert b"fullCalcOnLoad" not in parts["xl/workbook.xml"]
    assert b"<hyperlink " in parts["xl/worksheets/sheet2.xml"]
    assert b"display=" not in parts["xl/worksheets/sheet2.xml"]
    assert b't="str"><f>' in parts["xl/worksheets/sheet9.xml"]
    sheet = parts["xl/worksheets/sheet2.xml"].decode()
    assert len(SHARED.findall(sheet)) > 4
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
        (("VLOOKUP(A5,'x y'!$A$1:$B$9,2)", "VLOOKUP(A6,'x y'!$A$1:$B$9,2)"), True),
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
    """Excel repairs a shared formula with a list between braces or a moving foreign place."""
    rows = tuple((row, 2, formula) for row, formula in enumerate(formulas, start=4))
    assert bool(xlsx._shared_formulas(rows)) is shared


def test_no_colour_rule_holds_a_list_between_braces() -> None:
    """Excel does not allow that either."""
    for plan in golden.plans().values():
        for sheet in plan.sheets:
            for colouring in sheet.colourings:
                outside = re.sub(r'"[^"]*"', "", getattr(colouring, "formula", ""))
                assert "{" not in outside, (sheet.name, outside)
