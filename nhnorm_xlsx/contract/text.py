"""Text as a workbook can hold it, and how fixed text is recognised when it comes back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Final

from nhnorm_xlsx.contract.remembering import remembered

# The signs that count as a space besides the ordinary one, and those that take no room: the form
# and the reader both know these (see `seen_text`). Of signs without room the reader knows some
# more, of old scripts and of other planes: the form asks to choose again there.
SPACES: Final = (
    *("\t", "\n", "\x0b", "\x0c", "\r", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u00a0"),
    *("\u1680", *map(chr, range(0x2000, 0x200B)), "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"),
)
UNSEEN: Final = (
    *("\u00ad", "\u061c", "\u180e", *map(chr, range(0x200B, 0x2010))),
    *(*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2060, 0x2065))),
    *(*map(chr, range(0x2066, 0x2070)), "\ufeff", "\ufff9", "\ufffa", "\ufffb"),
)
# Letters and signs of full width lie this far from the ordinary ones.
_FULL_WIDTH: Final = 0xFEE0

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text as a workbook can hold it: line feeds only, no characters that XML forbids."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


# What a sentence ends on; a text that is cut ends on an ellipsis, which is an end as well.
ENDS: Final = (".", "…", "!", "?")


def closed(text: str) -> str:
    """The text as a sentence: with a full stop, unless it has an end of its own already."""
    return text if text.endswith(ENDS) else f"{text}."


# Excel and its relatives take a cell of a CSV that starts so for a formula.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text as it is safe in a CSV, where an apostrophe keeps it text.

    (OWASP, "CSV injection".)
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def not_neutral(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def seen_text(text: str) -> str:
    """Text as a person sees it, to understand it by.

    Without what takes no room (a zero-width space, a soft hyphen, a byte order mark, a
    direction mark), and with every kind of space and hyphen as the ordinary one.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text))
    return "".join(sign for sign in text if sign.isspace() or _takes_room(sign))


def folded(text: str) -> str:
    """Text as it is understood: what a person sees of it, in small letters, with single spaces."""
    return on_one_line(text).lower()


def full_width(sign: str) -> str:
    """A printable ASCII sign, no space, as it is written with the width of a Chinese sign."""
    return chr(ord(sign) + _FULL_WIDTH)


def on_one_line(text: str) -> str:
    """What a person sees of a text, with single spaces."""
    return " ".join(seen_text(text).split())


def has_seen_text(text: str) -> bool:
    """Whether there is anything in a text that a person sees."""
    # Nearly every text begins with a plain letter or figure: that says it.
    return text[:1].isalnum() or any(not sign.isspace() and _takes_room(sign) for sign in text)


def _takes_room(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN


def printable(text: str, *, lines: bool = False) -> str:
    """A text from outside as it can be shown and stored: no sign in it can steer a screen.

    Without control characters, escape sequences of a terminal and direction marks. Line
    ends become spaces, unless `lines` lets them stand.
    """
    if text.isprintable():
        return text
    text = _TERMINAL.sub("", text.encode("utf-8", "replace").decode())
    return "".join(_shown(sign, lines=lines) for sign in text)


def _shown(sign: str, *, lines: bool) -> str:
    if lines and sign == "\n":
        return sign
    if sign in _WHITE or unicodedata.category(sign) in ("Zl", "Zp"):
        return " "
    return "" if unicodedata.category(sign) in (*_UNSEEN, "Cs") else sign


# Control characters, and signs that only say how others are to be shown.
_UNSEEN: Final = ("Cc", "Cf")
_WHITE: Final = "\t\n\r\x0b\x0c\x85"
_HYPHENS: Final = re.compile("[\u2010-\u2015\u2212]")
_TERMINAL: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"
)

# The names of the months: the form and the comparison write them, the intake reads them.
MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def short_date(day: date) -> str:
    """A date as people here write it: 31-12-2026."""
    return f"{day.day:02d}-{day.month:02d}-{day.year}"


@remembered
def text_fingerprint(text: str) -> str:
    """A short fingerprint of a fixed text on the form, insensitive to white space."""
    folded = " ".join(text.split())
    return hashlib.sha256(folded.encode()).hexdigest()[:8]


# Quotes and signs without width: a program, or who types it over, changes them unasked.
_UNHEARD: Final = re.compile("[\\s\"'`´‘’‚‛“”„‟«»‹›\u00ad\u200b-\u200f\u2060\ufeff]+")
_DASHES: Final = re.compile("[‐-―−]")
# Some programs cut a text off after 255 characters.
_SHORTEST_CUT: Final = 180


@remembered
def loosely(text: str) -> str:
    """A text apart from white space, quotes, capitals and the kind of its dashes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _DASHES.sub("-", _UNHEARD.sub("", folded))


def loose_fingerprint(text: str) -> str:
    """A fingerprint that stays the same whatever a program does to a text of ours.

    Capitals, quotes, spaces and what comes after the place where programs cut texts off.
    """
    return text_fingerprint(loosely(text)[:_SHORTEST_CUT])
