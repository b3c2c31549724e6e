"""Web pages of a comparison for the tests: of a few gemeenten, and of a whole region."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer import write_html
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.definition import load_definition
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.tiles import Tiles
from tests import datasets as make

TRIO = (
    make.gemeente("Aa", inhabitants=12_000),
    make.gemeente("Bb", inhabitants=30_000),
    make.gemeente("Cc", inhabitants=30_000),
)
GRID = """
| norm | Aa | Bb | Cc |
| 1.1  | v  | d  | n  |
| 1.2  | v  | x  | .  |
| 2.1  | n  | n  | v  |
"""
TILES: Tiles = {"Aa": (1, 1), "Bb": (2, 2)}


def grid(onderbouwing: str = "", actie: str = "Beleid maken") -> Dataset:
    """Three norms, three gemeenten: two years, plans where something is missing, and help."""
    rows = []
    for meting in ("2025", "2026"):
        for (norm, name), status in make.grid(GRID).items():
            open_ = status in {"deels", "niet"}
            rows.append(
                make.answer(
                    meting,
                    name,
                    norm,
                    status,
                    onderbouwing=onderbouwing,
                    actie=actie if open_ else "",
                    streefdatum=pd.Timestamp(2026, 3, 1) if open_ else pd.NaT,
                    uitwisseling="Hulp gewenst" if status == "niet" else "Kan anderen helpen",
                )
            )
    return make.assemble(rows)


def written(
    dataset: Dataset,
    folder: Path,
    organisations: Sequence[Organisation] = TRIO,
    tiles: Tiles = TILES,
) -> Path:
    """The page of these gemeenten."""
    path = folder / "vergelijking.html"
    tables = tables_for_riec(dataset, organisations, "RIEC Test", today=make.TODAY)
    write_html(tables, path, tiles)
    return path


def region(folder: Path, count: int = 30) -> Path:
    """The page of so many gemeenten that answered the real norms in three years."""
    dice = random.Random("regio")
    names = [f"Gemeente {number:03d}" for number in range(count)]
    sizes = (12_000, 30_000, 70_000, 150_000)
    people = [
        make.gemeente(name, inhabitants=sizes[at % len(sizes)]) for at, name in enumerate(names)
    ]
    definition = load_definition()
    titles = {norm.number: thema.title for thema in definition.themas for norm in thema.norms}
    rows = [
        make.answer(
            meting,
            name,
            norm.number,
            dice.choice(["voldoet", "voldoet", "deels", "niet", "nvt"]),
            thema_titel=titles[norm.number],
            actie="Beleid maken",
            streefdatum=pd.Timestamp(2027, 1, 1 + dice.randrange(28)),
        )
        for meting in ("2024", "2025", "2026")
        for name in names
        for norm in definition.norms
    ]
    normen = [
        make.norm_row(norm.number, norm_tekst=norm.text, thema_titel=titles[norm.number])
        for norm in definition.norms
    ]
    tiles = {name: (1 + at // 6, 1 + at % 6) for at, name in enumerate(names[1:])}
    return written(make.assemble(rows, normen), folder, people, tiles)
