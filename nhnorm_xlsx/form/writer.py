"""Writes a planned workbook to a file with XlsxWriter.

Nothing is decided here. XlsxWriter tells in return values and warnings what it left out;
both stop the writing, because a workbook without its dropdowns is worse than none.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.image import Image

from nhnorm_xlsx import files
from nhnorm_xlsx.contract.stamp import PROPERTY_PREFIX
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.form import paper, styles
from nhnorm_xlsx.form.formulas import serial
from nhnorm_xlsx.form.model import (
    Bar,
    Cell,
    Chart,
    Choice,
    Colouring,
    FormPlan,
    Hint,
    Link,
    Picture,
    SheetPlan,
    Validation,
    Visibility,
    WebLink,
    address,
    on_sheet,
)
from nhnorm_xlsx.form.package import packed
from nhnorm_xlsx.form.xlsx import FormWorkbook, FormWorksheet
from nhnorm_xlsx.logo import NoPictureError, small
from nhnorm_xlsx.style import INK, LINE, STATUS_STYLE, StatusStyle
from nhnorm_xlsx.texts import form as texts

_SCREEN_DPI = 96
# Texts with so much in common are worth standing together; what stands between parts of a stamp.
_ALIKE, _BETWEEN = 24, " ;"
_PRINT_AREA = "_afdruk"
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# No password: the lock is against slips of the mouse, and rows and columns stay adjustable.
_PROTECTION = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    # Remarks beside a cell, links, and taking the chart along to a memo.
    "objects": True,
    "insert_hyperlinks": True,
}


def write_form(plan: FormPlan, path: Path) -> None:
    """Writes the workbook. Raises `StorageError` when the file cannot be written."""
    files.write_bytes(path, form_bytes(plan))


def form_bytes(plan: FormPlan) -> bytes:
    """The workbook as the bytes of its file: the same plan gives the same bytes."""
    return packed(form_parts(plan))


def form_parts(plan: FormPlan) -> dict[str, bytes]:
    """The parts of the workbook by their names, as they are packed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        workbook = FormWorkbook(_OPTIONS)
        _describe(workbook, plan)
        formats = _Formats(workbook)
        for said in _alike(plan):
            workbook.str_table._get_shared_string_index(said)
            workbook.str_table.count -= 1  # it stands nowhere yet
        for number, sheet in enumerate(plan.sheets, start=1):
            _write_sheet(workbook, formats, sheet)
            _mark_headings(workbook, number, sheet)
        workbook.get_worksheet_by_name(plan.first_sheet).activate()
        workbook.close()
    return workbook.parts


def _alike(plan: FormPlan) -> Iterator[str]:
    """Long texts of the stamp that go on like one in view, each behind that one.

    A zip looks back no further than 32 kB, and the stamp comes last: there it would hold again
    what is to be put right, and what was carried over.
    """
    *others, stamp = plan.sheets
    texts = (str(cell.value) for sheet in others for cell in sheet.cells)
    starts = {text[:_ALIKE]: text for text in texts if len(text) >= _ALIKE}
    for cell in stamp.cells:
        said = cell.value if isinstance(cell.value, str) else ""
        parts = (at for at in range(1, len(said) - _ALIKE + 1) if said[at - 1] in _BETWEEN)
        if twin := next(filter(None, (starts.get(said[at : at + _ALIKE]) for at in parts)), ""):
            yield from (twin, said)


class _Formats:
    """The formats of a workbook by style name, each made once."""

    def __init__(self, workbook: FormWorkbook) -> None:
        self._workbook = workbook
        self._cells: dict[str, Format] = {}
        self._rules: dict[str, Format] = {}

    def cell(self, name: str) -> Format:
        if name not in self._cells:
            self._cells[name] = self._workbook.add_format(styles.properties(name))
        return self._cells[name]

    def rule(self, name: str) -> Format:
        if name not in self._rules:
            self._rules[name] = self._workbook.add_format(styles.rule_properties(name))
        return self._rules[name]


def _done(result: object) -> None:
    """Stops when XlsxWriter says with a negative number that it left something out."""
    if isinstance(result, int) and result < 0:
        raise AssertionError(f"XlsxWriter left something out (code {result})")


