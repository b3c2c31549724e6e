"""The settings of a round: `ronde.toml` as frozen dataclasses.

Pure: from the text of the file to `Settings`, or to all its faults at once. Where the file
stands and how it is read is `tasks/round_folder.py`. The file is taken apart one statement at
a time, because the standard library says no line for a key: so every fault has its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from nhnorm_xlsx.contract.stamp import METING_LABEL
from nhnorm_xlsx.csv_source import Faults
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.settings_text import SLASH, Statement, Where, statements_of

FILE_NAME: Final = "ronde.toml"
# The settings of a meting that was closed, beside those of the one that runs.
CLOSED_NAME: Final = re.compile(r"ronde-(?P<meting>.+)\.toml")
# Raise it when an older program would read the file wrongly.
FILE_VERSION: Final = 1
MAX_VALUE: Final = 200
# What stands on Start of every workbook: more would push what is filled in off its first page.
_ON_START: Final = {"organisatie": 80, "functie": 80, "mail": 80, "telefoon": 30, "terug_naar": 100}
MAX_SIGNATURE: Final = 1_000
MOST_MAIL_DAYS: Final = 365
# As much of a wrong value as is shown.
_SHOWN: Final = 60


@dataclass(frozen=True)
class Contact:
    """Who somebody can turn to: a function, not a name. What is not given is empty."""

    organisation: str = ""
    function: str = ""
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True)
class RoundPeople:
    """What the form of one organisation says about who asks; None where it is not given.

    `runs` runs the round, and so sees the answers; `sends` sends the workbook; `receives`
    receives it for the RIEC of this organisation. `back_to` is where it goes back to, as one
    reads it: an address or a place. `logo` is a picture.
    """

    runs: Contact | None = None
    sends: Contact | None = None
    receives: Contact | None = None
    back_to: str | None = None
    logo: Path | None = None

    @property
    def goes_back_to(self) -> str:
        """Where it goes back to: as given, else to the mail of who sends it, else who runs it."""
        mails = (contact.mail for contact in (self.sends, self.runs) if contact)
        return self.back_to or next(filter(None, mails), "")


@dataclass(frozen=True)
class Settings:
    """One `ronde.toml`; None where it says nothing. Paths are those of the file's own folder.

    `receives` is who receives, by the name of a RIEC; the name "" stands for every other.
    `mail_days` is how many days there must be between two reminders, `signature` the text under
    a mail. `lines` is where each key stands, for faults that only show against other files.
    `editions` are definitions that stand beside the file and that it does not name.
    """

    path: Path
    meting: str | None = None
    deadline: date | None = None
    definition: Path | None = None
    organisations: Path | None = None
    logo: Path | None = None
    runs: Contact | None = None
    sends: Contact | None = None
    receives: Mapping[str, Contact] = field(default_factory=dict)
    back_to: str | None = None
    mail_days: int | None = None
    signature: str | None = None
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    editions: tuple[Path, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether these are kept of a meting that was closed."""
        return self.path.name != FILE_NAME

    def people_for(self, riec: str) -> RoundPeople:
        """Who asks an organisation of this RIEC (empty: of none)."""
        by_name = {_folded(name): contact for name, contact in self.receives.items()}
        receiver = by_name.get(_folded(riec)) or by_name.get("")
        return RoundPeople(self.runs, self.sends, receiver, self.back_to, self.logo)

    def receiver_named(self, riec: str) -> str:
        """What this RIEC is called here; its own name where nobody is named for it."""
        return next((name for name in self.receives if _folded(name) == _folded(riec)), riec)

    def unknown_riecs(self, riecs: Sequence[str]) -> list[tuple[int, str]]:
        """The faults (line, text) of receivers for a RIEC that is not one of these."""
        known = {_folded(name) for name in riecs}
        named = ", ".join(riecs) or "geen"
        return [
            (
                self.lines.get((*RECEIVES, name), 0),
                f"'{name}' is geen RIEC uit de lijst van organisaties; kies uit: {named}",
            )
            for name in self.receives
            if name and _folded(name) not in known
        ]


def _folded(name: str) -> str:
    return " ".join(name.casefold().removeprefix("riec ").split())


