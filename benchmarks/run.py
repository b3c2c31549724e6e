"""Time and peak memory of importing workbooks, as a ratio to a bare baseline.

    python benchmarks/run.py [AANTAL ...]        (standard: 45 450)

The baseline does the least that the job could cost: `pandas.read_excel(sheet_name=None)` on
the same files. Everything runs in one session on one machine, each measurement in a process of
its own. What making them costs is in `speed.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEADLINE = date(2026, 5, 29)


def organisations(count: int) -> list:  # type: ignore[type-arg]
    """`count` organisations: the participants, again under other codes when more are asked."""
    from nhnorm_xlsx.organisations import load_organisations

    known = [item for item in load_organisations() if not item.is_provincie]
    return [
        replace(known[number % len(known)], code=f"X{number:05d}", name=f"Gemeente {number:05d}")
        for number in range(count)
    ]


def make(count: int, folder: Path) -> None:
    """What `genereer` does."""
    from nhnorm_xlsx.definition import load_definition
    from nhnorm_xlsx.tasks.generating import Handout, generate

    handout = Handout(load_definition(), "2026", DEADLINE, date(2026, 3, 2))
    generate(organisations(count), handout, folder)


def take_in(count: int, folder: Path) -> None:
    """What `importeer` does."""
    from nhnorm_xlsx.dataset.reference import Reference
    from nhnorm_xlsx.definition import load_definition
    from nhnorm_xlsx.tasks.importing import import_files

    definition = load_definition()
    everyone = {item.code: item for item in organisations(count)}
    reference = Reference({definition.editie: definition}, everyone)
    import_files([folder], folder.parent / "dataset", reference)


def take_in_bare(count: int, folder: Path) -> None:  # noqa: ARG001
    """Only reading every sheet of every file."""
    import pandas as pd

    for path in sorted(folder.glob("*.xlsx")):
        pd.read_excel(path, sheet_name=None)


STEPS: dict[str, Callable[[int, Path], None]] = {
    "maken": make,
    "importeren": take_in,
    "importeren, kale pandas": take_in_bare,
}


def measure(step: str, count: int, folder: Path) -> dict[str, float]:
    """Run one step in a process of its own; seconds, and peak memory in MB."""
    command = [sys.executable, __file__, "--stap", step, str(count), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def run_step(step: str, count: int, folder: Path) -> None:
    """Run one step here and print what it cost."""
    begin = time.perf_counter()
    STEPS[step](count, folder)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconden": seconds, "mb": peak_mb()}))


def peak_mb() -> float:
    """The most memory this process and its children had, in MB; 0 where it is not told."""
    try:
        import resource
    except ImportError:
        return 0.0
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def report(counts: list[int]) -> None:
    """Measure everything and print one table."""
    heading = ("werkboeken", "stap", "seconden", "per stuk", "geheugen", "verhouding")
    widths = (10, 24, 9, 9, 9, 10)
    print("  ".join(f"{name:<{width}}" for name, width in zip(heading, widths, strict=True)))
    for count in counts:
        with tempfile.TemporaryDirectory() as temporary:
            made = Path(temporary) / "werkboeken"
            measure("maken", count, made)
            ours = measure("importeren", count, made)
            base = measure("importeren, kale pandas", count, made)
            for name, cost, ratio in (
                ("importeren", ours, f"{ours['seconden'] / base['seconden']:.2f}"),
                ("importeren, kale pandas", base, "1"),
            ):
                cells = (
                    str(count),
                    name,
                    f"{cost['seconden']:.2f} s",
                    f"{1000 * cost['seconden'] / count:.1f} ms",
                    f"{cost['mb']:.0f} MB",
                    ratio,
                )
                line = zip(cells, widths, strict=True)
                print("  ".join(f"{cell:<{width}}" for cell, width in line), flush=True)


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("aantal", nargs="*", type=int, default=[45, 450])
    parser.add_argument("--stap", nargs=3, metavar=("STAP", "AANTAL", "MAP"))
    options = parser.parse_args()
    if options.stap:
        step, count, folder = options.stap
        run_step(step, int(count), Path(folder))
    else:
        report(options.aantal)


if __name__ == "__main__":
    main()
