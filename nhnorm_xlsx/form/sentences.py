"""A sentence with numbers in it: as a formula, and as that gives it now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from nhnorm_xlsx.form import formulas


def sentence(parts: Sequence[str], values: Sequence[object]) -> str:
    """The words with a value between each two of them."""
    return "".join(f"{a}{b}" for a, b in zip_longest(parts, values, fillvalue=""))


def sentence_formula(parts: Sequence[str], given: Sequence[str]) -> str:
    """The same as a formula, without `=`; `given` are formulas."""
    words = [formulas.text(part) for part in parts]
    pairs = zip_longest(words, given, fillvalue="")
    return "&".join(item for pair in pairs for item in pair if item)


def date_parts(cell: str) -> tuple[str, str, str]:
    """Day, month and year of the date in a cell: TEXT would need a format per language."""
    return f"DAY({cell})", f"MONTH({cell})", f"YEAR({cell})"


def date_values(day: date) -> tuple[int, int, int]:
    """Day, month and year of a date."""
    return day.day, day.month, day.year
