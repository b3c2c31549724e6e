"""Tables that somebody changed by hand: noticed and kept aside before they are made anew.

Beside the tables stands a list of fingerprints: of the bytes as they were written, and of
the values in them. A program that only saves a table in its own way (line ends, quotes,
encoding, dates as its country writes them, another order of rows) changes no value.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.ledger import local_time
from nhnorm_xlsx.findings import Finding, finding

FILE_NAME = "tabellen.json"
# Where tables that were changed by hand are kept.
ASIDE = "opzij"
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)")
_MINUTES = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)?")
_NUMBERS = (*schema.NUMBER_COLUMNS, *schema.WHOLE_NUMBER_COLUMNS)
_MOMENTS = (*schema.DATE_COLUMNS, *schema.TIME_COLUMNS)


def remember(folder: Path) -> None:
    """Note the tables in this folder as they were just written."""
    # The Parquet of a table holds the same values as its CSV.
    values = {path.stem: _values_of(path) for path in _tables(folder) if path.suffix == ".csv"}
    noted = {
        path.name: {"bytes": _digest(path.read_bytes()), "waarden": values[path.stem]}
        for path in _tables(folder)
    }
    (folder / FILE_NAME).write_text(json.dumps(noted, indent=1), encoding="utf-8")


def changed_by_hand(folder: Path) -> tuple[Path, ...]:
    """The tables in which somebody changed a value since they were written.

    A table that is gone is not among them: it is made anew and nothing is lost. Datasets of
    before the list existed are compared with themselves: a CSV with its Parquet.
    """
    try:
        noted = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return tuple(path for path in _tables(folder) if _differs(path, noted[path.name]))
    except (OSError, ValueError, KeyError, TypeError):
        return tuple(_unlike_parquet(folder))


def keep_aside(paths: Iterable[Path], folder: Path) -> list[Path]:
    """Copy these tables into the folder for them, named after the moment of the change.

    `folder` is the one that is being built; what it already has aside stays. Gives the
    copies, relative to it.
    """
    kept = []
    for path in paths:
        moment = local_time(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        name = f"{path.stem} (gewijzigd {moment:%Y-%m-%d %H%M})"
        target = _free(folder, path.parent, name, path)
        (folder / target).parent.mkdir(exist_ok=True)
        shutil.copy2(path, folder / target)
        kept.append(target)
    return kept


def about_changed(paths: Iterable[Path], copies: Iterable[Path]) -> list[Finding]:
    """What to say of tables that were changed by hand, and where they are kept now."""
    names = [path.name for path in paths]
    if not names:
        return []
    kept = ", ".join(str(path) for path in copies)
    return [finding(kinds.TABEL_GEWIJZIGD, tabellen=", ".join(names), kopie=kept)]


def _free(folder: Path, old: Path, name: str, path: Path) -> Path:
    """A name under which nothing else is kept, in the folder that is built nor the old one."""
    content, number = path.read_bytes(), 1
    while True:
        mark = f" ({number})" if number > 1 else ""
        target = Path(ASIDE) / f"{name}{mark}{path.suffix}"
        there = [base / target for base in (folder, old) if (base / target).exists()]
        if all(item.read_bytes() == content for item in there):
            return target
        number += 1


def _tables(folder: Path) -> Iterator[Path]:
    for name in schema.TABLES:
        for suffix in ("csv", "parquet"):
            path = folder / f"{name}.{suffix}"
            if path.is_file():
                yield path


def _differs(path: Path, noted: dict[str, str]) -> bool:
    if _digest(path.read_bytes()) == noted["bytes"]:
        return False
    return _values_of(path) != noted["waarden"]


def _unlike_parquet(folder: Path) -> Iterator[Path]:
    for path in _tables(folder):
        other = path.with_suffix(".parquet")
        if path.suffix == ".csv" and other.is_file() and _values_of(path) != _values_of(other):
            yield path


def _values_of(path: Path) -> str:
    """The fingerprint of the values in a table, whatever the order of its rows."""
    text = _parquet_as_text(path) if path.suffix == ".parquet" else _text(path.read_bytes())
    if text is None:
        return "onleesbaar"
    records = [_without_empty_end(row) for row in _records(text)]
    heading, rows = (records[0], records[1:]) if records else ([], [])
    plain = sorted(
        json.dumps([_plain(*pair) for pair in zip_longest(heading, row, fillvalue="")])
        for row in rows
        if row
    )
    return _digest("\n".join([json.dumps(heading), *plain]).encode())


def _without_empty_end(row: list[str]) -> list[str]:
    """The row without the empty cells that a program may add at the end."""
    while row and not row[-1].strip():
        row = row[:-1]
    return row


def _parquet_as_text(path: Path) -> str | None:
    import pandas as pd

    from nhnorm_xlsx.dataset.files import csv_bytes

    # Somebody may have put anything there.
    with suppress(OSError, ValueError, AttributeError, TypeError):
        return _text(csv_bytes(pd.read_parquet(path)))
    return None


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:  # what Excel calls plain CSV
        return raw.decode("cp1252", errors="replace")


def _records(text: str) -> Iterator[list[str]]:
    lines = text.splitlines()
    separator = max(";,\t", key=lines[0].count) if lines else ";"
    with suppress(csv.Error):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _plain(column: str, value: str) -> str:
    """A value without the ways in which programs write the same."""
    value = "\n".join(value.strip().splitlines())
    if column in _NUMBERS:
        with suppress(ValueError):
            return str(float(value.replace(",", ".")))
    if column in _MOMENTS:
        if day_first := _DAY_FIRST.fullmatch(value):
            day, month, year, rest = day_first.groups()
            value = f"{year}-{month:0>2}-{day:0>2}{rest}"
        value = _MINUTES.sub(lambda found: f"{found[1]:0>2}:{found[2]}", value)
    return value


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
