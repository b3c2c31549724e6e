"""Which column holds which field: by the hidden keys, and by the headings in view. Pure."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nhnorm_xlsx.contract.cells import column_letters
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, FIELDS, STATUS, is_blank
from nhnorm_xlsx.contract.keys import FIELD_KEY
from nhnorm_xlsx.contract.remembering import remembered
from nhnorm_xlsx.intake.bound import ContestedColumn, bound_at
from nhnorm_xlsx.intake.raw import RawSheet, RawValue


@dataclass(frozen=True)
class Columns:
    """The columns of one theme sheet by field key, the row they were found on, what was guessed.

    `in_view` are those that the visible headings tell.
    """

    by_key: Mapping[str, int]
    row: int
    guessed: tuple[str, ...] = ()
    in_view: Columns | None = None


def columns_of(sheet: RawSheet) -> Columns | None:
    """Where each field stands: by the hidden keys, else by the visible headings."""
    keyed: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.keys:
        if value.startswith(FIELD_KEY):
            key = value.removeprefix(FIELD_KEY).strip()
            keyed.setdefault(row, {}).setdefault(key, column)
    visible = _columns_by_heading(sheet)
    if not keyed:
        return visible
    row = max(keyed, key=lambda number: len(keyed[number]))
    return _mended(Columns(keyed[row], row), visible)


def _mended(keyed: Columns, visible: Columns | None) -> Columns:
    """The keyed columns, and those whose key was lost but whose heading still stands there."""
    if visible is None:
        return keyed
    if visible.by_key.keys() <= keyed.by_key.keys():
        return replace(keyed, in_view=visible)
    found = {
        key: column
        for key, column in visible.by_key.items()
        if key not in keyed.by_key and column not in keyed.by_key.values()
    }
    guessed = tuple(f"de kolom '{FIELD_BY_KEY[key].heading}' is" for key in found)
    row = visible.row if found else keyed.row
    return Columns({**keyed.by_key, **found}, row, guessed, visible)


def _columns_by_heading(sheet: RawSheet) -> Columns | None:
    found: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.cells.items():
        if isinstance(value, str) and value[:1] in _BEGINNINGS and (key := _key_of(value)):
            found.setdefault(row, {}).setdefault(key, column)
    row = max(found, key=lambda number: len(found[number]), default=0)
    # The status and two more headings on one row: less may be a sentence that happens to fit.
    if not row or STATUS.key not in found[row] or len(found[row]) < 3:  # noqa: PLR2004
        return None
    seen = Columns(found[row], row, ("de kolommen zijn",))
    return replace(seen, in_view=seen)


_HEADINGS = {item.heading.lower(): item.key for item in FIELDS}
# Most texts begin with another letter.
_BEGINNINGS = {
    *string.whitespace,
    *(sign for heading in _HEADINGS for sign in (heading[0], heading[0].upper())),
    "\xa0",
}


def heading_key(value: RawValue | None) -> str | None:
    """The key of the field that this is the heading of."""
    return _key_of(value) if isinstance(value, str) else None


@remembered
def _key_of(text: str) -> str | None:
    return _HEADINGS.get(" ".join(text.split()).lower())


def contested_columns(columns: Columns, sheet: RawSheet) -> dict[str, str]:
    """The keys of the columns whose heading in view is that of another field, with that heading.

    A heading that was moved away to the column of another key contests both columns.
    """
    visible = columns.in_view
    if visible is None:
        return {}
    keyed = {column: key for key, column in columns.by_key.items()}
    read = {
        column: found
        for column in keyed
        if (found := heading_key(sheet.cells.get((visible.row, column))))
    }
    contested = {key: read[column] for column, key in keyed.items() if read.get(column, key) != key}
    moved = set(contested.values())
    for column, key in keyed.items():
        if key in moved and read.get(column) != key and key not in contested:
            contested[key] = ""
    shown = {key: _shown(sheet, visible.row, columns.by_key[key]) for key in contested}
    return {key: shown[key] for key in contested}


def _shown(sheet: RawSheet, row: int, column: int) -> str:
    return " ".join(str(sheet.cells.get((row, column), "")).split())


def contested_column(
    sheet: RawSheet, columns: Columns, key: str, heading: str, rows: Iterable[int]
) -> ContestedColumn:
    """What stands in a column that nobody can tell the field of, on these rows."""
    column = columns.by_key[key]
    values = (bound_at(sheet, (row, column)) for row in rows)
    return ContestedColumn(
        sheet.name,
        key,
        heading,
        column_letters(column),
        tuple(bound for bound in values if not is_blank(bound.value)),
    )
