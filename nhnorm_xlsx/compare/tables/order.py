"""What is called weak and strong: one definition, for every sheet, the page and the note.

The weakest norm is the one that the most participants do not meet yet, or not fully. Of equals
first comes the one with more of the worst status, then with more requests for help, then the
order of the norm. The strongest is the one that the most of them meet; of equals first the one
that fewer do not meet, then the order of the norm. Themas have unlike numbers of norms, so there
it is the share that complies.

`texts.compare.order.what_is_weakest` says it to the reader.
"""

from __future__ import annotations

import pandas as pd

from nhnorm_xlsx.compare.tables.counts import WORST
from nhnorm_xlsx.contract.scores import MET, UNMET


def weakest_first(normen: pd.DataFrame) -> pd.DataFrame:
    """The norms that are not met everywhere, the weakest first, with `nog_niet`: by how many.

    `normen` is one row per norm, in order: counts and `hulp_gewenst`.
    """
    found = _with_unmet(normen)
    found = found[found["nog_niet"] > 0]
    return found.sort_values(
        ["nog_niet", WORST, "hulp_gewenst"], ascending=False, kind="stable"
    ).reset_index(drop=True)


def all_weakest_first(normen: pd.DataFrame) -> list[str]:
    """The numbers of all norms, the weakest first; those that are met everywhere come last."""
    weak = list(weakest_first(normen)["norm"])
    return [*weak, *(norm for norm in normen["norm"] if norm not in set(weak))]


def strongest_first(normen: pd.DataFrame) -> pd.DataFrame:
    """The norms that were judged, the strongest first, with `nog_niet` as well."""
    found = _with_unmet(normen)
    found = found[found["n"] > 0].assign(_gehaald=found[list(MET)].sum(axis=1))
    ordered = found.sort_values(["_gehaald", "nog_niet"], ascending=[False, True], kind="stable")
    return ordered.drop(columns="_gehaald").reset_index(drop=True)


def thema_ends(themas: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The themas with the lowest and the highest share; the first of equals."""
    low = themas.sort_values("aandeel", kind="stable").iloc[0]
    return low, themas.sort_values("aandeel", ascending=False, kind="stable").iloc[0]


def _with_unmet(normen: pd.DataFrame) -> pd.DataFrame:
    return normen.assign(nog_niet=normen[list(UNMET)].sum(axis=1))
