"""The tables as files: CSV for people and Excel, Parquet with types for programs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from nhnorm_xlsx.dataset import parquet, schema
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.register import read_register
from nhnorm_xlsx.dataset.tables import completed
from nhnorm_xlsx.errors import StorageError


def read_tables(folder: Path) -> Dataset:
    """The tables of a dataset folder, from Parquet.

    Raises `StorageError` when there is no complete dataset.
    """
    try:
        tables = {
            name: completed(read_table(folder, name), columns)
            for name, columns in schema.TABLES.items()
        }
    except (OSError, ValueError) as error:
        raise StorageError(
            f"In {folder} staat geen (hele) dataset. Maak die met: nhnorm importeer PAD --uit "
            f"{folder}"
        ) from error

    rows = [dict(row) for row in read_register(folder)]
    uitgiften = pd.DataFrame(rows, columns=list(schema.UITGIFTEN), dtype="str")
    return Dataset(**tables, uitgiften=uitgiften)


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """One table, as it stands there. Raises `OSError` or `ValueError` when it cannot be read."""
    paths = parquet.files_of(folder, name)
    if not paths:
        raise FileNotFoundError(name)
    tables = [pd.read_parquet(path) for path in paths]
    # An older one may lack a column; one without any is another thing.
    if not all(set(schema.TABLES[name]) & set(table.columns) for table in tables):
        raise ValueError(name)
    plain = [_without_categories(table) for table in tables] if len(tables) > 1 else tables
    return pd.concat(plain, ignore_index=True)


def _without_categories(table: pd.DataFrame) -> pd.DataFrame:
    """With text instead of categories: those of two files differ, and would be lost."""
    kinds = table.dtypes.items()
    return table.astype({name: "str" for name, kind in kinds if kind == "category"})
