"""Who is named to others as able to help: only who chose so in a form that said what that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """An organisation that can help with a norm; `told` when its form said what that does."""

    code: str
    name: str
    riec: str
    norm: str
    told: bool


def helpers(
    offers: Iterable[Offer], code: str, riec: str, norms: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """By norm the names that the organisation with this code may see: those of its own RIEC."""
    found: dict[str, tuple[str, ...]] = {}
    for offer in offers:
        near = bool(riec) and offer.riec == riec and offer.code != code
        if offer.told and near and offer.norm in norms:
            found[offer.norm] = (*found.get(offer.norm, ()), offer.name)
    return found
