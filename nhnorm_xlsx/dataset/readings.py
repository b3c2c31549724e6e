"""What reading and judging an original gave, kept so that nothing is read twice.

The judgement of a file follows from its bytes, the name it came under, what was decided
about whose it is, and the rules: the program, the norm and the participants. Those together
name the kept reading. It can be thrown away at any moment: it is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, partial
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.records import (
    answers_of,
    answers_record,
    findings_of,
    findings_record,
    heading_of,
    heading_record,
    start_of,
    start_record,
)
from nhnorm_xlsx.dataset.tables import (
    Both,
    answer_rows,
    both_ways,
    finding_rows,
    start_rows,
)
from nhnorm_xlsx.definition import Definition, dump_definitions
from nhnorm_xlsx.errors import StorageError, why
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.organisations import Organisation, dump_organisations
from nhnorm_xlsx.submissions import (
    NOTHING_DECIDED,
    Decided,
    Kept,
    Submission,
    answers_tally,
    findings_tally,
)

FOLDER = "gelezen"
# Whether these can be read depends on more than the file: on a password, on the machine.
LOCKED = "wachtwoord"
_FORGOTTEN_AFTER = timedelta(days=60)
STOPPED = "gestopt"
TOO_MUCH = "te_groot"
_MAY_GO_BETTER = (LOCKED, STOPPED, TOO_MUCH, "niet_te_openen")


@dataclass(frozen=True)
class Rules:
    """By what files are judged: definitions by editie, everyone known by code."""

    definitions: Mapping[str, Definition]
    organisations: Mapping[str, Organisation]

    @cached_property
    def mark(self) -> str:
        """The same for the same rules, also on another machine."""
        told = (
            program_mark(),
            dump_definitions(self.definitions.values()),
            dump_organisations(self.organisations.values()),
        )
        return hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]


@cache
def program_mark() -> str:
    """The fingerprint of the program text: another program may judge otherwise."""
    digest = hashlib.sha256()
    with suppress(metadata.PackageNotFoundError):
        # Where there is no program text beside the program: the version.
        digest.update(metadata.version("nhnorm_xlsx").encode())
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class Named:
    """One name under which an original is judged, and what was decided about whose it is."""

    file: str
    decided: Decided = NOTHING_DECIDED


@dataclass(frozen=True)
class Task:
    """One original to read, and the names under which to judge it."""

    job: ReadJob
    names: tuple[Named, ...]


def read_and_judge(rules: Rules, task: Task) -> list[bytes]:
    """Read one original and judge it under each of its names: a reading of each.

    A pure function of the file and the rules. It runs in a process of its own, here or on
    another machine; what it gives back is small. Raises as the parser does.
    """
    try:
        workbook = read(task.job)
    except UnreadableError as error:
        return [unreadable(item.file, error) for item in task.names]
    found = []
    for item in task.names:
        judged = judge(
            item.file, workbook, rules.definitions, rules.organisations, decided=item.decided
        )
        found.append(keep_reading(judged, rules))
    return found


def read_in_isolation(rules: Rules, tasks: Sequence[Task]) -> Iterator[tuple[Task, list[bytes]]]:
    """Each original, in order, with its readings: read in a process of its own.

    What breaks its process off gets a reading too, that says so.
    """
    results = in_isolation(partial(read_and_judge, rules), tasks)
    for task, result in zip(tasks, results, strict=True):
        if isinstance(result, UnreadableError):
            yield task, [unreadable(item.file, result, stopped=True) for item in task.names]
        else:
            yield task, result


def unreadable(file: str, error: UnreadableError, *, stopped: bool = False) -> bytes:
    """The reading of a file that could not be read.

    `stopped` when its process ended: that may be the file, or this machine.
    """
    too_much = error.code == TOO_MUCH
    code = STOPPED if stopped and not too_much else error.code
    return keep_reading(judge_unreadable(file, error), None, code)


def is_locked(reading: bytes) -> bool:
    """Whether the file could not be read for want of a password."""
    return bool(json.loads(reading[: reading.index(b"\n")])["code"] == LOCKED)


def judged(rules: Rules, reading: bytes) -> Submission:
    """What a reading holds, whole."""
    heading, contents = (json.loads(line) for line in reading.split(b"\n", 2)[:2])
    parts = {name: made(contents[name]) for name, made in _PARTS.items()}
    return heading_of(
        heading["kop"],
        rules.organisations,
        findings=parts["bevindingen"],
        answers=parts["antwoorden"],
        start=parts["start"],
    )


def keep_reading(item: Submission, rules: Rules | None, code: str = "") -> bytes:
    """A line of what it says of itself, one of its answers and findings, its rows of the tables."""
    definitions = rules.definitions if rules else {}
    contents = {
        "antwoorden": answers_record(item.answers),
        "bevindingen": findings_record(item.findings),
        "start": start_record(item.start),
    }
    rows = {
        "antwoorden": both_ways(answer_rows(item, item.file, definitions), schema.ANTWOORDEN),
        "startgegevens": both_ways(start_rows(item, item.file), schema.STARTGEGEVENS),
    }
    for severity in Severity:
        found = finding_rows(about for about in item.findings if about.severity is severity)
        rows[severity.value] = both_ways(found, schema.BEVINDINGEN)
    once = {name: _once(both) for name, both in rows.items()}
    told = _line_of(contents)
    rest = b"".join((told, *(text for texts in once.values() for text in texts)))
    heading = {
        "kop": heading_record(item),
        "code": code,
        "antwoorden": [len(item.answers), dict(answers_tally(item.answers))],
        "bevindingen": [len(item.findings), dict(findings_tally(item.findings))],
        "start": len(item.start),
        "rijen": {name: [*map(len, texts)] for name, texts in once.items()},
        "rijen_na": len(told),
        # A synchroniser may have brought only the beginning.
        "lengte": len(rest),
    }
    return _line_of(heading) + rest


def _once(both: Both) -> list[bytes]:
    return [both[0]] if both[0] == both[1] else [*both]


def _line_of(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"


@dataclass(frozen=True)
class _Reading:
    """A kept reading: where it is, of which file, and where its rows begin.

    `lengths` are by table the bytes of its rows: as they are, and safe where that differs.
    """

    path: Path
    file: str
    begin: int
    lengths: Mapping[str, Sequence[int]]

    def contents(self) -> dict[str, Any]:
        """Its answers and findings. Raises `StorageError`."""
        try:
            with self.path.open("rb") as stream:
                stream.readline()
                found: dict[str, Any] = json.loads(stream.readline())
                return found
        except OSError as error:
            raise self._lost(why(error)) from error
        except ValueError as error:
            raise self._lost(_DAMAGED) from error

    def rows(self) -> dict[str, Both]:
        """Its rows, by table. Raises `StorageError`."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.begin)
                rest = BytesIO(stream.read())
        except OSError as error:
            raise self._lost(why(error)) from error
        texts = {name: [*map(rest.read, lengths)] for name, lengths in self.lengths.items()}
        if any([*map(len, texts[name])] != [*lengths] for name, lengths in self.lengths.items()):
            raise self._lost(_DAMAGED)
        return {name: (found[0], found[-1]) for name, found in texts.items()}

    def _lost(self, reason: str) -> StorageError:
        with suppress(OSError):  # then it is made again
            self.path.unlink()
        return StorageError(
            f"{self.path} kan niet worden gelezen ({reason}). Probeer het opnieuw; blijft het zo, "
            f"gooi dan de map {self.path.parent.parent} weg: zij wordt opnieuw gemaakt."
        )


