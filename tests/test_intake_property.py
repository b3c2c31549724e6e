"""Whatever people do to a workbook, every value ends up in an answer or in a finding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nhnorm_xlsx.contract.fields import FIELDS, is_blank
from nhnorm_xlsx.contract.keys import FIELD_KEY, KEY_PREFIX, NORM_KEY
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY, STATUS_BY_READING, STATUSES
from nhnorm_xlsx.contract.text import clean_text, printable, short_date
from nhnorm_xlsx.findings import KIND_BY_CODE
from nhnorm_xlsx.intake.raw import Address, CellError, RawSheet, RawValue, RawWorkbook
from nhnorm_xlsx.intake.values import as_text
from nhnorm_xlsx.submissions import Submission
from tests.returned import SMALL, judged, returned

TEXT = st.text(min_size=1, max_size=30) | st.sampled_from(
    [
        *(status.label for status in STATUSES),
        *STATUS_BY_READING,
        *(option for field in FIELDS for option in field.options),
        *("1 mei 2026", "01-05-26", "mei 2026", "ooit", "1.1", "2.1", "9.9", "=A1", "x" * 40_000),
        *(NORM_KEY + "1.1", FIELD_KEY + "actie", KEY_PREFIX),
        *("Status", "Onderbouwing", "Wij doen 1.1.", "organisatie_code", "contract_versie"),
    ]
)
VALUE: st.SearchStrategy[RawValue] = (
    TEXT
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates(date(1900, 1, 1), date(2100, 1, 1))
    | st.datetimes()
    | st.timedeltas(timedelta(0), timedelta(days=9))
    | st.sampled_from([CellError("#REF!"), CellError("#N/A")])
)
ADDRESS = st.tuples(st.integers(1, 8), st.integers(1, 12))
# On the hidden sheet beside the stamp: what happens to the stamp itself is tested apart.
BESIDE = st.tuples(st.integers(1, 12), st.integers(3, 9))
EDITS = st.lists(
    st.tuples(st.integers(0, 1), ADDRESS, st.none() | VALUE)
    | st.tuples(st.just(2), BESIDE, st.none() | VALUE),
    min_size=1,
    max_size=12,
)
FORMULAS = st.lists(st.tuples(st.integers(0, 1), ADDRESS), max_size=2)


def edited(
    edits: list[tuple[int, Address, RawValue | None]], formulas: list[tuple[int, Address]]
) -> RawWorkbook:
    """A returned workbook in which cells were typed over, emptied, or made a formula."""
    workbook = returned("| norm | Status |\n| 1.1 | Voldoet |\n| 2.1 | Voldoet deels |")
    cells = [dict(sheet.cells) for sheet in workbook.sheets]
    for number, address, value in edits:
        if value is None:
            cells[number].pop(address, None)
        else:
            cells[number][address] = value
    return RawWorkbook(
        tuple(
            RawSheet(
                sheet.name,
                now,
                {address: "=A1" for where, address in formulas if where == number},
                protected=sheet.protected,
            )
            for number, (sheet, now) in enumerate(zip(workbook.sheets, cells, strict=True))
        ),
        workbook.properties,
    )


def in_the_end(submission: Submission) -> str:
    """Everything that is known of a file afterwards, as one text."""
    parts: list[str] = []
    for answer in submission.answers:
        if answer.status:
            parts.append(STATUS_BY_KEY[answer.status].label)
        for value in answer.values.values():
            parts.append(str(value))
            if isinstance(value, date):
                parts.append(short_date(value))
    parts += [item.value for item in submission.start]
    for item in submission.findings:
        parts += [item.value, item.message]
    return "\n".join(parts)


@settings(max_examples=400, deadline=None)
@given(EDITS, FORMULAS)
def test_no_value_is_ever_lost(
    edits: list[tuple[int, Address, RawValue | None]], formulas: list[tuple[int, Address]]
) -> None:
    before = {
        (sheet.name, address): value
        for sheet in returned("| norm | Status |").sheets
        for address, value in sheet.cells.items()
    }
    workbook = edited(edits, formulas)
    submission = judged(workbook)
    assert submission.accepted or submission.refusal
    # Where the stamp itself is lost, that is said: then our text cannot be told from theirs.
    assume(submission.stamp is not None)
    assume("bijgeschreven_onbekend" not in {item.kind.code for item in submission.findings})
    known = in_the_end(submission)
    for sheet in workbook.sheets:
        for address, value in sheet.cells.items():
            if before.get((sheet.name, address)) == value or _is_ours(sheet, address, value):
                continue
            # An answer is kept as it was typed; where it is only shown, no sign steers a screen.
            told = _told(value)
            shown = printable(told, lines=True).strip()
            assert told in known or shown in known, (sheet.name, address, value)


@settings(max_examples=200, deadline=None)
@given(EDITS, FORMULAS)
def test_every_finding_says_what_and_what_to_do(
    edits: list[tuple[int, Address, RawValue | None]], formulas: list[tuple[int, Address]]
) -> None:
    submission = judged(edited(edits, formulas))
    ranks = [item.severity.rank for item in submission.findings]
    assert ranks == sorted(ranks)
    numbers = {norm.number for norm in SMALL.norms}
    for item in submission.findings:
        assert item.kind is KIND_BY_CODE[item.kind.code]
        assert item.file == "a.xlsx"
        assert item.message.rstrip().endswith((".", "?", "."))
        assert "{" not in item.kind.text or item.message != item.kind.text
    if submission.accepted:
        assert {answer.norm for answer in submission.answers} == numbers


OURS = {
    "",
    *(
        _value
        for _sheet in returned("| norm | Status |").sheets
        for _value in _sheet.cells.values()
        if isinstance(_value, str)
    ),
}


def _told(value: RawValue) -> str:
    """How a value is shown; a date of this form is shown as people write it or as it is stored."""
    if isinstance(value, str):
        return clean_text(value).strip()
    if isinstance(value, datetime):
        return as_text(value.date()) if value.time() == value.min.time() else as_text(value)
    return as_text(value)


def _is_ours(sheet: RawSheet, address: Address, value: RawValue) -> bool:
    """A text of ours in another place, a key, or white space: nothing that anybody wrote."""
    if address in sheet.formulas or is_blank(value):
        return True
    if not isinstance(value, str):
        return False
    return value.startswith(KEY_PREFIX) or _told(value) in OURS


def test_the_test_can_fail() -> None:
    """An answer that is nowhere to be found is noticed by the same check."""
    empty: Mapping[Address, RawValue] = {}
    submission = judged(RawWorkbook((RawSheet("Blad1", empty),)))
    assert "verdwenen antwoord" not in in_the_end(submission)
