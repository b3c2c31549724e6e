"""Who has answered, and how far they are."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from nhnorm_xlsx.compare.tables.scope import Scope, plain
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import INZENDINGEN
from nhnorm_xlsx.submissions import LEEG

# The state of one organisation in a meting, from done to nothing.
COMPLETE = "compleet"
PARTIAL = "deels"
EMPTY = "leeg"
REFUSED = "afgewezen"
MISSING = "geen"
# Answered, but not one norm that the editie compared here shares.
OTHER = "editie"
STATES = (COMPLETE, PARTIAL, EMPTY, REFUSED, MISSING, OTHER)

COLUMNS = (
    "organisatie_code",
    "organisatie",
    "grootteklasse",
    "uitgegeven_op",
    "deadline",
    "stand",
    "ingevuld",
    "totaal",
    "ontvangen_op",
    "bestanden",
    "fouten",
    "waarschuwingen",
    "reden",
)


def responses(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """One row per gemeente that is expected to answer, alphabetically.

    Columns: `uitgegeven_op` and `deadline` (of the last workbook given out; NaT when the
    register is not known), `stand` (one of `STATES`), `ingevuld` and `totaal` (norms
    answered, norms asked; of another editie only the norms shared), `ontvangen_op` (of the
    file that counts, else of the newest refused one; NaT when there is none), `bestanden`
    (files received, doubles not counted), `fouten` and `waarschuwingen` (findings in that
    file; 0 without a file), `reden` (why it was refused, or empty).
    """
    files = plain(dataset.inzendingen, INZENDINGEN)
    files = files[(files["meting"] == scope.current.meting) & (files["uitkomst"] != "dubbel")]
    filled = scope.current.answers.assign(filled=scope.current.answers["status"] != "")
    done = filled.groupby("organisatie_code")["filled"].sum().to_dict()
    others = scope.current.others
    shared = dict(zip(others["organisatie_code"], others["gedeeld"], strict=True))
    given_out = _given_out(dataset, scope)
    files = files[(files["uitkomst"] != LEEG) | files["bestand"].isin(dataset.came_back_blank)]
    received: dict[str, list[dict[Hashable, Any]]] = {}
    for row in files.sort_values("ontvangen_op", kind="stable").to_dict("records"):
        received.setdefault(row["organisatie_code"], []).append(row)
    rows = []
    for item in scope.current.expected:
        own = received.get(item.code, [])
        accepted = [row for row in own if row["uitkomst"] == "aanvaard"]
        chosen = accepted or [row for row in own if row["uitkomst"] == "afgewezen"]
        answered = int(done.get(item.code, 0))
        blank = any(row["uitkomst"] == LEEG for row in own)
        asked = int(shared.get(item.code, len(scope.current.normen)))
        state = _state(answered, asked, len(accepted), len(chosen), blank)
        if item.code in shared and not answered:
            state = OTHER
        last = chosen[-1] if chosen else None
        rows.append(
            (
                item.code,
                item.listed_name,
                item.size_class,
                *given_out.get(item.code, ("", "")),
                state,
                answered,
                asked,
                pd.NaT if last is None else last["ontvangen_op"],
                len(own),
                0 if last is None else _whole(last["fouten"]),
                0 if last is None else _whole(last["waarschuwingen"]),
                "" if last is None or state != REFUSED else last["reden"],
            )
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(
        ontvangen_op=pd.to_datetime(table["ontvangen_op"]),
        uitgegeven_op=pd.to_datetime(table["uitgegeven_op"].replace("", None)),
        deadline=pd.to_datetime(table["deadline"].replace("", None)),
    )


def half_filled(table: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Who counts with part of the norms: name, norms answered, norms asked; `responses` is read."""
    part = table[table["stand"] == PARTIAL]
    return [
        (str(name), int(done), int(asked))
        for name, done, asked in zip(
            part["organisatie"], part["ingevuld"], part["totaal"], strict=True
        )
    ]


def _given_out(dataset: Dataset, scope: Scope) -> dict[str, tuple[str, str]]:
    """By organisation code: when its last workbook was made, and by when it is due."""
    rows = dataset.uitgiften
    rows = rows[rows["meting"] == scope.current.meting].sort_values("gemaakt_op", kind="stable")
    return {
        str(row["organisatie_code"]): (str(row["gemaakt_op"]), str(row["deadline"]))
        for row in rows.to_dict("records")
    }


def _state(answered: int, asked: int, accepted: int, received: int, blank: bool) -> str:
    if answered:
        return COMPLETE if answered == asked else PARTIAL
    if accepted:
        return EMPTY
    if received:
        return REFUSED
    return EMPTY if blank else MISSING


def _whole(value: float) -> int:
    return 0 if pd.isna(value) else int(value)
