"""`voorbeeld`: a whole year with made-up answers, through the real commands.

The same every run. Answers hang together as they do in life: larger gemeenten are
further, some norms are hard for everyone, and a year later most things are better.
"""

from __future__ import annotations

import io
import math
import os
import random
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from nhnorm_xlsx.contract.fields import FIELDS, HULP_GEWENST, KAN_HELPEN, PRIORITEIT, STATUS
from nhnorm_xlsx.contract.keys import FIELD_KEY, NORM_KEY, START_KEY
from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.contract.statuses import DEELS, NIET, NVT, STATUS_BY_KEY, VOLDOET
from nhnorm_xlsx.dataset import ledger
from nhnorm_xlsx.dataset.register import read_register
from nhnorm_xlsx.dataset.store import recover
from nhnorm_xlsx.definition import Definition, Norm, load_definition
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation, load_organisations
from nhnorm_xlsx.tasks.comparing import compare, give_feedback
from nhnorm_xlsx.tasks.generating import Handout, generate
from nhnorm_xlsx.tasks.importing import import_files
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.previous import read_previous
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.texts import example as texts

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FIRST, SECOND = "2025", "2026"
# What happens to the returns of the second meting, by name of the organisation.
NOT_ANSWERED = ("Zandvoort", "Opmeer", "Oostzaan")
PASTED_OVER = "Medemblik"
WROTE_DATES_AS_TEXT = "Velsen"
SENT_TWICE = "Hoorn"
HALF_FILLED = "Landsmeer"
NOT_ANSWERED_FIRST = ("Laren", "Uitgeest")


@dataclass(frozen=True)
class Reply:
    """What somebody fills in for one norm; texts are empty where nothing is filled in."""

    status: str
    onderbouwing: str = ""
    verantwoordelijke: str = ""
    actie: str = ""
    streefdatum: date | None = None
    prioriteit: str = ""
    uitwisseling: str = ""


@dataclass(frozen=True)
class Moments:
    """The days of one meting: made, deadline, and the first day an answer comes back."""

    meting: str
    made: date
    deadline: date
    first_return: date


METINGEN = (
    Moments(FIRST, date(2025, 3, 3), date(2025, 5, 30), date(2025, 4, 7)),
    Moments(SECOND, date(2026, 3, 2), date(2026, 5, 29), date(2026, 4, 7)),
)
COMPARED_ON = date(2026, 6, 15)


def play_year(folder: Path, progress: Progress = silent) -> Iterator[str]:
    """Play the year in this folder and tell, line by line, what was done and what to open.

    Raises `StorageError` when the folder cannot be written, and `UsageError` before anything
    when its dataset holds real answers: they would be compared as if they were made up.
    """
    _keep_off_real_answers(folder / "dataset")
    definition, organisations = load_definition(), load_organisations()
    for moments in METINGEN:
        yield texts.opening(moments.meting)
        yield from _play_meting(folder, definition, organisations, moments, progress)
    yield texts.COMPARING
    made = [
        path
        for level, riec in _comparisons(organisations)
        for path in compare(
            folder / "dataset",
            folder / "vergelijking",
            level=level,
            riec=riec,
            meting=None,
            today=COMPARED_ON,
            html=level == "riec",
        )
    ]
    feedback = folder / "terugkoppeling"
    give_feedback(
        folder / "dataset", feedback, wanted=[], meting=None, today=COMPARED_ON, progress=progress
    )
    yield from texts.closing(folder, made)


def _keep_off_real_answers(dataset: Path) -> None:
    recover(dataset)
    if not (dataset / ledger.FILE_NAME).exists():
        return
    books = ledger.read_ledger(dataset)
    is_example = books.example
    if is_example is None:  # as earlier versions left it: the register tells
        issued = [row["uitgifte_id"] for row in read_register(dataset)]
        is_example = any(number.startswith(EXAMPLE_PREFIX) for number in issued)
    if books.seen and not is_example:
        raise UsageError(
            f"In {dataset} staan echte antwoorden; kies voor het voorbeeld met --uit een andere "
            "map. Er is niets veranderd."
        )


def _comparisons(organisations: Sequence[Organisation]) -> list[tuple[str, str | None]]:
    riecs = sorted({item.riec for item in organisations if item.riec})
    return [*(("riec", riec) for riec in riecs), ("provincie", None)]


