"""The dataset in memory."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Dataset:
    """The tables of a dataset folder; `schema` says what a row of each is.

    Texts that are missing are empty strings; dates are `datetime64`, missing as NaT;
    `score` is a float, missing as NaN.
    """

    antwoorden: pd.DataFrame
    bevindingen: pd.DataFrame
    inzendingen: pd.DataFrame
    startgegevens: pd.DataFrame
    normen: pd.DataFrame
