"""Returned files, judged: what the intake gives to the dataset and the tasks. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from nhnorm_xlsx.answers import Answer, StartValue
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.findings import Finding, Severity
from nhnorm_xlsx.organisations import Organisation

# What became of a file: the column `uitkomst` of `inzendingen`.
AANVAARD = "aanvaard"
AFGEWEZEN = "afgewezen"
VERVANGEN = "vervangen"
DUBBEL = "dubbel"
LEEG = "leeg"  # given back as it was sent out: no answer
GEEN_WERKBOEK = "geen werkboek"
UITGESLOTEN = "uitgesloten"


@dataclass(frozen=True)
class Decided:
    """What the coordinator decided about whose file it is; empty where nothing was decided.

    `organisation` is a code, `meting` a label: they win from everything that the file says.
    """

    organisation: str = ""
    meting: str = ""


NOTHING_DECIDED = Decided()


@dataclass(frozen=True)
class Issued:
    """What was given out: (meting, organisation code, uitgifte_id), and where that is listed."""

    workbooks: frozenset[tuple[str, str, str]]
    source: str


@dataclass(frozen=True)
class Submission:
    """One returned file, judged.

    `refusal` is the reason why the file cannot be used, empty when it can. The identity
    is as far as it is known; a refused file may have none. `corrects` are the fingerprints of
    the files whose answers a workbook with corrections holds. `is_workbook` is False for
    what was offered but is none: a pdf, a mail. `untouched` when no field of a norm changed
    since the workbook was issued, `unopened` when besides no program ever saved it since.
    `tells_helping` when the form said that who can help is named to others. `issued_on` is the day
    on which the workbook was made, None where it does not say so.
    """

    file: str
    refusal: str
    findings: tuple[Finding, ...]
    stamp: Stamp | None = None
    organisation: Organisation | None = None
    answers: tuple[Answer, ...] = ()
    start: tuple[StartValue, ...] = ()
    modified: datetime | None = None
    corrects: frozenset[str] = frozenset()
    is_workbook: bool = True
    untouched: bool = False
    unopened: bool = False
    tells_helping: bool = False
    issued_on: date | None = None

    @property
    def accepted(self) -> bool:
        """Whether the answers can be used."""
        return not self.refusal

    @property
    def answered(self) -> int:
        """The number of norms with a status."""
        return sum(bool(answer.status) for answer in self.answers)

    @property
    def place(self) -> dict[str, str]:
        """What each of its findings is about, for `Finding.at`."""
        return {
            "file": self.file,
            "organisation_code": self.stamp.organisatie_code if self.stamp else "",
            "meting": self.stamp.meting if self.stamp else "",
        }

    def count(self, severity: Severity) -> int:
        """The number of findings of this severity."""
        return sum(item.severity is severity for item in self.findings)
