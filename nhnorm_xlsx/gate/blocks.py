"""Which RIECs are added together before anything is shown.

A block is one RIEC with many answers, or several with fewer. Its count is pulled off its ends
once more, so far that two members of one RIEC cannot tell. The proof in the tests gives a reader
the count of every block exactly; all figures are made from these counts, so whatever figure is
made from them, or several together, tells nothing about one. It also means that a block, once
shown, must stay as it is: a block that grew by one RIEC would tell that RIEC's count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate.counting import off_ends
from nhnorm_xlsx.gate.handover import HandOver

# The RIECs of a block: what a stand keeps, so that the next one makes the same blocks.
Together = tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """Hand-overs that are counted together."""

    handovers: tuple[HandOver, ...]

    @property
    def riecs(self) -> Together:
        """The RIECs in it, sorted."""
        return tuple(sorted(riec for item in self.handovers for riec in item.riecs))

    @property
    def answered(self) -> int:
        """How many answers its figures are about."""
        return sum(item.answered for item in self.handovers)

    @property
    def stands_alone(self) -> bool:
        """Whether it is one RIEC that is large enough for figures of its own."""
        return len(self.handovers) == 1 and self.handovers[0].is_large

    @property
    def reach(self) -> int:
        """How near an end all counts of it look the same, that do not so already."""
        counted_as_one = any(item.is_one_group for item in self.handovers)
        return 0 if counted_as_one else _reach(_parts(self.handovers))

    def count(self, norm: str) -> int:
        """How many in this block meet a norm, protected."""
        found = sum(item.counts[norm] for item in self.handovers)
        return off_ends(found, 0, self.answered, self.reach)


def blocks(handovers: Iterable[HandOver], earlier: Collection[Together] = ()) -> tuple[Block, ...]:
    """The blocks that may be counted, largest first; RIECs in none of them are left out.

    `earlier` are the blocks that were shown before, which stay as they were. Where nobody
    remembers them the same ones are made: which RIECs are small and began at the first stand is
    fixed, and who came later is a block by itself. So are RIECs that were counted as one: added to
    others the gaps in their counts would tell. Depends only on numbers of answers.
    """
    given = tuple(handovers)
    useful = [item for item in given if item.counts]
    known = {riec for block in earlier for riec in block}
    made = [_again(block, useful) for block in earlier]
    new = [item for item in useful if not known & set(item.riecs)]
    made += [Block((item,)) for item in new if item.is_large]
    small = [item for item in new if not item.is_large]
    alone = [item for item in small if _is_alone(item)]
    made.append(Block(_enough([item for item in small if item not in alone])))
    made += [Block(_enough([item])) for item in alone]
    found = [block for block in made if block.handovers] or _last(given)
    return tuple(sorted(found, key=lambda block: (-block.answered, block.riecs)))


def _last(handovers: Sequence[HandOver]) -> list[Block]:
    """All together, where otherwise there is no block at all and nobody can come later any more.

    Then it does not matter who began when: before the last of them came there was no block.
    """
    if not all(item.counts for item in handovers):
        return []
    found = Block(_enough(handovers))
    return [found] if found.handovers else []


def tells(handovers: Sequence[HandOver]) -> bool:
    """Whether these give anybody a figure of others."""
    answered = sum(item.answered for item in handovers)
    return answered >= policy.ENOUGH and bool(blocks(handovers))


def _is_alone(item: HandOver) -> bool:
    """Whether it is a block by itself, or in none."""
    return item.came_later or item.is_one_group


def _again(block: Together, handovers: Iterable[HandOver]) -> Block:
    """A block as it was shown before; empty when a part of it is not there now."""
    found = Block(tuple(item for item in handovers if set(item.riecs) <= set(block)))
    return found if found.riecs == tuple(sorted(block)) else Block(())


def _enough(handovers: Sequence[HandOver]) -> tuple[HandOver, ...]:
    """As many of these as tell something when added together: the smallest are left out first."""
    rest = sorted(handovers, key=lambda item: (-item.began_with, item.riecs))
    while rest and not _tells_something(_parts(rest)):
        rest.pop()
    return tuple(rest)


def _tells_something(parts: Sequence[int]) -> bool:
    """Whether anything is left to tell between the two ends."""
    return sum(parts) > 2 * _reach(parts)


def _reach(parts: Sequence[int]) -> int:
    """How near an end all counts of a block look the same.

    Every part counts as one at least; colluders may both be among those that meet a norm in
    one of them; and one more organisation must be able to.
    """
    return len(parts) + policy.COLLUDERS


def _parts(handovers: Iterable[HandOver]) -> tuple[int, ...]:
    return tuple(size for item in handovers for size in item.parts)
