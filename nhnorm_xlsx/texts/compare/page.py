"""What the web page says beside what it shares with the workbook."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.texts.words import GEMEENTEN, Who, percent

SKIP: Final = "Naar het overzicht"
ALL: Final = "Alle"
RESET: Final = "Filters wissen"
THEMA: Final = "Thema"
STATUS: Final = "Status"
NORM: Final = "Norm"
COMPLIES: Final = "Voldoet"
WHAT_IT_ASKS: Final = "Wat de norm vraagt"
NOTE: Final = (
    "Klik op een vakje voor het hele antwoord. Met de pijltjestoetsen gaat u van vakje naar vakje, "
    "met Enter opent u het antwoord."
)
# The page fills these in itself, whatever is chosen.
SHOWN: Final = "{getoond} van de {alle} normen getoond."
ANSWER_TITLE: Final = "Norm {norm}, {naam}"


def caption(who: Who = GEMEENTEN) -> str:
    """What the table shows."""
    return f"Status per norm en per {who.one}. {who.many.capitalize()} staan op alfabet."


def cell_label(norm: str, name: str, status: str) -> str:
    """A cell in words: its colour alone would not do."""
    return f"{ANSWER_TITLE.format(norm=norm, naam=name)}: {status}"


def share_of(share: float, n: float) -> str:
    """The share that complies with a norm, and of how many."""
    return f"{percent(share)} (n={n})"
