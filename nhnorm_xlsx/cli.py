"""The command line: the commands together, and every way out of them.

What each command does stands in `commands/`.
"""

from __future__ import annotations

import sys

import click

from nhnorm_xlsx import __version__, interruption
from nhnorm_xlsx.commands import answers, figures, giving_up, mail
from nhnorm_xlsx.commands import norm as of_norm
from nhnorm_xlsx.commands import round as of_round
from nhnorm_xlsx.commands import scherm as of_page
from nhnorm_xlsx.commands.showing import COULD_NOT_RUN, DONE, REFUSED, say
from nhnorm_xlsx.dutch_click import DutchGroup, complaint
from nhnorm_xlsx.errors import NhnormError, why

__all__ = ["COULD_NOT_RUN", "DONE", "REFUSED", "main", "nhnorm"]


@click.group(cls=DutchGroup)
@click.version_option(
    __version__, "--versie", "--version", message="nhnorm %(version)s", help="Toon de versie."
)
def nhnorm() -> None:
    """Zelfevaluatie in Excel: werkboeken uitsturen, inlezen en vergelijken."""


# In the order in which one uses them.
for _command in (
    answers.voorbeeld,
    of_round.ronde,
    answers.genereer,
    mail.mail,
    answers.controleer,
    answers.importeer,
    answers.status,
    of_round.uitstel,
    of_round.samenbrengen,
    figures.vaststellen,
    figures.doorgeven,
    figures.vergelijk,
    figures.terugkoppeling,
    giving_up.opruimen,
    giving_up.overzicht,
    of_norm.norm,
    of_page.scherm,
):
    nhnorm.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every way out has an exit code and never a traceback."""
    # Out of the handlers first: what they hold on to is then let go, the processes too.
    code, complaint_ = _run(arguments)
    if interruption.heard():
        code, complaint_ = COULD_NOT_RUN, interruption.SENTENCE
    if complaint_:
        say(complaint_, err=True)
    sys.exit(code)


def _run(arguments: list[str] | None) -> tuple[int, str]:
    """The exit code, and what there is to complain about."""
    try:
        code = nhnorm.main(arguments, prog_name="nhnorm", standalone_mode=False)
    except NhnormError as error:
        return COULD_NOT_RUN, str(error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return COULD_NOT_RUN, ""
    except click.ClickException as error:
        return COULD_NOT_RUN, complaint(error)
    except (click.Abort, KeyboardInterrupt):
        return COULD_NOT_RUN, interruption.SENTENCE
    except BrokenPipeError:  # the reader of our output went away
        sys.stderr.close()
        return DONE, ""
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        return (
            COULD_NOT_RUN,
            f"Lezen of schrijven mislukte: {why(error)}{where}. Probeer het opnieuw.",
        )
    except Exception as error:  # the last resort: one sentence instead of a traceback
        return COULD_NOT_RUN, _own_fault(error)
    return (code if isinstance(code, int) else DONE), ""


def _own_fault(error: Exception) -> str:
    from nhnorm_xlsx.fault_log import note_fault

    path = note_fault(error, __version__)
    where = f"; waar het misging staat in {path}, zonder antwoorden" if path else ""
    return (
        "Er ging iets mis in het programma zelf. Meld dit aan de beheerder, met de opdracht die u "
        f"gaf{where}."
    )
