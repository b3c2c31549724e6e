"""The dataset folder is replaced as a whole, or not at all."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset import ledger, store
from nhnorm_xlsx.errors import StorageError, UsageError


def old_state(folder: Path) -> None:
    folder.mkdir()
    (folder / ledger.FILE_NAME).write_text("oud")
    (folder / "archief").mkdir()
    (folder / "archief" / "aa.xlsx").write_text("origineel")
    (folder / "mijn notities.txt").write_text("van de gebruiker")


def build(new: Path) -> None:
    (new / ledger.FILE_NAME).write_text("nieuw")


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


NEW = {
    "archief/aa.xlsx": "origineel",
    "grootboek.json": "nieuw",
    "mijn notities.txt": "van de gebruiker",
}
OLD = {**NEW, "grootboek.json": "oud"}


def test_the_new_state_replaces_the_old_and_keeps_what_it_does_not_make(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    old_state(folder)
    store.replace(folder, build)
    assert contents(folder) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


class Held:
    """A folder that another program holds for so many renamings, as Windows says it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, times: float, name: str = "") -> None:
        self.left, self.slept = times, 0.0
        really = Path.rename

        def rename(path: Path, target: Path) -> Path:
            if self.left > 0 and path.name.endswith(name):
                self.left -= 1
                raise PermissionError(errno.EACCES, "Access is denied")
            return really(path, target)

        monkeypatch.setattr(Path, "rename", rename)
        monkeypatch.setattr("time.sleep", self.sleep)

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


@pytest.mark.parametrize("which", ["dataset", "dataset.nieuw"])
def test_a_folder_that_is_held_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    folder = tmp_path / "dataset"
    old_state(folder)
    held = Held(monkeypatch, 3, which)
    store.replace(folder, build)
    assert contents(folder) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]
    assert held.left == 0
    assert 0 < held.slept < 1


@pytest.mark.parametrize("which", ["dataset", "dataset.nieuw"])
def test_a_folder_that_stays_held_is_said_and_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    folder = tmp_path / "dataset"
    old_state(folder)
    held = Held(monkeypatch, float("inf"), which)
    with pytest.raises(StorageError, match="De vorige stand is bewaard") as caught:
        store.replace(folder, build)
    assert "Sluit bestanden uit deze map" in str(caught.value)
    assert 1.5 < held.slept < 2.5
    assert contents(folder) == OLD


def test_what_a_crash_left_is_put_right_with_the_same_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "dataset"
    old_state(folder)
    folder.rename(tmp_path / "dataset.oud")
    Held(monkeypatch, 2)
    store.recover(folder)
    assert contents(folder) == OLD


def test_a_build_that_fails_leaves_the_old_state(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    old_state(folder)

    def broken(new: Path) -> None:
        build(new)
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageError, match="ruimte op de schijf"):
        store.replace(folder, broken)
    assert contents(folder) == OLD
    store.recover(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def crash_while_building(folder: Path) -> None:
    store.building(folder).mkdir()
    (store.building(folder) / "half.csv").write_text("half")


def crash_between_the_renames(folder: Path) -> None:
    new = store.building(folder)
    shutil.copytree(folder, new)
    build(new)
    folder.rename(folder.with_name("dataset.oud"))


def crash_after_the_renames(folder: Path) -> None:
    crash_between_the_renames(folder)
    store.building(folder).rename(folder)


@pytest.mark.parametrize(
    ("crash", "expected"),
    [
        (crash_while_building, OLD),
        (crash_between_the_renames, NEW),
        (crash_after_the_renames, NEW),
    ],
)
def test_after_a_crash_the_next_run_finds_the_old_or_the_new_state(
    tmp_path: Path, crash: Callable[[Path], None], expected: dict[str, str]
) -> None:
    folder = tmp_path / "dataset"
    old_state(folder)
    crash(folder)
    store.recover(folder)
    assert contents(folder) == expected
    assert [path.name for path in tmp_path.iterdir()] == ["dataset"]


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    with (
        store.locked(folder),
        pytest.raises(StorageError, match="in gebruik door een andere import"),
        store.locked(folder, seconds=0.1),
    ):
        pass


def test_a_folder_with_other_things_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_text("belangrijk")
    with pytest.raises(UsageError, match="iets anders dan een dataset"):
        store.check_target(tmp_path)
    with pytest.raises(UsageError, match="is een bestand"):
        store.check_target(tmp_path / "brief.docx")
