"""Overzicht, one page to decide from; and Acties, every open action."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from lxml import etree

from nhnorm_xlsx.answers import Answer, EarlierAnswer
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.contract.statuses import DEELS, NIET, NVT, VOLDOET
from nhnorm_xlsx.form import styles
from nhnorm_xlsx.form.actions import _WIDTHS
from nhnorm_xlsx.form.answered import arrow_of
from nhnorm_xlsx.form.model import Cell, Colouring, FormPlan, Link
from nhnorm_xlsx.form.writer import form_bytes
from nhnorm_xlsx.measure import line_count
from nhnorm_xlsx.style import FONT_SIZE, STATUS_STYLE, UNKNOWN
from nhnorm_xlsx.texts import form as texts
from tests import forms

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def previous(**statuses: str) -> dict[str, EarlierAnswer]:
    return {
        norm: EarlierAnswer("2025", date(2025, 5, 1), Answer(norm, {"status": status}))
        for number, status in statuses.items()
        for norm in [number.removeprefix("n").replace("_", ".")]
    }


def shown(plan: FormPlan, sheet: str = "Overzicht") -> list[Value]:
    return [cell.value for cell in plan.sheet(sheet).cells if cell.value not in (None, "")]


def tiles(plan: FormPlan) -> dict[str, Cell]:
    cells = [cell for cell in plan.sheet("Overzicht").cells if cell.style == "tile"]
    return {str(cell.value).lstrip("▲▼").split()[0]: cell for cell in cells}


def decisions(plan: FormPlan) -> dict[str, tuple[Value, str]]:
    """Per thing to decide how many norms, and which."""
    rows: dict[int, dict[int, Value]] = {}
    for cell in plan.sheet("Overzicht").cells:
        rows.setdefault(cell.row, {})[cell.col] = cell.value
    counted = {cell.row for cell in plan.sheet("Overzicht").cells if cell.style == "count"}
    return {
        str(rows[row][1]): (
            rows[row][2],
            " | ".join(str(rows[here][3]) for here in (row, row + 1) if rows[here].get(3)),
        )
        for row in sorted(counted)
    }


def action_lines(plan: FormPlan) -> list[tuple[Value, ...]]:
    """The list as it is read: every line of it that holds something."""
    cells: dict[int, list[Cell]] = {}
    for cell in plan.sheet("Acties").cells:
        if cell.style.startswith("action") and cell.value not in (None, ""):
            cells.setdefault(cell.row, []).append(cell)
    return [
        tuple(cell.value for cell in sorted(line, key=lambda cell: cell.col))
        for _, line in sorted(cells.items())
    ]


def todo(status: str, action: str | None, day: Value, who: str = "griffier") -> dict[str, Value]:
    return {"status": status, "actie": action, "streefdatum": day, "verantwoordelijke": who}


def opened(plan: FormPlan) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(form_bytes(plan)), data_only=True)


# --- tiles ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "arrow"),
    [
        (NIET, DEELS, "▲"),
        (NIET, VOLDOET, "▲"),
        (DEELS, NIET, "▼"),
        (VOLDOET, DEELS, "▼"),
        (DEELS, DEELS, ""),
        (NVT, VOLDOET, ""),
        (VOLDOET, NVT, ""),
    ],
)
def test_what_counts_as_better_and_worse(before: Any, now: Any, arrow: str) -> None:
    assert arrow_of(before.symbol, now.symbol) == arrow


def test_tiles_carry_an_arrow_when_the_status_changed() -> None:
    plan = forms.plan(
        {
            "1.1": {"status": "Voldoet"},
            "1.2": {"status": "Voldoet niet"},
            "1.3": {"status": "voldoet deels"},
            "1.4": {"status": "Voldoet"},
        },
        previous=previous(n1_1="deels", n1_2="voldoet", n1_3="deels", n1_4="nvt", n1_5="niet"),
    )
    assert {"▲1.1 ✓", "▼1.2 ✗", "1.3 ◐", "1.4 ✓", "1.5 …"} <= set(map(str, shown(plan)))
    up, middle, down = texts.CHANGE_SENTENCE
    assert f"{up}1{middle}1{down}" in shown(plan)
    asked = decisions(plan)
    assert asked["▼ Minder dan in 2025"] == (1, "1.2")
    assert asked["▲ Beter dan in 2025"] == (1, "1.1")


def test_without_a_previous_meting_there_is_nothing_to_compare() -> None:
    values = " ".join(map(str, shown(forms.plan(forms.random_answers(1, 1)))))
    assert "▲" not in values
    assert "Sinds de meting" not in values


def test_a_tile_leads_to_its_norm() -> None:
    plan = forms.plan(forms.random_answers(1, 0.5))
    for norm, cell in tiles(plan).items():
        sheet, place = forms.input_cell(plan, norm, "status")
        assert isinstance(cell.link, Link)
        assert (cell.link.sheet, cell.link.cell) == (sheet, place)
        assert cell.formula


def test_what_is_invalid_looks_unlike_every_status_and_unlike_what_is_open() -> None:
    plan = forms.plan({"1.1": {"status": "misschien"}, "1.2": {"status": "Voldoet niet"}})
    assert tiles(plan)["1.1"].value == "1.1 ?"
    rules = [item for item in plan.sheet("Overzicht").colourings if isinstance(item, Colouring)]
    looks = {
        item.formula[-2]: styles.rule_properties(item.style)
        for item in rules
        if item.formula.startswith("=RIGHT(")
    }
    assert set(looks) == {"✓", "◐", "✗", "–", "…", "?"}
    assert [sign for sign, look in looks.items() if look.get("border")] == ["?"]
    assert len({str(look) for look in looks.values()}) == len(looks)
    asked = decisions(plan)
    assert asked["… ? Nog in te vullen"] == (len(forms.NORM.norms) - 1, "")


def luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_voldoet_niet_is_the_darkest_by_far_also_in_black_and_white() -> None:
    fills = {key: luminance(look.fill) for key, look in STATUS_STYLE.items()}
    others = [value for key, value in fills.items() if key != "niet"]
    assert fills["niet"] < 0.35
    assert min(others) - fills["niet"] > 0.4
    # Beside each other in a bar without a sign: as light, then with a pattern.
    plain = [fills[key] for key in ("voldoet", "niet") if not STATUS_STYLE[key].pattern]
    assert len(plain) == 2
    patterns = [STATUS_STYLE[key].pattern for key in ("deels", "nvt", UNKNOWN)]
    assert "" not in patterns
    assert len(set(patterns)) == 3


# --- to decide --------------------------------------------------------------------------


def test_what_asks_for_a_decision_is_counted_and_named() -> None:
    plan = forms.plan(
        {
            "1.1": {
                **todo("Voldoet niet", "afmaken", date(2026, 2, 1)),
                "prioriteit": "Hoog",
                "uitwisseling": "hulp gewenst",
            },
            "1.2": {"status": "Voldoet deels"},
            "2.1": todo("Voldoet deels", "met datum", date(2027, 1, 1), ""),
            "2.2": todo("Voldoet deels", "zonder datum", None),
            "2.3": todo("Voldoet", "is al klaar", date(2020, 1, 1)),
        }
    )
    asked = decisions(plan)
    assert asked["✗ Voldoet niet"] == (1, "")
    assert asked["Nog geen actie met datum"] == (2, "1.2, 2.2")  # 2.1 says nobody: that may be
    assert asked["Streefdatum voorbij"] == (1, "1.1")
    assert asked["Actie met prioriteit Hoog"] == (1, "1.1")
    assert asked["Hulp gewenst"] == (1, "1.1")
    assert decisions(forms.plan())["Hulp gewenst"] == (0, "geen")


def test_the_numbers_of_all_norms_fit_in_the_lines_there_are() -> None:
    answers: dict[str, dict[str, Value]] = {
        norm.number: {"status": "Voldoet niet"} for norm in forms.NORM.norms
    }
    count, named = decisions(forms.plan(answers))["Nog geen actie met datum"]
    assert count == len(answers)
    assert named.replace(" | ", ", ").split(", ") == list(answers)


def test_the_day_that_dates_are_compared_with_is_that_of_filling_in() -> None:
    """Not the day on which somebody opens the file: then it would change by itself."""
    answers = {"1.1": todo("Voldoet niet", "doen", date(2026, 4, 1))}
    assert decisions(forms.plan(answers))["Streefdatum voorbij"] == (0, "geen")
    start: dict[str, Value] = {"ingevuld_op": date(2026, 5, 12)}
    same_day: dict[str, Value] = {"ingevuld_op": date(2026, 4, 1)}
    assert decisions(forms.plan(answers, start=same_day))["Streefdatum voorbij"] == (0, "geen")
    later = forms.plan(answers, start=start)
    assert decisions(later)["Streefdatum voorbij"] == (1, "1.1")
    assert "Open acties: 1. Streefdatum voorbij: 1 (vóór 12-5-2026)." in shown(later, "Acties")
    formulas = [cell.formula for _, cell in forms.formulas(later)]
    assert not [formula for formula in formulas if "TODAY" in formula or "NOW" in formula]


def test_it_says_whether_the_driehoek_adopted_it() -> None:
    assert "Nog niet vastgesteld door de driehoek." in shown(forms.plan())
    start: dict[str, Value] = {"vastgesteld_op": date(2026, 6, 3)}
    said = shown(forms.plan(start=start))
    assert "Vastgesteld door de driehoek op 3-6-2026." in said


# --- counts -----------------------------------------------------------------------------


def test_counts_are_counts_and_add_up() -> None:
    plan = forms.plan(forms.random_answers(3, 0.9, odd=True))
    rows: dict[int, list[Cell]] = {}
    for cell in plan.sheet("Overzicht").cells:
        if cell.style in ("table_number", "table_total_number"):
            rows.setdefault(cell.row, []).append(cell)
    sums = [sum(int(str(cell.value)) for cell in row) for _, row in sorted(rows.items())]
    assert sums == [*(len(thema.norms) for thema in forms.NORM.themas), len(forms.NORM.norms)]


def test_the_chart_is_of_counts_and_speaks_dutch() -> None:
    with zipfile.ZipFile(io.BytesIO(form_bytes(forms.plan()))) as package:
        part = package.read("xl/charts/chart1.xml")
    root = etree.fromstring(part)
    assert [item.get("val") for item in root.iter(f"{CHART}grouping")] == ["stacked"]
    languages = {value for item in root.iter() for key, value in item.items() if key == "lang"}
    languages |= {str(item.get("val")) for item in root.iter(f"{CHART}lang")}
    assert languages == {"nl-NL"}


# --- Acties -----------------------------------------------------------------------------


def test_open_actions_stand_by_date_and_those_without_a_date_last() -> None:
    plan = forms.plan(
        {
            "1.1": {**todo("Voldoet niet", "later", date(2026, 12, 1)), "prioriteit": "hoog"},
            "1.2": todo("Voldoet deels", "zonder datum", None),
            "2.10": todo("VOLDOET DEELS", "eerder", date(2026, 2, 1)),
            "2.11": todo("Voldoet deels", "zelfde dag", date(2026, 12, 1), ""),
            "3.1": todo("Voldoet", "is al klaar", date(2026, 1, 1)),
            "3.2": todo("Voldoet niet", "  ", date(2026, 1, 1)),
            "3.3": todo("misschien", "geen status", date(2026, 1, 1)),
            "3.4": todo("Voldoet niet", "datum als tekst", "juni"),
        }
    )
    assert action_lines(plan) == [
        ("2.10 ◐", date(2026, 2, 1), "voorbij", "griffier", "eerder"),
        ("1.1 ✗", "Hoog", date(2026, 12, 1), "griffier", "later"),
        ("2.11 ◐", date(2026, 12, 1), "zelfde dag"),
        ("1.2 ◐", texts.ACTION_NO_DATE, "griffier", "zonder datum"),
        ("3.4 ✗", texts.ACTION_NO_DATE, "griffier", "datum als tekst"),
    ]


def test_every_action_is_in_the_list_however_many_there_are() -> None:
    answers = {
        norm.number: todo("Voldoet niet", f"doen bij {norm.number}", date(2026, 9, 1))
        for norm in forms.NORM.norms
    }
    plan = forms.plan(answers)
    assert [line[-1] for line in action_lines(plan)] == [f"doen bij {norm}" for norm in answers]
    assert texts.NO_ACTIONS in shown(forms.plan(), "Acties")


def test_a_long_action_is_shortened_to_what_two_lines_show() -> None:
    plan = forms.plan({"1.1": todo("Voldoet niet", "een\ntwee " + "x" * 300, date(2026, 9, 1))})
    (line,) = action_lines(plan)
    assert str(line[-1]).startswith("een twee xxx")
    assert str(line[-1]).endswith("…")
    assert len(str(line[-1])) == texts.ACTION_LENGTH
    # As long as they may be, in plain Dutch: the text of the norms, cut wherever.
    dutch = " ".join(norm.text for norm in forms.NORM.norms)
    for start in range(0, len(dutch) - texts.ACTION_LENGTH, 50):
        part = dutch[start : start + texts.ACTION_LENGTH]
        assert line_count(part, _WIDTHS[-1], FONT_SIZE) <= 2


def test_the_date_of_an_action_is_a_date_in_the_file() -> None:
    plan = forms.plan({"1.1": todo("Voldoet niet", "doen", date(2026, 9, 1))})
    sheet = opened(plan)["Acties"]
    dates = [cell.value.date() for row in sheet for cell in row if cell.is_date and cell.value]
    assert date(2026, 9, 1) in dates


def test_tables_are_named_for_screen_readers() -> None:
    names = {name.lower() for name in opened(forms.plan()).defined_names}
    regions = [name for name in names if name.startswith("titleregion")]
    assert len(regions) == len(forms.NORM.themas) + 2
