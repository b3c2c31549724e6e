"""The round that a command works on: its folder, its settings, and where everything stands.

The folder of the round is where `ronde.toml` stands; without one it is `output`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nhnorm_xlsx.settings import FILE_NAME, Settings
from nhnorm_xlsx.tasks.round_folder import find_settings

USUAL: Final = Path("output")


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


def find_round() -> Round:
    """The round of the current folder, else of `output`. Raises as `read_settings` does."""
    settings = find_settings()
    if settings is None:
        return Round()
    return Round(settings.path.parent, settings)
