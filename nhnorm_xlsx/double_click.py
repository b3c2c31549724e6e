"""What the program does when it is started by a double click, without a word of command.

The program stands in a folder of its own that an update replaces; so the round never does.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.files import write_text
from nhnorm_xlsx.texts import double_click as texts

CHANGES: Final = "CHANGELOG.md"
# As many changes as can be read before the page opens.
_MOST: Final = 8


@dataclass(frozen=True)
class LastTime:
    """What is remembered of the last start: the folder of the round, and the version."""

    folder: str = ""
    version: str = ""


@dataclass(frozen=True)
class Start:
    """The arguments of the command that was meant, what is to be said first, what to remember."""

    arguments: tuple[str, ...]
    said: tuple[str, ...] = ()
    remember: LastTime | None = None


def start(
    given: Sequence[str], last: LastTime, own_folder: Path, version: str, changes: str
) -> Start:
    """What was meant: words of command as they are, else the page in the browser.

    A folder that was dropped on the program is the folder of the round; without one that is the
    folder of the last time, else `own_folder`. `changes` is the list of changes per version.
    """
    dropped = Path(given[0]) if len(given) == 1 and Path(given[0]).is_dir() else None
    if given and dropped is None:
        return Start(tuple(given))
    said = list(news(changes, last.version, version))
    folder = dropped or (Path(last.folder) if last.folder else own_folder)
    kept = LastTime(str(folder.absolute()), version)
    if dropped is None and last.folder and not folder.is_dir():
        # An empty round in its place would look as if all answers were gone; it is not
        # forgotten either, as it may be back the next time.
        said.append(texts.folder_gone(last.folder))
        folder = own_folder
    said.append(texts.working_in(str(folder.absolute())))
    return Start(("scherm", "--wacht", "--map", str(folder)), tuple(said), kept)


def news(changes: str, since: str, version: str) -> list[str]:
    """What the list of changes says of the versions after `since`, up to `version`.

    Nothing the first time, and nothing when the version is the same or older.
    """
    if not since or _parts(version) <= _parts(since):
        return []
    items: list[str] = []
    counts = False
    for line in changes.splitlines():
        if line.startswith("## "):
            named = line.removeprefix("## ").split()[0]
            counts = _parts(since) < _parts(named) <= _parts(version)
        elif counts and line.startswith("- "):
            items.append(line)
        elif counts and items and line.startswith("  "):
            items[-1] += f" {line.strip()}"
    return texts.what_is_new(version, items[:_MOST], max(0, len(items) - _MOST)) if items else []


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def remembered(path: Path) -> LastTime:
    """What stands in this file; nothing when it is not there or cannot be read."""
    with suppress(OSError, ValueError, TypeError, LookupError):
        told = json.loads(path.read_text(encoding="utf-8"))
        return LastTime(str(told["folder"]), str(told["version"]))
    return LastTime()


def remember(path: Path, last: LastTime) -> None:
    """Remember this for the next time; where that is not allowed, it is only forgotten."""
    with suppress(StorageError):
        write_text(path, json.dumps(asdict(last), ensure_ascii=False))


def list_of_changes() -> str:
    """The list of changes that came with the program; empty when there is none."""
    package = Path(__file__).resolve().parent
    for path in (package / CHANGES, package.parent / CHANGES):
        with suppress(OSError):
            return path.read_text(encoding="utf-8")
    return ""


def begin(given: Sequence[str], version: str) -> Start:
    """`start` on this machine, with what is remembered for this user, which is brought up to date.

    Only for the program in one folder: who types commands gets what is typed.
    """
    from platformdirs import user_config_path, user_documents_path

    memory = user_config_path("nhnorm", appauthor=False) / "laatste-keer.json"
    own = user_documents_path() / texts.OWN_FOLDER
    found = start(given, remembered(memory), own, version, list_of_changes())
    if found.remember:
        remember(memory, found.remember)
    return found
