"""What every mail of a round needs: who takes part, addresses, texts, deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx import files
from nhnorm_xlsx.csv_source import Faults, source_text
from nhnorm_xlsx.dataset import events, store
from nhnorm_xlsx.dataset.delays import Delays, deadline_of, delays_of
from nhnorm_xlsx.dataset.drafted import Drafted, drafted_of
from nhnorm_xlsx.dataset.reference import Reference, for_dataset, read_reference
from nhnorm_xlsx.dataset.register import Row, read_register, together
from nhnorm_xlsx.errors import FaultySourceError, StorageError, UsageError, why
from nhnorm_xlsx.mail.addresses import Contacts, blank_contacts, parse_contacts
from nhnorm_xlsx.mail.kinds import MAIL_KINDS, MailKind
from nhnorm_xlsx.mail.templates import Template, parse_template
from nhnorm_xlsx.organisations import Organisation, choose
from nhnorm_xlsx.settings import RoundPeople, Settings
from nhnorm_xlsx.tasks.importing import made_current
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.tasks.round_folder import people_for, reference_for_new
from nhnorm_xlsx.texts import mail as texts
from nhnorm_xlsx.texts.form import NORM_NAME
from nhnorm_xlsx.texts.mail_templates import TEMPLATES

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset


@dataclass(frozen=True)
class MailRound:
    """A round for one meting: what its folder says, at this moment.

    `register` is what was given out; `dataset` holds the tables, None before any import.
    """

    round: Round
    meting: str
    today: date
    reference: Reference
    register: tuple[Row, ...]
    drafted: Drafted
    delays: Delays
    dataset: Dataset | None

    @property
    def settings(self) -> Settings | None:
        """What `ronde.toml` says."""
        return self.round.settings

    @property
    def participants(self) -> tuple[Organisation, ...]:
        """Who takes part in the meting."""
        return tuple(
            item
            for item in self.reference.organisations.values()
            if item.takes_part_in(self.meting)
        )

    @property
    def norm(self) -> str:
        """What the norm is called."""
        newest = self.reference.definitions[max(self.reference.definitions)]
        return newest.norm_naam or NORM_NAME

    def deadline(self, code: str) -> date | None:
        """Until when this organisation can answer."""
        return deadline_of(
            code,
            self.meting,
            register=self.register,
            settings=self.settings,
            delays=self.delays,
        )

    def people(self, organisation: Organisation) -> RoundPeople:
        """Who asks this organisation."""
        return people_for(organisation, self.settings)

    def chosen(self, wanted: Sequence[str]) -> list[Organisation]:
        """Those that are named, else all. Raises `UsageError` for an unknown name."""
        everyone = self.participants
        found = choose(everyone, wanted) if wanted else list(everyone)
        if not found:
            raise UsageError(texts.NOBODY)
        return found


def open_mail_round(found: Round, meting: str | None, today: date) -> MailRound:
    """The round as it is now. `meting` is as given, else that of `ronde.toml`, else the newest.

    Raises `StorageError`, and `UsageError` when nothing says which meting.
    """
    from nhnorm_xlsx.dataset.files import read_tables

    found = found.at(meting)
    folder = found.dataset
    made_current(folder)
    own = read_reference(folder)
    serving = for_dataset(Reference({}, {}), own, reference_for_new(own, found.settings))
    register = together(own.register, read_register(found.workbooks))
    dataset = read_tables(folder) if store.was_imported(folder) else None
    known = {row["meting"] for row in register}
    if dataset is not None:
        known |= {str(label) for label in dataset.inzendingen["meting"].dropna().unique()}
    chosen = meting or found.meting or max(known - {""}, default="")
    if not chosen:
        raise UsageError(texts.NO_MEETING)
    told = events.read(folder)
    return MailRound(
        found,
        chosen,
        today,
        serving,
        register,
        drafted_of(told),
        delays_of(told),
        dataset,
    )


# --- what the coordinator can write in ------------------------------------------------------


def read_texts(mail: MailRound, kind: MailKind) -> tuple[Template, Contacts | None]:
    """The template of this kind, and the addresses; None where nobody filled these in yet.

    Raises `FaultySourceError` (of both files: `UsageError`) with all faults at once, and
    `StorageError`. Nothing is written.
    """
    wrong: list[FaultySourceError] = []
    template, contacts = None, None
    try:
        template = _template(mail.round.templates, kind)
    except FaultySourceError as error:
        wrong.append(error)
    try:
        contacts = _contacts(mail)
    except FaultySourceError as error:
        wrong.append(error)
    if len(wrong) > 1:
        raise UsageError("\n".join(map(str, wrong)))
    if wrong or template is None:
        raise wrong[0]
    return template, contacts


def _template(folder: Path, kind: MailKind) -> Template:
    path = folder / f"{kind.name}.txt"
    text = _template_text(path) if path.exists() else standard_template(kind)
    return parse_template(text, path, kind.allowed)


def _template_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StorageError(texts.unreadable(str(path), why(error))) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FaultySourceError(path, [(line, texts.NOT_UTF8)]) from error


def standard_template(kind: MailKind) -> str:
    """The text with which a template begins its life."""
    return f"{texts.template_head(kind.name, kind.allowed)}\n\n{TEMPLATES[kind.name]}"


def _contacts(mail: MailRound) -> Contacts | None:
    path = mail.round.contacts
    if not path.exists():
        return None
    return parse_contacts(source_text(path, Faults(path)), path, mail.reference.known)


def write_missing_templates(folder: Path) -> int:
    """Put the standard texts where there is none yet; gives how many. Raises `StorageError`."""
    missing = [kind for kind in MAIL_KINDS if not (folder / f"{kind.name}.txt").exists()]
    for kind in missing:
        text = standard_template(kind).replace("\n", "\r\n")
        files.write_text(folder / f"{kind.name}.txt", text, bom=True)
    return len(missing)


def write_blank_contacts(mail: MailRound) -> list[str]:
    """Put an empty list of addresses there; what there is to say. Raises `StorageError`."""
    everyone = mail.participants
    files.write_text(mail.round.contacts, blank_contacts(everyone), bom=True)
    return texts.contacts_written(str(mail.round.contacts), len(everyone))
