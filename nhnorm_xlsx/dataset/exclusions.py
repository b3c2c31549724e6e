"""`uitsluiten.csv` in the dataset folder: files that the user leaves out of the results.

One row is a file that does not count, with the reason. It stays on record and in the
archive, and counts again when the row is removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from nhnorm_xlsx.csv_source import Faults, read_rows, write_rows
from nhnorm_xlsx.dataset.ledger import SeenFile
from nhnorm_xlsx.errors import StorageError, why

FILE_NAME = "uitsluiten.csv"
COLUMNS = ("bestand", "sha256", "reden")


def read_exclusions(folder: Path, seen: Iterable[SeenFile]) -> Mapping[str, str]:
    """The reason by `SeenFile.content`, for every file that is left out.

    A file is named as in `inzendingen`; where several have that name, `sha256` tells them
    apart. Raises `FaultySourceError` with all faults at once.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    faults = Faults(path)
    known = list(seen)
    found: dict[str, str] = {}
    for row in read_rows(path, COLUMNS, faults, may_be_empty=True):
        name, sha256, reason = (row.values[column] for column in COLUMNS)
        matches = {
            item.content
            for item in known
            if (item.file == name or not name) and item.sha256.startswith(sha256.lower())
        }
        if not name and not sha256:
            faults.add(row.line, "vul bij 'bestand' de naam in zoals die in inzendingen.csv staat")
        elif not matches:
            faults.add(row.line, f"'{name or sha256}' staat niet in inzendingen.csv")
        elif len(matches) > 1:
            faults.add(
                row.line,
                f"er zijn {len(matches)} bestanden met de naam '{name}'; vul ook 'sha256' in",
            )
        if not reason:
            faults.add(row.line, "vul bij 'reden' in waarom dit bestand niet meetelt")
        found.update(dict.fromkeys(matches, reason))
    faults.stop_if_any()
    return found


def write_empty_exclusions(folder: Path) -> None:
    """Put a list with only its headings there, for the user to fill in."""
    try:
        text = write_rows(COLUMNS, [])
        (folder / FILE_NAME).write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise StorageError(
            f"{folder / FILE_NAME} kan niet worden geschreven ({why(error)})."
        ) from error
