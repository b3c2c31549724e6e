"""The tables as Parquet, with types: a folder per table with one file per meting.

The label of the meting stands inside as text. In names it would come back as a number
(`meting=2026`), and `2026-2` as a date.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from nhnorm_xlsx.contract.stamp import METING_LABEL
from nhnorm_xlsx.dataset import schema

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".parquet"
# So many bytes of CSV become one group of rows, unless a row is longer.
_AT_A_TIME = 2_000_000
# Of what belongs to no meting: a file of which nobody knows whose it is.
WITHOUT = "zonder meting"
# The norms belong to an editie.
_WHOLE = ("normen",)


def is_whole(table: str) -> bool:
    """Whether a table is one file: its rows belong to no meting."""
    return table in _WHOLE


def place_of(table: str, meting: str) -> str:
    """Where the rows of a meting stand, from the dataset folder."""
    if is_whole(table):
        return f"{table}{SUFFIX}"
    return f"{table}{SUFFIX}/{meting or WITHOUT}{SUFFIX}"


def files_of(folder: Path, table: str) -> list[Path]:
    """The files that hold a table, in order of meting; also as earlier versions had them.

    What a synchroniser kept twice has no name of ours.
    """
    path = folder / f"{table}{SUFFIX}"
    if path.is_dir():
        found = [item for item in path.glob(f"*{SUFFIX}") if _is_named_by_us(item)]
        return sorted(found, key=lambda item: "" if item.stem == WITHOUT else item.stem)
    return [path] if path.exists() else []


def _is_named_by_us(path: Path) -> bool:
    return path.stem == WITHOUT or METING_LABEL.fullmatch(path.stem) is not None


def all_files(folder: Path) -> Iterator[Path]:
    """All files of ours that hold tables."""
    for table in schema.TABLES:
        yield from files_of(folder, table)


def make_room(folder: Path) -> None:
    """Where earlier versions had one file with all metingen there is a folder now."""
    if folder.suffix == SUFFIX and folder.is_file():
        with suppress(OSError):
            folder.unlink()


def others(folder: Path, wanted: Collection[str]) -> list[Path]:
    """Files that belong to no table of now: who reads the folder would read them too."""
    found = [path for table in schema.TABLES for path in (folder / f"{table}{SUFFIX}").glob("*")]
    return [path for path in found if path.relative_to(folder).as_posix() not in wanted]


def size_of(rows: IO[bytes]) -> int:
    """How many bytes stand in this file; it is read from the start."""
    size = rows.seek(0, os.SEEK_END)
    rows.seek(0)
    return size


def write(rows: IO[bytes], table: str, path: Path) -> None:
    """Write rows of a table, CSV as `tables.csv_text` has it, to one file; some at a time."""
    import pyarrow as pa

    size, at_a_time = size_of(rows), _AT_A_TIME
    while True:
        try:
            _write(rows, _schema(table), path, at_a_time)
        except pa.ArrowInvalid:  # a row is longer: a cell may hold what Excel itself cannot
            if at_a_time > size:
                raise
            at_a_time *= 8
            rows.seek(0)
        else:
            return


def _write(rows: IO[bytes], typed: pa.Schema, path: Path, at_a_time: int) -> None:
    import pyarrow.csv as pc
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, typed) as writer:
        if not size_of(rows):
            return
        batches = pc.open_csv(
            rows,
            read_options=pc.ReadOptions(
                column_names=typed.names, use_threads=False, block_size=at_a_time
            ),
            parse_options=pc.ParseOptions(delimiter=";", newlines_in_values=True),
            convert_options=pc.ConvertOptions(
                column_types=typed, null_values=[""], strings_can_be_null=False
            ),
        )
        for batch in batches:
            writer.write_batch(batch)


def read(folder: Path, table: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Some columns of a table; nothing of what is gone, or was changed by hand."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for path in files_of(folder, table):
        with suppress(OSError, pa.ArrowException, KeyError):
            rows += pq.ParquetFile(path).read(columns=list(columns)).to_pylist()
    return [row for row in rows if set(row) == set(columns)]


def _schema(table: str) -> pa.Schema:
    """The types of a table. All files of it have the same, so that they are one table."""
    import pyarrow as pa

    words = pa.dictionary(pa.int32(), pa.string())
    found = []
    for name in schema.TABLES[table]:
        if name in (*schema.DATE_COLUMNS, *schema.TIME_COLUMNS):
            kind = pa.timestamp("s")
        elif name in schema.WHOLE_NUMBER_COLUMNS:
            kind = pa.int64()
        elif name in schema.NUMBER_COLUMNS:
            kind = pa.float64()
        elif name in schema.CATEGORY_COLUMNS and name not in schema.LABEL_COLUMNS:
            kind = words
        else:
            kind = pa.string()
        found.append(pa.field(name, kind))
    return pa.schema(found)
