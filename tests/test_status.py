"""`status`: the deadline first, then who has answered, what asks for attention, what is new."""

from __future__ import annotations

import getpass
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx.commands import answers
from nhnorm_xlsx.dataset import events
from tests.rounds import DATASET, DUE, WORKBOOKS, begin, came_back, flat, run, saved_on


@pytest.fixture(autouse=True)
def _round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(begin(tmp_path / "ronde"))


def today_is(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(answers, "today", lambda: date.fromisoformat(day))


def row_of(name: str, shown: str) -> str:
    """The line of an organisation, with single spaces."""
    return next(flat(line) for line in shown.splitlines() if line.startswith(f"  {name} "))


# --- the screen ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-05-17", "Deadline 29-05-2026: nog 12 dagen."),
        ("2026-05-28", "Deadline 29-05-2026: nog 1 dag."),
        (DUE, "Deadline 29-05-2026: dat is vandaag."),
        ("2026-06-01", "Deadline 29-05-2026: 3 dagen geleden."),
    ],
)
def test_the_deadline_comes_first(monkeypatch: pytest.MonkeyPatch, day: str, said: str) -> None:
    today_is(monkeypatch, day)
    run("genereer", "Heiloo")
    assert run("status")[1].splitlines()[0] == said


def test_it_works_when_workbooks_were_only_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    run("genereer", "Heiloo", "Alkmaar")
    today_is(monkeypatch, "2026-05-01")
    code, shown = run("status")
    assert code == 0
    assert "0 van 45 organisaties hebben geantwoord" in shown
    assert "2 uitgegeven" in shown
    assert "nog niet ontvangen" in row_of("Heiloo", shown)
    assert "niet uitgegeven" in row_of("Castricum", shown)
    assert "Meting 2026" in run("status", "--meting", "2026")[1]
    assert run("status", "--meting", "2031")[0] == 2


def test_before_anything_is_issued_it_says_what_to_do() -> None:
    code, shown = run("status")
    assert (code, "nog niets uitgegeven" in shown, "nhnorm genereer" in shown) == (0, True, True)


def test_a_dataset_that_is_not_there_is_one_sentence() -> None:
    code, shown = run("status", "--dataset", "elders")
    assert (code, "geen (hele) dataset" in shown) == (2, True)


def full() -> dict[str, str]:
    from tests import forms

    return {norm.number: "Voldoet" for norm in forms.NORM.norms}


def test_each_organisation_stands_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    run("genereer")
    run("importeer", came_back("2026-06-03", "Heiloo", full()))
    run("importeer", came_back("2026-05-20", "Alkmaar", {"1.1": "misschien"}))
    today_is(monkeypatch, "2026-06-10")
    shown = run("status")[1]
    assert row_of("Heiloo", shown).startswith("Heiloo volledig 47 van 47")
    assert "5 dagen te laat ontvangen" in shown
    assert row_of("Alkmaar", shown).startswith("Alkmaar te verbeteren 0 van 47 1")
    assert row_of("Castricum", shown).startswith("Castricum 12 dagen te laat")
    assert "Vraagt aandacht: 1 te verbeteren, 43 te laat." in shown
    # What asks for attention stands before the rest of its RIEC.
    names = [line.split()[0] for line in shown.splitlines() if line.startswith("  ")]
    assert names.index("Alkmaar") < names.index("Castricum") < names.index("Heiloo")


def test_what_was_sent_back_and_came_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    today_is(monkeypatch, "2026-05-25")
    run(
        "importeer",
        came_back("2026-05-20", "Heiloo", {"1.1": "misschien"}),
        "--correcties",
        "terug",
    )
    assert re.search(r"ter correctie \d\d-\d\d", row_of("Heiloo", run("status")[1]))
    before = events.names(DATASET)
    run("importeer", "in/Heiloo.xlsx", "--correcties", "terug")
    told = [name for name in set(events.names(DATASET)) - set(before) if name.startswith("terug")]
    assert told == []  # the same workbook is on record once
    run("importeer", came_back("2026-05-22", "Heiloo", full(), name="beter.xlsx"))
    row = row_of("Heiloo", run("status")[1])
    assert row.startswith("Heiloo volledig 47 van 47")
    assert "verbeterd teruggekomen" in row


def test_mails_that_were_drafted_are_shown() -> None:
    run("genereer", "Heiloo")
    for kind, day in (("uitnodiging", "2026-03-02"), ("herinnering", "2026-05-20")):
        told = {"organisatie_code": "GM0399", "soort": kind, "meting": "2026", "dag": day}
        events.record(DATASET, "opgesteld", told)
    shown = run("status")[1]
    assert "1 met een opgestelde mail" in shown
    assert "20-05" in row_of("Heiloo", shown)


