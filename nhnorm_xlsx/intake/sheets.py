"""One sheet: where its norms and fields stand, and what somebody added. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, FIELDS, START_FIELD_BY_KEY, STATUS, is_blank
from nhnorm_xlsx.contract.keys import (
    CARRIED_COLUMN,
    CHECK_COLUMN,
    FIELD_KEY,
    KEY_PREFIX,
    NORM_COLUMN,
    NORM_KEY,
    PREVIOUS_COLUMNS,
    START_KEY,
)
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, Known, answer_at, bound_at
from nhnorm_xlsx.intake.raw import Address, RawSheet, RawValue, cell_name
from nhnorm_xlsx.intake.values import as_text


@dataclass(frozen=True)
class _Columns:
    """The columns of one theme sheet by field key, the row they were found on, what was guessed."""

    by_key: Mapping[str, int]
    row: int
    guessed: tuple[str, ...] = ()


@dataclass
class Taken:
    """What one sheet gave, and which of its cells that accounts for."""

    norms: list[BoundNorm] = field(default_factory=list)
    start: dict[str, tuple[BoundValue, ...]] = field(default_factory=dict)
    missing_columns: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    claimed: set[Address] = field(default_factory=set)
    inputs: set[Address] = field(default_factory=set)
    first_row: int = 0
    check_column: int = 0


def lost_texts_of(sheet: RawSheet, taken: Taken, expected: Mapping[str, int]) -> Iterator[str]:
    """Fingerprints of fixed texts that no longer stand on this sheet; answers do not count."""
    if not expected:
        return
    there = Counter(
        text_fingerprint(value)
        for address, value in sheet.cells.items()
        if isinstance(value, str) and address not in taken.inputs
    )
    for fingerprint, number in expected.items():
        for _ in range(number - there[fingerprint]):
            yield fingerprint


def added_formulas(
    sheet: RawSheet, taken: Taken, ours: frozenset[str], is_ours: bool
) -> list[Address]:
    """Formulas that somebody added; those in input cells are answers and judged elsewhere."""
    strange = [
        address
        for address in sorted(sheet.formulas)
        if cell_name(address) not in ours
        and address not in taken.inputs
        and address[1] != taken.check_column
    ]
    missing = ours - {cell_name(address) for address in sheet.formulas}
    # As many in another place as are missing: rows or columns were moved.
    return strange if not is_ours or len(strange) > len(missing) else []


def take(sheet: RawSheet, known_numbers: Collection[str]) -> Taken:
    """What one sheet gives: the answers on it, and which cells that accounts for."""
    taken = Taken()
    _take_start(sheet, taken)
    columns = _columns(sheet)
    if columns is None:
        return taken
    rows = list(_norm_rows(sheet, columns, known_numbers, taken))
    if not rows:
        return taken
    taken.first_row = rows[0][0]
    taken.check_column = columns.by_key.get(CHECK_COLUMN, 0)
    taken.guessed += columns.guessed
    if columns.guessed:
        taken.claimed |= {
            (columns.row, column)
            for key, column in columns.by_key.items()
            if _heading_key(sheet.cells.get((columns.row, column))) == key
        }
    taken.missing_columns = [key for key in FIELD_BY_KEY if key not in columns.by_key]
    for row, number in rows:
        taken.norms.append(_bound_norm(sheet, row, number, columns))
        taken.claimed |= {
            (row, column) for key, column in columns.by_key.items() if key in _CLAIMED
        }
        taken.inputs |= {
            (row, column) for key, column in columns.by_key.items() if key in FIELD_BY_KEY
        }
    return taken


# Judged elsewhere, or not a text that people read. What stands in the other columns is
# ours only when it still says what we wrote.
_CLAIMED = {
    *FIELD_BY_KEY,
    NORM_COLUMN,
    *PREVIOUS_COLUMNS,
    CARRIED_COLUMN,
}


def _columns(sheet: RawSheet) -> _Columns | None:
    """Where each field stands: by the hidden keys, else by the visible headings."""
    keyed: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.cells.items():
        if isinstance(value, str) and value.startswith(FIELD_KEY):
            key = value.removeprefix(FIELD_KEY).strip()
            keyed.setdefault(row, {}).setdefault(key, column)
    visible = _columns_by_heading(sheet)
    if not keyed:
        return visible
    row = max(keyed, key=lambda number: len(keyed[number]))
    return _mended(_Columns(keyed[row], row), visible)


def _mended(keyed: _Columns, visible: _Columns | None) -> _Columns:
    """The keyed columns, and those whose key was lost but whose heading still stands there."""
    if visible is None:
        return keyed
    found = {
        key: column
        for key, column in visible.by_key.items()
        if key not in keyed.by_key and column not in keyed.by_key.values()
    }
    guessed = tuple(f"de kolom '{FIELD_BY_KEY[key].heading}' is" for key in found)
    return _Columns({**keyed.by_key, **found}, visible.row if found else keyed.row, guessed)


def _columns_by_heading(sheet: RawSheet) -> _Columns | None:
    found: dict[int, dict[str, int]] = {}
    for (row, column), value in sheet.cells.items():
        key = _heading_key(value)
        if key:
            found.setdefault(row, {}).setdefault(key, column)
    row = max(found, key=lambda number: len(found[number]), default=0)
    # The status and two more headings on one row: less may be a sentence that happens to fit.
    if not row or STATUS.key not in found[row] or len(found[row]) < 3:  # noqa: PLR2004
        return None
    return _Columns(found[row], row, ("de kolommen zijn",))


_HEADINGS = {item.heading.lower(): item.key for item in FIELDS}


def _heading_key(value: RawValue | None) -> str | None:
    """The key of the field that this is the heading of."""
    return _HEADINGS.get(" ".join(value.split()).lower()) if isinstance(value, str) else None


def _norm_rows(
    sheet: RawSheet, columns: _Columns, known_numbers: Collection[str], taken: Taken
) -> Iterator[tuple[int, str]]:
    """(row, norm number) of every norm row: by the hidden keys, else by the number in view."""
    keyed = {
        row: value.removeprefix(NORM_KEY).strip()
        for (row, _), value in sheet.cells.items()
        if isinstance(value, str) and value.startswith(NORM_KEY)
    }
    if keyed:
        yield from sorted(keyed.items())
        return
    inputs = {columns.by_key[key] for key in FIELD_BY_KEY if key in columns.by_key}
    seen: dict[int, str] = {}
    for (row, column), value in sorted(sheet.cells.items()):
        # As text only: a program that made a number of it cannot tell 5.1 from 5.10.
        if row > columns.row and column not in inputs and isinstance(value, str):
            number = value.strip().rstrip(".")
            if number in known_numbers:
                seen.setdefault(row, number)
                taken.claimed.add((row, column))
    if seen:
        taken.guessed.append("de normen zijn")
    yield from sorted(seen.items())


def _bound_norm(sheet: RawSheet, row: int, number: str, columns: _Columns) -> BoundNorm:
    def text_in(key: str) -> str:
        column = columns.by_key.get(key)
        return as_text(sheet.cells.get((row, column))) if column else ""

    carried = dict(part.split("=", 1) for part in text_in(CARRIED_COLUMN).split() if "=" in part)
    return BoundNorm(
        number=number,
        sheet=sheet.name,
        row=row,
        values={
            key: answer_at(sheet, (row, column))
            for key, column in columns.by_key.items()
            if key in FIELD_BY_KEY
        },
        text=text_in(NORM_COLUMN),
        carried=carried,
        previous={
            key: bound_at(sheet, (row, columns.by_key[key]))
            for key in PREVIOUS_COLUMNS
            if key in columns.by_key
        },
    )


def _take_start(sheet: RawSheet, taken: Taken) -> None:
    """The input cells of the Start sheet: right beside the label on the row of their key."""
    for (row, column), value in sheet.cells.items():
        if not (isinstance(value, str) and value.startswith(START_KEY)):
            continue
        key = value.removeprefix(START_KEY).strip()
        known = START_FIELD_BY_KEY.get(key)
        label = known.label if known else None
        at = next(
            (c for (r, c), text in sorted(sheet.cells.items()) if r == row and text == label),
            column + 1,
        )
        taken.claimed |= {(row, at), (row, at + 1)}
        taken.inputs.add((row, at + 1))
        if not is_blank(sheet.cells.get((row, at + 1))):
            taken.start[key] = (answer_at(sheet, (row, at + 1)),)


def extra_cells(sheet: RawSheet, taken: Taken, known: Known) -> Iterator[BoundValue]:
    """Everything that somebody added: no answer, no key, no fixed text, no formula of ours."""
    for address, value in sorted(sheet.cells.items()):
        if address in taken.claimed or address in sheet.formulas or is_blank(value):
            continue
        if isinstance(value, str) and value.startswith(KEY_PREFIX):
            continue
        # Without the stamp nobody can tell our text from theirs, except among the norms.
        if not known.fixed and (not taken.norms or address[0] < taken.first_row):
            continue
        # Our theme sheets never show an answer by itself outside the cells for it.
        misplaced = bool(taken.norms) and as_text(value).strip().lower() in _ANSWERS
        if misplaced or not known.is_ours(value):
            yield bound_at(sheet, address)


_ANSWERS = {option.lower() for item in FIELDS for option in item.options}
