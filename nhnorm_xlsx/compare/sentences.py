"""The sentences of the summary, made from the figures in the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import OPEN, of_actions, together
from nhnorm_xlsx.compare.tables.order import thema_ends
from nhnorm_xlsx.compare.tables.participation import ENDED, JOINED, MERGED, SILENT, UNUSABLE
from nhnorm_xlsx.compare.tables.plans import UNPLANNED, judged_course, likely
from nhnorm_xlsx.compare.tables.response import half_filled
from nhnorm_xlsx.contract.scores import MET, NOT_AT_ALL
from nhnorm_xlsx.gate import End, Percentage
from nhnorm_xlsx.texts.compare import bands, feedback, provincie, riec, shared
from nhnorm_xlsx.texts.compare import half_filled as words
from nhnorm_xlsx.texts.compare import plans as plan_texts
from nhnorm_xlsx.texts.words import GEMEENTEN, Who, percent, who


def riec_sentences(tables: Tables, *, with_sheets: bool = True) -> list[str]:
    """What a RIEC should know first, most important first; `with_sheets` names other sheets."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return list(shared.NO_ANSWERS)
    people = who(about["soort"])
    sentences = [
        shared.response(
            about["geantwoord"], about["verwacht"], about["geantwoord"] / about["verwacht"], people
        )
    ]
    sentences += who_is_not_in(tables)
    half = half_filled(tables["respons"])
    if half:
        sentences.append(words.half_filled(half, people))
    sentences += edities_sentences(tables, people)
    if about["n"]:
        sentences += _figures(tables, about, people, with_sheets=with_sheets)
    sentences += _development(tables, about, people)
    if about["n"]:
        sentences += _plans(tables, about)
        actions = tables["acties"]
        if len(actions):
            sentences.append(shared.open_actions(*of_actions(actions)))
    return sentences


def riec_headlines(tables: Tables, most: int = 3) -> tuple[list[str], list[str]]:
    """The same sentences, without naming sheets, in two parts: the first to read, and the rest.

    `who_is_not_in` stands apart from both.
    First is which norm to take up together, who can help, and whether the region is on course;
    what cannot be said makes room for what is next.
    """
    sentences = riec_sentences(tables, with_sheets=False)
    about = tables["over"].iloc[0]
    wanted: list[str] = []
    if about["geantwoord"] and about["n"]:
        if len(tables["knelpunten"]):
            wanted += _first_together(tables, who(about["soort"]), with_sheets=False)
        wanted += _plans(tables, about)[-1:]
    first = wanted[:most]
    said = [*first, *who_is_not_in(tables)]
    rest = [sentence for sentence in sentences if sentence not in said]
    short = most - len(first)
    return [*first, *rest[:short]], rest[short:]


