"""Started by a double click: which folder, what is remembered, and what is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from nhnorm_xlsx import double_click
from nhnorm_xlsx.double_click import LastTime, Start, news, remember, remembered, start

CHANGES = """# Wat er per versie verandert

## 0.3.0 (nog niet uitgebracht)

- Derde.

## 0.2.0 (1 mei 2027)

- Eerste van twee,
  op twee regels.
- Tweede van twee.

## 0.1.0

- Het begin.
"""
NEVER = LastTime()


def begun(*given: Path | str, last: LastTime = NEVER, own: Path, version: str = "0.2.0") -> Start:
    return start([str(item) for item in given], last, own, version, CHANGES)


def test_a_double_click_opens_the_page_in_the_documents_and_remembers_it(tmp_path: Path) -> None:
    own = tmp_path / "Documenten" / "NH-Norm"
    found = begun(own=own)
    assert found.arguments == ("scherm", "--wacht", "--map", str(own))
    assert found.remember == LastTime(str(own), "0.2.0")
    assert str(own) in found.said[0]


def test_a_folder_that_is_dropped_is_the_round_and_the_next_time_too(tmp_path: Path) -> None:
    ours, own = tmp_path / "Ronde 2027", tmp_path / "NH-Norm"
    ours.mkdir()
    dropped = begun(ours, own=own)
    assert dropped.arguments[-1] == str(ours)
    assert dropped.remember is not None
    again = begun(last=dropped.remember, own=own)
    assert again.arguments == dropped.arguments


def test_a_folder_that_is_away_is_said_not_made_anew_and_not_forgotten(tmp_path: Path) -> None:
    away, own = tmp_path / "Teams" / "Ronde", tmp_path / "NH-Norm"
    found = begun(last=LastTime(str(away), "0.2.0"), own=own)
    assert found.arguments[-1] == str(own)
    assert str(away) in found.said[0]
    assert found.remember == LastTime(str(away), "0.2.0")
    assert not away.exists()


@pytest.mark.parametrize("given", [["status"], ["--versie"], ["geen-map"], ["a", "b"]])
def test_words_of_command_are_left_as_they_are(given: list[str], tmp_path: Path) -> None:
    assert start(given, NEVER, tmp_path, "0.2.0", CHANGES) == Start(tuple(given))


@pytest.mark.parametrize(
    ("since", "version", "shown"),
    [
        ("0.1.0", "0.2.0", ["- Eerste van twee, op twee regels.", "- Tweede van twee."]),
        ("0.2.0", "0.3.0", ["- Derde."]),
        (
            "0.1.0",
            "0.3.0",
            ["- Derde.", "- Eerste van twee, op twee regels.", "- Tweede van twee."],
        ),
        ("0.2.0", "0.2.0", []),
        ("0.3.0", "0.2.0", []),
        ("", "0.2.0", []),
    ],
)
def test_what_is_new_since_the_version_of_the_last_time(
    since: str, version: str, shown: list[str]
) -> None:
    found = news(CHANGES, since, version)
    assert [line for line in found if line.startswith("- ")] == shown
    assert bool(found) == bool(shown)
    if found:
        assert version in found[0]


def test_more_than_can_be_read_is_counted() -> None:
    many = "## 0.2.0\n\n" + "\n".join(f"- Nummer {number}." for number in range(20))
    found = news(many, "0.1.0", "0.2.0")
    assert sum(line.startswith("- ") for line in found) == 8
    assert "nog 12 andere" in found[-2]


def test_what_cannot_be_read_or_written_is_only_forgotten(tmp_path: Path) -> None:
    place = tmp_path / "instellingen" / "laatste-keer.json"
    assert remembered(place) == NEVER
    remember(place, LastTime("C:/Ronde", "0.2.0"))
    assert remembered(place) == LastTime("C:/Ronde", "0.2.0")
    for broken in ("", "{", "[]", '{"folder": "x"}'):
        place.write_text(broken, encoding="utf-8")
        assert remembered(place) == NEVER
    (tmp_path / "bestand").write_text("")
    remember(tmp_path / "bestand" / "laatste-keer.json", LastTime("x", "y"))


def test_the_list_of_changes_comes_along() -> None:
    assert "## 0.1.0" in double_click.list_of_changes()
