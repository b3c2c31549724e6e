"""A dataset of all 342 gemeenten of the country in one RIEC, in five metingen, made up.

It is what `importeer` would leave behind, without the 1,710 workbooks: only what the
comparisons read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

GEMEENTEN = 342
METINGEN = ("2022", "2023", "2024", "2025", "2026")
RIEC = "RIEC Land"
SIZES = (12_000, 30_000, 70_000, 150_000)


def organisations(count: int) -> list:  # type: ignore[type-arg]
    """`count` gemeenten in one RIEC, under codes and names of their own."""
    from nhnorm_xlsx.organisations import load_organisations

    known = [item for item in load_organisations() if not item.is_provincie]
    return [
        replace(
            known[number % len(known)],
            code=f"X{number:05d}",
            name=f"Gemeente {number:05d}",
            riec=RIEC,
            inhabitants=SIZES[number % len(SIZES)],
            valid_until=None,
            successor="",
        )
        for number in range(count)
    ]


def write_dataset(folder: Path, count: int = GEMEENTEN, metingen: Sequence[str] = METINGEN) -> None:
    """Write the dataset to this folder."""
    import pandas as pd

    from nhnorm_xlsx.dataset import schema
    from nhnorm_xlsx.dataset.files import write_tables
    from nhnorm_xlsx.dataset.model import Dataset
    from nhnorm_xlsx.dataset.reference import Reference, write_reference
    from nhnorm_xlsx.dataset.tables import completed, norm_rows
    from nhnorm_xlsx.definition import load_definition

    folder.mkdir(parents=True)
    definition, everyone = load_definition(), organisations(count)
    rows: Mapping[str, list[dict[str, object]]] = {
        "antwoorden": [row for label in metingen for row in _answers(everyone, definition, label)],
        "inzendingen": [row for label in metingen for row in _files(everyone, label)],
        "bevindingen": [row for label in metingen for row in _findings(everyone, label)],
        "startgegevens": [],
        "normen": list(norm_rows(definition)),
    }
    tables = {}
    for name, columns in schema.TABLES.items():
        known = list(rows[name][0]) if rows[name] else []
        frame = pd.DataFrame(rows[name], columns=known)
        # What the rows hold gets the types of the dataset too.
        texts = frame.drop(columns=[key for key in known if key not in columns])
        tables[name] = _typed(completed(texts, columns))
    write_tables(Dataset(**tables), folder)
    by_code = {item.code: item for item in everyone}
    write_reference(Reference({definition.editie: definition}, by_code), folder)


def _typed(frame: Any) -> Any:  # noqa: ANN401 - a table
    """The types that the dataset keeps."""
    from nhnorm_xlsx.dataset import schema

    for name in frame.columns:
        if name in (*schema.DATE_COLUMNS, *schema.TIME_COLUMNS):
            frame[name] = frame[name].astype("datetime64[s]")
        elif name in schema.CATEGORY_COLUMNS:
            frame[name] = frame[name].astype("category")
    return frame


def _answers(everyone, definition, label: str) -> Iterator[dict[str, object]]:  # type: ignore[no-untyped-def] # noqa: ANN001
    from nhnorm_xlsx.contract.fields import FIELDS
    from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
    from nhnorm_xlsx.tasks.made_up import Moments, replies

    year = int(label)
    moments = Moments(label, date(year, 3, 2), date(year, 5, 29), date(year, 4, 7))
    for item in everyone:
        # Another code each year, so that the answers of the years differ.
        given = replies(replace(item, code=f"{item.code} {label}"), definition, moments)
        for norm, answer in given.items():
            thema = definition.thema_by_norm[norm]
            yield {
                "meting": label,
                "editie": definition.editie,
                "organisatie_code": item.code,
                "organisatie": item.name,
                "soort": item.kind,
                "riec": item.riec,
                "veiligheidsregio": item.veiligheidsregio,
                "thema": thema.number,
                "thema_titel": thema.title,
                "norm": norm,
                "score": STATUS_BY_KEY[answer.status].score,
                "bestand": f"NHNorm-{label}-{item.code}.xlsx",
                "blad": thema.sheet,
                "cel": "E7",
                **{field.key: answer[field.key] for field in FIELDS},
            }


def _files(everyone, label: str) -> Iterator[dict[str, object]]:  # type: ignore[no-untyped-def] # noqa: ANN001
    for item in everyone:
        yield {
            "meting": label,
            "organisatie_code": item.code,
            "organisatie": item.name,
            "riec": item.riec,
            "uitkomst": "aanvaard",
            "reden": "",
            "bestand": f"NHNorm-{label}-{item.code}.xlsx",
            "sha256": "",
            "bytes": 60_000,
            "ontvangen_op": datetime(int(label), 5, 20, 10, 30),  # noqa: DTZ001 - a made-up moment
            "ingevuld": 47,
            "totaal": 47,
            "fouten": 0,
            "waarschuwingen": 3,
        }


def _findings(everyone, label: str) -> Iterator[dict[str, object]]:  # type: ignore[no-untyped-def] # noqa: ANN001
    dice = random.Random(label)  # noqa: S311 - made up
    for item in everyone:
        for number in range(3):
            yield {
                "ernst": "waarschuwing",
                "soort": "vul_aan",
                "melding": f"Bij norm {number + 1}.1 ontbreekt de streefdatum.",
                "bestand": f"NHNorm-{label}-{item.code}.xlsx",
                "organisatie_code": item.code,
                "meting": label,
                "blad": "Blad",
                "cel": f"L{dice.randrange(7, 20)}",
                "norm": f"{number + 1}.1",
                "waarde": "",
            }
