"""The names of the sheets of the comparison workbooks."""

from __future__ import annotations

from typing import Final

BOARD: Final = "Voor het bestuur"
SUMMARY: Final = "Samenvatting"
RESPONSE: Final = "Respons"
COMPARISON: Final = "Vergelijking"
THEMAS: Final = "Thema's"
BOTTLENECKS: Final = "Knelpunten"
EXCHANGE: Final = "Uitwisseling"
DEVELOPMENT: Final = "Ontwikkeling"
ACTIONS: Final = "Acties"
FINDINGS: Final = "Bevindingen"
DATA: Final = "Gegevens"

PER_RIEC: Final = "Per RIEC"
NORMEN: Final = "Normen"

FEEDBACK_NORMEN: Final = "Uw normen"
CHANCES: Final = "Leren van anderen"
