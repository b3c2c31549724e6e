"""Findings: what is wrong, or worth knowing, about a returned file.

Every kind is declared once, here: its code, its severity, and its text, which says what
was found and what to do. The import, the correction workbook and the manual take it from
this declaration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from string import Formatter


class Severity(Enum):
    """How bad it is. FOUT: an answer or file cannot be used. Order: worst first."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; to sort findings."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class FindingKind:
    """One kind of finding. `text` may hold `{name}` slots; `advice` says what to do."""

    code: str
    severity: Severity
    text: str
    advice: str

    def slots(self) -> tuple[str, ...]:
        """The names that `text` and `advice` need to be filled in."""
        parts = Formatter().parse(f"{self.text} {self.advice}")
        return tuple(dict.fromkeys(name for _, name, _, _ in parts if name))


@dataclass(frozen=True)
class Finding:
    """One finding, at a place in a file. Empty text where a part does not apply."""

    kind: FindingKind
    message: str
    file: str = ""
    organisation_code: str = ""
    meting: str = ""
    sheet: str = ""
    cell: str = ""
    norm: str = ""
    value: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its kind."""
        return self.kind.severity

    def at(self, **place: str) -> Finding:
        """The same finding with some of its place filled in (`file=`, `meting=`...)."""
        return replace(self, **place)  # type: ignore[arg-type]


def finding(
    kind: FindingKind,
    *,
    sheet: str = "",
    cell: str = "",
    norm: str = "",
    value: object = "",
    **slots: object,
) -> Finding:
    """A finding of this kind; `slots` fill its text. `value` is the offending value."""
    texts = {name: str(slot) for name, slot in slots.items()}
    message = f"{kind.text} {kind.advice}".format(**texts, value=value)
    return Finding(kind, message, sheet=sheet, cell=cell, norm=norm, value=str(value))
