"""Files made to hurt a reader, from small to mean."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import olefile

from nhnorm_xlsx.contract.cells import column_letters
from tests import forms
from tests.programmas import FOLDER
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
        rels = _RELS.format("worksheet", "worksheets/sheet1.xml").encode()
        parts = {"xl/_rels/workbook.xml.rels": rels, "xl/worksheets/sheet1.xml": sheet}
        for name, content in {**parts, **(more or {})}.items():
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


# --- more than a reader can hold, and it says so ----------------------------------------

_FAR = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


def _rows(number: int, cell: str) -> str:
    """So many rows of a hundred cells."""
    letters = [column_letters(column) for column in range(1, 101)]
    return "".join(
        f'<row r="{row}">{"".join(cell.format(f"{letter}{row}") for letter in letters)}</row>'
        for row in range(1, number + 1)
    )


def three_million_cells() -> bytes:
    return package(sheet(_rows(30_000, '<c r="{}"><v>1</v></c>')))


def many_cells_of_another_program() -> bytes:
    content = sheet(_rows(6_000, '<c r="{}"><v>1</v></c>'))
    return package(content.replace(b"<worksheet ", b"<!-- anders --><worksheet "))


def one_part_as_many_sheets() -> bytes:
    names = "".join(f'<sheet name="B{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 400))
    return package(sheet(_rows(10, '<c r="{}"><v>1</v></c>')), names)


def many_looks_and_a_cell_far_away() -> bytes:
    near = '<row r="7000"><c r="A7000"><v>1</v></c></row>'
    return package(sheet(_rows(6_000, '<c r="{}" s="1"/>') + near + _FAR))


def everything_merged() -> bytes:
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    content = sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{_FAR}')
    return package(content.replace(b"</worksheet>", merged))


def a_long_text_in_every_cell() -> bytes:
    return _with_texts(
        _rows(20, '<c r="{}" t="s"><v>0</v></c>'), f"<si><t>{'x' * 900_000}</t></si>"
    )


def a_text_too_long() -> bytes:
    return _with_texts("", f"<si><t>{'x' * 5_000_000}</t></si>")


def texts_without_end() -> bytes:
    return _with_texts("", "<si><t>x</t></si>" * 6_000_000)


def _with_texts(rows: str, texts: str) -> bytes:
    name, start = "xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><sst xmlns="{_MAIN}">'
    target = _RELS.format("worksheet", "worksheets/sheet1.xml").replace(
        "</Relationships>",
        '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    shared = f"{start}{texts}</sst>".encode()
    return package(sheet(rows), more={name: target.encode(), "xl/sharedStrings.xml": shared})


def a_huge_drawing() -> bytes:
    linked = _RELS.format("drawing", "../drawings/drawing1.xml").encode()
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": linked,
        "xl/drawings/drawing1.xml": b"<a>" + b"<b/>" * 5_000_000 + b"</a>",
    }
    return package(sheet(""), more=more)


_CELL_OF_ODS = (
    '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
)


def a_repeated_ods() -> bytes:
    cell = _CELL_OF_ODS.format(' table:number-columns-repeated="16384"')
    return _ods(f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def a_far_away_cell_in_ods() -> bytes:
    cell, blank = _CELL_OF_ODS.format(""), '<table:table-cell table:number-columns-repeated="{}"/>'
    return _ods(
        f"<table:table-row>{cell}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048574">{blank.format(1)}</table:table-row>'
        f"<table:table-row>{blank.format(16_383)}{cell}</table:table-row>"
    )


def _ods(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content{names}><office:body>'
            f'<office:spreadsheet><table:table table:name="B">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


# Records of an .xls: the texts, the area of a sheet, a cell with a text.
_SST, _DIMENSIONS, _LABEL = 0xFC, 0x200, 0xFD


def an_xls_with_a_cell_far_away() -> bytes:
    return _xls(_LABEL, lambda content: struct.pack("<HH", 65_535, 255) + content[4:])


def an_xls_that_lies_about_its_area() -> bytes:
    return _xls(_DIMENSIONS, lambda content: struct.pack("<LLHH", 0, 2**31, 0, 256) + content[12:])


def an_xls_that_lies_about_its_texts() -> bytes:
    return _xls(_SST, lambda content: content[:4] + struct.pack("<L", 2**30) + content[8:])


def _xls(kind: int, change: Callable[[bytes], bytes]) -> bytes:
    """A real one, with its first record of this kind changed."""
    content = io.BytesIO((FOLDER / "gnumeric.xls").read_bytes())
    with olefile.OleFileIO(content, write_mode=True) as ole:
        stream = bytearray(ole.openstream("Workbook").read())
        at = 0
        while True:
            found, size = struct.unpack_from("<HH", stream, at)
            at += 4
            if found == kind:
                break
            at += size
        stream[at : at + size] = change(bytes(stream[at : at + size]))
        ole.write_stream("Workbook", bytes(stream))
    return content.getvalue()


def an_xlsb_with_a_cell_far_away() -> bytes:
    """A real one, with two numbers on its sheet: one in each corner."""
    rows = b"".join(
        bytes((0, 4)) + struct.pack("<L", row) + bytes((5, 16)) + struct.pack("<LLd", column, 0, 1)
        for row, column in ((0, 0), (1_048_575, 16_383))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(FOLDER / "sheetjs.xlsb") as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            is_sheet = name.startswith("xl/worksheets/sheet") and name.endswith(".bin")
            target.writestr(name, rows if is_sheet else source.read(name))
    return out.getvalue()


TOO_LARGE: tuple[Callable[[], bytes], ...] = (
    zip_bomb,
    three_million_cells,
    many_cells_of_another_program,
    one_part_as_many_sheets,
    many_looks_and_a_cell_far_away,
    everything_merged,
    a_long_text_in_every_cell,
    a_text_too_long,
    texts_without_end,
    a_huge_drawing,
    bomb_in_the_sheet,
    a_repeated_ods,
    a_far_away_cell_in_ods,
    an_xls_with_a_cell_far_away,
    an_xls_that_lies_about_its_area,
    an_xls_that_lies_about_its_texts,
    an_xlsb_with_a_cell_far_away,
)


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
