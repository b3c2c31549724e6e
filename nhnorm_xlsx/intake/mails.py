"""Saved mails: what is attached to them, and what their own text says.

Mails saved as `.eml`, one inside another, also signed or packed by Outlook; what it saves
itself (`.msg`) is in `outlook`. Runs in the process of the unpacking.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import MIMEPart
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.findings import finding
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.mail_text import is_passed_on, plain_text, remarks
from nhnorm_xlsx.intake.other_files import about, base_name, is_picture, suffix_of
from nhnorm_xlsx.intake.own_drafts import about_draft, attached_by_us, is_attached_by_us
from nhnorm_xlsx.intake.parts import Content, Item, Mail, described
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.recognition import WORKBOOK_SUFFIXES, Nature, recognise, starts_as_mail
from nhnorm_xlsx.intake.signatures import OLE, ZIP
from nhnorm_xlsx.intake.wrapped import DetachedError, LockedError, signed_content, winmail

# Attachments without a name: what their content type says they are.
SUFFIX_OF_TYPE = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/zip": ".zip",
    "application/pdf": ".pdf",
}
# Belongs to the mail itself: the proof of its signature, the report that it came or did not.
OF_THE_MAIL = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-encrypted",
)
_SHOWN = re.compile(r"""cid:([^"'>\s)]+)""", re.IGNORECASE)


def from_eml(path: Path) -> Iterator[Content]:
    """The attachments of a mail, then the mail itself."""
    content = mail_content(path)
    message = email.message_from_bytes(content, policy=email.policy.default)
    ours = attached_by_us(message)
    if ours is None:
        yield from _read(message, "", None)
    else:
        yield from _own_draft(message, "", content, ours)


def from_signed(path: Path, name: str) -> Iterator[Content]:
    """What was signed: a mail without its envelope, or a file."""
    reading = Reading("", None)
    yield from reading.noted(_signed(reading, "", base_name(name), mail_content(path)))
    if reading.is_mail:
        yield reading.mail("", b"")


def from_winmail(path: Path) -> Iterator[Content]:
    """The attachments of a mail that Outlook packed in its own way, then its text."""
    reading = Reading("", None)
    yield from reading.noted(_unwrapped(reading, "", mail_content(path)))
    yield reading.mail("", b"")


def mail_content(path: Path) -> bytes:
    """The bytes of a mail; raises `UnreadableError` when there are too many."""
    if path.stat().st_size > 2 * limits.MAX_FILE_BYTES:
        raise UnreadableError("te_groot", "de mail is te groot")
    return path.read_bytes()


@dataclass
class Reading:
    """A mail while its parts pass by."""

    subject: str
    mailed: datetime | None
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    pictures: int = 0
    is_mail: bool = False
    attached: list[str] = field(default_factory=list)

    def noted(self, items: Iterator[Content]) -> Iterator[Content]:
        """The same items; what passes by came with this mail."""
        for item in items:
            self.attached.append(item.name)
            yield item

    def shows(self, content_id: str) -> bool:
        """Whether its text shows the attachment with this id."""
        wanted = content_id.strip().strip("<>")
        return any(wanted in _SHOWN.findall(text) for text in self.html) if wanted else False

    def mail(self, name: str, content: bytes) -> Mail:
        """The mail, once all its parts are known."""
        text = "\n\n".join(part for part in self.plain if part.strip())
        if not text:
            keep_quotes = is_passed_on(self.subject)
            text = "\n\n".join(plain_text(part, keep_quotes=keep_quotes) for part in self.html)
        said = remarks(text, self.subject)
        attached = tuple(self.attached)
        return Mail(name, self.subject, self.mailed, said, self.pictures, content, attached)


def _read(message: MIMEPart, name: str, mailed: datetime | None) -> Iterator[Content]:
    """The parts of a mail with its date, then the mail: a forwarded mail keeps its own date."""
    reading = Reading(_header(message, "Subject"), _mail_date(message) or mailed)
    yield from reading.noted(_attachments(reading, message))
    if any("Boundary" in type(defect).__name__ for defect in message.defects):
        broken = UnreadableError("beschadigd", "de mail is afgebroken")
        yield from reading.noted(iter([Item(name, broken, reading.mailed)]))
    yield reading.mail(name, _as_bytes(message) if name else b"")


def _own_draft(
    message: MIMEPart, name: str, content: bytes, ours: frozenset[str]
) -> Iterator[Content]:
    """A draft of ours as one thing, and what somebody else put in it."""
    for item in _attachments(Reading(_header(message, "Subject"), None), message):
        if isinstance(item, Mail) or not is_attached_by_us(item.content, ours):
            yield item
    yield Item(name, content, about=about_draft())


def _attachments(reading: Reading, message: MIMEPart) -> Iterator[Content]:
    leaves = list(_leaves(message))
    # The text comes first in time: what it shows is no attachment.
    bodies = [part for part in leaves if _is_text(part)]
    for part in bodies:
        kept = reading.html if part.get_content_subtype() == "html" else reading.plain
        kept.append(_text(part))
    for number, part in enumerate(leaves, 1):
        if any(part is body for body in bodies):
            continue
        if part.get_content_type() == "message/rfc822":
            for inner in part.iter_parts():
                named = base_name(part.get_filename() or "") or f"bijlage-{number}.eml"
                ours = attached_by_us(inner)
                if ours is None:
                    yield from _read(inner, named, reading.mailed)
                else:
                    yield from _own_draft(inner, named, _as_bytes(inner), ours)
        elif not _is_of_the_mail(reading, part):
            yield from _attachment(reading, part, number)


def _attachment(reading: Reading, part: MIMEPart, number: int) -> Iterator[Content]:
    content = _payload(part)
    name = base_name(part.get_filename() or "")
    suffix = SUFFIX_OF_TYPE.get(part.get_content_type(), "")
    yield from told_apart(reading, name, name or f"bijlage-{number}{suffix}", content)


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def looks_as_picture(name: str, content_type: str, content: bytes) -> bool:
    """Whether this is a picture by its name or type, and not by its content something to read.

    Some programs call every attachment a picture that stands between the words.
    """
    nameless = about(name, b"-").kind is kinds.ONBEKENDE_SOORT
    called = is_picture(name) or (content_type.startswith("image/") and nameless)
    return called and recognise(name, BytesIO(content)) is Nature.OTHER


def told_apart(reading: Reading, name: str, shown: str, content: bytes) -> Iterator[Content]:
    """An attachment; what a mail program wrapped it in is taken off."""
    nature = recognise(shown, BytesIO(content))
    if nature is Nature.TNEF:
        yield from _unwrapped(reading, shown, content)
    elif nature is Nature.SIGNED:
        yield from _signed(reading, shown, shown, content)
    elif nature is Nature.WORKBOOK and suffix_of(shown) not in WORKBOOK_SUFFIXES:
        yield Item(
            f"{shown}{'.xlsx' if content.startswith(ZIP) else '.xls'}", content, reading.mailed
        )
    elif content or name:
        yield Item(shown, content, reading.mailed)


def _unwrapped(reading: Reading, name: str, content: bytes) -> Iterator[Content]:
    try:
        inside = winmail(content)
    except UnreadableError as error:
        yield Item(name, error, reading.mailed)
        return
    if not any(reading.plain) and not any(reading.html):
        looks_html = inside.text.lstrip()[:1] == "<"
        (reading.html if looks_html else reading.plain).append(inside.text)
    before = f"{name}/" if name else ""
    for inner, data in inside.attachments:
        if inner in inside.hidden and looks_as_picture(inner, "", data):
            reading.pictures += 1
            continue
        for item in told_apart(reading, inner, base_name(inner), data):
            yield _below(before, item)


def _signed(reading: Reading, place: str, name: str, content: bytes) -> Iterator[Content]:
    """What was signed; a signature by itself is no attachment, it belongs to the mail.

    `place` is the name within the container, empty for the container itself.
    """
    try:
        inside = content if starts_as_mail(content) else signed_content(content)
    except LockedError:
        about = finding(kinds.MAIL_VERSLEUTELD, mail=described(reading.subject, reading.mailed))
        yield Item(place, content, reading.mailed, about)
        return
    except DetachedError:
        return
    except UnreadableError as error:
        yield Item(place, error, reading.mailed)
        return
    if starts_as_mail(inside):
        reading.is_mail = True
        message = email.message_from_bytes(inside, policy=email.policy.default)
        reading.subject = reading.subject or _header(message, "Subject")
        reading.mailed = reading.mailed or _mail_date(message)
        for item in _attachments(reading, message):
            yield _below(f"{place}/" if place else "", item)
        return
    # A file that was signed by itself: werkboek.xlsx.p7m.
    inner = name[: -len(suffix_of(name))] if suffix_of(name) in (".p7m", ".p7") else name
    yield from told_apart(reading, inner, inner, inside)


def _below(before: str, item: Content) -> Content:
    if isinstance(item, Mail):
        attached = tuple(f"{before}{name}" for name in item.attached)
        return replace(item, name=f"{before}{item.name}", attached=attached)
    return replace(item, name=f"{before}{item.name}")


def _leaves(message: MIMEPart) -> Iterator[MIMEPart]:
    if not message.is_multipart() or message.get_content_maintype() == "message":
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(part)


def _is_text(part: MIMEPart) -> bool:
    """Whether this is the mail's own text, not a text that is attached."""
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
        and not _is_file(part)
    )


