"""The web page in a real Chromium: the one that is installed, no other is fetched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")
CHROMIUM = next(filter(None, map(shutil.which, _NAMES)), None)
needs_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("NHNORM_TEST_ALLES"), reason="chromium is absent"
)
# From the smallest laptop to a large screen, and a phone.
SCREENS = {"laptop": (1366, 768), "large": (1920, 1080), "phone": (390, 844)}


def started() -> Iterator[Browser]:
    """A browser, as long as it is used."""
    assert CHROMIUM, "install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, path: Path, address: str = "", screen: str = "laptop") -> Page:
    """The page, on a screen of this size; an error in a script or a refused request fails it."""
    width, height = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: faults.append(asked.url) if _outside(asked.url) else None)
    page.goto(path.as_uri() + (f"#{address}" if address else ""))
    assert faults == []
    return page


def _outside(url: str) -> bool:
    return not url.startswith(("file:", "blob:", "data:", "about:"))


def hash_of(page: Page) -> str:
    """What the address says about what is chosen."""
    return str(page.evaluate("decodeURIComponent(location.hash)"))
