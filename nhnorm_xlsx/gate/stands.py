"""When figures that others have seen may be replaced, and how what is new is added.

Old and new figures can be subtracted, and then tell about those who differ. So these are
treated as a group of their own: large enough, and its count pulled off both ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate.blocks import tells
from nhnorm_xlsx.gate.counting import Returned, count_met, off_ends
from nhnorm_xlsx.gate.handover import (
    HandOver,
    as_one,
    hand_overs,
    numbers_only,
    reach_of,
    stand_name,
)
from nhnorm_xlsx.gate.rulings import Judgement, Reason


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


def may_replace(old: HandOver, found: Difference) -> Judgement:
    """Whether the figures that were handed over may be replaced; fails closed."""
    if not old.counts:
        return Judgement(True, Reason.FIRST, (), found.total)
    if not found.total:
        return Judgement(False, Reason.SAME)
    if not old.is_large:
        return Judgement(False, Reason.FEW_AT_FIRST, old.riecs, found.total)
    if found.total < policy.DIFFERENT:
        return Judgement(False, Reason.TOO_FEW_DIFFER, old.riecs, found.total)
    if old.answered + found.came - found.left < policy.ENOUGH:
        return Judgement(False, Reason.FEW_LEFT, old.riecs, found.total)
    return Judgement(True, Reason.ENOUGH_DIFFER, (), found.total)


@dataclass(frozen=True)
class Stand:
    """What others may be shown from some moment on, until the next stand.

    `handovers` are of every RIEC. `rulings` say by RIEC whether its new answers are in them,
    and why. `returned` are by RIEC the answers that the hand-overs were made of: the next stand
    is compared with these.
    """

    handovers: tuple[HandOver, ...]
    rulings: Mapping[str, Judgement]
    returned: Mapping[str, Returned]


FIRST = Stand((), {}, {})


def next_stand(
    meting: str,
    name: str,
    *,
    invited: Mapping[str, int],
    returned: Mapping[str, Returned],
    norms: Sequence[str],
    old: Stand = FIRST,
) -> Stand:
    """The stand that follows on `old`; without one, the first.

    `invited` and `returned` are by RIEC, for all RIECs whose returns are held here: of one RIEC
    alone, or of all that take part. RIECs that were handed over before are replaced or stay as
    they are, each by itself. A RIEC with somebody who is in the figures of another already, under
    whatever name, gets no figures beside those.
    """
    kept = [item for item in old.handovers if item.counts]
    known = {riec for item in kept for riec in item.riecs}
    elsewhere = _shown_elsewhere(returned, {riec: old.returned[riec] for riec in known})
    new = {riec: n for riec, n in invited.items() if riec not in known | elsewhere}
    if sum(count > 0 for count in invited.values()) > 1:
        fresh = _beside(old.handovers, meting, name, invited=new, returned=returned, norms=norms)
    else:  # whoever holds the returns of one RIEC alone hands it over: others add it up
        fresh = hand_overs(meting, name, invited=new, returned=returned, norms=norms)
    made, rulings = list(fresh), {riec: first(item) for item in fresh for riec in item.riecs}
    rulings |= {riec: Judgement(False, Reason.SHOWN_ELSEWHERE, (riec,)) for riec in elsewhere}
    frozen = {riec: returned.get(riec, {}) for riec in new}
    for item in kept:
        before = {riec: old.returned[riec] for riec in item.riecs}
        after = {riec: returned.get(riec, {}) for riec in item.riecs}
        ruling = may_replace(item, _all_differences(before, after, norms))
        if elsewhere & set(item.riecs):
            ruling = Judgement(False, Reason.SHOWN_ELSEWHERE, item.riecs, ruling.differing)
        made.append(_renewed(item, name, invited, before, after) if ruling.allowed else item)
        frozen |= after if ruling.allowed else before
        rulings |= dict.fromkeys(item.riecs, ruling)
    return Stand(tuple(made), rulings, frozen)


def _shown_elsewhere(
    returned: Mapping[str, Returned], shown: Mapping[str, Returned]
) -> frozenset[str]:
    """The RIECs of which somebody who answered was shown as one of another RIEC."""
    place = {code: riec for riec, codes in shown.items() for code in codes}
    return frozenset(
        riec
        for riec, codes in returned.items()
        if any(place.get(code, riec) != riec for code in codes)
    )


def _beside(
    old: Sequence[HandOver],
    meting: str,
    name: str,
    *,
    invited: Mapping[str, int],
    returned: Mapping[str, Returned],
    norms: Sequence[str],
) -> tuple[HandOver, ...]:
    """The hand-overs of RIECs without earlier figures, beside those of the stand before.

    Whoever holds the returns of several sees whether anybody is shown a figure. If not, all of
    these together may give one; and if that gives none either nothing is handed over of them, so
    that at the next stand they begin anew.
    """
    made = hand_overs(meting, name, invited=invited, returned=returned, norms=norms)
    together = as_one(meting, name, invited=invited, returned=returned, norms=norms)
    if not tells(old):  # nobody was shown anything yet: whatever the stand, these are the first
        made, together = _as_first(made), _as_first(together)
    kept = [item for item in old if item.counts]
    for found in (made, together):
        if tells([*kept, *found]):
            return found
    return numbers_only(meting, name, invited=invited, returned=returned)


def _as_first(handovers: Sequence[HandOver]) -> tuple[HandOver, ...]:
    return tuple(replace(item, since=stand_name(item.meting, 1)) for item in handovers)


def first(made: HandOver) -> Judgement:
    """Whether a RIEC without earlier figures has them now."""
    if made.counts:
        return Judgement(True, Reason.FIRST)
    few = made.answered < policy.SMALLEST
    reason = Reason.TOO_FEW_ANSWERS if few else Reason.NOTHING_SHOWN
    return Judgement(False, reason, made.riecs)


def _renewed(
    item: HandOver,
    name: str,
    invited: Mapping[str, int],
    before: Mapping[str, Returned],
    after: Mapping[str, Returned],
) -> HandOver:
    (riec,) = item.riecs
    return replaced(item, name, invited=invited[riec], before=before[riec], after=after[riec])


def _all_differences(
    before: Mapping[str, Returned], after: Mapping[str, Returned], norms: Sequence[str]
) -> Difference:
    found = [difference(before[riec], after[riec], norms) for riec in before]
    return Difference(
        sum(item.came for item in found),
        sum(item.changed for item in found),
        sum(item.left for item in found),
    )


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
    counts = {
        norm: _moved(
            old,
            norm,
            count_met(norm, after.values()) - count_met(norm, before.values()),
            found,
            len(after),
        )
        for norm in norms
    }
    return replace(old, stand=stand, invited=invited, answered=len(after), counts=counts)


def _moved(old: HandOver, norm: str, change: int, found: Difference, answered: int) -> int:
    """The count of a norm after a change.

    The change is pulled off the ends that it could have, and then the count once more off its
    own: a change that leads to an end would say what all answer now.
    """
    low, high = -found.changed - found.left, found.came + found.changed
    moved = old.counts[norm] + off_ends(change, low, high, reach_of_difference(found))
    return off_ends(moved, 0, answered, reach_of_renewed())


def reach_of_renewed() -> int:
    """How near an end all renewed counts look the same: as at the beginning."""
    return reach_of(policy.ENOUGH)


def reach_of_difference(found: Difference) -> int:
    """How near an end all differences look the same: what colluders may know, and one more.

    Who changed its answer can move the count from one down to one up: two steps.
    """
    twice = min(found.changed, policy.COLLUDERS)
    return policy.COLLUDERS + twice + 1
