"""The books of a dataset, one by one: ledger, archive, tables and originals.

What they do together goes through the command line in `test_bookkeeping`.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from nhnorm_xlsx.dataset import handwork, store
from nhnorm_xlsx.dataset.decisions import short_sha
from nhnorm_xlsx.dataset.events import AANGEBODEN, SOORT, Events, happened
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile, ledger_of, local_time, offered
from nhnorm_xlsx.dataset.recovery import Recovered, about_lost, about_recovered, listed, recovered
from nhnorm_xlsx.findings import KIND_BY_CODE, finding
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.originals import lost
from tests.returned import HEILOO, STAMP

EARLY = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - as the ledger keeps them
LATE = datetime(2026, 5, 9, 12)  # noqa: DTZ001 - as the ledger keeps them
SHA, OTHER = "a" * 64, "b" * 64
NOW = datetime(2026, 5, 9, 10, tzinfo=UTC)


def seen(file: str, sha256: str = SHA, time: datetime = EARLY, **more: object) -> SeenFile:
    return SeenFile(file, sha256, 1, time, **more)  # type: ignore[arg-type]


def names(ledger: Ledger) -> list[tuple[str, str]]:
    return [(item.file, item.sha256) for item in ledger.seen]


# --- the ledger -------------------------------------------------------------------------


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_the_same_file_twice_is_as_old_as_the_earliest(order: list[int]) -> None:
    both = [
        seen("a.xlsx", time=EARLY, offered_at=LATE),
        seen("a.xlsx", time=LATE, offered_at=EARLY),
    ]
    (item,) = Ledger().with_seen(both[at] for at in order).seen
    assert (item.file_time, item.offered_at) == (EARLY, EARLY)


def test_the_first_that_was_known_of_a_moment_stays() -> None:
    mailed = seen("a.xlsx", mail_time=LATE)
    (item,) = Ledger().with_seen([mailed]).with_seen([seen("a.xlsx")]).seen
    assert item.mail_time == LATE


@pytest.mark.parametrize("is_workbook", [True, False])
def test_looked_at_again_it_may_be_a_workbook_after_all(is_workbook: bool) -> None:
    before = seen("a.xlsx", time=EARLY, is_workbook=not is_workbook)
    (item,) = Ledger().with_seen([before]).with_seen(
        [seen("a.xlsx", time=LATE, is_workbook=is_workbook)]
    ).seen  # fmt: skip
    assert item.is_workbook is is_workbook


def test_what_could_not_be_read_makes_way_for_what_can_and_a_bare_original_for_its_name() -> None:
    found = Ledger().with_seen(
        [seen("a.xlsx", ""), seen("a.xlsx"), seen("weg.xlsx", ""), seen(f"{SHA}.xlsx"),
         seen(f"{OTHER}.xlsx", OTHER)]
    )  # fmt: skip
    assert names(found) == [("a.xlsx", SHA), (f"{OTHER}.xlsx", OTHER), ("weg.xlsx", "")]


def test_what_a_judgement_hangs_on() -> None:
    assert seen("a.xlsx").content == SHA
    assert seen("a.xlsx", "").content == "ongelezen:a.xlsx"
    assert seen("a.pdf", is_workbook=False).content == f"{SHA}:a.pdf"
    assert [seen(name).nameless for name in ("a.xlsx", f"{SHA}.xlsx")] == [False, True]
    assert not seen("", "").nameless


def test_the_events_tell_what_was_offered() -> None:
    said = finding(KIND_BY_CODE["te_groot"], detail="veel")
    items = (seen("a.xlsx"), seen("b.xlsx", OTHER, mail_time=LATE, offered_at=LATE))
    refused = {
        SHA: Submission("a.xlsx", "te groot", (said,)),
        OTHER: Submission("b.xlsx", "te groot", (), STAMP, modified=LATE),
    }
    facts = offered(Ledger(), items, refused)
    assert facts is not None
    event = happened(AANGEBODEN, json.loads(json.dumps(facts)), NOW)
    found = ledger_of(Events().with_new([event]))
    assert (found.seen, found.refused) == (items, refused)
    assert found.first_offered == dict.fromkeys((SHA, OTHER), event.at)
    # Offered again it tells nothing new.
    assert offered(found, items, refused) is None
    assert offered(found, [seen("c.xlsx")], {}) is not None


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_a_dataset_and_one_of_the_example_the_real_one_decides(order: list[int]) -> None:
    told = [happened(SOORT, {"voorbeeld": said}, NOW) for said in (True, False)]
    assert ledger_of(Events().with_new(told[at] for at in order)).example is False
    assert ledger_of(Events().with_new(told[:1])).example is True
    assert ledger_of(Events()).example is None


@pytest.mark.parametrize(
    ("sha256", "short"),
    [
        ("ab3456789012cd", "ab3456789012"),
        ("123456789012a9", "123456789012a"),
        ("12e456789012345d", "12e456789012345d"),
        ("1234567890123", "1234567890123"),
    ],
)
def test_a_short_fingerprint_is_never_a_number_to_excel(sha256: str, short: str) -> None:
    assert short_sha(sha256) == short


# --- books and archive ------------------------------------------------------------------


def original(folder: Path, sha256: str, place: str = store.ARCHIVE) -> Path:
    path = folder / place / f"{sha256}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (0, 0))
    return path


def table(folder: Path, *rows: tuple[str, str]) -> None:
    frame = pd.DataFrame(rows, columns=["bestand", "sha256"])
    frame["ontvangen_op"] = pd.Timestamp(LATE)
    frame.to_parquet(folder / "inzendingen.parquet", index=False)


def test_an_original_that_the_books_do_not_know_is_taken_up_under_the_names_it_had(
    tmp_path: Path,
) -> None:
    kept = {sha: original(tmp_path, sha) for sha in (SHA, OTHER)}
    kept["c" * 64] = original(tmp_path, "c" * 64, "elders")
    table(tmp_path, ("a.xlsx", SHA), ("kopie.xlsx", SHA))
    found = recovered(tmp_path, Ledger(), kept)
    epoch = local_time(datetime.fromtimestamp(0, UTC))
    assert [(item.file, item.sha256, item.file_time) for item in found.seen] == [
        ("a.xlsx", SHA, LATE), ("kopie.xlsx", SHA, LATE), (f"{OTHER}.xlsx", OTHER, epoch),
    ]  # fmt: skip
    assert (found.gone, found.strays) == ((), ())


def test_what_the_books_know_is_not_taken_up_again(tmp_path: Path) -> None:
    kept = {SHA: original(tmp_path, SHA)}
    original(tmp_path, OTHER)  # known, but no sound original any more
    known = Ledger((seen("a.xlsx"), seen("b.xlsx", OTHER)))
    table(tmp_path, ("a.xlsx", SHA), ("weg.xlsx", "c" * 64))
    for name in ("brief.xlsx", "Thumbs.db"):
        (tmp_path / store.ARCHIVE / name).write_bytes(b"x")
    assert recovered(tmp_path, known, kept) == Recovered((), ("weg.xlsx",), ("brief.xlsx",))


def test_what_is_said_of_it() -> None:
    mine = Submission("a.xlsx", "", (), STAMP, HEILOO)
    nobody = Submission("b.xlsx", "onbruikbaar", ())
    submissions = {SHA: mine, OTHER: nobody}

    def told(*items: SeenFile, gone: tuple[str, ...] = (), strays: tuple[str, ...] = ()) -> str:
        found = about_recovered(Recovered(items, gone, strays), submissions)
        return "|".join(f"{item.kind.code}: {item.message}" for item in found)

    assert told() == ""
    assert "1 bestand, van Heiloo." in told(seen("a.xlsx"))
    assert "1 bestand, van 1 bestand van onbekende herkomst." in told(seen("b.xlsx", OTHER))
    both = told(seen("a.xlsx"), seen("b.xlsx", OTHER))
    assert "2 bestanden, van Heiloo, 1 bestand van onbekende herkomst." in both
    assert told(gone=("a.xlsx",)).startswith("inzending_verdwenen: ")
    assert told(strays=("a.xlsx",)).startswith("vreemd_in_archief: ")
    assert about_lost([]) == []
    (one,) = about_lost(["b", "a"])
    assert "2 bestanden (a, b)" in one.message


@pytest.mark.parametrize(
    ("count", "end"), [(1, "n1"), (12, "n12"), (13, "n12 en nog 1"), (20, "n12 en nog 8")]
)
def test_a_dozen_names_fit_in_a_sentence(count: int, end: str) -> None:
    shown = listed(f"n{number}" for number in range(1, count + 1))
    assert shown.split(", ")[-1] == end


# --- tables changed by hand -------------------------------------------------------------

TABLE = (
    'bestand;score;ontvangen_op;streefdatum\r\na.xlsx;0.5;2026-05-09 12:00;2026-12-01\r\n"b";;;\r\n'
)


def watched(folder: Path, text: str = TABLE) -> Path:
    """A table as it was written, in both its forms, with the fingerprints of both."""
    path, typed = folder / "antwoorden.csv", folder / "antwoorden.parquet" / "2026.parquet"
    path.write_text(text, encoding="utf-8-sig", newline="")
    typed.parent.mkdir()
    frame = pd.read_csv(io.StringIO(TABLE), sep=";")
    for name in ("ontvangen_op", "streefdatum"):
        frame[name] = pd.to_datetime(frame[name])
    frame.to_parquet(typed, index=False)
    prints = {
        item.relative_to(folder).as_posix(): hashlib.sha256(item.read_bytes()).hexdigest()
        for item in (path, typed)
    }
    (folder / "stand").mkdir()
    (folder / "stand" / "a.json").write_text(json.dumps({"tabellen": prints, "blokken": {}}))
    return path


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("", "", False),
        ("a.xlsx", "c.xlsx", True),
        ("0.5", "0,50", False),
        ("0.5", "0.6", True),
        ("2026-12-01", "1-12-2026", False),
        ("2026-12-01", "2-12-2026", True),
        ("2026-05-09 12:00", "9-5-2026 12:00:00", False),
        ("2026-05-09 12:00", "9-5-2026 12:01", True),
        ('"b";;;\r\n', "", True),
        ("\r\n", ";;\n", False),
        ("bestand", "naam", True),
        (TABLE, "", True),
    ],
)
def test_only_another_value_is_a_change(tmp_path: Path, old: str, new: str, changed: bool) -> None:
    path = watched(tmp_path)
    assert handwork.changed_by_hand(tmp_path) == ()
    path.write_text(TABLE.replace(old, new) if old else TABLE, encoding="utf-8", newline="")
    assert handwork.changed_by_hand(tmp_path) == ((path,) if changed else ())


def test_a_table_that_is_gone_is_no_change(tmp_path: Path) -> None:
    watched(tmp_path).unlink()
    assert handwork.changed_by_hand(tmp_path) == ()


def test_a_table_of_another_state_of_ours_is_no_change(tmp_path: Path) -> None:
    """As when the program was stopped halfway, or a colleague's CSV came in first."""
    path = watched(tmp_path)
    path.write_text(TABLE.replace("0.5", "0.6"), encoding="utf-8-sig", newline="")
    print_of = hashlib.sha256(path.read_bytes()).hexdigest()
    told = {"tabellen": {"antwoorden.csv": print_of}, "blokken": {}}
    (tmp_path / "stand" / "b.json").write_text(json.dumps(told))
    assert handwork.changed_by_hand(tmp_path) == ()


