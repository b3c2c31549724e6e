"""The charts of the page: where every bar and line stands, for the templates that draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Final

from nhnorm_xlsx.compare.sentences import thema_name
from nhnorm_xlsx.compare.tables.columns import ALL_THEMAS, Tables
from nhnorm_xlsx.compare.tables.counts import OPEN
from nhnorm_xlsx.compare.writer.book import records_of
from nhnorm_xlsx.compare.writer.participants import who_of
from nhnorm_xlsx.compare.writer.showing import (
    ALL_KEYS,
    status_label,
    status_style,
    status_symbol,
)
from nhnorm_xlsx.texts.compare import headings, shared
from nhnorm_xlsx.texts.compare import page as words
from nhnorm_xlsx.texts.compare import riec as texts
from nhnorm_xlsx.texts.words import percent, whole

Content = dict[str, Any]
# A part of a bar that is narrower has no number in it.
_ROOM: Final = 30
# The course: how high the plot is, and the room around it.
_HIGH, _TOP, _SIDE = 190, 24, 60


@dataclass(frozen=True)
class Shape:
    """How a chart is drawn, in units of the drawing.

    Its width, where bars begin, and how high the name of a row is when it stands above its bar.
    """

    key: str
    width: int
    left: int
    above: int

    @property
    def bars(self) -> int:
        """The room that bars have."""
        return self.width - self.left - 10


# For a screen and for paper, and for a phone: there a name stands above its bar, so that the
# letters can be read.
WIDE: Final = Shape("breed", 760, 285, 0)
NARROW: Final = Shape("smal", 360, 0, 22)
SHAPES: Final = (WIDE, NARROW)


def charts_of(tables: Tables) -> Content:
    """The charts by name; what cannot be drawn is None."""
    return {
        "shapes": SHAPES,
        "themas": _themas(tables),
        "development": _development(tables),
        "course": _course(tables),
        "no_development": texts.NO_PREVIOUS
        if not tables["over"].iloc[0]["vorige_meting"]
        else texts.nothing_comparable(who_of(tables)),
    }


def _themas(tables: Tables) -> Content:
    """The answers per thema as bars of 100%, and for all norms."""
    rows = []
    for record in records_of(tables["themas"]):
        counts = [int(record[key or OPEN]) for key in ALL_KEYS]
        rows.append(
            {
                "name": thema_name(record),
                "all": record["thema"] == ALL_THEMAS,
                "parts": {shape.key: _parts(shape, counts) for shape in SHAPES},
                "counts": [whole(count) for count in counts],
                "share": percent(record["aandeel"]),
            }
        )
    said = [
        f"{row['name']}: "
        + ", ".join(
            words.status_and_count(status_label(key).lower(), int(record[key or OPEN]))
            for key in ALL_KEYS
        )
        for row, record in zip(rows, records_of(tables["themas"]), strict=True)
    ]
    return {
        "title": texts.how_far(who_of(tables)),
        "said": shared.in_words(texts.ANSWERS_CHART, said),
        "heads": [status_label(key) for key in ALL_KEYS],
        "rows": rows,
        "table": [(row["name"], [*row["counts"], row["share"]]) for row in rows],
    }


def _parts(shape: Shape, counts: Sequence[int]) -> list[Content]:
    """The parts of one bar, a status each, in the order in which statuses stand everywhere."""
    total, x, parts = sum(counts) or 1, float(shape.left), []
    for key, count in zip(ALL_KEYS, counts, strict=True):
        width = count / total * shape.bars
        text = f"{status_symbol(key)} {whole(count)}"
        if count:
            parts.append(
                {
                    "x": round(x, 1),
                    "width": round(width, 1),
                    "middle": round(x + width / 2, 1),
                    "text": text if width > max(_ROOM, len(text) * 9) else "",
                    "look": status_style(key),
                }
            )
        x += width
    return parts


def _development(tables: Tables) -> Content | None:
    """Per thema the share then and now, as two bars."""
    about, changes = tables["over"].iloc[0], tables["ontwikkeling_themas"]
    if changes.empty:
        return None
    records = [
        *((thema_name(row), row) for row in records_of(changes)),
        (shared.ALL_NORMS, records_of(tables["verloop"].tail(1))[0]),
    ]
    rows = [
        {
            "name": name,
            "then": _bars(row["aandeel_vorige"]),
            "now": _bars(row["aandeel"]),
            "cells": [
                whole(row["n"]),
                percent(row["aandeel_vorige"]),
                percent(row["aandeel"]),
                whole(row["omhoog"]),
                whole(row["omlaag"]),
            ],
        }
        for name, row in records
    ]
    said = [texts.from_to(name, row["aandeel_vorige"], row["aandeel"]) for name, row in records]
    previous, meting = about["vorige_meting"], about["meting"]
    compared = tables["verloop"]["gemeenten"].iloc[-1]
    return {
        "title": texts.development_title(who_of(tables)),
        "note": texts.development_note(previous, meting, compared, who_of(tables)),
        "said": shared.in_words(shared.BAR_CHART_PER_THEMA, said),
        "then": texts.the_meting(previous),
        "now": texts.the_meting(meting),
        "heads": [
            headings.COMPARED,
            headings.share_in(previous),
            headings.share_in(meting),
            headings.heading("omhoog"),
            headings.heading("omlaag"),
        ],
        "rows": rows,
        "table": [(row["name"], row["cells"]) for row in rows],
    }


def _bars(share: float) -> dict[str, Content]:
    """A share as a bar, per shape."""
    made = {}
    for shape in SHAPES:
        # Room for the number behind the longest bar.
        width = 0.0 if isnan(share) else share * (shape.bars - 50)
        end = round(shape.left + width + 6, 1)
        made[shape.key] = {"width": round(width, 1), "end": end, "text": percent(share)}
    return made


def _course(tables: Tables) -> Content | None:
    """The share from meting to meting; each step compares the same participants."""
    steps = [row for row in records_of(tables["verloop"]) if row["n"]]
    if len(steps) < 2:  # noqa: PLR2004 - one step is the development itself
        return None
    metingen = list(
        dict.fromkeys(x for row in steps for x in (row["vorige_meting"], row["meting"]))
    )
    places = {shape.key: _places(shape, metingen) for shape in SHAPES}
    lines: list[Content] = [
        {
            "from": row["vorige_meting"],
            "to": row["meting"],
            "y1": _height(row["aandeel_vorige"]),
            "y2": _height(row["aandeel"]),
            "then": percent(row["aandeel_vorige"]),
            "now": percent(row["aandeel"]),
            "step": texts.step(row["vorige_meting"], row["meting"]),
            "cells": [
                whole(row["gemeenten"]),
                percent(row["aandeel_vorige"]),
                percent(row["aandeel"]),
            ],
        }
        for row in steps
    ]
    said = [
        texts.from_to(line["step"], row["aandeel_vorige"], row["aandeel"])
        for line, row in zip(lines, steps, strict=True)
    ]
    return {
        "title": words.COURSE_TITLE,
        "note": words.COURSE_NOTE,
        "said": shared.in_words(words.COURSE_TITLE, said),
        "height": _HIGH + 2 * _TOP,
        "grid": [(_height(mark / 4), percent(mark / 4)) for mark in range(5)],
        "places": places,
        "foot": _HIGH + 2 * _TOP - 4,
        "lines": lines,
        "table": [(line["step"], line["cells"]) for line in lines],
        "side": _SIDE,
        "heads": [
            headings.FROM_METING_TO_METING,
            headings.SAME_ONES.format(many=who_of(tables).many),
            headings.BEFORE,
            headings.AFTER,
        ],
    }


def _places(shape: Shape, metingen: Sequence[str]) -> dict[str, float]:
    """Where each meting stands."""
    gap = (shape.width - 2 * _SIDE) / (len(metingen) - 1)
    return {label: round(_SIDE + at * gap, 1) for at, label in enumerate(metingen)}


def _height(share: float) -> float:
    return round(_TOP + (1 - share) * _HIGH, 1)
