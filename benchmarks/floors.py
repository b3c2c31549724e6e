"""The floors of `speed.py`, and what it needs: each is run in a process of its own.

    python benchmarks/floors.py WAT MAP [...]

The last line is what does not count, as JSON: the time to get the cells that are written.
"""

from __future__ import annotations

import itertools
import json
import os
import pickle
import random
import resource
import sys
import time
import warnings
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import country

from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY

DEADLINE = date(2099, 5, 29)
DAY = date(2026, 5, 1)
TODAY = date(2026, 6, 15)
CELLS = "cellen.pickle"
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Uncounted:
    """What is done in this block does not count."""

    def __enter__(self) -> None:
        self.cpu, self.wall = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        off = {"cpu": time.process_time() - self.cpu, "wall": time.perf_counter() - self.wall}
        print(json.dumps(off))


def workbooks(folder: Path) -> None:
    """45 workbooks with the cells, formats, validations and rules of ours, and nothing else."""
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

    with Uncounted():
        from nhnorm_xlsx.definition import load_definition
        from nhnorm_xlsx.form.plan import plan_form
        from nhnorm_xlsx.organisations import load_organisations

        definition = load_definition()
        plans = [
            plan_form(definition, item, "2026", DEADLINE, "x") for item in load_organisations()
        ]

    class Unprepared(Worksheet):  # type: ignore[misc]
        """Formulas that need no preparation."""

        def _prepare_formula(self, formula: str, expand: bool = False) -> str:  # noqa: ARG002
            return formula.lstrip("=")

    for number, plan in enumerate(plans):
        workbook = xlsxwriter.Workbook(str(folder / f"kaal-{number}.xlsx"), TEXT_ONLY)
        workbook.worksheet_class = Unprepared
        _write_plan(workbook, plan)
        workbook.close()


