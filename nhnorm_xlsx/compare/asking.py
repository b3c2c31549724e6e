"""What a board needs to know and is asked to decide, from the tables of a RIEC.

With `named` it says who, as the workbook of the RIEC may; without, only how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.counts import overdue, together
from nhnorm_xlsx.compare.tables.plans import UNPLANNED, judged_course, likely, succeeded
from nhnorm_xlsx.compare.tables.response import OTHER, half_filled
from nhnorm_xlsx.contract.scores import MET
from nhnorm_xlsx.texts.compare import board as texts
from nhnorm_xlsx.texts.compare.half_filled import so_many_of
from nhnorm_xlsx.texts.compare.plans import what_is_missing
from nhnorm_xlsx.texts.words import number_and_name, percent, who, whole


@dataclass(frozen=True)
class BoardFact:
    """One thing to know: what it is, the figure, and what that figure is of."""

    label: str
    figure: str
    said: str


@dataclass(frozen=True)
class BoardQuestion:
    """One thing to decide, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class PlanFigures:
    """The plans over all norms: `without` is for how many answers there is none, and `why`.

    `succeeded` is the share of the earlier plans that came true, NaN when not known.
    """

    without: int
    why: str
    overdue: int
    if_all: float
    likely: float
    succeeded: float
    verdict: str


def plans_of(tables: Tables) -> PlanFigures:
    """How the plans stand; `verdict` is empty when the norm has no day to comply by."""
    plans, kept = tables["plannen"].iloc[-1], tables["eerdere_plannen"]
    until = tables["over"].iloc[0]["uiterlijk"]
    return PlanFigures(
        int(plans["n"] - plans["voldoet"] - plans["gepland"]),
        what_is_missing(*plans[list(UNPLANNED)]),
        overdue(tables["acties"]),
        float(plans["als_alles_slaagt"]),
        likely(plans, kept),
        succeeded(kept),
        judged_course(plans, kept) if until else "",
    )


def missing_from(tables: Tables) -> list[str]:
    """Who is expected and did not answer."""
    response = tables["respons"]
    absent = (response["ingevuld"] == 0) & (response["stand"] != OTHER)
    return list(response.loc[absent, "organisatie"])


def facts(tables: Tables, *, named: bool) -> list[BoardFact]:
    """What to know first; there is at least one answer that counts."""
    about, plans = tables["over"].iloc[0], plans_of(tables)
    course = tables["verloop"]
    last = course.iloc[-1] if len(course) else None
    then, now = (last["aandeel_vorige"], last["aandeel"]) if last is not None else (0.0, 0.0)
    known = last is not None and bool(last["n"])
    missing, part = missing_from(tables), half_filled(tables["respons"])
    return [
        BoardFact(
            texts.COMPLIES_NOW,
            percent(about["aandeel"]),
            texts.how_many_answers(
                together(about, MET),
                about["n"],
                about["vorige_meting"] if known else "",
                float(then) if known else float("nan"),
                float(now) if known else float("nan"),
            ),
        ),
        BoardFact(
            texts.ANSWERED,
            texts.out_of(about["geantwoord"], about["verwacht"]),
            texts.who_is_missing(
                missing if named else len(missing),
                [so_many_of(*item) for item in part] if named else len(part),
            ),
        ),
        BoardFact(
            texts.COURSE,
            texts.VERDICTS[plans.verdict],
            texts.course_in_short(about["uiterlijk"], plans.if_all, plans.likely, plans.succeeded),
        ),
        BoardFact(
            texts.PLANS,
            whole(plans.without),
            texts.plans_in_short(plans.overdue, about["uiterlijk"], plans.why),
        ),
    ]


def weakest(tables: Tables, most: int) -> pd.DataFrame:
    """The weakest norms, in the order of `tables.order`, with their short name under `kort`."""
    shown = tables["knelpunten"].head(most)
    names = [
        number_and_name(norm, text)
        for norm, text in zip(shown["norm"], shown["norm_tekst"], strict=True)
    ]
    return shown.assign(kort=names)


def proposals(tables: Tables, *, named: bool) -> list[BoardQuestion]:
    """What to decide, most important first; only what there is a reason for."""
    people = who(tables["over"].iloc[0]["soort"])
    plans = plans_of(tables)
    asked: list[tuple[str, str]] = []
    for row in weakest(tables, 1).to_dict("records"):
        asked.append(texts.take_up(row["kort"], row["nog_niet"], row["n"], people))
        norm, asking = str(row["norm"]), row["hulp_gewenst"]
        helping, unnamed = (_of_role(tables, norm, role) for role in ("biedt", "stil"))
        asked.append(
            texts.ask_helpers(norm, asking, helping, len(unnamed))
            if named
            else texts.ask_helpers(norm, asking, len(helping) + len(unnamed))
        )
    asked += [
        texts.nobody_helps(row["kort"], row["hulp_gewenst"], people)
        for row in _nobody_helps(tables).to_dict("records")
    ]
    if plans.without:
        asked.append(texts.make_plans(plans.without, tables["over"].iloc[0]["uiterlijk"]))
    if plans.overdue:
        asked.append(texts.bring_up_to_date(plans.overdue))
    missing, part = len(missing_from(tables)), len(half_filled(tables["respons"]))
    if missing or part:
        asked.append(texts.ask_answers(missing, part, people))
    return [BoardQuestion(*item) for item in asked]


def _nobody_helps(tables: Tables) -> pd.DataFrame:
    """The norm for which most ask for help while nobody offers, beside the weakest; at most one."""
    others = weakest(tables, len(tables["knelpunten"])).iloc[1:]
    alone = others[(others["hulp_gewenst"] > 1) & (others["kan_helpen"] == 0)]
    return alone.sort_values("hulp_gewenst", ascending=False, kind="stable").head(1)


def _of_role(tables: Tables, norm: str, role: str) -> Sequence[str]:
    roles = tables["uitwisseling"]
    return list(roles.loc[(roles["norm"] == norm) & (roles["rol"] == role), "organisatie"])
