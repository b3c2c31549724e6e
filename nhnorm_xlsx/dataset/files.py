"""The tables as files: CSV for people and Excel, Parquet with types for programs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.register import read_register
from nhnorm_xlsx.errors import StorageError

# Excel and its relatives take a cell that starts so for a formula. The apostrophe makes it
# text. (OWASP, "CSV injection".)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_tables(dataset: Dataset, folder: Path) -> None:
    """Write every table as `<name>.csv` and `<name>.parquet`."""
    for name in schema.TABLES:
        frame: pd.DataFrame = getattr(dataset, name)
        frame.to_parquet(folder / f"{name}.parquet", index=False)
        (folder / f"{name}.csv").write_bytes(csv_bytes(frame))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A table as CSV that opens well by double click: UTF-8 with BOM, `;`, CRLF.

    Dates are `jjjj-mm-dd`, numbers have a decimal point, and text that looks like a
    formula is neutralised with an apostrophe.
    """
    plain = frame.copy()
    for name in plain.columns:
        if name in schema.DATE_COLUMNS:
            plain[name] = plain[name].dt.strftime("%Y-%m-%d")
        elif name in schema.TIME_COLUMNS:
            plain[name] = plain[name].dt.strftime("%Y-%m-%d %H:%M:%S")
        elif name not in (*schema.WHOLE_NUMBER_COLUMNS, *schema.NUMBER_COLUMNS):
            plain[name] = [_neutral(str(value)) for value in plain[name]]
    text = plain.to_csv(sep=";", index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def read_tables(folder: Path) -> Dataset:
    """The tables of a dataset folder, from Parquet.

    Raises `StorageError` when there is no complete dataset.
    """
    try:
        tables = {name: read_table(folder, name) for name in schema.TABLES}
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
    return pd.read_parquet(folder / f"{name}.parquet")


def _neutral(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
