"""The dataset in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from nhnorm_xlsx.dataset.schema import UITGIFTEN
from nhnorm_xlsx.findings import LEEG_TERUGGESTUURD


@dataclass(frozen=True)
class Dataset:
    """The tables of a dataset folder; `schema` says what a row of each is.

    Texts that are missing are empty strings; dates are `datetime64`, missing as NaT;
    `score` is a float, missing as NaN. `uitgiften` is empty when the register is not known;
    its columns are text.
    """

    antwoorden: pd.DataFrame
    bevindingen: pd.DataFrame
    inzendingen: pd.DataFrame
    startgegevens: pd.DataFrame
    normen: pd.DataFrame
    uitgiften: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(UITGIFTEN)))

    @property
    def came_back_blank(self) -> set[str]:
        """The files that somebody gave back blank: one of ours that nobody opened is none."""
        found = self.bevindingen
        return set(found[found["soort"] == LEEG_TERUGGESTUURD.code]["bestand"].astype(str))
