"""What is read beside each norm: when it is met, then points; plain, and for the reader's kind.

1. The first line says when the norm is met; every other line is a point.
2. No sentence has more than 25 words; no text is longer than it must be.
3. Nobody reads what is meant for another kind of organisation.
4. What is our reading and not the norm's says so.
5. The form shows every point on a line of its own, in a row that fits on a small screen.
6. A link of the definition stands on the number of the norm, and costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx.contract.keys import EXPLANATION_COLUMN, NUMBER_COLUMN
from nhnorm_xlsx.definition import MAX_EXPLANATION, Definition, Norm
from nhnorm_xlsx.form.model import Cell, FormPlan, SheetPlan
from nhnorm_xlsx.form.styles import SMALL_SIZE
from nhnorm_xlsx.intake.judging import judge
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.measure import text_height
from tests import forms

LONGEST_SENTENCE = 25
# Half a screen of 768 pixels, in points.
HALF_A_SCREEN = 384 * 72 / 96
KINDS = ("gemeente", "provincie")
EXPLAINED = [
    pytest.param(kind, norm, id=f"{kind}-{norm.number}")
    for kind in KINDS
    for norm in forms.NORM.norms
]
# Words that say what only the other kind has.
OF_THE_OTHER = {
    "gemeente": ("commissaris van de Koning", "provinciesecretaris", "statengriffier",
                 "gedeputeerde", "Statenleden", "Provinciale Staten"),
    "provincie": ("burgemeester,", "gemeentesecretaris", "raadsgriffier", "raadsleden",
                  "wethouder", "gemeenteraad", "college", "uw gemeente", "uw eigen gemeente",
                  "andere gemeenten", "coffeeshop", "escort", "Bouw- en Woningtoezicht",
                  "kernbeleid", "uitkeringen"),
}  # fmt: skip
BY_KIND = ("1.1", "2.6", "2.7", "2.8", "4.7", "5.1", "5.2", "5.5", "5.8", "5.9", "5.12")


def sentences(text: str) -> list[str]:
    """A sentence ends with its line, or at a mark before a space."""
    return [part for line in text.split("\n") for part in re.split(r"(?<=[.!?])[’)]*\s+", line)]


def words(sentence: str) -> int:
    return sum(any(sign.isalnum() for sign in part) for part in sentence.split())


# --- how it reads -----------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "norm"), EXPLAINED)
def test_the_first_line_says_when_the_norm_is_met_and_the_others_are_points(
    kind: str, norm: Norm
) -> None:
    first, *others = norm.explanation_for(kind).split("\n")
    if kind == "provincie" and norm.applies_to_provincie == "nee":
        assert first.startswith("Deze norm geldt niet voor de provincie: ")
    else:
        assert first.startswith("U voldoet als ")
    assert others
    for line in others:
        assert re.match(r"- [A-Z].*[^ ][.?]$", line), line
    assert first.endswith((".", ":"))


@pytest.mark.parametrize(("kind", "norm"), EXPLAINED)
def test_no_sentence_is_long_and_no_list_runs_on(kind: str, norm: Norm) -> None:
    text = norm.explanation_for(kind)
    assert [part for part in sentences(text) if words(part) > LONGEST_SENTENCE] == []
    # An abbreviation would end a sentence halfway, and is no plain language.
    assert not re.search(r"\([0-9]+\)|;|\b[a-z]{1,3}\.[a-z]\.|\b(?:bijv|etc|enz|incl|ca)\.", text)
    assert "  " not in text


def test_words_are_counted_as_a_reader_does() -> None:
    text = "U doet dit: zo.\n- Zie norm 4.4 (‘dit’). Onze lezing – kort.\n- M. en O"
    assert [words(part) for part in sentences(text)] == [4, 4, 3, 1, 2]


def test_the_texts_are_about_600_signs() -> None:
    lengths = [len(n.explanation_for(kind)) for kind in KINDS for n in forms.NORM.norms]
    assert max(lengths) <= 900 < MAX_EXPLANATION
    assert sum(lengths) / len(lengths) <= 600


# --- for whom ---------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "norm"), EXPLAINED)
def test_nobody_reads_what_is_meant_for_another_kind(kind: str, norm: Norm) -> None:
    text = norm.explanation_for(kind).lower()
    assert [word for word in OF_THE_OTHER[kind] if word.lower() in text] == []


@pytest.mark.parametrize("number", BY_KIND)
def test_each_kind_has_a_text_of_its_own_where_it_must(number: str) -> None:
    norm = forms.NORM.norm_by_number[number]
    assert norm.explanation_for("gemeente") != norm.explanation_for("provincie")


@pytest.mark.parametrize(("kind", "norm"), EXPLAINED)
def test_our_reading_says_that_it_is_ours(kind: str, norm: Norm) -> None:
    ours = r"\bdeels\b|niet genoeg|voor een deel|hoeft de tafel niet|Statenleden"
    for line in norm.explanation_for(kind).split("\n")[1:]:
        if re.search(ours, line):
            assert line.startswith("- Onze lezing: "), line


def test_each_kind_gets_its_own_text_in_its_workbook() -> None:
    for organisation in (forms.HEILOO, forms.PROVINCIE):
        shown = {
            number: cell.value
            for number, _, cell in _column(_plan(organisation.kind), "toelichting")
        }
        assert shown == {
            norm.number: norm.explanation_for(organisation.kind) for norm in forms.NORM.norms
        }


def test_a_norm_that_applies_in_part_says_so_without_a_text_for_the_provincie() -> None:
    bare = _with(forms.NORM, "5.5", explanations=())
    plan = forms.plan(definition=bare, organisation=forms.PROVINCIE)
    (text,) = [cell.value for number, _, cell in _column(plan, "toelichting") if number == "5.5"]
    assert str(text).startswith("Let op: voor de provincie geldt deze norm voor een deel")


# --- on the form ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_fits_in_its_row_and_the_row_on_half_a_screen(kind: str) -> None:
    seen = 0
    for _, sheet, cell in _column(_plan(kind), EXPLANATION_COLUMN):
        height = sheet.rows[cell.row].height
        width = sheet.columns[cell.col].width
        text = str(cell.value)
        assert text_height(text, width, SMALL_SIZE) < height < HALF_A_SCREEN, text
        assert height > text.count("\n") * SMALL_SIZE * 1.3
        seen += 1
    assert seen == len(forms.NORM.norms)


def test_a_link_stands_on_the_number_and_is_nothing_that_somebody_added(tmp_path: Path) -> None:
    address = "https://voorbeeld.nl/norm?id=1.1#hulp"
    linked = _with(forms.NORM, "1.1", link=address)
    plain, plan = forms.plan(), forms.plan(forms.random_answers(2, 1), definition=linked)
    path = forms.written(tmp_path, plan, "NHNorm-2026-GM0399-Heiloo.xlsx")
    sheet, place = forms.input_cell(plan, "1.1", NUMBER_COLUMN)
    cell = openpyxl.load_workbook(path)[sheet][place]
    assert cell.value == "1.1"
    assert f"{cell.hyperlink.target}#{cell.hyperlink.location}" == address
    assert cell.hyperlink.tooltip == "Norm 1.1 en hulpmiddelen lezen op internet"
    assert cell.font.underline == "single"
    others = [c for number, _, c in _column(plan, NUMBER_COLUMN) if number != "1.1"]
    assert not any(other.link for other in others)
    before, after = plain.sheet(sheet), forms.plan(definition=linked).sheet(sheet)
    assert (after.columns, after.rows) == (before.columns, before.rows)
    found = judge(path.name, read_workbook(path), {"2024": linked}, {"GM0399": forms.HEILOO})
    kinds = {item.kind.code for item in found.findings}
    assert kinds <= {"vul_aan", "niet_ingevuld"}
    assert len([answer for answer in found.answers if answer.status]) == len(forms.NORM.norms)


def test_our_own_norm_invents_no_addresses() -> None:
    assert not any(norm.link for norm in forms.NORM.norms)


# --- helpers ----------------------------------------------------------------------------


def _plan(kind: str) -> FormPlan:
    return forms.plan(organisation=forms.PROVINCIE if kind == "provincie" else forms.HEILOO)


def _column(plan: FormPlan, key: str) -> list[tuple[str, SheetPlan, Cell]]:
    """By norm the cell in one column of the theme sheets."""
    found = []
    for sheet in plan.sheets:
        cells = {(cell.row, cell.col): cell for cell in sheet.cells}
        column = next((c.col for c in sheet.cells if c.value == f"nhnorm.veld:{key}"), None)
        for cell in sheet.cells:
            if column is not None and str(cell.value).startswith("nhnorm.norm:"):
                number = str(cell.value).removeprefix("nhnorm.norm:")
                found.append((number, sheet, cells[cell.row, column]))
    return found


def _with(definition: Definition, number: str, **changes: object) -> Definition:
    themas = tuple(
        replace(thema, norms=tuple(
            replace(norm, **changes) if norm.number == number else norm  # type: ignore[arg-type]
            for norm in thema.norms
        ))
        for thema in definition.themas
    )  # fmt: skip
    return replace(definition, themas=themas)
