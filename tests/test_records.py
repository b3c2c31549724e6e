"""What is kept of a judged file is the whole of it: no field is ever left behind."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import date, datetime

import pytest

from nhnorm_xlsx.answers import Answer, StartValue
from nhnorm_xlsx.dataset.readings import Rules, judged, keep_reading
from nhnorm_xlsx.dataset.records import (
    answers_of,
    answers_record,
    findings_of,
    findings_record,
    start_of,
    start_record,
)
from nhnorm_xlsx.findings import KIND_BY_CODE, Finding
from nhnorm_xlsx.submissions import Submission
from tests import forms
from tests.returned import HEILOO, SMALL, STAMP

ANSWER = Answer(
    "1.1",
    {"status": "deels", "actie": "2026-01-01", "streefdatum": date(2027, 3, 1)},
    "1 Eerste", "G7", "deel.xlsx", frozenset({"actie"}),
)  # fmt: skip
FINDING = Finding(
    KIND_BY_CODE["vul_aan"], "Vul aan.", "a.xlsx", "GM0399", "2026", "blad", "G7", "1.1", "waarde",
    "actie", "Vul dit aan.", (("organisatie", "GM0399"), ("meting", "")),
)  # fmt: skip
START = StartValue("datum", "1-1-2026", "Start", "C4", "deel.xlsx")
WHOLE = Submission(
    file="a.xlsx", refusal="nee", findings=(FINDING,), stamp=STAMP, organisation=HEILOO,
    answers=(ANSWER,), start=(START,), modified=datetime(2026, 5, 4, 9, 30),  # noqa: DTZ001
    corrects=frozenset({"a" * 64}), is_workbook=False, untouched=True, unopened=True,
    **{item.name: True for item in fields(Submission) if item.name == "tells_helping"},
    issued_on=date(2026, 3, 2),
)  # fmt: skip


@pytest.mark.parametrize("whole", [WHOLE, ANSWER, FINDING, START], ids=lambda it: type(it).__name__)
def test_the_example_here_has_something_in_every_field(whole: object) -> None:
    """Or a new field could be forgotten, and nobody would notice."""
    for item in fields(whole):  # type: ignore[arg-type]
        empty = item.default if item.default is not MISSING else None
        assert getattr(whole, item.name) not in (empty, ()), item.name


def test_a_reading_holds_the_whole_judgement() -> None:
    rules = Rules({"2024": SMALL}, forms.ORGANISATIONS)
    found = judged(rules, keep_reading(WHOLE, rules))
    for item in fields(Submission):
        assert getattr(found, item.name) == getattr(WHOLE, item.name), item.name


def test_what_is_written_as_json_comes_back() -> None:
    def through(value: object) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(json.dumps(value))
        return found

    assert answers_of(through(answers_record([ANSWER]))) == (ANSWER,)
    assert findings_of(through(findings_record([FINDING]))) == (FINDING,)
    assert start_of(through(start_record([START]))) == (START,)
