"""`ronde nieuw` and `ronde volgend`: the settings of a round are written by the program.

What a person wrote in `ronde.toml` stays as it was written: only the lines of the meting and
of its deadline are changed, and what was there is kept as `ronde-<meting>.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import events, store
from nhnorm_xlsx.dataset.ledger import ledger_of
from nhnorm_xlsx.dataset.register import REGISTER, read_register
from nhnorm_xlsx.definition import load_definitions
from nhnorm_xlsx.errors import FaultySourceError, StorageError, UsageError, why
from nhnorm_xlsx.organisations import load_organisations
from nhnorm_xlsx.settings import (
    DEADLINE,
    FILE_VERSION,
    METING,
    closed_name,
    parse_settings,
)
from nhnorm_xlsx.settings_text import Where, Written, rewritten
from nhnorm_xlsx.tasks import stands
from nhnorm_xlsx.tasks.round import USUAL, Round, find_folder, find_round, same_place
from nhnorm_xlsx.tasks.round_folder import edities_of, read_settings
from nhnorm_xlsx.texts import generating as generating_texts
from nhnorm_xlsx.texts import round as texts


@dataclass(frozen=True)
class Sender:
    """Who sends the workbooks, and where they go back to; what is not known is empty."""

    organisation: str = ""
    role: str = ""
    mail: str = ""
    phone: str = ""
    back_to: str = ""

    @property
    def is_named(self) -> bool:
        """Whether a reader of the workbook sees who sends it."""
        return bool(self.organisation or self.role)

    @property
    def can_get_it_back(self) -> bool:
        """Whether the workbook says where it goes back to."""
        return bool(self.back_to or self.mail)

    def told(self) -> dict[str, str]:
        """What is known, by the words of `ronde.toml`."""
        words = ("organisatie", "functie", "mail", "telefoon", "terug_naar")
        known = zip(
            words, (self.organisation, self.role, self.mail, self.phone, self.back_to), strict=True
        )
        return {word: text for word, text in known if text}


NOBODY: Final = Sender()


def begin_round(
    meting: str,
    deadline: date,
    today: date,
    *,
    folder: Path | None = None,
    definition: Path | None = None,
    organisations: Path | None = None,
    sender: Sender = NOBODY,
) -> list[str]:
    """Write `ronde.toml` in the folder of the round (the usual one unless given); what was done.

    What is known of the `sender` is filled in; the rest stands there to be filled in. A definition
    and a list of organisations that are given are copied into that folder, so that it can be moved
    as a whole. Raises `UsageError` when there are settings already, and `FaultySourceError` for a
    faulty file; then nothing was written.
    """
    place = Round(folder or find_folder())
    if place.file.exists():
        raise UsageError(texts.stands_already(place.file, _meting_in(place.file)))
    _refuse_work_elsewhere(place)
    if definition:
        load_definitions(definition)
    if organisations:
        load_organisations(organisations)
    copied = [_to_copy(path, place.folder) for path in (definition, organisations)]
    named = [path.name if path else "" for path in (definition, organisations)]
    text = settings_for(meting, deadline, place.file, *named, sender=sender)
    for target, content in filter(None, copied):
        files.write_bytes(target, content)
    files.write_text(place.file, text)
    lines = texts.begun(
        place.file, meting, deadline, sends=sender.is_named, back=sender.can_get_it_back
    )
    if deadline < today:
        lines.append(generating_texts.deadline_passed(deadline))
    here = any(same_place(place.folder, usual) for usual in (Path(), USUAL))
    return [*lines, texts.next_step(None if here else place.folder)]


def settings_for(
    meting: str,
    deadline: date,
    file: Path,
    definition: str = "",
    organisations: str = "",
    *,
    sender: Sender = NOBODY,
) -> str:
    """The text of a new `ronde.toml`, which says just this when it is read back.

    Raises `UsageError` with everything that is wrong with it.
    """
    told = sender.told()
    text = texts.settings_text(
        FILE_VERSION, meting, deadline, definition, organisations, sender=told
    )
    try:
        parse_settings(text, file)
    except FaultySourceError as error:  # the lines of a file that is not there say nothing
        raise UsageError(" ".join(f"{said}." for _, said in error.faults)) from error
    return text


def _meting_in(file: Path) -> str | None:
    try:
        return read_settings(file).meting
    except (FaultySourceError, StorageError):
        return None


def _refuse_work_elsewhere(place: Round) -> None:
    """That the work of before and the settings come together, and that it is no example."""
    usual = Round(USUAL)
    if same_place(place.folder, Path()) and not place.has_work and usual.has_work:
        raise UsageError(texts.work_elsewhere(USUAL))
    store.recover(place.dataset)
    if ledger_of(events.read(place.dataset)).example:
        raise UsageError(texts.made_up(place.dataset))


def _to_copy(path: Path | None, folder: Path) -> tuple[Path, bytes] | None:
    """Where a file has to come in the folder of the round; None when it is there already."""
    if path is None or (folder.is_dir() and same_place(path.parent, folder)):
        return None
    target, content = folder / path.name, path.read_bytes()
    if target.exists():
        if target.read_bytes() != content:
            raise UsageError(texts.other_content(target, path))
        return None
    return target, content


# --- the next meting -----------------------------------------------------------------------


def follow_round(meting: str, deadline: date | None, today: date) -> tuple[list[str], bool]:
    """Let this meting run from now on, and close the one that ran: what was done.

    The second is whether something contradicts: it runs already, and workbooks went out with
    another day; before that the day can still be changed. What was interrupted goes on.
    Raises `UsageError` and `StorageError`; then nothing was changed.
    """
    found = find_round()
    settings = found.settings
    if settings is None:
        raise UsageError(texts.nothing_begun())
    if settings.meting is None:
        raise UsageError(texts.no_meting(found.file))
    passed = [generating_texts.deadline_passed(deadline)] if deadline and deadline < today else []
    if settings.meting == meting:
        if deadline in (None, settings.deadline):
            return [texts.runs_already(meting, settings.deadline)], False
        if settings.deadline and _issued(found, meting):
            return [texts.runs_until(meting, found.file, settings.deadline)], True
        text = _read(found.file).decode("utf-8-sig")
        files.write_text(found.file, following_text(text, found.file, meting, deadline))
        return [texts.runs_now(meting, deadline, settings.deadline), *passed], False
    if meting < settings.meting or meting in found.closed:
        raise UsageError(texts.not_later(meting, settings.meting))
    raw = _read(found.file)
    text = following_text(raw.decode("utf-8-sig"), found.file, meting, deadline)
    kept = found.folder / closed_name(settings.meting)
    if kept.exists() and _read(kept) != raw:
        raise UsageError(texts.kept_otherwise(kept, found.file))
    files.write_bytes(kept, raw)
    files.write_text(found.file, text)
    done = texts.followed(meting, deadline, settings.meting, kept)
    return [*done, *passed, *_about(found)], False


def _issued(found: Round, meting: str) -> bool:
    """Whether workbooks of a meting were given out."""
    return any(row["meting"] == meting for row in read_register(found.workbooks / REGISTER))


def following_text(text: str, file: Path, meting: str, deadline: date | None) -> str:
    """The text of `ronde.toml` with another meting and deadline; all else as it was written.

    Without `deadline` the line of before becomes a remark. Raises `UsageError` when that cannot be
    done.
    """
    changes: dict[Where, Written] = {(METING,): meting, (DEADLINE,): deadline}
    changed = rewritten(text, changes)
    if changed is None:
        raise UsageError(texts.not_changed(file, meting, deadline))
    return changed


def _about(before: Round) -> Iterator[str]:
    """What may be forgotten now that another meting runs."""
    closed = before.meting or ""
    if store.was_imported(before.dataset) and stands.latest(before.dataset, closed) is None:
        yield texts.no_stand(closed)
    settings = read_settings(before.file)
    if settings.definition:
        asked = max(load_definitions(settings.definition))
        for path in settings.editions:
            beside = edities_of(replace(settings, definition=None, editions=(path,)))
            newest = max(beside, default="")
            if newest > asked:
                yield texts.newer_editie(settings.definition, newest, path)
    where = None if any(same_place(before.folder, usual) for usual in (Path(), USUAL)) else before
    yield texts.next_step(where.folder if where else None)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}); controleer of u het mag openen."
        ) from error
