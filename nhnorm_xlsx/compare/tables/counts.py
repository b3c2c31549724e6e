"""Counting statuses, and the spread between gemeenten.

In every table of this room: `voldoet`, `deels`, `niet`, `nvt` and `open` are counts of
answers; `n` = voldoet + deels + niet; `aandeel` = voldoet / n, a share from 0 to 1,
missing (NaN) when n is 0. So `nvt` and open norms are in no denominator.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from nhnorm_xlsx.contract.statuses import DEELS, NIET, NVT, VOLDOET

COUNTED = (VOLDOET.key, DEELS.key, NIET.key)
COUNTS = (*COUNTED, NVT.key, "open")
SPREAD = ("gemeenten", "minimum", "kwartiel_1", "mediaan", "kwartiel_3", "maximum")


def tally(answers: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """One row per value of `by`, in order of appearance.

    Columns: `by`, the five counts, `n` and `aandeel` (see the module).
    """
    status = answers["status"].replace("", "open")
    ones = {key: (status == key).astype(int) for key in COUNTS}
    counts = answers[list(by)].assign(**ones).groupby(list(by), sort=False).sum().reset_index()
    return with_share(counts)


def tally_all(answers: pd.DataFrame) -> dict[str, float]:
    """The five counts, `n` and `aandeel` over all answers together."""
    status = answers["status"].replace("", "open")
    counts = {key: int((status == key).sum()) for key in COUNTS}
    n = sum(counts[key] for key in COUNTED)
    return {**counts, "n": n, "aandeel": counts[VOLDOET.key] / n if n else float("nan")}


def with_share(counts: pd.DataFrame) -> pd.DataFrame:
    """The same rows with `n` and `aandeel` added."""
    n = counts[list(COUNTED)].sum(axis=1).astype(int)
    return counts.assign(n=n, aandeel=share(counts[VOLDOET.key], n))


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
