"""Changing the settings of the round that runs: only what is changed, by the checks of the file.

What was given out before keeps saying what it said: that is told, and never changed by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx import files
from nhnorm_xlsx.csv_source import Faults
from nhnorm_xlsx.dataset.delays import day_in
from nhnorm_xlsx.dataset.register import Row
from nhnorm_xlsx.errors import FaultySourceError, NhnormError, StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation, riec_names
from nhnorm_xlsx.settings import (
    BACK_TO,
    CONTACT,
    DEADLINE,
    MAIL_DAYS,
    METING,
    RECEIVES,
    RUNS,
    SENDS,
    SIGNATURE,
    Settings,
    parse_settings,
)
from nhnorm_xlsx.settings_text import Where, Written, rewritten, statements_of
from nhnorm_xlsx.tasks.delaying import known_register, metingen_known
from nhnorm_xlsx.tasks.round import Round, find_round
from nhnorm_xlsx.tasks.status import participants
from nhnorm_xlsx.texts import adjusting as texts
from nhnorm_xlsx.texts import generating as generating_texts
from nhnorm_xlsx.texts import round as round_texts

# What can be changed, by the words with which it is asked, and where it stands in the file.
_SECTIONS: Final = {"": SENDS, "voert_uit_": RUNS, "ontvangt_": RECEIVES}
PLACES: Final[Mapping[str, Where]] = {
    METING: (METING,),
    DEADLINE: (DEADLINE,),
    BACK_TO[-1]: BACK_TO,
    **{
        f"{before}{word}": (*section, word)
        for before, section in _SECTIONS.items()
        for word in CONTACT
    },
    MAIL_DAYS[-1]: MAIL_DAYS,
    SIGNATURE[-1]: SIGNATURE,
}


@dataclass(frozen=True)
class Outdated:
    """What holds for workbooks that were given out before, and whose they are."""

    line: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Adjusted:
    """What was changed, in sentences, and what was given out that says otherwise."""

    said: tuple[str, ...]
    issued: tuple[Outdated, ...] = ()

    @property
    def contradicts(self) -> bool:
        """Whether something that was given out says otherwise than the settings do now."""
        return bool(self.issued)


def version_of(file: Path) -> str:
    """What tells whether the settings are still those that somebody saw; empty without any."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def receivers_asked(riecs: Sequence[str]) -> dict[str, tuple[str, str]]:
    """What can be asked besides where RIECs each have somebody of their own who receives.

    By what it is called: which RIEC, and the word of the file.
    """
    return {texts.receives(riec, word): (riec, word) for riec in riecs for word in CONTACT}


def settings_now(settings: Settings, riecs: Sequence[str] = ()) -> dict[str, str]:
    """What the settings say of all that can be changed, as one fills it in; a day is jjjj-mm-dd.

    With `riecs` also who receives for each of these, by `receivers_asked`.
    """
    told = {
        METING: settings.meting,
        DEADLINE: settings.deadline and settings.deadline.isoformat(),
        BACK_TO[-1]: settings.back_to,
        MAIL_DAYS[-1]: settings.mail_days and str(settings.mail_days),
        SIGNATURE[-1]: settings.signature,
    }
    people = {"": settings.sends, "voert_uit_": settings.runs,
              "ontvangt_": settings.receives.get("")}  # fmt: skip
    for before, contact in people.items():
        for word, ours in CONTACT.items():
            told[f"{before}{word}"] = getattr(contact, ours) if contact else ""
    for key, (riec, word) in receivers_asked(riecs).items():
        contact = settings.receives.get(settings.receiver_named(riec))
        told[key] = getattr(contact, CONTACT[word]) if contact else ""
    return {key: value or "" for key, value in told.items()}


def riecs_of(found: Round) -> tuple[str, ...]:
    """The RIECs of who takes part; none where that cannot be read, which is said elsewhere."""
    return tuple(riec_names(_taking_part(found).values()))


def _taking_part(found: Round) -> Mapping[str, Organisation]:
    try:
        return participants(found.dataset, found).known
    except NhnormError:
        return {}


