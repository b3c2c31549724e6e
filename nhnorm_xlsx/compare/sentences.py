"""The sentences of the summary, made from the figures in the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import together
from nhnorm_xlsx.compare.tables.plans import judged_course, likely
from nhnorm_xlsx.compare.tables.provincie import BY_PROVINCIE, BY_RIEC, BY_SIZE
from nhnorm_xlsx.compare.tables.response import OTHER
from nhnorm_xlsx.contract.scores import MET, NOT_AT_ALL
from nhnorm_xlsx.texts.compare import feedback, provincie, riec, shared
from nhnorm_xlsx.texts.words import GEMEENTEN, Who, day, who


def riec_sentences(tables: Tables) -> list[str]:
    """What a RIEC should know first, most important first."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return list(shared.NO_ANSWERS)
    people = who(about["soort"])
    response = tables["respons"]
    missing = response.loc[
        (response["ingevuld"] == 0) & (response["stand"] != OTHER), "organisatie"
    ]
    sentences = [
        shared.response(
            about["geantwoord"], about["verwacht"], about["geantwoord"] / about["verwacht"], people
        )
    ]
    if len(missing):
        sentences.append(riec.waiting_for(list(missing)))
    sentences += edities_sentences(tables, people)
    if about["n"]:
        sentences += _figures(tables, about, people)
    sentences += _development(tables, about, people)
    if about["n"]:
        sentences += _plans(tables, about)
    return sentences


def _plans(tables: Tables, about: pd.Series) -> list[str]:
    """Where it goes if all plans succeed, how many did so far, and whether it is on course."""
    plans, kept = tables["plannen"].iloc[-1], tables["eerdere_plannen"]
    until = about["uiterlijk"]
    sentences = [
        riec.if_all_succeed(
            until,
            plans["aandeel"],
            plans["als_alles_slaagt"],
            planned=plans["gepland"],
            overdue=plans["te_laat"],
            without=plans["n"] - plans["voldoet"] - plans["gepland"],
        ),
        riec.kept_so_far(kept["gehaald"].sum(), kept["voorbij"].sum(), likely(plans, kept)),
    ]
    if until:
        sentences.append(riec.on_course(judged_course(plans, kept), until))
    return sentences


def edities_sentences(tables: Tables, people: Who = GEMEENTEN) -> list[str]:
    """Who answered another editie of the norm, and what that means for the comparison.

    By name where the table of edities has names, else how many.
    """
    own = tables["over"].iloc[0]["editie"]
    sentences = []
    for row in tables["edities"].to_dict("records"):
        here, common = int(row["vergeleken"]), int(row["gedeeld"])
        gone = int(row["gemeenten"]) - here
        if here:
            them = row.get("namen", here)
            sentences.append(shared.other_editie(row["editie"], own, them, common, people))
        if gone:
            them = row.get("buiten", gone)
            sentences.append(shared.left_out_editie(row["editie"], own, them, common, people))
    return sentences


def _figures(tables: Tables, about: pd.Series, people: Who) -> list[str]:
    themas = tables["themas"]
    everything = themas[themas["thema"] == ALL_THEMAS].iloc[0]
    own = themas[(themas["thema"] != ALL_THEMAS) & (themas["n"] > 0)]
    worst, best = extremes(own)
    sentences = [
        shared.compliance(together(about, MET), about["n"], about["aandeel"]),
        riec.spread(
            everything["minimum"],
            everything["mediaan"],
            everything["maximum"],
            everything["gemeenten"],
            people,
        ),
    ]
    if best["aandeel"] > worst["aandeel"]:
        sentences.append(
            riec.thema_ends(thema_name(best), best["aandeel"], thema_name(worst), worst["aandeel"])
        )
    if len(tables["knelpunten"]):
        sentences += _first_together(tables, people)
    return sentences


