"""The page on this machine in a real browser: a whole round, and what a page elsewhere can do."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import scherm as texts
from tests import rounds
from tests.browsing import SCREENS, needs_browser, started
from tests.other_house import opened, places
from tests.screens import Screen, drag, drop, looking, served

pytestmark = needs_browser
# So many answers that the provincie is shown figures.
ANSWERING = (
    *("Alkmaar", "Bergen", "Beverwijk", "Castricum", "Den Helder", "Enkhuizen", "Heemskerk"),
    *("Heiloo", "Hoorn", "Landsmeer", "Medemblik", "Opmeer", "Purmerend", "Schagen"),
)
DROP = 'form[data-taak="importeer"] .sleep'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from started()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with served(rounds.begin(tmp_path / "ronde")) as here:
        yield here


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def does(page: Page, tab_name: str, button: str, title: str, state: str = "klaar") -> str:
    """Press the button on this tab; what stands under Werk when it is done."""
    tab(page, tab_name)
    before = page.locator(".werk").count()
    page.get_by_role("button", name=button, exact=True).click()
    done = page.locator(".werk").first
    expect(page.locator(".werk")).to_have_count(before + 1, timeout=20_000)
    expect(done.locator("h3")).to_contain_text(f"{title}: {texts.STATES[state]}", timeout=60_000)
    return done.inner_text()


def filled(here: Round, name: str, status: str = "Voldoet") -> bytes:
    """The workbook that was made for a gemeente, with this status everywhere."""
    (path,) = here.workbooks.glob(f"*-{name.replace(' ', '?')}.xlsx")
    there = places(path)
    book = opened(path)
    for (_, field), (sheet, cell) in there.items():
        if field == "status":
            book[sheet][cell] = status
    target = path.parent.parent / "ingevuld.xlsx"
    book.save(target)
    content = target.read_bytes()
    target.unlink()
    return content


def test_a_whole_round_from_an_empty_folder_to_the_report(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "leeg"
    here = Round(folder / "output")
    with served(folder) as screen:
        page = looking(browser, screen)
        begins(page, here)
        takes_in(page, here)
        decides(page, here)
        goes_round(page)
        shows(page)
        # Everything is still there for who closes the tab and comes back.
        other = page.context.new_page()
        page.close()
        other.goto(f"{screen.origin}{screen.path}")
        expect(other.locator(".werk").first).to_contain_text("Rapport voor de provincie")
        tab(other, "Bestanden")
        expect(other.locator("#deel-bestanden")).to_contain_text("provincie.xlsx")
        assert Axe().run(other).violations_count == 0
        other.get_by_role("button", name=texts.STOP, exact=True).click()
        expect(other.get_by_role("alert")).to_have_text(texts.STOPPED)
        assert screen.process.wait(20) == 0


def begins(page: Page, here: Round) -> None:
    """A round in an empty folder, and the workbooks."""
    page.get_by_label("Meting").fill("2027")
    page.get_by_label("Deadline").fill("2027-05-28")
    page.get_by_label("Wie verstuurt de werkboeken?").fill("RIEC Noord-Holland")
    page.get_by_label("Mailadres", exact=True).fill("norm@riec.nl")
    page.get_by_role("button", name="Begin de ronde").click()
    expect(page.get_by_role("tab", name="Inlezen")).to_be_visible(timeout=20_000)
    assert here.file.is_file()
    said = does(page, "Werkboeken", "Maak de werkboeken", "Werkboeken maken")
    assert "44 werkboeken staan in" in said
    tab(page, "Stand")
    expect(page.locator("#zinnen")).to_contain_text("44 uitgegeven")


def takes_in(page: Page, here: Round) -> None:
    """Fourteen by dropping, one with a status that is none; a pdf, and a file of nothing."""
    given = [(f"{name}.xlsx", filled(here, name)) for name in ANSWERING[1:]]
    given.append(("Alkmaar.xlsx", filled(here, "Alkmaar", "Misschien")))
    tab(page, "Inlezen")
    drop(page, DROP, [*given, ("bijlage.pdf", b"%PDF-1.4"), ("leeg.xlsx", b"")])
    expect(page.locator(f"{DROP} .gekozen")).to_contain_text("(16)")
    said = does(page, "Inlezen", "Lees in", "Inlezen", "bezwaar")
    assert "15 bestanden: 14 aanvaard" in said
    expect(page.locator(f"{DROP} .overgeslagen")).to_contain_text("leeg.xlsx is leeg (0 bytes)")
    rows = page.locator("#ingelezen tbody tr")
    expect(rows).to_have_count(15)
    expect(rows.first).to_contain_text("Misschien")
    expect(page.locator("#ingelezen")).to_contain_text("bijlage.pdf")


def decides(page: Page, here: Round) -> None:
    """A file is left out, and that is taken back."""
    tab(page, "Beslissen")
    page.get_by_text(texts.OTHERS).click()
    one = page.locator(".beslis", has_text="Alkmaar.xlsx").last
    one.get_by_text(texts.DECIDE, exact=False).first.click()
    one.get_by_label(texts.VERDICTS["uitsluiten"]).check()
    one.get_by_label(texts.REASON).fill("staat vol fouten")
    one.get_by_role("button", name=texts.KEEP_DECISION).click()
    standing = page.locator(".besluit.staat")
    expect(standing).to_contain_text("staat vol fouten", timeout=20_000)
    assert "staat vol fouten" in (here.dataset / "besluiten.csv").read_text("utf-8-sig")
    standing.get_by_role("button").click()
    expect(standing).to_have_count(0, timeout=20_000)
    assert "staat vol fouten" not in (here.dataset / "besluiten.csv").read_text("utf-8-sig")


def goes_round(page: Page) -> None:
    """Corrections, more time, and mails."""
    button = "Maak de werkboeken om te verbeteren"
    said = does(page, "Werkboeken", button, "Werkboeken om te verbeteren", "bezwaar")
    assert "1 werkboek met correcties" in said
    tab(page, "Stand")
    page.locator("#veld-uitstel-organisatie").select_option(label="Zandvoort")
    page.get_by_label("Laatste dag").fill("2027-06-11")
    does(page, "Stand", "Geef uitstel", "Uitstel geven")
    tab(page, "Mails")
    page.locator('form[data-taak="mail-herinnering"] button.doen').click()
    expect(page.locator(".werk").first).to_contain_text("contacten.csv", timeout=20_000)


def shows(page: Page) -> None:
    """Compare, fix what others see, and the report."""
    delen = "Vergelijken en delen"
    tab(page, delen)
    page.locator('form[data-taak="vergelijk-riec"] select').select_option("RIEC Noord-Holland")
    does(page, delen, "Maak de vergelijking", "Vergelijken binnen een RIEC")
    with page.expect_popup() as popup:
        page.locator(".werk").first.get_by_role("link", name="Bekijken").click()
    expect(popup.value.locator("h1")).to_contain_text("RIEC Noord-Holland")
    popup.value.get_by_role("tab", name="Knelpunten").click()
    popup.value.close()
    does(page, delen, "Bekijk wat er wordt vastgelegd", "De stand vaststellen", "vraagt")
    assert Axe().run(page).violations_count == 0  # with links, and with a question
    page.get_by_role("button", name=texts.YES_FIX).click()
    fixed = page.locator(".werk").first.locator("h3")
    expect(fixed).to_contain_text("De stand vaststellen: klaar", timeout=20_000)
    does(page, delen, "Maak de terugkoppelingen", "Terugkoppelen")
    does(page, delen, "Maak het rapport", "Rapport voor de provincie")
    with page.expect_download() as download:
        page.locator(".werk").first.get_by_role("link", name="Ophalen").click()
    assert download.value.suggested_filename == "NHNorm-vergelijking-2027-provincie.xlsx"
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_a_folder_is_dragged_in_with_all_that_is_in_it(
    browser: Browser, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rounds.came_back("2026-05-01")
    book = rounds.came_back("2026-05-01", "Alkmaar")
    inside = book.parent / "mei"
    inside.mkdir()
    book.rename(inside / book.name)
    page = looking(browser, screen)
    tab(page, "Inlezen")
    drag(page, DROP, tmp_path / "in")
    expect(page.locator(f"{DROP} .gekozen")).to_contain_text("in/mei/Alkmaar.xlsx")
    said = does(page, "Inlezen", "Lees in", "Inlezen")
    assert "2 bestanden: 2 aanvaard" in said
    # Called as on the command line.
    expect(page.locator("#ingelezen")).to_contain_text("mei/Alkmaar.xlsx")
    page.close()


def test_a_folder_is_picked_with_all_that_is_in_it(
    browser: Browser, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rounds.came_back("2026-05-01")
    rounds.came_back("2026-05-01", "Alkmaar")
    page = looking(browser, screen)
    tab(page, "Inlezen")
    page.locator(f"{DROP} input.map").set_input_files(tmp_path / "in")
    said = does(page, "Inlezen", "Lees in", "Inlezen")
    assert "2 bestanden: 2 aanvaard" in said


def test_a_file_that_cannot_be_read_says_it_may_be_only_online(
    browser: Browser, screen: Screen
) -> None:
    page = looking(browser, screen)
    page.evaluate("() => { Blob.prototype.arrayBuffer = () => Promise.reject(new Error()); }")
    tab(page, "Inlezen")
    drop(page, DROP, [("Heiloo.xlsx", b"1")])
    page.get_by_role("button", name="Lees in").click()
    skipped = page.locator(f"{DROP} .overgeslagen")
    expect(skipped).to_contain_text("Heiloo.xlsx kan niet worden gelezen. Staat het alleen online")
    expect(page.locator('form[data-taak="importeer"] > .fout')).to_have_text(texts.GIVE_FILES)


def test_two_tabs_see_the_same_and_one_can_cancel(browser: Browser, screen: Screen) -> None:
    """While another program holds the dataset: what needs it waits, and so does what comes next."""
    page = looking(browser, screen)
    other = page.context.new_page()
    other.goto(f"{screen.origin}{screen.path}")
    with FileLock(screen.folder / "output" / ".dataset.slot"):
        tab(page, "Stand")
        page.locator("#veld-uitstel-organisatie").select_option(label="Heiloo")
        page.get_by_label("Laatste dag").fill("2026-06-12")
        page.get_by_role("button", name="Geef uitstel").click()
        running = other.locator('.werk[data-stand="loopt"]')
        expect(running.locator("h3")).to_contain_text("Uitstel geven: bezig", timeout=20_000)
        page.get_by_role("button", name="Toon wat er nieuw is").click()
        other.locator('.werk[data-stand="wacht"]').get_by_role("button", name="Afbreken").click()
        for one in (page, other):
            stopped = one.locator('.werk[data-stand="afgebroken"] h3')
            expect(stopped).to_contain_text("Wat er nieuw is: afgebroken", timeout=20_000)
    done = other.locator('.werk[data-stand="klaar"] h3')
    expect(done).to_contain_text("Uitstel geven: klaar", timeout=20_000)


def test_progress_moves_without_the_page_being_made_anew(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    with FileLock(screen.folder / "output" / ".dataset.slot"):
        tab(page, "Stand")
        page.locator("#veld-uitstel-organisatie").select_option(label="Heiloo")
        page.get_by_label("Laatste dag").fill("2026-06-12")
        page.get_by_role("button", name="Geef uitstel").click()
        running = page.locator('.werk[data-stand="loopt"]')
        expect(running).to_have_count(1, timeout=20_000)
        running.get_by_role("button", name="Afbreken").focus()
        told = page.evaluate("fetch('werk.json').then((answer) => answer.json())")
        for done in (3, 7):
            told["bezig"][0] |= {"stap": "Inlezen", "klaar": done, "totaal": 10}
            page.route("**/werk.json", lambda route: route.fulfill(json=told))
            expect(running.locator(".hoever")).to_have_text(f"{done} / 10")
            assert running.locator("progress").evaluate("(bar) => bar.value") == done
        expect(running.get_by_role("button", name="Afbreken")).to_be_focused()
        page.unroute("**/werk.json")


def test_a_program_that_is_gone_says_so(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    screen.process.kill()
    expect(page.locator("#melding")).to_have_text(texts.LOST, timeout=20_000)
    page.get_by_role("tab", name="Werkboeken").click()
    page.get_by_role("button", name="Maak de werkboeken", exact=True).click()
    expect(page.locator('form[data-taak="genereer"] > .fout')).to_have_text(texts.LOST)


def test_what_is_filled_in_wrongly_stays_and_says_so(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    tab(page, "Stand")
    page.get_by_label("Reden").fill("ziek")
    page.get_by_role("button", name="Geef uitstel").click()
    fault = page.locator('form[data-taak="uitstel"] .fout')
    expect(fault).to_have_text(
        "'Organisatie' is leeg; kies iets uit de lijst. 'Laatste dag' is leeg; vul een dag in, "
        "zoals 29-05-2026."
    )
    expect(page.get_by_label("Reden")).to_have_value("ziek")


def test_what_was_wrong_goes_as_soon_as_it_is_put_right(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    tab(page, "Inlezen")
    page.get_by_role("button", name="Lees in").click()
    fault = page.locator('form[data-taak="importeer"] > .fout')
    expect(fault).to_have_text(texts.GIVE_FILES)
    drop(page, DROP, [("Heiloo.xlsx", b"1")])
    expect(fault).to_be_hidden()


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_what_is_started_comes_into_view_and_has_the_focus(
    browser: Browser, screen: Screen, size: str
) -> None:
    page = looking(browser, screen, SCREENS[size])
    for _ in range(3):  # the panel is long already
        does(page, "Stand", "Toon wat er nieuw is", "Wat er nieuw is")
    does(page, "Vergelijken en delen", "Bekijk wat er wordt vastgelegd", "De stand vaststellen",
         "mislukt")  # fmt: skip
    heading = page.locator(".werk h3").first
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    # What came of it takes the place of the progress, and the focus stays where it was.
    with FileLock(screen.folder / "output" / ".dataset.slot"):
        tab(page, "Stand")
        page.locator("#veld-uitstel-organisatie").select_option(label="Heiloo")
        page.get_by_label("Laatste dag").fill("2026-06-12")
        page.get_by_role("button", name="Geef uitstel").click()
        expect(heading).to_contain_text("bezig", timeout=20_000)
        expect(heading).to_be_focused()
    expect(heading).to_contain_text("Uitstel geven: klaar", timeout=20_000)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_what_began_the_round_comes_into_view(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "leeg") as screen:
        page = looking(browser, screen, SCREENS["phone"])
        page.get_by_label("Meting").fill("2027")
        page.get_by_label("Deadline").fill("2027-05-28")
        page.get_by_role("button", name="Begin de ronde").click()
        expect(page.get_by_role("tab", name="Inlezen")).to_be_visible(timeout=20_000)
        heading = page.locator(".werk h3")
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()


def test_the_folder_is_called_by_its_name_and_says_where_it_is(
    browser: Browser, screen: Screen
) -> None:
    page = looking(browser, screen)
    place = page.locator("#plek")
    expect(place.locator("summary")).to_have_text(f"{texts.FOLDER}: {screen.folder.name}")
    assert str(screen.folder.parent) not in page.inner_text("body")
    place.locator("summary").click()
    assert str(screen.folder) in place.inner_text()


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_long_name_is_to_be_read_whole(browser: Browser, screen: Screen, size: str) -> None:
    """Of a file, on all places where it stands: what is cut has more in it than is shown."""
    name = "Gemeente_Noordwest-Veenkoloniën_" + "antwoorden_norm_weerbare_overheid_" * 2 + ".xlsx"
    page = looking(browser, screen, SCREENS[size])
    tab(page, "Inlezen")
    drop(page, DROP, [(name, b"1"), *((f"{number}{name}", b"2") for number in range(6))])
    assert wide_in(page) == []
    page.locator(DROP).get_by_text(texts.ALL_PICKED).click()
    expect(page.locator(f"{DROP} .alle li")).to_have_text(
        [name, *(f"{number}{name}" for number in range(6))]
    )
    assert wide_in(page) == []
    does(page, "Inlezen", "Lees in", "Inlezen", "bezwaar")
    expect(page.locator("#ingelezen")).to_contain_text(name)
    for key, called in texts.TABS.items():
        tab(page, called)
        page.wait_for_timeout(300)
        for summary in page.locator(f"#deel-{key} details:not([open]) > summary").all():
            if summary.is_visible():
                summary.click()
        assert wide_in(page) == [], key


def wide_in(page: Page) -> list[str]:
    """What sticks out of its own box, or of the window."""
    found: list[str] = page.evaluate(
        """() => Array.from(document.querySelectorAll('main *, aside *, header *'))
            .filter((item) => item.checkVisibility())
            .filter((item) => !item.closest('.onzichtbaar, #tabs, select'))
            .filter((item) => getComputedStyle(item).display !== 'inline')
            .filter((item) => !item.matches('.schuif') || item.closest('#deel-inlezen'))
            .filter((item) => item.scrollWidth > item.clientWidth + 1
              || item.getBoundingClientRect().right > innerWidth && !item.closest('.schuif'))
            .map((item) => item.outerHTML.slice(0, 200))"""
    )
    return found


# --- everyone, on every screen ------------------------------------------------------------


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, screen: Screen, size: str
) -> None:
    page = looking(browser, screen, SCREENS[size])
    drop(page, DROP, [("foto.jpg", b"\xff\xd8\xff"), ("x.xlsx", b"geen werkboek")])
    tab(page, "Inlezen")
    page.get_by_role("button", name="Lees in").click()
    expect(page.locator(".werk").first.locator("h3")).to_contain_text("kijk even", timeout=20_000)
    for key, name in texts.TABS.items():
        tab(page, name)
        page.wait_for_timeout(300)
        if key == "beslissen":
            page.locator(".beslis summary").first.click()
        found = Axe().run(page)
        assert found.violations_count == 0, (key, found.generate_report())
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, key


def test_by_keyboard_alone(browser: Browser, screen: Screen) -> None:
    page = looking(browser, screen)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.get_by_role("tab", name="Stand", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Werkboeken")).to_be_focused()
    expect(page.locator("#deel-werkboeken")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # unfolds who it is for
    expect(page.locator("#deel-werkboeken .wie").first).to_have_attribute("open", "")
    page.get_by_role("button", name="Maak de werkboeken", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".werk").first.locator("h3")).to_contain_text("klaar", timeout=30_000)
    expect(page.locator("#omgeroepen")).to_contain_text("Werkboeken maken: klaar")


# --- a page elsewhere ---------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A page of somebody else, on another port of this machine: as near as one can come."""
    (tmp_path / "kwaad.html").write_text("<title>kwaad</title>")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/kwaad.html"
    server.shutdown()


