"""The texts of mails as the coordinator can change them. Pure.

A template is plain text: lines with # in front are remarks, then `Onderwerp: ...`, then the
text of the mail. Between braces stands what differs: `{organisatie}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from nhnorm_xlsx.csv_source import Faults
from nhnorm_xlsx.texts import mail as texts

SUBJECT: Final = "onderwerp:"
_SLOT: Final = re.compile(r"\{([^{}\n]*)\}")
_BLANK_LINES: Final = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Template:
    """A subject and a text, with names between braces."""

    subject: str
    body: str

    @property
    def names(self) -> frozenset[str]:
        """The names between braces that it holds."""
        return frozenset(_name(found) for found in _SLOT.findall(f"{self.subject}\n{self.body}"))

    def filled(self, values: Mapping[str, str]) -> tuple[str, str]:
        """Subject and text with these values, by name; what is empty leaves no empty lines."""
        subject = " ".join(_filled(self.subject, values).split())
        lines = (line.rstrip() for line in _filled(self.body, values).split("\n"))
        return subject, _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda found: values[_name(found[1])], text)


def _name(written: str) -> str:
    return written.strip().lower()


def parse_template(text: str, path: Path, allowed: Sequence[str]) -> Template:
    """The template in this text; `path` is where it stands, `allowed` the names it may hold.

    Raises `FaultySourceError` with all faults at once.
    """
    faults = Faults(path)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [(at, line) for at, line in enumerate(lines, 1) if not line.startswith("#")]
    for at, line in kept:
        _check_line(at, line, allowed, faults)
    while kept and not kept[0][1].strip():
        kept = kept[1:]
    first = kept[0][1].strip() if kept else ""
    if not first.lower().startswith(SUBJECT):
        faults.add(kept[0][0] if kept else 0, texts.NO_SUBJECT)
    subject = first[len(SUBJECT) :].strip()
    body = "\n".join(line for _, line in kept[1:]).strip()
    if first.lower().startswith(SUBJECT) and not subject:
        faults.add(kept[0][0], texts.EMPTY_SUBJECT)
    if not body:
        faults.add(0, texts.EMPTY_BODY)
    faults.stop_if_any()
    return Template(subject, body)


def _check_line(at: int, line: str, allowed: Sequence[str], faults: Faults) -> None:
    for written in _SLOT.findall(line):
        name = _name(written)
        if name not in allowed:
            near = get_close_matches(name, allowed, n=1, cutoff=0.5)
            faults.add(at, texts.unknown_name(written, near[0] if near else "", allowed))
    if set(_SLOT.sub("", line)) & set("{}"):
        faults.add(at, texts.LOOSE_BRACE)
