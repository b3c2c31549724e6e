"""Removing from a dataset folder what its events say was destroyed; again when it came back.

Everything here can be broken off and done again. Each function is called with the lock held,
and raises `StorageError` when a file is held by another program.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from nhnorm_xlsx import files
from nhnorm_xlsx.csv_source import SEPARATOR, write_rows
from nhnorm_xlsx.dataset import events, parquet, readings, schema, store
from nhnorm_xlsx.dataset.decisions import FILE_NAME as DECISIONS_FILE
from nhnorm_xlsx.dataset.desk import OLD_FILE_NAME
from nhnorm_xlsx.dataset.destroyed import (
    Destroyed,
    destroyed_of,
    is_original,
    left_of,
    name_of,
    without_metingen,
)
from nhnorm_xlsx.dataset.handwork import ASIDE
from nhnorm_xlsx.dataset.ledger import Ledger, ledger_of
from nhnorm_xlsx.dataset.register import REGISTER, read_register, write_register
from nhnorm_xlsx.dataset.synchronised import second_versions

_CONTENT: Final = re.compile(r"[0-9a-f]{64}")
Row = Mapping[str, str]


def finish(folder: Path) -> None:
    """Remove all that was destroyed, as far as it is there (still, or again)."""
    found = events.read(folder)
    named = destroyed_of(found)
    if not named.metingen:
        return
    new, gone = left_of(found, named)
    # The desk first: whose line is about a file that no event tells of any more has a fault.
    known = ledger_of(found)
    gone_names = {item.file for item in known.seen if named.has(item)}
    stay_names = {item.file for item in known.seen if not named.has(item)}
    _clear_desk(folder, named, known, gone_names - stay_names)
    clear_aside(folder, named, gone_names - stay_names)
    for path in _originals(folder, named):
        files.remove(path)
    readings.drop(folder, named.readings)
    clear_register(folder, named)
    if gone:
        _drop_tables(folder, named)
        for event in new:
            events.write(folder, event)
        # The names in them are the last to go: until then it is known what there was.
        events.remove(folder, frozenset(gone))


def is_undone(folder: Path) -> bool:
    """Whether anything is there that was destroyed: a copy may have brought it back."""
    if not any(name.startswith(f"{events.VERNIETIGD}-") for name in events.names(folder)):
        return False
    found = events.read(folder)
    named = destroyed_of(found)
    return (
        bool(left_of(found, named)[1])
        or any(True for _ in _originals(folder, named))
        or readings.has_any(folder, named.readings)
        or len(without_metingen(read_register(folder), named)) < len(read_register(folder))
    )


def drafts(folder: Path) -> list[Path]:
    """What was half written when the program was stopped: it may hold anything."""
    return sorted(path for path in folder.rglob("~*") if path.is_file())


def _originals(folder: Path, named: Destroyed) -> Iterable[Path]:
    """Originals and opened copies, also under the name of a synchroniser's second one."""
    for place in (store.ARCHIVE, store.OPENED):
        for path in sorted((folder / place).glob("*")):
            found = _CONTENT.search(path.name)
            if found and found[0] in named.contents:
                yield path


# --- lists and tables that name it --------------------------------------------------------


def clear_register(folder: Path, named: Destroyed) -> None:
    """Take the workbooks of a meting that was destroyed from the register in this folder."""
    rows = read_register(folder)
    stay = without_metingen(rows, named)
    if stay and len(stay) < len(rows):
        write_register(folder, stay)
    elif rows and not stay:
        files.remove(folder / REGISTER)


def _clear_desk(folder: Path, named: Destroyed, known: Ledger, gone: Collection[str]) -> None:
    """Take the lines about files that were destroyed from the lists of decisions."""
    others = [item.sha256 for item in known.seen if is_original(item) and not named.has(item)]

    def stays(row: Row) -> bool:
        sha256, name = row.get("sha256", "").strip().lower(), row.get("bestand", "").strip("' ")
        if sha256:
            same = any(content.startswith(sha256) for content in named.contents)
            return not same or any(content.startswith(sha256) for content in others)
        return name not in gone

    for name in (DECISIONS_FILE, OLD_FILE_NAME):
        for path in (folder / name, *second_versions(folder / name)):
            _keep_rows(path, stays)


def clear_aside(folder: Path, named: Destroyed, gone: Collection[str] = ()) -> None:
    """Take the rows of a meting that was destroyed from tables that were put aside.

    And those about the files with the names in `gone`.
    """
    if not named.metingen:
        return
    for path in sorted((folder / ASIDE).glob("*")):
        if path.suffix == parquet.SUFFIX:
            if _parquet_names(path, named):
                files.remove(path)
        else:
            _keep_rows(path, lambda row: _stays_aside(row, named, gone))


def _stays_aside(row: Row, named: Destroyed, gone: Collection[str]) -> bool:
    sha256, name = row.get("sha256", "").strip().lower(), row.get("bestand", "").strip()
    about = len(sha256) > _SHORT and any(item.startswith(sha256) for item in named.contents)
    about = about or name in gone or name_of(sha256, name) in named.names
    return row.get("meting", "").strip() not in named.metingen and not about


# With less of a fingerprint than this a row is not said to be about a file.
_SHORT: Final = 8


def _parquet_names(path: Path, named: Destroyed) -> bool:
    """Whether a table that was put aside holds such a meting; also when nobody can tell."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with suppress(OSError, pa.ArrowException, KeyError):
        labels = pq.ParquetFile(path).read(columns=["meting"]).to_pylist()
        return any(str(row["meting"]) in named.metingen for row in labels)
    return True


def _keep_rows(path: Path, stays: Callable[[Row], bool]) -> None:
    """Write a list anew without some of its rows; one without a row left goes."""
    text = _text(path)
    separator = max(f"{SEPARATOR},\t", key=text.partition("\n")[0].count)
    records: list[list[str]] = []
    with suppress(csv.Error):
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if not records:
        return
    heading = [name.strip() for name in records[0]]
    kept = [row for row in records[1:] if stays(dict(zip(heading, row, strict=False)))]
    if len(kept) == len(records) - 1:
        return
    files.write_text(path, write_rows(records[0], kept), bom=True)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes() if path.is_file() else b""
    except OSError:
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Excel calls plain CSV
        return raw.decode("cp1252", errors="replace")


def _drop_tables(folder: Path, named: Destroyed) -> None:
    """The tables are made anew; those of one meting alone go at once."""
    labels: Sequence[str] = (*named.metingen, "")
    for table in schema.TABLES:
        if not parquet.is_whole(table):
            for label in labels:
                path = folder / parquet.place_of(table, label)
                if path.parent.is_dir():  # an earlier version had one file
                    files.remove(path)
