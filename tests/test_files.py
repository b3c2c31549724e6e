"""Every output is written beside its place and renamed, also where a file is held a moment."""

from __future__ import annotations

import ast
import errno
from pathlib import Path

import pytest

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset.register import REGISTER, write_register
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.tasks.generating import Handout, generate
from tests import forms
from tests.returned import SMALL


class Held:
    """A file that another program holds for so many tries, as Windows says it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: float) -> None:
        self.left, self.slept = times, 0.0
        really = Path.replace

        def replace(path: Path, target: Path) -> Path:
            if self.left > 0:
                self.left -= 1
                raise PermissionError(errno.EACCES, "Access is denied")
            return really(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        monkeypatch.setattr("time.sleep", self.sleep)

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


def test_a_file_that_is_held_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("oud")
    held = Held(monkeypatch, 2)
    files.write_text(path, "nieuw")
    assert path.read_text() == "nieuw"
    assert 0 < held.slept < 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_stays_open_is_said_after_about_two_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("oud")
    held = Held(monkeypatch, float("inf"))
    with pytest.raises(StorageError, match="open in Excel") as caught:
        files.write_bytes(path, b"nieuw")
    assert str(path) in str(caught.value)
    assert "Sluit het daar en probeer het opnieuw." in str(caught.value)
    assert 1.5 < held.slept < 2.5
    assert path.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [path]


def test_what_does_not_pass_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, 0)
    (tmp_path / "map").write_text("ik ben een bestand")
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        files.write_text(tmp_path / "map" / "a.txt", "nieuw")
    assert held.slept == 0


def test_what_goes_wrong_halfway_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("oud")
    with pytest.raises(IndexError), files.beside(path) as draft:
        [].pop(draft.write_text("half"))
    assert path.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [path]


def test_the_workbooks_and_their_list_are_written_with_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handout = Handout(SMALL, "2026", forms.DEADLINE, forms.DEADLINE)
    Held(monkeypatch, 2)
    report = generate([forms.HEILOO], handout, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {REGISTER, report.written[0].name}


def test_the_list_that_stays_open_says_that_the_workbooks_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Held(monkeypatch, float("inf"))
    with pytest.raises(StorageError, match="De werkboeken zijn wel gemaakt"):
        write_register(tmp_path, [])


def test_text_for_excel_begins_with_a_mark_and_keeps_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / "a.csv"
    files.write_text(path, "é\r\nb\n", bom=True)
    assert path.read_bytes() == b"\xef\xbb\xbf" + "é\r\nb\n".encode()


def test_no_room_that_makes_outputs_writes_in_another_way() -> None:
    """What the dataset builds in a folder of its own takes its place as a whole, with that."""
    package = Path(files.__file__).parent
    ways = {"write_text", "write_bytes", "open"}
    found = [
        (path.relative_to(package).as_posix(), node.lineno)
        for room in ("form", "compare", "tasks")
        for path in sorted((package / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ways
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "files")
    ]
    assert found == []
