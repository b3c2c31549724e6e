"""Our own drafts of mails, when they are offered: nobody answered with them.

Only what is still as we made it is passed over: in a draft the attachments with our own
fingerprint, in a folder with drafts the files that its list names. An answer that somebody kept
in such a place is read as any other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import MIMEPart
from pathlib import Path

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.drafts import (
    ENOUGH,
    MANIFEST,
    MANIFEST_DRAFTS,
    MANIFEST_FILES,
    MANIFEST_VERSION,
    OF_SENT_MAIL,
    OURS,
    SENDING_LIST,
    UNSENT,
    UNSENT_VALUE,
)
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.other_files import suffix_of

# Written by us, and no answer whatever somebody did with it; of other files the content tells.
_NO_ANSWERS = (".txt", ".html", ".docx")
_MOST_BYTES = 2_000_000


def attached_by_us(message: MIMEPart) -> frozenset[str] | None:
    """The fingerprints of what we attached to this draft of ours; None for any other mail."""
    if str(message.get(UNSENT, "")).strip() != UNSENT_VALUE or OURS not in message:
        return None
    if any(name in message for name in OF_SENT_MAIL):
        return None
    return frozenset(str(message[OURS]).split())


def is_attached_by_us(content: object, ours: frozenset[str]) -> bool:
    """Whether these bytes are, unchanged, what we attached."""
    return isinstance(content, bytes) and hashlib.sha256(content).hexdigest()[:ENOUGH] in ours


def about_draft() -> Finding:
    """What to say of one draft."""
    return finding(kinds.EIGEN_CONCEPT, wat="een eigen concept van een mail")


@dataclass(frozen=True)
class DraftsFolder:
    """A folder with our drafts: where it is, its files (names with /), how many drafts.

    `mark` is the fingerprint of its list.
    """

    place: Path
    prints: Mapping[str, str]
    drafts: int
    mark: str

    def holds(self, path: Path) -> bool:
        """Whether this file is one of ours, as we made it."""
        name = path.relative_to(self.place).as_posix()
        if name == MANIFEST:
            return True
        if name not in self.prints:
            return False
        if name == SENDING_LIST or suffix_of(name) in _NO_ANSWERS:
            return True
        try:
            return hashlib.sha256(path.read_bytes()).hexdigest() == self.prints[name]
        except OSError:
            return False

    @property
    def about(self) -> Finding:
        """What to say of the folder as a whole."""
        what = "1 eigen concept" if self.drafts == 1 else f"{self.drafts} eigen concepten"
        return finding(kinds.EIGEN_CONCEPT, wat=f"een map met {what} van mails")


def drafts_folder(folder: Path) -> DraftsFolder | None:
    """The folder as one with our drafts; None when it is none, or its list cannot be read."""
    path = folder / MANIFEST
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        content = path.read_bytes()
        told = json.loads(content)
        prints = {str(name): str(value) for name, value in told[MANIFEST_FILES].items()}
        if told["versie"] > MANIFEST_VERSION:
            return None
        mark = hashlib.sha256(content).hexdigest()
        return DraftsFolder(folder, prints, int(told[MANIFEST_DRAFTS]), mark)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
