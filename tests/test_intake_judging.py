"""What a returned workbook says: answers, and a finding for everything that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nhnorm_xlsx import findings
from nhnorm_xlsx.contract.keys import CARRIED_COLUMN, FIELD_KEY, KEY_PREFIX
from nhnorm_xlsx.contract.stamp import FIXED_TEXT_KEY, PROPERTY_PREFIX, Stamp
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.findings import KINDS, Severity
from nhnorm_xlsx.intake.raw import CellError, RawSheet, RawWorkbook
from tests.returned import (
    HEADING_ROW,
    SMALL,
    STAMP,
    change,
    flat,
    judged,
    norm,
    returned,
    stamp_sheet,
    statuses,
    theme_sheet,
)

FULL = """
    | norm | Status        | Onderbouwing | Actie       | Streefdatum |
    | 1.1  | Voldoet       | zie intranet |             |             |
    | 1.2  | Voldoet deels |              | vaststellen | 2026-12-01  |
    | 2.1  | Voldoet niet  |              | beginnen    | 2027-03-01  |
"""


def test_a_complete_workbook_gives_its_answers_and_no_findings() -> None:
    submission = judged(returned(FULL))
    assert submission.accepted
    assert statuses(submission) == {"1.1": "voldoet", "1.2": "deels", "2.1": "niet"}
    assert submission.answers[0]["onderbouwing"] == "zie intranet"
    assert submission.answers[2]["streefdatum"] == date(2027, 3, 1)
    assert submission.answers[1].cell == "D5"
    assert flat(submission) == []


def test_an_empty_workbook_is_accepted_and_says_what_is_open() -> None:
    submission = judged(returned("| norm |"))
    assert statuses(submission) == {"1.1": "", "1.2": "", "2.1": ""}
    assert flat(submission) == [("", "", "niet_ingevuld")]


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("VOLDOET", "voldoet"),
        ("··voldoet··deels·", "deels"),
        ("ja", "voldoet"),
        ("Nee", "niet"),
        ("n.v.t.", "nvt"),
        ("NVT", "nvt"),
        ("in ontwikkeling", "deels"),
        ("Uitgevoerd", "voldoet"),
        ("ontbreekt", "niet"),
    ],
)
def test_odd_spelling_and_aliases_are_understood_and_said(typed: str, status: str) -> None:
    submission = judged(returned(f"| norm | Status |\n| 1.1 | {typed} |"))
    assert statuses(submission)["1.1"] == status
    assert ("1 Eerste thema", "D4", "status_begrepen") in flat(submission)


@pytest.mark.parametrize("typed", ["misschien", "3", "Voldoet wel", "Voldoet?"])
def test_anything_else_is_an_error_never_a_guess(typed: str) -> None:
    submission = judged(returned(f"| norm | Status |\n| 1.1 | {typed} |"))
    assert statuses(submission)["1.1"] == ""
    assert flat(submission)[0] == ("1 Eerste thema", "D4", "onbekende_status")
    assert submission.findings[0].value == typed
    assert "Voldoet deels" in submission.findings[0].message


def test_sheets_renamed_and_moved_rows_and_columns_inserted() -> None:
    workbook = returned(FULL)
    moved = tuple(
        replace(
            sheet,
            name=f"Blad{number}",
            cells={(row + 3, column + 2): value for (row, column), value in sheet.cells.items()},
        )
        for number, sheet in enumerate(reversed(workbook.sheets))
    )
    submission = judged(replace(workbook, sheets=moved))
    assert statuses(submission) == {"1.1": "voldoet", "1.2": "deels", "2.1": "niet"}
    assert submission.answers[0].cell == "F7"
    assert flat(submission) == []


def test_without_hidden_keys_the_visible_headings_and_numbers_serve() -> None:
    workbook = returned(FULL)
    bare = tuple(
        replace(
            sheet,
            cells={
                address: value
                for address, value in sheet.cells.items()
                if not str(value).startswith(KEY_PREFIX)
            },
        )
        for sheet in workbook.sheets
    )
    submission = judged(replace(workbook, sheets=bare))
    assert statuses(submission) == {"1.1": "voldoet", "1.2": "deels", "2.1": "niet"}
    assert {kind for _, _, kind in flat(submission)} == {"via_zichtbare_tekst"}


def test_without_the_hidden_sheet_the_properties_identify() -> None:
    workbook = returned(FULL)
    properties = {PROPERTY_PREFIX + key: getattr(STAMP, key) for key in vars(STAMP)}
    submission = judged(replace(workbook, sheets=workbook.sheets[:-1], properties=properties))
    assert submission.accepted
    assert [kind for _, _, kind in flat(submission)] == [
        "identiteit_uit_eigenschappen",
        "bijgeschreven_onbekend",
    ]


@pytest.mark.parametrize(
    ("stamp", "kind"),
    [
        (replace(STAMP, editie="2031"), "onbekende_editie"),
        (replace(STAMP, organisatie_code="GM9999"), "onbekende_organisatie"),
        (replace(STAMP, contract_versie="7"), "nieuwer_contract"),
        (replace(STAMP, meting="vorig jaar"), "ongeldige_meting"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_contents_on_record(
    stamp: Stamp, kind: str
) -> None:
    submission = judged(returned(FULL, stamp=stamp))
    assert not submission.accepted
    assert submission.findings[0].kind.code == kind
    (kept,) = [item for item in submission.findings if item.kind.code == "inhoud_niet_gebruikt"]
    assert all(text in kept.value for text in ("zie intranet", "vaststellen", "Voldoet niet"))
    # One cause is one finding: not a line for each of the cells.
    assert len(submission.findings) <= 3, flat(submission)


def test_somebody_elses_workbook_is_refused() -> None:
    budget = RawWorkbook((RawSheet("Begroting", {(1, 1): "Post", (2, 1): 1000.0}),))
    submission = judged(budget)
    assert flat(submission) == [("", "", "niet_van_ons")]
    assert "dat u heeft gestuurd" in submission.refusal


def test_an_unknown_norm_and_a_missing_norm() -> None:
    thema = replace(SMALL.themas[0], norms=(norm("1.1"), norm("9.9")))
    sheet = theme_sheet(thema, {"9.9": {"Status": "Voldoet", "Actie": "bewaren"}})
    rest = theme_sheet(SMALL.themas[1], {})
    submission = judged(RawWorkbook((sheet, rest, stamp_sheet(STAMP, (sheet, rest)))))
    found = {item.kind.code: item for item in submission.findings}
    assert found["norm_ontbreekt"].norm == "1.2"
    assert found["onbekende_norm"].value == "Status: Voldoet; Actie: bewaren"
    assert [answer.norm for answer in submission.answers] == ["1.1", "1.2", "2.1"]


def test_a_doubled_norm_counts_only_where_its_rows_agree() -> None:
    workbook = returned(FULL)
    copy = replace(
        workbook.sheets[0],
        name="1 Eerste thema (2)",
        cells={**workbook.sheets[0].cells, (4, 4): "Voldoet niet"},
    )
    submission = judged(replace(workbook, sheets=(copy, *workbook.sheets)))
    assert statuses(submission) == {"1.1": "", "1.2": "deels", "2.1": "niet"}
    conflict = submission.findings[0]
    assert conflict.kind is findings.NORM_TEGENSTRIJDIG
    assert conflict.value == "Voldoet niet / Voldoet"


def test_what_stands_outside_the_input_cells_is_a_finding() -> None:
    workbook = change(returned(FULL), "1 Eerste thema", {(20, 15): "bel mij even", (21, 3): 12.0})
    submission = judged(workbook)
    assert flat(submission) == [
        ("1 Eerste thema", "O20", "extra_inhoud"),
        ("1 Eerste thema", "C21", "extra_inhoud"),
    ]
    assert [item.value for item in submission.findings] == ["bel mij even", "12"]


def test_an_answer_in_the_wrong_place_is_a_finding_though_we_know_the_word() -> None:
    workbook = change(returned("| norm |"), "1 Eerste thema", {(4, 14): "Voldoet"})
    stamp = workbook.sheets[-1]
    known = {**stamp.cells, (9, 1): FIXED_TEXT_KEY,
             (9, 2): text_fingerprint("Voldoet")}  # fmt: skip
    workbook = replace(workbook, sheets=(*workbook.sheets[:-1], replace(stamp, cells=known)))
    assert ("1 Eerste thema", "N4", "extra_inhoud") in flat(judged(workbook))


def test_one_lost_key_and_the_heading_serves() -> None:
    workbook = change(returned(FULL), "1 Eerste thema", {(1, 5): "weg ermee"})
    submission = judged(workbook)
    assert submission.answers[0]["onderbouwing"] == "zie intranet"
    assert flat(submission) == [
        ("1 Eerste thema", "", "via_zichtbare_tekst"),
        ("1 Eerste thema", "E1", "extra_inhoud"),
    ]


def test_text_over_our_number_is_a_finding() -> None:
    workbook = change(returned(FULL), "1 Eerste thema", {(4, 2): "hier staat iets"})
    assert flat(judged(workbook)) == [("1 Eerste thema", "B4", "extra_inhoud")]


def test_a_thema_that_is_gone_is_one_line() -> None:
    workbook = returned(FULL)
    submission = judged(replace(workbook, sheets=workbook.sheets[1:]))
    assert [item.kind.code for item in submission.findings] == ["thema_ontbreekt"]
    assert "1.1, 1.2" in submission.findings[0].message
    assert statuses(submission) == {"1.1": "", "1.2": "", "2.1": "niet"}


def test_a_changed_norm_text_is_noticed() -> None:
    workbook = change(returned(FULL), "2 Tweede thema", {(4, 3): "Wij doen iets anders."})
    assert flat(judged(workbook)) == [("2 Tweede thema", "rij 4", "normtekst_gewijzigd")]


def test_errors_and_formulas_in_input_cells() -> None:
    workbook = change(returned(FULL), "1 Eerste thema", {(4, 5): CellError("#REF!")})
    sheet = workbook.sheets[1]
    workbook = replace(
        workbook,
        sheets=(
            workbook.sheets[0],
            replace(sheet, formulas={(HEADING_ROW + 1, 4): "=A1"}),
            workbook.sheets[2],
        ),
    )
    submission = judged(workbook)
    assert flat(submission) == [
        ("1 Eerste thema", "E4", "fout_in_cel"),
        ("2 Tweede thema", "D4", "formule_in_cel"),
    ]
    assert statuses(submission)["2.1"] == "niet"


def test_a_formula_without_outcome_is_kept_as_text() -> None:
    workbook = returned(FULL)
    sheet = replace(workbook.sheets[0], formulas={(5, 5): "= deels geregeld", (4, 4): "=B7"})
    cells = {address: value for address, value in sheet.cells.items() if address != (4, 4)}
    submission = judged(
        replace(workbook, sheets=(replace(sheet, cells=cells), *workbook.sheets[1:]))
    )
    assert submission.answers[1]["onderbouwing"] == "= deels geregeld"
    assert statuses(submission)["1.1"] == ""
    found = {(item.cell, item.kind.code): item.value for item in submission.findings}
    assert found["D4", "onbekende_status"] == "=B7"
    assert found["E5", "formule_zonder_uitkomst"] == "= deels geregeld"
    assert ("D4", "formule_zonder_uitkomst") not in found


def test_what_the_status_still_asks_for_is_a_warning() -> None:
    submission = judged(
        returned(
            """
            | norm | Status              | Actie       | Streefdatum |
            | 1.1  | Niet van toepassing |             |             |
            | 1.2  | Voldoet deels       | vaststellen |             |
            | 2.1  |                     | beginnen    |             |
            """
        )
    )
    messages = {item.norm: item.message for item in submission.findings if item.norm}
    assert "Vul de onderbouwing in" in messages["1.1"]
    assert "Vul de streefdatum in" in messages["1.2"]
    assert "geen status gekozen" in messages["2.1"]
    assert submission.count(Severity.FOUT) == 0


def test_text_unchanged_since_last_year_is_recognised() -> None:
    column = 2 + 9
    fingerprint = text_fingerprint("zie intranet")
    workbook = change(
        returned(FULL),
        "1 Eerste thema",
        {
            (1, column): FIELD_KEY + CARRIED_COLUMN,
            (4, column): f"onderbouwing={fingerprint}",
            (5, column): f"actie={fingerprint}",
        },
    )
    assert flat(judged(workbook)) == [("1 Eerste thema", "D4", "ongewijzigd_overgenomen")]


def test_errors_come_first() -> None:
    submission = judged(returned("| norm | Status |\n| 1.1 | ja |\n| 2.1 | wie weet |"))
    ranks = [item.severity.rank for item in submission.findings]
    assert ranks == sorted(ranks)
    assert submission.findings[0].kind is findings.ONBEKENDE_STATUS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_of_finding_can_be_said(kind: findings.FindingKind) -> None:
    slots = dict.fromkeys((slot for slot in kind.slots() if slot != "value"), "x")
    found = findings.finding(kind, value="waarde", **slots)
    assert "{" not in found.message
    # A line to copy stands last, so that nothing is copied along with it.
    assert found.message.endswith(".") or kind.advice.endswith(("{regel}", "{regels}"))
    assert kind.advice


def test_codes_of_findings_are_unique() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
