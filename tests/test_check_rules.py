"""One set of rules: what the form says of an answer is what is made of it on return.

Every case is typed into a real LibreOffice, that works out every formula; the same file is then
read back. What the check column says, what Overzicht counts and what the findings say must
go together, and with what Python says beforehand.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nhnorm_xlsx.contract import results
from nhnorm_xlsx.contract.checks import Occasion, verdict_on_cells, verdict_text
from nhnorm_xlsx.contract.fields import (
    INGEVULD_OP,
    START_FIELDS,
    VASTGESTELD_OP,
    Value,
    is_wordless,
)
from nhnorm_xlsx.contract.readiness import readiness, readiness_text, window
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.form.model import Correction, FormPlan, Link
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.submissions import Submission
from tests import forms, libreoffice
from tests.libreoffice import Typing

OPEN, DONE = "Kies een status", "✓ compleet"
BARE, LIST = "✓ compleet, nog zonder onderbouwing", "Kies uit de lijst"
AGAIN, PAST = "Typ de datum opnieuw, bijvoorbeeld 31-12-2027", "Streefdatum is voorbij"
NEXT_YEAR, LAST_YEAR = "2027-06-01", "2025-06-01"
TEXT_AGAIN = "Typ de tekst opnieuw"
LONG = "✓ compleet, maar een tekst past niet in beeld"


@dataclass(frozen=True)
class Case:
    """What is typed into the cells of one norm, what the check says, and what is said on return."""

    status: str
    check: str
    told: str = ""
    onderbouwing: str = ""
    actie: str = ""
    streefdatum: str = ""  # jjjj-mm-dd is a date, anything else is text
    prioriteit: str = ""
    uitwisseling: str = ""
    counts: str = ""  # the label under which Overzicht counts it; empty: as it is typed


CASES = (
    Case("", OPEN),
    Case("", OPEN, "antwoord_zonder_status", onderbouwing="zie intranet"),
    Case("Voldoet", BARE),
    Case("Voldoet", DONE, onderbouwing="7"),
    Case("Voldoet", DONE, onderbouwing="é"),
    Case("Voldoet", BARE, "telt_als_leeg", onderbouwing="-"),
    Case("Voldoet", BARE, "telt_als_leeg", onderbouwing=" … ?! "),
    Case("Voldoet", BARE, "telt_als_leeg", onderbouwing="✓"),
    Case("Voldoet", LONG, "tekst_past_niet", onderbouwing="woord " * 200),
    Case("Voldoet", LONG, "tekst_past_niet", onderbouwing="punt\n" * 40),
    # What is understood.
    Case("ja", DONE, "status_begrepen", onderbouwing="x", counts="Voldoet"),
    Case("Voldoet ", DONE, "status_begrepen", onderbouwing="x", counts="Voldoet"),
    Case("VOLDOET\u00a0DEELS", "Vul actie en streefdatum in", "vul_aan", counts="Voldoet deels"),
    Case("nee", "Vul actie en streefdatum in", "vul_aan", counts="Voldoet niet"),
    Case("N.V.T.", "Vul de onderbouwing in", "vul_aan", counts="Niet van toepassing"),
    Case("Voldoet\nniet", "Vul actie en streefdatum in", "vul_aan", counts="Voldoet niet"),
    # What is no status.
    Case("misschien", LIST, "onbekende_status", counts="?"),
    Case("Voldoet*", LIST, "onbekende_status", counts="?"),
    Case("v?ldoet", LIST, "onbekende_status", counts="?"),
    Case("✓", LIST, "onbekende_status", counts="?"),
    # What a status asks for.
    Case("Voldoet deels", "Vul actie en streefdatum in", "vul_aan"),
    Case("Voldoet deels", "Vul de streefdatum in", "vul_aan", actie="afronden"),
    Case("Voldoet deels", "Vul de actie in", "vul_aan", actie="-", streefdatum=NEXT_YEAR),
    Case("Voldoet niet", DONE, actie="beginnen", streefdatum=NEXT_YEAR),
    Case("Voldoet niet", DONE, actie="beginnen", streefdatum="2026-03-02"),  # the day of issue
    Case("Voldoet niet", PAST, "datum_voorbij", actie="beginnen", streefdatum="2026-03-01"),
    Case("Voldoet", DONE, onderbouwing="x", streefdatum=LAST_YEAR),
    Case("Niet van toepassing", "Vul de onderbouwing in", "vul_aan", onderbouwing="."),
    Case("Niet van toepassing", DONE, onderbouwing="geen taak"),
    # Only what the form cannot understand, and the reader can.
    Case("Voldoet deels", AGAIN, "datum_begrepen", actie="doen", streefdatum="mei 2027"),
    Case("Voldoet deels", AGAIN, "ongeldige_datum", actie="doen", streefdatum="ooit"),
    Case("Voldoet deels", AGAIN, "datum_buiten_bereik", actie="doen", streefdatum="2206-01-01"),
    # Lists.
    Case("Voldoet", DONE, "keuze_begrepen", onderbouwing="x", prioriteit="hoog "),
    Case("Voldoet", f"{LIST} bij prioriteit", "onbekende_keuze", onderbouwing="x", prioriteit="1"),
    Case("Voldoet", f"{LIST} bij uitwisseling", "onbekende_keuze", onderbouwing="x",
         uitwisseling="ja"),
    Case("Voldoet", DONE, "keuze_begrepen", onderbouwing="x", uitwisseling="HULP GEWENST"),
    # Signs that nobody sees.
    Case("Voldoet\u202f", DONE, "status_begrepen", onderbouwing="x", counts="Voldoet"),
    Case("Voldoet\u200e", DONE, "status_begrepen", onderbouwing="x", counts="Voldoet"),
    Case("Voldoet niet", DONE, "keuze_begrepen", actie="doen", streefdatum=NEXT_YEAR,
         prioriteit="Hoog\u00a0", uitwisseling="Hulp\u00a0gewenst"),
    Case("Voldoet\u202fniet", DONE, "keuze_begrepen", actie="doen", streefdatum=NEXT_YEAR,
         prioriteit="hoog\u200b", uitwisseling="Hulp gewenst\u200b", counts="Voldoet niet"),
    Case("Voldoet\tniet", "Vul de streefdatum in", "vul_aan", actie="doen", streefdatum="\u200b",
         counts="Voldoet niet"),
    # Of full width, and every other space.
    Case("Voldoet\u2009niet", DONE, "keuze_begrepen", actie="doen", streefdatum=NEXT_YEAR,
         prioriteit="\u3000Ｈｏｏｇ\u2028", counts="Voldoet niet"),
    Case("Ｖoldoet", DONE, "status_begrepen", onderbouwing="７", counts="Voldoet"),
    # What is rarer only the reader understands; the form asks to choose again.
    Case("𝐕oldoet", LIST, "status_begrepen", onderbouwing="x", counts="?"),
    # An error of Excel is no text.
    Case("Voldoet niet", TEXT_AGAIN, "fout_in_cel", actie="=1/0",
         streefdatum=NEXT_YEAR),
    Case("Voldoet", TEXT_AGAIN, "fout_in_cel", onderbouwing="=1/0"),
)  # fmt: skip
NORMS = [norm.number for norm in forms.NORM.norms][: len(CASES)]
KEYS = ("status", "onderbouwing", "actie", "streefdatum", "prioriteit", "uitwisseling")


def rare(case: Case) -> bool:
    """Whether its status is one that only the reader understands."""
    return case.check == LIST and case.told == "status_begrepen"


def a_date(text: str) -> bool:
    return text[:4].isdecimal() and text.count("-") == 2


def kind_of(text: str) -> str:
    return "datum" if a_date(text) else "formule" if text.startswith("=") else "tekst"


def typed(plan: FormPlan) -> list[Typing]:
    return [
        Typing(*forms.input_cell(plan, norm, key), text, kind_of(text))
        for norm, case in zip(NORMS, CASES, strict=True)
        for key in KEYS
        if (text := getattr(case, key))
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form with every case typed into it, in a LibreOffice."""
    folder = tmp_path_factory.mktemp("regels")
    plan = forms.plan()
    libreoffice.fill_in(forms.written(folder, plan, "uit.xlsx"), folder / "terug.xlsx", typed(plan))
    return folder / "terug.xlsx"


