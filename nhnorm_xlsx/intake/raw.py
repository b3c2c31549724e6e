"""What a reader hands over: cells and facts, without any judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from operator import itemgetter

from nhnorm_xlsx.contract.cells import column_letters
from nhnorm_xlsx.contract.keys import KEY_PREFIX

Address = tuple[int, int]  # row and column, both counted from 1


@dataclass(frozen=True)
class CellError:
    """An error that Excel shows in a cell, such as `#REF!`."""

    text: str

    def __str__(self) -> str:
        """The error as Excel writes it."""
        return self.text


# Stands in a cell whose text was lost with a damaged part of the file.
LOST_TEXT = "#ONLEESBAAR"

RawValue = str | float | int | bool | date | datetime | time | timedelta | CellError


@dataclass(frozen=True)
class RawSheet:
    """One sheet: its non-empty cells, and the formulas in them (`=A1+1`).

    A formula whose outcome was not saved has no cell. `protected` and `dropdowns` (how
    many blocks of cells have a list to choose from) are None where the file format does
    not tell. `struck` holds the cells with a line through their text: the text with what is
    struck marked, or empty when all of it is.
    """

    name: str
    cells: Mapping[Address, RawValue]
    formulas: Mapping[Address, str] = field(default_factory=dict)
    protected: bool | None = None
    dropdowns: int | None = None
    struck: Mapping[Address, str] = field(default_factory=dict)

    @cached_property
    def in_order(self) -> tuple[tuple[Address, RawValue], ...]:
        """The cells row by row, from left to right."""
        return tuple(sorted(self.cells.items(), key=itemgetter(0)))

    @cached_property
    def keys(self) -> tuple[tuple[Address, str], ...]:
        """The cells that hold a key of ours, in the order of `cells`."""
        return tuple(
            (at, value)
            for at, value in self.cells.items()
            if isinstance(value, str) and value.startswith(KEY_PREFIX)
        )


class ObjectKind(Enum):
    """What can lie on a sheet besides cells."""

    TEXT_BOX = "tekstvak"
    DIAGRAM = "diagram"
    PICTURE = "afbeelding"
    CHART = "grafiek"
    SHAPE = "vorm"
    CONTROL = "besturingselement"
    EMBEDDED = "ingesloten bestand"


@dataclass(frozen=True)
class RawObject:
    """Something that lies on a sheet: the text in it, and the name that the program gave it.

    `sheet` and `cell` (where its corner is) are empty where the file does not tell.
    """

    kind: ObjectKind
    sheet: str = ""
    cell: str = ""
    text: str = ""
    name: str = ""


@dataclass(frozen=True)
class RawWorkbook:
    """One file as it was read.

    `modified` is the moment of saving that the document itself gives, `application` the
    program that saved it; both may be missing. `comments` are (sheet, cell, text).
    `untold` says in Dutch what this file format does not tell, such as comments; `damage`
    which parts of the file could not be read whole. `decrypted` is true when a password
    was needed. `created` is the moment of making and `title` the title that the document gives.
    `objects` are the things on the sheets that are no cells.
    """

    sheets: tuple[RawSheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    application: str = ""
    macros: bool = False
    external_links: bool = False
    comments: tuple[tuple[str, str, str], ...] = ()
    untold: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    decrypted: bool = False
    created: datetime | None = None
    title: str = ""
    objects: tuple[RawObject, ...] = ()


class UnreadableError(Exception):
    """A file that cannot be read; `code` is the code of a finding kind."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@lru_cache(maxsize=20_000)  # the same few thousand in every workbook of ours
def cell_name(address: Address) -> str:
    """An address as Excel writes it: (14, 4) is D14."""
    row, column = address
    return f"{column_letters(column)}{row}"
