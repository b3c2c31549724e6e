"""Counts pulled off their ends: the one operation that all protection here is made of.

Whoever sees that none of a group meets a norm, or all, knows it of each of them. So near both
ends a count is told as if it were one off the end, and how near depends only on how many
answered. What lies between tells how many, never who.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from nhnorm_xlsx.contract.scores import COUNTED, MET

# One organisation's answers: norm to the key of a status; empty or absent is not answered.
Statuses = Mapping[str, str]
# The answers of those who answered, by organisation code.
Returned = Mapping[str, Statuses]


def off_ends(count: int, low: int, high: int, reach: int, told: int = 1) -> int:
    """A count between two bounds, with `reach` at each end told as `told` off that end.

    With `reach` 1 none counts as one, and all as all but one. Where both ends meet there is
    one value only, and it says nothing.
    """
    if low + reach >= high - reach:
        return (low + high) // 2
    if count <= low + reach:
        return low + told
    if count >= high - reach:
        return high - told
    return count


def as_if_all(met: int, counted: int, answered: int) -> int:
    """How many of `answered` meet a norm, if those it does not apply to were like the rest.

    `counted` are those with a status that counts. So what is shown has one denominator,
    whatever was answered; where the norm applies to nobody, nobody meets it.
    """
    return (2 * met * answered + counted) // (2 * counted) if counted else 0


def count_met(norm: str, returned: Collection[Statuses]) -> int:
    """How many of these organisations meet a norm, told as if it applies to all of them."""
    statuses = [answers.get(norm, "") for answers in returned]
    return as_if_all(_among(MET, statuses), _among(COUNTED, statuses), len(statuses))


def _among(keys: tuple[str, ...], statuses: Iterable[str]) -> int:
    return sum(status in keys for status in statuses)
