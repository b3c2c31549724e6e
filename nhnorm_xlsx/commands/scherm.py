"""The page in the browser: `scherm`.

The server is imported inside the command, so that `--help` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from nhnorm_xlsx.commands.options import PATH
from nhnorm_xlsx.commands.showing import COULD_NOT_RUN, say
from nhnorm_xlsx.dutch_click import DutchCommand


@click.command(cls=DutchCommand)
@click.option(
    "--map",
    "folder",
    type=PATH,
    metavar="MAP",
    default=Path(),
    help="De map van de ronde; zonder deze optie de map waar u nu bent.",
)
@click.option("--wacht", is_flag=True, help="Wacht aan het eind op Enter.")
def scherm(folder: Path, wacht: bool) -> None:
    """Open de ronde in de browser, alleen op deze computer.

    Alles wat de opdrachten voor een ronde kunnen, kan op deze bladzijde. Zij is alleen op deze
    computer te zien en haalt niets van internet. Stoppen kan op de bladzijde, of hier met Ctrl-C.
    """
    from nhnorm_xlsx.scherm.serving import start

    if not start(folder, say, wait=wacht):
        raise click.exceptions.Exit(COULD_NOT_RUN)
