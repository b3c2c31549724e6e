"""The gate: what others are shown, when it is replaced, and that it never depends on an answer."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhnorm_xlsx import policy
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.gate import (
    End,
    HandOver,
    Percentage,
    Reason,
    Returned,
    Shown,
    Why,
    beside,
    from_rows,
    hand_over,
    hand_overs,
    may_combine,
    next_stand,
    shown,
    to_rows,
)
from nhnorm_xlsx.gate.counting import as_if_all, off_ends
from nhnorm_xlsx.gate.figures import percentage, step
from nhnorm_xlsx.gate.handover import as_one
from nhnorm_xlsx.texts import gate as texts

THEMES = {"1": ["1.1", "1.2"], "2": ["2.1"]}
NORMS = ("1.1", "1.2", "2.1")
KEYS = [*(status.key for status in STATUSES), ""]


def answers(count: int, status: str = "voldoet", name: str = "g") -> dict[str, dict[str, str]]:
    return {f"{name}{number}": dict.fromkeys(NORMS, status) for number in range(count)}


def figures(status: str = "voldoet", /, **riecs: int) -> Shown:
    returned = {riec: answers(count, status, riec) for riec, count in riecs.items()}
    made = hand_overs("2026", "een", invited=riecs, returned=returned, norms=NORMS)
    return shown(made, THEMES)


# ------------------------------------------------------------------------------- counts


def test_a_count_is_pulled_off_its_ends_and_is_exact_between() -> None:
    assert [off_ends(count, 0, 6, 1) for count in range(7)] == [1, 1, 2, 3, 4, 5, 5]
    assert [off_ends(count, 0, 8, 3) for count in range(9)] == [1, 1, 1, 1, 4, 7, 7, 7, 7]
    assert {off_ends(count, 0, 6, 3) for count in range(7)} == {3}


def test_who_a_norm_does_not_apply_to_counts_as_the_others_do() -> None:
    assert as_if_all(3, 6, 12) == 6
    assert as_if_all(0, 0, 12) == 0  # it applies to nobody
    assert [as_if_all(met, 12, 12) for met in range(13)] == list(range(13))


# ------------------------------------------------------------------- what leaves a RIEC


def test_a_riec_with_too_few_answers_hands_over_no_count() -> None:
    few = hand_over("2026", "een", "A", invited=6, returned=answers(4), norms=NORMS)
    assert (few.answered, few.invited, few.counts) == (4, 6, {})
    enough = hand_over("2026", "een", "A", invited=6, returned=answers(5), norms=NORMS)
    assert enough.counts == dict.fromkeys(NORMS, 4)  # all five: told as all but one


def test_a_riec_with_figures_of_its_own_withstands_its_own_members_at_once() -> None:
    """Two of them may both meet a norm, and a third must be able to."""
    for answered, told in ((12, [1, 1, 2, 3, 4]), (13, [1, 1, 1, 1, 4])):
        counts = [
            hand_over(
                "2026",
                "een",
                "A",
                invited=answered,
                returned={**answers(met), **answers(answered - met, "niet", "n")},
                norms=NORMS,
            ).counts["1.1"]
            for met in range(5)
        ]
        assert counts == told


def test_small_riecs_are_handed_over_together_and_never_one_or_two_alone() -> None:
    sizes = {"A": 4, "B": 3, "C": 2, "D": 20, "E": 5, "F": 4}
    returned = {riec: answers(count, "niet", riec) for riec, count in sizes.items()}
    made = hand_overs("2026", "een", invited=sizes, returned=returned, norms=NORMS)
    counted = {item.riecs: item.counts["1.1"] for item in made if item.counts}
    assert counted == {("A", "B", "F"): 3, ("D",): 1, ("E",): 1}
    two = hand_overs("2026", "een", invited={"A": 4, "B": 3}, returned=returned, norms=NORMS)
    assert [item.counts for item in two] == [{}, {}]


def together(met: str = "voldoet", **sizes: int) -> tuple[HandOver, ...]:
    returned = {riec: answers(count, met, riec) for riec, count in sizes.items()}
    return as_one("2026", "een", invited=sizes, returned=returned, norms=NORMS)


def test_riecs_with_a_few_answers_each_are_handed_over_as_one() -> None:
    for met, count, step_of_all in (("voldoet", 10, 3), ("niet", 3, 0)):
        (made,) = together(met, A=5, B=4, C=4)  # what looks the same is told half way
        assert (made.riecs, made.parts, made.counts["1.1"]) == (("A", "B", "C"), (13,), count)
        assert from_rows(*to_rows(made)) == made
        told = shown([made], THEMES)
        assert set(told.norms.values()) == {step_of_all}
        assert {share.number for share in told.themes.values()} == {75 if count == 10 else 25}


@pytest.mark.parametrize(
    ("fact", "value"), [("groepen", "12"), ("groepen", ""), ("antwoorden", "12")]
)
def test_rows_of_several_counted_as_one_are_checked_as_well(fact: str, value: str) -> None:
    facts, rows = to_rows(*together(A=5, B=4, C=4))
    with pytest.raises(ValueError, match="A"):
        from_rows({**facts, fact: value}, [(norm, 7) for norm, _ in rows])


def test_who_cannot_be_counted_as_one_is_not() -> None:
    assert together(A=12) == ()  # one RIEC
    assert together(A=6, B=1, C=1, D=1, E=1) == ()  # four of whom the adviser of A knows the rest
    assert together(A=4, B=4, C=2) == ()  # six, of whom nothing is left to tell
    assert [(item.riecs, item.parts) for item in together(A=6, B=6, C=1)] == [
        (("A", "B"), (12,)),
        (("C",), ()),
    ]


def test_a_hand_over_survives_its_rows() -> None:
    sizes = {"A": 4, "B": 3, "C": 3, "D": 20, "E": 2, "F": 0}
    returned = {riec: answers(count, "niet", riec) for riec, count in sizes.items()}
    for item in hand_overs("2026", "een", invited=sizes, returned=returned, norms=NORMS):
        assert from_rows(*to_rows(item)) == item


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("antwoorden", "40"),  # more than take part
        ("groepen", "4"),  # too few to hand over
        ("groepen", ""),  # counts of nobody
        ("groepen", "10;10"),  # two groups, one RIEC
        ("riecs", ""),
        ("meting", ""),
        ("deelnemers", "twintig"),
    ],
)
def test_rows_that_no_hand_over_can_have_are_refused(fact: str, value: str) -> None:
    facts, rows = to_rows(
        hand_over("2026", "een", "A", invited=22, returned=answers(20), norms=NORMS)
    )
    with pytest.raises(ValueError, match=r".+"):
        from_rows({**facts, fact: value}, rows)


@pytest.mark.parametrize(
    ("fact", "value"), [("groepen", "4"), ("antwoorden", "7"), ("antwoorden", "-1"), ("stand", "")]
)
def test_rows_without_counts_are_checked_as_well(fact: str, value: str) -> None:
    facts, rows = to_rows(
        hand_over("2026", "een", "A", invited=6, returned=answers(4), norms=NORMS)
    )
    assert from_rows(facts, rows).counts == {}
    with pytest.raises(ValueError, match="A"):
        from_rows({**facts, fact: value}, rows)


def test_a_count_on_an_end_or_said_twice_is_refused() -> None:
    facts, rows = to_rows(
        hand_over("2026", "een", "A", invited=22, returned=answers(20), norms=NORMS)
    )
    for wrong in ([("1.1", 0)], [("1.1", 20)], [*rows, rows[0]]):
        with pytest.raises(ValueError, match="A"):
            from_rows(facts, wrong)
    with pytest.raises(ValueError, match="stand"):
        from_rows({key: text for key, text in facts.items() if key != "stand"}, rows)


# ------------------------------------------------------------------------ what is shown


def test_below_thirteen_answers_nothing_of_others_is_shown() -> None:
    few = figures(A=7, B=5)
    assert (few.norms, few.themes, few.riec_themes, few.response) == ({}, {}, {}, None)
    assert few.nothing is Why.TOO_FEW_ANSWERS
    assert beside(few, "A").nothing is Why.TOO_FEW_ANSWERS
    assert few.nothing.value in texts.NOTHING


@pytest.mark.parametrize(
    "sizes",
    [
        {"A": 13},
        {"A": 7, "B": 6},
        {"A": 5, "B": 3, "C": 3, "D": 4},
        {"A": 9, "B": 4},
        {"A": 12, "B": 1},
    ],
)
def test_from_thirteen_answers_on_every_norm_and_thema_is_shown(sizes: dict[str, int]) -> None:
    made = figures("voldoet", **sizes)
    assert set(made.norms) == set(NORMS)
    assert set(made.themes) == set(THEMES)


def test_a_riec_has_figures_of_its_own_from_thirteen_answers_on() -> None:
    made = figures(A=13, B=12)
    assert set(made.riec_themes) == {"A"}
    assert beside(made, "A").themes_of == "A"
    assert beside(made, "B").themes_of == ""
    assert beside(made, "B").themes == beside(made, "").themes == made.themes


def test_all_and_none_are_told_in_words_only() -> None:
    everyone, nobody = figures("voldoet", A=32, B=6, C=6), figures("niet", A=32, B=6, C=6)
    assert set(everyone.norms.values()) == {policy.STEPS - 1}
    assert set(nobody.norms.values()) == {0}
    assert set(everyone.themes.values()) == {Percentage(policy.HIGHEST, End.OVER)}
    assert set(nobody.themes.values()) == {Percentage(policy.LOWEST, End.UNDER)}
    assert len(texts.STEPS) == policy.STEPS
    assert {end.value for end in End} == set(texts.PERCENTAGES)


def test_a_norm_is_told_in_quarters() -> None:
    assert [step(part, 8) for part in range(9)] == [0, 0, 1, 1, 2, 2, 3, 3, 3]


def test_a_thema_is_rounded_to_five_and_its_ends_are_only_said() -> None:
    told = {part: percentage(part, 100) for part in range(101)}
    assert {told[part] for part in range(10)} == {Percentage(10, End.UNDER)}
    assert {told[part] for part in range(91, 101)} == {Percentage(90, End.OVER)}
    assert [told[part] for part in (10, 12, 13, 47, 48, 87, 88, 90)] == [
        Percentage(number) for number in (10, 10, 15, 45, 50, 85, 90, 90)
    ]


def test_a_riec_that_cannot_be_protected_is_left_out_and_named() -> None:
    made = figures(A=32, B=6)
    assert made.left_out == ("B",)  # alone, two of six know half of it
    assert figures(A=32, B=6, C=6).left_out == ()


def test_a_norm_that_applies_to_nobody_looks_like_one_that_nobody_meets() -> None:
    assert figures("nvt", A=20).norms == figures("niet", A=20).norms


def test_hand_overs_that_do_not_belong_together_are_refused() -> None:
    one = hand_over("2026", "een", "A", invited=20, returned=answers(20), norms=NORMS)
    other_meting = hand_over("2025", "een", "B", invited=20, returned=answers(20), norms=NORMS)
    other_norms = hand_over("2026", "een", "B", invited=20, returned=answers(20), norms=["1.1"])
    for pair, reason in (
        ((one, one), Reason.RIEC_TWICE),
        ((one, other_meting), Reason.OTHER_METING),
        ((one, other_norms), Reason.OTHER_NORMS),
    ):
        ruling = may_combine(pair, THEMES)
        assert (ruling.allowed, ruling.reason) == (False, reason)
        with pytest.raises(ValueError, match="A"):
            shown(pair, THEMES)


def test_a_block_that_was_shown_stays_as_it_was() -> None:
    sizes = {"A": 20, "B": 8, "C": 6}
    returned = {riec: answers(count, name=riec) for riec, count in sizes.items()}
    made = hand_overs("2026", "een", invited=sizes, returned=returned, norms=NORMS)
    before = shown(made[:2], THEMES)
    assert before.together == (("A",), ("B",))
    after = shown(made, THEMES, before.together)
    assert after.left_out == ("C",)  # added to B it would be the difference
    assert after.norms == before.norms
    # Without B it is not shown either: what is left would be told by subtracting.
    assert shown((made[0], made[2]), THEMES, (("A",), ("B", "C"))).left_out == ("C",)


def test_who_began_later_is_counted_with_others_once_nobody_can_come_any_more() -> None:
    """And not before: with the next one added, the difference would be that one."""

    def of(riec: str, stand: str, count: int) -> HandOver:
        returned = answers(count, name=riec)
        return hand_over("2026", stand, riec, invited=6, returned=returned, norms=NORMS)

    made = [of("A", "2026-stand-1", 6), of("B", "2026-stand-2", 6)]
    waiting = shown([*made, of("C", "2026-stand-1", 4)], THEMES)
    assert (waiting.nothing, waiting.together) == (Why.SMALL_GROUPS, ())
    complete = shown([*made, of("C", "2026-stand-3", 6)], THEMES)
    assert (complete.nothing, complete.together) == (None, (("A", "B", "C"),))


# ------------------------------------------------------------------------- a next stand


def stands(
    first: Mapping[str, Returned], second: Mapping[str, Returned]
) -> tuple[dict[str, Reason], bool]:
    """What is said of each RIEC at the second stand, and whether any hand-over changed."""
    invited = dict.fromkeys(second, 40)
    old = next_stand("2026", "een", invited=invited, returned=first, norms=NORMS)
    new = next_stand("2026", "twee", invited=invited, returned=second, norms=NORMS, old=old)
    changed = [item for item in new.handovers if item not in old.handovers]
    return {riec: ruling.reason for riec, ruling in new.rulings.items()}, bool(changed)


@pytest.mark.parametrize("late", [1, 6])
def test_fewer_than_seven_who_differ_leave_the_figures_as_they_are(late: int) -> None:
    first = {"A": answers(20)}
    second = {"A": {**answers(20), **answers(late, "niet", "laat")}}
    assert stands(first, second) == ({"A": Reason.TOO_FEW_DIFFER}, False)


def test_seven_who_differ_give_new_figures() -> None:
    first = {"A": answers(20)}
    for second in (
        {"A": {**answers(20), **answers(policy.DIFFERENT, "niet", "laat")}},
        {"A": {**answers(20), **answers(policy.DIFFERENT, "niet")}},
        {"A": {**answers(20 - 4), **answers(3, "niet")}},
        {"A": answers(20 - policy.DIFFERENT)},
    ):
        assert stands(first, second) == ({"A": Reason.ENOUGH_DIFFER}, True)


def test_a_riec_is_replaced_or_not_by_itself() -> None:
    first = {"A": answers(20, name="a"), "B": answers(20, name="b")}
    second = {
        "A": {**first["A"], **answers(9, "niet", "laat")},
        "B": {**first["B"], **answers(1, "niet", "later")},
    }
    reasons, changed = stands(first, second)
    assert reasons == {"A": Reason.ENOUGH_DIFFER, "B": Reason.TOO_FEW_DIFFER}
    assert changed


def test_a_riec_that_began_small_stays_as_it_was() -> None:
    first = {"A": answers(12)}
    assert stands(first, {"A": answers(40)}) == ({"A": Reason.FEW_AT_FIRST}, False)


def test_a_riec_of_which_few_are_left_stays_as_it_was() -> None:
    assert stands({"A": answers(20)}, {"A": answers(12)}) == ({"A": Reason.FEW_LEFT}, False)
    assert stands({"A": answers(20)}, {"A": {}}) == ({"A": Reason.FEW_LEFT}, False)


def test_who_had_too_few_answers_begins_later() -> None:
    reasons, changed = stands({"A": answers(4)}, {"A": answers(5)})
    assert (reasons, changed) == ({"A": Reason.FIRST}, True)
    assert stands({"A": answers(3)}, {"A": answers(4)})[0] == {"A": Reason.TOO_FEW_ANSWERS}


def test_the_next_stand_is_compared_with_what_was_shown_not_with_what_came_in() -> None:
    """Six and then one more are seven who differ from what readers have."""
    invited = {"A": 40}
    old = next_stand("2026", "een", invited=invited, returned={"A": answers(20)}, norms=NORMS)
    for late, reason in ((6, Reason.TOO_FEW_DIFFER), (7, Reason.ENOUGH_DIFFER)):
        returned = {"A": {**answers(20), **answers(late, "niet", "laat")}}
        old = next_stand(
            "2026", f"{late}", invited=invited, returned=returned, norms=NORMS, old=old
        )
        assert old.rulings["A"].reason is reason


def test_every_reason_has_its_words() -> None:
    assert {reason.value for reason in Reason} == set(texts.REASONS)
    assert {why.value for why in Why} == set(texts.NOTHING)
    assert all(text.endswith(".") for text in (*texts.REASONS.values(), *texts.NOTHING.values()))


# --------------------------------------------------------------------------- properties

RIECS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 25), min_size=1)


def random_answers(sizes: Mapping[str, int], seed: int) -> dict[str, dict[str, dict[str, str]]]:
    chance = random.Random(seed)
    return {
        riec: {
            f"{riec}{number}": {norm: chance.choice(KEYS) for norm in NORMS}
            for number in range(count)
        }
        for riec, count in sizes.items()
    }


def visible(made: Shown) -> tuple[object, ...]:
    """What is shown and what is not, without the figures themselves."""
    return (
        set(made.norms),
        set(made.themes),
        {riec: set(themes) for riec, themes in made.riec_themes.items()},
        made.response,
        made.left_out,
        made.nothing,
        made.together,
    )


@settings(max_examples=60, deadline=None)
@given(sizes=RIECS, one=st.integers(), other=st.integers())
def test_what_is_withheld_does_not_change_with_any_answer(
    sizes: dict[str, int], one: int, other: int
) -> None:
    both = []
    for seed in (one, other):
        returned = random_answers(sizes, seed)
        made = hand_overs("2026", "een", invited=sizes, returned=returned, norms=NORMS)
        empty = [(item.riecs, item.parts, sorted(item.counts)) for item in made]
        both.append((visible(shown(made, THEMES)), empty))
    assert both[0] == both[1]


@settings(max_examples=60, deadline=None)
@given(sizes=RIECS, seed=st.integers(), order=st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_names_of_organisations_matter(
    sizes: dict[str, int], seed: int, order: random.Random
) -> None:
    returned = random_answers(sizes, seed)
    riecs = list(returned.items())
    order.shuffle(riecs)
    shuffled = {}
    for riec, codes in riecs:
        given_answers = list(codes.values())
        order.shuffle(given_answers)
        shuffled[riec] = {f"x{number}": item for number, item in enumerate(given_answers)}
    invited = {riec: sizes[riec] for riec in shuffled}
    one = hand_overs("2026", "een", invited=sizes, returned=returned, norms=NORMS)
    other = hand_overs("2026", "een", invited=invited, returned=shuffled, norms=NORMS)
    assert shown(one, THEMES) == shown(other[::-1], THEMES)


@settings(max_examples=60, deadline=None)
@given(sizes=RIECS, seed=st.integers())
def test_no_count_that_leaves_a_riec_lies_on_an_end(sizes: dict[str, int], seed: int) -> None:
    returned = random_answers(sizes, seed)
    for item in hand_overs("2026", "een", invited=sizes, returned=returned, norms=NORMS):
        assert all(0 < count < item.answered for count in item.counts.values())
        assert item.answered >= policy.SMALLEST or not item.counts
