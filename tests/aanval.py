"""Attacks everything that leaves the circle: `python -m tests.aanval [AANTAL]`.

Six attackers look, with an integer program, for a status that is the same in every dataset that
would give them the same files, and for the exact total of a group under five. They know the code,
the policy, who takes part, who answered, and which norms apply to everyone: (1) an outsider,
(2) each member, (3) each two members of one RIEC, (4) each adviser with all hand-overs, (5) each
of these with every earlier stand, and (6) the provincie with all hand-overs. Without a number 240
datasets are attacked, and for each ten small provinces, ten in which almost every RIEC has a few
answers, and ten in which each RIEC has a dataset of its own; that takes two hours.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.attack.readers import readers
from tests.attack.search import Leak, Other, leaks
from tests.attack.world import SIGN, World
from tests.attack.worlds import apart, dataset, few, small

DATASETS = 240
SMALL_FOR_EACH = 10
EARLIER = ", met eerdere standen"


@dataclass
class Outcome:
    """How often each attacker attacked, and what it found; what the last stands still show."""

    attacks: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    found: dict[int, list[Leak]] = field(default_factory=dict)
    shown: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, world: World) -> None:
        """Attack one dataset on all its norms."""
        earlier = EARLIER if len(world.answers) > 1 else ""
        found = self.found.setdefault(number, [])
        for thema, norms in world.themes.items():
            part = world.only(norms)
            for norm in norms if thema != SIGN else ():
                others: list[Other] = []
                for reader in readers(part, norm):
                    known = leaks(part, reader, norm, others)
                    self.attacks[reader.name + earlier] += 1
                    self.hits[reader.name + earlier] += bool(known)
                    found += known
        self._count(world)

    def _count(self, world: World) -> None:
        figures = world.shown[-1]
        self.shown["met cijfers"] += figures.nothing is None
        self.shown["per norm"] += sum(norm != SIGN for norm in figures.norms)
        self.shown["per thema"] += sum(thema != SIGN for thema in figures.themes)
        self.shown["per thema van een RIEC"] += sum(
            thema != SIGN for themes in figures.riec_themes.values() for thema in themes
        )


def attack(numbers: Iterable[int], outcome: Outcome) -> Outcome:
    """Attack these datasets."""
    for number in numbers:
        outcome.add(number, dataset(number))
    return outcome


def main(arguments: Sequence[str]) -> int:
    """Attack, and say what was found; 1 when anything is determined."""
    total = int(arguments[0]) if arguments else DATASETS
    outcome = Outcome()
    for number in range(total):
        attack([number], outcome)
        _say(number, outcome)
    print(f"{total} datasets: {dict(outcome.shown)}")
    _report(outcome)
    provinces = Outcome()
    for number in range(SMALL_FOR_EACH * total):
        provinces.add(number, small(number))
        _say(number, provinces)
    print(f"{SMALL_FOR_EACH * total} kleine provincies: {dict(provinces.shown)}")
    _report(provinces)
    few_each, datasets = Outcome(), Outcome()
    for name, made_up, one in (
        ("met overal weinig", few, few_each),
        ("met een dataset per RIEC", apart, datasets),
    ):
        for number in range(SMALL_FOR_EACH * total):
            one.add(number, made_up(number))
            _say(number, one)
        print(f"{SMALL_FOR_EACH * total} provincies {name}: {dict(one.shown)}")
        _report(one)
    everything = (outcome, provinces, few_each, datasets)
    return int(any(found for one in everything for found in one.found.values()))


def _say(number: int, outcome: Outcome) -> None:
    if outcome.found[number]:
        print(f"{number}: {outcome.found[number][:3]}", flush=True)


def _report(outcome: Outcome) -> None:
    for name, count in sorted(outcome.attacks.items()):
        print(f"  {name}: {count} aanvallen, {outcome.hits[name]} keer iets zeker")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
