"""Which norms of an earlier editie a norm of this one continues: over one editie or several.

What `vervangt` says goes first. A norm that says nothing continues the one with the same number
and the same wording, unless another norm says that it continues that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.definition import Definition, Norm


@dataclass(frozen=True)
class Lineage:
    """Which norms of the earlier editie (`old`) each norm of the later one (`new`) continues.

    `earlier` holds the numbers then, by the number now; empty for a norm that is new.
    """

    old: Definition
    new: Definition
    earlier: Mapping[str, tuple[str, ...]]

    @cached_property
    def later(self) -> Mapping[str, tuple[str, ...]]:
        """The numbers now, by the number then; empty for a norm that was dropped."""
        found: dict[str, list[str]] = {norm.number: [] for norm in self.old.norms}
        for now, numbers in self.earlier.items():
            for then in numbers:
                found[then].append(now)
        return {then: tuple(numbers) for then, numbers in found.items()}

    @property
    def dropped(self) -> tuple[Norm, ...]:
        """The norms of the earlier editie that none of now continues."""
        return tuple(norm for norm in self.old.norms if not self.later[norm.number])

    def is_one_to_one(self, now: str) -> bool:
        """Whether a norm continues one other, and is the only one that does."""
        earlier = self.earlier[now]
        return len(earlier) == 1 and len(self.later[earlier[0]]) == 1


def lineage(old: Definition, new: Definition, between: Iterable[Definition] = ()) -> Lineage:
    """How the norms of `new` go on from those of `old`.

    `between` are other edities; those that lie between the two are gone through.
    """
    if old.editie == new.editie:
        known = old.norm_by_number
        return Lineage(
            old, new, {n.number: (n.number,) if n.number in known else () for n in new.norms}
        )
    edities = [old, *_between(old, new, between), new]
    last = len(edities) - 1
    return Lineage(
        old,
        new,
        {norm.number: tuple(dict.fromkeys(_ancestors(edities, last, norm))) for norm in new.norms},
    )


def _between(old: Definition, new: Definition, others: Iterable[Definition]) -> list[Definition]:
    found = {item.editie: item for item in others if old.editie < item.editie < new.editie}
    return [found[editie] for editie in sorted(found)]


def _ancestors(edities: Sequence[Definition], at: int, norm: Norm) -> Iterator[str]:
    """The numbers in the first of these edities that a norm of the one `at` goes back to."""
    if at == 0:
        yield norm.number
        return
    for number in norm.replaces:
        # Of the last editie that had this number.
        for before in range(at - 1, -1, -1):
            if found := edities[before].norm_by_number.get(number):
                yield from _ancestors(edities, before, found)
                break
    if not norm.replaces:
        same = _unsaid(edities[at - 1], edities[at], norm)
        if same:
            yield from _ancestors(edities, at - 1, same)


def _unsaid(old: Definition, new: Definition, norm: Norm) -> Norm | None:
    """The norm that one continues without saying so."""
    same = old.norm_by_number.get(norm.number)
    if same is None or not same_wording(same, norm):
        return None
    spoken_for = any(norm.number in other.replaces for other in new.norms)
    return None if spoken_for else same


def same_wording(one: Norm, other: Norm) -> bool:
    """Whether two norms say the same; spaces and line ends make no difference."""
    return text_fingerprint(one.text) == text_fingerprint(other.text)


def never_were(new: Definition, edities: Iterable[Definition]) -> list[tuple[str, str]]:
    """(norm, number) for each number in `vervangt` that no earlier editie has; pairs in order.

    Of `edities` only those before `new` count; without any of them nothing can be told.
    """
    earlier = [item for item in edities if item.editie < new.editie]
    if not earlier:
        return []
    known = {number for item in earlier for number in item.norm_by_number}
    return [
        (norm.number, number)
        for norm in new.norms
        for number in norm.replaces
        if number not in known
    ]
