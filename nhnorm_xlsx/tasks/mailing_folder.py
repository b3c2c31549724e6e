"""A folder with drafts on disk: each as `.eml`, and as a folder to copy from; and a list."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from nhnorm_xlsx import files
from nhnorm_xlsx.contract.drafts import (
    MANIFEST,
    MANIFEST_DRAFTS,
    MANIFEST_FILES,
    MANIFEST_VERSION,
    SENDING_LIST,
)
from nhnorm_xlsx.mail.drafts import DraftMail, as_eml
from nhnorm_xlsx.mail.kinds import MailKind
from nhnorm_xlsx.mail.link import link_page
from nhnorm_xlsx.mail.sending_list import write_sending_list
from nhnorm_xlsx.tasks.mailing_round import MailRound
from nhnorm_xlsx.tasks.naming import for_file_name
from nhnorm_xlsx.texts import mail as texts


def place_for_drafts(mail: MailRound, kind: MailKind) -> Path:
    """A new folder for the drafts of today: those of before are never touched."""
    folder = mail.round.mail / mail.meting / kind.name
    day = mail.today.isoformat()
    place, number = folder / day, 1
    while place.exists():
        number += 1
        place = folder / f"{day}-{number}"
    return place


def write_drafts_in(
    place: Path, drafts: Sequence[DraftMail], mail: MailRound, kind: MailKind
) -> None:
    """Write these drafts in a folder of their own. Raises `StorageError`."""
    content: dict[str, bytes] = {}
    for draft in drafts:
        name = folder_name(draft)
        content[f"{name}.eml"] = as_eml(draft)
        # Windows knows it is UTF-8 by its beginning; and the line ends are those of Windows.
        text = draft.body.replace("\n", "\r\n").encode("utf-8-sig")
        content[f"{name}/{texts.TEXT_FILE}"] = text
        content[f"{name}/{texts.LINK_FILE}"] = link_page(draft).encode("utf-8")
        content |= {f"{name}/{item.name}": item.content for item in draft.attachments}
    # First, so that what stands there is known as ours whatever happens.
    files.write_text(place / MANIFEST, _manifest(content, len(drafts)))
    for name, data in content.items():
        files.write_bytes(place / name, data)
    title = texts.list_title(kind.name, mail.meting)
    made = datetime.combine(mail.today, time())
    write_sending_list([_row(draft) for draft in drafts], title, place / SENDING_LIST, made)


def folder_name(draft: DraftMail) -> str:
    """What the folder of an organisation is called, and its `.eml`: valid on Windows."""
    return f"{draft.organisation.code}-{for_file_name(draft.organisation.name)}"


def _manifest(content: dict[str, bytes], drafts: int) -> str:
    prints = {name: hashlib.sha256(data).hexdigest() for name, data in content.items()}
    told = {
        "versie": MANIFEST_VERSION,
        MANIFEST_DRAFTS: drafts,
        MANIFEST_FILES: {**prints, SENDING_LIST: ""},
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)


def _row(draft: DraftMail) -> dict[str, str]:
    return {
        "organisatie": draft.organisation.listed_name,
        "aan": "; ".join(draft.to),
        "cc": "; ".join(draft.cc),
        "onderwerp": draft.subject,
        "bijlage": ", ".join(item.name for item in draft.attachments),
        "map": folder_name(draft),
    }
