"""What was answered to one norm, as Overzicht and Acties show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

from nhnorm_xlsx.contract.checks import Occasion, is_empty
from nhnorm_xlsx.contract.fields import (
    ACTIE,
    FIRST_DATE,
    LAST_DATE,
    STATUS,
    STREEFDATUM,
    VERANTWOORDELIJKE,
    Field,
    Value,
    is_blank,
    is_wordless,
)
from nhnorm_xlsx.contract.statuses import OPEN_SYMBOL, STATUS_BY_KEY, STATUSES, status_meant
from nhnorm_xlsx.contract.text import folded
from nhnorm_xlsx.form.theme_layout import ThemeLayout
from nhnorm_xlsx.texts import form as texts

# The signs of the statuses of which something is still to be done.
UNMET = tuple(status.symbol for status in STATUSES if status.unmet)
# The signs of the statuses that have a score, each followed by the rank of that score: what
# has a higher rank is better.
_SCORES = sorted({status.score for status in STATUSES if status.score is not None})
RANKED = "".join(
    f"{status.symbol}{_SCORES.index(status.score)}"
    for status in STATUSES
    if status.score is not None
)


def sign_of(value: Value) -> str:
    """The sign that stands for what is in a status cell."""
    if is_blank(value):
        return OPEN_SYMBOL
    meant = status_meant(value)
    return meant.symbol if meant else texts.UNKNOWN_SYMBOL


def arrow_of(before: str, now: str) -> str:
    """Up or down when the second of two signs has a higher or lower score, or nothing."""
    if not (before and before in RANKED and now in RANKED):
        return ""
    then, there = (RANKED[RANKED.index(sign) + 1] for sign in (before, now))
    return texts.WORSE if there < then else texts.BETTER if there > then else ""


@dataclass(frozen=True)
class AnswerSource:
    """Where the answer to one norm stands, what stands there now, and the status before.

    `check` is what the check column says of it, `occasion` what that depends on besides, and
    `was` what was carried over from the previous meting, by the key of the field.
    """

    layout: ThemeLayout
    norm: str
    values: Mapping[str, Value]
    previous: str = ""
    check: str = ""
    occasion: Occasion = Occasion()  # noqa: RUF009 - holds nothing that can change
    was: Mapping[str, Value] = dataclass_field(default_factory=dict)

    def value(self, asked: Field) -> Value:
        """What stands in the cell of this field."""
        return self.values.get(asked.key)

    @property
    def sign(self) -> str:
        """The sign of the status."""
        return sign_of(self.value(STATUS))

    @property
    def before(self) -> str:
        """The sign of the status in the previous meting, or nothing."""
        return STATUS_BY_KEY[self.previous].symbol if self.previous in STATUS_BY_KEY else ""

    @property
    def arrow(self) -> str:
        """Whether this went up or down."""
        return arrow_of(self.before, self.sign)

    @property
    def day(self) -> date | None:
        """The target date, when it is one that the form accepts."""
        day = self.value(STREEFDATUM)
        return day if isinstance(day, date) and FIRST_DATE <= day <= LAST_DATE else None

    @property
    def who(self) -> str:
        """Who does it, on one line."""
        return _shortened(self.value(VERANTWOORDELIJKE), texts.ACTION_WHO_LENGTH)

    @property
    def what(self) -> str:
        """What is to be done, on one line."""
        return _shortened(self.value(ACTIE), texts.ACTION_LENGTH)

    def chosen(self, asked: Field) -> str:
        """What was chosen from the list of this field, as we spell it, or nothing."""
        value = self.value(asked)
        said = folded(value) if isinstance(value, str) else ""
        return next((option for option in asked.options if folded(option) == said), "")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done, and somebody wrote down what."""
        return self.sign in UNMET and not is_empty(ACTIE, self.value(ACTIE))


def _shortened(value: Value, limit: int) -> str:
    if is_wordless(value):
        return ""
    text = str(value).replace("\n", " ")
    # Excel counts UTF-16 units: an emoji is two.
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", "ignore") + "…"
