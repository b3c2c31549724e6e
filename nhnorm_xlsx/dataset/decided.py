"""What was ever decided about files, as the events remember it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nhnorm_xlsx.dataset.events import BESLOTEN, INGETROKKEN, Events, Facts


@dataclass(frozen=True)
class Decree:
    """One decision: about which content (`SeenFile.content`), under which name, and why.

    `file` is empty when it is about the content under whatever name.
    """

    content: str
    sha256: str
    file: str
    verdict: str
    value: str
    reason: str

    @property
    def facts(self) -> Facts:
        """What the event says that it was decided."""
        return {
            "inhoud": self.content,
            "sha256": self.sha256,
            "bestand": self.file,
            "besluit": self.verdict,
            "waarde": self.value,
            "reden": self.reason,
        }


@dataclass(frozen=True)
class Memory:
    """All decisions: those that stand, old to new, each with the events that said so.

    The same decision taken twice, by two people, is one. `ever` holds what was taken back
    as well; `since` says from which moment each stands.
    """

    standing: Mapping[Decree, list[str]]
    ever: Mapping[Decree, list[str]]
    since: Mapping[Decree, str]


def memory_of(events: Events) -> Memory:
    """What the events say was decided and not taken back."""
    back = {mark for event in events.of(INGETROKKEN) for mark in event.facts["besluiten"]}
    standing: dict[Decree, list[str]] = {}
    since: dict[Decree, str] = {}
    ever: dict[Decree, list[str]] = {}
    for event in events.of(BESLOTEN):
        facts = event.facts
        item = Decree(
            facts["inhoud"],
            facts["sha256"],
            facts["bestand"],
            facts["besluit"],
            facts["waarde"],
            facts["reden"],
        )
        ever.setdefault(item, []).append(event.mark)
        if event.mark not in back:
            standing.setdefault(item, []).append(event.mark)
            since.setdefault(item, event.at)
    return Memory(standing, ever, since)
