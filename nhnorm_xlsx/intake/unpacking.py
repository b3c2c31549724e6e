"""Looks what a file is, and takes what is inside out of it. Runs in a process of its own.

Zip archives, and mails (in `mails`). Names inside are only shown, never used as a path. One
part that cannot be taken out does not stop the others.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.errors import why
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.mails import from_eml, from_signed, from_winmail
from nhnorm_xlsx.intake.other_files import BUNDLES, about, base_name, suffix_of
from nhnorm_xlsx.intake.outlook import from_msg
from nhnorm_xlsx.intake.parts import Content, Item, Mail
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.intake.recognition import (
    CONTAINERS,
    OTHER_ARCHIVES,
    WORKBOOK_SUFFIXES,
    Nature,
    about_other,
    is_junk,
    recognise,
)

_TOO_MUCH = UnreadableError("te_groot", "de archieven bevatten samen te veel")
_CHUNK = 1_000_000


@dataclass(frozen=True)
class UnpackJob:
    """One file to look into: where it is, its name, and the folder to put its parts in.

    `budget` is how many bytes may come out of it.
    """

    path: Path
    name: str
    folder: Path
    budget: int
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Something that was offered: the file itself (`name` is empty) or what was inside it.

    `path` is where it stands when it is to be read or, with `container`, to be opened. Else
    `problem` says why it could not be taken out, or `about` what it is when it is no
    workbook. `mail` is the mail itself that was read. `mailed` is when that mail was sent;
    `sha256` and `size` are of what is not kept.
    """

    name: str
    path: Path | None = None
    container: bool = False
    mailed: datetime | None = None
    problem: UnreadableError | None = None
    about: Finding | None = None
    mail: Mail | None = None
    sha256: str = ""
    size: int = 0


def is_bundle(name: str) -> bool:
    """Whether a folder with this name is one document to who made it."""
    return suffix_of(name) in BUNDLES


def unpack(job: UnpackJob) -> list[Part]:
    """What a file is, and everything inside it; what is to be read stands in the job's folder.

    Raises `UnreadableError` when it cannot be opened at all.
    """
    try:
        with job.path.open("rb") as stream:
            nature = recognise(job.name, stream)
            stream.seek(0)
            sha256, size = _fingerprint(stream)
            if not size and suffix_of(job.name) in (".zip", ".eml", ".msg", ".p7m"):
                raise UnreadableError("leeg_bestand")
            if nature is Nature.OTHER_ARCHIVE:
                raise UnreadableError("ander_archief", suffix_of(job.name) or "zonder naam")
            if nature is Nature.OTHER:
                said = about_other(job.name, stream)
                return [Part("", about=said, sha256=sha256, size=size)]
        if nature is Nature.WORKBOOK:
            # A workbook with the name of an archive gets the name of a workbook.
            inside = f"{base_name(job.name)}.xlsx" if suffix_of(job.name) == ".zip" else ""
            return [Part(inside, job.path)]
    except OSError as error:
        raise UnreadableError("niet_te_openen", why(error)) from error
    parts = _parts(job, nature)
    if not parts:
        empty = finding(kinds.LEEG_ARCHIEF) if nature is Nature.ZIP else about(job.name, b"-")
        return [Part("", about=empty, sha256=sha256, size=size)]
    return [_described(part, sha256, size) for part in parts]


def _parts(job: UnpackJob, nature: Nature) -> list[Part]:
    """Everything inside a container; of a damaged one what comes before the damage."""
    parts: list[Part] = []
    try:
        for part in _kept(job, _opened(job, nature)):
            parts.append(part)  # noqa: PERF402 - what was had before an error counts
    except (UnreadableError, MemoryError):
        raise
    except OSError as error:
        raise UnreadableError("niet_te_openen", why(error)) from error
    except Exception as error:  # damaged mails and archives raise whatever comes up in them
        damage = UnreadableError("beschadigd", "het is niet uit te pakken")
        if not parts:
            raise damage from error
        parts.append(Part("", problem=damage))
    return parts


def _described(part: Part, sha256: str, size: int) -> Part:
    """The part; a mail that is the file itself is known by the bytes of that file."""
    if part.mail is None or part.name:
        return part
    return Part("", mail=part.mail, mailed=part.mailed, sha256=sha256, size=size)


def _opened(job: UnpackJob, nature: Nature) -> Iterator[Content]:
    if nature is Nature.ZIP:
        return _from_zip(job)
    if nature is Nature.MSG:
        return from_msg(job.path)
    if nature is Nature.TNEF:
        return from_winmail(job.path)
    return from_signed(job.path, job.name) if nature is Nature.SIGNED else from_eml(job.path)