def _describe(workbook: FormWorkbook, plan: FormPlan) -> None:
    workbook.set_properties(
        {
            "title": plan.title,
            "subject": plan.subject,
            "created": datetime.combine(plan.created, time()),
        }
    )
    for key, value in vars(plan.stamp).items():
        _done(workbook.set_custom_property(PROPERTY_PREFIX + key, value, "text"))


def _write_sheet(workbook: FormWorkbook, formats: _Formats, plan: SheetPlan) -> None:
    sheet = workbook.add_worksheet(plan.name)
    _lay_out(sheet, plan)
    sheet.lay(plan.cells, formats.cell, lambda *what: _done(_write_cell(*what)))
    for validation in plan.validations:
        _done(sheet.data_validation(*validation.area, _validation(validation)))
    for colouring in plan.colourings:
        _done(sheet.conditional_format(*colouring.area, _colouring(colouring, formats)))
    for chart in plan.charts:
        _add_chart(workbook, sheet, chart)
    for picture in plan.pictures:
        _add_picture(sheet, picture)
    _set_page(workbook, sheet, plan)
    for name, place in plan.names.items():
        _done(workbook.define_name(name, f"={place}"))
        workbook.hide_last_name()
    sheet.protect("", _PROTECTION)
    if plan.visibility is Visibility.HIDDEN:
        sheet.hide()
    elif plan.visibility is Visibility.VERY_HIDDEN:
        sheet.very_hidden()


def _mark_headings(workbook: FormWorkbook, number: int, plan: SheetPlan) -> None:
    """Names the table, so that a screen reader reads out its headings with every cell.

    JAWS and NVDA know the table by this form of name, with its corners and its sheet.
    """
    if plan.table_region is None:
        return
    first_row, first_col, last_row, last_col = plan.table_region
    corners = f"{address(first_row, first_col)}.{address(last_row, last_col)}".lower()
    place = on_sheet(plan.name, address(first_row, first_col, absolute=True))
    _done(workbook.define_name(f"TitleRegion{number}.{corners}.{number}", f"={place}"))


def _lay_out(sheet: FormWorksheet, plan: SheetPlan) -> None:
    sheet.hide_gridlines(2)
    sheet.growing = frozenset(row for row, look in plan.rows.items() if look.grows)
    for col, column in enumerate(plan.columns):
        _done(sheet.set_column_pixels(col, col, column.width, None, {"hidden": column.hidden}))
    for row, look in plan.rows.items():
        _done(sheet.set_row(row, look.height, None, {"hidden": look.hidden}))
    if plan.freeze:
        sheet.freeze_panes(*plan.freeze)
    sheet.set_selection(*plan.selection, *plan.selection)
    if plan.autofilter:
        _done(sheet.autofilter(*plan.autofilter))


def _write_cell(sheet: FormWorksheet, cell: Cell, look: Format) -> object:
    row, col, value = cell.row, cell.col, cell.value
    if cell.formula:
        # The cached result of a date formula is the number behind the date.
        value = serial(value) if isinstance(value, date) else value
        if cell.link:  # first, because it writes a text as well
            _done(sheet.write_url(row, col, _target(cell.link), look, "", cell.link.tip))
        return sheet.write_formula(row, col, cell.formula, look, value)
    if cell.link:
        return sheet.write_url(row, col, _target(cell.link), look, str(value), cell.link.tip)
    if value is None or value == "":
        return sheet.write_blank(row, col, None, look)
    if isinstance(value, bool):
        return sheet.write_boolean(row, col, value, look)
    if isinstance(value, str):
        return sheet.write_string(row, col, value, look)
    if isinstance(value, date):
        return sheet.write_datetime(row, col, value, look)
    return sheet.write_number(row, col, value, look)


def _target(link: Link | WebLink) -> str:
    if isinstance(link, WebLink):
        return link.address
    return "internal:" + on_sheet(link.sheet, link.cell)


def _validation(plan: Validation) -> dict[str, Any]:
    if isinstance(plan, Hint):
        return {"validate": "any", "input_title": plan.title, "input_message": plan.text}
    words = {"error_title": plan.error_title, "error_message": plan.error}
    if plan.prompt:
        words |= {"input_title": plan.prompt_title, "input_message": plan.prompt}
    if isinstance(plan, Choice):
        return {"validate": "list", "source": "=" + plan.source, **words}
    return {
        "validate": "date" if isinstance(plan.first, date) else "decimal",
        "criteria": "between",
        "minimum": plan.first,
        "maximum": plan.last,
        **words,
    }


