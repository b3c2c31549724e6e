"""What a sheet says of itself when only a part of it is printed."""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.texts.words import whole

ONLY_THE_TOP: Final = "Op papier komt alleen het begin van dit blad; de rest is voor het scherm."
ONLY_TOTALS: Final = (
    "Op papier komen alleen de aantallen per norm; de kolommen per {one} zijn voor het scherm."
)


def first_rows(shown: int, there: int) -> str:
    """How many rows of a list are printed."""
    if shown <= 0:
        return f"De lijst ({whole(there)} regels) is voor het scherm en komt niet op papier."
    return (
        f"Op papier komen de eerste {whole(shown)} van de {whole(there)} regels; de hele lijst is "
        "voor het scherm."
    )
