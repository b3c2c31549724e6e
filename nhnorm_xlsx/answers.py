"""What an organisation answered: the one form that all rooms share. Pure data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, STATUS, FieldKind, Value, start_field

# What a field can hold once it is understood: text, a choice, a number or a date.
FieldValue = str | float | date | None


@dataclass(frozen=True)
class Answer:
    """What an organisation answered to one norm.

    `values` is by field key, what is not filled in left out; the status is its key. `sheet`
    and `cell` are the place of the status in the returned file, empty when the norm was not
    found there. `file` is that file where several were merged, else empty. `unchanged` are
    the keys of the fields that still say what the previous meting said.
    """

    norm: str
    values: Mapping[str, FieldValue] = field(default_factory=dict)
    sheet: str = ""
    cell: str = ""
    file: str = ""
    unchanged: frozenset[str] = frozenset()

    def __getitem__(self, key: str) -> FieldValue:
        """What stands in a field; where nothing does, what its kind calls empty."""
        value = self.values.get(key)
        return FIELD_BY_KEY[key].kind.empty if value is None else value

    @property
    def status(self) -> str:
        """The key of the status, empty when not answered."""
        return str(self[STATUS.key])


@dataclass(frozen=True)
class EarlierAnswer:
    """An earlier answer of an organisation itself, to show beside the norm that it now belongs to.

    `measured_on` is the day it came in, None when that is not known. `statuses` says, where this
    is not the very answer to this norm (it was merged, split, or the answer is older than the
    others), per answer where it comes from and the key of its status; `answer` then has no status,
    and texts that say where they come from.
    """

    meting: str
    measured_on: date | None
    answer: Answer
    statuses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OtherAnswer:
    """An earlier answer that is only shown: of another organisation, or to a dropped norm.

    `norm` is the number of the norm then, `text` its wording then. `organisation` is the name of
    whose it is; empty for the organisation itself. `of_one` is whether the norm of now goes on
    from this one alone.
    """

    meting: str
    norm: str
    text: str
    answer: Answer
    organisation: str = ""
    of_one: bool = True


@dataclass(frozen=True)
class FromBefore:
    """What an organisation is shown besides its own answers to the norms that are asked.

    `others` are the answers of organisations that merged into this one, by the number of the norm
    now; `dropped` are those to norms that are no more, of itself and of those.
    """

    others: Mapping[str, tuple[OtherAnswer, ...]] = field(default_factory=dict)
    dropped: tuple[OtherAnswer, ...] = ()

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names of the other organisations."""
        every = (*(item for items in self.others.values() for item in items), *self.dropped)
        return tuple(dict.fromkeys(item.organisation for item in every if item.organisation))


@dataclass(frozen=True)
class StartValue:
    """One filled-in cell of the Start sheet; `file` as in `Answer`."""

    key: str
    value: str
    sheet: str
    cell: str
    file: str = ""

    @property
    def typed(self) -> Value:
        """The value as it stands in a workbook: a text, a date or a number."""
        field = start_field(self.key)
        return _FROM_TEXT[field.kind](self.value) if field else self.value


# The text of a start value, as it stands in a workbook.
_FROM_TEXT: Mapping[FieldKind, Callable[[str], Value]] = {
    FieldKind.CHOICE: str,
    FieldKind.TEXT: str,
    FieldKind.DATE: date.fromisoformat,
    FieldKind.NUMBER: float,
}
