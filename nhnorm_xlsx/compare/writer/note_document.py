"""A note as a Word document: sentences, tables, one native chart that can still be changed.

The chart is drawn by the same code as those of the workbooks and stands in the note as Word's
own, with the few figures that it shows in a small workbook behind it ("Gegevens bewerken").
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, RGBColor, Twips
from docx.text.paragraph import Paragraph

from nhnorm_xlsx import files
from nhnorm_xlsx.compare.writer import note_template as styles
from nhnorm_xlsx.compare.writer.book import Book, Sheet
from nhnorm_xlsx.contract.text import clean_text, closed
from nhnorm_xlsx.texts.compare import note as texts

# What a zip of ours says of its moment: nothing.
_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ONLY_THE_VALUE: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_WIDTH: Final = 6_120_000  # in EMU: 17 cm
USUAL_HEIGHT: Final = 2_380_000  # 6,6 cm
CENTIMETRE: Final = 360_000


@dataclass(frozen=True)
class NoteColumn:
    """One column of a table: its heading, its share of the width, and whether it holds numbers."""

    heading: str
    share: float
    numbers: bool = False


class Note:
    """A note that is written from the top down; a `mark` stands on every page."""

    def __init__(self, title: str, created: datetime, mark: str = "") -> None:
        self.title = title
        self.created = created
        self._document = Document(io.BytesIO(styles.template(title, created)))
        section = self._document.sections[0]
        top = section.header.paragraphs[0]
        top.style = styles.HEADER
        top.add_run(" · ".join(filter(None, (mark, texts.CONFIDENTIAL))))
        foot = section.footer.paragraphs[0]
        foot.style = styles.FOOTER
        foot.add_run(f"{clean_text(title)}\t{texts.PAGE} ")
        _field(foot, "PAGE")
        foot.add_run(f" {texts.OF} ")
        _field(foot, "NUMPAGES")
        self.line(title, styles.TITLE)

    def line(self, text: str, style: str = "", *, with_next: bool = False) -> None:
        """One paragraph; on the same page as what comes `with_next`."""
        paragraph = self._document.add_paragraph(clean_text(text), style or None)
        if with_next:
            paragraph.paragraph_format.keep_with_next = True

    def heading(self, text: str) -> None:
        """A heading."""
        self.line(text, styles.HEADING)

    def bullets(self, sentences: Sequence[str]) -> None:
        """Sentences, each behind a dot."""
        for sentence in sentences:
            self.line(sentence, styles.BULLETS)

    def numbered(self, items: Sequence[tuple[str, str]]) -> None:
        """What is asked, in bold, and why, each behind its number."""
        for what, why in items:
            paragraph = self._document.add_paragraph(style=styles.NUMBERS)
            asked = clean_text(what)
            paragraph.add_run(asked).bold = True
            paragraph.add_run(f"{closed(asked).removeprefix(asked)} {clean_text(why)}")

    def table(self, columns: Sequence[NoteColumn], rows: Sequence[Sequence[str]]) -> None:
        """A table of texts; its heading comes back on every page, and no row is cut in two."""
        table = self._document.add_table(len(rows) + 1, len(columns), styles.TABLE)
        table.autofit = False
        whole = sum(item.share for item in columns)
        widths = [Twips(round(styles.TEXT_WIDTH * item.share / whole)) for item in columns]
        headings = [item.heading for item in columns]
        for place, values in enumerate([headings, *rows]):
            row = table.rows[place]
            row_properties = row._tr.get_or_add_trPr()
            row_properties.append(OxmlElement("w:cantSplit"))
            if not place:
                row_properties.append(OxmlElement("w:tblHeader"))
            for cell, item, width, value in zip(row.cells, columns, widths, values, strict=True):
                cell.width = width
                cell.text = clean_text(value)
                if item.numbers:
                    cell.paragraphs[0].alignment = 2  # to the right
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width

    def chart(
        self, draw: Callable[[Sheet], Any], alt_text: str, height: int = USUAL_HEIGHT
    ) -> None:
        """The chart that `draw` makes of figures that it puts on a sheet, this high (in EMU)."""
        drawn, book = chart_and_book(self.title, self.created, draw)
        package = self._document.part.package
        inside = Part(PackURI("/word/embeddings/Cijfers.xlsx"), _BOOK_TYPE, book, package)
        chart = Part(PackURI("/word/charts/chart1.xml"), _CHART_TYPE, drawn, package)
        chart.relate_to(inside, RELATIONSHIP_TYPE.PACKAGE)
        identity = self._document.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        paragraph = self._document.add_paragraph(style=styles.CHART)
        paragraph.add_run()._r.append(parse_xml(_frame(identity, alt_text, height)))

    def legend(self, entries: Sequence[tuple[str, str, str]]) -> None:
        """A block, its colour and a name for each, in the order in which they are drawn.

        A legend of the chart itself stands in another order in another program.
        """
        paragraph = self._document.add_paragraph(style=styles.SMALL)
        for place, (sign, colour, name) in enumerate(entries):
            block = paragraph.add_run(f"{'     ' if place else ''}{sign} ")
            block.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
            paragraph.add_run(clean_text(name))

    def save(self, path: Path) -> None:
        """Write it; the same note gives the same bytes. Raises `StorageError`."""
        written, settled = io.BytesIO(), io.BytesIO()
        self._document.save(written)
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w") as target:
            for name in source.namelist():
                about = zipfile.ZipInfo(name, _NO_MOMENT)
                about.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(about, source.read(name))
        files.write_bytes(path, settled.getvalue())


def chart_and_book(
    title: str, created: datetime, draw: Callable[[Sheet], Any]
) -> tuple[bytes, bytes]:
    """A chart as Word has it, and the workbook with its figures."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = io.BytesIO()
        book = Book(content, title, created)
        sheet = book.sheet(texts.FIGURES)
        chart = draw(sheet)
        sheet.row += 1
        sheet.insert(chart, 0, title, 860, 330)
        book.workbook.close()
    with zipfile.ZipFile(content) as package:
        drawn = package.read("xl/charts/chart1.xml").decode("utf-8")
    behind = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    changed = re.sub("<c:printSettings>.*?</c:printSettings>", behind, drawn, flags=re.DOTALL)
    # What is not said to be left out, some programs show beside the value.
    changed = changed.replace('<c:showVal val="1"/>', _ONLY_THE_VALUE)
    return changed.encode("utf-8"), content.getvalue()


def _frame(identity: str, alt_text: str, height: int) -> str:
    return (
        f'<w:drawing xmlns:w="{_main()}" xmlns:wp="{_DRAWING}/wordprocessingDrawing" '
        f'xmlns:a="{_DRAWING}/main" xmlns:c="{_DRAWING}/chart" xmlns:r="{_RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Emu(_WIDTH)}" cy="{Emu(height)}"/>'
        f'<wp:docPr id="1" name="Grafiek 1" descr={quoteattr(clean_text(alt_text))}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart r:id="{identity}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _main() -> str:
    return qn("w:p")[1:].partition("}")[0]


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that Word works out: of the page, or of how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