def _play_meting(
    folder: Path,
    definition: Definition,
    organisations: Sequence[Organisation],
    moments: Moments,
    progress: Progress,
) -> Iterator[str]:
    from nhnorm_xlsx.dataset.reference import load_reference

    dataset, workbooks = folder / "dataset", folder / "werkboeken"
    previous = read_previous(dataset, definition, SECOND) if moments.meting == SECOND else {}
    handout = Handout(definition, moments.meting, moments.deadline, moments.made, previous)
    made = generate(
        organisations, handout, workbooks, issue_id=_issue_ids(moments.meting), progress=progress
    )
    yield from made.lines()
    returned = folder / "retour" / moments.meting
    _empty(returned)
    answering = [item for item in organisations if _answers(item, moments.meting)]
    for organisation in progress(answering, "Invullen", len(answering)):
        source = workbooks / workbook_name(moments.meting, organisation)
        _fill_in(source, returned / source.name, organisation, definition, moments)
    yield texts.returned(len(list(returned.iterdir())), returned)
    report = import_files([returned], dataset, load_reference(register=workbooks), progress)
    yield from report.lines()
    yield from report.closing(dataset)
    yield ""


def _issue_ids(meting: str) -> Callable[[], str]:
    numbers = random.Random(f"uitgifte {meting}")
    return lambda: f"{EXAMPLE_PREFIX}{numbers.getrandbits(48):012x}"


def _empty(folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{folder} kan niet worden geschreven ({why(error)}); kies met --uit een andere map."
        ) from error


def _answers(organisation: Organisation, meting: str) -> bool:
    absent = NOT_ANSWERED if meting == SECOND else NOT_ANSWERED_FIRST
    return organisation.name not in absent


# --- what they answer -------------------------------------------------------------------


def replies(
    organisation: Organisation, definition: Definition, moments: Moments
) -> dict[str, Reply]:
    """What this organisation answers in this meting, by norm number."""
    dice = random.Random(f"{organisation.code} {FIRST}")
    talent = dice.gauss(0, 0.5) + _size_bonus(organisation)
    first = {
        norm.number: _first_status(norm, talent, organisation, dice) for norm in definition.norms
    }
    if moments.meting == SECOND:
        dice = random.Random(f"{organisation.code} {SECOND}")
        first = {number: _a_year_later(status, dice) for number, status in first.items()}
    return {number: _reply(status, moments, dice) for number, status in first.items()}


def _size_bonus(organisation: Organisation) -> float:
    inhabitants = organisation.inhabitants or 200_000
    return 0.45 * (math.log10(inhabitants) - 4.5)


def _first_status(
    norm: Norm, talent: float, organisation: Organisation, dice: random.Random
) -> str:
    if organisation.is_provincie and norm.applies_to_provincie == "nee":
        return NVT.key
    difficulty = random.Random(f"norm {norm.number}").gauss(0, 0.8)
    level = talent - difficulty + dice.gauss(0, 0.7)
    if dice.random() < 0.01:
        return NVT.key
    if level > 0.35:
        return VOLDOET.key
    return DEELS.key if level > -0.55 else NIET.key


def _a_year_later(status: str, dice: random.Random) -> str:
    chances = {
        NIET.key: ((0.14, VOLDOET.key), (0.52, DEELS.key)),
        DEELS.key: ((0.38, VOLDOET.key), (0.41, NIET.key)),
        VOLDOET.key: ((0.03, DEELS.key),),
    }
    throw = dice.random()
    return next((new for bound, new in chances.get(status, ()) if throw < bound), status)


def _reply(status: str, moments: Moments, dice: random.Random) -> Reply:
    reply = Reply(status, onderbouwing=_sometimes(texts.EVIDENCE[status], dice, 0.8))
    if status == NVT.key:
        return replace(reply, onderbouwing=dice.choice(texts.EVIDENCE[status]))
    reply = replace(reply, verantwoordelijke=_sometimes(texts.FUNCTIONS, dice, 0.75))
    if status == VOLDOET.key:
        return replace(reply, uitwisseling=KAN_HELPEN if dice.random() < 0.22 else "")
    planned = moments.deadline + timedelta(days=dice.randrange(30, 700))
    return replace(
        reply,
        actie=_sometimes(texts.ACTIONS, dice, 0.94),
        streefdatum=planned if dice.random() < 0.92 else None,
        prioriteit=dice.choice(PRIORITEIT.options) if dice.random() < 0.8 else "",
        uitwisseling=HULP_GEWENST if dice.random() < 0.3 else "",
    )


def _sometimes(choices: Sequence[str], dice: random.Random, chance: float) -> str:
    return dice.choice(choices) if dice.random() < chance else ""


# --- filling in, as a person does -------------------------------------------------------


