"""Everything that the writer of a workbook and the reader of a returned one share.

A status label is written into a dropdown and read back months later, so it lives here
and nowhere else. The same goes for the keys on hidden rows and columns, the stamp, the
field headings (the reader's second chance when the keys are lost) and the rules on what
must be filled in. Prose that is never read back lives in `texts`.

Changing anything here changes the contract: raise `CONTRACT_VERSION`, and keep older
versions readable.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

CONTRACT_VERSION: Final = 1

# --- statuses ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Status:
    """One answer that can be given to a norm.

    `score` is 1, 0.5 or 0, or None for a status that is not counted. `symbol` carries
    the status where colour alone would not do (print, colour blindness).
    """

    key: str
    label: str
    score: float | None
    symbol: str
    meaning: str


VOLDOET: Final = Status("voldoet", "Voldoet", 1.0, "✓", "alle onderdelen van de norm zijn op orde")
DEELS: Final = Status(
    "deels", "Voldoet deels", 0.5, "◐", "u bent op weg, of een onderdeel ontbreekt nog"
)
NIET: Final = Status("niet", "Voldoet niet", 0.0, "✗", "dit ontbreekt nog")
NVT: Final = Status(
    "nvt", "Niet van toepassing", None, "–", "dit kan voor uw organisatie niet gelden; zeg waarom"
)

STATUSES: Final = (VOLDOET, DEELS, NIET, NVT)
STATUS_BY_KEY: Final[Mapping[str, Status]] = {status.key: status for status in STATUSES}
OPEN_SYMBOL: Final = "…"
OPEN_LABEL: Final = "Nog niet ingevuld"

# What people type instead of choosing. The last three are the answers of the Limburg
# norm, which neighbours use for the same purpose.
STATUS_ALIASES: Final[Mapping[str, str]] = {
    "ja": "voldoet",
    "deels": "deels",
    "gedeeltelijk": "deels",
    "voldoet gedeeltelijk": "deels",
    "nee": "niet",
    "niet": "niet",
    "nvt": "nvt",
    "n.v.t.": "nvt",
    "n.v.t": "nvt",
    "uitgevoerd": "voldoet",
    "in ontwikkeling": "deels",
    "ontbreekt": "niet",
}

# --- fields per norm --------------------------------------------------------------------


class FieldKind(Enum):
    """How a field is filled in: chosen from a list, typed, or a date."""

    CHOICE = "keuze"
    TEXT = "tekst"
    DATE = "datum"


@dataclass(frozen=True)
class Field:
    """One input column on a theme sheet. `options` is empty unless `kind` is CHOICE."""

    key: str
    heading: str
    kind: FieldKind
    options: tuple[str, ...] = ()


STATUS: Final = Field(
    "status", "Status", FieldKind.CHOICE, tuple(status.label for status in STATUSES)
)
ONDERBOUWING: Final = Field("onderbouwing", "Onderbouwing", FieldKind.TEXT)
VERANTWOORDELIJKE: Final = Field("verantwoordelijke", "Verantwoordelijke", FieldKind.TEXT)
ACTIE: Final = Field("actie", "Actie", FieldKind.TEXT)
STREEFDATUM: Final = Field("streefdatum", "Streefdatum", FieldKind.DATE)
PRIORITEIT: Final = Field("prioriteit", "Prioriteit", FieldKind.CHOICE, ("Hoog", "Midden", "Laag"))
UITWISSELING: Final = Field(
    "uitwisseling", "Uitwisseling", FieldKind.CHOICE, ("Hulp gewenst", "Kan anderen helpen")
)

FIELDS: Final = (
    STATUS,
    ONDERBOUWING,
    VERANTWOORDELIJKE,
    ACTIE,
    STREEFDATUM,
    PRIORITEIT,
    UITWISSELING,
)
# What a new workbook takes over from the previous meting, besides showing it.
CARRIED_FIELDS: Final = (ONDERBOUWING.key, VERANTWOORDELIJKE.key, ACTIE.key, STREEFDATUM.key)
FIELD_BY_KEY: Final[Mapping[str, Field]] = {field.key: field for field in FIELDS}

HULP_GEWENST, KAN_HELPEN = UITWISSELING.options

# An Excel cell holds no more than this; longer text is cut by Excel itself.
MAX_TEXT: Final = 32_767
# A target date outside this range is a slip of the keyboard (2206 for 2026).
FIRST_DATE: Final = date(2020, 1, 1)
LAST_DATE: Final = date(2049, 12, 31)


@dataclass(frozen=True)
class StartField:
    """One input cell on the Start sheet: who filled the workbook in, and when."""

    key: str
    label: str
    kind: FieldKind


START_FIELDS: Final = (
    StartField("ingevuld_door", "Ingevuld door (functie)", FieldKind.TEXT),
    StartField("ingevuld_met", "Samen met (functies of afdelingen)", FieldKind.TEXT),
    StartField("ingevuld_op", "Ingevuld op (datum)", FieldKind.DATE),
    StartField("vastgesteld_op", "Vastgesteld door de driehoek op (datum)", FieldKind.DATE),
)
START_FIELD_BY_KEY: Final[Mapping[str, StartField]] = {field.key: field for field in START_FIELDS}

# --- what must be filled in -------------------------------------------------------------

# The one source of the rule: the check column in the workbook and the import both read it.
REQUIRED_BY_STATUS: Final[Mapping[str, tuple[str, ...]]] = {
    VOLDOET.key: (),
    DEELS.key: (ACTIE.key, STREEFDATUM.key),
    NIET.key: (ACTIE.key, STREEFDATUM.key),
    NVT.key: (ONDERBOUWING.key,),
}

CHECK_COMPLETE: Final = "✓ compleet"
CHECK_CHOOSE: Final = "Kies een status"
CHECK_INVALID: Final[Mapping[str, str]] = {
    STATUS.key: "Ongeldige status",
    STREEFDATUM.key: "Ongeldige streefdatum",
    PRIORITEIT.key: "Ongeldige prioriteit",
    UITWISSELING.key: "Ongeldige uitwisseling",
}
CHECK_MISSING: Final[Mapping[tuple[str, ...], str]] = {
    (ONDERBOUWING.key,): "Vul de onderbouwing in",
    (ACTIE.key,): "Vul de actie in",
    (STREEFDATUM.key,): "Vul de streefdatum in",
    (ACTIE.key, STREEFDATUM.key): "Vul actie en streefdatum in",
}

# Everything that the check column can say.
CHECK_TEXTS: Final = (
    CHECK_COMPLETE,
    CHECK_CHOOSE,
    *CHECK_INVALID.values(),
    *CHECK_MISSING.values(),
)

Value = str | float | int | bool | date | None


def is_blank(value: object) -> bool:
    """Whether a cell counts as not filled in: nothing, or only spaces and line ends."""
    return value is None or (isinstance(value, str) and not value.strip())


def missing_fields(status_key: str, values: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the fields that a norm with this status still asks for, in column order."""
    required = REQUIRED_BY_STATUS[status_key]
    return tuple(key for key in required if is_blank(values.get(key)))


