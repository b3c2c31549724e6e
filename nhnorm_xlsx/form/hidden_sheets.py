"""The sheets that nobody needs to see: the lists of the dropdowns, and the stamp."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from nhnorm_xlsx.contract.fields import FIELDS, START_FIELDS, Field, FieldKind, StartField
from nhnorm_xlsx.contract.keys import EARLIER_SHEET, LISTS_SHEET, STAMP_SHEET
from nhnorm_xlsx.contract.stamp import (
    FIXED_TEXT_KEY,
    FORMULAS_KEY,
    LOOSE_TEXT_KEY,
    Stamp,
    fixed_text_rows,
    formulas_row,
    loose_text_row,
)
from nhnorm_xlsx.form.model import Cell, SheetPlan, Visibility, area_address, letters, on_sheet

# The fields with options, one column each.
_LISTED: tuple[Field | StartField, ...] = tuple(
    field for field in (*FIELDS, *START_FIELDS) if field.kind is FieldKind.CHOICE
)
# Behind the lists, with one column between: two columns for the next open norm, and then all
# further columns are free; at least from the ninth on.
FIRST_FREE_COLUMN = max(8, len(_LISTED) + 5)
NEXT_OPEN_COLUMN = FIRST_FREE_COLUMN - 2


def list_ranges() -> Mapping[str, str]:
    """Per field with options: the range on the hidden sheet that holds them."""
    return {
        field.key: on_sheet(LISTS_SHEET, area_address((1, col, len(field.options), col)))
        for col, field in enumerate(_LISTED)
    }


def lists_sheet(more: Iterable[Cell], names: Mapping[str, str]) -> SheetPlan:
    """The allowed answers, without headings: nobody sees them. `more` stands to the right.

    `names` are those of ranges, here and elsewhere, that formulas use.
    """
    cells = []
    for col, field in enumerate(_LISTED):
        cells += [Cell(row, col, item, "text") for row, item in enumerate(field.options, start=1)]
    return SheetPlan(LISTS_SHEET, (*cells, *more), visibility=Visibility.HIDDEN, names=names)


def stamp_sheet(
    stamp: Stamp,
    sheets: Sequence[SheetPlan],
    more: Iterable[tuple[str, str]] = (),
    *,
    defined: Collection[str] = (),
) -> SheetPlan:
    """What this workbook is, and the fingerprints of everything that was printed on it.

    `more` are other rows for the reader. Texts of the definition (`defined`) a reader knows
    himself, also where a program altered them; of what people wrote before (in hidden columns, on
    the sheet with earlier answers) only the very text is known.
    """
    rows = [*vars(stamp).items(), *more]
    for plan in sheets:
        cells = [(cell.row + 1, letters(cell.col)) for cell in plan.cells if cell.formula]
        if cells:
            rows.append((FORMULAS_KEY, formulas_row(plan.key, cells)))
    # Fingerprints last: among words they would pack less well.
    for plan in sheets:
        rows += [(FIXED_TEXT_KEY, row) for row in fixed_text_rows(plan.key, plan.fixed_texts)]
    shown = (plan.texts_in_view for plan in sheets if plan.name != EARLIER_SHEET)
    own = {text for texts_ in shown for text in texts_}.difference(defined)
    rows.append((LOOSE_TEXT_KEY, loose_text_row(own)))
    stamped = tuple(
        Cell(row, col, text, "stamp")
        for row, pair in enumerate(rows)
        for col, text in enumerate(pair)
    )
    return SheetPlan(STAMP_SHEET, stamped, visibility=Visibility.VERY_HIDDEN)
