"""What an organisation answered in the previous meting, to show beside each norm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nhnorm_xlsx.answers import Answer, EarlierAnswer, FieldValue
from nhnorm_xlsx.contract.fields import FIELDS, FieldKind, is_blank
from nhnorm_xlsx.dataset.remnants import THERE_WAS_ONE
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.texts import generating as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset

Previous = dict[str, dict[str, EarlierAnswer]]

# What stands in a table, as an answer holds it.
_FROM_TABLE: Mapping[FieldKind, Callable[[Any], FieldValue]] = {
    FieldKind.CHOICE: str,
    FieldKind.TEXT: str,
    FieldKind.DATE: lambda moment: moment.date(),
    FieldKind.NUMBER: float,
}


def read_previous(folder: Path, definition: Definition, meting: str) -> Previous:
    """By organisation code and norm number, the newest answers from before this meting.

    A norm that continues norms of an earlier editie (`vervangt`) takes the answer of the
    one it replaces; when it replaces several, none: their answers may differ. Nothing when no
    norm of this editie continues one that was asked.

    Raises `StorageError` without a dataset, `UsageError` when it holds no earlier meting.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.metingen import earlier_metingen
    from nhnorm_xlsx.tasks.importing import made_current

    made_current(folder)
    tables = read_tables(folder)
    found = previous_in(tables, definition, meting)
    if not earlier_metingen(tables, meting):
        raise UsageError(f"In {folder} staat geen meting van vóór {meting}.")
    return found


def earlier_in(folder: Path, meting: str) -> str:
    """The newest meting before this one with answers in a dataset folder; empty without one.

    Empty as well when the answers are made up. Raises `StorageError` when there is a dataset that
    cannot be read.
    """
    from nhnorm_xlsx.dataset import events
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.ledger import ledger_of
    from nhnorm_xlsx.dataset.metingen import earlier_metingen
    from nhnorm_xlsx.dataset.store import recover, was_imported
    from nhnorm_xlsx.tasks.importing import made_current

    recover(folder)
    if not was_imported(folder) or ledger_of(events.read(folder)).example:
        return ""
    made_current(folder)
    return max(earlier_metingen(read_tables(folder), meting), default="")


def about_shown(shown: str, folder: Path, answered: Previous) -> list[str]:
    """What is said when the answers of this meting are shown without being asked for.

    `shown` is empty when they were asked for, or there are none.
    """
    if not shown:
        return []
    return [texts.beside_each_norm(shown, folder) if answered else texts.nothing_continues(shown)]


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
        day = None if measured is None or pd.isna(measured) else measured.date()
        values = values_in(row)
        for number in _now_called(str(row["norm"]), str(row["editie"]), definition):
            answer = EarlierAnswer(earlier[-1], day, Answer(number, values))
            found.setdefault(str(row["organisatie_code"]), {})[number] = answer
    return found


def values_in(row: Mapping[Any, Any]) -> dict[str, FieldValue]:
    """The answer in a row of the table; a field that came later is not in it."""
    import pandas as pd

    given = {field: row.get(field.key) for field in FIELDS}
    values = {
        field.key: _FROM_TABLE[field.kind](value)
        for field, value in given.items()
        if not pd.isna(value)
    }
    return {
        key: value
        for key, value in values.items()
        if not is_blank(value) and value != THERE_WAS_ONE
    }


def _now_called(number: str, editie: str, definition: Definition) -> list[str]:
    if editie == definition.editie:
        return [number] if number in definition.norm_by_number else []
    continued: Mapping[str, tuple[str, ...]] = {
        norm.number: norm.replaces for norm in definition.norms
    }
    return [new for new, replaced in continued.items() if replaced == (number,)]
