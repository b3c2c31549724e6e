"""What to say about the things on a sheet that are no cells. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.keys import OVERVIEW_SHEET
from nhnorm_xlsx.contract.visible import LOGO
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.raw import ObjectKind, RawObject

# So is our own chart called by the library that draws it, and every program leaves it so.
_OUR_CHART = "Chart 1"
_HOLDING = {
    ObjectKind.TEXT_BOX: "een tekstvak",
    ObjectKind.SHAPE: "een tekstvak",
    ObjectKind.DIAGRAM: "een diagram",
    ObjectKind.CHART: "een grafiek",
    ObjectKind.CONTROL: "een knop of aankruisvak",
}
_ONE_AND_MORE = {
    ObjectKind.PICTURE: ("een afbeelding", "afbeeldingen"),
    ObjectKind.CHART: ("een grafiek", "grafieken"),
    ObjectKind.SHAPE: ("een getekende vorm", "getekende vormen"),
    ObjectKind.TEXT_BOX: ("een leeg tekstvak", "lege tekstvakken"),
    ObjectKind.DIAGRAM: ("een diagram zonder tekst", "diagrammen zonder tekst"),
    ObjectKind.CONTROL: ("een knop of aankruisvak", "knoppen of aankruisvakken"),
}
# How many places are named in one finding.
_PLACES = 5


def about_objects(objects: Sequence[RawObject]) -> Iterator[Finding]:
    """One finding for every text and every embedded file; the rest counted, per sheet."""
    ours = _our_chart(objects)
    others: dict[tuple[str, ObjectKind], list[RawObject]] = {}
    for item in objects:
        if item is ours or (item.kind is ObjectKind.PICTURE and item.text == LOGO):
            continue
        if item.kind is ObjectKind.EMBEDDED:
            yield finding(
                kinds.INGESLOTEN_BESTAND, sheet=item.sheet, cell=item.cell, value=item.name
            )
        elif item.text and item.kind is not ObjectKind.PICTURE:
            yield finding(
                kinds.TEKSTVAK,
                sheet=item.sheet,
                cell=item.cell,
                value=item.text,
                waarin=_HOLDING[item.kind],
            )
        else:
            others.setdefault((item.sheet, item.kind), []).append(item)
    for (sheet, kind), same in others.items():
        yield _counted(sheet, kind, same)


def _counted(sheet: str, kind: ObjectKind, same: Sequence[RawObject]) -> Finding:
    cells = list(dict.fromkeys(item.cell for item in same if item.cell))
    first = cells[0] if cells else ""
    more = f" (bij {', '.join(cells[:_PLACES])}{', ...' if len(cells) > _PLACES else ''})"
    where = more if len(cells) > 1 else ""
    one, several = _ONE_AND_MORE[kind]
    what = f"staat {one}" if len(same) == 1 else f"staan {len(same)} {several}"
    if kind is ObjectKind.PICTURE:
        texts = "; ".join(dict.fromkeys(item.text for item in same if item.text))
        told = finding(kinds.AFBEELDING, value=texts, wat=f"{what}{where}")
    else:
        told = finding(kinds.TEKENING, wat=f"{what}{where}")
    return told.at(sheet=sheet, cell=first)


def _our_chart(objects: Sequence[RawObject]) -> RawObject | None:
    """The chart that we drew ourselves; a program may have made a picture of it."""
    charts = [
        item
        for item in objects
        if item.name == _OUR_CHART
        or (item.kind is ObjectKind.CHART and item.sheet == OVERVIEW_SHEET)
    ]
    charts.sort(key=lambda item: (item.sheet != OVERVIEW_SHEET, item.name != _OUR_CHART))
    return charts[0] if charts else None
