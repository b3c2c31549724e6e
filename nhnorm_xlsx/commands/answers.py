"""Sending out and taking in: `voorbeeld`, `genereer`, `controleer`, `importeer`, `status`.

Heavy modules are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from nhnorm_xlsx.commands.options import (
    DATASET,
    DEFINITION,
    ISSUED,
    METING,
    ORGANISATIONS,
    PASSWORDS,
    PATH,
    out,
)
from nhnorm_xlsx.commands.showing import finish, now, progress, say, today
from nhnorm_xlsx.dutch_click import DayType, DutchCommand, MetingType


@click.command(cls=DutchCommand)
@out("output", "Waar alles komt te staan.")
def voorbeeld(uit: Path) -> None:
    """Speel een heel jaar na met verzonnen antwoorden."""
    from nhnorm_xlsx.tasks.example import play_year

    for line in play_year(uit, progress=progress):
        say(line)


@click.command(cls=DutchCommand)
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
@click.option(
    "--opnieuw",
    is_flag=True,
    help="Geef ook opnieuw uit wat er al staat, met wat tot nu toe is geantwoord erin.",
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
    opnieuw: bool,
    definitie: Path | None,
    organisaties: Path | None,
) -> None:
    """Maak voor elke organisatie een werkboek.

    Noem organisaties met hun naam of code; zonder namen krijgt iedereen een werkboek. Wat al is
    uitgegeven en er nog staat, blijft zoals het is.

    Staat in deze map (of in output) een bestand ronde.toml, dan zegt het werkboek wie dit vraagt.
    Ook de meting, de deadline, de definitie en de organisaties komen daaruit, als u ze hier niet
    opgeeft. De README heeft een voorbeeld.
    """
    from nhnorm_xlsx.tasks.generating import generate_from_files
    from nhnorm_xlsx.tasks.round import find_round

    here = find_round()
    report = generate_from_files(
        organisatie,
        meting,
        deadline,
        uit,
        previous=vorige,
        definition_path=definitie,
        organisations_path=organisaties,
        today=today(),
        settings=here.settings,
        progress=progress,
        dataset=here.dataset,
        anew=opnieuw,
    )
    finish(report.lines(), failed=bool(report.refused))


@click.command(cls=DutchCommand)
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
    report = check_files(bestand, reference, progress, read_passwords(wachtwoorden))
    finish(report.lines(Severity.INFO), failed=report.has_errors)


@click.command(cls=DutchCommand)
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
    report = import_files(pad, uit, reference, progress, options)
    finish([*report.lines(), *report.closing(uit)], failed=report.has_errors)


@click.command(cls=DutchCommand)
@DATASET
@METING
@click.option("--nieuw", is_flag=True, help="Alleen wat er veranderde sinds u het laatst keek.")
@click.option(
    "--uit", type=PATH, metavar="BESTAND", help="Zet de stand ook in dit werkboek (.xlsx)."
)
def status(dataset: Path, meting: str | None, *, nieuw: bool, uit: Path | None) -> None:
    """Toon de deadline, wie heeft geantwoord, hoever zij zijn en wat er mis is."""
    from nhnorm_xlsx.tasks.round import find_round
    from nhnorm_xlsx.tasks.status import read_status

    found = read_status(dataset, meting, find_round(), today())
    lines = [*(found.new_lines() if nieuw else found.lines())]
    written = [found.write(uit)] if uit else []
    found.seen(now())
    finish([*lines, *written], failed=found.contradicts)
