"""Books and archive that do not know the same files, as when an older copy is put back.

Nothing is lost: what only the archive knows is taken up again, with what the last table of
`inzendingen` still tells of it. The rest can only be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.dataset import parquet, store
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile, local_time
from nhnorm_xlsx.dataset.remnants import is_remnant
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.recognition import is_junk
from nhnorm_xlsx.submissions import Submission

_TOLD = ("bestand", "sha256", "ontvangen_op")
# Names that a sentence on the screen can hold; the rest is a number.
_SHOWN = 12


@dataclass(frozen=True)
class Recovered:
    """What the books do not know.

    `seen` are files of the archive, taken up again; `gone` the names of files that only the
    last table knows; `strays` what stands in the archive and is not of ours.
    """

    seen: tuple[SeenFile, ...] = ()
    gone: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()


def recovered(folder: Path, known: Ledger, kept: Mapping[str, Path]) -> Recovered:
    """Compare the books (`known`), the archive and the last table of a dataset folder.

    `kept` are the sound originals by sha256 (see `archive.originals`).
    """
    archive = folder / store.ARCHIVE
    here = {content: path for content, path in kept.items() if path.parent == archive}
    booked = {item.sha256 for item in known.seen}
    listed = [row for row in _last_table(folder) if not is_remnant(row[1], row[0])]
    seen: list[SeenFile] = []
    for content in sorted(here.keys() - booked):
        path = here[content]
        facts = path.stat()
        moment = local_time(datetime.fromtimestamp(facts.st_mtime, UTC))
        rows = [(name, time) for name, sha256, time in listed if sha256 == content]
        for name, time in rows or [(path.name, moment)]:
            seen.append(SeenFile(name, content, facts.st_size, time))
    keys = {item.key for item in (*known.seen, *seen)}
    # Under the name that the archive gives it, a file makes way for its own name.
    named = {f"{item.sha256}{PurePosixPath(item.file).suffix}" for item in (*known.seen, *seen)}
    gone = [name for name, sha256, _ in listed if (sha256, name) not in keys and name not in named]
    ours = here.keys() | booked
    others = {path.name for path in archive.glob("*")} - {path.name for path in here.values()}
    strays = [
        name
        for name in sorted(others)
        if PurePosixPath(name).stem not in ours
        and not name.startswith("~")
        and not is_junk(name)
        and not _equal_copy(archive / name, here)
    ]
    return Recovered(tuple(seen), tuple(gone), tuple(strays))


def _equal_copy(path: Path, kept: Mapping[str, Path]) -> bool:
    """Whether it is an original under the name that a synchroniser gave to a second one."""
    original = kept.get(path.stem[:64])
    return original is not None and original.read_bytes() == path.read_bytes()


def _last_table(folder: Path) -> list[tuple[str, str, datetime]]:
    """Name, sha256 and time of the files in the last table of `inzendingen`, if it is there."""
    return [
        (str(row["bestand"]), str(row["sha256"]), row["ontvangen_op"])
        for row in parquet.read(folder, "inzendingen", _TOLD)
        if isinstance(row["ontvangen_op"], datetime)
    ]


def about_recovered(found: Recovered, submissions: Mapping[str, Submission]) -> list[Finding]:
    """What to say of it; `submissions` are by `SeenFile.content`."""
    said = []
    if found.seen:
        judged = [submissions[content] for content in {item.content for item in found.seen}]
        names = {item.organisation.name for item in judged if item.organisation}
        unknown = sum(item.organisation is None for item in judged)
        whose = [*sorted(names), *([f"{files(unknown)} van onbekende herkomst"] if unknown else [])]
        said.append(finding(kinds.GROOTBOEK_ACHTER, aantal=files(len(judged)), wie=listed(whose)))
    if found.gone:
        said.append(finding(kinds.INZENDING_VERDWENEN, namen=listed(found.gone)))
    if found.strays:
        said.append(finding(kinds.VREEMD_IN_ARCHIEF, namen=listed(found.strays)))
    return said


def about_lost(names: Iterable[str]) -> list[Finding]:
    """What to say of originals that are gone from the archive, or changed there."""
    lost = sorted(names)
    if not lost:
        return []
    return [finding(kinds.ORIGINELEN_WEG, aantal=files(len(lost)), namen=listed(lost))]


def about_held(names: Iterable[str]) -> list[Finding]:
    """What to say of files that another program holds, so that they could not be replaced."""
    held = list(names)
    return [finding(kinds.TABEL_BEZET, tabellen=listed(held))] if held else []


def about_twice(names: Iterable[str]) -> list[Finding]:
    """What to say of files of which a synchroniser kept a second version."""
    twice = list(names)
    return [finding(kinds.DUBBEL_BEWAARD, namen=listed(twice))] if twice else []


def files(count: int) -> str:
    """`1 bestand`, `22 bestanden`."""
    return f"{count} {'bestand' if count == 1 else 'bestanden'}"


def listed(names: Iterable[str]) -> str:
    """Names with commas; after a dozen only how many more there are."""
    every = list(names)
    rest = len(every) - _SHOWN
    return ", ".join(every[:_SHOWN]) + (f" en nog {rest}" if rest > 0 else "")