def adjust(given: Mapping[str, str], seen: str, today: date) -> Adjusted:
    """Let the settings say what is `given`, by the keys of `settings_now`; empty: nothing.

    `seen` is the `version_of` the file that the user saw. Raises `UsageError` with everything that
    is wrong with it, and when the file is not what the user saw; then nothing was changed.
    """
    found = find_round()
    settings = found.settings
    if settings is None:
        raise UsageError(round_texts.nothing_begun())
    if version_of(found.file) != seen:
        raise UsageError(texts.changed_meanwhile(found.file))
    riecs = riecs_of(found)
    before, places = settings_now(settings, riecs), _places(settings, riecs)
    changed = {key: value for key, value in given.items() if value != before[key]}
    if not changed:
        return Adjusted((texts.NOTHING_NEW,))
    _check_meting(changed.get(METING), found, settings)
    text = _read(found.file)
    written = {places[key]: _as_written(key, value) for key, value in changed.items()}
    now = rewritten(text, written)
    if now is None:
        raise UsageError(texts.not_changed(found.file, list(changed)))
    new = _checked(now, found.file, {where: key for key, where in places.items()})
    files.write_text(found.file, now)
    said = [texts.is_now(key, before[key], value) for key, value in changed.items()]
    if DEADLINE in changed and new.deadline and new.deadline < today:
        said.append(generating_texts.deadline_passed(new.deadline))
    issued = tuple(_about_issued(found, new, changed))
    if not issued and changed.keys() - {MAIL_DAYS[-1]}:
        said.append(texts.FROM_NOW_ON)
    if any(found.mail.glob(f"{settings.meting}/*/*/*.eml")) and changed.keys() - {MAIL_DAYS[-1]}:
        said.append(texts.drafts_stand(found.mail))
    return Adjusted(tuple(said), issued)


def _places(settings: Settings, riecs: Sequence[str]) -> dict[str, Where]:
    """Where each stands, or would stand; a RIEC as it is called there already."""
    asked = receivers_asked(riecs)
    return {
        **PLACES,
        **{
            key: (*RECEIVES, settings.receiver_named(riec), word)
            for key, (riec, word) in asked.items()
        },
    }


def _as_written(key: str, value: str) -> Written:
    """What is written in the file; what is no day or number is left to its checks."""
    if key == DEADLINE and day_in(value):
        return day_in(value)
    if key == MAIL_DAYS[-1] and value.isascii() and value.isdecimal():
        return int(value)
    return value or None


def _check_meting(meting: str | None, found: Round, settings: Settings) -> None:
    """That the label of a meting only changes while nothing bears it. Raises `UsageError`."""
    if meting is None:
        return
    register = known_register(found.dataset, found)
    known = metingen_known(found.dataset, register, Round(found.folder))
    if settings.meting and settings.meting in known:
        raise UsageError(texts.meting_began(settings.meting))
    newest = max((*found.closed, *known), default="")
    if not meting or meting <= newest:
        raise UsageError(texts.not_after(meting, newest))


def _checked(text: str, file: Path, keys: Mapping[Where, str]) -> Settings:
    """The new settings, by the same checks as the file; a fault is called as it was asked."""
    try:
        return parse_settings(text, file)
    except FaultySourceError as error:
        asked = {item.line: item.where for item in statements_of(text, Faults(file))}
        told = []
        for line, said in error.faults:
            where = asked.get(line)
            key = keys.get(where) if where else None
            word = f"'{where[-1]}'" if where and key else ""
            told.append(f"{said.replace(word, f'{key!r}', 1) if word else said}.")
        raise UsageError(" ".join(told)) from error


def _about_issued(found: Round, new: Settings, changed: Mapping[str, str]) -> Iterator[Outdated]:
    """Which workbooks of this meting say otherwise, and what one can do."""
    latest: dict[str, Row] = {}
    for row in known_register(found.dataset, found):
        if row["meting"] == new.meting:
            held = latest.setdefault(row["organisatie_code"], row)
            if row["deadline"] > held["deadline"]:
                latest[row["organisatie_code"]] = row
    if DEADLINE in changed and new.deadline:
        day = new.deadline.isoformat()
        sooner = [row for row in latest.values() if row["deadline"] < day]
        later = [row for row in latest.values() if row["deadline"] > day]
        if sooner:
            yield Outdated(texts.sooner_on_workbooks(len(sooner), _days(sooner)), _names(sooner))
        if later:
            yield Outdated(texts.later_on_workbooks(len(later), _days(later)), _names(later))
    known = _taking_part(found)
    riec = {code: known[code].riec if code in known else "" for code in latest}
    rows = [
        row
        for code, row in latest.items()
        if found.settings and found.settings.people_for(riec[code]) != new.people_for(riec[code])
    ]
    if rows:
        yield Outdated(texts.others_on_workbooks(len(rows)), _names(rows))


def _days(rows: list[Row]) -> list[date]:
    return sorted({day for row in rows if (day := day_in(row["deadline"]))})


def _names(rows: list[Row]) -> tuple[str, ...]:
    return tuple(sorted(row["organisatie"] for row in rows))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}); controleer of u het mag openen."
        ) from error
