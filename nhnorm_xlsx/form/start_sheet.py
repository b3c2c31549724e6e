"""The Start sheet: what this is, how far you are, who filled it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.answers import FromBefore
from nhnorm_xlsx.contract import visible
from nhnorm_xlsx.contract.checks import (
    CHECK_BARE,
    CHECK_COMPLETE,
    Ask,
    NormVerdict,
    Occasion,
    carried_text,
    example_day,
)
from nhnorm_xlsx.contract.fields import START_FIELDS, StartField, Value, thema_field
from nhnorm_xlsx.contract.keys import CHECK_COLUMN, SHEET_KEY, START_KEY, START_SHEET
from nhnorm_xlsx.contract.readiness import Window, readiness, readiness_text, window
from nhnorm_xlsx.contract.results import carried_from_text
from nhnorm_xlsx.contract.statuses import DEELS, STATUSES, VOLDOET
from nhnorm_xlsx.contract.text import short_date
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.form import formulas, styles
from nhnorm_xlsx.form.answer_table import heard_on_start
from nhnorm_xlsx.form.earlier import links_on_start
from nhnorm_xlsx.form.inputs import input_style, validations
from nhnorm_xlsx.form.lines import on_lines
from nhnorm_xlsx.form.model import (
    Bar,
    Cell,
    Colouring,
    ColumnSize,
    Link,
    Picture,
    RowSize,
    SheetPlan,
    address,
)
from nhnorm_xlsx.form.start_check import StartCells, looks_wrong
from nhnorm_xlsx.form.start_check import readiness as readiness_formula
from nhnorm_xlsx.form.styles import PROGRESS_COLOUR, status_style
from nhnorm_xlsx.form.theme_layout import ThemeLayout
from nhnorm_xlsx.form.theme_sheet import next_open_link
from nhnorm_xlsx.measure import MAX_ROW_HEIGHT, line_count, text_height, text_width
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.settings import RoundPeople
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as texts
from nhnorm_xlsx.texts.start import (
    ANSWERED_BY,
    CONFIDENTIAL_MEANS,
    WHO_ASKS_TITLE,
    how_long,
    who_asks,
)
from nhnorm_xlsx.texts.who_sees import who_sees

# The hidden column KEY holds the keys of the inputs beside the themas.
LABEL, INPUT, GAP, KEY, THEME, WHO, DONE, TOTAL, BAR = range(1, 10)
_COLUMNS = (
    ColumnSize(20, hidden=True),
    ColumnSize(264),
    ColumnSize(292),
    ColumnSize(26),
    ColumnSize(20, hidden=True),
    ColumnSize(271),
    ColumnSize(187),
    ColumnSize(68),
    ColumnSize(40),
    ColumnSize(110),
)
_FIRST_ROW = 5  # where the two columns of panels begin
_ROW_HEIGHT = 17.0
_LOGO_HEIGHT = 90  # pixels


@dataclass(frozen=True)
class ThemeProgress:
    """How many norms of a thema are complete, out of how many, and where that is counted."""

    layout: ThemeLayout
    verdicts: Mapping[str, NormVerdict]

    @property
    def complete(self) -> int:
        """How many norms ask nothing any more."""
        return sum(found.complete for found in self.verdicts.values())

    def count(self, ask: Ask) -> int:
        """How many norms have this verdict."""
        return sum(found.ask is ask for found in self.verdicts.values())

    def counting(self, text: str) -> str:
        """Counts the norms of which the check begins with this text."""
        return f"COUNTIF({self.layout.reference(CHECK_COLUMN)},{formulas.text(text)})"

    @property
    def total(self) -> int:
        """The number of norms of the thema."""
        return len(self.layout.norm_rows)

    @property
    def formula(self) -> str:
        """Counts the complete norms on the sheet of the thema."""
        return self.counting(CHECK_COMPLETE[0] + "*")

    @property
    def total_formula(self) -> str:
        """Counts the norms on the sheet of the thema: those with anything in the check column."""
        return self.counting("?*")


@dataclass(frozen=True)
class Request:
    """What Start says of the request: of whom, about what, when, and what stands there already.

    `start` holds what was filled in, `lists` the ranges with options, both by the key of a
    field; `next_open` refers to where the next open norm stands. `older` is whether texts of
    earlier metingen than the last stand there already, `beside` what is shown of before besides.
    """

    definition: Definition
    organisation: Organisation
    meting: str
    deadline: date
    people: RoundPeople
    occasion: Occasion
    start: Mapping[str, Value]
    lists: Mapping[str, str]
    next_open: str
    older: bool = False
    beside: FromBefore = FromBefore()  # noqa: RUF009 - holds nothing that can change

    @property
    def when(self) -> Window:
        """When it can be filled in and adopted."""
        return window(self.occasion.issued_on, self.deadline)


def start_sheet(request: Request, progress: Sequence[ThemeProgress], *, footer: str) -> SheetPlan:
    """The first sheet."""
    soort, people = request.organisation.kind, request.people
    # Over the whole width: then all that is filled in stays on the first page.
    asked = on_lines(who_asks(people), _width(LABEL, BAR))
    steps_row = _FIRST_ROW + (len(asked) + 2 if asked else 0)
    who_row = steps_row + len(texts.STEPS) + 2
    total_row = steps_row + len(progress) + 1
    inputs = {field.key: (who_row + 1 + i, INPUT) for i, field in enumerate(START_FIELDS)}
    sentences = list(sentences_on_start(total_row, progress, request, inputs))
    sentences += links_on_start(
        total_row + len(sentences) + 1, THEME, _width(THEME, BAR), request.beside
    )
    meaning_row = total_row + len(sentences) + 3
    allowed = texts.allowed_others(example_day(request.occasion.year))
    notes = (CONFIDENTIAL_MEANS, *texts.privacy(soort), texts.PROTECTION_NOTE, allowed)
    privacy_row = max(who_row + len(START_FIELDS), meaning_row + len(STATUSES)) + 2
    seen = list(_who_sees(privacy_row + 1, who_sees(soort, people.runs, yours=True)))
    below = max(cell.row for cell in seen)
    beside = {_thema_field(item).key: (steps_row + i, WHO) for i, item in enumerate(progress, 1)}
    cells = [
        *_head(request),
        *(_lines(_FIRST_ROW, WHO_ASKS_TITLE, asked, BAR) if asked else ()),
        *_lines(steps_row, texts.STEPS_TITLE, texts.STEPS, INPUT),
        *_progress(steps_row, progress, request.start),
        *sentences,
        next_open_link(total_row + len(sentences) + 1, THEME, request.next_open),
        *_who(who_row, request.start),
        *_meanings(meaning_row),
        *_section(privacy_row, texts.PRIVACY_TITLE, LABEL, BAR),
        *seen,
        *(Cell(below + at, LABEL, note, "text") for at, note in enumerate(notes, 1)),
    ]
    last_row = max(cell.row for cell in cells)
    heights = {row: RowSize(_ROW_HEIGHT) for row in range(_FIRST_ROW, last_row + 1)}
    heights |= {0: RowSize(32), 1: RowSize(20), 2: RowSize(20), 3: RowSize(20), 4: RowSize(8)}
    heights |= {row: RowSize(h) for row, h in _theme_heights(steps_row + 1, progress).items()}
    for key, (row, col) in (inputs | beside).items():
        height = max(heights[row].height, _input_height(request.start.get(key), col))
        heights[row] = RowSize(height, grows=True)
    fields = (*START_FIELDS, *map(_thema_field, progress))
    areas = {key: (*place, *place) for key, place in (inputs | beside).items()}
    return SheetPlan(
        name=START_SHEET,
        cells=tuple(cells),
        columns=_COLUMNS,
        rows=heights,
        footer=footer,
        selection=next(iter(inputs.values())),
        validations=validations(fields, areas, request.lists, short_date(request.deadline)),
        pictures=_logo(people),
        colourings=(
            Bar((steps_row + 1, BAR, total_row, BAR), PROGRESS_COLOUR),
            *_invalid(inputs, request.when),
            *_ready(total_row),
        ),
    )


def _logo(people: RoundPeople) -> tuple[Picture, ...]:
    """The logo in the top right corner."""
    if people.logo is None:
        return ()
    return (Picture(0, DONE, people.logo, _width(DONE, BAR), _LOGO_HEIGHT, visible.LOGO),)


def _who_sees(row: int, readers: Iterable[tuple[str, str]]) -> Iterable[Cell]:
    """Per reader what it sees, beside it."""
    for reader, sees in readers:
        named = on_lines([reader], _width(LABEL, LABEL))
        said = on_lines([sees], _width(INPUT, BAR))
        for offset, line in enumerate(named):
            yield Cell(row + offset, LABEL, line, "strong")
        for offset, line in enumerate(said):
            yield Cell(row + offset, INPUT, line, "text")
        row += max(len(named), len(said))


def _width(first: int, last: int) -> int:
    return sum(column.width for column in _COLUMNS[first : last + 1] if not column.hidden)


def _thema_field(item: ThemeProgress) -> StartField:
    return thema_field(item.layout.thema.number)


def _invalid(inputs: Mapping[str, tuple[int, int]], when: Window) -> Iterable[Colouring]:
    """What is no answer stands out at once, not only in the sentence."""
    for field in START_FIELDS:
        test = looks_wrong(field, address(*inputs[field.key], absolute=True), when)
        if test:
            yield Colouring((*inputs[field.key], *inputs[field.key]), f"={test}", "wrong")


def _ready(total_row: int) -> Iterable[Colouring]:
    """The sentence is green when everything is complete, and adopted."""
    sentence = (total_row + 1, THEME, total_row + 1, BAR)
    cell = address(total_row + 1, THEME, absolute=True)
    ready = f"={cell}={formulas.text(texts.READY)}"
    yield Colouring(sentence, ready, status_style(VOLDOET.key))
    done, total = (address(total_row, col, absolute=True) for col in (DONE, TOTAL))
    yield Colouring(sentence, f"={done}={total}", status_style(DEELS.key))


def _input_height(value: Value, col: int) -> float:
    height = text_height(str(value or ""), _COLUMNS[col].width, FONT_SIZE)
    return min(MAX_ROW_HEIGHT, max(_ROW_HEIGHT, height + 4))


def _head(request: Request) -> Iterable[Cell]:
    definition, organisation = request.definition, request.organisation
    norms = len(definition.norms)
    yield Cell(0, 0, SHEET_KEY + "start", "key")
    yield Cell(0, 1, visible.start_title(definition.norm_naam or texts.NORM_NAME), "title")
    subtitle = visible.start_subtitle(organisation.title, request.meting, definition.editie)
    plain = text_width(subtitle, styles.properties("subtitle")["font_size"])
    fits = plain <= _width(LABEL, WHO if request.people.logo else BAR)
    yield Cell(1, 1, subtitle, "subtitle" if fits else "text")
    # FromBefore what is never long.
    yield Cell(2, WHO, texts.CONFIDENTIAL, "deadline")
    yield Cell(2, 1, texts.start_deadline(request.deadline), "deadline")
    yield Cell(3, 1, f"{texts.start_what(organisation.kind, norms)} {how_long(norms)}", "text")


def _lines(row: int, title: str, lines: Sequence[str], last: int) -> Iterable[Cell]:
    yield from _section(row, title, LABEL, last)
    for offset, line in enumerate(lines, start=1):
        yield Cell(row + offset, LABEL, line, "text")


def _section(row: int, title: str, first: int, last: int) -> Iterable[Cell]:
    for col in range(first, last + 1):
        yield Cell(row, col, title if col == first else None, "section")


def _progress(
    row: int, progress: Sequence[ThemeProgress], start: Mapping[str, Value]
) -> Iterable[Cell]:
    headings = (texts.PROGRESS_TITLE, ANSWERED_BY, texts.PROGRESS_COUNT, texts.PROGRESS_OF)
    for col, heading in enumerate((*headings, texts.PROGRESS_BAR), start=THEME):
        yield Cell(row, col, heading, "header_centre" if col in (DONE, TOTAL) else "header")
    first, total_row = row + 1, row + 1 + len(progress)
    for here, item in enumerate(progress, start=first):
        sheet = item.layout.thema.sheet
        field = _thema_field(item)
        link = Link(sheet, address(1, 1), texts.go_to(sheet))
        yield Cell(here, KEY, START_KEY + field.key, "key")
        yield Cell(here, THEME, item.layout.thema.full_title, _theme_style(item), link=link)
        yield Cell(here, WHO, start.get(field.key), input_style(field), is_input=True)
        yield Cell(here, DONE, item.complete, "table_number", "=" + item.formula)
        yield Cell(here, TOTAL, item.total, "table_number", "=" + item.total_formula)
        yield _share(here, item.complete, item.total)
    yield Cell(total_row, THEME, texts.PROGRESS_TOTAL, "table_total")
    yield Cell(total_row, WHO, None, "table_total")
    for col, count in ((DONE, _complete(progress)), (TOTAL, _total(progress))):
        area = f"{address(first, col)}:{address(total_row - 1, col)}"
        yield Cell(total_row, col, count, "table_total_number", f"=SUM({area})")
    yield _share(total_row, _complete(progress), _total(progress))


def _theme_style(item: ThemeProgress) -> str:
    """A long name goes on on a next line; see `_theme_heights`."""
    return "table_link" if _theme_lines(item) == 1 else "table_link_wrapped"


def _theme_lines(item: ThemeProgress) -> int:
    return line_count(item.layout.thema.full_title, _width(THEME, THEME), FONT_SIZE)


def _theme_heights(row: int, progress: Sequence[ThemeProgress]) -> dict[int, float]:
    """How high the rows of the themas must be, by row; the first stands at `row`."""
    return {
        row + at: text_height(item.layout.thema.full_title, _width(THEME, THEME), FONT_SIZE) + 4
        for at, item in enumerate(progress)
        if _theme_lines(item) > 1
    }


def _share(row: int, complete: int, total: int) -> Cell:
    formula = f"={address(row, DONE)}/{address(row, TOTAL)}"
    return Cell(row, BAR, complete / total, "progress", formula)


def _complete(progress: Sequence[ThemeProgress]) -> int:
    return sum(item.complete for item in progress)


def _total(progress: Sequence[ThemeProgress]) -> int:
    return sum(item.total for item in progress)


def sentences_on_start(
    total_row: int,
    progress: Sequence[ThemeProgress],
    request: Request,
    inputs: Mapping[str, tuple[int, int]],
) -> Iterable[Cell]:
    """Whether the workbook can be sent back; and what there is to say of what is complete."""
    ready = readiness(_total(progress) - _complete(progress), request.start, when=request.when)
    places = {key: address(*place) for key, place in inputs.items()}
    cells = StartCells(places, heard_on_start(_total(progress)))
    left = f"{address(total_row, TOTAL)}-{address(total_row, DONE)}"
    formula = readiness_formula(left, cells, request.when)
    yield Cell(total_row + 1, THEME, readiness_text(ready, request.when), "sentence", "=" + formula)
    counted = [(Ask.BARE, texts.BARE, list(CHECK_BARE.values()))]
    counted += _carried(request)
    for row, (ask, (one, more), checks) in enumerate(counted, start=total_row + 2):
        number = sum(item.count(ask) for item in progress)
        value = f"{number}{one if number == 1 else more}" if number else ""
        counts = "+".join(item.counting(text) for item in progress for text in checks)
        words = f"IF(({counts})=1,{formulas.text(one)},{formulas.text(more)})"
        formula = f'=IF(({counts})=0,"",({counts})&{words})'
        yield Cell(row, THEME, value, "sentence_more", formula)


def _carried(request: Request) -> Iterable[tuple[Ask, tuple[str, str], list[str]]]:
    """What is said of norms that are complete with texts of before, and by which checks."""
    if request.occasion.previous:
        said = carried_from_text(request.occasion.previous, older=request.older)
        yield Ask.CARRIED, texts.carried_counted(said), [carried_text(request.occasion.previous)]


def _who(row: int, start: Mapping[str, Value]) -> Iterable[Cell]:
    yield from _section(row, texts.WHO_TITLE, LABEL, INPUT)
    for here, field in enumerate(START_FIELDS, start=row + 1):
        yield Cell(here, 0, START_KEY + field.key, "key")
        yield Cell(here, LABEL, field.label, "label")
        yield Cell(here, INPUT, start.get(field.key), input_style(field), is_input=True)


def _meanings(row: int) -> Iterable[Cell]:
    """What each status means."""
    yield from _section(row, texts.MEANING_TITLE, THEME, BAR)
    for here, status in enumerate(STATUSES, start=row + 1):
        yield Cell(here, THEME, f"{status.symbol}  {status.label}", f"legend_{status.key}")
        yield Cell(here, WHO, status.meaning, "step")
