"""Tables as Parquet: every row comes back as it was, however many and however long."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset import parquet, schema
from nhnorm_xlsx.dataset.tables import csv_text

COLUMNS = ["bestand", "waarde"]


def finding(number: int, text: str) -> dict[str, object]:
    columns = dict.fromkeys(schema.TABLES["bevindingen"], "")
    return {**columns, "bestand": f"{number}.xlsx", "waarde": text, "meting": "2026"}


def written(rows: list[dict[str, object]], folder: Path) -> list[tuple[object, object]]:
    path = folder / parquet.place_of("bevindingen", "2026")
    path.parent.mkdir(parents=True)
    text = csv_text(rows, schema.TABLES["bevindingen"])
    parquet.write(BytesIO(text.encode("utf-8")), "bevindingen", path)
    return [(row["bestand"], row["waarde"]) for row in parquet.read(folder, "bevindingen", COLUMNS)]


def test_rows_with_newlines_and_quotes_come_back_over_every_border(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_AT_A_TIME", 1_000)
    texts = [
        "\n" * (number % 7) + 'zegt "ja";\n' * (number % 11) + str(number) for number in range(500)
    ]
    rows = [finding(number, text) for number, text in enumerate(texts)]
    assert written(rows, tmp_path) == [(row["bestand"], row["waarde"]) for row in rows]


def test_a_row_longer_than_what_is_read_at_a_time_fits(tmp_path: Path) -> None:
    longer = '"' * parquet._AT_A_TIME
    rows = [finding(0, "kort"), finding(1, longer), finding(2, "kort")]
    assert written(rows, tmp_path) == [(row["bestand"], row["waarde"]) for row in rows]


def test_no_rows_are_no_rows(tmp_path: Path) -> None:
    assert written([], tmp_path) == []