def opened(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=True)


@pytest.mark.libreoffice
def test_overzicht_and_acties_see_the_same_choices(filled: Path) -> None:
    """Hard spaces, signs that nobody sees and capitals make no difference there either."""
    workbook = opened(filled)
    rows = [[str(cell.value) for cell in row] for row in workbook["Overzicht"].iter_rows()]
    asks = " ".join(text for row in rows if "Hulp gewenst" in row for text in row)
    wants = [n for n, case in zip(NORMS, CASES, strict=True) if "ulp" in case.uitwisseling]
    wants += [n for n, case in zip(NORMS, CASES, strict=True) if "HULP" in case.uitwisseling]
    assert wants
    assert set(re.findall(r"\d+\.\d+", asks)) >= set(wants)
    high = {
        norm
        for norm, case in zip(NORMS, CASES, strict=True)
        if case.check == DONE and "iet" in case.status and "oog" in case.prioriteit
    }
    listed = {str(row[1].value).split(" ")[0]: str(row[2].value).lower()
              for row in workbook["Acties"].iter_rows(min_row=7) if row[1].value}  # fmt: skip
    assert high
    assert {n for n in high if listed.get(n) == "hoog"} == high


def told(submission: Submission) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {norm: set() for norm in NORMS}
    for item in submission.findings:
        if item.norm in found:
            found[item.norm].add(item.kind.code)
        elif item.kind.code in ("telt_als_leeg", "tekst_past_niet"):
            for norm in NORMS:
                named = item.value.replace("norm ", "") + item.message.rpartition(":")[2]
                if norm in re.findall(r"\d+\.\d+", named):
                    found[norm].add(item.kind.code)
    return found


