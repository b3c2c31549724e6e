"""What a norm still asks, as formulas on one row of the hidden sheet, and what they give.

There and not beside the norm: a formula that stands there once for all norms may know every
sign that the reader knows, where seven sheets would each carry it along. First all that is
chosen or dated is put into one text between bars, cleaned of spaces and of signs that nobody
sees; every test looks at that. Long texts are not copied: of those a few letters before it say
enough.

The rules are those of `contract.checks`, from the same tables, in the same order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    FIELDS,
    STATUS,
    Field,
    FieldKind,
    Value,
    is_wordless,
)
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import (
    OPEN_SYMBOL,
    STATUS_BY_KEY,
    STATUS_BY_READING,
    STATUSES,
)
from nhnorm_xlsx.contract.text import SPACES, UNSEEN, folded, full_width
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.formulas import text

_BAR: Final = "¦"
# The fields of which what is said stands in the one text, each behind its own mark.
_SAID: Final = tuple(field for field in FIELDS if field.kind is not FieldKind.TEXT)
_MARKS: Final = {field.key: f"{_BAR}{at}:" for at, field in enumerate(_SAID, start=1)}
# Stands for an error, and for a number that is there.
_ERROR, _NUMBER = "?", "0"
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

    `heard` is the one text, `read` the label of the status, and `days` the dates and numbers
    themselves, by the key of their field. `with_before` is whether the text says what is untouched.
    """

    heard: str
    read: str
    days: tuple[tuple[str, str], ...]
    with_before: bool = False

    def day(self, key: str) -> str:
        """Where the date or the number itself stands of the field with this key."""
        return dict(self.days)[key]


# --- what was chosen ----------------------------------------------------------------------


def gathered(places: Mapping[str, str], before: Mapping[str, str]) -> str:
    """What the check looks at in one text, with only ordinary spaces; by key where it stands.

    First two letters on each text and, with what was there before, one sign on each text that
    can be untouched: these have their fixed place. Then all that is chosen or dated.
    """
    parts = [*_states(places), *_same(places, before)]
    for field in _SAID:
        place = places[field.key]
        shown = f'{place}&""'
        if field.kind is not FieldKind.CHOICE:
            shown = f'IF(ISNUMBER({place}),"{_NUMBER}",{place}&"")'
        said = f'SUBSTITUTE(IFERROR({shown},"{_ERROR}"),"{_BAR}","{_ERROR}")'
        parts.append(f"{text(_MARKS[field.key])}&{said}")
    found = f"{'&'.join(parts)}&{text(_BAR)}"
    for sign in SPACES:
        found = f'SUBSTITUTE({found},{formulas.sign(sign)}," ")'
    return f"={found}"


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


def gathered_text(values: Mapping[str, Value], untouched: Collection[str] | None) -> str:
    """What that formula gives for these values; `untouched` is None without a previous meting."""
    found = ""
    for field in TEXT_FIELDS:
        value = values.get(field.key)
        found += _WORDLESS if is_wordless(value) else _WORDS
        found += _LONG if is_long(field, value) else _SHORT
    if untouched is not None:
        found += "".join(_SAME if key in untouched else _CHANGED for key in _SUPPORTS)
    for field in _SAID:
        value = values.get(field.key)
        said = value if isinstance(value, str) else "" if value is None else str(value)
        if field.kind is not FieldKind.CHOICE and said and not isinstance(value, str):
            said = _NUMBER
        found += _MARKS[field.key] + said.replace(_BAR, _ERROR)
    return "".join(" " if sign in SPACES else sign for sign in found + _BAR)


def heard(cell: str) -> str:
    """The text in that cell in small letters, without signs that nobody sees, of one width."""
    found = f"LOWER({cell})"
    for sign in UNSEEN:
        found = f'SUBSTITUTE({found},{formulas.sign(sign)},"")'
    for letter in _LETTERS:
        found = f'SUBSTITUTE({found},"{full_width(letter)}","{letter}")'
    found = f"TRIM(CLEAN({found}))"
    for before, after in _AROUND:
        found = f"SUBSTITUTE({found},{text(before)},{text(after)})"
    return f"={found}"


