"""On the page: the next meting, a new editie of the norm, and what is given up or shown."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html import unescape
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
