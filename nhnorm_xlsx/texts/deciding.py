"""What is said about deciding about a file."""

from __future__ import annotations

from collections.abc import Sequence

from nhnorm_xlsx.texts.words import listed


def unknown_meting(meting: str, known: Sequence[str]) -> str:
    """A file cannot belong to a meting that is not there."""
    said = f"Meting '{meting}' is hier niet bekend" if meting else "Kies bij welke meting het hoort"
    return f"{said}; bekend is: {listed(known) or 'nog geen'}. Er is niets vastgelegd."
