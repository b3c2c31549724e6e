"""Ctrl-C at any moment: one sentence, no traceback, and the data as it was."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from nhnorm_xlsx import cli, interruption, load_dataset
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.organisations import dump_organisations
from tests import forms

SENTENCE = "Afgebroken. Wat er was, is bewaard; geef de opdracht opnieuw."
MOMENTS = int(os.environ.get("NHNORM_TEST_MOMENTEN", "12"))
ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="daar gaat Ctrl-C naar het venster, niet naar een groep"
)


def start(*arguments: str | Path, folder: Path) -> subprocess.Popen[str]:
    """The command, in a process group of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "nhnorm_xlsx", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def press(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):  # it may be done already
        os.killpg(process.pid, signal.SIGINT)


def interrupted(
    process: subprocess.Popen[str], moment: float, again: float | None
) -> tuple[int, str, str]:
    """Press Ctrl-C at this moment, and perhaps once more; then what came of it."""
    time.sleep(moment)
    press(process)
    if again is not None:
        time.sleep(again)
        press(process)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def one_sentence(outcome: tuple[int, str, str]) -> bool:
    """Whether it was interrupted; and that it said so in one sentence, or finished as ever."""
    code, out, err = outcome
    shown = out + err
    if "Traceback" in shown and "nhnorm_xlsx" not in shown:
        # On a busy machine Python itself was still beginning: no line of ours could listen.
        return False
    for word in ("Traceback", "KeyboardInterrupt", "Exception", "Error", 'File "'):
        assert word not in shown, shown
    if code == cli.COULD_NOT_RUN:
        assert shown.count("Afgebroken") == 1
        assert err.rstrip().endswith(SENTENCE)
        return True
    assert code in (cli.DONE, cli.REFUSED), outcome
    assert "Afgebroken" not in shown
    return False


