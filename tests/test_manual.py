"""The manual, played as it stands by a new coordinator in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manual import EVENTS, MANUAL, Step, missing, played, steps

TEXT = MANUAL.read_text(encoding="utf-8")


def test_every_command_of_the_manual_says_what_stands_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    monkeypatch.chdir(folder)
    wrong = [(step.words, what) for step, _, what in played(TEXT) if what]
    assert wrong == []


def test_the_manual_shows_much_and_every_event_is_used() -> None:
    parts = list(steps(TEXT))
    assert sum(isinstance(part, Step) and bool(part.shown.strip()) for part in parts) >= 20
    assert {part for part in parts if isinstance(part, str)} == set(EVENTS)


@pytest.mark.parametrize(
    ("shown", "really", "wrong"),
    [
        ("a b\nc", "a b c", ""),
        ("a\n...\nd", "a b c d", ""),
        ("a\n...", "a b", ""),
        ("a", "a b", "b"),
        ("b\n...", "a b", "b"),
        ("...\nc\n...\nb\n...", "a b c d", "b"),
    ],
)
def test_what_is_shown_stands_there_whole_and_in_order(shown: str, really: str, wrong: str) -> None:
    assert missing(shown, really).strip() == wrong
