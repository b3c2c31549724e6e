"""Remembers what was worked out about a text: most are the same in every workbook."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

Text = TypeVar("Text", str, bytes)
Found = TypeVar("Found")

# Our own texts are shorter. A file from outside may hold thousands of longer ones, and what is
# remembered of it stays in memory.
_LONGEST: Final = 2_000


def remembered(work: Callable[[Text], Found]) -> Callable[[Text], Found]:
    """The same function, which works out only once what it gives for a short text."""
    once = lru_cache(maxsize=10_000)(work)

    @wraps(work)
    def known(text: Text) -> Found:
        return once(text) if len(text) <= _LONGEST else work(text)

    return known
