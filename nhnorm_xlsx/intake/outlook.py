"""Mails as Outlook saves them (`.msg`, [MS-OXMSG]), one inside another.

Runs in the process of the unpacking.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.intake.mails import (
    OF_THE_MAIL,
    SUFFIX_OF_TYPE,
    Reading,
    looks_as_picture,
    mail_content,
    told_apart,
)
from nhnorm_xlsx.intake.other_files import base_name, suffix_of
from nhnorm_xlsx.intake.parts import Content

if TYPE_CHECKING:
    from oxmsg.storage import Storage

# [MS-OXMSG] 2.4: what stands before the properties, in a mail, in a mail within it, and in an
# attachment.
_TOP, _INSIDE, _ATTACHMENT = 32, 24, 8
# [MS-OXCMSG] 2.2.2.9: this attachment is a mail itself.
_EMBEDDED_MESSAGE = 5


def from_msg(path: Path) -> Iterator[Content]:
    """The attachments of a mail that Outlook saved, then the mail itself."""
    import olefile
    from oxmsg.storage import Storage

    content = mail_content(path)
    try:
        with olefile.OleFileIO(BytesIO(content)) as ole:
            root = Storage.from_ole(ole)
        yield from _read_msg(root, _TOP, "", None)
    except OSError as error:  # what the bytes say, not the disk
        raise ValueError from error


def _read_msg(
    storage: Storage, header: int, name: str, mailed: datetime | None
) -> Iterator[Content]:
    from oxmsg.domain import constants as c
    from oxmsg.properties import Properties

    properties = Properties(storage, properties_header_offset=header)
    mailed = (
        properties.date_prop_value(c.PID_CLIENT_SUBMIT_TIME)
        or properties.date_prop_value(c.PID_MESSAGE_DELIVERY_TIME)
        or mailed
    )
    reading = Reading(properties.str_prop_value(c.PID_SUBJECT) or "", mailed)
    reading.plain.append(properties.str_prop_value(c.PID_BODY) or "")
    html = properties.binary_prop_value(c.PID_HTML)
    if html:
        reading.html.append(html.decode(properties.body_encoding, "replace"))
    elif old := properties.str_prop_value(c.PID_BODY_HTML):
        reading.html.append(old)
    for number, attached in enumerate(storage.iter_attachment_storages(), 1):
        yield from reading.noted(_attached(reading, attached, number))
    fingerprint = b"".join(stream.bytes_ for stream in storage.streams)
    yield reading.mail(name, fingerprint if name else b"")


def _attached(reading: Reading, storage: Storage, number: int) -> Iterator[Content]:
    from oxmsg.domain import constants as c
    from oxmsg.properties import Properties

    properties = Properties(storage, properties_header_offset=_ATTACHMENT)
    given = properties.str_prop_value(c.PID_ATTACH_LONG_FILENAME) or properties.str_prop_value(
        c.PID_ATTACH_FILENAME
    )
    name = base_name(given or "")
    if properties.int_prop_value(c.PID_ATTACH_METHOD) == _EMBEDDED_MESSAGE:
        for inner in storage.storages:
            named = name or f"bijlage-{number}"
            named = named if suffix_of(named) == ".msg" else f"{named}.msg"
            yield from _read_msg(inner, _INSIDE, named, reading.mailed)
        return
    content = properties.binary_prop_value(c.PID_ATTACH_DATA_BINARY) or b""
    kind = properties.str_prop_value(c.PID_ATTACH_MIME_TAG) or ""
    hidden = properties.int_prop_value(c.PID_ATTACHMENT_HIDDEN)
    content_id = properties.str_prop_value(c.PID_ATTACH_CONTENT_ID) or ""
    if looks_as_picture(name, kind, content) and (hidden or reading.shows(content_id)):
        reading.pictures += 1
        return
    if kind in OF_THE_MAIL:
        return
    suffix = SUFFIX_OF_TYPE.get(kind, "")
    yield from told_apart(reading, name, name or f"bijlage-{number}{suffix}", content)
