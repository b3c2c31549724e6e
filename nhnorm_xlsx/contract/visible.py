"""The sentences in view that say whose workbook this is and of which meting.

The form writes them and the intake reads them back, so they are part of the contract: a
changed sentence needs a pattern that still reads the old one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nhnorm_xlsx.contract.remembering import remembered
from nhnorm_xlsx.contract.text import MONTHS

_LABEL: Final = r"(?P<meting>20\d\d(?:-[1-9])?)(?![-\d])"


@dataclass(frozen=True)
class InView:
    """What one text in view says: the name of an organisation, a meting, a norm, or some."""

    name: str = ""
    meting: str = ""
    editie: str = ""
    norm: str = ""


# The alternative text of the logo on Start: so it is known as ours.
LOGO: Final = "Logo van de afzender van dit werkboek"


def document_title(norm: str, organisation: str, meting: str) -> str:
    """The title in the document's properties."""
    return f"Zelfevaluatie {norm} {meting} – {organisation}"


def start_title(norm: str) -> str:
    """The title of the Start sheet; a meting that somebody typed behind it is heard too."""
    return f"Zelfevaluatie {norm}"


def start_subtitle(organisation: str, meting: str, editie: str) -> str:
    """On Start: for whom and for which meting."""
    return f"{organisation}  ·  meting {meting}  ·  norm, editie {editie}"


def overview_title(organisation: str) -> str:
    """The title of Overzicht."""
    return f"Overzicht {organisation}"


def overview_subtitle(meting: str) -> str:
    """On Overzicht: of which meting, and what the sheet is for."""
    return (
        f"Meting {meting}. Dit blad vult zichzelf: gebruik het voor het gesprek in uw organisatie."
    )


def actions_title(organisation: str, meting: str) -> str:
    """The title of Acties."""
    return f"Acties {organisation}, meting {meting}"


def corrections_title(organisation: str, meting: str) -> str:
    """The title of the first sheet of a workbook with corrections."""
    return f"Correcties voor {organisation}, meting {meting}"


# `Zelfevaluatie gedaan in mei 2026` is no title.
_NO_DAY: Final = rf"(?!.*\b(?:{'|'.join(MONTHS)})\b)"

# People change a name or a year in our sentences, so the patterns hold on to little more
# than the words around them.
_DOCUMENT: Final = (re.compile(rf"Zelfevaluatie .*?\b{_LABEL}(?:\s+[–-]\s+(?P<name>.+))?"),)
_START: Final = (
    re.compile(
        rf"(?P<name>[^·]+?)\s*·\s*meting\s+{_LABEL}(?:.*?\beditie\s+(?P<editie>[^\s·]+))?.*", re.I
    ),
    re.compile(rf"Zelfevaluatie {_NO_DAY}.*?(?<![-/.\w]){_LABEL}(?:\s+[–-]\s+(?P<name>.+))?", re.I),
    re.compile(r"Zelfevaluatie (?P<norm>.+)", re.I),
)
_OVERVIEW: Final = (
    re.compile(r"Overzicht\s+(?P<name>[^·]+?)(?:\s*[·,].*)?", re.I),
    re.compile(rf"Meting\s+{_LABEL}\..*", re.I),
)
_ACTIONS: Final = (re.compile(rf"Acties\s+(?P<name>[^·]+?), meting\s+{_LABEL}.*", re.I),)
_CORRECTIONS: Final = (re.compile(rf"Correcties voor (?P<name>.+?), meting\s+{_LABEL}.*", re.I),)


_RESULT: Final = re.compile(
    rf".+: (?:terugkoppeling van meting|vergelijking van .+, meting"
    rf"|de .+ samen, meting) {_LABEL}",
    re.I,
)


def is_result_title(text: str) -> bool:
    """Whether this is the title of a workbook with results: a terugkoppeling, a vergelijking."""
    return bool(_RESULT.fullmatch(" ".join(text.split())))


def read_document_title(title: str) -> InView:
    """What the title in the document's properties says; nothing when it is not ours."""
    return _read(_DOCUMENT, title)


@remembered
def read_start(text: str) -> InView:
    """What a text on Start says."""
    return _read(_START, text)


@remembered
def read_overview(text: str) -> InView:
    """What a text on Overzicht says."""
    return _read(_OVERVIEW, text)


@remembered
def read_actions(text: str) -> InView:
    """What a text on Acties says."""
    return _read(_ACTIONS, text)


@remembered
def read_corrections(text: str) -> InView:
    """What a text on the sheet with corrections says."""
    return _read(_CORRECTIONS, text)


def _read(patterns: tuple[re.Pattern[str], ...], text: str) -> InView:
    folded = " ".join(text.split())
    for pattern in patterns:
        if match := pattern.fullmatch(folded):
            found = match.groupdict()
            return InView(**{key: (value or "").strip() for key, value in found.items()})
    return InView()
