"""What the archive needs to be understood later: norm definitions, participants, uitgifte.

A copy of each stands in the dataset folder and is the dataset's own: it serves for every
later import, until the user gives another. What the program brings along only serves for a
new dataset; a later version of the program changes nothing about what was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from nhnorm_xlsx.dataset.one_norm import norm_name, same_norm
from nhnorm_xlsx.dataset.register import (
    Row,
    issued,
    named_register,
    read_register,
    together,
    write_register,
)
from nhnorm_xlsx.definition import Definition, dump_definitions, load_definitions
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation, dump_organisations, load_organisations
from nhnorm_xlsx.submissions import Issued

DEFINITIONS_FILE = "normdefinities.csv"
ORGANISATIONS_FILE = "organisaties.csv"
# Who is on the list no longer, but has answers here that must stay understood.
FORMER_FILE = "organisaties_eerder.csv"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reference:
    """Definitions by editie, organisations by code in their order, and what was given out.

    `organisations` take part; `former` did once, and are known only to read their answers.
    `register` holds rows of `uitgifte.csv`; empty when it is not known. Empty definitions
    or organisations: not given (see `for_dataset`).
    """

    definitions: Mapping[str, Definition]
    organisations: Mapping[str, Organisation]
    register: tuple[Row, ...] = ()
    former: Mapping[str, Organisation] = field(default_factory=dict)

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
        """Without the former participants that have no answers here."""
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
    dropped = _without(kept.known, named.organisations) if named.organisations else kept.former
    return Reference(
        _definitions(named.definitions, kept.definitions, program.definitions),
        named.organisations or kept.organisations or program.organisations,
        together(kept.register, named.register),
        dropped,
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
) -> Reference:
    """The reference from these files; the first two default to those of the program.

    Raises `FaultySourceError` and `StorageError` as the loaders do.
    """
    return Reference(
        load_definitions(definitions),
        {item.code: item for item in load_organisations(organisations)},
        named_register(register),
    )


def named_reference(
    definitions: Path | None = None,
    organisations: Path | None = None,
    register: Path | None = None,
) -> Reference:
    """Only what the user names, for `for_dataset`. Raises as `load_reference` does."""
    return Reference(
        load_definitions(definitions) if definitions else {},
        {item.code: item for item in load_organisations(organisations)} if organisations else {},
        named_register(register),
    )


def read_reference(folder: Path) -> Reference:
    """The reference that is kept in a dataset folder; empty where there is none."""
    definitions, organisations = folder / DEFINITIONS_FILE, folder / ORGANISATIONS_FILE
    former = folder / FORMER_FILE
    listed = load_organisations(organisations) if organisations.exists() else ()
    own = {item.code: item for item in listed}
    gone = load_organisations(former, part=True) if former.exists() else ()
    return Reference(
        load_definitions(definitions) if definitions.exists() else {},
        own,
        read_register(folder),
        _without({item.code: item for item in gone}, own),
    )


def write_reference(reference: Reference, folder: Path) -> None:
    """Keep the reference in a dataset folder."""
    definitions = dump_definitions(reference.definitions.values())
    organisations = dump_organisations(reference.organisations.values())
    (folder / DEFINITIONS_FILE).write_bytes(_BOM + definitions.encode())
    (folder / ORGANISATIONS_FILE).write_bytes(_BOM + organisations.encode())
    if reference.former:
        former = dump_organisations(reference.former.values())
        (folder / FORMER_FILE).write_bytes(_BOM + former.encode())
    if reference.register:
        write_register(folder, reference.register)
