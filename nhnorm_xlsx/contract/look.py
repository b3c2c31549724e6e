"""How a status looks, wherever it is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StatusStyle:
    """`fill` and `ink` for a cell with this status, `strong` for a bar in a chart.

    `pattern` is an XlsxWriter fill pattern for charts, or empty for a plain bar.
    """

    fill: str
    ink: str
    strong: str
    pattern: str = ""
