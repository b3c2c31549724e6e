"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from nhnorm_xlsx.dutch_click import MetingType

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
DEFINITION = click.option(
    "--definitie", type=PATH, metavar="BESTAND", help="Een andere normdefinitie (CSV)."
)
ORGANISATIONS = click.option(
    "--organisaties", type=PATH, metavar="BESTAND", help="Een andere lijst van organisaties (CSV)."
)
ISSUED = click.option(
    "--uitgifte",
    type=PATH,
    metavar="BESTAND",
    help="Ga na of elk werkboek is uitgegeven volgens deze uitgifte.csv (of map).",
)
PASSWORDS = click.option(
    "--wachtwoorden",
    type=PATH,
    metavar="BESTAND",
    help="Wachtwoorden van versleutelde bestanden, één per regel.",
)
DATASET = click.option(
    "--dataset",
    type=PATH,
    metavar="MAP",
    default=Path("output/dataset"),
    show_default=True,
    help="De map met de dataset.",
)
METING = click.option(
    "--meting", type=MetingType(), help="De meting; zonder deze optie de nieuwste."
)

YES_OR_NO = click.Choice(["ja", "nee"])
HANDED_OVER = click.option(
    "--van",
    type=PATH,
    metavar="BESTAND",
    multiple=True,
    help="Een bestand (of map) dat een RIEC met 'doorgeven' maakte; mag vaker.",
)
CONCEPT = click.option(
    "--concept", is_flag=True, help="Alleen om zelf te bekijken, zonder vastgestelde stand."
)


def out(default: str, explanation: str) -> Callable[[Command], Command]:
    """The option `--uit`: where this command puts what it makes."""
    return click.option(
        "--uit",
        type=PATH,
        metavar="MAP",
        default=Path(default),
        show_default=True,
        help=explanation,
    )
