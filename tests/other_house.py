"""The program with other declarations: a fifth status, a number field, two start fields more.

Nothing is changed but `contract/statuses.py` and `contract/fields.py`; all else must follow.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

ROOT = Path(__file__).resolve().parent.parent

STATUS = """ONTWIKKELING: Final = Status(
    "ontwikkeling",
    "In ontwikkeling",
    0.25,
    "◔",
    "u bent begonnen, maar er staat nog niets",
    StatusStyle("#E6E0F5", "#3D2A73", "#6B4FBB"),
    asks=("budget", "actie"),
    aliases=("begonnen",),
)
"""
FIELD = """BUDGET: Final = Field(
    "budget",
    "Budget",
    FieldKind.NUMBER,
    width=90,
    carried=True,
    prompt_title="Budget in euro's",
    prompt="Alleen het getal, bijvoorbeeld 1250,50.",
    article="het",
)
"""


START = """    StartField("medewerkers", "Aantal medewerkers", FieldKind.NUMBER),
    StartField("besproken", "Besproken", FieldKind.CHOICE, ("Ja", "Nee"), must_be_known=True),
"""


@dataclass(frozen=True)
class House:
    """A copy of the program, with its tests, in a folder of its own."""

    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run Python with this copy."""
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [sys.executable, *command], cwd=self.folder, capture_output=True, check=False,
            encoding="utf-8",
            env={**kept, "PYTHONPATH": str(self.folder), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip

    def nhnorm(self, *arguments: str) -> str:
        """Run the program; it must do what is asked, whatever there is to remark."""
        done = self.run("-m", "nhnorm_xlsx", *arguments)
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def told(self, program: str) -> Any:
        """What a few lines of Python print, as JSON."""
        done = self.run("-c", program)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def house(folder: Path) -> House:
    """The copy, with the declarations changed and nothing else."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("nhnorm_xlsx", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("norm_definition.csv", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    _declare(
        folder / "nhnorm_xlsx" / "contract" / "statuses.py",
        {r"^(STATUSES: Final = \(VOLDOET, DEELS, )": rf"{STATUS}\1ONTWIKKELING, "},
    )
    _declare(
        folder / "nhnorm_xlsx" / "contract" / "fields.py",
        {
            r"^(FIELDS: Final = \((?:\n    \w+,)+)": rf"{FIELD}\n\1\n    BUDGET,",
            r"^(START_FIELDS: Final = \((?:\n    .*)+\n)": rf"\1{START}",
        },
    )
    return House(folder)


def _declare(path: Path, changes: Mapping[str, str]) -> None:
    """Put these beside whatever is declared there. What has a name of these: choose another."""
    text = path.read_text(encoding="utf-8")
    for place, new in changes.items():
        text, count = re.subn(place, new, text, flags=re.MULTILINE)
        assert count == 1, place
    path.write_text(text, encoding="utf-8")


def opened(path: Path, *, worked_out: bool = False) -> openpyxl.Workbook:
    """A workbook, without what openpyxl says of what it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, data_only=worked_out)


def places(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """By norm and field key, the sheet and the cell in a workbook."""
    workbook = opened(path)
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for sheet in workbook.worksheets:
        fields = {
            str(cell.value).removeprefix("nhnorm.veld:"): get_column_letter(cell.column or 0)
            for cell in sheet[1]
            if str(cell.value).startswith("nhnorm.veld:")
        }
        for (cell,) in sheet.iter_rows(max_col=1):
            key = str(cell.value)
            if key.startswith("nhnorm.norm:"):
                norm = key.removeprefix("nhnorm.norm:")
                found |= {
                    (norm, name): (sheet.title, f"{column}{cell.row}")
                    for name, column in fields.items()
                }
    return found


def start_places(workbook: openpyxl.Workbook) -> dict[str, str]:
    """By key, the input cell on Start: the one on its row that is not locked."""
    return {
        str(row[0].value).removeprefix("nhnorm.start:"): next(
            cell.coordinate for cell in row if not cell.protection.locked
        )
        for row in workbook["Start"].iter_rows()
        if str(row[0].value).startswith("nhnorm.start:")
    }


def fill_in(
    source: Path,
    target: Path,
    answers: Mapping[str, Mapping[str, Any]],
    start: Mapping[str, Any] | None = None,
) -> None:
    """Type these answers, by norm and field key, and save under another name."""
    there, workbook = places(source), opened(source)
    cells = start_places(workbook)
    for key, value in (start or {}).items():
        workbook["Start"][cells[key]] = value
    for norm, values in answers.items():
        for key, value in values.items():
            sheet, cell = there[norm, key]
            workbook[sheet][cell] = value
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)
