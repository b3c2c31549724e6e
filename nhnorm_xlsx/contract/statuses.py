"""The answers that can be given to a norm, each declared once with all that follows from it.

A further status is a `Status` more in `STATUSES`: the form, the checks, the intake, the
tables and the comparison follow from what is said here.

The colours are told apart by people who are colour blind, and on a black-and-white print: they
differ in lightness, from `voldoet` that is nearly white to `niet` that is dark with white
letters, so that it is seen first. They never carry a status alone: a symbol or a word stands
with them. Every ink has a contrast of at least 4.5:1 on its fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from nhnorm_xlsx.contract.look import StatusStyle
from nhnorm_xlsx.contract.text import folded

FULL_SCORE: Final = 1.0


@dataclass(frozen=True)
class Status:
    """One answer that can be given to a norm.

    `score` goes from 0 to 1, or is None for a status that is not counted. `symbol` carries
    the status where colour alone would not do (print, colour blindness). `asks` are the keys
    of the fields that must be filled in with it, in column order; `welcomes` of those without
    which it is complete, but says so. `aliases` are what people type
    instead of choosing, in lower case (the label of another status wins from an alias).
    `short` stands where there is no room for the label; without it the label does.
    """

    key: str
    label: str
    score: float | None
    symbol: str
    meaning: str
    look: StatusStyle
    asks: tuple[str, ...] = ()
    welcomes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    short: str = ""

    @property
    def counted(self) -> bool:
        """Whether a norm with this status takes part in shares and scores."""
        return self.score is not None

    @property
    def unmet(self) -> bool:
        """Whether something is still to be done before the norm is met."""
        return self.score is not None and self.score < FULL_SCORE


# The last alias of the first three is the answer of the Limburg norm, which neighbours use
# for the same purpose.
VOLDOET: Final = Status(
    "voldoet",
    "Voldoet",
    FULL_SCORE,
    "✓",
    "alle onderdelen van de norm zijn op orde",
    StatusStyle("#D3EDE4", "#0B4F3F", "#00705A"),
    welcomes=("onderbouwing",),
    aliases=("ja", "uitgevoerd"),
)
DEELS: Final = Status(
    "deels",
    "Voldoet deels",
    0.5,
    "◐",
    "u bent op weg, of een onderdeel ontbreekt nog",
    StatusStyle("#F7CF7E", "#4A3200", "#E8A317", "light_upward_diagonal"),
    asks=("actie", "streefdatum"),
    aliases=("deels", "gedeeltelijk", "voldoet gedeeltelijk", "in ontwikkeling"),
    short="Deels",
)
NIET: Final = Status(
    "niet",
    "Voldoet niet",
    0.0,
    "✗",
    "dit ontbreekt nog",
    StatusStyle("#A93210", "#FFFFFF", "#A93210"),
    asks=("actie", "streefdatum"),
    aliases=("nee", "niet", "ontbreekt"),
    short="Niet",
)
NVT: Final = Status(
    "nvt",
    "Niet van toepassing",
    None,
    "–",
    "dit kan voor uw organisatie niet gelden; zeg waarom",
    StatusStyle("#E4E7EB", "#3F4651", "#8A939F", "dotted_grid"),
    asks=("onderbouwing",),
    aliases=("nvt", "n.v.t.", "n.v.t"),
    short="N.v.t.",
)

STATUSES: Final = (VOLDOET, DEELS, NIET, NVT)
STATUS_BY_KEY: Final[Mapping[str, Status]] = {status.key: status for status in STATUSES}
# What is understood, folded, as which status: a label wins from an alias.
STATUS_BY_READING: Final[Mapping[str, Status]] = {
    **{alias: status for status in STATUSES for alias in status.aliases},
    **{folded(status.label): status for status in STATUSES},
}


def status_meant(value: object) -> Status | None:
    """The status that a text in a cell is understood as; None when it is none of them."""
    return STATUS_BY_READING.get(folded(value)) if isinstance(value, str) else None


# A norm without a status.
OPEN_SYMBOL: Final = "…"
OPEN_LABEL: Final = "Nog niet ingevuld"
OPEN_LOOK: Final = StatusStyle("#FFFFFF", "#4B5666", "#DDE2E8")
# What stands in a cell for a status and is none: unlike every status, and unlike an empty one.
UNKNOWN_LOOK: Final = StatusStyle("#FFFFFF", "#7A2A06", "#7A2A06", "percent_10")
