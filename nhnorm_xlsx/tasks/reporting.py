"""What an import or a check came to, put to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nhnorm_xlsx.findings import Finding, Severity
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.generating import GenerateReport
from nhnorm_xlsx.tasks.wording import finding_line, submission_lines


@dataclass(frozen=True)
class Offered:
    """One file that was offered in this run, and what became of it.

    `outcome` is aanvaard, afgewezen, vervangen or dubbel; empty when only checked.
    """

    submission: Submission
    outcome: str = ""
    reason: str = ""

    @property
    def needs_attention(self) -> bool:
        """Whether something in it was refused, or it is not the file that counts."""
        return bool(self.submission.count(Severity.FOUT) or self.reason)


@dataclass(frozen=True)
class IntakeReport:
    """What happened to the files of this run; `skipped` are names of files passed over.

    `corrections` says what workbooks with corrections were made, None when none were asked.
    `bookkeeping` is what there is to say of the dataset itself.
    """

    offered: tuple[Offered, ...]
    skipped: tuple[str, ...]
    corrections: GenerateReport | None = None
    bookkeeping: tuple[Finding, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a file or an answer was refused, or the dataset contradicts itself."""
        wrong = any(item.severity is Severity.FOUT for item in self.bookkeeping)
        return wrong or any(item.submission.count(Severity.FOUT) for item in self.offered)

    def lines(self, down_to: Severity = Severity.FOUT) -> Iterator[str]:
        """The report for people: what needs attention first, one line per finding.

        Findings less severe than `down_to` are only counted; a file without any finding
        to show is passed over, unless everything is shown.
        """
        yield from (finding_line(item) for item in self.bookkeeping)
        worst = sorted(
            self.offered,
            key=lambda item: (item.submission.accepted, -item.submission.count(Severity.FOUT)),
        )
        for item in worst:
            if item.needs_attention or down_to is Severity.INFO:
                yield from submission_lines(item.submission, item.outcome, down_to)
                if item.reason and item.submission.accepted:
                    yield f"  {item.reason}"
        for name in self.skipped:
            yield f"{name}: overgeslagen, dit is geen werkboek"

    def closing(self, folder: Path) -> Iterator[str]:
        """What the run came to, and where to look next."""
        counted = Counter(item.outcome for item in self.offered)
        total = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))
        noun = "bestand" if len(self.offered) == 1 else "bestanden"
        yield f"{len(self.offered)} {noun}: {total}."
        yield f"De dataset staat in {folder}; alle bevindingen staan in bevindingen.csv."
        if self.corrections is not None:
            yield from _about_corrections(self.corrections)


def _about_corrections(made: GenerateReport) -> Iterator[str]:
    for name, reason in made.refused:
        yield f"{name}: {reason}."
    count = len(made.written)
    if count:
        noun = "werkboek" if count == 1 else "werkboeken"
        yield f"{count} {noun} met correcties om terug te sturen: {made.folder}."
    elif not made.refused:
        yield "Geen werkboek met correcties nodig."
