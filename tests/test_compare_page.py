"""The comparison as a web page, in a real browser: what it shows, and what is chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer import write_html
from nhnorm_xlsx.errors import StorageError
from tests import datasets as make
from tests.browsing import hash_of, needs_browser, opened, started
from tests.pages import TRIO, grid, region, written

EVIL = '</script><script>document.title="GEHACKT"</script><img src=x onerror=alert(1)>'
TABS = ("matrix", "grafieken", "knelpunten", "uitwisseling", "acties", "ieder", "kaart")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from started()


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with more gemeenten than fit on a screen or on paper."""
    return region(tmp_path_factory.mktemp("breed"), 130)


def norms(page: Page) -> list[str]:
    """The norms that the matrix shows, from above."""
    rows = page.locator("#matrix tbody tr[data-norm]:visible")
    return [row.get_attribute("data-norm") or "" for row in rows.all()]


def texts(page: Page, where: str) -> list[str]:
    return [text.strip() for text in page.locator(where).all_inner_texts()]


def rows_of(page: Page, where: str) -> list[list[str]]:
    rows = page.locator(f"{where} tbody tr:visible").all()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows]


# --- what is in the file ------------------------------------------------------------------


def test_the_page_needs_nothing_from_outside(tmp_path: Path) -> None:
    content = written(grid(), tmp_path).read_text(encoding="utf-8")
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:|//)", content)
    assert "@import" not in content
    assert "url(" not in content
    assert "default-src 'none'" in content
    assert '<html lang="nl">' in content


def test_ids_are_unique_and_every_chart_says_what_it_shows(tmp_path: Path) -> None:
    content = region(tmp_path, 6).read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]+)"', content)
    assert len(ids) == len(set(ids))
    drawings = re.findall(r'<svg[^>]*role="img".*?</svg>', content, re.DOTALL)
    # Three charts, each for a wide screen and for a phone.
    assert len(drawings) == 2 * 3
    for drawing in drawings:
        assert re.search(r"<title[^>]*>[^<]{10,}</title>", drawing)
        assert re.search(r"<desc[^>]*>[^<]{40,}</desc>", drawing)


def test_no_answers_gives_a_clear_page(tmp_path: Path) -> None:
    content = written(make.assemble([]), tmp_path).read_text(encoding="utf-8")
    assert "nog geen antwoorden" in content
    assert "<table" not in content
    assert "<script" not in content


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "vergelijking.html").mkdir()
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        written(grid(), tmp_path)


# --- the matrix ---------------------------------------------------------------------------


@needs_browser
def test_three_figures_three_sentences_and_eight_norms_are_in_view(
    browser: Browser, tmp_path: Path
) -> None:
    page = opened(browser, region(tmp_path))
    assert page.locator("#cijfers dd").count() == 3
    assert page.locator("#zinnen > ul > li").count() == 3
    assert page.locator("#zinnen details li:visible").count() == 0
    for where in ("#cijfers", "#zinnen > ul"):
        box = page.locator(where).bounding_box()
        assert box
        assert box["y"] + box["height"] < 768
    bottom = page.locator("#schuif").bounding_box()
    assert bottom
    end = bottom["y"] + bottom["height"]
    boxes = [row.bounding_box() for row in page.locator("#matrix tr[data-norm]").all()]
    assert sum(1 for box in boxes if box and box["y"] + box["height"] <= end + 1) >= 8
    # The matrix scrolls; the page itself does not.
    scroll = "e => [e.scrollHeight > e.clientHeight, e.scrollWidth > e.clientWidth]"
    assert page.locator("html").evaluate(scroll) == [False, False]
    assert page.locator("#schuif").evaluate(scroll)[0] is True
    page.locator("#zinnen summary").click()
    assert page.locator("#zinnen details li:visible").count() > 3


