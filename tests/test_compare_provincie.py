"""The report for the provincie, worked out once more in plain Python from the answers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from nhnorm_xlsx.compare.sentences import provincie_sentences
from nhnorm_xlsx.gate import End, Percentage
from nhnorm_xlsx.organisations import Organisation
from tests import datasets as make
from tests.shown import tables_for_provincie


def pulled(count: int, answered: int) -> int:
    """At most three counts as one, and the last three as all but one."""
    if count <= 3:
        return 1
    return answered - 1 if count >= answered - 3 else count


def met_of(statuses: list[str]) -> int:
    """How many meet the norm, if who it does not apply to is like the rest; half up."""
    counted = [status for status in statuses if status in {"voldoet", "deels", "niet"}]
    met = counted.count("voldoet")
    return int(met * len(statuses) / len(counted) + 0.5) if counted else 0


def percentage(met: int, of: int) -> Percentage:
    share = 100 * met / of
    if share < 10:
        return Percentage(10, End.UNDER)
    if share > 90:
        return Percentage(90, End.OVER)
    return Percentage(5 * int(share / 5 + 0.5))


@pytest.mark.parametrize("seed", range(12))
def test_plain_python_agrees_on_every_figure(seed: int) -> None:
    rng = make.seeded(1000 + seed)
    people = tuple(
        make.gemeente(f"{riec}{number:02}", f"RIEC {riec}")
        for riec in "ABC"
        for number in range(rng.randrange(13, 30))
    )
    share = rng.random()
    normen = ("1.1", "1.2", "2.1", "2.2", "2.3")
    rows = [
        make.answer("2026", item.code, norm, status)
        for item in people
        for norm in normen
        for status in [rng.choice(["voldoet", "deels", "niet", "nvt", ""])]
        for status in ["voldoet" if rng.random() < share else status]
    ]
    given: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    riec_of = {item.code: item.riec for item in people}
    for row in rows:
        given[riec_of[str(row["organisatie_code"])]][str(row["norm"])].append(str(row["status"]))
    sizes = {riec: len(of_riec["1.1"]) for riec, of_riec in given.items()}
    met = {
        (riec, norm): pulled(met_of(given[riec][norm]), sizes[riec])
        for riec in given
        for norm in normen
    }
    tables = tables_for_provincie(make.assemble(rows), people, today=make.TODAY)
    whole = sum(sizes.values())
    for norm, step in zip(tables["normen"]["norm"], tables["normen"]["stap"], strict=True):
        total = sum(met[riec, norm] for riec in given)
        assert step == min(3, int(4 * total / whole)), norm
    for thema, told in zip(tables["themas"]["thema"], tables["themas"]["aandeel"], strict=True):
        own = [norm for norm in normen if norm.startswith(f"{thema}.")]
        total = sum(met[riec, norm] for riec in given for norm in own)
        assert told == percentage(total, whole * len(own))
    per_riec = tables["riecs"][["riec", "thema", "aandeel"]]
    for riec, thema, told in per_riec.itertuples(index=False, name=None):
        own = [norm for norm in normen if norm.startswith(f"{thema}.")]
        total = sum(met[riec, norm] for norm in own)
        assert told == percentage(total, sizes[riec] * len(own))
    assert len(tables["riecs"]) == 6


def riec(name: str, count: int) -> tuple[Organisation, ...]:
    return tuple(make.gemeente(f"{name}{number:02}", f"RIEC {name}") for number in range(count))


def test_a_small_riec_is_in_the_total_and_has_no_figures_of_its_own() -> None:
    people = (*riec("A", 14), *riec("B", 8), *riec("C", 9))
    rows = [make.answer("2026", item.code, "1.1", "niet") for item in people]
    tables = tables_for_provincie(make.assemble(rows), people, today=make.TODAY)
    assert set(tables["riecs"]["riec"]) == {"RIEC A"}
    assert tables["over"].iloc[0]["buiten"] == []


def test_who_merged_is_named_with_who_goes_on_now() -> None:
    people = riec("A", 14)
    gone = make.gemeente("Weg", "RIEC A", valid_until=date(2026, 12, 31), successor=people[0].code)
    rows = [make.answer("2027", item.code, "1.1", "niet") for item in people]
    tables = tables_for_provincie(make.assemble(rows), (*people, gone), today=make.TODAY)
    first = " ".join(provincie_sentences(tables)[:3])
    assert "Weg telt niet apart mee" in first
    assert f"opgegaan in {people[0].listed_name}" in first
