"""The datasets that are attacked: real and made-up provinces, at one stand or more."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations_with_replacement

from nhnorm_xlsx import policy
from nhnorm_xlsx.definition import load_definition
from nhnorm_xlsx.gate import HandOver, Returned, blocks, hand_overs
from nhnorm_xlsx.organisations import load_organisations
from tests.attack.world import UNMET, World, draw, later, noord_holland, province

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
MOST = 20  # so many answers at most, of a province where almost every RIEC has a few
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


@cache
def few_each() -> tuple[tuple[int, ...], ...]:
    """All ways for 13 to 20 answers to be of at most six RIECs that tell nothing by themselves."""
    ways = (
        sizes
        for count in range(1, 7)
        for sizes in combinations_with_replacement(range(6, 0, -1), count)
        if policy.ENOUGH <= sum(sizes) <= MOST
    )
    return tuple(sorted(sizes for sizes in ways if not blocks.tells(_apart(sizes))))


def _apart(sizes: Sequence[int]) -> tuple[HandOver, ...]:
    """Hand-overs of RIECs with so many answers, as each of them makes its own."""
    returned = {
        str(riec): {f"{riec}-{place}": {"x": UNMET} for place in range(size)}
        for riec, size in enumerate(sizes)
    }
    invited = {riec: len(codes) for riec, codes in returned.items()}
    return hand_overs("2026", "2026-stand-1", invited=invited, returned=returned, norms=["x"])


def few(number: int) -> World:
    """A province where almost every RIEC has a few answers, at one stand or more."""
    chance = random.Random(number)
    sizes = few_each()[number % len(few_each())]
    more = chance.choice([(), (), (), (5,), (7,), (8,), (14,), (3, 3, 4), (6, 6), (1,)])
    members = province(*sizes, *more)
    world = draw(members, {"a": ["a1", "a2"]}, chance)
    last = world.answers[0]
    now = {riec: codes for riec, codes in last.items() if int(riec.split()[1]) <= len(sizes)}
    none: dict[str, Returned] = {riec: {} for riec in last}
    moments = [{**none, **now}] + ([last] if more else [])
    if chance.random() < 0.5:  # too early: some had answered
        part = chance.choice([0.3, 0.6, 0.9])
        moments.insert(0, {riec: _some(codes, part, chance) for riec, codes in moments[0].items()})
    elif chance.random() < 0.5:  # or one RIEC, or all but one
        riec = chance.choice(list(now))
        alone = chance.random() < 0.6
        early = {name: codes if (name == riec) is alone else {} for name, codes in now.items()}
        moments.insert(0, {**none, **early})
    world = replace(world, answers=tuple(moments))
    if chance.random() < 0.2:
        world = later(world, chance, 0, chance.choice([1, 3]), chance.choice([0, 1]))
    return world


def apart(number: int) -> World:
    """A province where each RIEC has a dataset of its own with few answers, and begins when it may.

    Who has not enough at one moment may have at the next.
    """
    chance = random.Random(number)
    sizes = [chance.choice((4, 5, 5, 6, 6, 6, 7)) for _ in range(chance.randint(2, 5))]
    world = draw(province(*sizes), {"a": ["a1", "a2"]}, chance)
    last = world.answers[0]
    moments = [last]
    for _ in range(chance.choice([0, 1, 1, 2])):
        late = {riec for riec in last if chance.random() < 0.4}
        before = moments[0]
        moments.insert(
            0,
            {
                riec: dict(list(codes.items())[: chance.randrange(5)]) if riec in late else codes
                for riec, codes in before.items()
            },
        )
    return replace(world, answers=tuple(moments), apart=True)


def _some(codes: Returned, part: float, chance: random.Random) -> Returned:
    return {code: answers for code, answers in codes.items() if chance.random() < part}


def _one_riec_later(world: World, chance: random.Random) -> World:
    """The same, with an earlier stand at which one RIEC had not answered yet."""
    riec = chance.choice(sorted(world.invited))
    return replace(world, answers=({**world.answers[0], riec: {}}, *world.answers))
