"""What a check of the gate says: whether something may be shown, why, and what to withhold.

Every ruling follows from numbers of answers alone and takes one pass over them: there is no
search to be cut short. What no rule allows is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reason(Enum):
    """Why something may be shown or replaced, or not; the sentence stands in `texts`."""

    FIRST = "eerste"
    ENOUGH_DIFFER = "genoeg verschil"
    TOO_FEW_ANSWERS = "te weinig antwoorden"
    NOTHING_SHOWN = "nog niets te tonen"
    SAME = "gelijk"
    TOO_FEW_DIFFER = "te weinig verschil"
    FEW_AT_FIRST = "weinig bij het begin"
    FEW_LEFT = "weinig over"
    SHOWN_ELSEWHERE = "al getoond"
    BELONG_TOGETHER = "hoort bij elkaar"
    RIEC_TWICE = "RIEC dubbel"
    OTHER_METING = "andere meting"
    OTHER_NORMS = "andere normen"


@dataclass(frozen=True)
class Judgement:
    """Whether something may be shown, why, and of which RIECs it is withheld.

    `differing` is how many organisations differ, where that matters.
    """

    allowed: bool
    reason: Reason
    withheld: tuple[str, ...] = ()
    differing: int = 0
