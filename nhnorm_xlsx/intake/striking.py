"""What to say about answers that are struck through. Pure.

A line through an answer takes it back: it is no answer any more, and what it said stands in
the finding. Of a text only the part that is struck is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, STATUS, FieldKind, start_field
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, RawForm


def taken_back(values: Mapping[str, BoundValue]) -> set[str]:
    """The keys of the fields of which all that stands there is struck through."""
    return {key for key, bound in values.items() if bound.struck and bound.value is None}


def about_struck(form: RawForm) -> Iterator[Finding]:
    """One finding for each norm, and each cell of Start, where something is struck through."""
    for row in form.norms:
        yield from _about_norm(row)
    for key, bounds in form.start.items():
        field = start_field(key)
        for bound in bounds:
            if bound.struck:
                whole = bound.value is None
                kind = kinds.TEKST_DOORGESTREEPT if whole else kinds.DEELS_DOORGESTREEPT
                label = field.label if field else key
                yield finding(
                    kind, sheet=bound.sheet, cell=bound.cell, value=bound.struck, veld=label
                )


def _about_norm(row: BoundNorm) -> Iterator[Finding]:
    whole = taken_back(row.values)
    for key, bound in row.values.items():
        # In a choice or a date what is left is judged, and refused with the marks in it.
        if bound.struck and key not in whole and FIELD_BY_KEY[key].kind is FieldKind.TEXT:
            heading = FIELD_BY_KEY[key].heading
            told = finding(kinds.DEELS_DOORGESTREEPT, value=bound.struck, veld=heading)
            yield _placed(told, row, key)
    if not whole:
        return
    keys = sorted(whole, key=lambda key: (key != STATUS.key, list(FIELD_BY_KEY).index(key)))
    chosen = [key for key in keys if FIELD_BY_KEY[key].kind is not FieldKind.TEXT]
    kind = kinds.DOORGESTREEPT if chosen else kinds.TEKST_DOORGESTREEPT
    parts = [row.values[key].struck for key in keys]
    if len(keys) > 1:
        parts = [f"{FIELD_BY_KEY[key].heading}: {row.values[key].struck}" for key in keys]
    headings = ", ".join(FIELD_BY_KEY[key].heading for key in keys)
    told = finding(kind, value="; ".join(parts), veld=headings)
    yield _placed(told, row, (chosen or keys)[0])


def _placed(told: Finding, row: BoundNorm, key: str) -> Finding:
    bound = row.values[key]
    return told.at(sheet=bound.sheet, cell=bound.cell, norm=row.number, field=key)
