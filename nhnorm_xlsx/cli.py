"""The command line: parse, one call, echo, exit code. No logic.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from nhnorm_xlsx import __version__, interruption
from nhnorm_xlsx.cli_options import (
    CONCEPT,
    DATASET,
    DEFINITION,
    HANDED_OVER,
    ISSUED,
    METING,
    ORGANISATIONS,
    PASSWORDS,
    PATH,
    YES_OR_NO,
    out,
)
from nhnorm_xlsx.dutch_click import DayType, DutchGroup, MetingType, complaint
from nhnorm_xlsx.errors import NhnormError, why

DONE, REFUSED, COULD_NOT_RUN = 0, 1, 2
Item = TypeVar("Item")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the user's own calendar


@click.group(cls=DutchGroup)
@click.version_option(
    __version__, "--versie", "--version", message="nhnorm %(version)s", help="Toon de versie."
)
def nhnorm() -> None:
    """Zelfevaluatie in Excel: werkboeken uitsturen, inlezen en vergelijken."""


@nhnorm.command()
@out("output", "Waar alles komt te staan.")
def voorbeeld(uit: Path) -> None:
    """Speel een heel jaar na met verzonnen antwoorden."""
    from nhnorm_xlsx.tasks.example import play_year

    for line in play_year(uit, progress=_progress):
        _say(line)


@nhnorm.command()
@click.argument("organisatie", nargs=-1, metavar="[ORGANISATIE...]")
@click.option("--meting", type=MetingType(), help="De meting, zoals 2026.")
@click.option("--deadline", type=DayType(), help="De uiterste dag van inleveren.")
@out("output/werkboeken", "Waar de werkboeken komen.")
@click.option(
    "--vorige",
    type=PATH,
    metavar="MAP",
    help="Dataset met de vorige meting: die antwoorden staan er dan naast.",
)
@DEFINITION
@ORGANISATIONS
def genereer(
    *,
    organisatie: tuple[str, ...],
    meting: str | None,
    deadline: date | None,
    uit: Path,
    vorige: Path | None,
    definitie: Path | None,
    organisaties: Path | None,
) -> None:
    """Maak voor elke organisatie een werkboek.

    Noem organisaties met hun naam of code; zonder namen krijgt iedereen een werkboek.

    Staat in deze map (of in output) een bestand ronde.toml, dan zegt het werkboek wie dit vraagt.
    Ook de meting, de deadline, de definitie en de organisaties komen daaruit, als u ze hier niet
    opgeeft. De README heeft een voorbeeld.
    """
    from nhnorm_xlsx.tasks.generating import generate_from_files
    from nhnorm_xlsx.tasks.round_folder import find_settings

    report = generate_from_files(
        organisatie,
        meting,
        deadline,
        uit,
        previous=vorige,
        definition_path=definitie,
        organisations_path=organisaties,
        today=_today(),
        settings=find_settings(),
        progress=_progress,
    )
    _finish(report.lines(), failed=bool(report.refused))


@nhnorm.command()
@click.argument("bestand", nargs=-1, required=True, type=PATH, metavar="BESTAND...")
@ISSUED
@PASSWORDS
@DEFINITION
@ORGANISATIONS
def controleer(
    bestand: tuple[Path, ...],
    uitgifte: Path | None,
    wachtwoorden: Path | None,
    definitie: Path | None,
    organisaties: Path | None,
) -> None:
    """Lees en beoordeel teruggestuurde bestanden; bewaar niets."""
    from nhnorm_xlsx.findings import Severity
    from nhnorm_xlsx.intake.decryption import read_passwords
    from nhnorm_xlsx.tasks.importing import check_files
    from nhnorm_xlsx.tasks.round_folder import reference_for_check

    reference = reference_for_check(definitie, organisaties, uitgifte)
    report = check_files(bestand, reference, _progress, read_passwords(wachtwoorden))
    _finish(report.lines(Severity.INFO), failed=report.has_errors)


@nhnorm.command()
@click.argument("pad", nargs=-1, type=PATH, metavar="PAD...")
@out("output/dataset", "De map met de dataset.")
@click.option(
    "--correcties",
    type=PATH,
    metavar="MAP",
    help="Maak hier voor elke inzending met fouten een werkboek om ze te verbeteren.",
)
@click.option(
    "--samenvoegen",
    is_flag=True,
    help="Meer bestanden van een organisatie zijn delen van één antwoord.",
)
@click.option(
    "--dask",
    default="",
    metavar="ADRES",
    help="Lees de bestanden op dit Dask-cluster, bijvoorbeeld tcp://server:8786.",
)
@ISSUED
@PASSWORDS
@DEFINITION
@ORGANISATIONS
def importeer(
    *,
    pad: tuple[Path, ...],
    uit: Path,
    correcties: Path | None,
    samenvoegen: bool,
    dask: str,
    uitgifte: Path | None,
    wachtwoorden: Path | None,
    definitie: Path | None,
    organisaties: Path | None,
) -> None:
    """Zet teruggestuurde bestanden of mappen in de dataset.

    Zonder PAD worden alleen de tabellen opnieuw gemaakt, bijvoorbeeld na een wijziging in
    besluiten.csv.
    """
    from nhnorm_xlsx.dataset.reference import named_reference
    from nhnorm_xlsx.intake.decryption import read_passwords
    from nhnorm_xlsx.tasks.importing import Options, import_files

    reference = named_reference(definitie, organisaties, uitgifte)
    options = Options(read_passwords(wachtwoorden), samenvoegen, correcties, dask)
    report = import_files(pad, uit, reference, _progress, options)
    _finish([*report.lines(), *report.closing(uit)], failed=report.has_errors)


@nhnorm.command()
@DATASET
@METING
def status(dataset: Path, meting: str | None) -> None:
    """Toon wie heeft geantwoord, hoever zij zijn en wat er mis is."""
    from nhnorm_xlsx.tasks.status import status_lines

    _finish(status_lines(dataset, meting))


@nhnorm.command()
@DATASET
@METING
@click.option("--ja", is_flag=True, help="Vraag niets; voor een script.")
def vaststellen(dataset: Path, meting: str | None, ja: bool) -> None:
    """Leg de stand vast waaruit anderen cijfers krijgen.

    Laat eerst zien wat er wordt vastgelegd, en vraagt of dat goed is.
    """
    from nhnorm_xlsx.tasks.publishing import keep_stand, prepare_stand

    prepared = prepare_stand(dataset, meting, _today())
    for line in prepared.lines():
        _say(line)
    if prepared.possible:
        answer = "ja" if ja else _asked(prepared.question, prepared.no_one_to_ask)
        _finish(keep_stand(prepared) if answer == "ja" else [prepared.not_fixed])


@nhnorm.command()
@DATASET
@click.option("--riec", metavar="NAAM", help='Het RIEC, zoals "RIEC Noord-Holland".')
@METING
@out("output/doorgeven", "Waar het bestand komt.")
@CONCEPT
def doorgeven(
    *, dataset: Path, riec: str | None, meting: str | None, uit: Path, concept: bool
) -> None:
    """Maak een bestand met beschermde cijfers van een RIEC, om door te geven.

    Wie het rapport voor de provincie maakt, of een terugkoppeling in een ander RIEC, heeft
    daaraan genoeg. Het bestand komt uit de vastgestelde stand.
    """
    from nhnorm_xlsx.tasks.publishing import give_over

    _finish(give_over(dataset, uit, riec=riec, meting=meting, today=_today(), concept=concept))


@nhnorm.command()
@DATASET
@click.option(
    "--niveau",
    type=click.Choice(["riec", "provincie"]),
    required=True,
    help="riec: met namen, voor één RIEC. provincie: alleen cijfers van gemeenten samen.",
)
@click.option("--riec", metavar="NAAM", help='Het RIEC, zoals "RIEC Noord-Holland".')
@METING
@out("output/vergelijking", "Waar de vergelijking komt.")
@click.option("--html", is_flag=True, help="Ook als webpagina (alleen voor een RIEC).")
@HANDED_OVER
@CONCEPT
def vergelijk(
    *,
    dataset: Path,
    niveau: str,
    riec: str | None,
    meting: str | None,
    uit: Path,
    html: bool,
    van: tuple[Path, ...],
    concept: bool,
) -> None:
    """Maak een regionale vergelijking van de dataset."""
    from nhnorm_xlsx.tasks.comparing import compare

    made = compare(
        dataset,
        uit,
        level=niveau,
        riec=riec,
        meting=meting,
        today=_today(),
        html=html,
        given=van,
        concept=concept,
    )
    _finish(f"De vergelijking staat in {path}" for path in made)


@nhnorm.command()
@click.argument("organisatie", nargs=-1, metavar="[ORGANISATIE...]")
@DATASET
@METING
@out("output/terugkoppeling", "Waar de werkboeken komen.")
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
    """Maak per organisatie een werkboek met de eigen antwoorden naast die van allen samen.

    Noem organisaties met hun naam of code; zonder namen krijgt elke organisatie die heeft
    geantwoord er een. Antwoorden van een ander staan er niet in.
    """
    from nhnorm_xlsx.tasks.publishing import give_feedback

    made = give_feedback(
        dataset,
        uit,
        wanted=organisatie,
        meting=meting,
        today=_today(),
        given=van,
        concept=concept,
        progress=_progress,
    )
    one = len(made) == 1
    _finish([f"{len(made)} {'terugkoppeling staat' if one else 'terugkoppelingen staan'} in {uit}"])


def _asked(question: str, no_one: str) -> str:
    """What is answered; where nobody can answer, that is said."""
    try:
        return str(click.prompt(question, "nee", type=YES_OR_NO))
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(no_one) from None


def _progress(items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
    with click.progressbar(
        items, length=total, label=f"{label:<18}", file=sys.stderr, show_eta=False
    ) as bar:
        yield from bar


def _finish(lines: Iterable[str], *, failed: bool = False) -> None:
    for line in lines:
        _say(line)
    if failed:
        raise click.exceptions.Exit(REFUSED)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; every way out has an exit code and never a traceback."""
    # Out of the handlers first: what they hold on to is then let go, the processes too.
    code, complaint_ = _run(arguments)
    if interruption.heard():
        code, complaint_ = COULD_NOT_RUN, interruption.SENTENCE
    if complaint_:
        _say(complaint_, err=True)
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


def _say(text: str, *, err: bool = False) -> None:
    from nhnorm_xlsx.contract.text import printable

    # Names of files, and what stands in them, come from outside.
    click.echo(printable(text, lines=True), err=err)
