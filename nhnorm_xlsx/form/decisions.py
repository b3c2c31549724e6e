"""What the driehoek is asked to decide on, each declared once: for the formulas and for now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.contract.fields import (
    HULP_GEWENST,
    PRIORITEIT,
    UITWISSELING,
)
from nhnorm_xlsx.contract.text import folded
from nhnorm_xlsx.form import formulas, heard
from nhnorm_xlsx.form.answered import UNMET, AnswerSource
from nhnorm_xlsx.texts import form as texts

# The columns that a test looks at, besides those of the fields.
SIGN, ARROW, ORDER, HEARD = "teken", "pijl", "volgorde", "begrepen"
# Keys to sort by: of an action of today, so that a lower one is late; of one without a date.
TODAY, UNDATED = "vandaag", "ongedateerd"
_HIGH = PRIORITEIT.options[0]
_FIRST, _HELP = folded(_HIGH), folded(HULP_GEWENST)


@dataclass(frozen=True)
class DecisionPoint:
    """Something to decide on, and for which norms: as a formula on one row, and now.

    `test` gets the addresses of the columns on that row, and what their keys to sort by are
    compared with; `holds` the answer and the day that dates are compared with.
    """

    key: str
    label: str
    test: Callable[[Mapping[str, str]], str]
    holds: Callable[[AnswerSource, date], bool]

    @property
    def question(self) -> str:
        """What to decide."""
        return texts.DECISIONS[self.key][1]


def is_one_of(cell: str, signs: Sequence[str]) -> str:
    """Whether a cell of ours holds one of these signs: it never is an error."""
    tests = ",".join(f"{cell}={formulas.text(sign)}" for sign in signs)
    return f"OR({tests})"


def decisions(previous_meting: str) -> tuple[DecisionPoint, ...]:
    """Everything that is asked; what went up and down only beside a previous meting."""

    def label(key: str, about: str = "") -> str:
        return texts.DECISIONS[key][0].format(about)

    asked = [
        DecisionPoint(
            "plan",
            label("plan"),
            lambda at: (
                f'AND({is_one_of(at[SIGN], UNMET)},OR({at[ORDER]}="",{at[ORDER]}>{at[UNDATED]}))'
            ),
            lambda item, _: item.sign in UNMET and not (item.is_open and item.day),
        ),
        DecisionPoint(
            texts.LATE,
            label(texts.LATE),
            lambda at: f'AND({at[ORDER]}<>"",{at[ORDER]}<{at[TODAY]})',
            lambda item, day: item.is_open and item.day is not None and item.day < day,
        ),
        DecisionPoint(
            "voorrang",
            label("voorrang", _HIGH),
            lambda at: f'AND({at[ORDER]}<>"",{heard.says(PRIORITEIT, _FIRST, at[HEARD])})',
            lambda item, _: item.is_open and item.chosen(PRIORITEIT) == _HIGH,
        ),
        DecisionPoint(
            "hulp",
            label("hulp", HULP_GEWENST),
            lambda at: heard.says(UITWISSELING, _HELP, at[HEARD]),
            lambda item, _: item.chosen(UITWISSELING) == HULP_GEWENST,
        ),
        DecisionPoint(
            "minder",
            f"{texts.WORSE} {label('minder', previous_meting)}",
            lambda at: f"{at[ARROW]}={formulas.text(texts.WORSE)}",
            lambda item, _: item.arrow == texts.WORSE,
        ),
        DecisionPoint(
            "beter",
            f"{texts.BETTER} {label('beter', previous_meting)}",
            lambda at: f"{at[ARROW]}={formulas.text(texts.BETTER)}",
            lambda item, _: item.arrow == texts.BETTER,
        ),
    ]
    with_arrows = ("minder", "beter")
    return tuple(item for item in asked if previous_meting or item.key not in with_arrows)
