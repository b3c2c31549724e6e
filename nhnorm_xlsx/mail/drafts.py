"""One draft of a mail: to whom, what it says, what comes with it; and the same as `.eml`. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from nhnorm_xlsx.contract.drafts import ENOUGH, NOTHING_ATTACHED, OURS, UNSENT, UNSENT_VALUE
from nhnorm_xlsx.errors import ProofError
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import mail as texts

_TYPES: Final = {
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@dataclass(frozen=True)
class Attachment:
    """A file that goes along. `owner` is the code of the organisation that it is about.

    Made by what read that in the file itself, never from the name of a file.
    """

    name: str
    content: bytes
    owner: str

    @property
    def sha256(self) -> str:
        """Its fingerprint."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class DraftMail:
    """A mail to one organisation. Raises `ProofError` for an attachment about another one."""

    organisation: Organisation
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        """What is about one organisation never goes to another."""
        for item in self.attachments:
            if item.owner != self.organisation.code:
                raise ProofError(texts.of_another(item.name, self.organisation.name))


def as_eml(draft: DraftMail) -> bytes:
    """The draft as mail programs open it: not sent yet, so without a sender or a date.

    The same draft gives the same bytes.
    """
    message = EmailMessage(policy=SMTP)
    message[UNSENT] = UNSENT_VALUE
    message[OURS] = " ".join(item.sha256[:ENOUGH] for item in draft.attachments) or NOTHING_ATTACHED
    message["To"] = ", ".join(draft.to)
    if draft.cc:
        message["Cc"] = ", ".join(draft.cc)
    message["Subject"] = draft.subject
    message.set_content(draft.body, charset="utf-8", cte="quoted-printable")
    for item in draft.attachments:
        main, sub = _TYPES[item.name[item.name.rindex(".") :]]
        message.add_attachment(item.content, maintype=main, subtype=sub, filename=item.name)
    if draft.attachments:
        of_all = "".join((draft.subject, draft.body, message[OURS]))
        message.set_boundary(f"nhnorm-{hashlib.sha256(of_all.encode()).hexdigest()[:24]}")
    return message.as_bytes()
