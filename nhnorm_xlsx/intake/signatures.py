"""By what its first bytes say a file is: every signature that is looked for, once."""

from __future__ import annotations

from typing import Final

# A zip: .xlsx, .xlsb, .ods, and archives.
ZIP: Final = b"PK\x03\x04"
# A zip with nothing in it.
EMPTY_ZIP: Final = b"PK\x05\x06"
# A compound document: .xls, .msg, and what Office locked with a password.
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
# What Outlook wraps attachments in. [MS-OXTNEF] 2.1.3.1.
TNEF: Final = bytes.fromhex("789f3e22")
# 1.2.840.113549.1.7: what every CMS message (a signed mail) names first, RFC 5652.
PKCS7: Final = bytes.fromhex("06092a864886f70d0107")
# Any file that Microsoft's rights management has wrapped (`werkboek.xlsx.pfile`).
RIGHTS_MANAGED: Final = b".pfile"
# Archives that are not opened.
OTHER_ARCHIVES: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"\xfd7zXZ\x00")

PDF: Final = "een pdf"
PICTURE: Final = "een foto of afbeelding"
TEXT_DOCUMENT: Final = "een tekstdocument"
WEB_PAGE: Final = "een webpagina"
# How documents begin that are no workbook, in small letters.
_DOCUMENTS: Final = (
    (b"%pdf", PDF),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89png", PICTURE),
    (b"gif8", PICTURE),
    (b"ii*\x00", PICTURE),
    (b"mm\x00*", PICTURE),
    (b"{\\rtf", TEXT_DOCUMENT),
    (b"<!doctype html", WEB_PAGE),
    (b"<html", WEB_PAGE),
)
_LONGEST: Final = max(len(mark) for mark, _ in _DOCUMENTS)


def document(start: bytes) -> str:
    """What document begins with these bytes, after any white space; empty when not known."""
    head = start.lstrip()[:_LONGEST].lower()
    return next((sort for mark, sort in _DOCUMENTS if head.startswith(mark)), "")