def _write_plan(workbook: Any, plan: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
    from nhnorm_xlsx.form import styles, writer

    formats: Any = writer._Formats(workbook)
    looks: dict[str, Any] = {}
    for sheet in plan.sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        for cell in sheet.cells:
            if cell.style not in looks:
                looks[cell.style] = workbook.add_format(styles.properties(cell.style))
            writer._write_cell(worksheet, cell, looks[cell.style])
        for rule in sheet.validations:
            worksheet.data_validation(*rule.area, writer._validation(rule))
        for colouring in sheet.colourings:
            worksheet.conditional_format(*colouring.area, writer._colouring(colouring, formats))


def in_processes(folder: Path, workers: str) -> None:
    """342 workbooks of ours, in so many processes."""
    from nhnorm_xlsx import processes, tidying
    from nhnorm_xlsx.definition import load_definition
    from nhnorm_xlsx.tasks.generating import Handout, generate

    tidying.seldom()
    processes.MAX_WORKERS = int(workers)
    handout = Handout(load_definition(), "2026", DEADLINE, TODAY)
    where = folder / f"met-{workers}-{time.time_ns()}"
    generate(country.organisations(country.GEMEENTEN), handout, where)
    # The work is handed out evenly: the clock cannot do better than the busiest process.
    own = _cpu(resource.RUSAGE_SELF)
    print(json.dumps({"busiest": max(own, _cpu(resource.RUSAGE_CHILDREN) / int(workers))}))


def _cpu(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def record(folder: Path) -> None:
    """Keep every cell of the RIEC comparison with its format, for the floor to write."""
    from nhnorm_xlsx.compare.tables.riec import tables_for_riec
    from nhnorm_xlsx.compare.writer import book, write_riec
    from nhnorm_xlsx.dataset.files import read_tables

    cells: list[tuple[str, int, int, object, int]] = []
    looks: dict[int, dict[str, Any]] = {}
    write, make = book.Sheet.write, book.Book.format

    def written(self: Any, row: int, column: int, value: object, look: Any) -> None:  # noqa: ANN401
        cells.append((self.name, row, column, value, id(look)))
        write(self, row, column, value, look)

    def made(self: Any, *parts: Any) -> Any:  # noqa: ANN401
        look = make(self, *parts)
        merged = dict(book.BASE)
        for part in parts:
            merged |= part
        looks[id(look)] = merged
        return look

    book.Sheet.write, book.Book.format = written, made  # type: ignore[method-assign]
    dataset = read_tables(folder / "dataset")
    everyone = country.organisations(country.GEMEENTEN)
    tables = tables_for_riec(dataset, everyone, country.RIEC, today=TODAY)
    write_riec(tables, folder / "opgenomen.xlsx", datetime(2026, 6, 15))  # noqa: DTZ001
    (folder / CELLS).write_bytes(pickle.dumps((cells, looks)))


def riec(folder: Path) -> None:
    """The same cells with bare XlsxWriter, and the same groupings with bare pandas."""
    import pandas as pd
    import xlsxwriter

    with Uncounted():
        cells, looks = pickle.loads((folder / CELLS).read_bytes())  # noqa: S301 - our own
    group(pd.read_parquet(folder / "dataset" / "antwoorden.parquet"))
    workbook = xlsxwriter.Workbook(str(folder / "kaal.xlsx"), TEXT_ONLY)
    formats = {number: workbook.add_format(look) for number, look in looks.items()}
    sheets: dict[str, Any] = {}
    for name, row, column, value, look in cells:
        if name not in sheets:
            sheets[name] = workbook.add_worksheet(name)
        sheet, style = sheets[name], formats[look]
        if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN
            sheet.write_string(row, column, "–", style)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)
    workbook.close()


def group(answers: Any) -> None:  # noqa: ANN401 - a table
    """What the comparison counts: this meting in all ways, and each meting with the one before."""
    labels = sorted(answers["meting"].astype(str).unique())
    per_meting = {label: answers[answers["meting"] == label] for label in labels}
    now = per_meting[labels[-1]]
    for keys in (["norm"], ["thema"], ["organisatie_code"], ["organisatie_code", "thema"]):
        counts = now.groupby([*keys, "status"], observed=True).size().unstack(fill_value=0)
        counts.div(counts.sum(axis=1), axis=0)
    shares = now.groupby(["thema", "organisatie_code"], observed=True)["score"].mean()
    shares.groupby("thema", observed=True).quantile([0.0, 0.25, 0.5, 0.75, 1.0])
    now.pivot_table(
        index="norm", columns="organisatie_code", values="status", aggfunc="first", observed=True
    )
    now.groupby(["norm", "uitwisseling"], observed=True).size().unstack(fill_value=0)
    now.groupby("norm", observed=True)["streefdatum"].min()
    now.sort_values("streefdatum", kind="stable")
    for before, after in itertools.pairwise(labels):
        keys = ["organisatie_code", "norm"]
        both = per_meting[after].merge(
            per_meting[before][[*keys, "score"]], on=keys, suffixes=("", "_vorige")
        )
        both["verschil"] = both["score"] - both["score_vorige"]
        for by in ("norm", "thema", "organisatie_code"):
            both.groupby(by, observed=True)["verschil"].agg(["count", "sum"])


def returned(folder: Path, count: str, after: str = "0") -> None:
    """So many filled-in workbooks, each with answers of its own, and the list of who they are of.

    They are of the organisations that come `after` so many. Written by the form with the answers
    in it, which is much faster than filling in what was made.
    """
    from nhnorm_xlsx.organisations import dump_organisations

    everyone = country.organisations(max(int(after) + int(count), 1_001))
    where = folder / f"retour-{count}"
    where.mkdir()
    with get_context("spawn").Pool(os.cpu_count(), tidying_seldom) as pool:
        jobs = ((where, organisation) for organisation in everyone[int(after) :][: int(count)])
        for _ in pool.imap_unordered(_return, jobs, chunksize=10):
            pass
    (folder / f"organisaties-{len(everyone)}.csv").write_text(
        dump_organisations(everyone), "utf-8-sig"
    )


def tidying_seldom() -> None:
    """As the processes of the program."""
    from nhnorm_xlsx import tidying

    tidying.seldom()


def _return(job: tuple[Path, Any]) -> None:
    from nhnorm_xlsx.form.plan import plan_form
    from nhnorm_xlsx.form.writer import write_form
    from nhnorm_xlsx.tasks.made_up import METINGEN, replies, start_values

    folder, organisation = job
    definition, moments = _definition(), METINGEN[-1]
    answers = {
        number: {**answer.values, "status": STATUS_BY_KEY[answer.status].label}
        for number, answer in replies(organisation, definition, moments).items()
    }
    start: Any = start_values(DAY, moments, random.Random(organisation.code))  # noqa: S311
    plan = plan_form(
        *(definition, organisation, moments.meting, moments.deadline, organisation.code),
        answers=answers,
        start=start,
        created=moments.made,
    )
    write_form(plan, folder / f"NHNorm-{moments.meting}-{organisation.code}.xlsx")


@cache
def _definition() -> Any:  # noqa: ANN401
    from nhnorm_xlsx.definition import load_definition

    return load_definition()


def bare_calamine(folder: Path, count: str) -> None:
    """Every sheet of every file with the fast reader, and nothing else."""
    from python_calamine import CalamineWorkbook

    for path in sorted((folder / f"retour-{count}").iterdir()):
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def bare_pandas(folder: Path, count: str) -> None:
    """The same, as most people read a workbook with Python."""
    import pandas as pd

    warnings.simplefilter("ignore")
    for path in sorted((folder / f"retour-{count}").iterdir()):
        pd.read_excel(path, sheet_name=None, engine="openpyxl")


STEPS: dict[str, Callable[..., None]] = {
    "werkboeken": workbooks,
    "processen": in_processes,
    "dataset": lambda folder: country.write_dataset(folder / "dataset"),
    "opnemen": record,
    "retour": returned,
    "calamine": bare_calamine,
    "pandas": bare_pandas,
    "riec": riec,
}

if __name__ == "__main__":
    STEPS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
