"""Files that are damaged or made to hurt: a finding and a bounded cost, and the rest goes on."""

from __future__ import annotations

import ctypes
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.intake import memory
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.tasks.importing import check_files, import_files
from tests import forms, fuzz, hostile
from tests.programmas import FOLDER
from tests.returned import SMALL

REFERENCE = Reference({"2024": SMALL}, {"GM0399": forms.HEILOO})


def test_hostile_files_are_findings_and_the_good_one_among_them_counts(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    hostile.good(folder)
    for make in hostile.HOSTILE:
        (folder / f"{make.__name__}.xlsx").write_bytes(make())
    begin = time.monotonic()
    report = check_files([folder], REFERENCE)
    # A bound, not a benchmark: every file has a limit of 20 seconds, two at a time.
    assert time.monotonic() - begin < 300
    found = {item.submission.file: item.submission for item in report.offered}
    assert len(found) == len(hostile.HOSTILE) + 1
    assert found.pop("goed.xlsx").accepted
    for name, submission in found.items():
        assert not submission.accepted, name
        assert submission.refusal, name
        assert "passwd" not in submission.refusal
    assert not (tmp_path.parent / "ontsnapt.txt").exists()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (hostile.zip_bomb, "te_groot"),
        (hostile.many_sheets, "te_groot"),
        (hostile.many_parts, "te_groot"),
        (hostile.a_pdf, "geen_werkboek"),
        (hostile.wrong_insides, "beschadigd"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_is_wrong_is_said(tmp_path: Path, make: Callable[[], bytes], code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    with pytest.raises(UnreadableError) as caught:
        read_workbook(path)
    assert caught.value.code == code


@pytest.mark.parametrize("make", hostile.TOO_LARGE, ids=lambda make: make.__name__)
def test_what_would_need_too_much_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes]
) -> None:
    def opened(content: bytes) -> None:
        raise AssertionError("het is geopend")

    for reader in ("_calamine_cells", "_openpyxl_cells"):
        monkeypatch.setattr(f"nhnorm_xlsx.intake.opening.{reader}", opened)
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    with pytest.raises(UnreadableError) as caught:
        read_workbook(path)
    assert caught.value.code == "te_groot"


@pytest.mark.parametrize(
    "name",
    ["gnumeric.xls", "libreoffice.xls", "gnumeric.ods", "libreoffice.ods", "sheetjs.ods",
     "exceljs.xlsx", "gnumeric.xlsx"],
)  # fmt: skip
def test_how_much_an_ordinary_file_holds_is_seen_in_every_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """With a limit just below what is there, each is refused; the rectangle holds the cells."""
    path = FOLDER / name
    filled = sum(len(item.cells) for item in read_workbook(path).sheets)
    monkeypatch.setattr("nhnorm_xlsx.intake.limits.MAX_CELLS", filled - 1)
    with pytest.raises(UnreadableError) as caught:
        read_workbook(path)
    assert caught.value.detail == f"meer dan {filled - 1} gevulde cellen"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS houdt zich aan geen grens")
def test_a_reader_gets_no_more_than_a_gigabyte(tmp_path: Path) -> None:
    (found,) = _read_with(tmp_path, "x = bytearray(1_000_000_000)")
    assert isinstance(found, UnreadableError)
    assert (found.code, found.detail) == ("te_groot", "te weinig geheugen")
    assert _read_with(tmp_path, "x = bytearray(600_000_000); return 'klaar'") == ["klaar"]


def test_windows_is_told_the_limit_where_it_reads_it() -> None:
    """The layout that Windows documents for a program of 64 bits."""
    assert ctypes.sizeof(memory.BasicLimits) == 64
    assert memory.BasicLimits.LimitFlags.offset == 16
    assert ctypes.sizeof(memory.ExtendedLimits) == 144
    assert memory.ExtendedLimits.ProcessMemoryLimit.offset == 112


def test_every_reason_not_to_read_a_file_survives_the_way_between_processes() -> None:
    """One that does not, would leave the program waiting for ever."""
    kinds: list[type[UnreadableError]] = [UnreadableError, *UnreadableError.__subclasses__()]
    assert len(kinds) > 1
    for kind in kinds:
        copy = pickle.loads(pickle.dumps(kind("beschadigd", "een deel")))  # noqa: S301
        assert (type(copy), copy.code, copy.detail) == (kind, "beschadigd", "een deel")


def test_a_cell_at_the_far_end_costs_nothing_and_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.far_away_cell())
    (found,) = in_isolation(read_workbook, [path])
    assert isinstance(found, RawWorkbook)
    assert found.sheets[0].cells == {(1, 1): 1, (1_048_576, 16_384): 2}


