"""Which norm a row is about: two of three decide, and nothing is ever guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.definition import Definition, Thema
from nhnorm_xlsx.intake.raw import RawSheet, RawValue, RawWorkbook
from nhnorm_xlsx.intake.witnesses import NormTexts, Witnesses, decide, numbers_in
from tests.returned import HEADING_ROW, STAMP, judged, norm, stamp_sheet, theme_sheet

NONE: frozenset[str] = frozenset()


def said(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("row", "decided"),
    [
        (Witnesses(said("1"), said("1"), said("1")), "1"),
        (Witnesses(said("2"), said("1"), said("1")), "1"),
        (Witnesses(said("1"), said("2"), said("1")), "1"),
        (Witnesses(said("1"), said("1"), said("2")), "1"),
        (Witnesses(said("1"), said("2"), said("3")), ""),
        (Witnesses(said("1"), said("2")), ""),
        (Witnesses(NONE, said("1"), said("2")), ""),
        (Witnesses(said("1"), NONE, said("1")), "1"),
        (Witnesses(said("1")), "1"),
        (Witnesses(NONE, said("1")), "1"),
        (Witnesses(), ""),
        # A text or a number that stands for several norms agrees with each, and decides none.
        (Witnesses(said("1"), NONE, said("1", "2")), "1"),
        (Witnesses(NONE, said("5.1", "5.10"), said("5.10")), "5.10"),
        (Witnesses(NONE, said("5.1", "5.10")), ""),
        (Witnesses(said("3"), said("1", "2"), said("1", "2")), ""),
        (Witnesses(said("1"), said("1", "2"), said("2")), ""),
    ],
)
def test_two_of_three_decide(row: Witnesses, decided: str) -> None:
    assert [item.norm for item in decide([row])] == [decided]


def test_one_witness_gives_way_to_a_row_that_may_be_the_same_norm() -> None:
    alone, doubtful = Witnesses(said("1")), Witnesses(said("2"), said("1"))
    assert [item.norm for item in decide([alone, doubtful])] == ["", ""]
    assert [item.norm for item in decide([alone, Witnesses(said("2"))])] == ["1", "2"]


LONG = "Wij doen dit elk jaar opnieuw, samen met de afdeling"
EDITIES = (
    Definition("2024", (Thema("1", "T", "T", (norm("1.1", LONG + " Veiligheid."),
                                              norm("1.2", LONG + " Financiën."),
                                              norm("1.3", "Wij zeggen 'ja'."),
                                              norm("1.4", "Wij zeggen 'ja'."))),)),
    Definition("2028", (Thema("1", "T", "T", (norm("1.1", "Wij zeggen 'ja'."),
                                              norm("1.2", "Een heel andere tekst."))),)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (LONG + " Veiligheid.", {"1.1"}),
        (f"  {LONG}\n VEILIGHEID. ", {"1.1"}),
        (LONG + " Veil", {"1.1"}),
        (LONG + " Vei…", {"1.1"}),
        (LONG + " Vei...", {"1.1"}),
        (LONG, set()),  # two texts begin like this
        ("Wij doen dit", set()),  # too short to say
        (LONG + " Veiligheid. En meer.", set()),
        ("Wij zeggen ‘ja’.", {"1.3", "1.4"}),  # its own editie goes first
        ("Een heel andere tekst.", {"1.2"}),
        ("", set()),
    ],
)
def test_whose_text_it_is(text: str, named: set[str]) -> None:
    assert NormTexts(EDITIES).names(text, "2024") == named


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("5.1", {"5.1"}),
        (" 5.10. ", {"5.10"}),
        ("5,10", {"5.10"}),
        (5.1, {"5.1", "5.10"}),
        (5.2, {"5.2"}),
        (5, {"5"}),
        (True, set()),
        (None, set()),
        ("51", set()),
        ("A.1", {"A.1"}),
    ],
)
def test_which_norms_a_number_in_view_can_stand_for(value: RawValue, named: set[str]) -> None:
    assert numbers_in(value, ["5", "5.1", "5.2", "5.10", "A.1", "1-1"]) == named


# --- whatever happens to a sheet ---------------------------------------------------------

NUMBERS = [f"1.{number}" for number in range(1, 7)]
BOOK = Definition(
    "2024",
    (Thema("1", "Thema", "1 Thema", tuple(norm(n, f"Dit is de tekst van {n}.") for n in NUMBERS)),),
)
ROWS = range(HEADING_ROW + 1, HEADING_ROW + 1 + len(NUMBERS))
KEY, NUMBER, TEXT, STATUS, REASON, LAST = 1, 2, 3, 4, 5, 11


def sheet_with_answers() -> RawSheet:
    given = {n: {"Status": "Voldoet", "Onderbouwing": f"over {n}"} for n in NUMBERS}
    return theme_sheet(BOOK.themas[0], given)


def moved(sheet: RawSheet, order: list[int], columns: range) -> RawSheet:
    """Row `order[i]` of these columns comes to stand on row `i`, as after sorting or pasting."""
    cells = dict(sheet.cells)
    for row, source in zip(ROWS, order, strict=True):
        for column in columns:
            cells.pop((row, column), None)
            if (ROWS[source], column) in sheet.cells:
                cells[row, column] = sheet.cells[ROWS[source], column]
    return replace(sheet, cells=cells)


def read(sheet: RawSheet) -> tuple[dict[str, str], list[tuple[str, str, str]], str]:
    stamp = stamp_sheet(replace(STAMP, definitie_sha256=BOOK.sha256), (sheet_with_answers(),))
    submission = judged(RawWorkbook((sheet, stamp)), BOOK)
    answers = {item.norm: str(item["onderbouwing"]) for item in submission.answers if item.status}
    found = [(item.severity.value, item.kind.code, item.norm) for item in submission.findings]
    parts = [str(value) for answer in submission.answers for value in answer.values.values()]
    parts += [STATUS_BY_KEY[item.status].label for item in submission.answers if item.status]
    parts += [f"{item.value} {item.message}" for item in submission.findings]
    return answers, found, "\n".join(parts)


ORDER = st.permutations(range(len(NUMBERS)))
ANY_ROWS = st.lists(st.integers(0, len(NUMBERS) - 1), min_size=len(NUMBERS), max_size=len(NUMBERS))


@settings(max_examples=60, deadline=None)
@given(ORDER)
def test_however_what_is_in_view_is_sorted_every_answer_is_at_its_norm(order: list[int]) -> None:
    answers, found, _ = read(moved(sheet_with_answers(), order, range(NUMBER, LAST)))
    assert answers == {n: f"over {n}" for n in NUMBERS}
    assert [item for item in found if item[0] != "info"] == (
        [] if order == sorted(order) else [("waarschuwing", "rijen_gesorteerd", "")]
    )


@settings(max_examples=60, deadline=None)
@given(ORDER)
def test_however_the_keys_are_shuffled_every_answer_is_at_its_norm(order: list[int]) -> None:
    answers, _, _ = read(moved(sheet_with_answers(), order, range(KEY, NUMBER)))
    assert answers == {n: f"over {n}" for n in NUMBERS}


@settings(max_examples=100, deadline=None)
@given(ANY_ROWS)
def test_rows_pasted_over_others_are_counted_once_and_the_rest_is_missed(order: list[int]) -> None:
    answers, found, _ = read(moved(sheet_with_answers(), order, range(NUMBER, LAST)))
    there = {NUMBERS[source] for source in order}
    assert answers == {n: f"over {n}" for n in NUMBERS if n in there}
    missed = {norm for level, code, norm in found if code == "norm_ontbreekt"}
    assert missed == set(NUMBERS) - there


@settings(max_examples=200, deadline=None)
@given(ANY_ROWS, ANY_ROWS, ANY_ROWS, st.sets(st.tuples(st.sampled_from(ROWS), st.integers(1, 3))))
def test_no_answer_ends_at_a_norm_that_two_witnesses_do_not_name_and_none_is_lost(
    keys: list[int], numbers: list[int], texts: list[int], emptied: set[tuple[int, int]]
) -> None:
    sheet = sheet_with_answers()
    for column, order in ((KEY, keys), (NUMBER, numbers), (TEXT, texts)):
        sheet = moved(sheet, order, range(column, column + 1))
    cells = {at: value for at, value in sheet.cells.items() if at not in emptied}
    sheet = replace(sheet, cells=cells)
    answers, found, known = read(sheet)
    for row, own in zip(ROWS, NUMBERS, strict=True):
        seen = [
            named
            for column, of in ((KEY, keys), (NUMBER, numbers), (TEXT, texts))
            if (row, column) in cells
            for named in [NUMBERS[of[row - ROWS[0]]]]
        ]
        assert f"over {own}" in known
        for at, text in answers.items():
            if text == f"over {own}":
                assert seen.count(at) >= 2 or seen == [at]
    if len(answers) < len(NUMBERS):
        assert "fout" in {level for level, _, _ in found}
