"""The tables of a dataset folder: made from the facts, each replaced whole.

Of every state of the facts a list is kept with the fingerprints of its tables. So each
table says which state it shows, also when the program was stopped while it replaced them:
then another command makes them again. What is in none of the lists somebody changed by hand.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from io import BytesIO
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import events, parquet, schema, store
from nhnorm_xlsx.dataset.readings import kept_rows
from nhnorm_xlsx.dataset.received import Received, findings_that_count, round_of
from nhnorm_xlsx.dataset.tables import (
    Both,
    answer_rows,
    block_of,
    both_ways,
    finding_rows,
    in_order,
    keeps_start,
    norms_of,
    start_rows,
    submission_row,
)
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.findings import Severity

FOLDER = "stand"
# Enough to know a table of before a few imports, also one that comes in late.
_REMEMBERED = 40
_BY_METING = tuple(name for name in schema.TABLES if not parquet.is_whole(name))
_BOM = b"\xef\xbb\xbf"

Prints = Mapping[str, str]


def state_of(folder: Path) -> str:
    """The mark of the facts in a dataset folder: the same facts, the same mark."""
    told = (name for name in events.names(folder) if not name.startswith(events.AFTERWARDS))
    every = "\n".join((*told, *(entry.name for entry in store.archived(folder))))
    return hashlib.sha256(every.encode()).hexdigest()[:16]


def fingerprints(folder: Path, state: str) -> Prints:
    """By the name of its file, the fingerprint of each table as it shows this state."""
    return _told(folder / FOLDER / f"{state}.json")[0]


def all_fingerprints(folder: Path) -> set[str]:
    """The fingerprints of the tables of all states that are remembered."""
    return {value for prints, _ in _remembered(folder) for value in prints.values()}


def remember(folder: Path, prints: Prints, blocks: Prints) -> None:
    """Keep the list of the tables that show the facts as they are now. Raises `StorageError`.

    `prints` are by the name of the file, `blocks` the marks of the rows in it.
    """
    text = json.dumps({"tabellen": prints, "blokken": blocks}, indent=1, sort_keys=True)
    files.write_text(folder / FOLDER / f"{state_of(folder)}.json", text, lasting=False)


def _remembered(folder: Path) -> list[tuple[Prints, Prints]]:
    return [_told(path) for path in (folder / FOLDER).glob("*.json")]


def _told(path: Path) -> tuple[Prints, Prints]:
    """What the list of one state says: fingerprints of tables, and marks of the rows in them."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return dict(found["tabellen"].items()), dict(found["blokken"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


def are_current(folder: Path) -> bool:
    """Whether the tables that commands read show the facts as they are now."""
    wanted = {
        name: value
        for name, value in fingerprints(folder, state_of(folder)).items()
        if name.partition("/")[0].endswith(parquet.SUFFIX)
    }
    there = {path.relative_to(folder).as_posix(): path for path in parquet.all_files(folder)}
    return (
        bool(wanted)
        and not parquet.others(folder, wanted)
        and all(name in there and digest(there[name]) == value for name, value in wanted.items())
    )


def digest(path: Path) -> str:
    """The fingerprint of a file; empty when it cannot be read."""
    try:
        with path.open("rb") as stream:  # a table can be far larger than what fits
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


# What is written to in the order of the files; findings are apart by severity.
_PARTS = ("antwoorden", "inzendingen", "startgegevens", *(item.value for item in Severity))
# So much of each part of a meting is held in memory, and of a table at a time.
_IN_MEMORY = 4_000_000
_AT_A_TIME = 1_000_000


def _rows_of(item: Received, definitions: Mapping[str, Definition]) -> Iterator[tuple[str, Both]]:
    """The rows that one file gives, by part; what is kept of it is not made again."""
    submission, file = item.submission, item.seen.file
    kept = kept_rows(submission, file)
    yield "inzendingen", both_ways([submission_row(item)], schema.INZENDINGEN)
    if item.counts:
        yield (
            "antwoorden",
            kept.get("antwoorden")
            or both_ways(answer_rows(submission, file, definitions), schema.ANTWOORDEN),
        )
    if keeps_start(item):
        yield (
            "startgegevens",
            kept.get("startgegevens")
            or both_ways(start_rows(submission, file), schema.STARTGEGEVENS),
        )
    are_kept = Severity.FOUT.value in kept
    found = findings_that_count(item, own=not are_kept)
    for severity in Severity:
        said = [about for about in found if about.severity is severity]
        if said:
            yield severity.value, both_ways(finding_rows(said), schema.BEVINDINGEN)
        if are_kept and item.own_findings_matter:
            yield severity.value, kept[severity.value]


class _Block:
    """The rows of one meting as they are, by part, on their way to Parquet.

    Of a meting with thousands of files they are too many to hold in memory.
    """

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._parts = {name: self._spool() for name in _PARTS}

    def _spool(self) -> IO[bytes]:
        return self._stack.enter_context(SpooledTemporaryFile(_IN_MEMORY))

    def add(self, part: str, rows: bytes) -> None:
        """Add rows of a file."""
        self._parts[part].write(rows)

    def table(self, name: str) -> IO[bytes]:
        """All rows of a table, findings worst first; read from the start."""
        if name == "bevindingen":
            rows = self._spool()
            _append([self._parts[severity.value] for severity in Severity], rows)
        else:
            rows = self._parts[name]
        rows.seek(0)
        return rows


