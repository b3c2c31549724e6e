"""One memory: read once, joined by putting files together, and right again after any stop."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msoffcrypto.format.ooxml import OOXMLFile

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset import exports, readings
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.errors import StorageError
from tests import forms
from tests.before import as_before

ROOT = Path(__file__).resolve().parent.parent
CSV = ("antwoorden", "bevindingen", "inzendingen", "startgegevens", "normen")
MOMENTS = int(os.environ.get("NHNORM_TEST_MOMENTEN", "12"))
HEADING = "bestand;sha256;besluit;waarde;reden\n"


class Round:
    """A folder with workbooks that came back, and a dataset."""

    def __init__(self, folder: Path, name: str = "dataset") -> None:
        self.folder, self.dataset = folder, folder / name
        self.made = datetime(2026, 5, 4, tzinfo=UTC).timestamp()

    def sent_back(
        self, name: str, code: str = "GM0399", status: str = "Voldoet", meting: str = "2026"
    ) -> Path:
        answers: dict[str, dict[str, Value]] = {
            "1.1": {"status": status, "onderbouwing": '=zie; "intranet"\nblz. 2'}
        }
        plan = forms.plan(
            answers, organisation=forms.ORGANISATIONS[code], meting=meting, issue=name
        )
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        forms.written(path.parent, plan, path.name)
        self.made += 60
        os.utime(path, (self.made, self.made))
        return path

    def importeer(self, *paths: Path, dataset: Path | None = None) -> Result:
        target = str(dataset or self.dataset)
        return CliRunner().invoke(nhnorm, ["importeer", *map(str, paths), "--uit", target])

    def status(self) -> Result:
        return CliRunner().invoke(nhnorm, ["status", "--dataset", str(self.dataset)])

    def outcomes(self, dataset: Path | None = None) -> dict[str, str]:
        rows = read_tables(dataset or self.dataset).inzendingen
        return dict(zip(rows["bestand"], rows["uitkomst"].astype(str), strict=True))

    def tables(self, dataset: Path | None = None) -> dict[str, bytes]:
        folder = dataset or self.dataset
        return {name: (folder / f"{name}.csv").read_bytes() for name in CSV}

    def decide(self, *lines: str) -> None:
        text = "".join(f"{line}\n" for line in (HEADING.strip(), *lines))
        (self.dataset / "besluiten.csv").write_text(text, encoding="utf-8-sig")

    def desk(self) -> list[list[str]]:
        text = (self.dataset / "besluiten.csv").read_text(encoding="utf-8-sig")
        return [row[:5] for row in csv.reader(text.splitlines(), delimiter=";")][1:]


@pytest.fixture
def here(tmp_path: Path) -> Round:
    return Round(tmp_path)


# --- a file is read once ------------------------------------------------------------------


@pytest.fixture
def read_now(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, as they are read."""
    found: list[str] = []
    really = readings.read_and_judge

    def in_this_process(work: Callable[..., object], jobs: Iterable[readings.Task]) -> object:
        rules = work.args[0]  # type: ignore[attr-defined]
        for job in jobs:
            found.extend(item.file for item in job.names)
            yield really(rules, job)

    monkeypatch.setattr("nhnorm_xlsx.dataset.readings.in_isolation", in_this_process)
    return found


def test_a_file_is_read_once(here: Round, read_now: list[str]) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    assert read_now == ["a.xlsx"]
    here.importeer(here.sent_back("b.xlsx", "GM0361"))
    here.importeer(here.folder / "in")
    assert read_now == ["a.xlsx", "b.xlsx"]
    before = here.tables()
    here.importeer()
    assert read_now == ["a.xlsx", "b.xlsx"]
    assert here.tables() == before


def test_what_was_kept_of_reading_can_be_thrown_away(here: Round, read_now: list[str]) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    before = here.tables()
    shutil.rmtree(here.dataset / "gelezen")
    here.importeer()
    assert read_now == ["a.xlsx", "b.xlsx"] * 2
    assert here.tables() == before


