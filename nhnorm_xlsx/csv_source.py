"""Reading the CSV files that steer the program, with all their faults at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nhnorm_xlsx.errors import FaultySourceError, StorageError, why

SEPARATOR = ";"


@dataclass
class Faults:
    """Collects the faults of one file, to be reported together."""

    path: Path
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, text: str) -> None:
        """Note a fault; `line` counts from 1, 0 stands for the whole file."""
        self.found.append((line, text))

    def stop_if_any(self) -> None:
        """Raise `FaultySourceError` with everything noted so far, in line order."""
        if self.found:
            raise FaultySourceError(self.path, sorted(self.found))


@dataclass(frozen=True)
class SourceRow:
    """One record: the line it starts on (the heading is line 1) and its trimmed values.

    A value may hold several lines, with a line feed between them whatever the file has.
    """

    line: int
    values: dict[str, str]


def read_rows(
    path: Path,
    columns: Sequence[str],
    faults: Faults,
    *,
    optional: Sequence[str] = (),
    may_be_empty: bool = False,
    text: str | None = None,
) -> list[SourceRow]:
    """The records of a `;`-separated UTF-8 file (with or without BOM) with these columns.

    A column that is `optional` may be left out; its values are then empty.
    `text` is what stands in it, where that was read already. Empty lines are skipped; a
    file with only a heading is a fault unless it `may_be_empty`.
    Faults in the shape of the file go to `faults`; a file that cannot be taken apart at all
    raises `FaultySourceError` at once.

    Raises `StorageError` when the file cannot be read.
    """
    records = _records(source_text(path, faults) if text is None else text, faults)
    if not records:
        faults.add(0, "het bestand is leeg")
        faults.stop_if_any()
    heading = _without_empty_end([name.strip() for name in records[0][1]])
    _check_heading(heading, columns, optional, faults)
    rows = []
    for line, given in records[1:]:
        if not any(value.strip() for value in given):
            continue
        record = _apart(given)
        if len(record) > len(heading) and not any(map(str.strip, record[len(heading) :])):
            record = record[: len(heading)]
        lacking = heading[len(record) :]
        if lacking and set(lacking) <= set(optional):
            record = [*record, *("" for _ in lacking)]
        if len(record) != len(heading):
            faults.add(
                line,
                f"{len(record)} waarden in plaats van {len(heading)}; zet tekst met een "
                "puntkomma tussen aanhalingstekens",
            )
            continue
        values = dict(zip(heading, (_trimmed(value) for value in record), strict=False))
        rows.append(SourceRow(line, {name: values.get(name, "") for name in (*columns, *optional)}))
    if not rows and not may_be_empty:
        faults.add(0, "het bestand heeft geen regels onder de kop")
    return rows


def _without_empty_end(heading: list[str]) -> list[str]:
    """A program may write empty columns behind the last."""
    while heading and not heading[-1]:
        heading = heading[:-1]
    return heading


def _trimmed(value: str) -> str:
    return value.strip().replace("\r\n", "\n").replace("\r", "\n")


def write_rows(columns: Sequence[str], records: Iterable[Sequence[str]]) -> str:
    """The text of a file with these records, as `read_rows` reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATOR)
    writer.writerow(columns)
    writer.writerows(records)
    return text.getvalue()


def _apart(record: list[str]) -> list[str]:
    """The values of a line that was pasted into one cell: Excel saves that as one value."""
    whole, *rest = record
    if SEPARATOR not in whole or any(value.strip() for value in rest):
        return record
    return next(csv.reader([whole], delimiter=SEPARATOR))


def _check_heading(
    heading: Sequence[str], columns: Sequence[str], optional: Sequence[str], faults: Faults
) -> None:
    if len(heading) == 1 and "," in heading[0]:
        faults.add(1, "de kolommen zijn gescheiden door een komma; gebruik een puntkomma (;)")
        faults.stop_if_any()
    if not set(columns) & set(heading):
        wanted = SEPARATOR.join(columns)
        faults.add(1, f"dit moet de regel met de kolommen zijn; zet erboven: {wanted}")
        faults.stop_if_any()
    for name in columns:
        if name not in heading:
            faults.add(1, f"kolom '{name}' ontbreekt")
    lacking = bool(faults.found)
    for name in dict.fromkeys(heading):
        if name not in columns and name not in optional:
            allowed = ", ".join((*columns, *optional))
            faults.add(1, f"onbekende kolom '{name}'; toegestaan zijn: {allowed}")
        elif heading.count(name) > 1:
            faults.add(1, f"kolom '{name}' staat er meer dan één keer in")
    if lacking:  # without a column every line would be at fault
        faults.stop_if_any()


def source_text(path: Path, faults: Faults) -> str:
    """The text of such a file. Raises `StorageError`, and `FaultySourceError` for another code."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}); controleer de naam en of u "
            "het bestand mag openen."
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.add(line, "geen UTF-8; sla het bestand in Excel op als 'CSV UTF-8'")
        faults.stop_if_any()
        raise


def _records(text: str, faults: Faults) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR, strict=True)
    records: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            records.append((line, record))
            line = reader.line_num + 1
    except csv.Error:
        faults.add(line, 'een aanhalingsteken (") staat verkeerd of wordt niet gesloten')
        faults.stop_if_any()
    return records
