"""A dataset as earlier versions kept it: one ledger, a copy of the lists, one Parquet a table."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.ledger import SeenFile, ledger_of
from nhnorm_xlsx.dataset.records import submission_record
from nhnorm_xlsx.dataset.reference import reference_of
from nhnorm_xlsx.dataset.schema import TABLES
from nhnorm_xlsx.definition import dump_definitions
from nhnorm_xlsx.organisations import dump_organisations


def as_before(dataset: Path) -> dict[str, Any]:
    """Turn a dataset of today into one of before; gives what stands in its ledger."""
    told, tables = events.read(dataset), read_tables(dataset)
    reference, ledger = reference_of(told), ledger_of(told)
    texts = {
        "normdefinities.csv": dump_definitions(reference.definitions.values()),
        "organisaties.csv": dump_organisations(reference.organisations.values()),
        "organisaties_eerder.csv": dump_organisations(reference.former.values()),
    }
    for name, text in texts.items():
        (dataset / name).write_text(text, encoding="utf-8-sig", newline="")
    if not reference.former:
        (dataset / "organisaties_eerder.csv").unlink()
    (dataset / "publicaties").mkdir()
    for event in told.of(events.GEPUBLICEERD):
        path = dataset / "publicaties" / f"{event.facts['naam']}.csv"
        path.write_text(event.facts["tabel"], encoding="utf-8", newline="")
    for name in TABLES:
        path = dataset / f"{name}.parquet"
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        getattr(tables, name).to_parquet(path, index=False)
    for name in ("gebeurtenissen", "stand", "gelezen"):
        shutil.rmtree(dataset / name, ignore_errors=True)
    heading = "bestand;sha256;besluit;waarde;reden\r\n"
    (dataset / "besluiten.csv").write_text(heading, encoding="utf-8-sig", newline="")
    books = {
        "versie": 1,
        "gezien": [_seen(item) for item in ledger.seen],
        "samengevoegd": sorted(ledger.merged),
        "voorbeeld": ledger.example,
        "afgewezen": {key: submission_record(item) for key, item in ledger.refused.items()},
    }
    keep_books(dataset, books)
    return books


def keep_books(dataset: Path, books: dict[str, Any]) -> None:
    """Write the ledger of before."""
    text = json.dumps(books, ensure_ascii=False, indent=1)
    (dataset / "grootboek.json").write_text(text, encoding="utf-8")


def _seen(item: SeenFile) -> dict[str, object]:
    names = ("file_time", "mail_time", "offered_at")
    moments = {name: getattr(item, name) for name in names}
    return asdict(item) | {
        name: moment.isoformat() if moment else "" for name, moment in moments.items()
    }
