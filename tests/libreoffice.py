"""A real LibreOffice, for the real thing: recalculate, fill in, print.

Every run has a profile of its own, so that tests can run side by side. Without
LibreOffice these tests are skipped, unless NHNORM_TEST_ALLES=1 asks for all of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

TIMEOUT = 180
_USUAL_PLACES = (
    Path("/usr/lib/libreoffice/program/soffice"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
# 0 = always: work out every formula when a file is opened, whatever it says itself.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""

XLSX, ODS, XLS = "Calc MS Excel 2007 XML", "calc8", "MS Excel 97"


@dataclass(frozen=True)
class Typing:
    """What is typed into one cell: text, or a date as jjjj-mm-dd (`kind` datum), or a getal."""

    sheet: str
    cell: str
    text: str
    kind: str = "tekst"


@dataclass(frozen=True)
class Step:
    """An area that is sorted on its column `by` (from 0), or, with `to`, pasted over there."""

    sheet: str
    area: str
    by: int = 0
    to: str = ""


def find_soffice() -> Path | None:
    """LibreOffice: from NHNORM_SOFFICE, the path, or where it usually is."""
    named = os.environ.get("NHNORM_SOFFICE") or shutil.which("soffice")
    if named:
        return Path(named)
    return next((path for path in _USUAL_PLACES if path.exists()), None)


def _soffice() -> Path:
    found = find_soffice()
    if found is not None:
        return found
    reason = "LibreOffice ontbreekt; installeer het of zet NHNORM_SOFFICE"
    if os.environ.get("NHNORM_TEST_ALLES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _new_profile(folder: Path) -> str:
    user = folder / "profiel" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return (folder / "profiel").as_uri()


def convert(files: Sequence[Path], target: Path, to: str) -> list[Path]:
    """Open each file, work out all formulas, and save it as `to` (xlsx, pdf, ods, xls)."""
    soffice = _soffice()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        profile = _new_profile(Path(temporary))
        done = subprocess.run(
            [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore",
             "--convert-to", to, "--outdir", target, *files],
            capture_output=True, text=True, timeout=TIMEOUT, check=False,
        )  # fmt: skip
    made = [target / f"{path.stem}.{to.partition(':')[0]}" for path in files]
    assert all(path.exists() for path in made), done.stderr
    return made


def fill_in(
    source: Path,
    target: Path,
    typed: Sequence[Typing] = (),
    saved_as: str = XLSX,
    steps: Sequence[Step] = (),
) -> None:
    """Open a workbook, type into cells as a person would, and save it under a new name.

    The `steps` come after that, on sheets of which the protection is taken off.
    """
    soffice = _soffice()
    with tempfile.TemporaryDirectory() as temporary:
        job = {
            "soffice": str(soffice),
            "profile": _new_profile(Path(temporary)),
            "source": source.resolve().as_uri(),
            "target": target.resolve().as_uri(),
            "filter": saved_as,
            "typed": [asdict(item) for item in typed],
            "steps": [asdict(item) for item in steps],
        }
        script = Path(__file__).with_name("libreoffice_typist.py")
        done = subprocess.run(
            [_python_with_uno(soffice), str(script), json.dumps(job)],
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert target.exists()


def _python_with_uno(soffice: Path) -> str:
    """A Python that can talk to LibreOffice: its own, or the one of the system."""
    own = soffice.resolve().parent / ("python.exe" if sys.platform == "win32" else "python")
    for candidate in (str(own), "/usr/bin/python3"):
        if Path(candidate).exists():
            works = subprocess.run(
                [candidate, "-c", "import uno"], capture_output=True, check=False
            )
            if works.returncode == 0:
                return candidate
    reason = "geen Python met de module uno gevonden (Debian: python3-uno)"
    if os.environ.get("NHNORM_TEST_ALLES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
