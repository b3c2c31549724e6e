"""XlsxWriter's sheet, written the same to the byte, without what only others need.

A cell is always named by row and column here, never as `A1`; nearly every cell is a text, a
number, a date or blank, with a format of its own. These are XlsxWriter's inner methods:
`setup.cfg` holds the version, and a test compares every part with what the plain class writes.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

# How many rows share the width that is told to a reader beforehand.
_ROWS_PER_SPAN = 16


class QuickWorksheet(Worksheet):
    """A sheet whose cells are named by row and column, counted from zero."""

    write_string = Worksheet._write_string
    write_number = Worksheet._write_number
    write_blank = Worksheet._write_blank
    write_datetime = Worksheet._write_datetime

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - one of many
        kind = type(cell)
        if not cell.format or kind not in _QUICK:
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{cell.format._get_xf_index()}"'
        if kind is CellStringTuple:
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        elif kind is CellBlankTuple:
            self.fh.write(f"{start}/>")
        else:
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")

    def _write_rows(self) -> None:
        if self.comments:
            super()._write_rows()
            return
        self._calculate_spans()
        # Asking for a row makes it.
        rows = {*self.row_info, *(row for row, cells in self.table.items() if cells)}
        for row in sorted(rows):
            span, info = self.row_spans.get(row // _ROWS_PER_SPAN), self.row_info.get(row)
            cells = self.table.get(row)
            if not cells:
                self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            for col, cell in sorted(cells.items()):
                self._write_cell(row, col, cell)
            self._xml_end_tag("row")

    def _calculate_spans(self) -> None:
        if self.comments:  # they count too
            super()._calculate_spans()
            return
        rows = ((number, cells) for number, cells in sorted(self.table.items()) if cells)
        self.row_spans = {}
        for span, group in groupby(rows, lambda item: item[0] // _ROWS_PER_SPAN):
            columns = [(min(cells), max(cells)) for _, cells in group]
            first, last = min(pair[0] for pair in columns), max(pair[1] for pair in columns)
            self.row_spans[span] = f"{first + 1}:{last + 1}"


_QUICK = frozenset({CellStringTuple, CellBlankTuple, CellNumberTuple, CellDatetimeTuple})
