"""The workbook that is sent out."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from nhnorm_xlsx import style
from nhnorm_xlsx.contract.checks import EMPTY
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
    FIRST_DATE,
    LAST_DATE,
    PRIORITEIT,
    UITWISSELING,
    FieldKind,
    Value,
)
from nhnorm_xlsx.contract.keys import (
    CHECK_COLUMN,
    CORRECTION_COLUMN,
    EXPLANATION_COLUMN,
    FIELD_KEY,
    NORM_COLUMN,
    NORM_KEY,
    NUMBER_COLUMN,
    PREVIOUS_STATUS_COLUMN,
)
from nhnorm_xlsx.contract.stamp import PROPERTY_PREFIX
from nhnorm_xlsx.contract.statuses import OPEN_SYMBOL, STATUS_BY_KEY, STATUSES
from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.definition import Definition, Norm, Thema
from nhnorm_xlsx.form.formulas import ALLOWED_FUNCTIONS
from nhnorm_xlsx.form.model import Choice, Correction
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import form_bytes
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from tests import forms
from tests.returned import SMALL

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


@pytest.fixture(scope="module")
def content() -> bytes:
    return form_bytes(forms.plan())


@pytest.fixture(scope="module")
def workbook(content: bytes) -> Any:
    return opened(content)


@pytest.fixture(scope="module")
def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def opened(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


def theme_sheets(workbook: Any) -> list[str]:
    return [thema.sheet for thema in forms.NORM.themas if thema.sheet in workbook.sheetnames]


# --- sheets and locks -------------------------------------------------------------------


def test_start_a_sheet_per_thema_overzicht_and_two_hidden_ones(workbook: Any) -> None:
    assert workbook.sheetnames == [
        "Start", *(thema.sheet for thema in forms.NORM.themas), "Overzicht", "Acties",
        "_lijsten", "_nhnorm",
    ]  # fmt: skip
    states = {sheet.title: sheet.sheet_state for sheet in workbook}
    assert states["_lijsten"] == "hidden"
    assert states["_nhnorm"] == "veryHidden"
    assert {states[name] for name in workbook.sheetnames[:-2]} == {"visible"}


def test_every_sheet_is_locked_without_password_and_the_structure_too(
    workbook: Any, parts: dict[str, bytes]
) -> None:
    for sheet in workbook:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        # False means: not forbidden.
        assert sheet.protection.formatRows is False
        assert sheet.protection.formatColumns is False
    lock = etree.fromstring(parts["xl/workbook.xml"]).find(f"{MAIN}workbookProtection")
    assert lock is not None
    assert lock.get("lockStructure") == "1"
    assert len(lock.attrib) == 1


def test_only_the_input_cells_are_open(workbook: Any) -> None:
    for name in theme_sheets(workbook):
        sheet = workbook[name]
        columns = {cell.column: str(cell.value).removeprefix(FIELD_KEY) for cell in sheet[1]}
        for row in sheet.iter_rows():
            for cell in row:
                is_norm = str(sheet.cell(cell.row, 1).value or "").startswith(NORM_KEY)
                is_input = is_norm and columns.get(cell.column) in FIELD_BY_KEY
                assert cell.protection.locked is not is_input, (name, cell.coordinate)


def test_dropdowns_and_dates_are_checked_on_every_norm_row(workbook: Any) -> None:
    for name in theme_sheets(workbook):
        sheet = workbook[name]
        columns = {str(cell.value): cell.column_letter for cell in sheet[1]}
        rows = [cell.row for cell in sheet["A"] if str(cell.value or "").startswith(NORM_KEY)]
        for field in FIELDS:
            if field.kind is FieldKind.TEXT:
                continue
            letter = columns[FIELD_KEY + field.key]
            kind = "date" if field.kind is FieldKind.DATE else "list"
            for row in rows:
                kinds = [
                    item.type
                    for item in sheet.data_validations.dataValidation
                    if f"{letter}{row}" in item.sqref and item.type
                ]
                assert kinds == [kind], (name, letter, row)
        for item in sheet.data_validations.dataValidation:
            assert len(item.prompt or "") <= 255
            assert len(item.error or "") <= 255
            assert len(item.errorTitle or "") <= 32
            if item.type == "list":
                assert "_lijsten" in str(item.formula1)


def test_text_cells_take_text_that_looks_like_a_formula(workbook: Any) -> None:
    sheet = workbook[forms.NORM.themas[0].sheet]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(c.row for c in sheet["A"] if str(c.value or "").startswith(NORM_KEY))
    for field in FIELDS:
        cell = sheet.cell(row, columns[FIELD_KEY + field.key])
        expected = "dd-mm-yyyy" if field.kind is FieldKind.DATE else "@"
        if field.kind is not FieldKind.CHOICE:
            assert cell.number_format == expected, field.key


# The numbers of the rows and the scroll bar take the rest of 1366; in LibreOffice its side bar.
IN_VIEW, HEADER_PIXELS = 1267, 100


@pytest.mark.parametrize("kind", ["blank", "previous", "corrections"])
def test_norm_status_check_and_what_it_asks_are_in_view_together_at_1366_pixels(kind: str) -> None:
    previous = forms.previous_answers(4) if kind != "blank" else None
    wrong = [Correction("Kies een status.", urgent=True, norm="1.1", field="status")]
    plan = plan_form(
        forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "test-1", previous=previous,
        corrections=wrong if kind == "corrections" else [],
    )  # fmt: skip
    sheet = plan.sheet(forms.NORM.themas[0].sheet)
    keys = {cell.value: cell.col for cell in sheet.cells if cell.row == 0}
    asked = {key for status in STATUSES for key in (*status.asks, *status.welcomes)}
    needed = {NUMBER_COLUMN, NORM_COLUMN, "status", CHECK_COLUMN, *asked}
    needed |= {CORRECTION_COLUMN} if kind == "corrections" else {EXPLANATION_COLUMN}
    needed |= {PREVIOUS_STATUS_COLUMN} if previous else set()
    last = max(keys[FIELD_KEY + key] for key in needed)
    shown = [column.width for column in sheet.columns[: last + 1] if not column.hidden]
    assert sum(shown) <= IN_VIEW
    assert sheet.freeze is not None
    frozen_rows, frozen_columns = sheet.freeze
    heights = [sheet.rows[row] for row in range(frozen_rows)]
    assert sum(row.height for row in heights if not row.hidden) * 96 / 72 <= HEADER_PIXELS
    # On a smaller window, or with larger letters, the rest can still be scrolled to.
    assert sum(column.width for column in sheet.columns[:frozen_columns]) <= IN_VIEW / 4


def test_a_cell_with_a_list_looks_unlike_one_to_type_in(workbook: Any) -> None:
    sheet = workbook[forms.NORM.themas[0].sheet]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(c.row for c in sheet["A"] if str(c.value or "").startswith(NORM_KEY))
    looks = {
        field.key: (look.fill.fgColor.rgb, look.border.right.style)
        for field in FIELDS
        for look in [sheet.cell(row, columns[FIELD_KEY + field.key])]
    }
    lists = {looks[field.key] for field in FIELDS if field.kind is FieldKind.CHOICE}
    others = {looks[field.key] for field in FIELDS if field.kind is not FieldKind.CHOICE}
    assert len(lists) == 1
    (fill, edge), *_ = lists
    # Not by colour alone.
    assert {fill}.isdisjoint(other for other, _ in others)
    assert {edge}.isdisjoint(other for _, other in others)


def test_remarks_links_and_the_chart_are_not_locked_away(workbook: Any) -> None:
    for sheet in workbook:
        assert not sheet.protection.objects, sheet.title
        assert not sheet.protection.insertHyperlinks, sheet.title


def test_the_link_leads_to_the_next_norm_that_asks_something() -> None:
    done: dict[str, dict[str, Value]] = {
        norm.number: {"status": "Voldoet"} for norm in forms.NORM.norms
    }

    def target(answers: dict[str, dict[str, Value]], index: int) -> str:
        plan = forms.plan(answers)
        cells = {forms.place(cell): cell for cell in plan.sheet("_lijsten").cells}
        thema = plan.sheet(forms.NORM.themas[index].sheet)
        (link,) = [cell for cell in thema.cells if cell.formula.startswith("=HYPERLINK(")]
        return str(cells[link.formula.split("!$")[1].split(",")[0].replace("$", "")].value)

    sheets = [thema.sheet.replace("'", "''") for thema in forms.NORM.themas]
    assert target({}, 0) == f"#'{sheets[0]}'!E5"
    assert target({norm: done[norm] for norm in ("1.1", "1.2")}, 0) == f"#'{sheets[0]}'!E7"
    # Nothing is open here any more: the next sheet, and from the last one the first again.
    assert target({n: v for n, v in done.items() if n != "2.3"}, 0).startswith(f"#'{sheets[1]}'!E")
    assert target({n: v for n, v in done.items() if n != "2.3"}, 5).startswith(f"#'{sheets[1]}'!E")
    assert target(done, 3) == "#'Start'!B2"


def test_examples_of_a_date_follow_the_year() -> None:
    for meting, day in (("2026", "31-12-2027"), ("2029", "31-12-2030")):
        plan = forms.plan(meting=meting)
        said = [str(item) for sheet in plan.sheets for item in sheet.validations]
        said += [text for sheet in plan.sheets for text in sheet.fixed_texts]
        said += [cell.formula for _, cell in forms.formulas(plan)]
        found = {year for text in said for year in re.findall(r"31-12-(\d{4})", text)}
        assert found == {day[-4:]}


def test_a_prompt_says_what_choosing_leads_to() -> None:
    sheet = forms.plan().sheet(forms.NORM.themas[0].sheet)
    said = " ".join(item.prompt for item in sheet.validations if isinstance(item, Choice))
    assert "op Acties" in said
    # Who sees it differs by kind of organisation: Start says that, and no prompt does.
    assert "Op Start staat wie" in said
    assert "RIEC" not in said


# --- keys and stamp ---------------------------------------------------------------------


def test_the_stamp_stands_on_a_sheet_and_in_the_properties(workbook: Any) -> None:
    stamp = {row[0].value: row[1].value for row in workbook["_nhnorm"].iter_rows(max_col=2)}
    expected = {
        "contract_versie": "2",
        "editie": "2024",
        "definitie_sha256": forms.NORM.sha256,
        "meting": "2026",
        "organisatie_code": "GM0399",
        "uitgifte_id": "test-1",
        "deadline": "2026-05-29",
        "norm_naam": "Noord-Hollandse Norm Weerbare Overheid",
    }
    assert {key: stamp[key] for key in expected} == expected
    properties = {item.name: item.value for item in workbook.custom_doc_props.props}
    assert properties == {PROPERTY_PREFIX + key: value for key, value in expected.items()}


def test_every_norm_has_its_key_and_its_own_words(workbook: Any) -> None:
    found = {}
    for name in theme_sheets(workbook):
        sheet = workbook[name]
        columns = {str(cell.value): cell.column for cell in sheet[1]}
        for cell in sheet["A"]:
            key = str(cell.value or "")
            if key.startswith(NORM_KEY):
                text = sheet.cell(cell.row, columns[FIELD_KEY + NORM_COLUMN])
                found[key.removeprefix(NORM_KEY)] = text.value
    assert found == {norm.number: norm.text for norm in forms.NORM.norms}


# --- the same, small, and for everyone --------------------------------------------------


def test_same_plan_same_bytes(content: bytes) -> None:
    assert form_bytes(forms.plan()) == content
    assert form_bytes(forms.plan(issue="test-2")) != content


def test_a_formula_that_is_alike_on_every_row_is_written_once(content: bytes) -> None:
    """And read back whole: openpyxl works every row out from the first."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    plan = forms.plan()
    for sheet, cell in forms.formulas(plan):
        read = str(workbook[sheet.name][forms.place(cell)].value)
        assert read.replace(" ", "") == cell.formula.replace(" ", "")


