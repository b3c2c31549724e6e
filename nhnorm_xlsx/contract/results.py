"""What the formulas of a workbook can say in words: a reader knows them when they became values."""

from __future__ import annotations

import re
from typing import Final

from nhnorm_xlsx.contract.fields import (
    INGEVULD_OP,
    START_FIELDS,
    VASTGESTELD_OP,
    FieldKind,
    StartField,
)

# Whether the workbook is ready, on Start; the number of norms that still ask something stands
# between the parts of the last.
READY: Final = (
    "✓ Klaar: alle normen zijn compleet en de driehoek heeft het vastgesteld. Stuur het terug."
)
READY_NOT_ADOPTED: Final = (
    "Alle normen zijn compleet, maar de driehoek heeft het nog niet vastgesteld."
)
READY_BUT_WHO: Final = (
    "Bijna klaar: alle normen zijn compleet. Vul alleen nog in wie dit heeft ingevuld en wanneer."
)
NOT_READY_ONE: Final = "Nog niet klaar: bij 1 norm is nog iets nodig. De kolom Controle zegt wat."
NOT_READY_MORE: Final = (
    "Nog niet klaar: bij ",
    " normen is nog iets nodig. De kolom Controle zegt per norm wat.",
)
# How many norms are complete and say something more; the number stands before it.
BARE_ONE, BARE_MORE = (
    " norm is compleet, maar nog zonder onderbouwing.",
    " normen zijn compleet, maar nog zonder onderbouwing.",
)
# On Overzicht: with the number that went up between the first two parts, and down between the
# last two.
CHANGE_SENTENCE: Final = (
    "▲ ",
    " beter, ▼ ",
    " minder. Norm zonder pijl: gelijk, of niet te vergelijken.",
)
ARROWS: Final = ("▲", "▼")
# The link to the next norm that asks something.
NEXT_OPEN: Final = "Volgende open norm →"
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
CORRECTION_WRONG: Final = "nog niet goed"
CORRECTION_DONE: Final = "✓ ingevuld"
# On the hidden sheet: a few signs on the texts of a norm, then what was chosen or dated, each
# behind its own mark. No text that is put there holds the bar.
GATHERED_BAR: Final = "¦"
GATHERED: Final = re.compile(rf"[-a-z=~]*(?:{GATHERED_BAR}\d+:[^{GATHERED_BAR}]*)+{GATHERED_BAR}")


# What workbooks of before said; they are still out there.
_EARLIER: Final = (
    "Lange teksten zijn ingekort; de hele tekst staat op het blad van het thema.",
    "De eerste 0 van 0 acties. De andere staan op de bladen per thema.",
)


# What the first workbooks said; they may still come back.
_FORMER: Final = ("✓ Klaar: alle normen zijn compleet. U kunt het werkboek terugsturen.",)


def start_invalid(field: StartField, first: str, last: str) -> str:
    """The sentence for something on Start that is no answer; a date lies from first to last."""
    if field.kind is not FieldKind.DATE:
        return f"Bijna klaar. Typ bij '{field.label}' het antwoord opnieuw."
    return f"Bijna klaar. Typ bij '{field.label}' een datum van {first} tot en met {last}."


# The driehoek adopts what was filled in, and so not before that.
ADOPTED_TOO_EARLY: Final = (
    f"Bijna klaar. Typ bij '{VASTGESTELD_OP.label}' een datum vanaf '{INGEVULD_OP.label}'."
)


def carried_counted(previous: str) -> tuple[str, str]:
    """How many norms still hold what the previous meting said, for one and for more.

    The number stands before it.
    """
    return (
        f" norm is compleet, maar met tekst die nog van {previous} is.",
        f" normen zijn compleet, maar met tekst die nog van {previous} is.",
    )


def carried_from_text(previous: str, *, older: bool) -> str:
    """Of which meting the texts are that stand there already; with `older` of earlier ones too."""
    return f"{previous} of eerder" if older and previous else previous


def sentences() -> tuple[str, ...]:
    """Every sentence that a formula can give, with 0 where a number stands."""
    return (
        READY,
        READY_NOT_ADOPTED,
        READY_BUT_WHO,
        *(f"0{text}" for text in (BARE_ONE, BARE_MORE, *carried_counted("0"))),
        *(
            f"0{text}"
            for meting in ("0-0", "0 of eerder", "0-0 of eerder")
            for text in carried_counted(meting)
        ),
        *(start_invalid(field, "0-0-0", "0-0-0") for field in START_FIELDS),
        ADOPTED_TOO_EARLY,
        *(
            f"Bijna klaar. Typ bij '{field.label}' het antwoord opnieuw, zoals 0-0-0."
            for field in START_FIELDS
        ),
        NEXT_OPEN,
        *_FORMER,
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
        CORRECTION_WRONG,
        CORRECTION_DONE,
        *_EARLIER,
    )
