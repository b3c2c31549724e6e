"""What the tasks say names commands and options; the page calls all of it as it is there.

Every sentence in the program that names one is taken from its source, with something in each of
its gaps, and said on the page: by itself, and by every job.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nhnorm_xlsx.scherm.jobs import JOBS
from nhnorm_xlsx.scherm.jobs.model import Job
from nhnorm_xlsx.scherm.jobs.wording import on_page
from nhnorm_xlsx.texts import scherm as texts
from tests.screens import ROOT

PACKAGE = ROOT / "nhnorm_xlsx"
# What is only said on the command line itself, or before there is a page.
ELSEWHERE = (
    "commands/", "cli.py", "__main__.py", "dutch_click.py", "double_click.py", "interruption.py",
    "tasks/cluster.py", "tasks/example.py", "texts/example.py", "texts/double_click.py",
    "texts/on_page.py", "texts/scherm.py", "texts/entering.py", "scherm/", "policy.py",
)  # fmt: skip
# Only after an option that the page does not have: which, and a part of the sentence.
NEVER_HERE = {
    "--ja": "geef --ja om",
    "--ja too": "Geef --ja om",
    "--niveau": "Met --niveau",
    "--uitgifte": "geef met --uitgifte de juiste op",
    "--map": "laat --map weg, dan komt ronde.toml daar",
    "--meting of a closed one": "zonder --meting gaat dit over de meting die nu loopt",
    "--uit of the standing": "geef met --uit een naam die eindigt op .xlsx",
    "what stands in ronde.toml": "# De instellingen van de ronde.",
}
# What stands in workbooks, files and on paper.
NOT_SAID = ("texts/compare/", "texts/form.py")
GAPS = {"kind": "herinnering", "option": "definitie", "key": "definitie", "code": "GM0361",
        "datum": "2026-06-12", "regel": "telt;x"}  # fmt: skip
NAMES_ONE = re.compile(r"--[a-z]|nhnorm [a-z]|opdracht|besluiten\.csv regel|deze regel")
REMAINS = re.compile(r"--[a-z]|nhnorm [a-z]|[Oo]pdracht|\boptie\b")


def filled(gap: str) -> str:
    name = re.split(r"[.\[(]", gap.removeprefix("_"))[0]
    return GAPS.get(name, "2026")


def sentences(path: Path) -> Iterator[str]:
    """Every text in a module but its docstrings, with something in each gap."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skip = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
            for part in node.values}  # fmt: skip
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            skip.add(id(body[0].value))
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                filled(ast.unparse(part.value))
                if isinstance(part, ast.FormattedValue)
                else str(getattr(part, "value", ""))
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in skip:
            yield re.sub(r"\{(\w+)\}", lambda found: filled(found[1]), str(node.value))


def said_by_tasks() -> list[str]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.relative_to(PACKAGE).as_posix().startswith(ELSEWHERE):
            found += [text for text in sentences(path) if NAMES_ONE.search(text) and " " in text]
    return [text for text in found if not any(part in text for part in NEVER_HERE.values())]


SAID = said_by_tasks()


def test_there_are_such_sentences_and_every_exception_is_one() -> None:
    assert len(SAID) > 40
    everything = [text for path in PACKAGE.rglob("*.py") for text in sentences(path)]
    for part in NEVER_HERE.values():
        assert any(part in text for text in everything), part


@pytest.mark.parametrize("job", [None, *JOBS], ids=lambda job: job.name if job else "-")
def test_nothing_of_the_command_line_is_left(job: Job | None) -> None:
    for text in SAID:
        assert not REMAINS.search(on_page(text, job)), (text, on_page(text, job))


@pytest.mark.parametrize("job", [None, *JOBS], ids=lambda job: job.name if job else "-")
def test_what_is_named_is_there_or_says_where_it_is(job: Job | None) -> None:
    """A box or a field of this job; else with the job and the tab that it stands on."""
    labels = {control.label: each for each in JOBS for control in each.fields}
    own = {control.label for control in job.fields} if job else set()
    titles = {each.title: texts.TABS[each.tab] for each in JOBS if each.shown}
    for text in SAID:
        said = on_page(text, job)
        for found in re.finditer(r"'([^']+)'", said):
            after = said[found.end() :]
            if found[1] in titles and (job is None or found[1] != job.button):
                assert after.startswith(f" (op het tabblad {titles[found[1]]})"), said
            elif found[1] in labels and found[1] not in own:
                # After the job itself, or with the job behind it.
                before = said[: found.start()]
                elsewhere = re.search(r"op het tabblad [^()]*\)[^.]*$", before)
                assert elsewhere or re.match(r"( \(onder[^)]*\))? bij '| \(op het", after), said
        for tick in re.findall(r"het vinkje '([^']+)'", said):
            assert tick in labels, said


@pytest.mark.parametrize(
    ("job", "line", "said"),
    [
        ("terugkoppeling", "Doe dat met 'nhnorm vaststellen', of geef --concept om zelf te kijken.",
         "of zet het vinkje 'Alleen om zelf te bekijken (concept)' aan om zelf te kijken."),
        ("mail-terugkoppeling",
         "Doe dat met 'nhnorm vaststellen', of geef --concept om zelf te kijken.",
         "Doe dat met 'De stand vaststellen' (op het tabblad Vergelijken en delen)."),
        ("mail-uitnodiging", "Geef de opdracht daarna opnieuw.",
         "Druk daarna opnieuw op 'Stel de mails op'."),
        ("importeer", "Geldt dit bestand, zet dan in besluiten.csv deze regel: a.xlsx;12;telt;;x",
         "Geldt dit bestand, leg dat dan vast op het tabblad Beslissen."),
        ("ronde-nieuw", "'mail' is 'geen mail'; dit is geen mailadres",
         "'Mailadres' is 'geen mail'; dit is geen mailadres"),
        ("samenbrengen", "Geef dan: nhnorm uitstel GM0361 2026-06-12, met de dag die geldt.",
         "Kies dan 'Uitstel geven' (op het tabblad Stand), met de dag die geldt."),
    ],
)  # fmt: skip
def test_how_it_is_said(job: str, line: str, said: str) -> None:
    (found,) = [each for each in JOBS if each.name == job]
    assert on_page(line, found).endswith(said)


# What somebody who only has the page cannot know, and where it may stand all the same.
UNKNOWN = re.compile(r"\[wie|\[mail\]|\b[Ii]mporteer\b|\bdataset\b|tekstbewerker")
KNOWN = {
    "the folder is called so": "de map dataset, of een zip-bestand daarvan",
    "the file itself has to be changed": "pas het bestand zelf aan in een tekstbewerker",
}


def test_nothing_is_left_that_only_a_user_of_commands_knows() -> None:
    """Parts of ronde.toml, and words of ours: all that can be said has others on the page."""
    places = ("texts", "findings", "tasks", "dataset", "intake")
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        rel = path.relative_to(PACKAGE).as_posix()
        if not rel.startswith(places) or rel.startswith((*ELSEWHERE, *NOT_SAID)):
            continue
        said = (on_page(text) for text in sentences(path) if " " in text)
        found += [text for text in said if UNKNOWN.search(text)]
    left = [text for text in found if not any(part in text for part in KNOWN.values())]
    assert [text for text in left if not text.lstrip().startswith("#")] == []
