"""What the coordinator decided about files: the meaning of the lines of `besluiten.csv`. Pure."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from csv import writer
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.csv_source import SEPARATOR
from nhnorm_xlsx.dataset.ledger import SeenFile
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.submissions import Decided, Submission

FILE_NAME: Final = "besluiten.csv"
COLUMNS: Final = ("bestand", "sha256", "besluit", "waarde", "reden")

UITSLUITEN: Final = "uitsluiten"  # leave it out
TELT: Final = "telt"  # it counts after all
DEEL: Final = "deel"  # a part, together with what stands
ORGANISATIE: Final = "organisatie"  # it belongs to this organisation
METING: Final = "meting"  # it belongs to this meting
VERDICTS: Final = (UITSLUITEN, TELT, ORGANISATIE, METING, DEEL)
# These say whose it is, and need a `waarde`.
WITH_VALUE: Final = (ORGANISATIE, METING)
# What the value is called where nobody knows it yet.
UNKNOWN_VALUE: Final = {ORGANISATIE: "code of naam", METING: "jaar"}

# What a reason is called until somebody gives one.
_REASON: Final = "vul hier de reden in"
# Enough of a fingerprint to tell files apart.
_SHA_LENGTH: Final = 12


@dataclass(frozen=True)
class Decision:
    """One line: about which file (`SeenFile.content`), what, and why.

    `value` is the code of the organisation or the label of the meting; `source` is the file
    and the line that it stands on, `file` the name that the line gives, if any.
    """

    content: str
    verdict: str
    value: str
    reason: str
    source: str
    file: str = ""

    @property
    def words(self) -> str:
        """The decision and its value: `organisatie GM0399`."""
        return f"{self.verdict} {self.value}".strip()


@dataclass(frozen=True)
class Decisions:
    """Everything that was decided.

    `merged` are the (meting, organisation code) whose files together are the answer. Lines
    that contradict each other about a file do not count, neither of them.
    """

    merged: frozenset[tuple[str, str]] = frozenset()
    lines: tuple[Decision, ...] = ()

    @cached_property
    def _by_content(self) -> Mapping[str, list[Decision]]:
        found: dict[str, list[Decision]] = defaultdict(list)
        for line in self.lines:
            found[line.content].append(line)
        return found

    def opposed(self, content: str) -> tuple[Decision, ...]:
        """The lines about a file that contradict each other."""
        lines = self._by_content.get(content, [])
        return tuple(one for one in lines if any(_opposite(one, other) for other in lines))

    def get(self, content: str, verdict: str) -> Decision | None:
        """The line that says this about a file, if there is one and nothing contradicts it."""
        lines = self._by_content.get(content)
        if not lines:  # as nearly always
            return None
        opposed = self.opposed(content)
        for line in lines:
            if line.verdict == verdict and line not in opposed:
                return line
        return None

    def narrowed(self, copies: Collection[SeenFile]) -> Decisions:
        """The same, where leaving out one of these copies says nothing about the original.

        `copies` are refused for their own name; the same bytes under another name stand.
        """
        aside = {(item.content, item.file): copy_key(item) for item in copies}
        lines = (
            replace(line, content=aside.get((line.content, line.file), line.content))
            if line.verdict == UITSLUITEN
            else line
            for line in self.lines
        )
        return replace(self, lines=tuple(lines)) if aside else self

    def decided(self, content: str) -> Decided:
        """Whose file it is and of which meting, as far as that was decided."""
        organisation, meting = self.get(content, ORGANISATIE), self.get(content, METING)
        return Decided(
            organisation.value if organisation else "",
            meting.value if meting else "",
        )


NO_DECISIONS: Final = Decisions()


def copy_key(seen: SeenFile) -> str:
    """What a decision hangs on that is about one copy of a content alone."""
    return f"{seen.content}:{seen.file}"


def _opposite(one: Decision, other: Decision) -> bool:
    if one.verdict == other.verdict:
        return one.value != other.value
    pair = {one.verdict, other.verdict}
    return UITSLUITEN in pair and bool(pair & {TELT, DEEL})


def about_opposed(lines: Iterable[Decision]) -> list[Finding]:
    """The finding about lines that contradict each other; none without such lines."""
    said = "; ".join(f"{line.source}: {line.words} ({line.reason})" for line in lines)
    return [finding(kinds.BESLUITEN_TEGENSTRIJDIG, regels=said)] if said else []


def ready_line(seen: SeenFile, verdict: str, value: str = "") -> str:
    """The line for `besluiten.csv` that decides this about a file, to copy."""
    text = io.StringIO(newline="")
    record = (seen.file, short_sha(seen.sha256), verdict, value, _REASON)
    writer(text, delimiter=SEPARATOR, lineterminator="").writerow(record)
    return text.getvalue()


def short_sha(sha256: str) -> str:
    """The beginning of a fingerprint, long enough not to be taken for a number.

    Excel makes a number of `123456789012` and of `12e456789012`, and rounds it.
    """
    length = _SHA_LENGTH
    while length < len(sha256) and not set(sha256[:length]) & set("abcdf"):
        length += 1
    return sha256[:length]


def helpful(seen: SeenFile, submission: Submission) -> list[tuple[str, str]]:
    """The decisions, each with its value, that would change how this file was judged.

    Each kind of error says for itself which decision would help; leaving the file out
    always can. A file without bytes cannot be decided about.
    """
    if not (seen.sha256 and seen.size):
        return []
    choices = dict(pair for item in submission.findings for pair in item.decisions)
    verdicts = dict.fromkeys(
        (*choices, *(verdict for item in submission.findings for verdict in item.kind.decisions))
    )
    stamp = submission.stamp
    values = {
        ORGANISATIE: (stamp.organisatie_code if stamp else "") or UNKNOWN_VALUE[ORGANISATIE],
        METING: (stamp.meting if stamp else "") or UNKNOWN_VALUE[METING],
        **{verdict: value for verdict, value in choices.items() if value},
    }
    return [*((verdict, values.get(verdict, "")) for verdict in verdicts), (UITSLUITEN, "")]


def about_deciding(seen: SeenFile, submission: Submission) -> list[Finding]:
    """For a file that was refused: the lines that would change that (see `helpful`)."""
    lines = [ready_line(seen, *choice) for choice in helpful(seen, submission)]
    return [finding(kinds.ZELF_BESLISSEN, regels=" of ".join(lines))] if lines else []