def test_a_screen_of_100_columns_is_wide_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    today_is(monkeypatch, "2026-06-30")
    run("genereer")
    run("importeer", came_back("2026-06-20", "Heiloo", {"1.1": "misschien"}), "--correcties", "t")
    run("importeer", came_back("2026-06-21", "Alkmaar", full()))
    run("uitstel", "Heiloo", "2026-06-12")
    told = {"organisatie_code": "GM0399", "soort": "correcties", "meting": "2026", "dag": DUE}
    events.record(DATASET, "opgesteld", told)
    shown = run("status")[1]
    assert max(map(len, shown.splitlines())) <= 100
    assert "8 dagen te laat ontvangen; uitstel tot 12-06" in flat(shown)


def test_another_day_in_the_settings_than_on_the_workbooks_is_said() -> None:
    run("genereer", "Heiloo", "--deadline", "2026-05-22")
    assert "zegt 29-05-2026, maar op de uitgegeven werkboeken" in run("status")[1]


# --- what is new --------------------------------------------------------------------------


def test_what_changed_since_last_time_and_then_nothing() -> None:
    run("genereer", "Heiloo", "Alkmaar")
    assert "voor het eerst" in run("status", "--nieuw")[1]
    run("importeer", came_back("2026-05-20"))
    shown = run("status", "--nieuw")[1]
    assert "bij 1 organisatie:" in shown
    assert "onvolledig (was: " in shown
    assert "1 van 47 ingevuld (was: niets)" in shown
    assert "Alkmaar" not in shown
    run("uitstel", "Alkmaar", "2026-06-12")
    assert "deadline 12-06 (was: 29-05)" in row_of("Alkmaar", run("status", "--nieuw")[1])
    code, shown = run("status", "--nieuw")
    assert (code, shown.startswith("Niets nieuws sinds")) == (0, True)


def test_a_day_that_passes_is_no_news_but_being_late_is(monkeypatch: pytest.MonkeyPatch) -> None:
    run("genereer", "Heiloo")
    today_is(monkeypatch, "2026-05-28")
    run("status")
    today_is(monkeypatch, DUE)
    assert "Niets nieuws" in run("status", "--nieuw")[1]
    today_is(monkeypatch, "2026-05-30")
    assert "te laat (was: nog niet ontvangen)" in run("status", "--nieuw")[1]
    today_is(monkeypatch, "2026-05-31")
    assert "Niets nieuws" in run("status", "--nieuw")[1]


def test_what_one_person_looked_at_is_still_new_to_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("genereer", "Heiloo")
    run("status")
    before = events.names(DATASET)
    monkeypatch.setattr(getpass, "getuser", lambda: "een-ander")
    assert "voor het eerst" in run("status", "--nieuw")[1]
    assert events.names(DATASET) == before  # looking is no fact of the round


def test_a_memory_of_looking_that_is_broken_is_no_memory() -> None:
    run("genereer", "Heiloo")
    run("status")
    (path,) = (DATASET / "gelezen").glob("status-*.json")
    path.write_text('{"versie": 1, "moment": "x", "rijen": {"GM0399": {}}}')
    code, shown = run("status", "--nieuw")
    assert (code, "voor het eerst" in shown) == (0, True)


# --- the workbook for the meeting ---------------------------------------------------------


def test_the_same_as_a_workbook_for_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    today_is(monkeypatch, "2026-06-10")
    run("genereer")
    run("importeer", came_back("2026-05-20", "Heiloo", full()))
    code, shown = run("status", "--uit", "stand.xlsx")
    assert (code, "De stand staat in stand.xlsx." in shown) == (0, True)
    sheet = openpyxl.load_workbook("stand.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows if str(row[0]).startswith("Deadline")] == [
        "Deadline 29-05-2026: 12 dagen geleden."
    ]
    by_name = {row[1]: row for row in rows}
    assert by_name["Heiloo"][2:5] == ["✓ volledig", 47, 47]
    assert by_name["Alkmaar"][2] == "! te laat"
    assert by_name["Alkmaar"][11] == 12
    assert by_name["Heiloo"][10] == datetime(2026, 5, 29)  # noqa: DTZ001 - as in a cell
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == ("landscape", 9)
    assert sheet.auto_filter.ref
    assert sheet.print_title_rows


