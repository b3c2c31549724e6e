"""Made-up answers of a province, at one or more stands, and what the gate shows of them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nhnorm_xlsx.contract.statuses import DEELS, NIET, NVT, VOLDOET
from nhnorm_xlsx.gate import (
    HandOver,
    Returned,
    Shown,
    Stand,
    Statuses,
    next_stand,
    shown,
    stand_name,
)
from nhnorm_xlsx.gate.stands import FIRST
from nhnorm_xlsx.organisations import Organisation

MET, UNMET, UNCOUNTED = VOLDOET.key, NIET.key, NVT.key
Answers = Mapping[str, Returned]  # by RIEC
Riecs = tuple[str, ...]

# One norm that is not attacked: whoever changes its answers changes this one too, each time into
# something new, so that who differs is what the attacker thinks.
SIGN = "teken"


@dataclass(frozen=True)
class Version:
    """A hand-over as it was from a stand on, and the answers it was made of."""

    number: int
    handover: HandOver
    returned: dict[str, Statuses]
    part_of: dict[str, str]


@dataclass(frozen=True)
class World:
    """Who was invited per RIEC, and what was answered at each stand; nothing else is hidden."""

    invited: Mapping[str, int]
    answers: tuple[Answers, ...]
    themes: Mapping[str, Sequence[str]]
    # Whether each RIEC has a dataset of its own, and hands over what it has at each moment.
    apart: bool = False

    @property
    def norms(self) -> tuple[str, ...]:
        return tuple(norm for norms in self.themes.values() for norm in norms)

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        if self.apart:
            return self._of_each()
        made: list[Stand] = []
        for number, returned in enumerate(self.answers):
            held = [riec for riec, codes in returned.items() if codes]
            # As a dataset does: with answers of one RIEC alone it is that of the RIEC.
            here = held if len(held) == 1 else list(self.invited)
            before = list(made[-1].returned) if made else []
            made.append(
                next_stand(
                    "2026",
                    stand_name("2026", number + 1),
                    invited={riec: self.invited[riec] for riec in dict.fromkeys([*before, *here])},
                    returned=returned,
                    norms=self.norms,
                    old=made[-1] if made else FIRST,
                )
            )
        return tuple(made)

    def _of_each(self) -> tuple[Stand, ...]:
        by_riec: dict[str, list[Stand]] = {riec: [] for riec in self.invited}
        for riec, made in by_riec.items():
            for number, returned in enumerate(self.answers):
                made.append(
                    next_stand(
                        "2026",
                        stand_name("2026", number + 1),
                        invited={riec: self.invited[riec]},
                        returned={riec: returned[riec]},
                        norms=self.norms,
                        old=made[-1] if made else FIRST,
                    )
                )
        return tuple(
            Stand(
                tuple(item for stand in together for item in stand.handovers),
                {riec: rule for stand in together for riec, rule in stand.rulings.items()},
                {riec: given for stand in together for riec, given in stand.returned.items()},
            )
            for together in zip(*by_riec.values(), strict=True)
        )

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        made: list[Shown] = []
        for stand in self.stands:
            earlier = made[-1].together if made else ()
            made.append(shown(stand.handovers, self.themes, earlier))
        return tuple(made)

    @cached_property
    def versions(self) -> dict[Riecs, list[Version]]:
        """The versions of each hand-over that says something, oldest first."""
        found: dict[Riecs, list[Version]] = {}
        for number, stand in enumerate(self.stands):
            for item in stand.handovers:
                listed = found.setdefault(item.riecs, [])
                if item.counts and (not listed or listed[-1].handover != item):
                    returned = {riec: stand.returned[riec] for riec in item.riecs}
                    listed.append(_version(number, item, returned))
        return {riecs: listed for riecs, listed in found.items() if listed}

    def only(self, norms: Sequence[str]) -> World:
        """The same, as far as these norms go; what is shown of others says nothing about them."""
        themes = {
            thema: [norm for norm in listed if norm in norms or norm == SIGN]
            for thema, listed in self.themes.items()
        }
        kept = {norm for listed in themes.values() for norm in listed}
        answers = tuple(
            {
                riec: {
                    code: {norm: status for norm, status in given.items() if norm in kept}
                    for code, given in returned.items()
                }
                for riec, returned in stand.items()
            }
            for stand in self.answers
        )
        kept_themes = {thema: listed for thema, listed in themes.items() if listed}
        return replace(self, answers=answers, themes=kept_themes)

    @property
    def handed_over(self) -> tuple[tuple[HandOver, ...], ...]:
        return tuple(stand.handovers for stand in self.stands)


def _version(number: int, item: HandOver, returned: Answers) -> Version:
    part_of = {code: riec for riec, codes in returned.items() for code in codes}
    together = {code: given for codes in returned.values() for code, given in codes.items()}
    return Version(number, item, together, part_of)


# ---------------------------------------------------------------------- making them


def noord_holland(organisations: Sequence[Organisation]) -> dict[str, list[str]]:
    """The gemeenten of the real list, by RIEC."""
    found: dict[str, list[str]] = {}
    for item in organisations:
        if item.is_gemeente:
            found.setdefault(item.riec, []).append(item.code)
    return found


def province(*sizes: int) -> dict[str, list[str]]:
    """A province with RIECs of these sizes."""
    return {
        f"RIEC {number}": [f"{number}-{place}" for place in range(size)]
        for number, size in enumerate(sizes, 1)
    }


def draw(
    members: Mapping[str, Sequence[str]],
    themes: Mapping[str, Sequence[str]],
    chance: random.Random,
    *,
    response: float = 1.0,
) -> World:
    """Answers with 2 to 98 % that meets each norm, and cases that are planted."""
    answering = {
        riec: [code for code in codes if chance.random() < response]
        for riec, codes in members.items()
    }
    themes = {**themes, SIGN: [SIGN]}
    table: dict[str, dict[str, dict[str, str]]] = {
        riec: {code: {SIGN: UNMET} for code in codes} for riec, codes in answering.items()
    }
    for norms in themes.values():
        for norm in norms:
            if norm != SIGN:
                _fill(table, norm, chance)
    invited = {riec: len(codes) for riec, codes in members.items()}
    return World(invited, (table,), themes)


def _fill(table: Mapping[str, dict[str, dict[str, str]]], norm: str, chance: random.Random) -> None:
    """Answer one norm for everyone: drawn, or one of the planted cases."""
    share = chance.uniform(0.02, 0.98)
    not_counted = chance.choice([0, 0, 0.05, 0.3])
    everyone = [(riec, code) for riec, codes in table.items() for code in codes]
    for riec, code in everyone:
        table[riec][code][norm] = _one(share, not_counted, chance)
    kind = chance.randrange(8)
    if kind < 2 and everyone:  # the total on some number: all edges of all bands come by
        total = chance.randrange(len(everyone) + 1)
        chance.shuffle(everyone)
        for place, (riec, code) in enumerate(everyone):
            table[riec][code][norm] = MET if place < total else UNMET
    for riec in table:
        if kind in {2, 3, 4} or (kind == 5 and chance.random() < 0.5):
            _plant(list(table[riec].values()), norm, chance)


def _plant(returned: list[dict[str, str]], norm: str, chance: random.Random) -> None:
    """A RIEC that is all equal, or all but one or two."""
    base = chance.choice([MET, UNMET, UNMET, MET, UNCOUNTED])
    for answers in returned:
        answers[norm] = base
    for _ in range(min(chance.choice([0, 0, 1, 2, 3]), len(returned))):
        chance.choice(returned)[norm] = chance.choice([MET, UNMET, UNCOUNTED])


def _one(share: float, not_counted: float, chance: random.Random) -> str:
    if chance.random() < not_counted:
        return chance.choice([UNCOUNTED, UNCOUNTED, ""])
    return MET if chance.random() < share else chance.choice([UNMET, DEELS.key])


def later(world: World, chance: random.Random, come: int, change: int, leave: int = 0) -> World:
    """The same with one stand more: in one RIEC some answer late, some otherwise, some are gone.

    Those who come late are taken out of the earlier stands.
    """
    riec = max(world.invited, key=lambda name: len(world.answers[-1][name]))
    codes = sorted(world.answers[-1][riec])
    chance.shuffle(codes)
    late, changing, leaving = (
        set(codes[:come]),
        set(codes[come : come + change]),
        set(codes[come + change : come + change + leave]),
    )
    now = world.answers[-1][riec]
    before = {
        code: {**answers, **_otherwise(answers, chance)} if code in changing else answers
        for code, answers in now.items()
        if code not in late
    }
    after = {code: answers for code, answers in now.items() if code not in leaving}
    earlier = tuple(
        {**stand, riec: {code: stand[riec][code] for code in before if code in stand[riec]}}
        for stand in world.answers[:-1]
    )
    return replace(
        world,
        answers=(
            *earlier,
            {**world.answers[-1], riec: before},
            {**world.answers[-1], riec: after},
        ),
    )


def _otherwise(answers: Mapping[str, str], chance: random.Random) -> dict[str, str]:
    """Another answer to some norms: all the same way, or any way."""
    way = chance.choice([MET, UNMET, ""])
    found = {
        norm: way or chance.choice([MET, UNMET, UNCOUNTED])
        for norm in answers
        if chance.random() < 0.7
    }
    return {**found, SIGN: str(chance.random())}
