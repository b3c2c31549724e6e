"""What a cell value means."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from nhnorm_xlsx.intake.objects import about_objects
from nhnorm_xlsx.intake.raw import CellError, ObjectKind, RawObject, RawValue
from nhnorm_xlsx.intake.values import as_text, understand_date, understand_status, understand_text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 5, 1), date(2026, 5, 1)),
        (datetime(2026, 5, 1, 12, 30), date(2026, 5, 1)),  # noqa: DTZ001
    ],
)
def test_a_real_date_needs_no_words(value: RawValue, expected: date) -> None:
    understood = understand_date("Streefdatum", value)
    assert understood.value == expected
    assert understood.finding is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1 mei 2026", date(2026, 5, 1)),
        ("vrijdag 1 mei 2026", date(2026, 5, 1)),
        ("01-05-26", date(2026, 5, 1)),
        ("1/5/2026", date(2026, 5, 1)),
        ("1.5.2026", date(2026, 5, 1)),
        ("2026-05-01", date(2026, 5, 1)),
        ("1 mrt. 2026", date(2026, 3, 1)),
        ("3 sept 2026", date(2026, 9, 3)),
        ("mei 2026", date(2026, 5, 31)),
        ("december 2026", date(2026, 12, 31)),
        ("februari 2028", date(2028, 2, 29)),
        (46143.0, date(2026, 5, 1)),
        (20260501.0, date(2026, 5, 1)),
        ("20260501", date(2026, 5, 1)),
    ],
)
def test_a_date_in_words_or_numbers_is_understood_and_said(value: RawValue, expected: date) -> None:
    understood = understand_date("Streefdatum", value)
    assert understood.value == expected
    assert understood.finding is not None
    assert understood.finding.kind.code == "datum_begrepen"
    assert f"{expected.day:02d}-{expected.month:02d}-{expected.year}" in understood.finding.message


@pytest.mark.parametrize(
    "value",
    ["31-02-2027", "Q3", "eind van het jaar", "2026", 2026.0, "32 mei 2026", "blabla 2026", True,
     time(12), CellError("#N/A"), "5 mei", 3.5, "13-13-2026", -1.0, 1e300],
)  # fmt: skip
def test_what_is_no_date_is_an_error(value: RawValue) -> None:
    understood = understand_date("Streefdatum", value)
    assert understood.value is None
    assert understood.finding is not None
    assert understood.finding.kind.code == "ongeldige_datum"


@pytest.mark.parametrize("value", [date(1926, 5, 1), "1-5-2206"])
def test_an_impossible_year_is_an_error(value: RawValue) -> None:
    understood = understand_date("Streefdatum", value)
    assert understood.value is None
    assert understood.finding is not None
    assert understood.finding.kind.code == "datum_buiten_bereik"


@pytest.mark.parametrize("value", [None, "", "   ", "\n\t "])
def test_nothing_is_nothing(value: RawValue | None) -> None:
    assert understand_status(value).value == ""
    assert understand_date("Streefdatum", value).value is None
    assert understand_text("Actie", value).value == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.0, "5"), (5.25, "5.25"), (True, "WAAR"), (datetime(2026, 5, 1), "2026-05-01"),  # noqa: DTZ001
     ("=1+1 ", "=1+1 "), (time(9, 30), "09:30:00")],
)  # fmt: skip
def test_any_value_in_a_text_cell_is_kept_as_text(value: RawValue, text: str) -> None:
    assert as_text(value) == text
    assert understand_text("Actie", value).value == text


def test_a_boolean_is_no_status() -> None:
    understood = understand_status(True)
    assert understood.value == ""
    assert understood.finding is not None


def test_characters_that_xml_forbids_are_taken_out_and_said() -> None:
    understood = understand_text("Actie", "a\x00b\x0bc\r\nd")
    assert understood.value == "abc\nd"
    assert understood.finding is not None
    assert understood.finding.kind.code == "tekst_opgeschoond"


def test_a_text_that_excel_may_have_cut_is_said() -> None:
    understood = understand_text("Onderbouwing", "x" * 32_767)
    assert understood.value == "x" * 32_767
    assert understood.finding is not None
    assert understood.finding.kind.code == "tekst_te_lang"
    assert understand_text("Onderbouwing", "x" * 32_766).finding is None


@pytest.mark.parametrize("typed", [date(1905, 7, 19), datetime(1905, 7, 19), 2027])  # noqa: DTZ001
def test_a_year_typed_in_a_cell_for_a_date_is_told_as_it_was_typed(typed: RawValue) -> None:
    found = understand_date("Streefdatum", typed)
    assert found.value is None
    assert found.finding
    assert found.finding.message.startswith("'2027' bij Streefdatum is niet als datum te lezen")


def test_our_logo_is_known_when_a_program_left_out_what_it_says_of_itself() -> None:
    """Gnumeric writes no descriptions."""
    ours = RawObject(ObjectKind.PICTURE, "Start", "H1", name="Picture 1")
    added = RawObject(ObjectKind.PICTURE, "Start", "H9", name="Picture 2")
    assert [item.cell for item in about_objects([ours, added])] == ["H9"]
