"""How figures of others look: a shade per step, bars of rounded shares, and of which stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import BORDER, KINDS, Props, Sheet
from nhnorm_xlsx.compare.writer.charts import FONT_STYLE, titles, value_axis
from nhnorm_xlsx.compare.writer.showing import mixed, status_style
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.gate import Percentage
from nhnorm_xlsx.style import LINE, ON_BRAND
from nhnorm_xlsx.texts import publishing
from nhnorm_xlsx.texts.compare import bands

# How far the deepest shade goes from white to the strong colour: text stays readable.
DEEPEST = 0.45


def step_look(step: float) -> Props:
    """The shade of a step: the more comply, the more of the colour of a met norm."""
    if not step >= 0:
        return {}
    strong = status_style(MET[0]).strong
    return {"bg_color": mixed(ON_BRAND, strong, DEEPEST * step / (policy.STEPS - 1))}


def steps_column(sheet: Sheet, first: int, place: int, steps: Iterable[float]) -> None:
    """Steps below each other, each in its own shade."""
    for row, step in enumerate(steps, first):
        sheet.put(row, place, bands.step(step), BORDER, KINDS["text"], step_look(step))


def mark_of(tables: Tables) -> str:
    """What stands on every page: that it is a concept, or nothing."""
    return publishing.CONCEPT if tables["over"].iloc[0]["concept"] else ""


def stand_of(tables: Tables) -> str:
    """Of which stand it is, and of which day."""
    about = tables["over"].iloc[0]
    if about["concept"]:
        return publishing.concept_line(about["peildatum"])
    return publishing.stand_line(about["stand"], about["peildatum"])


def share_cells(
    sheet: Sheet, first: int, place: int, shares: Iterable[Percentage | None], *looks: Props
) -> None:
    """Shares below each other: a number that reads as it is told (`onder 10%`)."""
    for row, share in enumerate(shares, first):
        if share is None:
            sheet.put(row, place, bands.NOT_SHOWN, BORDER, KINDS["count"], *looks)
        else:
            before, after = bands.around_percentage(share.end.value)
            told = {"num_format": f'"{before}"0{after}'}
            sheet.put(row, place, share.number / 100, BORDER, KINDS["count"], *looks, told)


def told_bars(
    sheet: Sheet, rows: tuple[int, int], place: int, words: Sequence[str], title: str
) -> Any:  # noqa: ANN401
    """Lying bars for the `share_cells` in these rows, with the words beside them."""
    chart = sheet.book.chart("bar")
    strong = status_style(MET[0]).strong
    chart.add_series(
        {
            "categories": [sheet.name, rows[0], 0, rows[1], 0],
            "values": [sheet.name, rows[0], place, rows[1], place],
            "fill": {"color": strong},
            "gap": 60,
            "data_labels": {
                "value": True,
                "font": FONT_STYLE,
                "custom": [{"value": text} for text in words],
            },
        }
    )
    titles(chart, title)
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": FONT_STYLE, "line": {"color": LINE}})
    # The words beside a bar are not crossed out by a line.
    lines = {"major_gridlines": {"visible": False}}
    chart.set_x_axis({**value_axis("0%"), **lines, "min": 0, "max": 1})
    return chart
