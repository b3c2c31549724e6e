"""Tries the program that `maak.py` made: `python .ci/pakket/proef.py`, with the project installed.

In an empty environment, as on a computer without Python: it plays the example year, in which
files are read in processes of their own, and must come to the same answers to the byte as the
program that is installed here. Then it opens the page, looks at it, and stops it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "pakket" / "nhnorm"
PROGRAM = FOLDER / ("nhnorm.exe" if os.name == "nt" else "nhnorm")
ANSWERS = "antwoorden.csv"
SECONDS = 600
# Without these Windows starts no program at all, or finds no place for temporary files.
NEEDED = ("SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "LOCALAPPDATA", "APPDATA")


def main() -> None:
    """Try it; ends with a complaint when something is not as it should be."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        home = Path(scratch)
        environment = {name: os.environ[name] for name in NEEDED if name in os.environ}
        environment |= {"PATH": "", "HOME": str(home)}
        ours = _example([str(PROGRAM)], home / "pakket", environment)
        theirs = _example([sys.executable, "-m", "nhnorm_xlsx"], home / "pip", dict(os.environ))
        if ours != theirs or not ours:
            sys.exit("Het pakket leest iets anders dan het programma dat hier is geïnstalleerd.")
        print(f"Voorbeeld gespeeld: {len(ours)} bytes aan antwoorden, tot op de byte gelijk.")
        _page(home, environment)
    print("Het scherm is geopend, bekeken en gestopt.")


def _example(command: list[str], folder: Path, environment: dict[str, str]) -> bytes:
    """The answers of the example year, played by this program in this folder."""
    folder.mkdir()
    subprocess.run(
        [*command, "voorbeeld"], cwd=folder, env=environment, check=True, timeout=SECONDS
    )
    return b"".join(path.read_bytes() for path in sorted(folder.rglob(ANSWERS)))


def _page(home: Path, environment: dict[str, str]) -> None:
    """Start it without a word of command, let the code in, look, and stop it."""
    running = subprocess.Popen(
        [str(PROGRAM)], cwd=home, env=environment, encoding="utf-8", errors="replace",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    watch = threading.Timer(60, running.kill)
    watch.start()
    try:
        assert running.stdout  # noqa: S101
        address = code = ""
        for line in running.stdout:
            print(f"  {line.rstrip()}")
            address = _found(r"(http://\S+/)", line) or address
            code = _found(r"code: (\S+)", line) or code
            if code:
                break
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        browser.open(f"{address}start", urllib.parse.urlencode({"code": code}).encode())
        page = browser.open(address).read().decode()
        token = _found(r'data-token="([^"]+)"', page)
        origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(address))
        stop = urllib.request.Request(
            f"{address}stoppen", b"", {"Origin": origin, "X-Nhnorm-Token": token}
        )
        browser.open(stop)
        if running.wait(30):
            sys.exit(f"Het programma stopte met {running.returncode}.")
    finally:
        watch.cancel()
        running.kill()


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else ""


if __name__ == "__main__":
    main()
