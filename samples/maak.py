"""Makes the samples anew: `python samples/maak.py`.

All of them come out of the example year. The one saved by LibreOffice needs LibreOffice;
without it that one stays as it is. A test compares the samples with a new run.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from nhnorm_xlsx.dataset.reference import load_reference
from nhnorm_xlsx.definition import load_definition
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.organisations import choose, load_organisations
from nhnorm_xlsx.tasks.example import play_year
from nhnorm_xlsx.tasks.importing import Options, import_files

SAMPLES = Path(__file__).resolve().parent
RETURNED = "retour/2026/NHNorm-2026-"
# Each sample, and where it stands in the example year.
SOURCES = {
    "werkboek-met-vorige-meting.xlsx": "werkboeken/NHNorm-2026-GM0399-Heiloo.xlsx",
    "retour-compleet.xlsx": f"{RETURNED}GM0402-Hilversum.xlsx",
    "retour-met-fouten.xlsx": f"{RETURNED}GM0420-Medemblik.xlsx",
    "retour-provincie.xlsx": f"{RETURNED}PV27-Provincie Noord-Holland.xlsx",
    "vergelijking-riec.xlsx": "vergelijking/NHNorm-vergelijking-2026-RIEC Midden-Nederland.xlsx",
    "vergelijking-provincie.xlsx": "vergelijking/NHNorm-vergelijking-2026-provincie.xlsx",
    "doorgeven.xlsx": "doorgeven/NHNorm-doorgeven-2026-stand-1-RIEC Noord-Holland.xlsx",
    "terugkoppeling.xlsx": "terugkoppeling/NHNorm-terugkoppeling-2026-GM0402-Hilversum.xlsx",
}
CORRECTIONS = "correcties.xlsx"
EMPTY = "werkboek-leeg.xlsx"
BY_LIBREOFFICE = "retour-libreoffice.xlsx"
LIBREOFFICE_SOURCE = f"{RETURNED}GM0399-Heiloo.xlsx"
DATASET = "dataset"
# Made by `editie_2028.py`; the rounds in which it is used.
EDITIE_2028 = "norm_definition-2028-verzonnen.csv"
THREE_ROUNDS = "drie-rondes"


def make(target: Path, year: Path) -> None:
    """Copy the samples out of an example year, and import the returned ones."""
    for name, source in SOURCES.items():
        shutil.copyfile(year / source, target / name)
    shutil.rmtree(target / DATASET, ignore_errors=True)
    returned = sorted(target.glob("retour-*.xlsx"))
    with tempfile.TemporaryDirectory() as folder:
        options = Options(corrections=Path(folder))
        import_files(returned, target / DATASET, load_reference(), options=options)
        (made,) = Path(folder).glob("*.xlsx")
        shutil.copyfile(made, target / CORRECTIONS)
    (target / f".{DATASET}.slot").unlink(missing_ok=True)
    heiloo = choose(load_organisations(), ["Heiloo"])[0]
    deadline = date(2026, 5, 29)
    write_form(
        plan_form(load_definition(), heiloo, "2026", deadline, "voorbeeld-leeg"), target / EMPTY
    )


def make_three_rounds(target: Path) -> None:
    """Play the rounds 2026 to 2028, and copy what there is to look at."""
    # They are played by the tests, which are no part of what is installed.
    sys.path.insert(0, str(SAMPLES.parent))
    from tests.three_rounds import copy_samples, play

    with tempfile.TemporaryDirectory() as folder:
        copy_samples(play(Path(folder)), target / THREE_ROUNDS)


def save_with_libreoffice(source: Path, target: Path) -> bool:
    """Open and save a workbook in LibreOffice; False when it is not there."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        command = [
            soffice,
            f"-env:UserInstallation={(Path(folder) / 'profiel').as_uri()}",
            *("--headless", "--convert-to", "xlsx", "--outdir", folder, str(source)),
        ]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        shutil.copyfile(Path(folder) / source.name, target)
    return True


def main() -> None:
    """Play the year and make every sample."""
    with tempfile.TemporaryDirectory() as folder:
        year = Path(folder)
        for line in play_year(year):
            print(line)
        if not save_with_libreoffice(year / LIBREOFFICE_SOURCE, SAMPLES / BY_LIBREOFFICE):
            print(f"LibreOffice ontbreekt: {BY_LIBREOFFICE} is niet vernieuwd.")
        make(SAMPLES, year)
    make_three_rounds(SAMPLES)


if __name__ == "__main__":
    main()
