"""Returned files, judged: what the intake gives to the dataset and the tasks. Pure data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar, overload

from nhnorm_xlsx.answers import Answer, StartValue
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.findings import KIND_BY_CODE, Finding, Severity
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


Item = TypeVar("Item")


class Kept(Sequence[Item], Generic[Item]):
    """Items that are fetched when somebody looks at them; how many there are is known before.

    `tally` counts them by what matters of them: findings by the code of their kind, answers by
    whether there is a status. With ten thousand files nobody holds all of them at once.
    """

    def __init__(
        self, size: int, tally: Mapping[str, int], fetch: Callable[[], Sequence[Item]]
    ) -> None:
        self.tally, self.fetch, self._size = tally, fetch, size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        return self.fetch()[at]

    def __iter__(self) -> Iterator[Item]:
        return iter(self.fetch() if self._size else ())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


ANSWERED = "ingevuld"


def answers_tally(answers: Sequence[Answer]) -> Mapping[str, int]:
    """How many of these answers have a status."""
    if isinstance(answers, Kept):
        return answers.tally
    return {ANSWERED: sum(bool(answer.status) for answer in answers)}


def findings_tally(findings: Sequence[Finding]) -> Mapping[str, int]:
    """How many of these findings there are of each kind, by its code."""
    if isinstance(findings, Kept):
        return findings.tally
    return Counter(item.kind.code for item in findings)


def number_of(severity: Severity, tally: Mapping[str, int]) -> int:
    """How many findings of this severity a tally of kinds holds."""
    return sum(count for code, count in tally.items() if KIND_BY_CODE[code].severity is severity)


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
    findings: Sequence[Finding]
    stamp: Stamp | None = None
    organisation: Organisation | None = None
    answers: Sequence[Answer] = ()
    start: Sequence[StartValue] = ()
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
        return answers_tally(self.answers).get(ANSWERED, 0)

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
        return number_of(severity, findings_tally(self.findings))
