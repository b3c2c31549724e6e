"""Formulas on what is filled in on Start: the rules of `contract.readiness`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nhnorm_xlsx.contract.fields import (
    INGEVULD_OP,
    START_FIELDS,
    VASTGESTELD_OP,
    FieldKind,
    StartField,
)
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.results import (
    ADOPTED_TOO_EARLY,
    NOT_READY_MORE,
    NOT_READY_ONE,
    READY,
    READY_BUT_WHO,
    READY_NOT_ADOPTED,
    start_invalid,
)
from nhnorm_xlsx.contract.text import short_date
from nhnorm_xlsx.form import formulas, heard
from nhnorm_xlsx.form.formulas import text


@dataclass(frozen=True)
class StartCells:
    """Where the fields of Start stand, by key, and `heard`: the cell with what is said in them."""

    places: Mapping[str, str]
    heard: str


def empty(field: StartField, cells: StartCells) -> str:
    """Whether a field counts as not filled in (`contract.checks.is_empty`)."""
    return heard.EMPTY[field.kind](field, cells.places[field.key], cells.heard)


def invalid(field: StartField, cells: StartCells, when: Window) -> str:
    """Whether it holds no answer (`contract.readiness.is_invalid_on_start`)."""
    return heard.INVALID[field.kind](field, cells.places[field.key], cells.heard, when)


def looks_wrong(field: StartField, place: str, when: Window) -> str:
    """The same for a colour, that can look at no other sheet; nothing where everything will do.

    What nobody sees is coloured too: something stands there that is no answer.
    """
    if field.kind is FieldKind.TEXT:  # an error of Excel stands out by itself
        return ""
    if field.kind is FieldKind.CHOICE:
        said = ",".join(f"TRIM({place})={text(option)}" for option in ("", *field.options))
        return f"NOT(IFERROR(OR({said}),FALSE))"
    is_date = field.kind is FieldKind.DATE
    valid = formulas.valid_date(place, when) if is_date else formulas.valid_number(place)
    return f'NOT(IFERROR(OR({place}="",{valid}),FALSE))'


def readiness(left: str, cells: StartCells, when: Window) -> str:
    """Whether the workbook can be sent back: the same as `contract.readiness.readiness_text`.

    `left` counts the norms that still ask something.
    """
    before, after = map(text, NOT_READY_MORE)
    adopted = [empty(item, cells) for item in START_FIELDS if item.adopts]
    formula = text(READY)
    if adopted:
        formula = f"IF(OR({','.join(adopted)}),{text(READY_NOT_ADOPTED)},{formula})"
    filled_in, done = cells.places[INGEVULD_OP.key], cells.places[VASTGESTELD_OP.key]
    early = f'AND({done}<>"",{done}<{filled_in})'
    formula = f"IF({early},{text(ADOPTED_TOO_EARLY)},{formula})"
    for item in reversed(START_FIELDS):
        said = start_invalid(item, short_date(when.first), short_date(when.last))
        formula = f"IF({invalid(item, cells, when)},{text(said)},{formula})"
    unknown = [empty(item, cells) for item in START_FIELDS if item.must_be_known]
    formula = f"IF(OR({','.join(unknown)}),{text(READY_BUT_WHO)},{formula})"
    more = f"IF({left}=1,{text(NOT_READY_ONE)},{before}&({left})&{after})"
    return f"IF({left}=0,{formula},{more})"
