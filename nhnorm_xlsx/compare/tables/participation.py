"""Who does not stand in a comparison of a RIEC with figures of its own, or not with all of them.

`participation` gives one row per gemeente and reason: `reden` (one of the codes below), `naam`,
`ander` (who it went on as, or empty) and `laatste_dag` (the last day it existed, or None).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from nhnorm_xlsx.compare.tables.response import EMPTY, MISSING, OTHER, REFUSED
from nhnorm_xlsx.compare.tables.scope import Scope
from nhnorm_xlsx.contract.stamp import meting_year
from nhnorm_xlsx.organisations import Organisation, ended_since, went_on_as

# It went on as another, or stopped; answered for the first time; nothing came, or nothing usable.
MERGED: Final = "opgegaan"
ENDED: Final = "gestopt"
JOINED: Final = "nieuw"
SILENT: Final = "geen"
UNUSABLE: Final = "onbruikbaar"
COLUMNS: Final = ("reden", "naam", "ander", "laatste_dag")
_BY_STATE: Final = {MISSING: SILENT, EMPTY: UNUSABLE, REFUSED: UNUSABLE}


def participation(
    scope: Scope, responses: pd.DataFrame, everyone: Iterable[Organisation]
) -> pd.DataFrame:
    """One row per gemeente that is not (wholly) in; `everyone` are all, also of other RIECs."""
    by_code = {item.code: item for item in everyone}
    rows: list[tuple[str, str, str, object]] = []
    for name, state, filled in zip(
        responses["organisatie"], responses["stand"], responses["ingevuld"], strict=True
    ):
        if not filled and state != OTHER:
            rows.append((_BY_STATE[state], name, "", None))
    rows += [
        (
            MERGED if item.successor else ENDED,
            item.listed_name,
            _heir(item, by_code, scope.current.meting),
            item.valid_until,
        )
        for item in ended_since(scope.gemeenten, _since(scope), scope.current.meting)
    ]
    earlier = scope.metingen[:-1]
    known = {code for meting in earlier for code in meting.answered}
    if earlier:
        rows += [
            (JOINED, item.listed_name, "", None)
            for item in scope.current.expected
            if item.code in scope.current.answered - known
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _since(scope: Scope) -> str:
    """The first meting that is looked back at; the year before when there is none."""
    first = scope.metingen[0].meting
    return first if len(scope.metingen) > 1 else str(meting_year(first) - 1)


def _heir(item: Organisation, by_code: Mapping[str, Organisation], meting: str) -> str:
    """Who answers for it in this meting; the code where that one is not known."""
    heir = went_on_as(item, by_code, meting)
    return item.successor if heir is item else heir.listed_name
