"""How findings and outcomes are put to a person on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhnorm_xlsx.findings import Finding, Severity
from nhnorm_xlsx.submissions import Submission, number_of
from nhnorm_xlsx.texts import words as texts
from nhnorm_xlsx.texts.words import counted

_LABEL = {Severity.FOUT: "FOUT", Severity.WAARSCHUWING: "LET OP", Severity.INFO: "info"}
_COUNTED = {
    Severity.FOUT: ("fout", "fouten"),
    Severity.WAARSCHUWING: ("waarschuwing", "waarschuwingen"),
    Severity.INFO: ("opmerking", "opmerkingen"),
}


def count_of(severity: Severity, count: int) -> str:
    """A count in words: `1 fout`, `3 waarschuwingen`."""
    return counted(count, *_COUNTED[severity])


def counts(tally: Mapping[str, int]) -> str:
    """How many findings of each severity a tally of kinds holds: `1 fout, 2 waarschuwingen`."""
    parts = [
        count_of(severity, number)
        for severity in Severity
        if (number := number_of(severity, tally))
    ]
    return ", ".join(parts) or "geen bevindingen"


def finding_line(found: Finding) -> str:
    """One finding on one line: how bad, where, what and what to do."""
    message = " ".join(found.message.split())
    return f"  {_LABEL[found.severity]:<6}  {place_of(found)}{message}"


def place_of(found: Finding) -> str:
    """Where a finding is, to stand before its message: `blad 'Start' C5: `; empty for nowhere."""
    place = " ".join(part for part in (found.sheet and f"blad '{found.sheet}'", found.cell) if part)
    norm = f"norm {found.norm}" if found.norm else ""
    where = ", ".join(part for part in (place, norm) if part)
    return f"{where}: " if where else ""


def own_drafts(names: Sequence[str]) -> str:
    """That some of what was offered are drafts of our own: one line, however many there are."""
    if len(names) == 1:
        return f"{names[0]}: dit is een eigen concept; het telt niet als antwoord."
    return f"{len(names)} keer een eigen concept van een mail; die tellen niet als antwoord."


@dataclass(frozen=True)
class Cause:
    """One reason why something was not made, and of whom or what: `names`."""

    reason: str
    names: tuple[str, ...]

    @property
    def line(self) -> str:
        """It in one line, with all of them."""
        if len(self.names) == 1:
            return texts.not_made(self.names[0], self.reason)
        return f"{self.heading[:-1]}: {', '.join(self.names)}."

    @property
    def heading(self) -> str:
        """The same without the names."""
        return texts.not_made_of_several(self.reason, len(self.names))


def causes(refused: Iterable[tuple[str, str]]) -> list[Cause]:
    """What was refused as (name, reason): one cause for each reason, in the order they came."""
    names: dict[str, list[str]] = {}
    for name, reason in refused:
        names.setdefault(reason, []).append(name)
    return [Cause(reason, tuple(of)) for reason, of in names.items()]


def whose(submission: Submission) -> str:
    """Organisation and meting of a file: `Heiloo, meting 2026`; as far as they are known."""
    organisation, stamp = submission.organisation, submission.stamp
    name = organisation.name if organisation else stamp.organisatie_code if stamp else ""
    meting = f"meting {stamp.meting}" if stamp and stamp.meting else ""
    return ", ".join(part for part in (name, meting) if part)


def taken_in(submission: Submission) -> str:
    """How many norms are answered: `47 van 47`."""
    return f"{submission.answered} van {len(submission.answers)}"
