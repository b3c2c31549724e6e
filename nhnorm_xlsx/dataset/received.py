"""One file that was offered, with its judgement and what became of it. Pure data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from nhnorm_xlsx.dataset.ledger import SeenFile
from nhnorm_xlsx.dataset.moments import Moment, moment_of
from nhnorm_xlsx.findings import Finding
from nhnorm_xlsx.submissions import (
    AANVAARD,
    AFGEWEZEN,
    GEEN_WERKBOEK,
    Kept,
    Submission,
    findings_tally,
)

Round = tuple[str, str]  # meting and organisation code
# What is wrong in these files matters; of the others only why they do not count.
JUDGED = ("", AANVAARD, AFGEWEZEN, GEEN_WERKBOEK)


@dataclass(frozen=True)
class Received:
    """One file that was seen, with its judgement and what became of it.

    `counts` for the one file per meting and organisation that holds the answers; of files
    that were merged the newest, with the answers of all. `said` is what its outcome is
    about: why it does not count, what was decided, when it came.
    """

    seen: SeenFile
    submission: Submission
    outcome: str
    reason: str
    counts: bool = False
    said: tuple[Finding, ...] = ()

    @property
    def content(self) -> str:
        """What its judgement hangs on."""
        return self.seen.content

    @property
    def own_findings_matter(self) -> bool:
        """Whether what is wrong inside it is reported, and not only why it does not count."""
        return self.outcome in JUDGED

    @cached_property
    def moment(self) -> Moment:
        """From when it is, and which clock says so."""
        return moment_of(self.seen, self.submission.modified)

    @property
    def time(self) -> datetime:
        """When it came: when it was mailed, else saved (by the document, else by the disk)."""
        return self.moment.time


def round_of(submission: Submission) -> Round:
    """The meting and organisation that a submission answers for."""
    stamp = submission.stamp
    return (stamp.meting, stamp.organisatie_code) if stamp else ("", "")


def kept_findings_that_count(item: Received) -> Sequence[Finding]:
    """The same, to be put together when somebody looks at them."""
    own = item.submission.findings if item.own_findings_matter else ()
    tally = Counter(findings_tally(own)) + Counter(findings_tally(item.said))
    return Kept(len(own) + len(item.said), tally, partial(findings_that_count, item))


def findings_that_count(item: Received, *, own: bool = True) -> list[Finding]:
    """The findings to report about one file, worst first: its `own` too, where they matter."""
    judged = item.submission.findings if own and item.own_findings_matter else ()
    place = item.submission.place
    said = [found.at(**place | {"file": item.seen.file}) for found in item.said]
    found = [*said, *(about.at(file=about.file or item.seen.file) for about in judged)]
    return sorted(found, key=lambda about: about.severity.rank)
