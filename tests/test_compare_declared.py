"""A status, a field, a minimum, a colour and a kind of participant are each declared once.

What is declared is changed here, and every comparison must follow without another change.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx import policy, style
from nhnorm_xlsx.compare import tables_for_riec
from nhnorm_xlsx.compare.writer import (
    write_html,
    write_provincie,
    write_riec,
    write_terugkoppeling,
)
from nhnorm_xlsx.compare.writer.showing import field_in_words
from nhnorm_xlsx.contract.fields import ACTIE
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.dataset.metingen import choose_meting
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.errors import FaultySourceError, UsageError
from nhnorm_xlsx.organisations import KINDS, Organisation, choose_riec, load_organisations
from nhnorm_xlsx.tasks.status import status_lines
from nhnorm_xlsx.texts.words import number_in_words
from tests import datasets as make
from tests.declared import FILL, NEW
from tests.shown import tables_for_organisation, tables_for_provincie

ROOT = Path(__file__).resolve().parent.parent
CREATED = datetime.combine(make.TODAY, datetime.min.time())
Cells = list[list[object]]


def sheet_rows(path: Path, sheet: str) -> Cells:
    """The rows of a sheet without what is empty."""
    book = openpyxl.load_workbook(path)
    return [
        [value for value in row if value is not None]
        for row in book[sheet].iter_rows(values_only=True)
        if any(value is not None for value in row)
    ]


def sentences(path: Path) -> list[str]:
    """Everything that a workbook or a page says, each sheet as running text."""
    if path.suffix == ".html":
        return [path.read_text(encoding="utf-8")]
    book = openpyxl.load_workbook(path)
    return [
        " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value)
        for sheet in book
    ]


def everything(dataset: Dataset, people: Sequence[Organisation], folder: Path) -> list[Path]:
    """Every comparison of this dataset: for the RIEC of the first, and feedback to the first."""
    names = ("riec.xlsx", "riec.html", "provincie.xlsx", "terugkoppeling.xlsx")
    paths = [folder / name for name in names]
    riec = tables_for_riec(dataset, people, people[0].riec, today=make.TODAY)
    write_riec(riec, paths[0], CREATED)
    write_html(riec, paths[1])
    write_provincie(tables_for_provincie(dataset, people, today=make.TODAY), paths[2], CREATED)
    own = tables_for_organisation(dataset, people, people[0].code, today=make.TODAY)
    write_terugkoppeling(own, paths[3], CREATED)
    return paths


def answers_of(people: Sequence[Organisation], status: str = "deels") -> Dataset:
    return make.assemble(
        make.answer("2026", item.code, "1.1", status, organisatie=item.name) for item in people
    )


# --- a status and a field ---------------------------------------------------------------


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every comparison made with one more status and one more field in the contract."""
    folder = tmp_path_factory.mktemp("erbij")
    done = subprocess.run(
        [sys.executable, "-m", "tests.declared", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def test_a_fifth_status_is_counted_for_a_riec(declared: Path) -> None:
    rows = sheet_rows(declared / "riec.xlsx", "Samenvatting")
    head = next(row for row in rows if row[0] == "Thema")
    total = next(row for row in rows if row[0] == "Alle normen")
    counted = dict(zip(head, total, strict=True))
    assert counted[NEW.label] == 6
    assert (counted["Geteld (n)"], counted["Aandeel voldoet"]) == (8, 0.25)


def test_a_fifth_status_stands_in_the_heatmap_with_its_symbol_in_the_legend(
    declared: Path,
) -> None:
    rows = sheet_rows(declared / "riec.xlsx", "Vergelijking")
    assert f"{NEW.symbol} {NEW.label}" in str(rows[3][0])
    assert rows[-1][-8:] == ["✓", "✓", *[NEW.symbol] * 6]


def test_a_fifth_status_is_a_bottleneck_and_a_step_up(declared: Path) -> None:
    (head, row) = sheet_rows(declared / "riec.xlsx", "Knelpunten")[-2:]
    counted = dict(zip(head, row, strict=True))
    assert counted["Nog niet (deels, in ontwikkeling of niet)"] == 6
    assert counted[NEW.label] == 6
    development = sheet_rows(declared / "riec.xlsx", "Ontwikkeling")
    assert ["G7", 1, 0, 0, 1, 0] in development


def test_a_fifth_status_has_a_bar_in_the_charts(declared: Path) -> None:
    with zipfile.ZipFile(declared / "riec.xlsx") as package:
        charts = [
            package.read(part).decode()
            for part in package.namelist()
            if part.startswith("xl/charts/")
        ]
    assert any(NEW.label in chart for chart in charts)


def test_a_fifth_status_is_given_back(declared: Path) -> None:
    own = sheet_rows(declared / "terugkoppeling.xlsx", "Uw normen")
    head = next(row for row in own if row[0] == "Norm")
    answer = dict(zip(head, own[own.index(head) + 1], strict=True))
    assert answer["Uw status"] == NEW.symbol
    (legend,) = [str(row[0]) for row in own if str(row[0]).startswith("Legenda:")]
    assert f"{NEW.symbol} {NEW.label}" in legend


def test_a_fifth_status_can_be_chosen_on_the_page_and_has_its_colour(declared: Path) -> None:
    html = (declared / "riec.html").read_text(encoding="utf-8")
    assert f'<option value="{NEW.key}">{NEW.label}</option>' in html
    (core,) = re.findall(r'<script type="application/json" id="kern">(.*?)</script>', html, re.S)
    statuses = json.loads(core)["statussen"]
    place = [item["sleutel"] for item in statuses].index(NEW.key)
    assert (statuses[place]["label"], statuses[place]["teken"]) == (NEW.label, NEW.symbol)
    assert "".join(json.loads(core)["matrix"].values()).count(str(place)) == 6
    assert re.search(rf'\[data-status="{NEW.key}"\] {{\s*background: {FILL};', html)


def test_a_number_field_stands_in_the_data_the_actions_and_the_page(declared: Path) -> None:
    data = sheet_rows(declared / "riec.xlsx", "Gegevens")
    assert "Budget" in data[-9]
    assert [row[-2] for row in (data[-8], data[-7], data[-1])] == [1500, 0.5, 250_000]
    for name in ("riec.xlsx", "terugkoppeling.xlsx"):
        actions = sheet_rows(declared / name, "Acties")
        assert next(row for row in actions if row[0] == "Streefdatum")[-1] == "Budget"
        assert actions[-1][-1] == 250_000
    html = (declared / "riec.html").read_text(encoding="utf-8")
    assert '"Budget"' in html
    assert all(f'"{shown}"' in html for shown in ("1.500", "0,5", "250.000"))


def test_a_field_that_was_left_empty_says_nothing() -> None:
    for value in (None, "", float("nan")):
        assert field_in_words(ACTIE, value) == ""


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (100, "100"), (1500, "1.500"), (0.5, "0,5"), (1234567.891, "1.234.567,89")],
)
def test_numbers_are_written_the_dutch_way(number: float, shown: str) -> None:
    assert number_in_words(number) == shown


