"""Norms of one editie beside those of another: which is which. Pure.

Within one meting most organisations answer the same editie; that one is compared. Answers to
another editie count for the norms that are the same in both: the same number with the same
text, or the one that continues the other (`vervangt`), one to one. The rest is not compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import text_fingerprint

Links = dict[str, str]
Votes = dict[str, set[str]]


def most_used(answers: pd.DataFrame, prefer: str = "") -> str:
    """The editie that most organisations answered, of equals the newest; empty without answers.

    An organisation that answered nothing has no say. `prefer` is the code of one whose editie
    goes before all others.
    """
    return most_voted(votes_of(answers), prefer) or str(max(answers["editie"], default=""))


def votes_of(answers: pd.DataFrame) -> Votes:
    """The edities that each organisation answered at least one norm of, by its code."""
    given = answers[answers["status"].isin(list(STATUS_BY_KEY))]
    votes: Votes = {}
    pairs = given[["organisatie_code", "editie"]].drop_duplicates()
    for code, editie in zip(pairs["organisatie_code"], pairs["editie"], strict=True):
        votes.setdefault(code, set()).add(editie)
    return votes


def most_voted(votes: Votes, prefer: str = "") -> str:
    """The editie with the most votes; see `most_used`."""
    heard = [votes[prefer]] if prefer in votes else votes.values()
    numbers = Counter(editie for edities in heard for editie in edities)
    return str(max(numbers, key=lambda editie: (numbers[editie], editie))) if numbers else ""


def norm_links(old: pd.DataFrame, new: pd.DataFrame) -> Links:
    """Which norm continues which: number now -> number then, only where it is one to one.

    Within one editie a number stands for itself. A newer editie says it in `vervangt`; a norm
    that says nothing continues the one with the same number and text that no other continues.
    A norm that joins several older ones, or an older one that was split, has no like.
    """
    numbers = set(old["norm"])
    if set(old["editie"]) == set(new["editie"]):
        return {norm: norm for norm in new["norm"] if norm in numbers}
    replaced = replaced_by(old, new)
    heirs = Counter(number for earlier in replaced.values() for number in earlier)
    links = {
        norm: earlier[0]
        for norm, earlier in replaced.items()
        if len(earlier) == 1 and heirs[earlier[0]] == 1
    }
    texts = _texts(old)
    for norm, text in _texts(new).items():
        unsaid = not replaced[norm] and norm not in heirs
        if unsaid and texts.get(norm) == text:
            links[norm] = norm
    return links


def replaced_by(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, list[str]]:
    """Number now -> the numbers then that it says to replace, as far as they existed."""
    numbers = set(old["norm"])
    return {
        norm: [number for number in re.split(r"[\s,]+", text) if number in numbers]
        for norm, text in zip(new["norm"], new["vervangt"], strict=True)
    }


def shared_norms(own: pd.DataFrame, other: pd.DataFrame) -> Links:
    """Which norms of another editie are those of this one: number there -> number here.

    Both are rows of `normen` of one editie. What `vervangt` says goes before a number that
    happens to be the same.
    """
    own_is_newer = max(own["editie"], default="") >= max(other["editie"], default="")
    old, new = (other, own) if own_is_newer else (own, other)
    links = norm_links(old, new)
    return {then: now for now, then in links.items()} if own_is_newer else links


def _texts(normen: pd.DataFrame) -> Mapping[str, str]:
    return {
        norm: text_fingerprint(text)
        for norm, text in zip(normen["norm"], normen["norm_tekst"], strict=True)
    }
