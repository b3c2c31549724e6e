"""When figures that others have seen may be replaced, and how what is new is added.

Old and new figures can be subtracted, and then tell about those who differ. So these are
treated as a group of their own: large enough, and its count pulled off both ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate.counting import Returned, count_met, off_ends
from nhnorm_xlsx.gate.handover import Count, HandOver
from nhnorm_xlsx.gate.rulings import Reason, Ruling


@dataclass(frozen=True)
class Difference:
    """How many organisations answered since, answer otherwise, or were taken out."""

    came: int
    changed: int
    left: int

    @property
    def total(self) -> int:
        """How many organisations differ."""
        return self.came + self.changed + self.left


def difference(before: Returned, after: Returned, norms: Sequence[str]) -> Difference:
    """How the answers of two stands differ; only the statuses of these norms count."""
    both = before.keys() & after.keys()
    changed = sum(
        any(before[code].get(norm, "") != after[code].get(norm, "") for norm in norms)
        for code in both
    )
    return Difference(len(after) - len(both), changed, len(before) - len(both))


def may_replace(old: HandOver, found: Difference) -> Ruling:
    """Whether the figures that were handed over may be replaced; fails closed."""
    if not old.counts:
        return Ruling(True, Reason.FIRST, (), found.total)
    if not found.total:
        return Ruling(False, Reason.SAME)
    if len(old.parts) > 1 or len(old.riecs) > 1:
        return Ruling(False, Reason.SMALL_TOGETHER, old.riecs, found.total)
    if found.total < policy.DIFFERENT:
        return Ruling(False, Reason.TOO_FEW_DIFFER, old.riecs, found.total)
    return Ruling(True, Reason.ENOUGH_DIFFER, (), found.total)


def replaced(
    old: HandOver, stand: str, *, invited: int, before: Returned, after: Returned
) -> HandOver:
    """The hand-over of a new stand, where `may_replace` allows it.

    `before` are the answers of the old hand-over. Raises `ValueError` where it is not allowed.
    """
    norms = tuple(old.counts)
    found = difference(before, after, norms)
    if not old.counts or not may_replace(old, found).allowed:
        raise ValueError(old.riecs)
    low, high = -found.changed - found.left, found.came + found.changed
    counts = {
        norm: Count(
            count.first,
            count.later
            + off_ends(
                count_met(norm, after.values()) - count_met(norm, before.values()),
                low,
                high,
                _reach(found),
            ),
        )
        for norm, count in old.counts.items()
    }
    return replace(old, stand=stand, invited=invited, answered=len(after), counts=counts)


def _reach(found: Difference) -> int:
    """How near an end all differences look the same: what colluders may know, and one more.

    Who changed its answer can move the count from one down to one up: two steps.
    """
    twice = min(found.changed, policy.COLLUDERS)
    return policy.COLLUDERS + twice + 1
