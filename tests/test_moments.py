"""From which moment a file is: the bounds of what is believed, and what an old ledger knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset.decisions import about_deciding, ready_line, short_sha
from nhnorm_xlsx.dataset.events import AANGEBODEN, Events, happened
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile, ledger_of, local_time, offered
from nhnorm_xlsx.dataset.moments import moment_of
from nhnorm_xlsx.intake.raw import RawSheet, RawWorkbook
from tests.returned import judged

OFFERED = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - as the ledger keeps them
DISK = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - as the ledger keeps them


def seen(**clocks: datetime | None) -> SeenFile:
    values: dict[str, datetime | None] = {"file_time": DISK, "offered_at": OFFERED, **clocks}
    return SeenFile("a.xlsx", "ab12", 1, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mailed", "believed"),
    [
        (OFFERED + timedelta(hours=3), True),
        (OFFERED + timedelta(hours=3, seconds=1), False),
        (datetime(2024, 1, 1), True),  # noqa: DTZ001
        (datetime(2023, 12, 31, 23, 59, 59), False),  # noqa: DTZ001
    ],
)
def test_the_bounds_of_what_is_believed(mailed: datetime, believed: bool) -> None:
    moment = moment_of(seen(mail_time=mailed), None)
    assert (moment.time == mailed) == believed
    assert [clock for clock, _ in moment.doubted] == ([] if believed else ["gemaild"])


def test_the_mail_goes_before_the_document_and_that_before_the_disk() -> None:
    mailed = datetime(2026, 5, 20, 9)  # noqa: DTZ001
    saved = datetime(2026, 5, 10, 8, tzinfo=UTC)
    assert moment_of(seen(mail_time=mailed), saved).clock == "gemaild"
    assert moment_of(seen(), saved).clock == "opgeslagen"
    assert moment_of(seen(), None).clock == "schijf"


def test_a_disk_that_runs_ahead_says_no_more_than_when_it_was_offered() -> None:
    moment = moment_of(seen(file_time=datetime(2199, 1, 1)), None)  # noqa: DTZ001
    assert (moment.clock, moment.time) == ("aangeboden", OFFERED)


def test_the_first_time_it_was_offered_is_kept(tmp_path: Path) -> None:
    later = OFFERED + timedelta(days=700)
    ledger = Ledger().with_seen([seen(offered_at=later)]).with_seen([seen(), seen(offered_at=None)])
    facts = offered(Ledger(), ledger.seen, {})
    assert facts is not None
    known = ledger_of(Events().with_new([happened(AANGEBODEN, facts)]))
    assert [item.offered_at for item in known.seen] == [OFFERED]
    again = known.with_seen([seen(offered_at=later, file_time=DISK - timedelta(days=9))])
    assert [item.offered_at for item in again.seen] == [OFFERED]


def test_the_last_moment_of_all_can_be_read() -> None:
    assert local_time(datetime(9999, 12, 31, 23, 30, tzinfo=UTC)).year == 9999


@pytest.mark.parametrize(
    ("sha256", "shown"),
    [
        ("a" * 64, "a" * 12),
        ("1" * 12 + "b" + "2" * 51, "1" * 12 + "b"),
        ("12e456789012" + "c" * 52, "12e456789012c"),
    ],
)
def test_a_fingerprint_in_a_line_is_never_taken_for_a_number(sha256: str, shown: str) -> None:
    assert short_sha(sha256) == shown


def test_a_ready_line_can_be_copied_whatever_the_name() -> None:
    odd = SeenFile('a;"b".xlsx', "ab12", 1, DISK)
    assert ready_line(odd, "telt") == '"a;""b"".xlsx";ab12;telt;;vul hier de reden in'


def test_a_file_of_nobody_says_how_to_decide_whose_it_is() -> None:
    nobody = judged(RawWorkbook((RawSheet("Blad1", {}),)))
    (found,) = about_deciding(seen(), nobody)
    assert "a.xlsx;ab12;organisatie;code of naam;vul hier de reden in of " in found.message
    assert "a.xlsx;ab12;meting;jaar;vul hier de reden in of " in found.message
    assert "a.xlsx;ab12;uitsluiten;;vul hier de reden in" in found.message
