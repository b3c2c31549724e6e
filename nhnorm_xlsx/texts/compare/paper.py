"""What a sheet says of itself when only a part of it is printed."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.texts.words import agreeing, counted, whole

ONLY_THE_TOP: Final = "Op papier komt alleen het begin van dit blad; de rest is voor het scherm."
ONLY_TOTALS: Final = (
    "Op papier komen alleen de aantallen per norm; de kolommen per {one} zijn voor het scherm."
)


def first_norms(shown: int, there: int) -> str:
    """How many norms of the list at the end of a sheet are printed."""
    if shown >= there:
        return ""
    if shown <= 0:
        return "Op papier komt de lijst per norm niet; die is voor het scherm."
    return (
        f"Op papier komen van de lijst per norm de eerste {whole(shown)} van de "
        f"{counted(there, 'norm', 'normen')}; de hele lijst is voor het scherm."
    )


def first_rows(shown: int, there: int, *, narrowed: bool = False) -> str:
    """How many rows of a list are printed, and whether only its first columns are (`narrowed`)."""
    all_of_them = counted(there, "regel", "regels")
    columns = ", en alleen de eerste kolommen" if narrowed else ""
    first = agreeing(shown, "komt de eerste", f"komen de eerste {whole(shown)}")
    return f"Op papier {first} van de {all_of_them}{columns}; de hele lijst is voor het scherm."