def heard_text(gathered_before: str) -> str:
    """What that formula gives for this text."""
    wide = {full_width(letter): letter for letter in _LETTERS}
    signs = (wide.get(sign, sign) for sign in gathered_before.lower() if sign not in UNSEEN)
    found = " ".join("".join(sign for sign in signs if sign >= " ").split(" "))
    found = " ".join(part for part in found.split(" ") if part)
    for before, after in _AROUND:
        found = found.replace(before, after)
    return found


# The letters and signs of everything that can be chosen or is understood.
_LETTERS: Final = tuple(
    sorted(
        {
            sign
            for word in (
                *STATUS_BY_READING,
                *(folded(option) for field in _SAID for option in field.options),
            )
            for sign in word
            if "!" <= sign <= "~"
        }
    )
)
# No space beside a bar or a mark.
_AROUND: Final = ((f" {_BAR}", _BAR), (": ", ":"))


def says(field: Field, word: str, cell: str) -> str:
    """Whether the text in the cell `heard` has this word for this field."""
    return f"ISNUMBER({_finds(field, word, cell)})"


def _finds(field: Field, word: str, cell: str) -> str:
    return f"FIND({text(_MARKS[field.key] + word + _BAR)},{cell})"


def _says_any(field: Field, words: Iterable[str], cell: str) -> str:
    found = ",".join(_finds(field, word, cell) for word in words)
    return f"COUNT({found})>0"


def empty(field: Field, cells: NormCells) -> str:
    """Whether a field counts as not filled in (`contract.checks.is_empty`)."""
    if field is STATUS:
        return f'{cells.read}=""'
    if field.kind is FieldKind.TEXT:
        at = 2 * TEXT_FIELDS.index(field) + 1
        return f"MID({cells.heard},{at},1)={text(_WORDLESS)}"
    return says(field, "", cells.heard)


def invalid(field: Field, cells: NormCells) -> str:
    """Whether something stands in a field that is no answer (`contract.checks.is_invalid`)."""
    if field is STATUS:
        return f"{cells.read}={text(UNKNOWN_SYMBOL)}"
    return _INVALID[field.kind](field, cells)


def _wrong_text(field: Field, cells: NormCells) -> str:
    at = 2 * TEXT_FIELDS.index(field) + 1
    return f"MID({cells.heard},{at},1)={text(_FAULTY[0])}"


def _no_choice(field: Field, cells: NormCells) -> str:
    return f"NOT({_says_any(field, ('', *map(folded, field.options)), cells.heard)})"


def _no_day(field: Field, cells: NormCells) -> str:
    return _neither(formulas.valid_date(cells.day(field.key)), field, cells)


def _no_number(field: Field, cells: NormCells) -> str:
    return _neither(formulas.valid_number(cells.day(field.key)), field, cells)


def _neither(valid: str, field: Field, cells: NormCells) -> str:
    """Whether a cell is not valid, nor blank; an error is neither."""
    return f"NOT(IFERROR(OR({valid},{empty(field, cells)}),FALSE))"


_INVALID: Final = {
    FieldKind.CHOICE: _no_choice,
    FieldKind.TEXT: _wrong_text,
    FieldKind.DATE: _no_day,
    FieldKind.NUMBER: _no_number,
}


def read_status(cell: str) -> str:
    """What the status is understood as: the same as `contract.checks.read_label`."""
    formula = text(UNKNOWN_SYMBOL)
    for status in reversed(STATUSES):
        words = [said for said, meant in STATUS_BY_READING.items() if meant is status]
        formula = f"IF({_says_any(STATUS, words, cell)},{text(status.label)},{formula})"
    return f'=IF({says(STATUS, "", cell)},"",{formula})'


def chosen(field: Field, cell: str) -> str:
    """The option that was chosen, as we spell it; empty when it is none of them."""
    formula = '""'
    for option in reversed(field.options):
        formula = f"IF({says(field, folded(option), cell)},{text(option)},{formula})"
    return formula


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
                past = formulas.past(cells.day(key), occasion.issued_on)
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
