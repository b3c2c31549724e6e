"""What the sheets show of whose workbook this is and of which meting. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from nhnorm_xlsx.contract.keys import (
    ACTIONS_SHEET,
    CORRECTIONS_SHEET,
    OVERVIEW_SHEET,
    START_KEY,
    START_SHEET,
)
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.contract.visible import (
    InView,
    read_actions,
    read_corrections,
    read_overview,
    read_start,
)
from nhnorm_xlsx.intake.bound import SeenName
from nhnorm_xlsx.intake.raw import RawSheet
from nhnorm_xlsx.intake.stamp_sheet import sheet_key

_READERS: Mapping[str, Callable[[str], InView]] = {
    START_SHEET.lower(): read_start,
    OVERVIEW_SHEET.lower(): read_overview,
    ACTIONS_SHEET.lower(): read_actions,
    CORRECTIONS_SHEET.lower(): read_corrections,
}


def in_view(sheet: RawSheet, ours: Collection[str]) -> Iterator[SeenName]:
    """The names and metingen that stand on this sheet where ours stood.

    `ours` are the fingerprints of the texts that it was issued with.
    """
    # A copy of a sheet without its key is called `Start (2)`.
    read = _READERS.get(re.sub(r" *\(\d+\)$", "", sheet_key(sheet)).lower())
    if read is None:
        return
    inputs = {row for (row, _), value in sheet.keys if value.startswith(START_KEY)}
    for (row, column), value in sheet.in_order:
        # What people fill in about themselves says nothing about whose workbook it is.
        if not isinstance(value, str) or row in inputs or (row, column) in sheet.formulas:
            continue
        said = read(value)
        if read is read_start and not said.name and text_fingerprint(value) in ours:
            continue  # the name of a norm may end in a year
        if said.name or said.meting or said.norm:
            yield SeenName(sheet.name, said.name, said.meting, said.editie, said.norm)
