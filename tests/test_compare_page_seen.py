"""What the reader of the web page sees: on a phone, on paper, and in the chosen order."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nhnorm_xlsx.compare.writer.page.content import css_text
from nhnorm_xlsx.compare.writer.showing import ALL_KEYS, status_label
from nhnorm_xlsx.contract.statuses import DEELS, NIET, VOLDOET
from nhnorm_xlsx.style import STATUS_STYLE
from tests import datasets as make
from tests.browsing import needs_browser, opened, started
from tests.pages import TRIO, grid, region, written
from tests.test_compare_page import TABS, rows_of, texts

WIDE_OF = "e => [e.scrollWidth - e.clientWidth, e.getBoundingClientRect().right]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from started()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a whole region."""
    return region(tmp_path_factory.mktemp("gezien"))


# --- what it says -------------------------------------------------------------------------


@needs_browser
def test_the_map_explains_the_tile_of_who_did_not_answer(browser: Browser, tmp_path: Path) -> None:
    only = make.assemble([make.answer("2026", "Aa", "1.1", "voldoet")])
    page = opened(browser, written(only, tmp_path), "tab=kaart")
    assert "geen antwoord" in texts(page, "#deel-kaart .legenda li")
    dashed = "e => getComputedStyle(e).borderTopStyle"
    silent = page.locator("#deel-kaart .legenda li", has_text="geen antwoord").locator("span")
    assert silent.evaluate(dashed) == page.locator("#kaart .stil").evaluate(dashed) == "dashed"
    everyone = opened(browser, written(grid(), tmp_path), "tab=kaart")
    assert "geen antwoord" not in texts(everyone, "#deel-kaart .legenda li")


@needs_browser
@pytest.mark.parametrize("tab", ["knelpunten", "uitwisseling"])
def test_the_order_is_said_as_it_is_chosen(tab: str, browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), f"tab={tab}")
    orders = {
        "": "de zwakste norm bovenaan",
        "laag": "de norm met het laagste aandeel bovenaan",
        "hoog": "de norm met het hoogste aandeel bovenaan",
    }
    for order, said in orders.items():
        page.select_option("#volgorde", order)
        notes = texts(page, f"#deel-{tab} p.muted:visible")
        assert [other for other in orders.values() if other in " ".join(notes)] == [said]


