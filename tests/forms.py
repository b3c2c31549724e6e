"""Workbooks for tests: real ones, from the writer."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from nhnorm_xlsx.answers import Answer, EarlierAnswer
from nhnorm_xlsx.contract.fields import FIELDS, FieldKind, Value
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.definition import Definition, load_definition
from nhnorm_xlsx.form.model import Cell, FormPlan, SheetPlan, address
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.organisations import Organisation, load_organisations

NORM = load_definition()
ORGANISATIONS = {item.code: item for item in load_organisations()}
HEILOO, PROVINCIE = ORGANISATIONS["GM0399"], ORGANISATIONS["PV27"]
DEADLINE = date(2026, 5, 29)

Answers = Mapping[str, Mapping[str, Value]]


def plan(
    answers: Answers | None = None,
    *,
    definition: Definition = NORM,
    organisation: Organisation = HEILOO,
    start: Mapping[str, Value] | None = None,
    previous: Mapping[str, EarlierAnswer] | None = None,
    meting: str = "2026",
    issue: str = "test-1",
) -> FormPlan:
    return plan_form(
        definition, organisation, meting, DEADLINE, issue,
        answers=answers, start=start, previous=previous, created=date(2026, 3, 2),
    )  # fmt: skip


def written(folder: Path, a_plan: FormPlan, name: str = "werkboek.xlsx") -> Path:
    path = folder / name
    write_form(a_plan, path)
    return path


def random_answers(
    seed: int, share: float, definition: Definition = NORM, *, odd: bool = False
) -> dict[str, dict[str, Value]]:
    """Answers to this share of the norms; with `odd` also what the form does not accept."""
    dice = random.Random(seed)
    statuses = [status.label for status in STATUSES] + (
        ["misschien", "VOLDOET", " "] if odd else []
    )
    found: dict[str, dict[str, Value]] = {}
    for norm in definition.norms:
        if dice.random() >= share:
            continue
        values: dict[str, Value] = {"status": dice.choice(statuses)}
        for field in FIELDS[1:]:
            if dice.random() < 0.5:
                values[field.key] = _random_value(field.kind, field.options, dice, odd=odd)
        found[norm.number] = values
    return found


def _random_value(
    kind: FieldKind, options: tuple[str, ...], dice: random.Random, *, odd: bool
) -> Value:
    if odd and dice.random() < 0.2:
        return dice.choice(["onzin", "  ", "01-05-26"])
    if kind is FieldKind.CHOICE:
        return dice.choice(options)
    if kind is FieldKind.DATE:
        return DEADLINE + timedelta(days=dice.randrange(900))
    if kind is FieldKind.NUMBER:
        return dice.choice([0, 1250.5, 40_000])
    return dice.choice(["zie intranet", "=1+1", "-geen", "a\nb", "lang " * 60])


def previous_answers(seed: int, definition: Definition = NORM) -> dict[str, EarlierAnswer]:
    dice = random.Random(seed)
    return {
        norm.number: EarlierAnswer("2025", date(2025, 5, 1), Answer(norm.number, {
            "status": dice.choice(["voldoet", "deels", "niet", "nvt", ""]),
            "onderbouwing": "zie intranet", "verantwoordelijke": "Griffier",
            "actie": "afronden", "streefdatum": date(2026, 9, 1),
        }))
        for norm in definition.norms
    }  # fmt: skip


def formulas(a_plan: FormPlan) -> Iterator[tuple[SheetPlan, Cell]]:
    for sheet in a_plan.sheets:
        for cell in sheet.cells:
            if cell.formula:
                yield sheet, cell


def place(cell: Cell) -> str:
    return address(cell.row, cell.col)


def input_cell(a_plan: FormPlan, norm: str, field_key: str) -> tuple[str, str]:
    """Sheet and address of an input cell, found by the hidden keys."""
    for sheet in a_plan.sheets:
        keys = {cell.value: cell for cell in sheet.cells if isinstance(cell.value, str)}
        row, column = keys.get(f"nhnorm.norm:{norm}"), keys.get(f"nhnorm.veld:{field_key}")
        if row and column:
            return sheet.name, address(row.row, column.col)
    raise KeyError(norm)


def functions_in(formula: str) -> set[str]:
    without_text = re.sub(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'', "", formula)
    return set(re.findall(r"([A-Z][A-Z0-9.]*)\(", without_text))
