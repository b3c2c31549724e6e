"""What is filled in: the fields per norm, and the cells of the Start sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.contract.text import has_seen_text


class FieldKind(Enum):
    """How a field is filled in: chosen from a list, typed, or a date."""

    CHOICE = "keuze"
    TEXT = "tekst"
    DATE = "datum"

    @property
    def empty(self) -> str | None:
        """What a field of this kind holds when nothing is filled in."""
        return None if self is FieldKind.DATE else ""


@dataclass(frozen=True)
class Field:
    """One input column on a theme sheet. `options` is empty unless `kind` is CHOICE."""

    key: str
    heading: str
    kind: FieldKind
    options: tuple[str, ...] = ()


STATUS: Final = Field(
    "status", "Status", FieldKind.CHOICE, tuple(status.label for status in STATUSES)
)
ONDERBOUWING: Final = Field("onderbouwing", "Onderbouwing", FieldKind.TEXT)
VERANTWOORDELIJKE: Final = Field("verantwoordelijke", "Verantwoordelijke", FieldKind.TEXT)
ACTIE: Final = Field("actie", "Actie", FieldKind.TEXT)
STREEFDATUM: Final = Field("streefdatum", "Streefdatum", FieldKind.DATE)
PRIORITEIT: Final = Field("prioriteit", "Prioriteit", FieldKind.CHOICE, ("Hoog", "Midden", "Laag"))
UITWISSELING: Final = Field(
    "uitwisseling", "Uitwisseling", FieldKind.CHOICE, ("Hulp gewenst", "Kan anderen helpen")
)

FIELDS: Final = (
    STATUS,
    ONDERBOUWING,
    VERANTWOORDELIJKE,
    ACTIE,
    STREEFDATUM,
    PRIORITEIT,
    UITWISSELING,
)
# What a new workbook takes over from the previous meting, besides showing it.
CARRIED_FIELDS: Final = (ONDERBOUWING.key, VERANTWOORDELIJKE.key, ACTIE.key, STREEFDATUM.key)
FIELD_BY_KEY: Final[Mapping[str, Field]] = {field.key: field for field in FIELDS}

HULP_GEWENST, KAN_HELPEN = UITWISSELING.options

# An Excel cell holds no more than this; longer text is cut by Excel itself.
MAX_TEXT: Final = 32_767
# A target date outside this range is a slip of the keyboard (2206 for 2026).
FIRST_DATE: Final = date(2020, 1, 1)
LAST_DATE: Final = date(2049, 12, 31)


@dataclass(frozen=True)
class StartField:
    """One input cell on the Start sheet: who filled the workbook in, and when."""

    key: str
    label: str
    kind: FieldKind


START_FIELDS: Final = (
    StartField("ingevuld_door", "Ingevuld door (functie)", FieldKind.TEXT),
    StartField("ingevuld_met", "Samen met (functies of afdelingen)", FieldKind.TEXT),
    StartField("ingevuld_op", "Ingevuld op (datum)", FieldKind.DATE),
    StartField("vastgesteld_op", "Vastgesteld door de driehoek op (datum)", FieldKind.DATE),
)
START_FIELD_BY_KEY: Final[Mapping[str, StartField]] = {field.key: field for field in START_FIELDS}

Value = str | float | int | bool | date | None


def is_blank(value: object) -> bool:
    """Whether a cell counts as not filled in: nothing, or only what nobody can see."""
    return value is None or (isinstance(value, str) and not has_seen_text(value))
