"""What is said about the folder of the round, and what stands in a new `ronde.toml`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx.texts.words import listed


def apart(file: Path, folder: Path) -> str:
    """The settings stand in another folder than the work."""
    return (
        f"{file.name} staat in deze map, maar de werkboeken en antwoorden staan in {folder}; "
        f"verplaats {file.name} naar {folder}."
    )


def asked(editie: str, path: Path) -> str:
    """Which editie the workbooks ask, when nobody named it."""
    return f"De werkboeken vragen editie {editie} van de norm, uit {path.name}."


def two_files(editie: str, one: Path, other: Path) -> str:
    """Two files have the same editie, and not the same text."""
    return (
        f"{one.name} en {other.name} hebben allebei editie {editie} van de norm, en verschillen; "
        f"haal er een weg uit {one.parent}, of noem in ronde.toml bij definitie welke geldt."
    )


def two_norms(one: Path, other: Path, name: str) -> str:
    """Two files in the folder of the round are of two norms."""
    return (
        f"{other.name} is van een andere norm ({name}) dan {one.name}; een map hoort bij één norm, "
        f"dus zet {other.name} in een eigen map."
    )


def nothing_issued(meting: str) -> str:
    """The meting that runs has not begun for anybody."""
    return f"Van meting {meting} is nog niets uitgegeven; maak de werkboeken met: nhnorm genereer"


def is_closed(meting: str) -> str:
    """What is shown is about a meting that was closed."""
    return f"Meting {meting} is gesloten; zonder --meting gaat dit over de meting die nu loopt."


def came_in_late(meting: str, names: Sequence[str]) -> str:
    """A return for a meting that was closed is taken in all the same."""
    return (
        f"Let op: meting {meting} is al gesloten, en er kwam nog iets binnen van {listed(names)}. "
        f"Het telt mee in meting {meting}; wat van die meting is vastgesteld, blijft zoals het is."
    )


def begun(file: Path, meting: str, deadline: date, *, sends: bool, back: bool) -> list[str]:
    """The settings of a new round were written, and what is still to be filled in there.

    `sends` is whether it says who sends the workbooks, `back` whether where they go back to.
    """
    made = f"{file} is gemaakt: meting {meting}, in te leveren tot en met {deadline:%d-%m-%Y}."
    wanted = {
        (False, False): "wie dit vraagt",
        (False, True): "wie de werkboeken verstuurt",
        (True, False): "waar het werkboek naar terug moet (terug_naar)",
    }.get((sends, back))
    if wanted is None:
        return [made]
    return [
        made,
        f"Open het in een tekstbewerker en vul bij [wie] in {wanted}; dat staat dan op elk "
        "werkboek.",
    ]


def next_step(folder: Path | None) -> str:
    """What to do then; `folder` is where to stand, None when that is here."""
    where = f"Ga daarna in de map {folder} staan en maak" if folder else "Maak daarna"
    return f"{where} de werkboeken met: nhnorm genereer"


def stands_already(file: Path, meting: str | None) -> str:
    """There are settings already: they are never overwritten."""
    about = f", voor meting {meting}" if meting else ""
    return (
        f"{file} staat er al{about}; er is niets veranderd. Pas het aan in een tekstbewerker, "
        "begin het volgende jaar met 'nhnorm ronde volgend', of kies voor een andere norm met "
        "--map een andere map."
    )


def work_elsewhere(usual: Path) -> str:
    """The work stands in the usual folder, and the settings would come elsewhere."""
    return (
        f"In {usual} staan al werkboeken of antwoorden; laat --map weg, dan komt ronde.toml daar. "
        "Er is niets veranderd."
    )


def made_up(dataset: Path) -> str:
    """The folder holds the answers of the example."""
    return (
        f"In {dataset} staan de verzonnen antwoorden van het voorbeeld; kies met --map een andere "
        "map, of gooi die antwoorden eerst weg. Er is niets veranderd."
    )


def other_content(path: Path, source: Path) -> str:
    """A file that would be copied into the folder of the round stands there, and is not alike."""
    return (
        f"{path} staat er al en is anders dan {source}; hernoem een van beide. Er is niets "
        "veranderd."
    )


def nothing_begun() -> str:
    """There is no round yet, of which another meting could follow."""
    return (
        "Er is nog geen ronde.toml in deze map of in output; begin met: nhnorm ronde nieuw METING "
        "--deadline JJJJ-MM-DD."
    )


def no_meting(file: Path) -> str:
    """The settings do not say which meting runs."""
    return (
        f'{file} zegt niet welke meting loopt; zet erin: meting = "2026", met het goede jaar, en '
        "probeer het opnieuw."
    )


def not_later(meting: str, running: str) -> str:
    """The meting that would follow is not of after the one that runs."""
    return (
        f"Meting {meting} komt niet na {running}, die nu loopt; kies een later jaar. Wilt u iets "
        f"doen voor een eerdere meting, geef dan bij die opdracht --meting {meting}."
    )


def runs_already(meting: str, deadline: date | None) -> str:
    """It was done before."""
    until = f", tot en met {deadline:%d-%m-%Y}" if deadline else ""
    return f"Meting {meting} loopt al{until}; er is niets veranderd."


def runs_now(meting: str, deadline: date | None, before: date | None) -> str:
    """The deadline of the meting that runs was still to be given, or could still be changed."""
    until = f" tot en met {deadline:%d-%m-%Y}" if deadline else ""
    was = f" (was {before:%d-%m-%Y})" if before else ""
    return f"Meting {meting} loopt nu{until}{was}."


def runs_until(meting: str, file: Path, deadline: date | None) -> str:
    """It runs already, but with another deadline than was given."""
    until = f"met deadline {deadline:%d-%m-%Y}" if deadline else "zonder deadline"
    return (
        f"Meting {meting} loopt al, {until}; er is niets veranderd. Er zijn al werkboeken mee "
        f"uitgegeven. Moet het een andere dag zijn, pas dan de regel deadline in {file} aan en "
        "geef uitstel."
    )


def kept_otherwise(kept: Path, file: Path) -> str:
    """Settings are kept under the name that these should get, and they are not alike."""
    return (
        f"{kept} staat er al en is anders dan {file}; er is niets veranderd. Kijk welke van de "
        f"twee goed is, geef {kept.name} een andere naam en probeer het opnieuw."
    )


def not_changed(file: Path, meting: str, deadline: date | None) -> str:
    """The settings are written in a way in which we cannot change them safely."""
    day = f" en deadline = {deadline.isoformat()}" if deadline else ""
    return (
        f"In {file} zijn meting en deadline niet te vervangen; zet er zelf in: meting = "
        f'"{meting}"{day}, elk op een eigen regel. Er is niets veranderd.'
    )


def followed(running: str, deadline: date | None, before: str, kept: Path) -> list[str]:
    """Another meting runs now."""
    until = f", tot en met {deadline:%d-%m-%Y}" if deadline else ""
    lines = [
        f"Meting {running} loopt nu{until}. De instellingen van {before} staan in {kept}.",
        f"Meting {before} is gesloten: opdrachten gaan over {running}. Wat van {before} nog "
        f"binnenkomt, telt mee in {before} en leest u erbij. Wilt u nog iets doen voor {before}, "
        f"geef dan --meting {before}.",
    ]
    return lines if deadline else [*lines, f"Zet in ronde.toml nog de deadline van {running}."]


def no_stand(meting: str) -> str:
    """Nothing was fixed of a meting that is closed."""
    return (
        f"Let op: van meting {meting} is nog geen stand vastgesteld. Dat kan ook nu nog: nhnorm "
        f"vaststellen --meting {meting}"
    )


def newer_editie(named: Path, editie: str, file: Path) -> str:
    """The settings name a definition while a newer one lies beside them."""
    return (
        f"Let op: ronde.toml noemt bij definitie {named.name}, maar in {file.name} staat editie "
        f"{editie}. Moet die voortaan gelden, verander dan de regel definitie of haal haar weg."
    )


def settings_text(
    version: int,
    meting: str,
    deadline: date,
    definition: str = "",
    organisations: str = "",
    *,
    sender: Mapping[str, str],
) -> str:
    """What stands in a new `ronde.toml`; the names of files are empty where none is named.

    `sender` is what is known of who sends the workbooks, by the words of the file. What is still to
    be filled in stands there as a remark, so that nothing made up ever ends in a form or a mail.
    """
    return (
        _HEAD
        + f"versie = {version}\n\n# De meting die nu loopt, en de uiterste dag van inleveren.\n"
        + f'meting = "{meting}"\ndeadline = {deadline.isoformat()}\n'
        + _FILES
        + _entry("definitie", definition, "norm_definition.csv")
        + _entry("organisaties", organisations, "organisaties.csv")
        + _who(sender)
        + _REST
    )


def _who(sender: Mapping[str, str]) -> str:
    """Where workbooks go back to and who sends them: what is known, and an example of the rest."""
    back, *lines = (_entry(key, sender.get(key, ""), usual) for key, usual in _SENDER.items())
    return _WHO + back + _SENDS + "".join(lines)


def _entry(key: str, given: str, usual: str) -> str:
    told = json.dumps(given or usual, ensure_ascii=False)
    return f"{'' if given else '# '}{key} = {told}\n"


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
# Een norm in een bestand met een naam als norm_definition_2028.csv vindt het programma ook zo.
"""

_WHO: Final = """\
# Een logo op het werkboek: png of jpg, hoogstens 1,4 kB.
# logo = "logo.png"

# Wie vraagt dit? Dit staat op het blad Start van elk werkboek.
# Noem een functie, geen naam van een persoon.
[wie]
# Waar het werkboek naar terug moet: een adres of een plek.
"""

_SENDS: Final = """\

# Wie het werkboek verstuurt.
[wie.verstuurt]
"""

# What is asked of a sender, each with an example; where it goes back to first.
_SENDER: Final = {
    "terug_naar": "norm@voorbeeld.nl",
    "organisatie": "RIEC Noord-Holland",
    "functie": "accountmanager",
    "mail": "norm@voorbeeld.nl",
    "telefoon": "072 000 00 00",
}

_REST: Final = """\

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