def test_readings_by_rules_that_nobody_uses_are_forgotten_after_a_while(
    here: Round, read_now: list[str]
) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    (ours,) = (path for path in (here.dataset / "gelezen").iterdir() if path.is_dir())
    old = ours.with_name("0123456789ab")
    shutil.copytree(ours, old)
    long_ago = time.time() - 100 * 86_400
    for folder in (ours, old):
        os.utime(folder, (long_ago, long_ago))
    here.importeer()
    # The first run finds both old, and what it uses is made again; from then on it is in use.
    assert not old.exists()
    assert read_now == ["a.xlsx"] * 2
    os.utime(ours, (time.time() - 50 * 86_400,) * 2)
    here.importeer()
    os.utime(here.dataset, (long_ago, long_ago))
    assert time.time() - ours.stat().st_mtime < 86_400
    assert read_now == ["a.xlsx"] * 2


def test_under_another_name_or_after_a_decision_it_is_judged_anew(
    here: Round, read_now: list[str]
) -> None:
    path = here.sent_back("a.xlsx")
    here.importeer(path)
    copy = path.with_name("NHNorm-2026-GM0361-Alkmaar.xlsx")
    shutil.copy(path, copy)
    assert here.importeer(copy).exit_code == 1
    assert read_now == ["a.xlsx", copy.name]
    assert here.outcomes() == {"a.xlsx": "aanvaard", copy.name: "afgewezen"}
    here.decide("a.xlsx;;organisatie;GM0361;het is van Alkmaar")
    here.importeer()
    assert read_now[2:] == [copy.name, "a.xlsx"]
    assert set(load_dataset(here.dataset)["organisatie"]) == {"Alkmaar"}


