"""The look that the workbook and the comparison share.

The status colours are told apart by people who are colour blind (they differ in
lightness and avoid red beside green), and never carry a status alone: a symbol or a word
stands with them, and charts give `niet` a pattern so that it survives a black-and-white
print. Every text colour has a contrast of at least 4.5:1 on its fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FONT: Final = "Calibri"
FONT_SIZE: Final = 10

INK: Final = "#1F2A37"
MUTED: Final = "#4B5666"
BRAND: Final = "#12355B"
ON_BRAND: Final = "#FFFFFF"
PANEL: Final = "#EEF2F7"
LINE: Final = "#B8C2CE"
INPUT_FILL: Final = "#FFFBE6"
LINK: Final = "#0B5394"
WARNING_FILL: Final = "#FADFD3"
WARNING_INK: Final = "#7A2A06"


@dataclass(frozen=True)
class StatusStyle:
    """`fill` and `ink` for a cell with this status, `strong` for a bar in a chart.

    `pattern` is an XlsxWriter fill pattern for charts, or empty for a plain bar.
    """

    fill: str
    ink: str
    strong: str
    pattern: str = ""


STATUS_STYLE: Final[Mapping[str, StatusStyle]] = {
    "voldoet": StatusStyle("#D3EDE4", "#0B4F3F", "#00705A"),
    "deels": StatusStyle("#FCEBC5", "#664600", "#E8A317"),
    "niet": StatusStyle("#F9D9CB", "#7A2A06", "#C2491D", "wide_upward_diagonal"),
    "nvt": StatusStyle("#E4E7EB", "#3F4651", "#8A939F"),
    "": StatusStyle("#FFFFFF", "#4B5666", "#DDE2E8"),
}
