"""What `genereer` says to the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nhnorm_xlsx.texts.words import listed

PROGRESS = "Werkboeken maken"
CHANGED_SINCE = (
    "bestaat al en is ingevuld of gewijzigd; verplaats het bestand of kies een andere map"
)
ANOTHER_NORM = "staat er al voor een andere norm; kies met --uit een eigen map voor deze norm"
NOBODY_LEFT = "Geen van deze organisaties bestaat nog op de deadline."


def made(written: int, folder: Path, register: str) -> str:
    """How many were written, and where."""
    if not written:
        return "Er is geen werkboek gemaakt."
    noun = "werkboek staat" if written == 1 else "werkboeken staan"
    return f"{written} {noun} in {folder}; de lijst ervan is {register}."


def stood_already(count: int, folder: Path) -> str:
    """What was issued before is left as it is."""
    one = count == 1
    stood = "werkboek stond" if one else "werkboeken stonden"
    return (
        f"{count} {stood} al in {folder} en {'is' if one else 'zijn'} niet veranderd. Wilt u "
        f"{'het' if one else 'ze'} toch opnieuw uitgeven, geef dan --opnieuw."
    )


def filled_in(count: int) -> str:
    """Workbooks in which what was answered so far stands."""
    noun = "werkboek staan" if count == 1 else "werkboeken staan"
    return f"In {count} {noun} al de antwoorden die er tot nu toe zijn."


def older_may_come(days: Sequence[str], names: Sequence[str]) -> str:
    """Earlier copies stay valid."""
    who = listed(names, most=50)
    return (
        f"Ook de eerdere uitgifte van {listed(days)} kan nog terugkomen, van {who}. Die blijft "
        "geldig: per organisatie telt het antwoord dat het laatst kwam."
    )


def other_deadline(days: Sequence[str], count: int) -> str:
    """What stands on the workbooks that were left is not what is asked now."""
    noun = "het werkboek dat er al stond" if count == 1 else f"{count} werkboeken die er al stonden"
    return (
        f"Let op: op {noun} staat een andere deadline ({listed(days)}). Geef uitstel met 'nhnorm "
        "uitstel', of geef ze opnieuw uit met --opnieuw."
    )


def beside_each_norm(meting: str, folder: Path) -> str:
    """The previous meting is shown without being asked for."""
    return f"Naast elke norm staat wat in meting {meting} is geantwoord (uit {folder})."


def nothing_continues(meting: str) -> str:
    """The previous meting asked other norms."""
    return (
        f"In meting {meting} zijn andere normen gevraagd, en geen norm van nu vervangt er een; "
        "naast de normen staat dus niets van toen."
    )


def deadline_passed(deadline: date) -> str:
    """A deadline in the past may well be a slip."""
    return f"Let op: de deadline {deadline:%d-%m-%Y} is al voorbij."


def sender_unknown(file: Path | None) -> str:
    """Nobody is named that asks this: it looks like a trick. `file` are the settings, if any."""
    where = (
        f"Vul in {file} bij [wie.verstuurt] of [wie.voert_uit] in wie dat is"
        if file
        else "Maak ronde.toml met 'nhnorm ronde nieuw', vul daarin bij [wie] in wie dat is"
    )
    return (
        f"Let op: het werkboek zegt niet wie dit vraagt. {where}, en maak de werkboeken "
        "dan opnieuw, met --opnieuw."
    )


def back_to_unknown(file_name: str) -> str:
    """There is a sender, but no place to send it back to."""
    return (
        f"Let op: het werkboek zegt niet waar het naar terug moet. Zet in {file_name} onder [wie] "
        'een regel zoals terug_naar = "norm@riec.nl".'
    )


def receiver_unknown(file_name: str, riecs: Sequence[str]) -> str:
    """A receiver is named, but for others."""
    return (
        f"Let op: {file_name} zegt niet wie het werkboek ontvangt voor {', '.join(riecs)}; hun "
        "werkboeken zeggen dat dus niet. Zet onder [wie.ontvangt] wie dat voor alle andere doet."
    )


def neither_said(option: str, file_name: str) -> str:
    """Something that must be known stands in no option and not in the settings."""
    return (
        f"Er ontbreekt een optie: '--{option}'. Geef haar op, of zet {option} in {file_name} in "
        "deze map."
    )


def dataset_has_its_own(key: str, path: Path, file_name: str) -> str:
    """What the settings name is not what the dataset has."""
    return (
        f"Let op: {file_name} noemt bij {key} {path}, maar deze dataset heeft al iets anders; dat "
        f"blijft gelden. Moet het nieuwe voortaan tellen, geef dan --{key} op."
    )


def gone(organisation: str, last_day: date | None, successor: str) -> str:
    """An organisation that no longer exists on the deadline."""
    goes_on = f"; {successor} gaat verder" if successor else ""
    last = f"{last_day:%d-%m-%Y}" if last_day else ""
    return f"{organisation} bestaat op de deadline niet meer (tot en met {last}{goes_on})."


def not_proven(workbook: str, reason: str) -> str:
    """A workbook that does not read back as it was written."""
    return (
        f"Het werkboek {workbook} kwam niet goed terug bij het nalezen: {reason}. Het "
        "is niet bewaard; meld dit aan de beheerder van het programma."
    )


def stopped(workbook: str) -> str:
    """The process that made a workbook broke down."""
    return (
        f"Het maken van het werkboek {workbook} stopte onverwacht. Het is niet bewaard; probeer "
        "het opnieuw."
    )


def not_readable(code: str) -> str:
    """Why it was not proven: it cannot even be opened."""
    return f"het is niet te lezen ({code})"


def norm_lost(norm: str) -> str:
    """Why it was not proven: a norm came back otherwise."""
    return f"norm {norm} komt niet terug"