def test_what_broke_off_is_tried_again(here: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    from nhnorm_xlsx.intake.raw import UnreadableError

    path = here.sent_back("a.xlsx")
    with monkeypatch.context() as broken:
        broken.setattr(
            "nhnorm_xlsx.dataset.readings.in_isolation",
            lambda _, jobs: [UnreadableError("lezer_gestopt") for _ in jobs],
        )
        assert here.importeer(path).exit_code == 1
    assert here.outcomes() == {"a.xlsx": "afgewezen"}
    # It may have been this machine: the next import tries again.
    assert here.importeer().exit_code == 0
    assert here.outcomes() == {"a.xlsx": "aanvaard"}


def test_what_took_too_long_is_tried_again_only_when_it_is_offered_again(
    here: Round, read_now: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from nhnorm_xlsx.intake.raw import UnreadableError

    path = here.sent_back("a.xlsx")
    with monkeypatch.context() as slow:
        slow.setattr(
            "nhnorm_xlsx.dataset.readings.in_isolation",
            lambda _, jobs: [UnreadableError("te_groot", "te lang") for _ in jobs],
        )
        here.importeer(path)
    here.importeer()
    assert (read_now, here.outcomes()) == ([], {"a.xlsx": "afgewezen"})
    here.importeer(path)
    assert (read_now, here.outcomes()) == (["a.xlsx"], {"a.xlsx": "aanvaard"})


# --- joining ------------------------------------------------------------------------------


def joined(target: Path, *sources: Path) -> Path:
    """As a synchroniser joins: every file of all, none replaced."""
    for source in sources:
        for path in source.rglob("*"):
            there = target / path.relative_to(source)
            if path.is_file() and not there.exists():
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, there)
    return target


def test_two_copies_that_went_their_own_way_are_the_union_of_their_files_in_any_order(
    here: Round,
) -> None:
    one, other = here.dataset, here.folder / "collega"
    here.importeer(here.sent_back("a.xlsx"))
    shutil.copytree(one, other)
    here.importeer(here.sent_back("b.xlsx", "GM0361"))
    here.importeer(
        here.sent_back("c.xlsx", "GM0373"), here.sent_back("d.xlsx", "GM0399", "Voldoet niet"),
        dataset=other,
    )  # fmt: skip
    tables = []
    for name, order in (("x", (one, other)), ("y", (other, one))):
        both = joined(here.folder / name, *order)
        shown = here.importeer(dataset=both)
        assert shown.exit_code == 0, shown.output
        tables.append(here.tables(both))
    assert tables[0] == tables[1]
    together = here.folder / "samen"
    here.importeer(here.folder / "in", dataset=together)
    assert here.outcomes(together) == here.outcomes(here.folder / "x")


# --- any stop -----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is van POSIX")
def test_stopped_at_any_moment_nothing_is_lost_and_it_goes_on_where_it_was(here: Round) -> None:
    here.importeer(here.sent_back("oud.xlsx", meting="2025"))
    for number, code in enumerate(("GM0399", "GM0361", "GM0373", "GM0405", "GM0392", "GM0394")):
        here.sent_back(f"{number}.xlsx", code)
    whole = here.folder / "heel"
    shutil.copytree(here.dataset, whole)
    began = time.monotonic()
    arguments = [sys.executable, "-m", "nhnorm_xlsx", "importeer", str(here.folder / "in")]
    settings = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*arguments, "--uit", str(whole)], check=False, **settings)  # type: ignore[call-overload]
    long = time.monotonic() - began
    chance = random.Random(4)
    for moment in range(MOMENTS):
        target = here.folder / f"k{moment}"
        shutil.copytree(here.dataset, target)
        process = subprocess.Popen(
            [*arguments, "--uit", str(target)], start_new_session=True, **settings
        )  # type: ignore[call-overload]
        time.sleep(chance.uniform(0.1, long))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        # Whatever was there is there: status says so at once.
        shown = CliRunner().invoke(nhnorm, ["status", "--dataset", str(target)])
        assert shown.exit_code == 0, shown.output
        assert here.outcomes(target)["oud.xlsx"] == "aanvaard"
        for half in target.rglob("~*"):  # as it is found after an hour
            os.utime(half, (time.time() - 7200, time.time() - 7200))
        shown = here.importeer(here.folder / "in", dataset=target)
        assert shown.exit_code == 0, shown.output
        assert here.tables(target) == here.tables(whole)
        assert not list(target.rglob("~*"))
        shutil.rmtree(target)


def test_an_original_of_which_nothing_was_written_down_yet_is_said_at_the_import(
    here: Round,
) -> None:
    """As when it was stopped between the copy and the note; status then makes tables."""
    here.importeer(here.sent_back("a.xlsx"))
    content = here.sent_back("b.xlsx", "GM0361").read_bytes()
    (here.dataset / "archief" / f"{hashlib.sha256(content).hexdigest()}.xlsx").write_bytes(content)
    assert here.status().exit_code == 0
    assert here.outcomes() == {"a.xlsx": "aanvaard"}
    shown = here.importeer(here.folder / "in" / "a.xlsx")
    assert shown.exit_code == 1
    assert "1 bestand, van Alkmaar" in shown.output
    # Offered under its own name there is nothing more to say.
    assert here.importeer(here.folder / "in").exit_code == 0
    assert here.outcomes() == {"a.xlsx": "aanvaard", "b.xlsx": "aanvaard"}


# --- tables are exports -------------------------------------------------------------------


