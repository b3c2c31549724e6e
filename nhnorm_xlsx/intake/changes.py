"""How a returned form differs from what was sent out, and what else is in the file. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
)
from nhnorm_xlsx.contract.keys import LISTS_SHEET, PREVIOUS_DATE_COLUMN
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.contract.text import clean_text, text_fingerprint
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, RawForm
from nhnorm_xlsx.intake.raw import CellError, RawWorkbook
from nhnorm_xlsx.intake.values import (
    as_text,
    understand_date,
)


def edition_changed(stamp: Stamp, definition: Definition) -> Iterator[Finding]:
    """Whether the edition still says what it said when the workbook was made."""
    if stamp.definitie_sha256 and stamp.definitie_sha256 != definition.sha256:
        yield finding(kinds.ANDERE_DEFINITIE, editie=stamp.editie)


def shape_changed(form: RawForm, definition: Definition) -> Iterator[Finding]:
    """Whether rows, columns and norm texts still stand as they were sent out."""
    for sheet, what in form.guessed:
        yield finding(kinds.VIA_ZICHTBARE_TEKST, sheet=sheet, wat=what)
    for sheet, key in form.missing_columns:
        yield finding(kinds.KOLOM_ONTBREEKT, sheet=sheet, veld=FIELD_BY_KEY[key].heading)
    for row in form.norms:
        norm = definition.norm_by_number.get(row.number)
        if norm and row.text and not _same_text(row.text, norm.text):
            yield finding(
                kinds.NORMTEKST_GEWIJZIGD,
                sheet=row.sheet,
                cell=f"rij {row.row}",
                norm=row.number,
                value=row.text,
                norm_nummer=row.number,
            )
        yield from _previous_changed(row)


def _previous_changed(row: BoundNorm) -> Iterator[Finding]:
    """What was typed over the locked columns with the previous meting."""
    for key, bound in row.previous.items():
        expected = row.carried.get(key)
        value = as_text(bound.value)
        if key == PREVIOUS_DATE_COLUMN and not isinstance(bound.value, CellError):
            # A program may have made a number or a text of the date.
            value = str(understand_date(key, bound.value).value or value)
        if expected and text_fingerprint(value) != expected:
            changed = finding(
                kinds.VORIGE_GEWIJZIGD,
                norm=row.number,
                value=as_text(bound.value) or "(leeg)",
                norm_nummer=row.number,
            )
            yield at_cell(bound, changed)


def _same_text(one: str, other: str) -> bool:
    return text_fingerprint(one) == text_fingerprint(clean_text(other))


def lost_on_the_way(form: RawForm, workbook: RawWorkbook) -> Iterator[Finding]:
    """What the program that saved the file took away, or the person who filled it in."""
    with_norms = {row.sheet for row in form.norms}
    sheets = [sheet for sheet in workbook.sheets if sheet.name in with_norms]
    unlocked = [sheet.name for sheet in sheets if sheet.protected is False]
    without_lists = [sheet.name for sheet in sheets if sheet.dropdowns == 0]
    lost = []
    # One sheet without is the work of a person, all of them that of a program.
    if len(without_lists) == len(sheets):
        lost.append("de keuzelijsten")
        without_lists = []
    if len(unlocked) == len(sheets):
        lost.append("de beveiliging")
        unlocked = []
    if form.stamp_values and not form.property_values:
        lost.append("de eigenschappen van het document")
    if lost:
        program = workbook.application or "een onbekend programma"
        yield finding(kinds.OPGESLAGEN_MET, programma=program, verloren=", ".join(lost))
    yield from (finding(kinds.BEVEILIGING_WEG, sheet=name) for name in unlocked)
    yield from (finding(kinds.KEUZELIJSTEN_WEG, sheet=name) for name in without_lists)


def lost_texts(form: RawForm, definition: Definition) -> Iterator[Finding]:
    """Fixed texts that are gone; that the wording of a norm changed is said elsewhere."""
    said = {text_fingerprint(clean_text(n.text)) for n in definition.norms}
    for sheet, lost in form.lost_texts.items():
        # The status of the previous meting, which is compared by itself.
        options = set() if sheet == LISTS_SHEET else _OPTION_PRINTS
        gone = [item for item in lost if item not in said and item not in options]
        # What was typed over it is reported where it stands.
        if len(gone) > sum(bound.sheet == sheet for bound in form.extra):
            shown = ", ".join(f"'{_READABLE[item]}'" for item in gone if item in _READABLE)
            which = f", zoals {shown}" if shown else ""
            yield finding(kinds.VASTE_TEKST_WEG, sheet=sheet, aantal=len(gone), welke=which)
    for name, number in form.added_sheets:
        cells = "cel" if number == 1 else "cellen"
        yield finding(kinds.BLAD_TOEGEVOEGD, sheet=name, aantal=number, cellen=cells)
    themas = {thema.number for thema in definition.themas}
    for key in form.lost_sheets:
        if key not in themas:
            yield finding(kinds.BLAD_WEG, blad=key)


_OPTIONS = tuple(option for item in FIELDS for option in item.options)
_OPTION_PRINTS = {text_fingerprint(option) for option in _OPTIONS}
# The fixed texts of which the fingerprint is known here, so that they can be named.
_READABLE = {
    text_fingerprint(text): text for text in (*(item.heading for item in FIELDS), *_OPTIONS)
}


def workbook_facts(workbook: RawWorkbook) -> Iterator[Finding]:
    """What there is to say about the file itself."""
    if workbook.macros:
        yield finding(kinds.MACROS)
    if workbook.external_links:
        yield finding(kinds.KOPPELINGEN)
    if workbook.decrypted:
        yield finding(kinds.ONTSLEUTELD)
    if workbook.damage:
        yield finding(kinds.BESCHADIGD_DEELS, delen=", ".join(workbook.damage))
    if workbook.untold:
        yield finding(kinds.NIET_NA_TE_GAAN, wat=", ".join(workbook.untold))
    for sheet, cell, text in workbook.comments:
        yield finding(kinds.OPMERKING, sheet=sheet, cell=cell, value=text)


def contested_columns(form: RawForm) -> Iterator[Finding]:
    """The columns of which key and heading contradict each other, with what stands in them."""
    for item in form.contested:
        field = FIELD_BY_KEY.get(item.key)
        values = "; ".join(f"{bound.cell}: {as_text(bound.value)}" for bound in item.values)
        yield finding(
            kinds.KOLOM_TEGENSTRIJDIG,
            sheet=item.sheet,
            value=values or "(niets)",
            kolom=item.letters,
            kop=item.heading or "(niets)",
            veld=field.heading if field else item.key,
        )


def extras(form: RawForm) -> Iterator[Finding]:
    """What somebody wrote outside the cells for it."""
    yield from contested_columns(form)
    for bound in form.extra:
        yield at_cell(bound, extra_finding(bound))


def extra_finding(bound: BoundValue) -> Finding:
    """The finding about one cell outside those for input."""
    return finding(kinds.EXTRA_INHOUD, value=as_text(bound.value))


def at_cell(bound: BoundValue, found: Finding) -> Finding:
    """The finding, at this cell."""
    return found.at(sheet=bound.sheet, cell=bound.cell)