@needs_browser
def test_every_cell_says_in_words_what_its_colour_means(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    cells = page.locator("#matrix td[data-g]")
    labels = [cell.get_attribute("aria-label") for cell in cells.all()]
    assert labels == [
        "Voldoet", "Voldoet deels", "Voldoet niet",
        "Voldoet", "Niet van toepassing", "Nog niet ingevuld",
        "Voldoet niet", "Voldoet niet", "Voldoet",
    ]  # fmt: skip
    assert texts(page, "#matrix thead .naam") == ["Aa", "Bb", "Cc *"]
    assert page.get_by_text("* heeft nog niet alle normen ingevuld").first.is_visible()


@needs_browser
def test_headings_stay_in_view_while_the_matrix_scrolls(browser: Browser, wide: Path) -> None:
    page = opened(browser, wide)
    page.locator("#schuif").evaluate("e => e.scrollTo(2500, 600)")
    page.wait_for_timeout(200)
    frame = page.locator("#schuif").bounding_box()
    corner = page.locator("#matrix thead th").first.bounding_box()
    assert frame
    assert corner
    assert (round(corner["x"] - frame["x"]), round(corner["y"] - frame["y"])) == (1, 1)
    in_view = "e => { const b = e.getBoundingClientRect(); return b.left > 500 && b.right < 1360; }"
    names = [item for item in page.locator("#matrix .naam").all() if item.evaluate(in_view)]
    assert len(names) > 20
    assert page.locator("#matrix td[data-g]").count() < 47 * 70


@needs_browser
def test_filters_hide_norms_and_fade_cells(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    assert norms(page) == ["1.1", "1.2", "2.1"]
    page.select_option("#thema", "2")
    assert (norms(page), texts(page, "#matrix .thema th")[-1]) == (["2.1"], "2. Thema 2 (1 norm)")
    page.select_option("#thema", "")
    page.select_option("#status", "niet")
    assert norms(page) == ["1.1", "2.1"]
    assert page.locator("#matrix td[data-g]:not(.uit):visible").count() == 3
    page.select_option("#status", "open")
    assert (norms(page), texts(page, "#aantal")) == (["1.2"], ["1 van de 3 normen"])
    page.get_by_role("button", name="Wissen").click()
    assert norms(page) == ["1.1", "1.2", "2.1"]


@needs_browser
def test_gemeenten_are_chosen_by_name_and_by_size(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    page.locator("#namen summary").click()
    page.get_by_label("Aa", exact=True).check()
    page.get_by_label("Cc", exact=True).check()
    assert texts(page, "#matrix .naam") == ["Aa", "Cc *"]
    assert texts(page, "#namen-gekozen") == ["2 gekozen"]
    page.keyboard.press("Escape")
    assert page.locator("#namen fieldset").is_hidden()
    page.select_option("#grootte", "tot 20.000")
    assert texts(page, "#matrix .naam") == ["Aa"]


@needs_browser
def test_text_is_sought_in_norms_and_in_answers(browser: Browser, tmp_path: Path) -> None:
    rows = [
        make.answer("2026", "Aa", "1.1", "voldoet", onderbouwing="Zie de NACHTWACHT"),
        make.answer("2026", "Bb", "1.1", "voldoet", onderbouwing="iets anders"),
        make.answer("2026", "Aa", "1.2", "voldoet"),
    ]
    normen = [make.norm_row("1.1"), make.norm_row("1.2", norm_tekst="Wij hebben een nachtregister")]
    page = opened(browser, written(make.assemble(rows, normen), tmp_path))
    page.fill("#zoek", "nacht")
    expect(page.locator("#aantal")).to_have_text("2 van de 2 normen")
    page.fill("#zoek", "nachtwacht")
    expect(page.locator("#aantal")).to_have_text("1 van de 2 normen")
    cells = page.locator("#matrix td[data-g]:visible")
    assert [cell.get_attribute("class") for cell in cells.all()] == [None, "uit"]


@needs_browser
def test_norms_are_sorted_by_share_and_back(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    page.select_option("#volgorde", "hoog")
    assert norms(page) == ["1.2", "1.1", "2.1"]
    assert page.locator("#matrix .thema:visible").count() == 0
    page.select_option("#volgorde", "")
    assert norms(page) == ["1.1", "1.2", "2.1"]
    assert page.locator("#matrix .thema:visible").count() == 2


# --- the address --------------------------------------------------------------------------


@needs_browser
def test_what_is_chosen_is_in_the_address_and_comes_back_from_it(
    browser: Browser, tmp_path: Path
) -> None:
    path = written(grid(), tmp_path)
    page = opened(browser, path)
    page.select_option("#status", "niet")
    page.locator("#namen summary").click()
    page.get_by_label("Cc", exact=True).check()
    page.keyboard.press("Escape")
    page.locator("#matrix td[data-g]").first.click()
    chosen = hash_of(page)
    assert chosen == "#status=niet&namen=Cc&antwoord=1.1,Cc"
    again = opened(browser, path, chosen[1:])
    assert norms(again) == ["1.1"]
    assert texts(again, "#matrix .naam") == ["Cc *"]
    assert again.locator("#status").input_value() == "niet"
    assert texts(again, "#antwoord-titel") == ["Norm 1.1, Cc"]
    assert texts(again, "#gekozen") == ["Gekozen: Voldoet niet · Cc"]


@needs_browser
def test_an_address_that_means_nothing_is_ignored(browser: Browser, tmp_path: Path) -> None:
    address = "tab=weg&thema=9&status=x&namen=Zz,Bb&antwoord=9.9,Bb&volgorde=<b>&grootte=1"
    page = opened(browser, written(grid(), tmp_path), address)
    assert norms(page) == ["1.1", "1.2", "2.1"]
    assert texts(page, "#matrix .naam") == ["Bb"]
    assert page.locator("#antwoord").is_hidden()


@needs_browser
def test_back_goes_to_the_tab_before(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, written(grid(), tmp_path))
    page.get_by_role("tab", name="Acties").click()
    page.get_by_role("tab", name="Kaart").click()
    page.go_back()
    assert hash_of(page) == "#tab=acties"
    assert page.locator("#deel-acties").is_visible()
    page.get_by_role("tab", name="Acties").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Per gemeente").get_attribute("aria-selected") == "true"
    assert page.locator("#deel-ieder").is_visible()
    assert [page.locator(f"#deel-{key}").is_visible() for key in TABS].count(True) == 1


# --- text of others -----------------------------------------------------------------------

HOSTILE = (
    EVIL,
    "</style><style>body{display:none}</style>",
    "'\"><svg onload=document.title='GEHACKT'>",
    '" onmouseover="document.title=1" data-x="',
    "{{ 7 * 7 }}{% raw %}",
    "<!--<script>",
    "{norm} {naam} $& $1 ${1}",
    "]]>&lt;b&gt;&quot;",
)


@needs_browser
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_wherever_it_comes_from_and_does_nothing(
    text: str, browser: Browser, tmp_path: Path
) -> None:
    people = tuple(replace(item, name=f"{item.name} {text}") for item in TRIO)
    rows = [
        make.answer("2026", item.code, "1.1", "deels", onderbouwing=text, actie=text)
        | {"thema_titel": text}
        for item in TRIO
    ]
    normen = [make.norm_row("1.1", thema_titel=text, kop=text, norm_tekst=text)]
    path = tmp_path / "vergelijking.html"
    tables = tables_for_riec(make.assemble(rows, normen), people, "RIEC Test", today=make.TODAY)
    write_html(tables, path, {"Aa": (1, 1)})
    page = opened(browser, path)

    def shown(where: str) -> list[str]:
        return [item.strip() for item in page.locator(where).all_text_contents()]

    named = [f"{name} {text}" for name in ("Aa", "Bb", "Cc")]
    assert shown("#matrix .naam") == named
    assert shown("tr[data-norm] th")[0] == f"1.1 {text}"
    assert (shown("tr.thema th"), shown("tr.kop th")) == ([f"1. {text} (1 norm)"], [text])
    page.locator("#matrix td[data-g]").first.click()
    assert shown("#antwoord dd") == [text, "◐ Voldoet deels", text, text]
    assert shown("#antwoord-titel") == [f"Norm 1.1, Aa {text}"]
    for tab in TABS:
        page.evaluate("tab => globalThis.vergelijking.choose({ tab })", tab)
    page.evaluate("globalThis.vergelijking.choose({ tab: 'ieder', namen: ['Bb'] })")
    assert shown(".profiel h2") == [f"Bb {text}"]
    assert sorted(shown("#lijst-acties tbody .tekst")) == [text] * 3
    assert shown("#kaart .tegel span") == [f"Aa {text}"]
    active = "main style, img, [onmouseover], [onload], [onerror], main script:not([type])"
    assert page.locator(active).count() == 0
    assert "GEHACKT" not in page.title()
    assert page.locator("body").is_visible()
