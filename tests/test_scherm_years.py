"""On the page: the next meting, a new editie of the norm, and what is given up or shown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests import rounds
from tests.screens import ROOT, Screen, served

NEW_EDITIE = ROOT / "samples" / "norm_definition-2028-verzonnen.csv"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The page of a round to which Heiloo answered."""
    folder = rounds.begin(tmp_path_factory.mktemp("jaren") / "ronde")
    before = Path.cwd()
    os.chdir(folder)
    book = rounds.came_back("2026-05-01", "Heiloo").read_bytes()
    os.chdir(before)
    with served(folder) as here:
        here.enter()
        here.job("importeer", batch=here.upload([("Heiloo.xlsx", book)]))
        assert "1 bestand" in unescape(here.settled())
        yield here


def said(screen: Screen, work: str) -> str:
    """What stands under Werk of this job, when it is done or asks something."""
    text = unescape(screen.settled())
    return text.split(f'class="werk" data-id="{work}"')[1].split("</li>\n    <li")[0]


def test_a_new_editie_is_checked_and_told(screen: Screen) -> None:
    editie = [("norm_definition_2028.csv", NEW_EDITIE.read_bytes())]
    work = screen.job("norm-controleer", batch=screen.upload(editie))
    assert "2028" in said(screen, work)
    work = screen.job(
        "norm-controleer", batch=screen.upload([("stuk.csv", b"nummer;norm\n1.1;x\n")])
    )
    assert "kolom" in said(screen, work)
    work = screen.job("norm-verschil", {"oud": "2024"}, screen.upload(editie))
    assert ".xlsx" in said(screen, work)


def test_all_that_is_held_about_one_organisation(screen: Screen) -> None:
    work = screen.job("overzicht", {"organisatie": "Heiloo"})
    assert "NHNorm-overzicht-GM0399-Heiloo.xlsx" in said(screen, work)
    assert "Alles over één organisatie" in unescape(screen.ask("GET", "deel/bestanden")[2])


def test_the_next_meting_begins_and_the_old_one_is_given_up_only_after_yes(screen: Screen) -> None:
    work = screen.job("ronde-volgend", {"meting": "2027", "deadline": "2027-05-28"})
    assert "ronde-2026.toml" in said(screen, work)
    assert "2027" in screen.ask("GET", "deel/stand")[2]
    for yes, gone in ((False, False), (True, True)):
        work = screen.job("opruimen", {"meting": "2026"})
        assert "niet terug te draaien" in said(screen, work)
        assert screen.ask("POST", f"werk/{work}/antwoord", json.dumps({"ja": yes}))[0] == 200
        screen.settled()
        statement = "verklaring-2026" in screen.ask("GET", "deel/bestanden")[2]
        assert statement == gone


def test_a_deadline_that_has_passed_is_asked_before_anything_begins(tmp_path: Path) -> None:
    folder = tmp_path / "nieuw"
    with served(folder) as here:
        here.enter()
        wrong = {"meting": "2027", "deadline": "2020-01-01"}
        for yes, there in ((False, False), (True, True)):
            work = here.job("ronde-nieuw", wrong)
            assert "De deadline 01-01-2020 is al voorbij. Klopt die dag?" in said(here, work)
            assert not (folder / "output" / "ronde.toml").exists()
            here.ask("POST", f"werk/{work}/antwoord", json.dumps({"ja": yes}))
            here.settled()
            assert (folder / "output" / "ronde.toml").exists() is there


def test_what_a_field_is_and_says_stands_apart_in_the_page(tmp_path: Path) -> None:
    """Two attributes written together are neither; a screen reader then says nothing."""
    with served(tmp_path / "nieuw") as here:
        here.enter()
        pages = [here.ask("GET", "")[2]]
        here.job("ronde-nieuw", {"meting": "2099", "deadline": "2099-05-28"})
        here.settled()
        pages.append(here.ask("GET", "")[2])
    found = _Attributes()
    for page in pages:
        found.feed(page)
    alone = ("required", "checked", "hidden", "open", "selected", "disabled")
    assert [name for name in found.names if name.startswith(alone) and name not in alone] == []
    asked = found.fields["veld-ronde-nieuw-meting"]
    assert "required" in asked
    assert asked["aria-describedby"] == "hulp-ronde-nieuw-meting"


class _Attributes(HTMLParser):
    """The names of all attributes of a page, and those of its fields by id."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.fields: dict[str, dict[str, str | None]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what stands in a tag."""
        self.names |= {name for name, _ in attrs}
        if tag == "input":
            self.fields[dict(attrs).get("id") or ""] = dict(attrs)
