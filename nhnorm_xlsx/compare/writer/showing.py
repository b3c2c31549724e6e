"""How a status and a field are shown: the one table of this room for each.

Nothing else in the room knows what a status looks like, or what a kind of field is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from nhnorm_xlsx.compare.writer.book import TableColumn, column
from nhnorm_xlsx.contract.fields import VERANTWOORDELIJKE, Field, FieldKind
from nhnorm_xlsx.contract.statuses import OPEN_LABEL, OPEN_SYMBOL, STATUS_BY_KEY
from nhnorm_xlsx.style import STATUS_STYLE, StatusStyle
from nhnorm_xlsx.texts.compare.headings import heading
from nhnorm_xlsx.texts.words import number_in_words


def status_label(key: str) -> str:
    """A status in words; the empty key is that of a norm without an answer."""
    return STATUS_BY_KEY[key].label if key else OPEN_LABEL


def status_symbol(key: str) -> str:
    """What stands in a cell with this status beside its colour."""
    return STATUS_BY_KEY[key].symbol if key else OPEN_SYMBOL


def status_style(key: str) -> StatusStyle:
    """The colours of a status; the empty key is that of a norm without an answer."""
    return STATUS_STYLE[key]


def mixed(first: str, second: str, share: float) -> str:
    """A colour on the way from the first (share 0) to the second (share 1)."""
    pairs = [(int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (other - one) * share):02X}" for one, other in pairs)


# Every status that a cell can have, and the empty key for a norm without an answer.
ALL_KEYS: Final = (*STATUS_BY_KEY, "")
LABELS: Final[Mapping[str, str]] = {key: status_label(key) for key in ALL_KEYS}


def status_columns(
    keys: Sequence[str],
    least: float,
    headings: Callable[[str], str] = heading,
    prefix: str = "",
    kind: str = "count",
) -> tuple[TableColumn, ...]:
    """A column per status, as wide as its longest word asks."""
    made = []
    for key in keys:
        title = headings(key)
        longest = max(sum(letter.isalpha() for letter in word) for word in title.split())
        made.append(column(f"{prefix}{key}", max(least, longest + 3), kind, title))
    return tuple(made)


@dataclass(frozen=True)
class FieldLook:
    """How a kind of field is shown: in a list of texts, in a flat table, and in words."""

    in_list: str
    in_data: str
    width: Callable[[Field], float]
    in_words: Callable[[object], str]


def _choice_width(field: Field) -> float:
    return max(len(field.heading) + 1, *(len(option) + 2 for option in field.options))


def _day(value: object) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else ""


# Text that is never long.
_NARROW: Final[Mapping[str, float]] = {VERANTWOORDELIJKE.key: 32}
FIELD_LOOKS: Final[Mapping[FieldKind, FieldLook]] = {
    FieldKind.CHOICE: FieldLook("text", "text", _choice_width, str),
    FieldKind.TEXT: FieldLook("text", "line", lambda field: _NARROW.get(field.key, 50), str),
    FieldKind.DATE: FieldLook("date", "date", lambda _: 13, _day),
    FieldKind.NUMBER: FieldLook(
        "amount",
        "amount",
        lambda field: max(12, len(field.heading) + 3),
        lambda value: number_in_words(float(str(value))),
    ),
}


def field_column(field: Field, width: float | None = None) -> TableColumn:
    """A field in a list, with its heading."""
    look = FIELD_LOOKS[field.kind]
    return column(field.key, look.width(field) if width is None else width, look.in_list)


def data_column(field: Field) -> TableColumn:
    """A field in a flat table of one line per answer."""
    look = FIELD_LOOKS[field.kind]
    return column(field.key, look.width(field), look.in_data)


def field_in_words(field: Field, value: object) -> str:
    """What was filled in, as text; empty when nothing was."""
    if value is None or value is pd.NaT or value != value or value == "":  # noqa: PLR0124 - NaN
        return ""
    return FIELD_LOOKS[field.kind].in_words(value)
