"""What the commands cost beside the least that they could cost, side by side in one run.

    python benchmarks/speed.py [--herhalingen 3] [maken twee importeren riec terug help]
    python benchmarks/speed.py groei        (10.000 bestanden: een half uur)

A ratio is one of CPU time, of the process and all that it started: that of the clock depends
on who else uses the machine, and stands beside it. Each measurement is a process of its own;
the two sides of a ratio take turns, and the middle of their ratios counts.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).resolve().parent / "floors.py"
BEFORE = "382c3bc"
LIBRARIES = ("xlsxwriter", "pandas", "openpyxl", "python-calamine")


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of CPU of all processes, on the clock, of the busiest one.

    `peak` is the most memory that any of its processes had, in MB.
    """

    cpu: float
    wall: float
    busiest: float
    peak: float = 0.0


@dataclass(frozen=True)
class Step:
    """A command, in the tree of this version or another; `what` it is called in the table.

    `fresh` is a folder that must not be there yet, or with `copied` must be a copy of that one.
    """

    what: str
    command: Sequence[str]
    tree: Path = ROOT
    fresh: Path | None = None
    copied: Path | None = None


@dataclass(frozen=True)
class Row:
    """Work and its floor; `limit` is the ratio to reach.

    With `grown` it is an exponent: the work is that many times that of the floor.
    """

    work: Step
    floor: Step
    limit: str
    grown: float = 0.0
    by_wall: bool = False


def run(step: Step) -> Cost:
    """Run a step; what it says itself that does not count is taken off."""
    if step.fresh:
        shutil.rmtree(step.fresh, ignore_errors=True)
    if step.fresh and step.copied:
        shutil.copytree(step.copied, step.fresh)
    environment = {**os.environ, "PYTHONPATH": str(step.tree)}
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as wrong:
        begin = time.perf_counter()
        process = subprocess.Popen(
            step.command, cwd=step.tree, env=environment, stdout=said, stderr=wrong
        )
        # Of the process and of all that it started.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        wrong.seek(0)
        output, error = said.read(), wrong.read()
    if process.returncode:
        sys.exit(f"{step.what}: {output[-2_000:]} {error}")
    last = output.splitlines()[-1] if output.startswith("{") else "{}"
    off: dict[str, float] = json.loads(last)
    own = used.ru_utime + used.ru_stime - off.get("cpu", 0.0)
    wall -= off.get("wall", 0.0)
    kilobytes = used.ru_maxrss / (1 if sys.platform != "darwin" else 1024)
    busiest = off.get("busiest", own)
    return Cost(own, wall, busiest, kilobytes / 1000)


def python(*arguments: object) -> list[str]:
    """A command for this Python."""
    return [sys.executable, *map(str, arguments)]


def rows_of(wanted: Sequence[str], folder: Path) -> Iterator[tuple[str, Row]]:
    """The rows asked for, with what they need made first."""
    making: dict[str, Callable[[Path], Iterator[Row]]] = {
        "maken": _making,
        "twee": _two_processes,
        "importeren": _importing,
        "groei": _growing,
        "riec": _riec,
        "terug": _feedback,
        "help": _help,
    }
    for name in wanted:
        for row in making[name](folder):
            yield name, row


def _making(folder: Path) -> Iterator[Row]:
    def generate(tree: Path, what: str, where: str) -> Step:
        options = ("--meting", "2026", "--deadline", "2099-05-29", "--uit", folder / where)
        command = python("-m", "nhnorm_xlsx", "genereer", *options)
        return Step(what, command, tree, folder / where)

    ours = generate(ROOT, "45 werkboeken maken", "werkboeken")
    before = _tree_of(BEFORE, folder)
    if before:
        yield Row(ours, generate(before, f"genereer van {BEFORE}", "eerder"), "0.30")
    else:
        print(f"(commit {BEFORE} is hier niet: die regel ontbreekt)")
    yield Row(ours, Step("kale xlsxwriter", python(FLOORS, "werkboeken", folder)), "1.5")


def _tree_of(commit: str, folder: Path) -> Path | None:
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
    if archive.returncode:
        return None
    tree = folder / commit
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as source:
        source.extractall(tree, filter="data")
    return tree


def _two_processes(folder: Path) -> Iterator[Row]:
    def generate(workers: int) -> Step:
        command = python(FLOORS, "processen", folder, workers)
        return Step(f"342 werkboeken, {workers} proces{'sen' * (workers > 1)}", command)

    yield Row(generate(1), generate(2), "1.7", by_wall=True)


def _importing(folder: Path) -> Iterator[Row]:
    all_of_it = _import(folder, MANY, "1.000 bestanden importeren")
    calamine = Step("kale calamine, alle bladen", python(FLOORS, "calamine", folder, MANY))
    yield Row(all_of_it, calamine, "3.5")
    pandas = Step("pandas met openpyxl, alle bladen", python(FLOORS, "pandas", folder, MANY))
    yield Row(all_of_it, pandas, "0.14")
    yield _one_more(folder, all_of_it)


def _one_more(folder: Path, all_of_it: Step) -> Row:
    """One file of another organisation, into the dataset of all of it and into an empty one."""
    full = folder / "vol"
    to_one = _import(folder, 1, "een bestand bij niets")
    run(replace(all_of_it, fresh=full, command=_command(folder, MANY, full)))
    return Row(replace(to_one, what="een bestand bij 1.000", copied=full), to_one, "1.5")