def test_it_is_valid_open_xml(tmp_path: Path) -> None:
    for seed, answers in enumerate(
        (None, forms.random_answers(1, 0.5), forms.random_answers(2, 1))
    ):
        path = forms.written(tmp_path, forms.plan(answers), f"{seed}.xlsx")
        result = OpenXmlValidator().validate(str(path))
        assert result.is_valid, [str(error) for error in result.errors]


def test_only_functions_that_every_excel_knows() -> None:
    plan = forms.plan(forms.random_answers(3, 0.5), previous=forms.previous_answers(3))
    used = {name for _, cell in forms.formulas(plan) for name in forms.functions_in(cell.formula)}
    for sheet in plan.sheets:
        for colouring in sheet.colourings:
            used |= forms.functions_in(getattr(colouring, "formula", ""))
    assert {"IF", "COUNTIF"} <= used <= ALLOWED_FUNCTIONS
    assert "TEXT" not in ALLOWED_FUNCTIONS


def test_no_author_but_a_title_and_a_language(workbook: Any, parts: dict[str, bytes]) -> None:
    assert "Heiloo" in str(workbook.properties.title)
    assert workbook.properties.language == "nl-NL"
    assert not workbook.properties.creator or workbook.properties.creator == "openpyxl"
    assert b"creator" not in parts["docProps/core.xml"]
    assert b"Company" not in parts["docProps/app.xml"]
    assert b"Worksheets" not in parts["docProps/app.xml"]
    # From another program LibreOffice expects a chart to say more: it would name every series.
    assert b"<AppVersion>12.0000</AppVersion>" in parts["docProps/app.xml"]


