"""`besluiten.csv` in the dataset folder: read with all its faults at once, made when missing.

The older `uitsluiten.csv` is read beside it: each of its lines is the decision `uitsluiten`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nhnorm_xlsx.contract.stamp import METING_LABEL
from nhnorm_xlsx.csv_source import Faults, SourceRow, read_rows, write_rows
from nhnorm_xlsx.dataset.decisions import (
    COLUMNS,
    FILE_NAME,
    METING,
    ORGANISATIE,
    UITSLUITEN,
    VERDICTS,
    WITH_VALUE,
    Decision,
)
from nhnorm_xlsx.dataset.ledger import SeenFile
from nhnorm_xlsx.errors import StorageError, why
from nhnorm_xlsx.organisations import Organisation

OLD_FILE_NAME = "uitsluiten.csv"
OLD_COLUMNS = ("bestand", "sha256", "reden")


def read_decisions(
    folder: Path, seen: Iterable[SeenFile], organisations: Mapping[str, Organisation]
) -> tuple[Decision, ...]:
    """What was decided about the files that were `seen`; `organisations` are by code.

    A file is named as in `inzendingen`; where several have that name, `sha256` (or its
    beginning) tells them apart. Raises `FaultySourceError` with all faults of a file at once.
    """
    known = tuple(seen)
    found: list[Decision] = []
    for name, columns in ((FILE_NAME, COLUMNS), (OLD_FILE_NAME, OLD_COLUMNS)):
        path = folder / name
        if not path.exists():
            continue
        faults = Faults(path)
        reading = _Reading(name, faults, known, organisations)
        for row in read_rows(path, columns, faults, may_be_empty=True):
            found += reading.decisions(row)
        faults.stop_if_any()
    return tuple(found)


def write_no_decisions(folder: Path) -> None:
    """Put a list with only its headings there, for the user to fill in. Raises `StorageError`."""
    path = folder / FILE_NAME
    try:
        path.write_text(write_rows(COLUMNS, []), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise StorageError(f"{path} kan niet worden geschreven ({why(error)}).") from error


@dataclass(frozen=True)
class _Reading:
    """One of the two files, being read."""

    name: str
    faults: Faults
    seen: tuple[SeenFile, ...]
    organisations: Mapping[str, Organisation]

    def decisions(self, row: SourceRow) -> list[Decision]:
        """What one line decides; what is wrong with it goes to the faults."""
        verdict = row.values.get("besluit", UITSLUITEN).lower()
        named = self._named(row)
        value = self._value(row, verdict)
        reason = row.values["reden"]
        if verdict not in VERDICTS:
            self.faults.add(
                row.line,
                f"'{row.values['besluit']}' is geen besluit; kies uit: {', '.join(VERDICTS)}",
            )
        if not reason:
            # The heading says `reden`; what it is the reason of depends on the decision.
            wanted = "dit bestand niet meetelt" if verdict == UITSLUITEN else "u dit beslist"
            self.faults.add(row.line, f"vul bij 'reden' in waarom {wanted}")
        source = f"{self.name} regel {row.line}"
        return [Decision(content, verdict, value, reason, source, file) for content, file in named]

    def _named(self, row: SourceRow) -> list[tuple[str, str]]:
        """The file that a line is about: its content, and its name where the line gives one."""
        name, sha256 = row.values["bestand"], row.values["sha256"].lower()
        if not name and not sha256:
            self.faults.add(
                row.line, "vul bij 'bestand' de naam in zoals die in inzendingen.csv staat"
            )
            return []
        found = sorted(
            {
                (item.content, item.file if name else "")
                for item in self.seen
                # In a CSV of ours a name that could be a formula begins with a quote.
                if name in ("", item.file, f"'{item.file}") and item.sha256.startswith(sha256)
            }
        )
        if not found:
            self.faults.add(row.line, f"'{name or sha256}' staat niet in inzendingen.csv{_so(row)}")
        elif len(found) > 1:
            self.faults.add(
                row.line,
                f"er zijn {len(found)} bestanden met de naam '{name}'; vul ook 'sha256' in",
            )
        return found

    def _value(self, row: SourceRow, verdict: str) -> str:
        value = row.values.get("waarde", "")
        if verdict in VERDICTS and verdict not in WITH_VALUE and value:
            self.faults.add(row.line, f"bij '{verdict}' hoort geen waarde; laat '{value}' weg")
        if verdict == METING and not METING_LABEL.fullmatch(value):
            self.faults.add(row.line, f"'{value}' is geen meting; schrijf zoals 2026 of 2026-2")
        if verdict == ORGANISATIE:
            return self._code(row, value)
        return value

    def _code(self, row: SourceRow, value: str) -> str:
        """The code of the organisation that is named by code or name, or as on the screen."""
        for code, item in self.organisations.items():
            called = (code, item.name, item.title, f"{item.name} ({code})")
            if value.casefold() in (name.casefold() for name in called):
                return code
        self.faults.add(
            row.line,
            f"'{value}' is geen organisatie uit de lijst; vul de code of de naam in, zoals "
            "organisaties.csv die noemt",
        )
        return ""


def _so(row: SourceRow) -> str:
    return " met deze sha256" if row.values["bestand"] and row.values["sha256"] else ""