def test_a_command_that_finds_tables_of_another_state_makes_them_again(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    before = {path: path.read_bytes() for path in (here.dataset / "antwoorden.parquet").iterdir()}
    here.importeer(here.sent_back("b.xlsx", "GM0361"))
    # As if the program was stopped, or a colleague's table came in late.
    for path, content in before.items():
        path.write_bytes(content)
    assert not exports.are_current(here.dataset)
    shown = here.status()
    assert shown.exit_code == 0
    assert "2 van" in shown.output
    assert exports.are_current(here.dataset)
    assert here.importeer().exit_code == 0


@pytest.mark.parametrize("name", ["antwoorden.csv", "2026.parquet", "besluiten.csv"])
def test_a_table_that_is_open_in_excel_is_named_and_the_facts_are_kept(
    here: Round, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    here.decide("a.xlsx;;telt;;het is goed zo")
    with monkeypatch.context() as held:
        really = Path.replace

        def replace(path: Path, target: Path) -> Path:
            if Path(target).name == name:
                raise PermissionError(13, "Access is denied")
            return really(path, target)

        held.setattr(Path, "replace", replace)
        held.setattr("time.sleep", lambda _: None)
        shown = here.importeer(here.sent_back("b.xlsx", "GM0361"))
    assert shown.exit_code == 1
    assert shown.output.count(name) >= 1
    assert "Sluit dit in Excel" in shown.output
    assert "Heiloo" in shown.output or "Alkmaar" in shown.output
    again = here.importeer()
    assert again.exit_code == 0, again.output
    assert set(load_dataset(here.dataset)["organisatie"]) == {"Heiloo", "Alkmaar"}


def test_the_folder_with_answers_is_read_as_it_is_by_pandas_duckdb_and_dask(here: Round) -> None:
    import dask.dataframe as dd
    import duckdb
    import pandas as pd

    for meting, code in (("2026", "GM0399"), ("2026-2", "GM0399"), ("2027", "GM0361")):
        here.importeer(here.sent_back(f"{meting}.xlsx", code, meting=meting))
    folder = here.dataset / "antwoorden.parquet"
    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-2.parquet", "2026.parquet", "2027.parquet",
    ]  # fmt: skip
    count = len(load_dataset(here.dataset))
    found = {
        "pandas": pd.read_parquet(folder),
        "duckdb": duckdb.read_parquet(f"{folder}/*.parquet").df(),
        "dask": dd.read_parquet(folder).compute(),
    }
    for reader, frame in found.items():
        assert len(frame) == count, reader
        assert set(frame["meting"]) == {"2026", "2026-2", "2027"}, reader
        assert {type(value) for value in frame["meting"]} == {str}, reader
        assert set(frame["status"]) == {"voldoet", ""}, reader
        # The same as people see in the CSV, which is made safe for Excel.
        (text,) = set(frame["onderbouwing"]) - {""}
        assert text == '=zie; "intranet"\nblz. 2', reader
    with (here.dataset / "antwoorden.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    assert {row["onderbouwing"] for row in rows} == {"", '\'=zie; "intranet"\nblz. 2'}


def test_a_table_without_rows_has_its_columns(here: Round) -> None:
    here.sent_back("a.xlsx").write_bytes(b"geen werkboek")
    here.importeer(here.folder / "in")
    assert len(load_dataset(here.dataset)) == 0
    assert "status" in load_dataset(here.dataset).columns


# --- the desk -----------------------------------------------------------------------------


def test_a_line_that_came_is_remembered_and_one_that_went_is_taken_back(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    here.decide("a.xlsx;;uitsluiten;;een proef")
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "uitgesloten"}
    ((name, sha256, verdict, value, reason),) = here.desk()
    assert (name, verdict, value, reason) == ("a.xlsx", "uitsluiten", "", "een proef")
    assert len(sha256) >= 12
    # The file itself is not the memory.
    (here.dataset / "besluiten.csv").unlink()
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "uitgesloten"}
    assert len(here.desk()) == 1
    text = (here.dataset / "besluiten.csv").read_text(encoding="utf-8-sig")
    (here.dataset / "besluiten.csv").write_text(text.splitlines()[0] + "\n", encoding="utf-8-sig")
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "aanvaard"}
    assert here.desk() == []


