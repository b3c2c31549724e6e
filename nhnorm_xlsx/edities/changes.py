"""What changes for participants from one editie of the norm to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from nhnorm_xlsx.definition import Definition, Norm
from nhnorm_xlsx.edities.lineage import Lineage, lineage, same_wording


class Change(Enum):
    """What can happen to a norm, in the order in which it is told."""

    NEW = "nieuw"
    DROPPED = "vervallen"
    SPLIT = "gesplitst"
    MERGED = "samengevoegd"
    REWORDED = "anders_verwoord"
    RENUMBERED = "hernummerd"
    EXPLAINED = "anders_uitgelegd"
    SAME = "gelijk"


@dataclass(frozen=True)
class NormChange:
    """Norms that belong together: those of the earlier editie (`old`), and what they became.

    `kinds` is what happened; a norm can be reworded and renumbered at once.
    """

    kinds: tuple[Change, ...]
    old: tuple[Norm, ...]
    new: tuple[Norm, ...]


@dataclass(frozen=True)
class NormChanges:
    """All that changes between two edities, in the order of the new one; what is gone comes last.

    `doubtful` are the numbers that are new and dropped at once: the same number with another
    wording, where `vervangt` does not say that the norm goes on.
    """

    old: Definition
    new: Definition
    changes: tuple[NormChange, ...]
    doubtful: tuple[str, ...] = ()

    def of(self, kind: Change) -> tuple[NormChange, ...]:
        """Those to which this happened."""
        return tuple(item for item in self.changes if kind in item.kinds)


def compare_definitions(old: Definition, new: Definition) -> NormChanges:
    """What changes from `old` to `new`: every norm of both stands in one of the changes."""
    line = lineage(old, new)
    changes = [NormChange(_kinds(before, after), before, after) for before, after in _groups(line)]
    changes += [NormChange((Change.DROPPED,), (norm,), ()) for norm in line.dropped]
    fresh = {norm.number for norm in new.norms if not line.earlier[norm.number]}
    return NormChanges(
        old, new, tuple(changes), tuple(n.number for n in line.dropped if n.number in fresh)
    )


def _groups(line: Lineage) -> Iterator[tuple[tuple[Norm, ...], tuple[Norm, ...]]]:
    """The norms of then and now that belong together, in the order of now."""
    told: set[str] = set()
    for norm in line.new.norms:
        if norm.number in told:
            continue
        before, after = set(line.earlier[norm.number]), {norm.number}
        size = 0
        while size != len(before) + len(after):
            size = len(before) + len(after)
            after |= {now for then in before for now in line.later[then]}
            before |= {then for now in after for then in line.earlier[now]}
        told |= after
        yield (
            tuple(item for item in line.old.norms if item.number in before),
            tuple(item for item in line.new.norms if item.number in after),
        )


def _kinds(before: tuple[Norm, ...], after: tuple[Norm, ...]) -> tuple[Change, ...]:
    if not before:
        return (Change.NEW,)
    shape = [
        kind
        for kind, holds in ((Change.SPLIT, len(after) > 1), (Change.MERGED, len(before) > 1))
        if holds
    ]
    return tuple(shape) or _kinds_of_one(before[0], after[0])


def _kinds_of_one(old: Norm, new: Norm) -> tuple[Change, ...]:
    reworded = not same_wording(old, new)
    asked_alike = (old.explanation, old.explanations, old.period, old.applies_to_provincie) == (
        new.explanation,
        new.explanations,
        new.period,
        new.applies_to_provincie,
    )
    kinds = [
        kind
        for kind, holds in (
            (Change.REWORDED, reworded),
            (Change.RENUMBERED, old.number != new.number),
            (Change.EXPLAINED, not reworded and not asked_alike),
        )
        if holds
    ]
    return tuple(kinds) or (Change.SAME,)