def _fill_in(
    source: Path,
    target: Path,
    organisation: Organisation,
    definition: Definition,
    moments: Moments,
) -> None:
    import openpyxl

    dice = random.Random(f"{organisation.code} {moments.meting} inzenden")
    given = replies(organisation, definition, moments)
    if moments.meting == SECOND and organisation.name == HALF_FILLED:
        given = dict(list(given.items())[: len(given) // 2])
    day = moments.first_return + timedelta(days=dice.randrange(0, 50))
    with warnings.catch_warnings():
        # openpyxl tells that it drops the progress bar; a person's Excel would keep it.
        warnings.simplefilter("ignore", UserWarning)
        workbook = openpyxl.load_workbook(source)
    for sheet in workbook.worksheets:
        _fill_sheet(sheet, given, _start_values(day, dice))
    if moments.meting == SECOND and organisation.name == PASTED_OVER:
        _paste_over(workbook)
    if moments.meting == SECOND and organisation.name == WROTE_DATES_AS_TEXT:
        _write_dates_as_text(workbook)
    moment = datetime.combine(day, time(9 + dice.randrange(8), dice.randrange(60)), UTC)
    _save(workbook, target, moment)
    if moments.meting == SECOND and organisation.name == SENT_TWICE:
        shutil.copy2(target, target.with_stem(f"{target.stem} (1)"))


def _start_values(day: date, dice: random.Random) -> dict[str, object]:
    return {
        "ingevuld_door": dice.choice(texts.FUNCTIONS),
        "ingevuld_met": ", ".join(dice.sample(texts.DEPARTMENTS, 3)),
        "ingevuld_op": day,
        "vastgesteld_op": day + timedelta(days=10) if dice.random() < 0.5 else None,
    }


def _fill_sheet(sheet: Worksheet, given: Mapping[str, Reply], start: Mapping[str, object]) -> None:
    columns = _columns(sheet)
    for row in range(1, sheet.max_row + 1):
        key = str(sheet.cell(row, 1).value or "")
        if key.startswith(START_KEY):
            value = start.get(key.removeprefix(START_KEY))
            cell = cast("Cell", next(c for c in sheet[row] if not c.protection.locked))
            _type(cell, value)
        reply = given.get(key.removeprefix(NORM_KEY))
        if reply and key.startswith(NORM_KEY):
            for name, column in columns.items():
                _type(cast("Cell", sheet.cell(row, column)), _typed(name, reply))


def _type(cell: Cell, value: object) -> None:
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        # The cells take text: what begins with = is no formula there.
        cell.data_type = "s"


def _typed(name: str, reply: Reply) -> object:
    if name == STATUS.key:
        return STATUS_BY_KEY[reply.status].label
    return getattr(reply, name) or None


def _columns(sheet: Worksheet) -> dict[str, int]:
    keys = {str(cell.value or ""): column for column, cell in enumerate(sheet[1], 1)}
    return {
        field.key: keys[FIELD_KEY + field.key] for field in FIELDS if FIELD_KEY + field.key in keys
    }


def _paste_over(workbook: Workbook) -> None:
    """Somebody pasted a column from an older list over the dropdowns."""
    pasted = ("ja", "Mee bezig", "nee", "n.v.t.", "zie bijlage", "In ontwikkeling", "VOLDOET ")
    rows = _norm_rows(workbook)
    for (sheet, row), text in zip(rows[10:], pasted, strict=False):
        sheet.cell(row, _columns(sheet)["status"]).value = text


def _write_dates_as_text(workbook: Workbook) -> None:
    written = ("1 mei 2027", "31-12-26", "eind van het jaar", "mei 2027", "31-02-2027", "Q3")
    rows = [
        (sheet, row)
        for sheet, row in _norm_rows(workbook)
        if sheet.cell(row, _columns(sheet)["streefdatum"]).value
    ]
    for (sheet, row), text in zip(rows, written, strict=False):
        sheet.cell(row, _columns(sheet)["streefdatum"]).value = text


def _norm_rows(workbook: Workbook) -> list[tuple[Worksheet, int]]:
    return [
        (sheet, row)
        for sheet in workbook.worksheets
        for row in range(1, sheet.max_row + 1)
        if str(sheet.cell(row, 1).value or "").startswith(NORM_KEY)
    ]


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def _save(workbook: Workbook, target: Path, moment: datetime) -> None:
    """Save as if it were that moment, so that every run gives the same bytes."""
    saved = io.BytesIO()
    workbook.save(saved)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            fixed = zipfile.ZipInfo(entry.filename, moment.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(fixed, content)
    os.utime(target, (moment.timestamp(), moment.timestamp()))
