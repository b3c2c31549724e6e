"""`opruimen`: the data of one meting are destroyed, but for what was published.

What was destroyed is written down first, by fingerprints. So whatever breaks it off, the same
command goes on from there, and every other command knows what may not be there any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nhnorm_xlsx import files
from nhnorm_xlsx.contract.fields import FIELDS, FieldKind
from nhnorm_xlsx.dataset import destroyed as gone
from nhnorm_xlsx.dataset import destruction, events, store
from nhnorm_xlsx.dataset.delays import day_in
from nhnorm_xlsx.dataset.destroyed import Destroyed, destroyed_of, is_original, left_of, mark_of
from nhnorm_xlsx.dataset.facts import Facts
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.dataset.received import Received, round_of
from nhnorm_xlsx.dataset.register import Row, read_register, together
from nhnorm_xlsx.dataset.remnants import THERE_WAS_ONE, facts_that_stay
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.mail.page import page_bytes
from nhnorm_xlsx.tasks.beside import OVERVIEWS, STATEMENTS, BesideDataset, found_beside, remove_all
from nhnorm_xlsx.tasks.importing import made_current, received_in
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import destroying as texts
from nhnorm_xlsx.texts.form import NORM_NAME

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset

# A file of which nobody knows the meting goes with the first one that is destroyed after it.
_NO_METING: Final = ""


@dataclass(frozen=True)
class Destruction:
    """What would be destroyed of a meting, before anything is done.

    `facts` are those of the event `vernietigd`, None when nothing is new in it; `stays` those of
    `behouden`. `known` is what was destroyed before.
    """

    folder: Path
    round: Round
    meting: str
    facts: Mapping[str, Any] | None
    stays: Mapping[str, Any] | None
    beside: BesideDataset = field(default_factory=BesideDataset)
    unplaced: int = 0
    later: tuple[str, ...] = ()

    @property
    def numbers(self) -> Mapping[str, int]:
        """How much goes, by the keys of `texts.GOES`."""
        return _numbers(self.facts) if self.facts else {}

    @property
    def question(self) -> str:
        """What to ask before it is done."""
        return texts.question(self.meting)

    @property
    def no_one_to_ask(self) -> str:
        """What to say where nobody can answer."""
        return texts.no_one(self.meting)

    @property
    def incomplete(self) -> bool:
        """Whether something is left that the user has to look at."""
        return bool(self.beside.mixed or self.beside.copies)

    def lines(self) -> Iterator[str]:
        """What goes, what stays, and what is not reached."""
        yield texts.heading(self.meting, self.folder)
        if self.round.meting == self.meting:
            yield texts.running(self.meting)
        if self.facts is None:
            yield texts.ALREADY
        else:
            yield from texts.goes(self.numbers)
            if self.unplaced:
                yield texts.unplaced(self.unplaced)
            yield texts.TABLES
        yield from texts.stays()
        if self.later:
            yield texts.later(self.later, self.meting)
        yield from self.remarks()
        yield texts.NOT_REACHED

    def remarks(self) -> Iterator[str]:
        """What is left, and why."""
        if self.beside.mixed:
            yield texts.mixed(self.beside.mixed)
        if self.beside.copies:
            yield texts.copies(self.beside.copies)


def prepare(folder: Path, meting: str, round_: Round, progress: Progress = silent) -> Destruction:
    """What there is of a meting, in a dataset and in the folder of its round.

    A dataset that stands elsewhere than in the round is looked at alone. Raises `UsageError` when
    nothing is known of it, and `StorageError`.
    """
    store.check_target(folder, "--dataset")
    imported = store.was_imported(folder)
    received = received_in(folder, progress)[0] if imported else ()
    tables = _tables(folder) if imported else None
    found = events.read(folder)
    before = destroyed_of(found)
    beside_it = folder.resolve() == round_.dataset.resolve()
    register = together(read_register(folder), read_register(round_.workbooks) if beside_it else ())
    metingen = _metingen(received, register, found, before)
    going, unplaced = _going(received, meting, _begin_of_next(metingen, meting))
    here = BesideDataset()
    if beside_it:
        contents = {item.sha256 for item in going if item.sha256}
        here = found_beside(round_, folder, meting, contents, {*before.contents, *before.beside})
    if not (meting in metingen or here.going.keys() - {OVERVIEWS}):
        raise UsageError(texts.unknown(meting, sorted(metingen), folder))
    facts = _facts(meting, going, here)
    now = destroyed_of(found.with_new([events.happened(events.VERNIETIGD, facts)]))
    facts[gone.NUMBERS] = {
        "namen": len({item.file for item in going}),
        "teksten": _texts(tables, meting) if tables else 0,
        "bevindingen": _findings(tables, {item.file for item in going}) if tables else 0,
        "logregels": len(left_of(found, now)[1]),
        **{kind: len(paths) for kind, paths in here.going.items()},
    }
    return Destruction(
        folder,
        round_,
        meting,
        facts if _is_new(meting, facts, before) or facts[gone.NUMBERS]["logregels"] else None,
        facts_that_stay(tables, meting) if tables else None,
        here,
        unplaced,
        tuple(sorted(label for label in metingen if label > meting)),
    )


def _tables(folder: Path) -> Dataset:
    from nhnorm_xlsx.dataset.files import read_tables

    return read_tables(folder)


# By meting, the first moment that anything of it was issued or came in; None when unknown.
_Begins = Mapping[str, datetime | None]


def _metingen(
    received: tuple[Received, ...],
    register: tuple[Row, ...],
    found: events.Events,
    before: Destroyed,
) -> _Begins:
    moments: dict[str, list[datetime]] = {meting: [] for meting in before.metingen}
    for row in register:
        day = day_in(row["gemaakt_op"])
        moments.setdefault(row["meting"], []).extend(
            [datetime.combine(day, datetime.min.time())] if day else []
        )
    for item in received:
        label = round_of(item.submission)[0]
        at = item.seen.offered_at
        moments.setdefault(label, []).extend([at] if at else [])
    for event in found.all:
        told = event.facts.get("meting")
        if isinstance(told, str):
            moments.setdefault(told, [])
    moments.pop(_NO_METING, None)
    return {label: min(known, default=None) for label, known in moments.items()}


def _begin_of_next(metingen: _Begins, meting: str) -> datetime | None:
    """When the first later meting began; None without one."""
    begun = [at for label, at in metingen.items() if label > meting and at]
    return min(begin for begin in begun) if begun else None


def _going(
    received: tuple[Received, ...], meting: str, until: datetime | None
) -> tuple[list[SeenFile], int]:
    """The files of this meting, and those of no known meting from before the next one began."""
    own = [item.seen for item in received if round_of(item.submission)[0] == meting]
    unknown = [
        item.seen
        for item in received
        if round_of(item.submission)[0] == _NO_METING
        and (until is None or (item.seen.offered_at or item.time) < until)
    ]
    return [*own, *unknown], len(unknown)


def _facts(meting: str, going: list[SeenFile], beside: BesideDataset) -> dict[str, Any]:
    """The facts of the event, but for the numbers: by fingerprints only."""
    return {
        gone.METING: meting,
        gone.ORIGINALS: sorted({item.sha256 for item in going if is_original(item)}),
        gone.OTHERS: sorted({mark_of(item) for item in going if not is_original(item)}),
        gone.BESIDE: beside.fingerprints,
    }


def _is_new(meting: str, facts: Mapping[str, Any], before: Destroyed) -> bool:
    """Whether this names something that was not destroyed before."""
    listed = {mark for marks in facts[gone.BESIDE].values() for mark in marks}
    return bool(
        meting not in before.metingen
        or set(facts[gone.ORIGINALS]) - before.contents.keys()
        or set(facts[gone.OTHERS]) - before.others
        or listed - before.beside
    )


def _texts(tables: Dataset, meting: str) -> int:
    """How many texts people filled in."""
    answers = tables.antwoorden
    answers = answers[answers["meting"].astype(str) == meting]
    keys = [field.key for field in FIELDS if field.kind is FieldKind.TEXT]
    filled = sum(int((~answers[key].fillna("").isin(["", THERE_WAS_ONE])).sum()) for key in keys)
    start = tables.startgegevens
    return filled + int((start["meting"].astype(str) == meting).sum())


def _findings(tables: Dataset, names: set[str]) -> int:
    return int(tables.bevindingen["bestand"].astype(str).isin(list(names)).sum())


def _numbers(facts: Mapping[str, Any]) -> dict[str, int]:
    return {gone.ORIGINALS: len(facts[gone.ORIGINALS]), **facts[gone.NUMBERS]}


def nothing_done() -> str:
    """What to say when it was not confirmed."""
    return texts.NOTHING_DONE


# --- doing it ---------------------------------------------------------------------------


def destroy(asked: Destruction, progress: Progress = silent) -> list[str]:
    """Destroy what was prepared, and leave the statement. Gives what to say.

    Raises `StorageError` when another program holds a file; done again it goes on.
    """
    folder = asked.folder
    with store.locked(folder):
        dataset = Facts(folder, datetime.now(UTC))
        # From here on it is destroyed: what stays stands there already.
        told = [
            (events.BEHOUDEN, asked.stays),
            (events.VERNIETIGD, asked.facts),
        ]
        for kind, facts in told:
            if facts:
                events.record(folder, kind, facts, dataset.moment)
        remove_all(asked.beside)
        if asked.round.workbooks.is_dir() and folder.resolve() == asked.round.dataset.resolve():
            named = destroyed_of(events.read(folder))
            destruction.clear_register(asked.round.workbooks, named)
        destruction.finish(folder)
        destruction.clear_made(folder)
        _clear_damaged(folder)
    made_current(folder, progress)
    place = _write_statement(asked)
    return [*asked.remarks(), texts.done(asked.meting, place)]


def _clear_damaged(folder: Path) -> None:
    """Events that something else changed may hold names, and tell nothing any more."""
    kept = (events.VASTGESTELD, events.GEPUBLICEERD, events.NORM, events.DEELNEMERS)
    for name in events.read(folder).damaged:
        if not name.startswith(kept):
            files.remove(folder / events.FOLDER / name)


def _write_statement(asked: Destruction) -> Path:
    found = events.read(asked.folder)
    told = [
        event for event in found.of(events.VERNIETIGD) if event.facts[gone.METING] == asked.meting
    ]
    numbers: dict[str, int] = {}
    marks: dict[str, list[str]] = {}
    for event in told:
        for key, count in _numbers(event.facts).items():
            numbers[key] = numbers.get(key, 0) + count
        for key, listed in ((gone.ORIGINALS, event.facts[gone.ORIGINALS]),
                            *event.facts[gone.BESIDE].items()):  # fmt: skip
            marks.setdefault(key, []).extend(listed)
    moments = [local_time(datetime.fromisoformat(event.at)) for event in told]
    sections = texts.statement(
        asked.meting,
        _norm(asked.folder),
        [(moment.date(), f"{moment:%H.%M}") for moment in moments],
        numbers,
        marks,
    )
    title = texts.statement_title(asked.meting)
    path = asked.round.folder / STATEMENTS / f"verklaring-{asked.meting}.docx"
    files.write_bytes(path, page_bytes(title, sections, moments[-1]))
    return path


def _norm(folder: Path) -> str:
    from nhnorm_xlsx.dataset.reference import read_reference

    known = read_reference(folder).definitions
    newest = known[max(known)] if known else None
    return (newest.norm_naam if newest else "") or NORM_NAME