_DAMAGED = "het is beschadigd"


@dataclass(frozen=True)
class _Fetch:
    """Fetches a part of what a kept reading holds."""

    reading: _Reading
    part: str

    def __call__(self) -> Sequence[Any]:
        found: Sequence[Any] = _PARTS[self.part](self.reading.contents()[self.part])
        return found


_PARTS: Mapping[str, Any] = {
    "antwoorden": answers_of,
    "bevindingen": findings_of,
    "start": start_of,
}


def kept_rows(item: Submission, file: str) -> dict[str, Both]:
    """The rows, by table, that are kept of what this file still says unchanged.

    `file` is the name that the rows must have; findings are by the word of their severity.
    """
    parts = {"antwoorden": item.answers, "startgegevens": item.start}
    parts |= {severity.value: item.findings for severity in Severity}
    stored = {
        table: part.fetch.reading
        for table, part in parts.items()
        if isinstance(part, Kept) and isinstance(part.fetch, _Fetch)
        if part.fetch.reading.file == file
    }
    readings = {reading.path: reading for reading in stored.values()}
    rows = {path: reading.rows() for path, reading in readings.items()}
    return {table: rows[reading.path][table] for table, reading in stored.items()}


@dataclass(frozen=True)
class Readings:
    """The kept readings of a dataset folder, by the rules of now.

    `anew` are the contents to read again where that may go better than last time.
    """

    folder: Path
    rules: Rules
    opened: Path
    anew: frozenset[str] = frozenset()
    unlocking: bool = False

    def in_use(self) -> None:
        """Note that these rules serve: what nobody uses is forgotten after a while."""
        with suppress(OSError):
            os.utime(self.folder / FOLDER / self.rules.mark)

    def get(self, content: str, named: Named) -> Submission | None:
        """What is known of an original under this name; None when it must be read."""
        path = self._path(content, named)
        try:
            with path.open("rb") as stream:
                line = stream.readline()
                heading = json.loads(line)
                if os.fstat(stream.fileno()).st_size != len(line) + heading["lengte"]:
                    return None
        except (OSError, ValueError, KeyError):
            return None
        if heading["code"] in _MAY_GO_BETTER and self._try_again(content, heading["code"]):
            return None
        return _kept(self.rules, heading, (path, named.file, len(line)))

    def keep(self, content: str, named: Named, reading: bytes) -> Submission:
        """Keep what reading gave, where that can be."""
        path = self._path(content, named)
        try:
            # It may be lost in a power cut: it is made again.
            files.write_bytes(path, reading, lasting=False)
        except StorageError:  # it only saves time
            return judged(self.rules, reading)
        line = reading[: reading.index(b"\n") + 1]
        return _kept(self.rules, json.loads(line), (path, named.file, len(line)))

    def _try_again(self, content: str, code: str) -> bool:
        opened = (self.opened / f"{content}.xlsx").exists()
        if code == LOCKED:
            return content in self.anew or self.unlocking or opened
        # What takes too long is not tried at every import, only when it is offered again.
        return content in self.anew or code != TOO_MUCH

    def _path(self, content: str, named: Named) -> Path:
        told = (content, named.file, named.decided.organisation, named.decided.meting)
        name = hashlib.sha256("\0".join(told).encode()).hexdigest()[:24]
        return self.folder / FOLDER / self.rules.mark / f"{name}.json"


def forget_old(folder: Path, now: datetime) -> None:
    """Throw away what was kept by rules that nobody used for a while."""
    for path in _folders(folder / FOLDER):
        with suppress(OSError):
            used = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if now - used > _FORGOTTEN_AFTER:
                shutil.rmtree(path, ignore_errors=True)


def _folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_dir())


# Where a kept reading is, of which file it is, and where its heading ends.
_At = tuple[Path, str, int]


def _kept(rules: Rules, heading: Mapping[str, Any], at: _At) -> Submission:
    """What the heading of a kept reading says; the rest of it is read when it is asked for."""
    path, file, after = at
    reading = _Reading(path, file, after + heading["rijen_na"], heading["rijen"])

    def part(name: str, counted: Sequence[Any]) -> Kept[Any]:
        size, tally = counted
        return Kept(size, tally, _Fetch(reading, name))

    return heading_of(
        heading["kop"],
        rules.organisations,
        findings=part("bevindingen", heading["bevindingen"]),
        answers=part("antwoorden", heading["antwoorden"]),
        start=part("start", (heading["start"], {})),
    )
