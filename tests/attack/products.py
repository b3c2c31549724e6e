"""What a product tells of others, read back from the file: what the attackers are given."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
from docx import Document

from nhnorm_xlsx.texts import gate as words


def steps_in_note(path: Path) -> dict[str, int]:
    """By norm, the step of all that a note tells."""
    found = {}
    for table in Document(str(path)).tables:
        for row in table.rows:
            said = [cell.text for cell in row.cells]
            if said[-1] in words.STEPS:
                found[said[0].split()[0]] = words.STEPS.index(said[-1])
    return found


def shares_in_note(path: Path) -> dict[str, float]:
    """By thema, the share of others that stands behind the chart of a note."""
    with zipfile.ZipFile(path) as package:
        figures = package.read("word/embeddings/Cijfers.xlsx")
    rows = list(
        openpyxl.load_workbook(io.BytesIO(figures)).worksheets[0].iter_rows(values_only=True)
    )
    return {
        str(row[0]).split(".")[0]: float(str(row[2]))
        for row in rows
        if len(row) > 2 and isinstance(row[2], float | int)
    }


def numbers_told(path: Path) -> set[str]:
    """Every percentage in the text, the alternative text and the chart of a note."""
    with zipfile.ZipFile(path) as package:
        parts = [
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        ]
    body = [part for part in parts if "<w:document" in part or "<c:chartSpace" in part]
    said = [re.sub(r"<[^>]*>", " ", part) for part in body]
    said += [text for part in body for text in re.findall(r'descr="([^"]*)"', part)]
    return set(re.findall(r"(\d+) ?%", " ".join(said)))
