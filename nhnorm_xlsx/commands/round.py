"""The round itself: `uitstel`, `samenbrengen`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from nhnorm_xlsx.commands.options import PATH
from nhnorm_xlsx.commands.showing import finish, progress, today
from nhnorm_xlsx.dutch_click import DayType, DutchCommand, MetingType

_DATASET = click.option(
    "--dataset",
    type=PATH,
    metavar="MAP",
    help="De map met de dataset; zonder deze optie die van de ronde.",
)


@click.command(cls=DutchCommand)
@click.argument("organisatie", metavar="ORGANISATIE")
@click.argument("datum", type=DayType(), metavar="DATUM")
@click.option("--reden", default="", metavar="TEKST", help="Waarom; staat alleen in de dataset.")
@click.option("--meting", type=MetingType(), help="De meting; zonder deze optie de lopende.")
@_DATASET
def uitstel(
    organisatie: str, datum: date, *, reden: str, meting: str | None, dataset: Path | None
) -> None:
    """Geef één organisatie meer tijd; een nieuw werkboek is niet nodig.

    Noem de organisatie met haar naam of code, en de laatste dag als jjjj-mm-dd. Geef de dag van
    de deadline zelf om uitstel in te trekken.
    """
    from nhnorm_xlsx.tasks.delaying import Asked, give_delay
    from nhnorm_xlsx.tasks.round import find_round

    here = find_round()
    asked = Asked(organisatie, datum, meting, reden)
    report = give_delay(dataset or here.dataset, asked, here, today())
    finish(report.lines(), failed=bool(report.found))


@click.command(cls=DutchCommand)
@click.argument("map", type=PATH, metavar="MAP")
@_DATASET
def samenbrengen(map: Path, dataset: Path | None) -> None:  # noqa: A002 - the word of the help
    """Neem een tweede kopie van de ronde erbij: van een collega, of van een andere computer.

    MAP is de map van een ronde of van een dataset, of een zip-bestand daarvan. Daarin verandert
    niets. In welke volgorde u kopieën erbij neemt maakt niet uit.
    """
    from nhnorm_xlsx.tasks.joining import join_copy
    from nhnorm_xlsx.tasks.round import find_round

    here = find_round()
    report = join_copy(map, dataset or here.dataset, here, progress)
    finish(report.lines(), failed=report.contradicts)