def _colouring(plan: Colouring | Bar, formats: _Formats) -> dict[str, Any]:
    if isinstance(plan, Colouring):
        look = {"type": "formula", "criteria": plan.formula, "format": formats.rule(plan.style)}
        return {**look, "multi_range": plan.multi_range} if plan.others else look
    return {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": plan.colour,
        "bar_border_color": plan.colour,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
    }


def _add_chart(workbook: FormWorkbook, sheet: FormWorksheet, plan: Chart) -> None:
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    look = styles.properties("text")
    font = {"name": look["font_name"], "size": look["font_size"], "color": INK}
    for series in plan.series:
        style = STATUS_STYLE[series.status_key]
        chart.add_series(
            {
                "name": series.name,
                "categories": series.categories,
                "values": series.values,
                "gap": 45,
                "border": {"color": INK, "width": 0.5},
                **_filling(style),
                "data_labels": {
                    "value": True,
                    # A bar of nothing carries no number.
                    "num_format": "0;;",
                    "font": {**font, "bold": True, "color": style.ink},
                    "fill": {"color": style.fill},
                },
            }
        )
    chart.set_title(
        {"name": plan.title, "name_font": {**font, "size": 11, "bold": True}, "overlay": False}
    )
    # The bars carry their numbers; a scale would only add noise.
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": plan.width, "height": plan.height})
    options = {"description": plan.description, "object_position": 2}
    _done(sheet.insert_chart(plan.row, plan.col, chart, options))


def _add_picture(sheet: FormWorksheet, plan: Picture) -> None:
    """Raises `UsageError` when the file is no picture that can be shown."""
    try:
        content = small(plan.path.read_bytes(), plan.width, plan.height)
        image = Image(BytesIO(content))
    except (OSError, NoPictureError) as error:
        raise UsageError(texts.no_picture(plan.path)) from error
    shrunk = min(plan.width / image.width, plan.height / image.height, 1.0)
    options = {
        # A picture says itself how many dots go in an inch; this makes a dot of it a pixel.
        "x_scale": shrunk * image.x_dpi / _SCREEN_DPI,
        "y_scale": shrunk * image.y_dpi / _SCREEN_DPI,
        "image_data": BytesIO(content),
        "description": plan.description,
        "object_position": 2,
    }
    _done(sheet.insert_image(plan.row, plan.col, plan.path.name, options))


def _filling(look: StatusStyle) -> dict[str, Any]:
    """The colour of the tiles, so that a status looks the same everywhere."""
    if look.pattern:
        colours = {"fg_color": look.strong, "bg_color": look.fill}
        return {"pattern": {"pattern": look.pattern, **colours}}
    return {"fill": {"color": look.fill}}


def _set_page(workbook: FormWorkbook, sheet: FormWorksheet, plan: SheetPlan) -> None:
    if plan.paper:
        sheet.set_paper(plan.paper)
    if plan.landscape:
        sheet.set_landscape()
    sheet.set_margins(
        left=plan.margin_side or paper.MARGIN_SIDE,
        right=plan.margin_side or paper.MARGIN_SIDE,
        top=paper.MARGIN_TOP,
        bottom=paper.MARGIN_BOTTOM,
    )
    # In its width only: with a number of pages Excel would put aside our page breaks.
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(list(plan.page_breaks))
    sheet.center_horizontally()
    if plan.repeat_rows:
        _done(sheet.repeat_rows(*plan.repeat_rows))
    if plan.print_area:
        # By way of a name: some programs cannot open a file with a formula right here.
        grows = f"{plan.name}{_PRINT_AREA}"
        _done(workbook.define_name(grows, f"={plan.print_area}"))
        _done(workbook.define_name(on_sheet(plan.name, "_xlnm.Print_Area"), f"={grows}"))
    if plan.footer:
        # Or they would shrink along with the sheet, to letters that nobody reads.
        fixed = {"scale_with_doc": False}
        _done(sheet.set_header(texts.header(), {"margin": paper.MARGIN_HEADER, **fixed}))
        _done(sheet.set_footer(plan.footer, {"margin": paper.MARGIN_FOOTER, **fixed}))
