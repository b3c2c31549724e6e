"""What the archive needs to be understood later: norm definitions, participants, uitgifte.

A copy of each stands in the dataset folder. A later import with another definition (a
next editie) or a shorter list of participants can so still judge what came in before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from nhnorm_xlsx.dataset.register import (
    Row,
    issued,
    named_register,
    read_register,
    together,
    write_register,
)
from nhnorm_xlsx.definition import Definition, dump_definitions, load_definitions
from nhnorm_xlsx.organisations import Organisation, dump_organisations, load_organisations
from nhnorm_xlsx.submissions import Issued

DEFINITIONS_FILE = "normdefinities.csv"
ORGANISATIONS_FILE = "organisaties.csv"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Reference:
    """Definitions by editie, organisations by code in their order, and what was given out.

    `register` holds rows of `uitgifte.csv`; empty when it is not known.
    """

    definitions: Mapping[str, Definition]
    organisations: Mapping[str, Organisation]
    register: tuple[Row, ...] = ()

    @cached_property
    def issued(self) -> Issued | None:
        """What was given out; None when that is not known."""
        return issued(self.register)

    def over(self, earlier: Reference) -> Reference:
        """This reference, completed with what only the earlier one knows."""
        return Reference(
            {**earlier.definitions, **self.definitions},
            {**self.organisations, **_only_in(earlier.organisations, self.organisations)},
            together(earlier.register, self.register),
        )


def _only_in(
    first: Mapping[str, Organisation], second: Mapping[str, Organisation]
) -> dict[str, Organisation]:
    return {code: item for code, item in first.items() if code not in second}


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


def read_reference(folder: Path) -> Reference:
    """The reference that is kept in a dataset folder; empty when there is none."""
    definitions, organisations = folder / DEFINITIONS_FILE, folder / ORGANISATIONS_FILE
    if not (definitions.exists() and organisations.exists()):
        return Reference({}, {})
    return replace(load_reference(definitions, organisations), register=read_register(folder))


def write_reference(reference: Reference, folder: Path) -> None:
    """Keep the reference in a dataset folder."""
    definitions = dump_definitions(reference.definitions.values())
    organisations = dump_organisations(reference.organisations.values())
    (folder / DEFINITIONS_FILE).write_bytes(_BOM + definitions.encode())
    (folder / ORGANISATIONS_FILE).write_bytes(_BOM + organisations.encode())
    if reference.register:
        write_register(folder, reference.register)
