"""Workbooks go out: one per organisation, proven, registered, never overwritten when used."""

from __future__ import annotations

import csv
import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nhnorm_xlsx import processes
from nhnorm_xlsx.dataset.register import REGISTER
from nhnorm_xlsx.errors import ProofError, StorageError
from nhnorm_xlsx.form.model import FormPlan
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.tasks import generating
from nhnorm_xlsx.tasks.generating import (
    Draft,
    Handout,
    generate,
    generate_from_files,
    write_drafts,
)
from nhnorm_xlsx.tasks.naming import workbook_name
from tests import forms
from tests.returned import SMALL

TODAY = date(2026, 3, 2)
HANDOUT = Handout(SMALL, "2026", forms.DEADLINE, TODAY)
TWO = [forms.HEILOO, forms.PROVINCIE]


def register(folder: Path) -> list[dict[str, str]]:
    text = (folder / REGISTER).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def test_every_organisation_gets_a_workbook_and_a_line_in_the_register(tmp_path: Path) -> None:
    numbers = iter(["id-1", "id-2"])
    report = generate(TWO, HANDOUT, tmp_path, issue_id=lambda: next(numbers))
    assert [path.name for path in report.written] == [
        "NHNorm-2026-GM0399-Heiloo.xlsx",
        "NHNorm-2026-PV27-Provincie Noord-Holland.xlsx",
    ]
    rows = register(tmp_path)
    assert rows[0] == {
        "meting": "2026",
        "organisatie_code": "GM0399",
        "organisatie": "Heiloo",
        "uitgifte_id": "id-1",
        "bestand": "NHNorm-2026-GM0399-Heiloo.xlsx",
        "sha256": hashlib.sha256(report.written[0].read_bytes()).hexdigest(),
        "gemaakt_op": "2026-03-02",
        "deadline": "2026-05-29",
    }
    assert {path.name for path in tmp_path.iterdir()} == {
        REGISTER, *(row["bestand"] for row in rows),
    }  # fmt: skip


def test_everyone_gets_one(tmp_path: Path) -> None:
    report = generate_from_files(
        [], "2026", forms.DEADLINE, tmp_path,
        previous=None, definition_path=None, organisations_path=None, today=TODAY,
    )  # fmt: skip
    assert len(report.written) == 45
    assert len(register(tmp_path)) == 45


def test_who_no_longer_exists_gets_none_and_that_is_said(tmp_path: Path) -> None:
    report = generate_from_files(
        [], "2027", date(2027, 5, 28), tmp_path,
        previous=None, definition_path=None, organisations_path=None, today=TODAY,
    )  # fmt: skip
    assert len(report.written) == 44
    assert any("Wijdemeren" in line and "Hilversum" in line for line in report.lines())


def test_same_input_same_bytes(tmp_path: Path) -> None:
    for name in ("een", "twee"):
        generate([forms.HEILOO], HANDOUT, tmp_path / name, issue_id=lambda: "id")
    one, two = (
        (tmp_path / name / "NHNorm-2026-GM0399-Heiloo.xlsx").read_bytes()
        for name in ("een", "twee")
    )
    assert one == two


def test_an_untouched_workbook_may_be_made_again_and_both_issues_stay_known(
    tmp_path: Path,
) -> None:
    generate([forms.HEILOO], HANDOUT, tmp_path)
    generate([forms.HEILOO], HANDOUT, tmp_path, anew=True)
    assert len({row["uitgifte_id"] for row in register(tmp_path)}) == 2


def test_issuing_twice_by_accident_changes_nothing(tmp_path: Path) -> None:
    generate([forms.HEILOO], HANDOUT, tmp_path)
    before = contents(tmp_path)
    report = generate([forms.HEILOO], HANDOUT, tmp_path)
    assert (report.written, len(report.standing)) == ((), 1)
    assert contents(tmp_path) == before


def test_a_workbook_that_was_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    first = generate(TWO, HANDOUT, tmp_path).written[0]
    workbook = openpyxl.load_workbook(first)
    workbook.save(first)
    before = first.read_bytes()
    report = generate(TWO, HANDOUT, tmp_path, anew=True)
    assert first.read_bytes() == before
    assert [name for name, _ in report.refused] == [first.name]
    assert len(report.written) == 1


def test_a_second_norm_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    green, red = (
        replace(HANDOUT, definition=replace(SMALL, norm_naam=name))
        for name in ("Groene Norm", "Rode Norm")
    )
    first = generate([forms.HEILOO], green, tmp_path).written[0]
    before = first.read_bytes()
    report = generate([forms.HEILOO], red, tmp_path)
    assert first.read_bytes() == before
    assert any("voor een andere norm" in line and "--uit" in line for line in report.lines())
    assert len(register(tmp_path)) == 1
    # The same norm, written a little otherwise, is no other; nor is one without a name.
    for name in ("groene  norm", ""):
        again = replace(HANDOUT, definition=replace(SMALL, norm_naam=name))
        assert generate([forms.HEILOO], again, tmp_path, anew=True).written


