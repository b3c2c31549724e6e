"""The tabs of the web page: an answer, the lists, the map, taking a table along, and paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer.riec.exchange import exchange_rows
from tests import datasets as make
from tests.browsing import SCREENS, hash_of, needs_browser, opened, started
from tests.pages import TRIO, grid, region, written
from tests.test_compare_page import TABS, norms, rows_of, texts


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from started()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("regio")


@pytest.fixture(scope="module")
def large(folder: Path) -> Path:
    """The page of a whole region."""
    return region(folder)


def focused(page: Page) -> str:
    return str(
        page.evaluate("const e = document.activeElement; e.getAttribute('aria-label') || e.id")
    )


# --- an answer beside the matrix ----------------------------------------------------------


@needs_browser
def test_keys_move_through_the_cells_and_open_and_close_the_answer(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, written(grid(), tmp_path))
    page.locator('#matrix td[tabindex="0"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Niet van toepassing"
    for _ in range(3):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowLeft")
    assert focused(page) == "Voldoet"
    page.keyboard.press("End")
    assert focused(page) == "Voldoet niet"
    assert page.locator('#matrix td[tabindex="0"]').count() == 1
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert texts(page, "#antwoord-titel") == ["Norm 1.1, Cc"]
    assert focused(page) == "antwoord-tekst"
    page.keyboard.press("Escape")
    assert page.locator("#antwoord").is_hidden()
    assert focused(page) == "Voldoet niet"


@needs_browser
def test_an_answer_opens_beside_and_goes_on_to_the_next(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid("Zie het beleid"), tmp_path))
    page.locator("#matrix td[data-g]").nth(1).click()
    assert texts(page, "#antwoord dd")[:4] == [
        "Wij doen wat norm 1.1 vraagt.", "◐ Voldoet deels", "◐ Voldoet deels", "Zie het beleid",
    ]  # fmt: skip
    matrix, panel = (page.locator(where).bounding_box() for where in ("#schuif", "#antwoord"))
    assert matrix
    assert panel
    assert panel["x"] >= matrix["x"] + matrix["width"]
    for title in ("Norm 1.1, Cc", "Norm 1.2, Aa"):
        page.get_by_role("button", name="Volgende").click()
        assert texts(page, "#antwoord-titel") == [title]
    assert page.locator("#matrix td.open").get_attribute("data-g") == "0"
    page.get_by_role("button", name="Vorige").click()
    assert texts(page, "#antwoord-titel") == ["Norm 1.1, Cc"]
    # Next is the next of what is shown.
    page.select_option("#status", "niet")
    page.select_option("#thema", "2")
    page.locator("#matrix td[data-g]").last.click()
    assert page.locator("#volgende").is_disabled()


@needs_browser
def test_an_answer_far_to_the_right_is_found(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, region(tmp_path, 130), "antwoord=3.2,Gemeente+120")
    assert texts(page, "#antwoord-titel") == ["Norm 3.2, Gemeente 120"]
    expect(page.locator("#matrix td.open")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    expect(page.locator('#matrix tr[data-norm="3.2"] td[data-g="0"]')).to_be_focused()


@needs_browser
def test_what_has_the_focus_is_never_under_the_headings(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, region(tmp_path, 60))
    page.locator('#matrix td[tabindex="0"]').focus()
    page.keyboard.press("End")
    corner = page.locator("#matrix thead th").first.bounding_box()
    assert corner
    for key, times in (("ArrowDown", 40), ("ArrowLeft", 50), ("ArrowUp", 30)):
        for _ in range(times):
            page.keyboard.press(key)
        cell = page.locator("#matrix td:focus").bounding_box()
        assert cell
        assert cell["x"] >= corner["x"] + corner["width"]
        assert cell["y"] >= corner["y"] + corner["height"]


# --- lists --------------------------------------------------------------------------------


@needs_browser
def test_bottlenecks_lead_to_their_norm(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=knelpunten")
    rows = rows_of(page, "#lijst-knelpunten")
    assert [(row[0], row[2], row[5]) for row in rows] == [("2.1", "2", "33%"), ("1.1", "2", "33%")]
    page.select_option("#thema", "1")
    assert [row[0] for row in rows_of(page, "#lijst-knelpunten")] == ["1.1"]
    page.get_by_role("button", name="1.1").click()
    assert page.locator("#deel-matrix").is_visible()
    assert norms(page) == ["1.1", "1.2", "2.1"]


@needs_browser
def test_who_can_help_whom_with_the_weakest_norm_first(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=uitwisseling")
    rows = rows_of(page, "#lijst-uitwisseling")
    assert [(row[0], *row[2:]) for row in rows] == [
        ("2.1", "Aa, Bb", "Cc", ""),
        ("1.1", "Cc", "Aa, Bb", ""),
        ("1.2", "", "Aa, Bb, Cc", ""),
    ]
    assert texts(page, "#lijst-uitwisseling strong") == []
    # Who is chosen sees with whom: the others stay, and the chosen one stands out.
    page.evaluate("globalThis.vergelijking.choose({ namen: ['Cc'] })")
    assert rows_of(page, "#lijst-uitwisseling") == rows
    assert texts(page, "#lijst-uitwisseling strong") == ["Cc", "Cc", "Cc"]


@needs_browser
def test_an_exchange_that_the_chosen_one_has_no_part_in_is_not_shown(
    browser: Browser, tmp_path: Path
) -> None:
    def answer(who: str, norm: str, status: str, hulp: str = "") -> dict[str, object]:
        return make.answer("2026", who, norm, status, uitwisseling=hulp)

    dataset = make.assemble(
        [
            answer("Aa", "1.1", "niet", "Hulp gewenst"),
            answer("Bb", "1.1", "voldoet", "Kan anderen helpen"),
            answer("Cc", "1.1", "voldoet"),
            answer("Bb", "1.2", "voldoet", "Kan anderen helpen"),
            answer("Aa", "1.2", "voldoet"),
        ]
    )
    page = opened(browser, written(dataset, tmp_path), "tab=uitwisseling")
    assert [row[0] for row in rows_of(page, "#lijst-uitwisseling")] == ["1.1", "1.2"]
    page.evaluate("globalThis.vergelijking.choose({ namen: ['Aa'] })")
    assert [row[0] for row in rows_of(page, "#lijst-uitwisseling")] == ["1.1"]
    assert "Bb" in rows_of(page, "#lijst-uitwisseling")[0][3]


@needs_browser
def test_who_may_not_be_named_is_called_so_wherever_its_offer_stands(
    browser: Browser, tmp_path: Path
) -> None:
    dataset = make.assemble(
        [
            make.answer("2026", "Aa", "1.1", "niet", uitwisseling="Hulp gewenst"),
            make.answer("2026", "Bb", "1.1", "voldoet", uitwisseling="Kan anderen helpen"),
            make.answer(
                "2026", "Cc", "1.1", "voldoet", uitwisseling="Kan anderen helpen", noemen=""
            ),
        ]
    )
    page = opened(browser, written(dataset, tmp_path), "tab=uitwisseling")
    assert rows_of(page, "#lijst-uitwisseling")[0][3] == "Bb, Cc (niet noemen)"
    assert "noem haar niet zonder het te vragen" in texts(page, "#deel-uitwisseling p.muted")[0]
    page.evaluate("globalThis.vergelijking.choose({ tab: 'ieder', namen: ['Bb', 'Cc'] })")
    said = texts(page, "#profielen p")
    assert "Kan anderen helpen met norm 1.1." in said
    assert "Bood hulp aan bij norm 1.1, en is daarbij niet te noemen." in said
    tables = tables_for_riec(dataset, TRIO, "RIEC Test", today=make.TODAY)
    assert list(exchange_rows(tables)["biedt"]) == ["Bb en Cc (niet noemen)"]


@needs_browser
def test_the_page_says_for_whom_it_is_and_of_whom_the_share_is(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, written(grid(), tmp_path))
    assert texts(page, "#kop .vertrouwelijk") == ["Vertrouwelijk: alleen voor RIEC Test."]
    assert texts(page, "#matrix thead th.aandeel") == ["Voldoet (allen)"]


@needs_browser
def test_the_page_and_the_workbook_begin_with_the_same_norms(
    browser: Browser, tmp_path: Path
) -> None:
    tables = tables_for_riec(grid(), TRIO, "RIEC Test", today=make.TODAY)
    page = opened(browser, written(grid(), tmp_path), "tab=uitwisseling")
    shown = [row[0] for row in rows_of(page, "#lijst-uitwisseling")]
    assert shown == list(exchange_rows(tables)["norm"])
    weak = list(tables["knelpunten"]["norm"])
    assert shown[: len(weak)] == weak
    # The list says in which order it stands; the matrix stands in another.
    assert texts(page, "#volgorde option:checked") == ["Zwakste eerst"]
    page.get_by_role("tab", name="Matrix").click()
    assert texts(page, "#volgorde option:checked") == ["Op nummer"]


@needs_browser
def test_actions_are_filtered_and_those_past_are_marked(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=acties")
    rows = rows_of(page, "#lijst-acties")
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in rows] == [
        ("01-03-2026", "Te laat", name, norm, "Beleid maken")
        for name, norm in (("Aa", "2.1"), ("Bb", "1.1"), ("Bb", "2.1"), ("Cc", "1.1"))
    ]
    page.select_option("#status", "deels")
    assert [row[2:4] for row in rows_of(page, "#lijst-acties")] == [["Bb", "1.1"]]
    assert texts(page, "#aantal") == ["1 van de 4 acties, 1 te laat, 1 getoond"]


@needs_browser
def test_many_actions_come_a_few_hundred_at_a_time(browser: Browser, large: Path) -> None:
    page = opened(browser, large, "tab=acties")
    assert page.locator("#lijst-acties tbody tr").count() == 200
    page.locator("#meer").click()
    assert page.locator("#lijst-acties tbody tr").count() == 400


@needs_browser
def test_a_name_opens_everything_of_that_gemeente(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid("Zie het beleid"), tmp_path))
    page.get_by_role("button", name="Cc *").click()
    assert hash_of(page) == "#tab=ieder&namen=Cc"
    assert texts(page, ".profiel h2") == ["Cc"]
    assert "Nog niet alle normen ingevuld." in texts(page, ".profiel p")
    assert "Vraagt hulp bij norm 1.1." in texts(page, ".profiel p")
    table = rows_of(page, ".profiel .lijst")
    assert [row[0] for row in table] == ["1.1", "1.2", "2.1"]
    assert table[0][2:] == [
        "✗ Voldoet niet", "Zie het beleid", "", "Beleid maken", "01-03-2026", "", "Hulp gewenst",
    ]  # fmt: skip
    page.get_by_role("button", name="Toon alle gemeenten").click()
    shares = rows_of(page, "#lijst-ieder")
    assert shares == [
        ["Aa", "67%", "100%", "0%"], ["Bb", "0%", "0%", "0%"], ["Cc *", "50%", "0%", "100%"],
    ]  # fmt: skip


@needs_browser
def test_a_choice_that_goes_along_to_another_tab_is_plain_to_see(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, written(grid(), tmp_path))
    band = page.locator("#alleen")
    expect(band).to_be_hidden()
    page.get_by_role("button", name="Cc *").click()
    for tab in ("Uitwisseling", "Acties", "Kaart", "Matrix", "Per gemeente"):
        page.get_by_role("tab", name=tab).click()
        expect(band).to_be_in_viewport()
        assert texts(page, "#alleen-wie") == ["U ziet nu alleen Cc"]
    for tab in ("Grafieken", "Knelpunten"):
        page.get_by_role("tab", name=tab).click()
        expect(band).to_be_in_viewport()
        assert texts(page, "#alleen-wie") == [
            "Dit onderdeel gaat over alle gemeenten, niet alleen over Cc"
        ]
    page.get_by_role("tab", name="Acties").click()
    assert {row[2] for row in rows_of(page, "#lijst-acties")} == {"Cc"}
    page.get_by_role("button", name="Toon alle gemeenten").click()
    expect(band).to_be_hidden()
    assert {row[2] for row in rows_of(page, "#lijst-acties")} == {"Aa", "Bb", "Cc"}
    assert hash_of(page) == "#tab=acties"
    page.select_option("#grootte", "20.000 tot 50.000")
    assert texts(page, "#alleen-wie") == [
        "U ziet nu alleen gemeenten met 20.000 tot 50.000 inwoners"
    ]
    assert {row[2] for row in rows_of(page, "#lijst-acties")} == {"Bb", "Cc"}
    page.get_by_role("button", name="Toon alle gemeenten").click()
    assert {row[2] for row in rows_of(page, "#lijst-acties")} == {"Aa", "Bb", "Cc"}


@needs_browser
def test_the_map_has_a_tile_for_each_and_a_list_for_who_has_none(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=kaart")
    assert texts(page, "#kaart .tegel") == ["Aa\n67%", "Bb\n0%"]
    assert texts(page, "#zonder-plek .tegel") == ["Cc *\n50%"]
    first, second = (page.locator("#kaart li").nth(at).bounding_box() for at in (0, 1))
    assert first
    assert second
    assert second["x"] > first["x"]
    assert second["y"] > first["y"]
    page.select_option("#thema", "2")
    assert texts(page, "#kaart .tegel b") == ["0%", "0%"]
    page.get_by_role("button", name="Aa").click()
    assert texts(page, ".profiel h2") == ["Aa"]


@needs_browser
def test_a_tile_of_who_is_not_chosen_tells_nothing(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=kaart&namen=Cc")
    tiles = page.locator("button.tegel, #zonder-plek [data-g]")
    told = {tile.get_attribute("data-code"): tile.locator("b").inner_text() for tile in tiles.all()}
    assert told["Cc"] != ""
    assert {told["Aa"], told["Bb"]} == {""}


@needs_browser
def test_who_did_not_answer_is_on_the_map(browser: Browser, tmp_path: Path) -> None:
    only = make.assemble([make.answer("2026", "Aa", "1.1", "voldoet")])
    page = opened(browser, written(only, tmp_path), "tab=kaart")
    assert texts(page, "#kaart .tegel") == ["Aa\n100%", "Bb\ngeen antwoord"]
    assert page.locator("#kaart button").count() == 1


@needs_browser
def test_the_tab_that_is_chosen_is_in_view_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=kaart", "phone")
    box = page.locator("#tab-kaart").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


# --- taking a table along -----------------------------------------------------------------


@needs_browser
def test_the_table_is_copied_as_it_stands(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "status=niet&namen=Aa,Cc")
    page.locator("#kopieer").click()
    expect(page.locator("#aantal")).to_have_text("Gekopieerd: 2 regels.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert [line.split("\t") for line in copied.splitlines()] == [
        ["Norm", "Wat de norm vraagt", "Voldoet (allen)", "Aa", "Cc"],
        # What is faded is an answer all the same.
        ["1.1", "Wij doen wat norm 1.1 vraagt.", "33%", "Voldoet", "Voldoet niet"],
        ["2.1", "Wij doen wat norm 2.1 vraagt.", "33%", "Voldoet niet", "Voldoet"],
    ]


@needs_browser
def test_a_table_is_saved_and_nothing_in_it_becomes_a_formula(
    browser: Browser, tmp_path: Path
) -> None:
    path = written(grid(actie='=1+1; "x"\nen meer'), tmp_path)
    page = opened(browser, path, "tab=acties&namen=Cc")
    with page.expect_download() as waiting:
        page.locator("#bewaar").click()
    assert waiting.value.suggested_filename == "vergelijking-acties.csv"
    raw = Path(waiting.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, line = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head[:4] == ["Streefdatum", "Te laat?", "Gemeente", "Norm"]
    assert line[2:6] == ["Cc", "1.1", "Voldoet niet", '\'=1+1; "x"\nen meer']


@needs_browser
@pytest.mark.parametrize("tab", ["knelpunten", "uitwisseling", "ieder"])
def test_every_list_can_be_taken_along(tab: str, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), f"tab={tab}")
    table = page.evaluate("tab => globalThis.vergelijking.table[tab]()", tab)
    shown = rows_of(page, f"#lijst-{tab}")
    assert [row[0] for row in table[1:]] == [row[0] for row in shown]
    assert {len(row) for row in table} == {len(shown[0])}


# --- for everyone, on every screen --------------------------------------------------------


@needs_browser
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("tab", [*TABS, "ieder&namen=Gemeente+002", "antwoord=1.2,Gemeente+003"])
def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(
    tab: str, screen: str, browser: Browser, large: Path
) -> None:
    address = tab if "antwoord" in tab else f"tab={tab}"
    page = opened(browser, large, address, screen)
    found = Axe().run(page)
    assert [(item["id"], item["nodes"][0]["html"]) for item in found.response["violations"]] == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
    page.context.close()


@needs_browser
def test_all_actions_come_on_paper(browser: Browser, large: Path) -> None:
    page = opened(browser, large, "tab=acties")
    assert page.locator("#lijst-acties tbody tr").count() == 200
    page.pdf(prefer_css_page_size=True)
    every = page.evaluate("globalThis.vergelijking.data().acties.length")
    assert page.locator("#lijst-acties tbody tr").count() == every > 200


@needs_browser
@pytest.mark.parametrize("tab", TABS)
def test_a_tab_prints_as_it_stands_on_sheets_of_a4(
    tab: str, browser: Browser, large: Path, tmp_path: Path
) -> None:
    page = opened(browser, large, f"tab={tab}&thema=2")
    raw = page.pdf(prefer_css_page_size=True, print_background=True)
    assert raw.startswith(b"%PDF")
    assert b"/MediaBox [0 0 841" in raw
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert page.locator("#tabs").is_hidden()
    assert page.locator(f"#deel-{tab}").is_visible()


@needs_browser
def test_names_that_do_not_fit_on_paper_are_left_out_and_that_is_said(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, region(tmp_path, 50))
    page.emulate_media(media="print")
    assert page.locator("#matrix .naam:visible").count() == 0
    assert page.get_by_text("Kies er met de filters hoogstens 34").is_visible()
    page.select_option("#grootte", "tot 20.000", force=True)
    assert page.locator("#matrix .naam:visible").count() == 13
    assert page.get_by_text("Kies er met de filters hoogstens 34").is_hidden()
