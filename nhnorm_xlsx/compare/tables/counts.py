"""Counting statuses, and the spread between gemeenten.

In every table of this room there is a count per status that can be given, under its key,
and `open` for norms without an answer. `n` = the answers with a score; `aandeel` = those
with the full score / n, a share from 0 to 1, missing (NaN) when n is 0. So a status without
a score (`nvt`) and open norms are in no denominator.

What follows from a status follows from its score, so a status that is added in the
contract is counted here by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from nhnorm_xlsx.contract.scores import COUNTED, MET, UNMET
from nhnorm_xlsx.contract.statuses import STATUSES

OPEN: Final = "open"
# The worst that can be answered.
WORST: Final = UNMET[0]
# What a count of an answer stands under.
COUNTS: Final = (*(item.key for item in STATUSES), OPEN)
SPREAD: Final = ("gemeenten", "minimum", "kwartiel_1", "mediaan", "kwartiel_3", "maximum")


def is_unmet(answers: pd.DataFrame) -> pd.Series:
    """Which answers say that the norm is not met yet, or not fully."""
    return answers["status"].isin(UNMET)


def is_met(answers: pd.DataFrame) -> pd.Series:
    """Which answers say that the norm is met."""
    return answers["status"].isin(MET)


def together(counts: Mapping[str, float] | pd.Series, keys: Sequence[str]) -> float:
    """The counts of these statuses added up."""
    return sum(counts[key] for key in keys)


def tally(answers: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """One row per value of `by`, in order of appearance.

    Columns: `by`, the counts, `n` and `aandeel` (see the module).
    """
    status = answers["status"].replace("", OPEN)
    ones = {key: (status == key).astype(int) for key in COUNTS}
    counts = answers[list(by)].assign(**ones).groupby(list(by), sort=False).sum().reset_index()
    return with_share(counts)


def tally_all(answers: pd.DataFrame) -> dict[str, float]:
    """The counts, `n` and `aandeel` over all answers together."""
    status = answers["status"].replace("", OPEN)
    counts = {key: int((status == key).sum()) for key in COUNTS}
    n = together(counts, COUNTED)
    return {**counts, "n": n, "aandeel": together(counts, MET) / n if n else float("nan")}


def with_share(counts: pd.DataFrame) -> pd.DataFrame:
    """The same rows with `n` and `aandeel` added."""
    n = counts[list(COUNTED)].sum(axis=1).astype(int)
    return counts.assign(n=n, aandeel=share(counts[list(MET)].sum(axis=1), n))


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Divide; missing where whole is 0."""
    return part.astype(float) / whole.astype(float).where(whole > 0)


def spread(shares: pd.Series) -> dict[str, float]:
    """How shares are spread over gemeenten; gemeenten without a share do not count.

    `gemeenten` is how many count; the others are shares, NaN when nobody counts.
    Quartiles lie on a straight line between neighbours (Excel: KWARTIEL.INC).
    """
    values = shares.dropna()
    points = values.quantile([0.0, 0.25, 0.5, 0.75, 1.0])
    return {"gemeenten": len(values), **dict(zip(SPREAD[1:], points, strict=True))}


def of_actions(actions: pd.DataFrame) -> tuple[int, int, int]:
    """How many rows of `plans.action_table` there are, are late, and hold a date and no action."""
    return len(actions), overdue(actions), int((actions["actie"] == "").sum())


def overdue(actions: pd.DataFrame) -> int:
    """How many of these actions are late: of rows of `plans.action_table`, whoever says it."""
    return int(actions["te_laat"].sum())
