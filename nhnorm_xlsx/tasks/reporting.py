"""What an import or a check came to, put to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.findings import KIND_BY_CODE, Finding, FindingKind, Severity
from nhnorm_xlsx.submissions import (
    AANVAARD,
    AFGEWEZEN,
    DUBBEL,
    GEEN_WERKBOEK,
    LEEG,
    UITGESLOTEN,
    VERVANGEN,
    Submission,
    findings_tally,
    number_of,
)
from nhnorm_xlsx.tasks.generating import GenerateReport
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.wording import causes, counts, finding_line, own_drafts, taken_in, whose

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.received import Received

# How an outcome is called on the screen.
_CALLED = {LEEG: "leeg teruggestuurd"}
# In this order they stand in the closing line.
_ORDER = (AANVAARD, AFGEWEZEN, VERVANGEN, DUBBEL, LEEG, UITGESLOTEN, GEEN_WERKBOEK)


@dataclass(frozen=True)
class Offered:
    """One file that was offered in this run, and what became of it.

    `outcome` is a word of `inzendingen`; empty when only checked. `found` are the findings
    to report about it, None for those of the submission. Of files that were merged only
    the one that `counts` has the answers of all.
    """

    submission: Submission
    outcome: str = ""
    reason: str = ""
    found: Sequence[Finding] | None = None
    counts: bool = True

    @property
    def findings(self) -> Sequence[Finding]:
        """What there is to report about it, worst first."""
        return self.submission.findings if self.found is None else self.found

    @property
    def tally(self) -> Mapping[str, int]:
        """How many findings of each kind there are, by its code."""
        return findings_tally(self.findings)

    @property
    def failed(self) -> bool:
        """Whether the file or an answer in it was refused, or contradicts something."""
        return number_of(Severity.FOUT, self.tally) > 0

    @property
    def is_unopened(self) -> bool:
        """Whether it is a workbook or draft of ours that nobody touched."""
        return kinds.NIET_GEOPEND.code in self.tally

    @property
    def is_own_draft(self) -> bool:
        """Whether it is a draft of a mail that we made, or a folder with those."""
        return kinds.EIGEN_CONCEPT.code in self.tally


def offered_now(item: Received) -> Offered:
    """What became of a file, as the report shows it."""
    from nhnorm_xlsx.dataset.received import kept_findings_that_count

    found = kept_findings_that_count(item)
    return Offered(item.submission, item.outcome, item.reason, found, item.counts)


@dataclass(frozen=True)
class SaidOfFile:
    """What the report says of one file: its name, one line, and what is wrong with it.

    `failed` when something was refused, `doubtful` when there is a warning. `who` is of whom and
    of which meting it is, as far as that is known.
    """

    name: str
    line: str
    failed: bool
    doubtful: bool
    findings: tuple[Finding, ...]
    is_workbook: bool = True
    who: str = ""


@dataclass(frozen=True)
class IntakeReport:
    """What happened to the files of this run.

    `corrections` says what workbooks with corrections were made, None when none were asked.
    `bookkeeping` is what there is to say of the dataset itself, `remarks` of the settings.
    """

    offered: tuple[Offered, ...]
    corrections: GenerateReport | None = None
    bookkeeping: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a file or an answer was refused, or something contradicts itself."""
        wrong = any(item.severity is Severity.FOUT for item in self.bookkeeping)
        return wrong or any(item.failed for item in self.offered)

    def lines(self, down_to: Severity = Severity.FOUT) -> Iterator[str]:
        """The report for people: every file in one line, and what is wrong with it below that.

        What went well comes first, so that what asks for attention stands last, where it
        is still in view. Findings less severe than `down_to` are only counted, but for
        those that are always on the screen.
        """
        for item in sorted(self.offered, key=_attention):
            if _worth_a_line(item, down_to):
                yield _about(item)
                yield from (finding_line(found) for found in _shown(item, down_to))
        yield from self.rest()

    def per_file(self, down_to: Severity = Severity.FOUT) -> Iterator[SaidOfFile]:
        """The same per file, in the same order; also of files that are only counted there."""
        for item in sorted(self.offered, key=_attention):
            found = tuple(_shown(item, down_to))
            doubtful = number_of(Severity.WAARSCHUWING, item.tally) > 0
            ours = item.submission
            yield SaidOfFile(
                ours.file, _about(item), item.failed, doubtful, found, ours.is_workbook, whose(ours)
            )

    def rest(self) -> Iterator[str]:
        """What there is to say besides of each file."""
        unopened = sum(item.is_unopened for item in self.offered)
        if unopened == 1:
            yield "1 werkboek is nog niet geopend of ingevuld; het telt niet als antwoord."
        elif unopened:
            yield (
                f"{unopened} werkboeken zijn nog niet geopend of ingevuld; zij tellen niet als "
                "antwoord."
            )
        if own := [item.submission.file for item in self.offered if item.is_own_draft]:
            yield own_drafts(own)
        yield from (finding_line(item) for item in self.bookkeeping)
        yield from self.remarks

    def closing(self, folder: Path, down_to: Severity = Severity.FOUT) -> Iterator[str]:
        """What the run came to, and where to look next; what is less severe was not shown."""
        counted = Counter(item.outcome for item in self.offered)
        total = ", ".join(
            f"{counted[outcome]} {_CALLED.get(outcome, outcome)}"
            for outcome in _ORDER
            if counted[outcome]
        )
        noun = "bestand" if len(self.offered) == 1 else "bestanden"
        unshown: Counter[str] = Counter()
        for item in self.offered:
            if item.outcome in (AANVAARD, AFGEWEZEN):
                unshown.update(_unshown(item, down_to))
        rest = f" Niet getoond: {counts(unshown)}." if +unshown else ""
        if total:
            yield f"{len(self.offered)} {noun}: {total}.{rest}"
        yield f"De dataset staat in {folder}; alle bevindingen staan in bevindingen.csv."
        if self.corrections is not None:
            yield from _about_corrections(self.corrections)


