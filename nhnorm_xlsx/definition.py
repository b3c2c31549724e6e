"""The norm definition: `norm_definition.csv` as frozen dataclasses.

Nothing in the program knows how many norms or themes there are, or what they are called:
it all comes from this file. One file may hold several edities; each is a definition.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nhnorm_xlsx.contract.keys import FIXED_SHEETS
from nhnorm_xlsx.csv_source import Faults, SourceRow, read_rows, write_rows
from nhnorm_xlsx.errors import UsageError

FILE_NAME = "norm_definition.csv"
COLUMNS = (
    "editie",
    "thema",
    "thema_titel",
    "blad",
    "kop",
    "norm",
    "norm_tekst",
    "toelichting",
    "periode",
    "provincie",
    "vervangt",
)
# Which norm this is, the same on every row; may be left out.
NORM_NAME = "norm_naam"
REQUIRED = ("editie", "thema", "thema_titel", "blad", "norm", "norm_tekst", "provincie")
PROVINCIE_VALUES = ("ja", "nee", "deels")

# Excel: a sheet name has at most 31 characters, none of these, and no quote at either end.
MAX_SHEET_NAME = 31
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# Excel keeps these names for itself, in English and in Dutch.
_EXCEL_SHEET_NAMES = ("history", "geschiedenis")
# A number must be usable in a file, a formula and a spoken sentence.
_NORM_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,14}")
# Longer texts make a row higher than Excel can draw (409 points).
MAX_NORM_TEXT = 1_000
MAX_EXPLANATION = 1_500


@dataclass(frozen=True)
class Norm:
    """One norm: what an organisation answers with a status.

    `text` is the norm's own wording, `explanation` ours. `heading` is the sub-heading
    within the thema, or empty. `period` is what the norm itself demands (`jaarlijks`) or
    empty. `applies_to_provincie` is `ja`, `nee` or `deels`. `replaces` holds the numbers
    of norms of an earlier editie that this one continues.
    """

    number: str
    text: str
    explanation: str
    heading: str
    period: str
    applies_to_provincie: str
    replaces: tuple[str, ...]


@dataclass(frozen=True)
class Thema:
    """One theme: a sheet in the workbook, with its norms in order."""

    number: str
    title: str
    sheet: str
    norms: tuple[Norm, ...]

    @property
    def full_title(self) -> str:
        """Number and title: `1. Bewustwording & Organisatie`."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True)