def test_without_fingerprints_a_csv_is_compared_with_its_parquet(tmp_path: Path) -> None:
    path = watched(tmp_path)
    (tmp_path / "stand" / "a.json").unlink()
    assert handwork.changed_by_hand(tmp_path) == ()
    path.write_text(TABLE.replace("a.xlsx", "b.xlsx"), encoding="utf-8", newline="")
    assert handwork.changed_by_hand(tmp_path) == (path,)


def test_a_parquet_that_was_changed_is_the_one_that_is_named(tmp_path: Path) -> None:
    typed = watched(tmp_path).with_suffix(".parquet") / "2026.parquet"
    typed.write_bytes(b"kapot")
    assert handwork.changed_by_hand(tmp_path) == (typed,)


def test_what_is_kept_aside_takes_the_place_of_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "antwoorden.csv"
    kept: list[Path] = []
    for text in ("een", "twee", "twee", "drie"):
        path.write_text(text)
        os.utime(path, (0, 0))
        kept += handwork.keep_aside([path], tmp_path)
    name = "opzij/antwoorden (gewijzigd 1970-01-01 0100)"
    assert [item.as_posix() for item in kept] == [
        f"{name}.csv", f"{name} (2).csv", f"{name} (2).csv", f"{name} (3).csv",
    ]  # fmt: skip
    assert [(tmp_path / item).read_text() for item in kept] == ["een", "twee", "twee", "drie"]
    (said,) = handwork.about_changed([path], kept[:1])
    assert said.message.startswith("Gewijzigd buiten het programma om: antwoorden.csv.")
    assert str(kept[0]) in said.message
    assert handwork.about_changed([], []) == []


# --- originals --------------------------------------------------------------------------


def codes(found: Iterable[Submission]) -> list[str]:
    return [item.kind.code for one in found for item in one.findings]


def test_an_original_is_lost_when_neither_the_archive_nor_the_books_have_it() -> None:
    ledger = Ledger(
        (seen("a.xlsx", "1"), seen("b.xlsx", "2"), seen("c.xlsx", "3"), seen("d.xlsx", "4"))
    )
    kept = {"1": Path("1.xlsx"), "4": Path("4.xlsx")}
    told = {"2": Submission("b.xlsx", "leeg", ()), "4": Submission("d.xlsx", "leeg", ())}
    found = lost(ledger, kept, told)
    assert list(found) == ["3"]
    assert codes(found.values()) == ["archief_gewijzigd"]