RECEIVES: Final = ("wie", "ontvangt")
BACK_TO: Final = ("wie", "terug_naar")
RUNS: Final = ("wie", "voert_uit")
SENDS: Final = ("wie", "verstuurt")
_MAIL_SECTION: Final = ("mail",)
MAIL_DAYS: Final = (*_MAIL_SECTION, "dagen_tussen_herinneringen")
SIGNATURE: Final = (*_MAIL_SECTION, "ondertekening")
CONTACT: Final[Mapping[str, str]] = {
    "organisatie": "organisation",
    "functie": "function",
    "mail": "mail",
    "telefoon": "phone",
}
_PATHS: Final = ("definitie", "organisaties", "logo")
METING: Final = "meting"
DEADLINE: Final = "deadline"
_TOP: Final = ("versie", METING, DEADLINE, *_PATHS)


def closed_name(meting: str) -> str:
    """Under which name the settings of a closed meting are kept."""
    return f"ronde-{meting}.toml"


def parse_settings(text: str, path: Path) -> Settings:
    """What the text of a `ronde.toml` says; `path` is where it stands.

    Raises `FaultySourceError` with all faults at once, and `UsageError` when a newer program
    wrote the file.
    """
    faults = Faults(path)
    statements = list(statements_of(text.replace("\r\n", "\n"), faults))
    _refuse_newer(statements, path)
    values = _once_each(statements, faults)
    _check_names(statements, faults)
    said = {
        statement.where: _understood(statement, faults)
        for statement in values
        if not isinstance(statement.value, dict)
    }
    if ("versie",) not in said:
        faults.add(0, f"'versie' ontbreekt; zet bovenaan: versie = {FILE_VERSION}")
    faults.stop_if_any()
    lines = {item.where[:end]: item.line for item in reversed(statements)
             for end in range(1, len(item.where) + 1)}  # fmt: skip
    folder = path.parent
    return Settings(
        path=path,
        meting=said.get(("meting",)),
        deadline=said.get(("deadline",)),
        definition=_beside(folder, said.get(("definitie",))),
        organisations=_beside(folder, said.get(("organisaties",))),
        logo=_beside(folder, said.get(("logo",))),
        runs=_contact(said, RUNS),
        sends=_contact(said, SENDS),
        receives=_receivers(said),
        back_to=said.get(BACK_TO),
        mail_days=said.get(MAIL_DAYS),
        signature=said.get(SIGNATURE),
        lines=lines,
    )


def _beside(folder: Path, name: str | None) -> Path | None:
    return folder / name if name else None


def _contact(said: Mapping[Where, Any], section: Where) -> Contact | None:
    given = {ours: said.get((*section, word)) or "" for word, ours in CONTACT.items()}
    return Contact(**given) if any(given.values()) else None


def _receivers(said: Mapping[Where, Any]) -> dict[str, Contact]:
    sections = [where[:-1] for where in said if where[:2] == RECEIVES]
    found = {"".join(where[2:]): _contact(said, where) for where in dict.fromkeys(sections)}
    return {name: contact for name, contact in found.items() if contact}


# --- each key once --------------------------------------------------------------------


def _once_each(statements: Sequence[Statement], faults: Faults) -> list[Statement]:
    """The statements, without those that stand there before."""
    seen: dict[Where, int] = {}
    for item in statements:
        if item.where in seen and item.where:
            name = ".".join(item.where)
            faults.add(item.line, f"'{name}' staat ook al op regel {seen[item.where]}")
        seen.setdefault(item.where, item.line)
    return [item for item in statements if seen[item.where] == item.line]


# --- what may be said -------------------------------------------------------------------


def _refuse_newer(statements: Sequence[Statement], path: Path) -> None:
    for item in statements:
        newer = isinstance(item.value, int) and item.value > FILE_VERSION
        if item.where == ("versie",) and newer:
            raise UsageError(
                f"{path} is gemaakt met een nieuwere versie van dit programma; werk het programma "
                "eerst bij."
            )


