"""`mail`: drafts of mails for the organisations of a round. Nothing is ever sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from nhnorm_xlsx.dataset.drafted import drafted_facts
from nhnorm_xlsx.dataset.facts import Facts
from nhnorm_xlsx.dataset.store import locked
from nhnorm_xlsx.mail.addresses import Contacts, doubts
from nhnorm_xlsx.mail.drafts import DraftMail
from nhnorm_xlsx.mail.kinds import (
    CORRECTIES,
    HERINNERING,
    MAIL_KINDS,
    ONTVANGST,
    TERUGKOPPELING,
    UITNODIGING,
    MailKind,
)
from nhnorm_xlsx.mail.templates import Template
from nhnorm_xlsx.tasks.mailing_answered import plan_corrections, plan_feedback, plan_receipts
from nhnorm_xlsx.tasks.mailing_asked import days_between, plan_invitations, plan_reminders
from nhnorm_xlsx.tasks.mailing_folder import place_for_drafts, write_drafts_in
from nhnorm_xlsx.tasks.mailing_plan import Attached, Intent, MailPlan
from nhnorm_xlsx.tasks.mailing_round import (
    MailRound,
    open_mail_round,
    read_texts,
    write_blank_contacts,
    write_missing_templates,
)
from nhnorm_xlsx.tasks.round import find_round
from nhnorm_xlsx.tasks.wording import Cause, causes
from nhnorm_xlsx.texts import mail as texts
from nhnorm_xlsx.texts import round as round_texts
from nhnorm_xlsx.texts.form import dutch_date

_PLANS: Final[dict[str, Callable[..., MailPlan]]] = {
    UITNODIGING.name: plan_invitations,
    ONTVANGST.name: plan_receipts,
    HERINNERING.name: plan_reminders,
    CORRECTIES.name: plan_corrections,
    TERUGKOPPELING.name: plan_feedback,
}


@dataclass
class MailReport:
    """What was drafted, and what there is to say. `refused` is (name, reason) of who got none."""

    kind: MailKind
    place: Path | None = None
    drafted: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unfinished: bool = False

    @property
    def failed(self) -> bool:
        """Whether somebody got no draft who should have one."""
        return self.unfinished or bool(self.refused)

    @property
    def causes(self) -> list[Cause]:
        """Why some got no draft, each reason once."""
        return causes(self.refused)

    def lines(self) -> list[str]:
        """The report for people."""
        return [*self.remarks, *(cause.line for cause in self.causes), *self.closing()]

    def closing(self) -> list[str]:
        """What it came to."""
        lines: list[str] = []
        if self.place is not None:
            return [*lines, *texts.made(self.kind.name, self.drafted, str(self.place))]
        return lines if self.unfinished else [*lines, texts.none_made(self.kind.name)]


class _Ready(NamedTuple):
    """A draft, what it is about, and the files that are sent back with it."""

    draft: DraftMail
    about: str
    made_of: tuple[str, ...]


def kind_of(name: str) -> MailKind:
    """The kind of mail that is called so."""
    return next(kind for kind in MAIL_KINDS if kind.name == name)


def draft_mails(
    kind: MailKind,
    wanted: Sequence[str],
    *,
    meting: str | None,
    again: bool,
    today: date,
    given: Sequence[Path] = (),
) -> MailReport:
    """Draft the mails of this kind: for those named, else for all to whom it applies.

    Without `again` nobody gets the same mail twice. `given` are hand-overs of other RIECs, for
    a feedback. Before anything is written raises `UsageError` and `FaultySourceError`, and as
    the plan of that kind; `StorageError`.
    """
    mail = open_mail_round(find_round(), meting, today)
    template, contacts = read_texts(mail, kind)
    make = _PLANS[kind.name]
    plan = (partial(make, given=given) if given else make)(mail, wanted, again=again)
    report = MailReport(kind)
    if mail.settings and mail.settings.is_closed:
        report.remarks.append(round_texts.is_closed(mail.meting))
    drafts = []
    if contacts is not None:
        drafts = _drafts(mail, plan, template, contacts, report, again=again)
    if written := write_missing_templates(mail.round.templates):
        report.remarks.append(texts.templates_written(str(mail.round.templates), written))
    if contacts is None:
        report.remarks += write_blank_contacts(mail)
        report.unfinished = True
        return report
    _say_who_not(mail, plan, report)
    if drafts:
        report.place = place_for_drafts(mail, kind)
        report.drafted = len(drafts)
        write_drafts_in(report.place, [item.draft for item in drafts], mail, kind)
        _put_on_record(mail, kind, drafts)
        if not signature_of(mail):
            report.remarks.append(texts.NO_SIGNATURE)
    return report


def _put_on_record(mail: MailRound, kind: MailKind, drafts: Sequence[_Ready]) -> None:
    """That these mails were drafted today: codes only."""
    folder = mail.round.dataset
    with locked(folder):
        books = Facts(folder, datetime.now(UTC))
        for item in drafts:
            code = item.draft.organisation.code
            books.drafted(drafted_facts(kind.name, mail.meting, code, mail.today, item.about))
            if item.made_of:
                books.sent_back((mail.meting, code), item.made_of, mail.today)


def _drafts(
    mail: MailRound,
    plan: MailPlan,
    template: Template,
    contacts: Contacts,
    report: MailReport,
    *,
    again: bool,
) -> list[_Ready]:
    """The drafts; who gets none is put in the report."""
    kind, doubtful = report.kind, doubts(contacts, mail.reference.known)
    before, bare = [], []
    ready: list[Intent] = []
    for intent in plan.intents:
        organisation = intent.organisation
        known = intent.about and mail.drafted.knows(
            kind.name, mail.meting, organisation.code, intent.about
        )
        if known and not again:
            before.append(organisation.name)
        elif reasons := [*doubtful.get(organisation.code, ()), *_lacking(mail, template, intent)]:
            report.refused.append((organisation.name, ". ".join(reasons)))
        else:
            ready.append(intent)
    attached = plan.attach([intent.organisation for intent in ready]) if ready else {}
    drafts = []
    for intent in ready:
        organisation = intent.organisation
        found = attached[organisation.code]
        about = found.about or intent.about or "".join(item.sha256[:16] for item in found.files[:1])
        if found.problem:
            report.refused.append((organisation.name, found.problem))
        elif kind is not HERINNERING and not again and mail.drafted.knows(
            kind.name, mail.meting, organisation.code, about
        ):  # fmt: skip
            before.append(organisation.name)
        else:
            draft = _draft(mail, template, contacts, intent, found)
            drafts.append(_Ready(draft, about, intent.made_of))
            bare += [organisation.name] if found.bare else []
    report.remarks += [texts.drafted_before(kind.name, before)] if before else []
    report.remarks += [texts.without_workbook(bare)] if bare else []
    return drafts


def _lacking(mail: MailRound, template: Template, intent: Intent) -> list[str]:
    """Why a mail cannot be filled in: a deadline that nobody said."""
    asked = "deadline" in template.names
    return [texts.NO_DEADLINE] if asked and not mail.deadline(intent.organisation.code) else []


def _draft(
    mail: MailRound, template: Template, contacts: Contacts, intent: Intent, found: Attached
) -> DraftMail:
    organisation = intent.organisation
    to = contacts[organisation.code]
    people, last_day = mail.people(organisation), mail.deadline(organisation.code)
    sender = people.sends or people.runs
    values = {
        "aanhef": _salutation(to.salutation),
        "organisatie": organisation.title,
        "naam": organisation.name,
        "meting": mail.meting,
        "norm": mail.norm,
        "deadline": dutch_date(last_day) if last_day else "",
        "terug_naar": people.goes_back_to or texts.BACK_TO_SENDER,
        "afzender": (sender.organisation if sender else "") or texts.THE_SENDER,
        "bijlage": ", ".join(item.name for item in found.files) or texts.NO_ATTACHMENT,
        "ondertekening": signature_of(mail),
        **intent.values,
    }
    subject, body = template.filled(values)
    return DraftMail(organisation, to.to, to.cc, subject, body, found.files)


def _salutation(given: str) -> str:
    if not given:
        return texts.SALUTATION
    return given if given[-1] in ",.!:" else f"{given},"


def signature_of(mail: MailRound) -> str:
    """What stands below a mail: as `ronde.toml` says it, else who sends the mails."""
    if mail.settings is None:
        return ""
    if mail.settings.signature:
        return mail.settings.signature
    sender = mail.settings.sends or mail.settings.runs
    if sender is None:
        return ""
    parts = (sender.function, sender.organisation, sender.mail, sender.phone)
    return "\n".join(part for part in parts if part)


def _say_who_not(mail: MailRound, plan: MailPlan, report: MailReport) -> None:
    kind = report.kind.name
    if plan.resting:
        names = [item.name for item in plan.resting]
        report.remarks.append(texts.reminded_before(names, days_between(mail)))
    if plan.skipped:
        report.remarks.append(texts.not_for(kind, [item.name for item in plan.skipped]))
