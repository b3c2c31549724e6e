"""Returned workbooks as a table in the test, without a file in between.

returned('''
    | norm | Status  | Onderbouwing |
    | 1.1  | Voldoet | zie intranet |
''')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from textwrap import dedent

from nhnorm_xlsx.contract.fields import FIELDS
from nhnorm_xlsx.contract.keys import (
    FIELD_KEY,
    NORM_COLUMN,
    NORM_KEY,
    NUMBER_COLUMN,
    SHEET_KEY,
    STAMP_SHEET,
)
from nhnorm_xlsx.contract.stamp import (
    FIXED_TEXT_KEY,
    PROPERTY_PREFIX,
    STAMP_KEYS,
    Stamp,
    fixed_text_rows,
)
from nhnorm_xlsx.definition import Definition, Norm, Thema
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.raw import Address, RawSheet, RawValue, RawWorkbook
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Submission

HEILOO = Organisation(
    "GM0399", "Heiloo", "gemeente", "RIEC Noord-Holland", "Noord-Holland Noord", 24312, None, ""
)


def norm(number: str, text: str = "") -> Norm:
    return Norm(number, text or f"Wij doen {number}.", "", "", "", "ja", ())


SMALL = Definition(
    "2024",
    (
        Thema("1", "Eerste thema", "1 Eerste thema", (norm("1.1"), norm("1.2"))),
        Thema("2", "Tweede thema", "2 Tweede thema", (norm("2.1"),)),
    ),
)

STAMP = Stamp("2", "2024", SMALL.sha256, "2026", "GM0399", "abc123", "2026-05-29")

# The sheet as it is sent out: keys in row 1 and column A, headings in row 3.
HEADING_ROW = 3
_COLUMNS = (NUMBER_COLUMN, NORM_COLUMN, *(field.key for field in FIELDS))
_HEADINGS = ("Nr", "Norm", *(field.heading for field in FIELDS))


def answers(table: str) -> dict[str, dict[str, RawValue]]:
    """The answers in a table, by norm number and heading; dates as jjjj-mm-dd become dates."""
    lines = [line.strip() for line in dedent(table).strip().splitlines()]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heading, rows = cells[0], [row for row in cells[1:] if not set("".join(row)) <= {"-", ":"}]
    return {
        row[0]: {name: _value(text) for name, text in zip(heading[1:], row[1:], strict=True)}
        for row in rows
    }


def _value(text: str) -> RawValue:
    try:
        return date.fromisoformat(text) if len(text) == 10 else text.replace("·", " ")
    except ValueError:
        return text.replace("·", " ")


def theme_sheet(thema: Thema, given: Mapping[str, Mapping[str, RawValue]]) -> RawSheet:
    """A theme sheet as it comes back; norms in `given` that are not of the thema are added."""
    cells: dict[Address, RawValue] = {(1, 1): f"{SHEET_KEY}{thema.number}"}
    for column, (key, heading) in enumerate(zip(_COLUMNS, _HEADINGS, strict=True), 2):
        cells[1, column] = FIELD_KEY + key
        cells[HEADING_ROW, column] = heading
    for row, item in enumerate(thema.norms, HEADING_ROW + 1):
        cells[row, 1] = NORM_KEY + item.number
        cells[row, 2], cells[row, 3] = item.number, item.text
        for heading, value in given.get(item.number, {}).items():
            if value != "":
                cells[row, 2 + _HEADINGS.index(heading)] = value
    return RawSheet(thema.sheet, cells, protected=True)


def stamp_sheet(stamp: Stamp, sheets: tuple[RawSheet, ...]) -> RawSheet:
    cells: dict[Address, RawValue] = {}
    for row, key in enumerate(STAMP_KEYS, 1):
        cells[row, 1], cells[row, 2] = key, getattr(stamp, key)
    known = {*_HEADINGS, *(text for item in SMALL.norms for text in (item.number, item.text))}
    for row, sheet in enumerate(sheets, len(STAMP_KEYS) + 1):
        texts = [text for text in sheet.cells.values() if isinstance(text, str) and text in known]
        key = str(sheet.cells[1, 1]).removeprefix(SHEET_KEY)
        (listed,) = fixed_text_rows(key, texts)
        cells[row, 1], cells[row, 2] = FIXED_TEXT_KEY, listed
    return RawSheet(STAMP_SHEET, cells)


def returned(table: str, *, stamp: Stamp = STAMP, definition: Definition = SMALL) -> RawWorkbook:
    """The workbook that comes back with these answers."""
    given = answers(table)
    sheets = tuple(theme_sheet(thema, given) for thema in definition.themas)
    properties = {PROPERTY_PREFIX + key: value for key, value in vars(stamp).items()}
    return RawWorkbook((*sheets, stamp_sheet(stamp, sheets)), properties)


def change(workbook: RawWorkbook, sheet: str, cells: Mapping[Address, RawValue]) -> RawWorkbook:
    """The workbook with these cells on this sheet."""
    return replace(
        workbook,
        sheets=tuple(
            replace(item, cells={**item.cells, **cells}) if item.name == sheet else item
            for item in workbook.sheets
        ),
    )


def judged(workbook: RawWorkbook, definition: Definition = SMALL) -> Submission:
    return judge("a.xlsx", workbook, {definition.editie: definition}, {HEILOO.code: HEILOO})


def statuses(submission: Submission) -> dict[str, str]:
    return {answer.norm: answer.status for answer in submission.answers}


def flat(submission: Submission) -> list[tuple[str, str, str]]:
    """The findings as (sheet, cell, kind), to compare with what a test expects."""
    return [(item.sheet, item.cell, item.kind.code) for item in submission.findings]
