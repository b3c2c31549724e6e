"""A hand-over as plain rows, and back: what stands in its file, and nothing more.

Reading is strict: what cannot have been written by `to_rows` is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate.handover import HandOver

# The facts of a hand-over, one row each; and the columns of its table, one row per norm.
FACTS = ("meting", "stand", "sinds", "riecs", "deelnemers", "antwoorden", "groepen")
COLUMNS = ("norm", "geteld")
_SEPARATOR = ";"


def to_rows(item: HandOver) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """The facts by their name (`FACTS`), and a row per norm (`COLUMNS`)."""
    values = (
        item.meting,
        item.stand,
        item.since,
        _SEPARATOR.join(item.riecs),
        str(item.invited),
        str(item.answered),
        _SEPARATOR.join(str(part) for part in item.parts),
    )
    return dict(zip(FACTS, values, strict=True)), list(item.counts.items())


def from_rows(facts: Mapping[str, str], rows: Iterable[Sequence[object]]) -> HandOver:
    """The hand-over that stands in these rows. Raises `ValueError` when it cannot be one."""
    missing = set(FACTS) - facts.keys()
    if missing:
        raise ValueError(sorted(missing))
    listed = [(str(norm), int(str(count))) for norm, count in rows]
    item = HandOver(
        meting=facts["meting"],
        stand=facts["stand"],
        since=facts["sinds"],
        riecs=tuple(name for name in facts["riecs"].split(_SEPARATOR) if name),
        invited=int(facts["deelnemers"]),
        answered=int(facts["antwoorden"]),
        parts=tuple(int(part) for part in facts["groepen"].split(_SEPARATOR) if part),
        counts=dict(listed),
    )
    if len(item.counts) != len(listed) or not _is_sound(item):
        raise ValueError(item.riecs)
    return item


def _is_sound(item: HandOver) -> bool:
    """Whether its numbers can be those of a hand-over."""
    named = bool(item.meting and item.stand and item.since and item.riecs)
    numbers = 0 <= item.answered <= item.invited
    if not item.counts:
        return named and numbers and not item.parts
    if item.is_one_group:
        parts = item.parts == (item.answered,)
    else:
        smallest = policy.SMALLEST if len(item.riecs) == 1 else policy.COLLUDERS + 1
        parts = len(item.parts) == len(item.riecs) and min(item.parts) >= smallest
    return named and numbers and parts and _all_inside(item)


def _all_inside(item: HandOver) -> bool:
    """Whether no count lies on an end, or past it."""
    return all(0 < count < item.answered for count in item.counts.values())
