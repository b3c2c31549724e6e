"""What stands beside the dataset, in the folder of the round, and belongs to one meting."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.archive import looked_at
from nhnorm_xlsx.dataset.exports import digest
from nhnorm_xlsx.dataset.ledger import ledger_of, local_time
from nhnorm_xlsx.errors import NhnormError
from nhnorm_xlsx.intake.sources import find_sources
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import status as status_texts

# What the files are, as the event that they were destroyed calls them.
WORKBOOKS: Final = "werkboeken"
MAILS: Final = "mails"
COMPARISONS: Final = "vergelijkingen"
FEEDBACK: Final = "terugkoppelingen"
STANDINGS: Final = "standen"
OVERVIEWS: Final = "overzichten"
RETURNED: Final = "ingekomen"
KINDS: Final = (WORKBOOKS, MAILS, COMPARISONS, FEEDBACK, STANDINGS, OVERVIEWS, RETURNED)

STATEMENTS: Final = "vernietiging"
OVERVIEW_FOLDER: Final = "overzicht"
_PACKED: Final = (".eml", ".msg", ".mbox", ".zip", ".p7m")
_OURS: Final = "NHNorm-"


@dataclass(frozen=True)
class BesideDataset:
    """What is found there.

    `going` are the files that go, by what they are; `mixed` what holds other things as well;
    `copies` the folders of other datasets.
    """

    going: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    mixed: tuple[Path, ...] = ()
    copies: tuple[Path, ...] = ()

    @property
    def fingerprints(self) -> dict[str, list[str]]:
        """The sha256 of the files that go, by what they are."""
        return {
            kind: sorted({digest(path) for path in paths} - {""})
            for kind, paths in self.going.items()
        }


def found_beside(
    round_: Round, dataset: Path, meting: str, contents: Collection[str], known: Collection[str]
) -> BesideDataset:
    """What belongs to this meting in the folder of the round, but for the `dataset` itself.

    `contents` are the sha256 of what was offered, `known` of what was to go an earlier time. What
    was published (hand-overs, the report for the provincie) is not among it.
    """
    datasets = [
        path.parent
        for path in sorted(round_.folder.rglob(events.FOLDER))
        if path.is_dir() and path.parent.resolve() != dataset.resolve()
    ]
    passed = [dataset.resolve(), (round_.folder / STATEMENTS).resolve()]
    passed += [_whole_round(path, round_).resolve() for path in datasets]
    going: dict[str, list[Path]] = {}
    mixed = []
    for path in _files_under(round_.folder, passed):
        kind = _by_place(path, round_, meting)
        if not kind and not path.name.startswith(_OURS):
            kind, others = _by_content(path, meting, {*contents, *known})
            if others:
                mixed.append(path)
                continue
        if kind:
            going.setdefault(kind, []).append(path)
    ordered: dict[str, tuple[Path, ...]] = {
        kind: tuple(going[kind]) for kind in KINDS if kind in going
    }
    real = tuple(path for path in datasets if not ledger_of(events.read(path)).example)
    return BesideDataset(ordered, tuple(mixed), real)


def _whole_round(dataset: Path, round_: Round) -> Path:
    """The folder of the other round that a dataset belongs to, such as that of the example."""
    around = dataset.parent
    is_round = dataset.name == round_.dataset.name and around.resolve() != round_.folder.resolve()
    return around if is_round else dataset


def _files_under(folder: Path, passed: Collection[Path]) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(path.resolve().is_relative_to(item) for item in passed):
            yield path


def _by_place(path: Path, round_: Round, meting: str) -> str:
    """What a file is by where it stands and how it is called; empty when that says nothing."""
    if path.is_relative_to(round_.mail / meting):
        return MAILS
    if path.is_relative_to(round_.folder / OVERVIEW_FOLDER):
        return OVERVIEWS
    # After the meting comes a code or a name: `2026-2` is another meting than `2026`.
    named = re.match(
        rf"{_OURS}(|vergelijking-|terugkoppeling-){re.escape(meting)}-(?!\d)(?!provincie)",
        path.name.lstrip("~"),
    )
    if not named:
        return ""
    return {"": WORKBOOKS, "vergelijking-": COMPARISONS}.get(named[1], FEEDBACK)


def _by_content(path: Path, meting: str, contents: Collection[str]) -> tuple[str, bool]:
    """What a file is by what is in it, and whether it holds workbooks of others as well."""
    if digest(path) in contents:
        return RETURNED, False
    if path.suffix.lower() == ".xlsx" and _title(path) == status_texts.title(meting):
        return STANDINGS, False
    if path.suffix.lower() not in _PACKED:
        return "", False
    inside = _packed_in(path)
    known = [item for item, _ in inside if item in contents]
    others = [item for item, is_workbook in inside if is_workbook and item not in contents]
    return RETURNED if known else "", bool(known and others)


def _packed_in(path: Path) -> list[tuple[str, bool]]:
    """The sha256 of what is packed in a file, and whether it is a workbook."""
    with suppress(NhnormError, OSError), TemporaryDirectory() as workspace:
        found = looked_at(find_sources([path], Path(workspace)), local_time(datetime.now(UTC)))
        return [(item.sha256, item.is_workbook) for item in found if item.sha256]
    return []


def _title(path: Path) -> str:
    """The title in the properties of a workbook of ours; empty when there is none."""
    with suppress(OSError, KeyError, zipfile.BadZipFile, ValueError), zipfile.ZipFile(path) as book:
        part = book.read("docProps/core.xml").decode("utf-8")
        found = re.search(r"<dc:title>(.*?)</dc:title>", part)
        return found[1] if found else ""
    return ""


def remove_all(found: BesideDataset) -> None:
    """Remove what goes, and the folders that are empty then. Raises `StorageError`."""
    for paths in found.going.values():
        for path in paths:
            files.remove(path)
    places = {place for paths in found.going.values() for path in paths for place in _above(path)}
    for place in sorted(places, key=lambda item: len(item.parts), reverse=True):
        with suppress(OSError):  # it holds other things
            place.rmdir()


def _above(path: Path) -> list[Path]:
    return [path.parent, path.parent.parent]
