"""What a finding is, and how one is made from its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from string import Formatter

from nhnorm_xlsx.contract.text import ENDS, clean_text, printable


class Severity(Enum):
    """How bad it is. FOUT: an answer or file cannot be used. Order: worst first."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; to sort findings."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True)
class FindingKind:
    """One kind of finding. `text` may hold `{name}` slots; `advice` says what to do.

    `request` is what the organisation itself is asked in a workbook with corrections;
    None when the advice serves for them too, empty when they can do nothing about it.
    `decisions` are what the coordinator can decide in `besluiten.csv` that would help. What
    is `on_screen` is shown after an import although it is no error.
    """

    code: str
    severity: Severity
    text: str
    advice: str
    request: str | None = None
    decisions: tuple[str, ...] = ()
    on_screen: bool = False

    def slots(self) -> tuple[str, ...]:
        """The names that its texts need to be filled in."""
        parts = Formatter().parse(f"{self.text} {self.advice} {self.request or ''}")
        return tuple(dict.fromkeys(name for _, name, _, _ in parts if name))


_ON_ONE_LINE = ("file", "organisation_code", "meting", "sheet", "cell", "norm")
_IN_LINES = ("message", "value", "request")
_PLACE = frozenset((*_ON_ONE_LINE, "field"))


@dataclass(frozen=True)
class Finding:
    """One finding, at a place in a file. Empty text where a part does not apply.

    `message` is for who imports, `request` for the organisation itself. `field` is the key
    of the field that it is about. `decisions` are the decisions that would settle it, each with
    the values to choose from, where its kind does not say so for all.
    """

    kind: FindingKind
    message: str
    file: str = ""
    organisation_code: str = ""
    meting: str = ""
    sheet: str = ""
    cell: str = ""
    norm: str = ""
    value: str = ""
    field: str = ""
    request: str = ""
    decisions: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """What comes from outside can be shown: the one place where all of it passes."""
        for name in (*_ON_ONE_LINE, *_IN_LINES):
            text = getattr(self, name)
            if not text.isprintable():
                shown = printable(text, lines=name in _IN_LINES)
                object.__setattr__(self, name, shown)

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return self.kind.severity

    def at(self, **place: str) -> Finding:
        """The same finding with some of its place filled in (`file=`, `meting=`...)."""
        if not _PLACE.issuperset(place):
            raise TypeError(f"a finding has no such place: {', '.join(place)}")
        found = object.__new__(Finding)
        found.__dict__.update(self.__dict__)
        for name, text in place.items():
            object.__setattr__(found, name, printable(text))
        return found


def finding(
    kind: FindingKind,
    *,
    sheet: str = "",
    cell: str = "",
    norm: str = "",
    value: object = "",
    field: str = "",
    **slots: object,
) -> Finding:
    """A finding of this kind; `slots` fill its text. `value` is the offending value."""
    # A finding goes into tables and workbooks, which cannot hold every character.
    shown = clean_text(str(value))
    texts = {name: clean_text(str(slot)) for name, slot in slots.items()} | {"value": shown}
    asked = kind.advice if kind.request is None else kind.request
    return Finding(
        kind,
        _filled(f"{kind.text} {kind.advice}", texts),
        sheet=sheet,
        cell=cell,
        norm=norm,
        value=shown,
        field=field,
        request=_filled(_request(kind, asked), texts) if asked else "",
    )


def _filled(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled; what ends by itself gets no second full stop."""
    for name, slot in slots.items():
        if slot.endswith(ENDS):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return text.format(**slots)


def _request(kind: FindingKind, asked: str) -> str:
    """What was found and what is asked; only the latter when that repeats an earlier request."""
    return asked if asked == "{value}" else f"{kind.text} {asked}"
