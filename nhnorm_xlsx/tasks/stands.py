"""Stands: what others are shown of a meting, fixed once and kept as events in the dataset.

Two events tell of a stand. `vastgesteld` holds the answers that it was made from, which the
next stand is compared with; `gepubliceerd` what was made of them, which all that others see is
made from. The second tells nothing about one organisation, and can stay when answers go.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from nhnorm_xlsx import gate
from nhnorm_xlsx.compare.tables.returns import NormRow, Returns, norms_by_thema
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.errors import StorageError, UsageError
from nhnorm_xlsx.gate import HandOver, Judgement, Returned
from nhnorm_xlsx.texts import publishing as texts

# The blocks that were shown, as `gate.Shown.together`.
Together = tuple[tuple[str, ...], ...]
CONCEPT: Final = "concept"
_HANDED_OVER: Final = "doorgeven"
# In `gepubliceerd`: the mark of the `vastgesteld` with the answers that it was made from.
_MADE_FROM: Final = "vastgesteld"


@dataclass(frozen=True)
class Published:
    """What was fixed to be shown: the hand-overs of one stand, and what they are about.

    `day` is the day of the stand: the only day that stands in what is made from it. `together`
    are the blocks that were ever shown; `other_edities` were answered too. `everyone` are all RIECs
    that take part: what is told of all gemeenten is only ever made from all of these. `file` is
    where it was read from, if anywhere.
    """

    meting: str
    name: str
    day: date
    editie: str
    norms: tuple[NormRow, ...]
    handovers: tuple[HandOver, ...]
    together: Together = ()
    other_edities: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()
    file: str = field(default="", compare=False, repr=False)

    @property
    def themas(self) -> Mapping[str, Sequence[str]]:
        """The numbers of the norms of each thema."""
        return norms_by_thema(self.norms)

    @cached_property
    def figures(self) -> gate.Shown:
        """What everybody is shown of this stand."""
        return gate.shown(self.handovers, self.themas, self.together)

    @property
    def is_concept(self) -> bool:
        """Whether it counts as nothing: made to look at."""
        return self.name == CONCEPT


@dataclass(frozen=True)
class Fixed:
    """A stand with the answers that each of its hand-overs was made from, by RIEC."""

    published: Published
    answers: Mapping[str, Returned]

    def riec_of(self, code: str) -> str:
        """The RIEC that an organisation was counted in, under its name then; empty for none."""
        return next((riec for riec, given in self.answers.items() if code in given), "")

    def changed_since(self, now: Returns) -> set[str]:
        """Who answered after this stand, or answers otherwise since."""
        norms = [row["norm"] for row in self.published.norms]
        then = {
            code: given for returned in self.answers.values() for code, given in returned.items()
        }
        return {
            code
            for returned in now.returned.values()
            for code, given in returned.items()
            if self.answers and gate.difference(_one(code, then), {code: given}, norms).total
        }


def _one(code: str, returned: Returned) -> Returned:
    return {code: returned[code]} if code in returned else {}


@dataclass(frozen=True)
class Proposal:
    """What would be fixed: None when nothing may change; and why, by RIEC."""

    fixed: Fixed | None
    rulings: Mapping[str, Judgement]


# --- making a stand: pure ---------------------------------------------------------------


def propose(returns: Returns, earlier: Fixed | None, name: str, day: date) -> Proposal:
    """The stand that follows from these answers and the one before it."""
    before = earlier.published if earlier else None
    answers = earlier.answers if earlier else {}
    if before is not None and (before.editie != returns.editie or _lost(before, answers)):
        return Proposal(None, {})
    stand = gate.next_stand(
        returns.meting,
        name,
        invited={**dict.fromkeys(answers, 0), **returns.invited},
        returned=returns.returned,
        norms=[row["norm"] for row in returns.norms],
        old=gate.Stand(before.handovers if before else (), {}, answers),
    )
    if before is not None and not any(ruling.allowed for ruling in stand.rulings.values()):
        return Proposal(None, stand.rulings)
    published = Published(
        meting=returns.meting,
        name=name,
        day=day,
        editie=returns.editie,
        norms=returns.norms,
        handovers=tuple(sorted(stand.handovers, key=lambda item: item.riecs)),
        together=before.together if before else (),
        other_edities=returns.other_edities,
        everyone=before.everyone if before else returns.everyone,
    )
    published = replace(published, together=published.figures.together)
    return Proposal(Fixed(published, stand.returned), stand.rulings)


def _lost(before: Published, answers: Mapping[str, Returned]) -> bool:
    """Whether the answers of a stand are gone: then nobody can tell what differs."""
    return any(riec not in answers for item in before.handovers for riec in item.riecs)


def concept(returns: Returns, day: date) -> Fixed:
    """What a stand of today would be, for the maker's own eyes: it is kept nowhere."""
    stand = propose(returns, None, CONCEPT, day).fixed
    if stand is None:  # a first stand is always possible
        raise ValueError(returns.meting)
    return stand


