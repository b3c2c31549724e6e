"""Files made to hurt a reader, from small to mean."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests import forms
from tests.returned import SMALL

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{}" Target="{}"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets>{}</sheets></workbook>'
)
_ONE_SHEET = '<sheet name="Blad1" sheetId="1" r:id="rId1"/>'


def package(sheet: bytes, sheets: str = _ONE_SHEET, more: dict[str, bytes] | None = None) -> bytes:
    """A bare workbook around one sheet part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", _TYPES)
        target.writestr("_rels/.rels", _RELS.format("officeDocument", "xl/workbook.xml"))
        target.writestr("xl/workbook.xml", _WORKBOOK.format(sheets))
        rels = _RELS.format("worksheet", "worksheets/sheet1.xml")
        target.writestr("xl/_rels/workbook.xml.rels", rels)
        target.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def sheet(rows: str) -> bytes:
    start = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'
    return f"{start}{rows}</sheetData></worksheet>".encode()


def far_away_cell() -> bytes:
    return package(
        sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        )
    )


def million_formatted_rows() -> bytes:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(1, 1_000_001))
    return package(sheet(rows))


def many_sheets() -> bytes:
    names = "".join(f'<sheet name="B{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 100_001))
    return package(sheet(""), names)


def zip_bomb() -> bytes:
    return package(sheet(""), more={"xl/bom.bin": b"\0" * 450_000_000})


def bomb_in_the_sheet() -> bytes:
    return package(sheet('<row r="1"><c r="A1" t="str"><v>' + "x" * 60_000_000 + "</v></c></row>"))


def entity_bomb() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    return package(
        f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><worksheet xmlns="{_MAIN}"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>&a11;</v></c></row></sheetData></worksheet>'.encode()
    )


def outside_entity() -> bytes:
    return package(
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&e;</v></c></row>'
        "</sheetData></worksheet>".encode()
    )


def path_traversal() -> bytes:
    return package(sheet(""), more={"../../ontsnapt.txt": b"weg", "/ontsnapt.txt": b"weg"})


def many_parts() -> bytes:
    return package(sheet(""), more={f"xl/deel{n}.xml": b"" for n in range(6_000)})


def deep_xml() -> bytes:
    return package(b"<a>" * 100_000 + b"</a>" * 100_000)


def wrong_insides() -> bytes:
    return package(b"dit is geen xml")


def a_pdf() -> bytes:
    return b"%PDF-1.7\n%%EOF"


def an_ole_file_of_nothing() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4_000


def a_zip_of_nothing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w"):
        pass
    return out.getvalue()


def an_ods_of_nothing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", "<x/>")
    return out.getvalue()


HOSTILE: tuple[Callable[[], bytes], ...] = (
    far_away_cell,
    million_formatted_rows,
    many_sheets,
    zip_bomb,
    bomb_in_the_sheet,
    entity_bomb,
    outside_entity,
    path_traversal,
    many_parts,
    deep_xml,
    wrong_insides,
    a_pdf,
    an_ole_file_of_nothing,
    a_zip_of_nothing,
    an_ods_of_nothing,
)


def good(folder: Path, name: str = "goed.xlsx") -> Path:
    """A returned workbook with nothing wrong."""
    return forms.written(folder, forms.plan({"1.1": {"status": "Voldoet"}}, definition=SMALL), name)
