"""The register `uitgifte.csv`: which workbook was given out to whom, under which number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from nhnorm_xlsx import files
from nhnorm_xlsx.csv_source import write_rows
from nhnorm_xlsx.dataset.schema import UITGIFTEN
from nhnorm_xlsx.errors import StorageError, UsageError
from nhnorm_xlsx.submissions import Issued

REGISTER = "uitgifte.csv"


Row = Mapping[str, str]


def read_register(path: Path) -> tuple[Row, ...]:
    """The rows of a register: a file, or a folder that holds one; none when it is not there.

    Raises `StorageError` and `UsageError` when it cannot be used.
    """
    file = path / REGISTER if path.is_dir() else path
    return _read(file) if file.exists() else ()


def named_register(path: Path | None) -> tuple[Row, ...]:
    """The register that the user names; it must be there. Raises as `read_register`."""
    if path is None:
        return ()
    found = read_register(path)
    if not found:
        raise UsageError(f"In {path} staat geen {REGISTER}; geef met --uitgifte de juiste op.")
    return found


def issued(rows: Iterable[Row]) -> Issued | None:
    """What these rows say was given out; None without rows: then nothing is checked."""
    workbooks = frozenset(
        (row["meting"], row["organisatie_code"], row["uitgifte_id"]) for row in rows
    )
    return Issued(workbooks, REGISTER) if workbooks else None


def together(earlier: Iterable[Row], later: Iterable[Row]) -> tuple[Row, ...]:
    """Two registers in one, every uitgifte once, in order of meting and organisation."""
    by_key = {
        (row["meting"], row["organisatie_code"], row["uitgifte_id"]): row
        for row in (*earlier, *later)
    }
    return tuple(by_key[key] for key in sorted(by_key))


def _read(path: Path) -> tuple[Row, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(
            f"{path} kan niet worden gelezen; sluit het bestand in Excel en probeer het opnieuw."
        ) from error
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error:  # a piece of text so long that it is no register
        rows = [{}]
    if any(set(row) != set(UITGIFTEN) for row in rows):
        raise UsageError(
            f"{path} heeft niet de kolommen {', '.join(UITGIFTEN)}; zet een kopie terug of "
            "kies met --uit een andere map."
        )
    return tuple(rows)


def write_register(folder: Path, rows: Iterable[Row]) -> None:
    """Replace the register in this folder. Raises `StorageError`."""
    text = write_rows(UITGIFTEN, [[row[name] for name in UITGIFTEN] for row in rows])
    advice = "De werkboeken zijn wel gemaakt: sluit het bestand in Excel en maak ze opnieuw."
    files.write_text(folder / REGISTER, text, bom=True, advice=advice)
