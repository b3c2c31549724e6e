"""Where the next norm stands that still asks something: what the link on every sheet leads to.

The hidden sheet with the lists holds per thema the first row that asks something, and from
each thema a chain over the others, twice around, that ends at Start when nothing is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from nhnorm_xlsx.contract.checks import CHECK_COMPLETE
from nhnorm_xlsx.contract.fields import STATUS
from nhnorm_xlsx.contract.keys import CHECK_COLUMN, LISTS_SHEET, START_SHEET
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.hidden_sheets import NEXT_OPEN_COLUMN
from nhnorm_xlsx.form.model import Cell, address, letters, on_sheet
from nhnorm_xlsx.form.theme_layout import FIRST_NORM_ROW, ThemeLayout

_ROW, _TARGET = NEXT_OPEN_COLUMN, NEXT_OPEN_COLUMN + 1
# Higher than any row: stands for a row on which nothing is asked.
_NOTHING = 1_000_000
_HOME = "#" + on_sheet(START_SHEET, "B2")


class NextOpen:
    """The chain through all themas; `complete` are the norms that ask nothing any more."""

    def __init__(self, layouts: Sequence[ThemeLayout], complete: Collection[str]) -> None:
        self._layouts = tuple(layouts)
        self._rows = [self._open_row(layout, complete) for layout in self._layouts]

    @property
    def mark(self) -> tuple[int, ...]:
        """The same where the same norms ask something."""
        return tuple(self._rows)

    def reference(self, index: int) -> str:
        """A reference to where the next open norm stands, seen from the thema of this index."""
        return on_sheet(LISTS_SHEET, address(1 + index, _TARGET, absolute=True))

    def helper_cells(self) -> Iterable[Cell]:
        """The cells on the hidden sheet."""
        for row, (layout, here) in enumerate(zip(self._layouts, self._rows, strict=True), start=1):
            yield Cell(row, _ROW, here, "text", _row_formula(layout))
        target = _HOME
        for step in reversed(range(2 * len(self._layouts))):
            index = step % len(self._layouts)
            layout, here = self._layouts[index], self._rows[index]
            place = "#" + on_sheet(layout.thema.sheet, letters(layout.columns[STATUS.key]))
            target = f"{place}{here}" if here < _NOTHING else target
            last = step == 2 * len(self._layouts) - 1
            onward = formulas.text(_HOME) if last else address(step + 2, _TARGET)
            found = address(1 + index, _ROW)
            formula = f"=IF({found}<{_NOTHING},{formulas.text(place)}&{found},{onward})"
            yield Cell(1 + step, _TARGET, target, "text", formula)

    @staticmethod
    def _open_row(layout: ThemeLayout, complete: Collection[str]) -> int:
        """The first row, as people count, on which a norm asks something."""
        rows = (row for norm, row in layout.norm_rows.items() if norm not in complete)
        return min(rows, default=_NOTHING + FIRST_NORM_ROW) + 1


def _row_formula(layout: ThemeLayout) -> str:
    checks = layout.reference(CHECK_COLUMN)
    done = f'(LEFT({checks},1)={formulas.text(CHECK_COMPLETE[0])})+({checks}="")'
    return f"=SUMPRODUCT(MIN(ROW({checks})+{_NOTHING}*({done})))"
