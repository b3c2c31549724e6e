"""`samenbrengen`: a second copy of the round is put together with this one."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import desk, events, joining, store
from nhnorm_xlsx.dataset.archive import originals
from nhnorm_xlsx.dataset.decided import memory_of
from nhnorm_xlsx.dataset.decisions import FILE_NAME as DECISIONS_FILE
from nhnorm_xlsx.dataset.ledger import Ledger, ledger_of
from nhnorm_xlsx.dataset.one_norm import Edities, norm_name, same_norm
from nhnorm_xlsx.dataset.reference import reference_of
from nhnorm_xlsx.dataset.register import Row, read_register, write_register
from nhnorm_xlsx.definition import load_definitions
from nhnorm_xlsx.errors import FaultySourceError, NhnormError, StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation, load_organisations
from nhnorm_xlsx.settings import FILE_NAME, Settings
from nhnorm_xlsx.tasks import stands
from nhnorm_xlsx.tasks.copies import Copy, find_copy
from nhnorm_xlsx.tasks.importing import tables_of_joined
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.tasks.round_folder import read_settings
from nhnorm_xlsx.texts import joining as texts


@dataclass
class JoinReport:
    """What came along, and what contradicts or could not come along: sentences for people."""

    source: Path
    taken: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    itself: bool = False

    @property
    def contradicts(self) -> bool:
        """Whether something contradicts, was refused, or is damaged."""
        return bool(self.wrong or self.shown)

    def lines(self) -> Iterator[str]:
        """The report."""
        if self.itself:
            yield texts.ITSELF
            return
        words = {_FILES: texts.FILES, _ISSUED: texts.ISSUED, **texts.EVENTS}
        counted = [(self.taken[kind], words[kind]) for kind in words]
        yield texts.taken(counted, self.source) if self.taken else texts.NOTHING_NEW
        yield from self.wrong
        if self.shown:
            yield texts.TAKEN_UP
            yield from self.shown


# Beside the kinds of events.
_FILES: Final = "bestand"
_ISSUED: Final = "uitgifte"


@dataclass(frozen=True)
class _Side:
    """What one of the two copies holds."""

    facts: events.Events
    dataset_register: tuple[Row, ...]
    issued: tuple[Row, ...]
    settings: Settings | None

    @property
    def register(self) -> tuple[Row, ...]:
        return (*reference_of(self.facts, self.dataset_register).register, *self.issued)

    @property
    def edities(self) -> Edities:
        """The definitions by which it is known of which norm it is; none when nothing tells."""
        given = reference_of(self.facts).definitions
        if given or self.settings is None or self.settings.definition is None:
            return given
        return load_definitions(self.settings.definition)


def join_copy(source: Path, folder: Path, round_: Round, progress: Progress = silent) -> JoinReport:
    """Put a copy (the folder of a round or of a dataset, or a zip of one) together with this one.

    `folder` is the dataset of this one. In any order the same comes of it; twice is once. Raises
    `UsageError` for what is no copy, of another norm, made up, or written by a newer program, and
    `StorageError`; then nothing was changed.
    """
    report = JoinReport(source)
    with TemporaryDirectory() as workspace:
        store.check_target(folder, "--dataset")
        copy = find_copy(source, Path(workspace))
        if _same(copy, folder, round_):
            report.itself = True
            return report
        store.recover(folder)
        with store.locked(folder):
            own = _own(folder, round_)
            other = _other(copy, report)
            _refuse_strange(own, other)
            _check_desk(folder, own)
            joined = _Joining(folder, round_, own, other, copy, report)
            joined.join()
            if report.taken and store.was_imported(folder):
                made = tables_of_joined(folder, joined.new_files, progress)
                wrong = [item for item in made.offered if item.failed]
                about = type(made)(tuple(wrong), None, made.bookkeeping, made.remarks)
                report.shown += about.lines() if about.has_errors else ()
    return report


def _same(copy: Copy, folder: Path, round_: Round) -> bool:
    if copy.originals is not None:
        return copy.originals.resolve() == folder.resolve()
    return bool(copy.round_ and copy.round_.folder.resolve() == round_.folder.resolve())


def _own(folder: Path, round_: Round) -> _Side:
    beside = folder.resolve() == round_.dataset.resolve()
    issued = read_register(round_.workbooks) if beside else ()
    return _Side(events.read(folder), read_register(folder), issued, round_.settings)


def _other(copy: Copy, report: JoinReport) -> _Side:
    """What the copy holds; what of it is damaged is told and left out."""
    settings = None
    if copy.round_ and copy.round_.file.is_file():
        # What is wrong in it is for its owner; only what a newer program wrote is refused.
        with suppress(FaultySourceError):
            settings = read_settings(copy.round_.file)
    facts = events.read(copy.facts) if copy.facts else events.Events()
    if facts.damaged:
        report.wrong.append(texts.damaged_events(facts.damaged))
    in_dataset = _register(copy.originals, report)
    issued = _register(copy.round_.workbooks if copy.round_ else None, report)
    return _Side(facts, in_dataset, issued, settings)


def _register(folder: Path | None, report: JoinReport) -> tuple[Row, ...]:
    try:
        return read_register(folder) if folder and folder.is_dir() else ()
    except NhnormError as error:
        report.wrong.append(texts.faulty_register(str(error)))
        return ()


def _refuse_strange(own: _Side, other: _Side) -> None:
    """A copy of another norm, or of made-up answers, does not belong here."""
    here, there = own.edities, other.edities
    if here and there and not same_norm(here, there):
        raise UsageError(texts.another_norm(norm_name(here), norm_name(there)))
    made_up = joining.holds_example(own.facts, own.register)
    theirs = joining.holds_example(other.facts, other.register)
    if theirs and not made_up:
        raise UsageError(texts.COPY_MADE_UP)
    if made_up and theirs is False:
        raise UsageError(texts.OWN_MADE_UP)


def _check_desk(folder: Path, own: _Side) -> None:
    """That the decisions here can be read. Raises `FaultySourceError`, before anything is done."""
    desk.read_desk(folder, own.facts, ledger_of(own.facts).seen, _known(own))


def _known(side: _Side) -> Mapping[str, Organisation]:
    known = reference_of(side.facts).known
    return known or {item.code: item for item in load_organisations()}


@dataclass
class _Joining:
    """One copy on its way into this one: originals first, then what tells of them."""

    folder: Path
    round_: Round
    own: _Side
    other: _Side
    copy: Copy
    report: JoinReport
    new_files: frozenset[tuple[str, str]] = frozenset()

    def join(self) -> None:
        """Put all of it in place. Raises `StorageError`; done again it goes on."""
        known = {item.key for item in ledger_of(self.own.facts).seen}
        theirs = ledger_of(self.other.facts)
        self.new_files = frozenset(item.key for item in theirs.seen) - known
        if self.copy.originals:
            self._originals(self.copy.originals)
        if self.copy.facts:
            self._events(self.copy.facts)
            self._desk(self.copy.facts, theirs)
        self._registers()
        self.report.taken[_FILES] = max(self.report.taken[_FILES], len(self.new_files))
        self.report.taken = +self.report.taken
        if self.report.taken:
            self._tell_contradictions()

    def _originals(self, dataset: Path) -> None:
        """The originals that are not here, or not sound here, and those without their lock."""
        sound, strange = originals(self.folder), []
        for path in sorted((dataset / store.ARCHIVE).glob("[0-9a-f]*.*")):
            if len(path.stem) != _SHA_LENGTH or path.stem in sound:
                continue
            content = _read(path)
            if hashlib.sha256(content).hexdigest() != path.stem:
                strange.append(path.name)
                continue
            _keep(path, content, self.folder / store.ARCHIVE / path.name)
            self.report.taken[_FILES] += 1
        for path in sorted((dataset / store.OPENED).glob("*.xlsx")):
            target = self.folder / store.OPENED / path.name
            if not path.name.startswith("~") and not target.exists():
                _keep(path, _read(path), target)
        if strange:
            self.report.wrong.append(texts.damaged_originals(strange))

    def _events(self, facts: Path) -> None:
        written = events.as_written(facts)
        if self.copy.taken_over:  # the sheet is of now; the rest is the same whoever does it
            written = {
                name: content
                for name, content in written.items()
                if not name.startswith(events.BLAD)
            }
        for name in events.join(self.folder, written):
            kind = name.partition("-")[0]
            # Offered files are counted as files; the rest of these nobody knows by name.
            self.report.taken[kind if kind in texts.EVENTS else _OTHER] += 1

    def _desk(self, facts: Path, seen: Ledger) -> None:
        """Decisions that the other wrote down and did not import yet."""
        try:
            found = desk.read_desk(facts, self.other.facts, seen.seen, _known(self.other))
        except FaultySourceError as error:
            self.report.wrong.append(texts.faulty_decisions(str(error)))
            return
        memory = memory_of(events.read(self.folder))
        standing = {mark for own in memory.standing.values() for mark in own}
        gone = tuple(mark for mark in found.gone if mark in standing)
        # The moment is that of the file: whoever joins it writes down the same.
        written = facts / DECISIONS_FILE
        stamp = written.stat().st_mtime if written.exists() else 0.0
        moment = datetime.fromtimestamp(int(stamp), UTC)
        told = desk.told_on_desk(desk.Read(found.came, gone), moment)
        came = zip(found.came, told, strict=False)
        new = [event for item, event in came if item not in memory.ever]
        for event in (*new, *told[len(found.came) :]):
            events.write(self.folder, event)
            self.report.taken[event.kind] += 1

    def _registers(self) -> None:
        places = [(self.folder, self.own.dataset_register, self.other.dataset_register)]
        if self.folder.resolve() == self.round_.dataset.resolve():
            places.append((self.round_.workbooks, self.own.issued, self.other.issued))
        told: set[tuple[str, str]] = set()
        for folder, own, other in places:
            rows, twice = joining.registers_together(own, other)
            told |= {(row["organisatie"], row["meting"]) for row in twice}
            new = len(rows) - len({_key(row) for row in own})
            if new or (twice and list(rows) != list(own)):
                write_register(folder, rows)
                self.report.taken[_ISSUED] = max(self.report.taken[_ISSUED], new, 1)
        self.report.wrong += [texts.two_rows(name, meting) for name, meting in sorted(told)]

    def _tell_contradictions(self) -> None:
        """What two people gave or fixed otherwise without knowing of each other."""
        wrong = self.report.wrong
        for clash in joining.clashes(self.own.facts, self.other.facts):
            if clash.editie:
                wrong.append(
                    texts.two_definitions(
                        clash.editie, clash.own, clash.other, own_serves=clash.own_serves
                    )
                )
            else:
                wrong.append(texts.two_lists(clash.own, clash.other, own_serves=clash.own_serves))
        wrong += _other_settings(self.own.settings, self.other.settings)
        wrong += stands.contradictions(self.folder)


_OTHER: Final = "overig"
_SHA_LENGTH: Final = 64


def _key(row: Row) -> tuple[str, str, str]:
    return (row["meting"], row["organisatie_code"], row["uitgifte_id"])


def _other_settings(own: Settings | None, other: Settings | None) -> Iterator[str]:
    """Where the two `ronde.toml` say another meting or deadline."""
    if own is None or other is None:
        return
    for key, here, there in (
        ("meting", own.meting, other.meting),
        ("deadline", own.deadline, other.deadline),
    ):
        if here and there and here != there:
            yield texts.other_settings(FILE_NAME, key, str(here), str(there))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}). Staat de kopie in OneDrive of Teams, "
            "kies dan bij de map 'Altijd behouden op dit apparaat' en probeer het opnieuw."
        ) from error


def _keep(source: Path, content: bytes, target: Path) -> None:
    """A copy that is as old as what it was copied from: the archive may have to tell."""
    files.write_bytes(target, content)
    with suppress(OSError):
        facts = source.stat()
        os.utime(target, ns=(facts.st_atime_ns, facts.st_mtime_ns))
