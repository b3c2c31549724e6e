"""Sheets that are one list, and the list of actions that two workbooks share."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import of_actions
from nhnorm_xlsx.compare.tables.plans import PLAN_FIELDS
from nhnorm_xlsx.compare.writer.book import Sheet, TableColumn, check, column
from nhnorm_xlsx.compare.writer.paper import on_paper
from nhnorm_xlsx.compare.writer.participants import name_column
from nhnorm_xlsx.compare.writer.showing import LABELS, field_column
from nhnorm_xlsx.contract.fields import ACTIE, PRIORITEIT, STREEFDATUM, VERANTWOORDELIJKE
from nhnorm_xlsx.style import WARNING_FILL, WARNING_INK
from nhnorm_xlsx.texts.compare import shared

# A cell with names names no more than this.
MOST_NAMES = 25
_WIDTHS = {ACTIE.key: 70, VERANTWOORDELIJKE.key: 28, PRIORITEIT.key: 11}


def action_list(sheet: Sheet, tables: Tables, note: str, *, named: bool = True) -> None:
    """The actions as a filterable list, the fields of the plan in the order of the contract.

    Unless it is `named`, whose they are is known, and not a column.
    """
    frame = tables["acties"]
    late = list(frame["te_laat"])
    open_ones = shared.open_actions(*of_actions(frame))
    frame = frame.assign(
        te_laat=[shared.OVERDUE if item else "" for item in late],
        status=frame["status"].map(LABELS),
        actie=frame["actie"].where(frame["actie"] != "", shared.NO_ACTION_TEXT),
    )
    # The list is ordered by date, so that comes first.
    fields = [field for field in PLAN_FIELDS if field != STREEFDATUM]
    columns = [
        field_column(STREEFDATUM),
        column("te_laat", 10),
        *([name_column(tables, 22)] if named else ()),
        column("thema", 8),
        column("norm", 8, "key"),
        column("status", 15),
        *(field_column(field, _WIDTHS.get(field.key)) for field in fields),
    ]
    first = filterable_list(
        sheet, f"{open_ones} {note}" if late else note, columns, frame, shared.NO_ACTIONS
    )
    look = {"bg_color": WARNING_FILL, "font_color": WARNING_INK, "bold": True}
    for row, is_late in enumerate(late, first):
        if is_late:
            sheet.put(row, 1, shared.OVERDUE, look)


def filterable_list(
    sheet: Sheet,
    note: str,
    columns: Sequence[TableColumn],
    frame: pd.DataFrame,
    when_empty: str,
    *,
    pages: int = 1,
) -> int:
    """A whole sheet with one table, of which so many pages are printed; the first data row."""
    sheet.widths([item.width for item in columns])
    sheet.title(sheet.name, note)
    if frame.empty:
        sheet.line(when_empty)
        return sheet.row
    rows = sheet.table(columns, frame, filtered=True)
    check(sheet.raw.freeze_panes(rows[0], 0))
    check(sheet.raw.repeat_rows(rows[0] - 1))
    on_paper(sheet, pages, rows=rows, note=rows[0] - 2)
    return rows[0]
