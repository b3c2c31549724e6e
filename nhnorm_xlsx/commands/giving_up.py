"""Giving data up, and showing what is held: `opruimen`, `overzicht`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from nhnorm_xlsx.commands.options import PATH
from nhnorm_xlsx.commands.showing import finish, progress, say, today, typed
from nhnorm_xlsx.dutch_click import DutchCommand, MetingType

_DATASET = click.option(
    "--dataset",
    type=PATH,
    metavar="MAP",
    help="De map met de dataset; zonder deze optie die van de ronde.",
)


@click.command(cls=DutchCommand)
@click.option("--meting", type=MetingType(), required=True, help="De meting, zoals 2025.")
@_DATASET
@click.option("--ja", is_flag=True, help="Vraag niets; voor een script.")
def opruimen(meting: str, dataset: Path | None, *, ja: bool) -> None:
    """Vernietig de gegevens van een meting, behalve wat is gepubliceerd.

    Laat eerst zien wat weg gaat en wat blijft, en vraagt of dat goed is. Maakt daarna een
    verklaring van vernietiging, in de map vernietiging. Afgebroken? Geef de opdracht nog eens.
    """
    from nhnorm_xlsx.tasks.destroying import destroy, nothing_done, prepare
    from nhnorm_xlsx.tasks.round import find_round

    here = find_round()
    found = prepare(dataset or here.dataset, meting, here, progress)
    for line in found.lines():
        say(line)
    if ja or typed(found.question, found.no_one_to_ask) == meting:
        finish(destroy(found, progress), failed=found.incomplete)
    else:
        finish([nothing_done()])


@click.command(cls=DutchCommand)
@click.argument("organisatie", metavar="ORGANISATIE")
@_DATASET
@click.option(
    "--uit",
    type=PATH,
    metavar="MAP",
    help="Waar het overzicht komt; zonder deze optie in overzicht, in de map van de ronde.",
)
def overzicht(organisatie: str, dataset: Path | None, uit: Path | None) -> None:
    """Maak een werkboek met alles wat er over één organisatie is, met haar originelen.

    Voor een verzoek om inzage of een Woo-verzoek. Noem de organisatie met haar naam of code. Van
    een andere organisatie staat er niets in.
    """
    from nhnorm_xlsx.tasks.one_organisation import write_overview
    from nhnorm_xlsx.tasks.round import find_round

    here = find_round()
    report = write_overview(dataset or here.dataset, organisatie, uit, here, today=today())
    finish(report.lines())
