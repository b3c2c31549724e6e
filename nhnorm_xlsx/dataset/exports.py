"""The tables of a dataset folder: made from the facts, each replaced whole.

Of every state of the facts a list is kept with the fingerprints of its tables. So each
table says which state it shows, also when the program was stopped while it replaced them:
then another command makes them again. What is in none of the lists somebody changed by hand.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import events, parquet, schema, store
from nhnorm_xlsx.dataset.readings import kept_rows
from nhnorm_xlsx.dataset.received import Received, findings_that_count, round_of
from nhnorm_xlsx.dataset.tables import (
    Both,
    Row,
    answer_rows,
    block_of,
    both_ways,
    csv_text,
    finding_rows,
    in_order,
    keeps_start,
    norms_of,
    safe_csv,
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
    archive = sorted(path.name for path in (folder / store.ARCHIVE).glob("[0-9a-f]*.*"))
    told = (name for name in events.names(folder) if not name.startswith(events.AFTERWARDS))
    every = "\n".join((*told, *archive))
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
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


_PARTS = ("antwoorden", "inzendingen", "startgegevens", *(item.value for item in Severity))


class _Block:
    """The rows of one meting by table, as they are and safe; findings are by severity."""

    def __init__(
        self, label: str, items: Iterable[Received], definitions: Mapping[str, Definition]
    ) -> None:
        self.label, self.definitions = label, definitions
        self.plain: dict[str, list[str]] = {name: [] for name in _PARTS}
        self.safe: dict[str, list[str]] = {name: [] for name in _PARTS}
        for item in items:
            self._add(item)

    def _add(self, item: Received) -> None:
        file, kept = item.seen.file, kept_rows(item.submission, item.seen.file)
        if item.counts:
            self._put(
                "antwoorden", kept, lambda: answer_rows(item.submission, file, self.definitions)
            )
        if keeps_start(item):
            self._put("startgegevens", kept, partial(start_rows, item.submission, file))
        self._put("inzendingen", {}, partial(_rows_of_file, item))
        own = Severity.FOUT.value in kept
        found = findings_that_count(item, own=not own)
        for severity in Severity:
            said = [about for about in found if about.severity is severity]
            if said:
                self._put(severity.value, {}, partial(finding_rows, said))
            if own and item.own_findings_matter:
                self._put(severity.value, kept, list)

    def _put(self, name: str, kept: Mapping[str, Both], rows: Callable[[], Iterable[Row]]) -> None:
        columns = schema.TABLES.get(name, schema.BEVINDINGEN)
        plain, safe = kept.get(name) or both_ways(csv_text(rows(), columns))
        self.plain[name].append(plain)
        self.safe[name].append(safe)

    def of_table(self, name: str) -> str:
        """The rows of one table as they are."""
        names = [item.value for item in Severity] if name == "bevindingen" else [name]
        return "".join(part for one in names for part in self.plain[one])

    def for_people(self, name: str) -> bytes:
        """The rows of one table, or the findings of one severity, as they are safe."""
        return "".join(self.safe[name]).encode("utf-8")


def _rows_of_file(item: Received) -> list[Row]:
    return [submission_row(item)]


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
            # Findings stand by severity, whatever the meting: too many to hold in memory.
            later = {item.value: stack.enter_context(TemporaryFile()) for item in Severity}
            streams = {name: stack.enter_context(draft.open("wb")) for name, draft in texts.items()}
            for name, stream in streams.items():
                stream.write(_BOM + (";".join(schema.TABLES[name]) + "\r\n").encode())
            for label, group in groupby(items, key=lambda it: block_of(round_of(it.submission)[0])):
                block = _Block(label, group, self.definitions)
                for name in ("antwoorden", "inzendingen", "startgegevens"):
                    streams[name].write(block.for_people(name))
                for word, aside in later.items():
                    aside.write(block.for_people(word))
                self._parquet_of(block)
            for aside in later.values():
                aside.seek(0)
                shutil.copyfileobj(aside, streams["bevindingen"])
            text = csv_text(norms_of(items, self.definitions), schema.NORMEN)
            streams["normen"].write(safe_csv(text).encode("utf-8"))
        self._parquet("normen", "", text)
        for name in _BY_METING:
            if not any(place.startswith(f"{name}.") for place in self.blocks):
                self._parquet(name, "", "")  # without rows it has columns
        for name, draft in texts.items():
            self.prints[f"{name}.csv"] = digest(draft)

    def _parquet_of(self, block: _Block) -> None:
        for name in _BY_METING:
            if text := block.of_table(name):
                self._parquet(name, block.label, text)

    def _parquet(self, name: str, label: str, text: str) -> None:
        place = parquet.place_of(name, label)
        mark = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
        self.blocks[place] = mark
        print_before = self.before.get((place, mark))
        path = self.folder / place
        if print_before and digest(path) == print_before:
            self.prints[place] = print_before
            return
        draft = self._begin(place)
        parquet.write(text, name, draft)
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
