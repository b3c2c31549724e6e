"""Looks for what a reader can know: a status that is the same in every dataset it may be.

For each organisation and norm another dataset is asked for, in which the answer is the other
way and the reader holds exactly the same files. What the solver finds is put through the real
gate and compared, file by file; where there is none, the status is determined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.gate import beside
from tests.attack.model import Cell, Model, Reader, build, cells
from tests.attack.program import total
from tests.attack.world import MET, UNCOUNTED, UNMET, World

# What must hold, said apart from `policy`: nobody knows the exact total of a smaller group.
SMALL = 5


@dataclass(frozen=True)
class Leak:
    """Something that a reader knows for certain."""

    reader: str
    norm: str
    about: tuple[str, ...]
    stand: int
    what: str


@dataclass(frozen=True)
class Target:
    """The answers of some cells to one norm, each in one period: their total must be able to vary.

    With one cell: whether any of them meets the norm, and any does not.
    """

    cells: tuple[tuple[Cell, int], ...]
    norm: str

    def met(self, world: World) -> int:
        return sum(
            answer_in(world, cell, segment, code).get(self.norm, "") == MET
            for cell, segment in self.cells
            for code in cell.codes
        )

    def met_in(self, world: World, other: World) -> int:
        """The same in a dataset with other answers, given at the same moments."""
        return sum(
            answers[code].get(self.norm, "") == MET
            for cell, segment in self.cells
            for answers in other.stands[moment(world, cell, segment)].returned.values()
            for code in set(cell.codes) & answers.keys()
        )

    def is_mixed(self, world: World) -> bool:
        """Whether they can change places, so that nothing is known of one of them.

        Who of a cell answered what makes no difference to any file. Of a small group the total
        is left to be known.
        """
        return len(self.cells) == 1 and 0 < self.met(world) < self.size and self.size >= SMALL

    @property
    def size(self) -> int:
        return sum(len(cell.codes) for cell, _ in self.cells)


@dataclass(frozen=True)
class Other:
    """Another dataset that some reader could not tell from the real one."""

    world: World
    changed: frozenset[str]
    handed: bool


def leaks(world: World, reader: Reader, norm: str, others: list[Other]) -> list[Leak]:
    """What this reader knows for certain about this norm.

    `others` are datasets that were found for this norm before; what is found now is added.
    """
    wanted = [
        target for target in targets(cells(world, reader.known), norm) if not target.is_mixed(world)
    ]
    for other in others:
        if other.changed.isdisjoint(reader.known) and other.handed >= reader.handed:
            wanted = [item for item in wanted if item.met_in(world, other.world) == item.met(world)]
    thema = next(tuple(norms) for norms in world.themes.values() if norm in norms)
    # Few numbers first; where nothing is found all that may move does. Where a norm applies to
    # everyone the reader knows that as well, and only datasets like that are left.
    ways = [((norm,), True), (thema, True)]
    if not applies_to_all(world, norm):
        ways += [((norm,), False), (thema, False)]
    for free, all_count in ways:
        if wanted:
            model = build(world, reader, free, all_count=all_count)
            wanted = _never(world, reader, model, wanted, others)
    return [_leak(world, reader, target) for target in wanted]


def applies_to_all(world: World, norm: str) -> bool:
    """Whether everyone answered this norm with a status that counts, at every stand."""
    return all(
        answers.get(norm) in COUNTED
        for stand in world.answers
        for returned in stand.values()
        for answers in returned.values()
    )


def _leak(world: World, reader: Reader, target: Target) -> Leak:
    codes = tuple(code for cell, _ in target.cells for code in cell.codes)
    is_total = 0 < target.met(world) < target.size
    return Leak(
        reader.name,
        target.norm,
        codes,
        target.cells[0][1],
        "totaal" if is_total else "status",
    )


def targets(hidden: Sequence[Cell], norm: str) -> Iterator[Target]:
    """What must not be known: one by one, and the totals of groups that are too small."""
    periods = [(cell, number) for cell in hidden for number in sorted(set(cell.segments) - {-1})]
    for period in periods:
        yield Target((period,), norm)
    for count in range(2, SMALL):
        for chosen in combinations(periods, count):
            target = Target(chosen, norm)
            names = [cell for cell, _ in chosen]
            if target.size < SMALL and len(set(names)) == len(names):
                yield target


def _never(
    world: World, reader: Reader, model: Model, wanted: Sequence[Target], others: list[Other]
) -> list[Target]:
    """The targets that are the same in every dataset of this program."""
    waiting, never = [list(wanted)], []
    while waiting:
        chosen = waiting.pop()
        if any(_found(world, reader, model, chosen, others, up=up) for up in (True, False)):
            continue
        if len(chosen) == 1:
            never += chosen
        else:
            half = len(chosen) // 2
            waiting += [chosen[:half], chosen[half:]]
    return never


def _found(
    world: World,
    reader: Reader,
    model: Model,
    wanted: Sequence[Target],
    others: list[Other],
    *,
    up: bool,
) -> bool:
    """Whether there is a dataset in which all these are otherwise: more, or fewer, where both can.

    The real gate must say that it looks the same, and the answers that it is otherwise.
    """
    kept = len(model.program.conditions)
    for target in wanted:
        met = target.met(world)
        item = total(*(model.met[cell, segment, target.norm] for cell, segment in target.cells))
        if met < target.size and (up or met == 0):
            model.program.between(item, met + 1, target.size)
        else:
            model.program.between(item, 0, met - 1)
    numbers = model.program.solve()
    del model.program.conditions[kept:]
    if numbers is None:
        return False
    other = _as_world(world, model, numbers)
    assert files(other.world, reader) == files(world, reader), reader
    assert all(target.met_in(world, other.world) != target.met(world) for target in wanted), reader
    others.append(other)
    return True


def files(world: World, reader: Reader) -> list[object]:
    """All that a reader holds: reports, what stands beside its own answers, hand-overs."""
    riecs = {
        riec: None
        for returned in world.answers
        for riec, codes in returned.items()
        if codes.keys() & reader.known
    }
    return [
        world.shown,
        [[beside(figures, riec) for figures in world.shown] for riec in riecs],
        [[item for item in stand if reader.holds(item.riecs)] for stand in world.handed_over],
        [
            [stand[riec].get(code) for stand in world.answers for riec in stand]
            for code in sorted(reader.known)
        ],
        [{riec: set(codes) for riec, codes in stand.items()} for stand in world.answers],
    ]


@dataclass(frozen=True)
class Change:
    """Another answer of one organisation to one norm, at the stands of one period."""

    stands: range
    before: Mapping[str, str]
    norm: str
    status: str


def _as_world(world: World, model: Model, numbers: Sequence[int]) -> Other:
    """The dataset that the solver found, with as many answers as they were as can be."""
    changes: dict[str, list[Change]] = {}
    for (cell, segment, norm), met in model.met.items():
        meets = model.program.value(met, list(numbers))
        counted = model.program.value(model.counted[cell, segment, norm], list(numbers))
        before = {code: answer_in(world, cell, segment, code) for code in cell.codes}
        statuses = {code: before[code].get(norm, "") for code in cell.codes}
        room = {MET: meets, UNMET: counted - meets, UNCOUNTED: len(cell.codes) - counted}
        moved = []
        for code, status in reversed(statuses.items()):
            if room[_kind(status)]:
                room[_kind(status)] -= 1
            else:
                moved.append(code)
        for code in moved:
            status = next(status for status, count in room.items() if count)
            room[status] -= 1
            period = _period(world, cell, segment)
            changes.setdefault(code, []).append(Change(period, before[code], norm, status))
    answers = tuple(
        {
            riec: {
                code: _changed(number, old, changes.get(code, ())) for code, old in returned.items()
            }
            for riec, returned in stand.items()
        }
        for number, stand in enumerate(world.answers)
    )
    other = replace(world, answers=answers)
    return Other(other, frozenset(changes), other.handed_over == world.handed_over)


def _changed(number: int, old: Mapping[str, str], changes: Sequence[Change]) -> dict[str, str]:
    here = [item for item in changes if number in item.stands and item.before == old]
    return {**old, **{item.norm: item.status for item in here}}


def _period(world: World, cell: Cell, segment: int) -> range:
    """The stands at which these answers counted."""
    starts = [version.number for version in world.versions[cell.riecs]]
    last = len(cell.segments) - 1 - cell.segments[::-1].index(segment)
    end = starts[last + 1] if last + 1 < len(starts) else len(world.answers)
    return range(moment(world, cell, segment), end)


def _kind(status: str) -> str:
    if status == MET:
        return MET
    return UNMET if status in COUNTED else UNCOUNTED


def answer_in(world: World, cell: Cell, segment: int, code: str) -> Mapping[str, str]:
    """What an organisation had answered in this period."""
    return world.versions[cell.riecs][cell.segments.index(segment)].returned[code]


def moment(world: World, cell: Cell, segment: int) -> int:
    """The first stand of this period."""
    return world.versions[cell.riecs][cell.segments.index(segment)].number
