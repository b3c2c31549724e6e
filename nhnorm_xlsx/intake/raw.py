"""What a reader hands over: cells and facts, without any judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

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
    not tell.
    """

    name: str
    cells: Mapping[Address, RawValue]
    formulas: Mapping[Address, str] = field(default_factory=dict)
    protected: bool | None = None
    dropdowns: int | None = None


@dataclass(frozen=True)
class RawWorkbook:
    """One file as it was read.

    `modified` is the moment of saving that the document itself gives, `application` the
    program that saved it; both may be missing. `comments` are (sheet, cell, text).
    `untold` says in Dutch what this file format does not tell, such as comments; `damage`
    which parts of the file could not be read whole. `decrypted` is true when a password
    was needed.
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


class UnreadableError(Exception):
    """A file that cannot be read; `code` is the code of a finding kind."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(address: Address) -> str:
    """An address as Excel writes it: (14, 4) is D14."""
    row, column = address
    return f"{column_letters(column)}{row}"
