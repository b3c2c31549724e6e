"""What the templates show: the round at a glance, what to decide, and what to choose from."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset.events import FOLDER as EVENTS
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.errors import NhnormError
from nhnorm_xlsx.organisations import Organisation, riec_names
from nhnorm_xlsx.scherm.jobs.wording import on_page
from nhnorm_xlsx.tasks.round import Round, find_round
from nhnorm_xlsx.texts import scherm as texts
from nhnorm_xlsx.texts import status as status_texts

if TYPE_CHECKING:
    from nhnorm_xlsx.tasks.deciding import ToDecide
    from nhnorm_xlsx.tasks.status import MetingStatus


@dataclass(frozen=True)
class Line:
    """One organisation in the list: its state, and what stands in each column."""

    code: str
    state: str
    sign: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """A RIEC with its organisations, what asks for attention first."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Glance:
    """The round at a glance.

    `trouble` says what is wrong where nothing can be seen, `notice` that there is nothing yet; both
    are empty where there is something. `noted` when the last column holds remarks; `reading` while
    somebody else reads it.
    """

    title: str = texts.TITLE
    figures: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    remarks: tuple[str, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    trouble: str = ""
    notice: str = ""
    noted: bool = False
    reading: bool = False
    lost_heading: str = status_texts.UNPLACED


@dataclass(frozen=True)
class Choices:
    """What can be chosen from: who takes part (code, name), the RIECs, and the metingen."""

    organisations: tuple[tuple[str, str], ...] = ()
    riecs: tuple[str, ...] = ()
    metingen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decidable:
    """About which files can be decided: what asks for it, what was decided, and the others."""

    asking: tuple[ToDecide, ...] = ()
    decided: tuple[ToDecide, ...] = ()
    others: tuple[ToDecide, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class RoundNow:
    """The round as it is now; `trouble` says what is wrong with its settings."""

    round: Round = field(default_factory=Round)
    trouble: str = ""

    @property
    def unsettled(self) -> bool:
        """Whether nobody wrote down what the round is about."""
        return self.round.settings is None and not self.trouble

    @property
    def begun(self) -> bool:
        """Whether there is a round: its settings, or workbooks or answers of before."""
        here = self.round
        stands = here.settings is not None or here.workbooks.is_dir() or here.dataset.is_dir()
        return stands or bool(self.trouble)

    @property
    def shape(self) -> str:
        """What decides which tabs and jobs there are; a page of another shape is made anew."""
        about = (self.begun, self.unsettled, self.round.meting, self.trouble)
        return hashlib.sha256(repr(about).encode()).hexdigest()[:16]


def round_now() -> RoundNow:
    """The round of the current folder."""
    try:
        return RoundNow(find_round())
    except NhnormError as error:
        return RoundNow(trouble=on_page(str(error)))


def mark(here: Round) -> str:
    """What differs when something happened to the round, also in another window or program."""
    watched = (
        here.file,
        here.workbooks / REGISTER,
        here.dataset / EVENTS,
        here.dataset / "inzendingen.csv",
    )
    return "-".join(str(_moment(path)) for path in watched)


def _moment(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def glance(here: Round, today: date) -> Glance:
    """The round at a glance; what is wrong is said, and never raised."""
    from nhnorm_xlsx.dataset.store import was_imported
    from nhnorm_xlsx.tasks.delaying import known_register
    from nhnorm_xlsx.tasks.status import read_status

    try:
        if not was_imported(here.dataset) and not known_register(here.dataset, here):
            return Glance(_title(here.meting or ""), notice=texts.NOTHING_ISSUED)
        return _shown(read_status(here.dataset, None, here, today))
    except NhnormError as error:
        return Glance(_title(here.meting or ""), trouble=on_page(str(error)))


def _on_one_line(found: MetingStatus) -> Iterator[str]:
    from nhnorm_xlsx.tasks.wording import finding_line

    yield from (" ".join(finding_line(item).split()) for item in found.found)


def _title(meting: str) -> str:
    return f"{texts.TITLE} {meting}".strip()


def _shown(found: MetingStatus) -> Glance:
    from nhnorm_xlsx.tasks.status_screen import columns_of, heading, notes

    shown = found.overview
    columns = columns_of(shown)
    said = {
        row.organisation.code: on_page("; ".join(notes(row, shown.deadline))) for row in shown.rows
    }
    noted = any(said.values())
    groups = []
    for riec, rows in shown.by_riec().items():
        there, whole = sum(row.received for row in rows), sum(row.complete for row in rows)
        lines = []
        for row in rows:
            code = row.organisation.code
            cells = [column.texts[code].strip() for column in columns]
            cells += [said[code]] if noted else []
            lines.append(Line(code, row.state, status_texts.SIGNS[row.state], tuple(cells)))
        title = status_texts.riec(riec, there, len(rows), whole)
        groups.append(Group(title, tuple(lines)))
    tally = Counter(row.state for row in shown.rows)
    received = sum(row.received for row in shown.rows)
    figures = (
        (f"{received} van {len(shown.rows)}", status_texts.have_answered(received)),
        (str(tally["te_laat"]), texts.LATE),
        (str(tally["te_verbeteren"] + tally["afgewezen"]), texts.TO_CORRECT),
    )
    heads = [column.heading for column in columns] + ([texts.REMARK] if noted else [])
    return Glance(
        _title(shown.meting),
        figures,
        tuple(on_page(" ".join(line.split())) for line in heading(shown)),
        tuple(heads),
        tuple(groups),
        tuple(map(on_page, (*found.remarks, *_on_one_line(found)))),
        tuple((name, on_page(reason)) for name, reason in found.lost),
        noted=noted,
    )


def choices(here: Round) -> Choices:
    """Who can be chosen; nobody when that cannot be read, which the jobs themselves will say."""
    from nhnorm_xlsx.tasks.deciding import metingen_to_choose
    from nhnorm_xlsx.tasks.status import participants

    try:
        known: Mapping[str, Organisation] = participants(here.dataset, here).organisations
        metingen = metingen_to_choose(here.dataset, here)
    except NhnormError:
        return Choices()
    named = sorted(((code, item.name) for code, item in known.items()), key=lambda one: one[1])
    return Choices(tuple(named), riec_names(known.values()), tuple(metingen))


def files_to_decide(here: Round) -> Decidable:
    """About which files can be decided; what is wrong is said, and never raised."""
    from nhnorm_xlsx.tasks.deciding import to_decide

    try:
        found: Sequence[ToDecide] = to_decide(here.dataset)
    except NhnormError as error:
        return Decidable(trouble=on_page(str(error)))
    if not found:
        return Decidable(trouble=texts.NOTHING_OFFERED)
    found = [replace(item, why=tuple(map(on_page, item.why))) for item in found]
    return Decidable(
        tuple(item for item in found if item.asks),
        tuple(item for item in found if item.standing),
        tuple(item for item in found if not item.asks and not item.standing),
    )