class Definition:
    """One editie of the norm. `norm_naam` says which norm; empty when the file does not."""

    editie: str
    themas: tuple[Thema, ...]
    norm_naam: str = ""

    @cached_property
    def norms(self) -> tuple[Norm, ...]:
        """All norms, in the order of the definition."""
        return tuple(norm for thema in self.themas for norm in thema.norms)

    @cached_property
    def norm_by_number(self) -> Mapping[str, Norm]:
        """The norms by their number."""
        return {norm.number: norm for norm in self.norms}

    @cached_property
    def thema_by_norm(self) -> Mapping[str, Thema]:
        """The thema that a norm number belongs to."""
        return {norm.number: thema for thema in self.themas for norm in thema.norms}

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of the content: the same for the same norms, however the file is saved."""
        digest = hashlib.sha256(self.editie.encode())
        for thema in self.themas:
            for norm in thema.norms:
                digest.update(repr((thema.number, thema.title, thema.sheet, norm)).encode())
        return digest.hexdigest()


def default_path() -> Path:
    """The definition that comes with the program.

    A wheel carries the file inside the package; in a checkout (and so in an editable
    install) it stands at the top of the repository.
    """
    package = Path(__file__).resolve().parent
    inside = package / FILE_NAME
    return inside if inside.exists() else package.parent / FILE_NAME


def load_definition(path: Path | None = None, editie: str | None = None) -> Definition:
    """One editie from a definition file; without `editie` the newest in the file.

    Raises `FaultySourceError` with all faults, `StorageError` when the file cannot be
    read, `UsageError` when the file does not hold that editie.
    """
    path = path or default_path()
    definitions = load_definitions(path)
    if editie is None:
        return definitions[max(definitions)]
    if editie not in definitions:
        raise UsageError(
            f"Editie '{editie}' staat niet in {path}; wel: {', '.join(sorted(definitions))}."
        )
    return definitions[editie]


def load_definitions(path: Path | None = None) -> Mapping[str, Definition]:
    """All edities of a definition file, by label. Raises as `load_definition` does."""
    path = path or default_path()
    faults = Faults(path)
    rows = read_rows(path, COLUMNS, faults, optional=(NORM_NAME,))
    for row in rows:
        _check_row(row, faults)
    by_editie: dict[str, list[SourceRow]] = {}
    for row in rows:
        by_editie.setdefault(row.values["editie"], []).append(row)
    for editie_rows in by_editie.values():
        _check_editie(editie_rows, faults)
    faults.stop_if_any()
    return {editie: _build(editie, group) for editie, group in by_editie.items()}


def dump_definitions(definitions: Iterable[Definition]) -> str:
    """The text of a definition file (without BOM) that loads as these definitions."""
    listed = list(definitions)
    # A definition without a name stays readable for programs that do not know the column.
    named = any(definition.norm_naam for definition in listed)
    records = [
        (
            definition.editie,
            thema.number,
            thema.title,
            thema.sheet,
            norm.heading,
            norm.number,
            norm.text,
            norm.explanation,
            norm.period,
            norm.applies_to_provincie,
            " ".join(norm.replaces),
            *((definition.norm_naam,) if named else ()),
        )
        for definition in listed
        for thema in definition.themas
        for norm in thema.norms
    ]
    return write_rows((*COLUMNS, *((NORM_NAME,) if named else ())), records)


def _check_row(row: SourceRow, faults: Faults) -> None:
    values = row.values
    for name in REQUIRED:
        if not values[name]:
            faults.add(row.line, f"'{name}' is leeg")
    if values["norm"] and not _NORM_NUMBER.fullmatch(values["norm"]):
        faults.add(
            row.line,
            f"normnummer '{values['norm']}' mag alleen cijfers, letters, punten en streepjes "
            "hebben, en hooguit 15 tekens",
        )
    elif values["norm"].endswith("."):
        faults.add(row.line, f"normnummer '{values['norm']}' eindigt op een punt; laat die weg")
    if values["provincie"] and values["provincie"] not in PROVINCIE_VALUES:
        faults.add(
            row.line,
            f"'provincie' is '{values['provincie']}'; kies {', '.join(PROVINCIE_VALUES)}",
        )
    for name, limit in (("norm_tekst", MAX_NORM_TEXT), ("toelichting", MAX_EXPLANATION)):
        if len(values[name]) > limit:
            faults.add(row.line, f"'{name}' heeft {len(values[name])} tekens; hooguit {limit} past")
    for text in _sheet_name_faults(values["blad"]):
        faults.add(row.line, text)


def _sheet_name_faults(name: str) -> Iterator[str]:
    if len(name) > MAX_SHEET_NAME:
        yield (
            f"bladnaam '{name}' heeft {len(name)} tekens; Excel staat er hooguit "
            f"{MAX_SHEET_NAME} toe"
        )
    if _FORBIDDEN_IN_SHEET_NAME.search(name) or name.startswith("'") or name.endswith("'"):
        yield f"bladnaam '{name}' heeft een teken dat Excel niet toestaat ([ ] : * ? / \\ ')"
    if name.lower() in {*_EXCEL_SHEET_NAMES, *(sheet.lower() for sheet in FIXED_SHEETS)}:
        yield f"bladnaam '{name}' is al in gebruik; kies een andere"


def _check_editie(rows: list[SourceRow], faults: Faults) -> None:
    """Faults between rows: doubled numbers, themes that contradict themselves."""
    first_line: dict[str, int] = {}
    thema_facts: dict[str, SourceRow] = {}
    sheet_owner: dict[str, str] = {}
    previous_thema = ""
    for row in rows:
        values = row.values
        if values[NORM_NAME] != rows[0].values[NORM_NAME]:
            faults.add(
                row.line,
                f"'{NORM_NAME}' is '{values[NORM_NAME]}', maar op regel {rows[0].line} "
                f"'{rows[0].values[NORM_NAME]}'",
            )
        number, thema = values["norm"], values["thema"]
        if number and number in first_line:
            faults.add(row.line, f"norm {number} staat ook al op regel {first_line[number]}")
        first_line.setdefault(number, row.line)
        known = thema_facts.setdefault(thema, row)
        if known is not row and thema != previous_thema:
            faults.add(
                row.line, f"thema {thema} staat niet bij elkaar; begin op regel {known.line}"
            )
        for name in ("thema_titel", "blad"):
            if values[name] != known.values[name]:
                faults.add(
                    row.line,
                    f"'{name}' van thema {thema} is '{values[name]}', maar op regel "
                    f"{known.line} '{known.values[name]}'",
                )
        owner = sheet_owner.setdefault(known.values["blad"].lower(), thema)
        if known is row and owner != thema:
            faults.add(row.line, f"bladnaam '{values['blad']}' hoort al bij thema {owner}")
        previous_thema = thema


def _build(editie: str, rows: list[SourceRow]) -> Definition:
    grouped: dict[str, list[SourceRow]] = {}
    for row in rows:
        grouped.setdefault(row.values["thema"], []).append(row)
    return Definition(
        editie,
        tuple(
            Thema(
                number,
                group[0].values["thema_titel"],
                group[0].values["blad"],
                tuple(_norm(row.values) for row in group),
            )
            for number, group in grouped.items()
        ),
        rows[0].values[NORM_NAME],
    )


def _norm(values: Mapping[str, str]) -> Norm:
    return Norm(
        number=values["norm"],
        text=values["norm_tekst"],
        explanation=values["toelichting"],
        heading=values["kop"],
        period=values["periode"],
        applies_to_provincie=values["provincie"],
        replaces=tuple(re.split(r"[\s,]+", values["vervangt"])) if values["vervangt"] else (),
    )
