"""The sentences of the summary, made from the figures in the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from nhnorm_xlsx.compare.tables.response import OTHER
from nhnorm_xlsx.compare.tables.riec import ALL_THEMAS, Tables
from nhnorm_xlsx.texts import compare as texts


def riec_sentences(tables: Tables) -> list[str]:
    """What a RIEC should know first, most important first."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return list(texts.NO_ANSWERS)
    response = tables["respons"]
    missing = response.loc[
        (response["ingevuld"] == 0) & (response["stand"] != OTHER), "organisatie"
    ]
    sentences = [
        texts.response(
            about["geantwoord"], about["verwacht"], about["geantwoord"] / about["verwacht"]
        )
    ]
    if len(missing):
        sentences.append(texts.waiting_for(list(missing)))
    sentences += edities_sentences(tables)
    if about["n"]:
        sentences += _figures(tables, about)
    sentences += _development(tables, about)
    if about["n"]:
        plans = tables["verwachting"].iloc[-1]
        sentences.append(
            texts.expected(
                plans["aandeel"],
                plans["verwacht"],
                plans["gepland"],
                plans["te_laat"],
                plans["n"] - plans["voldoet"] - plans["gepland"],
            )
        )
    return sentences


def edities_sentences(tables: Tables) -> list[str]:
    """Who answered another editie of the norm, and what that means for the comparison.

    By name where the table of edities has names, else how many.
    """
    own = tables["over"].iloc[0]["editie"]
    sentences = []
    for row in tables["edities"].to_dict("records"):
        here, shared = int(row["vergeleken"]), int(row["gedeeld"])
        gone = int(row["gemeenten"]) - here
        if here:
            who = row.get("namen", here)
            sentences.append(texts.other_editie(row["editie"], own, who, shared))
        if gone:
            who = row.get("buiten", gone)
            sentences.append(texts.left_out_editie(row["editie"], own, who, shared))
    return sentences


def _figures(tables: Tables, about: pd.Series) -> list[str]:
    themas = tables["themas"]
    everything = themas[themas["thema"] == ALL_THEMAS].iloc[0]
    own = themas[(themas["thema"] != ALL_THEMAS) & (themas["n"] > 0)]
    worst, best = extremes(own)
    sentences = [
        texts.compliance(about["voldoet"], about["n"], about["aandeel"]),
        texts.spread(
            everything["minimum"],
            everything["mediaan"],
            everything["maximum"],
            everything["gemeenten"],
        ),
    ]
    if best["aandeel"] > worst["aandeel"]:
        sentences.append(
            texts.thema_ends(thema_name(best), best["aandeel"], thema_name(worst), worst["aandeel"])
        )
    if len(tables["knelpunten"]):
        sentences += _first_together(tables)
    return sentences


def _first_together(tables: Tables) -> list[str]:
    """The norm to take up together first, why, and who can help with it."""
    first = tables["knelpunten"].iloc[0]
    others = tables["knelpunten"].iloc[1:]
    even = others.loc[others["nog_niet"] == first["nog_niet"], "norm"]
    roles = tables["uitwisseling"]
    roles = roles[roles["norm"] == first["norm"]].groupby("rol")["organisatie"].agg(list).to_dict()
    return [
        texts.first_together(
            first["norm"],
            first["norm_tekst"],
            unmet=first["nog_niet"],
            n=first["n"],
            not_at_all=first["niet"],
            even=list(even),
        ),
        texts.who_helps(
            first["norm"],
            roles.get("vraagt", []),
            roles.get("biedt", []),
            roles.get("voldoet", []),
        ),
    ]


def _development(tables: Tables, about: pd.Series) -> list[str]:
    if not about["vorige_meting"]:
        return [texts.NO_PREVIOUS]
    last = tables["verloop"].iloc[-1]
    if not last["n"]:
        return [texts.NOTHING_COMPARABLE]
    return [
        texts.changed(
            about["vorige_meting"], last["aandeel_vorige"], last["aandeel"], last["gemeenten"]
        )
    ]


def provincie_sentences(tables: Tables) -> list[str]:
    """What the provincie should know first; from shown figures only."""
    about = tables["over"].iloc[0]
    everything = tables["themas"][
        (tables["themas"]["thema"] == ALL_THEMAS) & tables["themas"]["getoond"]
    ]
    total = everything[everything["indeling"] == "provincie"]
    if total.empty:
        too_few = texts.TOO_FEW if about["geantwoord"] else texts.NO_ANSWERS
        return [*too_few, *edities_sentences(tables)]
    sentences = [
        texts.response(
            about["geantwoord"], about["verwacht"], about["geantwoord"] / about["verwacht"]
        ),
        *edities_sentences(tables),
        texts.compliance(
            round(total["n"].iloc[0] * total["aandeel"].iloc[0]),
            total["n"].iloc[0],
            total["aandeel"].iloc[0],
        ),
    ]
    for title, key in (("Per RIEC", "RIEC"), ("Per grootte", "grootte")):
        groups = everything[everything["indeling"] == key]
        if len(groups) > 1:
            low, high = extremes(groups)
            sentences.append(
                texts.group_ends(
                    title, low["groep"], low["aandeel"], high["groep"], high["aandeel"]
                )
            )
    own = tables["normen"][tables["normen"]["getoond"]].drop_duplicates("norm")
    old = own[own["stand"] != about["peildatum"].isoformat()]
    if len(old):
        days = [texts.day(date.fromisoformat(text)) for text in sorted(set(old["stand"]))]
        sentences.append(texts.repeated(len(old), days))
    return sentences


def feedback_sentences(tables: Tables) -> list[str]:
    """What a gemeente should know first about its own answers."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return [texts.FEEDBACK_NO_ANSWERS]
    sentences = [texts.own_compliance(about["voldoet"], about["n"], about["aandeel"])]
    everything = tables["themas"].iloc[-1]
    if everything["anderen_normen"]:
        sentences.append(
            texts.others_compliance(everything["anderen_aandeel"], everything["anderen_normen"])
        )
        sentences.append(texts.chances(len(tables["kansen"])))
    sentences += edities_sentences(tables)
    changes = tables["normen"]["verschil"].dropna()
    if len(changes):
        up, down = int((changes > 0).sum()), int((changes < 0).sum())
        sentences.append(texts.own_change(about["vorige_meting"], up, down))
    return sentences


def extremes(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The rows with the lowest and the highest share; the first of equals."""
    ordered = frame.sort_values("aandeel", kind="stable")
    return ordered.iloc[0], frame.sort_values("aandeel", ascending=False, kind="stable").iloc[0]


def thema_name(row: pd.Series | dict[str, Any]) -> str:
    """`1. Bewustwording & Organisatie`, or "Alle normen" for all of them."""
    if row["thema"] == ALL_THEMAS:
        return texts.ALL_NORMS
    return f"{row['thema']}. {row['thema_titel']}"
