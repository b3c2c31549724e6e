"""The tables of the feedback to one gemeente: its own answers beside the other gemeenten.

"The others" are the answering gemeenten of its RIEC without itself: it knows its own
answers, so a group with itself in it would be one smaller to its eyes. A norm shows them
only when at least `policy.SMALLEST` others have a counted answer; figures per thema are sums of
shown norms. No answer of another gemeente stands in these tables; only who said that it
can help others is named.

- `over`: one row: `niveau`, `naam`, `riec`, `meting`, `vorige_meting`, `editie`,
  `peildatum`, `geantwoord` (whether it did), `anderen` (gemeenten that answered),
  and the counts of its own answers.
- `normen`: one row per norm: its own `status` ("" when open), `status_vorige` and
  `verschil` (score now minus then, missing when it cannot be compared), and the
  others.
- `themas`: one row per thema and one for all: own counts, and `anderen_normen` (how
  many norms show the others), `anderen_n`, `anderen_aandeel` over those.
- `kansen`: the rows of `normen` where it does not (fully) comply and more than half
  of the others do.
- `hulp`: one row per norm it does not (fully) comply with and gemeente of the RIEC
  that said it can help others, in a form that told what that does: `norm`, `organisatie`.
- `acties`: its own open actions (see `plans.action_table`).
- `edities`: the other gemeenten that answered another editie than this one (without
  their names): `editie`, `gemeenten`, `gedeeld` (norms), `vergeleken` (how many of them).
- `buiten`: why the previous meting is not compared (see `development`), if so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import pandas as pd

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.tables.columns import NORM, THEMA, Tables, with_everything
from nhnorm_xlsx.compare.tables.counts import is_unmet, share, tally, tally_all
from nhnorm_xlsx.compare.tables.development import Development, latest
from nhnorm_xlsx.compare.tables.plans import action_table
from nhnorm_xlsx.compare.tables.riec import about, edities_table
from nhnorm_xlsx.compare.tables.scope import Scope, Scopes
from nhnorm_xlsx.contract.scores import COUNTED, MET
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation

OTHERS = tuple(f"anderen_{name}" for name in (*COUNTED, "n", "aandeel"))


def tables_for_organisation(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    code: str,
    meting: str | None = None,
    *,
    today: date,
) -> Tables:
    """Everything that one gemeente gets back, as named tables.

    `organisations` is the full list; `meting` the newest unless given. Columns that
    start with `anderen_` are counts and a share (0 to 1) over the other gemeenten of the
    RIEC, missing when fewer than `policy.SMALLEST` of them have a counted answer.

    What is in each table stands at the top of this module.

    Raises `UsageError` when the code is not that of a gemeente, or of another in a RIEC.
    """
    return next(tables_for_organisations(dataset, organisations, [code], meting, today=today))


def tables_for_organisations(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    codes: Iterable[str],
    meting: str | None = None,
    *,
    today: date,
) -> Iterator[Tables]:
    """The tables of each of these gemeenten, in this order; see `tables_for_organisation`.

    What gemeenten of one RIEC share is worked out once.
    """
    everyone = tuple(organisations)
    by_code = {item.code: item for item in everyone}
    scopes: dict[str, Scopes] = {}
    views: dict[int, _View] = {}
    for code in codes:
        own = by_code.get(code)
        if own is None or not own.is_compared:
            raise UsageError(
                f"'{code}' is geen gemeente of andere organisatie in een RIEC; kies een code uit "
                "de lijst."
            )
        if own.riec not in scopes:
            members = [item for item in everyone if item.riec == own.riec]
            scopes[own.riec] = Scopes(dataset, members, own.riec, meting, today)
        scope = scopes[own.riec].seen_from(code)
        # The scopes are kept, so that none is ever mistaken for another.
        if id(scope) not in views:
            views[id(scope)] = _View(scope)
        yield _tables(views[id(scope)], own)


class _View:
    """A scope with what all that look at it see alike."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        columns = ["organisatie_code", "organisatie", "norm", "status", "noemen"]
        self.answers = scope.current.answers[columns].astype({"organisatie_code": object})

    @cached_property
    def step(self) -> Development:
        """What changed since the previous meting."""
        return latest(self.scope)

    @cached_property
    def pairs(self) -> Mapping[str, pd.DataFrame]:
        """What changed, by gemeente."""
        return _by_code(self.step.pairs)

    @cached_property
    def by_code(self) -> Mapping[str, pd.DataFrame]:
        """The answers of the current meting, by gemeente."""
        return _by_code(self.scope.current.answers)

    @cached_property
    def general(self) -> pd.DataFrame:
        """What stands in `over` for everyone."""
        return about(self.scope, "organisatie")[
            ["niveau", "meting", "vorige_meting", "editie", "peildatum", "normen", "soort"]
        ]


