"""Makes every comparison with a status and a field that the contract does not have.

Run as `python -m tests.declared FOLDER`, in a process of its own: the declarations are
changed before anything that follows from them is loaded. Nothing else is changed.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nhnorm_xlsx import policy, style
from nhnorm_xlsx.contract import statuses

NEW = replace(statuses.DEELS, key="ontw", label="In ontwikkeling", symbol="◔", score=0.25, short="")
FILL = "#123ABC"


def declare() -> None:
    """A status between `deels` and `niet`, and a number per norm."""
    numbers: Any = policy
    numbers.SMALLEST = 5  # the example is drawn for this
    module: Any = statuses
    everything = [*statuses.STATUSES]
    everything.insert(2, NEW)
    module.STATUSES = tuple(everything)
    module.STATUS_BY_KEY = {item.key: item for item in everything}
    look = replace(style.STATUS_STYLE["deels"], fill=FILL)
    style.STATUS_STYLE = {**style.STATUS_STYLE, NEW.key: look}  # type: ignore[misc]

    from nhnorm_xlsx.contract import fields
    from nhnorm_xlsx.dataset import schema

    kind: Any = getattr(fields.FieldKind, "NUMBER", SimpleNamespace(name="NUMBER", empty=None))
    budget = replace(fields.ACTIE, key="budget", heading="Budget", kind=kind)
    declared: Any = fields
    declared.FIELDS = (*fields.FIELDS, budget)
    declared.FIELD_BY_KEY = {item.key: item for item in declared.FIELDS}
    tables: Any = schema
    tables.ANTWOORDEN = (*schema.ANTWOORDEN, "budget")
    tables.TABLES = {**schema.TABLES, "antwoorden": tables.ANTWOORDEN}
    tables.NUMBER_COLUMNS = (*schema.NUMBER_COLUMNS, "budget")


def main(folder: Path) -> None:
    """Write a workbook of every kind, and the page."""
    declare()
    from nhnorm_xlsx.compare import tables_for_riec
    from nhnorm_xlsx.compare.writer import (
        write_html,
        write_provincie,
        write_riec,
        write_terugkoppeling,
    )
    from tests import datasets as make
    from tests.shown import tables_for_organisation, tables_for_provincie

    people = tuple(make.gemeente(f"G{number}") for number in range(8))
    rows = [
        make.answer(
            meting, item.code, "1.1", status, actie="Plan", budget=budget, organisatie=item.name
        )
        for meting, statuses_ in (("2025", ["niet"] * 8), ("2026", ["voldoet"] * 2 + ["ontw"] * 6))
        for item, status, budget in zip(
            people, statuses_, [1500, 0.5, *[float("nan")] * 5, 250_000], strict=True
        )
    ]
    dataset = make.assemble(rows)
    created = datetime.combine(make.TODAY, datetime.min.time())
    riec = tables_for_riec(dataset, people, "RIEC Test", today=make.TODAY)
    write_riec(riec, folder / "riec.xlsx", created)
    write_html(riec, folder / "riec.html")
    provincie = tables_for_provincie(dataset, people, today=make.TODAY)
    write_provincie(provincie, folder / "provincie.xlsx", created)
    own = tables_for_organisation(dataset, people, "G7", today=make.TODAY)
    write_terugkoppeling(own, folder / "terugkoppeling.xlsx", created)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