def check_text(values: Mapping[str, object]) -> str:
    """What the check column says about one norm.

    `values` maps field keys to cell values as they stand in the workbook: labels, text,
    dates. The formula in the workbook is built from the same tables and says the same.
    """
    status = values.get(STATUS.key)
    if is_blank(status):
        return CHECK_CHOOSE
    label = status.lower() if isinstance(status, str) else None
    chosen = next((item for item in STATUSES if item.label.lower() == label), None)
    if chosen is None:
        return CHECK_INVALID[STATUS.key]
    for field in (STREEFDATUM, PRIORITEIT, UITWISSELING):
        if not _is_valid(field, values.get(field.key)):
            return CHECK_INVALID[field.key]
    missing = missing_fields(chosen.key, values)
    return CHECK_MISSING[missing] if missing else CHECK_COMPLETE


def _is_valid(field: Field, value: object) -> bool:
    if is_blank(value):
        return True
    if field.kind is FieldKind.DATE:
        return isinstance(value, date) and FIRST_DATE <= value <= LAST_DATE
    return isinstance(value, str) and value.lower() in {item.lower() for item in field.options}


# --- text -------------------------------------------------------------------------------

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text as a workbook can hold it: line feeds only, no characters that XML forbids."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


# The names of the months: the form and the comparison write them, the intake reads them.
MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

