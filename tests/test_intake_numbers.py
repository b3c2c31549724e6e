"""What a number means, as people here write it."""

from __future__ import annotations

from datetime import date, time

import pytest

from nhnorm_xlsx.contract.fields import MAX_NUMBER
from nhnorm_xlsx.intake.numbers import dutch_number, read_number
from nhnorm_xlsx.intake.raw import CellError, RawValue
from nhnorm_xlsx.intake.values import understand_number


@pytest.mark.parametrize("value", [0, 1250, 1250.5, 0.125, MAX_NUMBER])
def test_a_real_number_needs_no_words(value: float) -> None:
    understood = understand_number("Budget", value)
    assert (understood.value, understood.finding) == (value, None)
    assert type(understood.value) is float


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.250,50", 1250.5),
        ("€ 1.250", 1250.0),
        ("€ 1.250,-", 1250.0),
        ("1.250,-- euro", 1250.0),
        ("EUR\u00a012,5", 12.5),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("1.250.000", 1_250_000.0),
        ("1 250,5", 1250.5),
        ("1,250.50", 1250.5),
        ("1250,500", 1250.5),
        ("0", 0.0),
    ],
)
def test_a_number_in_text_is_understood_and_said(text: str, expected: float) -> None:
    understood = understand_number("Budget", text)
    assert understood.value == expected
    assert understood.finding is not None
    assert understood.finding.kind.code == "getal_begrepen"
    assert dutch_number(expected) in understood.finding.message


@pytest.mark.parametrize(
    "value",
    ["-5", -5, "10k", "ongeveer 10", "1,250", "1250.500", "1.250.50", "12.34.567", "12,5%", "1e5",
     "10 - 20", "€", True, False, date(2026, 5, 1), time(12), CellError("#N/A"), float("nan")],
)  # fmt: skip
def test_what_is_no_number_or_could_be_two_is_an_error(value: RawValue) -> None:
    understood = understand_number("Budget", value)
    assert understood.value is None
    assert understood.finding is not None
    assert understood.finding.kind.code == "ongeldig_getal"


@pytest.mark.parametrize("value", [1e13, float("inf"), "9" * 400])
def test_a_number_beyond_all_sense_is_an_error(value: RawValue) -> None:
    understood = understand_number("Budget", value)
    assert understood.value is None
    assert understood.finding is not None
    assert understood.finding.kind.code == "getal_te_groot"


@pytest.mark.parametrize("number", [0.0, 0.5, 12.0, 999.99, 1000.0, 1250.5, 1_250_000.25])
def test_what_is_shown_is_what_is_read(number: float) -> None:
    assert read_number(dutch_number(number)) == number


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0"])
def test_nothing_is_nothing(value: RawValue | None) -> None:
    assert understand_number("Budget", value) == understand_number("Budget", None)