# --- keeping it ------------------------------------------------------------------------


def next_name(meting: str, earlier: Fixed | None) -> str:
    """The name of the stand after this one: `2026-stand-1`."""
    number = int(earlier.published.name.rpartition("-")[2]) + 1 if earlier else 1
    return gate.stand_name(meting, number)


def keep(folder: Path, stand: Fixed, rulings: Mapping[str, Judgement]) -> None:
    """Keep a stand in a dataset, with why the gate allowed it.

    Call with the lock held. Raises `StorageError`.
    """
    published = stand.published
    answers = {riec: dict(sorted(given.items())) for riec, given in stand.answers.items()}
    facts = {
        "meting": published.meting,
        "naam": published.name,
        "vingerafdrukken": {
            code: _fingerprint(given)
            for returned in answers.values()
            for code, given in returned.items()
        },
        "antwoorden": answers,
        "oordelen": {
            riec: {"mag": ruling.allowed, "reden": ruling.reason.value, "anders": ruling.differing}
            for riec, ruling in sorted(rulings.items())
        },
    }
    fixed = events.record(folder, events.VASTGESTELD, facts)
    shown = {**published_facts(published), _MADE_FROM: fixed.mark}
    events.record(folder, events.GEPUBLICEERD, shown)


def latest(folder: Path, meting: str) -> Fixed | None:
    """The last stand of a meting; None when none was fixed.

    Raises `StorageError` when two copies of the dataset each fixed one with the same name, or an
    event is damaged: then it is not known what others were shown.
    """
    found = _events(folder)
    shown: dict[str, tuple[Fixed, events.Event]] = {}
    for event in found.of(events.GEPUBLICEERD):
        if _HANDED_OVER not in event.facts or event.facts["meting"] != meting:
            continue
        item = Fixed(published_from(event.facts), _answers_of(found, event))
        same, before = shown.setdefault(item.published.name, (item, event))
        if same != item:
            files = sorted(one.file_name for one in (before, event))
            raise StorageError(texts.two_stands(item.published.name, files))
    if not shown:
        return None
    return max(
        (item for item, _ in shown.values()),
        key=lambda item: int(item.published.name.rpartition("-")[2]),
    )


def contradictions(folder: Path) -> list[str]:
    """What stands contradict each other, as two copies of a dataset can: a sentence for each.

    Raises nothing: what cannot be read is one of them.
    """
    found = []
    try:
        shown = _events(folder).of(events.GEPUBLICEERD)
    except StorageError as error:
        return [str(error)]
    for meting in sorted(
        {str(event.facts["meting"]) for event in shown if _HANDED_OVER in event.facts}
    ):
        try:
            latest(folder, meting)
        except StorageError as error:
            found.append(str(error))
    marks: dict[str, set[str]] = {}
    for event in shown:
        for name, mark in event.facts.get(_USED, {}).items():
            marks.setdefault(name, set()).add(mark)
    for name in sorted(name for name, used in marks.items() if len(used) > 1):
        _, stand, *riecs = json.loads(name)
        found.append(texts.used_otherwise(riecs, stand))
    return found


def _answers_of(found: events.Events, event: events.Event) -> Mapping[str, Returned]:
    """The answers that a published stand was made from; none when they are gone or not sure."""
    fixed = found.of(events.VASTGESTELD)
    if _MADE_FROM in event.facts:
        given = [one.facts for one in fixed if one.mark == event.facts[_MADE_FROM]]
    else:  # of a version that did not tell
        given = [one.facts for one in fixed if one.facts["naam"] == event.facts["naam"]]
    answers: Mapping[str, Returned] = given[0]["antwoorden"] if len(given) == 1 else {}
    return answers


