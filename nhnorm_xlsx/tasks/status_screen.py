"""The standing of a meting as lines on the screen: counts first, then a table per RIEC. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Final

from nhnorm_xlsx.tasks.standing import (
    AWAITED,
    BLANK,
    EXCLUDED,
    LATE,
    NOT_ISSUED,
    REFUSED,
    SENT_BACK,
    STATES,
    TO_CORRECT,
    Standing,
)
from nhnorm_xlsx.texts import status as texts

# So wide is a screen that a person can read.
WIDE: Final = 100
_LONGEST_NAME: Final = 24
_BETWEEN: Final = "  "


@dataclass(frozen=True)
class Overview:
    """All that is shown of a meting: the standing of each, and the deadline of most."""

    meting: str
    rows: tuple[Standing, ...]
    deadline: date | None
    today: date

    def by_riec(self) -> dict[str, list[Standing]]:
        """The rows of each RIEC in the order of the list, what asks for attention first."""
        found: dict[str, list[Standing]] = {}
        for row in self.rows:
            found.setdefault(row.organisation.riec or texts.NO_RIEC, []).append(row)
        return {riec: sorted(rows, key=_attention) for riec, rows in found.items()}


def _attention(row: Standing) -> tuple[int, int, str]:
    return (STATES.index(row.state), -row.late, row.organisation.name)


def screen(shown: Overview) -> Iterator[str]:
    """The deadline, the counts, and the tables."""
    yield from heading(shown)
    columns = columns_of(shown)
    groups = shown.by_riec()
    for riec, rows in groups.items():
        yield ""
        there = sum(row.received for row in rows)
        yield texts.riec(riec, there, len(rows), sum(row.complete for row in rows))
        yield from _table(columns, rows, shown.deadline)


def heading(shown: Overview) -> Iterator[str]:
    """The deadline and the counts; no line that says nothing."""
    rows = shown.rows
    if shown.deadline:
        delayed = sum(row.delayed and row.deadline != shown.deadline for row in rows)
        yield texts.deadline(shown.deadline, shown.today, delayed)
    yield texts.answered(shown.meting, sum(row.received for row in rows), len(rows))
    tally = Counter(row.state for row in rows)
    urgent = texts.counts(
        [(texts.STATES[key], tally[key]) for key in (REFUSED, TO_CORRECT, LATE, BLANK)]
    )
    if urgent:
        yield from wrap(texts.attention(urgent), WIDE)
    rest = [
        ("uitgegeven", sum(bool(row.issued) for row in rows)),
        ("met een opgestelde mail", sum(bool(row.drafted) for row in rows)),
        ("volledig", sum(row.complete for row in rows)),
        ("onvolledig", sum(row.received and not row.complete for row in rows)),
        *((texts.STATES[key], tally[key]) for key in (SENT_BACK, EXCLUDED, NOT_ISSUED, AWAITED)),
        (texts.RETURNED, sum(row.returned for row in rows)),
    ]
    if counted := texts.counts(rest):
        yield from wrap(texts.altogether(counted), WIDE)


def notes(row: Standing, deadline: date | None) -> list[str]:
    """What there is to say of a row beside its columns; `deadline` is that of most."""
    found = []
    if row.late and row.state != LATE:
        found.append(texts.late(row.late, came=bool(row.came)))
    if row.delayed and row.deadline and row.deadline != deadline:
        found.append(texts.delay(row.deadline))
    elif row.deadline and deadline and row.deadline != deadline:
        found.append(texts.other_deadline(row.deadline))
    if row.refused:
        found.append(texts.refused(row.refused) if row.received else texts.NOTHING_USABLE)
    if row.returned:
        found.append(texts.RETURNED)
    if row.excluded and not row.received:
        found.append(texts.excluded(row.excluded))
    if len(row.issued) > 1:
        found.append(texts.issued_again(len(row.issued)))
    return found


@dataclass(frozen=True)
class Column:
    """One column: its heading, how wide, and the texts in it by organisation code."""

    heading: str
    width: int
    texts: dict[str, str]
    right: bool = False

    def cell(self, text: str) -> str:
        """A text as wide as the column."""
        cut = text if len(text) <= self.width else f"{text[: self.width - 1]}…"
        return cut.rjust(self.width) if self.right else cut.ljust(self.width)


def columns_of(shown: Overview) -> list[Column]:
    """The columns in which anything stands, each as wide as it has to be."""
    asked = (
        (texts.NAME, lambda row: row.organisation.name, False),
        (texts.STATE, _state, False),
        (
            texts.ANSWERED,
            lambda row: f"{row.answered:>2} van {row.total}" if row.received else "",
            False,
        ),
        (texts.ERRORS, lambda row: _number(row.errors), True),
        (texts.WARNINGS, lambda row: _number(row.warnings), True),
        (texts.ISSUED, lambda row: _day(row.issued[-1] if row.issued else None), False),
        (texts.DRAFTED, lambda row: _day(row.drafted[-1][1] if row.drafted else None), False),
        (texts.CAME, lambda row: _day(row.latest or row.came), False),
    )
    made = []
    for head, text_of, right in asked:
        said = {row.organisation.code: text_of(row) for row in shown.rows}
        if any(said.values()):
            widest = max(map(len, (head, *said.values())))
            made.append(Column(head, min(widest, _LONGEST_NAME), said, right))
    return made


def _state(row: Standing) -> str:
    if row.state == LATE:
        return texts.late(row.late, came=False)
    day = f" {texts.short(row.sent_back)}" if row.sent_back else ""
    return texts.STATES[row.state] + day


def _number(count: int) -> str:
    return str(count) if count else ""


def _day(day: date | None) -> str:
    return texts.short(day) if day else ""


def _table(
    columns: Sequence[Column], rows: Sequence[Standing], deadline: date | None
) -> Iterator[str]:
    start = _BETWEEN + _BETWEEN.join(column.cell(column.heading) for column in columns)
    yield start.rstrip()
    for row in rows:
        code = row.organisation.code
        line = _BETWEEN + _BETWEEN.join(column.cell(column.texts[code]) for column in columns)
        said = "; ".join(notes(row, deadline))
        if len(line) + len(_BETWEEN) + len(said) <= WIDE or not said:
            yield (line + _BETWEEN + said).rstrip()
            continue
        yield line.rstrip()
        yield from wrap(said, WIDE, initial_indent=" " * 6, subsequent_indent=" " * 6)
