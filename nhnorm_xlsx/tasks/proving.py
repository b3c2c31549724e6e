"""A workbook that was just written is read back as a returned one, before it counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import FIELDS, STATUS, Value, is_blank
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.errors import ProofError
from nhnorm_xlsx.findings import (
    ANTWOORD_ZONDER_STATUS,
    DATUM_VOORBIJ,
    EERDER_GEMELD,
    NIET_INGEVULD,
    NIET_VASTGESTELD,
    NIET_VERBETERD,
    NOG_LEEG,
    ONGEWIJZIGD_OVERGENOMEN,
    TEKST_PAST_NIET,
    VASTGESTELD_TE_VROEG,
    VUL_AAN,
    WIE_ONTBREEKT,
    ZONDER_ONDERBOUWING,
)
from nhnorm_xlsx.form.plan import FormPlan
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import generating as texts

# What a workbook that nobody has touched yet, or that is not complete, is bound to have.
_EXPECTED = (
    ZONDER_ONDERBOUWING,
    TEKST_PAST_NIET,
    WIE_ONTBREEKT,
    NIET_VASTGESTELD,
    VASTGESTELD_TE_VROEG,
    DATUM_VOORBIJ,
    NIET_INGEVULD,
    VUL_AAN,
    ANTWOORD_ZONDER_STATUS,
    ONGEWIJZIGD_OVERGENOMEN,
    NIET_VERBETERD,
    NOG_LEEG,
    EERDER_GEMELD,
)


def prove(plan: FormPlan, definition: Definition, organisation: Organisation, path: Path) -> None:
    """The file must give every norm, with just what was put in, and nothing to remark.

    Raises `ProofError`.
    """
    try:
        workbook = read_workbook(path)
    except UnreadableError as error:
        raise ProofError(_not_proven(path, texts.not_readable(error.code))) from error
    submission = judge(
        path.name, workbook, {definition.editie: definition}, {organisation.code: organisation}
    )
    remarks = [item.message for item in submission.findings if item.kind not in _EXPECTED]
    if not submission.accepted or remarks:
        reason = remarks[0] if remarks else submission.refusal
        raise ProofError(_not_proven(path, reason.rstrip(".")))
    for answer in submission.answers:
        put_in = plan.answers.get(answer.norm, {})
        if not answer.cell or not _same(answer, put_in):
            raise ProofError(_not_proven(path, texts.norm_lost(answer.norm)))


def _not_proven(path: Path, reason: str) -> str:
    return texts.not_proven(path.name.lstrip("~"), reason)


def _same(answer: Answer, put_in: Mapping[str, Value]) -> bool:
    read = {field.key: answer[field.key] for field in FIELDS}
    read[STATUS.key] = STATUS_BY_KEY[answer.status].label if answer.status else ""
    return all(_plain(read[field.key]) == _plain(put_in.get(field.key)) for field in FIELDS)


def _plain(value: object) -> object:
    if is_blank(value):
        return ""
    return clean_text(value) if isinstance(value, str) else value
