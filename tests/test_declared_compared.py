"""A fifth status and a number field in comparison and web page, by declarations alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import other_house
from tests.other_house import fill_in, opened
from tests.test_declared_once import GIVEN, THREE


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the comparison for a RIEC, made from three workbooks that came back."""
    house = other_house.house(tmp_path_factory.mktemp("huis"))
    house.nhnorm("genereer", *THREE, "--meting", "2026", "--deadline", "2026-12-31",
                 "--uit", "werkboeken")  # fmt: skip
    for path in (house.folder / "werkboeken").glob("*.xlsx"):
        fill_in(path, house.folder / "retour" / path.name, GIVEN)
    house.nhnorm("importeer", "retour", "--uit", "dataset")
    house.nhnorm("vergelijk", "--dataset", "dataset", "--niveau", "riec",
                 "--riec", "RIEC Noord-Holland", "--html", "--uit", "vergelijking")  # fmt: skip
    return house.folder / "vergelijking"


def _rows(path: Path, sheet: str) -> list[list[object]]:
    return [
        [cell.value for cell in row if cell.value not in (None, "")]
        for row in opened(path)[sheet].iter_rows()
    ]


def test_the_comparison_counts_the_new_status(compared: Path) -> None:
    (path,) = compared.glob("*.xlsx")
    rows = _rows(path, "Samenvatting")
    heading = next(row for row in rows if "In ontwikkeling" in row)
    total = next(row for row in rows if row and row[0] == "Alle normen")
    counted = dict(zip(heading, total, strict=False))
    # Three workbooks, with four norms in development and one met.
    assert (counted["Voldoet"], counted["In ontwikkeling"]) == (3, 12)
    assert counted["Geteld (n)"] == 15


def test_the_comparison_shows_the_new_field(compared: Path) -> None:
    (path,) = compared.glob("*.xlsx")
    rows = _rows(path, "Gegevens")
    assert any("Budget" in row for row in rows)
    assert sum(1250.5 in row for row in rows) == 3


def test_the_page_shows_both(compared: Path) -> None:
    (path,) = compared.glob("*.html")
    html = path.read_text(encoding="utf-8")
    assert "In ontwikkeling" in html
    assert "Budget" in html
    assert "1.250,5" in html
