"""What a RIEC hands over to the provincie: protected counts per norm, and nothing else.

Whoever holds the returns of a RIEC makes it, so that no answer leaves them. It stays safe for
a reader of all hand-overs side by side, and for a RIEC that knows its own answers in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate.counting import Returned, Statuses, count_met, off_ends

_ONE_AND_ANOTHER = 2


def stand_name(meting: str, number: int) -> str:
    """What a stand is called: `2026-stand-1` is the first of a meting."""
    return f"{meting}-stand-{number}"


@dataclass(frozen=True)
class HandOver:
    """What others may know of one RIEC, or of several small ones together.

    `stand` is the name of the stand it was made from, `since` of the stand with which its
    figures began (the first, for those who began with the first figures of their dataset).
    `invited` and `answered` are numbers of organisations at `stand`. `parts` is how many had
    answered at `since`, in each group whose counts were protected on its own: one number for one
    RIEC, and for several that were counted as one. A hand-over of several RIECs is never given to
    one of them: it knows its own part. `counts` is by norm how many meet it, protected; empty
    where too few answered.
    """

    meting: str
    stand: str
    since: str
    riecs: tuple[str, ...]
    invited: int
    answered: int
    parts: tuple[int, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def began_with(self) -> int:
        """How many answers the first figures were about."""
        return sum(self.parts)

    @property
    def came_later(self) -> bool:
        """Whether it began after the first figures of those who made it."""
        number = self.since.rpartition("-")[2]
        return number.isdigit() and self.since != stand_name(self.meting, 1)

    @property
    def is_one_group(self) -> bool:
        """Whether it is of several RIECs that were counted as one."""
        return len(self.riecs) > 1 and len(self.parts) == 1

    @property
    def is_large(self) -> bool:
        """Whether it is one RIEC that began with enough answers for figures of its own.

        Only then its counts withstand its own members in this place already, and can be renewed.
        """
        return len(self.riecs) == 1 and self.began_with >= policy.ENOUGH


def hand_over(
    meting: str,
    stand: str,
    riec: str,
    *,
    invited: int,
    returned: Returned,
    norms: Sequence[str],
) -> HandOver:
    """The hand-over of one RIEC.

    With fewer than `policy.SMALLEST` answers it only holds numbers of organisations.
    """
    answered = len(returned)
    if answered < policy.SMALLEST:
        return HandOver(meting, stand, stand, (riec,), invited, answered)
    reach = reach_of(answered)
    counts = {norm: _protected(norm, returned.values(), reach) for norm in norms}
    return HandOver(meting, stand, stand, (riec,), invited, answered, (answered,), counts)


def hand_overs(
    meting: str,
    stand: str,
    *,
    invited: Mapping[str, int],
    returned: Mapping[str, Returned],
    norms: Sequence[str],
) -> tuple[HandOver, ...]:
    """The hand-overs of several RIECs, by whoever holds the returns of them all.

    `invited` and `returned` are by RIEC. RIECs with too few answers to hand over anything by
    themselves are handed over together where they are three or more, each pulled off its ends
    first; those of which two colluders may know everything say numbers only.
    """
    small = [
        riec for riec in invited if policy.COLLUDERS < len(returned.get(riec, {})) < policy.SMALLEST
    ]
    # Who knows one of them, and the other RIECs, must not be left with one small group.
    together = tuple(sorted(small)) if len(small) > _ONE_AND_ANOTHER else ()
    made = [
        hand_over(meting, stand, riec, invited=count, returned=returned.get(riec, {}), norms=norms)
        for riec, count in invited.items()
        if riec not in together
    ]
    if together:
        parts = [list(returned[riec].values()) for riec in together]
        counts = {norm: _added(norm, parts) for norm in norms}
        sizes = tuple(len(part) for part in parts)
        total = sum(invited[riec] for riec in together)
        made.append(HandOver(meting, stand, stand, together, total, sum(sizes), sizes, counts))
    return tuple(made)


def as_one(
    meting: str,
    stand: str,
    *,
    invited: Mapping[str, int],
    returned: Mapping[str, Returned],
    norms: Sequence[str],
) -> tuple[HandOver, ...]:
    """The hand-overs of these RIECs with one of all that answered, where others tell nothing.

    RIECs with too few answers for a hand-over are one group before its count is pulled off its
    ends. Whoever knows all of one of these is the most that colluders can know here, so their sum
    is pulled off so far. Empty where nothing is left to tell, or where there is one RIEC only.
    """
    given = {riec: list(returned.get(riec, {}).values()) for riec in invited}
    inside = {riec: part for riec, part in given.items() if len(part) >= policy.SMALLEST}
    groups, known = list(inside.values()), policy.COLLUDERS
    small = {riec: part for riec, part in given.items() if 0 < len(part) < policy.SMALLEST}
    rest = [statuses for part in small.values() for statuses in part]
    if len(rest) >= policy.SMALLEST:
        inside |= small
        groups.append(rest)
        known = max(known, *map(len, small.values()))
    total, reach = sum(map(len, groups)), reach_as_one(len(groups), known)
    if len(inside) == 1 or total <= 2 * reach:
        return ()
    middle = middle_of(reach)
    counts = {norm: off_ends(_added(norm, groups), 0, total, reach, middle) for norm in norms}
    asked = sum(invited[riec] for riec in inside)
    one = HandOver(meting, stand, stand, tuple(sorted(inside)), asked, total, (total,), counts)
    left = {riec: count for riec, count in invited.items() if riec not in inside}
    return (one, *numbers_only(meting, stand, invited=left, returned=returned))


def numbers_only(
    meting: str, stand: str, *, invited: Mapping[str, int], returned: Mapping[str, Returned]
) -> tuple[HandOver, ...]:
    """A hand-over of each of these RIECs that only holds numbers of organisations."""
    return tuple(
        HandOver(meting, stand, stand, (riec,), count, len(returned.get(riec, {})))
        for riec, count in invited.items()
    )


def _added(norm: str, groups: Iterable[Collection[Statuses]]) -> int:
    """How many in these groups meet a norm, each count protected before it is added."""
    return sum(_protected(norm, group, reach_of_part()) for group in groups)


def _protected(norm: str, returned: Collection[Statuses], reach: int) -> int:
    return off_ends(count_met(norm, returned), 0, len(returned), reach)


def reach_of_part() -> int:
    """How near an end all counts of a group look the same that is added to others."""
    return 1


def reach_as_one(groups: int, known: int) -> int:
    """How near an end all counts of several RIECs that were counted as one look the same.

    Every group counts as one at least; those who meet a norm may all be among the `known`, the
    answers of one RIEC.
    """
    return groups + known


def middle_of(reach: int) -> int:
    """How far off an end all are told that look the same, where these are many: half way."""
    return reach // 2


def reach_of(answered: int) -> int:
    """How near an end all counts of one RIEC look the same.

    Nobody outside tells none from one, or all from all but one. A RIEC that gets figures of its
    own must withstand its own members as well: what they know, and one more.
    """
    return policy.COLLUDERS + 1 if answered >= policy.ENOUGH else 1
