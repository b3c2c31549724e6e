"""Which figures may be shown without giving a small group away.

A published figure is a sum over a set of answers. Who holds several of them can add and
subtract: total minus the other groups, a RIEC minus a size class that lies within it,
this report minus last month's. Every such combination gives each answer a weight; the
answers with a weight other than zero are the group it speaks about. Figures are safe
together when no combination speaks about fewer than `policy.SMALLEST` organisations.

That is linear algebra. Answers that occur in exactly the same figures cannot be told
apart, so they form one atom. A combination that leaves a small group must be zero on
every atom of `policy.SMALLEST` or more organisations; within what is left, the smallest
groups are zero on as many independent atoms as possible, and those can be listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

from nhnorm_xlsx import policy

# More combinations than this are not searched: then the figures count as unsafe.
_MAX_SEARCH = 20_000
_ZERO = 1e-9

# One organisation's answer: its code, and which answer when there is more than one
# version of it (an earlier report may have held another).
Contribution = tuple[str, str]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Figure:
    """A published sum: its name and the answers in it."""

    name: str
    answers: frozenset[Contribution]

    @property
    def organisations(self) -> int:
        """How many organisations it speaks about."""
        return len({code for code, _ in self.answers})


def figure(name: str, codes: Iterable[str], version: str = "") -> Figure:
    """A figure over one answer of each of these organisations."""
    return Figure(name, frozenset((code, version) for code in codes))


def leaks(figures: Sequence[Figure]) -> bool:
    """Whether some combination of the figures speaks about a group that is too small."""
    atoms = _atoms(figures)
    heavy = [signature for signature, codes in atoms.items() if len(codes) >= policy.SMALLEST]
    light = [signature for signature, codes in atoms.items() if len(codes) < policy.SMALLEST]
    if not light:
        return False
    free = _left_null_space(np.array(heavy, dtype=float).reshape(len(heavy), len(figures)).T)
    weights = _row_space(free @ np.array(light, dtype=float).T)
    return _has_small_support(weights, [atoms[signature] for signature in light])


def publishable(
    total: Figure, groups: Sequence[Figure], public: Sequence[Figure] = ()
) -> frozenset[str]:
    """The names of the figures that may be shown: the total, and as many groups as is safe.

    `public` are figures that readers already have. Groups are left out in the order:
    as few as possible, then as small as possible. Empty when even the total is not safe.
    """
    if total.organisations < policy.SMALLEST or leaks([*public, total]):
        return frozenset()
    shown = [group for group in groups if group.organisations >= policy.SMALLEST]
    while shown:
        for dropped in _ways_to_drop(shown):
            rest = [group for group in shown if group not in dropped]
            if not leaks([*public, total, *rest]):
                return frozenset(item.name for item in (total, *rest))
        shown.remove(min(shown, key=lambda group: group.organisations))
    return frozenset({total.name})


def _ways_to_drop(groups: Sequence[Figure]) -> Iterable[tuple[Figure, ...]]:
    """Nothing, then one group, then two; each time the smallest loss first."""
    for count in range(3):
        yield from sorted(
            combinations(groups, count),
            key=lambda dropped: sum(group.organisations for group in dropped),
        )


def _atoms(figures: Sequence[Figure]) -> dict[tuple[bool, ...], set[str]]:
    """The organisations per set of figures that their answer occurs in."""
    atoms: dict[tuple[bool, ...], set[str]] = {}
    for answer in frozenset().union(*(item.answers for item in figures)):
        signature = tuple(answer in item.answers for item in figures)
        atoms.setdefault(signature, set()).add(answer[0])
    return atoms


def _left_null_space(matrix: Matrix) -> Matrix:
    """A basis, one row each, of the combinations of rows that give zero."""
    left, values, _ = np.linalg.svd(matrix, full_matrices=True)
    rank = int((values > _ZERO).sum())
    return left[:, rank:].T


def _row_space(matrix: Matrix) -> Matrix:
    """An orthonormal basis of the row space, one row each."""
    if not matrix.size:
        return np.zeros((0, matrix.shape[1]))
    _, values, right = np.linalg.svd(matrix, full_matrices=False)
    return right[: int((values > _ZERO).sum())]


def _has_small_support(weights: Matrix, atoms: Sequence[set[str]]) -> bool:
    """Whether a combination of the rows touches fewer than `policy.SMALLEST` organisations.

    The smallest supports are those of combinations that are zero on (rank - 1)
    independent columns; each such choice fixes the combination up to a factor.
    """
    rank, columns = weights.shape
    if rank == 0:
        return False
    if comb(columns, rank - 1) > _MAX_SEARCH:
        return True
    for zeros in combinations(range(columns), rank - 1):
        solutions = _left_null_space(weights[:, list(zeros)])
        if len(solutions) != 1:
            continue
        touched = np.abs(solutions[0] @ weights) > _ZERO
        codes = set().union(*(atoms[column] for column in np.flatnonzero(touched).tolist()))
        if len(codes) < policy.SMALLEST:
            return True
    return False
