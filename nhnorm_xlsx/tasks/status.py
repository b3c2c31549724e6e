"""`status`: who has answered, how far they are, and what is wrong, per RIEC."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.metingen import choose_meting, known_metingen
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.reference import read_reference
from nhnorm_xlsx.dataset.register import REGISTER, read_register
from nhnorm_xlsx.dataset.store import holds_dataset, recover
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.organisations import Organisation, load_organisations
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, LEEG, UITGESLOTEN
from nhnorm_xlsx.tasks.importing import made_current
from nhnorm_xlsx.tasks.round import Round, same_place
from nhnorm_xlsx.tasks.wording import count_of
from nhnorm_xlsx.texts import round as texts

if TYPE_CHECKING:
    import pandas as pd

NO_RIEC = "Zonder RIEC"


@dataclass(frozen=True)
class Standing:
    """How one organisation stands in a meting; `received` is False when nothing counts yet.

    `blank` when it gave its workbook back blank; `excluded` is why a file of it was left out.
    """

    organisation: Organisation
    received: bool
    answered: int = 0
    total: int = 0
    errors: int = 0
    warnings: int = 0
    refused: int = 0
    blank: bool = False
    excluded: str = ""


def standings(
    dataset: Dataset, organisations: Sequence[Organisation], meting: str
) -> tuple[Standing, ...]:
    """The standing of every organisation in this meting, in the order of the list."""
    files = dataset.inzendingen
    files = files[files["meting"] == meting]
    rows: Mapping[str, Mapping[str, int]] = {
        str(row["organisatie_code"]): {
            name: int(row[name]) for name in ("ingevuld", "totaal", "fouten", "waarschuwingen")
        }
        for row in files[files["uitkomst"] == AANVAARD].to_dict("records")
    }
    refused = _codes(files[files["uitkomst"] == AFGEWEZEN])
    excluded = files[files["uitkomst"] == UITGESLOTEN]
    reasons = dict(zip(_codes(excluded), excluded["reden"].astype(str), strict=True))
    gave_back = files["bestand"].astype(str).isin(dataset.came_back_blank)
    blank = _codes(files[(files["uitkomst"] == LEEG) & gave_back])
    found = []
    for organisation in organisations:
        code = organisation.code
        standing = Standing(
            organisation,
            received=False,
            refused=refused.count(code),
            blank=code in blank,
            excluded=reasons.get(code, ""),
        )
        row = rows.get(code)
        if row is not None:
            standing = replace(
                standing,
                received=True,
                answered=row["ingevuld"],
                total=row["totaal"],
                errors=row["fouten"],
                warnings=row["waarschuwingen"],
            )
        found.append(standing)
    return tuple(found)


def _codes(files: pd.DataFrame) -> list[str]:
    return [str(code) for code in files["organisatie_code"]]


def status_lines(
    folder: Path, meting: str | None = None, found: Round | None = None
) -> Iterator[str]:
    """The report of a dataset folder, line by line; without `meting` about the newest.

    With a round (`found`) about the meting that runs; nothing of it needs to be back yet.

    Raises `StorageError` without a dataset, `UsageError` for a meting that is not in it.
    """
    asked = meting
    if found and same_place(folder, found.dataset):
        asked = meting or found.meting
        if asked and asked == found.meting and not _anything_back(folder, asked):
            yield from _nothing_back(folder, asked, found)
            return
    made_current(folder)
    dataset = read_tables(folder)
    chosen = choose_meting(dataset, asked)
    answered = dataset.antwoorden[dataset.antwoorden["meting"] == chosen]["organisatie_code"]
    expected = [
        item
        for item in read_reference(folder).taking_part(answered.astype(str))
        if not chosen or item.takes_part_in(chosen)
    ]
    yield from _report(standings(dataset, expected, chosen), chosen)
    yield from _unplaced(dataset)


def _anything_back(folder: Path, meting: str) -> bool:
    recover(folder)
    if not holds_dataset(folder):
        return False
    made_current(folder)
    return meting in known_metingen(read_tables(folder))


def _nothing_back(folder: Path, meting: str, found: Round) -> Iterator[str]:
    """The report of a meting that was given out, and of which nothing came back yet."""
    register = read_register(found.workbooks / REGISTER)
    codes = {row["organisatie_code"] for row in register if row["meting"] == meting}
    if not codes:
        yield texts.nothing_issued(meting)
        return
    listed = found.settings.organisations if found.settings else None
    own = read_reference(folder).organisations
    known = own or {item.code: item for item in load_organisations(listed)}
    yield from _report(
        [Standing(item, received=False) for code, item in known.items() if code in codes], meting
    )


def _report(rows: Sequence[Standing], meting: str) -> Iterator[str]:
    received = sum(row.received for row in rows)
    about = f"Meting {meting}" if meting else "Nog geen meting"
    yield f"{about}: {received} van {len(rows)} organisaties hebben geantwoord."
    groups: dict[str, list[Standing]] = {}
    for row in rows:
        groups.setdefault(row.organisation.riec or NO_RIEC, []).append(row)
    width = max((len(row.organisation.name) for row in rows), default=0)
    for riec, members in groups.items():
        there = sum(row.received for row in members)
        complete = sum(row.received and row.answered == row.total for row in members)
        yield ""
        yield f"{riec}: {there} van {len(members)} ontvangen, {complete} volledig ingevuld"
        yield from (f"  {row.organisation.name:<{width}}  {_standing(row)}" for row in members)


def _standing(row: Standing) -> str:
    if not row.received:
        return _nothing_yet(row)
    parts = [f"{row.answered:>3} van {row.total} ingevuld"]
    if row.refused:
        noun = "bestand" if row.refused == 1 else "bestanden"
        parts.append(f"{row.refused} ander {noun} afgewezen")
    if row.errors:
        parts.append(count_of(Severity.FOUT, row.errors))
    if row.warnings:
        parts.append(count_of(Severity.WAARSCHUWING, row.warnings))
    return ", ".join(parts)


def _nothing_yet(row: Standing) -> str:
    """Why nothing of an organisation counts, what asks for attention first."""
    if row.refused:
        return "afgewezen, niets bruikbaars ontvangen"
    if row.blank:
        return "leeg teruggestuurd"
    return f"uitgesloten ({row.excluded})" if row.excluded else "nog niet ontvangen"


def _unplaced(dataset: Dataset) -> Iterator[str]:
    """Refused files of which nobody knows whose they are: they must not be forgotten."""
    files = dataset.inzendingen
    lost = files[(files["uitkomst"] == AFGEWEZEN) & (files["organisatie_code"] == "")]
    if len(lost):
        yield ""
        yield "Afgewezen, en niet bekend van wie:"
        for row in lost.to_dict("records"):
            yield f"  {row['bestand']}: {row['reden']}"