@pytest.mark.libreoffice
def test_the_check_column_says_of_every_case_what_it_should(filled: Path) -> None:
    workbook, plan = opened(filled), forms.plan()
    said = {
        norm: workbook[sheet][cell].value
        for norm in NORMS
        for sheet, cell in [forms.input_cell(plan, norm, "controle")]
    }
    assert said == {norm: case.check for norm, case in zip(NORMS, CASES, strict=True)}


@pytest.mark.libreoffice
def test_the_same_is_said_on_return(filled: Path) -> None:
    submission = judge(filled.name, read_workbook(filled), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    said = told(submission)
    for norm, case in zip(NORMS, CASES, strict=True):
        about = said[norm] - {"status_begrepen", "keuze_begrepen"}
        expected = {case.told} - {"", "status_begrepen", "keuze_begrepen"}
        if case.told == "telt_als_leeg":
            assert case.told in about, (norm, case, about)
        else:
            assert about - {"telt_als_leeg"} == expected, (norm, case, about)


@pytest.mark.parametrize(
    "case",
    # An error never stands there, and a status only as we spell it.
    [case for case in CASES if case.told != "fout_in_cel" and not rare(case)],
    ids=lambda case: f"{case.status}-{case.check}"[:50],
)
def test_what_stands_in_the_file_beforehand_is_the_same(case: Case) -> None:
    values: dict[str, Value] = {key: getattr(case, key) or None for key in KEYS}
    if a_date(case.streefdatum):
        values["streefdatum"] = date.fromisoformat(case.streefdatum)
    occasion = Occasion(2026, date(2026, 3, 2))
    assert verdict_text(verdict_on_cells(values, occasion, {}), occasion) == case.check


@pytest.mark.libreoffice
def test_overzicht_counts_what_is_understood(filled: Path) -> None:
    """And what is no status is not counted as one, nor as open without a sign."""
    workbook = opened(filled)
    rows = [[cell.value for cell in row] for row in workbook["Overzicht"].iter_rows()]
    labels = {f"{item.symbol} {item.short or item.label}": item.label for item in STATUSES}
    header = next(row for row in rows if set(labels) <= set(row))
    totals = next(row for row in rows if "Totaal" in row)
    counted = {label: totals[header.index(short)] for short, label in labels.items()}
    meant = [case.counts or case.status for case in CASES]
    assert counted == {status.label: meant.count(status.label) for status in STATUSES}
    tiles = {str(value) for row in rows for value in row}
    for norm, case in zip(NORMS, CASES, strict=True):
        if case.counts == "?":
            assert any(f"{norm} ?" in tile for tile in tiles), norm


# --- Start ------------------------------------------------------------------------------

WHO: dict[str, str] = {"ingevuld_door": "Adviseur", "ingevuld_op": "2026-05-01"}
INVALID, ADOPTED_INVALID, DOOR_INVALID = (
    results.start_invalid(field, "02-03-2026", "30-05-2027")
    for field in (INGEVULD_OP, VASTGESTELD_OP, START_FIELDS[0])
)
STARTS: tuple[tuple[dict[str, str], str, str], ...] = (
    ({}, results.READY_BUT_WHO, "wie_ontbreekt"),
    ({"ingevuld_door": "-", "ingevuld_op": "2026-05-01"}, results.READY_BUT_WHO, "wie_ontbreekt"),
    ({"ingevuld_door": "Adviseur", "ingevuld_op": "vandaag"}, INVALID, "ongeldige_datum"),
    (WHO, results.READY_NOT_ADOPTED, "niet_vastgesteld"),
    (WHO | {"vastgesteld_op": "2026-05-20"}, results.READY, ""),
    (WHO | {"vastgesteld_op": "2026-05-01"}, results.READY, ""),
    # A day on which nobody can have filled it in, or adopted it.
    (WHO | {"ingevuld_op": "2026-03-01"}, INVALID, "datum_buiten_bereik"),
    (WHO | {"ingevuld_op": "2027-05-31"}, INVALID, "datum_buiten_bereik"),
    (WHO | {"vastgesteld_op": "2025-05-20"}, ADOPTED_INVALID, "datum_buiten_bereik"),
    (WHO | {"vastgesteld_op": "2049-05-20"}, ADOPTED_INVALID, "datum_buiten_bereik"),
    (WHO | {"vastgesteld_op": "2026-04-20"}, results.ADOPTED_TOO_EARLY, "vastgesteld_te_vroeg"),
    (WHO | {"ingevuld_op": "=1/0"}, INVALID, "fout_in_cel"),
    ({"ingevuld_door": "=1/0", "ingevuld_op": "2026-05-01"}, DOOR_INVALID, "fout_in_cel"),
)  # fmt: skip
START_TOLD = {code for *_, code in STARTS}


@pytest.mark.libreoffice
@pytest.mark.parametrize(("start", "sentence", "code"), STARTS, ids=[code for *_, code in STARTS])
def test_start_says_whether_it_is_ready_and_so_does_the_import(
    tmp_path: Path, start: dict[str, str], sentence: str, code: str
) -> None:
    answers: dict[str, dict[str, Value]] = {
        norm.number: {"status": "Voldoet"} for norm in forms.NORM.norms
    }
    plan = forms.plan(answers)
    cells = {
        str(cell.value).removeprefix("nhnorm.start:"): f"C{cell.row + 1}"
        for cell in plan.sheet("Start").cells
        if str(cell.value).startswith("nhnorm.start:")
    }
    given = [Typing("Start", cells[key], text, kind_of(text)) for key, text in start.items()]
    target = tmp_path / "terug.xlsx"
    libreoffice.fill_in(forms.written(tmp_path, plan, "uit.xlsx"), target, given)
    said = {str(cell.value) for row in opened(target)["Start"].iter_rows() for cell in row}
    assert sentence in said
    # 47 times Voldoet without a word is complete, and says so.
    assert f"47{results.BARE_MORE}" in said
    submission = judge(target.name, read_workbook(target), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    codes = {item.kind.code for item in submission.findings}
    assert codes & START_TOLD == ({code} if code else set())
    assert "zonder_onderbouwing" in codes
    if "=1/0" in start.values():  # no value that can stand there beforehand
        return
    values: dict[str, Value] = {
        key: date.fromisoformat(text) if a_date(text) else text for key, text in start.items()
    }
    when = window(plan.created, forms.DEADLINE)
    # Overzicht says that it was adopted on a day on which that can be, and on no other.
    overview = {str(cell.value) for row in opened(target)["Overzicht"].iter_rows() for cell in row}
    adopted = values.get("vastgesteld_op")
    assert (results.NOT_ADOPTED not in overview) is when.holds(adopted)
    # And what stands in such a file beforehand is what the program works out.
    filled = forms.plan(answers, start=values)
    for sheet in ("Start", "Overzicht"):
        shown = {str(cell.value) for cell in filled.sheet(sheet).cells if cell.style == "sentence"}
        assert shown <= {str(c.value) for row in opened(target)[sheet].iter_rows() for c in row}
    assert readiness_text(readiness(0, values, when=when), when) == sentence


# --- the previous meting ----------------------------------------------------------------


def test_what_was_carried_over_is_said_until_somebody_touches_it() -> None:
    plan = forms.plan({"1.1": {"status": "Voldoet", "onderbouwing": "zie intranet"}},
                      previous=forms.previous_answers(4))  # fmt: skip
    sheet, cell = forms.input_cell(plan, "1.1", "controle")
    said = {forms.place(item): item.value for item in plan.sheet(sheet).cells}
    assert said[cell] == "✓ compleet, nog van 2025"


def test_a_plan_for_a_day_that_has_passed_is_not_offered_again() -> None:
    previous = forms.previous_answers(4)
    early = {
        norm: type(item)(item.meting, item.measured_on, type(item.answer)(
            norm, {**item.answer.values, "streefdatum": date(2026, 3, 1)}))
        for norm, item in previous.items()
    }  # fmt: skip
    for before, offered in ((previous, True), (early, False)):
        values = forms.plan(previous=before).answers["1.1"]
        assert ("streefdatum" in values) is offered
        assert values["actie"] == "afronden"


@pytest.mark.parametrize("text", ["-", "...", "?!", "—", " ", "\u200b", "✓", "👍"])
def test_without_a_letter_or_a_digit_it_is_empty(text: str) -> None:
    assert is_wordless(text)


@pytest.mark.parametrize("text", ["a", "7", "é", "- a", "½", "ß"])
def test_with_one_it_is_not(text: str) -> None:
    assert not is_wordless(text)


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("norm", "field", "text", "now"),
    [
        ("1.1", "status", "mee bezig", "nog niet goed"),
        ("1.1", "status", "Voldoet ", "✓ ingevuld"),
        ("1.4", "streefdatum", "ooit", "nog niet goed"),
        ("1.4", "streefdatum", "2027-06-01", "✓ ingevuld"),
        ("1.2", "actie", "-", "nog leeg"),
        ("1.2", "actie", "afronden", "✓ ingevuld"),
    ],
)
def test_what_is_to_be_corrected_is_done_when_it_is_an_answer(
    tmp_path: Path, norm: str, field: str, text: str, now: str
) -> None:
    plan = plan_form(
        forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "test-1-correctie-1",
        corrections=[Correction("Kijk dit na.", urgent=True, norm=norm, field=field)],
    )  # fmt: skip
    source, target = forms.written(tmp_path, plan, "uit.xlsx"), tmp_path / "terug.xlsx"
    kind = "datum" if a_date(text) else "tekst"
    place = forms.input_cell(plan, norm, field)
    libreoffice.fill_in(source, target, [Typing(*place, text, kind)])
    said = [cell.value for row in opened(target)["Correcties"].iter_rows() for cell in row]
    assert now in said
    value: Value = date.fromisoformat(text) if kind == "datum" else text
    filled = plan_form(
        forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "test-1-correctie-1",
        answers={norm: {field: value}},
        corrections=[Correction("Kijk dit na.", urgent=True, norm=norm, field=field)],
    )  # fmt: skip
    assert now in [cell.value for cell in filled.sheet("Correcties").cells]


def test_a_date_on_start_to_be_corrected_has_a_link_and_says_how_it_stands() -> None:
    for day, now in ((None, "nog leeg"), (date(2020, 1, 1), "nog niet goed"),
                     (date(2026, 5, 1), "✓ ingevuld")):  # fmt: skip
        plan = plan_form(
            forms.NORM, forms.HEILOO, "2026", forms.DEADLINE, "test-1-correctie-1",
            start={"ingevuld_op": day}, created=date(2026, 3, 2),
            corrections=[Correction("Kijk dit na.", urgent=True, field="ingevuld_op")],
        )  # fmt: skip
        cells = plan.sheet("Correcties").cells
        (where,) = [cell for cell in cells if cell.value == "Start, Ingevuld op"]
        assert isinstance(where.link, Link)
        assert where.link.sheet == "Start"
        there = {forms.place(cell): cell for cell in plan.sheet("Start").cells}[where.link.cell]
        assert there.is_input
        assert there.value == day
        assert now in [cell.value for cell in cells]


@pytest.mark.libreoffice
def test_what_is_still_of_last_time_is_counted_alike_on_start_and_on_return(tmp_path: Path) -> None:
    """A space at the end is no change; what is not complete is asked about for that."""
    previous = forms.previous_answers(4)
    plan = forms.plan(previous=previous)
    numbers = [norm.number for norm in forms.NORM.norms]
    given = [Typing(*forms.input_cell(plan, norm, "status"), "Voldoet") for norm in numbers[:30]]
    for norm, more in ((numbers[0], " "), (numbers[1], " en meer")):
        text = str(plan.answers[norm].get("onderbouwing", "x"))
        given.append(Typing(*forms.input_cell(plan, norm, "onderbouwing"), text + more))
    target = tmp_path / "terug.xlsx"
    libreoffice.fill_in(forms.written(tmp_path, plan, "uit.xlsx"), target, given)
    said = " ".join(str(c.value) for row in opened(target)["Start"].iter_rows() for c in row)
    submission = judge(target.name, read_workbook(target), {"2024": forms.NORM},
                       {"GM0399": forms.HEILOO})  # fmt: skip
    kept = [i.norm for i in submission.findings if i.kind.code == "ongewijzigd_overgenomen"]
    assert numbers[0] in kept
    assert numbers[1] not in kept
    assert f"{len(kept)}{results.carried_counted('2025')[1]}" in said