# --- keys on the sheets -----------------------------------------------------------------

START_SHEET: Final = "Start"
OVERVIEW_SHEET: Final = "Overzicht"
CORRECTIONS_SHEET: Final = "Correcties"
LISTS_SHEET: Final = "_lijsten"
STAMP_SHEET: Final = "_nhnorm"
FIXED_SHEETS: Final = (START_SHEET, OVERVIEW_SHEET, CORRECTIONS_SHEET, LISTS_SHEET, STAMP_SHEET)

# A key has a prefix so that no program can take "5.10" for the number 5,1, and so that a
# reader finds it on any row and any column.
SHEET_KEY: Final = "nhnorm.blad:"  # in the first row: which sheet this is
FIELD_KEY: Final = "nhnorm.veld:"  # above every column of a theme sheet
NORM_KEY: Final = "nhnorm.norm:"  # at the start of every norm row
START_KEY: Final = "nhnorm.start:"  # at the start of every input row of the Start sheet
KEY_PREFIX: Final = "nhnorm."

# Columns of a theme sheet that are not for input, marked with FIELD_KEY as well.
NUMBER_COLUMN: Final = "nummer"
NORM_COLUMN: Final = "norm"
EXPLANATION_COLUMN: Final = "toelichting"
CHECK_COLUMN: Final = "controle"
PREVIOUS_STATUS_COLUMN: Final = "vorige_status"
PREVIOUS_DATE_COLUMN: Final = "vorige_datum"
PREVIOUS_COLUMNS: Final = (PREVIOUS_STATUS_COLUMN, PREVIOUS_DATE_COLUMN)
# Hidden: `field=fingerprint` per text carried over from the previous meting, so that an
# answer that was left unchanged can be recognised; and per column of the previous meting,
# so that what is typed over it is noticed.
CARRIED_COLUMN: Final = "overgenomen"
# Only in a workbook with corrections: what is wrong with the answers of this norm.
CORRECTION_COLUMN: Final = "correctie"


# --- the stamp --------------------------------------------------------------------------


@dataclass(frozen=True)
class Stamp:
    """What identifies a workbook: the rows of the very hidden sheet `_nhnorm`.

    `deadline` is the ISO date, `definitie_sha256` the fingerprint of the edition's norms
    (see `definition.Definition.sha256`).
    """

    contract_versie: str
    editie: str
    definitie_sha256: str
    meting: str
    organisatie_code: str
    uitgifte_id: str
    deadline: str


STAMP_KEYS: Final = tuple(Stamp.__dataclass_fields__)
# The same facts as document properties survive a lost sheet.
PROPERTY_PREFIX: Final = "nhnorm_"
# Stamp rows, one per sheet, with the fingerprints of its fixed text, so that a reader knows
# what was added and what is gone: `Start 1f0c2a9b 77e1d0c3*2` (the second stands there twice).
FIXED_TEXT_KEY: Final = "vaste_tekst"


_FINGERPRINT: Final = re.compile(r"[0-9a-f]{8}")
# Fingerprints per stamp row: far below what a cell can hold.
_FINGERPRINTS_PER_ROW: Final = 2_000


def fixed_text_rows(sheet: str, texts: Iterable[str]) -> list[str]:
    """The stamp rows for the fixed texts of a sheet, which is named by its key."""
    counted: dict[str, int] = {}
    for text in texts:
        fingerprint = text_fingerprint(text)
        counted[fingerprint] = counted.get(fingerprint, 0) + 1
    listed = [f"{name}*{n}" if n > 1 else name for name, n in sorted(counted.items())]
    return [
        " ".join((sheet, *listed[start : start + _FINGERPRINTS_PER_ROW]))
        for start in range(0, max(1, len(listed)), _FINGERPRINTS_PER_ROW)
    ]