def test_a_reader_that_dies_is_a_finding(tmp_path: Path) -> None:
    (found,) = _read_with(tmp_path, "os.abort()")
    assert isinstance(found, UnreadableError)
    assert found.code == "lezer_gestopt"


def test_a_reader_that_never_ends_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nhnorm_xlsx.intake.limits.MAX_SECONDS", 1.0)
    (found,) = _read_with(tmp_path, "time.sleep(60)")
    assert isinstance(found, UnreadableError)
    assert found.code == "te_groot"


def _read_with(folder: Path, body: str) -> list[object]:
    """Read in a process in which the reader does something else."""
    hook = folder / "sitecustomize.py"
    hook.write_text(
        "import os, time\n"
        "import nhnorm_xlsx.intake.opening as opening\n"
        f"def bad(path):\n    {body}\n"
        "opening.read_workbook = bad\n"
    )
    path = folder / "a.xlsx"
    path.write_bytes(b"x")
    before = os.environ.get("PYTHONPATH", "")
    root = Path(__file__).resolve().parent.parent
    os.environ["PYTHONPATH"] = os.pathsep.join([str(folder), str(root), before])
    try:
        return list(in_isolation(read_workbook, [path]))
    finally:
        os.environ["PYTHONPATH"] = before


@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_never_stop_the_program(tmp_path: Path, seed: int) -> None:
    """Seeded and bounded; `python -m tests.fuzz` goes on for as long as you like."""
    cases = fuzz.damaged(tmp_path, random.Random(seed), 100)
    judged = [submission for _, submission in fuzz.judged(cases)]
    assert len(judged) == 100
    # Both happen; otherwise the damage is of no use.
    assert 10 < sum(submission.accepted for submission in judged) < 90


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment_the_dataset_is_the_old_or_the_new_one(
    tmp_path: Path, seed: int
) -> None:
    """kill -9 while a second file is imported, at 200 moments in all, spread over the run."""
    if sys.platform == "win32":
        pytest.skip("SIGKILL bestaat niet op Windows")
    first, second = tmp_path / "een", tmp_path / "twee"
    first.mkdir()
    second.mkdir()
    hostile.good(first, "een.xlsx")
    other = forms.plan({"1.1": {"status": "Voldoet niet"}}, definition=SMALL, issue="test-2")
    later = time.time() + 60
    os.utime(forms.written(second, other, "twee.xlsx"), (later, later))
    before, dataset = tmp_path / "voor", tmp_path / "dataset"
    import_files([first], before, REFERENCE)
    dice = random.Random(seed)
    seen = set()
    with _importer(tmp_path, second, dataset) as (start, duration):
        for _ in range(MOMENTS // 4):
            for leftover in tmp_path.glob("dataset*"):
                shutil.rmtree(leftover)
            shutil.copytree(before, dataset)
            victim = start()
            time.sleep(dice.uniform(0, duration))
            with suppress(ProcessLookupError):  # it may be done already
                os.kill(victim, signal.SIGKILL)
            _gone(victim)
            answers = load_dataset(dataset)
            state = read_tables(dataset).inzendingen["bestand"].tolist()
            assert len(answers["bestand"].unique()) == 1
            assert state in (["een.xlsx"], ["een.xlsx", "twee.xlsx"])
            seen.add(len(state))
    import_files([second], dataset, REFERENCE)
    assert read_tables(dataset).inzendingen["bestand"].tolist() == ["een.xlsx", "twee.xlsx"]
    assert seen == {1, 2}, "de momenten vielen allemaal aan één kant"


# The parent has everything loaded and forks a child for every import, so that the moments
# fall where it matters. Reading changes nothing on disk; it is done without its processes.
_IMPORTER = """
import os, sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from unittest.mock import patch
from tests.test_intake_hostile import REFERENCE
import nhnorm_xlsx.tasks.importing as importing
import nhnorm_xlsx.dataset.files, nhnorm_xlsx.dataset.tables

def in_this_process(work, jobs):
    return (work(job) for job in jobs)

def child(source, dataset):
    try:
        importing.import_files([source], dataset, REFERENCE)
    finally:
        os._exit(0)

def main(source, dataset):
    for line in sys.stdin:
        begin = time.perf_counter()
        process = os.fork() or child(source, dataset)
        if line.startswith("helemaal"):
            os.waitpid(process, 0)
            print(time.perf_counter() - begin, flush=True)
            continue
        print(process, flush=True)
        os.waitpid(process, 0)

if __name__ == "__main__":
    with patch("nhnorm_xlsx.dataset.readings.in_isolation", in_this_process):
        main(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@contextmanager
def _importer(
    folder: Path, source: Path, dataset: Path
) -> Iterator[tuple[Callable[[], int], float]]:
    """A way to start an import, which gives its process, and how long a whole one takes."""
    script = folder / "importeer.py"
    script.write_text(_IMPORTER.format(root=str(Path(__file__).resolve().parent.parent)))
    process = subprocess.Popen(
        [sys.executable, str(script), str(source), str(dataset)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    commands, answers = process.stdin, process.stdout

    def say(command: str) -> str:
        commands.write(f"{command}\n")
        commands.flush()
        return answers.readline()

    for _ in range(2):  # the first time warms up; the second must have as much to do
        shutil.rmtree(dataset, ignore_errors=True)
        shutil.copytree(folder / "voor", dataset)
        duration = float(say("helemaal"))
    try:
        yield lambda: int(say("begin")), duration * 2  # a busy machine is slower
    finally:
        commands.close()
        answers.close()
        process.wait(30)


def _gone(process: int) -> None:
    """Wait until a killed process is no more: its parent has to take leave of it."""
    for _ in range(2_000):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.005)
    raise AssertionError("het proces bleef bestaan")


MOMENTS = int(os.environ.get("NHNORM_TEST_MOMENTEN", "200"))


def test_two_imports_at_once_both_count(tmp_path: Path) -> None:
    for name, code in (("een", "GM0399"), ("twee", "GM0361")):
        plan = forms.plan(organisation=forms.ORGANISATIONS[code])
        (tmp_path / name).mkdir()
        forms.written(tmp_path / name, plan, f"{name}.xlsx")
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "nhnorm_xlsx", "importeer", str(tmp_path / name),
             "--uit", str(tmp_path / "dataset")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,
        )
        for name in ("een", "twee")
    ]  # fmt: skip
    assert [process.wait(120) for process in processes] == [0, 0]
    found = read_tables(tmp_path / "dataset").inzendingen["bestand"].tolist()
    assert sorted(found) == ["een.xlsx", "twee.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="een grens aan de schijf kent Windows niet")
def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_full_disk_stops_with_one_sentence_and_leaves_the_dataset(tmp_path: Path) -> None:
    """A real one: the system refuses to write more than a few kilobytes to a file."""
    import_files([hostile.good(tmp_path)], tmp_path / "dataset", REFERENCE)
    before = contents(tmp_path / "dataset")
    plan = forms.plan(organisation=forms.ORGANISATIONS["GM0361"])
    (tmp_path / "nieuw").mkdir()
    forms.written(tmp_path / "nieuw", plan)
    program = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "from nhnorm_xlsx.cli import main\n"
        f"main(['importeer', {str(tmp_path / 'nieuw')!r}, '--uit', {str(tmp_path / 'dataset')!r}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "kan niet worden geschreven" in done.stderr
    assert contents(tmp_path / "dataset") == before


def test_a_file_that_may_not_be_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when Excel holds it on Windows."""
    hostile.good(tmp_path, "goed.xlsx")
    hostile.good(tmp_path, "open.xlsx")
    whole = Path.read_bytes

    def held(self: Path) -> bytes:
        if self.name == "open.xlsx":
            raise PermissionError(13, "Permission denied", str(self))
        return whole(self)

    monkeypatch.setattr(Path, "read_bytes", held)
    report = import_files(
        [tmp_path / "goed.xlsx", tmp_path / "open.xlsx"], tmp_path / "dataset", REFERENCE
    )
    said = {item.submission.file: item.submission.refusal for item in report.offered}
    assert said["goed.xlsx"] == ""
    assert "staat open in een ander programma" in said["open.xlsx"]
