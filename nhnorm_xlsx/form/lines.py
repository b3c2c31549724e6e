"""A text on as many lines as it takes, each a cell of its own: no cell may run into the next."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nhnorm_xlsx.measure import text_width
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts.start import INDENT


def on_lines(said: Iterable[str], width: int) -> list[str]:
    """The texts, each on as many lines as it takes: there is no room beside them."""
    return [line for text in said for line in _divided(text, width)]


@lru_cache(maxsize=1_000)  # most are the same for every organisation
def _divided(text: str, width: int) -> tuple[str, ...]:
    lines: list[str] = []
    line = text[: len(text) - len(text.lstrip())]
    for word in _broken(text.split(), width - _SPARE - text_width(INDENT, FONT_SIZE)):
        longer = f"{line} {word}" if line.strip() else line + word
        if line.strip() and text_width(longer, FONT_SIZE) > width - _SPARE:
            lines.append(line)
            longer = INDENT + word
        line = longer
    return (*lines, line)


_SPARE = 12  # pixels


def _broken(words: Iterable[str], room: float) -> Iterable[str]:
    """The words, with one that is wider than a line in pieces: a long address."""
    for word in words:
        piece = ""
        for letter in word:
            if text_width(piece + letter, FONT_SIZE) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece
