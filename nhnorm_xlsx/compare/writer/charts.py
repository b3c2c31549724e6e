"""Native Excel charts on figures that stand in the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

from xlsxwriter.utility import xl_range_abs

from nhnorm_xlsx.compare.writer.book import Sheet
from nhnorm_xlsx.compare.writer.showing import mixed, status_label, status_style
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.style import BRAND, FONT, INK, LINE, ON_BRAND
from nhnorm_xlsx.texts.compare.riec import BOX_PARTS

Span = tuple[int, int]
# How far the colour of what is met goes to its strong one, in bars with all statuses.
LIGHT = 0.15
FONT_STYLE = {"name": FONT, "size": 9, "color": INK}


def series_fill(key: str) -> dict[str, Any]:
    """The colour of a status in a chart; a pattern where black and white needs it.

    What is met is light, so that what is not is seen first.
    """
    style = status_style(key)
    if key in MET:
        light = mixed(style.fill, style.strong, LIGHT)
        return {"fill": {"color": light}, "border": {"color": style.strong}}
    if style.pattern:
        pattern = {"pattern": style.pattern, "fg_color": style.strong, "bg_color": style.fill}
        return {"pattern": pattern, "border": {"color": style.strong}}
    return {"fill": {"color": style.strong}, "border": {"color": ON_BRAND}}


def status_bars(
    sheet: Sheet,
    rows: Span,
    labels: int,
    columns: dict[str, int],
    title: str,
    *,
    shares: bool,
    most: int = 0,
) -> Any:  # noqa: ANN401
    """Lying bars, one per row, divided into statuses; as shares of the whole or as counts.

    `most` is where the scale of the counts ends.
    """
    chart = sheet.book.chart("bar", "percent_stacked" if shares else "stacked")
    for key, column in columns.items():
        chart.add_series(
            {
                "name": status_label(key),
                "categories": [sheet.name, rows[0], labels, rows[1], labels],
                "values": [sheet.name, rows[0], column, rows[1], column],
                "gap": 40,
                **series_fill(key),
            }
        )
    titles(chart, title)
    chart.set_y_axis({"reverse": True, "num_font": FONT_STYLE, "line": {"color": LINE}})
    end = {"min": 0, "max": most} if most else {}
    chart.set_x_axis({**value_axis("0%" if shares else "0"), **end})
    return chart


def columns_then_now(
    sheet: Sheet,
    rows: Span,
    labels: int,
    columns: Sequence[tuple[str, int]],
    title: str,
    *,
    words: Sequence[str] = (),
    own: Sequence[float] = (),
    lying: bool = False,
    light: int = 1,
) -> Any:  # noqa: ANN401
    """One or two columns side by side, shares from 0 to 100%; `lying` where names are long.

    The one at place `light` is light, so that they are two in black and white too. With `words`
    those stand above the second column instead of its numbers. `own` are the shares of the first:
    where there is none, no number stands there.
    """
    chart = sheet.book.chart("bar" if lying else "column")
    for place, (name, column) in enumerate(columns):
        custom: dict[str, Any] = {}
        if place and words:
            custom = {"custom": [{"value": text} for text in words]}
        elif not place and any(isnan(share) for share in own):
            custom = {"custom": [{"delete": True} if isnan(share) else None for share in own]}
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, rows[0], labels, rows[1], labels],
                "values": [sheet.name, rows[0], column, rows[1], column],
                **column_fill(light=place == light),
                "gap": 50 if lying else 80,
                "overlap": -5,
                "data_labels": {"value": True, "num_format": "0%", "font": FONT_STYLE, **custom},
            }
        )
    titles(chart, title)
    shares = {**value_axis("0%"), "min": 0, "max": 1}
    names = {"num_font": FONT_STYLE, "line": {"color": LINE}}
    chart.set_y_axis({**names, "reverse": True} if lying else shares)
    chart.set_x_axis(shares if lying else names)
    return chart


def column_fill(*, light: bool) -> dict[str, Any]:
    """The colour of one of two columns beside each other."""
    if light:
        return series_fill(MET[0])
    return {"fill": {"color": BRAND}, "border": {"color": BRAND}}


def box_plot(
    sheet: Sheet, helper: str, parts: Sequence[Sequence[float]], labels: Sequence[Any], title: str
) -> Any:  # noqa: ANN401
    """The spread per thema: a box from kwartiel 1 to kwartiel 3, whiskers to the ends.

    The rows of the helper sheet hold the `parts`, one value per thema: kwartiel 1, up to the
    median, up to kwartiel 3, down to the minimum, up to the maximum.
    """
    chart = sheet.book.chart("column", "stacked")
    style = status_style(MET[0])
    count = len(parts[0])
    looks: tuple[dict[str, Any], ...] = (
        {"fill": {"none": True}, "border": {"none": True}},
        {"fill": {"color": style.fill}, "border": {"color": style.strong, "width": 1.5}},
        {"fill": {"color": style.fill}, "border": {"color": style.strong, "width": 1.5}},
    )
    for row, look in enumerate(looks):
        whisker = {0: ("minus", 3), 2: ("plus", 4)}.get(row)
        options: dict[str, Any] = {
            "name": BOX_PARTS[row],
            "categories": list(labels),
            "values": [helper, row, 0, row, count - 1],
            "gap": 90,
            **look,
        }
        if whisker:
            options["y_error_bars"] = _whiskers(helper, *whisker, parts)
        chart.add_series(options)
    titles(chart, title)
    chart.set_legend({"none": True})
    chart.set_y_axis({**value_axis("0%"), "min": 0, "max": 1})
    chart.set_x_axis({"num_font": FONT_STYLE, "line": {"color": LINE}})
    chart.show_hidden_data()
    return chart


def _whiskers(helper: str, side: str, row: int, parts: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Error bars from a row of the helper sheet; XlsxWriter does not look up their values."""
    reference = f"={helper}!{_row_range(row, len(parts[row]))}"
    values = ["" if isnan(value) else value for value in parts[row]]
    return {
        "type": "custom",
        "direction": side,
        "plus_values": reference,
        "minus_values": reference,
        "plus_data": values,
        "minus_data": values,
        "line": {"color": INK, "width": 1.25},
    }


def _row_range(row: int, count: int) -> str:
    return str(xl_range_abs(row, 0, row, count - 1))


def titles(chart: Any, title: str) -> None:  # noqa: ANN401
    """The title of a chart in the house style."""
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 12, "color": BRAND}})


def value_axis(number_format: str) -> dict[str, Any]:
    """The look of an axis with numbers."""
    return {
        "num_format": number_format,
        "num_font": FONT_STYLE,
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.5}},
        "line": {"none": True},
    }
