"""Which mails were drafted, as the events tell it. Pure: no addresses, no texts, only codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from nhnorm_xlsx.dataset.events import OPGESTELD, Events, Facts

Key = tuple[str, str, str]  # kind of mail, meting, organisation code


@dataclass(frozen=True)
class Drafted:
    """The mails that were drafted: by kind, meting and organisation the days, and about what.

    What a mail is about is a fingerprint: of the file that was received, of the workbook.
    """

    days: Mapping[Key, Sequence[date]] = field(default_factory=dict)
    about: Mapping[Key, frozenset[str]] = field(default_factory=dict)

    def knows(self, kind: str, meting: str, code: str, about: str) -> bool:
        """Whether this very mail was drafted before."""
        return about in self.about.get((kind, meting, code), frozenset())

    def last(self, kind: str, meting: str, code: str) -> date | None:
        """The last day on which a mail of this kind was drafted; None when never."""
        return max(self.days.get((kind, meting, code), ()), default=None)


def drafted_of(events: Events) -> Drafted:
    """What the events of a dataset tell of the mails that were drafted."""
    days: dict[Key, list[date]] = {}
    about: dict[Key, set[str]] = {}
    for event in events.of(OPGESTELD):
        facts = event.facts
        key = (facts["soort"], facts["meting"], facts["organisatie_code"])
        days.setdefault(key, []).append(date.fromisoformat(facts["dag"]))
        about.setdefault(key, set()).add(facts.get("over", ""))
    return Drafted(days, {key: frozenset(items) for key, items in about.items()})


def drafted_facts(kind: str, meting: str, code: str, day: date, about: str) -> Facts:
    """The facts of the event that a mail to this organisation was drafted."""
    return {
        "soort": kind,
        "meting": meting,
        "organisatie_code": code,
        "dag": day.isoformat(),
        "over": about,
    }
