"""A round in a folder of its own, played through the command line."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.contract.fields import Value
from tests import forms

DATASET = Path("output/dataset")
WORKBOOKS = Path("output/werkboeken")
DUE = "2026-05-29"
CODE = {"Heiloo": "GM0399", "Alkmaar": "GM0361", "Castricum": "GM0383"}
SETTINGS = f'versie = 1\nmeting = "2026"\ndeadline = {DUE}\n'


def begin(folder: Path) -> Path:
    """The folder of a round of which the deadline is known."""
    (folder / "output").mkdir(parents=True)
    (folder / "output" / "ronde.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def run(*words: str | Path) -> tuple[int, str]:
    """The exit code, and all that was said, as it stands on the screen."""
    done = CliRunner().invoke(nhnorm, [str(word) for word in words], standalone_mode=False)
    wrong = done.exception
    said = f"\n{wrong}" if wrong and not isinstance(wrong, SystemExit) else ""
    code = done.return_value if isinstance(done.return_value, int) else 2 if said else 0
    return code, f"{done.output}{said}"


def flat(text: str) -> str:
    """On one line, whatever the screen made of it."""
    return " ".join(text.split())


def came_back(
    day: str,
    who: str = "Heiloo",
    statuses: Mapping[str, str] = {"1.1": "Voldoet"},
    *,
    name: str = "",
    issue: str = "test-1",
) -> Path:
    """A workbook that was filled in and saved on this day; an empty status is left blank."""
    answers: dict[str, dict[str, Value]] = {
        norm: {"status": status, "onderbouwing": "zie intranet"}
        for norm, status in statuses.items()
    }
    plan = forms.plan(answers, organisation=forms.ORGANISATIONS[CODE[who]], issue=issue)
    path = Path("in") / (name or f"{who}.xlsx")
    path.parent.mkdir(exist_ok=True)
    forms.written(path.parent, plan, path.name)
    saved_on(path, datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC))
    return path


def saved_on(path: Path, moment: datetime) -> None:
    """As if the file was saved then; the document itself says nothing of it."""
    content = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", part)
            target.writestr(entry, part)
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, but for what can be thrown away."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copied(source: Path, target: Path) -> Path:
    """A copy of a folder, as somebody makes it: times and all."""
    shutil.copytree(source, target)
    return target
