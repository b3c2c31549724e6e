"""What stands in a workbook before anybody fills it in, and how that is recognised later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from nhnorm_xlsx.contract.fields import Value, is_blank
from nhnorm_xlsx.contract.text import clean_text, text_fingerprint

# Stands as Onderbouwing, with the status nvt, at a norm that does not apply to the provincie.
PROVINCIE_NOT_APPLICABLE: Final = (
    "Deze norm geldt niet voor de provincie: het gaat om een taak van de gemeente."
)

# A stamp row with the day of issue: a plan for a day before it is no plan.
ISSUED_ON_KEY: Final = "uitgegeven_op"

# Stamp rows, one per norm with anything filled in when the workbook was made: the fingerprint
# of each field, so that a workbook in which nobody changed anything can be told from an answer.
ISSUED_KEY: Final = "uitgegeven"


# What stands in a hidden cell about what came from before: `actie=77e1d0c3 vorige_status=0a1b2c3d`.
_PRINTS: Final = re.compile(r"\w+=[0-9a-f]{8}(?: \w+=[0-9a-f]{8})*")


def is_prints(text: str) -> bool:
    """Whether a text is nothing but fingerprints by key: nobody types that."""
    return bool(_PRINTS.fullmatch(text))


def issued_row(norm: str, values: Mapping[str, Value]) -> str:
    """The stamp row for what was filled in beforehand: `5.2 status=0a1b2c3d actie=77e1d0c3`.

    `values` are by field key, as they stand in the workbook.
    """
    filled = {key: issued_print(value) for key, value in values.items() if not is_blank(value)}
    return " ".join((norm, *(f"{key}={found}" for key, found in filled.items())))


def issued_print(value: object) -> str:
    """The fingerprint of a value in an input cell: a text, a label, or a date as jjjj-mm-dd."""
    return text_fingerprint(clean_text(str(value)))


def read_issued_row(row: str) -> tuple[str, dict[str, str]]:
    """What `issued_row` wrote: the norm, and by field key the fingerprint."""
    norm, *fields = row.split() or [""]
    return norm, dict(item.split("=", 1) for item in fields if "=" in item)
