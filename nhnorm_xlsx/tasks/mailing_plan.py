"""What a kind of mail comes to before anything is written: for whom, with what, and who not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nhnorm_xlsx.mail.drafts import Attachment
from nhnorm_xlsx.organisations import Organisation


@dataclass(frozen=True)
class Intent:
    """One mail that could be drafted: to whom, what its own names stand for, and about what.

    `about` is a fingerprint by which the same mail is known later. `made_of` are the files
    (sha256) that are sent back with it to correct.
    """

    organisation: Organisation
    values: Mapping[str, str]
    about: str = ""
    made_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attached:
    """What goes along with one mail, or (`problem`) why that cannot be had.

    `about` takes the place of that of the intent. `bare` when a file was meant to go along, and
    the mail goes without it.
    """

    files: tuple[Attachment, ...] = ()
    problem: str = ""
    about: str = ""
    bare: bool = False


def nothing_attached(wanted: Sequence[Organisation]) -> dict[str, Attached]:
    """Mails without an attachment."""
    return {item.code: Attached() for item in wanted}


@dataclass(frozen=True)
class MailPlan:
    """The mails of one kind. `attach` gives by organisation code what goes along.

    `skipped` are those that were named and for whom there is nothing, `resting` those to whom
    one was drafted a short while ago.
    """

    intents: tuple[Intent, ...]
    attach: Callable[[Sequence[Organisation]], Mapping[str, Attached]] = nothing_attached
    skipped: tuple[Organisation, ...] = ()
    resting: tuple[Organisation, ...] = ()
