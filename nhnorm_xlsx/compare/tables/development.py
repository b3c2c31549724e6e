"""From meting to meting: only what can be compared like with like.

Compared are the same gemeenten (those that answered both times and did not merge in
between), on norms that continue one to one, where both answers count. What is left out
is listed, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from nhnorm_xlsx.compare.tables.counts import is_met, share
from nhnorm_xlsx.compare.tables.edities import norm_links, replaced_by
from nhnorm_xlsx.compare.tables.scope import Meting, Scope
from nhnorm_xlsx.contract.fields import ACTIE, STREEFDATUM
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.organisations import Organisation

CHANGES = ("n", "voldoet_vorige", "voldoet", "aandeel_vorige", "aandeel", "omhoog", "omlaag")
PAIRS = (
    "organisatie_code",
    "organisatie",
    "thema",
    "thema_titel",
    "norm",
    "norm_vorige",
    "status_vorige",
    "status",
    "verschil",
    "streefdatum",
    "actie_vorige",
    "streefdatum_vorige",
)

EARLIER = ("organisatie_code", "norm", "norm_vorige", "status_vorige")

# Why a gemeente or a norm is left out of the development.
NEW_NOW = "alleen_nu"
GONE_NOW = "alleen_vorige"
MERGED_INTO = "opgegaan"
MERGED_WITH = "samengevoegd"
NORM_NEW = "norm_nieuw"
NORM_DROPPED = "norm_vervallen"
NORM_REGROUPED = "norm_gebundeld"


@dataclass(frozen=True)
class Development:
    """Two metingen side by side.

    `pairs`: one row per (gemeente, norm) that can be compared; `verschil` is the score
    now minus then (-1 to 1). `earlier`: the same columns of `EARLIER`, also where an answer does
    not count, then or now (so no `verschil`). `left_out`: one row per gemeente or norm that cannot:
    `soort` (one of the codes above), `naam`, `ander` (the gemeente or norms it has to do
    with, or empty). `gemeenten` is how many gemeenten are compared.
    """

    old: Meting
    new: Meting
    gemeenten: int
    pairs: pd.DataFrame
    left_out: pd.DataFrame
    earlier: pd.DataFrame


def latest(scope: Scope) -> Development:
    """What changed between the previous meting and the current one; nothing without previous."""
    if scope.previous is not None:
        return develop(scope, scope.previous, scope.current)
    step = develop(scope, scope.current, scope.current)
    return replace(
        step,
        pairs=step.pairs.iloc[:0],
        left_out=step.left_out.iloc[:0],
        earlier=step.earlier.iloc[:0],
    )


def develop(scope: Scope, old: Meting, new: Meting) -> Development:
    """What changed between two metingen of the scope."""
    merged = _mergers(scope.gemeenten, old.meting, new.meting)
    touched = {*merged, *merged.values()}
    same = (old.answered & new.answered) - touched
    links = norm_links(old.normen, new.normen)
    both = _in_both(old.answers, new.answers, same, links)
    return Development(
        old,
        new,
        len(same),
        both.loc[both["verschil"].notna(), list(PAIRS)].reset_index(drop=True),
        pd.DataFrame(
            [
                *_left_out_gemeenten(scope.gemeenten, old, new, merged),
                *_left_out_normen(old.normen, new.normen, links),
            ],
            columns=["soort", "naam", "ander"],
        ),
        both[list(EARLIER)],
    )


def changes(pairs: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """One row per value of `by`, in order of appearance; columns `by` and `CHANGES`.

    `n` = compared answers, `voldoet_vorige` and `voldoet` how many complied then and
    now, `aandeel_vorige` and `aandeel` the shares of n, `omhoog` and `omlaag` how many
    answers went up or down.
    """
    ones = pairs[list(by)].assign(
        n=1,
        voldoet_vorige=pairs["status_vorige"].isin(MET).astype(int),
        voldoet=is_met(pairs).astype(int),
        omhoog=(pairs["verschil"] > 0).astype(int),
        omlaag=(pairs["verschil"] < 0).astype(int),
    )
    sums = ones.groupby(list(by), sort=False).sum().reset_index()
    sums["aandeel_vorige"] = share(sums["voldoet_vorige"], sums["n"])
    sums["aandeel"] = share(sums["voldoet"], sums["n"])
    return sums[[*by, *CHANGES]]


def all_steps(scope: Scope, last: Development) -> list[Development]:
    """Every two successive metingen, old to new; `last` is the last of them."""
    earlier = zip(scope.metingen[:-2], scope.metingen[1:-1], strict=True)
    steps = [develop(scope, old, new) for old, new in earlier]
    return [*steps, last] if scope.previous else []


def course(steps: Sequence[Development]) -> pd.DataFrame:
    """One row per two successive metingen, in the order of these steps.

    Columns: `vorige_meting`, `meting`, `gemeenten` (compared), and `CHANGES` over all
    norms together.
    """
    rows: list[dict[str, object]] = []
    for step in steps:
        totals = changes(step.pairs.assign(alle=""), ["alle"]).drop(columns="alle")
        row: dict[str, object] = {"vorige_meting": step.old.meting, "meting": step.new.meting}
        row["gemeenten"] = step.gemeenten
        for name in CHANGES:
            row[name] = totals[name].iloc[0] if len(totals) else 0 if name == "n" else None
        rows.append(row)
    return pd.DataFrame(rows, columns=["vorige_meting", "meting", "gemeenten", *CHANGES])


def _mergers(gemeenten: Sequence[Organisation], old: str, new: str) -> dict[str, str]:
    """Gemeenten that stopped existing between two metingen: code -> successor's code."""
    return {
        item.code: item.successor
        for item in gemeenten
        if item.successor and item.takes_part_in(old) and not item.takes_part_in(new)
    }


