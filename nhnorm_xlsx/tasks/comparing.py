"""`vergelijk` and `terugkoppeling`: workbooks that compare, from a dataset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation, choose
from nhnorm_xlsx.tasks.progress import Progress, silent

RIEC, PROVINCIE = "riec", "provincie"


def compare(
    dataset_folder: Path,
    folder: Path,
    *,
    level: str,
    riec: str | None,
    meting: str | None,
    today: date,
) -> Path:
    """Write one comparison workbook and give its path.

    `level` is `riec` (then `riec` names it) or `provincie`; without `meting` it is about
    the newest. Raises `StorageError` and `UsageError`.
    """
    from nhnorm_xlsx.compare.tables.provincie import tables_for_provincie
    from nhnorm_xlsx.compare.tables.riec import tables_for_riec
    from nhnorm_xlsx.compare.writer import write_provincie, write_riec
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.reference import read_reference
    from nhnorm_xlsx.dataset.store import recover

    recover(dataset_folder)
    dataset = read_tables(dataset_folder)
    organisations = tuple(read_reference(dataset_folder).organisations.values())
    chosen = _chosen_meting(sorted(dataset.inzendingen["meting"].astype(str).unique()), meting)
    created = datetime.combine(today, time())
    _make(folder)
    if level == PROVINCIE:
        path = folder / f"NHNorm-vergelijking-{chosen}-provincie.xlsx"
        tables = tables_for_provincie(dataset, organisations, meting=chosen, today=today)
        write_provincie(tables, path, created)
        return path
    name = _chosen_riec(organisations, riec)
    path = folder / f"NHNorm-vergelijking-{chosen}-{_for_file(name)}.xlsx"
    tables = tables_for_riec(dataset, organisations, name, meting=chosen, today=today)
    write_riec(tables, path, created)
    return path


def give_feedback(
    dataset_folder: Path,
    folder: Path,
    *,
    wanted: Sequence[str],
    meting: str | None,
    today: date,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write one workbook per gemeente with its own answers beside those of its RIEC.

    For the gemeenten named, or for all that answered. Raises `StorageError`, and
    `UsageError` for an unknown name or a gemeente that did not answer.
    """
    from nhnorm_xlsx.compare.tables.organisation import tables_for_organisation
    from nhnorm_xlsx.compare.writer import write_terugkoppeling
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.reference import read_reference
    from nhnorm_xlsx.dataset.store import recover

    recover(dataset_folder)
    dataset = read_tables(dataset_folder)
    organisations = tuple(read_reference(dataset_folder).organisations.values())
    chosen = _chosen_meting(sorted(dataset.inzendingen["meting"].astype(str).unique()), meting)
    now = dataset.antwoorden[dataset.antwoorden["meting"].astype(str) == chosen]
    answered = set(now["organisatie_code"].astype(str))
    named = choose(organisations, wanted) if wanted else list(organisations)
    receivers = [item for item in named if not item.is_provincie and item.code in answered]
    silent_ones = [item.name for item in named if item not in receivers]
    if wanted and silent_ones:
        raise UsageError(
            f"Geen terugkoppeling voor {', '.join(silent_ones)}: dat is geen gemeente met "
            f"antwoorden in de meting {chosen}."
        )
    if not receivers:
        raise UsageError(f"Nog geen enkele gemeente heeft de meting {chosen} beantwoord.")
    _make(folder)
    made = []
    for item in progress(receivers, "Terugkoppelen", len(receivers)):
        path = folder / f"NHNorm-terugkoppeling-{chosen}-{item.code}-{_for_file(item.name)}.xlsx"
        tables = tables_for_organisation(
            dataset, organisations, item.code, meting=chosen, today=today
        )
        write_terugkoppeling(tables, path, datetime.combine(today, time()))
        made.append(path)
    return tuple(made)


def _chosen_meting(known: Sequence[str], wanted: str | None) -> str:
    labels = [label for label in known if label]
    if wanted is None:
        if not labels:
            raise UsageError("In de dataset staat nog geen enkele meting; importeer eerst.")
        return labels[-1]
    if wanted not in labels:
        raise UsageError(
            f"Meting '{wanted}' staat niet in de dataset; wel: {', '.join(labels) or 'geen'}."
        )
    return wanted


def _chosen_riec(organisations: Sequence[Organisation], wanted: str | None) -> str:
    names = sorted({item.riec for item in organisations if item.riec})
    listed = ", ".join(f'"{name}"' for name in names)
    if wanted is None:
        raise UsageError(f"Zeg met --riec voor welk RIEC: {listed}.")
    for name in names:
        if wanted.strip().lower() in (name.lower(), name.lower().removeprefix("riec ")):
            return name
    raise UsageError(f"Onbekend RIEC '{wanted}'; kies uit: {listed}.")


def _for_file(name: str) -> str:
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", name).strip(" .")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{folder} kan niet worden gemaakt ({why(error)}); kies met --uit een andere map."
        ) from error
