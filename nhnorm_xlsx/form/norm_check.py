"""What a norm still asks, as formulas on one row of the hidden sheet, and what they give.

All that was chosen or dated stands in one text (see `form.heard`); every test looks at that.
Long texts are not copied: of those a few letters in front of it say enough.

The rules are those of `contract.checks`, from the same tables, in the same order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from nhnorm_xlsx.contract.checks import (
    AHEAD_BY_STATUS,
    CHECK_BARE,
    CHECK_CHOOSE,
    CHECK_COMPLETE,
    CHECK_LONG,
    CHECK_MISSING,
    CHECK_PAST,
    CHECKED_FIELDS,
    REQUIRED_BY_STATUS,
    SUPPORT_BY_STATUS,
    TEXT_FIELDS,
    WELCOMED_BY_STATUS,
    Occasion,
    carried_text,
    invalid_text,
    is_long,
)
from nhnorm_xlsx.contract.fields import (
    CARRIED_FIELDS,
    FIELD_BY_KEY,
    STATUS,
    Field,
    FieldKind,
    Value,
    is_wordless,
)
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import (
    OPEN_SYMBOL,
    STATUS_BY_KEY,
    STATUS_BY_READING,
    STATUSES,
)
from nhnorm_xlsx.form import formulas, heard
from nhnorm_xlsx.form.formulas import text

# What is said of a text: whether it has a word in it, and whether it is too long; or an error.
_WORDLESS, _WORDS, _LONG, _SHORT, _FAULTY = "-", "w", "l", "s", "ff"
_SAME, _CHANGED = "=", "~"
# What is asked after that can be untouched since the previous meting.
_SUPPORTS: Final = tuple(
    key for key in CARRIED_FIELDS if any(key in keys for keys in SUPPORT_BY_STATUS.values())
)


@dataclass(frozen=True)
class NormCells:
    """Where on its row of the hidden sheet the parts stand that the check is made of.

    `heard` is that one text, `read` the label of the status, and `days` the dates and numbers
    themselves, by the key of their field. `with_before` is whether the text says what is untouched.
    """

    heard: str
    read: str
    days: tuple[tuple[str, str], ...]
    with_before: bool = False

    def place(self, field: Field) -> str:
        """Where the date or the number itself stands of this field; nothing for a choice."""
        return dict(self.days).get(field.key, "")


# --- what is written ----------------------------------------------------------------------


@lru_cache(maxsize=200)  # the same for every organisation
def gathered(places: tuple[tuple[str, str], ...], before: tuple[tuple[str, str], ...]) -> str:
    """What the check looks at in one text; by the key of a field where that stands.

    First two letters on each text and, with what was there `before`, one sign on each text that
    can be untouched: these have their fixed place. Then all that is chosen or dated.
    """
    there, was = dict(places), dict(before)
    return heard.gathered(heard.SAID, there, (*_states(there), *_same(there, was)))


def gathered_text(values: Mapping[str, Value], untouched: Collection[str] | None) -> str:
    """What that formula gives for these values; `untouched` is None without a previous meting."""
    found = ""
    for field in TEXT_FIELDS:
        value = values.get(field.key)
        found += _WORDLESS if is_wordless(value) else _WORDS
        found += _LONG if is_long(field, value) else _SHORT
    if untouched is not None:
        found += "".join(_SAME if key in untouched else _CHANGED for key in _SUPPORTS)
    return heard.gathered_text(heard.SAID, values, found)


def _states(places: Mapping[str, str]) -> Iterator[str]:
    """Whether there is a word in a text, and whether it fits in a row."""
    for field in TEXT_FIELDS:
        place = places[field.key]
        words = f"IF({formulas.no_words(place)},{text(_WORDLESS)},{text(_WORDS)})"
        length = f"IF({formulas.long(field, place)},{text(_LONG)},{text(_SHORT)})"
        yield f"IFERROR({words}&{length},{text(_FAULTY)})"


def _same(places: Mapping[str, str], before: Mapping[str, str]) -> Iterator[str]:
    """Whether a field still says what the previous meting said."""
    for key in _SUPPORTS if before else ():
        test = formulas.untouched(places[key], before[key])
        yield f"IF({test},{text(_SAME)},{text(_CHANGED)})"


# --- what follows from that ---------------------------------------------------------------


def empty(field: Field, cells: NormCells) -> str:
    """Whether a field counts as not filled in (`contract.checks.is_empty`)."""
    if field is STATUS:
        return f'{cells.read}=""'
    if field.kind is FieldKind.TEXT:
        at = 2 * TEXT_FIELDS.index(field) + 1
        return f"MID({cells.heard},{at},1)={text(_WORDLESS)}"
    return heard.EMPTY[field.kind](field, cells.place(field), cells.heard)


def invalid(field: Field, cells: NormCells) -> str:
    """Whether something stands in a field that is no answer (`contract.checks.is_invalid`)."""
    if field is STATUS:
        return f"{cells.read}={text(UNKNOWN_SYMBOL)}"
    if field.kind is FieldKind.TEXT:
        at = 2 * TEXT_FIELDS.index(field) + 1
        return f"MID({cells.heard},{at},1)={text(_FAULTY[0])}"
    return heard.INVALID[field.kind](field, cells.place(field), cells.heard, Window())


def read_status(cell: str) -> str:
    """What the status is understood as: the same as `contract.checks.read_label`."""
    formula = text(UNKNOWN_SYMBOL)
    for status in reversed(STATUSES):
        words = [said for said, meant in STATUS_BY_READING.items() if meant is status]
        formula = f"IF({heard.says_any(STATUS, words, cell)},{text(status.label)},{formula})"
    unsaid = heard.says(STATUS, "", cell)
    return f'=IF({unsaid},"",{formula})'


def status_sign(read: str) -> str:
    """The sign of the label of a status."""
    formula = text(UNKNOWN_SYMBOL)
    for status in reversed(STATUSES):
        formula = f"IF({read}={text(status.label)},{text(status.symbol)},{formula})"
    return f'=IFERROR(IF({read}="",{text(OPEN_SYMBOL)},{formula}),{text(UNKNOWN_SYMBOL)})'


# --- the check ----------------------------------------------------------------------------


@lru_cache(maxsize=200)  # the same for every organisation
def check(cells: NormCells, occasion: Occasion) -> str:
    """What the check column says: the same as `contract.checks.verdict_text`."""
    formula = text(CHECK_COMPLETE)
    # What is tested last stands innermost.
    for test, message in reversed(list(_tests(cells, occasion))):
        formula = f"IF({test},{text(message)},{formula})"
    return f"={formula}"


def _tests(cells: NormCells, occasion: Occasion) -> Iterator[tuple[str, str]]:
    """What is tested, with what is said when it holds; in the order of `contract.checks.Ask`."""
    yield empty(STATUS, cells), CHECK_CHOOSE
    yield invalid(STATUS, cells), invalid_text(STATUS, occasion.year)
    yield _any_text(_FAULTY[0], cells), invalid_text(TEXT_FIELDS[0], occasion.year)
    for field in CHECKED_FIELDS[1 + len(TEXT_FIELDS) :]:
        yield invalid(field, cells), invalid_text(field, occasion.year)
    for required, labels in _labels_by(REQUIRED_BY_STATUS).items():
        # Most fields first, so that what is said is all that is missing.
        for number in range(len(required), 0, -1):
            for keys in combinations(required, number):
                tests = ",".join(empty(FIELD_BY_KEY[key], cells) for key in keys)
                yield f"AND({_is(cells.read, labels)},{tests})", CHECK_MISSING[keys]
    if occasion.issued_on:
        for ahead, labels in _labels_by(AHEAD_BY_STATUS).items():
            for key in ahead:
                past = formulas.past(cells.place(FIELD_BY_KEY[key]), occasion.issued_on)
                yield f"AND({_is(cells.read, labels)},{past})", CHECK_PAST[key]
    yield from _tests_when_complete(cells, occasion)


def _tests_when_complete(cells: NormCells, occasion: Occasion) -> Iterator[tuple[str, str]]:
    yield _any_text(_LONG, cells), CHECK_LONG
    for welcomed, labels in _labels_by(WELCOMED_BY_STATUS).items():
        for key in welcomed:
            test = empty(FIELD_BY_KEY[key], cells)
            yield f"AND({_is(cells.read, labels)},{test})", CHECK_BARE[key]
    for supports, labels in _labels_by(SUPPORT_BY_STATUS).items():
        found = [
            _untouched(key, cells) for key in supports if cells.with_before and key in _SUPPORTS
        ]
        if found:
            test = f"AND({_is(cells.read, labels)},OR({','.join(found)}))"
            yield test, carried_text(occasion.previous)


def _untouched(key: str, cells: NormCells) -> str:
    at = 2 * len(TEXT_FIELDS) + _SUPPORTS.index(key) + 1
    return f"MID({cells.heard},{at},1)={text(_SAME)}"


def _any_text(letter: str, cells: NormCells) -> str:
    """Whether this letter is said of any text."""
    return f"ISNUMBER(FIND({text(letter)},LEFT({cells.heard},{2 * len(TEXT_FIELDS)})))"


def _is(read: str, labels: Sequence[str]) -> str:
    """Whether the status that was read is one of these: it never is an error."""
    tests = ",".join(f"{read}={text(label)}" for label in labels)
    return f"OR({tests})" if len(labels) > 1 else tests


def _labels_by(by_status: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """The labels of the statuses with the same fields, by those fields; none left out."""
    found: dict[tuple[str, ...], list[str]] = {}
    for key, fields in by_status.items():
        if fields:
            found.setdefault(fields, []).append(STATUS_BY_KEY[key].label)
    return found