def _in_both(
    old: pd.DataFrame, new: pd.DataFrame, same: frozenset[str], links: Mapping[str, str]
) -> pd.DataFrame:
    now = new[new["organisatie_code"].isin(list(same))]
    now = now.assign(norm_vorige=now["norm"].map(links).fillna(""))
    earlier = ("norm", "status", "score", ACTIE.key, STREEFDATUM.key)
    then = old[["organisatie_code", *earlier]]
    then = then.rename(columns={name: f"{name}_vorige" for name in earlier})
    pairs = now.merge(then, on=["organisatie_code", "norm_vorige"], how="inner")
    pairs["verschil"] = pairs["score"] - pairs["score_vorige"]
    return pairs


def _left_out_gemeenten(
    gemeenten: Sequence[Organisation], old: Meting, new: Meting, merged: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    names = {item.code: item.listed_name for item in gemeenten}
    rows = []
    for code, successor in merged.items():
        heir = names.get(successor, successor)
        rows.append((MERGED_INTO, names[code], heir))
        rows.append((MERGED_WITH, heir, names[code]))
    touched = {*merged, *merged.values()}
    rows += [(NEW_NOW, names[code], "") for code in new.answered - old.answered - touched]
    rows += [(GONE_NOW, names[code], "") for code in old.answered - new.answered - touched]
    return sorted(rows)


def _left_out_normen(
    old: pd.DataFrame, new: pd.DataFrame, links: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    same_editie = set(old["editie"]) == set(new["editie"])
    replaced = {} if same_editie else replaced_by(old, new)
    rows = []
    for norm in new["norm"]:
        if norm not in links:
            earlier = replaced.get(norm, [])
            rows.append((NORM_REGROUPED if earlier else NORM_NEW, norm, ", ".join(earlier)))
    continued = {number for earlier in replaced.values() for number in earlier}
    continued |= set(links.values())
    rows += [(NORM_DROPPED, norm, "") for norm in old["norm"] if norm not in continued]
    return rows
