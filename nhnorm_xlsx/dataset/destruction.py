"""Removing from a dataset folder what its events say was destroyed; again when it came back.

Everything here can be broken off and done again. Each function is called with the lock held,
and raises `StorageError` when a file is held by another program.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
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
    left_of,
    without_metingen,
)
from nhnorm_xlsx.dataset.handwork import ASIDE
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile, ledger_of
from nhnorm_xlsx.dataset.register import REGISTER, read_register, write_register
from nhnorm_xlsx.dataset.synchronised import second_versions

_CONTENT: Final = re.compile(r"[0-9a-f]{64}")
_Cells = Mapping[str, str]


def finish(folder: Path) -> bool:
    """Remove all that was destroyed, as far as it is there (still, or again); whether any was."""
    if not _was_any(folder):
        return False
    found = events.read(folder)
    named = destroyed_of(found)
    new, gone = left_of(found, named)
    kept = list(_originals(folder, named))
    # The desk first: whose line is about a file that no event tells of any more has a fault.
    if gone:
        _clear_desk(folder, named, ledger_of(found))
    for path in kept:
        files.remove(path)
    if gone or kept:
        clear_made(folder)
    clear_register(folder, named)
    # What tells of it is the last to go: until then it is known what there was.
    for event in new:
        events.write(folder, event)
    events.remove(folder, {event.mark for event in gone})
    return bool(gone or kept)


def is_undone(folder: Path) -> bool:
    """Whether anything is there that was destroyed: a copy may have brought it back."""
    if not _was_any(folder):
        return False
    found = events.read(folder)
    named = destroyed_of(found)
    return bool(left_of(found, named)[1]) or any(True for _ in _originals(folder, named))


def _was_any(folder: Path) -> bool:
    """Whether anything was ever destroyed: cheap to ask."""
    return any(name.startswith(f"{events.VERNIETIGD}-") for name in events.names(folder))


def _originals(folder: Path, named: Destroyed) -> Iterable[Path]:
    """Originals and opened copies, also under the name of a synchroniser's second one."""
    for place in (store.ARCHIVE, store.OPENED):
        for path in sorted((folder / place).glob("*")):
            found = _CONTENT.search(path.name)
            if found and found[0] in named.contents:
                yield path


def made_in(folder: Path) -> list[Path]:
    """What can be made again, or was half made, and may hold anything of any meting.

    Tables, what reading gave, what was put aside, and drafts.
    """
    tables = [path for table in schema.TABLES for path in folder.glob(f"{table}*.csv")]
    typed = [path for table in schema.TABLES for path in folder.glob(f"{table}*{parquet.SUFFIX}")]
    inside = [path for place in (*typed, folder / ASIDE, folder / readings.FOLDER)
              for path in _under(place)]  # fmt: skip
    drafts = [path for path in folder.rglob("~*") if path.is_file()]
    return sorted({*tables, *inside, *drafts})


def _under(place: Path) -> list[Path]:
    return [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]


def clear_made(folder: Path) -> None:
    """Remove what `made_in` gives; the tables are made anew of what stays."""
    for path in made_in(folder):
        files.remove(path)


# --- lists that name it -----------------------------------------------------------------


def clear_register(folder: Path, named: Destroyed) -> None:
    """Take the workbooks of a meting that was destroyed from the register in this folder."""
    rows = read_register(folder)
    stay = without_metingen(rows, named)
    if stay and len(stay) < len(rows):
        write_register(folder, stay)
    elif rows and not stay:
        files.remove(folder / REGISTER)


def _clear_desk(folder: Path, named: Destroyed, known: Ledger) -> None:
    """Take the lines about files that were destroyed from the lists of decisions."""
    stay = [item for item in known.seen if not named.has(item)]
    gone = [item for item in known.seen if named.has(item)]

    def stays(row: _Cells) -> bool:
        sha256, name = row.get("sha256", "").strip().lower(), row.get("bestand", "").strip("' ")
        known_gone = bool(sha256) and any(item.startswith(sha256) for item in named.contents)
        return not (known_gone or _is_about(gone, sha256, name)) or _is_about(stay, sha256, name)

    for name in (DECISIONS_FILE, OLD_FILE_NAME):
        for path in (folder / name, *second_versions(folder / name)):
            _keep_rows(path, stays)


def _is_about(items: Iterable[SeenFile], sha256: str, name: str) -> bool:
    """Whether a line is about one of these files, as the desk reads it."""
    return any(
        item.sha256.startswith(sha256) and name in ("", item.file)
        for item in items
        if sha256 or name
    )


def _keep_rows(path: Path, stays: Callable[[_Cells], bool]) -> None:
    """Write a list anew without some of its rows."""
    text = _text(path)
    separator = max(f"{SEPARATOR},\t", key=text.partition("\n")[0].count)
    records: list[list[str]] = []
    with suppress(csv.Error):
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if not records:
        return
    heading = [name.strip() for name in records[0]]
    kept = [row for row in records[1:] if stays(dict(zip(heading, row, strict=False)))]
    if len(kept) < len(records) - 1:
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
