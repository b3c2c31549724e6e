"""`voorbeeld`: a whole year with made-up answers, through the real commands.

The same every run. Answers hang together as they do in life: larger gemeenten are
further, some norms are hard for everyone, and a year later most things are better.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from nhnorm_xlsx import files
from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import (
    FIELDS,
    STATUS,
    STREEFDATUM,
    is_blank,
)
from nhnorm_xlsx.contract.keys import FIELD_KEY, NORM_KEY, START_KEY
from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.ledger import ledger_of
from nhnorm_xlsx.dataset.register import read_register
from nhnorm_xlsx.dataset.store import recover
from nhnorm_xlsx.definition import Definition, load_definition
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation, load_organisations, riec_names
from nhnorm_xlsx.settings import FILE_NAME, FILE_VERSION
from nhnorm_xlsx.tasks.comparing import compare
from nhnorm_xlsx.tasks.generating import Handout, generate
from nhnorm_xlsx.tasks.importing import import_files
from nhnorm_xlsx.tasks.made_up import METINGEN, SECOND, Moments, replies, start_values
from nhnorm_xlsx.tasks.naming import workbook_name
from nhnorm_xlsx.tasks.previous import Earlier, read_previous
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.publishing import give_feedback, give_over, keep_stand, prepare_stand
from nhnorm_xlsx.texts import example as texts
from nhnorm_xlsx.texts.round import settings_text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# What happens to the returns of the second meting, by name of the organisation.
NOT_ANSWERED = ("Zandvoort", "Opmeer", "Oostzaan")
PASTED_OVER = "Medemblik"
WROTE_DATES_AS_TEXT = "Velsen"
SENT_TWICE = "Hoorn"
HALF_FILLED = "Landsmeer"
NOT_ANSWERED_FIRST = ("Laren", "Uitgeest")


COMPARED_ON = date(2026, 6, 15)
_ANOTHER = "Kies met --uit een andere map."


def play_year(folder: Path, progress: Progress = silent) -> Iterator[str]:
    """Play the year in this folder and tell, line by line, what was done and what to open.

    Raises `StorageError` when the folder cannot be written, and `UsageError` before anything
    when its dataset holds real answers: they would be compared as if they were made up.
    """
    _keep_off_real_answers(folder / "dataset")
    definition, organisations = load_definition(), load_organisations()
    _begin_round(folder)
    for moments in METINGEN:
        yield texts.opening(moments.meting)
        yield from _play_meting(folder, definition, organisations, moments, progress)
    yield texts.COMPARING
    keep_stand(prepare_stand(folder / "dataset", None, COMPARED_ON))
    for riec in riec_names(organisations):
        give_over(
            folder / "dataset", folder / "doorgeven", riec=riec, meting=None, today=COMPARED_ON
        )
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


def _begin_round(folder: Path) -> None:
    """The settings of the example, so that every command works in its folder."""
    path, last = folder / FILE_NAME, METINGEN[-1]
    if not path.exists():
        text = settings_text(FILE_VERSION, last.meting, last.deadline, sender={})
        files.write_text(path, text, advice=_ANOTHER)


def _keep_off_real_answers(dataset: Path) -> None:
    recover(dataset)
    books = ledger_of(events.read(dataset))
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
    return [*(("riec", riec) for riec in riec_names(organisations)), ("provincie", None)]


def _play_meting(
    folder: Path,
    definition: Definition,
    organisations: Sequence[Organisation],
    moments: Moments,
    progress: Progress,
) -> Iterator[str]:
    from nhnorm_xlsx.dataset.reference import load_reference

    dataset, workbooks = folder / "dataset", folder / "werkboeken"
    previous = Earlier()
    if moments.meting == SECOND:
        previous = read_previous(dataset, definition, SECOND, organisations)
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
        _fill_sheet(sheet, given, start_values(day, moments, dice))
    if moments.meting == SECOND and organisation.name == PASTED_OVER:
        _paste_over(workbook)
    if moments.meting == SECOND and organisation.name == WROTE_DATES_AS_TEXT:
        _write_dates_as_text(workbook)
    moment = datetime.combine(day, time(9 + dice.randrange(8), dice.randrange(60)), UTC)
    _save(workbook, target, moment)
    if moments.meting == SECOND and organisation.name == SENT_TWICE:
        shutil.copy2(target, target.with_stem(f"{target.stem} (1)"))


def _fill_sheet(sheet: Worksheet, given: Mapping[str, Answer], start: Mapping[str, object]) -> None:
    columns = _columns(sheet)
    for row in range(1, sheet.max_row + 1):
        key = str(sheet.cell(row, 1).value or "")
        if key.startswith(START_KEY):
            value = start.get(key.removeprefix(START_KEY))
            cell = cast("Cell", next(c for c in sheet[row] if not c.protection.locked))
            _type(cell, value)
        answer = given.get(key.removeprefix(NORM_KEY))
        if answer and key.startswith(NORM_KEY):
            for name, column in columns.items():
                _type(cast("Cell", sheet.cell(row, column)), _typed(name, answer))


def _type(cell: Cell, value: object) -> None:
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, str):
        # The cells take text: what begins with = is no formula there.
        cell.data_type = "s"


def _typed(key: str, answer: Answer) -> object:
    if key == STATUS.key:
        return STATUS_BY_KEY[answer.status].label
    return None if is_blank(answer[key]) else answer[key]


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
        sheet.cell(row, _columns(sheet)[STATUS.key]).value = text


def _write_dates_as_text(workbook: Workbook) -> None:
    written = ("1 mei 2027", "31-12-26", "eind van het jaar", "mei 2027", "31-02-2027", "Q3")
    rows = [
        (sheet, row)
        for sheet, row in _norm_rows(workbook)
        if sheet.cell(row, _columns(sheet)[STREEFDATUM.key]).value
    ]
    for (sheet, row), text in zip(rows, written, strict=False):
        sheet.cell(row, _columns(sheet)[STREEFDATUM.key]).value = text


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
    saved, packed = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            fixed = zipfile.ZipInfo(entry.filename, moment.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(fixed, content)
    files.write_bytes(target, packed.getvalue())
    os.utime(target, (moment.timestamp(), moment.timestamp()))
