"""The look that the workbook and the comparison share.

The colours of a status stand with the status itself, in the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nhnorm_xlsx.contract.look import StatusStyle as StatusStyle  # noqa: PLC0414 - part of the look
from nhnorm_xlsx.contract.statuses import OPEN_LOOK, STATUSES, UNKNOWN_LOOK

FONT: Final = "Calibri"
FONT_SIZE: Final = 10

INK: Final = "#1F2A37"
MUTED: Final = "#4B5666"
BRAND: Final = "#12355B"
ON_BRAND: Final = "#FFFFFF"
PANEL: Final = "#EEF2F7"
LINE: Final = "#B8C2CE"
INPUT_FILL: Final = "#FFFBE6"
LIST_FILL: Final = "#E6F0FA"
LINK: Final = "#0B5394"
WARNING_FILL: Final = "#FADFD3"
WARNING_INK: Final = "#7A2A06"

# Not a status: what somebody typed that is none.
UNKNOWN: Final = "ongeldig"
STATUS_STYLE: Final[Mapping[str, StatusStyle]] = {
    **{status.key: status.look for status in STATUSES},
    "": OPEN_LOOK,
    UNKNOWN: UNKNOWN_LOOK,
}
