"""A returned workbook, taken apart: which cell is which answer. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from nhnorm_xlsx.contract.checks import CHECK_TEXTS
from nhnorm_xlsx.contract.results import NEXT_OPEN
from nhnorm_xlsx.contract.text import clean_text, loose_fingerprint, text_fingerprint
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.intake.raw import Address, RawSheet, RawValue, cell_name
from nhnorm_xlsx.intake.struck import WHOLE, mark
from nhnorm_xlsx.intake.values import as_text
from nhnorm_xlsx.intake.witnesses import NormTexts


class BoundValue(NamedTuple):
    """A value with its place in the returned file.

    `formula` is the formula in the cell, or empty. When its outcome was not saved, the
    formula itself is the value: it may well be text that began with `=`. Where a line is drawn
    through the text, `struck` is that text with what is struck marked.
    """

    value: RawValue | None
    sheet: str
    cell: str
    formula: str = ""
    struck: str = ""


@dataclass(frozen=True)
class BoundNorm:
    """One norm row as found: its values by field key (fields without a column are absent).

    `text` is the norm's wording as it stands there and `explanation` our words beside it,
    `carried` the fingerprints of what comes from the previous meting, by the key of its column.
    `previous` is what stands in
    the columns of the previous meting, by their keys. `number` is the norm that the row is
    about, as far as it is known: at first what its hidden `key` says (empty when it has none), or
    else what is `seen` in the column of the numbers. `contradicted` when one of the things that
    tell the norm names another one.
    """

    number: str
    sheet: str
    row: int
    values: Mapping[str, BoundValue]
    text: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, BoundValue] = field(default_factory=dict)
    key: str = ""
    seen: RawValue | None = None
    contradicted: bool = False
    explanation: str = ""


@dataclass(frozen=True)
class ContestedColumn:
    """A column above which the hidden key names another field than the heading in view.

    `key` is what the hidden key says, `heading` what people read, `letters` the column; what
    stands on the rows of the norms is in `values`.
    """

    sheet: str
    key: str
    heading: str
    letters: str
    values: tuple[BoundValue, ...]


@dataclass(frozen=True)
class SeenName:
    """The name of an organisation or a meting, or both, as a sheet shows them.

    `editie` and `norm` are those of the norm, where the sheet shows them.
    """

    sheet: str
    name: str
    meting: str
    editie: str = ""
    norm: str = ""


@dataclass(frozen=True)
class RawForm:
    """A returned workbook, taken apart.

    `stamp_values` come from the hidden sheet, `property_values` from the document
    properties; either may be incomplete. `guessed` says per sheet what was recognised by
    its visible text. `missing_columns` are (sheet, field key). `lost_texts` are, by the
    name of the sheet, the fingerprints of fixed texts that no longer stand there, each as
    often as it is gone; `lost_sheets` the keys of sheets that are gone and `added_sheets` the names
    of those that came with it, with how many cells they fill. `undecided` are the norms that
    are named by rows of which the norm could not be decided. `results` are the cells in which
    what a formula of ours gave stands as a plain value, `fixed` the fingerprints of all our
    text. Of a workbook with corrections: `corrections` are (norm, field key, message), and
    `corrects` the fingerprints of the files whose answers it holds. `other_stamps` are the
    stamps on copies of the hidden sheet, `issued` by norm and field key the fingerprint of what
    was filled in when the workbook was made, `in_view` what is said in view of whose it is and
    of which meting. `tells_helping` when the form said that who can help is named to others,
    `issued_on` the day on which the form says that it was made.
    """

    stamp_values: Mapping[str, str]
    property_values: Mapping[str, str]
    norms: tuple[BoundNorm, ...]
    start: Mapping[str, tuple[BoundValue, ...]]
    extra: tuple[BoundValue, ...]
    missing_columns: tuple[tuple[str, str], ...]
    guessed: tuple[tuple[str, str], ...]
    lost_texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lost_sheets: tuple[str, ...] = ()
    added_sheets: tuple[tuple[str, int], ...] = ()
    knows_fixed_text: bool = False
    corrections: tuple[tuple[str, str, str], ...] = ()
    corrects: frozenset[str] = frozenset()
    other_stamps: tuple[Mapping[str, str], ...] = ()
    issued: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    in_view: tuple[SeenName, ...] = ()
    contested: tuple[ContestedColumn, ...] = ()
    undecided: frozenset[str] = frozenset()
    results: tuple[BoundValue, ...] = ()
    fixed: frozenset[str] = frozenset()
    tells_helping: bool = False
    issued_on: date | None = None


@dataclass(frozen=True)
class Known:
    """What we wrote ourselves: fingerprints of fixed text, and what the definition says.

    `numbers` are norm numbers and `texts` fingerprints of wording from the definition;
    `fixed` comes from the workbook itself, says how often each text stands on each sheet
    (by the key of the sheet), and is empty when its stamp is lost. `loose` are the fingerprints
    of what is ours that stay the same whatever a program does to it, `wording` is that of the
    norms in every known editie.
    """

    numbers: frozenset[str]
    texts: frozenset[str]
    fixed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    everywhere: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    wording: NormTexts = NormTexts(())  # noqa: RUF009 - holds nothing that can change

    def is_ours(self, value: RawValue) -> bool:
        """Whether this is fixed text, not something that somebody added.

        Whatever a program did to it: other quotes or capitals, other spaces, the end cut off.
        """
        text = as_text(value)
        fingerprint = text_fingerprint(text)
        if fingerprint in self.everywhere or fingerprint in self.texts:
            return True
        return self.is_ours_altered(text)

    def is_ours_altered(self, text: str) -> bool:
        """Whether this is fixed text, as a program or who typed it over left it."""
        return loose_fingerprint(text) in self.loose or bool(self.wording.names(text))


@lru_cache(maxsize=4)
def known_from(definitions: tuple[Definition, ...]) -> Known:
    """What these definitions put on a form: worked out once, not for every file."""
    norms = [norm for definition in definitions for norm in definition.norms]
    explained = [
        text
        for norm in norms
        for text in (norm.heading, norm.explanation, *(said for _, said in norm.explanations))
        if text
    ]
    texts = {text_fingerprint(clean_text(text)) for text in explained}
    texts |= {text_fingerprint(norm.number) for norm in norms}
    texts |= {text_fingerprint(text) for text in (*CHECK_TEXTS, NEXT_OPEN)}
    return Known(
        frozenset(norm.number for norm in norms),
        frozenset(texts),
        loose=frozenset(loose_fingerprint(text) for text in (*explained, *CHECK_TEXTS)),
        wording=NormTexts(definitions),
    )


def bound_at(sheet: RawSheet, address: Address) -> BoundValue:
    """What stands in a cell, with its place; what is struck through in it is marked."""
    formula = sheet.formulas.get(address, "")
    value = sheet.cells.get(address, formula or None)
    marked = sheet.struck.get(address) if sheet.struck else None
    if marked is None or value is None:
        return BoundValue(value, sheet.name, cell_name(address), formula)
    told = marked if marked != WHOLE else mark(as_text(value))
    return BoundValue(told, sheet.name, cell_name(address), formula, told)


def answer_at(sheet: RawSheet, address: Address) -> BoundValue:
    """What was answered in a cell: nothing, when all that stands there is struck through."""
    found = bound_at(sheet, address)
    if found.struck and sheet.struck[address] == WHOLE:
        return found._replace(value=None)
    return found
