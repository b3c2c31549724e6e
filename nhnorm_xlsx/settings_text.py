"""The text of `ronde.toml`: taken apart one statement at a time, and changed where it is asked.

Pure. The standard library says no line for a key, and cannot write; a person wrote in this file, so
all that is not changed stays as it was written, remarks and order too.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from nhnorm_xlsx.csv_source import Faults

Where = tuple[str, ...]
# What can be written at a place; None takes it away.
Written = str | int | date | None

# A statement over more lines than this is a quote or bracket that nobody closed.
_MOST_LINES: Final = 40
SLASH: Final = "in een pad gebruikt u / in plaats van \\, zoals 'map/bestand.csv'"
_LIKE_A_DAY: Final = re.compile(r"=\s*\d{1,4}-\d{1,2}-\d{1,4}\b")
_BEFORE_VALUE: Final = re.compile(r"[^=]*=[ \t]*")
# Faults that nobody reads: the text was read before.
_NOWHERE: Final = Path()
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Statement:
    """One key with its value, and the lines it stands on. A table without keys has `{}`."""

    where: Where
    value: Any
    line: int
    last: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether this is the heading of a part, such as `[wie]`."""
        return isinstance(self.value, dict)


# --- taking it apart --------------------------------------------------------------------


def statements_of(text: str, faults: Faults) -> Iterator[Statement]:
    """Every key with its value, in the order of the file; what cannot be read is a fault."""
    lines = text.split("\n")
    table: Where = ()
    at = 0
    while at < len(lines):
        found, used = _one_statement(lines[at:])
        if found is None:
            faults.add(at + 1, _unreadable(lines[at]))
        elif lines[at].lstrip().startswith("["):
            paths = list(_flat(found))
            table = paths[0][0] if paths else ()
            if any(isinstance(value, list) for _, value in paths):
                faults.add(at + 1, "gebruik enkele haken: [naam]")
            yield Statement(table, {}, at + 1, at + used)
        else:
            for where, value in _flat(found):
                yield Statement((*table, *where), value, at + 1, at + used)
        at += used


def _one_statement(lines: Sequence[str]) -> tuple[dict[str, Any] | None, int]:
    """The fewest lines from here that can be read alone, and how many they are."""
    for used in range(1, min(len(lines), _MOST_LINES) + 1):
        try:
            return tomllib.loads("\n".join(lines[:used])), used
        except (tomllib.TOMLDecodeError, ValueError, RecursionError):
            continue
    return None, 1


def _flat(found: Mapping[str, Any], above: Where = ()) -> Iterator[tuple[Where, Any]]:
    for name, value in found.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, (*above, name))
        else:
            yield (*above, name), value


def _unreadable(line: str) -> str:
    if "\\" in line:
        return SLASH
    if _LIKE_A_DAY.search(line):
        return "een datum schrijft u als jjjj-mm-dd, zoals 2026-05-29"
    if "=" not in line:
        return 'dit is niet te lezen; schrijf naam = "waarde", of zet er # voor als opmerking'
    return 'dit is niet te lezen; zet een tekst tussen aanhalingstekens: naam = "waarde"'


# --- changing it ------------------------------------------------------------------------


def rewritten(text: str, changes: Mapping[Where, Written]) -> str | None:
    """The same text with these values at these places; all else as it was written.

    What is taken away (None) stays as a remark. A value takes the place of the one of before, else
    that of its example in a remark, else it comes at the end of its part. None when the text is
    written in a way in which that does not end in just this.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    changed = plain
    for where, value in changes.items():
        changed = _changed(changed.split("\n"), where, value)
    return changed.replace("\n", ending) if _says(changed, plain, changes) else None


def _says(changed: str, before: str, changes: Mapping[Where, Written]) -> bool:
    """Whether the changed text, read as any program reads it, says just what was asked."""
    try:
        now, then = tomllib.loads(changed), tomllib.loads(before)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        return False
    wanted = {**dict(_flat(then)), **changes}
    return _told(dict(_flat(now))) == _told(wanted)


def _told(values: Mapping[Where, Any]) -> dict[Where, Any]:
    return {where: value for where, value in values.items() if value not in (None, {})}


def _changed(lines: list[str], where: Where, value: Written) -> str:
    found = list(statements_of("\n".join(lines), Faults(_NOWHERE)))
    here = next((item for item in found if item.where == where and not item.is_heading), None)
    if here is not None:
        old = lines[here.line - 1 : here.last]
        lines[here.line - 1 : here.last] = (
            [f"# {line}" for line in old] if value is None else _replaced(old, value)
        )
    elif value is not None:
        _insert(lines, found, where, value)
    return "\n".join(lines)


def _replaced(old: Sequence[str], value: Written) -> list[str]:
    """The lines of a statement with another value; what was noted behind it stays."""
    first = _BEFORE_VALUE.match(old[0])
    name = first[0] if first else ""
    note = _note(old[0]) if len(old) == 1 else ""
    return f"{name}{_literal(value)}{note}".split("\n")


def _note(line: str) -> str:
    """The remark behind a value, with the space before it."""
    for found in re.finditer(r"\s*#", line):
        start = line[: found.start()]
        try:
            tomllib.loads(start)
        except (tomllib.TOMLDecodeError, ValueError):
            continue
        return line[found.start() :]
    return ""


def _insert(lines: list[str], found: Sequence[Statement], where: Where, value: Written) -> None:
    """Write a statement that is not there, in the part where it belongs."""
    part, name = where[:-1], where[-1]
    text = f"{name} = {_literal(value)}".split("\n")
    headings = [item for item in found if item.is_heading]
    heading = next((item for item in headings if item.where == part), None)
    if part and heading is None:
        named = ".".join(one if _PLAIN_NAME.fullmatch(one) else _literal(one) for one in part)
        while lines and not lines[-1].strip():
            lines.pop()
        lines += ["", f"[{named}]", *text, ""]
        return
    start = heading.last if heading else 0
    end = next((item.line - 1 for item in headings if item.line > start), len(lines))
    example = _example(lines, start, end, name)
    if example:
        lines[example[0] : example[1]] = text
        return
    own = [item.last for item in found if start < item.line <= end and not item.is_heading]
    at = max(own, default=start)
    lines[at:at] = text


def _example(lines: Sequence[str], start: int, end: int, name: str) -> tuple[int, int] | None:
    """Where in a part this stands as a remark, to be filled in: from which line until which."""
    for at in range(start, end):
        if not re.match(rf"\s*#\s*{re.escape(name)}\s*=", lines[at]):
            continue
        bare = [line.lstrip().removeprefix("#").removeprefix(" ") for line in lines[at:end]]
        read, used = _one_statement(bare)
        if read is not None and all(
            line.lstrip().startswith("#") for line in lines[at : at + used]
        ):
            return at, at + used
    return None


def _literal(value: Written) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    quoted = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if "\\n" not in quoted or "\n" not in str(value):
        return quoted
    body = quoted[1:-1].replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\\\")
    return f'"""\n{body}"""'
