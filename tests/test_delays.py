"""`uitstel`: one organisation gets another deadline, without a new workbook."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.delays import Delays, deadline_of, delay_facts, delays_of, reasons_of
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.settings import Settings
from tests.rounds import DATASET, DUE, begin, came_back, flat, run


@pytest.fixture(autouse=True)
def _round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A round in an empty folder, of which the deadline is known."""
    monkeypatch.chdir(begin(tmp_path / "ronde"))


def said_by(*words: str | Path) -> tuple[int, str]:
    code, said = run(*words)
    return code, flat(said)


def kinds() -> set[str]:
    return set(read_tables(DATASET).bevindingen["soort"].astype(str))


def facts() -> list[str]:
    return events.names(DATASET)


def test_a_return_within_the_delay_is_not_told_as_late() -> None:
    said_by("importeer", came_back("2026-06-20"))
    assert "lang_na_deadline" in kinds()
    code, said = said_by("uitstel", "Heiloo", "2026-06-26")
    assert (code, "tot en met 26-06-2026 (was 29-05-2026)" in said) == (0, True)
    said_by("status")  # makes the tables anew: the facts changed
    assert "lang_na_deadline" not in kinds()


def test_before_anything_was_imported_it_is_kept_and_the_rest_copes() -> None:
    assert said_by("uitstel", "GM0399", "2026-06-12")[0] == 0
    assert [path.name for path in DATASET.iterdir()] == ["gebeurtenissen"]
    code, said = said_by("importeer")
    assert (code, "staat nog geen dataset" in said) == (2, True)
    said_by("genereer", "Heiloo", "Alkmaar")
    code, said = said_by("status")
    assert (code, "1 met uitstel" in said, "uitstel tot 12-06" in said) == (0, True, True)
    # Only looking at it gives the dataset no norm and no participants of its own.
    assert {name.partition("-")[0] for name in facts()} == {"uitstel"}
    assert said_by("importeer", came_back("2026-06-10"))[0] == 0
    assert "uitstel tot 12-06" in said_by("status")[1]


def test_the_workbook_of_who_has_a_delay_says_the_later_day() -> None:
    said_by("uitstel", "Heiloo", "2026-06-12")
    said_by("genereer", "Heiloo", "Alkmaar")
    rows = Path("output/werkboeken/uitgifte.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {row.split(";")[2]: row.split(";")[-1] for row in rows[1:]} == {
        "Heiloo": "2026-06-12",
        "Alkmaar": DUE,
    }


