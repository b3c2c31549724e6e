"""A line in `besluiten.csv` that makes a file of a meting of which nobody ever heard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import rounds
from tests.rounds import DATASET, flat, run

DESK = DATASET / "besluiten.csv"
LINE = "Heiloo.xlsx;;meting;{};vergissing van het jaar\n"


@pytest.fixture(autouse=True)
def in_a_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(rounds.begin(tmp_path / "ronde"))
    rounds.came_back("2026-05-01")
    rounds.came_back("2026-05-01", "Alkmaar")
    assert run("importeer", "in")[0] == 0


def decided(meting: str) -> tuple[int, str]:
    heading = DESK.read_text("utf-8-sig").partition("\n")[0]
    extra = ";" * (heading.count(";") - LINE.count(";"))
    DESK.write_text(f"{heading}\n{LINE.format(meting).rstrip()}{extra}\n", encoding="utf-8-sig")
    code, said = run("importeer")
    return code, flat(said)


def metingen() -> set[str]:
    rows = (DATASET / "antwoorden.csv").read_text("utf-8-sig").splitlines()
    at = rows[0].split(";").index("meting")
    return {row.split(";")[at] for row in rows[1:]}


def test_it_is_said_and_counts_for_no_meting_and_nothing_is_lost() -> None:
    originals = rounds.contents(DATASET / "archief")
    code, said = decided("2062")
    assert code == 1
    assert said.count("meting '2062' is hier niet bekend; wel bekend: 2026") == 1
    assert metingen() == {"2026"}
    assert "2062" in DESK.read_text("utf-8-sig")
    assert rounds.contents(DATASET / "archief") == originals
    # It goes on being refused, and everybody can see why.
    assert "Heiloo.xlsx" in run("status")[1]
    assert "2062" not in (DATASET / "startgegevens.csv").read_text("utf-8-sig")


def test_put_right_it_counts_again() -> None:
    decided("2062")
    code, said = decided("2026")
    assert code == 0, said
    rows = (DATASET / "antwoorden.csv").read_text("utf-8-sig")
    assert re.search(r"^2026;.*Heiloo", rows, re.MULTILINE) or "GM0399" in rows


def test_the_meting_that_runs_is_known_though_nothing_was_issued() -> None:
    """And one that another file is of."""
    settings = Path("output/ronde.toml")
    settings.write_text(settings.read_text("utf-8").replace('"2026"', '"2027"'), encoding="utf-8")
    code, said = decided("2027")
    assert code == 0, said
    assert metingen() == {"2026", "2027"}
