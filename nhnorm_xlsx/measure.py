"""How high a row must be to show a text.

A file says how high its rows are before any program has laid them out, so the height is
measured here, with the widths of the letters of Calibri: of a form, and of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

MAX_ROW_HEIGHT = 409.0
PIXELS_PER_POINT = 96 / 72
# Cell padding left and right, and the indent, in pixels.
_PADDING = 17
# Programs round every letter to whole pixels; lines break a little earlier than by the book.
_SLACK = 1.03
_BOLD = 1.04
_LINE_HEIGHT = 1.3

# Letter widths of Calibri in fiftieths of the font size.
_WIDTHS = {
    11: " 'il",
    12: ",j‘’",
    13: ".:;I",
    15: "()-[]`f",
    16: "!J{}",
    17: "rt",
    19: "/\\",
    20: '"sz',
    21: "Lc",
    22: "x",
    23: "?FSZkvy|",
    24: "ETYag",
    25: "#$*+0123456789<=>^_e~éëè–",
    26: "KPXbdhnopqu",
    27: "BCR",
    28: "V",
    29: "A",
    31: "DH",
    32: "GNU",
    33: "O",
    34: "&Q",
    36: "%w",
    40: "m",
    43: "M",
    44: "W",
    45: "@",
}
_WIDTH_OF = dict(
    chain.from_iterable(((letter, width) for letter in group) for width, group in _WIDTHS.items())
)
_OTHER_WIDTH = 36


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in pixels, at a font size in points."""
    units = sum(_WIDTH_OF.get(letter, _OTHER_WIDTH) for letter in text)
    return units / 50 * size * PIXELS_PER_POINT * (_BOLD if bold else 1.0) * _SLACK


def cut_to(text: str, width: float, size: float, bold: bool = False) -> str:
    """As much of a text as fits on a line of this width in pixels, ending on … when cut."""
    shown, rest = text, len(text)
    while text_width(shown, size, bold) > width and rest > 1:
        rest -= 1
        shown = text[:rest].rstrip() + "…"
    return shown


def line_count(text: str, width: int, size: float, bold: bool = False) -> int:
    """How many lines a text takes in a cell of this width in pixels."""
    room = max(width - _PADDING, 1)
    return sum(_wrapped(line, room, size, bold) for line in text.split("\n"))


def _wrapped(line: str, room: float, size: float, bold: bool) -> int:
    space = text_width(" ", size, bold)
    lines, used = 1, 0.0
    for word in line.split(" "):
        width = text_width(word, size, bold)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        if width > room:  # a word that is longer than the cell is broken by the program
            lines += int(width // room)
            width %= room
        used += (space if used else 0.0) + width
    return lines


# Ordinary Dutch, to tell how many letters go on a line; lines break before they are full.
_ORDINARY = "De coördinator integriteit legt het plan van aanpak ieder jaar voor aan de driehoek."
_BROKEN = 1.2


@lru_cache(maxsize=100)
def letters_per_line(width: int, size: float) -> int:
    """How many letters of an ordinary text go on a line of a cell of this width in pixels."""
    letter = text_width(_ORDINARY, size) / len(_ORDINARY)
    return max(1, int((width - _PADDING) / (letter * _BROKEN)))


def lines_in_a_row(size: float) -> int:
    """How many lines of text the highest row of Excel shows."""
    return int(MAX_ROW_HEIGHT / (size * _LINE_HEIGHT))


@lru_cache(maxsize=10_000)  # the norms are the same for every organisation
def text_height(text: str, width: int, size: float, bold: bool = False) -> float:
    """The height in points that a text takes in a cell of this width."""
    return line_count(text, width, size, bold) * size * _LINE_HEIGHT


def column_pixels(characters: float) -> int:
    """How wide a column is, in pixels, that Excel calls so many characters wide."""
    return int(characters * 7 + 5)


def row_height(heights: Iterable[float], spare: float, least: float = 15.0) -> float:
    """The height of a row: its highest text and some spare room, within Excel's limit."""
    return min(MAX_ROW_HEIGHT, max([least, *(height + spare for height in heights)]))
