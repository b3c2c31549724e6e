"""The norm definition: `norm_definition.csv` as frozen dataclasses.

Nothing in the program knows how many norms or themes there are, or what they are called:
it all comes from this file. One file may hold several edities; each is a definition.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from nhnorm_xlsx.contract.keys import FIXED_SHEETS
from nhnorm_xlsx.csv_source import Faults, SourceRow, read_rows, write_rows
from nhnorm_xlsx.definition_faults import (
    check_editie,
    check_replaced,
    check_same,
    replaced_numbers,
)
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import KINDS

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
# May be left out. The last two are the same on every row of an editie.
EXPLANATION_BY_KIND = {kind.name: f"toelichting_{kind.name}" for kind in KINDS}
OPTIONAL_COLUMNS = (*EXPLANATION_BY_KIND.values(), "link", "norm_naam", "uiterlijk")
_SAME_ON_EVERY_ROW = ("norm_naam", "uiterlijk")
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
MAX_NORM_NAME = 100
# A page on the internet: no file, no program. The oldest Excel follows no more than 255 signs.
_WEB_ADDRESS = re.compile(r"https?://[^\s\"<>]{1,240}")


@dataclass(frozen=True)
class Norm:
    """One norm: what an organisation answers with a status.

    `text` is the norm's own wording, `explanation` ours. `heading` is the sub-heading
    within the thema, or empty. `period` is what the norm itself demands (`jaarlijks`) or
    empty. `applies_to_provincie` is `ja`, `nee` or `deels`. `replaces` holds the numbers
    of norms of an earlier editie that this one continues. `explanations` are (kind of
    organisation, text) where that kind needs another explanation, `link` where the norm and its
    tools are published; both may be empty.
    """

    number: str
    text: str
    explanation: str
    heading: str
    period: str
    applies_to_provincie: str
    replaces: tuple[str, ...]
    explanations: tuple[tuple[str, str], ...] = ()
    link: str = ""

    def explanation_for(self, kind: str) -> str:
        """The explanation for this kind of organisation: its own, or that for all."""
        return dict(self.explanations).get(kind) or self.explanation


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
    """One editie of the norm.

    `norm_naam` says which norm this is an editie of (empty: not said), `complete_by` is the day
    by which all must comply, None when there is none.
    """

    editie: str
    themas: tuple[Thema, ...]
    norm_naam: str = ""
    complete_by: date | None = None

    def __hash__(self) -> int:
        """Of the editie alone: what is looked up by definition is looked up for every file."""
        return hash(self.editie)

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
        """Fingerprint of what makes the norm: numbers, wording and order, however it is saved.

        Every workbook carries it, so it never changes for the same norms: what explains them is
        no part of it, and columns that came later are not either.
        """
        return self._fingerprint(_IN_FINGERPRINT)

    @cached_property
    def sha256s(self) -> frozenset[str]:
        """What a workbook of this editie may carry: the first ones counted the explanation too."""
        return frozenset((self.sha256, self._fingerprint(_IN_FIRST_FINGERPRINT)))

    def _fingerprint(self, names: Iterable[str]) -> str:
        digest = hashlib.sha256(self.editie.encode())
        for thema in self.themas:
            for norm in thema.norms:
                said = ", ".join(f"{name}={getattr(norm, name)!r}" for name in names)
                facts = f"({thema.number!r}, {thema.title!r}, {thema.sheet!r}, Norm({said}))"
                digest.update(facts.encode())
        return digest.hexdigest()


_IN_FINGERPRINT = ("number", "text", "heading", "period", "applies_to_provincie", "replaces")
_IN_FIRST_FINGERPRINT = ("number", "text", "explanation", *_IN_FINGERPRINT[2:])


def plain_name(norm_naam: str) -> str:
    """What two names of a norm share when they are one: capitals and spaces do not count."""
    return " ".join(norm_naam.casefold().split())


def default_path() -> Path:
    """The definition that comes with the program.

    A wheel carries the file inside the package; in a checkout (and so in an editable
    install) it stands at the top of the repository.
    """
    package = Path(__file__).resolve().parent
    inside = package / FILE_NAME
    return inside if inside.exists() else package.parent / FILE_NAME


def load_definition(
    path: Path | None = None, editie: str | None = None, *, earlier: Iterable[Definition] = ()
) -> Definition:
    """One editie from a definition file; without `editie` the newest in the file.

    `earlier` is as in `load_definitions`.

    Raises `FaultySourceError` with all faults, `StorageError` when the file cannot be
    read, `UsageError` when the file does not hold that editie.
    """
    path = path or default_path()
    definitions = load_definitions(path, earlier=earlier)
    if editie is None:
        return definitions[max(definitions)]
    if editie not in definitions:
        raise UsageError(
            f"Editie '{editie}' staat niet in {path}; wel: {', '.join(sorted(definitions))}."
        )
    return definitions[editie]


def load_definitions(
    path: Path | None = None, *, text: str | None = None, earlier: Iterable[Definition] = ()
) -> Mapping[str, Definition]:
    """All edities of a definition file, by label. Raises as `load_definition` does.

    `text` is what stands in it, where that was read already: it was found to be good then.
    `earlier` are other edities that are known; those with the same `norm_naam` tell whether a
    norm in `vervangt` ever was.
    """
    path = path or default_path()
    faults = Faults(path)
    rows = read_rows(path, COLUMNS, faults, optional=OPTIONAL_COLUMNS, text=text)
    for row in rows:
        _check_row(row, faults)
    by_editie: dict[str, list[SourceRow]] = {}
    for row in rows:
        by_editie.setdefault(row.values["editie"], []).append(row)
    for editie_rows in by_editie.values():
        check_editie(editie_rows, faults)
        check_same(editie_rows, _SAME_ON_EVERY_ROW, faults)
    if text is None:
        check_replaced(rows, _numbers(by_editie, earlier), faults)
    faults.stop_if_any()
    return {editie: _build(editie, group) for editie, group in by_editie.items()}


def _numbers(
    by_editie: Mapping[str, Iterable[SourceRow]], others: Iterable[Definition]
) -> dict[str, set[str]]:
    """The numbers of the norms of every editie of this norm that is known, by its label."""
    found = {editie: {row.values["norm"] for row in rows} for editie, rows in by_editie.items()}
    names = {plain_name(row.values["norm_naam"]) for rows in by_editie.values() for row in rows}
    for item in others:
        if item.norm_naam and plain_name(item.norm_naam) in names:
            found.setdefault(item.editie, set(item.norm_by_number))
    return found


def dump_definitions(definitions: Iterable[Definition]) -> str:
    """The text of a definition file (without BOM) that loads as these definitions.

    An optional column that none of them uses is left out.
    """
    records = [
        _record(definition, thema, norm)
        for definition in definitions
        for thema in definition.themas
        for norm in thema.norms
    ]
    used = [name for name in OPTIONAL_COLUMNS if any(record[name] for record in records)]
    columns = (*COLUMNS, *used)
    return write_rows(columns, [[record[name] for name in columns] for record in records])


def _record(definition: Definition, thema: Thema, norm: Norm) -> dict[str, str]:
    explanations = dict(norm.explanations)
    return {
        "editie": definition.editie,
        "thema": thema.number,
        "thema_titel": thema.title,
        "blad": thema.sheet,
        "kop": norm.heading,
        "norm": norm.number,
        "norm_tekst": norm.text,
        "toelichting": norm.explanation,
        "periode": norm.period,
        "provincie": norm.applies_to_provincie,
        "vervangt": " ".join(norm.replaces),
        **{name: explanations.get(kind, "") for kind, name in EXPLANATION_BY_KIND.items()},
        "link": norm.link,
        "norm_naam": definition.norm_naam,
        "uiterlijk": definition.complete_by.isoformat() if definition.complete_by else "",
    }


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
    explanations = ("toelichting", *EXPLANATION_BY_KIND.values())
    limits = {"norm_tekst": MAX_NORM_TEXT, "norm_naam": MAX_NORM_NAME}
    for name, limit in (limits | dict.fromkeys(explanations, MAX_EXPLANATION)).items():
        if len(values[name]) > limit:
            faults.add(row.line, f"'{name}' heeft {len(values[name])} tekens; hooguit {limit} past")
    for text in (*_optional_faults(values), *_sheet_name_faults(values["blad"])):
        faults.add(row.line, text)


def _optional_faults(values: Mapping[str, str]) -> Iterator[str]:
    if values["uiterlijk"] and _day(values["uiterlijk"]) is None:
        yield f"'uiterlijk' is '{values['uiterlijk']}'; schrijf de dag als jjjj-mm-dd"
    if values["link"] and not _WEB_ADDRESS.fullmatch(values["link"]):
        text = "schrijf een webadres van hooguit 240 tekens dat begint met https://"
        yield f"'link' is '{values['link'][:60]}'; {text}"


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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
        rows[0].values["norm_naam"],
        _day(rows[0].values["uiterlijk"]),
    )


def _norm(values: Mapping[str, str]) -> Norm:
    return Norm(
        number=values["norm"],
        text=values["norm_tekst"],
        explanation=values["toelichting"],
        heading=values["kop"],
        period=values["periode"],
        applies_to_provincie=values["provincie"],
        replaces=replaced_numbers(values["vervangt"]),
        explanations=tuple(
            (kind, values[name]) for kind, name in EXPLANATION_BY_KIND.items() if values[name]
        ),
        link=values["link"],
    )
