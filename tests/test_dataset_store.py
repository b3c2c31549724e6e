"""Facts are files that are written once; who writes at the same moment does no harm."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset import events, store
from nhnorm_xlsx.errors import StorageError, UsageError
from tests.test_files import Held

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)


def kinds(folder: Path) -> list[tuple[str, object]]:
    return [(event.kind, event.facts["x"]) for event in events.read(folder).all]


def files(folder: Path) -> list[Path]:
    return sorted((folder / "gebeurtenissen").iterdir())


def test_what_happened_is_read_back_from_old_to_new(tmp_path: Path) -> None:
    events.record(tmp_path, "besloten", {"x": 2}, LATER)
    events.record(tmp_path, "aangeboden", {"x": "één"}, NOW)
    assert kinds(tmp_path) == [("aangeboden", "één"), ("besloten", 2)]
    (event,) = events.read(tmp_path).of("besloten")
    assert event.at == "2026-05-05T09:30:00.000000+00:00"


def test_the_same_event_twice_is_one_file_and_another_never_takes_its_name(tmp_path: Path) -> None:
    for _ in range(2):
        events.record(tmp_path, "besloten", {"x": 1}, NOW)
    assert len(files(tmp_path)) == 1
    events.record(tmp_path, "besloten", {"x": 1}, LATER)
    assert len(files(tmp_path)) == 2


def test_a_path_stays_short(tmp_path: Path) -> None:
    names = [events.happened(kind, {}, NOW) for kind in ("samengevoegd", "gepubliceerd")]
    assert max(len(f"gebeurtenissen/{item.kind}-{item.mark}.json") for item in names) < 60


@pytest.mark.parametrize(
    "name",
    [
        "{}-LAPTOP-ANNA.json", "{} (1).json", "{} (conflicted copy 2026-05-04).json",
        "{}.sync-conflict-20260504-093000-ABCDEF.json",
    ],
)  # fmt: skip
def test_what_a_synchroniser_kept_twice_is_one_event(tmp_path: Path, name: str) -> None:
    events.record(tmp_path, "besloten", {"x": 1}, NOW)
    (path,) = files(tmp_path)
    path.with_name(name.format(path.stem)).write_bytes(path.read_bytes())
    found = events.read(tmp_path)
    assert len(found.all) == 1
    assert found.damaged == ()
    # The second may be half there: the first tells everything.
    path.with_name(name.format(path.stem)).write_bytes(path.read_bytes()[:20])
    assert events.read(tmp_path).damaged == ()


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 200])
def test_an_event_that_somebody_changed_is_named_and_believed_no_more(
    tmp_path: Path, damage: bytes
) -> None:
    events.record(tmp_path, "besloten", {"x": 1}, NOW)
    (path,) = files(tmp_path)
    path.write_bytes(damage)
    found = events.read(tmp_path)
    assert (found.all, found.damaged) == ((), (path.name,))
    changed = path.read_bytes()
    assert changed == damage


def test_one_digit_changed_is_a_change(tmp_path: Path) -> None:
    events.record(tmp_path, "besloten", {"x": 1}, NOW)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"x": 1', b'"x": 2'))
    assert events.read(tmp_path).all == ()


def test_joining_is_putting_the_files_together_in_any_order(tmp_path: Path) -> None:
    one, other = tmp_path / "een", tmp_path / "ander"
    events.record(one, "besloten", {"x": 1}, LATER)
    events.record(other, "besloten", {"x": 2}, NOW)
    events.record(other, "besloten", {"x": 1}, LATER)
    together = []
    for name, order in (("a", (one, other)), ("b", (other, one))):
        for source in order:
            for path in files(source):
                target = tmp_path / name / "gebeurtenissen" / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        together.append(events.read(tmp_path / name).all)
    assert together[0] == together[1]
    assert [event.facts["x"] for event in together[0]] == [2, 1]


def test_what_a_newer_program_wrote_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = events.write(tmp_path, events.happened("besloten", {"x": 1}, NOW))
    newer = json.loads(path.read_bytes()) | {"versie": 2}
    content = json.dumps(newer).encode()
    mark = hashlib.sha256(content).hexdigest()[:16]
    path.with_name(f"besloten-{mark}.json").write_bytes(content)
    with pytest.raises(StorageError, match="nieuwere versie van dit programma"):
        events.read(tmp_path)


def test_half_an_event_is_none(tmp_path: Path) -> None:
    events.record(tmp_path, "besloten", {"x": 1}, NOW)
    (tmp_path / "gebeurtenissen" / "~besloten-0123456789abcdef.json").write_text("{")
    assert len(events.read(tmp_path).all) == 1
    assert len(events.names(tmp_path)) == 1


def test_a_file_that_is_held_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch, 3)
    events.record(tmp_path, "besloten", {"x": 1}, NOW)
    assert kinds(tmp_path) == [("besloten", 1)]
    assert 0 < held.slept < 1


def test_a_file_that_stays_held_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, float("inf"))
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        events.record(tmp_path, "besloten", {"x": 1}, NOW)
    assert 1.5 < held.slept < 2.5
    assert files(tmp_path) == []


# --- the folder ---------------------------------------------------------------------------


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "dataset"
    with (
        store.locked(folder),
        pytest.raises(StorageError, match="in gebruik door een andere import"),
        store.locked(folder, seconds=0.1),
    ):
        pass


def test_a_folder_with_other_things_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_text("belangrijk")
    with pytest.raises(UsageError, match="iets anders dan een dataset"):
        store.check_target(tmp_path)
    with pytest.raises(UsageError, match="is een bestand"):
        store.check_target(tmp_path / "brief.docx")


def events_of_ours(folder: Path) -> None:
    events.record(folder, "besloten", {"x": 1}, NOW)


def books_of_before(folder: Path) -> None:
    (folder / "grootboek.json").write_text("{}")


def an_original(folder: Path) -> None:
    (folder / "archief").mkdir()
    (folder / "archief" / f"{'a' * 64}.xlsx").write_bytes(b"x")


def holiday(folder: Path) -> None:
    (folder / "archief").mkdir()
    (folder / "archief" / "vakantie.jpg").write_bytes(b"strand")


@pytest.mark.parametrize(
    ("content", "taken"),
    [(None, True), (events_of_ours, True), (books_of_before, True), (an_original, True),
     (holiday, False)],
)  # fmt: skip
def test_only_a_dataset_or_an_empty_folder_may_be_used(
    tmp_path: Path, content: Callable[[Path], None] | None, taken: bool
) -> None:
    store.check_target(tmp_path / "nieuw")
    if content:
        content(tmp_path)
    if taken:
        store.check_target(tmp_path)
        assert store.holds_dataset(tmp_path) is (content is not None)
    else:
        with pytest.raises(UsageError, match="iets anders dan een dataset"):
            store.check_target(tmp_path)


def test_nothing_is_taken_over_where_nothing_was(tmp_path: Path) -> None:
    store.recover(tmp_path / "dataset")
    assert list(tmp_path.iterdir()) == []
