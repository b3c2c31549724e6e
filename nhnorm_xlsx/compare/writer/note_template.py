"""The empty note: one page of A4 and every style that a note uses, and nothing else.

Built here and not taken from a library, so that no style is missing, none is left over, and
nobody is named as its maker.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape

from nhnorm_xlsx.compare.writer.book import Book
from nhnorm_xlsx.style import BRAND, FONT, INK, LINE, MUTED, PANEL, WARNING_INK

# The styles by their use; python-docx looks them up by name.
TITLE: Final = "Title"
SUBTITLE: Final = "Subtitle"
HEADING: Final = "heading 1"
BULLETS: Final = "List Bullet"
NUMBERS: Final = "List Number"
SMALL: Final = "Klein"
CHART: Final = "Grafiek"
HEADER: Final = "header"
FOOTER: Final = "footer"
TABLE: Final = "Notatabel"
STYLES: Final = (TITLE, SUBTITLE, HEADING, BULLETS, NUMBERS, SMALL, CHART, HEADER, FOOTER, TABLE)
# Between the margins, in twentieths of a point.
TEXT_WIDTH: Final = 11906 - 2 * 1134

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def template(title: str, created: datetime) -> bytes:
    """The bytes of an empty note with this title, made at this moment."""
    moment = f"{created:%Y-%m-%dT%H:%M:%SZ}"
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, moment),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            (f"{_OFFICE}/styles", "styles.xml"),
            (f"{_OFFICE}/numbering", "numbering.xml"),
            (f"{_OFFICE}/settings", "settings.xml"),
            (f"{_OFFICE}/fontTable", "fontTable.xml"),
            (f"{_OFFICE}/theme", "theme/theme1.xml"),
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": f'{_HEAD}<w:fonts {_W}><w:font w:name="{FONT}"/></w:fonts>',
        "word/theme/theme1.xml": _theme(created),
        "word/settings.xml": f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/></w:settings>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def _types() -> str:
    overrides = (
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        ("/word/styles.xml", f"{_WORD}.styles+xml"),
        ("/word/numbering.xml", f"{_WORD}.numbering+xml"),
        ("/word/settings.xml", f"{_WORD}.settings+xml"),
        ("/word/fontTable.xml", f"{_WORD}.fontTable+xml"),
        ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _theme(created: datetime) -> str:
    """The theme of Office, as the workbooks have it."""
    content = io.BytesIO()
    Book(content, "", created).workbook.close()
    with zipfile.ZipFile(content) as package:
        return package.read("xl/theme/theme1.xml").decode("utf-8")


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str, moment: str) -> str:
    dated = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>{dated}</cp:coreProperties>"
    )


def _document() -> str:
    return (
        f"{_HEAD}<w:document {_W}><w:body><w:sectPr>"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1021" w:left="1134" w:header="510" '
        'w:footer="454" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _run(size: float, colour: str, *, bold: bool = False) -> str:
    # The order of these is that of the schema.
    return (
        f"<w:rPr>{'<w:b/>' if bold else ''}"
        f'<w:color w:val="{colour.lstrip("#")}"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    )


def _paragraph(name: str, identity: str, spacing: str, run: str, inner: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{inner}'
        f"<w:spacing {spacing}/></w:pPr>{run}</w:style>"
    )


def _listed(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _styles() -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
    made = (
        _paragraph(TITLE, "Title", 'w:after="40"', _run(18, BRAND, bold=True)),
        _paragraph(SUBTITLE, "Subtitle", 'w:after="40"', _run(9.5, MUTED)),
        _paragraph(
            HEADING,
            "Heading1",
            'w:before="180" w:after="60"',
            _run(12.5, BRAND, bold=True),
            "<w:keepNext/>",
        ),
        _paragraph(BULLETS, "ListBullet", 'w:after="30"', _run(10.5, INK), _listed(1)),
        _paragraph(NUMBERS, "ListNumber", 'w:after="40"', _run(10.5, INK), _listed(2)),
        _paragraph(SMALL, "Klein", 'w:before="40" w:after="40"', _run(9, MUTED)),
        _paragraph(CHART, "Grafiek", 'w:before="160" w:after="40"', _run(10.5, INK)),
        _paragraph(HEADER, "Header", 'w:after="0"', _run(9, WARNING_INK, bold=True)),
        _paragraph(FOOTER, "Footer", 'w:after="0"', _run(8.5, MUTED), _FOOTER_TAB),
    )
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:color w:val="{INK.lstrip("#")}"/><w:sz w:val="21"/><w:lang w:val="nl-NL"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="80" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_cell_margins(0)}</w:tblPr></w:style>"
        f"{''.join(made)}{_table()}</w:styles>"
    )


_FOOTER_TAB: Final = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def _cell_margins(above: int) -> str:
    return (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
        f'<w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    )


def _table() -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE.lstrip("#")}"'
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="Notatabel"><w:name w:val="{TABLE}"/>'
        '<w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:after="0"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/></w:rPr>'
        f"<w:tblPr><w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/>"
        f"</w:tblBorders>{_cell_margins(35)}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{_run(9, BRAND, bold=True)}'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PANEL.lstrip("#")}"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def _numbering() -> str:
    def level(kind: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl>'
        )

    kinds = (level("bullet", "•"), level("decimal", "%1."))
    return (
        f"{_HEAD}<w:numbering {_W}>"
        + "".join(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f"{kind}</w:abstractNum>"
            for number, kind in enumerate(kinds)
        )
        + "".join(
            f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in range(len(kinds))
        )
        + "</w:numbering>"
    )