def _kept(job: UnpackJob, items: Iterable[Content]) -> Iterator[Part]:
    """What is to be read or opened is written to the folder; of the rest only what it is."""
    job.folder.mkdir(parents=True, exist_ok=True)
    spent = 0
    for number, item in enumerate(items):
        if isinstance(item, Mail):
            sha256 = hashlib.sha256(item.content).hexdigest()
            yield Part(
                item.name, mailed=item.mailed, mail=item, sha256=sha256, size=len(item.content)
            )
            continue
        if isinstance(item.content, UnreadableError):
            yield Part(item.name, mailed=item.mailed, problem=item.content)
            continue
        part = _told(item, item.content)
        if part.about is None and part.problem is None:
            spent += len(item.content)
            if spent > job.budget:
                yield Part(item.name, problem=_TOO_MUCH)
                return
            path = job.folder / f"{number:06d}"
            path.write_bytes(item.content)
            part = Part(part.name, path, part.container, part.mailed)
        yield part


def _told(item: Item, content: bytes) -> Part:
    """What this part is, not yet written anywhere."""
    nature = recognise(item.name, BytesIO(content))
    if nature is Nature.OTHER_ARCHIVE and item.about is None:
        problem = UnreadableError("ander_archief", suffix_of(item.name) or "zonder naam")
        return Part(item.name, mailed=item.mailed, problem=problem)
    said = item.about
    if said is None and nature is Nature.OTHER:
        said = about_other(item.name, BytesIO(content))
    if said is None:
        return Part(item.name, container=nature in CONTAINERS, mailed=item.mailed)
    sha256 = hashlib.sha256(content).hexdigest() if content else ""
    return Part(item.name, mailed=item.mailed, about=said, sha256=sha256, size=len(content))


def _fingerprint(stream: object) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):  # type: ignore[attr-defined]
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


# --- zip --------------------------------------------------------------------------------


def _from_zip(job: UnpackJob) -> Iterator[Content]:
    with zipfile.ZipFile(job.path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        # Cut off, an archive ends in a file inside it, which may be an archive itself: a
        # workbook. Then what stands before it would be passed over.
        if entries and not any(entry.header_offset == 0 for entry in archive.infolist()):
            raise UnreadableError("beschadigd", "het is afgebroken")
        entries = [entry for entry in entries if not is_junk(entry.filename)]
        if len(entries) > limits.MAX_PARTS:
            raise UnreadableError("te_groot", f"{len(entries)} bestanden in het archief")
        bundles: set[str] = set()
        for entry in entries:
            bundle = _bundle_of(entry.filename)
            if not bundle:
                yield _zip_entry(archive, entry, job.passwords)
            elif bundle not in bundles:
                bundles.add(bundle)
                yield Item(bundle, b"", about=about(bundle))


def _bundle_of(name: str) -> str:
    """The document that this file is a piece of, when that is a folder; else empty."""
    for parent in reversed(PurePosixPath(name.replace("\\", "/")).parents):
        if is_bundle(parent.name):
            return parent.as_posix()
    return ""


def _zip_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, passwords: tuple[str, ...]
) -> Item:
    """One file in the archive. Of what is no workbook by its name, no problem is made."""
    suffix, name = suffix_of(entry.filename), entry.filename
    said = about(name, b"-")
    unknown = said.kind is kinds.ONBEKENDE_SOORT
    wanted = unknown or suffix in (*WORKBOOK_SUFFIXES, *OTHER_ARCHIVES, ".zip", ".eml", ".msg")
    if entry.file_size > limits.MAX_FILE_BYTES:
        problem = UnreadableError("te_groot", f"{entry.file_size / 1e6:.0f} MB")
    else:
        content = _zip_content(archive, entry, passwords)
        if isinstance(content, bytes):
            return Item(name, content)
        problem = content
    return Item(name, problem) if wanted else Item(name, b"", about=said)


def _zip_content(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, passwords: tuple[str, ...]
) -> bytes | UnreadableError:
    if not entry.flag_bits & 1:
        try:
            return archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            return UnreadableError("beschadigd", "het is niet uit te pakken")
    for password in passwords:
        try:
            return archive.read(entry, password.encode())
        except NotImplementedError:  # a way of encrypting that the library does not know
            break
        except (RuntimeError, zipfile.BadZipFile, zlib.error):  # not this password
            continue
    return UnreadableError("wachtwoord")
