"""A dataset of all 342 gemeenten of the country in one RIEC, in five metingen, made up.

It is what `importeer` would leave behind, without the 1,710 workbooks: only what the
comparisons read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
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
    from nhnorm_xlsx.dataset import events, exports, parquet, schema
    from nhnorm_xlsx.dataset.reference import Reference, told_anew
    from nhnorm_xlsx.dataset.tables import csv_text, norm_rows
    from nhnorm_xlsx.definition import load_definition

    definition, everyone = load_definition(), organisations(count)
    by_code = {item.code: item for item in everyone}
    given = Reference({definition.editie: definition}, by_code)
    for kind, facts in told_anew(Reference({}, {}), given):
        events.record(folder, kind, facts)
    places: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    for label in metingen:
        made = {
            "antwoorden": _answers(everyone, definition, label),
            "inzendingen": _files(everyone, label),
            "bevindingen": _findings(everyone, label),
        }
        for name, rows in made.items():
            places[parquet.place_of(name, label)] = (name, list(rows))
    places[parquet.place_of("startgegevens", "")] = ("startgegevens", [])
    places[parquet.place_of("normen", "")] = ("normen", list(norm_rows(definition)))
    for place, (name, every) in places.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        empty = dict.fromkeys(schema.TABLES[name])
        rows = ({**empty, **row} for row in every)
        text = csv_text(rows, schema.TABLES[name])
        parquet.write(BytesIO(text.encode("utf-8")), name, path)
    prints = {place: exports.digest(folder / place) for place in places}
    exports.remember(folder, prints, {})


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