def test_a_workbook_with_corrections_says_the_later_day() -> None:
    said_by("importeer", came_back("2026-05-20", "Heiloo", {"1.1": "misschien"}))
    said_by("uitstel", "Heiloo", "2026-06-12")
    said_by("importeer", "--correcties", "terug")
    rows = Path("terug/uitgifte.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(";")[-1] for row in rows[1:]] == ["2026-06-12"]


def test_the_newest_delay_holds_and_the_same_again_writes_nothing() -> None:
    said_by("uitstel", "Heiloo", "2026-06-26")
    said_by("uitstel", "Heiloo", "2026-06-12")
    before = facts()
    code, said = said_by("uitstel", "Heiloo", "2026-06-12")
    assert (code, "al de tijd tot en met 12-06-2026" in said) == (0, True)
    assert facts() == before
    assert delays_of(events.read(DATASET)).days == {("2026", "GM0399"): date(2026, 6, 12)}


def test_the_day_of_the_deadline_itself_takes_a_delay_back() -> None:
    said_by("uitstel", "Heiloo", "2026-06-12")
    code, said = said_by("uitstel", "Heiloo", DUE)
    assert (code, "ingetrokken" in said) == (0, True)
    said_by("genereer", "Heiloo")
    assert "met uitstel" not in said_by("status")[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("Heiloo", "2026-05-28"), "voor de deadline van Gemeente Heiloo in meting 2026"),
        (("Heilo", "2026-06-12"), "bedoelt u Heiloo?"),
        (("Heiloo", "12-06-2026"), "schrijf jjjj-mm-dd"),
        (("Heiloo", "2031-06-12", "--meting", "2031"), "Meting 2031 is hier niet bekend"),
        (("Wijdemeren", "2027-06-12", "--meting", "2027"), "Meting 2027 is hier niet bekend"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(
    words: tuple[str, ...], why: str
) -> None:
    code, said = said_by("uitstel", *words)
    assert (code, why in said) == (2, True)
    assert not facts()


def test_the_reason_stands_in_a_file_of_its_own_and_nowhere_else() -> None:
    said_by("importeer", came_back("2026-06-20"))
    said_by("uitstel", "Heiloo", "2026-06-26", "--reden", "Fractieberaad Bloemkool")
    said_by("status", "--nieuw", "--uit", "stand.xlsx")
    holding = [
        path.name
        for path in Path().rglob("*")
        if path.is_file() and b"Bloemkool" in path.read_bytes()
    ]
    assert [name.partition("-")[0] for name in holding] == ["uitstelreden"]
    (DATASET / "gebeurtenissen" / holding[0]).unlink()
    assert "uitstel tot 26-06" in said_by("status")[1]


def test_a_reason_can_come_later() -> None:
    said_by("uitstel", "Heiloo", "2026-06-12")
    assert (
        "De reden is bewaard" in said_by("uitstel", "Heiloo", "2026-06-12", "--reden", "ziekte")[1]
    )
    assert reasons_of(events.read(DATASET)) == {("2026", "GM0399"): "ziekte"}


def given_elsewhere(day: date, at: datetime) -> None:
    """A colleague gave a delay on another copy, and a synchroniser brought it here."""
    told = delay_facts("2026", "GM0399", day, Delays())
    events.record(DATASET, events.UITSTEL, told, at)


def test_two_who_did_not_know_of_each_other_are_told_until_somebody_decides() -> None:
    said_by("importeer", came_back("2026-05-20"))
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    given_elsewhere(date(2026, 6, 12), moment)
    given_elsewhere(date(2026, 6, 26), moment)
    code, said = said_by("status")
    assert (code, "12-06-2026 en 26-06-2026. Nu geldt 26-06-2026" in said) == (1, True)
    assert said_by("importeer")[0] == 1
    assert said_by("uitstel", "Heiloo", "2026-06-12")[0] == 0
    assert said_by("status")[0] == 0


def test_of_two_that_nobody_knew_of_the_newest_holds() -> None:
    given_elsewhere(date(2026, 6, 26), datetime(2026, 5, 1, tzinfo=UTC))
    given_elsewhere(date(2026, 6, 12), datetime(2026, 5, 2, tzinfo=UTC))
    assert delays_of(events.read(DATASET)).days == {("2026", "GM0399"): date(2026, 6, 12)}


def test_a_damaged_event_is_named_and_the_delay_is_given_all_the_same() -> None:
    said_by("uitstel", "Alkmaar", "2026-06-12")
    (path,) = (DATASET / "gebeurtenissen").glob("uitstel-*.json")
    path.write_text(json.dumps({"kapot": True}))
    code, said = said_by("uitstel", "Heiloo", "2026-06-12")
    assert (code, path.name in said, "12-06-2026" in said) == (1, True, True)


def test_which_deadline_holds_from_register_settings_and_delays() -> None:
    settings = Settings(Path("ronde.toml"), meting="2026", deadline=date(2026, 5, 1))
    row = {"meting": "2026", "organisatie_code": "GM0399", "deadline": DUE}
    delays = Delays({("2026", "GM0399"): date(2026, 6, 12)})
    assert deadline_of("GM0399", "2026") is None
    assert deadline_of("GM0399", "2026", settings=settings) == date(2026, 5, 1)
    assert deadline_of("GM0399", "2025", settings=settings) is None
    assert deadline_of("GM0399", "2026", register=[row], settings=settings) == date(2026, 5, 29)
    assert deadline_of("GM0399", "2026", register=[row], delays=delays) == date(2026, 6, 12)
    assert deadline_of("GM0361", "2026", register=[row], delays=delays) is None
