"""Opens one file from outside and hands over its cells. Runs in a process of its own.

`read` is the only door. Nothing here judges what the cells mean.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import cast

from nhnorm_xlsx.contract.text import printable
from nhnorm_xlsx.errors import why
from nhnorm_xlsx.intake import limits, xlsb_scan
from nhnorm_xlsx.intake.odf_scan import plainly_written, scan_odf
from nhnorm_xlsx.intake.package_parts import Package
from nhnorm_xlsx.intake.package_scan import PackageFacts, scan, scan_document
from nhnorm_xlsx.intake.raw import (
    LOST_TEXT,
    Address,
    CellError,
    RawSheet,
    RawValue,
    RawWorkbook,
    UnreadableError,
)
from nhnorm_xlsx.intake.sheet_scan import SheetFacts, refuse_too_many
from nhnorm_xlsx.intake.signatures import OLE, RIGHTS_MANAGED, ZIP, document

Cells = dict[str, dict[Address, RawValue]]  # per sheet name
Reader = Callable[[bytes], Cells]

_ENOUGH_TO_TELL = 200
# What a file format does not tell: said once per file, so that silence is no assurance.
_UNTOLD_XLSB = (
    "formules",
    "foutmeldingen in cellen",
    "opmerkingen",
    "keuzelijsten",
    "beveiliging",
    "doorgestreepte tekst",
)
_UNTOLD_XLS = (*_UNTOLD_XLSB, "tekstvakken", "afbeeldingen", "ingesloten bestanden")


@dataclass(frozen=True)
class ReadJob:
    """One file to read: where it is, and the passwords to try when it is locked.

    `opened` is where the file stands, or is put, without its lock; None to keep nothing.
    """

    path: Path
    passwords: tuple[str, ...] = ()
    opened: Path | None = None


def read_workbook(path: Path) -> RawWorkbook:
    """The cells and facts of one file that has no password. Raises as `read` does."""
    return read(ReadJob(path))


def read(job: ReadJob) -> RawWorkbook:
    """The cells and facts of one file.

    Raises `UnreadableError` with the code of a finding kind for whatever is wrong with it.
    """
    try:
        if job.opened is not None and job.opened.exists():
            return replace(_from(_content(job.opened)), decrypted=True)
        content = _content(job.path)
        try:
            return _from(content)
        except UnreadableError as error:
            if error.code != "wachtwoord":
                raise
            return _unlocked(content, job)
    except OSError as error:
        raise UnreadableError("niet_te_openen", why(error)) from error


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size == 0:
        raise UnreadableError("leeg_bestand")
    if size > limits.MAX_FILE_BYTES:
        raise UnreadableError("te_groot", f"{size / 1e6:.0f} MB")
    return path.read_bytes()


def _unlocked(content: bytes, job: ReadJob) -> RawWorkbook:
    from nhnorm_xlsx.intake.decryption import decrypted

    inside = decrypted(content, job.passwords)
    if inside is None:
        raise UnreadableError("wachtwoord")
    workbook = _from(inside)
    if job.opened is not None:
        job.opened.parent.mkdir(parents=True, exist_ok=True)
        job.opened.write_bytes(inside)
    return replace(workbook, decrypted=True)


def _from(content: bytes) -> RawWorkbook:
    if content.startswith(OLE):
        return _from_ole(content)
    if content.startswith(ZIP):
        return _from_zip(content)
    if content.startswith(RIGHTS_MANAGED):
        raise UnreadableError("rechtenbeheer")
    begins_as = document(content[:_ENOUGH_TO_TELL])
    raise UnreadableError("geen_werkboek", f"het is {begins_as}" if begins_as else "")


# --- by kind of file --------------------------------------------------------------------


def _from_ole(content: bytes) -> RawWorkbook:
    from nhnorm_xlsx.intake.ole_scan import is_locked, protection, scan_ole, scan_sheets

    code = protection(content)
    if code:
        raise UnreadableError(code)
    if is_locked(content):
        raise UnreadableError("wachtwoord")
    _check_room(scan_sheets(content))
    cells = _first_that_works(content, [_calamine_cells], expected=True)
    return _workbook(cells, scan_ole(content), untold=_UNTOLD_XLS)


def _from_zip(content: bytes) -> RawWorkbook:
    """The workbook, or what can be had of it when the file is damaged."""
    try:
        return _from_package(content)
    except UnreadableError as error:
        if error.code not in ("beschadigd", "geen_werkboek"):
            raise
        from nhnorm_xlsx.intake.salvage import salvage

        mended, damage = salvage(content)
        try:
            workbook = _from_package(mended)
        except UnreadableError:
            raise error from None
        if not any(sheet.cells for sheet in workbook.sheets):
            raise
        return replace(workbook, damage=damage)


def _from_package(content: bytes) -> RawWorkbook:
    try:
        with Package(BytesIO(content)) as package:
            if any(entry.flag_bits & 1 for entry in package.infolist()):
                raise UnreadableError("wachtwoord")
            names = set(package.namelist())
            untold: tuple[str, ...] = ()
            readers: list[Reader] = [_calamine_cells]
            if "content.xml" in names:
                facts, readers = scan_odf(package), [_odf_cells]
                _check_room(facts.sheets.values())
            elif "xl/workbook.bin" in names:
                _check_room(xlsb_scan.scan_sheets(package))
                facts, untold = scan_document(package), _UNTOLD_XLSB
            else:
                facts = scan(package)
                readers = _readers_of(facts.sheets.values())
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError("beschadigd", "het is geen heel zip-bestand") from error
    except (zlib.error, KeyError) as error:
        raise UnreadableError("beschadigd", "een onderdeel is niet uit te pakken") from error
    expected = bool(facts.sheets) or bool(untold)
    return _workbook(_first_that_works(content, readers, expected=expected), facts, untold=untold)


def _readers_of(sheets: Collection[SheetFacts]) -> list[Reader]:
    """The readers that have room for these sheets."""
    readers: list[Reader] = []
    if sum(sheet.rectangle for sheet in sheets) <= limits.MAX_RECTANGLE:
        readers.append(_calamine_cells)
    if sum(sheet.written for sheet in sheets) <= limits.MAX_WRITTEN:
        readers.append(_openpyxl_cells)
    if not readers:
        raise _TOO_FAR_APART
    return readers


def _check_room(sheets: Collection[SheetFacts]) -> None:
    """Raises `UnreadableError` when the one reader of this format has no room for the sheets."""
    refuse_too_many(sheets)
    if sum(sheet.rectangle for sheet in sheets) > limits.MAX_RECTANGLE:
        raise _TOO_FAR_APART


_TOO_FAR_APART = UnreadableError("te_groot", "de cellen staan te ver uit elkaar")


def _workbook(cells: Cells, facts: PackageFacts, *, untold: tuple[str, ...]) -> RawWorkbook:
    return RawWorkbook(
        sheets=tuple(
            _sheet(name, cells.get(name, {}), facts.sheets.get(name))
            for name in facts.sheets or cells
        ),
        properties=facts.properties,
        modified=facts.modified,
        created=facts.created,
        title=facts.title,
        application=facts.application,
        macros=facts.macros,
        external_links=facts.external_links,
        comments=tuple(facts.comments),
        untold=untold,
        objects=tuple(facts.objects),
    )


def _sheet(name: str, cells: Mapping[Address, RawValue], facts: SheetFacts | None) -> RawSheet:
    if facts is None:
        return RawSheet(printable(name), cells)
    return RawSheet(
        name=printable(name),
        cells={**cells, **facts.errors},
        formulas=facts.formulas,
        protected=facts.protected,
        dropdowns=facts.dropdowns,
        struck={place: text for place, text in facts.struck.items() if place in cells},
    )


# --- the readers ------------------------------------------------------------------------


def _first_that_works(content: bytes, readers: Sequence[Reader], *, expected: bool) -> Cells:
    for reader in readers:
        try:
            cells = reader(content)
        except UnreadableError:
            raise
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        # A reader can fail in any way on a damaged file, a Rust panic (BaseException) too.
        except BaseException:  # noqa: S112 - there is another reader
            continue
        if cells or not expected:
            return cells
    raise UnreadableError("beschadigd", "de cellen zijn niet te lezen")


def _calamine_cells(content: bytes) -> Cells:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError as error:
        raise UnreadableError("wachtwoord") from error
    with workbook:
        found: Cells = {}
        count = 0
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            cells: dict[Address, RawValue] = {}
            if sheet.start is not None:
                top, left = sheet.start
                for row, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
                    for column, value in enumerate(values, left + 1):
                        if value != "":
                            cells[row, column] = value if value != LOST_TEXT else _LOST
            count += len(cells)
            _check_count(count)
            found[name] = cells
        return found


def _odf_cells(content: bytes) -> Cells:
    return _calamine_cells(plainly_written(content))


def _openpyxl_cells(content: bytes) -> Cells:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(BytesIO(content), data_only=True)
    found: Cells = {}
    count = 0
    for sheet in workbook.worksheets:
        # Only the cells that exist: the rectangle around them may be the whole sheet.
        existing = sheet._cells
        cells = {
            address: _told(_decoded(cast("RawValue", cell.value)))
            for address, cell in sorted(existing.items())
            if cell.value is not None and cell.value != ""
        }
        count += len(cells)
        _check_count(count)
        found[sheet.title] = cells
    return found


def _told(value: RawValue) -> RawValue:
    return _LOST if value == LOST_TEXT else value


_LOST = CellError(LOST_TEXT)


def _decoded(value: RawValue) -> RawValue:
    # Excel writes a control character as _x000D_; openpyxl leaves that as it is.
    from openpyxl.utils.escape import unescape

    return unescape(value) if isinstance(value, str) else value


def _check_count(count: int) -> None:
    if count > limits.MAX_CELLS:
        raise UnreadableError("te_groot", f"meer dan {limits.MAX_CELLS} gevulde cellen")