ATTACKS = """async (place) => {
    const found = [];
    const asked = async (where, how) => {
      try { found.push(await (await fetch(place + where, how)).text()); } catch { found.push(''); }
    };
    const body = '{"taak": "genereer", "waarden": {}}';
    for (const how of [{}, { credentials: 'include' },
                       { mode: 'no-cors', credentials: 'include' }]) {
      for (const where of ['', 'werk.json', 'deel/stand', 'bestand/ronde.toml']) {
        await asked(where, how);
      }
      for (const where of ['werk', 'stoppen', 'open', 'aanbod']) {
        await asked(where, { ...how, method: 'POST', body });
      }
    }
    const frame = document.createElement('iframe');
    frame.src = place;
    document.body.append(frame);
    await new Promise((done) => setTimeout(done, 500));
    try { found.push(frame.contentDocument.body.innerHTML); } catch { found.push(''); }
    const script = document.createElement('script');
    script.src = place + 'werk.json';
    document.body.append(script);
    return found.join('');
}"""


def test_a_page_elsewhere_can_neither_read_nor_drive_it(
    browser: Browser, screen: Screen, elsewhere: str
) -> None:
    """In the same browser, which was let in, and with the address known."""
    page = looking(browser, screen)
    evil = page.context.new_page()
    evil.goto(elsewhere)
    got = str(evil.evaluate(ATTACKS, f"{screen.origin}{screen.path}"))
    assert got == ""
    # A form is sent without asking first.
    evil.evaluate(
        """(place) => {
            const form = document.createElement('form');
            Object.assign(form, { method: 'post', action: place, enctype: 'text/plain' });
            const field = document.createElement('input');
            Object.assign(field, { name: '{"taak":"genereer","waarden":{},"x":"', value: '"}' });
            form.append(field);
            document.body.append(form);
            form.submit();
        }""",
        f"{screen.origin}{screen.path}werk",
    )
    evil.wait_for_url("**/werk")
    assert texts.REFUSED in evil.inner_text("body")
    assert evil.context.cookies(elsewhere) == []
    expect(page.locator("#zijde")).to_contain_text(texts.NO_WORK)
    assert not (screen.folder / "output" / "werkboeken").exists()
    assert screen.process.poll() is None


