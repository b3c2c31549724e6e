"""The import direction of the house: data flows one way, pure rooms stay pure."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "nhnorm_xlsx"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room may import itself and what is named here, nothing else of ours.
FOUNDATION = {
    "errors",
    "files",
    "measure",
    "contract",
    "policy",
    "style",
    "csv_source",
    "definition",
    "definition_faults",
    "edities",
    "organisations",
    "findings",
    "answers",
    "submissions",
    "interruption",
    "fault_log",
    "logo",
    "processes",
    "quick_sheet",
    "settings",
    "settings_text",
    "tidying",
    "tiles",
}
ALLOWED = {
    "texts": FOUNDATION,
    "form": FOUNDATION | {"texts"},
    "intake": FOUNDATION | {"__version__"},
    "dataset": FOUNDATION | {"intake"},
    "gate": FOUNDATION,
    "compare": FOUNDATION
    | {"texts", "gate", "dataset.model", "dataset.schema", "dataset.metingen"},
    # The list of mails to send looks like every workbook that is shown.
    "mail": FOUNDATION | {"texts", "compare.writer.book", "compare.tables.columns"},
    "tasks": FOUNDATION | {"texts", "form", "intake", "dataset", "gate", "compare", "mail"},
    # The server at the edge: it asks what the commands ask, and shows it.
    "scherm": {
        *("errors", "fault_log", "files", "interruption", "style", "texts", "organisations"),
        *("contract.stamp", "contract.text", "findings", "tasks", "__version__"),
        *(
            "dataset.decisions",
            "dataset.desk",
            "dataset.events",
            "dataset.reference",
            "dataset.register",
            "dataset.store",
        ),
    },
    "commands": {
        "scherm",
        "tasks",
        "findings",
        "contract.text",
        "dutch_click",
        "dataset.reference",
        "intake.decryption",
    },
    "cli": {
        "commands",
        "errors",
        "dutch_click",
        "interruption",
        "fault_log",
        "__version__",
    },
    "dutch_click": {"contract"},
    "double_click": {"errors", "files", "texts"},
    "__main__": {"cli", "interruption", "tidying"},
    "__init__": {"dataset"},
    **{name: FOUNDATION - {name} for name in FOUNDATION},
}

# Judgement and tables: no file formats, no command line, no disk.
PURE = (
    "answers",
    "compare/tables",
    "contract",
    "dataset/closing",
    "dataset/decided",
    "dataset/decisions",
    "dataset/delays",
    "dataset/destroyed",
    "dataset/joining",
    "dataset/drafted",
    "dataset/ledger",
    "dataset/moments",
    "dataset/received",
    "dataset/remnants",
    "dataset/records",
    "dataset/rounds",
    "dataset/settling",
    "dataset/tables",
    "dataset/weighing",
    "edities",
    "findings",
    "form/formulas",
    "form/inputs",
    "form/model",
    "form/plan",
    "gate",
    "intake/answering",
    "intake/binding",
    "intake/bound",
    "intake/changes",
    "intake/columns",
    "intake/heard",
    "intake/identity",
    "intake/in_view",
    "intake/judging",
    "intake/merging",
    "intake/names",
    "intake/numbers",
    "intake/objects",
    "intake/own_results",
    "intake/raw",
    "intake/rows",
    "intake/sheets",
    "intake/stamp_sheet",
    "intake/striking",
    "intake/struck",
    "intake/untouched",
    "intake/unused",
    "intake/values",
    "intake/which_norm",
    "intake/witnesses",
    "mail/addresses",
    "mail/drafts",
    "mail/kinds",
    "mail/link",
    "mail/templates",
    "settings",
    "settings_text",
    "submissions",
    "texts",
)
IMPURE_LIBRARIES = {
    "docx",
    "xlsxwriter",
    "openpyxl",
    "click",
    "lxml",
    "python_calamine",
    "zipfile",
    "os",
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def ours(path: Path) -> set[str]:
    prefix = "nhnorm_xlsx."
    return {name.removeprefix(prefix) for name in imports(path) if name.startswith(prefix)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_lies_below_it(path: Path) -> None:
    here = room(path)
    allowed = ALLOWED[here] | {here}
    wrong = {
        name
        for name in ours(path)
        if not any(name == item or name.startswith(f"{item}.") for item in allowed)
    }
    assert wrong == set()


def test_the_writer_and_the_reader_do_not_know_each_other() -> None:
    for path in (PACKAGE / "form").glob("*.py"):
        assert not any(name.startswith("intake") for name in ours(path)), path
    for path in (PACKAGE / "intake").glob("*.py"):
        assert not any(name.startswith("form") for name in ours(path)), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pure_rooms_touch_no_file_format(path: Path) -> None:
    place = path.relative_to(PACKAGE).with_suffix("").as_posix()
    if not place.startswith(PURE):
        return
    assert {name.split(".")[0] for name in imports(path)} & IMPURE_LIBRARIES == set()


# What serves the page is loaded by the page alone; nobody else knows of a browser.
OF_THE_SERVER = {"flask", "waitress", "werkzeug"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_page_knows_of_a_server(path: Path) -> None:
    if room(path) != "scherm":
        assert {name.split(".")[0] for name in imports(path)} & OF_THE_SERVER == set()


def test_the_work_of_the_page_knows_nothing_of_the_server() -> None:
    """The jobs, the work, and what is handed out can be tested, and kept, without it."""
    knowing = {
        path.stem
        for path in (PACKAGE / "scherm").rglob("*.py")
        if {name.split(".")[0] for name in imports(path)} & OF_THE_SERVER
    }
    assert knowing == {"app", "looking", "changing", "outside", "receiving", "serving"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_function_over_60_lines_and_no_module_over_400(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


# What may be declared only once, wherever it stands: a second one is a second truth.
ONCE = (
    "choose_meting",
    "choose_riec",
    "is_unmet",
    "column_letters",
    "column_number",
    "text_height",
    "row_height",
    "patiently",
    "write_bytes",
    "write_text",
)


def test_what_is_declared_once_is_declared_once() -> None:
    """Also under another name: with an underscore, it is no less a second one."""
    found = [
        node.name.lstrip("_")
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert {name: found.count(name) for name in ONCE} == dict.fromkeys(ONCE, 1)


def test_a_shape_has_a_name_of_its_own() -> None:
    """A class or alias with the name of another would make a reader open the wrong one."""
    found = [
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert sorted(found) == sorted(set(found))


# Where files are known by them, and where a zip is written.
SIGNATURES = ("intake/signatures.py", "form/zipping.py")


def test_the_first_bytes_of_a_file_are_known_in_one_place() -> None:
    """Of the formats that more than one module looks for."""
    known = (b"PK", bytes.fromhex("d0cf11e0"), bytes.fromhex("789f3e22"), b"%pdf", b"<html")
    wrong = [
        (path.relative_to(PACKAGE).as_posix(), node.lineno)
        for path in MODULES
        if path.relative_to(PACKAGE).as_posix() not in SIGNATURES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, bytes)
        and node.value.lower().startswith(tuple(mark.lower() for mark in known))
    ]
    assert wrong == []


# What leaves the circle is made of what the gate gives. These modules make it, and know nothing
# else of the answers: neither the dataset, nor the tables that are made of it.
FOR_OTHERS = (
    "compare/tables/provincie.py",
    "compare/writer/provincie.py",
    "compare/writer/handover.py",
    "compare/writer/bands.py",
)
# What shows one organisation its own answers knows the counts of those as well, and that is all.
FOR_ONE = ("compare/writer/feedback.py", "compare/writer/note_feedback.py")
OWN_TOO = (
    "compare.tables.counts",
    "compare.writer.lists",
    "compare.writer.note_document",
    "compare.writer.note_template",
    "compare.writer.participants",
    "compare.writer.statuses",
)
GIVEN_TO_THEM = (
    "gate",
    "texts",
    "policy",
    "style",
    "contract",
    "compare.sentences",
    "compare.tables.columns",
    # The names of the columns of a norm, and its shape: no answers.
    "compare.tables.returns.NormRow",
    "compare.tables.returns.OF_NORM",
    "compare.writer.bands",
    "compare.writer.book",
    "compare.writer.charts",
    "compare.writer.showing",
)


@pytest.mark.parametrize("place", FOR_OTHERS)
def test_what_is_made_for_others_is_made_of_what_the_gate_gives(place: str) -> None:
    wrong = {
        name
        for name in ours(PACKAGE / place)
        if not any(name == item or name.startswith(f"{item}.") for item in GIVEN_TO_THEM)
    }
    assert wrong == set()


@pytest.mark.parametrize("place", FOR_ONE)
def test_what_is_made_for_one_is_made_of_its_own_answers_and_what_the_gate_gives(
    place: str,
) -> None:
    wrong = {
        name
        for name in ours(PACKAGE / place)
        if not any(name == item or name.startswith(f"{item}.") for item in GIVEN_TO_THEM + OWN_TOO)
    }
    assert wrong == set()


# Which task writes what. Who may read a RIEC by name gets it from one task, all others from
# another, and the one of the others has no door to the tables of a RIEC.
WRITTEN_BY = {
    "one_organisation": {"write_one_organisation"},
    "comparing": {"write_riec", "write_riec_note", "write_html"},
    "norms": {"write_norm_changes"},
    "publishing": {
        "write_provincie",
        "write_handover",
        "write_terugkoppeling",
        "write_own_note",
    },
    "status": {"write_status"},
}


def test_each_reader_is_written_for_in_one_place() -> None:
    found = {
        path.stem: {
            name.rpartition(".")[2] for name in ours(path) if name.startswith("compare.writer.")
        }
        for path in (PACKAGE / "tasks").glob("*.py")
    }
    assert {name: writers for name, writers in found.items() if writers} == WRITTEN_BY
    publishing = ours(PACKAGE / "tasks" / "publishing.py")
    assert not any(name.startswith("compare.tables.riec") for name in publishing)


def test_only_the_stand_decides_what_is_shown() -> None:
    """The gate is passed in one place: nothing else counts what others see."""
    gate = {"next_stand", "shown", "hand_over", "hand_overs", "replaced"}
    calls = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if room(path) != "gate"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "gate"
        and node.func.attr in gate
    }
    assert calls == {"tasks/stands.py"}


def test_the_rules_are_about_rooms_that_exist() -> None:
    rooms = {room(path) for path in MODULES}
    assert rooms == set(ALLOWED)
    for place in PURE:
        assert (PACKAGE / place).is_dir() or (PACKAGE / f"{place}.py").exists(), place
