"""The page of the round for the tests: started as a user starts it, in a folder of its own."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, JSHandle, Page

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Screen:
    """A program that serves: its process, where, the code, and the file for the browser."""

    process: subprocess.Popen[str]
    folder: Path
    port: int
    path: str
    code: str
    start: Path
    cookie: str = ""
    token: str = ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def enter(self) -> None:
        """Come in without a browser: with the code, and then the token of the page."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}
        status, got, _ = self.ask("POST", "start", f"code={self.code}", headers, bare=True)
        assert status == 200
        self.cookie = got["Set-Cookie"].partition(";")[0]
        _, _, page = self.ask("GET", "")
        found = re.search(r'data-token="([^"]+)"', page)
        assert found
        self.token = found[1]

    def ask(
        self,
        method: str,
        where: str,
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        bare: bool = False,
    ) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and text; with what our own page sends along, unless `bare`."""
        own: dict[str, str] = {}
        if not bare:
            own = {"Cookie": self.cookie}
            if method == "POST":
                own |= {
                    "Origin": self.origin,
                    "X-Nhnorm-Token": self.token,
                    "Content-Type": "application/json",
                }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        place = where if where.startswith("/") else self.path + where
        sent = {key: value for key, value in {**own, **(headers or {})}.items() if value}
        connection.request(method, place, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def job(self, name: str, values: Mapping[str, Any] | None = None, batch: str = "") -> str:
        """Put a job on the bench; its id."""
        asked = {
            "taak": name,
            "waarden": dict(values or {}),
            **({"aanbod": batch} if batch else {}),
        }
        status, _, text = self.ask("POST", "werk", json.dumps(asked))
        assert status == 200, text
        return str(json.loads(text)["id"])

    def upload(self, files: Sequence[tuple[str, bytes]]) -> str:
        """Drag in these files; the batch."""
        batch = str(json.loads(self.ask("POST", "aanbod", "{}")[2])["id"])
        for number, (name, content) in enumerate(files, 1):
            status, _, text = self.ask(
                "POST", f"aanbod/{batch}/{number}", content, {"X-Naam": name, "X-Tijd": "0"}
            )
            assert status == 200, text
        return batch

    def settled(self, seconds: float = 60) -> str:
        """What stands under Werk, when nothing runs any more."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            busy = json.loads(self.ask("GET", "werk.json")[2])["bezig"]
            if all(item["stand"] == "vraagt" for item in busy):
                return self.ask("GET", "deel/werk")[2]
            time.sleep(0.05)
        raise AssertionError("it goes on and on")


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Screen]:
    """The page of the round in this folder, as long as it is used."""
    screen = begun(folder, *options)
    try:
        yield screen
    finally:
        if screen.process.poll() is None:
            screen.process.send_signal(signal.SIGINT)
            screen.process.wait(60)


def begun(folder: Path, *options: str) -> Screen:
    """The program, when it serves."""
    folder.mkdir(parents=True, exist_ok=True)
    work = folder.parent / "tijdelijk"
    work.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "nhnorm_xlsx", "scherm", "--map", str(folder), *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "true", "TMPDIR": str(work)},
    )  # fmt: skip
    assert process.stdout
    said = [process.stdout.readline() for _ in range(4)]
    text = "".join(said)
    found = re.search(r"127\.0\.0\.1:(\d+)(/[^/ ]+/)", text)
    start = re.search(r"Open dan zelf (\S+\.html)", text)
    code = re.search(r"typ deze code: (\S+)", text)
    assert found, text + process.stdout.read()
    assert start
    assert code
    return Screen(process, folder, int(found[1]), found[2], code[1], Path(start[1]))


def looking(browser: Browser, screen: Screen, size: tuple[int, int] = (1366, 768)) -> Page:
    """A tab with the page, come in by the start file; an error of a script fails the test."""
    width, height = size
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    faults: list[str] = []
    page.goto(screen.start.as_uri())
    page.wait_for_url(f"{screen.origin}{screen.path}**")
    page.wait_for_selector("#zijde .vers > *")
    assert faults == []
    return page


def drop(page: Page, zone: str, files: Sequence[tuple[str, bytes]]) -> None:
    """Let files fall on a place, as when they are dragged there."""
    page.locator(zone).dispatch_event("drop", {"dataTransfer": _carried(page, files)})


def drag(page: Page, zone: str, path: Path) -> None:
    """Drag a file or folder of this machine to a place, as the system itself does it."""
    box = page.locator(zone).bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    carried = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    where = {"x": box["x"] + 40, "y": box["y"] + 40, "data": carried}
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, **where})


def _carried(page: Page, files: Sequence[tuple[str, bytes]]) -> JSHandle:
    given = [[name, base64.b64encode(content).decode()] for name, content in files]
    return page.evaluate_handle(
        """(files) => {
            const carried = new DataTransfer();
            for (const [name, content] of files) {
              const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
              carried.items.add(new File([bytes], name));
            }
            return carried;
        }""",
        given,
    )
