"""What an organisation answered in the previous meting, to show beside each norm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.form.plan import PreviousAnswer

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset

Previous = dict[str, dict[str, PreviousAnswer]]


def read_previous(folder: Path, definition: Definition, meting: str) -> Previous:
    """By organisation code and norm number, the newest answers from before this meting.

    A norm that continues norms of an earlier editie (`vervangt`) takes the answer of the
    one it replaces; when it replaces several, none: their answers may differ.

    Raises `StorageError` without a dataset, `UsageError` when it holds no earlier meting.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.store import recover

    recover(folder)
    found = previous_in(read_tables(folder), definition, meting)
    if not found:
        raise UsageError(f"In {folder} staat geen meting van vóór {meting}.")
    return found


def previous_in(dataset: Dataset, definition: Definition, meting: str) -> Previous:
    """The same from a dataset in memory; empty when it holds no earlier meting."""
    import pandas as pd

    from nhnorm_xlsx.dataset.metingen import earlier_metingen

    answers = dataset.antwoorden.astype({"meting": "str"})
    earlier = earlier_metingen(dataset, meting)
    if not earlier:
        return {}
    times = dataset.inzendingen.set_index("bestand")["ontvangen_op"].to_dict()
    found: Previous = {}
    for row in answers[answers["meting"] == earlier[-1]].to_dict("records"):
        measured = times.get(row["bestand"])
        answer = PreviousAnswer(
            meting=earlier[-1],
            status_key=str(row["status"]),
            measured_on=None if measured is None or pd.isna(measured) else measured.date(),
            onderbouwing=str(row["onderbouwing"]),
            verantwoordelijke=str(row["verantwoordelijke"]),
            actie=str(row["actie"]),
            streefdatum=None if pd.isna(row["streefdatum"]) else row["streefdatum"].date(),
        )
        for number in _now_called(str(row["norm"]), str(row["editie"]), definition):
            found.setdefault(str(row["organisatie_code"]), {})[number] = answer
    return found


def _now_called(number: str, editie: str, definition: Definition) -> list[str]:
    if editie == definition.editie:
        return [number] if number in definition.norm_by_number else []
    continued: Mapping[str, tuple[str, ...]] = {
        norm.number: norm.replaces for norm in definition.norms
    }
    return [new for new, replaced in continued.items() if replaced == (number,)]