def test_no_merged_cells_and_alt_text_on_every_drawing(
    workbook: Any, parts: dict[str, bytes]
) -> None:
    assert [sheet.title for sheet in workbook if sheet.merged_cells.ranges] == []
    drawings = [name for name in parts if name.startswith("xl/drawings/drawing")]
    assert drawings
    for name in drawings:
        for item in etree.fromstring(parts[name]).iter(f"{XDR}cNvPr"):
            assert len(item.get("descr") or "") > 20


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_at_least_4_5() -> None:
    pairs = [(item.fill, item.ink) for item in style.STATUS_STYLE.values()]
    pairs += [
        (style.BRAND, style.ON_BRAND),
        ("#FFFFFF", style.INK),
        ("#FFFFFF", style.MUTED),
        ("#FFFFFF", style.LINK),
        (style.PANEL, style.INK),
        (style.PANEL, style.MUTED),
        (style.INPUT_FILL, style.INK),
        (style.WARNING_FILL, style.WARNING_INK),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_a_status_is_never_only_a_colour() -> None:
    assert len({status.symbol for status in STATUSES} | {OPEN_SYMBOL}) == 5


# --- other organisations, other norms ---------------------------------------------------


def test_for_the_provincie_three_norms_do_not_apply() -> None:
    plan = forms.plan(organisation=forms.PROVINCIE)
    assert {number for number, values in plan.answers.items() if values} == {"5.2", "5.8", "5.9"}
    for number in ("5.2", "5.8", "5.9"):
        assert plan.answers[number]["status"] == "Niet van toepassing"
        assert "provincie" in str(plan.answers[number]["onderbouwing"])
    texts = " ".join(text for sheet in plan.sheets if sheet.name == "Start"
                     for text in sheet.fixed_texts)  # fmt: skip
    assert "Uw gemeente" not in texts
    assert "provincie" in texts


UNTOUCHED = {"niet_ingevuld", "vul_aan", "antwoord_zonder_status"}
COMPLETE = {"zonder_onderbouwing", "wie_ontbreekt", "niet_vastgesteld"}


def made_up(norms: int, sheet: str = "{} Thema", themas: int = 3) -> Definition:
    made = [
        Thema(
            str(number),
            f"Thema & {number}",
            sheet.format(number),
            tuple(
                Norm(f"{number}.{item}", f"Wij doen {item}.", "", "", "", "ja", ())
                for item in range(1, norms + 1)
            ),
        )
        for number in range(1, themas + 1)
    ]
    return Definition("2030", tuple(made))


@pytest.mark.parametrize(
    "definition",
    [
        made_up(1),
        made_up(100),
        made_up(11, themas=30),
        made_up(2, "{} 's Avonds & zo, (blad)"),
        made_up(2, "A{}"),
    ],
    ids=["3 norms", "300 norms", "30 themes", "odd names", "a name that is an address"],
)
def test_any_norm_works(tmp_path: Path, definition: Definition) -> None:
    answers = forms.random_answers(5, 0.7, definition)
    path = forms.written(tmp_path, forms.plan(answers, definition=definition))
    submission = judge(
        path.name, read_workbook(path), {"2030": definition}, {"GM0399": forms.HEILOO}
    )
    assert submission.accepted
    assert len(submission.answers) == len(definition.norms)
    assert {item.norm for item in submission.answers if item.status} == set(answers)
    assert submission.start == ()
    assert {item.kind.code for item in submission.findings} <= UNTOUCHED
    assert OpenXmlValidator().validate(str(path)).is_valid


def test_without_the_hidden_sheet_nothing_of_ours_is_taken_for_an_answer(tmp_path: Path) -> None:
    start: dict[str, Value] = {"ingevuld_door": "Adviseur"}
    path = forms.written(tmp_path, forms.plan({"1.1": {"status": "Voldoet"}}, start=start))
    read = read_workbook(path)
    lost = replace(read, sheets=tuple(item for item in read.sheets if item.name != "_nhnorm"))
    submission = judge(path.name, lost, {"2024": forms.NORM}, {"GM0399": forms.HEILOO})
    assert [(item.key, item.value) for item in submission.start] == [("ingevuld_door", "Adviseur")]
    assert {item.kind.code for item in submission.findings} == {
        "identiteit_uit_eigenschappen", "bijgeschreven_onbekend", "niet_ingevuld",
    }  # fmt: skip


def test_text_typed_over_an_explanation_is_a_finding(tmp_path: Path) -> None:
    path = forms.written(tmp_path, forms.plan())
    workbook = opened(path.read_bytes())
    sheet, cell = forms.input_cell(forms.plan(), "1.2", "toelichting")
    workbook[sheet][cell] = "MARK"
    workbook.save(path)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    found = [(item.sheet, item.cell, item.value) for item in submission.findings
             if item.kind.code == "extra_inhoud"]  # fmt: skip
    assert found == [(sheet, cell, "MARK")]


# --- round trip -------------------------------------------------------------------------

TEXTS = st.text(max_size=80) | st.sampled_from(
    ["=1+1", "+31 6", "-geen", "@x", "  spaties  ", "a\nb", "😀", "_x0041_", "'", "007", "1.10"]
)
NORMAL: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from([status.label for status in STATUSES]),
        "onderbouwing": TEXTS,
        "verantwoordelijke": TEXTS,
        "actie": TEXTS,
        "streefdatum": st.dates(FIRST_DATE, LAST_DATE),
        "prioriteit": st.sampled_from(PRIORITEIT.options),
        "uitwisseling": st.sampled_from(UITWISSELING.options),
    },
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({norm.number: NORMAL for norm in SMALL.norms}))
def test_any_answers_written_then_read_are_equal(
    tmp_path: Path, answers: dict[str, dict[str, Value]]
) -> None:
    path = forms.written(tmp_path, forms.plan(answers, definition=SMALL))
    submission = judge(path.name, read_workbook(path), {"2024": SMALL}, {"GM0399": forms.HEILOO})
    assert submission.accepted
    for answer in submission.answers:
        given_values = answers[answer.norm]
        for field in FIELDS:
            read: Value = answer[field.key]
            if field.key == "status":
                read = STATUS_BY_KEY[answer.status].label if answer.status else ""
            empty = None if field.kind is FieldKind.DATE else ""
            given_value = given_values.get(field.key, empty)
            assert read == expected(given_value, field.kind), field.key
    kinds = {item.kind.code for item in submission.findings}
    assert kinds <= {*UNTOUCHED, *COMPLETE, "datum_voorbij", "telt_als_leeg"}


