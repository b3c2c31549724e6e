"""The tables for the provincie: what the gate shows, and nothing else.

No answer comes in here. Groups are all gemeenten together, and per thema each RIEC that is
large enough; the gate says which, and how a figure is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import NORM, THEMA, Tables
from nhnorm_xlsx.compare.tables.returns import OF_NORM, NormRow
from nhnorm_xlsx.gate import Percentage, Shown


@dataclass(frozen=True)
class About:
    """What figures are about: which stand, of which day, of whom, and over which norms.

    `riecs` are those that were asked; with one alone, "all gemeenten" are those of that RIEC.
    `left_out` are those of them that are in no figure. `ended` are gemeenten that took part a year
    before and are no more: name, who it went on as (or empty), last day.
    """

    meting: str
    stand: str
    day: date
    editie: str
    norms: tuple[NormRow, ...]
    riecs: tuple[str, ...]
    other_edities: tuple[str, ...] = ()
    concept: bool = False
    left_out: tuple[str, ...] = ()
    ended: tuple[tuple[str, str, date | None], ...] = ()


def tables_for_provincie(figures: Shown, about: About) -> Tables:
    """Everything the provincie may see, as named tables.

    - `over`: one row: `meting`, `stand`, `peildatum`, `editie`, `normen` (how many), `concept`,
      `riecs` (those asked), `buiten` (those whose answers are in no figure), `respons` (the step
      of the share that answered, NaN when nothing is shown), `getoond` (whether anything is),
      `reden` (why not, or empty), `andere_edities`,
      `opgegaan` (as `About.ended`).
    - `normen`: one row per norm: `columns.NORM` and `stap`, the step of its share (from 0), or
      -1 when nothing is shown.
    - `themas`: one row per thema: `thema`, `thema_titel`, `normen` (how many) and `aandeel`, a
      `gate.Percentage` or None.
    - `riecs`: the same per RIEC that is large enough, with `riec` in front.
    """
    norms = pd.DataFrame(list(about.norms), columns=list(OF_NORM), dtype=object)[NORM]
    counts = norms.groupby(THEMA, sort=False).size().rename("normen").reset_index()
    per_riec = [
        thema_shares(counts, shares).assign(riec=riec)
        for riec, shares in sorted(figures.riec_themes.items())
    ]
    empty = thema_shares(counts, {}).iloc[:0].assign(riec="")
    return {
        "over": about_table(figures, about),
        "normen": norms.assign(stap=[figures.norms.get(norm, -1) for norm in norms["norm"]]),
        "themas": thema_shares(counts, figures.themes),
        "riecs": pd.concat(per_riec, ignore_index=True) if per_riec else empty,
    }


def thema_shares(counts: pd.DataFrame, shares: Mapping[str, Percentage]) -> pd.DataFrame:
    """The themas with how many norms they have, and the share that is shown of each."""
    told = [shares.get(thema) for thema in counts["thema"]]
    return counts.assign(aandeel=pd.Series(told, index=counts.index, dtype=object))


def about_table(figures: Shown, about: About) -> pd.DataFrame:
    """The one row of `over`."""
    return pd.DataFrame(
        [
            {
                "meting": about.meting,
                "stand": about.stand,
                "peildatum": about.day,
                "editie": about.editie,
                "normen": len(about.norms),
                "concept": about.concept,
                "riecs": list(about.riecs),
                "buiten": list(figures.left_out),
                "respons": float("nan") if figures.response is None else figures.response,
                "getoond": figures.nothing is None,
                "reden": figures.nothing.value if figures.nothing else "",
                "andere_edities": list(about.other_edities),
                "opgegaan": list(about.ended),
            }
        ]
    )