# --- a day ------------------------------------------------------------------------------


def test_the_day_on_which_all_must_comply_comes_from_the_definition(tmp_path: Path) -> None:
    people = (make.gemeente("Aa"),)
    dataset = answers_of(people)
    dataset.normen["uiterlijk"] = "2031-06-30"
    path = everything(dataset, people, tmp_path)[0]
    said = " ".join(sentences(path))
    assert set(re.findall(r"op (\d+ [a-z]+ 2031)", said)) == {"30 juni 2031"}
    assert "2027" not in said


# --- a colour ---------------------------------------------------------------------------


def test_another_palette_reaches_every_cell_and_chart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {key: style.STATUS_STYLE[key] for key in ("", *(item.key for item in STATUSES))}
    for number, (key, look) in enumerate(old.items()):
        new = replace(look, fill=f"#F{number}E1D2", ink=f"#0{number}1020", strong=f"#7{number}5060")
        monkeypatch.setitem(style.STATUS_STYLE, key, new)
    people = tuple(make.gemeente(f"G{number}") for number in range(7))
    letters = ["voldoet", "deels", "niet", "nvt", "", "voldoet", "niet"]
    rows = [
        make.answer(meting, item.code, "1.1", status)
        for meting, statuses in (("2025", letters[::-1]), ("2026", letters))
        for item, status in zip(people, statuses, strict=True)
    ]
    for path in everything(make.assemble(rows), people, tmp_path):
        if path.suffix == ".html":
            content = path.read_text(encoding="utf-8")
        else:
            with zipfile.ZipFile(path) as package:
                parts = [package.read(name) for name in package.namelist()]
                content = b"".join(parts).decode()
        house = {value for value in vars(style).values() if isinstance(value, str)}
        for look in old.values():
            for colour in {look.fill, look.ink, look.strong} - house:
                assert colour.lstrip("#") not in content, (path.name, colour)
    assert "#F2E1D2" in (tmp_path / "riec.html").read_text(encoding="utf-8")


