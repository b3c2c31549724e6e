"""What the formulas of a workbook can say in words: a reader knows them when they became values."""

from __future__ import annotations

from typing import Final

# The sentence on Start; the number of norms that still ask something stands between the parts.
READY: Final = "✓ Klaar: alle normen zijn compleet. U kunt het werkboek terugsturen."
READY_BUT_WHO: Final = (
    "Bijna klaar: alle normen zijn compleet. Vul alleen nog in wie dit heeft ingevuld en wanneer."
)
NOT_READY_ONE: Final = "Nog niet klaar: bij 1 norm is nog iets nodig. De kolom Controle zegt wat."
NOT_READY_MORE: Final = (
    "Nog niet klaar: bij ",
    " normen is nog iets nodig. De kolom Controle zegt per norm wat.",
)
# On Overzicht: with the number that went up between the first two parts, and down between the
# last two.
CHANGE_SENTENCE: Final = (
    "▲ ",
    " beter, ▼ ",
    " minder. Norm zonder pijl: gelijk, of niet te vergelijken.",
)
ARROWS: Final = ("▲", "▼")
UNKNOWN_SYMBOL: Final = "?"
NO_NORMS: Final = "geen"
# Whether the driehoek has adopted the answers; day, month and year stand between the parts.
ADOPTED: Final = ("Vastgesteld door de driehoek op ", "-", "-", ".")
NOT_ADOPTED: Final = "Nog niet vastgesteld door de driehoek."
# On Acties: the number of open actions and of those that are late, then the day they are
# compared with.
NO_ACTIONS: Final = "Er staan nog geen acties open."
OPEN_ACTIONS: Final = ("Open acties: ", ". Streefdatum voorbij: ", " (vóór ", "-", "-", ").")
ACTION_NO_DATE: Final = "geen datum"
ACTION_LATE: Final = "voorbij"
CORRECTION_OPEN: Final = "nog leeg"
CORRECTION_DONE: Final = "✓ ingevuld"


# What workbooks of before said; they are still out there.
_EARLIER: Final = (
    "Lange teksten zijn ingekort; de hele tekst staat op het blad van het thema.",
    "De eerste 0 van 0 acties. De andere staan op de bladen per thema.",
)


def sentences() -> tuple[str, ...]:
    """Every sentence that a formula can give, with 0 where a number stands."""
    return (
        READY,
        READY_BUT_WHO,
        NOT_READY_ONE,
        "0".join(NOT_READY_MORE),
        "0".join(CHANGE_SENTENCE),
        NO_NORMS,
        "0".join(ADOPTED),
        NOT_ADOPTED,
        NO_ACTIONS,
        "0".join(OPEN_ACTIONS),
        ACTION_NO_DATE,
        ACTION_LATE,
        CORRECTION_OPEN,
        CORRECTION_DONE,
        *_EARLIER,
    )
