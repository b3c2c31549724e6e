"""`mail uitnodiging` and `mail herinnering`: to those who are asked something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Final

from nhnorm_xlsx.mail.drafts import Attachment
from nhnorm_xlsx.mail.kinds import HERINNERING
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, LEEG
from nhnorm_xlsx.tasks.mailing_plan import Attached, Intent, MailPlan
from nhnorm_xlsx.tasks.mailing_proof import issued_workbook
from nhnorm_xlsx.tasks.mailing_round import MailRound
from nhnorm_xlsx.texts import explanation
from nhnorm_xlsx.texts import mail as texts

DAYS_BETWEEN: Final = 7


def plan_invitations(mail: MailRound, wanted: Sequence[str], *, again: bool) -> MailPlan:  # noqa: ARG001 - as all plans
    """An invitation for everyone who takes part, or who is named: the workbook and the page."""
    newest = mail.reference.definitions[max(mail.reference.definitions)]
    values = {"aantal_normen": str(len(newest.norms))}

    def attach(invited: Sequence[Organisation]) -> dict[str, Attached]:
        return {item.code: _invitation(mail, item) for item in invited}

    return MailPlan(tuple(Intent(item, values) for item in mail.chosen(wanted)), attach)


def _invitation(mail: MailRound, organisation: Organisation) -> Attached:
    found = issued_workbook(mail.round.workbooks, organisation, mail.meting)
    if found.problem:
        return found
    return Attached((*found.files, page_for(mail, organisation)), about=found.about)


def page_for(mail: MailRound, organisation: Organisation) -> Attachment:
    """The page that explains it to this organisation, as Word."""
    from nhnorm_xlsx.mail.page import page_bytes

    newest = mail.reference.definitions[max(mail.reference.definitions)]
    about = explanation.Explained(
        mail.norm,
        len(newest.norms),
        organisation.kind,
        mail.people(organisation),
        mail.meting,
        mail.deadline(organisation.code),
    )
    made = datetime.combine(mail.today, time())
    content = page_bytes(explanation.title(about), explanation.sections(about), made)
    return Attachment(explanation.FILE_NAME, content, organisation.code)


# --- herinnering ----------------------------------------------------------------------------


def plan_reminders(mail: MailRound, wanted: Sequence[str], *, again: bool) -> MailPlan:
    """A reminder for who has not answered, or not completely: what is missing.

    Not for who was reminded a short while ago, unless it is asked `again`. Without names it is
    for those who got a workbook, where that is known.
    """
    given = {row["organisatie_code"] for row in mail.register if row["meting"] == mail.meting}
    chosen = mail.chosen(wanted)
    if given and not wanted:
        chosen = [item for item in chosen if item.code in given]
    intents, skipped, resting = [], [], []
    for item in chosen:
        missing = _missing(mail, item.code)
        if missing is None:
            skipped.append(item)
        elif not again and _rests(mail, item.code):
            resting.append(item)
        else:
            intents.append(Intent(item, {**missing, **_about_time(mail, item.code)}))
    silent = {item.organisation.code for item in intents if not item.values["aantal_open"]}

    def attach(reminded: Sequence[Organisation]) -> dict[str, Attached]:
        return {
            item.code: _again(mail.round.workbooks, item, mail.meting)
            if item.code in silent
            else Attached()
            for item in reminded
        }

    return MailPlan(tuple(intents), attach, tuple(skipped) if wanted else (), tuple(resting))


def _again(folder: Path, organisation: Organisation, meting: str) -> Attached:
    """The workbook once more; who cannot get it is reminded all the same."""
    found = issued_workbook(folder, organisation, meting)
    return Attached(bare=True) if found.problem else Attached(found.files)


def days_between(mail: MailRound) -> int:
    """How many days there must be between two reminders."""
    given = mail.settings.mail_days if mail.settings else None
    return DAYS_BETWEEN if given is None else given


def _rests(mail: MailRound, code: str) -> bool:
    last = mail.drafted.last(HERINNERING.name, mail.meting, code)
    return last is not None and mail.today < last + timedelta(days=days_between(mail))


def _about_time(mail: MailRound, code: str) -> dict[str, str]:
    last_day = mail.deadline(code)
    said = texts.about_deadline(last_day, mail.today) if last_day else ""
    return {"over_de_deadline": said}


def _missing(mail: MailRound, code: str) -> dict[str, str] | None:
    """What an organisation still owes; None when it answered everything."""
    nothing = {"nog_open": texts.NOTHING_YET, "aantal_open": ""}
    if mail.dataset is None:
        return nothing
    files = mail.dataset.inzendingen
    own = files[
        (files["meting"].astype(str) == mail.meting)
        & (files["organisatie_code"].astype(str) == code)
    ]
    outcomes = set(own["uitkomst"].astype(str))
    if AANVAARD in outcomes:
        open_norms, total = open_and_total(mail, code)
        if not open_norms:
            return None
        return {
            "nog_open": texts.still_open(open_norms, total),
            "aantal_open": str(len(open_norms)),
        }
    if AFGEWEZEN in outcomes:
        return {**nothing, "nog_open": texts.NOT_USABLE}
    gave_back = own[own["uitkomst"].astype(str) == LEEG]["bestand"].astype(str)
    if set(gave_back) & mail.dataset.came_back_blank:
        return {**nothing, "nog_open": texts.BLANK}
    return nothing


def open_and_total(mail: MailRound, code: str) -> tuple[list[str], int]:
    """The norms to which an organisation gave no status, and how many there are in all."""
    if mail.dataset is None:
        return [], 0
    answers = mail.dataset.antwoorden
    own = answers[
        (answers["meting"].astype(str) == mail.meting)
        & (answers["organisatie_code"].astype(str) == code)
    ]
    return [str(norm) for norm in own[own["status"].astype(str) == ""]["norm"]], len(own)
