"""Text that somebody struck through: how it is told, whatever the file format. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

# Stands for a cell of which everything is struck through.
WHOLE = ""

Run = tuple[str, bool]  # a piece of text, and whether it is struck through


def struck_text(runs: Iterable[Run]) -> str | None:
    """The text with what is struck marked, `WHOLE` when all of it is, None when nothing is.

    Spaces do not count: a line through a space says nothing.
    """
    pieces = list(runs)
    if not any(struck and text.strip() for text, struck in pieces):
        return None
    if not any(not struck and text.strip() for text, struck in pieces):
        return WHOLE
    together = (
        ("".join(text for text, _ in group), struck)
        for struck, group in groupby(pieces, key=lambda run: run[1])
    )
    return "".join(mark(text) if struck else text for text, struck in together)


def mark(text: str) -> str:
    """A text that is struck through, marked as such; the spaces around it stay outside."""
    inside = text.strip()
    if not inside:
        return text
    before, _, after = text.partition(inside)
    return f"{before}[doorgestreept: {inside}]{after}"