# --- a kind of participant --------------------------------------------------------------

GEMEENTEN = tuple(make.gemeente(f"G{number:02}") for number in range(policy.ENOUGH))
WATERSCHAP = Organisation("WS1", "Zuid", "waterschap", "RIEC Test", "Regio", None, None, "")
LONE = replace(WATERSCHAP, code="WS2", name="Noord", riec="")
MIXED = (*GEMEENTEN, WATERSCHAP, LONE, make.PROVINCIE)


def test_a_waterschap_stands_in_its_riec_under_its_kind(tmp_path: Path) -> None:
    riec, page, *_ = everything(answers_of(MIXED), MIXED, tmp_path)
    rows = sheet_rows(riec, "Respons")
    assert rows[3][0] == "Organisatie"
    assert [row[0] for row in rows[4:]] == [*(g.name for g in GEMEENTEN), "Waterschap Zuid"]
    assert f"Alle {len(GEMEENTEN) + 1} organisaties hebben geantwoord." in " ".join(sentences(riec))
    assert '"naam":"Waterschap Zuid"' in page.read_text(encoding="utf-8")
    assert not re.search("[Gg]emeente", " ".join([*sentences(riec), *sentences(page)]))


def test_totals_for_the_provincie_are_about_gemeenten_alone(tmp_path: Path) -> None:
    tables = tables_for_provincie(answers_of(MIXED), MIXED, today=make.TODAY)
    alone = tables_for_provincie(answers_of(GEMEENTEN), GEMEENTEN, today=make.TODAY)
    for name, table in tables.items():
        assert make.rows_of(table.astype(object).fillna("")) == make.rows_of(
            alone[name].astype(object).fillna("")
        ), name
    assert tables["over"].iloc[0]["getoond"]


def test_a_waterschap_in_a_riec_gets_feedback_in_its_own_words(tmp_path: Path) -> None:
    tables = tables_for_organisation(answers_of(MIXED), MIXED, "WS1", today=make.TODAY)
    write_terugkoppeling(tables, tmp_path / "t.xlsx", CREATED)
    said = " ".join(sentences(tmp_path / "t.xlsx"))
    assert "Waterschap Zuid: terugkoppeling van meting 2026" in said
    assert "alle gemeenten van RIEC Test samen" in said
    assert "alleen organisaties van uw RIEC" in said
    nothing = tables_for_organisation(answers_of(GEMEENTEN), MIXED, "WS1", today=make.TODAY)
    write_terugkoppeling(nothing, tmp_path / "leeg.xlsx", CREATED)
    assert "Van uw waterschap is in deze meting nog geen" in sentences(tmp_path / "leeg.xlsx")[0]


