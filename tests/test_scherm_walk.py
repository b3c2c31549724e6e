"""The page in a real browser, as one uses it who has no terminal: what went wrong on a walk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock
from playwright.sync_api import Browser, Locator, Page, expect

from nhnorm_xlsx.texts import entering
from nhnorm_xlsx.texts import scherm as texts
from tests import rounds
from tests.browsing import needs_browser, started
from tests.screens import Screen, drop, looking, served

pytestmark = needs_browser
SETTINGS = 'form[data-taak="instellingen"]'
IMPORT = 'form[data-taak="importeer"]'
PHONE = (360, 740)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from started()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with served(rounds.begin(tmp_path / "ronde")) as here:
        yield here


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Screen]:
    with served(tmp_path / "leeg") as here:
        yield here


def tab(page: Page, key: str) -> None:
    page.locator(f"#tab-{key}").click()


def done(page: Page, title: str, state: str = "klaar") -> Locator:
    """The last piece of work, when it came to this."""
    last = page.locator(".werk").first
    expect(last.locator("h3")).to_contain_text(f"{title}: {texts.STATES[state]}", timeout=60_000)
    return last


# --- coming in and beginning --------------------------------------------------------------


def test_who_has_no_code_or_a_wrong_one_reads_one_message_that_names_no_command(
    browser: Browser, screen: Screen
) -> None:
    page = browser.new_page()
    page.goto(f"{screen.origin}{screen.path}")
    expect(page.locator("main")).to_contain_text(entering.NO_ENTRY)
    page.get_by_label(entering.CODE).fill("fout")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(entering.WRONG_CODE)
    assert entering.NO_ENTRY not in page.inner_text("main")
    assert "nhnorm" not in page.inner_text("body")
    # It looks like the page itself, and that is all that may be used there.
    button = page.get_by_role("button", name=entering.ENTER)
    assert button.evaluate("(item) => getComputedStyle(item).color") == "rgb(255, 255, 255)"
    assert Axe().run(page).violations_count == 0
    page.goto(f"{screen.origin}/eerder/")
    expect(page.locator("main")).to_contain_text(entering.ANOTHER_START)
    assert "nhnorm" not in page.inner_text("body")


def test_a_beginning_is_no_warning_and_says_what_must_be_filled_in(
    browser: Browser, empty: Screen
) -> None:
    page = looking(browser, empty)
    expect(page.locator(".wegwijzer")).to_have_text(texts.START_FIRST)
    expect(page.locator("#inhoud .melding")).to_have_count(0)
    needed = page.locator("[required]")
    assert needed.count() > 2
    for number in range(needed.count()):
        label = page.locator(f'label[for="{needed.nth(number).get_attribute("id")}"]')
        expect(label).to_contain_text(f"({texts.REQUIRED})")
    page.get_by_role("button", name="Begin de ronde").click()
    expect(page.get_by_label("Meting")).to_be_focused()
    expect(page.get_by_label("Deadline")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Deadline").fill("2027-05-28")
    expect(page.get_by_label("Deadline")).not_to_have_attribute("aria-invalid", "true")


def test_who_says_no_to_a_slip_goes_on_with_what_was_filled_in(
    browser: Browser, empty: Screen
) -> None:
    page = looking(browser, empty)
    page.evaluate("globalThis.hier = true")
    page.get_by_label("Meting").fill("2027")
    page.get_by_label("Deadline").fill("2020-05-28")
    page.get_by_role("button", name="Begin de ronde").click()
    page.get_by_role("button", name=texts.NO, exact=True).click()
    expect(page.locator(".werk h3").first).to_contain_text(texts.STATES["afgebroken"])
    page.wait_for_timeout(1500)  # it would be loaded anew, again and again
    assert page.evaluate("globalThis.hier")
    expect(page.get_by_label("Meting")).to_have_value("2027")
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Deadline").fill("2099-05-28")
    page.get_by_role("button", name="Begin de ronde").click()
    for one in (page, other):  # also where somebody else began it
        expect(one.locator("#tab-inlezen")).to_be_visible(timeout=20_000)
    # What is still to be filled in leads to where that can be done, and on.
    begun = done(page, "Een ronde beginnen")
    expect(begun).to_contain_text("Maak daarna de werkboeken met Werkboeken maken")
    assert begun.locator("li").last.inner_text().endswith(".")
    begun.get_by_role("button", name="De ronde aanpassen").click()
    expect(page.locator(SETTINGS)).to_be_in_viewport()
    begun.get_by_role("button", name="Werkboeken maken").click()
    expect(page.locator("#kop-genereer")).to_be_focused()


# --- the settings -------------------------------------------------------------------------


def test_the_round_is_changed_while_it_runs(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen, PHONE)
    tab(page, "ronde")
    form = page.locator(SETTINGS)
    expect(form.get_by_label("Meting")).to_have_value("2026")
    form.get_by_label("Wie verstuurt de werkboeken?").fill("RIEC Noord-Holland")
    form.get_by_label("Mailadres", exact=True).fill("fout")
    form.get_by_role("button").click()
    done(page, "De ronde aanpassen", "mislukt")
    expect(form.get_by_label("Wie verstuurt de werkboeken?")).to_have_value("RIEC Noord-Holland")
    form.get_by_label("Mailadres", exact=True).fill("norm@riec.nl")
    page.keyboard.press("Enter")
    done(page, "De ronde aanpassen")
    assert 'mail = "norm@riec.nl"' in (screen.folder / "output/ronde.toml").read_text("utf-8")
    # Somebody else changes it: what is being filled in stays, all else is as it is now.
    form.get_by_label("Telefoon", exact=True).fill("072 1234")
    file = screen.folder / "output" / "ronde.toml"
    file.write_text(file.read_text("utf-8").replace(rounds.DUE, "2026-06-12"), encoding="utf-8")
    expect(form.get_by_label("Deadline")).to_have_value("2026-06-12", timeout=20_000)
    expect(form.get_by_label("Telefoon", exact=True)).to_have_value("072 1234")
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# --- files --------------------------------------------------------------------------------


def test_where_one_file_is_meant_no_folder_can_be_chosen(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    tab(page, "ronde")
    zone = page.locator('form[data-taak="norm-controleer"] .sleep')
    expect(zone.get_by_role("button", name=texts.PICK_FILE)).to_be_visible()
    expect(zone.get_by_role("button", name=texts.PICK_FOLDER)).to_have_count(0)
    drop(page, 'form[data-taak="norm-controleer"] .sleep', [("a.csv", b"a"), ("b.csv", b"b")])
    expect(zone.locator(".overgeslagen")).to_have_text(texts.ONLY_ONE)
    expect(zone.locator(".gekozen")).to_have_text(texts.NOTHING_PICKED)


def test_what_did_not_come_along_is_said_where_it_stays(browser: Browser, screen: Screen) -> None:
    """Above the form it is gone after a reload."""
    page = looking(browser, screen)
    tab(page, "inlezen")
    given = [("Heiloo.xlsx", b""), (".slot", b""), ("foto.jpg", b"\xff\xd8\xff")]
    drop(page, f"{IMPORT} .sleep", given)
    page.get_by_role("button", name="Lees in").click()
    expect(page.locator(".werk").first).to_contain_text("kijk even", timeout=20_000)
    page.reload()
    last = page.locator(".werk").first
    expect(last).to_contain_text("Heiloo.xlsx is leeg (0 bytes)")
    expect(last).not_to_contain_text(".slot")


def test_a_file_that_is_changed_in_its_place_is_fetched_as_a_copy(
    browser: Browser, screen: Screen
) -> None:
    page = looking(browser, screen)
    tab(page, "bestanden")
    row = page.locator("#deel-bestanden li", has_text="ronde.toml")
    expect(row.get_by_role("link", name=texts.DOWNLOAD_COPY)).to_be_visible()


# --- deciding -----------------------------------------------------------------------------


def test_a_decision_that_was_not_taken_stays_and_one_that_was_says_so(
    browser: Browser, screen: Screen
) -> None:
    page = looking(browser, screen)
    tab(page, "inlezen")
    given = [("een.xlsx", b"niets"), ("twee.xlsx", b"niet veel")]
    drop(page, f"{IMPORT} .sleep", given)
    page.get_by_role("button", name="Lees in").click()
    done(page, "Inlezen", "bezwaar")
    tab(page, "beslissen")
    one = page.locator(".beslis", has=page.locator("h3", has_text="een.xlsx"))
    one.locator("summary").click()
    one.get_by_label(texts.VERDICTS["organisatie"]).check()
    one.locator('input[name="waarde"]:visible').fill("Nergenshuizen")
    one.get_by_label(texts.REASON).fill("nagevraagd")
    one.get_by_role("button", name=texts.KEEP_DECISION).click()
    done(page, "Besluit", "mislukt")
    expect(one.get_by_label(texts.REASON)).to_have_value("nagevraagd")
    expect(one.locator('input[name="waarde"]:visible')).to_have_value("Nergenshuizen")
    # Another decision puts the whole list there anew, and what is being filled in stays.
    two = page.locator(".beslis", has=page.locator("h3", has_text="twee.xlsx"))
    two.locator("summary").click()
    two.get_by_label(texts.VERDICTS["uitsluiten"]).check()
    two.get_by_label(texts.REASON).fill("per ongeluk")
    two.get_by_role("button", name=texts.KEEP_DECISION).click()
    said = done(page, "Besluit").inner_text()
    assert texts.decided("twee.xlsx") in said
    assert "een.xlsx" not in said  # of that was told before
    expect(page.locator(".besluit.staat")).to_contain_text("per ongeluk")
    expect(one.get_by_label(texts.REASON)).to_have_value("nagevraagd")
    expect(one.locator('input[name="waarde"]:visible')).to_have_value("Nergenshuizen")


# --- hands and eyes -----------------------------------------------------------------------


def test_a_double_click_asks_once_and_a_cancel_keeps_the_focus(
    browser: Browser, screen: Screen
) -> None:
    page = looking(browser, screen)
    with FileLock(screen.folder / "output" / ".dataset.slot"):
        tab(page, "stand")
        page.locator("#veld-uitstel-organisatie").select_option(label="Heiloo")
        page.get_by_label("Laatste dag").fill("2026-06-12")
        page.get_by_role("button", name="Geef uitstel").click(click_count=2, delay=120)
        expect(page.locator('.werk[data-stand="loopt"]')).to_have_count(1, timeout=20_000)
        page.wait_for_timeout(900)
        expect(page.locator(".werk")).to_have_count(1)
        page.get_by_role("button", name="Toon wat er nieuw is").click()
        waiting = page.locator('.werk[data-stand="wacht"]')
        waiting.get_by_role("button", name=texts.CANCEL).click()
        stopped = page.locator('.werk[data-stand="afgebroken"] h3')
        expect(stopped).to_be_focused(timeout=20_000)


def test_the_back_button_goes_to_the_tab_before(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    tab(page, "mails")
    tab(page, "ronde")
    page.go_back()
    expect(page.locator("#deel-mails")).to_be_visible()
    expect(page.locator("#tab-mails")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.locator("#deel-stand")).to_be_visible()
    page.go_forward()
    expect(page.locator("#deel-mails")).to_be_visible()


def test_on_paper_stands_what_is_so_and_nothing_to_press(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    tab(page, "werkboeken")
    page.get_by_role("button", name="Maak de werkboeken", exact=True).click()
    done(page, "Werkboeken maken")
    tab(page, "stand")
    expect(page.locator("#deel-stand table").first).to_be_visible(timeout=20_000)
    page.emulate_media(media="print")
    for gone in ("#tabs", "#stoppen", "#zijde", "#deel-stand .taken"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#deel-stand table").first).to_be_visible()
