"""No combination of shown figures may speak about 1 to 4 organisations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare import tables_for_provincie
from nhnorm_xlsx.compare.sentences import provincie_sentences
from nhnorm_xlsx.compare.tables.disclosure import Figure, figure, leaks, publishable
from nhnorm_xlsx.compare.tables.provincie import figures_of
from tests import datasets as make


def group(name: str, count: int, first: int = 0) -> Figure:
    return figure(name, (str(number) for number in range(first, first + count)))


def can_be_computed(sets: Iterable[frozenset[str]]) -> bool:
    """Brute force: is there a combination of the sets that touches 1 to 4 organisations?

    A combination with its weights inside U exists exactly when leaving the columns of U
    out lowers the rank. Written apart from the program, over single organisations.
    """
    sets = [item for item in sets if item]
    people = sorted(frozenset().union(*sets)) if sets else []
    kinds: dict[tuple[int, ...], int] = {}
    for person in people:
        column = tuple(int(person in item) for item in sets)
        kinds[column] = kinds.get(column, 0) + 1
    matrix = np.array(list(kinds)).T
    sizes = list(kinds.values())
    full = np.linalg.matrix_rank(matrix) if sizes else 0
    for count in range(1, policy.SMALLEST):
        for chosen in combinations(range(len(sizes)), count):
            if sum(sizes[column] for column in chosen) >= policy.SMALLEST:
                continue
            rest = np.delete(matrix, chosen, axis=1)
            if (np.linalg.matrix_rank(rest) if rest.size else 0) < full:
                return True
    return False


people = st.integers(1, 40)
partition = st.lists(st.integers(0, 4), min_size=1, max_size=40)


def two_ways(first: list[int], second: list[int]) -> tuple[Figure, list[Figure]]:
    """A total, and groups by two independent divisions."""
    count = min(len(first), len(second))
    groups = [
        figure(f"{name}{key}", (str(index) for index in range(count) if keys[index] == key))
        for name, keys in (("a", first), ("b", second))
        for key in sorted(set(keys[:count]))
    ]
    return group("total", count), groups


@settings(max_examples=300, deadline=None)
@given(partition, partition)
def test_a_leak_is_found_exactly_when_brute_force_finds_one(
    first: list[int], second: list[int]
) -> None:
    total, groups = two_ways(first, second)
    figures = [total, *groups]
    expected = can_be_computed(frozenset(code for code, _ in item.answers) for item in figures)
    assert leaks(figures) == expected


@settings(max_examples=300, deadline=None)
@given(partition, partition)
def test_what_is_shown_is_safe_and_no_group_could_be_added_back(
    first: list[int], second: list[int]
) -> None:
    total, groups = two_ways(first, second)
    shown = publishable(total, groups)
    figures = {item.name: item for item in (total, *groups)}
    kept = [frozenset(code for code, _ in figures[name].answers) for name in shown]
    assert all(len(item) >= policy.SMALLEST for item in kept)
    assert not can_be_computed(kept)
    if total.organisations >= policy.SMALLEST:
        assert total.name in shown
    else:
        assert not shown


def test_the_total_minus_one_hidden_group_is_hidden_by_a_second() -> None:
    total, groups = group("total", 20), [group("x", 3), group("y", 7, 3), group("z", 10, 10)]
    assert publishable(total, groups) == {"total", "z"}


def test_a_size_class_that_lies_within_a_riec_gives_away_the_rest_of_it() -> None:
    total = group("total", 30)
    riecs = [group("r1", 8), group("r2", 22, 8)]
    sizes = [group("klein", 6), group("groot", 24, 6)]
    assert leaks([total, *riecs, *sizes])
    shown = publishable(total, [*riecs, *sizes])
    assert shown in ({"total", "r1", "r2"}, {"total", "klein", "groot"})


def test_a_norm_answered_by_three_of_seven_is_a_group_of_three() -> None:
    organisations = [
        *(make.gemeente(f"A{number}", "RIEC A") for number in range(7)),
        *(make.gemeente(f"B{number}", "RIEC B") for number in range(9)),
        *(make.gemeente(f"C{number}", "RIEC C") for number in range(9)),
    ]
    answers = [
        make.answer("2026", item.code, norm, "nvt" if empty else "voldoet")
        for item in organisations
        for norm in ("1.1", "1.2")
        for empty in [norm == "1.2" and item.code in {"A0", "A1", "A2", "A3"}]
    ]
    tables = tables_for_provincie(make.assemble(answers), organisations, today=make.TODAY)
    shown = tables["normen"][tables["normen"]["getoond"]]
    assert set(shown.loc[shown["norm"] == "1.1", "groep"]) > {"RIEC A", "RIEC B", "RIEC C"}
    left = set(shown.loc[(shown["norm"] == "1.2") & (shown["indeling"] == "RIEC"), "groep"])
    assert left in ({"RIEC B"}, {"RIEC C"})


@pytest.mark.parametrize("seed", range(25))
def test_a_whole_report_holds_nothing_to_compute_a_small_group_from(seed: int) -> None:
    rng = make.seeded(seed)
    organisations = (*make.random_gemeenten(rng, rng.choice([6, 20, 44]), 4), make.PROVINCIE)
    dataset = make.random_dataset(rng, organisations)
    tables = tables_for_provincie(dataset, organisations, today=make.TODAY)
    members = {("provincie", "Alle gemeenten"): {item.code for item in organisations[:-1]}}
    for item in organisations[:-1]:
        members.setdefault(("RIEC", item.riec), set()).add(item.code)
        members.setdefault(("grootte", item.size_class), set()).add(item.code)
    current = dataset.antwoorden[dataset.antwoorden["meting"] == "2026"]
    columns = ["norm", "indeling", "groep", "getoond"]
    for norm in set(tables["normen"]["norm"]):
        own = current[(current["norm"] == norm) & current["score"].notna()]
        answered = set(own["organisatie_code"])
        shown = [
            frozenset(members[kind, name] & answered)
            for number, kind, name, visible in tables["normen"][columns].itertuples(index=False)
            if visible and number == norm
        ]
        assert all(len(codes) >= policy.SMALLEST for codes in shown)
        assert not can_be_computed(shown)


def leaks_answers(figures: list[frozenset[tuple[str, str]]]) -> bool:
    """Brute force over answers: can 1 to 4 organisations (all their answers) be singled out?"""
    answers = sorted(frozenset().union(*figures)) if figures else []
    columns = {item: tuple(int(item in one) for one in figures) for item in answers}
    profiles: dict[tuple[tuple[int, ...], ...], set[str]] = {}
    for code in {code for code, _ in answers}:
        own = tuple(sorted(columns[item] for item in answers if item[0] == code))
        profiles.setdefault(own, set()).add(code)
    kinds = sorted(set(columns.values()))
    full = np.linalg.matrix_rank(np.array(kinds).T) if kinds else 0
    for count in range(1, policy.SMALLEST):
        for chosen in combinations(profiles, count):
            if sum(len(profiles[item]) for item in chosen) >= policy.SMALLEST:
                continue
            others = {column for own in set(profiles) - set(chosen) for column in own}
            # A column that an organisation outside shares must stay zero.
            rest = np.array(sorted(others)).T
            if (np.linalg.matrix_rank(rest) if rest.size else 0) < full:
                return True
    return False


@pytest.mark.parametrize("seed", range(8))
def test_a_later_report_minus_an_earlier_one_gives_nobody_away(seed: int) -> None:
    rng = make.seeded(seed)
    organisations = make.random_gemeenten(rng, rng.choice([12, 30, 44]), 3)
    first = make.random_dataset(rng, organisations, ("1.1", "1.2", "1.3"), ("2026",))
    late = set(rng.sample([item.code for item in organisations], rng.choice([1, 2, 6, 9])))
    missing = make.assemble(
        [row for row in make.rows_of(first.antwoorden) if row["organisatie_code"] not in late]
    )
    changed = make.rows_of(first.antwoorden)
    for row in changed:
        if row["organisatie_code"] in late and rng.random() < 0.5:
            row["status"] = rng.choice(["voldoet", "deels", "niet"])
    reports: list[pd.DataFrame] = []
    for dataset in (missing, first, make.assemble(changed)):
        tables = tables_for_provincie(
            dataset, organisations, "2026", today=make.TODAY, earlier=reports
        )
        reports.append(tables["publicatie"])
    for norm in ("1.1", "1.2", "1.3"):
        figures = {
            item.answers
            for report in reports
            for item in figures_of(report[report["norm"] == norm])
        }
        assert not leaks_answers(sorted(figures, key=sorted))


def test_one_late_gemeente_changes_nothing_in_the_next_report_but_six_do() -> None:
    organisations = tuple(make.gemeente(f"G{number:02d}") for number in range(20))

    def report(count: int, day: int, earlier: list[pd.DataFrame]) -> dict[str, pd.DataFrame]:
        rows = [make.answer("2026", item.code, "1.1", "niet") for item in organisations[:count]]
        today = date(2026, 6, day)
        return tables_for_provincie(
            make.assemble(rows), organisations, today=today, earlier=earlier
        )

    first = report(10, 1, [])
    second = report(11, 2, [first["publicatie"]])
    assert list(second["normen"]["n"][:1]) == [10]
    assert list(second["normen"]["stand"][:1]) == ["2026-06-01"]
    assert any("eerder rapport (1 juni 2026)" in text for text in provincie_sentences(second))
    third = report(16, 3, [first["publicatie"], second["publicatie"]])
    assert list(third["normen"]["n"][:1]) == [16]
    assert list(third["normen"]["stand"][:1]) == ["2026-06-03"]


@pytest.mark.parametrize("seed", range(10))
def test_a_thema_is_the_sum_of_its_shown_norms_and_nothing_more(seed: int) -> None:
    rng = make.seeded(seed)
    organisations = make.random_gemeenten(rng, 40, 4)
    dataset = make.random_dataset(rng, organisations)
    tables = tables_for_provincie(dataset, organisations, today=make.TODAY)
    normen = tables["normen"][tables["normen"]["getoond"]]
    for row in tables["themas"].to_dict("records"):
        own = normen[
            normen["thema"].isin([row["thema"]] if row["thema"] != "alle" else ["1", "2"])
            & (normen["indeling"] == row["indeling"])
            & (normen["groep"] == row["groep"])
        ]
        assert row["normen"] == len(own)
        if len(own):
            assert row["n"] == own["n"].sum()
            assert row["aandeel"] == pytest.approx((own["n"] * own["aandeel"]).sum() / row["n"])
