"""The tables of the comparison, against grids that stand here and against plain Python."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date
from math import isnan, nan

import pandas as pd
import pytest

from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.tables.plans import UNPLANNED, judged_course
from nhnorm_xlsx.compare.tables.scope import alphabetical
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import CATEGORY_COLUMNS, TABLES
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation
from tests import datasets as make

TRIO = tuple(make.gemeente(name) for name in ("Aa", "Bb", "Cc"))

ONE_MEETING = make.dataset(
    m2026="""
    | norm | Aa | Bb | Cc |
    | 1.1  | v  | d  | n  |
    | 1.2  | v  | x  | .  |
    | 2.1  | n  | n  | x  |
    """
)


def riec(
    dataset: Dataset, organisations: tuple[Organisation, ...] = TRIO, **options: str
) -> dict[str, pd.DataFrame]:
    return tables_for_riec(dataset, organisations, "RIEC Test", today=make.TODAY, **options)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def same(left: float, right: float) -> bool:
    return (isnan(left) and isnan(right)) or left == pytest.approx(right)


def test_counts_per_norm_leave_nvt_and_open_out_of_the_denominator() -> None:
    normen = riec(ONE_MEETING)["normen"]
    assert rows(normen, "norm", "voldoet", "deels", "niet", "nvt", "open", "n") == [
        ("1.1", 1, 1, 1, 0, 0, 3),
        ("1.2", 1, 0, 0, 1, 1, 1),
        ("2.1", 0, 0, 2, 1, 0, 2),
    ]
    assert list(normen["aandeel"]) == [pytest.approx(1 / 3), 1.0, 0.0]


def test_a_share_of_nothing_is_missing_and_not_zero() -> None:
    themas = riec(make.dataset(m2026="| norm | Aa |\n| 1.1 | x |\n| 2.1 | v |"))["themas"]
    assert isnan(themas["aandeel"].iloc[0])
    assert list(themas["n"]) == [0, 1, 1]
    assert themas["gemeenten"].iloc[0] == 0


def test_the_heatmap_holds_every_status() -> None:
    assert rows(riec(ONE_MEETING)["vergelijking"], "norm", "Aa", "Bb", "Cc") == [
        ("1.1", "voldoet", "deels", "niet"),
        ("1.2", "voldoet", "nvt", ""),
        ("2.1", "niet", "niet", "nvt"),
    ]


def test_bottlenecks_start_with_the_norm_that_is_met_least() -> None:
    assert rows(riec(ONE_MEETING)["knelpunten"], "norm", "nog_niet") == [("2.1", 2), ("1.1", 2)]


def test_an_empty_return_does_not_count_as_an_answer() -> None:
    tables = riec(make.dataset(m2026="| norm | Aa | Bb |\n| 1.1 | v | . |"))
    assert rows(tables["respons"], "organisatie", "stand") == [
        ("Aa", "compleet"),
        ("Bb", "leeg"),
        ("Cc", "geen"),
    ]
    assert tables["over"]["geantwoord"].iloc[0] == 1
    assert list(tables["vergelijking"].columns) == ["norm", "Aa"]


def test_a_blank_file_came_back_only_if_somebody_saved_it() -> None:
    said = dict.fromkeys(TABLES["bevindingen"], "") | {"soort": "leeg_teruggestuurd"}
    dataset = make.assemble(
        [],
        inzendingen=[make.submission("2026", name, "leeg") for name in ("Aa", "Bb")],
        bevindingen=[said | {"bestand": "Aa.xlsx"}],
    )
    assert rows(riec(dataset)["respons"], "organisatie", "stand", "bestanden") == [
        ("Aa", "leeg", 1),
        ("Bb", "geen", 0),
        ("Cc", "geen", 0),
    ]


def test_a_refused_file_says_why() -> None:
    refused = make.submission("2026", "Aa", "afgewezen", reden="Onleesbaar.", fouten=1)
    response = riec(make.assemble([], inzendingen=[refused]))["respons"]
    assert rows(response, "organisatie", "stand", "reden", "fouten")[0] == (
        "Aa",
        "afgewezen",
        "Onleesbaar.",
        1,
    )


def test_development_compares_the_same_gemeenten_on_norms_judged_twice() -> None:
    tables = riec(
        make.dataset(
            m2025="| norm | Aa | Bb |\n| 1.1 | n | d |\n| 1.2 | v | x |",
            m2026="| norm | Aa | Bb | Cc |\n| 1.1 | v | n | v |\n| 1.2 | v | v | v |",
        )
    )
    assert rows(
        tables["ontwikkeling_normen"], "norm", "n", "voldoet_vorige", "voldoet", "omhoog", "omlaag"
    ) == [("1.1", 2, 0, 1, 1, 1), ("1.2", 1, 1, 1, 0, 0)]
    assert rows(tables["ontwikkeling_buiten"], "soort", "naam") == [("alleen_nu", "Cc")]
    assert rows(tables["verloop"], "vorige_meting", "meting", "gemeenten", "n") == [
        ("2025", "2026", 2, 3)
    ]


def test_actions_stand_by_date_and_the_overdue_ones_are_marked() -> None:
    def planned(name: str, norm: str, status: str, day: str) -> dict[str, object]:
        date_ = pd.Timestamp(day) if day else pd.NaT
        return make.answer("2026", name, norm, status, actie="Doen", streefdatum=date_)

    answers = [
        planned("Aa", "1.1", "niet", "2027-12-31"),
        planned("Bb", "1.1", "deels", "2026-05-31"),
        planned("Cc", "1.1", "voldoet", "2026-01-01"),
        planned("Aa", "2.1", "niet", "2028-01-01"),
        planned("Bb", "2.1", "niet", ""),
    ]
    tables = riec(make.assemble(answers))
    assert rows(tables["acties"], "organisatie", "norm", "te_laat") == [
        ("Bb", "1.1", True),
        ("Aa", "1.1", False),
        ("Aa", "2.1", False),
        ("Bb", "2.1", False),
    ]
    columns = ("thema", "n", "voldoet", "gepland", "als_alles_slaagt")
    assert rows(tables["plannen"], *columns) == [
        ("1", 3, 1, 2, 1.0),
        ("2", 2, 0, 0, 0.0),
        ("alle", 5, 1, 2, 0.6),
    ]
    # The two that are not planned: one for later, one without a date.
    assert rows(tables["plannen"], *UNPLANNED)[-1] == (1, 1, 0, 0)


def _planned(meting: str, norm: str, status: str, day: str = "") -> dict[str, object]:
    date_ = pd.Timestamp(day) if day else pd.NaT
    return make.answer(meting, "Aa", norm, status, actie="Doen" if day else "", streefdatum=date_)


def test_a_plan_came_true_when_it_was_due_and_the_norm_is_met_in_the_next_meting() -> None:
    answers = [
        _planned("2025", "1.1", "niet", "2025-12-31"),  # due, met
        _planned("2025", "1.2", "niet", "2025-12-31"),  # due, not met
        _planned("2025", "1.3", "niet", "2026-12-31"),  # not due yet
        _planned("2025", "1.4", "niet"),  # no plan
        _planned("2025", "1.5", "voldoet", "2025-12-31"),  # nothing to plan
        _planned("2025", "1.6", "niet", "2025-12-31"),  # due, not met, and put off
        *(
            _planned("2026", f"1.{number}", status)
            for number, status in enumerate(("voldoet", "deels", "voldoet", "voldoet", "niet"), 1)
        ),
        _planned("2026", "1.6", "niet", "2027-12-31"),
    ]
    tables = riec(make.assemble(answers), TRIO[:1])
    columns = ("vorige_meting", "meting", "voorbij", "gehaald", "verschoven")
    assert rows(tables["eerdere_plannen"], *columns) == [("2025", "2026", 3, 1, 1)]


@pytest.mark.parametrize(
    ("met", "planned", "due", "kept", "verdict"),
    [
        (90, 0, 0, 0, "op_koers"),
        (50, 45, 0, 0, "als_alles_slaagt"),  # nobody knows yet how many succeed
        (50, 45, 10, 9, "op_koers"),  # nearly all of them did so far
        (50, 45, 10, 5, "als_alles_slaagt"),
        (50, 39, 10, 10, "niet_op_koers"),
    ],
)
def test_on_course_is_a_judgement_with_a_margin(
    met: int, planned: int, due: int, kept: int, verdict: str
) -> None:
    plans = pd.Series(
        {
            "n": 100,
            "voldoet": met,
            "gepland": planned,
            "aandeel": met / 100,
            "als_alles_slaagt": (met + planned) / 100,
        }
    )
    before = pd.DataFrame({"voorbij": [due], "gehaald": [kept]})
    assert judged_course(plans, before) == verdict


def test_who_asks_for_help_and_who_can_give_it() -> None:
    answers = [
        make.answer("2026", "Aa", "1.1", "niet", uitwisseling="Hulp gewenst"),
        make.answer("2026", "Bb", "1.1", "voldoet", uitwisseling="Kan anderen helpen"),
        make.answer("2026", "Cc", "1.1", "voldoet"),
        make.answer("2026", "Dd", "1.1", "voldoet", uitwisseling="Kan anderen helpen", noemen=""),
    ]
    four = [make.gemeente(name) for name in ("Aa", "Bb", "Cc", "Dd")]
    made = tables_for_riec(make.assemble(answers), four, "RIEC Test", today=make.TODAY)
    assert rows(made["uitwisseling"], "organisatie", "rol") == [
        ("Aa", "vraagt"),
        ("Bb", "biedt"),
        ("Cc", "voldoet"),
        ("Dd", "stil"),  # its workbook did not say that it would be named
    ]
    assert made["normen"].set_index("norm").loc["1.1", "kan_helpen"] == 2


def test_findings_of_other_metingen_and_other_regions_stay_away() -> None:
    def finding(code: str, meting: str, severity: str) -> dict[str, object]:
        return {"organisatie_code": code, "meting": meting, "ernst": severity, "melding": "x"}

    found = [
        finding("Bb", "2026", "info"),
        finding("Aa", "2026", "info"),
        finding("Cc", "2026", "fout"),
        finding("Aa", "2025", "fout"),
        finding("Elders", "2026", "fout"),
    ]
    answers = [make.answer("2026", "Aa", "1.1", "voldoet")]
    tables = riec(make.assemble(answers, bevindingen=found))
    assert rows(tables["bevindingen"], "ernst", "organisatie") == [
        ("fout", "Cc"),
        ("info", "Aa"),
        ("info", "Bb"),
    ]


def test_without_a_previous_meting_nothing_is_compared() -> None:
    tables = riec(ONE_MEETING)
    assert all(tables[name].empty for name in tables if name.startswith("ontwikkeling"))
    assert tables["verloop"].empty


def test_a_merged_gemeente_and_its_successor_are_left_out_and_explained() -> None:
    organisations = (
        make.gemeente("Aa"),
        make.gemeente("Bb", valid_until=date(2026, 12, 31), successor="Aa"),
        make.gemeente("Cc"),
    )
    dataset = make.dataset(
        m2026="| norm | Aa | Bb | Cc |\n| 1.1 | n | n | n |",
        m2027="| norm | Aa | Cc |\n| 1.1 | v | v |",
    )
    tables = riec(dataset, organisations)
    assert list(tables["ontwikkeling_gemeenten"]["organisatie"]) == ["Cc"]
    assert rows(tables["ontwikkeling_buiten"], "soort", "naam", "ander") == [
        ("opgegaan", "Bb", "Aa"),
        ("samengevoegd", "Aa", "Bb"),
    ]
    assert list(tables["respons"]["organisatie"]) == ["Aa", "Cc"]
    assert list(riec(dataset, organisations, meting="2026")["respons"]["organisatie"]) == [
        "Aa",
        "Bb",
        "Cc",
    ]


def test_a_new_editie_compares_only_norms_that_continue_one_to_one() -> None:
    answers = [
        *(make.answer("2026", "Aa", norm, "niet") for norm in ("1.1", "1.2", "1.3", "1.4")),
        *(
            make.answer("2027", "Aa", norm, "voldoet", editie="2027")
            for norm in ("1.1", "1.2", "1.3", "1.4", "1.5")
        ),
    ]
    new = {"1.1": "1.2", "1.2": "1.1 1.3", "1.3": "", "1.4": "1.4", "1.5": "1.4"}
    normen = [
        *(make.norm_row(norm) for norm in ("1.1", "1.2", "1.3", "1.4", "1.6")),
        *(make.norm_row(norm, "2027", vervangt=old) for norm, old in new.items()),
    ]
    tables = riec(make.assemble(answers, normen=normen))
    assert rows(tables["ontwikkeling_normen"], "norm", "norm_vorige", "n") == [("1.1", "1.2", 1)]
    assert rows(tables["ontwikkeling_buiten"], "soort", "naam", "ander") == [
        ("norm_gebundeld", "1.2", "1.1, 1.3"),
        ("norm_nieuw", "1.3", ""),
        ("norm_gebundeld", "1.4", "1.4"),
        ("norm_gebundeld", "1.5", "1.4"),
        ("norm_vervallen", "1.6", ""),
    ]


def test_gemeenten_stand_in_alphabetical_order() -> None:
    names = ["Zand", "'s-Graveland", "Édam", "De Ronde", "aalsmeer"]
    ordered = alphabetical(make.gemeente(name) for name in names)
    assert [item.name for item in ordered] == [
        "aalsmeer",
        "De Ronde",
        "Édam",
        "'s-Graveland",
        "Zand",
    ]


def test_unknown_riec_and_meting_are_named_with_what_exists() -> None:
    with pytest.raises(UsageError, match="RIEC Test"):
        tables_for_riec(ONE_MEETING, TRIO, "Elders", today=make.TODAY)
    with pytest.raises(UsageError, match="2026"):
        riec(ONE_MEETING, meting="2062")


def test_no_answers_at_all_gives_tables_without_rows() -> None:
    empty = make.assemble([])
    tables = riec(empty)
    assert tables["over"]["geantwoord"].iloc[0] == 0
    assert len(tables["respons"]) >= 3
    assert tables["normen"].empty


@pytest.mark.parametrize("seed", range(6))
def test_categories_give_the_same_tables_as_strings(seed: int) -> None:
    rng = make.seeded(seed)
    organisations = make.random_gemeenten(rng, 20)
    plain = make.random_dataset(rng, organisations)
    typed = Dataset(
        **{
            name: frame.astype(
                {column: "category" for column in frame.columns if column in CATEGORY_COLUMNS}
            )
            for name, frame in vars(plain).items()
        }
    )
    left = tables_for_riec(plain, organisations, "A", today=make.TODAY)
    right = tables_for_riec(typed, organisations, "A", today=make.TODAY)
    for name in left:
        pd.testing.assert_frame_equal(left[name], right[name])


# --- the same figures in plain Python ---------------------------------------------------

Answers = dict[tuple[str, str, str], str]


def given(dataset: Dataset) -> Answers:
    """(meting, code, norm) -> status."""
    return {
        (str(row["meting"]), str(row["organisatie_code"]), str(row["norm"])): str(row["status"])
        for row in dataset.antwoorden.to_dict("records")
    }


def counted(answers: Answers, meting: str, codes: set[str], normen: list[str]) -> Counter[str]:
    return Counter(
        answers.get((meting, code, norm), "") or "open" for code in codes for norm in normen
    )


def portion(counts: Counter[str]) -> float:
    n = counts["voldoet"] + counts["deels"] + counts["niet"]
    return counts["voldoet"] / n if n else nan


def who_answered(answers: Answers, meting: str, codes: set[str]) -> set[str]:
    return {code for label, code, norm in answers if label == meting and code in codes} & {
        code for (label, code, _), status in answers.items() if label == meting and status
    }


@pytest.mark.parametrize("seed", range(25))
def test_plain_python_agrees_on_a_riec(seed: int) -> None:
    rng = make.seeded(seed)
    organisations = (*make.random_gemeenten(rng, rng.choice([6, 15, 44])), make.PROVINCIE)
    normen = ["1.1", "1.2", "2.1", "2.2", "2.3"]
    dataset = make.random_dataset(rng, organisations, normen)
    name = organisations[0].riec
    tables = tables_for_riec(dataset, organisations, name, today=make.TODAY)
    answers = given(dataset)
    members = {item.code for item in organisations if item.riec == name}
    codes = who_answered(answers, "2026", members)

    for row in tables["normen"].to_dict("records"):
        expected = counted(answers, "2026", codes, [row["norm"]])
        assert {key: row[key] for key in ("voldoet", "deels", "niet", "nvt", "open")} == {
            key: expected[key] for key in ("voldoet", "deels", "niet", "nvt", "open")
        }
        assert same(row["aandeel"], portion(expected))
    for row in tables["themas"].to_dict("records"):
        own = [norm for norm in normen if row["thema"] in {"alle", norm[0]}]
        assert same(row["aandeel"], portion(counted(answers, "2026", codes, own)))
        shares = [portion(counted(answers, "2026", {code}, own)) for code in codes]
        shares = [value for value in shares if not isnan(value)]
        assert row["gemeenten"] == len(shares)
        if len(shares) > 1:
            low, middle, high = statistics.quantiles(shares, n=4, method="inclusive")
            assert row["kwartiel_1"] == pytest.approx(low)
            assert row["mediaan"] == pytest.approx(middle)
            assert row["kwartiel_3"] == pytest.approx(high)
            assert (row["minimum"], row["maximum"]) == (min(shares), max(shares))

    both = codes & who_answered(answers, "2025", members)
    score = {"voldoet": 2, "deels": 1, "niet": 0}
    pairs = [
        (score[then], score[now])
        for code in both
        for norm in normen
        if (then := answers.get(("2025", code, norm), "")) in score
        and (now := answers.get(("2026", code, norm), "")) in score
    ]
    course = tables["verloop"].iloc[-1]
    assert course["gemeenten"] == len(both)
    assert course["n"] == len(pairs)
    if pairs:
        assert course["voldoet_vorige"] == sum(then == 2 for then, _ in pairs)
        assert course["voldoet"] == sum(now == 2 for _, now in pairs)
        assert course["omhoog"] == sum(now > then for then, now in pairs)
        assert course["omlaag"] == sum(now < then for then, now in pairs)
