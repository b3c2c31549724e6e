"""Hand-overs as files: what a RIEC mails, and reading what others mailed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from nhnorm_xlsx import gate
from nhnorm_xlsx.contract.handover import (
    CHECK,
    ITEMS,
    LISTS,
    MARK,
    NORM_COLUMNS,
    STAND_FACTS,
    VERSION,
    checksum,
)
from nhnorm_xlsx.contract.text import text_fingerprint
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.gate import HandOver
from nhnorm_xlsx.intake.isolation import in_isolation
from nhnorm_xlsx.intake.judging import judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.raw import RawSheet, RawWorkbook, UnreadableError
from nhnorm_xlsx.intake.sources import find_sources
from nhnorm_xlsx.intake.values import as_text
from nhnorm_xlsx.tasks.stands import CONCEPT, Published, Together
from nhnorm_xlsx.texts import gate as rulings
from nhnorm_xlsx.texts import publishing as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.compare.tables.columns import Tables

COLUMNS = (*NORM_COLUMNS, *gate.COLUMNS[1:])
Rows = list[list[str]]


def handover_tables(published: Published, item: HandOver) -> Tables:
    """What stands in the workbook of one hand-over: `over`, `feiten` and `normen`."""
    import pandas as pd

    facts, rows = facts_and_rows(published, item)
    counts = COLUMNS[len(NORM_COLUMNS) :]
    normen = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    over = {
        "meting": published.meting,
        "stand": published.name,
        "peildatum": published.day,
        "concept": published.is_concept,
        "riecs": list(item.riecs),
        "geantwoord": item.answered,
        "gevraagd": item.invited,
    }
    return {
        "over": pd.DataFrame([over]),
        "feiten": pd.DataFrame(list(facts.items()), columns=["feit", "waarde"]),
        "normen": normen.astype(dict.fromkeys(counts, int)),
    }


def facts_and_rows(published: Published, item: HandOver) -> tuple[dict[str, str], Rows]:
    """A hand-over with what it is about, as it stands in its workbook: all of it text."""
    own, counts = gate.to_rows(item)
    of_stand = (
        published.name,
        published.day.isoformat(),
        published.editie,
        ITEMS.join(published.other_edities),
        LISTS.join(ITEMS.join(block) for block in published.together),
        ITEMS.join(published.everyone),
    )
    by_norm = {norm: [str(number) for number in numbers] for norm, *numbers in counts}
    rows = [
        [*(row[name] for name in NORM_COLUMNS), *by_norm[row["norm"]]]
        for row in published.norms
        if row["norm"] in by_norm
    ]
    facts = {MARK: VERSION, **own, **dict(zip(STAND_FACTS, of_stand, strict=True))}
    return {**facts, CHECK: checksum(facts, rows)}, rows


# --- reading ---------------------------------------------------------------------------


def read_handovers(paths: Sequence[Path]) -> list[Published]:
    """What was handed over in these files, each as a stand with one hand-over.

    Files come from outside: they are read in a process of their own, within bounds; mails and
    zip files with them in it will do too. Raises `UsageError` with all that is wrong.
    """
    if not paths:
        raise UsageError(texts.NOTHING_HANDED_OVER)
    with TemporaryDirectory() as workspace:
        sources = find_sources(paths, Path(workspace))
        names = [item.name for item in sources.files]
        results = list(in_isolation(read, [ReadJob(item.path) for item in sources.files]))
    wrong = [_why(file.name, problem) for file, problem in sources.troubled]
    wrong += [f"{file.name}: {found.message}" for file, found in sources.other]
    found: dict[tuple[str, ...], Published] = {}
    for name, result in zip(names, results, strict=True):
        try:
            item = replace(handed_over(name, result), file=name)
            found.setdefault((item.name, *item.handovers[0].riecs, str(item)), item)
        except UsageError as error:
            wrong.append(str(error))
    if wrong or not found:
        raise UsageError("\n".join(wrong) or texts.NOTHING_HANDED_OVER)
    return list(found.values())


def _why(name: str, problem: UnreadableError) -> str:
    return texts.cannot_read(name, judge_unreadable(name, problem).refusal)


def handed_over(name: str, result: RawWorkbook | UnreadableError) -> Published:
    """The stand with one hand-over that a workbook holds. Raises `UsageError` when it is none."""
    if isinstance(result, UnreadableError):
        raise UsageError(_why(name, result))
    sheets = [sheet for sheet in result.sheets if MARK in sheet.cells.values()]
    if len(sheets) != 1:
        raise UsageError(texts.no_handover(name))
    facts, rows = _taken(sheets[0])
    if facts.get(MARK) != VERSION:
        raise UsageError(texts.newer_handover(name))
    if facts.get("vastgesteld_als") == CONCEPT:
        raise UsageError(texts.concept_handover(name))
    if result.damage or facts.get(CHECK) != checksum(facts, rows):
        raise UsageError(texts.changed_handover(name))
    try:
        return _published(facts, rows)
    except (KeyError, ValueError) as error:
        raise UsageError(texts.changed_handover(name)) from error


def _taken(sheet: RawSheet) -> tuple[dict[str, str], Rows]:
    """The facts and the rows on a sheet, as text; what stands elsewhere is not looked at."""
    known = {MARK, CHECK, *gate.FACTS, *STAND_FACTS}
    facts: dict[str, str] = {}
    rows: Rows = []
    heading = 0
    last = max((row for row, _ in sheet.cells), default=0)
    for row in range(1, last + 1):
        cells = [as_text(sheet.cells.get((row, place))) for place in range(1, len(COLUMNS) + 1)]
        if heading and any(cells):
            rows.append(cells)
        elif tuple(cells) == COLUMNS:
            heading = row
        elif cells[0] in known:
            facts.setdefault(cells[0], cells[1])
    return facts, rows


def _published(facts: Mapping[str, str], rows: Rows) -> Published:
    width = len(NORM_COLUMNS)
    place = NORM_COLUMNS.index("norm")
    item = gate.from_rows(facts, [(row[place], *row[width:]) for row in rows])
    return Published(
        meting=item.meting,
        name=facts["vastgesteld_als"],
        day=date.fromisoformat(facts["vastgesteld_op"]),
        editie=facts["editie"],
        norms=tuple(dict(zip(NORM_COLUMNS, row, strict=False)) for row in rows),
        handovers=(item,),
        together=tuple(tuple(block.split(ITEMS)) for block in facts["samen"].split(LISTS) if block),
        other_edities=tuple(name for name in facts["andere_edities"].split(ITEMS) if name),
        everyone=tuple(name for name in facts["alle_riecs"].split(ITEMS) if name),
    )


def _in_short(norms: Sequence[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((row["norm"], text_fingerprint(row["norm_tekst"])) for row in norms)


def together(stands: Sequence[Published], shown: Together = ()) -> Published:
    """What several stands show together: each RIEC once, one meting, the same norms.

    `shown` are the blocks that were shown before in the place where this is made: small RIECs
    that were counted together stay so. Raises `UsageError` when the stands do not belong together.
    """
    norms = next((item.norms for item in stands if item.norms), ())
    handovers = tuple(
        sorted((item for stand in stands for item in stand.handovers), key=lambda item: item.riecs)
    )
    telling = [stand for stand in stands if stand.norms] or list(stands)
    edities = {stand.editie for stand in telling}
    whole = Published(
        meting=stands[0].meting,
        name=", ".join(sorted({stand.name for stand in stands})),
        day=max(stand.day for stand in stands),
        editie=telling[0].editie,
        norms=norms,
        handovers=handovers,
        together=tuple(sorted({*shown, *(b for stand in stands for b in stand.together)})),
        other_edities=tuple(sorted({name for stand in stands for name in stand.other_edities})),
        everyone=stands[0].everyone,
    )
    ruling = gate.may_combine(handovers, whole.themas)
    if len(edities) > 1 or len({_in_short(stand.norms) for stand in stands if stand.norms}) > 1:
        ruling = replace(ruling, allowed=False, reason=gate.Reason.OTHER_NORMS)
    if not ruling.allowed:
        where = _where(stands, ruling)
        raise UsageError("\n".join([rulings.REASONS[ruling.reason.value], *where]))
    return whole


def _where(stands: Sequence[Published], ruling: gate.Judgement) -> list[str]:
    """Which files a refusal is about."""
    if ruling.reason is gate.Reason.OTHER_METING:
        return [texts.of_meting(stand.file, stand.meting) for stand in stands]
    return [
        texts.riecs_in(riec, [s.file for s in stands if s.file and riec in s.handovers[0].riecs])
        for riec in ruling.withheld
    ]


def all_there(stands: Sequence[Published]) -> None:
    """Whether these stands are of all RIECs that take part, as each of them says.

    Two products from different sets of RIECs can be subtracted, and then tell of one RIEC. So
    figures of all gemeenten are made from all RIECs or not at all. Raises `UsageError`.
    """
    first = stands[0]
    for other in stands[1:]:
        if other.everyone != first.everyone:
            raise UsageError(
                texts.other_riecs(first.file, first.everyone, other.file, other.everyone)
            )
    there = {riec for stand in stands for item in stand.handovers for riec in item.riecs}
    missing = [riec for riec in first.everyone if riec not in there]
    if missing or not first.everyone:
        raise UsageError(texts.riecs_missing(missing))
