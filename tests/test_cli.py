"""The command line: Dutch, one sentence when it cannot, and the right exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from click.testing import CliRunner

from nhnorm_xlsx import cli
from nhnorm_xlsx.dutch_click import DOMAIN, LANGUAGE, LOCALE
from tests.test_docs import docs_module

TRANSLATION = LOCALE / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"
# How click asks for a translation: of one text, or of one with a plural.
LOOKED_UP = {"_": None, "gettext": None, "ngettext": (1, 2)}
PLACES = re.compile(r"\{\w*(?:![rs])?\}|%\(\w+\)s")


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, output and complaint of one call."""
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return int(stopped.value.code or 0), shown.out, shown.err


@pytest.mark.parametrize("command", ["", *cli.nhnorm.commands])
def test_help_is_dutch(command: str) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    shown = CliRunner().invoke(cli.nhnorm, arguments, prog_name="nhnorm")
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Gebruik: nhnorm {command}".rstrip())
    for english in ("Usage", "Options", "Commands", "Show this", "default", "required]"):
        assert english not in shown.output


def test_all_that_click_can_say_is_translated() -> None:
    catalog = read_po(TRANSLATION.open("rb"))
    said = {
        message if isinstance(message, str) else message[0]
        for path in sorted(Path(click.__file__).parent.glob("*.py"))
        for _, message, _, _ in extract_from_file("python", path, keywords=LOOKED_UP)
    }
    assert len(said) > 50
    for text in sorted(said):
        message = catalog.get(text)
        assert message is not None, text
        assert message.string, text


def test_a_translation_has_the_places_of_the_text_itself() -> None:
    for message in read_po(TRANSLATION.open("rb")):
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for one in said if message.id else ():
            assert set(PLACES.findall(str(one))) <= set(PLACES.findall(str(message.id))), one


def test_the_translation_is_compiled() -> None:
    made = docs_module().translation()
    assert TRANSLATION.with_suffix(".mo").read_bytes() == made


@pytest.mark.parametrize("language", ["en_US.UTF-8", "C", "fr_FR"])
def test_the_language_of_the_system_plays_no_part(language: str) -> None:
    environment = {**os.environ, "LANGUAGE": language, "LC_ALL": language, "LANG": language}
    done = subprocess.run(
        [sys.executable, "-m", "nhnorm_xlsx", "genereerr"],
        capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("Onbekende opdracht 'genereerr'. Bedoelt u 'genereer'?")


def test_the_commands_are_listed_in_the_order_of_the_work() -> None:
    assert list(cli.nhnorm.commands) == [
        "voorbeeld",
        "ronde",
        "genereer",
        "mail",
        "controleer",
        "importeer",
        "status",
        "uitstel",
        "samenbrengen",
        "vaststellen",
        "doorgeven",
        "vergelijk",
        "terugkoppeling",
        "opruimen",
        "overzicht",
        "norm",
        "scherm",
    ]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["genereerr"], "Onbekende opdracht 'genereerr'"),
        (["genereer", "--meeting", "2026"], "Onbekende optie '--meeting'. Bedoelt u '--meting'?"),
        (["genereer", "--meting", "2026"], "Er ontbreekt een optie: '--deadline'"),
        (["genereer", "--meting", "26", "--deadline", "2026-05-29"], "'26' is geen meting"),
        (["genereer", "--meting", "2026", "--deadline", "29-05-2026"], "is geen datum"),
        (["genereer", "--meting"], "Na '--meting' hoort een waarde"),
        (["vergelijk", "--niveau", "land"], "'land' kan niet; kies uit: 'riec', 'provincie'"),
        (["importeer"], "Noem de bestanden of mappen om te importeren"),
        (["controleer"], "Er ontbreekt iets: 'BESTAND...'"),
        (["status", "extra"], "Te veel woorden: extra"),
        (["importeer", "bestaat-niet"], "bestaat-niet bestaat niet"),
        (["status", "--dataset", "nergens"], "geen (hele) dataset"),
        (["genereer", "Heilo", "--meting", "2026", "--deadline", "2026-05-29"], "bedoelt u Heiloo"),
        (["genereer", "Wijdemeren", "--meting", "2027", "--deadline", "2027-05-28"],
         "Hilversum gaat verder"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_dutch_sentence_and_code_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    part: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert part in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "importeer", tmp_path, "--uit", tmp_path / "dataset")
    assert code == 2
    assert "Geen werkboeken gevonden" in err


def test_a_faulty_definition_stops_everything_with_all_its_faults(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    faulty = tmp_path / "norm.csv"
    faulty.write_text("editie;thema\n2024;1\n", encoding="utf-8")
    out = tmp_path / "werkboeken"
    code, _, err = run(
        capsys, "genereer", "--meting", "2026", "--deadline", "2026-05-29",
        "--definitie", faulty, "--uit", out,
    )  # fmt: skip
    assert code == 2
    assert "regel 1: kolom 'norm' ontbreekt" in err
    assert "regel 1: kolom 'thema_titel' ontbreekt" in err
    assert not out.exists()


def test_help_does_not_load_pandas() -> None:
    source = (
        "import sys\n"
        "from nhnorm_xlsx.cli import nhnorm\n"
        "try:\n    nhnorm.main(['genereer', '--help'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'pandas', 'openpyxl', 'xlsxwriter', 'lxml', 'python_calamine', 'pebble'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_unexpected_mistake_of_ours_is_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oei")

    monkeypatch.setattr("nhnorm_xlsx.tasks.importing.check_files", broken)
    (tmp_path / "a.xlsx").write_bytes(b"")
    code, _, err = run(capsys, "controleer", tmp_path / "a.xlsx")
    assert code == 2
    assert "Traceback" not in err
    assert "Meld dit" in err