def test_a_name_that_points_to_this_machine_is_no_way_in(browser: Browser, screen: Screen) -> None:
    """DNS rebinding: the page of somebody else is, to the browser, of the same origin."""
    looking(browser, screen)
    context = browser.browser_type.launch(
        executable_path=_chromium(),
        args=["--no-sandbox", "--host-resolver-rules=MAP kwaad.example 127.0.0.1"],
    )
    try:
        page = context.new_page()
        answer = page.goto(f"http://kwaad.example:{screen.port}{screen.path}")
        assert answer
        assert answer.status == 403
        got = page.evaluate("(where) => fetch(where).then((one) => one.status)",
                            f"{screen.path}werk.json")  # fmt: skip
        assert got == 403
    finally:
        context.close()


def _chromium() -> str:
    from tests.browsing import CHROMIUM

    assert CHROMIUM
    return CHROMIUM


def test_a_comparison_that_is_looked_at_cannot_ask_anything(
    browser: Browser, screen: Screen
) -> None:
    """Even if somebody got a script of his own into it."""
    path = screen.folder / "output" / "vergelijking" / "x.html"
    path.parent.mkdir()
    path.write_text(
        "<p id=uit>niets</p><script>"
        "fetch('../../werk.json').then((a) => a.text(), (e) => 'geweigerd')"
        ".then((t) => { document.getElementById('uit').textContent = t + document.cookie; })"
        ".catch(() => { document.getElementById('uit').textContent = 'geweigerd'; });"
        "</script>"
    )
    page = looking(browser, screen)
    page.goto(f"{screen.origin}{screen.path}bestand/vergelijking/x.html?bekijk")
    expect(page.locator("#uit")).to_have_text("geweigerd")
