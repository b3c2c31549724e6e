"""How a cell is called: the letters of a column, and back."""

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


def column_number(letters: str) -> int:
    """The column that these capital letters stand for: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
