"""Decisions that a file belongs to a meting of which nobody ever heard. Pure.

A slip of the pen in `besluiten.csv` would make a meting of its own: such a file is refused, by
name, until the line is put right. The line itself stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset.decisions import METING, Decision, Decisions
from nhnorm_xlsx.findings import finding
from nhnorm_xlsx.submissions import Submission


def of_known_metingen(
    submissions: Mapping[str, Submission],
    decisions: Decisions,
    register: Iterable[Mapping[str, str]],
    running: str | None,
) -> dict[str, Submission]:
    """The submissions, of which those are refused that were decided to be of an unknown meting.

    Known is what was issued (`register`), what files say of themselves, and what is `running`.
    Where nothing is known there is nothing to compare with.
    """
    decided = {content: decisions.get(content, METING) for content in submissions}
    known = {row["meting"] for row in register} | {running or ""}
    known |= {
        item.stamp.meting
        for content, item in submissions.items()
        if item.stamp and decided[content] is None
    }
    known -= {""}
    return {
        content: _refused(item, line, sorted(known))
        if known and (line := decided[content]) and line.value not in known
        else item
        for content, item in submissions.items()
    }


def _refused(item: Submission, line: Decision, known: list[str]) -> Submission:
    what = f"meting '{line.value}' is hier niet bekend; wel bekend: {', '.join(known)}"
    said = finding(kinds.BESLUIT_ONBRUIKBAAR, wat=what).at(**{**item.place, "meting": ""})
    return replace(item, refusal=said.message, findings=(said,), stamp=None, answers=(), start=())
