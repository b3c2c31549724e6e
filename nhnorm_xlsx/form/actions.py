"""The Acties sheet: every open action, the oldest date first, to print and to talk through.

It has a sheet of its own, because a list wants other columns than the page with the tiles. As
many rows stand ready as there are norms; the print area ends below the last action. Every
action has the same room: no program makes a row higher when the result of a formula grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.fields import ACTIE, PRIORITEIT, VERANTWOORDELIJKE, Value
from nhnorm_xlsx.contract.keys import ACTIONS_SHEET, OVERVIEW_SHEET, SHEET_KEY
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.form import formulas, heard
from nhnorm_xlsx.form.answer_table import NO_DATE, NUMBER, ORDERS, AnswerTable, shortening
from nhnorm_xlsx.form.answered import AnswerSource
from nhnorm_xlsx.form.decisions import HEARD, ORDER, SIGN
from nhnorm_xlsx.form.model import (
    Cell,
    Colouring,
    ColumnSize,
    Link,
    RowSize,
    SheetPlan,
    address,
    on_sheet,
)
from nhnorm_xlsx.form.sentences import date_parts, date_values, sentence, sentence_formula
from nhnorm_xlsx.form.styles import title_style
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import form as texts

# Which action stands on a row (hidden), then what is read.
_WHICH, _NORM, _PRIORITY, _DATE, _LATE, _WHO, _WHAT = range(7)
_WIDTHS = (20, 66, 72, 88, 72, 222, 668)
_HEADER_ROW = 5
_FIRST_ROW = _HEADER_ROW + 1
# Two lines of text; a little more, and the list of all norms would not fit on one page.
_ROW_HEIGHT = 26.25
# Stands in a formula for the cell of its own row that says which norm it is about.
_HERE = "\1"


def actions_sheet(
    organisation: Organisation, meting: str, answers: AnswerTable, *, footer: str
) -> SheetPlan:
    """The sheet; everything on it is a formula on the table of answers."""
    listed = answers.ordered()
    number = len(answers.sources)
    last_row = _HEADER_ROW + number
    cells = [
        *_head(organisation, meting, answers, listed),
        *(
            Cell(_HEADER_ROW, col, heading, "header")
            for col, heading in enumerate(texts.ACTION_LIST_HEADINGS, start=_NORM)
        ),
    ]
    alike = _formulas(answers)
    for place in range(number):
        source = listed[place] if place < len(listed) else None
        cells += _line(_FIRST_ROW + place, source, answers, alike)
    heights = {0: RowSize(32), **{row: RowSize(18) for row in (1, 2, 3)}, 4: RowSize(6)}
    heights[_HEADER_ROW] = RowSize(22)
    heights |= {row: RowSize(_ROW_HEIGHT, grows=True) for row in range(_FIRST_ROW, last_row + 1)}
    area = (_FIRST_ROW, _NORM, last_row, _WHAT)
    shown = f"${address(_FIRST_ROW, _WHICH)}"
    return SheetPlan(
        name=ACTIONS_SHEET,
        cells=tuple(cells),
        columns=tuple(ColumnSize(width, hidden=not at) for at, width in enumerate(_WIDTHS)),
        rows=heights,
        freeze=(_FIRST_ROW, _PRIORITY),
        repeat_rows=(_HEADER_ROW, _HEADER_ROW),
        print_area=_print_area(),
        footer=footer,
        selection=(_FIRST_ROW, _NORM),
        colourings=(
            *_sign_colours((_FIRST_ROW, _NORM, last_row, _NORM)),
            Colouring(
                (_FIRST_ROW, _DATE, last_row, _LATE),
                f'=${address(_FIRST_ROW, _LATE)}<>""',
                "late",
            ),
            Colouring(
                (_FIRST_ROW, _PRIORITY, last_row, _PRIORITY),
                f"=${address(_FIRST_ROW, _PRIORITY)}={formulas.text(PRIORITEIT.options[0])}",
                "first",
            ),
            # An empty line stays white.
            Colouring(area, f'={shown}<>""', "ruled"),
        ),
        table_region=(_HEADER_ROW, _NORM, last_row, _WHAT),
    )


def _print_area() -> str:
    """From the title down to the last open action: a formula that grows with the list."""
    first = on_sheet(ACTIONS_SHEET, address(0, _NORM, absolute=True))
    rows = f"{_FIRST_ROW}+COUNT({ORDERS})"
    return f"OFFSET({first},0,0,{rows},{_WHAT - _NORM + 1})"


def _head(
    organisation: Organisation, meting: str, answers: AnswerTable, listed: Sequence[AnswerSource]
) -> Iterable[Cell]:
    yield Cell(0, 0, SHEET_KEY + ACTIONS_SHEET.lower(), "key")
    title = visible.actions_title(organisation.title, meting)
    yield Cell(0, _NORM, title, title_style(title, sum(_WIDTHS[_NORM:])))
    link = Link(OVERVIEW_SHEET, "B2", texts.go_to(OVERVIEW_SHEET))
    yield Cell(1, _NORM, texts.BACK_TO_OVERVIEW, "link", link=link)
    yield _sentence(answers, listed)
    yield Cell(3, _NORM, texts.ACTIONS_HOW, "muted")


def _sentence(answers: AnswerTable, listed: Sequence[AnswerSource]) -> Cell:
    """How many are open, how many of those are late, and compared with which day."""
    late = next(item for item in answers.decisions if item.key == texts.LATE)
    values = (len(listed), len(answers.norms(late)), *date_values(answers.today))
    count, how_late = f"COUNT({answers.reference(ORDER)})", answers.reference(late.key)
    given = (count, f'COUNTIF({how_late},"?*")', *date_parts(answers.today_reference))
    none = formulas.text(texts.NO_ACTIONS)
    return Cell(
        2,
        _NORM,
        sentence(texts.OPEN_ACTIONS, values) if listed else texts.NO_ACTIONS,
        "sentence",
        f"=IF({count}=0,{none},{sentence_formula(texts.OPEN_ACTIONS, given)})",
    )


def _line(
    row: int, source: AnswerSource | None, answers: AnswerTable, alike: Mapping[int, str]
) -> Iterable[Cell]:
    """One row of the list; `source` is the answer that stands on it now."""
    position = answers.sources.index(source) + 1 if source else ""
    yield Cell(row, _WHICH, position, "key", alike[_WHICH])
    values: dict[int, Value] = {}
    if source:
        is_late = source.day is not None and source.day < answers.today
        values = {
            _NORM: f"{source.norm} {source.sign}",
            _PRIORITY: source.chosen(PRIORITEIT),
            _DATE: source.day or texts.ACTION_NO_DATE,
            _LATE: texts.ACTION_LATE if is_late else "",
            _WHO: source.who,
            _WHAT: source.what,
        }
    here = address(row, _WHICH)
    for col in range(_NORM, _WHAT + 1):
        style = {_DATE: "action_date", _NORM: "action_norm"}.get(col, "action")
        yield Cell(row, col, values.get(col, ""), style, alike[col].replace(_HERE, here))


def _formulas(answers: AnswerTable) -> Mapping[int, str]:
    """The formulas of every row, by column, with a mark for the cell that says which norm."""
    smallest = f"SMALL({ORDERS},ROW()-{_FIRST_ROW})"

    def column(key: str) -> str:
        return answers.named(key, _HERE)

    day = f"INT({column(ORDER)}/{answers.base})"
    late = formulas.text(texts.ACTION_LATE)
    who = column(VERANTWOORDELIJKE.key)
    shown_who = shortening(who, texts.ACTION_WHO_LENGTH)
    shown = {
        _NORM: f'{column(NUMBER)}&" "&{column(SIGN)}',
        _PRIORITY: heard.chosen(PRIORITEIT, column(HEARD)),
        _DATE: f"IF({day}={NO_DATE},{formulas.text(texts.ACTION_NO_DATE)},{day})",
        _LATE: f'IF({column(texts.LATE)}="","",{late})',
        _WHO: f'IFERROR(IF({formulas.no_words(who)},"",{shown_who}),"")',
        _WHAT: shortening(column(ACTIE.key), texts.ACTION_LENGTH),
    }
    written = {col: f'=IF({_HERE}="","",{formula})' for col, formula in shown.items()}
    return {_WHICH: f'=IFERROR(MATCH({smallest},{ORDERS},0),"")', **written}


def _sign_colours(area: tuple[int, int, int, int]) -> Iterable[Colouring]:
    first = "$" + address(area[0], area[1])
    for status in STATUSES:
        if status.unmet:
            test = f"=RIGHT({first},1)={formulas.text(status.symbol)}"
            yield Colouring(area, test, f"listed_{status.key}")
