"""`vergelijk` and `terugkoppeling`: workbooks that compare, from a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset.publications import keep_publication, read_publications
from nhnorm_xlsx.dataset.store import locked
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.organisations import Organisation, choose, choose_riec
from nhnorm_xlsx.tasks.importing import made_current
from nhnorm_xlsx.tasks.naming import for_file_name
from nhnorm_xlsx.tasks.progress import Progress, silent

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset

PROVINCIE = "provincie"


def compare(
    dataset_folder: Path,
    folder: Path,
    *,
    level: str,
    riec: str | None,
    meting: str | None,
    today: date,
    html: bool = False,
) -> tuple[Path, ...]:
    """Write one comparison workbook, for a RIEC with `html` also as a web page; their paths.

    `level` is `riec` (then `riec` names it) or `provincie`; without `meting` it is about
    the newest. Raises `StorageError` and `UsageError`.
    """
    dataset, organisations, chosen = _read(dataset_folder, meting)
    created = datetime.combine(today, time())
    if level == PROVINCIE:
        if html or riec:
            raise UsageError("Met --niveau provincie kunnen --riec en --html niet; laat ze weg.")
        from nhnorm_xlsx.compare.tables.provincie import tables_for_provincie
        from nhnorm_xlsx.compare.writer import write_provincie

        path = _make(folder) / f"NHNorm-vergelijking-{chosen}-provincie.xlsx"
        with locked(dataset_folder):
            tables = tables_for_provincie(
                dataset,
                organisations,
                meting=chosen,
                today=today,
                earlier=read_publications(dataset_folder, chosen),
            )
            write_provincie(tables, path, created)
            keep_publication(dataset_folder, chosen, tables["publicatie"])
        return (path,)
    from nhnorm_xlsx.compare.tables.riec import tables_for_riec
    from nhnorm_xlsx.compare.writer import write_html, write_riec

    name = choose_riec(organisations, riec)
    path = _make(folder) / f"NHNorm-vergelijking-{chosen}-{for_file_name(name)}.xlsx"
    tables = tables_for_riec(dataset, organisations, name, meting=chosen, today=today)
    write_riec(tables, path, created)
    if not html:
        return (path,)
    page = path.with_suffix(".html")
    write_html(tables, page)
    return (path, page)


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
    from nhnorm_xlsx.compare.tables.organisation import tables_for_organisations
    from nhnorm_xlsx.compare.writer import write_terugkoppeling

    dataset, organisations, chosen = _read(dataset_folder, meting)
    now = dataset.antwoorden[dataset.antwoorden["meting"].astype(str) == chosen]
    answered = set(now["organisatie_code"].astype(str))
    named = choose(organisations, wanted) if wanted else list(organisations)
    receivers = [item for item in named if item.is_compared and item.code in answered]
    silent_ones = [item.name for item in named if item not in receivers]
    if wanted and silent_ones:
        raise UsageError(
            f"Geen terugkoppeling voor {', '.join(silent_ones)}: die hoort niet bij een RIEC, of "
            f"heeft geen antwoorden in de meting {chosen}."
        )
    if not receivers:
        raise UsageError(f"Nog niemand in een RIEC heeft de meting {chosen} beantwoord.")
    _make(folder)
    made = []
    codes = [item.code for item in receivers]
    everything = tables_for_organisations(dataset, organisations, codes, meting=chosen, today=today)
    pairs = zip(receivers, everything, strict=True)
    for item, tables in progress(pairs, "Terugkoppelen", len(receivers)):
        path = (
            folder / f"NHNorm-terugkoppeling-{chosen}-{item.code}-{for_file_name(item.name)}.xlsx"
        )
        write_terugkoppeling(tables, path, datetime.combine(today, time()))
        made.append(path)
    return tuple(made)


def _read(folder: Path, meting: str | None) -> tuple[Dataset, tuple[Organisation, ...], str]:
    """The dataset, who takes part according to its own list, and the meting to compare."""
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.reference import read_reference

    made_current(folder)
    dataset = read_tables(folder)
    chosen = _chosen_meting(dataset, meting)
    answers = dataset.antwoorden
    answered = answers[answers["meting"].astype(str) == chosen]["organisatie_code"].astype(str)
    return dataset, read_reference(folder).taking_part(answered), chosen


def _chosen_meting(dataset: Dataset, wanted: str | None) -> str:
    from nhnorm_xlsx.dataset.metingen import choose_meting

    chosen = choose_meting(dataset, wanted)
    if not chosen:
        raise UsageError("In de dataset staat nog geen enkele meting; importeer eerst.")
    return chosen


def _make(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    except OSError as error:
        raise StorageError(
            f"{folder} kan niet worden gemaakt ({why(error)}); kies met --uit een andere map."
        ) from error
