"""What was chosen or dated, in one text that every test looks at: on the hidden sheet.

There and not beside the norm: a formula that stands there once for all norms may know every
sign that the reader knows (`contract.text`), where seven sheets would each carry it along. All
that is chosen or dated is put into one text, each behind a mark of its own between bars, and
that is cleaned of spaces and of signs that nobody sees. No formula may lie deeper than 64: so
it takes two steps, each a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from nhnorm_xlsx.contract.fields import FIELDS, START_FIELDS, Field, FieldKind, StartField, Value
from nhnorm_xlsx.contract.readiness import Window
from nhnorm_xlsx.contract.results import GATHERED_BAR as _BAR
from nhnorm_xlsx.contract.statuses import STATUS_BY_READING
from nhnorm_xlsx.contract.text import SPACES, UNSEEN, folded, full_width
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.formulas import text

Asked = Field | StartField

# The fields of which what is said stands in the one text: of a norm, and of Start.
SAID: Final = tuple(field for field in FIELDS if field.kind is not FieldKind.TEXT)
SAID_ON_START: Final = tuple(field for field in START_FIELDS if field.kind is not FieldKind.TEXT)
_EVERY: Final[tuple[Asked, ...]] = (*SAID, *SAID_ON_START)
_MARKS: Final = {field.key: f"{_BAR}{at}:" for at, field in enumerate(_EVERY, start=1)}
# Stands for an error, and for a number that is there.
_ERROR, _NUMBER = "?", "0"


def gathered(fields: Iterable[Asked], places: Mapping[str, str], before: Iterable[str] = ()) -> str:
    """What is said in these fields in one text, with only ordinary spaces.

    `places` says by the key of a field where it stands, `before` are texts to stand in front.
    """
    parts = [*before]
    for field in fields:
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


def gathered_text(fields: Iterable[Asked], values: Mapping[str, Value], before: str = "") -> str:
    """What that formula gives for these values."""
    found = before
    for field in fields:
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
_WORDS: Final = (
    *STATUS_BY_READING,
    *(folded(option) for field in _EVERY for option in field.options),
)
_LETTERS: Final = tuple(sorted({sign for word in _WORDS for sign in word if "!" <= sign <= "~"}))
# No space beside a bar or a mark.
_AROUND: Final = ((f" {_BAR}", _BAR), (": ", ":"))


def says(field: Asked, word: str, cell: str) -> str:
    """Whether the text in the cell with what was heard has this word for this field."""
    return f"ISNUMBER({_finds(field, word, cell)})"


def says_any(field: Asked, words: Iterable[str], cell: str) -> str:
    """Whether it has one of these words for this field."""
    found = ",".join(_finds(field, word, cell) for word in words)
    return f"COUNT({found})>0"


def _finds(field: Asked, word: str, cell: str) -> str:
    # FIND, unlike MATCH, takes `*` for what it is.
    return f"FIND({text(_MARKS[field.key] + word + _BAR)},{cell})"


def chosen(field: Asked, cell: str) -> str:
    """The option that was chosen, as we spell it; empty when it is none of them."""
    formula = '""'
    for option in reversed(field.options):
        formula = f"IF({says(field, folded(option), cell)},{text(option)},{formula})"
    return formula


def _unsaid(field: Asked, _: str, cell: str) -> str:
    return says(field, "", cell)


# Whether a field of each kind counts as not filled in (`contract.checks.EMPTY`): by the field,
# where it stands, and the cell with what was heard.
EMPTY: Final[Mapping[FieldKind, Callable[[Asked, str, str], str]]] = {
    FieldKind.CHOICE: _unsaid,
    FieldKind.TEXT: lambda _, place, __: formulas.wordless(place),
    FieldKind.DATE: _unsaid,
    FieldKind.NUMBER: _unsaid,
}


def _no_choice(field: Asked, _: str, cell: str, __: Window) -> str:
    return f"NOT({says_any(field, ('', *map(folded, field.options)), cell)})"


def _no_day(field: Asked, place: str, cell: str, when: Window) -> str:
    return _neither(formulas.valid_date(place, when), field, cell)


def _no_number(field: Asked, place: str, cell: str, _: Window) -> str:
    return _neither(formulas.valid_number(place), field, cell)


def _neither(valid: str, field: Asked, cell: str) -> str:
    """Whether it is not valid, nor blank; an error is neither."""
    return f"NOT(IFERROR(OR({valid},{says(field, '', cell)}),FALSE))"


# Whether something stands in a field that is no answer for its kind
# (`contract.checks.is_invalid`). In AND every part is worked out, also when the cell holds text
# or an error.
INVALID: Final[Mapping[FieldKind, Callable[[Asked, str, str, Window], str]]] = {
    FieldKind.CHOICE: _no_choice,
    FieldKind.TEXT: lambda _, place, __, ___: f"ISERROR({place})",
    FieldKind.DATE: _no_day,
    FieldKind.NUMBER: _no_number,
}
