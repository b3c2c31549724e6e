"""What comes out of an archive or a mail, before it is told apart what each part is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.text import MONTHS
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.raw import UnreadableError

_MAX_SUBJECT = 150


@dataclass(frozen=True)
class Item:
    """Something inside a container: its bytes, or why those could not be had.

    `mailed` is when the mail was sent that it came with. `about` is what to say of it where
    that is known already; then its bytes only serve to know it again.
    """

    name: str
    content: bytes | UnreadableError
    mailed: datetime | None = None
    about: Finding | None = None


@dataclass(frozen=True)
class Mail:
    """A mail, apart from what is attached to it.

    `name` is empty for the container itself, else `content` holds the mail that was in it.
    `remarks` are the sentences in its text about a norm or a date, `pictures` how many it
    shows in its text, `attached` the names of what came with it.
    """

    name: str
    subject: str
    mailed: datetime | None
    remarks: str
    pictures: int = 0
    content: bytes = b""
    attached: tuple[str, ...] = ()

    def without_workbook(self) -> Finding:
        """What to say of it when no workbook came with it."""
        inside = f" Er staat: {self.remarks}" if self.remarks else ""
        if self.pictures == 1:
            inside = f" In de tekst staat een afbeelding.{inside}"
        elif self.pictures:
            inside = f" In de tekst staan {self.pictures} afbeeldingen.{inside}"
        about = described(self.subject, self.mailed)
        return finding(kinds.MAIL_ZONDER_WERKBOEK, mail=about, inhoud=inside, value=self.remarks)

    def beside_workbook(self) -> Finding | None:
        """What to say of its text when a workbook came with it; None when it says nothing."""
        if not self.remarks:
            return None
        about = described(self.subject, self.mailed)
        return finding(kinds.TEKST_IN_MAIL, mail=about, inhoud=self.remarks, value=self.remarks)


def described(subject: str, mailed: datetime | None) -> str:
    """A mail in words: its date and its subject."""
    subject = " ".join(subject.split())
    if len(subject) > _MAX_SUBJECT:
        subject = f"{subject[:_MAX_SUBJECT].rstrip()}…"
    about = f"onderwerp '{subject}'" if subject else "zonder onderwerp"
    if mailed is None:
        return f"zonder datum, {about}"
    return f"van {mailed.day} {MONTHS[mailed.month - 1]} {mailed.year}, {about}"


Content = Item | Mail
