"""The dataset folder: ledger, archive, tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def load_dataset(path: str | Path = "output/dataset") -> pd.DataFrame:
    """The answers of a dataset folder.

    One row per (meting, organisatie, norm) of every submission that counts, also for norms
    that were left empty. `status` holds the key (`voldoet`, `deels`, `niet`, `nvt`) or is
    empty; `score` is 1, 0.5 or 0, or NaN when not counted; `streefdatum` is a date or NaT.
    All columns: `nhnorm_xlsx.dataset.schema.ANTWOORDEN`.

    Raises `nhnorm_xlsx.errors.StorageError` when there is no dataset.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.store import recover

    folder = Path(path)
    recover(folder)
    return read_tables(folder).antwoorden
