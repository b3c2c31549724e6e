"""What must be filled in: the check column in the workbook and the import both read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from nhnorm_xlsx.contract.fields import (
    ACTIE,
    FIRST_DATE,
    LAST_DATE,
    ONDERBOUWING,
    PRIORITEIT,
    STATUS,
    STREEFDATUM,
    UITWISSELING,
    Field,
    FieldKind,
    is_blank,
)
from nhnorm_xlsx.contract.statuses import DEELS, NIET, NVT, STATUSES, VOLDOET

# The one source of the rule: the check column in the workbook and the import both read it.
REQUIRED_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    VOLDOET.key: (),
    DEELS.key: (ACTIE.key, STREEFDATUM.key),
    NIET.key: (ACTIE.key, STREEFDATUM.key),
    NVT.key: (ONDERBOUWING.key,),
}

CHECK_COMPLETE: Final = "✓ compleet"
CHECK_CHOOSE: Final = "Kies een status"
CHECK_INVALID: Final[Mapping[str, str]] = {
    STATUS.key: "Ongeldige status",
    STREEFDATUM.key: "Ongeldige streefdatum",
    PRIORITEIT.key: "Ongeldige prioriteit",
    UITWISSELING.key: "Ongeldige uitwisseling",
}
CHECK_MISSING: Final[Mapping[tuple[str, ...], str]] = {
    (ONDERBOUWING.key,): "Vul de onderbouwing in",
    (ACTIE.key,): "Vul de actie in",
    (STREEFDATUM.key,): "Vul de streefdatum in",
    (ACTIE.key, STREEFDATUM.key): "Vul actie en streefdatum in",
}

# Everything that the check column can say.
CHECK_TEXTS: Final = (
    CHECK_COMPLETE,
    CHECK_CHOOSE,
    *CHECK_INVALID.values(),
    *CHECK_MISSING.values(),
)


def missing_fields(status_key: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the fields that a norm with this status still asks for, in column order."""
    required = REQUIRED_BY_STATUS[status_key]
    return tuple(key for key in required if is_blank(values.get(key)))


def check_text(values: Mapping[str, object]) -> str:
    """What the check column says about one norm.

    `values` maps field keys to cell values as they stand in the workbook: labels, text,
    dates. The formula in the workbook is built from the same tables and says the same.
    """
    status = values.get(STATUS.key)
    if is_blank(status):
        return CHECK_CHOOSE
    label = status.lower() if isinstance(status, str) else None
    chosen = next((item for item in STATUSES if item.label.lower() == label), None)
    if chosen is None:
        return CHECK_INVALID[STATUS.key]
    for field in (STREEFDATUM, PRIORITEIT, UITWISSELING):
        if not _is_valid(field, values.get(field.key)):
            return CHECK_INVALID[field.key]
    missing = missing_fields(chosen.key, values)
    return CHECK_MISSING[missing] if missing else CHECK_COMPLETE


def _is_valid(field: Field, value: object) -> bool:
    if is_blank(value):
        return True
    if field.kind is FieldKind.DATE:
        return isinstance(value, date) and FIRST_DATE <= value <= LAST_DATE
    return isinstance(value, str) and value.lower() in {item.lower() for item in field.options}
