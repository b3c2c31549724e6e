"""A dataset that was opened for one meting, and folders to write in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.tasks.importing import made_current

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset


@dataclass(frozen=True)
class Opened:
    """A dataset in its folder, who takes part by its own list, and which meting it is about."""

    folder: Path
    dataset: Dataset
    organisations: tuple[Organisation, ...]
    meting: str


def open_dataset(folder: Path, meting: str | None) -> Opened:
    """The dataset in a folder; `meting` is the newest unless given.

    Raises `StorageError` when it cannot be read, `UsageError` when it does not know the meting.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.metingen import choose_meting
    from nhnorm_xlsx.dataset.reference import read_reference

    made_current(folder)
    dataset = read_tables(folder)
    chosen = choose_meting(dataset, meting)
    if not chosen:
        raise UsageError("In de dataset staat nog geen enkele meting; importeer eerst.")
    answers = dataset.antwoorden
    answered = answers[answers["meting"].astype(str) == chosen]["organisatie_code"].astype(str)
    return Opened(folder, dataset, read_reference(folder).taking_part(answered), chosen)


def make_folder(folder: Path) -> Path:
    """The folder, made when it is not there. Raises `StorageError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    except OSError as error:
        raise StorageError(
            f"{folder} kan niet worden gemaakt ({why(error)}); kies met --uit een andere map."
        ) from error
