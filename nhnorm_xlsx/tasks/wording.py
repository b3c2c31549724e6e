"""How findings and outcomes are put to a person on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nhnorm_xlsx.findings import Finding, Severity
from nhnorm_xlsx.submissions import Submission

_LABEL = {Severity.FOUT: "FOUT", Severity.WAARSCHUWING: "LET OP", Severity.INFO: "info"}
_COUNTED = {
    Severity.FOUT: ("fout", "fouten"),
    Severity.WAARSCHUWING: ("waarschuwing", "waarschuwingen"),
    Severity.INFO: ("opmerking", "opmerkingen"),
}


def count_of(severity: Severity, count: int) -> str:
    """A count in words: `1 fout`, `3 waarschuwingen`."""
    one, more = _COUNTED[severity]
    return f"{count} {one if count == 1 else more}"


def counts(findings: Iterable[Finding]) -> str:
    """How many findings of each severity there are: `1 fout, 2 waarschuwingen`."""
    found = list(findings)
    parts = [
        count_of(severity, number)
        for severity in Severity
        if (number := sum(item.severity is severity for item in found))
    ]
    return ", ".join(parts) or "geen bevindingen"


def finding_line(found: Finding) -> str:
    """One finding on one line: how bad, where, what and what to do."""
    place = " ".join(part for part in (found.sheet and f"blad '{found.sheet}'", found.cell) if part)
    norm = f"norm {found.norm}" if found.norm else ""
    where = ", ".join(part for part in (place, norm) if part)
    message = " ".join(found.message.split())
    label = f"{_LABEL[found.severity]:<6}"
    return f"  {label}  {where}: {message}" if where else f"  {label}  {message}"


def submission_lines(submission: Submission, outcome: str, down_to: Severity) -> Iterator[str]:
    """A submission in lines: the file, what became of it, and its findings, worst first.

    Findings less severe than `down_to` are only counted.
    """
    verdict = outcome or ("bruikbaar" if submission.accepted else "niet bruikbaar")
    who = submission.organisation.name if submission.organisation else ""
    filled = f"{submission.answered} van {len(submission.answers)} normen ingevuld"
    parts = [verdict, who, filled if submission.answers else "", counts(submission.findings)]
    yield f"{submission.file}: {', '.join(part for part in parts if part)}"
    for found in submission.findings:
        if found.severity.rank <= down_to.rank:
            yield finding_line(found)
