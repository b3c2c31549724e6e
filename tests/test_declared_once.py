"""A status and a field are declared once: form, intake, dataset and example follow from it."""

from __future__ import annotations

import ast
import re
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from nhnorm_xlsx import answers, load_dataset
from nhnorm_xlsx.cli import main
from nhnorm_xlsx.compare.writer import showing
from nhnorm_xlsx.contract import checks, fields, statuses
from nhnorm_xlsx.contract.fields import FIELDS, START_FIELDS, FieldKind
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.definition import COLUMNS
from nhnorm_xlsx.form import heard, inputs
from nhnorm_xlsx.form.styles import STYLES
from nhnorm_xlsx.intake import values
from nhnorm_xlsx.style import STATUS_STYLE
from nhnorm_xlsx.tasks import made_up, previous
from nhnorm_xlsx.texts import form as texts
from tests import libreoffice, other_house
from tests.libreoffice import Typing
from tests.other_house import House, fill_in, opened, places, start_places

# --- the declarations hang together -----------------------------------------------------

TABLES_BY_KIND = {
    "contract: what is asked": checks._ASK,
    "contract: what is valid": checks._VALID,
    "form: styles": inputs._STYLE,
    "form: styles on Start": inputs._START_STYLE,
    "form: what may be typed": inputs._VALIDATION,
    "form: check formulas": heard.INVALID,
    "form: what is empty": heard.EMPTY,
    "contract: what is empty": checks.EMPTY,
    "contract: what to do again": checks._REDO,
    "texts: what is allowed": texts._ALLOWED,
    "intake: what is understood": values._UNDERSTAND,
    "dataset: types of columns": schema.TYPE_BY_KIND,
    "compare: how it is shown": showing.FIELD_LOOKS,
    "tasks: the previous meting": previous._FROM_TABLE,
    "answers: what stands on Start": answers._FROM_TEXT,
    "tasks: the example": made_up._MADE_UP,
}


@pytest.mark.parametrize("name", TABLES_BY_KIND)
def test_every_room_covers_every_kind_of_field(name: str) -> None:
    assert set(TABLES_BY_KIND[name]) == set(FieldKind)


def test_no_table_by_kind_is_left_out_here() -> None:
    """Whoever adds a table by kind of field adds it above."""
    declared = {
        (path.stem, node.target.id)
        for path in (other_house.ROOT / "nhnorm_xlsx").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(node.value, ast.Dict)
        and re.search(r"Mapping\[\s*FieldKind\b", ast.unparse(node.annotation))
    }
    assert len(declared) == len(TABLES_BY_KIND), declared


def test_the_check_and_its_formula_are_about_the_same_kinds() -> None:
    assert {kind for kind, test in checks._VALID.items() if test} == set(heard.INVALID)


def test_a_key_means_one_thing() -> None:
    keys = [item.key for item in (*FIELDS, *START_FIELDS)]
    assert len(set(keys)) == len(keys)
    others = {name for table in schema.TABLES.values() for name in table} - set(schema.ANTWOORDEN)
    assert not set(keys) & others
    for name in ("key", "label", "symbol"):
        assert len({getattr(item, name) for item in STATUSES}) == len(STATUSES)
    assert len({item.short or item.label for item in STATUSES}) == len(STATUSES)
    symbols = {item.symbol for item in STATUSES} | {statuses.OPEN_SYMBOL, texts.UNKNOWN_SYMBOL}
    assert all(len(symbol) == 1 for symbol in symbols)


def test_an_alias_says_one_status_and_is_no_label() -> None:
    aliases = [alias for item in STATUSES for alias in item.aliases]
    assert len(set(aliases)) == len(aliases)
    assert all(alias == alias.lower() for alias in aliases)
    assert not set(aliases) & {item.label.lower() for item in STATUSES}


def test_a_choice_has_options_and_nothing_else_has() -> None:
    for item in (*FIELDS, *START_FIELDS):
        assert bool(item.options) == (item.kind is FieldKind.CHOICE), item.key


def test_what_a_status_asks_for_exists_and_has_words() -> None:
    for item in STATUSES:
        assert set(item.asks) <= {field.key for field in FIELDS} - {"status"}
        asked = checks.REQUIRED_BY_STATUS[item.key]
        for number in range(1, len(asked) + 1):
            for keys in combinations(asked, number):
                assert checks.CHECK_MISSING[keys] in checks.CHECK_TEXTS


