"""Every way to answer one norm, in provinces where almost every RIEC has a few answers.

No solver and no model of the gate: all that could have been answered is put through the real gate,
and a reader that knows the exact count of every block must be left in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import pytest

from nhnorm_xlsx.gate import blocks, handover, next_stand
from tests.attack.readers import TOGETHER
from tests.attack.search import SMALL
from tests.attack.world import MET, UNMET
from tests.attack.worlds import few_each

NORM = "x"
Met = tuple[int, ...]  # how many meet the norm, by RIEC


def told(sizes: Sequence[int]) -> Mapping[Met, Met]:
    """For all that can be answered the count of every block."""
    return {met: _counts(sizes, met) for met in product(*(range(size + 1) for size in sizes))}


def _counts(sizes: Sequence[int], met: Met) -> Met:
    returned = {
        str(riec): {f"{riec}-{at}": {NORM: MET if at < count else UNMET} for at in range(size)}
        for riec, (size, count) in enumerate(zip(sizes, met, strict=True))
    }
    stand = next_stand(
        "2026",
        "2026-stand-1",
        invited={riec: len(codes) for riec, codes in returned.items()},
        returned=returned,
        norms=[NORM],
    )
    return tuple(block.count(NORM) for block in blocks.blocks(stand.handovers))


def known_for_certain(sizes: Sequence[int]) -> Iterator[tuple[object, ...]]:
    """What an outsider, some members or an adviser know of others, whatever was answered."""
    table = told(sizes)
    for place, size in enumerate(sizes):
        for known in {0, 1, TOGETHER, size}:
            if known <= size:
                yield from _known(sizes, table, place, known)


def _known(
    sizes: Sequence[int], table: Mapping[Met, Met], place: int, known: int
) -> Iterator[tuple[object, ...]]:
    """What a reader knows that has so many answers of one RIEC."""
    hidden = [size - known if at == place else size for at, size in enumerate(sizes)]
    possible: dict[tuple[Met, int], list[Met]] = {}
    for met, counts in table.items():
        for own in range(max(0, met[place] - hidden[place]), min(known, met[place]) + 1):
            rest = tuple(count - own if at == place else count for at, count in enumerate(met))
            possible.setdefault((counts, own), []).append(rest)
    for seen, rests in possible.items():
        for group in _groups(hidden):
            size = sum(hidden[at] for at in group)
            sums = {sum(rest[at] for at in group) for rest in rests}
            if sums in ({0}, {size}) or (size < SMALL and len(sums) == 1):
                yield (place, known, seen, group, sums)


def _groups(hidden: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Each RIEC, and those that are a small group together."""
    there = [at for at, size in enumerate(hidden) if size]
    for count in range(1, SMALL):
        for group in combinations(there, count):
            if count == 1 or sum(hidden[at] for at in group) < SMALL:
                yield group


@pytest.mark.parametrize("sizes", few_each())
def test_whatever_is_answered_nobody_knows_anything(sizes: tuple[int, ...]) -> None:
    assert len(set(told(sizes).values())) > 1  # something is told
    assert list(known_for_certain(sizes)) == []


@pytest.mark.parametrize("sizes", [(5, 4, 4), (4, 4, 2, 2, 1), (6, 4, 3)])
def test_one_step_less_and_somebody_knows_something(
    sizes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "reach_as_one", lambda groups, known: groups + known - 1)
    assert list(known_for_certain(sizes))
