"""Text as a workbook can hold it, and how fixed text is recognised when it comes back."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text as a workbook can hold it: line feeds only, no characters that XML forbids."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


# The names of the months: the form and the comparison write them, the intake reads them.
MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@lru_cache(maxsize=20_000)
def text_fingerprint(text: str) -> str:
    """A short fingerprint of a fixed text on the form, insensitive to white space."""
    folded = " ".join(text.split())
    return hashlib.sha256(folded.encode()).hexdigest()[:8]


# Quotes and signs without width: a program, or who types it over, changes them unasked.
_UNHEARD: Final = re.compile("[\\s\"'`´‘’‚‛“”„‟«»‹›\u00ad\u200b-\u200f\u2060\ufeff]+")
_DASHES: Final = re.compile("[‐-―−]")
# Some programs cut a text off after 255 characters.
_SHORTEST_CUT: Final = 180


@lru_cache(maxsize=20_000)
def loosely(text: str) -> str:
    """A text apart from white space, quotes, capitals and the kind of its dashes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _DASHES.sub("-", _UNHEARD.sub("", folded))


def loose_fingerprint(text: str) -> str:
    """A fingerprint that stays the same whatever a program does to a text of ours.

    Capitals, quotes, spaces and what comes after the place where programs cut texts off.
    """
    return text_fingerprint(loosely(text)[:_SHORTEST_CUT])