@pytest.mark.parametrize("code", ["WS2", "PV99"])
def test_who_is_in_no_riec_gets_its_own_answers_beside_those_of_all_gemeenten(code: str) -> None:
    tables = tables_for_organisation(answers_of(MIXED), MIXED, code, today=make.TODAY)
    assert list(tables["normen"]["status"]) == ["deels"]
    assert list(tables["normen"]["stap"]) == [0]
    assert tables["hulp"].empty


def test_gemeenten_among_themselves_are_still_called_gemeenten(tmp_path: Path) -> None:
    for path in everything(answers_of(GEMEENTEN), GEMEENTEN, tmp_path):
        assert "rganisatie" not in " ".join(sentences(path)), path.name


def participants(folder: Path, kind: str, riec: str = "RIEC A") -> Path:
    path = folder / "organisaties.csv"
    path.write_text(
        "code;naam;soort;riec;veiligheidsregio;inwoners;geldig_tot;opvolger\n"
        f"X1;Zuid;{kind};{riec};;;;\n",
        encoding="utf-8-sig",
    )
    return path


@pytest.mark.parametrize("kind", [item.name for item in KINDS])
def test_every_declared_kind_can_stand_in_the_list(kind: str, tmp_path: Path) -> None:
    (item,) = load_organisations(participants(tmp_path, kind))
    assert (item.kind, item.title) == (kind, f"{kind.capitalize()} Zuid")


def test_another_kind_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(FaultySourceError, match="kies gemeente, provincie of waterschap"):
        load_organisations(participants(tmp_path, "gemeenet"))


# --- who takes part, and which meting ---------------------------------------------------


def test_a_gemeente_that_ends_during_the_year_takes_part_in_that_year_only() -> None:
    ending = make.gemeente("Aa", valid_until=date(2026, 6, 30), successor="Bb")
    assert [ending.takes_part_in(label) for label in ("2025", "2026", "2026-2", "2027")] == [
        True,
        True,
        True,
        False,
    ]


def test_status_and_comparison_expect_the_same_organisations(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people = (*GEMEENTEN, make.gemeente("Halfjaar", valid_until=date(2026, 6, 30), successor="G00"))
    dataset = answers_of(GEMEENTEN)
    from nhnorm_xlsx.tasks import status

    known = Reference({}, {item.code: item for item in people})
    monkeypatch.setattr(status, "made_current", lambda _: None)
    monkeypatch.setattr(status, "read_tables", lambda _: dataset)
    monkeypatch.setattr(status, "read_reference", lambda _: known)
    first = next(iter(status_lines(tmp_path)))
    compared = tables_for_riec(dataset, people, "RIEC Test", today=make.TODAY)["over"].iloc[0]
    assert first == "Meting 2026: 13 van 14 organisaties hebben geantwoord."
    assert (compared["geantwoord"], compared["verwacht"]) == (13, 14)


def test_the_newest_meting_is_meant_unless_another_is_named() -> None:
    dataset = make.dataset(m2025="| norm | Aa |\n| 1.1 | v |", m2026_2="| norm | Aa |\n| 1.1 | d |")
    assert choose_meting(dataset, None) == "2026-2"
    assert choose_meting(dataset, "2025") == "2025"
    with pytest.raises(UsageError, match=r"Meting '2024' .*; wel: 2025, 2026-2\."):
        choose_meting(dataset, "2024")
    assert choose_meting(make.assemble([]), None) == ""
    with pytest.raises(UsageError, match="wel: geen"):
        choose_meting(make.assemble([]), "2026")


@pytest.mark.parametrize("wanted", ["RIEC Test", "test", " TEST ", "riec test"])
def test_a_riec_is_known_by_its_name_with_or_without_riec(wanted: str) -> None:
    assert choose_riec(MIXED, wanted) == "RIEC Test"


@pytest.mark.parametrize("wanted", [None, "Nergens"])
def test_an_unknown_riec_is_answered_with_those_there_are(wanted: str | None) -> None:
    with pytest.raises(UsageError, match='"RIEC Test"'):
        choose_riec(MIXED, wanted)