def _worth_a_line(item: Offered, down_to: Severity) -> bool:
    """Whether a file is named: ours that nobody touched is counted, a mere remark only shown."""
    if item.is_unopened or item.is_own_draft:
        return False
    weighty = [KIND_BY_CODE[code].severity is not Severity.INFO for code in item.tally]
    remark = not item.submission.is_workbook and not any(weighty)
    return not remark or down_to is Severity.INFO


def _attention(item: Offered) -> tuple[object, ...]:
    """What needs no attention first, then by organisation and meting."""
    submission = item.submission
    shown = number_of(Severity.FOUT, item.tally)
    return (
        item.failed,
        item.outcome == AFGEWEZEN or not submission.accepted,
        shown,
        item.outcome not in ("", AANVAARD),
        whose(submission),
        submission.file,
    )


def _about(item: Offered) -> str:
    """One file in one line: whose, of which meting, and what became of it."""
    submission = item.submission
    name = submission.file
    if not submission.is_workbook and item.outcome in ("", GEEN_WERKBOEK):
        return f"{name}: {' '.join(submission.refusal.split())}"
    who = whose(submission)
    if item.outcome in ("", AANVAARD) and submission.accepted and item.counts:
        blank = " leeg teruggestuurd," if not item.outcome and submission.untouched else ""
        about = [] if _is_ours(submission) else [name]
        # What is only worth knowing is counted once, at the end.
        weighty = {
            code: number
            for code, number in item.tally.items()
            if KIND_BY_CODE[code].severity is not Severity.INFO
        }
        about += [counts(weighty)] if weighty else []
        tail = f" ({'; '.join(about)})" if about else ""
        return f"{who}:{blank} {taken_in(submission)}{tail}"
    called = _CALLED.get(item.outcome, item.outcome) or "niet bruikbaar"
    # What is refused says so in the lines below.
    reason = "" if item.outcome in ("", AFGEWEZEN) else f". {item.reason}" if item.reason else ""
    if item.outcome == UITGESLOTEN:
        reason = f" ({item.reason})"
    elif item.outcome == LEEG:
        reason = ""
    elif item.outcome == AANVAARD:
        called, reason = "deel", f". {item.reason}" if item.reason else ""
    return f"{who}: {name}: {called}{reason}" if who else f"{name}: {called}{reason}"


def _shown(item: Offered, down_to: Severity) -> list[Finding]:
    """The findings about a file that are on the screen."""
    if not any(_shows_kind(item, KIND_BY_CODE[code], down_to) for code in item.tally):
        return []
    return [found for found in item.findings if _shows(item, found, down_to)]


def _unshown(item: Offered, down_to: Severity) -> Counter[str]:
    """How many findings of each kind are not on the screen."""
    if not item.submission.is_workbook:
        return Counter(
            found.kind.code for found in item.findings if not _shows(item, found, down_to)
        )
    hidden = (code for code in item.tally if not _shows_kind(item, KIND_BY_CODE[code], down_to))
    return Counter({code: item.tally[code] for code in hidden})


def _shows(item: Offered, found: Finding, down_to: Severity) -> bool:
    """Whether a finding is on the screen; why a file does not count is in its own line."""
    if not item.submission.is_workbook and found.message in item.submission.refusal:
        return False
    return _shows_kind(item, found.kind, down_to)


def _shows_kind(item: Offered, kind: FindingKind, down_to: Severity) -> bool:
    if kind in _IN_ITS_LINE and item.outcome:
        return False
    return kind.severity.rank <= down_to.rank or kind.on_screen


# What is already told by the line of the file itself.
_IN_ITS_LINE = (
    kinds.VERVANGEN,
    kinds.DUBBEL,
    kinds.ZELFDE_ANTWOORDEN,
    kinds.SAMENGEVOEGD,
    kinds.UITGESLOTEN,
    kinds.LEEG_TERUGGESTUURD,
    kinds.NIET_GEOPEND,
)


def _is_ours(submission: Submission) -> bool:
    """Whether the file still has the name under which it was sent."""
    if not (submission.stamp and submission.organisation):
        return False
    ours = workbook_name(submission.stamp.meting, submission.organisation)
    return submission.file.replace("\\", "/").rpartition("/")[2] == ours


def _about_corrections(made: GenerateReport) -> Iterator[str]:
    yield from (cause.line for cause in causes(made.refused))
    count = len(made.written)
    if count:
        noun = "werkboek" if count == 1 else "werkboeken"
        yield f"{count} {noun} met correcties om terug te sturen: {made.folder}."
    elif not made.refused:
        yield "Geen werkboek met correcties nodig."
