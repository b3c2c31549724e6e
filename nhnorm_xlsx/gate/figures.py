"""What readers outside a RIEC are shown: shares in words and bands, made from blocks alone.

Every reader sees the same figure of the same group, itself included. What is shown or left out
depends on numbers of answers only, never on what was answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from nhnorm_xlsx import policy
from nhnorm_xlsx.gate import blocks
from nhnorm_xlsx.gate.blocks import Block, Together
from nhnorm_xlsx.gate.handover import HandOver
from nhnorm_xlsx.gate.rulings import Judgement, Reason


class End(Enum):
    """Whether a percentage is told as such, or only on which side of it the figure lies."""

    UNDER = "onder"
    ABOUT = "ongeveer"
    OVER = "boven"


@dataclass(frozen=True)
class Percentage:
    """A share as it may be shown: `ABOUT` 45, `UNDER` 10 or `OVER` 90."""

    number: int
    end: End = End.ABOUT


class Why(Enum):
    """Why nothing of others is shown; the sentence stands in `texts`."""

    TOO_FEW_ANSWERS = "te weinig antwoorden"
    SMALL_GROUPS = "te kleine groepen"


@dataclass(frozen=True)
class Shown:
    """All that is shown of others, in the provincial report and beside one's own answers.

    `norms` is by norm the step its share lies in, from 0 to `policy.STEPS` - 1. `themes` is by
    thema; `riec_themes` by RIEC and thema, for RIECs large enough. `response` is the step that
    the share of those who answered lies in. `left_out` are the RIECs whose answers are in no
    figure. `nothing` says why there is no figure at all (then all of these are empty).
    `together` is what the next stand needs: the blocks that were ever made.
    """

    norms: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[str, Percentage] = field(default_factory=dict)
    riec_themes: Mapping[str, Mapping[str, Percentage]] = field(default_factory=dict)
    response: int | None = None
    left_out: tuple[str, ...] = ()
    nothing: Why | None = None
    together: tuple[Together, ...] = ()


@dataclass(frozen=True)
class Beside:
    """What stands beside one organisation's own answers.

    `norms` and `themes` as in `Shown`. `themes_of` is the RIEC that the figures per thema are
    about, empty for all gemeenten; the figures per norm are always about all.
    """

    norms: Mapping[str, int]
    themes: Mapping[str, Percentage]
    themes_of: str = ""
    nothing: Why | None = None


def shown(
    handovers: Iterable[HandOver],
    themes: Mapping[str, Sequence[str]],
    earlier: Collection[Together] = (),
) -> Shown:
    """The figures from these hand-overs; `themes` has the norms of each thema.

    `earlier` is `Shown.together` of what was shown before of these RIECs. Raises `ValueError`
    for hand-overs that do not belong together (`may_combine`).
    """
    given = tuple(handovers)
    if not may_combine(given, themes).allowed:
        raise ValueError([item.riecs for item in given])
    answered = sum(item.answered for item in given)
    invited = sum(item.invited for item in given)
    counted = blocks.blocks(given, earlier)
    inside = {riec for block in counted for riec in block.riecs}
    left_out = tuple(sorted(riec for item in given for riec in item.riecs if riec not in inside))
    if answered < policy.ENOUGH or not counted:
        few = answered < policy.ENOUGH
        why = Why.TOO_FEW_ANSWERS if few else Why.SMALL_GROUPS
        return Shown(left_out=left_out, nothing=why, together=tuple(earlier))
    return Shown(
        norms={norm: step(*_share(counted, [norm])) for norms in themes.values() for norm in norms},
        themes=_per_theme(counted, themes),
        riec_themes={
            block.riecs[0]: _per_theme([block], themes) for block in counted if block.stands_alone
        },
        response=step(answered, invited),
        left_out=left_out,
        together=tuple(sorted({*earlier, *(block.riecs for block in counted)})),
    )


def beside(figures: Shown, riec: str) -> Beside:
    """What one organisation is shown of others: `riec` is its RIEC, empty when it has none."""
    own = figures.riec_themes.get(riec)
    if own is None:
        return Beside(figures.norms, figures.themes, "", figures.nothing)
    return Beside(figures.norms, own, riec)


def may_combine(handovers: Sequence[HandOver], themes: Mapping[str, Sequence[str]]) -> Judgement:
    """Whether these hand-overs belong together: one meting, these norms, each RIEC once."""
    names = [riec for item in handovers for riec in item.riecs]
    twice = tuple(sorted({riec for riec in names if names.count(riec) > 1}))
    if twice:
        return Judgement(False, Reason.RIEC_TWICE, twice)
    if len({item.meting for item in handovers}) > 1:
        return Judgement(False, Reason.OTHER_METING, tuple(names))
    norms = {norm for listed in themes.values() for norm in listed}
    other = [item for item in handovers if item.counts and item.counts.keys() != norms]
    if other:
        return Judgement(False, Reason.OTHER_NORMS, tuple(r for item in other for r in item.riecs))
    return Judgement(True, Reason.BELONG_TOGETHER)


def _per_theme(
    counted: Sequence[Block], themes: Mapping[str, Sequence[str]]
) -> dict[str, Percentage]:
    return {thema: percentage(*_share(counted, norms)) for thema, norms in themes.items()}


def _share(counted: Sequence[Block], norms: Sequence[str]) -> tuple[int, int]:
    """How many answers meet their norm, of how many."""
    met = sum(block.count(norm) for block in counted for norm in norms)
    return met, len(norms) * sum(block.answered for block in counted)


def step(part: int, whole: int) -> int:
    """The step a share lies in; exactly on the border of two counts as the upper one."""
    return min(policy.STEPS * part // whole, policy.STEPS - 1)


def percentage(part: int, whole: int) -> Percentage:
    """A share as a rounded percentage, or only under or over an end."""
    if 100 * part < policy.LOWEST * whole:
        return Percentage(policy.LOWEST, End.UNDER)
    if 100 * part > policy.HIGHEST * whole:
        return Percentage(policy.HIGHEST, End.OVER)
    steps = (200 * part + policy.ROUNDED_TO * whole) // (2 * policy.ROUNDED_TO * whole)
    return Percentage(policy.ROUNDED_TO * steps)
