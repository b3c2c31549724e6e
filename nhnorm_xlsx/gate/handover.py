"""What a RIEC hands over to the provincie: protected counts per norm, and nothing else.

Whoever holds the returns of a RIEC makes it, so that no answer leaves them. It stays safe for
a reader of all hand-overs side by side, and for a RIEC that knows its own answers in full.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate.counting import Returned, Statuses, count_met, off_ends


@dataclass(frozen=True)
class Count:
    """How many meet one norm, protected: as first handed over, and what came to it since.

    They stay apart because the ends of `first` are protected once more when several RIECs
    are added together; `later` is then added as it is.
    """

    first: int
    later: int = 0


@dataclass(frozen=True)
class HandOver:
    """What others may know of one RIEC, or of several small ones together.

    `stand` is the name of the stand it was made from, `since` of the stand with which its
    figures began. `invited` and `answered` are numbers of organisations at `stand`. `parts`
    is how many had answered at `since`, in each group whose counts were protected on its own:
    one number for one RIEC. `counts` is by norm; it is empty where too few answered.
    """

    meting: str
    stand: str
    since: str
    riecs: tuple[str, ...]
    invited: int
    answered: int
    parts: tuple[int, ...] = ()
    counts: Mapping[str, Count] = field(default_factory=dict)

    @property
    def began_with(self) -> int:
        """How many answers the first figures were about."""
        return sum(self.parts)


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
    # A RIEC that gets figures of its own must withstand its own members in this place already.
    reach = _reach() if answered >= policy.ENOUGH else 1
    counts = {norm: Count(_protected(norm, returned.values(), reach)) for norm in norms}
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

    `invited` and `returned` are by RIEC. RIECs with too few answers to hand over anything
    are added together, and are in one hand-over when that is safe; the others say numbers only.
    """
    parts, together = _small_parts(returned)
    made = [
        hand_over(meting, stand, riec, invited=count, returned=returned.get(riec, {}), norms=norms)
        for riec, count in invited.items()
        if riec not in together
    ]
    if together:
        counts = {norm: Count(sum(_protected(norm, part, 1) for part in parts)) for norm in norms}
        sizes = tuple(len(part) for part in parts)
        total = sum(invited[riec] for riec in together)
        made.append(HandOver(meting, stand, stand, together, total, sum(sizes), sizes, counts))
    return tuple(made)


def _small_parts(
    returned: Mapping[str, Returned],
) -> tuple[list[list[Statuses]], tuple[str, ...]]:
    """The groups that RIECs with few answers make, and the RIECs in them.

    A RIEC is a group of its own from three answers on; those with one or two form a group
    together, in which nobody knows more than two colluders do. One group alone is only
    enough when it is no small group itself: its count would be seen.
    """
    small = {name: list(item.values()) for name, item in returned.items()}
    small = {name: item for name, item in small.items() if 0 < len(item) < policy.SMALLEST}
    parts: dict[tuple[str, ...], list[Statuses]] = {
        (name,): item for name, item in small.items() if len(item) > policy.COLLUDERS
    }
    tiny = {name: item for name, item in small.items() if len(item) <= policy.COLLUDERS}
    rest = [answers for item in tiny.values() for answers in item]
    if len(rest) > policy.COLLUDERS:
        parts[tuple(tiny)] = rest
    if len(parts) == 1 and len(rest) < policy.SMALLEST:
        return [], ()
    return list(parts.values()), tuple(name for names in parts for name in names)


def _protected(norm: str, returned: Collection[Statuses], reach: int) -> int:
    return off_ends(count_met(norm, returned), 0, len(returned), reach)


def _reach() -> int:
    """So much of an end looks the same to colluders: what they know, and one more."""
    return policy.COLLUDERS + 1