def test_a_workbook_that_does_not_read_back_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_a_norm(plan: FormPlan, path: Path) -> None:
        sheets = tuple(
            replace(
                sheet, cells=tuple(cell for cell in sheet.cells if cell.value != "nhnorm.norm:2.1")
            )
            for sheet in plan.sheets
        )
        write_form(replace(plan, sheets=sheets), path)

    monkeypatch.setattr(generating, "write_form", without_a_norm)
    with pytest.raises(ProofError, match="bij het nalezen"):
        generate([forms.HEILOO], HANDOUT, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_value_in_the_file_is_found_by_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = forms.plan({"1.1": {"status": "Voldoet"}}, definition=SMALL)
    other = forms.plan({"1.1": {"status": "Voldoet niet"}}, definition=SMALL)
    monkeypatch.setattr(generating, "write_form", lambda _, path: write_form(other, path))
    with pytest.raises(ProofError, match=r"1\.1"):
        write_drafts([Draft(lambda: plan, SMALL, forms.HEILOO, "a.xlsx")], tmp_path, TODAY)
    assert list(tmp_path.iterdir()) == []


# --- in other processes, where there are many ----------------------------------------------


@pytest.fixture
def in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a few workbooks were many, on a machine with two cores."""
    monkeypatch.setattr(generating, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(processes, "MAX_WORKERS", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


FOUR = [replace(forms.HEILOO, code=f"GM000{number}", name=f"Plaats {number}") for number in "1234"]


def planned_in(process: int, number: int) -> FormPlan:
    """A plan that is only made in another process than this one."""
    assert os.getpid() != process
    return forms.plan(definition=SMALL, organisation=FOUR[number])


def breaks_down(how: str) -> FormPlan:
    if how == "fout":
        raise ProofError("Dit werkboek deugt niet.")
    sys.stderr.flush()
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    raise AssertionError


def draft(planned: Callable[[], FormPlan], number: int) -> Draft:
    return Draft(planned, SMALL, FOUR[number], f"werkboek {number}.xlsx")


def numbered() -> Callable[[], str]:
    numbers = iter(range(100))
    return lambda: f"id-{next(numbers)}"


@pytest.mark.usefixtures("in_two_processes")
def test_many_are_made_in_other_processes(tmp_path: Path) -> None:
    drafts = [draft(partial(planned_in, os.getpid(), number), number) for number in range(4)]
    assert len(write_drafts(drafts, tmp_path, TODAY).written) == 4


def test_made_in_other_processes_they_are_the_same(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shown: list[object] = []

    def progress(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
        for item in items:
            shown.append((label, total))
            yield item

    generate(FOUR, HANDOUT, tmp_path / "hier", issue_id=numbered())
    request.getfixturevalue("in_two_processes")
    report = generate(FOUR, HANDOUT, tmp_path / "elders", issue_id=numbered(), progress=progress)
    assert [path.name for path in report.written] == [workbook_name("2026", item) for item in FOUR]
    assert contents(tmp_path / "elders") == contents(tmp_path / "hier")
    assert shown == [("Werkboeken maken", 4)] * 4


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("in_two_processes")
@pytest.mark.parametrize(
    ("how", "message"),
    [("fout", "Dit werkboek deugt niet"), ("dood", r"werkboek 1\.xlsx stopte onverwacht")],
)
def test_when_one_breaks_down_those_before_it_are_on_record_and_nothing_is_left_of_the_rest(
    how: str, message: str, tmp_path: Path
) -> None:
    fine = partial(planned_in, os.getpid())
    drafts = [draft(partial(fine, number), number) for number in range(4)]
    drafts[1] = draft(partial(breaks_down, how), 1)
    with pytest.raises(ProofError, match=message):
        write_drafts(drafts, tmp_path, TODAY)
    assert {path.name for path in tmp_path.iterdir()} == {REGISTER, "werkboek 0.xlsx"}
    assert [row["bestand"] for row in register(tmp_path)] == ["werkboek 0.xlsx"]


@pytest.mark.usefixtures("in_two_processes")
def test_one_that_is_filled_in_while_the_others_are_made_is_not_overwritten(
    tmp_path: Path,
) -> None:
    generate(FOUR, HANDOUT, tmp_path)
    last = tmp_path / workbook_name("2026", FOUR[-1])

    def somebody_saves(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
        for item in items:
            yield item
            last.write_bytes(b"ingevuld")

    report = generate(FOUR, HANDOUT, tmp_path, progress=somebody_saves, anew=True)
    assert [name for name, _ in report.refused] == [last.name]
    assert last.read_bytes() == b"ingevuld"
    assert {path.name for path in tmp_path.iterdir()} == {
        REGISTER, *(workbook_name("2026", item) for item in FOUR),
    }  # fmt: skip


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("ik ben een bestand")
    with pytest.raises(StorageError, match="kan niet worden geschreven"):
        generate([forms.HEILOO], HANDOUT, tmp_path / "map")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Heiloo", "NHNorm-2026-X1-Heiloo.xlsx"),
        ("Bergen (NH.)", "NHNorm-2026-X1-Bergen (NH.).xlsx"),
        ('A/B: "C"?', "NHNorm-2026-X1-A-B- -C-.xlsx"),
        ("Punt.", "NHNorm-2026-X1-Punt.xlsx"),
    ],
)
def test_names_are_valid_on_windows(name: str, expected: str) -> None:
    organisation = replace(forms.HEILOO, code="X1", name=name)
    assert workbook_name("2026", organisation) == expected