def test_the_words_of_the_check_are_these() -> None:
    """Public: they stand in workbooks that are out, and in findings. More may come beside."""
    assert set(checks.CHECK_TEXTS) >= {
        "✓ compleet",
        "✓ compleet, nog zonder onderbouwing",
        "✓ compleet, nog van 2026",
        "Kies een status",
        "Kies uit de lijst",
        "Typ de datum opnieuw, bijvoorbeeld 31-12-2027",
        "Streefdatum is voorbij",
        "Vul de actie in",
        "Vul de streefdatum in",
        "Vul de onderbouwing in",
        "Vul actie en streefdatum in",
        # In the first workbooks.
        "Ongeldige status",
        "Ongeldige streefdatum",
        "Ongeldige prioriteit",
        "Ongeldige uitwisseling",
    }
    assert checks.missing_text(("prioriteit",)) == "Kies de prioriteit"
    assert (
        checks.missing_text(("actie", "streefdatum", "prioriteit"))
        == "Vul actie, streefdatum en prioriteit in"
    )


def test_every_look_can_beopened() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        lit = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]

    for key, look in STATUS_STYLE.items():
        bright, dark = sorted((light(look.fill), light(look.ink)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, key
        assert {f"status_{key}", f"legend_{key}", f"note_{key}"} <= set(STYLES)


def test_the_columns_of_the_answers_stay_and_what_is_new_comes_behind() -> None:
    assert schema.ANTWOORDEN[:10] == schema._FIRST_ANTWOORDEN[:10]
    assert schema.ANTWOORDEN[: len(schema._FIRST_ANTWOORDEN)] == schema._FIRST_ANTWOORDEN
    assert set(fields.FIELD_BY_KEY) <= set(schema.ANTWOORDEN)


# --- the proof: a fifth status and a number field, by changing declarations alone --------

THREE = ("Heiloo", "Alkmaar", "Bergen")
GIVEN: dict[str, dict[str, Any]] = {
    "1.1": {"status": "In ontwikkeling", "actie": "afronden", "budget": 1250.5},
    "1.2": {"status": "in ontwikkeling", "actie": "", "budget": "€ 1.250"},
    "1.3": {"status": "begonnen", "actie": "beginnen", "budget": 0},
    "1.4": {"status": "In ontwikkeling", "actie": "beginnen", "budget": "veel"},
    "1.5": {"status": "Voldoet", "budget": ""},
}


START = {"ingevuld_door": "Griffier", "medewerkers": 40, "besproken": "ja"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return other_house.house(tmp_path_factory.mktemp("huis"))


@pytest.fixture(scope="module")
def answered(house: House) -> House:
    """The copy, with three workbooks that went out, came back and were imported."""
    house.nhnorm("genereer", *THREE, "--meting", "2026", "--deadline", "2026-12-31",
                 "--uit", "werkboeken")  # fmt: skip
    for path in (house.folder / "werkboeken").glob("*.xlsx"):
        fill_in(path, house.folder / "retour" / path.name, GIVEN, START)
    house.nhnorm("importeer", "retour", "--uit", "dataset")
    return house


def _done(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 0


def _texts(workbook: openpyxl.Workbook) -> list[str]:
    return [
        str(cell.value)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


@pytest.fixture(scope="module")
def form(answered: House) -> Path:
    return next((answered.folder / "werkboeken").glob("*Heiloo.xlsx"))


def test_the_form_shows_the_new_status_and_field(form: Path) -> None:
    workbook = opened(form)
    said = _texts(workbook)
    assert "◔  In ontwikkeling" in said  # the meaning on Start
    assert "◔ In ontwikkeling" in said  # the legend of the overview
    assert any("u bent begonnen, maar er staat nog niets" in text for text in said)
    assert any("Budget: een getal van 0 of meer, zoals 1250,50." in text for text in said)
    sheet, cell = places(form)["1.1", "budget"]
    looks = workbook[sheet][cell]
    assert looks.number_format == "#,##0.00"
    assert not looks.protection.locked
    rules = [
        (item.type, item.operator, item.formula1, item.promptTitle, item.errorTitle)
        for item in workbook[sheet].data_validations.dataValidation
        if cell in item.sqref
    ]
    assert rules == [
        ("decimal", None, "0", "Budget in euro's", "Dit is geen goed getal"),
    ]
    overview = workbook["Overzicht"]
    headings = next(
        [cell.value for cell in row if cell.value]
        for row in overview.iter_rows()
        if row[1].value == "Aantal normen per status"
    )
    assert headings[1:6] == [
        "✓ Voldoet", "◐ Deels", "◔ In ontwikkeling", "✗ Niet", "– N.v.t.",
    ]  # fmt: skip


def test_the_tables_hold_the_new_status_and_field(answered: House) -> None:
    told = answered.told(
        "import json, nhnorm_xlsx\n"
        "frame = nhnorm_xlsx.load_dataset('dataset')\n"
        "heiloo = frame[(frame.organisatie == 'Heiloo') & (frame.thema == '1')]\n"
        "print(json.dumps({'columns': list(frame.columns), 'type': str(frame.budget.dtype),\n"
        "  'rows': heiloo[['norm', 'status', 'score', 'actie', 'budget']]\n"
        "    .astype(object).where(lambda f: f.notna(), None).values.tolist()}))"
    )
    assert told["columns"] == [*schema.ANTWOORDEN, "budget"]
    assert told["type"] == "float64"
    assert told["rows"] == [
        ["1.1", "ontwikkeling", 0.25, "afronden", 1250.5],
        ["1.2", "ontwikkeling", 0.25, "", 1250.0],
        ["1.3", "ontwikkeling", 0.25, "beginnen", 0.0],
        ["1.4", "ontwikkeling", 0.25, "beginnen", None],
        ["1.5", "voldoet", 1.0, "", None],
    ]
    csv = (answered.folder / "dataset" / "antwoorden.csv").read_text(encoding="utf-8-sig")
    heading, first, *_ = csv.splitlines()
    assert heading.endswith(";cel;noemen;budget")
    assert first.endswith(";1250.5")


def test_a_start_field_is_asked_and_kept(answered: House, form: Path) -> None:
    workbook = opened(form)
    cells, sheet = start_places(workbook), workbook["Start"]
    rules = {
        key: [item.type for item in sheet.data_validations.dataValidation if cell in item.sqref]
        for key, cell in cells.items()
    }
    assert rules == {
        "ingevuld_door": [], "ingevuld_met": [], "ingevuld_op": ["date"],
        "vastgesteld_op": ["date"], "medewerkers": ["decimal"], "besproken": ["list"],
    }  # fmt: skip
    told = answered.told(
        "import json, pandas\n"
        "f = pandas.read_parquet('dataset/startgegevens.parquet')\n"
        "print(json.dumps(f[f.organisatie == 'Heiloo'].astype(str)[['veld', 'waarde']]\n"
        "  .values.tolist()))"
    )
    assert told == [["ingevuld_door", "Griffier"], ["medewerkers", "40"], ["besproken", "Ja"]]


def test_what_is_wrong_is_said_and_nothing_else(answered: House) -> None:
    found: list[list[Any]] = answered.told(
        "import json, pandas\n"
        "f = pandas.read_parquet('dataset/bevindingen.parquet')\n"
        "f = f[(f.norm != '') & f.bestand.str.contains('Heiloo')]\n"
        "print(json.dumps(f.astype(str)[['norm', 'soort', 'ernst', 'waarde']]\n"
        "  .sort_values(['norm', 'soort']).values.tolist()))"
    )
    assert found == [
        ["1.2", "getal_begrepen", "waarschuwing", "€ 1.250"],
        ["1.2", "status_begrepen", "info", "in ontwikkeling"],
        ["1.2", "vul_aan", "waarschuwing", ""],
        ["1.3", "status_begrepen", "info", "begonnen"],
        ["1.4", "ongeldig_getal", "fout", "veel"],
    ]


def test_a_correction_asks_for_the_number(answered: House) -> None:
    answered.nhnorm("importeer", "retour", "--uit", "met-correcties", "--correcties", "terug")
    path = next((answered.folder / "terug").glob("*Heiloo*.xlsx"))
    said = _texts(opened(path, worked_out=True))
    assert "Norm 1.4, Budget" in said
    sheet, cell = places(path)["1.1", "budget"]
    assert opened(path)[sheet][cell].value == 1250.5


def test_the_next_meting_shows_and_carries_them(answered: House) -> None:
    answered.nhnorm("genereer", "Heiloo", "--meting", "2027", "--deadline", "2027-12-31",
                    "--uit", "volgend", "--vorige", "dataset")  # fmt: skip
    path = next((answered.folder / "volgend").glob("*Heiloo.xlsx"))
    there, workbook = places(path), opened(path)

    def value(norm: str, key: str) -> object:
        sheet, cell = there[norm, key]
        return workbook[sheet][cell].value

    assert [value("1.1", key) for key in ("vorige_status", "budget", "actie")] == [
        "In ontwikkeling", 1250.5, "afronden",
    ]  # fmt: skip
    assert value("1.3", "budget") == 0
    assert value("1.5", "budget") is None
    # Left as it was, it is known as what the previous meting said.
    filled = answered.folder / "retour-2027" / path.name
    fill_in(path, filled, {"1.1": {"status": "In ontwikkeling"}})
    said = answered.nhnorm("controleer", str(filled))
    assert "ongewijzigd overgenomen" in said
    assert "Budget" in next(line for line in said.splitlines() if "ongewijzigd" in line)


def test_what_was_sent_out_before_is_still_read(house: House) -> None:
    """A workbook, and a dataset, from before the field and the status were declared."""
    early = house.folder / "eerder"
    _done("genereer", "Heiloo", "--meting", "2025", "--deadline", "2025-12-31",
          "--uit", str(early))  # fmt: skip
    path = next(early.glob("*.xlsx"))
    answer = {"status": "Voldoet deels", "actie": "afronden", "streefdatum": date(2026, 5, 1)}
    fill_in(path, house.folder / "eerder-retour" / path.name, {"1.1": answer})
    said = house.nhnorm("controleer", str(house.folder / "eerder-retour"))
    assert "Budget" not in said
    kept = house.folder / "eerder-dataset"
    _done("importeer", str(house.folder / "eerder-retour"), "--uit", str(kept))
    told = house.told(
        "import json, nhnorm_xlsx\n"
        "frame = nhnorm_xlsx.load_dataset('eerder-dataset')\n"
        "print(json.dumps([list(frame.columns), str(frame.budget.dtype),\n"
        "  int(frame.budget.notna().sum()), len(frame)]))"
    )
    assert told == [[*schema.ANTWOORDEN, "budget"], "float64", 0, 47]


def test_the_example_uses_them(house: House) -> None:
    told = house.told(
        "import json\n"
        "from nhnorm_xlsx.definition import load_definition\n"
        "from nhnorm_xlsx.organisations import load_organisations\n"
        "from nhnorm_xlsx.tasks.made_up import METINGEN, replies\n"
        "given = [a for o in load_organisations()\n"
        "         for a in replies(o, load_definition(), METINGEN[1]).values()]\n"
        "print(json.dumps([[a.status, a['budget']] for a in given]))"
    )
    assert {"ontwikkeling", "voldoet", "deels", "niet", "nvt"} == {status for status, _ in told}
    assert {type(budget) for _, budget in told} == {float, type(None)}


@pytest.mark.libreoffice
def test_what_is_typed_in_libreoffice_comes_back(answered: House, form: Path) -> None:
    there = places(form)
    typed = [
        Typing(*there["1.1", "status"], "In ontwikkeling"),
        Typing(*there["1.1", "actie"], "afronden"),
        Typing(*there["1.1", "budget"], "1250.5", "getal"),
        Typing(*there["1.2", "status"], "In ontwikkeling"),
        Typing(*there["1.2", "budget"], "0", "getal"),
        Typing(*there["1.3", "status"], "In ontwikkeling"),
        Typing(*there["1.4", "status"], "Voldoet"),
        Typing(*there["1.4", "budget"], "-5", "getal"),
        Typing(*there["1.5", "status"], "Voldoet"),
        Typing(*there["1.5", "budget"], "veel"),
    ]
    target = answered.folder / "kantoor" / form.name
    target.parent.mkdir()
    libreoffice.fill_in(form, target, typed)
    worked_out = opened(target, worked_out=True)
    said = {
        norm: worked_out[sheet][cell].value
        for (norm, key), (sheet, cell) in there.items()
        if key == "controle" and norm.startswith("1.")
    }
    assert said == {
        "1.1": "✓ compleet",
        "1.2": "Vul de actie in",
        "1.3": "Vul actie en budget in",
        "1.4": "Typ alleen een getal van 0 of meer",
        "1.5": "Typ alleen een getal van 0 of meer",
    }
    counts = [
        [cell.value for cell in row if cell.value is not None]
        for row in worked_out["Overzicht"].iter_rows()
        if row[1].value == "Totaal"
    ]
    assert counts == [["Totaal", 2, 0, 3, 0, 0, 42, 0]]
    answered.nhnorm("importeer", "kantoor", "--uit", "kantoor-dataset")
    told = answered.told(
        "import json, nhnorm_xlsx\n"
        "frame = nhnorm_xlsx.load_dataset('kantoor-dataset')\n"
        "frame = frame[frame.status == 'ontwikkeling']\n"
        "frame = frame.assign(budget=frame.budget.fillna(-1))\n"
        "print(json.dumps(frame[['norm', 'budget', 'actie']].astype(object).values.tolist()))"
    )
    assert told == [["1.1", 1250.5, "afronden"], ["1.2", 0.0, ""], ["1.3", -1.0, ""]]


@pytest.mark.libreoffice
def test_every_formula_says_what_libreoffice_works_out(house: House) -> None:
    wanted = "tests/test_libreoffice.py::test_every_cached_value_is_what_libreoffice_works_out"
    done = house.run("-m", "pytest", "-q", "-p", "no:cacheprovider", wanted)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "1 passed" in done.stdout


# --- a third kind of participant, by the list of organisations and the definition alone --


def test_a_waterschap_takes_part_with_its_own_explanation(tmp_path: Path) -> None:
    organisations, definition = tmp_path / "organisaties.csv", tmp_path / "norm.csv"
    organisations.write_text(
        "code;naam;soort;riec;veiligheidsregio;inwoners;geldig_tot;opvolger\n"
        "WS1;Rijnland;waterschap;;;;;\n"
        "GM1;Aa;gemeente;RIEC Hier;V;20000;;\n",
        encoding="utf-8",
    )
    definition.write_text(
        ";".join([*COLUMNS, "toelichting_waterschap"]) + "\n"
        "2024;1;Een;Thema;;1.1;De norm;Voor allen;;ja;;Voor het waterschap\n"
        "2024;1;Een;Thema;;1.2;Nog een norm;Ook voor allen;;nee;;\n",
        encoding="utf-8",
    )
    common = ["--definitie", str(definition), "--organisaties", str(organisations)]
    when = ["--meting", "2026", "--deadline", "2026-12-31"]
    _done("genereer", *when, "--uit", str(tmp_path / "werk"), *common)
    explained = {}
    for path in sorted((tmp_path / "werk").glob("*.xlsx")):
        there, workbook = places(path), opened(path)
        sheet, cell = there["1.1", "toelichting"]
        status_sheet, status = there["1.2", "status"]
        explained[path.name.split("-")[2]] = (
            workbook[sheet][cell].value, workbook[status_sheet][status].value, _texts(workbook)
        )  # fmt: skip
        fill_in(path, tmp_path / "retour" / path.name, {"1.1": {"status": "Voldoet"}})
    assert explained["GM1"][:2] == ("Voor allen", None)
    assert explained["WS1"][:2] == ("Voor het waterschap", None)
    assert "Uw gemeente" in explained["GM1"][2]
    assert "Uw waterschap" in explained["WS1"][2]
    assert any("de organisaties in zijn regio" in text for text in explained["WS1"][2])
    dataset = tmp_path / "dataset"
    _done("importeer", str(tmp_path / "retour"), "--uit", str(dataset), *common)
    frame = load_dataset(dataset)
    given = frame[frame["status"] == "voldoet"]
    assert given[["organisatie", "soort"]].astype(str).to_numpy().tolist() == [
        ["Aa", "gemeente"], ["Rijnland", "waterschap"],
    ]  # fmt: skip
    findings = pd.read_parquet(dataset / "bevindingen.parquet")
    assert set(findings["soort"]) == {"niet_ingevuld"}
