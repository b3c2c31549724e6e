"""Parts that different departments filled in become one answer; contradictions are said."""

from __future__ import annotations

from dataclasses import replace

from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.merging import merge
from nhnorm_xlsx.submissions import Submission
from tests.returned import HEILOO, SMALL, returned


def part(name: str, table: str) -> Submission:
    return judge(name, returned(table), {"2024": SMALL}, {"GM0399": HEILOO})


def answers(submission: Submission) -> list[tuple[str, str, str, str]]:
    return [
        (item.norm, item.status, str(item["onderbouwing"]), item.file)
        for item in submission.answers
    ]


def said(submission: Submission) -> list[tuple[str, str]]:
    return [(item.kind.code, item.norm) for item in submission.findings]


def test_each_department_fills_in_its_own_norms() -> None:
    hr = part("hr.xlsx", "| norm | Status | Onderbouwing |\n| 1.1 | Voldoet | zie HR |")
    ict = part("ict.xlsx", "| norm | Status | Onderbouwing |\n| 2.1 | Voldoet | zie ICT |")
    older, whole = merge([hr, ict])
    assert answers(whole) == [
        ("1.1", "voldoet", "zie HR", "hr.xlsx"),
        ("1.2", "", "", "ict.xlsx"),
        ("2.1", "voldoet", "zie ICT", "ict.xlsx"),
    ]
    assert said(older) == []
    assert said(whole) == [("niet_ingevuld", "")]


def test_status_of_one_and_text_of_another_go_together() -> None:
    one = part("een.xlsx", "| norm | Status |\n| 1.1 | Voldoet deels |")
    two = part("twee.xlsx", "| norm | Actie | Streefdatum |\n| 1.1 | vaststellen | 2026-12-01 |")
    _, whole = merge([one, two])
    assert (whole.answers[0].status, whole.answers[0]["actie"]) == ("deels", "vaststellen")
    assert ("vul_aan", "1.1") not in said(whole)


def test_a_contradiction_counts_for_nothing_and_names_both() -> None:
    one = part("een.xlsx", "| norm | Status |\n| 1.1 | Voldoet |\n| 1.2 | Voldoet |")
    two = part("twee.xlsx", "| norm | Status |\n| 1.1 | Voldoet niet |\n| 1.2 | Voldoet |")
    _, whole = merge([one, two])
    assert [item.status for item in whole.answers] == ["", "voldoet", ""]
    (conflict,) = [item for item in whole.findings if item.kind.code == "delen_tegenstrijdig"]
    assert (conflict.norm, conflict.severity.value) == ("1.1", "fout")
    assert "'Voldoet' (een.xlsx" in conflict.message
    assert "'Voldoet niet' (twee.xlsx" in conflict.message


def test_text_of_last_year_gives_way_to_what_somebody_wrote() -> None:
    one = part("een.xlsx", "| norm | Status | Onderbouwing |\n| 1.1 | Voldoet | van vorig jaar |")
    kept = replace(one.answers[0], unchanged=frozenset({"onderbouwing"}))
    one = replace(one, answers=(kept, *one.answers[1:]))
    two = part("twee.xlsx", "| norm | Status | Onderbouwing |\n| 1.1 | Voldoet | van nu |")
    for parts in ([one, two], [two, one]):
        assert merge(parts)[-1].answers[0]["onderbouwing"] == "van nu"


def test_an_error_in_one_part_is_not_asked_for_twice() -> None:
    one = part(
        "een.xlsx", "| norm | Status | Actie | Streefdatum |\n| 1.1 | Voldoet niet | x | ooit |"
    )
    two = part("twee.xlsx", "| norm | Status |\n| 2.1 | Voldoet |")
    older, whole = merge([one, two])
    assert ("ongeldige_datum", "1.1") in said(older)
    assert ("vul_aan", "1.1") not in said(whole)
