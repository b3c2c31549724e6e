"""Writes what follows from something else: `python docs/maak.py`.

`opdrachten.md` is the help of every command, `bevindingen.md` every kind of finding;
`messages.mo` is what click says in Dutch, as gettext reads it; the README says who sees what.
A test fails when they are not current.
"""

from __future__ import annotations

import io
from pathlib import Path

import click
from click.testing import CliRunner

from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.dutch_click import DOMAIN, LANGUAGE, LOCALE
from nhnorm_xlsx.findings import KINDS, FindingKind, Severity
from nhnorm_xlsx.texts.who_sees import as_markdown

DOCS = Path(__file__).resolve().parent
TRANSLATION = LOCALE / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"


def commands_page() -> str:
    """The help of `nhnorm` and of each of its commands."""
    parts = ["# Opdrachten", "", "Gemaakt uit de uitleg van het programma zelf.", ""]
    for name in ["", *command_names()]:
        arguments = [*name.split(), "--help"]
        shown = CliRunner().invoke(
            nhnorm, arguments, prog_name="nhnorm", terminal_width=90, max_content_width=90
        )
        title = f"nhnorm {name}".strip()
        parts += [f"## {title}", "", "```text", shown.output.rstrip(), "```", ""]
    return "\n".join(parts)


def command_names() -> list[str]:
    """Every command as it is typed, also those of a group."""
    names = []
    for name, command in nhnorm.commands.items():
        names.append(name)
        if isinstance(command, click.Group):
            names += [f"{name} {inner}" for inner in command.commands]
    return names


def findings_page() -> str:
    """Every kind of finding, worst first."""
    parts = [
        "# Bevindingen",
        "",
        "Elke bevinding die het programma kan melden, met de code uit de kolom `soort`.",
        "Tussen haakjes {zo} staat wat per geval verschilt.",
        "",
    ]
    titles = {
        Severity.FOUT: ("Fouten", "Het bestand of het antwoord kan niet worden gebruikt."),
        Severity.WAARSCHUWING: ("Waarschuwingen", "Het antwoord telt mee, maar kijk ernaar."),
        Severity.INFO: ("Ter informatie", "U hoeft meestal niets te doen."),
    }
    for severity, (title, explanation) in titles.items():
        parts += [f"## {title}", "", explanation, "", "| code | melding |", "|---|---|"]
        parts += [_finding_row(kind) for kind in KINDS if kind.severity is severity]
        parts.append("")
    return "\n".join(parts)


def _finding_row(kind: FindingKind) -> str:
    return f"| `{kind.code}` | {kind.text} {kind.advice} |".replace("{value}", "{waarde}")


PAGES = {"opdrachten.md": commands_page, "bevindingen.md": findings_page}


def translation() -> bytes:
    """The Dutch of click, compiled from its `.po` file."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with TRANSLATION.open("rb") as source:
        catalog = read_po(source, locale=LANGUAGE)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


README = DOCS.parent / "README.md"
_BEGIN, _END = "<!-- wie ziet wat -->", "<!-- einde wie ziet wat -->"


def readme() -> str:
    """The README, with who sees what between its marks."""
    before, _, rest = README.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return "\n".join([before + _BEGIN, *as_markdown(), _END + after])


def main() -> None:
    """Write every page, and the translation."""
    README.write_text(readme(), encoding="utf-8", newline="\n")
    TRANSLATION.with_suffix(".mo").write_bytes(translation())
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
