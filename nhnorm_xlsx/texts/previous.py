"""What is said of earlier answers: where they come from, on the form and on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nhnorm_xlsx.contract.keys import EARLIER_SHEET
from nhnorm_xlsx.texts.words import ORGANISATIES, listed, normen

# --- in the cells -----------------------------------------------------------------------


def comes_from(meting: str, norms: Sequence[str], text: str) -> str:
    """A suggestion with where it comes from; without norms it is of this very norm."""
    number = f", norm {listed(norms)}" if norms else ""
    return f"Uit {meting}{number}: {text}"


def with_day(text: str, heading: str, day: str) -> str:
    """A plan with its day, where there is no one day for all plans."""
    said = f"{heading.lower()} {day}"
    return f"{text} ({said})" if text else said


def status_source(norm: str, meting: str) -> str:
    """Before an earlier status: of which norm, and of which meting where that is another."""
    return ", ".join(part for part in (meting, norm) if part)


def status_line(source: str, label: str) -> str:
    """An earlier status with where it comes from."""
    return f"{source}: {label}" if source else label


# --- the sheet with earlier answers -------------------------------------------------------

TITLE = "Wat eerder is geantwoord"
TO_READ = "Dit blad is om te lezen. Wat hier staat, telt niet als uw antwoord van nu."
HEADINGS: Mapping[str, str] = {"nummer": "Nr.", "norm": "Norm", "van": "Van", "status": "Antwoord"}
NOT_ANSWERED = "Niet ingevuld"
DROPPED_MEANS = "Voor een vervallen norm hoeft u niets meer te doen."


def others_heading(names: Sequence[str]) -> str:
    """Above what those who merged into this organisation answered."""
    verb = "antwoordde" if len(names) == 1 else "antwoordden"
    return f"Wat {listed(names)} {verb}, vóór de herindeling"


def dropped_heading(editie: str) -> str:
    """Above what was answered to norms that are no more."""
    return f"Vervallen: deze normen staan niet meer in editie {editie}"


def number_then(now: str, then: str) -> str:
    """The number of a norm now, and the one it had where that is another."""
    return then if now in ("", then) else f"{now} (was {then})"


def whose(organisation: str, meting: str) -> str:
    """Whose answer it is, and of which meting."""
    return f"{organisation or 'uw organisatie'}, {meting}"


# --- on Start -----------------------------------------------------------------------------


def others_on_start(names: Sequence[str]) -> str:
    """That there are answers of those who merged into this organisation."""
    return f"Wat {listed(names)} eerder antwoordde, staat op het blad {EARLIER_SHEET} →"


def dropped_on_start(numbers: Sequence[str]) -> str:
    """That norms were dropped, and where their answers are."""
    verb = "is" if len(numbers) == 1 else "zijn"
    noun = "Norm" if len(numbers) == 1 else "Normen"
    return (
        f"{noun} {listed(numbers)} {verb} vervallen. Wat u daar schreef, staat op het blad "
        f"{EARLIER_SHEET} →"
    )


# --- on the screen ------------------------------------------------------------------------


def without(names: Sequence[str]) -> str:
    """Who has no earlier answers."""
    one = len(names) == 1
    return (
        f"Zonder eerdere antwoorden: {_count(names)} ({listed(names, 50)}); "
        f"{'dat werkboek begint' if one else 'die werkboeken beginnen'} leeg."
    )


def older(meting: str, newest: str, names: Sequence[str]) -> str:
    """Whose earlier answers are of an older meting than those of others."""
    verb = "antwoordde" if len(names) == 1 else "antwoordden"
    return (
        f"Met antwoorden van {meting}, want in {newest} {verb} zij niet: {_count(names)} "
        f"({listed(names, 50)})."
    )


def _count(names: Sequence[str]) -> str:
    return ORGANISATIES.count(len(names))


def merged_into(name: str, gone: Sequence[str]) -> str:
    """Who is shown the answers of those who merged into it."""
    return (
        f"{name} ziet naast de eigen antwoorden ook die van {listed(gone)}, met die naam erbij "
        f"(blad {EARLIER_SHEET})."
    )


def dropped(editie: str, numbers: Sequence[str], then: str) -> str:
    """Which norms were dropped, and where their answers stay."""
    one = len(numbers) == 1
    return (
        f"In editie {editie} {'vervalt' if one else 'vervallen'} {normen(len(numbers))} van "
        f"editie {then}: {listed(numbers, 50)}. Wat daar is geantwoord, blijft in de dataset; elke "
        f"organisatie ziet het eigen antwoord op het blad {EARLIER_SHEET}."
    )


def previous_made_up(folder: Path) -> str:
    """Answers of the example would stand beside the norms of a real round."""
    return (
        f"In {folder} staan de verzonnen antwoorden van het voorbeeld; die horen niet in de "
        "werkboeken van een echte ronde. Laat --vorige weg, of wijs de map aan met de dataset van "
        "uw eigen vorige meting. Er is niets gemaakt."
    )


def previous_real(folder: Path) -> str:
    """Real answers would stand in workbooks of the example."""
    return (
        f"In {folder} staan echte antwoorden; die horen niet in de werkboeken van het voorbeeld. "
        "Laat --vorige weg. Er is niets gemaakt."
    )
