"""Whose workbook is it? The hidden sheet, the properties, the file name; no silent guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nhnorm_xlsx.definition import Definition, Thema
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.intake.judging import judge, with_issued
from nhnorm_xlsx.intake.raw import RawSheet, RawWorkbook
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Decided, Issued, Submission
from tests import forms
from tests.returned import SMALL, STAMP, change, norm, returned, stamp_sheet, theme_sheet

ONE = "| norm | Status  |\n| 1.1  | Voldoet |"
BERGEN = Organisation("GM0373", "Bergen", "gemeente", "", "", None, None, "")
BERGEN_OP_ZOOM = Organisation("GM0748", "Bergen op Zoom", "gemeente", "", "", None, None, "")
ORGANISATIONS = {
    **{item.code: item for item in (BERGEN, BERGEN_OP_ZOOM)},
    **forms.ORGANISATIONS,
}


def bare() -> RawWorkbook:
    """A workbook that has lost its hidden sheet and its properties."""
    workbook = returned(ONE)
    return replace(workbook, sheets=workbook.sheets[:-1], properties={})


def judged(name: str, workbook: RawWorkbook | None = None) -> Submission:
    return judge(name, workbook or bare(), {"2024": SMALL}, ORGANISATIONS)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("NHNorm-2026-GM0399-Heiloo.xlsx", "GM0399"),
        ("NHNorm-2026-GM0399-Heiloo (1).xlsx", "GM0399"),
        ("postvak/Ingevuld heiloo 2026 definitief.ods", "GM0399"),
        ("2026 Bergen op Zoom.xlsx", "GM0748"),
        ("2026 Bergen.xlsx", "GM0373"),
    ],
)
def test_the_file_name_serves_when_nothing_else_is_left(name: str, code: str) -> None:
    submission = judged(name)
    assert submission.accepted
    assert submission.organisation is not None
    assert (submission.organisation.code, submission.stamp.meting if submission.stamp else "") == (
        code,
        "2026",
    )
    assert "identiteit_uit_bestandsnaam" in {item.kind.code for item in submission.findings}


@pytest.mark.parametrize(
    "name",
    [
        "Heiloo en Bergen 2026.xlsx",
        "NHNorm-2026-GM0399-Alkmaar.xlsx",
        "Heiloo.xlsx",
        "Heiloo 2025 en 2026.xlsx",
        "Heiloo 2026-05-12.xlsx",
        "2026.xlsx",
    ],
)
def test_where_there_is_a_choice_nothing_is_guessed(name: str) -> None:
    submission = judged(name)
    assert [item.kind.code for item in submission.findings[:1]] == ["niet_van_ons"]


def test_a_hidden_sheet_that_lost_a_line_is_completed_from_the_properties() -> None:
    workbook = returned(ONE)
    broken = stamp_sheet(replace(STAMP, organisatie_code=""), workbook.sheets[:-1])
    submission = judged("x.xlsx", replace(workbook, sheets=(*workbook.sheets[:-1], broken)))
    assert submission.organisation == forms.HEILOO
    assert "identiteit_uit_eigenschappen" in {item.kind.code for item in submission.findings}


def test_an_organisation_that_no_longer_existed() -> None:
    late = replace(STAMP, organisatie_code="GM1696", meting="2027")
    submission = judged("x.xlsx", returned(ONE, stamp=late))
    assert "organisatie_opgeheven" in {item.kind.code for item in submission.findings}
    in_time = replace(late, meting="2026")
    submission = judged("x.xlsx", returned(ONE, stamp=in_time))
    assert "organisatie_opgeheven" not in {item.kind.code for item in submission.findings}


def test_a_workbook_with_corrections_counts_as_the_one_it_corrects() -> None:
    issued = Issued(frozenset({("2026", "GM0399", "abc123")}), "uitgifte.csv")
    for issue, noticed in (
        ("abc123", False),
        ("abc123-correctie-1f", False),
        ("x-correctie-1", True),
    ):
        workbook = returned(ONE, stamp=replace(STAMP, uitgifte_id=issue))
        submission = with_issued(judge("a.xlsx", workbook, {"2024": SMALL}, ORGANISATIONS), issued)
        kinds = {item.kind.code for item in submission.findings}
        assert ("andere_uitgifte" in kinds) is noticed


# --- what the coordinator decided -------------------------------------------------------


def decided(workbook: RawWorkbook, decision: Decided, name: str = "x.xlsx") -> Submission:
    return judge(name, workbook, {"2024": SMALL}, ORGANISATIONS, decided=decision)


def whose(submission: Submission) -> tuple[str, str]:
    stamp = submission.stamp
    return (stamp.organisatie_code, stamp.meting) if stamp else ("", "")


def kinds_of(submission: Submission) -> list[str]:
    return [item.kind.code for item in submission.findings]


@pytest.mark.parametrize("code", ["GM0373", "gm0373"])
def test_a_decision_wins_from_everything(code: str) -> None:
    name = "NHNorm-2025-GM0392-Haarlem.xlsx"
    submission = decided(returned(ONE), Decided(code, "2027"), name)
    assert submission.accepted
    assert whose(submission) == ("GM0373", "2027")
    assert submission.organisation == ORGANISATIONS["GM0373"]
    assert submission.count(Severity.FOUT) == 0


def test_a_decision_about_one_thing_leaves_the_other_to_be_heard() -> None:
    name = "NHNorm-2025-GM0392-Haarlem.xlsx"
    about_whom = decided(returned(ONE), Decided(organisation="GM0392"), name)
    assert kinds_of(about_whom)[:1] == ["twee_identiteiten"]
    assert "over de meting:" in about_whom.refusal
    about_when = decided(returned(ONE), Decided(meting="2026"), name)
    assert "over van wie het is:" in about_when.refusal
    assert decided(returned(ONE), Decided("GM0392", "2026"), name).accepted


def test_with_a_decision_a_workbook_without_any_identity_is_read() -> None:
    submission = decided(bare(), Decided("GM0399", "2026"))
    assert submission.accepted
    assert whose(submission) == ("GM0399", "2026")
    assert submission.answered == 1


def test_half_a_decision_says_what_is_still_lacking() -> None:
    submission = decided(bare(), Decided(organisation="GM0399"))
    assert kinds_of(submission)[:1] == ["besluit_onvolledig"]
    assert "te vinden: meting." in submission.refusal
    # What the name says completes it.
    assert whose(decided(bare(), Decided(organisation="GM0399"), "2026.xlsx")) == ("GM0399", "2026")
    assert whose(decided(bare(), Decided(meting="2026"), "Heiloo.xlsx")) == ("GM0399", "2026")


@pytest.mark.parametrize(
    ("decision", "part"),
    [
        (Decided(organisation="GM9999"), "de code 'GM9999' staat niet in de lijst"),
        (Decided(meting="vorig jaar"), "'vorig jaar' is geen meting"),
        (Decided("GM9999", "26"), "GM9999"),
    ],
)
def test_a_decision_that_cannot_be_used_is_an_error(decision: Decided, part: str) -> None:
    submission = decided(returned(ONE), decision)
    assert not submission.accepted
    assert kinds_of(submission)[0] == "besluit_onbruikbaar"
    assert part in submission.refusal
    assert submission.stamp is None


def test_what_is_no_workbook_of_ours_stays_so_whatever_is_decided() -> None:
    budget = RawWorkbook((RawSheet("Begroting", {(1, 1): "Post", (2, 1): 1000.0}),))
    assert kinds_of(decided(budget, Decided("GM0399", "2026"))) == ["geen_normen"]


def test_after_a_decision_nobody_asks_to_whom_it_was_issued() -> None:
    issued = Issued(frozenset(), "uitgifte.csv")
    one = judge("a.xlsx", returned(ONE), {"2024": SMALL}, ORGANISATIONS)
    assert "andere_uitgifte" in kinds_of(with_issued(one, issued))
    assert "andere_uitgifte" not in kinds_of(with_issued(one, issued, Decided("GM0399")))


# --- of which norm ----------------------------------------------------------------------


def worded(*texts: str) -> RawWorkbook:
    """A workbook without a name of the norm, with these texts at 1.1, 1.2 and 2.1."""
    workbook = returned(ONE)
    for (sheet, row), text in zip(
        (("1 Eerste thema", 4), ("1 Eerste thema", 5), ("2 Tweede thema", 4)), texts, strict=True
    ):
        workbook = change(workbook, sheet, {(row, 3): text})
    return workbook


@pytest.mark.parametrize(
    ("texts", "same"),
    [
        (("Wij doen 1.1.", "Wij doen 1.2.", "Wij doen 2.1."), True),
        (("wij  doen 1.1", "‘Wij doen 1.2.’", "WIJ DOEN 2.1."), True),
        (("Wij doen 2.1.", "Wij doen 1.1.", "Wij doen 1.2."), True),
        (("Wij doen 1.1.", "Wij doen 1.2.", "Wij doen het anders."), True),
        (("", "", ""), True),
        (("", "", "#ONLEESBAAR"), True),
        (("Wij doen 1.1.", "Groen.", "Gras."), False),
        (("Bomen.", "Groen.", "Gras."), False),
    ],
)
def test_without_a_name_the_texts_tell_which_norm_it_is(texts: tuple[str, ...], same: bool) -> None:
    submission = judged("x.xlsx", worded(*texts))
    assert submission.accepted is same
    assert ("andere_norm" in kinds_of(submission)) is not same


def test_a_text_that_was_cut_off_is_still_that_of_the_norm() -> None:
    long = "Wij beleggen het eigenaarschap voor een weerbare organisatie bij de driehoek."
    thema = Thema("1", "T", "1 T", (norm("1.1", long), norm("1.2", long.replace("Wij", "U"))))
    definition = Definition("2024", (thema,))
    for length, same in ((40, True), (10, False)):
        cut = Thema("1", "T", "1 T", tuple(norm(n.number, n.text[:length]) for n in thema.norms))
        sheet = theme_sheet(cut, {})
        workbook = RawWorkbook((sheet, stamp_sheet(STAMP, (sheet,))))
        submission = judge("x.xlsx", workbook, {"2024": definition}, ORGANISATIONS)
        assert submission.accepted is same


def test_without_texts_the_numbers_tell() -> None:
    full = theme_sheet(
        Thema("1", "T", "1 T", tuple(norm(f"9.{number}") for number in range(3))), {}
    )
    sheet = replace(full, cells={at: text for at, text in full.cells.items() if at[1] != 3})
    workbook = RawWorkbook((sheet, stamp_sheet(STAMP, (sheet,))))
    assert kinds_of(judged("x.xlsx", workbook))[:1] == ["andere_norm"]


@pytest.mark.parametrize(
    ("theirs", "own", "same"),
    [
        ("Groene Norm", "Groene Norm", True),
        ("groene  norm", "Groene Norm", True),
        ("Rode Norm", "Groene Norm", False),
        ("Rode Norm", "", True),
        ("", "Groene Norm", True),
    ],
)
def test_where_both_have_a_name_the_name_decides(theirs: str, own: str, same: bool) -> None:
    workbook = returned(ONE, stamp=replace(STAMP, norm_naam=theirs))
    definition = replace(SMALL, norm_naam=own)
    submission = judge("x.xlsx", workbook, {"2024": definition}, ORGANISATIONS)
    assert submission.accepted is same
    if not same:
        assert submission.stamp is None
        assert (
            "de norm 'Rode Norm'; deze dataset is van de norm 'Groene Norm'" in submission.refusal
        )


def test_of_two_edities_with_the_same_numbers_the_texts_tell_which() -> None:
    later = tuple(
        replace(
            thema, norms=tuple(replace(item, text=f"Anders {item.number}") for item in thema.norms)
        )
        for thema in SMALL.themas
    )
    definitions = {"2028": Definition("2028", later), "2024": SMALL}
    submission = judge("2026 Heiloo.xlsx", bare(), definitions, ORGANISATIONS)
    assert submission.stamp is not None
    assert submission.stamp.editie == "2024"
    alike = {"2028": replace(SMALL, editie="2028"), "2024": SMALL}
    assert not judge("2026 Heiloo.xlsx", bare(), alike, ORGANISATIONS).accepted
