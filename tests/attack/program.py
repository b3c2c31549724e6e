"""An integer program: numbers between bounds, sums between bounds, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

# A sum: variables with their factor, and a constant under None.
Sum = dict[int | None, int]


def total(*sums: Mapping[int | None, int], minus: Mapping[int | None, int] | None = None) -> Sum:
    """Sums added together, and one taken off."""
    found: Sum = {}
    for item, sign in [*((item, 1) for item in sums), *(((minus, -1),) if minus else ())]:
        for variable, factor in item.items():
            found[variable] = found.get(variable, 0) + sign * factor
    return found


@dataclass
class Program:
    """Variables and the conditions that they must meet."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    conditions: list[tuple[Sum, float, float]] = field(default_factory=list)

    def number(self, low: int, high: int) -> Sum:
        """A whole number between these bounds."""
        self.low.append(low)
        self.high.append(high)
        return {len(self.low) - 1: 1}

    def between(self, item: Sum, low: float, high: float) -> None:
        """A sum lies between these bounds."""
        constant = item.get(None, 0)
        self.conditions.append((item, low - constant, high - constant))

    def reach(self, item: Sum) -> tuple[int, int]:
        """Bounds that a sum cannot pass."""
        parts = [(0, 0)]
        for variable, factor in item.items():
            ends = (
                (factor, factor)
                if variable is None
                else (factor * self.low[variable], factor * self.high[variable])
            )
            parts.append((min(ends), max(ends)))
        return sum(part[0] for part in parts), sum(part[1] for part in parts)

    def if_chosen(self, choice: Sum, item: Sum, low: float, high: float) -> None:
        """A sum lies between these bounds where the choice (0 or 1) is 1."""
        least, most = self.reach(item)
        if low > least:
            # item >= low - (low - least)(1 - choice)
            slack = int(low) - least
            self.between(total(item, {key: -slack * f for key, f in choice.items()}), least, np.inf)
        if high < most:
            slack = most - int(high)
            self.between(total(item, {key: slack * f for key, f in choice.items()}), -np.inf, most)

    def one_of(self, count: int) -> list[Sum]:
        """Choices of which exactly one is 1."""
        choices = [self.number(0, 1) for _ in range(count)]
        self.between(total(*choices), 1, 1)
        return choices

    def solve(self, steps: int = 20_000) -> list[int] | None:
        """Numbers that meet all conditions; None when there are none, or not in so many steps."""
        count = len(self.low)
        if not count:
            good = all(low <= 0 <= high for _, low, high in self.conditions)
            return [] if good else None
        rows, columns, factors = [], [], []
        for row, (item, _, _) in enumerate(self.conditions):
            for variable, factor in item.items():
                if variable is not None:
                    rows.append(row)
                    columns.append(variable)
                    factors.append(factor)
        matrix = coo_array((factors, (rows, columns)), shape=(len(self.conditions), count))
        answer = milp(
            np.zeros(count),
            integrality=np.ones(count, dtype=int),
            bounds=Bounds(self.low, self.high),
            constraints=LinearConstraint(
                matrix.tocsr(),
                [low for _, low, _ in self.conditions],
                [high for _, _, high in self.conditions],
            ),
            options={"node_limit": steps, "presolve": True},
        )
        return None if answer.x is None else [round(value) for value in answer.x]

    @staticmethod
    def value(item: Sum, numbers: list[int]) -> int:
        """What a sum is, with these numbers."""
        return sum(f if key is None else f * numbers[key] for key, f in item.items())
