"""What the papers say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import shlex
from datetime import date
from pathlib import Path
from types import ModuleType

import click
import pytest

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.organisations import load_organisations, riec_names
from nhnorm_xlsx.settings import parse_settings
from nhnorm_xlsx.tasks.round_folder import about_people, meting_and_deadline
from tests.manual import MANUAL

ROOT = Path(__file__).resolve().parent.parent
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def docs_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maak", ROOT / "docs" / "maak.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["opdrachten.md", "bevindingen.md"])
def test_the_pages_made_from_the_program_are_current(name: str) -> None:
    expected = docs_module().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == expected


def test_the_readme_says_who_sees_what_in_the_words_of_the_program() -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8") == docs_module().readme()


def signposts() -> list[str]:
    """Every place that CONTRIBUTING names: in the drawing of the house, and in its tables."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (house,) = re.findall(r"^## Het huis.*?^```text\n(.*?)^```", text, re.M | re.S)
    drawn = re.findall(r"(?<![\w/])[a-z_]+(?:\.py|/)(?!\w)", house)
    return [*drawn, *re.findall(r"`([\w/]+(?:\.py|\.csv|\.md|/))`", text)]


def test_every_place_that_a_newcomer_is_sent_to_exists() -> None:
    places = signposts()
    assert len(places) > 40
    wrong = [
        place
        for place in places
        if not (ROOT / "nhnorm_xlsx" / place).exists() and not (ROOT / place).exists()
    ]
    assert wrong == []


def test_everything_on_the_ground_floor_and_above_is_in_the_drawing() -> None:
    package = ROOT / "nhnorm_xlsx"
    there = {path.name for path in package.glob("*.py")} - {"__init__.py"}
    there |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    assert there - set(signposts()) == set()


def test_the_settings_in_the_manual_are_read_as_they_stand() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", text, re.M | re.S)
    settings = parse_settings(example, ROOT / "ronde.toml")
    assert settings.unknown_riecs(riec_names(load_organisations())) == []
    # Nothing is left to remark, for any organisation.
    assert about_people(settings, load_organisations()) == []
    assert meting_and_deadline(settings, None, None) == ("2026", date(2026, 5, 29))


def test_the_help_of_genereer_names_the_settings() -> None:
    assert "ronde.toml" in (nhnorm.commands["genereer"].help or "")


def commands_in(path: Path) -> list[list[str]]:
    """Every `nhnorm ...` line in a code block, split into words."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
    lines = [re.sub(r"^[>$] ", "", line.strip()) for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if re.match(r"nhnorm [a-z]", line)]


def test_every_command_in_the_papers_can_be_parsed() -> None:
    found = [(path, words) for path in PAPERS for words in commands_in(path)]
    assert len(found) >= 6
    for path, words in found:
        command = nhnorm.commands.get(words[0])
        assert command is not None, (path.name, words)
        try:
            command.make_context(words[0], list(words[1:]))
        except click.ClickException as error:  # pragma: no cover - only on failure
            pytest.fail(f"{path.name}: nhnorm {' '.join(words)}: {error.message}")


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `nhnorm (\w+)` \|", text, re.M)
    assert set(named) == set(nhnorm.commands)
    assert len(named) == len(set(named))


def test_the_readme_is_what_a_newcomer_reads_first() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150
    # What is only for who builds along comes last.
    assert lines.index("<!-- testcommando -->") > lines.index("## Voor wie meebouwt")


def test_the_readme_has_exactly_two_commands_to_begin_with() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^python .+$", text, re.M) == [
        "python -m pip install . && python -m nhnorm_xlsx voorbeeld",
        'python -m pip install -e ".[test]" && python -m tests',
    ]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_links_and_pictures_in_the_papers_exist(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def headings(path: Path) -> set[str]:
    """The headings of a page, as GitHub names them in a link."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in found}


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.name)
def test_links_to_a_heading_arrive(path: Path) -> None:
    for page, heading in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", path.read_text(encoding="utf-8")):
        assert heading in headings(path.parent / page if page else path), heading
