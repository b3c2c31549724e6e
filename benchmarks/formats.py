"""How long it takes to read one returned workbook, per file format, once the process is warm.

    python benchmarks/formats.py [HERHALINGEN]        (standard: 30)

The ratio is to `pandas.read_excel(sheet_name=None, engine="openpyxl")` on the same workbook
as `.xlsx`, in the same run. Measured is what the program does with a file from outside: open
it, take all cells and facts, without the process around it; and with the judgement.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(what it is, file): the normal workbook of this job, and one of every other format."""
    sys.path.insert(0, str(ROOT))
    from tests import forms, programmas

    whole = forms.plan(forms.random_answers(1, 0.9))
    yield "werkboek .xlsx (47 normen)", forms.written(folder, whole, "heel.xlsx")
    yield "kort .xlsx (12 normen)", forms.written(folder, programmas.plan(), "kort.xlsx")
    for path in sorted(programmas.FOLDER.glob("*.*")):
        if path.suffix in (".xlsx", ".xls", ".ods"):
            yield f"kort, {path.stem} {path.suffix}", path


def median(work: Callable[[], object], times: int) -> float:
    """The median time in milliseconds, after one run to warm up."""
    work()
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - begin))
    return statistics.median(found)


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("herhalingen", nargs="?", type=int, default=30)
    times = parser.parse_args().herhalingen
    import pandas as pd

    from nhnorm_xlsx.definition import load_definitions
    from nhnorm_xlsx.intake.judging import judge
    from nhnorm_xlsx.intake.opening import read_workbook
    from nhnorm_xlsx.organisations import load_organisations

    warnings.simplefilter("ignore")
    organisations = {item.code: item for item in load_organisations()}
    definitions = load_definitions(None)
    print(f"{'bestand':<30}{'lezen':>10}{'met oordeel':>13}{'pandas':>10}{'verhouding':>12}")
    base = 0.0
    with tempfile.TemporaryDirectory() as temporary:
        for name, path in files(Path(temporary)):
            if not name.startswith("kort,"):
                base = median(
                    lambda path=path: pd.read_excel(path, sheet_name=None, engine="openpyxl"),  # type: ignore[misc]
                    max(3, times // 5),
                )
            ours = median(lambda path=path: read_workbook(path), times)  # type: ignore[misc]
            judged = median(
                lambda path=path: judge("a", read_workbook(path), definitions, organisations),  # type: ignore[misc]
                times,
            )
            print(
                f"{name:<30}{ours:>7.1f} ms{judged:>10.1f} ms{base:>7.1f} ms{ours / base:>12.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
