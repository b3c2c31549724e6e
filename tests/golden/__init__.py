"""What is public and must not change by accident: the parts of a workbook, the tables.

`python -m tests.golden` writes what the program makes now; a change of these files in a
commit is a change of what users get, and is made on purpose.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

from nhnorm_xlsx.form.model import Correction, FormPlan
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import form_bytes
from tests import forms

FOLDER = Path(__file__).resolve().parent
PARTS, TABLES = FOLDER / "parts.json", FOLDER / "tables.json"


def plans() -> dict[str, FormPlan]:
    """One workbook of every kind."""
    answers = forms.random_answers(1, 0.6)
    corrections = [
        Correction("'ooit' is niet als datum te lezen.", True, "1.1", "streefdatum", "blad X L6"),
        Correction("Kies een status.", False, "2.3", "status", remember=False),
    ]
    return {
        "leeg": forms.plan(),
        "ingevuld": forms.plan(answers, start={"ingevuld_door": "Griffier"}),
        "provincie": forms.plan(organisation=forms.PROVINCIE),
        "vorige": forms.plan(previous=forms.previous_answers(2)),
        "correcties": plan_form(
            forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "test-1-correctie-1",
            answers=answers, corrections=corrections, corrects=["a" * 64],
            created=date(2026, 3, 2),
        ),
    }  # fmt: skip


def parts(content: bytes) -> dict[str, str]:
    """The fingerprint of every part: of the zip itself nothing, that differs by system."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {
            name: hashlib.sha256(package.read(name)).hexdigest()[:16]
            for name in sorted(package.namelist())
        }


def workbook_parts() -> dict[str, dict[str, str]]:
    """By kind of workbook, the fingerprint of each of its parts."""
    return {name: parts(form_bytes(plan)) for name, plan in plans().items()}


def table_types() -> dict[str, dict[str, str]]:
    """By table, the type of each of its columns, in order."""
    from nhnorm_xlsx.dataset.schema import TABLES as NAMES
    from tests.datasets import tables_of

    dataset = tables_of([], {})
    return {
        name: {str(column): str(kind) for column, kind in getattr(dataset, name).dtypes.items()}
        for name in NAMES
    }


def main() -> None:
    """Write both files anew."""
    made = {"xlsxwriter": version("xlsxwriter"), "werkboeken": workbook_parts()}
    for path, content in ((PARTS, made), (TABLES, table_types())):
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
