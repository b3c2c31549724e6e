"""The errors that stop a command.

What an organisation can cause is a finding (data, see `findings`). An exception from
this module means "cannot continue": its text is one Dutch sentence that says what is
wrong, where, and what the user can do. The command line prints it and stops with code 2.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path


class NhnormError(Exception):
    """Base of all errors of this program; `str()` is the Dutch text for the user."""


class UsageError(NhnormError):
    """The question itself cannot be answered: an unknown organisation, a wrong date."""


class FaultySourceError(NhnormError):
    """A CSV of ours (norm definition, organisations) has faults.

    `faults` holds all of them at once, as (line number, Dutch text); line 0 means the
    file as a whole.
    """

    def __init__(self, path: Path, faults: Sequence[tuple[int, str]]) -> None:
        self.path = path
        self.faults = tuple(faults)
        lines = [f"  regel {line}: {text}" if line else f"  {text}" for line, text in self.faults]
        count = len(self.faults)
        head = f"{path} kan niet worden gebruikt: {count} {'fout' if count == 1 else 'fouten'}."
        super().__init__("\n".join([head, *lines]))


class StorageError(NhnormError):
    """A file or folder cannot be read or written (full disk, open in Excel, no rights)."""


class ProofError(NhnormError):
    """A workbook that was just written does not read back as it should."""


_REASONS = {
    errno.EACCES: "geen toegang, of het staat open in een ander programma",
    errno.EPERM: "geen toegang, of het staat open in een ander programma",
    errno.ENOENT: "het bestaat niet",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "de schijf is alleen-lezen",
    errno.EEXIST: "er staat al iets met die naam",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EISDIR: "het is een map",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOTEMPTY: "de map is niet leeg",
    errno.EBUSY: "het is in gebruik",
    errno.EINVAL: "deze naam kan niet",
    errno.ELOOP: "de koppelingen in het pad verwijzen naar elkaar",
    errno.EMFILE: "er staan te veel bestanden open",
    errno.ENFILE: "er staan te veel bestanden open",
    errno.EFBIG: "het bestand wordt te groot voor deze schijf",
    errno.EXDEV: "het staat op een andere schijf",
    errno.EIO: "de schijf of het netwerk geeft een fout",
    errno.ENODEV: "de schijf is er niet",
    errno.ETIMEDOUT: "het netwerk antwoordt niet",
}


# How Windows says that a synchronised file is not on this machine and cannot be fetched now.
_ONLY_ONLINE = range(358, 405)


def why(error: OSError) -> str:
    """Why reading or writing failed, in Dutch: the words of the system are often not."""
    number = error.errno or 0
    if getattr(error, "winerror", None) in _ONLY_ONLINE:
        return "het staat alleen online; kies in Verkenner 'Altijd behouden op dit apparaat'"
    return _REASONS.get(number, f"fout {number} van het systeem")
