"""Text as a workbook can hold it, and how fixed text is recognised when it comes back."""

from __future__ import annotations

import hashlib
import re
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