def expected(value: Value, kind: FieldKind) -> Value:
    """What a form can hold of a value: nothing for what is empty, no signs that XML forbids."""
    if isinstance(value, str):
        cleaned = clean_text(value)
        return "" if EMPTY[kind](cleaned) else cleaned
    return value


# --- the previous meting ----------------------------------------------------------------


def test_last_years_texts_are_carried_over_but_not_the_status(tmp_path: Path) -> None:
    plan = forms.plan(previous=forms.previous_answers(1))
    assert all("status" not in values for values in plan.answers.values())
    path = forms.written(tmp_path, plan)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    assert {item["onderbouwing"] for item in submission.answers} == {"zie intranet"}
    assert {item["actie"] for item in submission.answers} == {"afronden"}
    assert {item.kind.code for item in submission.findings} == {"niet_ingevuld"}


def test_texts_left_unchanged_are_recognised_after_import(tmp_path: Path) -> None:
    previous = forms.previous_answers(1)
    path = forms.written(tmp_path, forms.plan(previous=previous))
    sheet = opened(path.read_bytes())
    name, cell = forms.input_cell(forms.plan(previous=previous), "1.1", "status")
    sheet[name][cell] = "Voldoet"
    action = forms.input_cell(forms.plan(previous=previous), "1.1", "actie")[1]
    sheet[name][action] = "iets anders"
    # Only what is complete is asked about; a norm of which nobody chose the status is not.
    sheet.save(path)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    found = [item for item in submission.findings if item.kind.code == "ongewijzigd_overgenomen"]
    assert [item.norm for item in found] == ["1.1"]
    assert "De tekst bij Onderbouwing is ongewijzigd" in found[0].message


