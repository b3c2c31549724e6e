"""How quick the web page is with 342 gemeenten and five metingen: `python benchmarks/page.py`.

In the Chromium that is installed, beside an empty page in the same browser and in turn with it.
The first view is from asking for the file until the filters answer and the next frame is
drawn; a filter is from the choice until the frame that shows it. A number is the middle one.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

import country
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browsing import CHROMIUM  # noqa: E402

EMPTY = "<!DOCTYPE html><html lang='nl'><head><title>Leeg</title></head><body>Leeg</body></html>"
# Until the frame after now has been drawn, in milliseconds since the page was asked for.
DRAWN = """() => new Promise((done) =>
  requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""
# From a choice until it is drawn.
CHOSEN = """(changes) => new Promise((done) => {
  const begin = performance.now();
  if (globalThis.vergelijking) globalThis.vergelijking.choose(changes);
  else document.body.textContent = JSON.stringify(changes);
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})"""
CHOICES: dict[str, dict[str, object]] = {
    "thema": {"thema": "2"},
    "alle thema's": {"thema": ""},
    "status": {"status": "niet"},
    "alle statussen": {"status": ""},
    "grootte": {"grootte": "tot 20.000"},
    "alle gemeenten": {"grootte": "*"},
    "volgorde": {"volgorde": "laag"},
    "tekst": {"volgorde": "", "zoek": "agenda"},
    "wissen": {"zoek": ""},
    "naar acties": {"tab": "acties"},
    "acties, status": {"status": "deels"},
    "terug naar matrix": {"tab": "matrix", "status": ""},
}


def make(folder: Path) -> tuple[Path, Path]:
    """The page of the country, and an empty one."""
    from nhnorm_xlsx.compare.tables.riec import tables_for_riec
    from nhnorm_xlsx.compare.writer.page import write_html
    from nhnorm_xlsx.dataset.files import read_tables

    country.write_dataset(folder / "dataset")
    everyone = country.organisations(country.GEMEENTEN)
    tables = tables_for_riec(
        read_tables(folder / "dataset"), everyone, country.RIEC, today=date(2026, 6, 15)
    )
    page, empty = folder / "vergelijking.html", folder / "leeg.html"
    write_html(
        tables, page, {item.code: (1 + at // 20, 1 + at % 20) for at, item in enumerate(everyone)}
    )
    empty.write_text(EMPTY, encoding="utf-8")
    return page, empty


def opened(browser: Browser, path: Path) -> tuple[Page, float]:
    """The page, and how long its first view took."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    return page, float(page.evaluate(DRAWN))


def measure(browser: Browser, path: Path, rounds: int) -> dict[str, float]:
    """The middle time of every step on this page, in milliseconds."""
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        page, first = opened(browser, path)
        found.setdefault("eerste beeld", []).append(first)
        # A person reads before choosing; the page gets ready for searching meanwhile.
        page.wait_for_timeout(2500)
        for name, changes in CHOICES.items():
            found.setdefault(name, []).append(float(page.evaluate(CHOSEN, changes)))
        page.close()
    return {name: median(times) for name, times in found.items()}


def main() -> None:
    """Measure both pages and print them beside each other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rondes", nargs="?", type=int, default=7)
    rounds = parser.parse_args().rondes
    if CHROMIUM is None:
        sys.exit("Installeer eerst Chromium.")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{platform.platform()}, {os.cpu_count()} kernen, belasting vooraf {load:.1f}")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        page, empty = make(Path(temporary))
        print(f"{country.GEMEENTEN} gemeenten, {len(country.METINGEN)} metingen: "
              f"{page.stat().st_size / 1e6:.1f} MB")  # fmt: skip
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        print(f"Chromium {browser.version}, {rounds} rondes")
        measure(browser, empty, 1)
        ours, bare = measure(browser, page, rounds), measure(browser, empty, rounds)
        browser.close()
    print(f"{'':22}{'pagina':>10}{'lege pagina':>14}{'verhouding':>12}")
    for name, time in ours.items():
        print(f"{name:22}{time:7.0f} ms{bare[name]:11.0f} ms{time / bare[name]:12.1f}")


if __name__ == "__main__":
    main()
