"""Earlier answers that do not go on one to one: their texts as a suggestion for the norm of now.

Each text says where it comes from, and the status is left open: nobody can tell it from theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.answers import Answer, EarlierAnswer, FieldValue, OtherAnswer
from nhnorm_xlsx.contract.fields import ACTIE, FIELDS, STATUS, Field, FieldKind
from nhnorm_xlsx.contract.text import short_date
from nhnorm_xlsx.texts import previous as texts


@dataclass(frozen=True)
class Past:
    """An answer as it stands in the dataset: of which meting and editie, and to which norm.

    `text` is the wording of the norm then, `day` when it came in. `values` is by field key;
    empty for a norm that was left open.
    """

    meting: str
    editie: str
    norm: str
    text: str
    day: date | None
    values: Mapping[str, FieldValue]

    @property
    def answer(self) -> Answer:
        """The answer itself."""
        return Answer(self.norm, self.values)

    def as_other(self, organisation: str, *, of_one: bool = True) -> OtherAnswer:
        """The answer as something that is only shown; see `OtherAnswer`."""
        return OtherAnswer(self.meting, self.norm, self.text, self.answer, organisation, of_one)


def suggestion(number: str, pieces: Sequence[Past], *, of_one: bool, latest: str) -> EarlierAnswer:
    """The earlier answers that belong to a norm of now (its `number`), as a suggestion.

    All `pieces` are of one meting. `of_one` is whether the norm goes on from one that nothing else
    goes on from, `latest` the meting of which most answers are.
    """
    meting = pieces[0].meting
    values = {
        field.key: value
        for field in FIELDS
        if field is not STATUS and (value := _together(field, pieces, of_one=of_one)) is not None
    }
    other = "" if meting == latest else meting
    statuses = tuple(
        (texts.status_source("" if of_one else item.norm, other), item.answer.status)
        for item in pieces
        if item.answer.status
    )
    days = {item.day for item in pieces}
    return EarlierAnswer(
        meting, days.pop() if len(days) == 1 else None, Answer(number, values), statuses
    )


def _together(field: Field, pieces: Sequence[Past], *, of_one: bool) -> FieldValue:
    """What several answers say in one field; None when there is no one thing to say."""
    if field.kind is not FieldKind.TEXT:
        said = {item.values[field.key] for item in pieces if field.key in item.values}
        return said.pop() if len(said) == 1 else None
    by_text: dict[str, list[str]] = {}
    for item in pieces:
        if text := _text(field, item, pieces):
            by_text.setdefault(text, []).append("" if of_one else item.norm)
    lines = [
        texts.comes_from(pieces[0].meting, [norm for norm in norms if norm], text)
        for text, norms in by_text.items()
    ]
    return "\n".join(lines) or None


def _text(field: Field, item: Past, pieces: Sequence[Past]) -> str:
    """A text; that of a plan with its day, where the plans have different days."""
    text = str(item.answer[field.key] or "")
    if field is not ACTIE:
        return text
    for ahead in (other for other in FIELDS if other.ahead):
        days = {one.values[ahead.key] for one in pieces if ahead.key in one.values}
        day = item.values.get(ahead.key)
        if len(days) > 1 and isinstance(day, date):
            text = texts.with_day(text, ahead.heading, short_date(day))
    return text
