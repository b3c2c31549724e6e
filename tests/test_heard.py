"""What the reader understands the form understands: every space, every width, in LibreOffice.

Every sign of Unicode that the reader passes over or folds is tried in a status, in the very
formulas of the form. What the form does not know, it never takes for something else.
"""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from nhnorm_xlsx.contract.checks import read_label
from nhnorm_xlsx.contract.fields import is_wordless
from nhnorm_xlsx.contract.results import UNKNOWN_SYMBOL
from nhnorm_xlsx.contract.statuses import STATUS_BY_READING
from nhnorm_xlsx.contract.text import SPACES, UNSEEN, folded, full_width
from nhnorm_xlsx.form import formulas, heard, norm_check
from tests import forms, libreoffice

EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
_IN_WORDS = {sign for word in STATUS_BY_READING for sign in word if sign != " "}
# Controls that no workbook can hold, and a carriage return that a program makes a line feed of.
_NOT_IN_A_CELL = {sign for sign in EVERY if unicodedata.category(sign) == "Cc"} - set(SPACES)


def spaces() -> list[str]:
    return [sign for sign in EVERY if sign.isspace()]


def unseen() -> list[str]:
    """Signs without room, as the reader knows them."""
    return [
        sign
        for sign in EVERY
        if unicodedata.category(sign) in ("Cf", "Cc") and not sign.isspace()
        and sign not in _NOT_IN_A_CELL
    ]  # fmt: skip


def letters() -> list[str]:
    """Signs that the reader takes for a letter or stop of a word of ours, and that are none."""
    return [
        sign
        for sign in EVERY
        if not sign.isascii() and unicodedata.normalize("NFKC", sign).lower() in _IN_WORDS
    ]


def samples() -> Iterator[tuple[str, str]]:
    """(the sign, a status with it)."""
    for sign in spaces():
        yield sign, f"{sign}Voldoet{sign}{sign}niet{sign}"
    for sign in unseen():
        yield sign, f"{sign}Vol{sign}doet niet{sign}"
    for sign in letters():
        plain = unicodedata.normalize("NFKC", sign).lower()
        word = next(word for word in STATUS_BY_READING if plain in word)
        yield sign, word.replace(plain, sign)


SAMPLES = list(samples())


def known(sign: str) -> bool:
    """Whether the form knows this sign: the class in which it agrees with the reader."""
    plain = unicodedata.normalize("NFKC", sign).lower()
    wide = {
        full_width(letter) for letter in (plain, plain.upper()) if letter in map(chr, range(127))
    }
    return sign in SPACES or sign == " " or sign in UNSEEN or sign in wide


def said_beforehand(status: str) -> str:
    """What stands in the file as what the form reads."""
    text = heard.heard_text(heard.gathered_text(heard.SAID, {"status": status}))
    said = text.partition("¦1:")[2].partition("¦")[0]
    meant = STATUS_BY_READING.get(said)
    return meant.label if meant else UNKNOWN_SYMBOL if said else ""


def test_the_lists_are_those_of_unicode() -> None:
    assert set(SPACES) | {" "} == set(spaces())
    assert set(UNSEEN) < set(unseen())
    # What is left out: of old scripts, of other planes, and controls that no keyboard has.
    left = set(unseen()) - set(UNSEEN)
    assert all(ord(sign) > 0xFFFF or 0x600 <= ord(sign) <= 0x8E2 for sign in left), left


def test_the_form_agrees_with_the_reader_on_every_space_and_every_width() -> None:
    for sign, status in SAMPLES:
        if known(sign):
            assert said_beforehand(status) == read_label(status) != UNKNOWN_SYMBOL, hex(ord(sign))


def test_what_the_form_does_not_know_it_takes_for_nothing_else() -> None:
    """It says `Kies uit de lijst`; the reader still understands it."""
    others = [(sign, status) for sign, status in SAMPLES if not known(sign)]
    assert len(others) > 500
    for sign, status in others:
        assert read_label(status) != UNKNOWN_SYMBOL, hex(ord(sign))
        assert said_beforehand(status) in (UNKNOWN_SYMBOL, read_label(status)), hex(ord(sign))


