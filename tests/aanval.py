"""Attacks everything that leaves the circle: `python -m tests.aanval [AANTAL]`.

Six attackers look, with an integer program, for a status that is the same in every dataset that
would give them the same files, and for the exact total of a group under five. They know the code,
the policy, who takes part, who answered, and which norms apply to everyone: (1) an outsider,
(2) each member, (3) each two members of one RIEC, (4) each adviser with all hand-overs, (5) each
of these with every earlier stand, and (6) the provincie with all hand-overs. Without a number 240
datasets are attacked, which takes half an hour.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tests.attack.readers import KINDS, readers
from tests.attack.search import Leak, Other, leaks
from tests.attack.world import SIGN, World
from tests.attack.worlds import dataset

DATASETS = 240
EARLIER = ", met eerdere standen"


@dataclass
class Outcome:
    """How often each attacker attacked, and what it found; what the last stands still show."""

    attacks: Counter[str] = field(default_factory=Counter)
    found: dict[int, list[Leak]] = field(default_factory=dict)
    shown: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, world: World, norms: Sequence[str]) -> None:
        """Attack one dataset on these norms."""
        earlier = EARLIER if len(world.answers) > 1 else ""
        for listed in world.themes.values():
            part = world.only(listed)
            for norm in set(listed) & set(norms):
                others: list[Other] = []
                for reader in readers(part, norm):
                    self.attacks[reader.name + earlier] += 1
                    self.found.setdefault(number, []).extend(leaks(part, reader, norm, others))
        figures = world.shown[-1]
        self.shown["datasets"] += 1
        self.shown["datasets met cijfers"] += figures.nothing is None
        self.shown["cijfers per norm"] += len(figures.norms)
        self.shown["cijfers per thema"] += len(figures.themes)
        self.shown["cijfers per thema van een RIEC"] += sum(map(len, figures.riec_themes.values()))


def attack(numbers: Iterable[int], outcome: Outcome) -> Outcome:
    """Attack these datasets on all norms."""
    for number in numbers:
        world = dataset(number)
        outcome.add(number, world, [norm for norm in world.norms if norm != SIGN])
    return outcome


def main(arguments: Sequence[str]) -> int:
    """Attack, and say what was found; 1 when anything is determined."""
    outcome = Outcome()
    total = int(arguments[0]) if arguments else DATASETS
    for number in range(total):
        attack([number], outcome)
        if outcome.found.get(number):
            print(f"dataset {number}: {outcome.found[number][:3]}", flush=True)
    for kind in KINDS:
        for earlier in ("", EARLIER):
            name = kind + earlier
            hits = sum(
                leak.reader == kind and (len(dataset(number).answers) > 1) == bool(earlier)
                for number, found in outcome.found.items()
                for leak in found
            )
            print(f"{name}: {outcome.attacks[name]} aanvallen, {hits} keer iets zeker")
    print(dict(outcome.shown))
    return 1 if any(outcome.found.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
