"""What leaves the circle, attacked with a solver; and every guard broken, so that an attack works.

The whole is `python -m tests.aanval`; here stands a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, time
from itertools import pairwise
from pathlib import Path

import pytest

from nhnorm_xlsx import gate, policy
from nhnorm_xlsx.compare.writer import write_own_note
from nhnorm_xlsx.contract.statuses import DEELS
from nhnorm_xlsx.gate import blocks, handover, shown, stands
from nhnorm_xlsx.gate.blocks import Block
from nhnorm_xlsx.gate.handover import HandOver
from nhnorm_xlsx.gate.rulings import Judgement, Reason
from nhnorm_xlsx.gate.stands import Difference
from tests import datasets as make
from tests import shown as seen
from tests.aanval import Outcome, attack
from tests.attack import products
from tests.attack.readers import ADVISER, PAIR, PROVINCIE, readers
from tests.attack.search import Leak, Other, leaks
from tests.attack.world import MET, SIGN, UNMET, World
from tests.attack.worlds import apart, dataset, few, few_each, small

NORM = "x"


# Real participants at one and at more stands, and made-up provinces of 13 and 20.
@pytest.mark.parametrize("number", [3, 4, 8, 14, 16, 23, 26])
def test_no_reader_knows_anything_for_certain(number: int) -> None:
    outcome = attack([number], Outcome())
    assert sum(outcome.attacks.values()) > 400
    assert outcome.found[number] == []


@pytest.mark.parametrize("start", range(0, 120, 40))
def test_no_reader_knows_anything_in_many_small_provinces(start: int) -> None:
    assert [(number, found(small(number))) for number in range(start, start + 40)] == [
        (number, []) for number in range(start, start + 40)
    ]


@pytest.mark.parametrize("number", range(0, 131, 10))
def test_no_reader_knows_anything_where_almost_every_riec_has_a_few_answers(number: int) -> None:
    outcome = attack([], Outcome())
    outcome.add(number, few(number))
    assert sum(outcome.attacks.values()) > 10
    assert outcome.found[number] == []


@pytest.mark.parametrize("start", range(0, 40, 10))
def test_no_reader_knows_anything_where_each_riec_has_a_dataset_of_its_own(start: int) -> None:
    assert [(number, found(apart(number))) for number in range(start, start + 10)] == [
        (number, []) for number in range(start, start + 10)
    ]


def test_from_thirteen_answers_on_there_is_a_figure_however_they_are_divided() -> None:
    """Also when some RIECs, or some of each, had answered at an earlier stand."""
    assert len(few_each()) > 100
    for number, sizes in enumerate(few_each()):
        full = {f"RIEC {place}": some(0, size) for place, size in enumerate(sizes)}
        earlier = [
            {riec: given[: len(given) * part // 3] for riec, given in full.items()}
            for part in (1, 2)
        ]
        earlier += [
            {riec: full[riec] if at < place else [] for at, riec in enumerate(full)}
            for place in range(1, len(sizes))
        ]
        for before in (full, *earlier):
            if sum(map(bool, before.values())) == 1:
                continue  # of one RIEC alone is handed over what there is
            absent = {riec: [""] * (len(full[riec]) - len(given)) for riec, given in before.items()}
            world = made({riec: [*before[riec], *absent[riec]] for riec in full}, full)
            assert world.shown[-1].nothing is None, (number, sizes, before)
            assert world.shown[-1].left_out == () or before is not full


@pytest.mark.parametrize("known", range(2, 7))
def test_no_figure_that_says_more_or_less_is_safe_of_fewer_answers(known: int) -> None:
    """Whoever knows some of a group must be able to be wrong about the others, on both sides.

    The smallest figure says on which side of a border a count lies. Of so few answers there is no
    border at all: not of five or six for two colluders, nor of ten for a RIEC with four of them.
    """

    def is_safe(border: int, answered: int) -> bool:
        others = answered - known
        for own in range(known + 1):
            sums = set(range(own, own + others + 1))
            for side in ({s for s in sums if s < border}, {s for s in sums if s >= border}):
                if side in ({own}, {own + others}):
                    return False
        return True

    for answered in range(known + 1, 20):
        borders = [border for border in range(1, answered + 1) if is_safe(border, answered)]
        assert bool(borders) == (answered >= 2 * known + 3), (answered, borders)


def test_there_is_something_to_attack() -> None:
    """Protection that shows nothing is no protection."""
    for number in (3, 4):
        made = dataset(number).shown[-1]
        assert made.norms.keys() == set(dataset(number).norms)
        assert made.themes.keys() == dataset(number).themes.keys()
        assert made.riec_themes


def test_a_note_tells_of_others_what_the_attackers_are_given_and_nothing_else(
    tmp_path: Path,
) -> None:
    """The attackers hold all of `gate.beside`; the note of each reader is a part of that."""
    rng = make.seeded(3)
    people = make.random_gemeenten(rng, 30, 2)
    answers = make.random_dataset(rng, people, metingen=("2026",))
    stand = seen.stand_of(answers, people, today=make.TODAY)
    assert stand is not None
    told = 0
    for item in people:
        path = tmp_path / f"{item.code}.docx"
        tables = seen.tables_for_organisation(answers, people, item.code, today=make.TODAY)
        if not tables["over"].iloc[0]["geantwoord"]:
            continue
        write_own_note(tables, path, datetime.combine(make.TODAY, time()))
        beside = gate.beside(stand.published.figures, item.riec)
        assert products.steps_in_note(path).items() <= beside.norms.items()
        shares = {thema: share.number / 100 for thema, share in beside.themes.items()}
        assert products.shares_in_note(path) == shares
        own = {f"{share:.0%}".rstrip("%") for share in tables["themas"]["aandeel"].dropna()}
        own |= {f"{tables['over'].iloc[0]['aandeel']:.0%}".rstrip("%")}
        others = {str(share.number) for share in beside.themes.values()}
        assert products.numbers_told(path) <= own | others
        told += len(products.steps_in_note(path))
    assert told


# --------------------------------------------------------- each guard broken by itself


def some(met: int, unmet: int, absent: int = 0) -> list[str]:
    return [MET] * met + [UNMET] * unmet + [""] * absent


def made(*moments: Mapping[str, Sequence[str]]) -> World:
    """A world with one norm: what each RIEC answers at each stand, in the order of its members.

    Who is empty has not answered yet.
    """
    answers = tuple(
        {
            riec: {
                f"{riec}-{place}": {NORM: status, SIGN: _sign(moments[: number + 1], riec, place)}
                for place, status in enumerate(statuses)
                if status
            }
            for riec, statuses in moment.items()
        }
        for number, moment in enumerate(moments)
    )
    return World(dict.fromkeys(moments[0], 40), answers, {"1": [NORM], SIGN: [SIGN]})


def _sign(moments: Sequence[Mapping[str, Sequence[str]]], riec: str, place: int) -> str:
    """Something else after each change of an answer."""
    return str(sum(one[riec][place] != two[riec][place] for one, two in pairwise(moments)))


def found(attacked: World) -> list[Leak]:
    known = []
    for norm in (norm for norm in attacked.norms if norm != SIGN):
        others: list[Other] = []
        for who in readers(attacked, norm):
            known += leaks(attacked, who, norm, others)
    return known


def fewer_colluders(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(policy, "COLLUDERS", 1)


def four_is_enough(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(policy, "SMALLEST", 4)


def counts_of_a_riec_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handover, "reach_of", lambda _: -1)


def counts_of_a_block_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blocks, "_reach", lambda _: 0)


def changes_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stands, "reach_of_difference", lambda _: -1)


def counts_after_a_change_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(stands, "reach_of_renewed", lambda: -1)


def one_who_differs_is_enough(patch: pytest.MonkeyPatch) -> None:
    """And then a change is not pulled off its ends either: the two hold each other."""
    patch.setattr(policy, "DIFFERENT", 1)
    changes_as_they_are(patch)


def small_beginnings_are_renewed(patch: pytest.MonkeyPatch) -> None:
    def allowed(old: HandOver, found: Difference) -> Judgement:
        enough = not old.counts or found.total >= policy.DIFFERENT
        return Judgement(enough, Reason.ENOUGH_DIFFER)

    patch.setattr(stands, "may_replace", allowed)


def blocks_may_grow(patch: pytest.MonkeyPatch) -> None:
    def forgetful(handovers: Sequence[HandOver], _: Collection[object] = ()) -> tuple[Block, ...]:
        return remembering(handovers)

    remembering = blocks.blocks
    patch.setattr(blocks, "blocks", forgetful)
    patch.setattr(HandOver, "came_later", property(lambda _: False))


def less_than_one_riec_knows(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handover, "reach_as_one", lambda groups, _: groups + policy.COLLUDERS)


def parts_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handover, "reach_of_part", lambda: -1)


def counted_as_one_and_added_to_others(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blocks, "_is_alone", lambda item: item.came_later)


# What is broken, answers with which that shows, and who then knows something.
BROKEN: Mapping[str, tuple[Callable[[pytest.MonkeyPatch], None], World, str]] = {
    # Two of thirteen meet the norm and know it of each other: nobody else does.
    "two colluders": (fewer_colluders, made({"A": some(2, 11)}), PAIR),
    "five answers": (four_is_enough, made({"A": some(2, 2), "B": some(9, 9)}), PROVINCIE),
    "the ends of a RIEC": (
        counts_of_a_riec_as_they_are,
        made({"A": some(0, 6), "B": some(6, 0), "C": some(9, 9)}),
        PROVINCIE,
    ),
    "the ends of a block": (
        counts_of_a_block_as_they_are,
        made({"A": some(2, 5), "B": some(0, 6)}),
        PAIR,
    ),
    # All who come late meet the norm.
    "the ends of a change": (
        changes_as_they_are,
        made({"A": some(7, 13, 7)}, {"A": some(7, 13) + some(7, 0)}),
        PROVINCIE,
    ),
    "seven who differ": (
        one_who_differs_is_enough,
        made({"A": some(7, 13, 1)}, {"A": some(7, 13) + some(1, 0)}),
        PROVINCIE,
    ),
    # Four met the norm, and now nobody does.
    "the ends after a change": (
        counts_after_a_change_as_they_are,
        made({"A": some(4, 16)}, {"A": some(0, 4) + [DEELS.key] * 6 + some(0, 10)}),
        PROVINCIE,
    ),
    # Those of RIEC C who meet the norm know it of each other.
    "a block that stays as it was": (
        blocks_may_grow,
        made(
            {"A": some(4, 9), "B": some(4, 4), "C": some(0, 0, 6)},
            {"A": some(4, 9), "B": some(4, 4), "C": some(2, 4)},
        ),
        PAIR,
    ),
    # All four of RIEC B meet the norm and know it of each other: nobody else does.
    "all of one RIEC, where several are counted as one": (
        less_than_one_riec_knows,
        made({"A": some(0, 5), "B": some(4, 0), "C": some(0, 4)}),
        ADVISER,
    ),
    "the ends of each, where several are counted as one": (
        parts_as_they_are,
        made({"A": some(6, 0), "B": some(0, 4), "C": some(0, 3)}),
        ADVISER,
    ),
    "several that are counted as one are a block": (
        counted_as_one_and_added_to_others,
        few(118),
        PAIR,
    ),
    "a RIEC that began small stays as it was": (small_beginnings_are_renewed, small(649), PAIR),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_attack_works_when_a_guard_is_broken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    break_it, attacked, who = BROKEN[name]
    assert found(attacked) == []
    break_it(monkeypatch)
    again = World(attacked.invited, attacked.answers, attacked.themes)
    assert who in {leak.reader for leak in found(again)}


@pytest.mark.parametrize("made_up", [small, few, apart])
@pytest.mark.parametrize("number", range(300))
def test_a_folder_without_memory_makes_the_blocks_that_others_were_shown(
    number: int, made_up: Callable[[int], World]
) -> None:
    """Whatever is made at the last stand alone can be laid beside what was made at each stand."""
    world = made_up(number)
    last = world.stands[-1].handovers
    remembered = [block.riecs for block in blocks.blocks(last, world.shown[-1].together)]
    assert [block.riecs for block in blocks.blocks(last)] == remembered
    assert shown(last, world.themes).norms == world.shown[-1].norms
