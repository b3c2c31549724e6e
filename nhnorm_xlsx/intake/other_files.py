"""What a file that is no workbook is called, and what to do about it. Pure."""

from __future__ import annotations

from pathlib import PurePosixPath

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.submissions import Submission

_PICTURE = "een foto of afbeelding"
_DOCUMENTS = {
    "een pdf": ("pdf", "xps", "oxps"),
    _PICTURE: (
        *("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "heif", "webp", "svg"),
        *("emf", "wmf", "avif", "ico"),
    ),
    "een document van Word": ("doc", "docx", "docm", "dot", "dotx"),
    "een tekstdocument": ("odt", "rtf", "pages", "wpd", "ott"),
    "een presentatie": ("ppt", "pptx", "pptm", "pps", "ppsx", "odp", "key"),
    "een tekstbestand": ("txt", "md", "log"),
    "een webpagina": ("htm", "html", "mht", "mhtml", "xhtml"),
    "een geluidsopname": ("mp3", "m4a", "wav", "ogg", "wma", "aac"),
    "een film": ("mp4", "mov", "avi", "mkv", "wmv", "webm"),
    "een agenda-afspraak": ("ics", "vcs"),
    "een visitekaartje": ("vcf",),
    "een losse digitale handtekening": ("p7s", "p7b", "p7m", "p7", "sig", "asc"),
    "een download die niet is afgemaakt": ("crdownload", "part", "partial", "download"),
}
_LINKS = {
    "een verwijzing naar een bestand bij Google": (
        *("gsheet", "gdoc", "gslides", "gdraw", "gform", "glink"),
    ),
    "een snelkoppeling": ("url", "webloc", "lnk", "desktop", "website", "alias"),
    "een verwijzing naar een bestand dat nog in iCloud staat": ("icloud",),
}
_LISTS = ("csv", "tsv", "tab", "prn", "dif", "slk")
_MAILBOXES = {
    "een postbus van Outlook": ("pst", "ost", "olm"),
    "een postbus": ("mbox", "mbx", "emlx", "mbs"),
}


def _by_suffix(groups: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {f".{suffix}": sort for sort, suffixes in groups.items() for suffix in suffixes}


_DOCUMENT_OF, _LINK_OF, _MAILBOX_OF = (
    _by_suffix(_DOCUMENTS),
    _by_suffix(_LINKS),
    _by_suffix(_MAILBOXES),
)
# How files begin whose name does not tell what they are.
_STARTS = (
    (b"%PDF", "een pdf"),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"{\\rtf", "een tekstdocument"),
    (b"<!doctype html", "een webpagina"),
    (b"<html", "een webpagina"),
)


def suffix_of(name: str) -> str:
    """The suffix in small letters, with its dot; empty without one."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def base_name(name: str) -> str:
    """The last part of a name, whatever system wrote it."""
    return PurePosixPath(name.replace("\\", "/")).name


def is_picture(name: str) -> bool:
    """Whether this is called as a picture."""
    return _DOCUMENT_OF.get(suffix_of(name)) == _PICTURE


def starts_as_other(start: bytes) -> str:
    """What sort of document begins with these bytes; empty when they do not tell."""
    head = start.lstrip()[:20].lower()
    return next(
        (
            sort
            for mark, sort in _STARTS
            if start.startswith(mark) or (mark[:1] == b"<" and head.startswith(mark))
        ),
        "",
    )


def about(name: str, start: bytes = b"") -> Finding:
    """What to say of this file, by its name and the bytes that it starts with."""
    suffix = suffix_of(name)
    if suffix in (".numbers", ".numbers-tef"):
        return finding(kinds.NUMBERS_BESTAND)
    if suffix in _LINK_OF:
        return finding(kinds.ALLEEN_EEN_LINK, soort=_LINK_OF[suffix])
    if suffix.removeprefix(".") in _LISTS:
        return finding(kinds.CSV_BESTAND, soort=suffix)
    if suffix in _MAILBOX_OF:
        return finding(kinds.POSTBUS, soort=_MAILBOX_OF[suffix])
    if suffix in _DOCUMENT_OF:
        return finding(kinds.ANDER_DOCUMENT, soort=_DOCUMENT_OF[suffix])
    if looks := starts_as_other(start):
        return finding(kinds.ANDER_DOCUMENT, soort=looks)
    sort = f" (soort {suffix})" if suffix else ""
    return finding(kinds.ONBEKENDE_SOORT, soort=sort if start else f"{sort}: het is leeg")


def no_workbook(file: str, found: Finding) -> Submission:
    """The submission of what was offered but is no workbook."""
    return Submission(file, found.message, (found.at(file=file),), is_workbook=False)
