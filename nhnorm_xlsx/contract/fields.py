"""What is filled in: the fields per norm, and the cells of the Start sheet.

Each is declared once with all that follows from it. A further field is a `Field` more in
`FIELDS`: the form, its checks, the intake, the tables, the comparison and the example follow.
What differs per kind of field stands in one table per room, by `FieldKind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.contract.text import has_seen_text


class FieldKind(Enum):
    """How a field is filled in: chosen from a list, typed, a date, or a number from 0."""

    CHOICE = "keuze"
    TEXT = "tekst"
    DATE = "datum"
    NUMBER = "getal"

    @property
    def empty(self) -> str | None:
        """What a field of this kind holds when nothing is filled in."""
        return None if self in (FieldKind.DATE, FieldKind.NUMBER) else ""


@dataclass(frozen=True)
class Field:
    """One input column on a theme sheet. `options` is empty unless `kind` is CHOICE.

    `width` is that of the column in the form, in pixels. A `carried` field shows in a new
    workbook what it said in the previous meting. `prompt` stands beside the cell when it is
    chosen, below `prompt_title`; `{day}` in it stands for an example of a date. `article`
    goes with the heading in a sentence (de, het). A date that lies `ahead` is a plan.
    """

    key: str
    heading: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    width: int = 100
    carried: bool = False
    prompt_title: str = ""
    prompt: str = ""
    article: str = "de"
    ahead: bool = False


STATUS: Final = Field(
    "status",
    "Status",
    FieldKind.CHOICE,
    tuple(status.label for status in STATUSES),
    width=110,
)
ONDERBOUWING: Final = Field("onderbouwing", "Onderbouwing", FieldKind.TEXT, width=215, carried=True)
VERANTWOORDELIJKE: Final = Field(
    "verantwoordelijke",
    "Verantwoordelijke",
    FieldKind.TEXT,
    width=152,
    carried=True,
    prompt_title="Functie, geen naam",
    prompt="Bijvoorbeeld: coördinator integriteit.",
)
ACTIE: Final = Field("actie", "Actie", FieldKind.TEXT, width=166, carried=True)
STREEFDATUM: Final = Field(
    "streefdatum",
    "Streefdatum",
    FieldKind.DATE,
    width=82,
    carried=True,
    prompt_title="Streefdatum",
    prompt="Typ dag-maand-jaar, bijvoorbeeld {day}.",
    ahead=True,
)
PRIORITEIT: Final = Field(
    "prioriteit",
    "Prioriteit",
    FieldKind.CHOICE,
    ("Hoog", "Midden", "Laag"),
    width=75,
    prompt_title="Wat doet deze keuze?",
    prompt="Staat bij uw actie op Acties. Op Start staat wie dat ziet.",
)
UITWISSELING: Final = Field(
    "uitwisseling",
    "Uitwisseling",
    FieldKind.CHOICE,
    ("Hulp gewenst", "Kan anderen helpen"),
    width=89,
    prompt_title="Wat doet deze keuze?",
    # For every kind of organisation; who sees it stands on Start.
    prompt="Kan anderen helpen: wij noemen uw organisatie bij deze norm. Op Start staat wie wat "
    "ziet.",
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
CARRIED_FIELDS: Final = tuple(field.key for field in FIELDS if field.carried)
FIELD_BY_KEY: Final[Mapping[str, Field]] = {field.key: field for field in FIELDS}

HULP_GEWENST, KAN_HELPEN = UITWISSELING.options

# An Excel cell holds no more than this; longer text is cut by Excel itself.
MAX_TEXT: Final = 32_767
# A target date outside this range is a slip of the keyboard (2206 for 2026).
FIRST_DATE: Final = date(2020, 1, 1)
LAST_DATE: Final = date(2049, 12, 31)
# A number runs from 0 up to this; what is larger is a slip of the keyboard as well.
MAX_NUMBER: Final = 1_000_000_000_000


@dataclass(frozen=True)
class StartField:
    """One input cell on the Start sheet: who filled the workbook in, and when.

    Without a field that `must_be_known` the workbook is not ready to be sent back; the one that
    `adopts` says that the driehoek has adopted it.
    """

    key: str
    label: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    must_be_known: bool = False
    adopts: bool = False
    prompt_title: str = ""
    prompt: str = ""
    article: str = "de"

    @property
    def heading(self) -> str:
        """What the field is called in a message: its label."""
        return self.label


INGEVULD_OP: Final = StartField(
    "ingevuld_op", "Ingevuld op (datum)", FieldKind.DATE, must_be_known=True
)
VASTGESTELD_OP: Final = StartField(
    "vastgesteld_op", "Vastgesteld door de driehoek op (datum)", FieldKind.DATE, adopts=True
)
START_FIELDS: Final = (
    StartField("ingevuld_door", "Ingevuld door (functie)", FieldKind.TEXT, must_be_known=True),
    StartField("ingevuld_met", "Samen met (functies of afdelingen)", FieldKind.TEXT),
    INGEVULD_OP,
    VASTGESTELD_OP,
)
START_FIELD_BY_KEY: Final[Mapping[str, StartField]] = {field.key: field for field in START_FIELDS}

# One more on Start for each thema, by its number: who answers that thema.
_ANSWERS_THEMA: Final = "beantwoord_door_"


def thema_field(number: str) -> StartField:
    """The input cell on Start for who answers a thema."""
    return StartField(
        _ANSWERS_THEMA + number, f"Wie beantwoordt thema {number} (functie)", FieldKind.TEXT
    )


def start_field(key: str) -> StartField | None:
    """The input cell on Start with this key, also that of a thema; None when there is none."""
    if key.startswith(_ANSWERS_THEMA) and len(key) > len(_ANSWERS_THEMA):
        return thema_field(key.removeprefix(_ANSWERS_THEMA))
    return START_FIELD_BY_KEY.get(key)


Value = str | float | int | bool | date | None


def is_blank(value: object) -> bool:
    """Whether a cell counts as not filled in: nothing, or only what nobody can see."""
    return value is None or (isinstance(value, str) and not has_seen_text(value))


def is_wordless(value: object) -> bool:
    """Whether a text field counts as empty: nothing in it is a letter or a digit (`-`, `...`)."""
    return value is None or (isinstance(value, str) and not any(map(_is_of_a_word, value)))


def _is_of_a_word(sign: str) -> bool:
    # What has a capital is a letter as well, such as one in a circle: a formula sees only that.
    return sign.isalnum() or sign.upper() != sign.lower()
