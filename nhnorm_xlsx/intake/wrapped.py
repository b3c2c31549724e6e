"""What mail programs wrap attachments in: `winmail.dat` of Outlook, and signed mails.

Runs in the process of the unpacking. A signature is not checked: whose answer it is follows
from the workbook.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import UnreadableError

_PEM_START = b"-----BEGIN"
# [MS-OXCMSG] 2.2.2.24, PidTagAttachmentHidden: a picture in the text.
_HIDDEN = 0x7FFE
_BLANKS = bytes(range(33))


class LockedError(Exception):
    """A mail that is encrypted for its receiver."""


class DetachedError(Exception):
    """A signature that comes without what was signed."""


@dataclass(frozen=True)
class Wrapped:
    """What stood in a `winmail.dat`: its text, and its attachments by name.

    `hidden` are the names of attachments that the text itself shows.
    """

    text: str
    attachments: tuple[tuple[str, bytes], ...]
    hidden: frozenset[str]


def signed_content(content: bytes) -> bytes:
    """What was signed (CMS, RFC 5652): mostly a mail, sometimes the file itself.

    Raises `LockedError` when it is encrypted, `DetachedError` when there is only a signature,
    `UnreadableError` when it is damaged.
    """
    from asn1crypto import cms

    # A damaged message raises whatever comes up in the bytes.
    try:
        outer = cms.ContentInfo.load(_binary(content))
        kind = outer["content_type"].native
        if kind in ("enveloped_data", "encrypted_data", "authenticated_enveloped_data"):
            raise LockedError
        if kind not in ("signed_data", "compressed_data"):
            raise DetachedError
        inside = outer["content"]["encap_content_info"]["content"].native
    except (LockedError, DetachedError):
        raise
    except Exception as error:
        raise UnreadableError("beschadigd", "de ondertekende mail is niet uit te pakken") from error
    if inside is None:
        raise DetachedError
    if not isinstance(inside, bytes):
        raise UnreadableError("beschadigd", "de ondertekende mail is niet uit te pakken")
    return _inflated(inside) if kind == "compressed_data" else inside


def _binary(content: bytes) -> bytes:
    """The message itself: some programs save it as text (base64), with or without a border."""
    text = content.strip(_BLANKS)
    if text.startswith(_PEM_START):
        text = b"".join(line for line in text.splitlines() if not line.startswith(b"-----"))
    elif not text.startswith(b"MI"):
        return content
    try:
        return base64.b64decode(bytes(byte for byte in text if byte > 32), validate=True)  # noqa: PLR2004 - blanks
    except binascii.Error:
        return content


def _inflated(content: bytes) -> bytes:
    stream = zlib.decompressobj()
    inside = stream.decompress(content, 2 * limits.MAX_FILE_BYTES)
    if stream.unconsumed_tail:
        raise UnreadableError("te_groot", "de ondertekende mail")
    return inside


def winmail(content: bytes) -> Wrapped:
    """What is in a `winmail.dat` (TNEF); raises `UnreadableError` when it is damaged."""
    from tnefparse import TNEF

    try:
        message = TNEF(content)
    except Exception as error:  # a damaged file raises whatever comes up in the bytes
        raise UnreadableError("beschadigd", "winmail.dat is niet uit te pakken") from error
    found = list(_attachments(message))
    return Wrapped(
        _text(message.body) or _text(message.htmlbody),
        tuple((name, data) for name, data, _ in found),
        frozenset(name for name, _, hidden in found if hidden),
    )


def _attachments(message: object) -> Iterator[tuple[str, bytes, bool]]:
    for number, item in enumerate(getattr(message, "attachments", ()), 1):
        inner = getattr(item, "embed", None)  # a mail within the mail
        if inner is not None:
            yield from _attachments(inner)
            continue
        data = item.data
        if isinstance(data, list):
            data = b"".join(part for part in data if isinstance(part, bytes))
        try:
            name = str(item.long_filename()).strip("\0 ")
        except UnicodeDecodeError:  # a name in the code page of the sender
            name = ""
        if isinstance(data, bytes) and data:
            hidden = any(attr.name == _HIDDEN and bool(attr.data) for attr in item.mapi_attrs)
            yield name or f"bijlage-{number}", data, hidden


def _text(body: object) -> str:
    if isinstance(body, list):
        body = body[0] if body else ""
    if isinstance(body, bytes):
        body = body.decode("utf-8", "replace")
    return str(body or "").strip("\0")
