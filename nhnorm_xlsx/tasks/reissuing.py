"""Issuing anew: what was answered so far goes along, and older copies may still come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nhnorm_xlsx.answers import StartValue
from nhnorm_xlsx.contract.fields import KAN_HELPEN, STATUS, UITWISSELING, Value, is_blank
from nhnorm_xlsx.contract.readiness import window
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.dataset import events, schema, store
from nhnorm_xlsx.dataset.delays import day_in, delays_of
from nhnorm_xlsx.dataset.one_norm import same_norm
from nhnorm_xlsx.dataset.reference import read_reference
from nhnorm_xlsx.dataset.register import Row
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.submissions import AANVAARD
from nhnorm_xlsx.tasks.previous import values_in
from nhnorm_xlsx.texts import generating as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset


@dataclass(frozen=True)
class Given:
    """What an organisation answered so far, as it stands in a workbook.

    `answers` are by norm number and field key, `start` by key; `contents` are the fingerprints
    of the files that it was in. `tells_helping` is whether those said that who can help is named.
    """

    answers: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    start: Mapping[str, Value] = field(default_factory=dict)
    contents: tuple[str, ...] = ()
    tells_helping: bool = True

    def start_within(self, made: date, deadline: date) -> Mapping[str, Value]:
        """What stood on Start, without the days that a workbook of this day does not accept."""
        when = window(made, deadline)
        return {
            key: value
            for key, value in self.start.items()
            if not isinstance(value, date) or when.holds(value)
        }


NOTHING_GIVEN: Final = Given()


def given_so_far(folder: Path, definition: Definition, meting: str) -> Mapping[str, Given]:
    """By organisation code what counts in a meting; nothing where nothing was imported yet.

    Nor of another norm, or another editie of it. Raises `StorageError`.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.tasks.importing import made_current

    if not store.was_imported(folder):
        return {}
    made_current(folder)
    own = read_reference(folder).definitions
    if own and not same_norm(own, {definition.editie: definition}):
        return {}
    return given_in(read_tables(folder), definition, meting)


def given_in(dataset: Dataset, definition: Definition, meting: str) -> dict[str, Given]:
    """The same from a dataset in memory."""
    answers: dict[str, dict[str, Mapping[str, Value]]] = defaultdict(dict)
    silent = set()
    for row in _of(dataset.antwoorden, meting):
        code, values = str(row["organisatie_code"]), values_in(row)
        if str(row["editie"]) != definition.editie or not values:
            continue
        if values.get(UITWISSELING.key) == KAN_HELPEN and row["noemen"] != schema.TOLD:
            silent.add(code)
        if status := values.get(STATUS.key):
            values[STATUS.key] = STATUS_BY_KEY[str(status)].label
        answers[code][str(row["norm"])] = values
    files = [row for row in _of(dataset.inzendingen, meting) if row["uitkomst"] == AANVAARD]
    counting = {(str(row["organisatie_code"]), str(row["bestand"])) for row in files}
    start: dict[str, dict[str, Value]] = defaultdict(dict)
    for row in _of(dataset.startgegevens, meting):
        code = str(row["organisatie_code"])
        if (code, str(row["bestand"])) in counting and not is_blank(row["waarde"]):
            said = StartValue(str(row["veld"]), str(row["waarde"]), "", "")
            start[code][said.key] = said.typed
    return {
        code: Given(
            norms,
            start[code],
            tuple(sorted(str(row["sha256"]) for row in files if row["organisatie_code"] == code)),
            code not in silent,
        )
        for code, norms in answers.items()
    }


def _of(frame: Any, meting: str) -> list[Mapping[str, Any]]:  # noqa: ANN401 - a table
    rows: list[Mapping[str, Any]] = frame[frame["meting"] == meting].to_dict("records")
    return rows


def later_deadlines(folder: Path, meting: str) -> Mapping[str, date]:
    """By organisation code the later deadlines of a meting. Raises `StorageError`."""
    days = delays_of(events.read(folder)).days
    return {code: day for (label, code), day in days.items() if label == meting}


def issued_before(register: Iterable[Row], meting: str) -> Mapping[str, Sequence[Row]]:
    """By organisation code the earlier issues of a meting, old to new."""
    found = defaultdict(list)
    for row in register:
        if row["meting"] == meting:
            found[row["organisatie_code"]].append(row)
    return {
        code: sorted(rows, key=lambda row: (row["gemaakt_op"], row["uitgifte_id"]))
        for code, rows in found.items()
    }


def first_issued(before: Sequence[Row], today: date) -> date:
    """The day of the first of these issues; today without any."""
    return min(filter(None, (day_in(row["gemaakt_op"]) for row in before)), default=today)


def about_older(before: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Which older copies may still come: a line for each day on which they were issued."""
    by_days: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for rows in before.values():
        days = tuple(dict.fromkeys(_shown(row["gemaakt_op"]) for row in rows))
        by_days[days].append(rows[-1]["organisatie"])
    for days, names in sorted(by_days.items()):
        yield texts.older_may_come(list(days), names)


def about_deadlines(
    standing: Iterable[Row], asked: date, later: Mapping[str, date]
) -> Iterator[str]:
    """That another deadline stands on the workbooks that were left than is `asked`.

    `later` are the delays, by organisation code.
    """
    days = [
        _shown(row["deadline"])
        for row in standing
        if day_in(row["deadline"]) not in (asked, later.get(row["organisatie_code"]))
    ]
    if days:
        yield texts.other_deadline(list(dict.fromkeys(days)), len(days))


def _shown(day: str) -> str:
    return "-".join(reversed(day.split("-")))
