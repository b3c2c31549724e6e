"""Files that are damaged or made to hurt: a finding and a bounded cost, and the rest goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.tasks.importing import check_files, import_files
from tests import forms, hostile
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
    # A bound, not a benchmark: every file has a limit of 40 seconds, two at a time.
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


@pytest.mark.parametrize("seed", range(40))
def test_flipped_and_cut_bytes_never_stop_the_program(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(hostile.good(tmp_path).read_bytes())
    for _ in range(dice.choice((1, 5, 50))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    if dice.random() < 0.3:
        content = content[: dice.randrange(len(content))]
    _survives(tmp_path / "gek.xlsx", bytes(content))


@pytest.mark.parametrize("seed", range(40))
def test_mangled_xml_inside_a_whole_zip_never_stops_the_program(tmp_path: Path, seed: int) -> None:
    dice = random.Random(1000 + seed)
    path = hostile.good(tmp_path)
    target = tmp_path / "gek.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        victim = dice.choice(source.namelist())
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, _mangled(part, dice) if name == victim else part)
    _survives(target, target.read_bytes())


def _mangled(part: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(part))
    end = min(len(part), at + dice.randrange(1, 200))
    return dice.choice(
        (
            part[:at],
            part[:at] + part[end:],
            part[:at] + part[at:end] * 3 + part[end:],
            part[:at] + bytes(dice.randrange(256) for _ in range(20)) + part[end:],
            part.replace(b"<row", b"<rij", 3),
            part.replace(b't="s"', b't="n"'),
            b"",
        )
    )


def _survives(path: Path, content: bytes) -> None:
    """Either a workbook or a reason; never another exception, and both can be judged."""
    path.write_bytes(content)
    try:
        found: RawWorkbook | UnreadableError = read_workbook(path)
    except UnreadableError as error:
        found = error
    if isinstance(found, UnreadableError):
        submission = judge_unreadable(path.name, found)
    else:
        submission = judge(path.name, found, REFERENCE.definitions, REFERENCE.organisations)
    # Either every norm has its row, or there is a reason.
    assert len(submission.answers) == 3 or submission.refusal


def test_killed_at_any_moment_the_dataset_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    """kill -9 while a second file is imported, again and again, at moments spread over the run."""
    if sys.platform == "win32":
        pytest.skip("SIGKILL bestaat niet op Windows")
    first, second = tmp_path / "een", tmp_path / "twee"
    first.mkdir()
    second.mkdir()
    hostile.good(first, "een.xlsx")
    other = forms.plan({"1.1": {"status": "Voldoet niet"}}, definition=SMALL, issue="test-2")
    forms.written(second, other, "twee.xlsx")
    before = tmp_path / "voor"
    import_files([first], before, REFERENCE)
    script = tmp_path / "importeer.py"
    script.write_text(
        "import sys, os\n"
        f"sys.path.insert(0, {str(Path(__file__).resolve().parent.parent)!r})\n"
        "from pathlib import Path\n"
        "from tests.test_intake_hostile import REFERENCE\n"
        "import nhnorm_xlsx.tasks.importing as importing\n"
        "import nhnorm_xlsx.dataset.files, nhnorm_xlsx.dataset.tables\n"
        # The reading itself changes nothing on disk; without its processes the moments
        # fall where it matters.
        "importing.in_isolation = lambda work, jobs: (work(job) for job in jobs)\n"
        "print('klaar', flush=True)\n"
        "sys.stdin.readline()\n"
        "importing.import_files([Path(sys.argv[1])], Path(sys.argv[2]), REFERENCE)\n"
    )
    dice = random.Random(7)
    seen = set()
    for _ in range(MOMENTS):
        dataset = tmp_path / "dataset"
        for leftover in tmp_path.glob("dataset*"):
            shutil.rmtree(leftover)
        shutil.copytree(before, dataset)
        process = subprocess.Popen(
            [sys.executable, str(script), str(second), str(dataset)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        process.stdin.write(b"\n")
        process.stdin.flush()
        time.sleep(dice.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        process.stdout.close()
        from nhnorm_xlsx import load_dataset

        files = len(load_dataset(dataset)["bestand"].unique())
        state = read_tables(dataset).inzendingen["bestand"].tolist()
        assert files == 1
        assert state in (["een.xlsx"], ["een.xlsx", "twee.xlsx"])
        seen.add(len(state))
    import_files([second], dataset, REFERENCE)
    assert read_tables(dataset).inzendingen["bestand"].tolist() == ["een.xlsx", "twee.xlsx"]
    assert seen == {1, 2}, "de momenten vielen allemaal aan één kant"


MOMENTS = int(os.environ.get("NHNORM_TEST_MOMENTEN", "40"))


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
