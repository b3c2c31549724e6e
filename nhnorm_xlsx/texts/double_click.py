"""What is said at the start by a double click: which folder, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# The folder of the round in somebody's Documenten, until another is chosen.
OWN_FOLDER: Final = "NH-Norm"


def working_in(folder: str) -> str:
    """Which folder is used, and how to use another."""
    return (
        f"De map van uw ronde: {folder}. Een andere map? Sleep die in de Verkenner op het "
        "programma nhnorm; daarna wordt zij onthouden."
    )


def folder_gone(folder: str) -> str:
    """The folder of the last time is not there any more."""
    return (
        f"De map van de vorige keer is er nu niet: {folder}. Er is niets veranderd. Is de map "
        "verplaatst, of is Teams of OneDrive nog niet gestart? Sleep de map op het programma "
        "nhnorm als zij er weer is."
    )


def what_is_new(version: str, lines: Sequence[str], left: int) -> list[str]:
    """What changed since the version that was used the last time."""
    more = [f"En nog {left} andere; alles staat in CHANGELOG.md."] if left else []
    return [f"Nieuw in versie {version}. Uw ronde blijft zoals zij was.", *lines, *more, ""]
