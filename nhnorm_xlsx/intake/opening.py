"""Opens one file from outside and hands over its cells. Runs in a process of its own.

`read_workbook` is the only door. Nothing here judges what the cells mean.
"""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from nhnorm_xlsx.errors import why
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.package_scan import PackageFacts, SheetFacts, scan
from nhnorm_xlsx.intake.raw import Address, RawSheet, RawValue, RawWorkbook, UnreadableError

Cells = dict[str, dict[Address, RawValue]]  # per sheet name
Reader = Callable[[Path], Cells]

_ENOUGH_TO_TELL = 200
_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# The name of the stream in which Office puts an encrypted document.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path) -> RawWorkbook:
    """The cells and facts of one file.

    Raises `UnreadableError` with the code of a finding kind for whatever is wrong with it.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableError("leeg_bestand")
        if size > limits.MAX_FILE_BYTES:
            raise UnreadableError("te_groot", f"{size / 1e6:.0f} MB")
        with path.open("rb") as stream:
            start = stream.read(_ENOUGH_TO_TELL)
            # The directory of an OLE file, with the names of its parts, may stand anywhere.
            encrypted = start.startswith(_OLE) and _ENCRYPTED in start + stream.read()
    except OSError as error:
        raise UnreadableError("niet_te_openen", why(error)) from error
    if start.startswith(_OLE):
        if encrypted:
            raise UnreadableError("wachtwoord")
        return _without_facts(path)
    if start.startswith(_ZIP):
        return _from_zip(path)
    raise UnreadableError("geen_werkboek", _guess(start))


def _guess(content: bytes) -> str:
    start = content.lstrip().lower()
    if start.startswith(b"%pdf"):
        return "het is een pdf"
    if start.startswith((b"<html", b"<!doctype html")):
        return "het is een webpagina"
    return ""


def _from_zip(path: Path) -> RawWorkbook:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "xl/workbook.bin" in names or "content.xml" in names:
                return _without_facts(path)
            if any(entry.flag_bits & 1 for entry in package.infolist()):
                raise UnreadableError("wachtwoord")
            facts = scan(package)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableError("beschadigd", "het is geen heel zip-bestand") from error
    except (zlib.error, KeyError) as error:
        raise UnreadableError("beschadigd", "een onderdeel is niet uit te pakken") from error
    return _with_facts(path, facts)


def _with_facts(path: Path, facts: PackageFacts) -> RawWorkbook:
    largest = max((sheet.rectangle for sheet in facts.sheets.values()), default=0)
    readers: list[Reader] = [_calamine_cells, _openpyxl_cells]
    if largest > limits.MAX_RECTANGLE:
        readers = [_openpyxl_cells]
    cells = _first_that_works(path, readers, expected=bool(facts.sheets))
    return RawWorkbook(
        sheets=tuple(
            _sheet(name, cells.get(name, {}), sheet_facts, hidden=name in facts.hidden)
            for name, sheet_facts in facts.sheets.items()
        ),
        properties=facts.properties,
        modified=facts.modified,
        application=facts.application,
        macros=facts.macros,
        external_links=facts.external_links,
        comments=tuple(facts.comments),
    )


def _sheet(
    name: str, cells: dict[Address, RawValue], facts: SheetFacts, *, hidden: bool
) -> RawSheet:
    return RawSheet(
        name=name,
        cells={**cells, **facts.errors},
        formulas=facts.formulas,
        hidden=hidden,
        protected=facts.protected,
        dropdowns=facts.dropdowns,
    )


def _without_facts(path: Path) -> RawWorkbook:
    cells = _first_that_works(path, [_calamine_cells], expected=True)
    return RawWorkbook(tuple(RawSheet(name, values) for name, values in cells.items()))


def _first_that_works(path: Path, readers: Sequence[Reader], *, expected: bool) -> Cells:
    problem = ""
    for reader in readers:
        try:
            cells = reader(path)
        except UnreadableError:
            raise
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        # A reader can fail in any way on a damaged file, a Rust panic (BaseException) too.
        except BaseException as error:
            problem = f"{type(error).__name__}"
            continue
        if cells or not expected:
            return cells
    raise UnreadableError("beschadigd", problem)


def _calamine_cells(path: Path) -> Cells:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_path(str(path))
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
                            cells[row, column] = value
            count += len(cells)
            _check_count(count)
            found[name] = cells
        return found


def _openpyxl_cells(path: Path) -> Cells:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(path, data_only=True)
    found: Cells = {}
    count = 0
    for sheet in workbook.worksheets:
        # Only the cells that exist: the rectangle around them may be the whole sheet.
        existing = sheet._cells
        cells = {
            address: _decoded(cast("RawValue", cell.value))
            for address, cell in sorted(existing.items())
            if cell.value is not None and cell.value != ""
        }
        count += len(cells)
        _check_count(count)
        found[sheet.title] = cells
    return found


def _decoded(value: RawValue) -> RawValue:
    # Excel writes a control character as _x000D_; openpyxl leaves that as it is.
    from openpyxl.utils.escape import unescape

    return unescape(value) if isinstance(value, str) else value


def _check_count(count: int) -> None:
    if count > limits.MAX_CELLS:
        raise UnreadableError("te_groot", f"meer dan {limits.MAX_CELLS} gevulde cellen")
