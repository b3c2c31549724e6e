"""Installs what the tests need beside Python, and runs everything: `python -m tests`.

LibreOffice opens, fills and recalculates real workbooks; Chromium shows the web page; the
validator of the Open XML SDK, from npm, says what Excel would repair. On Debian and Ubuntu
they are installed when they are missing and that is allowed; elsewhere this says what to
install. Style, types and tests all count.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Debian packages by the command that shows that they are there.
SYSTEM = {
    "soffice": ["libreoffice-calc", "libreoffice-writer", "python3-uno", "fonts-crosextra-carlito"],
    "chromium": ["chromium"],
    "npm": ["nodejs", "npm"],
}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("djlint", "--lint", "--check", "--quiet", "nhnorm_xlsx"),
    ("deno", "fmt", "--check", "--quiet", "nhnorm_xlsx"),
    ("deno", "lint", "--quiet", "nhnorm_xlsx"),
    ("mypy",),
    ("pytest", "-q", "-n", "auto"),
)


def main() -> int:
    """Run every check; 0 when all of them pass."""
    install_system_packages()
    install_validator()
    environment = {**os.environ, "NHNORM_TEST_ALLES": "1"}
    failed = []
    for check in CHECKS:
        print(f"--- {' '.join(check)}", flush=True)
        command = [sys.executable, "-m", *check]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(check[0])
    if failed:
        print(f"Niet goed: {', '.join(failed)}")
    return 1 if failed else 0


def install_system_packages() -> None:
    """Install LibreOffice and Chromium where they are missing and it can be done."""
    missing = [name for name in SYSTEM if not is_there(name)]
    if not missing:
        return
    packages = [package for name in missing for package in SYSTEM[name]]
    installer = shutil.which("apt-get")
    if installer is None:
        print(f"Installeer zelf: {', '.join(missing)}. Zonder mislukken de tests ermee.")
        return
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    prefix = [] if is_root else ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        command = [*prefix, installer, "-qq", *arguments]
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def install_validator() -> None:
    """Install the validator of the Open XML SDK, in a folder of this project."""
    from tests.open_xml import FOLDER, PACKAGE, find_sdk_validator

    npm = shutil.which("npm")
    if find_sdk_validator() is not None:
        return
    if npm is None:
        print(f"Installeer zelf met npm: {PACKAGE}. Zonder mislukken de tests ermee.")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [
        npm,
        "install",
        "--no-save",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(FOLDER),
        PACKAGE,
    ]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def is_there(name: str) -> bool:
    """Whether a program can be found."""
    from tests.libreoffice import find_soffice

    return find_soffice() is not None if name == "soffice" else shutil.which(name) is not None


if __name__ == "__main__":
    sys.exit(main())
