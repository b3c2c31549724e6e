"""The datasets that are attacked: real and made-up provinces, at one stand or more."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from nhnorm_xlsx.definition import load_definition
from nhnorm_xlsx.organisations import load_organisations
from tests.attack.world import World, draw, later, noord_holland, province

# RIECs by size: provinces of 12, 13, 20 and 342, and some with many small ones.
SIZES: tuple[tuple[int, ...], ...] = (
    (12,),
    (7, 5),
    (13,),
    (7, 6),
    (5, 4, 4),
    (20,),
    (14, 6),
    (13, 7),
    (8, 7, 5),
    (9, 4, 3, 2, 2),
    (38, 51, 24, 29, 41, 13, 62, 44, 6, 34),
)
SMALL_SIZES = (1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 10, 13, 14, 20)
REAL = 2  # so many of every three datasets are of the real participants


@cache
def themes() -> Mapping[str, tuple[str, ...]]:
    """The norms of each thema of the real definition."""
    return {
        item.number: tuple(norm.number for norm in item.norms) for item in load_definition().themas
    }


def dataset(number: int) -> World:
    """Dataset `number`: the same one each time."""
    chance = random.Random(number)
    if number % 3 < REAL:
        members: Mapping[str, Sequence[str]] = noord_holland(load_organisations())
    else:
        members = province(*SIZES[number // 3 % len(SIZES)])
    world = draw(members, themes(), chance, response=chance.choice([1.0, 1.0, 0.95, 0.8, 0.6]))
    if chance.random() < 0.3:
        world = _one_riec_later(world, chance)
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        come, change = chance.choice([(7, 0), (0, 7), (5, 3), (9, 2), (1, 0), (3, 1), (12, 0)])
        world = later(world, chance, come, change, chance.choice([0, 0, 0, 1]))
    return world


def small(number: int) -> World:
    """A small province with one thema of two norms: there are many more of these in a minute."""
    chance = random.Random(number)
    sizes = [chance.choice(SMALL_SIZES) for _ in range(chance.randint(1, 5))]
    members = province(*sizes)
    world = draw(members, {"a": ["a1", "a2"]}, chance, response=chance.choice([1, 1, 0.8]))
    if chance.random() < 0.3:
        world = _one_riec_later(world, chance)
    for _ in range(chance.choice([0, 1, 1, 2])):
        come, change = chance.choice(
            [(7, 0), (0, 7), (5, 3), (9, 2), (1, 0), (3, 1), (12, 0), (0, 8), (4, 4), (1, 6)]
        )
        world = later(world, chance, come, change, chance.choice([0, 0, 0, 1]))
    return world


def _one_riec_later(world: World, chance: random.Random) -> World:
    """The same, with an earlier stand at which one RIEC had not answered yet."""
    riec = chance.choice(sorted(world.invited))
    return replace(world, answers=({**world.answers[0], riec: {}}, *world.answers))
