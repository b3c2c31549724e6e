"""What a reader knows, as an integer program: every dataset that gives it the same files.

Organisations that nothing tells apart for this reader are counted, not named: who of them
gave which answer makes no difference to what it sees. Each solution is turned into real
answers again and put through the real gate (`search.py`), so a mistake here cannot hide a leak.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from nhnorm_xlsx import policy
from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.gate import Statuses, blocks, figures, handover, stands
from nhnorm_xlsx.gate.blocks import Block
from nhnorm_xlsx.gate.counting import off_ends
from tests.attack.program import Program, Sum, total
from tests.attack.world import MET, Riecs, Version, World


@dataclass(frozen=True)
class Reader:
    """Who attacks: whose answers it has, and whether it holds hand-overs.

    Small RIECs that are handed over together are so by whoever holds the returns of them all, and
    none of these (`riec`) gets that hand-over.
    """

    name: str
    known: frozenset[str] = frozenset()
    handed: bool = False
    riec: str = ""

    def holds(self, riecs: Riecs) -> bool:
        """Whether it has this hand-over."""
        return self.handed and (len(riecs) == 1 or self.riec not in riecs)


@dataclass(frozen=True)
class Cell:
    """Organisations that the reader cannot tell apart, between two changes of their answers."""

    riecs: Riecs
    part: str
    segments: tuple[int, ...]
    codes: tuple[str, ...]


def cells(world: World, known: Collection[str]) -> list[Cell]:
    """The unknown organisations in groups that nothing tells apart."""
    found: dict[tuple[Riecs, str, tuple[int, ...]], list[str]] = {}
    for riecs, listed in world.versions.items():
        parts = {code: part for version in listed for code, part in version.part_of.items()}
        for code, part in parts.items():
            if code not in known:
                key = (riecs, part, _segments(listed, code))
                found.setdefault(key, []).append(code)
    return [Cell(*key, tuple(sorted(codes))) for key, codes in sorted(found.items())]


def _segments(listed: Sequence[Version], code: str) -> tuple[int, ...]:
    """Per version which of its answers counts: -1 for none, a new number after a change."""
    now, found = -1, []
    before: Statuses | None = None
    for version in listed:
        answers = version.returned.get(code)
        if answers is not None and answers != before:
            now += 1
        found.append(now if answers is not None else -1)
        before = answers
    return tuple(found)


@dataclass
class Model:
    """The program, and which sum is the number that meets (and counts) per cell and norm."""

    all_count: bool
    program: Program = field(default_factory=Program)
    met: dict[tuple[Cell, int, str], Sum] = field(default_factory=dict)
    counted: dict[tuple[Cell, int, str], Sum] = field(default_factory=dict)


def build(world: World, reader: Reader, free: Collection[str], *, all_count: bool) -> Model:
    """The program of all datasets that differ from this one in these norms and look the same.

    With `all_count` only those in which a norm applies to every unknown organisation: there are
    fewer of these, and they are found faster.
    """
    model = Model(all_count=all_count)
    hidden = cells(world, reader.known)
    made: dict[tuple[Riecs, str], list[Sum]] = {}
    for riecs, listed in world.versions.items():
        here = [cell for cell in hidden if cell.riecs == riecs]
        for norm in free:
            made[riecs, norm] = _hand_over(model, listed, here, norm)
            if reader.holds(riecs):
                for version, handed in zip(listed, made[riecs, norm], strict=True):
                    count = version.handover.counts[norm]
                    model.program.between(handed, count, count)
    if not all(reader.holds(riecs) for riecs in world.versions):
        _shown(model, world, free, made)
    return model


def _hand_over(
    model: Model, listed: Sequence[Version], hidden: Sequence[Cell], norm: str
) -> list[Sum]:
    """One hand-over in all its versions."""
    program = model.program
    for cell in hidden:
        for segment in sorted(set(cell.segments) - {-1}):
            size = len(cell.codes)
            met = program.number(0, size)
            counted: Sum = {None: size} if model.all_count else program.number(0, size)
            program.between(total(counted, minus=met), 0, size)
            model.met[cell, segment, norm] = met
            model.counted[cell, segment, norm] = counted
    first = Sum()
    exact: list[Sum] = []
    unknown = {code for cell in hidden for code in cell.codes}
    for number, version in enumerate(listed):
        groups = _groups(listed[0])
        for group in groups:
            codes = [code for code in version.returned if version.part_of[code] in group]
            known = [version.returned[code].get(norm, "") for code in codes if code not in unknown]
            own = [cell for cell in hidden if cell.part in group and cell.segments[number] >= 0]
            count = _as_if_all(
                program,
                [
                    *(model.met[cell, cell.segments[number], norm] for cell in own),
                    {None: sum(status == MET for status in known)},
                ],
                [
                    *(model.counted[cell, cell.segments[number], norm] for cell in own),
                    {None: sum(status in COUNTED for status in known)},
                ],
                len(codes),
            )
            if number == 0:
                several = len(listed[0].handover.riecs) > 1
                reach = handover.reach_of_part() if several else handover.reach_of(len(codes))
                first = total(first, _off_ends(program, count, 0, len(codes), reach))
            exact.append(count)
    if listed[0].handover.is_one_group:
        reach = _reach_of_one(listed[0])
        total_of = listed[0].handover.answered
        first = _off_ends(program, first, 0, total_of, reach, told=handover.middle_of(reach))
    found = [first]
    norms = tuple(listed[0].handover.counts)
    for number, (old, new) in enumerate(pairwise(listed)):
        gap = stands.difference(old.returned, new.returned, norms)
        change = _off_ends(
            program,
            total(exact[number + 1], minus=exact[number]),
            -gap.changed - gap.left,
            gap.came + gap.changed,
            stands.reach_of_difference(gap),
        )
        moved = total(found[-1], change)
        found.append(_off_ends(program, moved, 0, len(new.returned), stands.reach_of_renewed()))
    return found


def _groups(version: Version) -> list[set[str]]:
    """The RIECs whose answers are added before their count is pulled off its ends."""
    riecs = sorted(set(version.part_of.values()))
    if not version.handover.is_one_group:
        return [{riec} for riec in riecs]
    small = {riec for riec in riecs if _size(version, riec) < policy.SMALLEST}
    return [*({riec} for riec in riecs if riec not in small), *([small] if small else [])]


def _reach_of_one(version: Version) -> int:
    """How near an end all counts of several RIECs that were counted as one look the same."""
    sizes = [_size(version, riec) for riec in set(version.part_of.values())]
    small = [size for size in sizes if size < policy.SMALLEST]
    return handover.reach_as_one(len(_groups(version)), max(policy.COLLUDERS, *small, 0))


def _size(version: Version, riec: str) -> int:
    return sum(part == riec for part in version.part_of.values())


def _as_if_all(program: Program, met: list[Sum], counted: list[Sum], answered: int) -> Sum:
    """The count of those who meet, told as if the norm applies to all."""
    meets, applies = total(*met), total(*counted)
    if applies == {None: answered}:
        return meets
    choices = program.one_of(answered + 1)
    program.if_chosen(choices[0], meets, 0, 0)
    for count, choice in enumerate(choices[1:], 1):
        twice = {key: 2 * answered * f for key, f in meets.items()}
        lower = {key: (2 * count - 1) * f for key, f in applies.items()}
        upper = {key: (2 * count + 1) * f for key, f in applies.items()}
        program.if_chosen(choice, total(twice, minus=lower), 0, 10**9)
        program.if_chosen(choice, total(twice, minus=upper), -(10**9), -1)
    return total(*({key: count * f for key, f in c.items()} for count, c in enumerate(choices)))


def _off_ends(
    program: Program, item: Sum, low: int, high: int, reach: int, *, told: int = 1
) -> Sum:
    """`counting.off_ends` of a sum."""
    if low + reach >= high - reach:
        return {None: off_ends(low, low, high, reach, told)}
    least, most = program.reach(item)
    below, between, above = program.one_of(3)
    program.if_chosen(below, item, least, low + reach)
    program.if_chosen(between, item, low + reach + 1, high - reach - 1)
    program.if_chosen(above, item, high - reach, most)
    middle = program.number(min(low, 0), max(high, 0))
    program.if_chosen(between, total(item, minus=middle), 0, 0)
    program.if_chosen(below, middle, 0, 0)
    program.if_chosen(above, middle, 0, 0)
    ends = [
        {key: (low + told) * f for key, f in below.items()},
        {key: (high - told) * f for key, f in above.items()},
    ]
    return total(middle, *ends)


def _shown(
    model: Model,
    world: World,
    free: Collection[str],
    made: dict[tuple[Riecs, str], list[Sum]],
) -> None:
    """Every figure that is shown, at every stand."""
    history = world.versions
    for number, (stand, seen_then) in enumerate(zip(world.stands, world.shown, strict=True)):
        if seen_then.nothing:
            continue
        earlier = world.shown[number - 1].together if number else ()
        counted = blocks.blocks(stand.handovers, earlier)
        sums: dict[tuple[int, str], Sum] = {}
        for place, block in enumerate(counted):
            for norm in world.norms:
                sums[place, norm] = (
                    _block(model.program, block, norm, history, made)
                    if norm in free
                    else {None: block.count(norm)}
                )
        everyone = range(len(counted))
        answered = sum(block.answered for block in counted)
        for norm in free:
            item = total(*(sums[place, norm] for place in everyone))
            model.program.between(item, *_sums(figures.step, answered, seen_then.norms[norm]))
        for thema, norms in world.themes.items():
            if not set(norms) & set(free):
                continue
            groups: list[tuple[Iterable[int], object]] = [(everyone, seen_then.themes[thema])]
            groups += [
                ([place], seen_then.riec_themes[block.riecs[0]][thema])
                for place, block in enumerate(counted)
                if block.stands_alone
            ]
            for places, seen in groups:
                chosen = list(places)
                whole = len(norms) * sum(counted[place].answered for place in chosen)
                item = total(*(sums[place, norm] for place in chosen for norm in norms))
                model.program.between(item, *_sums(figures.percentage, whole, seen))


@cache
def _sums(figure: Callable[[int, int], object], whole: int, seen: object) -> tuple[int, int]:
    """The least and the largest sum that gives a figure."""
    found = [part for part in range(whole + 1) if figure(part, whole) == seen]
    assert len(found) == found[-1] - found[0] + 1
    return found[0], found[-1]


def _block(
    program: Program,
    block: Block,
    norm: str,
    history: dict[Riecs, list[Version]],
    made: dict[tuple[Riecs, str], list[Sum]],
) -> Sum:
    """The count of one block: pulled off its ends, and what came later."""
    handed = []
    for item in block.handovers:
        place = [version.handover for version in history[item.riecs]].index(item)
        handed.append(made[item.riecs, norm][place])
    return _off_ends(program, total(*handed), 0, block.answered, block.reach)
