"""Earlier answers on the form: their statuses beside the norm, and a sheet with all the rest.

That sheet is there only for who merged with others, or answered a norm that is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from nhnorm_xlsx.answers import EarlierAnswer, FieldValue, FromBefore, OtherAnswer
from nhnorm_xlsx.contract.fields import CARRIED_FIELDS, FIELD_BY_KEY
from nhnorm_xlsx.contract.keys import EARLIER_SHEET, SHEET_KEY, START_SHEET
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import clean_text, short_date
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.form.lines import on_lines
from nhnorm_xlsx.form.model import Cell, ColumnSize, Link, RowSize, SheetPlan
from nhnorm_xlsx.measure import (
    letters_per_line,
    lines_in_a_row,
    row_height,
    text_height,
)
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as words
from nhnorm_xlsx.texts import previous as texts
from nhnorm_xlsx.texts.words import number_in_words

# In pixels; the fields as wide as on a theme sheet.
_NUMBER, _NORM, _FROM, _STATUS = "nummer", "norm", "van", "status"
_WIDTHS: Mapping[str, int] = {
    _NUMBER: 54,
    _NORM: 201,
    _FROM: 103,
    _STATUS: 82,
    **{key: FIELD_BY_KEY[key].width for key in CARRIED_FIELDS},
}
_STYLES: Mapping[str, str] = {_NUMBER: "number", _NORM: "norm"}
_COLUMN = {key: col for col, key in enumerate(_WIDTHS, start=1)}
_SPARE_LINE = 6.0
_TITLE_ROW, _BACK_ROW, _HOW_ROW, _HEADER_ROW = range(4)


def earlier_statuses(previous: EarlierAnswer | None, others: Iterable[OtherAnswer] = ()) -> str:
    """The earlier statuses beside a norm: where they come from, unless it is its own answer.

    Those of others with their names. Empty when there is no status.
    """
    own = [("", previous.answer.status), *previous.statuses] if previous else []
    theirs = [(_whose_norm(item), item.answer.status) for item in others]
    return "\n".join(
        texts.status_line(source, STATUS_BY_KEY[status].label)
        for source, status in (*own, *theirs)
        if status in STATUS_BY_KEY
    )


def _whose_norm(item: OtherAnswer) -> str:
    return item.organisation if item.of_one else f"{item.organisation} {item.norm}"


def links_on_start(row: int, col: int, width: int, beside: FromBefore) -> Iterator[Cell]:
    """What Start says of the sheet with earlier answers, from a row on, in a width in pixels."""
    said = [texts.others_on_start(beside.organisations)] if beside.organisations else []
    own = [item.norm for item in beside.dropped if not item.organisation]
    said += [texts.dropped_on_start(own)] if own else []
    link = Link(EARLIER_SHEET, "B2", words.go_to(EARLIER_SHEET))
    for at, line in enumerate(on_lines(said, width), start=row):
        yield Cell(at, col, line, "link", link=link)


def earlier_sheets(beside: FromBefore, definition: Definition, *, footer: str) -> list[SheetPlan]:
    """The sheet with earlier answers that stand beside no norm; none when there are none."""
    sections = [section for section in _sections(beside, definition) if section[1]]
    return [_sheet(sections, footer)] if sections else []


_Section = tuple[str, Sequence[tuple[str, OtherAnswer]]]


def _sections(beside: FromBefore, definition: Definition) -> Iterator[_Section]:
    """A heading, and the answers below it with the number of the norm now."""
    others = [
        (norm.number, item)
        for norm in definition.norms
        for item in beside.others.get(norm.number, ())
    ]
    yield texts.others_heading(beside.organisations), others
    yield texts.dropped_heading(definition.editie), [("", item) for item in beside.dropped]


def _sheet(sections: Sequence[_Section], footer: str) -> SheetPlan:
    cells = list(_head(dropped=any(not now for _, rows in sections for now, _ in rows)))
    heights = {_TITLE_ROW: RowSize(24), _HOW_ROW: RowSize(17), _HEADER_ROW: RowSize(22)}
    row = _HEADER_ROW
    for heading, items in sections:
        row += 1
        heights[row] = RowSize(20)
        cells += [
            Cell(row, col, heading if col == 1 else None, "heading") for col in _COLUMN.values()
        ]
        for now, item in items:
            row += 1
            shown = _row(now, item)
            cells += [
                Cell(row, _COLUMN[key], value, _STYLES.get(key, "locked"))
                for key, value in shown.items()
            ]
            heights[row] = _height(shown)
    return SheetPlan(
        name=EARLIER_SHEET,
        cells=tuple(cells),
        columns=(ColumnSize(20, hidden=True), *map(ColumnSize, _WIDTHS.values())),
        rows=heights,
        freeze=(_HEADER_ROW + 1, _COLUMN[_NORM] + 1),
        repeat_rows=(_HEADER_ROW, _HEADER_ROW),
        footer=footer,
        selection=(_HEADER_ROW + 2, _COLUMN[_NORM]),
        table_region=(_HEADER_ROW, 1, row, len(_WIDTHS)),
    )


def _head(*, dropped: bool) -> Iterator[Cell]:
    yield Cell(0, 0, f"{SHEET_KEY}eerder", "key")
    yield Cell(_TITLE_ROW, 1, texts.TITLE, "sheet_title")
    back = Link(START_SHEET, "B2", words.go_to(START_SHEET))
    yield Cell(_BACK_ROW, 1, words.BACK_TO_START, "link", link=back)
    how = f"{texts.TO_READ} {texts.DROPPED_MEANS}" if dropped else texts.TO_READ
    yield Cell(_HOW_ROW, 1, how, "text")
    for key, col in _COLUMN.items():
        heading = texts.HEADINGS.get(key) or FIELD_BY_KEY[key].heading
        yield Cell(_HEADER_ROW, col, heading, "header")


def _row(now: str, item: OtherAnswer) -> dict[str, str]:
    """What stands on a row, by the key of its column."""
    status = STATUS_BY_KEY.get(item.answer.status)
    shown = {
        _NUMBER: texts.number_then(now, item.norm),
        _NORM: item.text,
        _FROM: texts.whose(item.organisation, item.meting),
        _STATUS: status.label if status else texts.NOT_ANSWERED,
        **{key: _as_text(item.answer[key]) for key in CARRIED_FIELDS},
    }
    return {key: _fitting(value, _WIDTHS[key]) for key, value in shown.items()}


def _as_text(value: FieldValue) -> str:
    """A value as a text: a reader would take a day or a number for something that was added."""
    if isinstance(value, date):
        return short_date(value)
    return number_in_words(value) if isinstance(value, float) else value or ""


def _fitting(text: str, width: int) -> str:
    """As much of a text as the highest row can show, on … when it is cut."""
    text = clean_text(text)
    whole = lines_in_a_row(FONT_SIZE) - 1
    most = whole * letters_per_line(width, FONT_SIZE)
    lines = text.split("\n")
    if len(text) <= most and len(lines) * 2 <= whole:
        return text
    shown = "\n".join(lines[: whole // 2])[:most]
    return f"{shown.rstrip()}…" if shown != text else text


def _height(shown: Mapping[str, str]) -> RowSize:
    heights = [
        text_height(value, _WIDTHS[key], FONT_SIZE, bold=key == _NORM)
        for key, value in shown.items()
    ]
    return RowSize(row_height(heights, spare=_SPARE_LINE, least=20), grows=True)