def begun() -> float:
    """How long Python itself takes to begin: before that no line of ours is there to listen."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import runpy"], check=True)
        times.append(time.perf_counter() - begin)
    return 1.5 * max(times)


def test_ctrl_c_at_any_moment_of_an_import(tmp_path: Path) -> None:
    """Moments over the whole run, while loading, reading and writing; some twice."""
    first, second = tmp_path / "een", tmp_path / "twee"
    first.mkdir()
    second.mkdir()
    forms.written(first, forms.plan({"1.1": {"status": "Voldoet"}}))
    for code in ("GM0361", "GM0373", "GM0376"):
        plan = forms.plan({"1.1": {"status": "Voldoet"}}, organisation=forms.ORGANISATIONS[code])
        forms.written(second, plan, f"{code}.xlsx")
    dataset = tmp_path / "dataset"
    start("importeer", first, "--uit", dataset, folder=tmp_path).communicate(timeout=60)
    begin = time.perf_counter()
    start("importeer", second, "--uit", tmp_path / "los", folder=tmp_path).communicate(timeout=60)
    duration, earliest = time.perf_counter() - begin, begun()
    dice = random.Random(9)
    stopped = 0
    for number in range(MOMENTS):
        process = start("importeer", second, "--uit", dataset, folder=tmp_path)
        again = dice.choice([0.0, 0.01, 0.2]) if number % 3 == 0 else None
        moment = dice.uniform(earliest, max(duration, 2 * earliest))
        stopped += one_sentence(interrupted(process, moment, again))
        assert load_dataset(dataset)["organisatie_code"].nunique() in (1, 4)
    assert stopped > MOMENTS // 3, "bijna alle momenten vielen na het eind"
    assert start("importeer", second, "--uit", dataset, folder=tmp_path).wait(60) == cli.DONE
    assert len(read_tables(dataset).inzendingen) == 4
    assert not list(tmp_path.glob("dataset.*"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("status", "--dataset", "dataset"),
        ("genereer", "--meting", "2026", "--deadline", "2026-05-29"),
        ("controleer", "werkboek.xlsx"),
    ],
)
def test_ctrl_c_in_other_commands(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    forms.written(tmp_path, forms.plan())
    earliest = begun()
    dice = random.Random(len(arguments))
    for _ in range(max(3, MOMENTS // 10)):
        moment = dice.uniform(earliest, earliest + 0.5)
        one_sentence(interrupted(start(*arguments, folder=tmp_path), moment, None))


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    source = tmp_path / "bron"
    source.mkdir()
    for number, item in enumerate(forms.ORGANISATIONS.values()):
        if number < 8:
            forms.written(source, forms.plan(organisation=item), f"{item.code}.xlsx")
    process = start("importeer", source, "--uit", tmp_path / "dataset", folder=tmp_path)
    assert process.stderr is not None
    process.stderr.read(1)  # the first sign of the progress: the readers are starting
    assert one_sentence(interrupted(process, 0.1, None))
    assert_gone(process)


def test_while_many_workbooks_are_made_what_stands_there_is_on_record(tmp_path: Path) -> None:
    organisations = [
        replace(forms.HEILOO, code=f"X{number:03d}", name=f"Plaats {number}")
        for number in range(90)
    ]
    source, folder = tmp_path / "organisaties.csv", tmp_path / "werkboeken"
    source.write_text(dump_organisations(organisations), encoding="utf-8-sig")
    asked = ("--meting", "2026", "--deadline", "2099-05-29", "--organisaties", source)
    process = start("genereer", *asked, "--uit", folder, folder=tmp_path)
    while process.poll() is None and len(list(folder.glob("NHNorm-*.xlsx"))) < 5:
        time.sleep(0.02)
    assert one_sentence(interrupted(process, 0.0, None))
    with (folder / REGISTER).open(encoding="utf-8-sig", newline="") as lines:
        on_record = {row["bestand"] for row in csv.DictReader(lines, delimiter=";")}
    assert 5 <= len(on_record) < 90
    assert {path.name for path in folder.iterdir()} == {*on_record, REGISTER}
    assert_gone(process)


def assert_gone(process: subprocess.Popen[str]) -> None:
    """No process that it started lives on for long."""
    deadline = time.perf_counter() + 10
    while _alive(process.pid):
        assert time.perf_counter() < deadline, "er bleef een proces achter"
        time.sleep(0.05)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# --- in the process itself --------------------------------------------------------------


def script(tmp_path: Path, body: str) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "stuk.py"
    path.write_text(f"import os, signal, sys, time\nsys.path.insert(0, {str(ROOT)!r})\n{body}")
    return subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=False, timeout=60
    )


PRESS = "os.kill(os.getpid(), signal.SIGINT)"
RUN = (
    "import nhnorm_xlsx.cli as cli\nfrom nhnorm_xlsx import interruption, __main__\n"
    "def work(arguments=None, **_):\n{}\ncli.nhnorm.main = work\n__main__.main()\n"
)


@pytest.mark.parametrize(
    "work",
    [
        f"    {PRESS}\n    time.sleep(9)",
        # Where Python cannot pass it on: while an object is tidied up.
        "    class Tidy:\n        def __del__(self):\n"
        f"            {PRESS}\n            time.sleep(0)\n    Tidy()\n    time.sleep(9)",
        # A library that takes it for a failure of its own, or passes over it.
        f"    try:\n        {PRESS}\n        time.sleep(9)\n    except BaseException:\n"
        "        raise ValueError('import failed') from None",
        f"    try:\n        {PRESS}\n        time.sleep(9)\n    except BaseException:\n"
        "        pass",
        # While a process is started: heard after it.
        f"    with interruption.postponed():\n        {PRESS}\n        print('heel', flush=True)\n"
        "    time.sleep(9)",
        # While what was begun is tidied up.
        f"    try:\n        {PRESS}\n        time.sleep(9)\n    finally:\n        {PRESS}\n"
        "        time.sleep(0.1)\n        print('opgeruimd', flush=True)",
        # Inside an `exec` of a library: then Python would end itself with a signal.
        f"    exec({PRESS!r} + '; time.sleep(9)')",
    ],
)
def test_where_it_falls_makes_no_difference(tmp_path: Path, work: str) -> None:
    begin = time.perf_counter()
    done = script(tmp_path, RUN.format(work))
    assert (done.returncode, done.stderr.strip()) == (2, SENTENCE)
    assert time.perf_counter() - begin < 8
    assert done.stdout.strip() in ("", "heel", "opgeruimd")
    assert ("heel" in work) == ("heel" in done.stdout)
    assert ("opgeruimd" in work) == ("opgeruimd" in done.stdout)


def test_on_the_way_out_it_needs_no_comment(tmp_path: Path) -> None:
    late = f"import atexit\natexit.register(lambda: {PRESS})\n"
    done = script(tmp_path, late + RUN.format("    print('klaar')"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "klaar\n", "")


def test_before_anything_is_loaded_too(tmp_path: Path) -> None:
    source = (
        "import builtins\nold = builtins.__import__\n"
        "from nhnorm_xlsx import __main__\n"
        "def slow(name, *rest, **named):\n"
        f"    if name == 'nhnorm_xlsx': {PRESS}\n"
        "    return old(name, *rest, **named)\n"
        "builtins.__import__ = slow\n__main__.main()\n"
    )
    done = script(tmp_path, source)
    assert (done.returncode, done.stderr.strip()) == (2, SENTENCE)


def test_who_keeps_pressing_gets_out_at_once(tmp_path: Path) -> None:
    work = (
        f"    interruption.PATIENCE = 0.1\n    try:\n        {PRESS}\n        time.sleep(9)\n"
        f"    finally:\n        time.sleep(0.2)\n        {PRESS}\n        time.sleep(9)"
    )
    begin = time.perf_counter()
    done = script(tmp_path, RUN.format(work))
    assert (done.returncode, done.stderr.strip()) == (2, SENTENCE)
    assert time.perf_counter() - begin < 8


def test_the_sentence_is_the_same_everywhere() -> None:
    assert interruption.SENTENCE == SENTENCE
    assert SENTENCE in (ROOT / "nhnorm_xlsx" / "__main__.py").read_text(encoding="utf-8")
