"""What to say about the things on a sheet that are no cells. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.keys import OVERVIEW_SHEET, START_SHEET
from nhnorm_xlsx.contract.visible import LOGO
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.raw import ObjectKind, RawObject

# So is our own chart called by the library that draws it, and every program leaves it so.
_OUR_CHART = "Chart 1"
# So is the first picture in a workbook, which the logo is, and there it stands.
_OUR_LOGO, _LOGO_CELL = "Picture 1", "H1"
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
        if item is ours or _is_our_logo(item):
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


def _is_our_logo(item: RawObject) -> bool:
    """The logo on Start: by what it says of itself, or by its place where a program left that out.

    Gnumeric writes no descriptions.
    """
    if item.kind is not ObjectKind.PICTURE:
        return False
    in_place = item.sheet == START_SHEET and item.cell == _LOGO_CELL and item.name == _OUR_LOGO
    return item.text == LOGO or (in_place and not item.text)


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
