"""`vergelijk`: for one RIEC by name, or for the provincie what may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import choose_riec, riec_names
from nhnorm_xlsx.tasks import stands
from nhnorm_xlsx.tasks.naming import for_file_name
from nhnorm_xlsx.tasks.opened import make_folder, open_dataset
from nhnorm_xlsx.tasks.publishing import report_for_provincie
from nhnorm_xlsx.tasks.round import find_round
from nhnorm_xlsx.texts import publishing as texts
from nhnorm_xlsx.tiles import load_tiles

RIEC, PROVINCIE = "riec", "provincie"


def compare(
    dataset_folder: Path,
    folder: Path,
    *,
    level: str | None,
    riec: str | None,
    meting: str | None,
    today: date,
    html: bool = False,
    given: Sequence[Path] = (),
    concept: bool = False,
) -> tuple[Path, ...]:
    """Write a comparison; the paths of what was made.

    `level` is `riec` (then `riec` names it, and `html` also gives a web page) or `provincie`
    (from hand-overs that are `given`, or from the stand of the dataset). Without it what else is
    asked tells, and when that says nothing it is for every RIEC that answered, and for the
    provincie when there is a stand. Raises `StorageError` and `UsageError`.
    """
    if level is None and not (riec or given or concept):
        return _compare_all(dataset_folder, folder, meting=meting, today=today, html=html)
    level = level or (RIEC if riec else PROVINCIE)
    if level == PROVINCIE:
        if html or riec:
            raise UsageError("Met --niveau provincie kunnen --riec en --html niet; laat ze weg.")
        return (
            report_for_provincie(
                dataset_folder,
                folder,
                given=given,
                meting=meting,
                today=today,
                concept=concept,
            ),
        )
    if given or concept:
        raise UsageError("Met --niveau riec kunnen --van en --concept niet; laat ze weg.")
    return compare_riec(dataset_folder, folder, riec=riec, meting=meting, today=today, html=html)


def _compare_all(
    dataset_folder: Path, folder: Path, *, meting: str | None, today: date, html: bool
) -> tuple[Path, ...]:
    opened = open_dataset(dataset_folder, meting)
    answers = opened.dataset.antwoorden
    codes = set(answers[answers["meting"].astype(str) == opened.meting]["organisatie_code"])
    answered = [item for item in opened.organisations if item.code in codes]
    if not answered:
        raise UsageError(texts.nobody_answered(opened.meting))
    made: list[Path] = []
    for name in riec_names(answered):
        made += compare_riec(
            dataset_folder, folder, riec=name, meting=opened.meting, today=today, html=html
        )
    if stands.latest(dataset_folder, opened.meting):
        made.append(
            report_for_provincie(
                dataset_folder, folder, given=(), meting=opened.meting, today=today
            )
        )
    return tuple(made)


def compare_riec(
    dataset_folder: Path,
    folder: Path,
    *,
    riec: str | None,
    meting: str | None,
    today: date,
    html: bool = False,
) -> tuple[Path, ...]:
    """Write the workbook and the note of a RIEC, with `html` also a web page; their paths.

    Without `meting` it is about the newest. On the page each gemeente lies where the
    `tegels.csv` of the round says, else that of the program. Raises `StorageError` and
    `UsageError`, and `FaultySourceError` for faulty tiles.
    """
    from nhnorm_xlsx.compare.tables.riec import tables_for_riec
    from nhnorm_xlsx.compare.writer import write_html, write_riec, write_riec_note

    opened = open_dataset(dataset_folder, meting)
    name = choose_riec(opened.organisations, riec)
    file = f"NHNorm-vergelijking-{opened.meting}-{for_file_name(name)}.xlsx"
    path = make_folder(folder) / file
    tables = tables_for_riec(
        opened.dataset, opened.organisations, name, meting=opened.meting, today=today
    )
    moment = datetime.combine(today, time())
    write_riec(tables, path, moment)
    note = path.with_suffix(".docx")
    write_riec_note(tables, note, moment)
    if not html:
        return (path, note)
    page = path.with_suffix(".html")
    given = find_round().tiles
    write_html(tables, page, load_tiles(given if given.is_file() else None))
    return (path, note, page)
