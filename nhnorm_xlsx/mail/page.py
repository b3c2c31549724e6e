"""The page that goes along with an invitation, as a document of Word."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from nhnorm_xlsx.style import BRAND, FONT, INK, ON_BRAND
from nhnorm_xlsx.texts.explanation import Section

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_LANGUAGE: Final = "nl-NL"
_NORMAL, _TITLE, _HEADING, _STEP, _TABLE = (
    "Normal",
    "Title",
    "Heading 1",
    "List Number",
    "Table Grid",
)
# Points. Everything fits on one page of A4.
_SIZE: Final = 10.0
_SIZES: Final = {_TITLE: 18.0, _HEADING: 12.0}
_ROOM_ABOVE: Final = {_TITLE: 0.0, _HEADING: 8.0, _STEP: 0.0, _NORMAL: 0.0}
_ROOM_BELOW: Final = {_TITLE: 4.0, _HEADING: 2.0, _STEP: 1.0, _NORMAL: 3.0}
_NOT_WANTED: Final = ("/stylesWithEffects", "/thumbnail")
_MARGIN_MM: Final = 18
_A4_MM: Final = (210, 297)
_COLUMNS_MM: Final = (46, 128)


def page_bytes(title: str, sections: Iterable[Section], made: datetime) -> bytes:
    """The document with this title and these sections. It names no maker; `made` is its date."""
    document = _template(title, made)
    document.add_paragraph(title, style=_TITLE)
    for section in sections:
        document.add_paragraph(section.heading, style=_HEADING)
        for step in section.steps:
            document.add_paragraph(step, style=_STEP)
        if section.table:
            rows = len(section.table)
            _fill(document.add_table(rows, len(_COLUMNS_MM), style=_TABLE), section)
            document.add_paragraph(style=_NORMAL).paragraph_format.space_after = 0
        for line in section.lines:
            document.add_paragraph(line, style=_NORMAL)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _template(title: str, made: datetime) -> Document:
    """An empty document with our own look: every style that is used is set here."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(size) for size in _A4_MM)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    for name in (_NORMAL, _TITLE, _HEADING, _STEP):
        _set_style(document, name)
    # What the library brings along and Word of today has no use for: a second set of styles, which
    # contradicts the first, and a picture of an empty page.
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_NOT_WANTED):
                holder.rels.pop(key)
    about = document.core_properties
    about.title, about.language = title, _LANGUAGE
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = made
    about.revision = 1
    return document


def _set_style(document: Document, name: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = document.styles[name]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # of the theme, which would win
    style.font.name = FONT
    style.font.size = Pt(_SIZES.get(name, _SIZE))
    marked = name in _SIZES
    style.font.bold = marked
    style.font.color.rgb = RGBColor.from_string((BRAND if marked else INK)[1:])
    style.paragraph_format.space_before = Pt(_ROOM_ABOVE[name])
    style.paragraph_format.space_after = Pt(_ROOM_BELOW[name])
    style.paragraph_format.line_spacing = 1.0
    language = style.element.rPr.makeelement(qn("w:lang"), {qn("w:val"): _LANGUAGE})
    for known in style.element.rPr.findall(qn("w:lang")):
        style.element.rPr.remove(known)
    style.element.rPr.append(language)
    border = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _fill(table: Table, section: Section) -> None:
    """The rows of a section; the first is the heading, also for a screen reader."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    table.autofit = False
    for column, width in zip(table.columns, _COLUMNS_MM, strict=True):
        column.width = Mm(width)
    for number, (row, values) in enumerate(zip(table.rows, section.table, strict=True)):
        if not number:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, values, _COLUMNS_MM, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            run = paragraph.add_run(text)
            if not number:
                run.bold, run.font.color.rgb = True, RGBColor.from_string(ON_BRAND[1:])
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), BRAND[1:])
                cell._tc.get_or_add_tcPr().append(shade)
