"""XlsxWriter's workbook and sheet, with what it has no call for, and without what never applies.

XlsxWriter offers no way to lock the structure of a workbook, to let a row grow with its
text, or to write a formula that is alike on every row once. It also looks for some sixty
newer functions in every formula, which took half of all the time of making a workbook; ours
have none, and one look tells so. These are its inner methods: `setup.cfg` holds the
version, and a test compares every part with what the plain classes write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, CellStringTuple

from nhnorm_xlsx.form.model import Cell
from nhnorm_xlsx.quick_sheet import QuickWorksheet

# Functions that have had this name since before Excel 2007: a formula with no other needs no
# preparation. One that is missing here costs time, nothing else.
_OLD_FUNCTIONS = frozenset(
    {"AND", "CHAR", "CLEAN", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DAY", "EXACT", "FIND"}
    | {"HYPERLINK", "IF", "IFERROR", "INDEX", "INT", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT"}
    | {"LEN", "LOWER", "MATCH", "MAX", "MID", "MIN", "MONTH", "NOT", "OR", "RIGHT", "ROW"}
    | {"SEARCH", "SMALL", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TRIM", "UPPER", "YEAR"}
)
# The calculation engine of Excel 2019 and later: one of before works out everything anew.
_CALCULATED_BY = 191029
_CALL = re.compile(r"([A-Za-z_.0-9]+)\(")
_TEXT = re.compile(r'("[^"]*")')


@lru_cache(maxsize=4_000)
def needs_no_preparation(formula: str) -> bool:
    """Whether a formula holds only functions that every Excel knows by this name."""
    outside_text = "".join(_TEXT.split(formula)[::2])
    return not formula.startswith("{") and _OLD_FUNCTIONS.issuperset(_CALL.findall(outside_text))


class FormWorksheet(QuickWorksheet):
    """A sheet on which some rows grow, and formulas that are alike are written once.

    `growing` are the rows (from zero) whose height is left to the program. Rows that stood the
    same on a sheet before, in this workbook or another, are not written anew.
    """

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self.growing: frozenset[int] = frozenset()
        self._shared: Mapping[str, tuple[str, int]] = {}
        self._waiting: Callable[[], None] | None = None
        self._looks: dict[str, Format] = {}
        self._shape: tuple[Hashable, ...] = ()

    def lay(
        self,
        cells: Iterable[Cell],
        look: Callable[[str], Format],
        write: Callable[[FormWorksheet, Cell, Format], None],
    ) -> None:
        """Puts these cells on the sheet: `write` does so for one, `look` finds its format.

        Only what other parts of the workbook must know happens here: which texts and formats
        there are, in which order, and the links. The others wait until somebody asks for them.
        """
        shape: list[Hashable] = []
        waiting: list[Cell] = []
        numbers: list[int | None] = []
        for cell in cells:
            row, col, value, style, formula, link, _ = cell
            if style not in self._looks:
                self._looks[style] = look(style)
            is_text = isinstance(value, str) and bool(value) and not formula
            if link or (is_text and len(str(value)) > _SURELY_SHORT):
                write(self, cell, self._looks[style])
                shape += (cell, getattr(self.table[row][col], "string", None))
                continue
            number = None
            if is_text:
                # Which text it is does not matter to its row, only its number.
                number = self.str_table._get_shared_string_index(value)
                shape += (row, col, style, number)
            else:
                # True equals 1, but is written in another way.
                shape += (cell, type(value).__name__)
            waiting.append(cell)
            numbers.append(number)
        self._shape = tuple(shape)
        self._waiting = lambda: self._fill(waiting, numbers, write)
        for place in _corners(waiting):
            if self._check_dimensions(*place):
                raise AssertionError(place)  # it lies outside the sheet

    def _fill(
        self,
        waiting: Iterable[Cell],
        numbers: Iterable[int | None],
        write: Callable[[FormWorksheet, Cell, Format], None],
    ) -> None:
        for cell, number in zip(waiting, numbers, strict=True):
            look = self._looks[cell.style]
            if number is None:
                write(self, cell, look)
            else:
                self.table[cell.row][cell.col] = CellStringTuple(number, look)

    def _filled(self) -> None:
        """The cells that wait stand in the table after this."""
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting()

    def _get_range_data(self, *area: int) -> Any:  # noqa: ANN401 - as XlsxWriter gives it
        self._filled()  # a chart asks what it shows
        return super()._get_range_data(*area)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        if needs_no_preparation(formula):
            return formula.removeprefix("=")
        prepared: str = super()._prepare_formula(formula, expand_future_functions)
        return prepared

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: object = None, value: object = 0
    ) -> Any:  # noqa: ANN401 - as XlsxWriter gives it
        if not formula or not needs_no_preparation(formula):
            return super()._write_formula(row, col, formula, cell_format, value)
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    write_formula = _write_formula

    def _write_hyperlink_internal(self, row: int, col: int, url: Url) -> None:
        # Not what the cell says: it stands in the cell.
        place = [("ref", xl_rowcol_to_cell_fast(row, col)), ("location", url._link)]
        tip = [("tooltip", url._tip)] if url._tip else []
        self._xml_empty_tag("hyperlink", [*place, *tip])

    def _write_sheet_data(self) -> None:
        heights = tuple((row, look.height, look.hidden) for row, look in self.row_info.items())
        before = _rows_like(self._shape, heights, self.growing)
        # A format gets its number when somebody first asks: in the order of the cells.
        if not before or any(
            self._looks[name]._get_xf_index() != number for name, number in before[0].formats
        ):
            before[:] = [self._rows_anew()]
        self.fh.write(before[0].written)

    def _rows_anew(self) -> _Rows:
        rest, here = self.fh, StringIO()
        self.fh = here
        self._write_rows_anew()
        self.fh = rest
        names = {look: name for name, look in self._looks.items()}
        used = (
            names[cell.format]
            for _, cells in sorted(self.table.items())
            for _, cell in sorted(cells.items())
        )
        formats = tuple((name, self._looks[name]._get_xf_index()) for name in dict.fromkeys(used))
        return _Rows(here.getvalue(), formats)

    def _write_rows_anew(self) -> None:
        self._filled()
        self._shared = _shared_formulas(
            tuple(
                (row, col, cell.formula)
                for row, cells in self.table.items()
                for col, cell in cells.items()
                if type(cell) is CellFormulaTuple
            )
        )
        super()._write_sheet_data()

    def _calculate_spans(self) -> None:
        """No row says which columns it uses: that is a hint to a reader, and only takes room."""
        self.row_spans = {}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - one of many
        is_formula = type(cell) is CellFormulaTuple and cell.format
        if not is_formula or not _is_plain(cell.value):
            super()._write_cell(row, col, cell)
            return
        place, value = xl_rowcol_to_cell_fast(row, col), cell.value
        # XlsxWriter gives an empty text no type, and leaves it to the program to work it out.
        kind, shown = ("", value) if type(value) is not str else _as_text(value)
        self.fh.write(
            f'<c r="{place}" s="{cell.format._get_xf_index()}"{kind}>'
            f"{self._formula(place, cell.formula)}<v>{shown}</v></c>"
        )

    def _formula(self, place: str, formula: str) -> str:
        if place not in self._shared:
            return f"<f>{_escaped(formula)}</f>"
        area, number = self._shared[place]
        if area:
            return f'<f t="shared" ref="{area}" si="{number}">{_escaped(formula)}</f>'
        return f'<f t="shared" si="{number}"/>'

    def _xml_formula_element(
        self, formula: str, result: object, attributes: list[tuple[str, object]]
    ) -> None:
        cell = "".join(f' {key}="{value}"' for key, value in attributes)
        element = self._formula(str(attributes[0][1]), formula)
        self.fh.write(f"<c{cell}>{element}<v>{self._escape_data(result)}</v></c>")

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]]) -> None:
        if tag == "row" and int(str(attributes[0][1])) - 1 in self.growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


# A longer text may be cut off, and then somebody must hear of it.
_SURELY_SHORT = 16_000


def _corners(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    """The first and the last row and column of these cells."""
    rows, cols = [cell.row for cell in cells], [cell.col for cell in cells]
    return [(min(rows), min(cols)), (max(rows), max(cols))] if rows else []


@dataclass(frozen=True)
class _Rows:
    """Rows as they were written, and the names and numbers of their formats in that order."""

    written: str
    formats: tuple[tuple[str, int], ...]


@lru_cache(maxsize=60)  # a workbook has about a dozen sheets
def _rows_like(*_: Hashable) -> list[_Rows]:
    """The rows of a sheet just like this one: empty the first time, to be put in."""
    return []


def _is_plain(value: object) -> bool:
    """Whether this result is a number, or a text that stands for no error."""
    kind = type(value)
    return kind is int or kind is float or (kind is str and not str(value).startswith("#"))


def _as_text(value: str) -> tuple[str, str]:
    return ' t="str"', _escaped(value)


@lru_cache(maxsize=8_000)
def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class FormWorkbook(Workbook):
    """A workbook whose structure is locked: sheets cannot be removed or renamed.

    It is not written to a file: after `close` the parts stand in `parts`, by their names.
    """

    worksheet_class = FormWorksheet

    def __init__(self, options: dict[str, Any]) -> None:
        # The zip that XlsxWriter itself makes stays empty.
        super().__init__(BytesIO(), {**options, "in_memory": True})
        self._packager = _Parts()

    @property
    def parts(self) -> dict[str, bytes]:
        """The content of every part, in the order of the package."""
        return self._packager.parts

    def hide_last_name(self) -> None:
        """The name that was defined last is for our formulas only: no list shows it."""
        self.defined_names[-1][-1] = True

    def _get_packager(self) -> Packager:
        return self._packager

    def _write_calc_pr(self) -> None:
        # Our cached results are right: without this Excel would work out everything again when
        # it opens the file, and ask whether to save that when it closes.
        self._xml_empty_tag("calcPr", [("calcId", _CALCULATED_BY)])

    def _write_book_views(self) -> None:
        # The schema wants the lock right before the views.
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()


class _Parts(Packager):
    """Keeps the parts instead of handing them over to be zipped."""

    parts: dict[str, bytes]

    def _write_shared_strings_file(self) -> None:
        table = self.workbook.str_table
        if table.count:
            strings = _Strings()
            strings.string_table = table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _create_package(self) -> list[tuple[object, str, bool]]:
        self.parts = {
            name: stream.getvalue() if is_binary else stream.getvalue().encode("utf-8")
            for stream, name, is_binary in super()._create_package()
        }
        return []


class _Strings(SharedStrings):
    """The texts of a workbook; most are the same in every workbook."""

    def _write_si(self, string: str) -> None:
        self.fh.write(_text_element(string))


@lru_cache(maxsize=4_000)
def _text_element(string: str) -> str:
    plain = SharedStrings()
    plain._set_xml_writer(StringIO())
    plain._write_si(string)
    written: str = plain.fh.getvalue()
    return written


@lru_cache(maxsize=100)  # most sheets have the same formulas in every workbook
def _shared_formulas(
    formulas: tuple[tuple[int, int, str], ...],
) -> Mapping[str, tuple[str, int]]:
    """Which cells share a formula that is the same on every row of a column.

    `formulas` are (row, column, formula). By the address of the cell: the area and the number
    of the formula; the area is empty for all but the first. The check of 47 norms takes more
    room than all their texts otherwise.
    """
    alike: dict[tuple[int, str], list[int]] = {}
    for row, col, formula in sorted(formulas):
        alike.setdefault((col, _on_any_row(formula, row + 1)), []).append(row)
    shared: dict[str, tuple[str, int]] = {}
    groups = [item for item in alike.items() if len(item[1]) > 1 and _may_be_shared(item[0][1])]
    for number, ((col, _), rows) in enumerate(groups):
        places = [xl_rowcol_to_cell_fast(row, col) for row in rows]
        shared |= dict.fromkeys(places, ("", number))
        shared[places[0]] = (f"{places[0]}:{places[-1]}", number)
    return shared


# What Excel does not take in a formula that is shared: a list between braces, and any place on
# another sheet, also one that stays where it is ([MS-XLSB] 2.5.98.98: no PtgArray, PtgRef3d or
# PtgArea3d; people got a workbook that Excel repairs). A name for that place it does take.
_NOT_SHARED = re.compile(r"[{!]")


@lru_cache(maxsize=4_000)
def _may_be_shared(formula: str) -> bool:
    """Whether a formula, with its rows counted from its own, may stand there once for many."""
    outside = "".join(_QUOTED.split(formula)[::2])
    return _HERE in outside and not _NOT_SHARED.search(outside)


# A reference of which the row moves along with the formula.
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_.$!])(\$?[A-Z]{1,3})([0-9]+)(?![0-9A-Za-z_(.])")
# What stands between quotes: a text, or the name of a sheet.
_QUOTED = re.compile(r"""("[^"]*"|'(?:[^']|'')*')""")
_HERE = "\0"


@lru_cache(maxsize=10_000)
def _on_any_row(formula: str, row: int) -> str:
    """The formula with its rows counted from its own, so that it is equal on every row."""
    parts = _QUOTED.split(formula)
    parts[::2] = [
        _REFERENCE.sub(lambda found: f"{found[1]}{_HERE}{int(found[2]) - row}", part)
        for part in parts[::2]
    ]
    return "".join(parts)
