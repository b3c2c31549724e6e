"""Makes the program in one folder, for this system: `python .ci/pakket/maak.py`.

With PyInstaller, in an environment of its own, so that nothing comes along that happens to be
installed. The folder and a zip of it end up in `build/pakket/`.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
TARGET = TOP / "build" / "pakket"
# The version that the documented build was seen to work with, and later ones.
PYINSTALLER = "pyinstaller>=6.16"


def main() -> None:
    """Build it."""
    shutil.rmtree(TARGET, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        python = _environment(Path(scratch) / "omgeving")
        _run(python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
             "--distpath", str(TARGET), "--workpath", str(Path(scratch) / "werk"),
             str(HERE / "nhnorm.spec"))  # fmt: skip
    version = re.search(
        r'__version__ = "([^"]+)"', (TOP / "nhnorm_xlsx" / "__init__.py").read_text()
    )
    assert version, "the package has a version"  # noqa: S101
    name = f"nhnorm-{version[1]}-{sys.platform}-{platform.machine().lower()}"
    shutil.make_archive(str(TARGET / name), "zip", TARGET, "nhnorm")
    print(TARGET / f"{name}.zip")


def _environment(folder: Path) -> Path:
    """A fresh environment with the project and what builds it; its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run(python, "-m", "pip", "install", "--quiet", f"{TOP}[wachtwoorden]", PYINSTALLER)
    return python


def _run(*command: str | Path) -> None:
    # What Python finds elsewhere must not come along.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(list(map(str, command)), check=True, cwd=HERE, env=environment)


if __name__ == "__main__":
    main()
