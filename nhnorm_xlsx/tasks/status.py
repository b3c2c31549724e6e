"""`status`: who has answered, how far they are, and what is wrong, per RIEC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from nhnorm_xlsx.dataset import events, schema, store
from nhnorm_xlsx.dataset.delays import about_opposed, delays_of
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.metingen import choose_meting, known_metingen
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.reference import Reference, for_dataset, read_reference
from nhnorm_xlsx.dataset.tables import completed
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.findings import GEBEURTENIS_BESCHADIGD, Finding, finding
from nhnorm_xlsx.submissions import AFGEWEZEN
from nhnorm_xlsx.tasks.delaying import known_register
from nhnorm_xlsx.tasks.importing import made_current
from nhnorm_xlsx.tasks.round import Round, same_place
from nhnorm_xlsx.tasks.round_folder import reference_for_new
from nhnorm_xlsx.tasks.standing import Around, deadline_of_round, standings
from nhnorm_xlsx.tasks.status_news import LastLook, news, remember, remembered, snapshot
from nhnorm_xlsx.tasks.status_screen import Overview, screen
from nhnorm_xlsx.tasks.status_tables import status_tables
from nhnorm_xlsx.tasks.wording import finding_line
from nhnorm_xlsx.texts import round as round_texts
from nhnorm_xlsx.texts import status as texts

_NO_ROUND = Round()


@dataclass(frozen=True)
class MetingStatus:
    """The standing of a meting, ready to show; `contradicts` when something in it does.

    `lost` are the refused files (name, reason) of which nobody knows whose they are, `before`
    what this person was shown the last time, None when that was never.
    """

    folder: Path
    overview: Overview
    found: tuple[Finding, ...]
    lost: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    before: LastLook | None

    @property
    def contradicts(self) -> bool:
        """Whether something contradicts itself, or is damaged."""
        return bool(self.found)

    def lines(self) -> Iterator[str]:
        """The whole of it."""
        yield from screen(self.overview)
        if self.lost:
            yield ""
            yield texts.UNPLACED
            yield from (f"  {name}: {reason}" for name, reason in self.lost)
        yield from self.remarks
        yield from map(finding_line, self.found)

    def new_lines(self) -> Iterator[str]:
        """Only what changed since this person looked; everything the first time."""
        if self.before is None:
            yield texts.FIRST_TIME
            yield from self.lines()
            return
        yield from news(self.overview, self.before)
        yield from map(finding_line, self.found)

    def seen(self, now: datetime) -> None:
        """Remember that this person was shown this."""
        remember(self.folder, snapshot(self.overview, now))

    def write(self, path: Path) -> str:
        """The same as a workbook for the meeting; says where.

        Raises `StorageError`, and `UsageError` when Excel would not know it by its name.
        """
        if path.suffix.lower() != ".xlsx":
            raise UsageError(texts.no_workbook_name(str(path)))
        from nhnorm_xlsx.compare.writer import write_status

        day = datetime.combine(self.overview.today, time())
        write_status(status_tables(self.overview), path, day)
        return texts.written(str(path))


def read_status(
    folder: Path, meting: str | None = None, round_: Round = _NO_ROUND, today: date = date.max
) -> MetingStatus:
    """How the meting stands: the one asked for, else the one that runs, else the newest.

    Raises `StorageError` when there is no dataset, no register of what was issued and no meting
    that runs, and `UsageError` for a meting that is in neither.
    """
    round_ = round_.at(meting)
    made_current(folder)
    told = events.read(folder)
    runs_here = bool(round_.meting) and same_place(folder, round_.dataset)
    register = known_register(folder, round_)
    dataset = _tables(folder, begun=bool(register) or runs_here)
    issued = {row["meting"] for row in register}
    chosen = _chosen(dataset, meting, round_.meting, issued)
    delays = delays_of(told)
    around = Around(register, told, round_.settings, delays, today)
    reference = participants(folder, round_)
    answered = dataset.antwoorden[dataset.antwoorden["meting"] == chosen]["organisatie_code"]
    expected = [
        item
        for item in reference.taking_part(answered.astype(str))
        if not chosen or item.takes_part_in(chosen)
    ]
    rows = standings(dataset, expected, chosen, around)
    overview = Overview(chosen, rows, deadline_of_round(rows, around, chosen), today)
    names = {code: item.name for code, item in reference.known.items()}
    return MetingStatus(
        folder,
        overview,
        (*_damaged(told), *about_opposed(delays, names)),
        _unplaced(dataset),
        tuple(_about_settings(round_, overview)),
        remembered(folder, chosen),
    )


def status_lines(
    folder: Path, meting: str | None = None, round_: Round = _NO_ROUND, today: date = date.max
) -> Iterator[str]:
    """The lines of `read_status`. Raises as that does."""
    yield from read_status(folder, meting, round_, today).lines()


def _tables(folder: Path, *, begun: bool) -> Dataset:
    """The tables; without rows while nothing was imported yet in a round that was begun."""
    if begun and not store.was_imported(folder):
        return no_answers()
    return read_tables(folder)


def no_answers() -> Dataset:
    """The tables of a round of which nothing came in yet."""
    import pandas as pd

    frames = {
        name: completed(pd.DataFrame(columns=list(columns), dtype="str"), columns)
        for name, columns in schema.TABLES.items()
    }
    return Dataset(**frames)


def _chosen(dataset: Dataset, wanted: str | None, running: str | None, issued: set[str]) -> str:
    here = {*issued, *([running] if running else [])}
    if wanted is None:
        return running or max({*known_metingen(dataset), *issued}, default="")
    return wanted if wanted in here else choose_meting(dataset, wanted)


def participants(folder: Path, round_: Round) -> Reference:
    """Who takes part: the list of the dataset, else that of the round, else the program's.

    Raises as the loaders of these do.
    """
    own = read_reference(folder)
    if own.organisations:
        return own
    return for_dataset(Reference({}, {}), own, reference_for_new(own, round_.settings))


def _about_settings(round_: Round, shown: Overview) -> Iterator[str]:
    settings, day = round_.settings, shown.deadline
    if settings and settings.is_closed:
        yield round_texts.is_closed(shown.meting)
    if shown.meting and not any(row.issued or row.received for row in shown.rows):
        yield round_texts.nothing_issued(shown.meting)
    if not (settings and settings.deadline and day and settings.meting == shown.meting):
        return
    if settings.deadline != day and any(row.issued for row in shown.rows):
        yield texts.other_in_settings(settings.path.name, settings.deadline, day)


def _damaged(told: events.Events) -> list[Finding]:
    names = ", ".join(told.damaged)
    return [finding(GEBEURTENIS_BESCHADIGD, namen=names)] if names else []


def _unplaced(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Refused files of which nobody knows whose they are: they must not be forgotten."""
    files = dataset.inzendingen
    lost = files[(files["uitkomst"] == AFGEWEZEN) & (files["organisatie_code"] == "")]
    return tuple((str(row["bestand"]), str(row["reden"])) for row in lost.to_dict("records"))
