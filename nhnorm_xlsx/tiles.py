"""Where each gemeente roughly lies: `tegels.csv`, one tile a gemeente."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from nhnorm_xlsx.csv_source import Faults, read_rows

COLUMNS: Final = ("code", "rij", "kolom")
# No map is larger: a tile further away is a slip of the pen.
MOST: Final = 60
# The row (from the north) and the column (from the west) of a tile, by organisation code.
Tiles = Mapping[str, tuple[int, int]]


def default_path() -> Path:
    """The tiles that come with the program."""
    return Path(__file__).resolve().parent / "tegels.csv"


def load_tiles(path: Path | None = None) -> Tiles:
    """The tile of each organisation, by its code; of the program's own file unless given.

    Raises `FaultySourceError` with all faults at once, `StorageError` when the file cannot be
    read.
    """
    path = path or default_path()
    faults = Faults(path)
    tiles: dict[str, tuple[int, int]] = {}
    taken: dict[tuple[int, int], str] = {}
    for row in read_rows(path, COLUMNS, faults, may_be_empty=True):
        code = row.values["code"]
        place = _place(row.values["rij"]), _place(row.values["kolom"])
        if not all(place):
            faults.add(row.line, f"'rij' en 'kolom' moeten een getal van 1 tot en met {MOST} zijn")
        elif code in tiles:
            faults.add(row.line, f"code '{code}' staat er al; laat één regel staan")
        elif place in taken:
            faults.add(row.line, f"op deze plek ligt al {taken[place]}; kies een andere plek")
        tiles[code] = place
        taken.setdefault(place, code)
    faults.stop_if_any()
    return tiles


def _place(text: str) -> int:
    """The number that is meant; 0 when it is none that can be."""
    number = int(text) if re.fullmatch("[0-9]{1,3}", text) else 0
    return number if number <= MOST else 0
