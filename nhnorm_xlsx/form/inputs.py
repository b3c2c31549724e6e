"""Per kind of field: how its cells look, and what Excel lets people type into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nhnorm_xlsx.contract.fields import (
    FIRST_DATE,
    LAST_DATE,
    MAX_NUMBER,
    STATUS,
    Field,
    FieldKind,
    StartField,
)
from nhnorm_xlsx.form.model import Area, Between, Choice, Hint, Validation
from nhnorm_xlsx.texts import form as texts

Asked = Field | StartField

# The style of an input cell, on a theme sheet and on Start.
_STYLE: Mapping[FieldKind, str] = {
    FieldKind.CHOICE: "input_choice",
    FieldKind.TEXT: "input_text",
    FieldKind.DATE: "input_date",
    FieldKind.NUMBER: "input_number",
}
_START_STYLE: Mapping[FieldKind, str] = {
    FieldKind.CHOICE: "input_start_choice",
    FieldKind.TEXT: "input_start_text",
    FieldKind.DATE: "input_start_date",
    FieldKind.NUMBER: "input_start_number",
}


def input_style(field: Asked) -> str:
    """The name of the style of the cells of a field."""
    if isinstance(field, StartField):
        return _START_STYLE[field.kind]
    return "input_status" if field is STATUS else _STYLE[field.kind]


def _choice(field: Asked, area: Area, source: str, _: str) -> Validation:
    title = texts.CHOICE_ERROR_TITLE
    return Choice(area, source, title, texts.CHOICE_ERROR, field.prompt_title, texts.prompt(field))


def _date(field: Asked, area: Area, _: str, day: str) -> Validation:
    title, error = texts.DATE_ERROR_TITLE, texts.date_error(day)
    prompt = texts.prompt(field, day)
    return Between(area, FIRST_DATE, LAST_DATE, title, error, field.prompt_title, prompt)


def _number(field: Asked, area: Area, _: str, __: str) -> Validation:
    title, error = texts.NUMBER_ERROR_TITLE, texts.NUMBER_ERROR
    prompt = texts.prompt(field)
    return Between(area, 0, MAX_NUMBER, title, error, field.prompt_title, prompt)


def _text(field: Asked, area: Area, _: str, __: str) -> Validation | None:
    prompt = texts.prompt(field)
    return Hint(area, field.prompt_title, prompt) if prompt else None


# In the order in which they stand in the file.
_VALIDATION: Mapping[FieldKind, Callable[[Asked, Area, str, str], Validation | None]] = {
    FieldKind.CHOICE: _choice,
    FieldKind.DATE: _date,
    FieldKind.NUMBER: _number,
    FieldKind.TEXT: _text,
}


def validations(
    fields: Sequence[Asked], areas: Mapping[str, Area], lists: Mapping[str, str], day: str
) -> tuple[Validation, ...]:
    """What may be typed where: `areas` and `lists` (ranges with options) are by field key.

    `day` is the example of a date.
    """
    made = (
        make(field, areas[field.key], lists.get(field.key, ""), day)
        for kind, make in _VALIDATION.items()
        for field in fields
        if field.kind is kind
    )
    return tuple(item for item in made if item is not None)
