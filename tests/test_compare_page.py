"""The comparison as a web page, in a real browser."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer import write_html
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.errors import StorageError
from tests import datasets as make

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
needs_browser = pytest.mark.skipif(
    BROWSER is None and not os.environ.get("NHNORM_TEST_ALLES"), reason="chromium is absent"
)
EVIL = '</script><script>document.title="GEHACKT"</script><img src=x onerror=alert(1)>'
TRIO = tuple(make.gemeente(name) for name in ("Aa", "Bb", "Cc"))
GRID = """
| norm | Aa | Bb | Cc |
| 1.1  | v  | d  | n  |
| 1.2  | v  | x  | .  |
| 2.1  | n  | n  | v  |
"""


def written(dataset: Dataset, folder: Path) -> Path:
    path = folder / "vergelijking.html"
    write_html(tables_for_riec(dataset, TRIO, "RIEC Test", today=make.TODAY), path)
    return path


def grid(onderbouwing: str = "") -> Dataset:
    return make.assemble(
        make.answer("2026", name, norm, status, onderbouwing=onderbouwing)
        for (norm, name), status in make.grid(GRID).items()
    )


def browser(path: Path) -> list[str]:
    assert BROWSER, "install chromium"
    profile = path.parent / "profiel"
    return [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]


def in_browser(path: Path, script: str) -> list[str]:
    """What the script leaves behind with `say(text)` after the page has loaded."""
    test = path.with_name("test.html")
    say = "<script>function say(t){var p=document.createElement('pre');p.className='said';"
    say += "p.textContent=t;document.body.appendChild(p);}"
    content = path.read_text(encoding="utf-8")
    test.write_text(
        content.replace("</body>", f"{say}\n{script}</script></body>"), encoding="utf-8"
    )
    result = subprocess.run(
        [*browser(path), "--virtual-time-budget=2000", "--dump-dom", test.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return re.findall('<pre class="said">(.*?)</pre>', result.stdout, re.DOTALL)


def test_the_page_needs_nothing_from_outside(tmp_path: Path) -> None:
    content = written(grid(), tmp_path).read_text(encoding="utf-8")
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:|//)", content)
    assert "@import" not in content
    assert "url(" not in content
    assert "default-src 'none'" in content


def test_every_cell_says_in_words_what_its_colour_means(tmp_path: Path) -> None:
    content = written(grid(), tmp_path).read_text(encoding="utf-8")
    labels = re.findall('aria-label="([^"]*)"', content)
    assert len(labels) == 9
    assert "Norm 1.1, Bb: Voldoet deels" in labels
    assert "Norm 1.2, Cc: Nog niet ingevuld" in labels
    assert content.count('scope="row"') == 5
    assert '<html lang="nl">' in content


def test_no_answers_gives_a_clear_page(tmp_path: Path) -> None:
    content = written(make.assemble([]), tmp_path).read_text(encoding="utf-8")
    assert "nog geen antwoorden" in content
    assert "<table" not in content


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "vergelijking.html").mkdir()
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        written(grid(), tmp_path)


@needs_browser
def test_filters_hide_norms_and_dim_cells(tmp_path: Path) -> None:
    script = """
    function shown() {
      return Array.from(document.querySelectorAll('tbody tr:not([hidden])'))
        .map(function (row) { return row.dataset.norm || 'T' + row.dataset.thema; }).join(' ');
    }
    function set(id, value) {
      var field = document.getElementById(id);
      field.value = value;
      field.dispatchEvent(new Event('change'));
    }
    say(shown());
    set('thema', '2'); say(shown());
    set('thema', ''); set('status', 'niet'); say(shown());
    say(String(document.querySelectorAll('tr:not([hidden]) button:not(.dim)').length));
    set('status', 'open'); say(shown());
    say(document.getElementById('aantal').textContent);
    """
    assert in_browser(written(grid(), tmp_path), script) == [
        "T1 1.1 1.2 T2 2.1",
        "T2 2.1",
        "T1 1.1 T2 2.1",
        "3",
        "T1 1.2",
        "1 van de 3 normen getoond.",
    ]


@needs_browser
def test_keys_move_through_the_cells_and_open_the_answer(tmp_path: Path) -> None:
    script = """
    function press(key) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: key, bubbles: true}));
    }
    document.querySelector('tbody button').focus();
    press('ArrowRight'); press('ArrowDown');
    say(document.activeElement.getAttribute('aria-label'));
    press('ArrowUp'); press('ArrowUp'); press('ArrowLeft'); press('ArrowLeft');
    say(document.activeElement.getAttribute('aria-label'));
    say(String(document.querySelectorAll('tbody button[tabindex="0"]').length));
    document.activeElement.click();
    say(String(document.getElementById('detail').hidden));
    say(document.querySelector('#detail h2').textContent);
    """
    assert in_browser(written(grid(), tmp_path), script) == [
        "Norm 1.2, Bb: Niet van toepassing",
        "Norm 1.1, Aa: Voldoet",
        "1",
        "false",
        "Norm 1.1, Aa",
    ]


@needs_browser
def test_text_from_gemeenten_is_shown_and_never_run(tmp_path: Path) -> None:
    script = """
    document.querySelector('tbody button').click();
    say(document.title);
    say(String(document.querySelectorAll('#detail img').length));
    say(String(document.querySelector('#detail').textContent.indexOf('onerror') > 0));
    """
    title, images, visible = in_browser(written(grid(onderbouwing=EVIL), tmp_path), script)
    assert "GEHACKT" not in title
    assert (images, visible) == ("0", "true")


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
    text: str, tmp_path: Path
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
    write_html(tables, path)
    script = """
    document.querySelector('tbody button').click();
    function texts(where) {
      return Array.from(document.querySelectorAll(where)).map(function (item) {
        return item.textContent.trim();
      });
    }
    say(JSON.stringify({
      title: document.title,
      active: document.querySelectorAll('main script, main style, img, svg').length,
      handlers: document.querySelectorAll('[onmouseover], [onload], [onerror]').length,
      seen: getComputedStyle(document.body).display,
      names: texts('thead .name'),
      norm: texts('tr[data-norm] th'),
      thema: texts('tr.thema th'),
      kop: texts('tr.kop th'),
      answer: texts('#detail dd'),
      head: texts('#detail h2'),
    }));
    """
    (said,) = in_browser(path, script)
    shown = json.loads(html.unescape(said))
    assert "GEHACKT" not in shown["title"]
    # The one script inside is the data.
    assert (shown["active"], shown["handlers"], shown["seen"]) == (1, 0, "block")
    assert shown["names"] == [f"{name} {text}" for name in ("Aa", "Bb", "Cc")]
    assert shown["norm"] == [f"1.1 {text}"]
    assert (shown["thema"], shown["kop"]) == ([f"1. {text} (1 norm)"], [text])
    assert shown["answer"] == [text, "Voldoet deels", text, text]
    assert shown["head"] == [f"Norm 1.1, Aa {text}"]


@needs_browser
def test_the_page_prints_in_full(tmp_path: Path) -> None:
    path = written(grid(), tmp_path)
    pdf = tmp_path / "vergelijking.pdf"
    subprocess.run(
        [*browser(path), f"--print-to-pdf={pdf}", path.as_uri()],
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert pdf.read_bytes().startswith(b"%PDF")
