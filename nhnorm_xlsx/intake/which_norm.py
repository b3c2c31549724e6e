"""Of which norm is this workbook an answer? Pure.

By the name of the norm where both sides have one, else by what stands on the form: the
wording of its norms, or where that is gone their numbers. Another explanation, or a norm
worded anew here and there, makes no other norm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.definition import Definition, plain_name
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import BoundNorm, RawForm
from nhnorm_xlsx.intake.changes import beside_every_norm
from nhnorm_xlsx.intake.raw import LOST_TEXT
from nhnorm_xlsx.intake.values import as_text

# A text that was cut off must still be this long to be recognised.
_ENOUGH_TO_RECOGNISE = 25
_SHOWN = 60


def other_norm(
    form: RawForm, stamp: Stamp, definitions: Mapping[str, Definition]
) -> Finding | None:
    """The finding that says by name that the workbook is of another norm; None when it is not.

    `definitions` are by editie. Of an editie that is not among them only the name tells.
    """
    definition = definitions.get(stamp.editie)
    own = {plain_name(item.norm_naam): item.norm_naam for item in definitions.values()}
    if definition is not None:
        own = {plain_name(definition.norm_naam): definition.norm_naam}
    own.pop("", None)
    theirs = plain_name(stamp.norm_naam)
    if theirs and own:
        if theirs in own:
            return None
    elif definition is None or (
        fits(form.norms, definition) and not _worded_otherwise(form, own.values())
    ):
        return None
    name = f"de norm '{stamp.norm_naam}'" if theirs else _by_example(form)
    title = " en ".join(f"'{item}'" for item in own.values())
    mine = f"de norm {title}" if title else f"een norm zonder naam (editie {stamp.editie})"
    return finding(kinds.ANDERE_NORM, van=name, eigen=mine)


def fits(rows: Iterable[BoundNorm], definition: Definition) -> bool:
    """Whether most of these norms are norms of this definition, wherever they stand."""
    listed = list(rows)
    texts = {_folded(norm.text) for norm in definition.norms}
    worded = [row for row in listed if row.text and row.text != LOST_TEXT]
    if worded:
        return 2 * sum(_is_one_of(_folded(row.text), texts) for row in worded) >= len(worded)
    known = sum(row.number in definition.norm_by_number for row in listed)
    return 2 * known >= len(listed)


def _is_one_of(text: str, texts: Iterable[str]) -> bool:
    if text in texts:
        return True
    return len(text) >= _ENOUGH_TO_RECOGNISE and any(item.startswith(text) for item in texts)


def _folded(text: str) -> str:
    """Without spaces, quotes and capitals: what programs and people change without meaning it."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _worded_otherwise(form: RawForm, own: Iterable[str]) -> bool:
    """Whether nothing in view is ours: no norm's wording, nor the name of the norm on Start."""
    titled = {_folded(seen.norm) for seen in form.in_view}
    return bool(_unknown_texts(form)) and not titled & {_folded(name) for name in own}


def _unknown_texts(form: RawForm) -> list[str]:
    """The texts beside the norms, where none is known and all of them have one.

    Then every number may be in our list all the same: every norm has a 1.1.
    """
    if any(row.text for row in form.norms):
        return []
    beside = beside_every_norm(form)
    sheets = {row.sheet for row in form.norms}
    if not sheets <= beside.keys():
        return []
    return [as_text(cell.value) for cells in beside.values() for cell in cells]


def _by_example(form: RawForm) -> str:
    row = next((row for row in form.norms if row.text), None)
    unknown = _unknown_texts(form)
    if row is None and not unknown:
        return "een andere norm"
    whole = row.text if row else unknown[0]
    text = whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN].rstrip()}…"
    where = f"norm {row.number}: " if row else ""
    return f"een andere norm (met bijvoorbeeld {where}'{text}')"
