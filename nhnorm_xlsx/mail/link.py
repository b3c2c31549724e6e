"""The draft as a small page with a link that opens the mail program. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from nhnorm_xlsx.mail.drafts import DraftMail
from nhnorm_xlsx.texts import mail as texts

# Windows hands a program no more than some two thousand signs; a longer link does nothing.
MOST: Final = 1_800
# Not the comma of the standard: Outlook takes the list separator of Windows, in Dutch this one.
BETWEEN: Final = ";"


@dataclass(frozen=True)
class MailLink:
    """A link that opens a new mail, and what is not in it: that is to be copied.

    `href` is empty when even the addresses are too long.
    """

    href: str
    with_subject: bool = False
    with_body: bool = False


def mail_link(draft: DraftMail) -> MailLink:
    """The link for this draft, with as much of it as fits: addresses, subject, text."""
    to, cc = (quote(BETWEEN.join(items), safe="@;") for items in (draft.to, draft.cc))
    copies = [f"cc={cc}"] if cc else []
    subject = f"subject={quote(draft.subject, safe='')}"
    body = f"body={quote(draft.body.replace(chr(10), chr(13) + chr(10)), safe='')}"
    for parts, with_subject, with_body in (
        ([*copies, subject, body], True, True),
        ([*copies, subject], True, False),
        (copies, False, False),
    ):
        href = f"mailto:{to}{'?' if parts else ''}{'&'.join(parts)}"
        if len(href) <= MOST:
            return MailLink(href, with_subject, with_body)
    return MailLink("")


def link_page(draft: DraftMail) -> str:
    """The page (HTML) with that link, what to attach, and everything to copy from."""
    return _template().render(draft=draft, link=mail_link(draft), texts=texts, between="; ")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("nhnorm_xlsx.mail", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("draft.html.j2")
