"""What every command does with what comes out: show it, ask, and end with a code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final, TypeVar

import click

from nhnorm_xlsx.commands.options import YES_OR_NO

DONE, REFUSED, COULD_NOT_RUN = 0, 1, 2
YES: Final = "ja"
Item = TypeVar("Item")


def today() -> date:
    """The day on the user's own calendar."""
    return date.today()  # noqa: DTZ011


def now() -> datetime:
    """The moment on the user's own clock."""
    return datetime.now().astimezone()


def asked(question: str, no_one: str) -> str:
    """What is answered; where nobody can answer, that is said."""
    try:
        return str(click.prompt(question, "nee", type=YES_OR_NO))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(no_one) from None


def progress(items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
    """The items, while a bar shows how far it is."""
    with click.progressbar(
        items, length=total, label=f"{label:<18}", file=sys.stderr, show_eta=False
    ) as bar:
        yield from bar


def finish(lines: Iterable[str], *, failed: bool = False) -> None:
    """Show the lines; with `failed` the command ends with the code for that."""
    for line in lines:
        say(line)
    if failed:
        raise click.exceptions.Exit(REFUSED)


def say(text: str, *, err: bool = False) -> None:
    """Show a line."""
    from nhnorm_xlsx.contract.text import printable

    # Names of files, and what stands in them, come from outside.
    click.echo(printable(text, lines=True), err=err)