def nameless_sentences(tables: Tables) -> list[str]:
    """What the board of a RIEC should know first, without the name of a participant."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return list(shared.NO_ANSWERS[:1])
    people = who(about["soort"])
    share = about["geantwoord"] / about["verwacht"]
    sentences = [shared.response(about["geantwoord"], about["verwacht"], share, people)]
    half = half_filled(tables["respons"])
    if half:
        sentences.append(words.part_counts(len(half), people))
    sentences += edities_sentences({**tables, "edities": _unnamed(tables["edities"])}, people)
    if about["n"]:
        sentences += _overall(tables, about, people)
    sentences += _development(tables, about, people)
    return [*sentences, *_plans(tables, about)] if about["n"] else sentences


def _unnamed(edities: pd.DataFrame) -> pd.DataFrame:
    return edities.drop(columns=["namen", "buiten"], errors="ignore")


def who_is_not_in(tables: Tables) -> list[str]:
    """Who is not in the figures, or not in all of them, and why: a sentence per reason."""
    left_out, people = tables["deelname"], who(tables["over"].iloc[0]["soort"])
    names = {reason: list(rows["naam"]) for reason, rows in left_out.groupby("reden", sort=False)}
    sentences = []
    if SILENT in names:
        sentences.append(riec.waiting_for(names[SILENT]))
    if UNUSABLE in names:
        sentences.append(riec.nothing_usable(names[UNUSABLE]))
    ended = left_out[left_out["reden"].isin([MERGED, ENDED])]
    sentences += [
        shared.no_more(name, heir, last, people)
        for name, heir, last in zip(
            ended["naam"], ended["ander"], ended["laatste_dag"], strict=True
        )
    ]
    if JOINED in names:
        sentences.append(riec.joined(names[JOINED]))
    return sentences


def _plans(tables: Tables, about: pd.Series) -> list[str]:
    """Where it goes if all plans succeed, how many did so far, and whether it is on course."""
    plans, kept = tables["plannen"].iloc[-1], tables["eerdere_plannen"]
    until = about["uiterlijk"]
    sentences = [
        plan_texts.if_all_succeed(
            until,
            plans["aandeel"],
            plans["als_alles_slaagt"],
            planned=plans["gepland"],
            without=plans["n"] - plans["voldoet"] - plans["gepland"],
            why=plan_texts.what_is_missing(*plans[list(UNPLANNED)]),
        ),
        plan_texts.kept_so_far(
            kept["gehaald"].sum(),
            kept["voorbij"].sum(),
            likely(plans, kept),
            kept["verschoven"].sum(),
        ),
    ]
    if until:
        sentences.append(plan_texts.on_course(judged_course(plans, kept), until))
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


def _figures(tables: Tables, about: pd.Series, people: Who, *, with_sheets: bool) -> list[str]:
    sentences = _overall(tables, about, people)
    if len(tables["knelpunten"]):
        sentences += _first_together(tables, people, with_sheets=with_sheets)
    return sentences


def _overall(tables: Tables, about: pd.Series, people: Who) -> list[str]:
    themas = tables["themas"]
    everything = themas[themas["thema"] == ALL_THEMAS].iloc[0]
    own = themas[(themas["thema"] != ALL_THEMAS) & (themas["n"] > 0)]
    worst, best = thema_ends(own)
    counted = tables["gemeenten"].loc[tables["gemeenten"]["n"] > 0, "n"]
    sentences = [shared.compliance(together(about, MET), about["n"], about["aandeel"])]
    if everything["gemeenten"] > 1:
        sentences.append(
            riec.spread(
                everything["minimum"],
                everything["mediaan"],
                everything["maximum"],
                everything["gemeenten"],
                people,
                judged=(int(counted.min()), int(counted.max())),
            )
        )
    if best["aandeel"] > worst["aandeel"]:
        sentences.append(
            riec.thema_ends(thema_name(best), best["aandeel"], thema_name(worst), worst["aandeel"])
        )
    return sentences


def _first_together(tables: Tables, people: Who, *, with_sheets: bool) -> list[str]:
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
            unnamed=len(roles.get("stil", [])),
            with_sheets=with_sheets,
        ),
    ]


def _development(tables: Tables, about: pd.Series, people: Who) -> list[str]:
    if not about["vorige_meting"]:
        return [riec.NO_PREVIOUS]
    last = tables["verloop"].iloc[-1]
    if not last["n"]:
        return [riec.nothing_comparable(people)]
    changed = riec.changed(
        about["vorige_meting"],
        last["aandeel_vorige"],
        last["aandeel"],
        last["gemeenten"],
        people,
    )
    moved = riec.norms_moved(*_moved(tables["ontwikkeling_normen"]))
    return [changed, moved] if moved else [changed]


# So many norms that went forward or back are named.
_MOST_MOVED = 3


def _moved(norms: pd.DataFrame) -> Iterator[list[tuple[str, float, float]]]:
    """The norms that went most forward, and those that went most back, as they are shown."""
    steps = (norms["aandeel"] * 100).round() - (norms["aandeel_vorige"] * 100).round()
    for way in (steps, -steps):
        most = way[way > 0].sort_values(ascending=False, kind="stable").head(_MOST_MOVED)
        rows = norms.loc[most.index, ["norm", "aandeel_vorige", "aandeel"]]
        yield list(rows.itertuples(index=False, name=None))


def provincie_sentences(tables: Tables) -> list[str]:
    """What the provincie should know first; from shown figures only."""
    about = tables["over"].iloc[0]
    if not about["getoond"]:
        return [bands.nothing(about["reden"])]
    sentences = [
        provincie.who_is_in([riec for riec in about["riecs"] if riec not in about["buiten"]]),
        provincie.responded(bands.step(about["respons"])),
    ]
    if about["buiten"]:
        sentences.append(bands.left_out(about["buiten"]))
    sentences += [shared.no_more(*gone) for gone in about["opgegaan"]]
    if about["andere_edities"]:
        sentences.append(provincie.other_edities(about["andere_edities"], about["editie"]))
    steps = tables["normen"]["stap"]
    for step in reversed(range(policy.STEPS)):
        count = int((steps == step).sum())
        if count:
            sentences.append(provincie.norms_at_step(count, step, len(steps)))
    lowest = tables["normen"][steps == steps.min()]
    return [*sentences, provincie.weakest(list(lowest["norm"]))]


def feedback_sentences(tables: Tables) -> list[str]:
    """What an organisation should know first about its own answers."""
    about = tables["over"].iloc[0]
    if not about["geantwoord"]:
        return [feedback.no_answers(about["eigen_soort"])]
    sentences = [feedback.own_compliance(together(about, MET), about["n"], about["aandeel"])]
    if about[OPEN]:
        sentences.append(feedback.own_open(int(about[OPEN])))
    changes = tables["normen"]["verschil"].dropna()
    if len(changes):
        up, down = int((changes > 0).sum()), int((changes < 0).sum())
        sentences.append(feedback.own_change(about["vorige_meting"], up, down))
    if not about["getoond"]:
        return [*sentences, bands.nothing(about["reden"])]
    sentences.append(feedback.chances(len(tables["kansen"])))
    if not about["zelfde_normen"]:
        return [*sentences, feedback.OTHER_NORMS]
    fewer = judged_in_part(tables)
    return [*sentences, feedback.not_all_judged(fewer)] if fewer else sentences


def judged_in_part(tables: Tables) -> list[str]:
    """The themas of which an organisation judged some norms, but not all."""
    themas = tables["themas"]
    fewer = themas[(themas["beoordeeld"] < themas["normen"]) & (themas["beoordeeld"] > 0)]
    return list(fewer["thema"])


def told(share: Percentage | None) -> str:
    """A share of others as it may be told."""
    return bands.NOT_SHOWN if share is None else bands.percentage(share.number, share.end.value)


def told_shortly(share: Percentage | None) -> str:
    """The same where there is little room and it is said already that it is rounded."""
    if share is None:
        return ""
    return told(share) if share.end is not End.ABOUT else percent(share.number / 100)


def thema_name(row: pd.Series | dict[str, Any]) -> str:
    """`1. Bewustwording & Organisatie`, or "Alle normen" for all of them.

    A thema of few norms says how many, where the row has their number.
    """
    if row["thema"] == ALL_THEMAS:
        return shared.ALL_NORMS
    count = int(row.get("normen") or 0)
    few = count if 0 < count <= policy.FEW_NORMS else None
    return shared.thema_name(row["thema"], row["thema_titel"], few)
