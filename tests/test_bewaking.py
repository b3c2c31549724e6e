"""A sample of the guards is broken at every run; `python -m tests.bewaking` breaks them all."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests import bewaking

SAMPLE = 6


def test_a_broken_guard_makes_a_test_fail() -> None:
    survived = [
        f"{item.module}.py:{item.line}: {item.was}  ->  {item.now}"
        for item, left in bewaking.survivors(bewaking.sample(SAMPLE), slow=False)
        if left
    ]
    assert survived == []


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("a < 3", {"a <= 3", "a < 4"}),
        ("a >= b", {"a > b"}),
        ("a == b", {"a != b"}),
        ("a in b", {"a not in b"}),
        ("a is None", {"a is not None"}),
        ("1 <= a <= 5", {"1 < a <= 5", "1 <= a < 5", "2 <= a <= 5", "1 <= a <= 6"}),
        ("a and b", {"a or b"}),
        ("x if a else y", {"not a"}),
        ("[x for x in y if not a]", {" for x in y if a"}),
        ("if a.b(c):\n    pass", {"not a.b(c)"}),
        ("def f():\n    return True", {"return False"}),
        ("_MOST = 3", {"_MOST = 4"}),
        ("_LATE: Final = timedelta(days=60)", {"_LATE: Final = timedelta(days=61)"}),
        ("count = 3\nreturned = f(3)", set()),
        ("x = a + b", set()),
    ],
)
def test_every_way_in_which_a_guard_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, broken: set[str]
) -> None:
    (tmp_path / bewaking.PACKAGE).mkdir()
    (tmp_path / bewaking.PACKAGE / "guard.py").write_text(source)
    monkeypatch.setattr(bewaking, "ROOT", tmp_path)
    room = bewaking.Room("proef", ("guard",), (), ())
    monkeypatch.setattr(bewaking, "ROOMS", (room,))
    found = bewaking.guards()
    # Comprehensions are shown by their condition, everything else as it stands.
    assert {item.now for item in found} == {text.removeprefix(" for x in y if ") for text in broken}
    for item in found:
        assert ast.dump(ast.parse(item.source)) != ast.dump(ast.parse(source))


def test_what_is_called_harmless_is_a_guard_and_says_why() -> None:
    assert {item.name for item in bewaking.guards()} >= bewaking.HARMLESS.keys()
    assert all(reason.endswith(".") for reason in bewaking.HARMLESS.values())


def test_the_tests_that_watch_are_there() -> None:
    named = {test for room in bewaking.ROOMS for test in (*room.quick, *room.slow)}
    assert [test for test in sorted(named) if not (bewaking.ROOT / test).is_file()] == []
