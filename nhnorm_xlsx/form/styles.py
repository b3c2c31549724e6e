"""The cell styles of the form, by name, as XlsxWriter format properties."""

from __future__ import annotations

from typing import Any, Final

from nhnorm_xlsx.contract.statuses import VOLDOET
from nhnorm_xlsx.measure import text_width
from nhnorm_xlsx.style import (
    BRAND,
    FONT,
    FONT_SIZE,
    INK,
    INPUT_FILL,
    LINE,
    LINK,
    LIST_FILL,
    MUTED,
    ON_BRAND,
    PANEL,
    STATUS_STYLE,
    UNKNOWN,
    WARNING_FILL,
    WARNING_INK,
)

Style = dict[str, Any]

SMALL_SIZE: Final = 9
DATE_FORMAT: Final = "dd-mm-yyyy"
# Every program shows it with the separators of its own language.
NUMBER_FORMAT: Final = "#,##0.00"
TEXT_FORMAT: Final = "@"
# Light enough for dark figures on top of it.
PROGRESS_COLOUR: Final = "#8FD0BC"

_BASE: Final[Style] = {
    "font_name": FONT,
    "font_size": FONT_SIZE,
    "font_color": INK,
    "valign": "vcenter",
}
_BOX: Final[Style] = {"border": 1, "border_color": LINE}
# Without the alignment, programs ignore the indent of a cell that aligns to the top.
_INDENT: Final[Style] = {"indent": 1, "align": "left"}
_TOP: Final[Style] = {"valign": "top", "text_wrap": True, **_INDENT}
_INPUT: Final[Style] = {**_BOX, **_TOP, "bg_color": INPUT_FILL, "locked": False}
_RULED: Final[Style] = {"bottom": 1, "bottom_color": LINE}
_CENTRE: Final[Style] = {"align": "center"}
# A cell with a list is another colour than one to type in, with an edge like that of a button.
_LIST: Final[Style] = {"bg_color": LIST_FILL, "right": 5, "right_color": LINK}

STYLES: Final[dict[str, Style]] = {
    "plain": {},
    "key": {"font_color": MUTED, "font_size": 8},
    "key_date": {"font_color": MUTED, "font_size": 8, "num_format": DATE_FORMAT},
    "sheet_title": {"font_size": 16, "bold": True, "font_color": BRAND},
    "title": {"font_size": 20, "bold": True, "font_color": BRAND},
    "subtitle": {"font_size": 12, "font_color": INK},
    "deadline": {"font_size": 12, "bold": True, "font_color": BRAND},
    "section": {
        "font_size": 12,
        "bold": True,
        "font_color": BRAND,
        "bottom": 2,
        "bottom_color": BRAND,
    },
    "text": {},
    "wrapped": {**_TOP},
    "muted": {"font_color": MUTED},
    "muted_right": {"font_color": MUTED, "align": "right"},
    "muted_wrapped": {"font_color": MUTED, **_TOP},
    # Or a program shows it as the date that it stands for, and a 0 as a time of day.
    "figure": {"num_format": "0"},
    "strong": {"font_size": FONT_SIZE, "bold": True},
    "step": {"indent": 1},
    "input_start_text": {**_INPUT, "num_format": TEXT_FORMAT, "valign": "vcenter"},
    "input_start_choice": {
        **_INPUT,
        **_LIST,
        "num_format": TEXT_FORMAT,
        "valign": "vcenter",
    },
    "input_start_date": {**_INPUT, "num_format": DATE_FORMAT, "valign": "vcenter", "align": "left"},
    "input_start_number": {**_INPUT, "num_format": NUMBER_FORMAT, "valign": "vcenter"},
    "link": {"font_color": LINK, "underline": 1},
    "header": {
        **_BOX,
        **_INDENT,
        "bold": True,
        "font_color": ON_BRAND,
        "bg_color": BRAND,
        "text_wrap": True,
    },
    "header_centre": {
        **_BOX,
        "bold": True,
        "font_color": ON_BRAND,
        "bg_color": BRAND,
        "text_wrap": True,
        **_CENTRE,
    },
    "heading": {
        "bold": True,
        "font_color": BRAND,
        "bg_color": PANEL,
        "top": 1,
        "bottom": 1,
        "top_color": LINE,
        "bottom_color": LINE,
    },
    "number": {**_BOX, "bold": True, "valign": "top", "font_color": BRAND},
    "number_link": {**_BOX, "bold": True, "valign": "top", "font_color": LINK, "underline": 1},
    "norm": {**_BOX, **_TOP, "bold": True},
    "explanation": {**_BOX, **_TOP, "font_size": SMALL_SIZE},
    "check": {**_BOX, **_TOP, "bold": True},
    "locked": {**_BOX, **_TOP, "bg_color": PANEL},
    "locked_date": {**_BOX, **_TOP, "bg_color": PANEL, "num_format": DATE_FORMAT, "align": "left"},
    "input_text": {**_INPUT, "num_format": TEXT_FORMAT},
    "input_choice": {**_INPUT, **_LIST, "num_format": TEXT_FORMAT},
    "input_status": {**_INPUT, **_LIST, "num_format": TEXT_FORMAT, "bold": True},
    "sample_list": {**_BOX, **_LIST, **_INDENT, "font_size": SMALL_SIZE},
    "input_date": {**_INPUT, "num_format": DATE_FORMAT, "align": "left"},
    "input_number": {**_INPUT, "num_format": NUMBER_FORMAT, "align": "right"},
    "wrong": {"bg_color": WARNING_FILL, "font_color": WARNING_INK, "bold": True},
    # Complete, and something to say.
    "remark": {"bg_color": PANEL, "font_color": STATUS_STYLE[VOLDOET.key].ink, "bold": True},
    "carried": {"bg_color": PANEL, "font_color": MUTED, "italic": True},
    "wrong_box": {**_BOX, **_TOP, "bg_color": WARNING_FILL, "font_color": WARNING_INK},
    "label": {**_BOX, **_INDENT, "bg_color": PANEL},
    "table_text": {**_BOX, **_INDENT},
    "table_wrapped": {**_BOX, **_INDENT, "text_wrap": True},
    "table_link_wrapped": {
        **_BOX,
        **_INDENT,
        "font_color": LINK,
        "underline": 1,
        "text_wrap": True,
    },
    "table_link": {**_BOX, **_INDENT, "font_color": LINK, "underline": 1},
    "table_total": {**_BOX, **_INDENT, "bold": True, "bg_color": PANEL},
    "table_number": {**_BOX, **_CENTRE},
    "table_total_number": {**_BOX, **_CENTRE, "bold": True, "bg_color": PANEL},
    "progress": {**_BOX, "num_format": "0%", **_CENTRE},
    "sentence": {"bold": True, "font_color": INK},
    "sentence_more": {"font_color": INK},
    "count": {"bold": True, **_CENTRE},
    "action": {**_TOP},
    "action_norm": {**_TOP, "bold": True},
    "action_date": {**_TOP, "num_format": DATE_FORMAT},
    # Rules of the list of actions: a line below every action, what is late, what comes first.
    "ruled": _RULED,
    "late": {**_RULED, "bold": True, "font_color": WARNING_INK, "bg_color": WARNING_FILL},
    "first": {**_RULED, "bold": True},
    # On the page for the driehoek: a line above everything that is asked.
    "asked": {"top": 1, "top_color": LINE},
    "tile": {**_BOX, **_CENTRE, "bold": True},
    "stamp": {"num_format": TEXT_FORMAT},
}