def _growing(folder: Path) -> Iterator[Row]:
    """From a hundred files to ten thousand."""
    few, most = MANY // 10, MANY * 10
    many = _import(folder, most, f"{most} bestanden importeren")
    yield Row(many, _import(folder, few, f"{few} bestanden importeren"), "1.05", most / few)


MANY = 1_000


def _import(folder: Path, count: int, what: str) -> Step:
    """Importing so many files into a new dataset."""
    dataset = folder / "geimporteerd"
    return Step(what, _command(folder, count, dataset), fresh=dataset)


def _command(folder: Path, count: int, dataset: Path) -> list[str]:
    files = _files(folder, count)
    everyone = folder / f"organisaties-{max(count, MANY + 1)}.csv"
    options = ("--uit", dataset, "--organisaties", everyone)
    return python("-m", "nhnorm_xlsx", "importeer", files, *options)


def _files(folder: Path, count: int) -> Path:
    """So many filled-in workbooks: made once. One is of another organisation than a thousand."""
    where = folder / f"retour-{count}"
    after = MANY if count == 1 else 0
    if not where.exists():
        run(Step("bestanden", python(FLOORS, "retour", folder, count, after)))
    return where


def _riec(folder: Path) -> Iterator[Row]:
    dataset = _dataset(folder)
    options = ("--niveau", "riec", "--riec", "RIEC Land", "--html", "--dataset", dataset)
    command = python("-m", "nhnorm_xlsx", "vergelijk", *options, "--uit", folder / "uit")
    run(Step("opnemen", python(FLOORS, "opnemen", folder)))
    floor = Step("kale xlsxwriter + pandas", python(FLOORS, "riec", folder))
    yield Row(Step("vergelijking RIEC, 342 x 5, met pagina", command), floor, "1.5")


def _feedback(folder: Path) -> Iterator[Row]:
    fix = ("vaststellen", "--ja", "--dataset", _dataset(folder))
    run(Step("vaststellen", python("-m", "nhnorm_xlsx", *fix)))

    def feedback(what: str, *names: str) -> Step:
        options = ("--dataset", _dataset(folder), "--uit", folder / "terug")
        return Step(what, python("-m", "nhnorm_xlsx", "terugkoppeling", *names, *options))

    yield Row(feedback("342 terugkoppelingen"), feedback("een", "X00000"), "40 s")


def _help(folder: Path) -> Iterator[Row]:  # noqa: ARG001 - as the others
    ours = Step("nhnorm --help", python("-m", "nhnorm_xlsx", "--help"))
    yield Row(ours, Step("import click", python("-c", "import click")), "1.4")


def _dataset(folder: Path) -> Path:
    dataset = folder / "dataset"
    if not dataset.exists():
        run(Step("dataset", python(FLOORS, "dataset", folder)))
    return dataset


def measured(row: Row, times: int) -> Iterator[str]:
    """The lines of the table for a row, after `times` turns of both sides."""
    pairs = [(run(row.work), run(row.floor)) for _ in range(times)]
    for step, costs in ((row.work, [a for a, _ in pairs]), (row.floor, [b for _, b in pairs])):
        cpu = [cost.cpu for cost in costs]
        wall = statistics.median(cost.wall for cost in costs)
        spread = f"{min(cpu):.2f}-{max(cpu):.2f}"
        peak = max(cost.peak for cost in costs)
        middle = statistics.median(cpu)
        yield f"{step.what:<40}{middle:>8.2f} s {spread:>13}{wall:>9.2f} s{peak:>7.0f} MB"
    by_cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
    by_wall = statistics.median(a.wall / b.wall for a, b in pairs)
    ratio = f"cpu {by_cpu:.2f}, klok {by_wall:.2f}   te halen <= {row.limit}"
    if row.grown:
        exponent = math.log(by_cpu, row.grown)
        ratio = f"exponent {exponent:.2f}   te halen <= {row.limit}"
    if row.by_wall:
        possible = statistics.median(a.busiest / b.busiest for a, b in pairs)
        ratio = f"klok {by_wall:.2f}, drukste proces {possible:.2f}   te halen >= {row.limit}"
    yield f"{'':<20}verhouding: {ratio}"


def machine() -> Iterator[str]:
    """What it was measured on."""
    kind = f"{platform.system()} {platform.machine()}, {os.cpu_count()} kernen"
    yield f"Python {platform.python_version()}, {kind}"
    yield ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield f"belasting vooraf: {os.getloadavg()[0]:.1f} (op {os.cpu_count()} is de machine bezet)"


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--herhalingen", type=int, default=3)
    lines = ["maken", "twee", "importeren", "riec", "terug", "help"]
    parser.add_argument("regels", nargs="*", default=lines)
    options = parser.parse_args()
    print(*machine(), sep="\n")
    print(f"{'werk':<40}{'cpu':>10} {'spreiding':>13}{'klok':>11}{'geheugen':>10}")
    with tempfile.TemporaryDirectory() as temporary:
        for name, row in rows_of(options.regels, Path(temporary)):
            # What is short is measured often, what is long seldom.
            often = {"help": 7 * options.herhalingen, "terug": 1, "twee": 2, "groei": 1}
            times = often.get(name, options.herhalingen)
            print(*measured(row, times), sep="\n", flush=True)


if __name__ == "__main__":
    main()