def test_a_workbook_that_is_held_is_said_and_news_is_still_news(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run("genereer", "Heiloo")
    run("status")
    run("uitstel", "Heiloo", "2026-06-12")
    code, said = run("status", "--uit", "stand.pdf")
    assert (code, "eindigt op .xlsx" in said) == (2, True)
    Path("map.xlsx").mkdir()
    assert run("status", "--nieuw", "--uit", "map.xlsx")[0] == 2
    assert "12-06" in run("status", "--nieuw")[1]


# --- issuing twice ------------------------------------------------------------------------


def test_issuing_twice_by_accident_changes_nothing() -> None:
    run("genereer", "Heiloo", "Alkmaar")
    before = {path.name: path.read_bytes() for path in WORKBOOKS.iterdir()}
    code, said = run("genereer", "Heiloo", "Alkmaar")
    assert code == 0
    assert "2 werkboeken stonden al in" in said
    assert "geen werkboek gemaakt" not in said
    assert {path.name: path.read_bytes() for path in WORKBOOKS.iterdir()} == before
    assert "1 werkboek staat in" in run("genereer", "Heiloo", "Castricum")[1]


def test_issuing_again_with_another_deadline_is_said_and_changes_nothing() -> None:
    run("genereer", "Heiloo")
    said = flat(run("genereer", "Heiloo", "--deadline", "2026-07-01")[1])
    assert "staat een andere deadline (29-05-2026)" in said


def test_issuing_anew_keeps_what_was_answered_and_says_which_copies_may_come() -> None:
    run("genereer", "Heiloo", "Alkmaar")
    run("importeer", came_back("2026-05-20", "Heiloo", {"1.1": "Voldoet", "1.2": "Voldoet niet"}))
    code, said = run("genereer", "Heiloo", "Alkmaar", "--opnieuw")
    assert code == 0
    assert "In 1 werkboek staan al de antwoorden" in flat(said)
    assert re.search(r"eerdere uitgifte van \d\d-\d\d-2026 kan nog terugkomen, van", flat(said))
    anew = WORKBOOKS / "NHNorm-2026-GM0399-Heiloo.xlsx"
    # Nobody touched it: it is no answer, and what counted still does.
    assert "telt niet als antwoord" in run("importeer", anew)[1]
    assert "2 van 47" in row_of("Heiloo", run("status")[1])
    later = filled_in_further(anew)
    assert run("importeer", later)[0] == 0
    assert "3 van 47" in row_of("Heiloo", run("status")[1])
    # The older copy is still accepted; what came last counts.
    older = came_back(DUE, "Heiloo", dict.fromkeys(("1.1", "1.2", "1.3", "1.4"), "Voldoet"))
    saved_on(older, datetime.now(UTC) + timedelta(hours=1))
    assert run("importeer", older)[0] == 0
    assert "4 van 47" in row_of("Heiloo", run("status")[1])


def filled_in_further(path: Path) -> Path:
    """Somebody answers one more norm in this workbook."""
    from tests import forms

    workbook = openpyxl.load_workbook(path)
    sheet, cell = forms.input_cell(forms.plan(), "1.3", "status")
    workbook[sheet][cell] = "Voldoet"
    target = Path("in") / "verder.xlsx"
    workbook.save(target)
    return target


def issued_ids() -> list[str]:
    text = (WORKBOOKS / "uitgifte.csv").read_text(encoding="utf-8-sig")
    return [line.split(";")[3] for line in text.splitlines()[1:]]


@pytest.mark.parametrize(("older", "told"), [("Voldoet niet", True), ("Voldoet", False)])
def test_two_issues_that_contradict_each_other_are_told_once(older: str, told: bool) -> None:
    run("genereer", "Heiloo")
    run("genereer", "Heiloo", "--opnieuw")
    first, second = issued_ids()
    both = [
        came_back(DUE, "Heiloo", {"1.1": older}, name="oud.xlsx", issue=first),
        came_back(DUE, "Heiloo", {"1.1": "Voldoet"}, name="nieuw.xlsx", issue=second),
    ]
    for minutes, path in enumerate(both, 1):  # both came after it was issued anew
        saved_on(path, datetime.now(UTC) + timedelta(minutes=minutes))
    said = flat(run("importeer", *both, "--uitgifte", WORKBOOKS)[1])
    assert said.count("antwoord op twee uitgiftes") == told


def test_made_up_answers_never_go_into_a_real_workbook() -> None:
    """A workbook with those answers is of the example itself, and counts nowhere else."""
    run("importeer", came_back("2026-05-20", "Heiloo", issue="voorbeeld-1"))
    code, said = run("genereer", "Heiloo", "--opnieuw")
    assert code == 0, said
    assert all(number.startswith("voorbeeld-") for number in issued_ids())