def _by_code(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(code): part for code, part in rows.groupby("organisatie_code", sort=False)}


def _tables(view: _View, own: Organisation) -> Tables:
    scope = view.scope
    mine = view.by_code.get(own.code, scope.current.answers.iloc[:0])
    others = view.answers[view.answers["organisatie_code"] != own.code]
    normen = norm_table(view, mine, others, own.code)
    unmet = normen[is_unmet(normen)]
    return {
        "over": own_about(view, own, mine, others),
        "normen": normen,
        "themas": thema_table(normen, mine),
        "kansen": unmet[unmet["anderen_aandeel"] > 1 / 2].reset_index(drop=True),
        "hulp": helpers(others, list(unmet["norm"])),
        "acties": action_table(mine, scope.today),
        "edities": edities_table(scope),
        "buiten": not_compared(view, own.listed_name),
    }


def own_about(
    view: _View, own: Organisation, mine: pd.DataFrame, others: pd.DataFrame
) -> pd.DataFrame:
    """The one row of `over`."""
    return view.general.assign(
        naam=own.title,
        eigen_soort=own.kind,
        riec=own.riec,
        geantwoord=not mine.empty,
        anderen=others["organisatie_code"].nunique(),
        **tally_all(mine),
    )


def norm_table(view: _View, mine: pd.DataFrame, others: pd.DataFrame, code: str) -> pd.DataFrame:
    """One row per norm; see `normen` in `tables_for_organisation`."""
    table = view.scope.current.normen[NORM].merge(mine[["norm", "status"]], on="norm", how="left")
    table["status"] = table["status"].fillna("")
    counts = tally(others, ["norm"])[["norm", *COUNTED, "n", "aandeel"]]
    counts = counts.set_axis(["norm", *OTHERS], axis=1)
    table = table.merge(counts, on="norm", how="left")
    table[list(OTHERS)] = (
        table[list(OTHERS)].astype(float).where(table["anderen_n"] >= policy.SMALLEST)
    )
    pairs = view.pairs.get(code, view.step.pairs.iloc[:0])
    table = table.merge(pairs[["norm", "status_vorige", "verschil"]], on="norm", how="left")
    return table.assign(
        status_vorige=table["status_vorige"].fillna(""), verschil=table["verschil"].astype(float)
    )


def thema_table(normen: pd.DataFrame, mine: pd.DataFrame) -> pd.DataFrame:
    """One row per thema and one for all; see `themas` in `tables_for_organisation`."""
    own = tally(with_everything(mine), THEMA)
    both = with_everything(normen)
    shown = both[both["anderen_n"].notna()]
    shown = shown.assign(met=shown[[f"anderen_{key}" for key in MET]].sum(axis=1))
    sums = (
        shown.groupby(THEMA, sort=False)
        .agg(
            anderen_normen=("norm", "count"),
            met=("met", "sum"),
            anderen_n=("anderen_n", "sum"),
        )
        .reset_index()
    )
    table = own.merge(sums, on=THEMA, how="left")
    table["anderen_normen"] = table["anderen_normen"].fillna(0).astype(int)
    table["anderen_aandeel"] = share(table["met"], table["anderen_n"])
    return table.drop(columns="met")


def helpers(others: pd.DataFrame, normen: list[str]) -> pd.DataFrame:
    """One row per norm and gemeente that offers help with it; see `hulp`."""
    offered = (others["noemen"] == "ja") & others["norm"].isin(normen)
    return others.loc[offered, ["norm", "organisatie"]].reset_index(drop=True)


def not_compared(view: _View, name: str) -> pd.DataFrame:
    """The rows of `development.left_out` that are about this gemeente or about norms."""
    left_out = view.step.left_out
    concerns = (left_out["naam"] == name) | left_out["soort"].str.startswith("norm_")
    return left_out[concerns].reset_index(drop=True)
