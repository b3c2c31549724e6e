"""What comes in after its meting was destroyed: it counts nowhere. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset.destroyed import Destroyed
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.submissions import Submission

# Names that a sentence on the screen can hold; the rest is a number.
_SHOWN = 12


def closed_off(submissions: Mapping[str, Submission], named: Destroyed) -> dict[str, Submission]:
    """The submissions, of which those to a meting that was destroyed are refused."""
    return {
        content: _refused(item, named.metingen[item.stamp.meting])
        if item.stamp and item.stamp.meting in named.metingen and item.accepted
        else item
        for content, item in submissions.items()
    }


def _refused(item: Submission, moment: str) -> Submission:
    meting = item.stamp.meting if item.stamp else ""
    said = finding(kinds.METING_OPGERUIMD, meting=meting, dag=day_of(moment)).at(**item.place)
    return replace(item, refusal=said.message, findings=(said,), answers=(), start=())


def about_destroyed(items: Iterable[SeenFile], named: Destroyed) -> list[Finding]:
    """What to say of files that are offered again after they were destroyed."""
    said = sorted({f"{item.file}{_when(item, named)}" for item in items})
    if not said:
        return []
    more = f" en nog {len(said) - _SHOWN}" if len(said) > _SHOWN else ""
    return [finding(kinds.EERDER_VERNIETIGD, namen=", ".join(said[:_SHOWN]) + more)]


def _when(item: SeenFile, named: Destroyed) -> str:
    moment = named.contents.get(item.sha256)
    return f" (op {day_of(moment)})" if moment else ""


def day_of(moment: str) -> str:
    """The day of a moment of an event, as people write it: `25-11-2026`."""
    return f"{local_time(datetime.fromisoformat(moment)):%d-%m-%Y}"
