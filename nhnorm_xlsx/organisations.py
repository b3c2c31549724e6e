"""The participants: `organisaties.csv` as frozen dataclasses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from nhnorm_xlsx.contract.stamp import meting_year
from nhnorm_xlsx.csv_source import Faults, SourceRow, read_rows, write_rows
from nhnorm_xlsx.errors import UsageError

COLUMNS = (
    "code",
    "naam",
    "soort",
    "riec",
    "veiligheidsregio",
    "inwoners",
    "geldig_tot",
    "opvolger",
)


@dataclass(frozen=True)
class Kind:
    """A kind of organisation that can take part: the word in the column `soort`.

    `needs_riec` is whether each of them belongs to a RIEC.
    """

    name: str
    needs_riec: bool = False


GEMEENTE = "gemeente"
PROVINCIE = "provincie"
# A new kind of participant is a line here. Totals for the provincie are about gemeenten
# alone; in the comparison of a RIEC stands everyone that the list gives to that RIEC.
KINDS = (Kind(GEMEENTE, needs_riec=True), Kind(PROVINCIE), Kind("waterschap"))
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
_CODE = re.compile(r"[A-Za-z0-9]{1,12}")

# Upper bounds of the size classes, in inhabitants: beside a name, within one RIEC.
_SIZE_BOUNDS = (
    (20_000, "tot 20.000"),
    (50_000, "20.000 tot 50.000"),
    (100_000, "50.000 tot 100.000"),
)
_LARGEST = "100.000 en meer"


@dataclass(frozen=True)
class Organisation:
    """One participant.

    `kind` is the name of one of `KINDS`. `inhabitants` is None where it is not counted.
    `valid_until` is the last day it exists (None: no end known) and `successor` the code
    of the organisation that goes on.
    """

    code: str
    name: str
    kind: str
    riec: str
    veiligheidsregio: str
    inhabitants: int | None
    valid_until: date | None
    successor: str

    @property
    def is_provincie(self) -> bool:
        """Whether this is the provincie itself."""
        return self.kind == PROVINCIE

    @property
    def is_gemeente(self) -> bool:
        """Whether this is a gemeente: what the totals for the provincie are about."""
        return self.kind == GEMEENTE

    @property
    def listed_name(self) -> str:
        """How a list names it: a gemeente by its name, others with their kind in front."""
        return self.name if self.is_gemeente else self.title

    @property
    def title(self) -> str:
        """How the organisation is addressed: `Gemeente Heiloo`, `Provincie Noord-Holland`."""
        if self.name.lower().startswith(self.kind):
            return self.name
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def size_class(self) -> str:
        """The size class of a gemeente; empty without a number of inhabitants."""
        if self.inhabitants is None:
            return ""
        return next((label for bound, label in _SIZE_BOUNDS if self.inhabitants < bound), _LARGEST)

    def exists_on(self, day: date) -> bool:
        """Whether the organisation still exists on this day."""
        return self.valid_until is None or day <= self.valid_until

    def takes_part_in(self, meting: str) -> bool:
        """Whether it is expected in a meting: it existed on the first day of that year.

        One that ends later in the year still answers for it, and what it answered counts.
        """
        return self.exists_on(date(meting_year(meting), 1, 1))


def default_path() -> Path:
    """The list of participants that comes with the program."""
    return Path(__file__).resolve().parent / "organisaties.csv"


def load_organisations(
    path: Path | None = None, *, part: bool = False, text: str | None = None
) -> tuple[Organisation, ...]:
    """All participants, in the order of the file.

    In a `part` of a list a successor may be missing. `text` is what stands in the file, where
    that was read already. Raises `FaultySourceError` with all
    faults at once, `StorageError` when the file cannot be read.
    """
    path = path or default_path()
    faults = Faults(path)
    rows = read_rows(path, COLUMNS, faults, text=text)
    for row in rows:
        _check_row(row, faults)
    if not part:
        _check_together(rows, faults)
    faults.stop_if_any()
    return tuple(_build(row) for row in rows)


def dump_organisations(organisations: Iterable[Organisation]) -> str:
    """The text of a file (without BOM) that loads as these organisations."""
    records = [
        (
            item.code,
            item.name,
            item.kind,
            item.riec,
            item.veiligheidsregio,
            "" if item.inhabitants is None else str(item.inhabitants),
            "" if item.valid_until is None else item.valid_until.isoformat(),
            item.successor,
        )
        for item in organisations
    ]
    return write_rows(COLUMNS, records)


def choose(organisations: Sequence[Organisation], wanted: Iterable[str]) -> list[Organisation]:
    """The organisations named by code or name, in the order of the list, each once.

    Raises `UsageError` naming everything that is not found, with what comes near.
    """
    by_key = {item.code.lower(): item for item in organisations}
    by_key |= {item.name.lower(): item for item in organisations}
    by_key |= {item.title.lower(): item for item in organisations}
    chosen, unknown = set(), []
    for text in wanted:
        found = by_key.get(text.strip().lower())
        if found is not None:
            chosen.add(found.code)
            continue
        near = get_close_matches(text.strip().lower(), by_key, n=1)
        hint = f" (bedoelt u {by_key[near[0]].name}?)" if near else ""
        unknown.append(f"'{text}'{hint}")
    if unknown:
        raise UsageError(
            f"Onbekende organisatie: {', '.join(unknown)}. Gebruik een naam of code uit de "
            "lijst van organisaties."
        )
    return [item for item in organisations if item.code in chosen]


def ended_since(
    organisations: Iterable[Organisation], since: str, meting: str
) -> list[Organisation]:
    """Who took part in the meting `since`, and no more in this one."""
    return [
        item
        for item in organisations
        if item.takes_part_in(since) and not item.takes_part_in(meting)
    ]


def riec_names(organisations: Iterable[Organisation]) -> tuple[str, ...]:
    """The names of all RIECs in the list of organisations, alphabetically."""
    return tuple(sorted({item.riec for item in organisations if item.riec}))


def choose_riec(organisations: Iterable[Organisation], wanted: str | None) -> str:
    """The full name of a RIEC, given with or without "RIEC" and capitals.

    Raises `UsageError` naming those that exist, also when none is given.
    """
    names = riec_names(organisations)
    listed = ", ".join(f'"{name}"' for name in names) or "geen"
    if wanted is None:
        raise UsageError(f"Zeg met --riec voor welk RIEC: {listed}.")
    folded = wanted.strip().casefold()
    for name in names:
        if folded in {name.casefold(), name.casefold().removeprefix("riec ")}:
            return name
    raise UsageError(f"Onbekend RIEC '{wanted}'; kies uit: {listed}.")


def _check_row(row: SourceRow, faults: Faults) -> None:
    values = row.values
    if not _CODE.fullmatch(values["code"]):
        faults.add(
            row.line, f"code '{values['code']}' moet uit 1 tot 12 letters of cijfers bestaan"
        )
    if not values["naam"]:
        faults.add(row.line, "'naam' is leeg")
    kind = KIND_BY_NAME.get(values["soort"])
    if kind is None:
        *names, last = KIND_BY_NAME
        choices = f"{', '.join(names)} of {last}"
        faults.add(row.line, f"'soort' is '{values['soort']}'; kies {choices}")
    elif kind.needs_riec and not values["riec"]:
        faults.add(row.line, f"'riec' is leeg; elke {kind.name} hoort bij een RIEC")
    if values["inwoners"] and not re.fullmatch("[0-9]+", values["inwoners"]):
        faults.add(row.line, f"'inwoners' is '{values['inwoners']}'; gebruik alleen cijfers")
    if values["geldig_tot"] and _date(values["geldig_tot"]) is None:
        faults.add(
            row.line,
            f"'geldig_tot' is '{values['geldig_tot']}'; schrijf de laatste dag als jjjj-mm-dd",
        )


def _check_together(rows: Sequence[SourceRow], faults: Faults) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        for column in ("code", "naam"):
            value = row.values[column].lower()
            if not value:
                continue
            if (column, value) in seen:
                line = seen[column, value]
                faults.add(
                    row.line, f"{column} '{row.values[column]}' staat ook al op regel {line}"
                )
            seen.setdefault((column, value), row.line)
    for row in rows:
        successor = row.values["opvolger"]
        if successor and ("code", successor.lower()) not in seen:
            faults.add(row.line, f"opvolger '{successor}' is geen code uit dit bestand")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _build(row: SourceRow) -> Organisation:
    values = row.values
    return Organisation(
        code=values["code"],
        name=values["naam"],
        kind=values["soort"],
        riec=values["riec"],
        veiligheidsregio=values["veiligheidsregio"],
        inhabitants=int(values["inwoners"]) if values["inwoners"] else None,
        valid_until=_date(values["geldig_tot"]),
        successor=values["opvolger"],
    )


def went_on_as(
    item: Organisation, by_code: Mapping[str, Organisation], meting: str
) -> Organisation:
    """Who takes part in a meting for an organisation: itself, or who it merged into at last."""
    heir, seen = item, {item.code}
    while heir.successor in by_code and heir.successor not in seen:
        if heir.takes_part_in(meting):
            break
        heir = by_code[heir.successor]
        seen.add(heir.code)
    return heir
