"""One sheet: where its norms and fields stand, and what somebody added. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, FIELDS, is_blank, start_field
from nhnorm_xlsx.contract.issued import is_prints
from nhnorm_xlsx.contract.keys import (
    CARRIED_COLUMN,
    CHECK_COLUMN,
    EXPLANATION_COLUMN,
    KEY_PREFIX,
    NORM_COLUMN,
    NORM_KEY,
    NUMBER_COLUMN,
    PREVIOUS_COLUMNS,
    READ_STATUS_COLUMN,
    START_KEY,
    WAS_PREFIX,
)
from nhnorm_xlsx.contract.remembering import remembered
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.intake.bound import (
    BoundNorm,
    BoundValue,
    ContestedColumn,
    Known,
    answer_at,
    bound_at,
)
from nhnorm_xlsx.intake.columns import (
    Columns,
    columns_of,
    contested_column,
    contested_columns,
    heading_key,
)
from nhnorm_xlsx.intake.raw import Address, RawSheet, RawValue, cell_name
from nhnorm_xlsx.intake.values import as_text
from nhnorm_xlsx.intake.witnesses import numbers_in


@dataclass
class Taken:
    """What one sheet gave, and which of its cells that accounts for.

    `prints` are the fingerprints of all its cells.
    """

    norms: list[BoundNorm] = field(default_factory=list)
    start: dict[str, tuple[BoundValue, ...]] = field(default_factory=dict)
    missing_columns: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    contested: list[ContestedColumn] = field(default_factory=list)
    prints: dict[Address, str] = field(default_factory=dict)
    claimed: set[Address] = field(default_factory=set)
    inputs: set[Address] = field(default_factory=set)
    first_row: int = 0
    check_column: int = 0
    number_column: int = 0


def lost_texts_of(
    sheet: RawSheet, taken: Taken, known: Known, expected: Mapping[str, int]
) -> tuple[str, ...]:
    """Fingerprints of fixed texts that no longer stand on this sheet; answers do not count."""
    if not expected:
        return ()
    inputs = taken.inputs
    there = Counter(found for at, found in taken.prints.items() if at not in inputs).get
    lost = tuple(
        fingerprint
        for fingerprint, number in expected.items()
        for _ in range(number - there(fingerprint, 0))
    )
    if not lost:
        return ()
    # Still there, in other capitals or quotes, or without its end.
    altered = sum(
        found not in known.everywhere and known.is_ours_altered(as_text(sheet.cells[at]))
        for at, found in taken.prints.items()
        if at not in inputs
    )
    return lost if len(lost) > altered else ()


def added_formulas(
    sheet: RawSheet, taken: Taken, ours: frozenset[str], known: Known, *, is_ours: bool
) -> list[Address]:
    """Formulas that somebody added; those in input cells are answers and judged elsewhere."""
    not_ours = [address for address in sheet.formulas if cell_name(address) not in ours]
    strange = [
        address
        for address in sorted(not_ours)
        if address not in taken.inputs
        and address[1] != taken.check_column
        and not _is_our_link(sheet, address, known)
    ]
    if not strange:
        return []
    missing = ours - {cell_name(address) for address in sheet.formulas}
    # As many in another place as are missing: rows or columns were moved.
    return strange if not is_ours or len(strange) > len(missing) else []


def _is_our_link(sheet: RawSheet, address: Address, known: Known) -> bool:
    """Whether a program wrote one of our links as a formula."""
    text = sheet.cells.get(address)
    link = sheet.formulas[address].upper().startswith(("=HYPERLINK(", "HYPERLINK("))
    return link and text is not None and known.is_ours(text)


def take(sheet: RawSheet, known: Known) -> Taken:
    """What one sheet gives: the answers on it, and which cells that accounts for."""
    taken = Taken()
    taken.prints = {
        at: text_fingerprint(value if isinstance(value, str) else as_text(value))
        for at, value in sheet.in_order
    }
    _take_start(sheet, taken)
    columns = columns_of(sheet)
    if columns is None:
        return taken
    rows = list(_norm_rows(sheet, columns, known, taken))
    if not rows:
        return taken
    columns = _uncontested(sheet, columns, [row for row, _ in rows], taken)
    taken.first_row = rows[0][0]
    taken.check_column = columns.by_key.get(CHECK_COLUMN, 0)
    taken.number_column = columns.by_key.get(NUMBER_COLUMN, 0)
    taken.guessed += columns.guessed
    if columns.guessed:
        taken.claimed |= {
            (columns.row, column)
            for key, column in columns.by_key.items()
            if heading_key(sheet.cells.get((columns.row, column))) == key
        }
    contested = {item.key for item in taken.contested}
    taken.missing_columns = [
        key for key in FIELD_BY_KEY if key not in columns.by_key and key not in contested
    ]
    claimed = [
        column
        for key, column in columns.by_key.items()
        if key in _CLAIMED or key.startswith(WAS_PREFIX)
    ]
    fields = {key: column for key, column in columns.by_key.items() if key in FIELD_BY_KEY}
    for row, key in rows:
        taken.norms.append(_bound_norm(sheet, (row, key), columns, fields, known))
        if _became_a_date(taken.norms[-1]):
            taken.claimed.add((row, columns.by_key[NUMBER_COLUMN]))
        taken.claimed.update((row, column) for column in claimed)
        taken.inputs.update((row, column) for column in fields.values())
    return taken


def _became_a_date(row: BoundNorm) -> bool:
    """Whether a program took the number of the norm in view, such as 1.2, for a day."""
    seen = row.seen
    if not isinstance(seen, date):
        return False
    return row.key in (f"{seen.day}.{seen.month}", f"{seen.month}.{seen.day}")


def _uncontested(sheet: RawSheet, columns: Columns, rows: Collection[int], taken: Taken) -> Columns:
    """The columns of which key and heading do not contradict each other."""
    contested = contested_columns(columns, sheet)
    for key, heading in contested.items():
        column = columns.by_key[key]
        taken.contested.append(contested_column(sheet, columns, key, heading, rows))
        taken.claimed |= {(row, column) for row in rows}
        taken.inputs |= {(row, column) for row in rows}
    left = {key: column for key, column in columns.by_key.items() if key not in contested}
    return replace(columns, by_key=left)


# Judged elsewhere, or not a text that people read. What stands in the other columns is
# ours only when it still says what we wrote.
_CLAIMED = {
    *FIELD_BY_KEY,
    NORM_COLUMN,
    *PREVIOUS_COLUMNS,
    CARRIED_COLUMN,
    READ_STATUS_COLUMN,
}


def _norm_rows(
    sheet: RawSheet, columns: Columns, known: Known, taken: Taken
) -> Iterator[tuple[int, str]]:
    """(row, hidden key) of every norm row; the key is empty where only what is in view tells."""
    keyed = {
        row: value.removeprefix(NORM_KEY).strip()
        for (row, _), value in sheet.keys
        if value.startswith(NORM_KEY)
    }
    inputs = {columns.by_key[key] for key in FIELD_BY_KEY if key in columns.by_key}
    found = dict(keyed)
    for (row, column), value in sheet.in_order:
        if row <= columns.row or column in inputs or row in keyed:
            continue
        if _names_a_norm(value, column, columns, known):
            found.setdefault(row, "")
    if found and not keyed:
        taken.guessed.append("de normen zijn")
    yield from sorted(found.items())


def _names_a_norm(value: RawValue, column: int, columns: Columns, known: Known) -> bool:
    """Whether this is the number or the text of a norm, in the column for it if that is known."""
    by_key = columns.by_key
    if by_key.get(NUMBER_COLUMN, column) == column:
        # Outside its own column as text only: any other number there may be anything.
        number = value if NUMBER_COLUMN in by_key or isinstance(value, str) else None
        if numbers_in(number, known.numbers):
            return True
    return by_key.get(NORM_COLUMN, column) == column and bool(known.wording.names(as_text(value)))


# Further to the right nobody puts the number or the text of a norm.
_WIDEST = 50


def _in_view(
    sheet: RawSheet, row: int, columns: Columns, known: Known
) -> tuple[RawValue | None, str]:
    """The number and the text of the norm as they stand in view on a row."""
    by_key = columns.by_key
    if NUMBER_COLUMN in by_key and NORM_COLUMN in by_key:
        text = as_text(sheet.cells.get((row, by_key[NORM_COLUMN])))
        return sheet.cells.get((row, by_key[NUMBER_COLUMN])), text
    inputs = {by_key[key] for key in FIELD_BY_KEY if key in by_key}
    others = [
        sheet.cells[row, column]
        for column in range(1, _WIDEST + 1)
        if column not in inputs and (row, column) in sheet.cells
    ]
    if NUMBER_COLUMN in by_key:
        number = sheet.cells.get((row, by_key[NUMBER_COLUMN]))
    else:
        texts = (value for value in others if isinstance(value, str))
        number = next((value for value in texts if numbers_in(value, known.numbers)), None)
    if NORM_COLUMN in by_key:
        text = as_text(sheet.cells.get((row, by_key[NORM_COLUMN])))
    else:
        text = next((as_text(v) for v in others if known.wording.names(as_text(v))), "")
    return number, text


def _bound_norm(
    sheet: RawSheet, row: tuple[int, str], columns: Columns, fields: Mapping[str, int], known: Known
) -> BoundNorm:
    """The row of a norm, by its number and hidden key; `fields` are the columns for answers."""
    number, norm_key = row

    def text_in(key: str) -> str:
        column = columns.by_key.get(key)
        return as_text(sheet.cells.get((number, column))) if column else ""

    seen, text = _in_view(sheet, number, columns, known)
    carried = dict(part.split("=", 1) for part in text_in(CARRIED_COLUMN).split() if "=" in part)
    return BoundNorm(
        number=norm_key or as_text(seen).strip().rstrip("."),
        sheet=sheet.name,
        row=number,
        values={key: answer_at(sheet, (number, column)) for key, column in fields.items()},
        text=text,
        explanation=text_in(EXPLANATION_COLUMN),
        key=norm_key,
        seen=seen,
        carried=carried,
        previous={
            key: bound_at(sheet, (number, columns.by_key[key]))
            for key in PREVIOUS_COLUMNS
            if key in columns.by_key
        },
    )


def _take_start(sheet: RawSheet, taken: Taken) -> None:
    """The input cells of the Start sheet: right beside the label on the row of their key."""
    for (row, column), value in sheet.keys:
        if not value.startswith(START_KEY):
            continue
        key = value.removeprefix(START_KEY).strip()
        known = start_field(key)
        label = known.label if known else None
        at = next(
            (c for (r, c), text in sheet.in_order if r == row and text == label),
            column + 1,
        )
        taken.claimed |= {(row, at), (row, at + 1)}
        taken.inputs.add((row, at + 1))
        if not is_blank(sheet.cells.get((row, at + 1))):
            taken.start[key] = (answer_at(sheet, (row, at + 1)),)


def extra_cells(sheet: RawSheet, taken: Taken, known: Known) -> Iterator[BoundValue]:
    """Everything that somebody added: no answer, no key, no fixed text, no formula of ours."""
    claimed, formulas, with_norms = taken.claimed, sheet.formulas, bool(taken.norms)
    prints, everywhere, texts = taken.prints, known.everywhere, known.texts
    for address, value in sheet.in_order:
        if address in claimed or address in formulas:
            continue
        misplaced = False
        if isinstance(value, str):
            # Our theme sheets never show an answer by itself outside the cells for it.
            misplaced = with_norms and _is_an_answer(value)
            if not misplaced and ((found := prints[address]) in everywhere or found in texts):
                continue  # as nearly every cell
        if is_blank(value):
            continue
        if isinstance(value, str) and (value.startswith(KEY_PREFIX) or is_prints(value)):
            continue
        # Without the stamp nobody can tell our text from theirs, except among the norms.
        if not known.fixed and (not taken.norms or address[0] < taken.first_row):
            continue
        # A number of ours is a text, unless a program made a number of it where it stood.
        strange = not isinstance(value, str) and not _may_be_a_number(address, taken)
        if misplaced or strange or not known.is_ours(value):
            yield bound_at(sheet, address)


def _may_be_a_number(address: Address, taken: Taken) -> bool:
    row, column = address
    on_a_row = any(norm.row == row for norm in taken.norms)
    return not taken.norms or (on_a_row and column == (taken.number_column or column))


@remembered
def _is_an_answer(text: str) -> bool:
    return text.strip().lower() in _ANSWERS


_ANSWERS = {option.lower() for item in FIELDS for option in item.options}