def _is_file(part: MIMEPart) -> bool:
    """Whether what is called text is a file all the same, by how it begins."""
    return part.get_content_maintype() == "text" and _payload(part).startswith((OLE, ZIP))


def _is_of_the_mail(reading: Reading, part: MIMEPart) -> bool:
    """Whether this belongs to the mail: its signature, a report, a picture in its text."""
    kind, main = part.get_content_type(), part.get_content_maintype()
    if kind in OF_THE_MAIL or main == "message":
        return True
    attached = part.get_filename() or part.get_content_disposition() == "attachment"
    attached = attached or _is_file(part)
    if main == "text" and not attached:
        return True  # the text in another form, an invitation
    if not looks_as_picture(part.get_filename() or "", part.get_content_type(), _payload(part)):
        return False
    content_id, disposition = _header(part, "Content-ID"), part.get_content_disposition()
    shown = (
        disposition == "inline"
        or reading.shows(content_id)
        or (disposition is None and bool(content_id))
    )
    reading.pictures += shown
    return shown


def _text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload or "")
    try:
        return payload.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:  # an encoding that does not exist
        return payload.decode("cp1252", "replace")


def _header(message: MIMEPart, name: str) -> str:
    try:
        return str(message[name] or "")
    except (ValueError, LookupError, IndexError, AttributeError):  # damaged headers raise these
        return ""


def _as_bytes(message: MIMEPart) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, KeyError, TypeError, AttributeError):
        return repr(message.items()).encode("utf-8", "replace")


def _mail_date(message: MIMEPart) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