# Stamp rows, one per sheet, with the cells that hold a formula of ours: for file formats
# that do not tell a formula from what somebody typed.
FORMULAS_KEY: Final = "formules"


def formulas_row(sheet: str, cells: Iterable[tuple[int, str]]) -> str:
    """The stamp row for the formulas of a sheet: `Start F7-9 G7-9`.

    `cells` are (row, column letters); runs within a column are shortened.
    """
    by_column: dict[str, list[int]] = {}
    for row, column in sorted(cells):
        by_column.setdefault(column, []).append(row)
    return " ".join((sheet, *(part for c, rows in by_column.items() for part in _runs(c, rows))))


def _runs(column: str, rows: Iterable[int]) -> Iterable[str]:
    first = last = 0
    for row in (*rows, None):
        if row is not None and row == last + 1:
            last = row
            continue
        if first:
            yield f"{column}{first}-{last}" if last > first else f"{column}{first}"
        first = last = row or 0


def read_formulas_row(text: str) -> tuple[str, frozenset[str]]:
    """What `formulas_row` wrote: the key of the sheet, and the addresses of the cells."""
    sheet, *runs = text.split() or [""]
    found: set[str] = set()
    for run in runs:
        match = _RUN.fullmatch(run)
        if match:
            column, first, last = match[1], int(match[2]), int(match[3] or match[2])
            found |= {f"{column}{row}" for row in range(first, min(last, first + 10_000) + 1)}
    return sheet, frozenset(found)


_RUN: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?:-([0-9]{1,7}))?")


def read_fixed_text_row(row: str) -> tuple[str, dict[str, int]]:
    """One of the `fixed_text_rows`: the key of the sheet, and how often each text stands there."""
    sheet, *listed = row.split() or [""]
    if _FINGERPRINT.fullmatch(sheet):  # the first workbooks did not say which sheet it was
        sheet, listed = "", [sheet, *listed]
    found: dict[str, int] = {}
    for item in listed:
        name, _, number = item.partition("*")
        found[name] = int(number) if number.isdecimal() else 1
    return sheet, found


@lru_cache(maxsize=20_000)
def text_fingerprint(text: str) -> str:
    """A short fingerprint of a fixed text on the form, insensitive to white space."""
    folded = " ".join(text.split())
    return hashlib.sha256(folded.encode()).hexdigest()[:8]


# An uitgifte_id that starts so is from `voorbeeld`; it must never mix with real answers.
EXAMPLE_PREFIX: Final = "voorbeeld-"

# Stamp rows of a workbook with corrections: what was to be put right (norm, field, message),
# and the fingerprints of the files whose answers it holds.
CORRECTION_KEY: Final = "correctie"
CORRECTS_KEY: Final = "correctie_van"


def correction_row(norm: str, field: str, message: str) -> str:
    """The stamp row for one thing to put right; `norm` and `field` (its key) may be empty."""
    return ";".join((norm, field, message))


def read_correction_row(row: str) -> tuple[str, str, str]:
    """What `correction_row` wrote."""
    norm, _, rest = row.partition(";")
    field, _, message = rest.partition(";")
    return norm, field, message


# A workbook with corrections is known by the uitgifte_id of the one it corrects.
_CORRECTION_MARK: Final = "-correctie-"


def correction_id(uitgifte_id: str, number: str) -> str:
    """The uitgifte_id of a workbook that corrects an answer to the one with this id."""
    return f"{issued_id(uitgifte_id) or 'onbekend'}{_CORRECTION_MARK}{number}"


def issued_id(uitgifte_id: str) -> str:
    """The uitgifte_id as it stands in the register: that of the workbook first sent out."""
    return uitgifte_id.partition(_CORRECTION_MARK)[0]


METING_LABEL: Final = re.compile(r"20\d\d(-[1-9])?")


def meting_year(meting: str) -> int:
    """The year of a meting label: 2026 for `2026` and for `2026-2`."""
    return int(meting[:4])
