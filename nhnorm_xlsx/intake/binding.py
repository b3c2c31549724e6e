"""From cells to a form: which cell is which answer. Pure, and without judgement.

Bound by the hidden keys, never by position: sheets may be renamed or moved, rows and
columns inserted or sorted. Where the keys are gone the visible headings and norm numbers
serve, and the form says so. Every cell that is neither ours nor an answer comes out as
`extra`, so that nothing is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from nhnorm_xlsx.contract.checks import CHECK_TEXTS
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, FIELDS, START_FIELD_BY_KEY, STATUS, is_blank
from nhnorm_xlsx.contract.keys import (
    CARRIED_COLUMN,
    CHECK_COLUMN,
    FIELD_KEY,
    KEY_PREFIX,
    NORM_COLUMN,
    NORM_KEY,
    PREVIOUS_COLUMNS,
    SHEET_KEY,
    START_KEY,
)
from nhnorm_xlsx.contract.stamp import (
    CORRECTION_KEY,
    CORRECTS_KEY,
    FIXED_TEXT_KEY,
    FORMULAS_KEY,
    PROPERTY_PREFIX,
    STAMP_KEYS,
    read_correction_row,
    read_fixed_text_row,
    read_formulas_row,
)
from nhnorm_xlsx.contract.text import clean_text, text_fingerprint
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.intake.raw import Address, RawSheet, RawValue, RawWorkbook, cell_name
from nhnorm_xlsx.intake.values import as_text


@dataclass(frozen=True)
class BoundValue:
    """A value with its place in the returned file.

    `formula` is the formula in the cell, or empty. When its outcome was not saved, the
    formula itself is the value: it may well be text that began with `=`.
    """

    value: RawValue | None
    sheet: str
    cell: str
    formula: str = ""


@dataclass(frozen=True)
class BoundNorm:
    """One norm row as found: its values by field key (fields without a column are absent).

    `text` is the norm's wording as it stands there, `carried` the fingerprints of what
    comes from the previous meting, by the key of its column. `previous` is what stands in
    the columns of the previous meting, by their keys.
    """

    number: str
    sheet: str
    row: int
    values: Mapping[str, BoundValue]
    text: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, BoundValue] = field(default_factory=dict)


@dataclass(frozen=True)
class RawForm:
    """A returned workbook, taken apart.

    `stamp_values` come from the hidden sheet, `property_values` from the document
    properties; either may be incomplete. `guessed` says per sheet what was recognised by
    its visible text. `missing_columns` are (sheet, field key). `lost_texts` are, by the
    name of the sheet, the fingerprints of fixed texts that no longer stand there, each as
    often as it is gone; `lost_sheets` the keys of sheets that are gone and `added_sheets` the names
    of those that came with it, with how many cells they fill. Of a workbook with
    corrections: `corrections` are (norm, field key, message) and `corrects` the
    fingerprints of the files whose answers it holds.
    """

    stamp_values: Mapping[str, str]
    property_values: Mapping[str, str]
    norms: tuple[BoundNorm, ...]
    start: Mapping[str, tuple[BoundValue, ...]]
    extra: tuple[BoundValue, ...]
    missing_columns: tuple[tuple[str, str], ...]
    guessed: tuple[tuple[str, str], ...]
    lost_texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lost_sheets: tuple[str, ...] = ()
    added_sheets: tuple[tuple[str, int], ...] = ()
    knows_fixed_text: bool = False
    corrections: tuple[tuple[str, str, str], ...] = ()
    corrects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Columns:
    """The columns of one theme sheet by field key, the row they were found on, what was guessed."""

    by_key: Mapping[str, int]
    row: int
    guessed: tuple[str, ...] = ()


@dataclass
class _Taken:
    """What one sheet gave, and which of its cells that accounts for."""

    norms: list[BoundNorm] = field(default_factory=list)
    start: dict[str, tuple[BoundValue, ...]] = field(default_factory=dict)
    missing_columns: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    claimed: set[Address] = field(default_factory=set)
    inputs: set[Address] = field(default_factory=set)
    first_row: int = 0
    check_column: int = 0


@dataclass(frozen=True)
class Known:
    """What we wrote ourselves: fingerprints of fixed text, and what the definition says.

    `numbers` are norm numbers and `texts` fingerprints of wording from the definition;
    `fixed` comes from the workbook itself, says how often each text stands on each sheet
    (by the key of the sheet), and is empty when its stamp is lost.
    """

    numbers: frozenset[str]
    texts: frozenset[str]
    fixed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    everywhere: frozenset[str] = frozenset()

    def is_ours(self, value: RawValue) -> bool:
        """Whether this is fixed text, not something that somebody added."""
        fingerprint = text_fingerprint(as_text(value))
        return fingerprint in self.everywhere or fingerprint in self.texts


@lru_cache(maxsize=4)
def known_from(definitions: tuple[Definition, ...]) -> Known:
    """What these definitions put on a form: worked out once, not for every file."""
    norms = [norm for definition in definitions for norm in definition.norms]
    texts = {
        text_fingerprint(clean_text(text))
        for norm in norms
        for text in (norm.number, norm.heading, norm.explanation)
    }
    texts |= {text_fingerprint(text) for text in CHECK_TEXTS}
    return Known(frozenset(norm.number for norm in norms), frozenset(texts))


def bind(workbook: RawWorkbook, known: Known) -> RawForm:
    """Take a workbook apart. `known` is what the definitions put on a form."""
    stamp_sheet = _stamp_sheet(workbook.sheets)
    stamp_values, fixed, formulas = _read_stamp(stamp_sheet)
    known = replace(known, fixed=fixed, everywhere=frozenset().union(*fixed.values()))
    lost_texts: dict[str, tuple[str, ...]] = {}
    added_sheets: list[tuple[str, int]] = []
    gone = set(fixed) - {""}
    norms: list[BoundNorm] = []
    start: dict[str, tuple[BoundValue, ...]] = {}
    extra: list[BoundValue] = list(_beside_the_stamp(stamp_sheet))
    missing: list[tuple[str, str]] = []
    guessed: list[tuple[str, str]] = []
    for sheet in workbook.sheets:
        if sheet is stamp_sheet:
            continue
        taken = _take(sheet, known.numbers)
        norms += taken.norms
        for key, values in taken.start.items():
            start[key] = start.get(key, ()) + values
        missing += [(sheet.name, key) for key in taken.missing_columns]
        guessed += [(sheet.name, what) for what in taken.guessed]
        key = _sheet_key(sheet)
        if fixed and "" not in fixed and key not in fixed and sheet.cells and not taken.norms:
            added_sheets.append((sheet.name, len(sheet.cells)))
        # Only where the file itself does not tell which cells hold a formula.
        ours = formulas.get(key, frozenset()) if workbook.untold else frozenset()
        extra += (item for item in _extra(sheet, taken, known) if item.cell not in ours)
        # The first workbooks did not say where their own formulas stood.
        if formulas and not workbook.untold:
            added = _added_formulas(sheet, taken, formulas.get(key, frozenset()), key in fixed)
            extra += (_bound(sheet, address) for address in added)
        gone.discard(key)
        lost_texts[sheet.name] = tuple(_lost_texts(sheet, taken, fixed.get(key, {})))
    prefix = PROPERTY_PREFIX
    properties = {
        name.removeprefix(prefix): value
        for name, value in workbook.properties.items()
        if name.startswith(prefix)
    }
    return RawForm(
        stamp_values=stamp_values,
        property_values=properties,
        norms=tuple(norms),
        start=start,
        extra=tuple(extra),
        missing_columns=tuple(missing),
        guessed=tuple(guessed),
        lost_texts=lost_texts,
        lost_sheets=tuple(sorted(gone)),
        added_sheets=tuple(added_sheets),
        knows_fixed_text=bool(fixed),
        corrections=tuple(
            read_correction_row(row) for row in _stamp_rows(stamp_sheet, CORRECTION_KEY)
        ),
        corrects=frozenset(" ".join(_stamp_rows(stamp_sheet, CORRECTS_KEY)).split()),
    )


# --- the stamp --------------------------------------------------------------------------


def _stamp_sheet(sheets: Iterable[RawSheet]) -> RawSheet | None:
    for sheet in sheets:
        values = {value for value in sheet.cells.values() if isinstance(value, str)}
        if len(values & _DISTINCT) > 1:
            return sheet
    return None


def _read_stamp(
    sheet: RawSheet | None,
) -> tuple[dict[str, str], dict[str, dict[str, int]], dict[str, frozenset[str]]]:
    """The stamp's values, and by the key of a sheet its fixed texts and formulas.

    Of texts the fingerprints, each with how often it stands there; of formulas the addresses.
    """
    formulas: dict[str, frozenset[str]] = {}
    values: dict[str, str] = {}
    fixed: dict[str, dict[str, int]] = {}
    for (row, column), key in _stamp_keys(sheet).items():
        beside = as_text(sheet.cells.get((row, column + 1))) if sheet else ""
        if key in STAMP_KEYS:
            values[key] = beside.strip()
        elif key == FIXED_TEXT_KEY and beside:
            name, texts = read_fixed_text_row(beside)
            fixed.setdefault(name, {}).update(texts)
        elif key == FORMULAS_KEY and beside:
            name, cells = read_formulas_row(beside)
            formulas[name] = cells
    return values, fixed, formulas


def _stamp_rows(sheet: RawSheet | None, wanted: str) -> list[str]:
    """What stands beside every row of the stamp with this key."""
    return [
        as_text(sheet.cells.get((row, column + 1)))
        for (row, column), key in _stamp_keys(sheet).items()
        if sheet and key == wanted
    ]


def _stamp_keys(sheet: RawSheet | None) -> dict[Address, str]:
    """Where the keys of the stamp stand: in one column, each of them once."""
    if sheet is None:
        return {}
    found = {at: str(key) for at, key in sorted(sheet.cells.items()) if key in _STAMP_ROWS}
    (column, _) = Counter(at[1] for at in found).most_common(1)[0]
    seen: set[str] = set()
    keys: dict[Address, str] = {}
    for at, key in found.items():
        if at[1] == column and (key not in STAMP_KEYS or key not in seen):
            keys[at] = key
            seen.add(key)
    return keys


def _beside_the_stamp(sheet: RawSheet | None) -> Iterator[BoundValue]:
    """What somebody wrote on the hidden sheet itself."""
    if sheet is None:
        return
    keys = _stamp_keys(sheet)
    ours = {*keys, *((row, column + 1) for row, column in keys)}
    for address, value in sorted(sheet.cells.items()):
        if address not in ours and not is_blank(value):
            yield _bound(sheet, address)


# Words that nobody types: two of them on one sheet, and it is ours.
_DISTINCT = {key for key in (*STAMP_KEYS, FIXED_TEXT_KEY) if "_" in key}
_STAMP_ROWS = (
    *STAMP_KEYS,
    FIXED_TEXT_KEY,
    FORMULAS_KEY,
    CORRECTION_KEY,
    CORRECTS_KEY,
)


def _sheet_key(sheet: RawSheet) -> str:
    """By which key the stamp knows this sheet; its name when it has none."""
    for value in sheet.cells.values():
        if isinstance(value, str) and value.startswith(SHEET_KEY):
            return value.removeprefix(SHEET_KEY).strip()
    return sheet.name


def _lost_texts(sheet: RawSheet, taken: _Taken, expected: Mapping[str, int]) -> Iterator[str]:
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


def _added_formulas(
    sheet: RawSheet, taken: _Taken, ours: frozenset[str], is_ours: bool
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


# --- one sheet --------------------------------------------------------------------------


def _take(sheet: RawSheet, known_numbers: Collection[str]) -> _Taken:
    taken = _Taken()
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
    sheet: RawSheet, columns: _Columns, known_numbers: Collection[str], taken: _Taken
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
            key: _bound(sheet, (row, column))
            for key, column in columns.by_key.items()
            if key in FIELD_BY_KEY
        },
        text=text_in(NORM_COLUMN),
        carried=carried,
        previous={
            key: _bound(sheet, (row, columns.by_key[key]))
            for key in PREVIOUS_COLUMNS
            if key in columns.by_key
        },
    )


def _bound(sheet: RawSheet, address: Address) -> BoundValue:
    formula = sheet.formulas.get(address, "")
    value = sheet.cells.get(address, formula or None)
    return BoundValue(value, sheet.name, cell_name(address), formula)


def _take_start(sheet: RawSheet, taken: _Taken) -> None:
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
            taken.start[key] = (_bound(sheet, (row, at + 1)),)


def _extra(sheet: RawSheet, taken: _Taken, known: Known) -> Iterator[BoundValue]:
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
            yield _bound(sheet, address)


_ANSWERS = {option.lower() for item in FIELDS for option in item.options}