def _events(folder: Path) -> events.Events:
    found = events.read(folder)
    for name in found.damaged:
        if name.startswith((events.GEPUBLICEERD, events.VASTGESTELD)):
            raise StorageError(texts.damaged(folder / events.FOLDER / name))
    return found


# --- what was shown from hand-overs -----------------------------------------------------

# A report that a version before stands kept, as `takeover` tells of it.
_OF_BEFORE: Final = "tabel"


def shown_by_before(folder: Path, meting: str) -> bool:
    """Whether a version that knew no stands made a report of this meting."""
    return any(
        _OF_BEFORE in event.facts and event.facts["naam"].startswith(f"provincie-{meting}-")
        for event in _events(folder).of(events.GEPUBLICEERD)
    )


# Which RIECs were counted together in what was made here of hand-overs.
_BLOCKS: Final = "samen_getoond"
# And the fingerprint of each hand-over that was used.
_USED: Final = "gebruikt"


def shown_before(folder: Path, meting: str) -> Together:
    """The blocks that were shown in what was made in this folder. Raises `StorageError`."""
    found = {
        tuple(block)
        for event in _events(folder).of(events.GEPUBLICEERD)
        if event.facts.get("meting") == meting
        for block in event.facts.get(_BLOCKS, ())
    }
    return tuple(sorted(found))


def as_used_before(folder: Path, read: Sequence[Published]) -> None:
    """Whether these hand-overs are those that were used in this folder before.

    Figures with the same name that differ are of two copies of a dataset: shown beside each other
    they tell who differs. Raises `UsageError`, and `StorageError`.
    """
    used = _used(folder)
    for stand in read:
        for item in stand.handovers:
            name, figures = _name_of(item), _figures_of(item)
            if used.get(name, figures) != figures:
                raise UsageError(texts.other_figures(stand.file, item.riecs, item.stand))


def remember(folder: Path, published: Published) -> None:
    """Keep which blocks are shown and which figures were used, where new. Raises `StorageError`."""
    blocks = published.figures.together
    figures = {_name_of(item): _figures_of(item) for item in published.handovers}
    known = set(shown_before(folder, published.meting))
    if set(blocks) - known or figures.keys() - _used(folder).keys():
        facts = {
            "meting": published.meting,
            _BLOCKS: [list(block) for block in blocks],
            _USED: figures,
        }
        events.record(folder, events.GEPUBLICEERD, facts)


def _used(folder: Path) -> dict[str, str]:
    """The fingerprint of each hand-over that was used here, by its name."""
    shown = _events(folder).of(events.GEPUBLICEERD)
    return {name: mark for event in shown for name, mark in event.facts.get(_USED, {}).items()}


def _name_of(item: HandOver) -> str:
    return json.dumps([item.meting, item.stand, *item.riecs], ensure_ascii=False)


def _figures_of(item: HandOver) -> str:
    facts, rows = gate.to_rows(item)
    return _fingerprint({**facts, **{norm: str(count) for norm, count in rows}})


def published_facts(published: Published) -> dict[str, Any]:
    """What was published, as plain JSON."""
    return {
        "meting": published.meting,
        "naam": published.name,
        "dag": published.day.isoformat(),
        "editie": published.editie,
        "andere_edities": list(published.other_edities),
        "alle_riecs": list(published.everyone),
        "normen": [dict(row) for row in published.norms],
        "samen": [list(block) for block in published.together],
        _HANDED_OVER: [
            {"feiten": facts, "rijen": [list(row) for row in rows]}
            for facts, rows in map(gate.to_rows, published.handovers)
        ],
    }


def published_from(facts: Mapping[str, Any]) -> Published:
    """What `published_facts` gave. Raises `ValueError` for hand-overs that cannot be."""
    return Published(
        facts["meting"],
        facts["naam"],
        date.fromisoformat(facts["dag"]),
        facts["editie"],
        tuple(facts["normen"]),
        tuple(gate.from_rows(item["feiten"], item["rijen"]) for item in facts[_HANDED_OVER]),
        tuple(tuple(block) for block in facts["samen"]),
        tuple(facts["andere_edities"]),
        tuple(facts.get("alle_riecs", ())),
    )


def _fingerprint(given: Mapping[str, str]) -> str:
    text = json.dumps(given, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
