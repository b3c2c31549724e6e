"""The columns that name what a row is about, shared by all tables of this room."""

from __future__ import annotations

from typing import Final

import pandas as pd

NORM: Final = ["thema", "thema_titel", "kop", "norm", "norm_tekst"]
THEMA: Final = ["thema", "thema_titel"]
GEMEENTE: Final = ["organisatie_code", "organisatie"]
# What stands in `thema` in a row over all norms together.
ALL_THEMAS: Final = "alle"

Tables = dict[str, pd.DataFrame]


def with_everything(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, and after them all of them again under the thema for everything."""
    everything = rows.assign(thema=ALL_THEMAS, thema_titel="")
    return pd.concat([rows, everything], ignore_index=True)
