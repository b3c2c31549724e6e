"""The norm itself: `norm controleer`, `norm verschil`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from nhnorm_xlsx.commands.options import PATH
from nhnorm_xlsx.commands.showing import finish, today
from nhnorm_xlsx.dutch_click import DutchGroup


@click.group(cls=DutchGroup)
def norm() -> None:
    """Controleer een normdefinitie, of zie wat een nieuwe editie verandert."""


@norm.command()
@click.argument("bestand", type=PATH, metavar="[BESTAND]", required=False)
def controleer(bestand: Path | None) -> None:
    """Controleer een normdefinitie (CSV): alle fouten tegelijk, en wat erin staat.

    Zonder BESTAND: de definitie van de ronde; noemt die er geen, dan die van het programma.
    Van een nieuwe editie gaat het programma ook na of de normen in de kolom vervangt bestonden in
    de eerdere edities die het kent.
    """
    from nhnorm_xlsx.tasks.norms import check_definition, program_edities
    from nhnorm_xlsx.tasks.round import find_round

    settings = find_round().settings
    if bestand is None and settings is not None:
        bestand = settings.definition
    # The definition of the settings is not its own earlier editie.
    known = program_edities(
        None if settings is None or bestand == settings.definition else settings
    )
    finish(check_definition(bestand, known))


@norm.command()
@click.argument("oud", metavar="OUD")
@click.argument("nieuw", metavar="NIEUW")
@click.option(
    "--uit",
    type=PATH,
    metavar="BESTAND",
    help="Waar het werkboek komt; zonder deze optie in de map van de ronde.",
)
def verschil(oud: str, nieuw: str, uit: Path | None) -> None:
    """Maak een werkboek om te mailen met wat er verandert van editie OUD naar NIEUW.

    OUD en NIEUW zijn normdefinities (CSV), of het label van een editie die het programma kent,
    zoals 2024. Het werkboek noemt de nieuwe, vervallen, gesplitste, samengevoegde, anders
    verwoorde en hernummerde normen, met beide teksten naast elkaar.
    """
    from nhnorm_xlsx.tasks.norms import program_edities, tell_difference
    from nhnorm_xlsx.tasks.round import find_round

    here = find_round()
    known = program_edities(here.settings)
    finish(tell_difference(oud, nieuw, known, uit, folder=here.folder, today=today()).lines())
