"""click, in Dutch: its own texts by way of its own translation, and our types.

click looks its texts up with the standard library's gettext. `locale/` holds them in Dutch
(`messages.po`; `docs/maak.py` makes `messages.mo` of it); a test fails when the click that is
installed says something that is not in there.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGE = "nl"
# The domain of gettext when nobody chose one: the one in which click looks.
DOMAIN = "messages"


def speak_dutch() -> None:
    """Let click speak Dutch in this process, whatever the language of the system."""
    # The first place where gettext looks for the language.
    os.environ["LANGUAGE"] = LANGUAGE
    gettext.bindtextdomain(DOMAIN, LOCALE)


class DutchCommand(click.Command):
    """A command whose help is Dutch."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, **{"options_metavar": "[OPTIES]", **settings})

    def get_short_help_str(self, limit: int = 100) -> str:
        """The first sentence, whole: click would cut it to keep everything on one line."""
        return super().get_short_help_str(max(limit, 100))


class DutchGroup(click.Group):
    """A group of commands whose help is Dutch, in the order in which one uses them."""

    command_class = DutchCommand

    def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        words = {"options_metavar": "[OPTIES]", "subcommand_metavar": "OPDRACHT ..."}
        super().__init__(*arguments, **{**words, **settings})

    def main(self, args: Sequence[str] | None = None, *rest: Any, **settings: Any) -> Any:  # noqa: ANN401 - click's own
        """Run, in Dutch."""
        speak_dutch()
        return super().main(args, *rest, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of their definition."""
        return list(self.commands)


class DayType(click.ParamType[date]):
    """A day, written as jjjj-mm-dd."""

    name = "jjjj-mm-dd"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day; fails in Dutch."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is geen datum; schrijf jjjj-mm-dd, zoals 2026-05-29.", param, ctx)


class MetingType(click.ParamType[str]):
    """The label of a meting: a year, or a year and a number."""

    name = "meting"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The label; fails in Dutch."""
        from nhnorm_xlsx.contract.stamp import METING_LABEL

        if not METING_LABEL.fullmatch(str(value)):
            text = f"'{value}' is geen meting; schrijf een jaar, zoals 2026 of 2026-2."
            self.fail(text, param, ctx)
        return str(value)


def complaint(error: click.ClickException) -> str:
    """What is wrong with the use of the command, as one Dutch sentence with what to do."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "nhnorm"
    return f"{' '.join(error.format_message().split())} Zie: {path} --help"
