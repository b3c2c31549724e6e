"""Which of several files counts, as tables: a file on a line, with when it was saved.

v, d, n and x are the statuses, `.` is blank; with `+` stands an action beside it. The letter
behind a status and a `+` is the text of that action.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.dataset.decisions import Decision, Decisions
from nhnorm_xlsx.dataset.ledger import TIME_ZONE, SeenFile
from nhnorm_xlsx.dataset.received import Received
from nhnorm_xlsx.dataset.rounds import about_round, calendar
from nhnorm_xlsx.dataset.settling import looked_at, settle
from nhnorm_xlsx.submissions import Submission
from tests.datasets import LETTERS
from tests.returned import HEILOO, STAMP

NORMS = ("1.1", "1.2", "2.1")
OFFERED = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - as the ledger keeps them
DISK = datetime(2026, 5, 31, 12)  # noqa: DTZ001 - as the ledger keeps them


def moment(text: str) -> datetime | None:
    """`12` is noon on that day of May, `12:30` half past noon on that day."""
    day, _, minutes = text.partition(":")
    return datetime(2026, 5, int(day), 12, int(minutes or 0)) if text else None  # noqa: DTZ001


def answer(norm: str, cell: str) -> Answer:
    letter, _, action = cell.partition("+")
    values = {"status": LETTERS[letter], "actie": action}
    return Answer(norm, {key: value for key, value in values.items() if value}, cell="D4")


def files(table: str) -> tuple[list[SeenFile], dict[str, Submission]]:
    """The files of a table; the column `sha` is the name where it is not given."""
    lines = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    heading, *rows = [[cell.strip() for cell in line] for line in lines]
    seen, submissions = [], {}
    for row in (dict(zip(heading, cells, strict=True)) for cells in rows):
        name = row["bestand"]
        item = SeenFile(
            f"{name}.xlsx", row.get("sha", name), 1, moment(row.get("schijf", "")) or DISK,
            moment(row.get("gemaild", "")), OFFERED,
        )  # fmt: skip
        saved = moment(row["opgeslagen"])
        said = row.get("is", "")
        seen.append(item)
        submissions[item.content] = Submission(
            item.file, "onbruikbaar" if said == "afgewezen" else "", (),
            replace(STAMP, meting=row.get("meting", "") or "2026"), HEILOO,
            tuple(answer(norm, row[norm]) for norm in NORMS if norm in row),
            modified=saved.replace(tzinfo=TIME_ZONE) if saved else None,
            corrects=frozenset(row.get("van", "").split()),
            untouched=said in ("leeg", "ongeopend"), unopened=said == "ongeopend",
        )  # fmt: skip
    return seen, submissions


def settled(table: str, *lines: str, merged: bool = False) -> dict[str, Received]:
    """What became of each file; a line of decision is `file besluit [waarde]`."""
    seen, submissions = files(table)
    decisions = Decisions(
        frozenset({("2026", "GM0399")} if merged else ()),
        tuple(
            Decision(*_parts(line), "nagevraagd", f"regel {number}")
            for number, line in enumerate(lines, 2)
        ),
    )
    return {
        item.seen.file.removesuffix(".xlsx"): item for item in settle(seen, submissions, decisions)
    }


def _parts(line: str) -> tuple[str, str, str]:
    name, verdict, value = (*line.split(), "")[:3]
    return name, verdict, value


def outcomes(found: Mapping[str, Received]) -> dict[str, str]:
    return {name: item.outcome for name, item in found.items()}


def said(item: Received) -> list[str]:
    return [about.kind.code for about in item.said]


def message(item: Received, code: str) -> str:
    (text,) = [about.message for about in item.said if about.kind.code == code]
    return text


# --- in order of time -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "counts", "norms"),
    [
        ("| b | 2 | n | n | n |", "b", ""),
        ("| b | 2 | . | v | v |", "a", "1.1"),
        ("| b | 2 | v | . | . |", "a", "1.2, 2.1"),
        ("| b | 2 | .+later | v | v |", "a", "1.1"),
    ],
)
def test_a_later_file_counts_unless_it_leaves_a_norm_blank(
    later: str, counts: str, norms: str
) -> None:
    found = settled(f"""
        | bestand | opgeslagen | 1.1 | 1.2 | 2.1 |
        | a | 1 | v | v | v |
        {later}""")
    assert [name for name, item in found.items() if item.counts] == [counts]
    if norms:
        assert f"norm {norms}." in message(found["b"], "normen_leeg_geworden")
        assert found["b"].outcome == "afgewezen"
    else:
        assert outcomes(found) == {"a": "vervangen", "b": "aanvaard"}
        assert said(found["b"]) == []


def test_an_action_without_a_status_is_an_answer_too_and_may_not_vanish() -> None:
    found = settled("""
        | bestand | opgeslagen | 1.1 | 1.2 |
        | a | 1 | .+plan | v |
        | b | 2 | . | v |
        | c | 3 | d | v |""")
    assert outcomes(found) == {"a": "vervangen", "b": "vervangen", "c": "aanvaard"}
    two = settled("""
        | bestand | opgeslagen | 1.1 | 1.2 |
        | a | 1 | .+plan | v |
        | b | 2 | . | v |""")
    assert outcomes(two) == {"a": "aanvaard", "b": "afgewezen"}
    other = settled("""
        | bestand | opgeslagen | 1.1 | 1.2 |
        | a | 1 | .+plan | v |
        | b | 2 | .+anders | v |""")
    assert outcomes(other) == {"a": "vervangen", "b": "aanvaard"}


def test_a_file_that_was_refused_is_replaced_only_by_one_that_has_all_it_answered() -> None:
    table = """
        | bestand | opgeslagen | 1.1 | 1.2 | 2.1 |
        | a | 1 | v | v | . |
        | b | 2 | . | v | v |
        | c | 3 | v | v | {} |"""
    assert outcomes(settled(table.format("."))) == {
        "a": "vervangen", "b": "afgewezen", "c": "aanvaard",
    }  # fmt: skip
    assert outcomes(settled(table.format("n"))) == {
        "a": "vervangen", "b": "vervangen", "c": "aanvaard",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("v+plan", "v", "norm 1.1 (Actie)"),
        ("v+plan", "v+ander", ""),
        ("v+plan", "n", ""),
        ("v", "v", ""),
    ],
)
def test_text_that_went_while_the_status_stayed_is_said(before: str, after: str, told: str) -> None:
    found = settled(f"""
        | bestand | opgeslagen | 1.1 | 1.2 |
        | a | 1 | {before} | v+blijft |
        | b | 2 | {after} | v+blijft |""")
    assert found["b"].counts
    assert said(found["b"]) == (["velden_leeg_geworden"] if told else [])
    if told:
        assert f"is nu leeg: {told}." in message(found["b"], "velden_leeg_geworden")


def test_what_was_only_carried_over_is_no_answer_that_can_vanish() -> None:
    seen, submissions = files("""
        | bestand | opgeslagen | 1.1 |
        | a | 1 | .+oud |
        | b | 2 | . |""")
    (first,) = submissions["a"].answers
    carried = replace(first, unchanged=frozenset({"actie"}))
    submissions["a"] = replace(submissions["a"], answers=(carried,))
    found = settle(seen, submissions)
    assert [item.outcome for item in found] == ["vervangen", "aanvaard"]


# --- which clock ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clocks", "because"),
    [
        (("1 | | 9", "2 | | 8"), "Het nieuwste telt: b.xlsx is opgeslagen op"),
        (("2 | 9 | 9", "1 | 10 | 8"), "Het nieuwste telt: b.xlsx is gemaild op"),
        (("1 | | 8", "1 | | 9"), "Beide zijn opgeslagen op"),
        (("1 | 9 | 9", "2 | 9 | 8"), "Beide zijn gemaild op"),
        (("| | 8", "8 | | 9"), "Het moment is gelijk; de tijd van het bestand op de schijf"),
    ],
)
def test_by_what_it_is_decided_which_is_the_newer_one(clocks: Sequence[str], because: str) -> None:
    one, other = clocks
    found = settled(f"""
        | bestand | opgeslagen | gemaild | schijf | 1.1 |
        | a | {one} | v |
        | b | {other} | n |""")
    assert outcomes(found) == {"a": "vervangen", "b": "aanvaard"}
    assert because in message(found["a"], "vervangen")


def test_what_was_mailed_again_is_as_new_as_its_last_mail_and_a_copy_makes_nothing_newer() -> None:
    found = settled("""
        | bestand | sha | opgeslagen | gemaild | schijf | 1.1 |
        | a | aa | | | 1 | v |
        | kopie | aa | | | 20 | v |
        | b | bb | | | 10 | n |""")
    assert outcomes(found) == {"a": "vervangen", "kopie": "dubbel", "b": "aanvaard"}
    found = settled("""
        | bestand | sha | opgeslagen | gemaild | schijf | 1.1 |
        | a | aa | | 1 | 1 | v |
        | c | aa | | 20 | 1 | v |
        | d | aa | | | 25 | v |
        | b | bb | | 10 | 1 | n |""")
    assert [name for name, item in found.items() if item.counts] == ["a"]
    assert found["b"].outcome == "vervangen"


# --- the same moment --------------------------------------------------------------------

SAME = """
    | bestand | opgeslagen | 1.1 | 1.2 |
    | a | 1 | v | v |
    | b | 1 | n | v |"""


def test_of_the_same_moment_neither_counts_until_one_line_decides() -> None:
    found = settled(SAME)
    assert outcomes(found) == {"a": "afgewezen", "b": "afgewezen"}
    text = message(found["a"], "moment_gelijk")
    assert "Dit bestand en b.xlsx zijn van hetzelfde moment" in text
    assert "iets anders bij norm 1.1." in text
    found = settled(SAME, "b telt")
    assert outcomes(found) == {"a": "vervangen", "b": "aanvaard"}
    assert "Het gaat voor a.xlsx" in message(found["b"], "besloten")
    assert "besluiten.csv heeft beslist" in message(found["a"], "vervangen")
    assert outcomes(settled(SAME, "a telt", "b telt")) == {"a": "afgewezen", "b": "afgewezen"}


def test_of_the_same_moment_with_the_same_answers_one_counts() -> None:
    found = settled(SAME.replace("| n |", "| v |"))
    assert outcomes(found) == {"a": "aanvaard", "b": "dubbel"}
    assert said(found["b"]) == ["zelfde_antwoorden"]
    assert said(found["a"]) == []


# --- parts and corrections --------------------------------------------------------------

PARTS = """
    | bestand | opgeslagen | 1.1 | 1.2 | 2.1 |
    | hr  | 1 | v | . | v |
    | ict | 2 | . | n | v |"""


@pytest.mark.parametrize(("lines", "merged"), [(("ict deel",), False), ((), True)])
def test_parts_are_the_answer_together(lines: tuple[str, ...], merged: bool) -> None:
    found = settled(PARTS, *lines, merged=merged)
    assert outcomes(found) == {"hr": "aanvaard", "ict": "aanvaard"}
    assert [name for name, item in found.items() if item.counts] == ["ict"]
    given = {item.norm: item.status for item in found["ict"].submission.answers}
    assert given == {"1.1": "voldoet", "1.2": "niet", "2.1": "voldoet"}
    assert "samengevoegd met ict.xlsx." in message(found["hr"], "samengevoegd")
    assert "samengevoegd met hr.xlsx." in message(found["ict"], "samengevoegd")


def test_without_a_word_two_parts_are_no_parts() -> None:
    found = settled(PARTS)
    assert outcomes(found) == {"hr": "aanvaard", "ict": "afgewezen"}
    assert "norm 1.1." in message(found["ict"], "normen_leeg_geworden")


def test_after_parts_a_whole_file_must_hold_what_both_had() -> None:
    rest = "\n    | b | 3 | v | {} | v |"
    assert settled(PARTS + rest.format("."), "ict deel")["b"].outcome == "afgewezen"
    found = settled(PARTS + rest.format("d"), "ict deel")
    assert outcomes(found) == {"hr": "vervangen", "ict": "vervangen", "b": "aanvaard"}


def test_a_workbook_with_corrections_goes_before_what_it_was_made_of_whenever_it_was_saved() -> (
    None
):
    table = """
        | bestand | opgeslagen | van | 1.1 | 1.2 |
        | a | 9 |   | v | n |
        | b | 1 | a | v | d |"""
    found = settled(table)
    assert outcomes(found) == {"a": "vervangen", "b": "aanvaard"}
    assert "het werkboek dat van dit bestand is gemaakt" in message(found["a"], "vervangen")
    blank = settled(table.replace("| v | d |", "| . | d |"))
    assert outcomes(blank) == {"a": "aanvaard", "b": "afgewezen"}
    again = settled(table + "\n        | c | 1 | b | d | d |")
    assert outcomes(again) == {"a": "vervangen", "b": "vervangen", "c": "aanvaard"}
    newer = settled(table + "\n        | c | 10 |  | d | d |")
    assert outcomes(newer) == {"a": "vervangen", "b": "vervangen", "c": "aanvaard"}
    assert "Het nieuwste telt" in message(newer["a"], "vervangen")


# --- blank, left out, refused -----------------------------------------------------------


def test_what_came_back_blank_counts_only_when_it_is_decided() -> None:
    table = """
        | bestand | opgeslagen | is | 1.1 |
        | a | 1 |           | v |
        | b | 2 | leeg      | . |
        | c | 3 | ongeopend | . |"""
    found = settled(table)
    assert outcomes(found) == {"a": "aanvaard", "b": "leeg", "c": "leeg"}
    assert (said(found["b"]), said(found["c"])) == (["leeg_teruggestuurd"], ["niet_geopend"])
    found = settled(table, "b telt")
    assert outcomes(found) == {"a": "vervangen", "b": "aanvaard", "c": "leeg"}
    assert "Norm 1.1 was in a.xlsx ingevuld en is nu leeg." in message(found["b"], "besloten")


def test_what_is_left_out_plays_no_part_and_shows_why() -> None:
    found = settled(SAME.replace("b | 1", "b | 2"), "b uitsluiten")
    assert outcomes(found) == {"a": "aanvaard", "b": "uitgesloten"}
    assert (found["b"].reason, said(found["b"])) == ("nagevraagd", ["uitgesloten"])


@pytest.mark.parametrize(
    ("lines", "opposed"),
    [
        (("a telt", "a uitsluiten"), True),
        (("a deel", "a uitsluiten"), True),
        (("a organisatie GM0399", "a organisatie GM0361"), True),
        (("a organisatie GM0399", "a organisatie GM0399"), False),
        (("a telt", "a deel"), False),
        (("a telt", "b uitsluiten"), False),
        (("a organisatie GM0399", "a uitsluiten"), False),
    ],
)
def test_decisions_that_contradict_each_other_do_not_count(
    lines: tuple[str, ...], opposed: bool
) -> None:
    found = settled("| bestand | opgeslagen | 1.1 |\n| a | 1 | v |", *lines)
    assert ("besluiten_tegenstrijdig" in said(found["a"])) is opposed
    if opposed:
        assert found["a"].outcome == "aanvaard"
        text = message(found["a"], "besluiten_tegenstrijdig")
        assert "regel 2" in text
        assert "regel 3" in text


def test_whose_it_is_according_to_the_coordinator_is_said() -> None:
    table = "| bestand | opgeslagen | 1.1 |\n| a | 1 | v |"
    found = settled(table, "a organisatie GM0399", "a meting 2026")
    assert said(found["a"]) == ["besloten", "besloten"]
    assert "organisatie GM0399" in found["a"].said[0].message
    assert "meting 2026" in found["a"].said[1].message


def test_a_refused_file_says_which_line_would_help() -> None:
    found = settled("| bestand | opgeslagen | is | 1.1 |\n| a | 1 | afgewezen | v |")
    assert (found["a"].outcome, found["a"].counts) == ("afgewezen", False)
    assert "a.xlsx;a;uitsluiten;;vul hier de reden in" in message(found["a"], "zelf_beslissen")


# --- names of the same bytes ------------------------------------------------------------


def test_only_the_copy_of_which_the_name_contradicts_it_is_refused() -> None:
    seen, submissions = files("""
        | bestand | sha | opgeslagen | 1.1 |
        | a | aa | 1 | v |
        | bb | aa | 1 | v |
        | ccc | aa | 1 | v |""")
    refused = replace(submissions["aa"], refusal="naam van een ander", answers=())
    found = settle(seen, submissions, by_name={("aa", "bb.xlsx"): refused})
    assert {item.seen.file: item.outcome for item in found} == {
        "a.xlsx": "aanvaard", "bb.xlsx": "afgewezen", "ccc.xlsx": "dubbel",
    }  # fmt: skip
    assert [item.reason for item in found if item.outcome == "afgewezen"] == ["naam van een ander"]
    # The shortest name stands for them, unless that one is refused.
    found = settle(seen, submissions, by_name={("aa", "a.xlsx"): refused})
    assert {item.seen.file: item.outcome for item in found} == {
        "a.xlsx": "afgewezen", "bb.xlsx": "aanvaard", "ccc.xlsx": "dubbel",
    }  # fmt: skip
    # What is refused for the whole of the dataset stays so under any name.
    nowhere = {"aa": replace(submissions["aa"], refusal="hoort hier niet")}
    good = {("aa", name): submissions["aa"] for name in ("a.xlsx", "bb.xlsx", "ccc.xlsx")}
    found = settle(seen, nowhere, by_name=good)
    assert {item.seen.file: item.outcome for item in found} == {
        "a.xlsx": "afgewezen", "bb.xlsx": "dubbel", "ccc.xlsx": "dubbel",
    }  # fmt: skip


# --- what a run shows -------------------------------------------------------------------


def shown(received: Iterable[Received], *names: str) -> list[str]:
    keys = {(name, f"{name}.xlsx") for name in names}
    return [item.seen.file.removesuffix(".xlsx") for item in looked_at(list(received), keys)]


def test_a_run_shows_what_was_offered_and_what_that_contradicts() -> None:
    found = settled("""
        | bestand | opgeslagen | meting | 1.1 |
        | a | 1 | 2026   | v |
        | b | 2 | 2026   | . |
        | c | 3 | 2026   | v |
        | d | 1 | 2026-2 | v |
        | e | 2 | 2026-2 | . |""")
    assert outcomes(found)["b"] == "vervangen"
    assert outcomes(found)["e"] == "afgewezen"
    assert shown(found.values(), "c") == ["c"]
    assert shown(found.values(), "d") == ["d", "e"]
    assert sorted(shown(found.values())) == ["a", "b", "c", "d", "e"]


def test_parts_that_contradict_each_other_and_opposed_decisions_are_always_shown() -> None:
    found = settled(PARTS.replace("| n |", "| n |").replace("| . | n | v |", "| n | n | v |"),
                    "ict deel")  # fmt: skip
    assert "delen_tegenstrijdig" in [it.kind.code for it in found["ict"].submission.findings]
    assert shown(found.values(), "hr") == ["hr", "ict"]
    agreeing = settled(PARTS, "ict deel")
    assert shown(agreeing.values(), "hr") == ["hr"]
    other = settled(
        "| bestand | opgeslagen | meting | 1.1 |\n| a | 1 | 2026 | v |\n| b | 1 | 2026-2 | v |",
        "b telt", "b uitsluiten",
    )  # fmt: skip
    assert shown(other.values(), "a") == ["a", "b"]


# --- the calendar -----------------------------------------------------------------------


def row(meting: str, made: str, due: str) -> dict[str, str]:
    return {"meting": meting, "organisatie_code": "GM0399", "gemaakt_op": made, "deadline": due}


def round_said(stamp: Stamp, day: str, *register: dict[str, str]) -> list[str]:
    known = calendar(register, [(replace(STAMP, meting="2027"), datetime(2026, 7, 1))])  # noqa: DTZ001
    at = datetime.combine(date.fromisoformat(day), datetime.min.time())
    return [item.kind.code for item in about_round(stamp, at, known)]


@pytest.mark.parametrize(
    ("days", "code"),
    [(14, []), (15, ["lang_na_deadline"]), (60, ["lang_na_deadline"]), (61, ["na_sluiting"])],
)
def test_how_late_is_late_and_when_a_meting_is_closed(days: int, code: list[str]) -> None:
    stamp = replace(STAMP, deadline="2026-03-31")
    late = date(2026, 3, 31) + timedelta(days=days)
    assert round_said(stamp, late.isoformat(), row("2026", "2026-02-01", "")) == code


def test_a_meting_runs_from_the_day_it_was_issued_and_a_later_deadline_holds() -> None:
    metingen = (row("2026", "2026-02-01", "2026-03-31"), row("2027", "2027-02-01", "2027-03-31"),
                row("2026", "2026-02-09", "2026-05-29"), row("2026", "", ""))  # fmt: skip
    stamp = replace(STAMP, deadline="2026-03-31")
    assert round_said(stamp, "2026-06-12", *metingen) == []
    assert round_said(stamp, "2026-06-13", *metingen) == ["lang_na_deadline"]
    later = replace(stamp, meting="2027", deadline="2027-03-31")
    assert round_said(later, "2026-02-01", *metingen) == ["andere_meting"]
    assert round_said(later, "2026-01-31", *metingen) == []
    assert round_said(later, "2027-02-01", *metingen) == []
    assert round_said(later, "2027-01-31", *metingen) == ["andere_meting"]


def test_without_a_register_a_meting_began_with_its_first_answer() -> None:
    stamp = replace(STAMP, deadline="")
    assert round_said(stamp, "2026-06-30") == []
    assert round_said(stamp, "2026-07-01") == ["andere_meting"]
    assert round_said(stamp, "2026-07-01", row("2026", "2026-02-01", "")) == []


def test_when_it_came_back_is_said_of_what_counts_and_of_what_was_refused() -> None:
    seen, submissions = files("""
        | bestand | opgeslagen | meting | 1.1 |
        | a | 2 | 2026 | v |
        | b | 3 | 2026 | . |
        | c | 3 | 2027 | v |""")
    register = (row("2026", "2026-01-01", ""), row("2027", "2026-05-01", ""))
    found = {item.seen.file: said(item) for item in settle(seen, submissions, register=register)}
    assert found == {
        "a.xlsx": ["andere_meting"],
        "b.xlsx": ["normen_leeg_geworden", "andere_meting"],
        "c.xlsx": [],
    }


def test_without_a_register_only_real_answers_say_that_a_meting_began() -> None:
    table = """
        | bestand | opgeslagen | meting | is | 1.1 |
        | a | 5 | 2026 |      | v |
        | b | 2 | 2027 | {} | v |"""
    for other, codes in (("leeg", []), ("afgewezen", []), ("", ["andere_meting"])):
        found = settled(table.format(other))
        assert said(found["a"]) == codes


def test_a_clock_that_was_not_believed_is_said_of_every_file_that_it_plays_a_part_in() -> None:
    seen, submissions = files("""
        | bestand | opgeslagen | 1.1 |
        | a | 1 | v |
        | b | 2 | n |""")
    future = datetime(2199, 1, 1, tzinfo=TIME_ZONE)
    submissions = {name: replace(item, modified=future) for name, item in submissions.items()}
    seen = [replace(seen[0], file_time=DISK - timedelta(days=1)), seen[1]]
    first, last = settle(seen, submissions)
    assert said(first) == ["vervangen", "moment_niet_geloofd"]
    assert said(last) == ["moment_niet_geloofd"]
    assert "lag toen nog in de toekomst" in last.said[0].message


def test_of_a_file_that_was_replaced_only_what_was_decided_about_it_is_still_said() -> None:
    found = settled(
        """
        | bestand | opgeslagen | 1.1 | 1.2 |
        | a | 1 | v | v+plan |
        | b | 2 | . | v |
        | c | 3 | v | v |""",
        "b telt",
    )
    assert outcomes(found) == {"a": "vervangen", "b": "vervangen", "c": "aanvaard"}
    assert said(found["b"]) == ["vervangen", "besloten"]
