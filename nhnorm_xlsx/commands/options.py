"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from nhnorm_xlsx.dutch_click import MetingType

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def _usual(place: str) -> str:
    return f"zonder deze optie {place} naast ronde.toml, en anders output/{place}."


def in_round(place: str) -> Callable[[click.Context, click.Parameter, Path | None], Path]:
    """The value of an option that is a path: what is given, else this place in the round."""
    if "/" in place:
        raise ValueError(place)

    def chosen(context: click.Context, option: click.Parameter, value: Path | None) -> Path:  # noqa: ARG001 - click's own
        from nhnorm_xlsx.tasks.round import find_round

        return value if value is not None else find_round().folder / place

    return chosen


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
    callback=in_round("dataset"),
    help=f"De map met de dataset; {_usual('dataset')}",
)
METING = click.option(
    "--meting",
    type=MetingType(),
    help="De meting; zonder deze optie die van ronde.toml, of anders de nieuwste.",
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


def out(place: str, explanation: str) -> Callable[[Command], Command]:
    """The option `--uit`: where this command puts what it makes, else this place in the round."""
    return click.option(
        "--uit",
        type=PATH,
        metavar="MAP",
        callback=in_round(place),
        help=f"{explanation}; {_usual(place)}",
    )
