"""The dataset folder is replaced as a whole, or not at all."""

from __future__ import annotations

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
