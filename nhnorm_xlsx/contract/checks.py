"""What must be filled in: the check column in the workbook and the import both read it.

Everything here follows from the declarations of the statuses and the fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
    FIRST_DATE,
    LAST_DATE,
    MAX_NUMBER,
    STATUS,
    Field,
    FieldKind,
    is_blank,
)
from nhnorm_xlsx.contract.statuses import STATUSES


def required_fields(asks: Sequence[str]) -> tuple[str, ...]:
    """The keys that a status asks for, in column order; each must be that of a field."""
    return tuple(sorted(asks, key=list(FIELD_BY_KEY).index))


# The one source of the rule: the check column in the workbook and the import both read it.
REQUIRED_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    status.key: required_fields(status.asks) for status in STATUSES
}

# How one empty field of each kind is asked for.
_ASK: Final[Mapping[FieldKind, str]] = {
    FieldKind.CHOICE: "Kies {}",
    FieldKind.TEXT: "Vul {} in",
    FieldKind.DATE: "Vul {} in",
    FieldKind.NUMBER: "Vul {} in",
}


def missing_text(keys: Sequence[str]) -> str:
    """How these empty fields are asked for: `Vul actie en streefdatum in`."""
    fields = [FIELD_BY_KEY[key] for key in keys]
    names = [field.heading.lower() for field in fields]
    if len(fields) == 1:
        return _ASK[fields[0].kind].format(f"{fields[0].article} {names[0]}")
    return _ASK[FieldKind.TEXT].format(f"{', '.join(names[:-1])} en {names[-1]}")


def _combinations() -> tuple[tuple[str, ...], ...]:
    """Everything that can be missing at once, fewest fields first."""
    found = {
        keys: None
        for asked in REQUIRED_BY_STATUS.values()
        for number in range(1, len(asked) + 1)
        for keys in combinations(asked, number)
    }
    return tuple(sorted(found, key=len))


# What a value of each kind must be; None where everything will do.
_VALID: Final[Mapping[FieldKind, Callable[[Field, object], bool] | None]] = {
    FieldKind.CHOICE: lambda field, value: (
        isinstance(value, str) and value.lower() in {item.lower() for item in field.options}
    ),
    FieldKind.TEXT: None,
    FieldKind.DATE: lambda _, value: isinstance(value, date) and FIRST_DATE <= value <= LAST_DATE,
    FieldKind.NUMBER: lambda _, value: (
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER
    ),
}
# The fields in which something can stand that is not an answer; the status comes first.
CHECKED_FIELDS: Final = tuple(field for field in FIELDS if _VALID[field.kind] is not None)

CHECK_COMPLETE: Final = "✓ compleet"
CHECK_CHOOSE: Final = "Kies een status"
CHECK_INVALID: Final[Mapping[str, str]] = {
    field.key: f"{'Ongeldig' if field.article == 'het' else 'Ongeldige'} {field.heading.lower()}"
    for field in CHECKED_FIELDS
}
CHECK_MISSING: Final[Mapping[tuple[str, ...], str]] = {
    keys: missing_text(keys) for keys in _combinations()
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
    for field in CHECKED_FIELDS:
        if not _is_valid(field, values.get(field.key)):
            return CHECK_INVALID[field.key]
    missing = missing_fields(chosen.key, values)
    return CHECK_MISSING[missing] if missing else CHECK_COMPLETE


def _is_valid(field: Field, value: object) -> bool:
    test = _VALID[field.kind]
    return test is None or is_blank(value) or test(field, value)
