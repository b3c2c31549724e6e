"""Did anybody fill in anything since we made this workbook? Pure.

A field that still says what it said when the workbook was issued was filled in by nobody:
carried texts of the previous meting, `nvt` that we filled in for the provincie, the answers
in a workbook with corrections. A text that was only deleted answers nothing either.
"""

from __future__ import annotations

from collections.abc import Mapping

from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    ONDERBOUWING,
    STATUS,
    FieldKind,
    is_blank,
    is_wordless,
)
from nhnorm_xlsx.contract.issued import PROVINCIE_NOT_APPLICABLE, issued_print
from nhnorm_xlsx.contract.statuses import NVT
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, RawForm
from nhnorm_xlsx.intake.raw import CellError, RawWorkbook
from nhnorm_xlsx.intake.values import as_text, understand_date

# What our own workbooks say of the program that wrote them.
_AS_WRITTEN = "Microsoft Excel"
# The first version of the contract in which the stamp says what was filled in beforehand.
_SAYS_WHAT_WAS_ISSUED = 2


def is_untouched(form: RawForm, definition: Definition) -> bool:
    """Whether no field of a norm says anything else than when the workbook was issued.

    What stands on Start or outside the fields does not count. Where a whole thema or a column
    is not found again, nobody can tell what was filled in there.
    """
    there = {row.number for row in form.norms}
    if form.missing_columns or any(
        not there & {norm.number for norm in thema.norms} for thema in definition.themas
    ):
        return False
    return not any(
        _says_something(key, bound) and issued_print(_shown(key, bound)) != _issued(form, row, key)
        for row in form.norms
        for key, bound in row.values.items()
    )


def is_still_as_made(form: RawForm, workbook: RawWorkbook) -> bool:
    """Whether it is a workbook with corrections that nobody ever saved.

    Those of the first contract do not say which answers they came with.
    """
    return bool(form.corrects) and never_saved(workbook) and not _says_what_was_issued(form)


def never_saved(workbook: RawWorkbook) -> bool:
    """Whether no program saved it since we wrote it."""
    return (
        workbook.created is not None
        and workbook.created == workbook.modified
        and workbook.application == _AS_WRITTEN
        and not workbook.damage
    )


def _says_something(key: str, bound: BoundValue) -> bool:
    """A field without a letter or digit is empty, except that any sign as status is an attempt."""
    if bound.formula or isinstance(bound.value, CellError):
        return True
    if key == STATUS.key:
        return not is_blank(bound.value)
    return not is_wordless(as_text(bound.value))


def _shown(key: str, bound: BoundValue) -> str:
    """The value as it was written: a program may have made a number or a text of a date."""
    field = FIELD_BY_KEY[key]
    if field.kind is FieldKind.DATE and not isinstance(bound.value, CellError):
        found = understand_date(field.heading, bound.value).value
        return str(found or as_text(bound.value))
    return as_text(bound.value)


def _issued(form: RawForm, row: BoundNorm, key: str) -> str:
    """The fingerprint of what stood in this field at issue; empty when nothing did."""
    if _says_what_was_issued(form):
        return form.issued.get(row.number, {}).get(key, "")
    # The first workbooks only say what came from the previous meting.
    return _prefilled(row).get(key) or row.carried.get(key, "")


def _says_what_was_issued(form: RawForm) -> bool:
    version = form.stamp_values.get("contract_versie", "")
    return version.isdecimal() and int(version[:6]) >= _SAYS_WHAT_WAS_ISSUED


def _prefilled(row: BoundNorm) -> Mapping[str, str]:
    """What we fill in for the provincie: recognised only when both fields still say so."""
    ours = {STATUS.key: NVT.label, ONDERBOUWING.key: PROVINCIE_NOT_APPLICABLE}
    prints = {key: issued_print(text) for key, text in ours.items()}
    there = {key: issued_print(_shown(key, row.values[key])) for key in ours if key in row.values}
    return prints if there == prints else {}
