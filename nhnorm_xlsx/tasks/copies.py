"""A second copy of a round: where everything stands in it. Nothing in it is ever changed."""

from __future__ import annotations

import os
import shutil
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from nhnorm_xlsx.dataset import events, store, takeover
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.settings import FILE_NAME
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import joining as texts

# So deep under what is given a round can stand: folder of a zip, `output`, `dataset`.
_DEEPEST: Final = 3
# More than ten rounds of hundreds of organisations.
_MOST_BYTES: Final = 4_000_000_000
_MOST_FILES: Final = 200_000
# What is not needed to take over a dataset of an earlier version.
_HEAVY: Final = (store.ARCHIVE, store.OPENED, "gelezen", "stand")


@dataclass(frozen=True)
class Copy:
    """Where a copy stands: the folder of its facts, of its originals, and of the round itself.

    `facts` is the dataset, or what was taken over of an older one elsewhere (`taken_over`); None
    without a dataset. `originals` is the dataset itself. `round_` is None where only a dataset is.
    """

    facts: Path | None
    originals: Path | None
    round_: Round | None
    taken_over: bool = False


def find_copy(source: Path, workspace: Path) -> Copy:
    """The copy in a folder or a zip; `workspace` is a folder of our own to unpack in.

    Raises `UsageError` when there is none, or more than one.
    """
    if not source.exists():
        raise UsageError(texts.is_nowhere(source))
    root = source if source.is_dir() else _unpacked(source, workspace / "kopie")
    dataset = _dataset_in(source, root)
    place = _round_in(root, dataset)
    if dataset is None and place is None:
        raise UsageError(texts.no_copy(source))
    facts, taken_over = dataset, False
    if dataset is not None and takeover.is_of_before(dataset):
        facts, taken_over = _taken_over(dataset, workspace / "overgenomen"), True
    return Copy(facts, dataset, Round(place) if place else None, taken_over)


def _dataset_in(source: Path, root: Path) -> Path | None:
    """The dataset that stands least deep."""
    by_depth: dict[int, list[Path]] = defaultdict(list)
    for depth, folder in _folders(root):
        if store.holds_dataset(folder):
            by_depth[depth].append(folder)
    if not by_depth:
        return None
    found = by_depth[min(by_depth)]
    if len(found) > 1:
        names = sorted(folder.relative_to(root).as_posix() for folder in found)
        raise UsageError(texts.several(source, names))
    return found[0]


def _round_in(root: Path, dataset: Path | None) -> Path | None:
    """The folder of the round: the one above its dataset, else one that looks like it."""
    for depth, folder in _folders(root):
        here = Round(folder)
        beside = dataset is not None and here.dataset == dataset
        issued = dataset is None and (here.workbooks / REGISTER).is_file()
        if beside or issued or ((folder / FILE_NAME).is_file() and dataset is None):
            return folder
        if depth == 0 and dataset == root and _is_beside(root):
            return root.parent
    return None


def _is_beside(dataset: Path) -> bool:
    """Whether a folder named `dataset` stands in the folder of a round."""
    above = Round(dataset.parent)
    return above.dataset == dataset and (
        above.file.is_file() or (above.workbooks / REGISTER).is_file()
    )


def _folders(root: Path) -> Iterator[tuple[int, Path]]:
    """The folders under this one, the least deep first; not what stands inside a dataset."""
    level = [root]
    for depth in range(_DEEPEST + 1):
        yield from ((depth, folder) for folder in level)
        below = [folder for folder in level if not store.holds_dataset(folder)]
        level = sorted(
            item
            for folder in below
            for item in _inside(folder)
            if item.name != events.FOLDER and not item.is_symlink()
        )


def _inside(folder: Path) -> list[Path]:
    with suppress(OSError):
        return [item for item in folder.iterdir() if item.is_dir()]
    return []


def _taken_over(dataset: Path, target: Path) -> Path:
    """What an earlier version kept, as events, in a folder of our own."""
    shutil.copytree(dataset, target, ignore=shutil.ignore_patterns(*_HEAVY))
    takeover.take_over(target, datetime.now(UTC))
    return target


def _unpacked(source: Path, target: Path) -> Path:
    if not zipfile.is_zipfile(source):
        raise UsageError(texts.no_copy(source))
    try:
        with zipfile.ZipFile(source) as packed:
            entries = packed.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > _MOST_BYTES or len(entries) > _MOST_FILES:
                raise UsageError(texts.bad_zip(source, texts.ZIP_TOO_LARGE))
            for entry in entries:
                # It strips what would lead out of the folder.
                made = Path(packed.extract(entry, target))
                with suppress(OSError, ValueError, OverflowError):
                    moment = time.mktime((*entry.date_time, 0, 0, -1))
                    os.utime(made, (moment, moment))
    except RuntimeError as error:
        raise UsageError(texts.bad_zip(source, texts.ZIP_LOCKED)) from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UsageError(texts.bad_zip(source, texts.ZIP_BROKEN)) from error
    target.mkdir(exist_ok=True)
    return target
