"""The answers that can be given to a norm, and what people type instead of choosing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Status:
    """One answer that can be given to a norm.

    `score` is 1, 0.5 or 0, or None for a status that is not counted. `symbol` carries
    the status where colour alone would not do (print, colour blindness).
    """

    key: str
    label: str
    score: float | None
    symbol: str
    meaning: str


VOLDOET: Final = Status("voldoet", "Voldoet", 1.0, "✓", "alle onderdelen van de norm zijn op orde")
DEELS: Final = Status(
    "deels", "Voldoet deels", 0.5, "◐", "u bent op weg, of een onderdeel ontbreekt nog"
)
NIET: Final = Status("niet", "Voldoet niet", 0.0, "✗", "dit ontbreekt nog")
NVT: Final = Status(
    "nvt", "Niet van toepassing", None, "–", "dit kan voor uw organisatie niet gelden; zeg waarom"
)

STATUSES: Final = (VOLDOET, DEELS, NIET, NVT)
STATUS_BY_KEY: Final[Mapping[str, Status]] = {status.key: status for status in STATUSES}
OPEN_SYMBOL: Final = "…"
OPEN_LABEL: Final = "Nog niet ingevuld"

# What people type instead of choosing. The last three are the answers of the Limburg
# norm, which neighbours use for the same purpose.
STATUS_ALIASES: Final[Mapping[str, str]] = {
    "ja": "voldoet",
    "deels": "deels",
    "gedeeltelijk": "deels",
    "voldoet gedeeltelijk": "deels",
    "nee": "niet",
    "niet": "niet",
    "nvt": "nvt",
    "n.v.t.": "nvt",
    "n.v.t": "nvt",
    "uitgevoerd": "voldoet",
    "in ontwikkeling": "deels",
    "ontbreekt": "niet",
}