def _check_names(statements: Sequence[Statement], faults: Faults) -> None:
    for item in statements:
        allowed = _allowed(item.where[:-1])
        name = item.where[-1] if item.where else ""
        if _is_section(item.where) if isinstance(item.value, dict) else _is_key(item.where):
            continue
        if isinstance(item.value, dict) and _is_key(item.where):
            faults.add(item.line, f"'{name}' is geen onderdeel met haken; schrijf {name} = …")
            continue
        if _is_section(item.where):
            faults.add(
                item.line, f"'{name}' is een onderdeel: zet [{'.'.join(item.where)}] erboven"
            )
            continue
        near = get_close_matches(name, allowed, n=1)
        hint = f"bedoelt u {near[0]}?" if near else f"toegestaan zijn: {', '.join(allowed)}"
        faults.add(item.line, f"onbekende naam '{'.'.join(item.where)}'; {hint}")


def _is_key(where: Where) -> bool:
    section, name = where[:-1], where[-1:]
    if not section:
        return bool(name) and name[0] in _TOP
    if where in {BACK_TO, MAIL_DAYS, SIGNATURE}:
        return True
    return _is_contact(section) and name[0] in CONTACT


def _is_contact(where: Where) -> bool:
    """Whether a section is about somebody."""
    if where in {RUNS, SENDS, RECEIVES}:
        return True
    return len(where) == len(RECEIVES) + 1 and where[:2] == RECEIVES and where[2] not in CONTACT


def _is_section(where: Where) -> bool:
    return where in {("wie",), _MAIL_SECTION} or _is_contact(where)


def _allowed(section: Where) -> tuple[str, ...]:
    if not section:
        return (*_TOP, "wie", *_MAIL_SECTION)
    if section == _MAIL_SECTION:
        return (MAIL_DAYS[-1], SIGNATURE[-1])
    if section == ("wie",):
        return tuple(where[1] for where in (RUNS, SENDS, RECEIVES, BACK_TO))
    return tuple(CONTACT)


def _understood(item: Statement, faults: Faults) -> Any:  # noqa: ANN401 - a text, date or number
    """The value of a key as we use it; None where it is empty or at fault."""
    name, value = item.where[-1], item.value
    if not _is_key(item.where) or value == "":
        return None
    problem = ""
    if item.where == ("versie",):
        problem = "" if type(value) is int and value > 0 else f"schrijf {FILE_VERSION}"
    elif item.where == ("meting",):
        value = str(value)
        problem = "" if METING_LABEL.fullmatch(value) else 'schrijf een jaar, zoals "2026"'
    elif item.where == ("deadline",):
        value = _day(value)
        problem = "" if value else "schrijf jjjj-mm-dd, zoals 2026-05-29"
    elif item.where == MAIL_DAYS:
        right = type(value) is int and 0 < value <= MOST_MAIL_DAYS
        problem = "" if right else f"schrijf een heel getal van 1 tot {MOST_MAIL_DAYS}"
    elif item.where == SIGNATURE:
        problem = _wrong_signature(value)
    else:
        problem = _wrong_text(name, value)
    if problem:
        faults.add(item.line, f"'{name}' is '{str(item.value)[:_SHOWN]}'; {problem}")
        return None
    return value.strip() if isinstance(value, str) else value


def _day(value: object) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


_MAIL: Final = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+")


def _wrong_signature(value: object) -> str:
    if not isinstance(value, str):
        return "zet het tussen aanhalingstekens"
    if len(value) > MAX_SIGNATURE:
        return f"gebruik hoogstens {MAX_SIGNATURE} tekens"
    if not value.replace("\n", "").isprintable():
        return "er staat een teken in dat niet te zien is; typ de tekst opnieuw"
    return ""


def _wrong_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        return "zet het tussen aanhalingstekens"
    most = _ON_START.get(name, MAX_VALUE)
    if len(value.strip()) > most:
        why = ", want dit staat op het blad Start van elk werkboek" if name in _ON_START else ""
        return f"gebruik hoogstens {most} tekens{why}"
    if not value.isprintable():
        return SLASH if name in _PATHS else "schrijf het op één regel"
    if name == "mail" and not _MAIL.fullmatch(value.strip()):
        return "dit is geen mailadres; gebruik er één, zoals naam@riec.nl"
    return ""
