"""What changed since somebody looked at the standing the last time.

What was shown is remembered per person and machine, beside the kept readings: it is no fact,
two people never write the same file, and it goes with what can be thrown away.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from nhnorm_xlsx import files
from nhnorm_xlsx.dataset import readings
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.tasks.standing import Standing
from nhnorm_xlsx.tasks.status_screen import Overview
from nhnorm_xlsx.texts import status as texts

Facts = Mapping[str, Any]
_VERSION: Final = 1


@dataclass(frozen=True)
class LastLook:
    """What was shown of a meting, when (as one reads it): by organisation code."""

    meting: str
    moment: str
    rows: Mapping[str, Facts]


def snapshot(shown: Overview, now: datetime) -> LastLook:
    """What there is to remember of this: no names, no reasons, no texts."""
    rows = {row.organisation.code: _facts(row) for row in shown.rows}
    return LastLook(shown.meting, f"{texts.shown(now.date())} {now:%H:%M}", rows)


def _facts(row: Standing) -> Facts:
    return {
        "stand": row.state,
        "ingevuld": [row.answered, row.total] if row.received else [],
        "fouten": row.errors,
        "waarschuwingen": row.warnings,
        "afgewezen": row.refused,
        "deadline": row.deadline.isoformat() if row.deadline else "",
        "uitgegeven": [day.isoformat() for day in row.issued],
        "opgesteld": [[kind, day.isoformat()] for kind, day in row.drafted],
        "ontvangen": row.latest.isoformat() if row.latest else "",
        "teruggestuurd": row.sent_back.isoformat() if row.sent_back else "",
        "verbeterd": row.returned,
    }


def news(shown: Overview, before: LastLook) -> Iterator[str]:
    """What changed since then, a line for each organisation; or that nothing did."""
    changed = {
        row.organisation.name: said
        for row in shown.rows
        if (said := list(_changes(row, before.rows.get(row.organisation.code))))
    }
    gone = sorted(before.rows.keys() - {row.organisation.code for row in shown.rows})
    if not changed and not gone:
        yield texts.NOTHING_NEW.format(moment=before.moment)
        return
    if changed:
        yield texts.changed_since(before.moment, len(changed))
    width = max(map(len, changed), default=0)
    for name, said in changed.items():
        yield f"  {name:<{width}}  {'; '.join(said)}"
    if gone:
        yield texts.off_list(gone)


def _changes(row: Standing, then: Facts | None) -> Iterator[str]:
    """What changed of one organisation, in words."""
    if then is None:
        yield texts.new_on_list()
        return
    yield from _about_answers(row, _facts(row), then)
    yield from _about_sending(row, _facts(row), then)


def _about_answers(row: Standing, now: Facts, then: Facts) -> Iterator[str]:
    if now["stand"] != then["stand"]:
        yield texts.was(texts.STATES[row.state], texts.STATES.get(then["stand"], ""))
    if now["ingevuld"] != then["ingevuld"]:
        yield texts.was(_answered(now["ingevuld"]), _answered(then["ingevuld"]))
    elif now["ontvangen"] != then["ontvangen"] and row.latest:
        yield texts.received_anew(row.latest)
    for key, word in texts.COUNTED.items():
        if now[key] != then[key]:
            yield texts.was(f"{word}: {now[key]}", str(then[key]))
    if now["verbeterd"] and not then["verbeterd"]:
        yield texts.RETURNED


def _about_sending(row: Standing, now: Facts, then: Facts) -> Iterator[str]:
    if now["deadline"] != then["deadline"] and row.deadline:
        yield texts.was(texts.other_deadline(row.deadline), _short(then["deadline"]))
    if row.issued and len(now["uitgegeven"]) > len(then["uitgegeven"]):
        yield texts.issued_on(row.issued[-1])
    for kind, day in now["opgesteld"]:
        if [kind, day] not in then["opgesteld"]:
            yield texts.drafted(kind, date.fromisoformat(day))
    if now["teruggestuurd"] != then["teruggestuurd"] and row.sent_back:
        yield texts.sent_back(row.sent_back)


def _answered(given: list[int]) -> str:
    return f"{given[0]} van {given[1]} ingevuld" if given else texts.NOTHING_YET


def _short(day: str) -> str:
    return texts.short(date.fromisoformat(day)) if day else ""


# --- remembering --------------------------------------------------------------------------


def _place(folder: Path, meting: str) -> Path:
    """The file of this person on this machine; its name tells nobody who that is."""
    try:
        who = getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        who = ""
    mark = hashlib.sha256(f"{who}@{platform.node()}".encode()).hexdigest()[:12]
    return folder / readings.FOLDER / f"status-{meting or 'geen'}-{mark}.json"


def remember(folder: Path, seen: LastLook) -> None:
    """Keep what was shown; where that cannot be, nothing is lost but the comparison."""
    text = {"versie": _VERSION, "moment": seen.moment, "rijen": seen.rows}
    with suppress(StorageError, OSError):
        files.write_text(
            _place(folder, seen.meting), json.dumps(text, ensure_ascii=False), lasting=False
        )


def remembered(folder: Path, meting: str) -> LastLook | None:
    """What this person was shown the last time; None when that was never, or is broken."""
    try:
        found = json.loads(_place(folder, meting).read_text(encoding="utf-8"))
        if found["versie"] != _VERSION:
            return None
        rows = {str(code): dict(row) for code, row in found["rijen"].items()}
        if any(row.keys() != _KEYS for row in rows.values()):
            return None
        return LastLook(meting, str(found["moment"]), rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


_KEYS: Final = frozenset(
    (
        *("stand", "ingevuld", "fouten", "waarschuwingen", "afgewezen", "deadline"),
        *("uitgegeven", "opgesteld", "ontvangen", "teruggestuurd", "verbeterd"),
    )
)
