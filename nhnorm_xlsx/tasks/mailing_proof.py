"""Attachments, each with the organisation that the file itself names: the one way to make them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from nhnorm_xlsx.contract.stamp import PROPERTY_PREFIX
from nhnorm_xlsx.dataset.register import Row, read_register
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.stamp_sheet import find_stamp_sheets, read_stamp
from nhnorm_xlsx.mail.drafts import Attachment
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.tasks.mailing_plan import Attached
from nhnorm_xlsx.texts import mail as texts
from nhnorm_xlsx.texts.compare.feedback import feedback_title

_ABOUT: Final = "docProps/core.xml"
_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"


def issued_workbook(folder: Path, organisation: Organisation, meting: str) -> Attached:
    """The workbook that was given out to this organisation, as it was made; or why not.

    What somebody changed since is not mailed: it may hold answers.
    """
    rows: Sequence[Row] = [
        row
        for row in read_register(folder)
        if (row["meting"], row["organisatie_code"]) == (meting, organisation.code)
    ]
    if not rows:
        return Attached(problem=texts.NOT_ISSUED)
    path = folder / rows[-1]["bestand"]
    if not path.is_file():
        return Attached(problem=texts.GONE)
    content = path.read_bytes()
    row = next((row for row in rows if row["sha256"] == _sha256(content)), None)
    if row is None:
        return Attached(problem=texts.CHANGED)
    attached = proven_workbook(path, organisation, meting)
    return Attached(attached.files, attached.problem, row["uitgifte_id"])


def proven_workbook(path: Path, organisation: Organisation, meting: str) -> Attached:
    """A workbook of ours, when both its hidden sheet and its properties name this organisation.

    And this meting. Else why it does not go along.
    """
    content = path.read_bytes()
    try:
        workbook = read_workbook(path)
    except UnreadableError:
        return Attached(problem=texts.NOT_READABLE)
    if named_in(workbook) != {(organisation.code, meting)}:
        return Attached(problem=texts.of_another(path.name, organisation.name).rstrip("."))
    return Attached((Attachment(path.name, content, organisation.code),))


def named_in(workbook: RawWorkbook) -> set[tuple[str, str]]:
    """Organisation code and meting as a workbook names them: one pair, unless it contradicts."""
    sheets = find_stamp_sheets(workbook.sheets)
    told = [read_stamp(sheet)[0] for sheet in sheets]
    told.append(
        {
            key: str(workbook.properties.get(PROPERTY_PREFIX + key, ""))
            for key in ("organisatie_code", "meting")
        }
    )
    return {(said.get("organisatie_code", ""), said.get("meting", "")) for said in told}


def proven_feedback(path: Path, organisation: Organisation, meting: str) -> Attached:
    """A feedback workbook, when its title is that of this organisation; else why not."""
    content = path.read_bytes()
    if _title_of(content) != feedback_title(organisation.title, meting):
        return Attached(problem=texts.of_another(path.name, organisation.name).rstrip("."))
    return Attached((Attachment(path.name, content, organisation.code),))


def _title_of(content: bytes) -> str:
    from defusedxml import ElementTree

    with zipfile.ZipFile(BytesIO(content)) as package:
        found = ElementTree.fromstring(package.read(_ABOUT)).find(_TITLE)
    return "" if found is None else found.text or ""


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
