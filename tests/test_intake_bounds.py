"""Bounds and corners of what is understood of a returned workbook, each at both its sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pytest

from nhnorm_xlsx.contract.issued import ISSUED_KEY, issued_row
from nhnorm_xlsx.contract.keys import CARRIED_COLUMN, FIELD_KEY, NUMBER_COLUMN, START_KEY
from nhnorm_xlsx.contract.stamp import CORRECTION_KEY, correction_row
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.definition import Definition, Thema
from nhnorm_xlsx.intake.judging import judge, with_issued
from nhnorm_xlsx.intake.raw import CellError, RawSheet, RawValue, RawWorkbook
from nhnorm_xlsx.submissions import Decided, Issued, Submission
from tests import forms
from tests.returned import HEILOO, SMALL, STAMP, change, flat, judged, norm, returned, statuses

FIRST, SECOND = (thema.sheet for thema in SMALL.themas)
FULL = """
| norm | Status       | Onderbouwing |
| 1.1  | Voldoet      | zie intranet |
| 1.2  | Voldoet      |              |
| 2.1  | Voldoet niet |              |
"""


def codes(submission: Submission) -> list[str]:
    return [item.kind.code for item in submission.findings]


# --- the number in view -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "ours"),
    [
        (date(2026, 2, 1), True),
        (date(2026, 1, 2), True),
        (datetime(2026, 2, 1), True),  # noqa: DTZ001
        (date(2026, 3, 1), False),
        (date(2026, 2, 2), False),
    ],
)
def test_a_number_that_a_program_took_for_a_day_is_ours(seen: RawValue, ours: bool) -> None:
    submission = judged(change(returned(FULL), FIRST, {(5, 2): seen}))
    assert statuses(submission)["1.2"] == "voldoet"
    assert ("B5" in [cell for _, cell, _ in flat(submission)]) is not ours


# --- rows of which only one thing tells the norm ----------------------------------------


def sheets(number: int) -> Definition:
    themas = tuple(
        Thema(f"{at}", f"Thema {at}", f"{at} Thema", (norm(f"{at}.1"),))
        for at in range(1, number + 1)
    )
    return Definition("2024", themas)


@pytest.mark.parametrize(("number", "said"), [(3, 3), (4, 1)])
def test_on_more_than_three_sheets_it_is_one_finding(number: int, said: int) -> None:
    definition = sheets(number)
    table = "| norm | Status |" + "".join(f"\n| {n}.1 | Voldoet |" for n in range(1, number + 1))
    workbook = returned(table, definition=definition)
    for thema in definition.themas:
        workbook = change(workbook, thema.sheet, {(4, 2): "", (4, 3): ""})
    found = [item for item in judged(workbook, definition).findings
             if item.kind.code == "norm_een_kenmerk"]  # fmt: skip
    assert len(found) == said
    assert ("op dit blad" in found[0].message.lower()) is (said > 1)
    assert ("4 bladen" in found[0].message) is (said == 1)


def test_a_row_with_one_witness_is_only_said_when_something_stands_there() -> None:
    bare: dict[tuple[int, int], RawValue] = {(5, 2): "", (5, 3): ""}
    blank = judged(change(returned("| norm | Status |\n| 1.1 | Voldoet |"), FIRST, bare))
    assert "norm_een_kenmerk" not in codes(blank)
    assert "norm_een_kenmerk" in codes(judged(change(returned(FULL), FIRST, bare)))


def test_how_many_rows_were_sorted_is_counted() -> None:
    texts = {item.number: item.text for item in SMALL.norms}
    swapped: dict[tuple[int, int], RawValue] = {
        (4, 2): "1.2", (4, 3): texts["1.2"], (5, 2): "1.1", (5, 3): texts["1.1"],
    }  # fmt: skip
    submission = judged(change(returned(FULL), FIRST, swapped))
    (found,) = [item for item in submission.findings if item.kind.code == "rijen_gesorteerd"]
    assert "(2 rijen; rij 4 toont norm 1.2, het kenmerk zegt 1.1)" in found.message
    one = judged(change(returned(FULL), FIRST, {(4, 2): "2.1"}))
    (found,) = [item for item in one.findings if item.kind.code == "nummer_van_andere_norm"]
    assert "(1 rij; rij 4 toont 2.1" in found.message


# --- Start ------------------------------------------------------------------------------


def with_start(*cells: Mapping[tuple[int, int], RawValue]) -> RawWorkbook:
    workbook = returned(FULL)
    added = tuple(RawSheet(f"Start {at}", found) for at, found in enumerate(cells, 1))
    return replace(workbook, sheets=(*workbook.sheets, *added))


def test_a_second_value_on_start_and_a_key_nobody_knows_are_told_and_not_used() -> None:
    one, two, odd = (
        {(3, 1): START_KEY + key, (3, 2): key, (3, 3): value}
        for key, value in (("ingevuld_door", "An"), ("ingevuld_door", "Bo"), ("zomaar", "Cor"))
    )
    submission = judged(with_start(one, two, odd))
    assert [(item.key, item.value) for item in submission.start] == [("ingevuld_door", "An")]
    extra = [item.value for item in submission.findings if item.kind.code == "extra_inhoud"]
    assert {"Bo", "Cor"} <= set(extra)
    assert "An" not in extra


# --- untouched --------------------------------------------------------------------------


def issued(version: str, was: str, now: str) -> RawWorkbook:
    """A workbook in which this status stood when it was made, and which one it has now."""
    stamp = replace(STAMP, contract_versie=version)
    workbook = returned(f"| norm | Status |\n| 1.1 | {now} |", stamp=stamp)
    return with_line(workbook, ISSUED_KEY, issued_row("1.1", {"status": was}))


def with_line(workbook: RawWorkbook, key: str, *lines: str) -> RawWorkbook:
    """The workbook with these lines more on its hidden sheet."""
    hidden = workbook.sheets[-1]
    cells = dict(hidden.cells)
    for row, line in enumerate(lines, max(row for row, _ in hidden.cells) + 1):
        cells[row, 1], cells[row, 2] = key, line
    return replace(workbook, sheets=(*workbook.sheets[:-1], replace(hidden, cells=cells)))


@pytest.mark.parametrize(
    ("version", "was", "now", "untouched"),
    [
        ("2", "Voldoet", "Voldoet", True),
        ("2", "Voldoet", "Voldoet niet", False),
        ("2", "Voldoet", "", True),
        ("1", "Voldoet", "Voldoet", False),
    ],
)
def test_from_the_second_contract_on_the_stamp_says_what_was_issued(
    version: str, was: str, now: str, untouched: bool
) -> None:
    assert judged(issued(version, was, now)).untouched is untouched


@pytest.mark.parametrize(
    ("heading", "value", "untouched"),
    [
        ("Onderbouwing", "-", True),
        ("Onderbouwing", "x", False),
        ("Status", "-", False),
        ("Streefdatum", "2026-12-01", False),
    ],
)
def test_a_sign_is_no_answer_except_as_status(heading: str, value: str, untouched: bool) -> None:
    assert judged(returned(f"| norm | {heading} |\n| 1.1 | {value} |")).untouched is untouched


def test_an_error_or_a_formula_in_a_cell_is_something_that_somebody_did() -> None:
    workbook = returned("| norm |")
    assert judged(workbook).untouched
    assert not judged(change(workbook, FIRST, {(4, 5): CellError("#REF!")})).untouched
    first, *rest = workbook.sheets
    formula = replace(first, formulas={(4, 5): "=-1"})
    assert not judged(replace(workbook, sheets=(formula, *rest))).untouched


def test_where_a_thema_or_a_column_is_gone_nobody_can_tell_that_it_is_untouched() -> None:
    workbook = returned("| norm |")
    assert not judged(replace(workbook, sheets=workbook.sheets[1:])).untouched
    gone = change(workbook, FIRST, {(1, 5): "", (3, 5): "Iets"})
    assert "kolom_ontbreekt" in codes(judged(gone))
    assert not judged(gone).untouched


def test_carried_text_is_no_answer_in_the_first_contract() -> None:
    stamp = replace(STAMP, contract_versie="1")
    workbook = returned("| norm | Onderbouwing |\n| 1.1 | zie intranet |", stamp=stamp)
    carried: dict[tuple[int, int], RawValue] = {
        (1, 11): FIELD_KEY + CARRIED_COLUMN,
        (4, 11): f"onderbouwing={text_fingerprint('zie intranet')}",
    }
    assert judged(change(workbook, FIRST, carried)).untouched
    assert not judged(workbook).untouched


# --- damage, decisions, the register ----------------------------------------------------


def test_of_a_damaged_file_without_a_stamp_too_little_is_left() -> None:
    workbook = returned(FULL)
    hurt = replace(workbook, damage=("sheet3.xml",))
    assert "beschadigd_deels" in codes(judged(hurt))
    assert judged(hurt).accepted
    bare = replace(hurt, sheets=workbook.sheets[:-1], properties={})
    assert codes(judged(bare)) == ["beschadigd"]
    assert codes(judged(replace(bare, damage=()))) != ["beschadigd"]


def test_of_what_was_decided_nobody_is_asked_whether_it_was_issued() -> None:
    given = Issued(frozenset({("2026", "GM0399", "iets anders")}), "uitgifte.csv")
    known = ({"2024": SMALL}, forms.ORGANISATIONS)
    judgement = judge("a.xlsx", returned(FULL), *known)
    assert "andere_uitgifte" in codes(with_issued(judgement, given))
    decided = Decided("GM0399", "2026")
    found = with_issued(judge("a.xlsx", returned(FULL), *known, decided=decided), given, decided)
    assert found.organisation is not None
    assert found.organisation.code == HEILOO.code
    assert "andere_uitgifte" not in codes(found)
    assert "andere_uitgifte" not in codes(judged(returned(FULL)))


# --- the meting in a file name ----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("NHNorm-2025-mei.xlsx", False),
        ("NHNorm-2025-mrt.xlsx", False),
        ("NHNorm-2025-december.xlsx", False),
        ("NHNorm-2025-GM0399-Heiloo.xlsx", True),
        ("meting 2026.xlsx", False),
        ("meting 2026-2.xlsx", True),
        ("meting 2025.xlsx", True),
        ("vorige meting 2025.xlsx", False),
    ],
)
def test_which_file_names_say_another_meting(name: str, refused: bool) -> None:
    found = judge(name, returned(FULL), {"2024": SMALL}, forms.ORGANISATIONS)
    assert ("twee_identiteiten" in codes(found)) is refused


def test_our_own_column_for_the_number_may_be_gone() -> None:
    workbook = change(returned(FULL), FIRST, {(1, 2): "", (3, 2): ""})
    assert FIELD_KEY + NUMBER_COLUMN not in workbook.sheets[0].cells.values()
    assert statuses(judged(workbook)) == {"1.1": "voldoet", "1.2": "voldoet", "2.1": "niet"}


# --- the same norm more than once -------------------------------------------------------


def twice(table: str, **cells: RawValue) -> Submission:
    """The first sheet twice, in the copy with these cells: `D4` is the status of 1.1."""
    workbook = returned(table)
    places = {"D4": (4, 4), "D5": (5, 4), "E4": (4, 5), "E5": (5, 5)}
    changed = {**workbook.sheets[0].cells, **{places[at]: value for at, value in cells.items()}}
    copy = replace(workbook.sheets[0], name=f"{FIRST} (2)", cells=changed)
    return judged(replace(workbook, sheets=(*workbook.sheets, copy)))


def said(submission: Submission, code: str) -> list[str]:
    return [item.message for item in submission.findings if item.kind.code == code]


def test_the_same_answer_twice_is_said_once_and_a_contradiction_only_as_such() -> None:
    same = twice(FULL)
    (found,) = said(same, "norm_dubbel")
    assert "(2 normen; norm 1.1 staat ook op '1 Eerste thema (2)' rij 4)" in found
    assert said(same, "norm_tegenstrijdig") == []
    one = twice(FULL, D4="Voldoet niet")
    (found,) = said(one, "norm_dubbel")
    assert "(1 norm; norm 1.2 staat ook op" in found
    assert [item.norm for item in one.findings if item.kind.code == "norm_dubbel"] == ["1.2"]
    (found,) = said(one, "norm_tegenstrijdig")
    assert "bij Status:" in found
    assert statuses(one) == {"1.1": "", "1.2": "voldoet", "2.1": "niet"}
    both = twice(FULL, D4="Voldoet niet", D5="Voldoet niet")
    assert said(both, "norm_dubbel") == []
    assert len(said(both, "norm_tegenstrijdig")) == 2


def test_a_copy_of_which_a_norm_is_blank_says_nothing_about_it() -> None:
    found = twice(FULL, D4="", E4="")
    assert statuses(found)["1.1"] == "voldoet"
    assert said(found, "norm_tegenstrijdig") == []
    found = twice(FULL, D4="")
    assert statuses(found)["1.1"] == ""
    (message,) = said(found, "norm_tegenstrijdig")
    assert "blad '1 Eerste thema' rij 4: Status (D4): Voldoet" in message


# --- what is left to recognise ----------------------------------------------------------


def without_keys(*headings: str) -> RawWorkbook:
    """A first sheet on which every hidden key is gone, with only these headings in view."""
    workbook = returned(FULL)
    first = workbook.sheets[0]
    cells = {at: value for at, value in first.cells.items() if "nhnorm." not in str(value)}
    for (row, column), value in list(cells.items()):
        if row == 3 and column > 3 and value not in headings:
            del cells[row, column]
    return replace(workbook, sheets=(replace(first, cells=cells), *workbook.sheets[1:]))


@pytest.mark.parametrize(
    ("headings", "known"),
    [
        (("Status", "Onderbouwing", "Prioriteit"), True),
        (("Status", "Onderbouwing"), False),
        (("Onderbouwing", "Prioriteit", "Actie"), False),
    ],
)
def test_the_status_and_two_more_headings_are_enough(
    headings: tuple[str, ...], known: bool
) -> None:
    submission = judged(without_keys(*headings))
    assert (statuses(submission)["1.1"] == "voldoet") is known
    assert ("thema_ontbreekt" in codes(submission)) is not known


def test_a_number_or_a_text_by_itself_still_names_its_norm() -> None:
    for gone in ((4, 2), (4, 3)):
        workbook = without_keys("Status", "Onderbouwing", "Prioriteit")
        first = workbook.sheets[0]
        cells = {at: value for at, value in first.cells.items() if at != gone}
        found = judged(
            replace(workbook, sheets=(replace(first, cells=cells), *workbook.sheets[1:]))
        )
        assert statuses(found)["1.1"] == "voldoet"
        assert "via_zichtbare_tekst" in codes(found)


@pytest.mark.parametrize(
    ("fitting", "accepted"), [(("1.1", "1.2"), True), (("1.1",), True), ((), False)]
)
def test_half_of_the_texts_is_enough_to_be_the_same_norm(
    fitting: tuple[str, ...], accepted: bool
) -> None:
    thema = replace(SMALL.themas[0], norms=SMALL.themas[0].norms)
    definition = Definition("2024", (thema,))
    workbook = returned("| norm | Status |\n| 1.1 | Voldoet |", definition=definition)
    for row, item in enumerate(thema.norms, 4):
        if item.number not in fitting:
            workbook = change(workbook, FIRST, {(row, 3): f"Groen {row}."})
    assert judged(workbook, definition).accepted is accepted


@pytest.mark.parametrize(("length", "same"), [(25, True), (24, False)])
def test_a_text_that_was_cut_off_must_be_long_enough(length: int, same: bool) -> None:
    text = "abcdefghijklmnopqrstuvwxyz" * 2
    definition = Definition("2024", (Thema("1", "Eerste thema", FIRST, (norm("1.1", text),)),))
    workbook = returned("| norm | Status |\n| 1.1 | Voldoet |", definition=definition)
    assert judged(change(workbook, FIRST, {(4, 3): text[:length]}), definition).accepted is same


@pytest.mark.parametrize(("length", "end"), [(60, "')"), (61, "…')")])
def test_an_example_of_another_norm_is_shown_in_sixty_characters(length: int, end: str) -> None:
    text = "x" * length
    workbook = returned("| norm | Status |\n| 1.1 | Voldoet |")
    for sheet, row in ((FIRST, 4), (FIRST, 5), (SECOND, 4)):
        workbook = change(workbook, sheet, {(row, 3): text})
    found = judged(workbook)
    assert codes(found)[0] == "andere_norm"
    assert f"norm 1.1: '{'x' * 60}{end}" in found.refusal


# --- contested columns ------------------------------------------------------------------


def test_a_heading_in_the_place_of_another_contests_both_columns() -> None:
    moved = change(returned(FULL), FIRST, {(3, 5): "", (3, 6): "Onderbouwing", (5, 6): "iets"})
    found = judged(moved)
    assert "kolom_ontbreekt" not in codes(found)
    assert statuses(found) == {"1.1": "voldoet", "1.2": "voldoet", "2.1": "niet"}
    values = [item.value for item in found.findings if item.kind.code == "kolom_tegenstrijdig"]
    assert sorted(values) == ["E4: zie intranet", "F5: iets"]


# --- formulas and errors ----------------------------------------------------------------


def test_of_a_formula_that_gives_what_cannot_be_read_only_the_latter_is_said() -> None:
    workbook = change(returned(FULL), FIRST, {(4, 4): "wie weet"})
    first, *rest = workbook.sheets
    formulas = {(4, 4): "=A1", (5, 4): "=A2"}
    found = judged(replace(workbook, sheets=(replace(first, formulas=formulas), *rest)))
    assert [(c, k) for s, c, k in flat(found) if s == FIRST] == [
        ("D4", "onbekende_status"), ("D5", "formule_in_cel"),
    ]  # fmt: skip


def test_an_unreadable_status_is_not_asked_for_again() -> None:
    table = "| norm | Status | Actie |\n| 1.1 | wie weet | plan |\n| 1.2 | | plan |"
    found = judged(returned(table))
    assert [(c, k) for _, c, k in flat(found)][:2] == [
        ("D4", "onbekende_status"), ("D5", "antwoord_zonder_status"),
    ]  # fmt: skip
    assert codes(found).count("antwoord_zonder_status") == 1


def test_the_norms_without_a_status_are_counted_and_what_is_missing_is_not_open() -> None:
    (found,) = said(judged(returned("| norm | Status |\n| 1.1 | Voldoet |")), "niet_ingevuld")
    assert "2 van 3 normen hebben nog geen status: 1.2, 2.1." in found
    workbook = returned("| norm | Status |\n| 2.1 | Voldoet |")
    assert said(judged(replace(workbook, sheets=workbook.sheets[1:])), "niet_ingevuld") == []
    assert said(judged(returned(FULL)), "niet_ingevuld") == []


# --- who contradicts whom ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "NHNorm-2026-GM0361-Alkmaar.xlsx",
            "tegen over van wie het is: Heiloo (GM0399) volgens het verborgen blad en de "
            "eigenschappen van het document; Alkmaar (GM0361) volgens de bestandsnaam. ",
        ),
        (
            "NHNorm-2025-GM0399-Heiloo.xlsx",
            "tegen over de meting: meting 2026 volgens het verborgen blad en de eigenschappen van "
            "het document; meting 2025 volgens de bestandsnaam. ",
        ),
        (
            "NHNorm-2025-GM0361-Alkmaar.xlsx",
            "tegen over van wie het is en de meting: Heiloo (GM0399), meting 2026 volgens het "
            "verborgen blad en de eigenschappen van het document; Alkmaar (GM0361), meting 2025 "
            "volgens de bestandsnaam. ",
        ),
    ],
)
def test_who_says_what_is_told_with_only_what_they_disagree_about(name: str, told: str) -> None:
    found = judge(name, returned(FULL), {"2024": SMALL}, forms.ORGANISATIONS)
    assert told in found.refusal


def test_what_was_decided_is_not_asked_and_the_rest_still_is() -> None:
    known = ({"2024": SMALL}, forms.ORGANISATIONS)
    name = "NHNorm-2025-GM0361-Alkmaar.xlsx"
    one = judge(name, returned(FULL), *known, decided=Decided("GM0399", ""))
    assert "tegen over de meting: " in one.refusal
    assert judge(name, returned(FULL), *known, decided=Decided("gm0399", "2026")).accepted
    wrong = judge(name, returned(FULL), *known, decided=Decided("", "2026 en 2027"))
    assert codes(wrong)[0] == "besluit_onbruikbaar"


def test_another_editie_in_the_properties_is_a_contradiction_until_something_is_decided() -> None:
    workbook = returned(FULL)
    other = {**workbook.properties, "nhnorm_editie": "2028"}
    workbook = replace(workbook, properties=other)
    assert "de editie van de norm: " in judged(workbook).refusal
    for decision in (Decided("GM0399", ""), Decided("", "2026")):
        found = judge("a.xlsx", workbook, {"2024": SMALL}, forms.ORGANISATIONS, decided=decision)
        assert found.accepted


# --- corrections ------------------------------------------------------------------------


def test_a_correction_that_was_not_given_is_an_error_only_for_the_status() -> None:
    asked = [("1.1", "status"), ("1.1", "actie"), ("1.2", "status"), ("1.1", "onderbouwing"),
             ("2.1", ""), ("9.9", "status")]  # fmt: skip
    lines = [correction_row(norm, field, f"{norm} {field}") for norm, field in asked]
    table = "| norm | Status | Onderbouwing |\n| 1.1 | | zie intranet |\n| 1.2 | Voldoet | |"
    found = judged(with_line(returned(table), CORRECTION_KEY, *lines))
    asked_again = ("niet_verbeterd", "nog_leeg", "eerder_gemeld")
    told = {
        (item.kind.code, item.norm, item.field)
        for item in found.findings
        if item.kind.code in asked_again
    }
    assert told == {
        ("niet_verbeterd", "1.1", "status"), ("nog_leeg", "1.1", "actie"),
        ("eerder_gemeld", "2.1", ""), ("eerder_gemeld", "9.9", ""),
    }  # fmt: skip


def test_a_heading_elsewhere_takes_no_column_from_its_key() -> None:
    heading = returned(FULL).sheets[0].cells[3, 7]
    moved: dict[tuple[int, int], RawValue] = {(3, 7): "", (3, 20): heading, (4, 20): "ooit"}
    found = judged(change(returned(FULL), FIRST, moved))
    assert dict(found.answers[0].values) == {
        "status": "voldoet", "onderbouwing": "zie intranet",
    }  # fmt: skip
    assert (FIRST, "T4", "extra_inhoud") in flat(found)
    assert "via_zichtbare_tekst" not in codes(found)