def test_no_formula_lies_deeper_than_excel_allows() -> None:
    """64 levels, and 8,192 signs."""
    for _, cell in forms.formulas(forms.plan(previous=forms.previous_answers(1))):
        without = "".join(cell.formula.split('"')[::2])
        depth = most = 0
        for sign in without:
            depth += (sign == "(") - (sign == ")")
            most = max(most, depth)
        assert most <= 64
        assert len(cell.formula) < 8192


def has_words(sign: str) -> bool:
    """What the form sees as a letter or a digit in a text."""
    return sign.upper() != sign.lower() or sign in formulas._DIGITS


def test_a_text_that_the_form_takes_for_filled_in_is_filled_in_for_the_reader() -> None:
    """The other way about the form asks for more: it knows no letters without capitals."""
    assert [sign for sign in EVERY if has_words(sign) and is_wordless(sign)] == []
    asked_again = [sign for sign in EVERY if not has_words(sign) and not is_wordless(sign)]
    # Of other scripts and other shapes; none of them is on a keyboard here, apart from these.
    assert [sign for sign in asked_again if ord(sign) < 0x100] == list("ª²³¹º¼½¾")


@pytest.mark.libreoffice
def test_libreoffice_knows_the_same_letters_in_a_text(tmp_path: Path) -> None:
    path = tmp_path / "letters.xlsx"
    signs = [sign for sign in EVERY if has_words(sign) or 0x21 <= ord(sign) < 0x250]
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for row, sign in enumerate(signs):
            sheet.write_string(row, 0, f"- {sign}")
            sheet.write_formula(row, 1, f"=IF({formulas.wordless(f'A{row + 1}')},0,1)")
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76"
    (made,) = libreoffice.convert([path], tmp_path / "csv", as_csv)
    lines = list(csv.reader(io.StringIO(made.read_text(encoding="utf-8"), newline="")))
    found = {sign: line[-1] == "1" for sign, line in zip(signs, lines, strict=True)}
    lenient = [sign for sign, words in found.items() if words and is_wordless(sign)]
    assert lenient == []
    # Every letter of western Europe; of rarer ones not every program knows the capital.
    latin = [sign for sign in signs if ord(sign) < 0x130]
    assert [sign for sign in latin if found[sign] != has_words(sign)] == []


@pytest.mark.libreoffice
def test_libreoffice_works_it_out_in_the_same_way(tmp_path: Path) -> None:
    """The very formulas of the form, one row for every sign."""
    path = tmp_path / "tekens.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        places = {field.key: "Z1" for field in heard.SAID}
        for row, (_, status) in enumerate(SAMPLES):
            sheet.write_string(row, 0, status)
            there = f"A{row + 1}"
            gathered = heard.gathered(heard.SAID, {**places, "status": there})
            sheet.write_formula(row, 1, gathered)
            sheet.write_formula(row, 2, heard.heard(f"B{row + 1}"))
            sheet.write_formula(row, 3, norm_check.read_status(f"C{row + 1}"))
            sheet.write_formula(row, 4, f'=IF({formulas.wordless(there)},"leeg","vol")')
    (made,) = libreoffice.convert(
        [path], tmp_path / "csv", "csv:Text - txt - csv (StarCalc):44,34,76"
    )
    lines = list(csv.reader(io.StringIO(made.read_text(encoding="utf-8"), newline="")))
    assert len(lines) == len(SAMPLES)
    for (sign, status), line in zip(SAMPLES, lines, strict=True):
        expected = said_beforehand(status)
        if known(sign):
            assert line[3] == expected, (hex(ord(sign)), line)
        else:  # LibreOffice itself leaves out some signs that take no room
            assert line[3] in (expected, read_label(status)), (hex(ord(sign)), line)
        assert line[4] == "vol"


def test_a_sign_that_the_reader_does_not_fold_stays_what_it_is() -> None:
    for status in ("Voldoet\u2e31niet", "Vоldoet", "Voldoet\u3164"):  # the second o is Cyrillic
        assert folded(status) not in STATUS_BY_READING
        assert said_beforehand(status) == UNKNOWN_SYMBOL
