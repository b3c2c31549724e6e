"""From what was filled in on the page to the values of a job. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from nhnorm_xlsx.contract.stamp import METING_LABEL
from nhnorm_xlsx.contract.text import clean_text
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.scherm.jobs.model import Control, ControlKind
from nhnorm_xlsx.texts import scherm as texts

MOST_TEXT = 500
# What takes the text says itself how long it may be.
MOST_PIECE = 5_000
MOST_VALUES = 5_000


def values_of(fields: Sequence[Control], given: object) -> dict[str, Any]:
    """What was filled in, by field; a field that was not asked is refused.

    Raises `UsageError` with everything that is wrong at once.
    """
    if not isinstance(given, Mapping):
        raise UsageError(texts.NOT_UNDERSTOOD)
    known = {field.key: field for field in fields}
    if not known.keys() >= given.keys():
        raise UsageError(texts.NOT_UNDERSTOOD)
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for key, field in known.items():
        try:
            found[key] = _read(field, given.get(key, []))
        except UsageError as error:
            wrong.append(str(error))
    if wrong:
        raise UsageError(" ".join(wrong))
    return found


def _read(field: Control, given: object) -> Any:  # noqa: ANN401 - a text, day, flag or several
    texts_ = [given] if isinstance(given, str) else given
    if (
        not isinstance(texts_, list)
        or len(texts_) > MOST_VALUES
        or not all(isinstance(item, str) for item in texts_)
    ):
        raise UsageError(texts.NOT_UNDERSTOOD)
    said = [clean_text(item).strip() for item in texts_]
    said = [item for item in said if item]
    if field.required and not said:
        raise UsageError(texts.fill_in(field.label, _EXPECTED.get(field.kind, "")))
    return _READ[field.kind](field, said)


def _text(field: Control, said: Sequence[str]) -> str:
    text = " ".join(" ".join(said).split())
    if len(text) > MOST_TEXT:
        raise UsageError(texts.too_long(field.label, MOST_TEXT))
    return text


def _lines(field: Control, said: Sequence[str]) -> tuple[str, ...]:
    lines = [line.strip() for item in said for line in item.splitlines()]
    if any(len(line) > MOST_TEXT for line in lines):
        raise UsageError(texts.too_long(field.label, MOST_TEXT))
    return tuple(dict.fromkeys(line for line in lines if line))


def _piece(field: Control, said: Sequence[str]) -> str:
    text = "\n".join(line.rstrip() for line in "\n".join(said).splitlines()).strip()
    if len(text) > MOST_PIECE:
        raise UsageError(texts.too_long(field.label, MOST_PIECE))
    return text


def _day(field: Control, said: Sequence[str]) -> date | None:
    if not said:
        return None
    try:
        return date.fromisoformat(said[0])
    except ValueError:
        raise UsageError(texts.no_day(field.label)) from None


def _meting(field: Control, said: Sequence[str]) -> str:
    text = _text(field, said)
    if text and not METING_LABEL.fullmatch(text):
        raise UsageError(texts.no_meting(field.label))
    return text


def _check(field: Control, said: Sequence[str]) -> bool:  # noqa: ARG001 - one form for all kinds
    return said == ["ja"]


def _choice(field: Control, said: Sequence[str]) -> str:
    text = _text(field, said) or field.standard
    if text and text not in dict(field.choices):
        raise UsageError(texts.choose(field.label))
    return text


def _several(field: Control, said: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG001
    return tuple(dict.fromkeys(said))


# What is said to be expected, where nothing was filled in.
_EXPECTED: Mapping[ControlKind, str] = {
    ControlKind.DAY: texts.A_DAY,
    ControlKind.METING: texts.A_METING,
    **dict.fromkeys(
        (ControlKind.CHOICE, ControlKind.ORGANISATION, ControlKind.RIEC), texts.FROM_THE_LIST
    ),
}
_READ: Mapping[ControlKind, Callable[[Control, Sequence[str]], Any]] = {
    ControlKind.TEXT: _text,
    ControlKind.LINES: _lines,
    ControlKind.PIECE: _piece,
    ControlKind.HIDDEN: _text,
    ControlKind.DAY: _day,
    ControlKind.METING: _meting,
    ControlKind.CHECK: _check,
    ControlKind.CHOICE: _choice,
    ControlKind.ORGANISATION: _text,
    ControlKind.ORGANISATIONS: _several,
    ControlKind.RIEC: _text,
}
