"""The quick pass over a sheet sees what taking its XML apart sees, or leaves it to that."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from nhnorm_xlsx.intake.sheet_scan import SheetFacts, _scan_plain, _scan_tree
from tests import forms, fuzz
from tests.programmas import FOLDER

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(cells: str, after: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    rows = f'<sheetData><row r="1">{cells}</row></sheetData>'
    return f'{head}<worksheet xmlns="{MAIN}"><cols><col min="1"/></cols>{rows}{after}</worksheet>'


PLAIN = {
    "niets": sheet(""),
    "getal": sheet('<c r="A1"><v>1</v></c>'),
    "tekst": sheet('<c r="A1" s="3" t="s"><v>1</v></c><c r="B1" s="2"/>'),
    "formule": sheet('<c r="A1"><f>IF(B1&lt;2,"a &amp; b",&quot;c&quot;)</f><v>1</v></c>'),
    "zonder uitkomst": sheet('<c r="A1"><f>B1</f></c><c r="B1" t="str"><f>C1</f><v></v></c>'),
    "gedeelde formule": sheet(
        '<c r="A1"><f t="shared" ref="A1:A9" si="0">B1+1</f><v>1</v></c>'
        '<c r="A2"><f t="shared" si="0"/><v>2</v></c>'
    ),
    "fout": sheet('<c r="A1" t="e"><v>#REF!</v></c><c r="ZZ1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    "fout zonder waarde": sheet('<c r="A1" t="e"><f>A2</f></c><c r="A2" t="e"/>'),
    "ver weg": sheet('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c><c r="XFE9" s="1"/>'),
    "beveiligd": sheet("", '<sheetProtection formatCells="0" sheet="1"/>'),
    "niet beveiligd": sheet("", '<sheetProtection sheet="0"/>'),
    "keuzelijsten": sheet(
        '<c r="A1"><v>1</v></c>',
        '<dataValidations count="2"><dataValidation type="list" sqref="A1"/>'
        '<dataValidation sqref="A2" type="date"/></dataValidations><extLst><ext xmlns:x14="urn:x">'
        '<x14:dataValidation type="list"/></ext></extLst>',
    ),
    "zonder kop": sheet('<c r="A1"><v>1</v></c>', head=""),
}
ODD = {
    "voorvoegsel": sheet('<c r="A1"><f>B1</f></c>').replace("<c ", "<x:c ").replace(
        "</c>", "</x:c>"
    ).replace("<worksheet ", f'<worksheet xmlns:x="{MAIN}" '),
    "nieuwe regels": sheet('<c\n r="A1"><f>B1</f></c>'),
    "andere volgorde": sheet('<c s="1" r="A1"><f>B1</f><v>1</v></c>'),
    "zonder plaats": sheet("<c><f>B1</f><v>1</v></c>"),
    "waarde eerst": sheet('<c r="A1"><v>1</v><f>B1</f></c>'),
    "enkele aanhalingstekens": sheet("<c r=\"A1\" t='e'><v>#REF!</v></c>"),
    "opmerking": sheet('<c r="A1"><v>1</v></c><!-- <c r="B1"><f>C1</f></c> -->'),
    "cdata": sheet('<c r="A1" t="str"><v><![CDATA[<c r="B1"><f>C1</f>]]></v></c>'),
    "lege formule": sheet('<c r="A1"><f/><v>1</v></c>'),
    "andere codering": sheet("", head='<?xml version="1.0" encoding="ISO-8859-1"?>'),
    "cel buiten de rijen": sheet("", '<row r="2"><c r="A2"><f>B1</f></c></row>'),
}  # fmt: skip


def facts_of(part: bytes) -> SheetFacts:
    facts = SheetFacts("")
    _scan_tree(etree.fromstring(part), facts)
    return facts


def same(plain: SheetFacts, whole: SheetFacts) -> bool:
    """Alike, but for how much room it takes: that may be more, never less."""
    told = [(f.formulas, f.errors, f.protected, f.dropdowns) for f in (plain, whole)]
    return told[0] == told[1] and plain.rectangle >= whole.rectangle


@pytest.mark.parametrize("name", PLAIN)
def test_what_programs_write_is_seen_in_passing(name: str) -> None:
    part, facts = PLAIN[name].encode(), SheetFacts("")
    assert _scan_plain(part, facts)
    assert same(facts, facts_of(part))


@pytest.mark.parametrize("name", ODD)
def test_what_is_written_otherwise_is_taken_apart(name: str) -> None:
    part, facts = ODD[name].encode(), SheetFacts("")
    etree.fromstring(part)
    assert not _scan_plain(part, facts)


def test_damaged_sheets_that_are_still_xml_are_seen_the_same(tmp_path: Path) -> None:
    own = forms.written(tmp_path, forms.plan(forms.random_answers(3, 0.8)))
    parts = []
    for path in (own, *FOLDER.glob("*.xlsx")):
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
            parts += [package.read(name) for name in names]
    dice, seen = random.Random(11), 0
    for _ in range(1_500):
        part, facts = fuzz.mangled_part(dice.choice(parts), dice), SheetFacts("")
        try:
            whole = facts_of(part)
        except etree.XMLSyntaxError:
            continue
        try:
            plain = _scan_plain(part, facts)
        except UnicodeDecodeError:
            continue
        seen += plain
        assert not plain or same(facts, whole), part
    assert seen > 100