@needs_browser
def test_a_search_without_hits_is_counted_as_nothing(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=ieder&namen=Cc&zoek=nergens")
    assert texts(page, "#aantal") == ["0 antwoorden, van 1 van de 3 gemeenten"]
    page.fill("#zoek", "norm 1.")
    expect(page.locator("#aantal")).to_have_text("2 antwoorden, van 1 van de 3 gemeenten")
    assert len(rows_of(page, ".profiel .lijst")) == 2
    page.get_by_role("button", name="Toon alle gemeenten").click()
    assert texts(page, "#aantal") == ["3 van de 3 gemeenten"]


@needs_browser
def test_bars_have_their_parts_in_the_order_of_the_legend(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=grafieken")
    legend = texts(page, "#deel-grafieken .legenda")[0]
    places = [legend.index(status_label(key)) for key in ALL_KEYS]
    assert places == sorted(places)
    first = page.locator("#deel-grafieken svg.breed").first
    bars = first.locator("rect").evaluate_all(
        "all => all.map((e) => [e.getAttribute('fill'), Number(e.getAttribute('x'))])"
    )
    fills = [fill for fill, _ in bars[:3]]
    assert fills == [STATUS_STYLE[status.key].fill for status in (VOLDOET, DEELS, NIET)]
    assert [x for _, x in bars[:3]] == sorted(x for _, x in bars[:3])
    heads = texts(page, "#deel-grafieken .cijfers thead")[0]
    assert heads.index("Voldoet deels") < heads.index("Voldoet niet")
    page.get_by_role("tab", name="Knelpunten").click()
    heads = texts(page, "#lijst-knelpunten thead")[0].replace("\n", " ")
    assert heads.index("Voldoet deels") < heads.index("Voldoet niet")
    # 2.1: two of three do not comply at all, and none in part.
    assert rows_of(page, "#lijst-knelpunten")[0][2:5] == ["2", "0", "2"]


@needs_browser
def test_an_answer_stands_beside_that_of_the_previous_meting(
    browser: Browser, tmp_path: Path
) -> None:
    rows = [
        make.answer("2025", "Aa", "1.1", "niet"),
        make.answer("2025", "Aa", "1.2", "nvt"),
        make.answer("2026", "Aa", "1.1", "deels"),
        make.answer("2026", "Aa", "1.2", "voldoet"),
        make.answer("2026", "Bb", "1.1", "voldoet"),
    ]
    page = opened(browser, written(make.assemble(rows), tmp_path), "antwoord=1.1,Aa")

    def said() -> dict[str, str]:
        names = texts(page, "#antwoord dt")
        return dict(zip(names, texts(page, "#antwoord dd"), strict=True))

    assert said()["Status"] == "◐ Voldoet deels"
    assert said()["Status in meting 2025"] == "✗ Voldoet niet"
    # Also what does not count, and nothing for who was not there.
    page.evaluate("globalThis.vergelijking.openAnswer({ norm: '1.2', place: 0 })")
    assert said()["Status in meting 2025"] == "– Niet van toepassing"
    page.evaluate("globalThis.vergelijking.openAnswer({ norm: '1.1', place: 1 })")
    assert "Status in meting 2025" not in said()


@needs_browser
def test_a_norm_that_had_another_number_says_which(browser: Browser, tmp_path: Path) -> None:
    rows = [
        make.answer("2025", "Aa", "1.1", "niet", editie="2025"),
        make.answer("2026", "Aa", "1.2", "deels", editie="2026"),
    ]
    normen = [
        make.norm_row("1.1", "2025"),
        make.norm_row("1.2", "2026", vervangt="1.1"),
    ]
    page = opened(browser, written(make.assemble(rows, normen), tmp_path), "antwoord=1.2,Aa")
    assert "Status in meting 2025 (toen norm 1.1)" in texts(page, "#antwoord dt")


@needs_browser
def test_the_share_stays_in_view_when_an_answer_is_opened(browser: Browser, large: Path) -> None:
    page = opened(browser, large, "antwoord=2.2,Gemeente+029")
    assert page.locator("#schuif").evaluate("e => e.scrollLeft") > 0
    expect(page.locator("#matrix td.open")).to_be_in_viewport()
    norm = page.locator('#matrix tr[data-norm="2.2"] th').bounding_box()
    share = page.locator('#matrix tr[data-norm="2.2"] .aandeel').bounding_box()
    cell = page.locator("#matrix td.open").bounding_box()
    assert norm
    assert share
    assert cell
    assert norm["x"] + norm["width"] == pytest.approx(share["x"], abs=1)
    assert share["x"] + share["width"] <= cell["x"]


# --- on a phone ---------------------------------------------------------------------------


@needs_browser
def test_a_name_on_a_tile_is_broken_between_words_only(browser: Browser, tmp_path: Path) -> None:
    people = [
        replace(TRIO[0], name="Haarlemmermeer"),
        replace(TRIO[1], name="Hollands Kroon"),
        replace(TRIO[2], name="Drechterland"),
    ]
    tiles = {item.code: (1, at) for item, at in zip(people, (1, 4, 7), strict=True)}
    page = opened(browser, written(grid(), tmp_path, people, tiles), "tab=kaart", "phone")
    lines = """all => all.map((e) => {
      const range = document.createRange();
      range.selectNodeContents(e);
      const tops = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      return [e.textContent.trim(), tops.size, e.scrollWidth <= e.clientWidth];
    })"""
    told = page.locator("#kaart .tegel span").evaluate_all(lines)
    for name, count, whole in told:
        assert count <= len(name.split()), name
        assert whole, name


@needs_browser
@pytest.mark.parametrize("tab", TABS)
def test_what_does_not_fit_on_a_phone_says_so(tab: str, browser: Browser, large: Path) -> None:
    page = opened(browser, large, f"tab={tab}", "phone")
    boxes = page.locator(f"#deel-{tab} .opzij")
    for box in boxes.all():
        over, right = box.evaluate(WIDE_OF)
        assert right <= 390
        said = box.locator("xpath=preceding-sibling::p[1]")
        assert said.inner_text() == "Rechts staat nog meer: schuif opzij." if over > 1 else True
        assert box.evaluate("e => e.classList.contains('breder')") == (over > 1)
        box.evaluate("e => { e.scrollLeft = e.scrollWidth; }")
        page.wait_for_timeout(100)
        assert not box.evaluate("e => e.classList.contains('breder')")
    tables = page.locator(f"#deel-{tab} .lijst")
    assert tables.count() == page.locator(f"#deel-{tab} .opzij .lijst").count()


@needs_browser
def test_the_legend_is_below_the_matrix_on_a_phone(browser: Browser, large: Path) -> None:
    page = opened(browser, large, "", "phone")
    matrix, legend = (
        page.locator(where).bounding_box() for where in ("#schuif", "#deel-matrix .legenda")
    )
    assert matrix
    assert legend
    assert matrix["y"] + matrix["height"] <= legend["y"]


@needs_browser
def test_the_answer_does_not_lie_over_its_cell_on_a_phone(browser: Browser, large: Path) -> None:
    page = opened(browser, large, "", "phone")
    page.locator('#matrix tr[data-norm="2.3"] td[data-g="2"]').click()
    page.wait_for_timeout(300)
    cell, answer = (page.locator(where).bounding_box() for where in ("td.open", "#antwoord"))
    assert cell
    assert answer
    assert cell["y"] + cell["height"] <= answer["y"]


@needs_browser
def test_a_list_that_fits_says_nothing_of_more(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path), "tab=ieder")
    assert page.locator(".opzij-zin:visible").count() == 0


@needs_browser
def test_a_chart_fits_on_a_phone_and_can_be_read(browser: Browser, large: Path) -> None:
    page = opened(browser, large, "tab=grafieken", "phone")
    charts = page.locator("#deel-grafieken svg[role=img]:visible")
    assert charts.count() == 3
    for chart in charts.all():
        box = chart.bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 390
        heights = chart.locator("text").evaluate_all(
            "all => all.map((e) => e.getBoundingClientRect().height)"
        )
        assert min(heights) > 11


# --- on paper -----------------------------------------------------------------------------


@needs_browser
@pytest.mark.parametrize("tab", ["kaart", "ieder", "matrix"])
def test_paper_tells_nobody_to_click(tab: str, browser: Browser, large: Path) -> None:
    page = opened(browser, large, f"tab={tab}")
    page.emulate_media(media="print")
    seen = page.locator(f"#deel-{tab}").inner_text()
    assert "Klik" not in seen
    assert "Kies hierboven" not in seen


@needs_browser
def test_paper_names_what_the_size_is_of(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    page.select_option("#grootte", "20.000 tot 50.000")
    page.emulate_media(media="print")
    assert texts(page, "#gekozen") == ["Gekozen: gemeenten met 20.000 tot 50.000 inwoners"]


@needs_browser
def test_what_has_the_focus_is_not_marked_on_paper(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    page.locator('#matrix td[tabindex="0"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.emulate_media(media="print")
    for where in ("#matrix td.open", ":focus"):
        looks = page.locator(where).evaluate_all(
            "all => all.map((e) => getComputedStyle(e)).map((s) => [s.outlineStyle, s.boxShadow])"
        )
        assert set(map(tuple, looks)) <= {("none", "none")}, where


def pages_of(page: Page, folder: Path) -> list[str]:
    """The words on every sheet of paper."""
    path = folder / "papier.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return read.stdout.rstrip("\f").split("\f")


@needs_browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is absent")
@pytest.mark.parametrize("tab", ["matrix", "knelpunten", "ieder&namen=Gemeente+001,Gemeente+002"])
def test_every_sheet_of_paper_says_for_whom_it_is(
    tab: str, browser: Browser, large: Path, tmp_path: Path
) -> None:
    sheets = pages_of(opened(browser, large, f"tab={tab}"), tmp_path)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        last = sheet.strip().splitlines()[-1]
        assert "Vertrouwelijk: alleen voor RIEC Test" in last
        assert last.replace(" ", "").endswith(f"{number}/{len(sheets)}")


def test_no_name_can_end_the_words_at_the_foot_of_a_sheet() -> None:
    assert css_text('R"} </style>é') == r"R\22 \7d  \3c \2f style\3e \e9 "