def _first_together(tables: Tables, people: Who) -> list[str]:
    """The norm to take up together first, why, and who can help with it."""
    first = tables["knelpunten"].iloc[0]
    others = tables["knelpunten"].iloc[1:]
    even = others.loc[others["nog_niet"] == first["nog_niet"], "norm"]
    roles = tables["uitwisseling"]
    roles = roles[roles["norm"] == first["norm"]].groupby("rol")["organisatie"].agg(list).to_dict()
    return [
        riec.first_together(
            first["norm"],
            first["norm_tekst"],
            unmet=first["nog_niet"],
            n=first["n"],
            not_at_all=together(first, NOT_AT_ALL),
            even=list(even),
            who=people,
        ),
        riec.who_helps(
            first["norm"],
            roles.get("vraagt", []),
            roles.get("biedt", []),
            roles.get("voldoet", []),
            people,
        ),
    ]


def _development(tables: Tables, about: pd.Series, people: Who) -> list[str]:
    if not about["vorige_meting"]:
        return [riec.NO_PREVIOUS]
    last = tables["verloop"].iloc[-1]
    if not last["n"]:
        return [riec.nothing_comparable(people)]
    return [
        riec.changed(
            about["vorige_meting"],
            last["aandeel_vorige"],
            last["aandeel"],
            last["gemeenten"],
            people,
        )
    ]


def provincie_sentences(tables: Tables) -> list[str]:
    """What the provincie should know first; from shown figures only."""
    about = tables["over"].iloc[0]
    everything = tables["themas"][
        (tables["themas"]["thema"] == ALL_THEMAS) & tables["themas"]["getoond"]
    ]
    total = everything[everything["indeling"] == BY_PROVINCIE]
    if total.empty:
        too_few = provincie.too_few() if about["geantwoord"] else shared.NO_ANSWERS
        return [*too_few, *edities_sentences(tables)]
    sentences = [
        shared.response(
            about["geantwoord"], about["verwacht"], about["geantwoord"] / about["verwacht"]
        ),
        *edities_sentences(tables),
        shared.compliance(
            round(total["n"].iloc[0] * total["aandeel"].iloc[0]),
            total["n"].iloc[0],
            total["aandeel"].iloc[0],
        ),
    ]
    for title, key in ((provincie.BY_RIEC, BY_RIEC), (provincie.BY_SIZE, BY_SIZE)):
        groups = everything[everything["indeling"] == key]
        if len(groups) > 1:
            low, high = extremes(groups)
            sentences.append(
                provincie.group_ends(
                    title, low["groep"], low["aandeel"], high["groep"], high["aandeel"]
                )
            )
    own = tables["normen"][tables["normen"]["getoond"]].drop_duplicates("norm")
    old = own[own["stand"] != about["peildatum"].isoformat()]
    if len(old):
        days = [day(date.fromisoformat(text)) for text in sorted(set(old["stand"]))]
        sentences.append(provincie.repeated(len(old), days))
    return sentences


def feedback_sentences(tables: Tables) -> list[str]:
    """What a gemeente should know first about its own answers."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return [feedback.no_answers(about["eigen_soort"])]
    sentences = [feedback.own_compliance(together(about, MET), about["n"], about["aandeel"])]
    everything = tables["themas"].iloc[-1]
    if everything["anderen_normen"]:
        sentences.append(
            feedback.others_compliance(everything["anderen_aandeel"], everything["anderen_normen"])
        )
        sentences.append(feedback.chances(len(tables["kansen"])))
    sentences += edities_sentences(tables, who(about["soort"]))
    changes = tables["normen"]["verschil"].dropna()
    if len(changes):
        up, down = int((changes > 0).sum()), int((changes < 0).sum())
        sentences.append(feedback.own_change(about["vorige_meting"], up, down))
    return sentences


def extremes(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The rows with the lowest and the highest share; the first of equals."""
    ordered = frame.sort_values("aandeel", kind="stable")
    return ordered.iloc[0], frame.sort_values("aandeel", ascending=False, kind="stable").iloc[0]


def thema_name(row: pd.Series | dict[str, Any]) -> str:
    """`1. Bewustwording & Organisatie`, or "Alle normen" for all of them."""
    if row["thema"] == ALL_THEMAS:
        return shared.ALL_NORMS
    return shared.thema_name(row["thema"], row["thema_titel"])
