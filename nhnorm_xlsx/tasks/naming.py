"""File names that every system takes, Windows first."""

from __future__ import annotations

import re

from nhnorm_xlsx.organisations import Organisation

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def for_file_name(name: str) -> str:
    """A name as part of a file name: without what Windows forbids, no dot or space outside."""
    return _NOT_IN_FILE_NAMES.sub("-", name).strip(" .")


def workbook_name(meting: str, organisation: Organisation, addition: str = "") -> str:
    """The name of a workbook, valid on Windows: `NHNorm-2026-GM0399-Heiloo.xlsx`."""
    name = for_file_name(organisation.name)
    return f"NHNorm-{meting}-{organisation.code}-{name}{addition}.xlsx"
