"""Mails as drafts: `mail uitnodiging`, `ontvangst`, `herinnering`, `correcties`, `terugkoppeling`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from pathlib import Path

import click

from nhnorm_xlsx.commands.options import HANDED_OVER
from nhnorm_xlsx.commands.showing import finish, today
from nhnorm_xlsx.dutch_click import DutchGroup, MetingType

_WHO = click.argument("organisatie", nargs=-1, metavar="[ORGANISATIE...]")
_METING = click.option(
    "--meting",
    type=MetingType(),
    help="De meting; zonder deze optie die van ronde.toml, of anders de nieuwste.",
)
_AGAIN = click.option(
    "--opnieuw", is_flag=True, help="Ook voor wie deze mail al eerder is opgesteld."
)


@click.group(cls=DutchGroup)
def mail() -> None:
    """Stel mails op als concept, per organisatie; verstuur niets.

    De teksten staan in sjablonen, de adressen in contacten.csv; staan die er nog niet, dan maakt
    het programma ze. De concepten komen in mail.
    """


@mail.command()
@_WHO
@_METING
@_AGAIN
def uitnodiging(organisatie: tuple[str, ...], meting: str | None, opnieuw: bool) -> None:
    """Stel een uitnodiging op, met het werkboek en een bladzijde uitleg.

    Noem organisaties met hun naam of code; zonder namen voor iedereen die nog geen uitnodiging
    heeft. Maak de werkboeken eerst met nhnorm genereer.
    """
    _draft("uitnodiging", organisatie, meting, again=opnieuw)


@mail.command()
@_WHO
@_METING
@_AGAIN
def ontvangst(organisatie: tuple[str, ...], meting: str | None, opnieuw: bool) -> None:
    """Stel een bevestiging op: wat is ontvangen en wat daaruit is gelezen.

    Eén keer per ontvangen bestand.
    """
    _draft("ontvangst", organisatie, meting, again=opnieuw)


@mail.command()
@_WHO
@_METING
@_AGAIN
def herinnering(organisatie: tuple[str, ...], meting: str | None, opnieuw: bool) -> None:
    """Stel een herinnering op voor wie nog niet of niet alles heeft beantwoord.

    Hoogstens eens per 7 dagen, of per zoveel dagen als in ronde.toml onder [mail] staat bij
    dagen_tussen_herinneringen.
    """
    _draft("herinnering", organisatie, meting, again=opnieuw)


@mail.command()
@_WHO
@_METING
@_AGAIN
def correcties(organisatie: tuple[str, ...], meting: str | None, opnieuw: bool) -> None:
    """Stel een verzoek op om te verbeteren wat niet te lezen was, met een werkboek.

    Eén keer per ontvangen bestand.
    """
    _draft("correcties", organisatie, meting, again=opnieuw)


@mail.command()
@_WHO
@_METING
@_AGAIN
@HANDED_OVER
def terugkoppeling(
    organisatie: tuple[str, ...], meting: str | None, opnieuw: bool, van: tuple[Path, ...]
) -> None:
    """Stel een mail op met de eigen terugkoppeling, voor wie heeft geantwoord.

    Daarvoor moet de stand zijn vastgesteld, met nhnorm vaststellen.
    """
    _draft("terugkoppeling", organisatie, meting, again=opnieuw, given=van)


def _draft(
    name: str,
    wanted: tuple[str, ...],
    meting: str | None,
    *,
    again: bool,
    given: tuple[Path, ...] = (),
) -> None:
    from nhnorm_xlsx.tasks.mailing import draft_mails, kind_of

    report = draft_mails(
        kind_of(name), wanted, meting=meting, again=again, today=today(), given=given
    )
    finish(report.lines(), failed=report.failed)
