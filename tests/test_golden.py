"""The public things stay as they are, to the byte, until somebody changes them on purpose."""

from __future__ import annotations

import json
from importlib.metadata import version

from tests import golden


def test_every_part_of_every_kind_of_workbook() -> None:
    pinned = json.loads(golden.PARTS.read_text(encoding="utf-8"))
    # The test extra holds the version: another one may write the same in other bytes.
    assert version("xlsxwriter") == pinned["xlsxwriter"]
    assert golden.workbook_parts() == pinned["werkboeken"]


def test_columns_and_types_of_the_tables() -> None:
    found, pinned = golden.table_types(), json.loads(golden.TABLES.read_text(encoding="utf-8"))
    assert found == pinned
    # The order is part of it.
    assert [list(item) for item in found.values()] == [list(item) for item in pinned.values()]
