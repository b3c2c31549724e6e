"""Showing: `vaststellen`, `doorgeven`, `vergelijk`, `terugkoppeling`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from nhnorm_xlsx.commands.options import (
    CONCEPT,
    DATASET,
    HANDED_OVER,
    METING,
    out,
)
from nhnorm_xlsx.commands.showing import asked, finish, progress, say, today
from nhnorm_xlsx.dutch_click import DutchCommand


@click.command(cls=DutchCommand)
@DATASET
@METING
@click.option("--ja", is_flag=True, help="Vraag niets; voor een script.")
def vaststellen(dataset: Path, meting: str | None, ja: bool) -> None:
    """Leg de stand vast waaruit anderen cijfers krijgen.

    Laat eerst zien wat er wordt vastgelegd, en vraagt of dat goed is.
    """
    from nhnorm_xlsx.tasks.publishing import keep_stand, prepare_stand
    from nhnorm_xlsx.tasks.round import running

    prepared = prepare_stand(dataset, running(dataset, meting), today())
    for line in prepared.lines():
        say(line)
    if prepared.possible:
        answer = "ja" if ja else asked(prepared.question, prepared.no_one_to_ask)
        finish(keep_stand(prepared) if answer == "ja" else [prepared.not_fixed])


@click.command(cls=DutchCommand)
@DATASET
@click.option(
    "--riec",
    metavar="NAAM",
    help='Het RIEC, zoals "RIEC Noord-Holland"; zonder deze optie een bestand per RIEC.',
)
@METING
@out("doorgeven", "Waar het bestand komt")
@CONCEPT
def doorgeven(
    *, dataset: Path, riec: str | None, meting: str | None, uit: Path, concept: bool
) -> None:
    """Maak een bestand met beschermde cijfers van een RIEC, om door te geven.

    Wie het rapport voor de provincie maakt, of een terugkoppeling in een ander RIEC, heeft
    daaraan genoeg. Het bestand komt uit de vastgestelde stand.
    """
    from nhnorm_xlsx.tasks.publishing import give_over
    from nhnorm_xlsx.tasks.round import running

    meting = running(dataset, meting)
    finish(give_over(dataset, uit, riec=riec, meting=meting, today=today(), concept=concept))


@click.command(cls=DutchCommand)
@DATASET
@click.option(
    "--niveau",
    type=click.Choice(["riec", "provincie"]),
    help="riec: met namen, voor één RIEC. provincie: alleen cijfers van gemeenten samen. Zonder "
    "deze optie en zonder --riec: voor elk RIEC, en voor de provincie als de stand vastligt.",
)
@click.option("--riec", metavar="NAAM", help='Het RIEC, zoals "RIEC Noord-Holland".')
@METING
@out("vergelijking", "Waar de vergelijking komt")
@click.option("--html", is_flag=True, help="Ook als webpagina (alleen voor een RIEC).")
@HANDED_OVER
@CONCEPT
def vergelijk(
    *,
    dataset: Path,
    niveau: str | None,
    riec: str | None,
    meting: str | None,
    uit: Path,
    html: bool,
    van: tuple[Path, ...],
    concept: bool,
) -> None:
    """Maak een regionale vergelijking van de dataset."""
    from nhnorm_xlsx.tasks.comparing import compare
    from nhnorm_xlsx.tasks.round import running

    made = compare(
        dataset,
        uit,
        level=niveau,
        riec=riec,
        # What others hand over says itself of which meting it is.
        meting=meting if van else running(dataset, meting),
        today=today(),
        html=html,
        given=van,
        concept=concept,
    )
    finish(f"De vergelijking staat in {path}" for path in made)


@click.command(cls=DutchCommand)
@click.argument("organisatie", nargs=-1, metavar="[ORGANISATIE...]")
@DATASET
@METING
@out("terugkoppeling", "Waar de werkboeken komen")
@HANDED_OVER
@CONCEPT
def terugkoppeling(
    *,
    organisatie: tuple[str, ...],
    dataset: Path,
    meting: str | None,
    uit: Path,
    van: tuple[Path, ...],
    concept: bool,
) -> None:
    """Maak per organisatie een werkboek en een nota: de eigen antwoorden naast die van allen samen.

    Noem organisaties met hun naam of code; zonder namen krijgt elke organisatie die heeft
    geantwoord er een. Antwoorden van een ander staan er niet in.
    """
    from nhnorm_xlsx.tasks.publishing import give_feedback
    from nhnorm_xlsx.tasks.round import running

    made = give_feedback(
        dataset,
        uit,
        wanted=organisatie,
        meting=running(dataset, meting),
        today=today(),
        given=van,
        concept=concept,
        progress=progress,
    )
    one = len(made) == 1
    stand = "terugkoppeling staat" if one else "terugkoppelingen staan"
    finish([f"{len(made)} {stand} in {uit}, {'' if one else 'elk '}met een nota (.docx)."])
