"""What is said about the folder of the round, and what stands in a new `ronde.toml`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final


def apart(file: Path, folder: Path) -> str:
    """The settings stand in another folder than the work."""
    return (
        f"{file.name} staat in deze map, maar de werkboeken en antwoorden staan in {folder}; "
        f"verplaats {file.name} naar {folder}."
    )


def settings_text(
    version: int, meting: str, deadline: date, definition: str = "", organisations: str = ""
) -> str:
    """What stands in a new `ronde.toml`; the names of files are empty where none is named.

    What is still to be filled in stands there as a remark, so that nothing made up ever ends in
    a form or a mail.
    """
    return (
        _HEAD
        + f"versie = {version}\n\n# De meting die nu loopt, en de uiterste dag van inleveren.\n"
        + f'meting = "{meting}"\ndeadline = {deadline.isoformat()}\n'
        + _FILES
        + _file("definitie", definition, "norm_definition.csv")
        + _file("organisaties", organisations, "organisaties.csv")
        + _REST
    )


def _file(key: str, given: str, usual: str) -> str:
    return f"{key} = '{given}'\n" if given else f'# {key} = "{usual}"\n'


_HEAD: Final = """\
# De instellingen van de ronde. Dit bestand hoort in de map van de ronde, naast de werkboeken en de
# dataset. Wat hier staat, hoeft u bij een opdracht niet meer op te geven; geeft u het toch op, dan
# telt dat.
#
# Een regel die met # begint, telt niet mee. Wilt u zo'n regel gebruiken, vul hem dan in en haal
# het # aan het begin weg. Tekst staat tussen aanhalingstekens, een datum is jjjj-mm-dd.

"""

_FILES: Final = """\

# Een andere norm of andere deelnemers dan die van het programma. De bestanden staan in deze map.
"""

_REST: Final = """\
# Een logo op het werkboek: png of jpg, hoogstens 2 kB.
# logo = "logo.png"

# Wie vraagt dit? Dit staat op het blad Start van elk werkboek.
# Noem een functie, geen naam van een persoon.
[wie]
# Waar het werkboek naar terug moet: een adres of een plek.
# terug_naar = "norm@voorbeeld.nl"

# Wie het werkboek verstuurt.
[wie.verstuurt]
# organisatie = "RIEC Noord-Holland"
# functie = "accountmanager"
# mail = "norm@voorbeeld.nl"
# telefoon = "072 000 00 00"

# Wie de ronde uitvoert, en dus alle antwoorden ziet.
[wie.voert_uit]
# organisatie = "Provincie Noord-Holland"
# functie = "projectleider"
# mail = "meting@voorbeeld.nl"
# telefoon = "023 000 00 00"

# Wie het werkboek ontvangt. Geldt dit voor één RIEC, zet dan de naam van dat RIEC erbij:
# [wie.ontvangt."RIEC Amsterdam-Amstelland"]
[wie.ontvangt]
# organisatie = "Het RIEC van uw regio"
# functie = "adviseur weerbaarheid"

# De mails. Hun teksten staan als bestanden in de map sjablonen; adressen in contacten.csv.
[mail]
# Zoveel dagen zitten er minstens tussen twee herinneringen aan dezelfde organisatie.
dagen_tussen_herinneringen = 7
# Wat onder elke mail staat; mag meer regels hebben.
# ondertekening = \"\"\"
# Met vriendelijke groet,
# het RIEC\"\"\"
"""