# Styles that a rule puts over the style of the cell.
_STATUS_NAME = "status_{}".format
for _key, _look in STATUS_STYLE.items():
    STYLES[_STATUS_NAME(_key)] = {"bg_color": _look.fill, "font_color": _look.ink, "bold": True}
    STYLES[f"listed_{_key}"] = {**_RULED, **STYLES[_STATUS_NAME(_key)]}
    STYLES[f"legend_{_key}"] = {
        **_BOX,
        **_INDENT,
        "bold": True,
        "bg_color": _look.fill,
        "font_color": _look.ink,
    }
    # Without a fill a light letter would be invisible: there the colour of the fill is that of
    # the letter.
    _readable = _look.fill if _look.ink == ON_BRAND else _look.ink
    STYLES[f"note_{_key}"] = {"font_color": _readable, "bold": True}
STYLES[_STATUS_NAME(UNKNOWN)] |= {"border": 3, "border_color": WARNING_INK}


def properties(name: str) -> Style:
    """The XlsxWriter properties of a style, on top of the base of every cell."""
    return {**_BASE, **STYLES[name]}


# Of a title, the largest first; text that runs on past the last column would make the whole sheet
# smaller on paper.
_TITLES: Final = ("title", "sheet_title", "deadline", "strong")


def title_style(text: str, width: float, largest: str = "title") -> str:
    """The largest style of a title in which this text fits in a width in pixels."""
    names = _TITLES[_TITLES.index(largest) :]
    fitting = (
        name for name in names if text_width(text, STYLES[name]["font_size"], bold=True) <= width
    )
    return next(fitting, names[-1])


_SIDES: Final = ("border", "top", "bottom")
_IN_RULES: Final = frozenset(
    {"bg_color", "font_color", "bold", "italic", *_SIDES, *(f"{side}_color" for side in _SIDES)}
)


def rule_properties(name: str) -> Style:
    """The properties that a colour rule may change: no font name or size, no alignment."""
    return {key: value for key, value in STYLES[name].items() if key in _IN_RULES}


def status_style(status_key: str) -> str:
    """The name of the colour rule of a status; of an empty key: not answered."""
    return _STATUS_NAME(status_key)
