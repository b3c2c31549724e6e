"""A dataset belongs to one norm: whether two sets of definitions are of the same. Pure.

The name in the definition (`norm_naam`) decides. Without it a norm is known by its editie,
its numbers and its texts; another toelichting makes no other norm.
"""

from __future__ import annotations

from collections.abc import Mapping

from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.definition import Definition, plain_name

Edities = Mapping[str, Definition]

# Of one editie in two wordings, this share of the texts must be alike: some may be corrected.
_ALIKE = 0.5
_SHOWN = 60


def same_norm(one: Edities, other: Edities) -> bool:
    """Whether these are edities of one norm.

    An editie that both hold must have the same numbers, and most texts alike. Edities that
    follow on each other have at least a text in common, or say which norms they continue.
    """
    names, other_names = _names(one), _names(other)
    if names and other_names:
        return bool(names & other_names)
    shared = one.keys() & other.keys()
    if shared:
        return all(_alike(one[editie], other[editie]) for editie in shared)
    return _continues(one, other) or _continues(other, one) or bool(_texts(one) & _texts(other))


def norm_name(edities: Edities) -> str:
    """What to call the norm: its name, else what it can be recognised by."""
    named = [item.norm_naam for item in edities.values() if item.norm_naam]
    if named:
        return f"'{named[-1]}'"
    newest = edities[max(edities)]
    text = " ".join(newest.norms[0].text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]}..."
    count = len(newest.norms)
    noun = "norm" if count == 1 else "normen"
    return f"editie {newest.editie} met {count} {noun}, die begint met '{shown}'"


def _names(edities: Edities) -> set[str]:
    return {plain_name(item.norm_naam) for item in edities.values()} - {""}


def _alike(one: Definition, other: Definition) -> bool:
    numbers = one.norm_by_number.keys()
    if numbers != other.norm_by_number.keys():
        return False
    alike = sum(
        text_fingerprint(one.norm_by_number[number].text)
        == text_fingerprint(other.norm_by_number[number].text)
        for number in numbers
    )
    return alike >= _ALIKE * len(numbers)


def _continues(later: Edities, earlier: Edities) -> bool:
    """Whether most norms say which norm they continue, and all of those are there.

    A single number says nothing: every norm has a 1.1.
    """
    numbers = {norm.number for item in earlier.values() for norm in item.norms}
    norms = [norm for item in later.values() for norm in item.norms]
    continuing = [norm for norm in norms if norm.replaces]
    return len(continuing) > len(norms) / 2 and all(
        numbers.issuperset(norm.replaces) for norm in continuing
    )


def _texts(edities: Edities) -> set[str]:
    return {text_fingerprint(norm.text) for item in edities.values() for norm in item.norms}
