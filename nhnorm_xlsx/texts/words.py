"""Numbers, dates, names and participants as people read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Final

from nhnorm_xlsx.contract.text import MONTHS
from nhnorm_xlsx.organisations import GEMEENTE


def agreeing(number: float, one: str, more: str) -> str:
    """The word that agrees with a number: a noun or a verb for one, or for more (and for none)."""
    return one if number == 1 else more


def counted(number: float, one: str, more: str) -> str:
    """A number with its word: `1 actie`, `1.316 acties`."""
    return f"{whole(number)} {agreeing(number, one, more)}"


@dataclass(frozen=True)
class Who:
    """What the participants of a comparison are called: one, and several of them."""

    one: str
    many: str

    @property
    def heading(self) -> str:
        """As the heading of a column with their names."""
        return self.one.capitalize()

    def count(self, number: float) -> str:
        """`1 gemeente`, `12 gemeenten`."""
        return counted(number, self.one, self.many)


GEMEENTEN: Final = Who("gemeente", "gemeenten")
ORGANISATIES: Final = Who("organisatie", "organisaties")


def who(kind: str) -> Who:
    """What to call participants that are all of this kind; empty when they are of several."""
    return GEMEENTEN if kind == GEMEENTE else ORGANISATIES


def percent(share: float) -> str:
    """`0.624` as `62%`; a missing share as a dash. Never 0% or 100% for just not."""
    if isnan(share):
        return "–"
    hundredths = round(share, 2)
    if hundredths != share and hundredths in {0.0, 1.0}:
        return f"{share * 100:.1f}%".replace(".", ",")
    return f"{round(share * 100)}%"


def whole(number: float) -> str:
    """`1316` as `1.316`."""
    return f"{int(number):,}".replace(",", ".")


def capital(text: str) -> str:
    """A text that begins a line; names in it keep their own capitals."""
    return text[:1].upper() + text[1:]


def day(value: date) -> str:
    """A date as `1 juni 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def listed(items: Sequence[str], most: int = 12) -> str:
    """`a, b en c`; after `most` items only how many more there are."""
    if len(items) > most:
        return f"{', '.join(items[:most])} en nog {len(items) - most}"
    return " en ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def not_made(name: str, reason: str) -> str:
    """Why one thing was not made."""
    return f"{name}: {reason}."


def not_made_of_several(reason: str, count: int) -> str:
    """Why several were not made: said once."""
    return f"{reason[:1].upper()}{reason[1:]}. Dat geldt voor {count}."


def normen(count: float) -> str:
    """`1 norm`, `12 normen`."""
    return counted(count, "norm", "normen")


def shortened(text: str, most: int = 90) -> str:
    """A text in one line, cut between words with an ellipsis."""
    plain = " ".join(text.split()).rstrip(".")
    if len(plain) <= most:
        return plain
    return plain[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


# What norms begin with and what tells nothing, longest first; and what a name does not end on.
_OPENINGS: Final = re.compile(
    r"(?:Wij|We) (?:zorgen ervoor dat |zorgen dat |zorgen voor |hebben |beschikken over )?"
    r"(?:in onze |een of meerdere |een |onze )?"
)
_LOOSE_ENDS: Final = re.compile(
    r"(?:[\s,]+(?:aan|alle|bij|dat|de|deze|die|door|een|en|en/of|het|in|met|of|om|ons|onze|op|over|"
    r"te|tot|uit|van|voor|waar|waarin|wat|welke))+$"
)
SHORT_NAME: Final = 58


def short_name(text: str, most: int = SHORT_NAME) -> str:
    """A norm by name where there is no room for its text: its first words, cut at a word.

    Only of the first sentence, without what nearly every norm begins with ("Wij zorgen voor"),
    and never ending on a word that asks for another. The full text stands beside it somewhere.
    """
    first = re.split(r"(?<=[a-zà-ÿ)])\.\s| – |\n", text.strip(), maxsplit=1)[0]
    rest = _OPENINGS.sub("", first, count=1) if _OPENINGS.match(first) else first
    name = shortened(rest, most)
    if name.endswith("…"):
        name = f"{_LOOSE_ENDS.sub('', name.removesuffix('…'))}…"
    return capital(name)


def number_and_name(norm: str, text: str, most: int = SHORT_NAME) -> str:
    """`2.1 Hebben een integriteitsbeleid vastgesteld`: a norm in a chart or a line."""
    return f"{norm} {short_name(text, most)}"


def number_in_words(number: float) -> str:
    """`250000` as `250.000`, `0.5` as `0,5`: at most two digits behind the comma."""
    text = f"{number:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
