"""How a cell is called: the letters of a column."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1_000)  # every cell asks; a file from outside may have far more columns
def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
