"""What gemeenten plan, and how they can help each other."""

from __future__ import annotations

from datetime import date

import pandas as pd

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.tables.columns import THEMA, with_everything
from nhnorm_xlsx.compare.tables.counts import is_met, is_unmet, share
from nhnorm_xlsx.compare.tables.scope import Scope, plain
from nhnorm_xlsx.contract.fields import (
    ACTIE,
    FIELDS,
    HULP_GEWENST,
    KAN_HELPEN,
    ONDERBOUWING,
    PRIORITEIT,
    STATUS,
    STREEFDATUM,
    UITWISSELING,
    VERANTWOORDELIJKE,
)
from nhnorm_xlsx.contract.scores import COUNTED
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import BEVINDINGEN
from nhnorm_xlsx.findings import Severity

# What an answer says beside its plan: that stands on other sheets. A field that is added in
# the contract is part of the plan unless it is named here.
_NOT_PLANNED = (STATUS, ONDERBOUWING, UITWISSELING)
_IN_ORDER = (ACTIE, VERANTWOORDELIJKE, PRIORITEIT, STREEFDATUM)
PLAN_FIELDS = (
    *_IN_ORDER,
    *(field for field in FIELDS if field not in _IN_ORDER and field not in _NOT_PLANNED),
)
ACTIONS = (
    "organisatie",
    "thema",
    "norm",
    STATUS.key,
    *(field.key for field in PLAN_FIELDS),
    "te_laat",
)
FINDINGS = ("ernst", "organisatie", "melding", "bestand", "blad", "cel", "norm", "waarde")


def action_table(answers: pd.DataFrame, today: date) -> pd.DataFrame:
    """One row per norm not (fully) met for which an action or a date is given.

    Columns `ACTIONS`; earliest date first, without a date last. `te_laat` is whether the
    date lies before today.
    """
    planned = (answers["actie"] != "") | answers["streefdatum"].notna()
    rows = answers[is_unmet(answers) & planned]
    rows = rows.assign(te_laat=rows["streefdatum"] < pd.Timestamp(today))
    return rows.sort_values("streefdatum", kind="stable")[list(ACTIONS)].reset_index(drop=True)


def expectation(answers: pd.DataFrame, today: date) -> pd.DataFrame:
    """One row per thema and one for all (`thema` = "alle"): compliance on the horizon.

    Columns: `thema`, `thema_titel`, `n` (counted answers), `voldoet` (now), `gepland`
    (not met yet, with an action and a date up to the horizon), `te_laat` (how many of
    those dates have passed), `aandeel` (now) and `verwacht` ((voldoet + gepland) / n).
    """
    planned = (
        is_unmet(answers)
        & (answers["actie"] != "")
        & (answers["streefdatum"] <= pd.Timestamp(policy.HORIZON))
    )
    ones = answers[THEMA].assign(
        n=answers["status"].isin(COUNTED).astype(int),
        voldoet=is_met(answers).astype(int),
        gepland=planned.astype(int),
        te_laat=(planned & (answers["streefdatum"] < pd.Timestamp(today))).astype(int),
    )
    sums = with_everything(ones).groupby(THEMA, sort=False).sum().reset_index()
    return sums.assign(
        aandeel=share(sums["voldoet"], sums["n"]),
        verwacht=share(sums["voldoet"] + sums["gepland"], sums["n"]),
    )


def exchange_table(answers: pd.DataFrame) -> pd.DataFrame:
    """One row per (norm, gemeente) that asks for help or can give it.

    Columns: `thema`, `norm`, `organisatie`, `rol`: "vraagt" (asks for help), "biedt"
    (says it can help others) or "voldoet" (complies, said neither).
    """
    role = pd.Series("", index=answers.index, dtype=object)
    role[is_met(answers)] = "voldoet"
    role[answers["uitwisseling"] == KAN_HELPEN] = "biedt"
    role[answers["uitwisseling"] == HULP_GEWENST] = "vraagt"
    rows = answers[["thema", "norm", "organisatie"]].assign(rol=role)
    return rows[rows["rol"] != ""].reset_index(drop=True)


def finding_table(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """One row per finding about a file of a gemeente in scope, in the current meting.

    Columns `FINDINGS`; worst first, then by gemeente.
    """
    names = {item.code: item.listed_name for item in scope.gemeenten}
    order = {code: position for position, code in enumerate(names)}
    found = plain(dataset.bevindingen, BEVINDINGEN)
    found = found[
        (found["meting"] == scope.current.meting) & found["organisatie_code"].isin(list(names))
    ]
    ranks = {item.value: item.rank for item in Severity}
    found = found.assign(
        organisatie=found["organisatie_code"].map(names),
        rang=found["ernst"].map(ranks),
        plek=found["organisatie_code"].map(order),
    )
    found = found.sort_values(["rang", "plek"], kind="stable")
    return found[list(FINDINGS)].reset_index(drop=True)
