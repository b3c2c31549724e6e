"""What was written before: a workbook that somebody changed since is never overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from nhnorm_xlsx.dataset.register import Row

# The sha256 of all that was ever written, by name: a colleague may have issued one as well.
Written = Mapping[str, Collection[str]]


def written_before(register: Iterable[Row]) -> Written:
    """What the rows of a register say was ever written."""
    found: dict[str, set[str]] = {}
    for row in register:
        found.setdefault(row["bestand"], set()).add(row["sha256"])
    return found


def was_changed(path: Path, known: Written) -> bool:
    """Whether a file stands there that is not, byte for byte, something that was written."""
    if not path.exists():
        return False
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() not in known.get(path.name, ())
    except OSError:
        return True
