"""The six attackers, all of each kind, but each only once where two know the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

from tests.attack.model import Reader
from tests.attack.world import World

OUTSIDER = "buitenstaander"
MEMBER = "één deelnemer"
PAIR = "twee deelnemers van één RIEC"
ADVISER = "adviseur van een RIEC"
PROVINCIE = "provincie met alle doorgeefbestanden"
# What must hold, said apart from `policy`: so many members of one RIEC tell each other everything.
TOGETHER = 2


def readers(world: World, norm: str) -> Iterator[Reader]:
    """Every reader there is, as far as they differ in what they know of this norm."""
    yield Reader(OUTSIDER)
    yield Reader(PROVINCIE, handed=True)
    for riec in world.invited:
        everyone = frozenset(code for stand in world.answers for code in stand[riec])
        if everyone:
            yield Reader(ADVISER, everyone, handed=True, riec=riec)
        yield from _members(world, riec, norm)


def _members(world: World, riec: str, norm: str) -> Iterator[Reader]:
    """Each number of members together that are no more than colluders."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for code in sorted({code for stand in world.answers for code in stand[riec]}):
        # What an organisation knows of a norm: its answer at every stand, and when it changed.
        returned = [stand.returned.get(riec, {}).get(code) for stand in world.stands]
        key: tuple[object, ...] = tuple(
            (item is None or item.get(norm, ""), item == before)
            for before, item in zip([None, *returned], returned, strict=False)
        )
        alike.setdefault(key, []).append(code)
    for count in range(1, TOGETHER + 1):
        for chosen in combinations_with_replacement(sorted(alike, key=repr), count):
            codes: set[str] = set()
            for key in chosen:
                codes |= set([code for code in alike[key] if code not in codes][-1:])
            if len(codes) == count:
                yield Reader(MEMBER if count == 1 else PAIR, frozenset(codes))
