"""The comparison: tables (pure pandas) and the workbooks that show them.

The name below loads only when asked for: pandas takes half a second to import. What others
than a RIEC see is made of what the gate gives (`tables.provincie`, `tables.organisation`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nhnorm_xlsx.compare.tables.riec import tables_for_riec

__all__ = ["tables_for_riec"]

_HOME = {"tables_for_riec": "nhnorm_xlsx.compare.tables.riec"}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
