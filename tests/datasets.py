"""Small datasets, visible in the test, and random ones.

`dataset("2026", "| norm | Aa | Bb |", "| 1.1 | v | d |", ...)`: one letter per answer:
v voldoet, d deels, n niet, x niet van toepassing, . not answered.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from nhnorm_xlsx.contract.fields import KAN_HELPEN
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.dataset import events, exports, parquet
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.received import Received
from nhnorm_xlsx.dataset.reference import Reference, told_anew
from nhnorm_xlsx.dataset.schema import TABLES, TIME_COLUMNS, TOLD, WHOLE_NUMBER_COLUMNS
from nhnorm_xlsx.dataset.tables import csv_text
from nhnorm_xlsx.definition import Definition, load_definition
from nhnorm_xlsx.organisations import Organisation

TODAY = date(2026, 6, 1)
LETTERS = {"v": "voldoet", "d": "deels", "n": "niet", "x": "nvt", ".": ""}
Row = Mapping[str, object]


def gemeente(
    name: str,
    riec: str = "RIEC Test",
    inhabitants: int | None = 30_000,
    *,
    valid_until: date | None = None,
    successor: str = "",
) -> Organisation:
    """A gemeente whose code is its name."""
    return Organisation(name, name, "gemeente", riec, "Regio", inhabitants, valid_until, successor)


PROVINCIE = Organisation("PV99", "Provincie Test", "provincie", "", "", None, None, "")


def grid(text: str) -> dict[tuple[str, str], str]:
    """(norm, gemeente) -> status key, from a table with `|` between the cells."""
    lines = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    head, *rows = [[cell.strip() for cell in line] for line in lines]
    return {
        (row[0], name): LETTERS[cell]
        for row in rows
        for name, cell in zip(head[1:], row[1:], strict=True)
    }


def answer(
    meting: str, name: str, norm: str, status: str, *, editie: str = "2024", **fields: object
) -> dict[str, object]:
    """One row of `antwoorden`. The thema is what stands before the point.

    Who can help is named, as in a dataset of workbooks that say so, unless `noemen` is given.
    """
    thema = norm.split(".", maxsplit=1)[0]
    score = STATUS_BY_KEY[status].score if status else None
    row: dict[str, object] = dict.fromkeys(TABLES["antwoorden"], "")
    row |= {
        "meting": meting,
        "editie": editie,
        "organisatie_code": name,
        "organisatie": name,
        "soort": "gemeente",
        "thema": thema,
        "thema_titel": f"Thema {thema}",
        "norm": norm,
        "status": status,
        "score": float("nan") if score is None else score,
        "streefdatum": pd.NaT,
        "bestand": f"{name}.xlsx",
        "noemen": TOLD if fields.get("uitwisseling") == KAN_HELPEN else "",
    }
    return row | fields


def norm_row(norm: str, editie: str = "2024", **fields: object) -> dict[str, object]:
    """One row of `normen`."""
    thema = norm.split(".", maxsplit=1)[0]
    row = dict.fromkeys(TABLES["normen"], "")
    row |= {
        "editie": editie,
        "thema": thema,
        "thema_titel": f"Thema {thema}",
        "norm": norm,
        "norm_tekst": f"Wij doen wat norm {norm} vraagt.",
        "provincie": "ja",
        "uiterlijk": "2027-12-31",
    }
    return {**row, **fields}


def assemble(
    antwoorden: Iterable[Row],
    normen: Iterable[Row] | None = None,
    inzendingen: Iterable[Row] | None = None,
    bevindingen: Iterable[Row] = (),
) -> Dataset:
    """A dataset of these rows; norms and submissions follow from the answers if not given."""
    answers = list(antwoorden)
    if normen is None:
        numbers = dict.fromkeys((str(row["editie"]), str(row["norm"])) for row in answers)
        normen = [norm_row(norm, editie) for editie, norm in numbers]
    if inzendingen is None:
        inzendingen = submissions(answers)
    frames = {
        name: pd.DataFrame(list(rows), columns=list(TABLES[name]))
        for name, rows in {
            "antwoorden": answers,
            "bevindingen": list(bevindingen),
            "inzendingen": list(inzendingen),
            "startgegevens": [],
            "normen": list(normen),
        }.items()
    }
    frames["antwoorden"]["streefdatum"] = pd.to_datetime(frames["antwoorden"]["streefdatum"])
    frames["antwoorden"]["score"] = frames["antwoorden"]["score"].astype(float)
    return Dataset(**frames)


def submissions(answers: Sequence[Row]) -> list[dict[str, object]]:
    """One accepted file per (meting, organisation) with answers."""
    seen = dict.fromkeys((str(row["meting"]), str(row["organisatie_code"])) for row in answers)
    return [submission(meting, name) for meting, name in seen]


def submission(
    meting: str, name: str, outcome: str = "aanvaard", **fields: object
) -> dict[str, object]:
    """One row of `inzendingen`."""
    return {
        "meting": meting,
        "organisatie_code": name,
        "organisatie": name,
        "riec": "",
        "uitkomst": outcome,
        "reden": "",
        "bestand": f"{name}.xlsx",
        "sha256": "",
        "bytes": 1000,
        "ontvangen_op": pd.Timestamp(int(meting[:4]), 5, 20, 10, 30),
        "ingevuld": 0,
        "totaal": 0,
        "fouten": 0,
        "waarschuwingen": 0,
        **fields,
    }


def dataset(**metingen: str) -> Dataset:
    """A dataset of grids: `dataset(m2026="| norm | Aa |\\n| 1.1 | v |")`."""
    return assemble(
        answer(label.removeprefix("m").replace("_", "-"), name, norm, status)
        for label, text in metingen.items()
        for (norm, name), status in grid(text).items()
    )


def rows_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def seeded(seed: int) -> random.Random:
    """The same random choices every run."""
    return random.Random(seed)


def random_gemeenten(rng: random.Random, count: int, riecs: int = 3) -> tuple[Organisation, ...]:
    """Gemeenten of all sizes, in RIECs of unequal size."""
    sizes = (12_000, 30_000, 70_000, 150_000)
    return tuple(
        gemeente(
            f"G{index:03d}",
            f"RIEC {chr(65 + min(rng.randrange(riecs), rng.randrange(riecs)))}",
            rng.choice(sizes),
        )
        for index in range(count)
    )


def random_dataset(
    rng: random.Random,
    organisations: Sequence[Organisation],
    normen: Sequence[str] = ("1.1", "1.2", "2.1", "2.2", "2.3"),
    metingen: Sequence[str] = ("2025", "2026"),
) -> Dataset:
    """Answers of every kind; some organisations and some rows are missing altogether."""
    rows = []
    for meting in metingen:
        for item in organisations:
            if rng.random() < 0.15:
                continue
            rows += [
                answer(
                    meting,
                    item.code,
                    norm,
                    rng.choice(["voldoet", "voldoet", "deels", "niet", "nvt", ""]),
                    organisatie=item.name,
                    soort=item.kind,
                    riec=item.riec,
                    prioriteit=rng.choice(["Hoog", "Midden", "Laag", ""]),
                    uitwisseling=rng.choice(["Hulp gewenst", "Kan anderen helpen", "", ""]),
                    streefdatum=rng.choice(
                        [pd.NaT, pd.Timestamp(2026, 3, 1), pd.Timestamp(2027, 10, 1)]
                    ),
                )
                for norm in normen
                if rng.random() < 0.97
            ]
    return assemble(rows, normen=[norm_row(norm) for norm in normen])


def on_disk(dataset: Dataset, organisations: Iterable[Organisation], folder: Path) -> Path:
    """The dataset as `importeer` would leave it, without the files it came from."""
    folder.mkdir(parents=True, exist_ok=True)
    definition = load_definition()
    by_code = {item.code: item for item in organisations}
    given = Reference({definition.editie: definition}, by_code)
    if not events.names(folder):
        for kind, facts in told_anew(Reference({}, {}), given):
            events.record(folder, kind, facts)
    prints = {}
    known = sorted({*dataset.antwoorden["meting"].astype(str)})
    for name, columns in TABLES.items():
        frame = getattr(dataset, name)
        for meting in [""] if parquet.is_whole(name) else known:
            rows = rows_of(frame[frame["meting"] == meting] if meting else frame)
            place = parquet.place_of(name, meting)
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            text = csv_text(map(_as_kept, rows), columns)
            parquet.write(BytesIO(text.encode("utf-8")), name, folder / place)
            prints[place] = exports.digest(folder / place)
    exports.remember(folder, prints, {})
    return folder


def _as_kept(row: Row) -> dict[str, object]:
    return {name: _kept_value(name, value) for name, value in row.items()}


def _kept_value(name: str, value: object) -> object:
    if value == "" or pd.isna(value):  # type: ignore[call-overload]
        return 0 if name in WHOLE_NUMBER_COLUMNS else None
    if isinstance(value, pd.Timestamp) and name not in TIME_COLUMNS:
        return value.date()
    return value


def tables_of(received: Iterable[Received], definitions: Mapping[str, Definition]) -> Dataset:
    """The tables of these files, as they are exported and read again."""
    with TemporaryDirectory() as folder:
        exports.export(Path(folder), received, definitions)
        return read_tables(Path(folder))
