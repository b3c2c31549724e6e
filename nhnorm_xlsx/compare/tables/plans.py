"""What gemeenten plan, and how they can help each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.tables.columns import THEMA, with_everything
from nhnorm_xlsx.compare.tables.counts import is_met, is_unmet, share
from nhnorm_xlsx.compare.tables.development import Development
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
from nhnorm_xlsx.contract.scores import COUNTED, UNMET
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import BEVINDINGEN, INZENDINGEN, TOLD
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.submissions import AANVAARD

# What an answer says beside its plan: that stands on other sheets. A field that is added in
# the contract is part of the plan unless it is named here.
_NOT_PLANNED = (STATUS, ONDERBOUWING, UITWISSELING)
_IN_ORDER = (ACTIE, VERANTWOORDELIJKE, PRIORITEIT, STREEFDATUM)
PLAN_FIELDS = (
    *_IN_ORDER,
    *(field for field in FIELDS if field not in _IN_ORDER and field not in _NOT_PLANNED),
)
# The day of an answer, by meting and organisation code.
AnsweredOn = Mapping[tuple[str, str], pd.Timestamp]
ACTIONS = (
    "organisatie",
    "thema",
    "norm",
    STATUS.key,
    *(field.key for field in PLAN_FIELDS),
    "te_laat",
)
FINDINGS = ("ernst", "organisatie", "melding", "bestand", "blad", "cel", "norm", "waarde")


# Why an answer that is not met has no plan: the action is for later, has no date, is only a
# date, or there is neither.
UNPLANNED: Final = ("later", "zonder_datum", "zonder_actie", "zonder_beide")


def action_table(answers: pd.DataFrame, today: date) -> pd.DataFrame:
    """One row per norm not (fully) met for which an action or a date is given.

    Columns `ACTIONS`; earliest date first, without a date last. `te_laat` is whether the
    date lies before today.
    """
    planned = (answers["actie"] != "") | answers["streefdatum"].notna()
    rows = answers[is_unmet(answers) & planned]
    rows = rows.assign(te_laat=rows["streefdatum"] < pd.Timestamp(today))
    return rows.sort_values("streefdatum", kind="stable")[list(ACTIONS)].reset_index(drop=True)


def plan_table(answers: pd.DataFrame, until: date | None) -> pd.DataFrame:
    """One row per thema and one for all (`thema` = "alle"): if every plan succeeds.

    `until` is the day by which all must comply; without it a plan of any date counts.
    Columns: `thema`, `thema_titel`, `n` (counted answers), `voldoet` (now), `gepland`
    (not met yet, with an action and a date up to then), `aandeel` (now),
    `als_alles_slaagt` ((voldoet + gepland) / n), and the `UNPLANNED`: how many are not met and
    not planned, by what is missing. How many are late is a matter of all actions, not of these
    alone: see `counts.overdue`.
    """
    unmet, described = is_unmet(answers), answers["actie"] != ""
    dated = answers["streefdatum"].notna()
    in_time = answers["streefdatum"] <= pd.Timestamp(until) if until else dated
    missing = (
        described & dated & ~in_time,
        described & ~dated,
        ~described & dated,
        ~described & ~dated,
    )
    ones = answers[THEMA].assign(
        n=answers["status"].isin(COUNTED).astype(int),
        voldoet=is_met(answers).astype(int),
        gepland=(unmet & described & in_time).astype(int),
        **{name: (unmet & rows).astype(int) for name, rows in zip(UNPLANNED, missing, strict=True)},
    )
    sums = with_everything(ones).groupby(THEMA, sort=False).sum().reset_index()
    return sums.assign(
        aandeel=share(sums["voldoet"], sums["n"]),
        als_alles_slaagt=share(sums["voldoet"] + sums["gepland"], sums["n"]),
    )


def kept_plans(steps: Sequence[Development], answered_on: AnsweredOn) -> pd.DataFrame:
    """One row per two successive metingen: what became of the plans that were due in between.

    A plan is due when its date had passed on the day the next answer came in: `answered_on`,
    by meting and organisation code. Columns: `vorige_meting`, `meting`, `voorbij` (plans that
    were due), `gehaald` (how many of those norms are met now) and `verschoven` (of the others,
    how many have a later date now).
    """
    rows = []
    for step in steps:
        pairs = step.pairs
        came = [answered_on.get((step.new.meting, code)) for code in pairs["organisatie_code"]]
        due = (
            pairs["status_vorige"].isin(UNMET)
            & (pairs["actie_vorige"] != "")
            & (pairs["streefdatum_vorige"] < pd.to_datetime(pd.Series(came, index=pairs.index)))
        )
        kept = is_met(pairs[due])
        moved = ~kept & (pairs[due]["streefdatum"] > pairs[due]["streefdatum_vorige"])
        counts = (len(kept), int(kept.sum()), int(moved.sum()))
        rows.append((step.old.meting, step.new.meting, *counts))
    columns = ["vorige_meting", "meting", "voorbij", "gehaald", "verschoven"]
    return pd.DataFrame(rows, columns=columns)


def answer_days(dataset: Dataset, today: date) -> AnsweredOn:
    """The day on which each organisation last answered a meting; never after today."""
    files = plain(dataset.inzendingen, INZENDINGEN)
    files = files[(files["uitkomst"] == AANVAARD) & files["ontvangen_op"].notna()]
    last = files.groupby(["meting", "organisatie_code"])["ontvangen_op"].max().reset_index()
    return {
        (str(row["meting"]), str(row["organisatie_code"])): min(
            row["ontvangen_op"], pd.Timestamp(today)
        )
        for row in last.to_dict("records")
    }


# How a region stands before the day by which all must comply.
ON_COURSE: Final = "op_koers"
IF_PLANS_SUCCEED: Final = "als_alles_slaagt"
OFF_COURSE: Final = "niet_op_koers"


def succeeded(kept: pd.DataFrame) -> float:
    """The share of the plans that were due which came true; NaN when none were."""
    due = kept["voorbij"].sum()
    return float(kept["gehaald"].sum() / due) if due else float("nan")


def likely(plans: pd.Series, kept: pd.DataFrame) -> float:
    """The share that will comply if as many plans succeed as did before; NaN when not known."""
    return float((plans["voldoet"] + plans["gepland"] * succeeded(kept)) / plans["n"])


def judged_course(plans: pd.Series, kept: pd.DataFrame) -> str:
    """Whether it is on course, within the margin of `policy.ON_COURSE`."""
    if plans["aandeel"] >= policy.ON_COURSE or likely(plans, kept) >= policy.ON_COURSE:
        return ON_COURSE
    return IF_PLANS_SUCCEED if plans["als_alles_slaagt"] >= policy.ON_COURSE else OFF_COURSE


def exchange_table(answers: pd.DataFrame) -> pd.DataFrame:
    """One row per (norm, gemeente) that asks for help or can give it.

    Columns: `thema`, `norm`, `organisatie`, `rol`: "vraagt" (asks for help), "biedt"
    (says it can help others), "stil" (says so too, in a workbook that did not say that it is then
    named: it may not be) or "voldoet" (complies, said neither).
    """
    role = pd.Series("", index=answers.index, dtype=object)
    role[is_met(answers)] = "voldoet"
    offers = answers["uitwisseling"] == KAN_HELPEN
    role[offers] = "stil"
    role[offers & (answers["noemen"] == TOLD)] = "biedt"
    role[answers["uitwisseling"] == HULP_GEWENST] = "vraagt"
    rows = answers[["thema", "norm", "organisatie"]].assign(rol=role)
    return rows[rows["rol"] != ""].reset_index(drop=True)


def has_unnamed(exchange: pd.DataFrame) -> bool:
    """Whether there is anybody who can help and may not be named."""
    return bool((exchange["rol"] == "stil").any())


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
