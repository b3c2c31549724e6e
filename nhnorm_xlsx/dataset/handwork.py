"""Tables that somebody changed by hand: noticed and kept aside before they are made anew.

Of every state the fingerprints of the tables are kept (see `exports`). A program that only
saves a table in its own way (line ends, quotes, encoding, dates as its country writes them,
another order of rows) changes no value.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset import exports, parquet, schema
from nhnorm_xlsx.dataset.ledger import local_time
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.dataset.synchronised import second_versions
from nhnorm_xlsx.dataset.tables import csv_text, safe_csv
from nhnorm_xlsx.findings import Finding, finding

# Where tables that were changed by hand are kept.
ASIDE = "opzij"
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(.*)")
_MINUTES = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)?")
_NUMBERS = (*schema.NUMBER_COLUMNS, *schema.WHOLE_NUMBER_COLUMNS)
_MOMENTS = (*schema.DATE_COLUMNS, *schema.TIME_COLUMNS)


def changed_by_hand(folder: Path) -> tuple[Path, ...]:
    """The tables in which somebody changed a value since they were written.

    A table that is gone is not among them: it is made anew and nothing is lost. What is not
    as it was written is compared with its other form: a CSV with its Parquet.
    """
    known = exports.all_fingerprints(folder)
    return tuple(
        path
        for table in schema.TABLES
        for path in _changed(folder / f"{table}.csv", parquet.files_of(folder, table), known)
    )


def _changed(text: Path, typed: list[Path], known: Collection[str]) -> Iterator[Path]:
    """Which of the files of one table were changed."""
    # A synchroniser may have given one of ours another name.
    changed = [path for path in typed if exports.digest(path) not in known]
    edited = text.is_file() and exports.digest(text) not in known
    if (changed or edited) and _differ(text, typed):
        # Without any list only the two can be compared, and people change the CSV.
        yield from changed if changed and not edited else [text]


def _differ(text: Path, typed: list[Path]) -> bool:
    """Whether a CSV and its Parquet hold other values; one of them alone says nothing."""
    if not (text.is_file() and typed):
        return False
    return _values_of([text]) != _values_of(typed)


def second_tables(folder: Path) -> list[Path]:
    """The tables of which a synchroniser kept a second version, unlike any of ours.

    What we wrote ourselves goes without a word: it is made again from the facts.
    """
    known, strange = exports.all_fingerprints(folder), []
    for name in (*(f"{table}.csv" for table in schema.TABLES), REGISTER):
        for path in second_versions(folder / name):
            if exports.digest(path) in known:
                with suppress(OSError):
                    path.unlink()
            else:
                strange.append(path)
    ours = {path.relative_to(folder).as_posix() for path in parquet.all_files(folder)}
    beside = (path for path in parquet.others(folder, ours) if path.is_file())
    return [*strange, *(path for path in beside if exports.digest(path) not in known)]


def keep_aside(paths: Iterable[Path], folder: Path) -> list[Path]:
    """Copy these files into the folder for them, named after the moment of the change.

    What the dataset `folder` has aside stays. Gives the copies, relative to it.
    """
    kept = []
    for path in paths:
        moment = local_time(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        called = _called(path).replace(f"{parquet.SUFFIX}/", " ").removesuffix(path.suffix)
        target = _free(folder, f"{called} (gewijzigd {moment:%Y-%m-%d %H%M})", path)
        (folder / target).parent.mkdir(exist_ok=True)
        shutil.copy2(path, folder / target)
        kept.append(target)
    return kept


def put_aside(paths: Iterable[Path], folder: Path) -> None:
    """Move these files into the folder for what is kept aside; what is held stays."""
    for path in paths:
        keep_aside([path], folder)
        with suppress(OSError):
            path.unlink()


def about_changed(paths: Iterable[Path], copies: Iterable[Path]) -> list[Finding]:
    """What to say of tables that were changed by hand, and where they are kept now."""
    names = [_called(path) for path in paths]
    if not names:
        return []
    kept = ", ".join(str(path) for path in copies)
    return [finding(kinds.TABEL_GEWIJZIGD, tabellen=", ".join(names), kopie=kept)]


def _called(path: Path) -> str:
    """A table by its name; one meting of it with the folder that it stands in."""
    inside = path.parent.suffix == parquet.SUFFIX
    return f"{path.parent.name}/{path.name}" if inside else path.name


def _free(folder: Path, name: str, path: Path) -> Path:
    """A name under which nothing else is kept."""
    content, number = path.read_bytes(), 1
    while True:
        mark = f" ({number})" if number > 1 else ""
        target = Path(ASIDE) / f"{name}{mark}{path.suffix}"
        there = folder / target
        if not there.exists() or there.read_bytes() == content:
            return target
        number += 1


def _values_of(paths: Sequence[Path]) -> str:
    """The fingerprint of the values in the files of a table, whatever the order of its rows."""
    text = _parquet_as_text(paths) if paths[0].suffix == parquet.SUFFIX else _text(paths[0])
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


def _parquet_as_text(paths: Sequence[Path]) -> str | None:
    import pyarrow.parquet as pq

    # Somebody may have put anything there.
    with suppress(OSError, ValueError, AttributeError, TypeError, KeyError):
        tables = [pq.read_table(path) for path in paths]
        names = tables[0].column_names
        rows = [row for table in tables for row in table.to_pylist()]
        return ";".join(names) + "\r\n" + safe_csv(csv_text(rows, names))
    return None


def _text(path: Path) -> str:
    raw = path.read_bytes()
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
