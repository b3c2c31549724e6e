"""About which files can be decided, and what stands: `besluiten.csv`, to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.decided import Decree, memory_of
from nhnorm_xlsx.dataset.decisions import (
    METING,
    UNKNOWN_VALUE,
    VERDICTS,
    WITH_VALUE,
    helpful,
    short_sha,
)
from nhnorm_xlsx.dataset.desk import DeskLine
from nhnorm_xlsx.dataset.received import Received, findings_that_count
from nhnorm_xlsx.dataset.store import was_imported
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.findings import KIND_BY_CODE, ZELF_BESLISSEN, Severity
from nhnorm_xlsx.submissions import AFGEWEZEN
from nhnorm_xlsx.tasks.delaying import known_register, metingen_known
from nhnorm_xlsx.tasks.importing import received_in
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.tasks.wording import place_of, whose
from nhnorm_xlsx.texts import deciding as texts

# What is said of one file at most; the rest is in `bevindingen`.
_MOST: int = 6


@dataclass(frozen=True)
class ToDecide:
    """One file about which can be decided.

    `choices` are the decisions that would help, each with its value; `standing` what was decided.
    `asks` when somebody should look at it: it was refused, or something contradicts.
    """

    file: str
    sha256: str
    who: str
    outcome: str
    why: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    standing: tuple[DeskLine, ...]
    asks: bool


def to_decide(folder: Path, progress: Progress = silent) -> tuple[ToDecide, ...]:
    """Every workbook that was offered, what asks for a decision first; none without a dataset.

    Raises `StorageError`.
    """
    if not was_imported(folder):
        return ()
    received, _ = received_in(folder, progress)
    standing: dict[str, list[DeskLine]] = {}
    for item in memory_of(events.read(folder)).standing:
        standing.setdefault(item.content, []).append(_line(item))
    found = [
        _of(item, standing)
        for item in received
        if item.submission.is_workbook and item.seen.sha256 and item.seen.size
    ]
    return tuple(sorted(found, key=lambda item: (not item.asks, item.who, item.file)))


def metingen_to_choose(folder: Path, round_: Round) -> list[str]:
    """The metingen that a file can be said to belong to, old to new."""
    return metingen_known(folder, known_register(folder, round_), round_)


def check_meting(line: DeskLine, folder: Path, round_: Round) -> None:
    """That a decision names a meting of this round. Raises `UsageError`.

    A slip of the pen would make a meting of its own, of which nobody ever heard.
    """
    if line.verdict == METING:
        known = metingen_to_choose(folder, round_)
        if line.value not in known:
            raise UsageError(texts.unknown_meting(line.value, known))


def _line(item: Decree) -> DeskLine:
    return DeskLine(item.file, short_sha(item.sha256), item.verdict, item.value, item.reason)


def _of(item: Received, standing: Mapping[str, Sequence[DeskLine]]) -> ToDecide:
    decided = tuple(
        line for line in standing.get(item.content, ()) if line.file in ("", item.seen.file)
    )
    counting = findings_that_count(item)
    asking = dict.fromkeys(one.kind.code for one in counting if one.kind.decisions)
    found = [
        one
        for one in counting
        if (one.severity is Severity.FOUT or one.kind.decisions) and one.kind is not ZELF_BESLISSEN
    ]
    why = [f"{place_of(one)}{' '.join(one.message.split())}" for one in found]
    helping = {verdict for code in asking for verdict in KIND_BY_CODE[code].decisions}
    choices = dict(helpful(item.seen, item.submission)) | dict.fromkeys(helping, "")
    return ToDecide(
        item.seen.file,
        short_sha(item.seen.sha256),
        whose(item.submission),
        item.outcome,
        tuple(why[:_MOST]) or ((item.reason,) if item.reason else ()),
        tuple((verdict, _value(verdict, choices[verdict])) for verdict in VERDICTS
              if verdict in choices),
        decided,
        asks=not decided and (item.outcome == AFGEWEZEN or bool(asking)),
    )  # fmt: skip


def _value(verdict: str, value: str) -> str:
    """The value to begin with; empty where `helpful` only says what to fill in."""
    return value if verdict in WITH_VALUE and value not in UNKNOWN_VALUE.values() else ""
