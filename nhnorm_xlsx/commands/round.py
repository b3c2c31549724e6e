"""The round itself: `ronde nieuw`, `ronde volgend`, `uitstel`, `samenbrengen`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from nhnorm_xlsx.commands.options import DEFINITION, ORGANISATIONS, PATH
from nhnorm_xlsx.commands.showing import finish, progress, today
from nhnorm_xlsx.dutch_click import DayType, DutchCommand, DutchGroup, MetingType

_DATASET = click.option(
    "--dataset",
    type=PATH,
    metavar="MAP",
    help="De map met de dataset; zonder deze optie die van de ronde.",
)


_THE_METING = click.argument("meting", type=MetingType(), metavar="METING")
_UNTIL = "De uiterste dag van inleveren."


@click.group(cls=DutchGroup)
def ronde() -> None:
    """Begin een ronde, of het volgende jaar ervan: ronde.toml."""


@ronde.command()
@_THE_METING
@click.option("--deadline", type=DayType(), required=True, help=_UNTIL)
@click.option(
    "--map", "map_", type=PATH, metavar="MAP", help="De map van de ronde; zonder deze optie output."
)
@DEFINITION
@ORGANISATIONS
def nieuw(
    *,
    meting: str,
    deadline: date,
    map_: Path | None,
    definitie: Path | None,
    organisaties: Path | None,
) -> None:
    """Maak ronde.toml, met alles wat de opdrachten van de ronde moeten weten.

    Daarna werkt elke opdracht zonder opties: zij zoeken ronde.toml in de map waar u staat en dan
    in output. Een optie die u toch geeft, gaat voor. Alles van de ronde staat in die ene map; u
    kunt haar verplaatsen of als zip aan een collega geven. Een bestand dat u met --definitie of
    --organisaties noemt, komt er ook in te staan. Een ronde.toml die er al staat, blijft zoals zij
    is.
    """
    from nhnorm_xlsx.tasks.beginning import begin_round

    finish(
        begin_round(
            meting,
            deadline,
            today(),
            folder=map_,
            definition=definitie,
            organisations=organisaties,
        )
    )


@ronde.command()
@_THE_METING
@click.option("--deadline", type=DayType(), help=_UNTIL)
def volgend(meting: str, deadline: date | None) -> None:
    """Laat de volgende meting lopen, en sluit die van nu.

    De instellingen van nu blijven staan als ronde-JAAR.toml; in ronde.toml veranderen alleen de
    meting en de deadline. Gesloten betekent: alle opdrachten gaan voortaan over de nieuwe meting.
    Wat van de gesloten meting nog binnenkomt, telt nog mee in die meting en wordt gezegd; wat is
    vastgesteld, blijft zoals het is. Met --meting werkt u nog aan een gesloten meting, met haar
    eigen instellingen. Er wordt niets weggegooid.
    """
    from nhnorm_xlsx.tasks.beginning import follow_round

    lines, contradicts = follow_round(meting, deadline, today())
    finish(lines, failed=contradicts)


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

    here = find_round().at(meting)
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
