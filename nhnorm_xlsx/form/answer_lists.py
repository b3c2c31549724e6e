"""The hidden sheet with the lists, the table of all answers, and where the next norm stands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache

from nhnorm_xlsx.form.answer_table import AnswerTable
from nhnorm_xlsx.form.hidden_sheets import lists_sheet
from nhnorm_xlsx.form.model import SheetPlan
from nhnorm_xlsx.form.next_open import NextOpen


def answer_lists(table: AnswerTable, next_open: NextOpen) -> SheetPlan:
    """The sheet; planned once for all who have not answered anything yet."""
    if any(item.values or item.was for item in table.sources):
        return lists_sheet((*table.cells(), *next_open.helper_cells()), table.names)
    return _blank(_Blank((*table.mark, next_open.mark), table, next_open))


@dataclass(frozen=True)
class _Blank:
    """What an empty table shows (`mark`), and what makes it."""

    mark: tuple[Hashable, ...]
    table: AnswerTable = field(compare=False)
    next_open: NextOpen = field(compare=False)


@lru_cache(maxsize=8)
def _blank(blank: _Blank) -> SheetPlan:
    cells = (*blank.table.cells(), *blank.next_open.helper_cells())
    return lists_sheet(cells, blank.table.names)
