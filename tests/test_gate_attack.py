"""What leaves the circle, attacked with a solver; and every guard broken, so that an attack works.

The whole is `python -m tests.aanval`; here stands a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate import blocks, figures, handover, stands
from nhnorm_xlsx.gate.blocks import Block
from nhnorm_xlsx.gate.handover import HandOver
from nhnorm_xlsx.gate.rulings import Reason, Ruling
from tests.aanval import Outcome, attack
from tests.attack import model, world
from tests.attack.readers import ADVISER, MEMBER, OUTSIDER, PAIR, PROVINCIE, readers
from tests.attack.search import Leak, Other, leaks
from tests.attack.world import MET, SIGN, UNCOUNTED, UNMET, World
from tests.attack.worlds import dataset

NORM = "x"


# Real participants at one and at more stands, and made-up provinces of 13 and 20.
@pytest.mark.parametrize("number", [3, 4, 8, 14, 16, 23, 26])
def test_no_reader_knows_anything_for_certain(number: int) -> None:
    outcome = attack([number], Outcome())
    assert sum(outcome.attacks.values()) > 400
    assert outcome.found[number] == []


def test_there_is_something_to_attack() -> None:
    """Protection that shows nothing is no protection."""
    for number in (3, 4):
        made = dataset(number).shown[-1]
        assert len(made.norms) == 47
        assert len(made.themes) == 6
        assert made.riec_themes


# --------------------------------------------------------- each guard broken by itself


def made(*moments: Mapping[str, Sequence[str]], also: Mapping[str, Sequence[str]] = {}) -> World:  # noqa: B006
    """A world with one norm: the statuses per RIEC at each stand, in the order of its members.

    Who answers otherwise than at the stand before also says so. A status that is empty has not
    answered at all.
    """
    answers = []
    for moment in moments:
        stand: dict[str, dict[str, dict[str, str]]] = {}
        for riec, statuses in moment.items():
            stand[riec] = {
                f"{riec}-{place}": {NORM: status, SIGN: _sign(moments, riec, place, moment)}
                for place, status in enumerate(statuses)
                if status
            }
        answers.append(stand)
    invited = {riec: 40 for riec in moments[0]}
    return World(invited, tuple(answers), {"1": [NORM], SIGN: [SIGN]})


def _sign(
    moments: Sequence[Mapping[str, Sequence[str]]],
    riec: str,
    place: int,
    now: Mapping[str, Sequence[str]],
) -> str:
    """How often this one changed its answer up to now."""
    changes = 0
    for before, after in zip(moments, moments[1:], strict=False):
        if before is now:
            break
        changes += before[riec][place] != after[riec][place]
    return f"{changes}"


def found(attacked: World) -> list[Leak]:
    others: list[Other] = []
    return [leak for who in readers(attacked, NORM) for leak in leaks(attacked, who, NORM, others)]


def some(met: int, unmet: int, absent: int = 0) -> list[str]:
    return [MET] * met + [UNMET] * unmet + [""] * absent


Break = Callable[[pytest.MonkeyPatch], None]


def fewer_colluders(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(policy, "COLLUDERS", 1)


def four_is_enough(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(policy, "SMALLEST", 4)


def ends_as_they_are(patch: pytest.MonkeyPatch) -> None:
    for room in (handover, stands, model):
        patch.setattr(room, "reach_of", lambda _: -1)


def blocks_as_they_are(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(blocks, "_reach", lambda parts: 0)


def changes_as_they_are(patch: pytest.MonkeyPatch) -> None:
    for room in (stands, model):
        patch.setattr(room, "reach_of_difference", lambda _: -1)


BROKEN: Mapping[str, tuple[Break, World, str]] = {
    # Two of thirteen meet the norm and know it of each other: nobody else does.
    "fewer colluders": (fewer_colluders, made({"A": some(2, 11)}), PAIR),
    "a hand-over of four": (four_is_enough, made({"A": some(2, 2), "B": some(9, 9)}), PROVINCIE),
    "ends of a RIEC": (
        ends_as_they_are,
        made({"A": some(0, 6), "B": some(6, 0), "C": some(9, 9)}),
        ADVISER,
    ),
    "ends of a block": (blocks_as_they_are, made({"A": some(2, 5), "B": some(0, 6)}), PAIR),
}
