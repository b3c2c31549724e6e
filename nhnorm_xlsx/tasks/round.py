"""The round that a command works on: its folder, its settings, and where everything stands.

The folder of the round is where `ronde.toml` stands; without one it is `output`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from nhnorm_xlsx.dataset.register import REGISTER, read_register
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.settings import CLOSED_NAME, FILE_NAME, Settings, closed_name
from nhnorm_xlsx.tasks.round_folder import PLACES, find_settings, read_settings
from nhnorm_xlsx.texts import round as texts

USUAL: Final = Path("output")
EXAMPLE: Final = "voorbeeld"


@dataclass(frozen=True)
class Round:
    """The folder of a round, and what its `ronde.toml` says; None without one."""

    folder: Path = USUAL
    settings: Settings | None = None

    @property
    def file(self) -> Path:
        """Where its settings stand, or would stand."""
        return self.folder / FILE_NAME

    @property
    def meting(self) -> str | None:
        """The meting that runs, when the settings say so."""
        return self.settings.meting if self.settings else None

    @property
    def closed(self) -> frozenset[str]:
        """The metingen that were closed: their settings are kept beside those that serve now."""
        if not self.folder.is_dir():
            return frozenset()
        found = (CLOSED_NAME.fullmatch(path.name) for path in self.folder.iterdir())
        return frozenset(match["meting"] for match in found if match) - {self.meting}

    def at(self, meting: str | None) -> Round:
        """The round as it is for this meting: one that was closed keeps its own settings.

        Without `meting` for the one that runs. Raises as `read_settings` does.
        """
        if meting is None or meting not in self.closed:
            return self
        return replace(self, settings=read_settings(self.folder / closed_name(meting)))

    @property
    def has_work(self) -> bool:
        """Whether workbooks or answers stand here."""
        return any(place.is_dir() for place in (self.workbooks, self.dataset))

    @property
    def contacts(self) -> Path:
        """The addresses of the participants."""
        return self.folder / "contacten.csv"

    @property
    def tiles(self) -> Path:
        """Where each gemeente lies on the map; the coordinator may give another."""
        return self.folder / "tegels.csv"

    @property
    def templates(self) -> Path:
        """The texts of the mails, which the coordinator may change."""
        return self.folder / "sjablonen"

    @property
    def workbooks(self) -> Path:
        """The workbooks that are given out, and their register."""
        return self.folder / "werkboeken"

    @property
    def mail(self) -> Path:
        """The drafts of mails."""
        return self.folder / "mail"

    @property
    def dataset(self) -> Path:
        """The dataset."""
        return self.folder / "dataset"

    @property
    def comparison(self) -> Path:
        """The comparisons."""
        return self.folder / "vergelijking"

    @property
    def handed_over(self) -> Path:
        """What is handed over."""
        return self.folder / "doorgeven"

    @property
    def feedback(self) -> Path:
        """The feedback for the participants."""
        return self.folder / "terugkoppeling"


def find_folder() -> Path:
    """The folder of the round, without reading its settings."""
    return next((place for place in PLACES if (place / FILE_NAME).is_file()), USUAL)


def example_folder() -> Path:
    """Where the example plays when no folder is given: a folder of its own.

    Nothing of the real round is read for it.
    """
    return find_folder() / EXAMPLE


def find_round() -> Round:
    """The round of the current folder, else of `output`.

    Raises as `read_settings` does, and `UsageError` when the settings stand here while the
    workbooks or answers stand in `output`: which folder is meant is not guessed.
    """
    settings = find_settings()
    if settings is None:
        return Round()
    found = Round(settings.path.parent, settings)
    _refuse_apart(found)
    return found


def _refuse_apart(found: Round) -> None:
    usual = Round(USUAL)
    if found.folder == USUAL or usual.file.is_file():
        return
    if usual.has_work and not found.has_work:
        raise UsageError(texts.apart(found.file, USUAL))


def running(dataset: Path, meting: str | None) -> str | None:
    """The meting that is meant: `meting`, else the one that runs where this is its dataset.

    None when nobody says it: then it is the newest of the dataset. Raises as `find_round` does.
    """
    if meting is not None:
        return meting
    found = find_round()
    return found.meting if same_place(dataset, found.dataset) else None


def register_of(found: Round, dataset: Path | None = None) -> Path | None:
    """The list of what was given out in a round with settings; None when there is none.

    With `dataset`: None as well when that is not the dataset of the round.
    """
    if found.settings is None or not read_register(found.workbooks / REGISTER):
        return None
    if dataset is not None and not same_place(dataset, found.dataset):
        return None
    return found.workbooks


def same_place(one: Path, other: Path) -> bool:
    """Whether two paths are one place, by whatever way they lead there."""
    return one.resolve() == other.resolve()
