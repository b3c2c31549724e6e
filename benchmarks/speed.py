"""What the commands cost beside the least that they could cost, side by side in one run.

    python benchmarks/speed.py [--herhalingen 3] [--regels maken,twee,riec,terug,help]

A ratio is one of CPU time, of the process and all that it started: that of the clock depends
on who else uses the machine, and stands beside it. Each measurement is a process of its own;
the two sides of a ratio take turns, and the middle of their ratios counts.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).resolve().parent / "floors.py"
BEFORE = "382c3bc"
LIBRARIES = ("xlsxwriter", "pandas", "openpyxl", "python-calamine")


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of CPU of all processes, on the clock, of the busiest one."""

    cpu: float
    wall: float
    busiest: float


@dataclass(frozen=True)
class Step:
    """A command, in the tree of this version or another; `what` it is called in the table."""

    what: str
    command: Sequence[str]
    tree: Path = ROOT
    fresh: Path | None = None  # a folder that must not be there yet


@dataclass(frozen=True)
class Row:
    """Work and its floor; `limit` is the ratio to reach."""

    work: Step
    floor: Step
    limit: str
    by_wall: bool = False


def run(step: Step) -> Cost:
    """Run a step; what it says itself that does not count is taken off."""
    if step.fresh:
        shutil.rmtree(step.fresh, ignore_errors=True)
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(step.tree)}
    done = subprocess.run(
        step.command, cwd=step.tree, env=environment, capture_output=True, text=True, check=False
    )
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{step.what}: {done.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = done.stdout.splitlines()[-1] if done.stdout.startswith("{") else "{}"
    off: dict[str, float] = json.loads(last)
    own = cpu - off.get("cpu", 0.0)
    return Cost(own, wall - off.get("wall", 0.0), off.get("busiest", own))


def python(*arguments: object) -> list[str]:
    """A command for this Python."""
    return [sys.executable, *map(str, arguments)]


def rows_of(wanted: Sequence[str], folder: Path) -> Iterator[tuple[str, Row]]:
    """The rows asked for, with what they need made first."""
    making: dict[str, Callable[[Path], Iterator[Row]]] = {
        "maken": _making,
        "twee": _two_processes,
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
        yield f"{step.what:<40}{statistics.median(cpu):>8.2f} s {spread:>13}{wall:>9.2f} s"
    by_cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
    by_wall = statistics.median(a.wall / b.wall for a, b in pairs)
    ratio = f"cpu {by_cpu:.2f}, klok {by_wall:.2f}   te halen <= {row.limit}"
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
    parser.add_argument("--regels", default="maken,twee,riec,terug,help")
    options = parser.parse_args()
    print(*machine(), sep="\n")
    print(f"{'werk':<40}{'cpu':>10} {'spreiding':>13}{'klok':>11}")
    with tempfile.TemporaryDirectory() as temporary:
        for name, row in rows_of(options.regels.split(","), Path(temporary)):
            # What is short is measured often, what is long seldom.
            often = {"help": 7 * options.herhalingen, "terug": 1, "twee": 2}
            times = often.get(name, options.herhalingen)
            print(*measured(row, times), sep="\n", flush=True)


if __name__ == "__main__":
    main()