def test_a_formula_that_somebody_added_is_a_finding(tmp_path: Path) -> None:
    path = forms.written(tmp_path, forms.plan())
    workbook = openpyxl.load_workbook(path)
    workbook["Start"]["G25"] = "=1+1"
    workbook["6 Communicatie"]["T9"] = '="zie ook "&"bijlage"'
    workbook.create_sheet("Extra")["A1"] = "=2+2"
    workbook.save(path)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    found = {(item.sheet, item.cell) for item in submission.findings
             if item.kind.code == "extra_inhoud"}  # fmt: skip
    assert found == {("Start", "G25"), ("6 Communicatie", "T9"), ("Extra", "A1")}
    workbook["Extra"]["A2"] = "nog iets"
    workbook.save(path)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    (added,) = [item for item in submission.findings if item.kind.code == "blad_toegevoegd"]
    assert added.sheet == "Extra"


def test_formulas_of_ours_that_moved_are_no_findings(tmp_path: Path) -> None:
    path = forms.written(tmp_path, forms.plan())
    workbook = openpyxl.load_workbook(path)
    workbook["Start"].insert_rows(3)
    workbook["2 Integriteit & Veilig werken"].insert_rows(2)
    workbook.save(path)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    assert "extra_inhoud" not in {item.kind.code for item in submission.findings}


def test_a_workbook_that_does_not_say_where_its_formulas_are_is_read_without_noise(
    tmp_path: Path,
) -> None:
    """As the first workbooks were made: one row of fingerprints, no formulas."""
    path = forms.written(tmp_path, forms.plan())
    workbook = openpyxl.load_workbook(path)
    stamp = workbook["_nhnorm"]
    prints: list[str] = []
    for row in list(stamp.iter_rows()):
        if row[0].value in ("vaste_tekst", "formules"):
            if row[0].value == "vaste_tekst":
                prints += [part.split("*")[0] for part in str(row[1].value).split()[1:]]
            row[0].value = row[1].value = None
    stamp["A8"], stamp["B8"] = "vaste_tekst", " ".join(sorted(set(prints)))
    workbook.save(path)
    submission = judge(path.name, read_workbook(path), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    assert {item.kind.code for item in submission.findings} == {"niet_ingevuld"}