def test_a_line_that_changed_takes_the_place_of_what_it_was(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    here.decide("a.xlsx;;uitsluiten;;een proef")
    here.importeer()
    path = here.dataset / "besluiten.csv"
    path.write_text(path.read_text("utf-8-sig").replace("een proef", "dubbel"), "utf-8-sig")
    here.importeer()
    assert [row[4] for row in here.desk()] == ["dubbel"]
    reasons = read_tables(here.dataset).inzendingen["reden"]
    assert list(reasons) == ["dubbel"]


def test_what_a_colleague_decided_elsewhere_is_not_taken_back_by_an_older_sheet(
    here: Round,
) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    other = Round(here.folder, "collega")
    shutil.copytree(here.dataset, other.dataset)
    other.decide("b.xlsx;;uitsluiten;;van de collega")
    other.importeer()
    here.decide("a.xlsx;;uitsluiten;;van mij")
    here.importeer()
    # The events of the colleague come in; the sheet is still mine, and I add nothing.
    joined(here.dataset, other.dataset)
    assert here.importeer().exit_code == 0
    assert [row[4] for row in here.desk()] == ["van de collega", "van mij"]
    assert here.outcomes() == {"a.xlsx": "uitgesloten", "b.xlsx": "uitgesloten"}


def test_the_sheet_of_a_colleague_that_a_synchroniser_put_beside_mine_is_read_too(
    here: Round,
) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    sheet = here.dataset / "besluiten.csv"
    theirs = sheet.read_text("utf-8-sig") + "b.xlsx;;uitsluiten;;van de collega\n"
    sheet.write_text(sheet.read_text("utf-8-sig") + "a.xlsx;;uitsluiten;;van mij\n", "utf-8-sig")
    (here.dataset / "besluiten-LAPTOP-ANNA.csv").write_text(theirs, "utf-8-sig")
    shown = here.importeer()
    assert shown.exit_code == 0
    assert "besluiten-LAPTOP-ANNA.csv" in shown.output
    assert sorted(row[4] for row in here.desk()) == ["van de collega", "van mij"]
    assert not list(here.dataset.glob("besluiten-*"))
    assert "van de collega" in next((here.dataset / "opzij").iterdir()).read_text("utf-8-sig")
    assert "LAPTOP" not in here.importeer().output


def test_what_a_synchroniser_kept_twice_counts_once(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    before = here.tables()
    (parquet,) = (here.dataset / "antwoorden.parquet").iterdir()
    original = next((here.dataset / "archief").iterdir())
    event = next((here.dataset / "gebeurtenissen").glob("aangeboden-*"))
    for path in (parquet, original, event, here.dataset / "antwoorden.csv"):
        shutil.copy(path, path.with_name(f"{path.stem}-LAPTOP-ANNA{path.suffix}"))
    other = here.dataset / "inzendingen (1).csv"
    other.write_text("met een aantekening", encoding="utf-8")
    assert len(load_dataset(here.dataset)) == 2 * 47
    shown = here.importeer()
    assert shown.exit_code == 0, shown.output
    assert shown.output.count("tweede versie") == 1
    assert "inzendingen (1).csv" in shown.output
    assert here.tables() == before
    assert [p.name for p in (here.dataset / "antwoorden.parquet").iterdir()] == [parquet.name]
    assert not list(here.dataset.glob("*LAPTOP*"))
    assert [path.read_text() for path in (here.dataset / "opzij").iterdir()] == [
        "met een aantekening"
    ]


def test_two_opposite_decisions_of_two_people_are_both_shown_and_neither_counts(
    here: Round,
) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    other = Round(here.folder, "collega")
    shutil.copytree(here.dataset, other.dataset)
    here.decide("a.xlsx;;uitsluiten;;een proef")
    here.importeer()
    other.decide("a.xlsx;;telt;;toch goed")
    other.importeer()
    joined(here.dataset, other.dataset)
    shown = here.importeer()
    assert shown.exit_code == 1
    assert "uitsluiten (een proef)" in shown.output
    assert "telt (toch goed)" in shown.output
    assert here.outcomes() == {"a.xlsx": "aanvaard"}
    assert len(here.desk()) == 2


def test_the_same_decision_of_two_people_is_one_and_is_taken_back_as_one(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    other = Round(here.folder, "collega")
    shutil.copytree(here.dataset, other.dataset)
    for one in (here, other):
        one.decide("a.xlsx;;uitsluiten;;een proef")
        one.importeer()
    joined(here.dataset, other.dataset)
    here.importeer()
    assert len(here.desk()) == 1
    text = (here.dataset / "besluiten.csv").read_text("utf-8-sig")
    (here.dataset / "besluiten.csv").write_text(text.splitlines()[0] + "\n", "utf-8-sig")
    here.importeer()
    assert here.desk() == []
    assert here.outcomes() == {"a.xlsx": "aanvaard"}


def excluded_and_taken_back(here: Round) -> Round:
    """A decision that a colleague has too, and that was taken back here."""
    here.importeer(here.sent_back("a.xlsx"))
    here.decide("a.xlsx;;uitsluiten;;een proef")
    here.importeer()
    other = Round(here.folder, "collega")
    shutil.copytree(here.dataset, other.dataset)
    text = (here.dataset / "besluiten.csv").read_text("utf-8-sig")
    (here.dataset / "besluiten.csv").write_text(text.splitlines()[0] + "\n", "utf-8-sig")
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "aanvaard"}
    return other


def test_what_was_taken_back_stays_so_when_the_events_come_in_before_the_sheet(
    here: Round,
) -> None:
    other = excluded_and_taken_back(here)
    joined(other.dataset, here.dataset)  # the older sheet of the colleague still stands
    assert other.status().exit_code == 0
    assert other.outcomes() == {"a.xlsx": "aanvaard"}
    assert other.importeer().exit_code == 0
    assert other.desk() == []


def test_an_older_sheet_beside_the_own_one_brings_nothing_back(here: Round) -> None:
    other = excluded_and_taken_back(here)
    shutil.copy(other.dataset / "besluiten.csv", here.dataset / "besluiten-PC.csv")
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "aanvaard"}


def test_lines_stay_in_the_order_in_which_they_were_written(here: Round) -> None:
    codes = ("GM0399", "GM0361", "GM0373", "GM0405", "GM0392")
    here.importeer(*(here.sent_back(f"{code}.xlsx", code) for code in codes))
    here.decide(*(f"{code}.xlsx;;uitsluiten;;proef" for code in codes))
    here.importeer()
    assert [row[0] for row in here.desk()] == [f"{code}.xlsx" for code in codes]


def test_empty_columns_behind_the_last_are_no_fault(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    sheet = here.dataset / "besluiten.csv"
    lines = [*sheet.read_text("utf-8-sig").splitlines(), "a.xlsx;;uitsluiten;;een proef;"]
    sheet.write_text("".join(f"{line};;\n" for line in lines), "utf-8-sig")
    assert here.importeer().exit_code == 0
    assert here.outcomes() == {"a.xlsx": "uitgesloten"}


def test_a_decision_about_what_only_the_archive_knows_is_understood(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    here.decide("a.xlsx;;uitsluiten;;een proef")
    here.importeer()
    shutil.rmtree(here.dataset / "gebeurtenissen")
    shown = here.importeer()
    assert isinstance(shown.exception, SystemExit)  # said, and gone on
    assert "weer opgenomen" in shown.output
    assert here.outcomes() == {"a.xlsx": "uitgesloten", "b.xlsx": "aanvaard"}


# --- two machines -------------------------------------------------------------------------


def test_what_is_given_last_serves_though_the_clock_of_a_colleague_is_ahead(
    here: Round, tmp_path: Path
) -> None:
    from nhnorm_xlsx.dataset.reference import Reference, read_reference
    from nhnorm_xlsx.organisations import dump_organisations
    from nhnorm_xlsx.tasks.importing import Options, import_files

    heiloo, alkmaar, bergen = (forms.ORGANISATIONS[c] for c in ("GM0399", "GM0361", "GM0373"))
    here.importeer(here.sent_back("a.xlsx"))
    ahead = datetime.now(UTC) + timedelta(hours=5)
    theirs = Reference({}, {item.code: item for item in (heiloo, alkmaar)})
    import_files([], here.dataset, theirs, options=Options(now=ahead))
    mine = tmp_path / "mijn.csv"
    mine.write_text(dump_organisations([heiloo, bergen]), encoding="utf-8-sig")
    arguments = ["importeer", "--uit", str(here.dataset), "--organisaties", str(mine)]
    assert CliRunner().invoke(nhnorm, arguments).exit_code == 0
    assert list(read_reference(here.dataset).organisations) == ["GM0399", "GM0373"]


def test_two_who_write_the_same_file_at_once_do_not_take_each_others_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nhnorm_xlsx import files

    path = tmp_path / "a.xlsx"
    with files.beside(path) as mine:
        mine.write_bytes(b"van mij")
        with files.beside(path) as theirs:
            theirs.write_bytes(b"van een ander")
        assert path.read_bytes() == b"van een ander"
    assert path.read_bytes() == b"van mij"
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]


def test_half_a_reading_is_made_again(here: Round, read_now: list[str]) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    before = here.tables()
    for path in (here.dataset / "gelezen").glob("*/*.json"):
        path.write_bytes(path.read_bytes()[:-200])
    assert here.importeer(here.sent_back("c.xlsx", "GM0373")).exit_code == 0
    assert read_now[2:] == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert before["normen"] == here.tables()["normen"]


@pytest.mark.skipif(sys.platform == "win32", reason="rechten werken daar anders")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root mag alles")
def test_a_place_for_readings_that_cannot_be_written_stops_nothing(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    (here.dataset / "gelezen").chmod(0o500)
    assert here.importeer(here.sent_back("b.xlsx", "GM0361")).exit_code == 0


def test_readings_that_cannot_be_kept_are_used_all_the_same(
    here: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nhnorm_xlsx import files

    really = files.write_bytes

    def write(path: Path, content: bytes, **more: object) -> None:
        if "gelezen" in path.parts:
            raise StorageError("vol")
        really(path, content, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "write_bytes", write)
    assert here.importeer(here.sent_back("a.xlsx")).exit_code == 0
    assert here.outcomes() == {"a.xlsx": "aanvaard"}


# --- datasets of before -------------------------------------------------------------------


def test_a_dataset_of_before_is_taken_over_by_any_command(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    before = here.tables()
    as_before(here.dataset)
    shown = here.status()
    assert shown.exit_code == 0, shown.output
    assert "2 van" in shown.output
    assert here.tables() == before
    assert not (here.dataset / "grootboek.json").exists()
    assert not (here.dataset / "normdefinities.csv").exists()
    assert (here.dataset / "antwoorden.parquet").is_dir()


def test_taken_over_by_two_people_it_is_still_one_dataset(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    as_before(here.dataset)
    other = Round(here.folder, "collega")
    shutil.copytree(here.dataset, other.dataset)
    for one in (here, other):
        assert one.importeer().exit_code == 0
    told = [sorted(p.name for p in (one.dataset / "gebeurtenissen").glob("[!b]*.json"))
            for one in (here, other)]  # fmt: skip
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ["dataset.oud", "dataset.nieuw"])
def test_a_folder_that_somebody_made_beside_the_dataset_is_left_alone(
    here: Round, name: str
) -> None:
    """`dataset.oud` is what people call a copy they made before an update."""
    here.importeer(here.sent_back("a.xlsx"))
    shutil.copytree(here.dataset, here.folder / name)
    (here.folder / name / "mijn.txt").write_text("van mij")
    here.importeer()
    here.status()
    assert (here.folder / name / "mijn.txt").exists()
    # Who sets the dataset aside to begin anew, begins anew.
    shutil.rmtree(here.dataset)
    here.importeer(here.sent_back("b.xlsx", "GM0361"))
    assert here.outcomes() == {"b.xlsx": "aanvaard"}
    assert (here.folder / name / "mijn.txt").exists()


def test_what_an_earlier_version_was_moving_is_finished(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    as_before(here.dataset)
    old = here.folder / "dataset.oud"
    shutil.copytree(here.dataset, old)
    here.dataset.rename(here.folder / "dataset.nieuw")
    assert here.status().exit_code == 0
    assert here.outcomes() == {"a.xlsx": "aanvaard"}
    assert old.exists()


def test_decisions_of_before_are_taken_over_once_by_however_many_people(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    as_before(here.dataset)
    here.decide("a.xlsx;;uitsluiten;;een proef")
    other = Round(here.folder, "collega")
    shutil.copytree(here.dataset, other.dataset)
    for one in (here, other):
        one.importeer()
        assert one.outcomes() == {"a.xlsx": "uitgesloten", "b.xlsx": "aanvaard"}
    text = (here.dataset / "besluiten.csv").read_text("utf-8-sig")
    (here.dataset / "besluiten.csv").write_text(text.splitlines()[0] + "\n", "utf-8-sig")
    here.importeer()
    joined(here.dataset, other.dataset)
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "aanvaard", "b.xlsx": "aanvaard"}


def test_books_of_before_that_come_back_take_no_later_decision_away(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"), here.sent_back("b.xlsx", "GM0361"))
    as_before(here.dataset)
    books = (here.dataset / "grootboek.json").read_bytes()
    sheet = (here.dataset / "besluiten.csv").read_bytes()
    here.importeer()
    text = (here.dataset / "besluiten.csv").read_text("utf-8-sig")
    line = "b.xlsx;;uitsluiten;;van later\n"
    (here.dataset / "besluiten.csv").write_text(text + line, "utf-8-sig")
    here.importeer()
    # A colleague with the old program still synchronises the old files.
    (here.dataset / "grootboek.json").write_bytes(books)
    (here.dataset / "besluiten.csv").write_bytes(sheet)
    here.importeer()
    assert here.outcomes() == {"a.xlsx": "aanvaard", "b.xlsx": "uitgesloten"}


def test_books_that_cannot_be_read_are_left_as_they_are(here: Round) -> None:
    here.importeer(here.sent_back("a.xlsx"))
    as_before(here.dataset)
    (here.dataset / "grootboek.json").write_text("{")
    shown = here.importeer()
    assert isinstance(shown.exception, StorageError)
    assert "grootboek.json kan niet worden gelezen" in str(shown.exception)
    assert (here.dataset / "normdefinities.csv").exists()
    assert not (here.dataset / "gebeurtenissen").exists()


def test_no_password_is_ever_kept(here: Round) -> None:
    path, locked = here.sent_back("a.xlsx"), io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt("geheim-1234", locked)
    path.write_bytes(locked.getvalue())
    words = here.folder / "woorden.txt"
    words.write_text("geheim-1234\n")
    assert here.importeer(path).exit_code == 1
    arguments = ["importeer", str(path), "--uit", str(here.dataset), "--wachtwoorden", str(words)]
    assert CliRunner().invoke(nhnorm, arguments).exit_code == 0
    shutil.rmtree(here.dataset / "gelezen")
    assert here.importeer().exit_code == 0
    assert here.outcomes() == {"a.xlsx": "aanvaard"}
    for file in here.dataset.rglob("*"):
        assert not file.is_file() or b"geheim-1234" not in file.read_bytes()