def _append(parts: Iterable[IO[bytes]], whole: IO[bytes]) -> None:
    for part in parts:
        part.seek(0)
        shutil.copyfileobj(part, whole)


def _mark_of(rows: IO[bytes]) -> str:
    """The mark of these rows: the same rows, the same mark."""
    mark = hashlib.sha256()
    while chunk := rows.read(_AT_A_TIME):
        mark.update(chunk)
    rows.seek(0)
    return mark.hexdigest()[:16]


def export(
    folder: Path, received: Iterable[Received], definitions: Mapping[str, Definition]
) -> list[str]:
    """Make all tables anew; gives the names of those that another program holds.

    Raises `StorageError` when the folder cannot be written at all.
    """
    return _Export(folder, definitions).run(in_order(received))


class _Export:
    """One run: drafts of all tables beside their places, the list, and then each its place."""

    def __init__(self, folder: Path, definitions: Mapping[str, Definition]) -> None:
        self.folder, self.definitions = folder, definitions
        self.before = _blocks_of_before(folder)
        self.prints: dict[str, str] = {}
        self.blocks: dict[str, str] = {}
        self.drafts: dict[str, Path] = {}

    def run(self, items: Sequence[Received]) -> list[str]:
        with ExitStack() as stack:
            stack.callback(self._drop)
            self._draft(items)
            self._remember()
            held = [place for place in self.drafts if not self._placed(place)]
        self._remove_others()
        return held

    def _remove_others(self) -> None:
        known = all_fingerprints(self.folder)
        for path in parquet.others(self.folder, self.prints):
            if path.is_file() and digest(path) in known:
                with suppress(OSError):
                    path.unlink()

    def _draft(self, items: Sequence[Received]) -> None:
        texts = {name: self._begin(f"{name}.csv") for name in schema.TABLES}
        with ExitStack() as stack:
            streams: dict[str, IO[bytes]] = {
                name: stack.enter_context(draft.open("wb", buffering=_AT_A_TIME))
                for name, draft in texts.items()
            }
            for name, stream in streams.items():
                stream.write(_BOM + (";".join(schema.TABLES[name]) + "\r\n").encode())
            # Findings stand by severity, whatever the meting.
            later = {item.value: stack.enter_context(TemporaryFile()) for item in Severity}
            for label, group in groupby(items, key=lambda it: block_of(round_of(it.submission)[0])):
                self._block(label, group, {**streams, **later})
            _append(later.values(), streams["bevindingen"])
            plain, safe = both_ways(norms_of(items, self.definitions), schema.NORMEN)
            streams["normen"].write(safe)
        self._parquet("normen", "", BytesIO(plain))
        for name in _BY_METING:
            if not any(place.startswith(f"{name}.") for place in self.blocks):
                self._parquet(name, "", BytesIO())  # without rows it has columns
        for name, draft in texts.items():
            self.prints[f"{name}.csv"] = digest(draft)

    def _block(
        self, label: str, items: Iterable[Received], streams: Mapping[str, IO[bytes]]
    ) -> None:
        """The rows of one meting: safe to the tables for people, as they are to Parquet."""
        with ExitStack() as stack:
            block = _Block(stack)
            for item in items:
                for part, (plain, safe) in _rows_of(item, self.definitions):
                    block.add(part, plain)
                    streams[part].write(safe)
            for name in _BY_METING:
                rows = block.table(name)
                if parquet.size_of(rows):
                    self._parquet(name, label, rows)

    def _parquet(self, name: str, label: str, rows: IO[bytes]) -> None:
        place, mark = parquet.place_of(name, label), _mark_of(rows)
        self.blocks[place] = mark
        print_before = self.before.get((place, mark))
        if print_before and digest(self.folder / place) == print_before:
            self.prints[place] = print_before
            return
        draft = self._begin(place)
        parquet.write(rows, name, draft)
        self.prints[place] = digest(draft)

    def _begin(self, place: str) -> Path:
        """Where to write a table: who reads a folder of tables must not find half a one."""
        draft = self.folder / FOLDER / f"~{place.replace('/', '~')}"
        files.make_folder(draft.parent)
        self.drafts[place] = draft
        return draft

    def _remember(self) -> None:
        """Before any table takes its place: whatever happens then, it is known as ours."""
        remember(self.folder, self.prints, self.blocks)
        every = sorted((self.folder / FOLDER).glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in every[:-_REMEMBERED]:
            with suppress(OSError):
                path.unlink()

    def _placed(self, place: str) -> bool:
        """Let a table take its place; False when another program holds what stands there."""
        path = self.folder / place
        if digest(path) == self.prints[place]:
            return True
        try:
            parquet.make_room(path.parent)
            files.move(self.drafts[place], path)
        except StorageError:
            return False
        return True

    def _drop(self) -> None:
        for draft in (self.folder / FOLDER).glob("~*"):
            with suppress(OSError):
                draft.unlink()


def _blocks_of_before(folder: Path) -> dict[tuple[str, str], str]:
    """The fingerprint of a Parquet file by its place and the mark of the rows in it."""
    return {
        (place, mark): prints[place]
        for prints, marks in _remembered(folder)
        for place, mark in marks.items()
        if place in prints
    }
