"""What the text of a mail says about a norm or a date. No thread, no signature."""

from __future__ import annotations

import re

from nhnorm_xlsx.contract.text import MONTHS

# Longer than this is no remark any more: then the beginning tells enough to go and read it.
_MAX_QUOTE = 1_000
_LONGEST = 200_000
_LONGEST_HTML = 2_000_000

_MONTH = "|".join(
    (*MONTHS, "jan", "feb", "mrt", "apr", "jun", "jul", "aug", "sept?", "okt", "nov", "dec")
)
# Numbers that look like those of a norm: a time, an amount, a version.
_NOT_A_NORM_BEFORE = (
    r"(?<!om )(?<!tot )(?<!vanaf )(?<!tussen )(?<!versie )(?<!artikel )(?<!art\. )(?<!paragraaf )"
    r"(?<![€$v]\s)(?<![\w.,:/€$@+-])"
)
_NOT_A_NORM_AFTER = (
    r"(?![\w%@])(?![.,:/]\d)(?!\s*(?:uur|u\b|%|euro|miljoen|mln|procent|[kKMG]B\b|fte))"
)
_TELLING = re.compile(
    "|".join(
        (
            r"\b(?:norm(?:en)?|norm(?:nummer|nr)\.?|thema)\s+\d",
            rf"{_NOT_A_NORM_BEFORE}\d{{1,2}}\.\d{{1,2}}[a-z]?{_NOT_A_NORM_AFTER}",
            rf"\b\d{{1,2}}\s*(?:e\s+)?(?:{_MONTH})\b",
            rf"\b(?:{'|'.join(MONTHS)})\b",
            r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})\b",
            r"\b\d{4}-\d{2}-\d{2}\b",
            r"\bQ[1-4]\b|\b(?:eerste|tweede|derde|vierde)\s+kwartaal\b|\bweek\s+\d{1,2}\b",
        )
    ),
    re.IGNORECASE,
)
_THREAD = re.compile(
    r"^\s*(?:-{3,}\s*(?:oorspronkelijk|original|doorgestuurd)"
    r"|_{10,}\s*$"
    r"|(?:op|on)\b.{0,200}\b(?:schreef|wrote)\b.{0,200}:\s*$"
    r"|(?:van|from)\s*:.*\S)",
    re.IGNORECASE,
)
# Between the end of a mail that is passed on and the beginning of what is passed on.
_HEADER = re.compile(
    r"^\s*\*?(?:van|from|aan|to|cc|verzonden|sent|datum|date|onderwerp|subject|bijlagen?)\*?\s*:",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"^\s*(?:fwd?|doorst|doorgest\w*|tr)\s*:", re.IGNORECASE)
_GOODBYE = re.compile(
    r"^\s*(?:--\s*$|(?:met\s+)?(?:vriendelijke|hartelijke)\s+groet|hartelijke\s+groet"
    r"|groet(?:en|jes)?\b.{0,40}$|m\.?v\.?g\.?\s*,?\s*$|hoogachtend|verzonden\s+vanaf\b)",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?s\b", re.IGNORECASE)
# The end of a sentence, not the point after a day or in an abbreviation.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[a-z]\.)(?<!nr\.)(?<!bijv\.)(?<!ca\.)\s+(?=[A-Z0-9'\"‘“])"
)


def remarks(text: str, subject: str = "") -> str:
    """The sentences that name a norm or a date, each between quotes; empty without any.

    `text` is plain text. Of a mail that is passed on, what is passed on counts as well.
    """
    own = _own_words(text[:_LONGEST].replace("\r\n", "\n"), passed_on=is_passed_on(subject))
    found = [item for item in _sentences(own) if _TELLING.search(item)]
    quoted = " ".join(f"'{item}'" for item in dict.fromkeys(found))
    return quoted if len(quoted) <= _MAX_QUOTE else f"{quoted[:_MAX_QUOTE].rstrip()}… (en verder)"


def is_passed_on(subject: str) -> bool:
    """Whether a mail with this subject passes another one on."""
    return bool(_FORWARDED.match(subject))


def plain_text(html: str, *, keep_quotes: bool = False) -> str:
    """The text of a mail in HTML, a line per block, as a rule without what it quotes."""
    from lxml import etree
    from lxml import html as parser

    try:
        # A declaration of the encoding is not allowed in text that was decoded already.
        declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", html[:_LONGEST_HTML])
        root = parser.document_fromstring(declared)
    except (etree.LxmlError, ValueError):
        return ""
    for item in list(root.iter()):
        if not isinstance(item.tag, str):  # a remark in the code
            continue
        quoted = item.tag == "blockquote" or "gmail_quote" in item.get("class", "")
        if item.tag in _NO_TEXT or (quoted and not keep_quotes):
            _drop(item)
        elif item.tag in _BLOCKS:
            if item.tag != "br":
                item.text = f"\n{item.text or ''}"
            item.tail = f"\n{item.tail or ''}"
    return "".join(str(text) for text in root.itertext(tag=etree.Element)).replace("\xa0", " ")


_NO_TEXT = {"head", "style", "script", "title"}
_BLOCKS = {"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "h4", "pre", "hr", "ul", "ol"}


def _drop(item: object) -> None:
    if getattr(item, "getparent", lambda: None)() is not None:
        item.drop_tree()  # type: ignore[attr-defined]


def _own_words(text: str, *, passed_on: bool) -> str:
    kept: list[str] = []
    farewell = False
    for line in text.split("\n"):
        if line.lstrip().startswith(">"):
            continue
        if _THREAD.match(line):
            if not passed_on:
                break
            farewell = False
        if passed_on and (_THREAD.match(line) or _HEADER.match(line)):
            kept.append("")
            continue
        farewell = (farewell or bool(_GOODBYE.match(line))) and not _POSTSCRIPT.match(line)
        if not farewell:
            kept.append(line)
    return "\n".join(kept)


def _sentences(text: str) -> list[str]:
    """Sentences on one line each; a blank line or an item of a list ends one as well."""
    found = []
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)]\s|(?:[Nn]orm\s+)?\d+\.\d+))", text):
        whole = " ".join(block.split())
        found += [item.strip() for item in _SENTENCE_END.split(whole) if item.strip()]
    return found
