"""The page that goes along with an invitation: what this is, how to fill it in, who sees what.

The page as Word and the one as PDF are made of this one text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from nhnorm_xlsx.organisations import PROVINCIE
from nhnorm_xlsx.settings import RoundPeople
from nhnorm_xlsx.texts import start
from nhnorm_xlsx.texts.form import PRIVACY, dutch_date
from nhnorm_xlsx.texts.who_sees import HEADINGS, HELPING_IS_NAMED, TITLE, in_general, who_sees


@dataclass(frozen=True)
class Explained:
    """What the page is about. Without a meting and a deadline it is the page for everybody."""

    norm: str
    norms: int
    soort: str
    people: RoundPeople = field(default_factory=RoundPeople)
    meting: str = ""
    deadline: date | None = None


@dataclass(frozen=True)
class Section:
    """A heading, and below it: lines, numbered steps, or a table with a heading row."""

    heading: str
    lines: Sequence[str] = ()
    steps: Sequence[str] = ()
    table: Sequence[tuple[str, str]] = ()


FILE_NAME: Final = "Uitleg.docx"
OPENS_READ_ONLY: Final = (
    "Het bestand komt uit een mail. Daarom opent Excel het eerst in de 'Beveiligde weergave': u "
    "kunt lezen, maar niet typen. Klik boven in beeld op 'Bewerken inschakelen'. Ziet u die knop "
    "niet? Bewaar de bijlage dan eerst op uw computer en open haar daar. Er zitten geen macro's in."
)
_WHERE_TO_START: Final = (
    "Bewaar de bijlage en open haar in Excel. Een ander programma? Bewaar het dan als "
    "Excel-bestand (.xlsx)."
)
_STEPS: Final = (
    "Begin op het blad Start. Klik daar op een thema.",
    "Lees de norm en kies een status. De toelichting zegt wanneer u voldoet.",
    "Vul in wat de kolom Controle vraagt. De gele en blauwe cellen zijn voor u.",
    "Noem functies en geen namen.",
)
_LAST_STEP: Final = "Bespreek het blad Overzicht in uw organisatie, en stuur het werkboek terug."


def title(about: Explained) -> str:
    """The title of the page."""
    when = f", meting {about.meting}" if about.meting else ""
    return f"Zelfevaluatie {about.norm}{when}"


def sections(about: Explained) -> Iterator[Section]:
    """Everything on the page below its title."""
    yield Section(
        "Wat is dit?",
        lines=(
            f"In het werkboek geeft u per norm aan hoe ver uw {about.soort} is. Het zijn "
            f"{about.norms} normen. {start.how_long(about.norms)} {PRIVACY[0]}",
        ),
    )
    asked = [*start.who_asks(about.people)]
    if about.deadline:
        asked.append(f"Stuur het werkboek uiterlijk {dutch_date(about.deadline)} terug.")
    if asked:
        yield Section(start.WHO_ASKS_TITLE, lines=asked)
    divide = _without_number(start.DIVIDE)
    yield Section("Zo vult u het in", steps=(_WHERE_TO_START, *_STEPS, divide, _LAST_STEP))
    yield Section("U kunt niet typen?", lines=(OPENS_READ_ONLY,))
    runs = about.people.runs
    table = who_sees(about.soort, runs, yours=True) if runs or about.meting else in_general()
    helping = () if about.soort == PROVINCIE else (HELPING_IS_NAMED,)
    yield Section(TITLE, table=(HEADINGS, *table), lines=(*helping, start.CONFIDENTIAL_MEANS))


def _without_number(step: str) -> str:
    return step.partition(".")[2].strip()
