"""What the archive needs to be understood later: norm definitions, participants, uitgifte.

What was given to a dataset is kept among its events and is its own: it serves for every
later import, until the user gives another. What the program brings along only serves for a
new dataset; a later version of the program changes nothing about what was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from nhnorm_xlsx.dataset import events as happenings
from nhnorm_xlsx.dataset.events import DEELNEMERS, NORM, UITGEGEVEN, Events, Facts
from nhnorm_xlsx.dataset.one_norm import norm_name, same_norm
from nhnorm_xlsx.dataset.register import Row, issued, named_register, read_register, together
from nhnorm_xlsx.definition import Definition, dump_definitions, load_definitions
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation, dump_organisations, load_organisations
from nhnorm_xlsx.submissions import Issued


@dataclass(frozen=True)
class Reference:
    """Definitions by editie, organisations by code in their order, and what was given out.

    `organisations` take part; `former` did once, and are known only to read their answers:
    `dropped` says in which moment (of an event) each left the list. `register` holds rows
    of `uitgifte.csv`; empty when it is not known. Empty definitions or organisations: not
    given (see `for_dataset`).
    """

    definitions: Mapping[str, Definition]
    organisations: Mapping[str, Organisation]
    register: tuple[Row, ...] = ()
    former: Mapping[str, Organisation] = field(default_factory=dict)
    dropped: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def issued(self) -> Issued | None:
        """What was given out; None when that is not known."""
        return issued(self.register)

    @cached_property
    def known(self) -> Mapping[str, Organisation]:
        """Everyone whose answers can be read, by code."""
        return {**self.organisations, **_without(self.former, self.organisations)}

    def taking_part(self, answered: Iterable[str]) -> tuple[Organisation, ...]:
        """Who counts in a meting: the list, and who answered it while no longer on the list."""
        codes = set(answered)
        gone = _without(self.former, self.organisations)
        return (
            *self.organisations.values(),
            *(item for code, item in gone.items() if code in codes),
        )

    def forgetting(self, answering: Collection[str]) -> Reference:
        """Without the former participants that had no answers here when they left."""
        stay = {code: item for code, item in self.former.items() if code in answering}
        return replace(self, former=stay)


def _without(
    first: Mapping[str, Organisation], second: Mapping[str, Organisation]
) -> dict[str, Organisation]:
    return {code: item for code, item in first.items() if code not in second}


def for_dataset(named: Reference, kept: Reference, program: Reference) -> Reference:
    """What serves for a dataset: what the user `named`, else its own, else the program's.

    Participants that are named take the place of those on the list; the others stay known
    as `former`. Raises `UsageError` when the definition named is of another norm.
    """
    former = _without(kept.known, named.organisations) if named.organisations else kept.former
    return Reference(
        _definitions(named.definitions, kept.definitions, program.definitions),
        named.organisations or kept.organisations or program.organisations,
        together(kept.register, named.register),
        former,
        kept.dropped,
    )


def _definitions(
    named: Mapping[str, Definition],
    kept: Mapping[str, Definition],
    program: Mapping[str, Definition],
) -> Mapping[str, Definition]:
    if named and kept and not same_norm(named, kept):
        raise UsageError(
            f"Deze dataset is van de norm {norm_name(kept)}; de opgegeven normdefinitie is van "
            f"een andere norm, {norm_name(named)}: laat --definitie weg of kies een andere map "
            "voor de dataset. Er is niets veranderd."
        )
    own = {**kept, **named}
    if not own:
        return program
    # Of the same norm the program may know an editie that came later: it is needed to read
    # workbooks of that editie. An editie that the dataset has stays as it was given.
    every = {**program, **own} if same_norm(program, own) else own
    # Copies of before norms had a name get it from the others: one dataset, one norm.
    found = (*named.values(), *kept.values(), *every.values())
    name = next((item.norm_naam for item in found if item.norm_naam), "")
    return {
        editie: replace(item, norm_naam=item.norm_naam or name) for editie, item in every.items()
    }


def load_reference(
    definitions: Path | None = None,
    organisations: Path | None = None,
    register: Path | None = None,
    *,
    earlier: Iterable[Definition] = (),
) -> Reference:
    """The reference from these files; the first two default to those of the program.

    `earlier` are other edities that are known (see `load_definitions`). Raises
    `FaultySourceError` and `StorageError` as the loaders do.
    """
    return Reference(
        load_definitions(definitions, earlier=earlier),
        {item.code: item for item in load_organisations(organisations)},
        named_register(register),
    )


def named_reference(
    definitions: Path | None = None,
    organisations: Path | None = None,
    register: Path | None = None,
    *,
    earlier: Iterable[Definition] = (),
) -> Reference:
    """Only what the user names, for `for_dataset`. Raises as `load_reference` does."""
    return Reference(
        load_definitions(definitions, earlier=earlier) if definitions else {},
        {item.code: item for item in load_organisations(organisations)} if organisations else {},
        named_register(register),
    )


def read_reference(folder: Path) -> Reference:
    """The reference that is kept in a dataset folder; empty where there is none."""
    return reference_of(happenings.read(folder), read_register(folder))


def reference_of(events: Events, register: Iterable[Row] = ()) -> Reference:
    """What the events tell was given to a dataset; `register` is what stands beside them.

    The list of participants that was given last serves. Of each norm edition, too, the
    last that was given.
    """
    definitions: dict[str, Definition] = {}
    for event in events.of(NORM):
        given = _defined(event.facts["tekst"])
        definitions = dict(given) if event.facts.get("alleen") else {**definitions, **given}
    listed: Mapping[str, Organisation] = {}
    former: dict[str, Organisation] = {}
    dropped: dict[str, str] = {}
    for event in events.of(DEELNEMERS):
        now = {item.code: item for item in _listed(event.facts["tekst"])}
        gone = _without(listed, now)
        former = _without(former | gone, now)
        dropped = {code: dropped.get(code, event.at) for code in former}
        listed = now
    rows = [row for event in events.of(UITGEGEVEN) for row in event.facts["regels"]]
    return Reference(definitions, listed, together(rows, register), former, dropped)


# A command looks at the same few lists several times, after each event that it adds.
@lru_cache(maxsize=8)
def _listed(text: str) -> tuple[Organisation, ...]:
    return load_organisations(part=True, text=text)


@lru_cache(maxsize=8)
def _defined(text: str) -> Mapping[str, Definition]:
    return load_definitions(text=text)


def told_anew(before: Reference, after: Reference) -> list[tuple[str, Facts]]:
    """The events (kind, facts) that make of what is kept (`before`) what serves (`after`)."""
    told: list[tuple[str, Facts]] = []
    if dict(after.definitions) != dict(before.definitions):
        facts: dict[str, Any] = {"tekst": dump_definitions(after.definitions.values())}
        if before.definitions.keys() - after.definitions.keys():
            facts["alleen"] = True  # another norm, in a dataset without answers
        told.append((NORM, facts))
    if list(after.organisations.items()) != list(before.organisations.items()):
        told.append((DEELNEMERS, {"tekst": dump_organisations(after.organisations.values())}))
    return told


def issued_anew(kept: Iterable[Row], rows: Iterable[Row]) -> Facts | None:
    """The facts of the event that these rows were given out; None when all are `kept`."""
    known = {tuple(sorted(row.items())) for row in kept}
    new = [dict(row) for row in rows if tuple(sorted(row.items())) not in known]
    return {"regels": new} if new else None
