"""`besluiten.csv`, the desk of the coordinator: read with all its faults at once, written anew.

The desk is not the memory. What is decided there becomes an event; a line that is gone is
taken back. The last column says in its heading which sheet this is, so that a line that
somebody removed can be told from one that a colleague added elsewhere. The older
`uitsluiten.csv` is read beside it: each of its lines is the decision `uitsluiten`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

from nhnorm_xlsx import files
from nhnorm_xlsx.contract.stamp import METING_LABEL
from nhnorm_xlsx.contract.text import neutral, not_neutral
from nhnorm_xlsx.csv_source import Faults, SourceRow, read_rows, source_text, write_rows
from nhnorm_xlsx.dataset import events as happenings
from nhnorm_xlsx.dataset.decided import Decree, Memory, memory_of
from nhnorm_xlsx.dataset.decisions import (
    COLUMNS,
    FILE_NAME,
    METING,
    ORGANISATIE,
    UITSLUITEN,
    VERDICTS,
    WITH_VALUE,
    Decision,
    short_sha,
)
from nhnorm_xlsx.dataset.events import BESLOTEN, BLAD, INGETROKKEN, Event, Events
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.dataset.synchronised import second_versions
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation

OLD_FILE_NAME = "uitsluiten.csv"
OLD_COLUMNS = ("bestand", "sha256", "reden")
# The heading of the last column: since when a line stands, and which sheet this is.
_SINCE: Final = re.compile(r"sinds(?: \(blad ([0-9a-f]{16})\))?")


@dataclass(frozen=True)
class DeskLine:
    """One line as it stands on the desk: the columns of `besluiten.csv`."""

    file: str
    sha256: str
    verdict: str
    value: str
    reason: str


@dataclass(frozen=True)
class Read:
    """What the coordinator put on the desk: the lines that came, and those that are gone."""

    came: tuple[Decree, ...] = ()
    gone: tuple[str, ...] = ()
    twice: tuple[Path, ...] = ()

    def and_also(self, other: Read) -> Read:
        """Both together."""
        return Read(
            tuple(dict.fromkeys((*self.came, *other.came))),
            tuple(sorted({*self.gone, *other.gone})),
            self.twice,
        )


def said_elsewhere(
    events: Events,
    seen: Iterable[SeenFile],
    organisations: Mapping[str, Organisation],
    given: Sequence[DeskLine],
    taken_back: Sequence[DeskLine],
) -> Read:
    """What was decided and taken back, not on the desk itself; by the same rules.

    Raises `UsageError` with all that is wrong with it.
    """
    memory, faults = memory_of(events), Faults(Path(FILE_NAME))
    reading = _Reading(faults, tuple(seen), organisations, memory)
    came = [found for line in given for found in reading.taken(_as_row(line))]
    back = [found for line in taken_back for found in reading.taken(_as_row(line))]
    if faults.found:
        raise UsageError("; ".join(text for _, text in faults.found) + ".")
    gone = {mark for item in back for mark in memory.standing.get(item, ())}
    return Read(tuple(item for item in came if item not in memory.standing), tuple(sorted(gone)))


def _as_row(line: DeskLine) -> SourceRow:
    given = (line.file, line.sha256, line.verdict, line.value, line.reason)
    return SourceRow(0, dict(zip(COLUMNS, given, strict=True)))


def read_desk(
    folder: Path,
    events: Events,
    seen: Iterable[SeenFile],
    organisations: Mapping[str, Organisation],
) -> Read:
    """What was decided and taken back on the desk since it was written.

    A file is named as in `inzendingen`; where several have that name, `sha256` (or its
    beginning) tells them apart. `organisations` are by code. What a synchroniser kept
    twice is read too. Raises `FaultySourceError` with all faults of a file at once.
    """
    memory, known = memory_of(events), tuple(seen)
    came: dict[Decree, None] = {}
    gone: set[str] = set()
    listed = _old_list(folder, memory, known, organisations)
    came |= dict.fromkeys(item for item in listed if item not in memory.ever)
    twice = second_versions(folder / FILE_NAME)
    for path in (folder / FILE_NAME, *twice):
        if path.exists():
            taken, sheet = _sheet(path, memory, known, organisations)
            # What stood on this sheet already and was taken back since is no new line.
            before = _on_sheet(memory, events, sheet) if sheet else set()
            new = (item for item in taken if item not in memory.standing and item not in before)
            came |= dict.fromkeys(new)
            gone |= _gone(memory, events, [*taken, *listed], sheet)
    return Read(tuple(came), tuple(sorted(gone)), tuple(twice))


def _old_list(
    folder: Path,
    memory: Memory,
    seen: tuple[SeenFile, ...],
    organisations: Mapping[str, Organisation],
) -> list[Decree]:
    path = folder / OLD_FILE_NAME
    return _sheet(path, memory, seen, organisations)[0] if path.exists() else []


def _on_sheet(memory: Memory, events: Events, sheet: str) -> set[Decree]:
    """All that stood on a sheet when it was written, also what was taken back since."""
    marks = {
        mark
        for event in events.of(BLAD)
        if event.mark == sheet
        for mark in event.facts["besluiten"]
    }
    return {item for item, own in memory.ever.items() if marks & set(own)}


def _gone(memory: Memory, events: Events, taken: Iterable[Decree], sheet: str) -> set[str]:
    """The decisions that stood on this sheet when it was written and do not any more.

    A sheet that does not say which it is was made by hand, after the last one of ours.
    """
    sheets = events.of(BLAD)
    written = [event for event in sheets if event.mark == sheet] if sheet else sheets[-1:]
    if not written:
        return set()
    marks = set(written[-1].facts["besluiten"])
    there = set(taken)
    return {
        mark
        for item, own in memory.standing.items()
        if item not in there and marks & set(own)
        for mark in own
    }


def told_on_desk(found: Read, now: datetime) -> list[Event]:
    """The events that follow from what was found on the desk."""
    # A moment each, so that they stay in the order in which they stand there.
    moments = (now + timedelta(microseconds=number) for number in count())
    told = [happenings.happened(BESLOTEN, item.facts, next(moments)) for item in found.came]
    if found.gone:
        gone = {"besluiten": list(found.gone)}
        told.append(happenings.happened(INGETROKKEN, gone, next(moments)))
    return told


def write_desk(folder: Path, events: Events, seen: Iterable[SeenFile], now: datetime) -> None:
    """Put everything that is decided on the desk, unless it stands there just so.

    Raises `StorageError` when the file is open in Excel; what was decided is kept.
    """
    path, memory = folder / FILE_NAME, memory_of(events)
    marks = [mark for own in memory.standing.values() for mark in own]
    sheet = next(
        (event for event in reversed(events.of(BLAD)) if event.facts["besluiten"] == marks),
        happenings.happened(BLAD, {"besluiten": marks}, now),
    )
    sha_of = {item.content: item.sha256 for item in seen}
    text = write_rows(
        (*COLUMNS, f"sinds (blad {sheet.mark})"),
        [_line(item, sha_of, memory.since[item]) for item in memory.standing],
    )
    if path.exists() and path.read_bytes() == text.encode("utf-8-sig"):
        return
    happenings.write(folder, sheet)
    files.write_text(path, text, bom=True)


def _line(item: Decree, sha_of: Mapping[str, str], since: str) -> Sequence[str]:
    day = local_time(datetime.fromisoformat(since)).date().isoformat()
    sha256 = short_sha(sha_of.get(item.content, item.sha256))
    return (neutral(item.file), sha256, item.verdict, item.value, neutral(item.reason), day)


def decisions_of(events: Events) -> tuple[Decision, ...]:
    """What is decided, each with the line of `besluiten.csv` on which it stands."""
    found, line = [], 2
    for item in memory_of(events).standing:
        source = f"{FILE_NAME} regel {line}"
        found.append(
            Decision(item.content, item.verdict, item.value, item.reason, source, item.file)
        )
        line += 1 + item.reason.count("\n")
    return tuple(found)


def _sheet(
    path: Path,
    memory: Memory,
    seen: tuple[SeenFile, ...],
    organisations: Mapping[str, Organisation],
) -> tuple[list[Decree], str]:
    """The decisions on one sheet, and its mark; raises `FaultySourceError`."""
    faults = Faults(path)
    text = source_text(path, faults)
    heading = text.partition("\n")[0].strip().split(";")
    since = [name for name in heading if _SINCE.fullmatch(name.strip('" '))]
    columns = OLD_COLUMNS if path.name == OLD_FILE_NAME else COLUMNS
    optional = [name.strip('" ') for name in since]
    reading = _Reading(faults, seen, organisations, memory)
    rows = read_rows(path, columns, faults, optional=optional, may_be_empty=True, text=text)
    taken = [found for row in rows for found in reading.taken(row)]
    faults.stop_if_any()
    marks = [found[1] or "" for name in optional if (found := _SINCE.fullmatch(name))]
    return taken, marks[0] if marks else ""


@dataclass(frozen=True)
class _Reading:
    """One of the two files, being read."""

    faults: Faults
    seen: tuple[SeenFile, ...]
    organisations: Mapping[str, Organisation]
    memory: Memory

    def taken(self, row: SourceRow) -> list[Decree]:
        """What one line decides; what is wrong with it goes to the faults."""
        verdict = row.values.get("besluit", UITSLUITEN).lower()
        reason = not_neutral(row.values["reden"])
        if before := self._known(row, verdict, reason):
            return before
        named = self._named(row)
        value = self._value(row, verdict)
        if verdict not in VERDICTS:
            self.faults.add(
                row.line,
                f"'{row.values['besluit']}' is geen besluit; kies uit: {', '.join(VERDICTS)}",
            )
        if not reason:
            # The heading says `reden`; what it is the reason of depends on the decision.
            wanted = "dit bestand niet meetelt" if verdict == UITSLUITEN else "u dit beslist"
            self.faults.add(row.line, f"vul bij 'reden' in waarom {wanted}")
        return [Decree(*file, verdict, value, reason) for file in named]

    def _known(self, row: SourceRow, verdict: str, reason: str) -> list[Decree]:
        """The decision that stands already in just these words.

        Its file need not be here yet: a colleague may have it, and a synchroniser be slow.
        """
        name, sha256 = not_neutral(row.values["bestand"]), row.values["sha256"].lower()
        said = (name, verdict, row.values.get("waarde", ""), reason)
        return [
            item
            for item in self.memory.standing
            if said == (item.file, item.verdict, item.value, item.reason)
            and sha256
            and item.sha256.startswith(sha256)
        ]

    def _named(self, row: SourceRow) -> list[tuple[str, str, str]]:
        """The file a line is about: content, sha256, and its name where the line gives one."""
        name, sha256 = row.values["bestand"], row.values["sha256"].lower()
        if not name and not sha256:
            self.faults.add(
                row.line, "vul bij 'bestand' de naam in zoals die in inzendingen.csv staat"
            )
            return []
        found = sorted(
            {
                (item.content, item.sha256, item.file if name else "")
                for item in self.seen
                # In a CSV of ours a name that could be a formula begins with a quote.
                if name in ("", item.file, neutral(item.file)) and item.sha256.startswith(sha256)
            }
        )
        if not found:
            self.faults.add(row.line, f"'{name or sha256}' staat niet in inzendingen.csv{_so(row)}")
        elif len(found) > 1:
            self.faults.add(
                row.line,
                f"er zijn {len(found)} bestanden met de naam '{name}'; vul ook 'sha256' in",
            )
        return found

    def _value(self, row: SourceRow, verdict: str) -> str:
        value = row.values.get("waarde", "")
        if verdict in VERDICTS and verdict not in WITH_VALUE and value:
            self.faults.add(row.line, f"bij '{verdict}' hoort geen waarde; laat '{value}' weg")
        if verdict == METING and not METING_LABEL.fullmatch(value):
            self.faults.add(row.line, f"'{value}' is geen meting; schrijf zoals 2026 of 2026-2")
        if verdict == ORGANISATIE:
            return self._code(row, value)
        return value

    def _code(self, row: SourceRow, value: str) -> str:
        """The code of the organisation that is named by code or name, or as on the screen."""
        for code, item in self.organisations.items():
            called = (code, item.name, item.title, f"{item.name} ({code})")
            if value.casefold() in (name.casefold() for name in called):
                return code
        self.faults.add(
            row.line,
            f"'{value}' is geen organisatie uit de lijst; vul de code of de naam in, zoals "
            "organisaties.csv die noemt",
        )
        return ""


def _so(row: SourceRow) -> str:
    return " met deze sha256" if row.values["bestand"] and row.values["sha256"] else ""
