"""Makes the files of this folder anew: `python -m tests.programmas.opnieuw`.

Needs ssconvert (Gnumeric) and LibreOffice, and Node.js in a folder where the packages
`xlsx` (SheetJS) and `exceljs` are installed; NODE_PATH says where. The tests only read the
files.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests import forms, libreoffice
from tests.programmas import FOLDER, plan

_SHEETJS = """
const x = require('xlsx');
const book = x.readFile(process.argv[1], {cellStyles: true, cellDates: true, bookVBA: true});
x.writeFile(book, process.argv[2], {bookType: process.argv[3], compression: true});
"""
_EXCELJS = """
const {Workbook} = require('exceljs');
const book = new Workbook();
book.xlsx.readFile(process.argv[1]).then(() => book.xlsx.writeFile(process.argv[2]));
"""
# A mail as Outlook saves it: an OLE file with a property stream per part ([MS-OXMSG]).
_OUTLOOK = """
const cfb = require('cfb');
const file = cfb.utils.cfb_new();
const words = (...n) => { const b = Buffer.alloc(4 * n.length);
  n.forEach((x, i) => b.writeUInt32LE(x, 4 * i)); return b; };
const utf16 = (text) => Buffer.from(text, 'utf16le');
const fixed = (tag, value) => Buffer.concat([words(tag, 6), value]);
const sent = Buffer.alloc(8);
sent.writeBigUInt64LE(BigInt(Date.UTC(2026, 4, 6, 7)) * 10000n + 116444736000000000n);
const parts = [['werkboek.xlsx', 'inhoud'], ['logo.png', 'plaatje']];
cfb.utils.cfb_add(file, '/__properties_version1.0', Buffer.concat([
  words(0, 0, 0, parts.length, 0, parts.length, 0, 0), fixed(0x00390040, sent)]));
parts.forEach(([name, content], i) => {
  const at = '/__attach_version1.0_#0000000' + i + '/';
  cfb.utils.cfb_add(file, at + '__properties_version1.0', Buffer.concat([words(0, 0),
    fixed(0x3707001F, words(2 * name.length + 2, 0)), fixed(0x37010102, words(content.length, 0)),
    fixed(0x37050003, words(1, 0))]));
  cfb.utils.cfb_add(file, at + '__substg1.0_3707001F', utf16(name));
  cfb.utils.cfb_add(file, at + '__substg1.0_37010102', Buffer.from(content));
});
cfb.writeFile(file, process.argv[1]);
"""

# One that passes on another, with a picture in its text: attachments 5 is by embedded mail.
_OUTLOOK_PASSED_ON = """
const cfb = require('cfb');
const file = cfb.utils.cfb_new();
const words = (...n) => { const b = Buffer.alloc(4 * n.length);
  n.forEach((x, i) => b.writeUInt32LE(x, 4 * i)); return b; };
const time = (...moment) => { const b = Buffer.alloc(8);
  b.writeBigUInt64LE(BigInt(Date.UTC(...moment)) * 10000n + 116444736000000000n); return b; };
const hex = (tag) => tag.toString(16).toUpperCase().padStart(8, '0');
// Writes one object: its fixed properties, its texts and bytes, each in a stream of its own.
const put = (at, header, fixed, streams) => {
  const rows = fixed.map(([tag, value]) => Buffer.concat([words(tag, 6), value]));
  for (const [tag, content] of streams) {
    const text = typeof content === 'string';
    const bytes = text ? Buffer.from(content, 'utf16le') : content;
    rows.push(words(tag, 6, bytes.length + (text ? 2 : 0), 0));
    cfb.utils.cfb_add(file, at + '__substg1.0_' + hex(tag), bytes);
  }
  cfb.utils.cfb_add(file, at + '__properties_version1.0', Buffer.concat([header, ...rows]));
};
put('/', words(0, 0, 0, 2, 0, 2, 0, 0), [[0x00390040, time(2026, 4, 20, 7)]],
  [[0x0037001F, 'FW: Antwoord'], [0x10130102, Buffer.from(
    '<html><p>Zie ook norm 4.1.</p><img src="cid:logo@x"></html>')]]);
put('/__attach_version1.0_#00000000/', words(0, 0),
  [[0x37050003, words(1, 0)], [0x7FFE000B, words(1, 0)]],
  [[0x3707001F, 'image001.png'], [0x3712001F, 'logo@x'], [0x37010102, Buffer.from('plaatje')]]);
put('/__attach_version1.0_#00000001/', words(0, 0), [[0x37050003, words(5, 0)]],
  [[0x3707001F, 'Antwoord']]);
const inner = '/__attach_version1.0_#00000001/__substg1.0_3701000D/';
put(inner, words(0, 0, 0, 1, 0, 1), [[0x00390040, time(2026, 4, 6, 7)]],
  [[0x0037001F, 'Antwoord'], [0x1000001F, 'Norm 3.2 volgt.']]);
put(inner + '__attach_version1.0_#00000000/', words(0, 0), [[0x37050003, words(1, 0)]],
  [[0x3707001F, 'werkboek.xlsx'], [0x37010102, Buffer.from('inhoud')]]);
cfb.writeFile(file, process.argv[1]);
"""


def main() -> None:
    """Save the same workbook with every program."""
    with tempfile.TemporaryDirectory() as temporary:
        source = forms.written(Path(temporary), plan(), "uit.xlsx")

        def run(*command: str) -> None:
            subprocess.run(command, check=True)

        for book_type in ("xlsx", "xlsb", "ods"):
            target = FOLDER / f"sheetjs.{book_type}"
            run("node", "-e", _SHEETJS, str(source), str(target), book_type)
        run("node", "-e", _EXCELJS, str(source), str(FOLDER / "exceljs.xlsx"))
        run("node", "-e", _OUTLOOK, str(FOLDER / "outlook.msg"))
        run("node", "-e", _OUTLOOK_PASSED_ON, str(FOLDER / "outlook-door.msg"))
        run("ssconvert", str(source), str(FOLDER / "gnumeric.xlsx"))
        run(
            "ssconvert",
            "-T",
            "Gnumeric_Excel:excel_biff8",
            str(source),
            str(FOLDER / "gnumeric.xls"),
        )
        run("ssconvert", str(source), str(FOLDER / "gnumeric.ods"))
        for suffix, kind in (
            ("xlsx", libreoffice.XLSX),
            ("ods", libreoffice.ODS),
            ("xls", libreoffice.XLS),
        ):
            libreoffice.fill_in(source, FOLDER / f"libreoffice.{suffix}", [], kind)


if __name__ == "__main__":
    main()
