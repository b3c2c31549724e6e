"""How a returned form differs from what was sent out, and what else is in the file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import (
    FIELD_BY_KEY,
    FIELDS,
)
from nhnorm_xlsx.contract.keys import LISTS_SHEET, PREVIOUS_DATE_COLUMN
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.contract.text import clean_text, loosely, text_fingerprint
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import BoundNorm, BoundValue, RawForm
from nhnorm_xlsx.intake.own_results import shown as shown_result
from nhnorm_xlsx.intake.raw import CellError, RawWorkbook
from nhnorm_xlsx.intake.values import (
    as_text,
    understand_date,
)
from nhnorm_xlsx.intake.witnesses import NormTexts


def edition_changed(stamp: Stamp, definition: Definition) -> Iterator[Finding]:
    """Whether the edition still says what it said when the workbook was made."""
    if stamp.definitie_sha256 and stamp.definitie_sha256 not in definition.sha256s:
        yield finding(kinds.ANDERE_DEFINITIE, editie=stamp.editie)


def shape_changed(form: RawForm, definition: Definition, wording: NormTexts) -> Iterator[Finding]:
    """Whether rows, columns and norm texts still stand as they were sent out.

    `wording` is that of the norms in every known editie.
    """
    yield from _guessed(form)
    for sheet, key in form.missing_columns:
        yield finding(kinds.KOLOM_ONTBREEKT, sheet=sheet, veld=FIELD_BY_KEY[key].heading)
    changed: dict[str, list[BoundNorm]] = {}
    for row in form.norms:
        if _text_changed(row, form, definition, wording):
            changed.setdefault(row.sheet, []).append(row)
        yield from _previous_changed(row)
    for rows in changed.values():
        groups = [rows] if len(rows) > _APART else [[row] for row in rows]
        yield from map(_about_texts, groups)


# More of the same on one sheet than this is one finding.
_APART = 3


def _text_changed(
    row: BoundNorm, form: RawForm, definition: Definition, wording: NormTexts
) -> bool:
    """Whether somebody edited the text: it is neither as it was sent out, nor that of a norm."""
    norm = definition.norm_by_number.get(row.number)
    if norm is None or not row.text or _same_text(row.text, norm.text):
        return False
    return text_fingerprint(row.text) not in form.fixed and not wording.names(row.text)


def _about_texts(rows: Sequence[BoundNorm]) -> Finding:
    one = len(rows) == 1
    return finding(
        kinds.NORMTEKST_GEWIJZIGD,
        sheet=rows[0].sheet,
        cell=f"rij {rows[0].row}",
        norm=rows[0].number if one else "",
        value=rows[0].text if one else "; ".join(f"rij {r.row}: {r.text}" for r in rows),
        norm_nummer=", ".join(row.number for row in rows),
    )


def _guessed(form: RawForm) -> Iterator[Finding]:
    """What was recognised by its visible text: once for all sheets where it is the same."""
    by_sheet: dict[str, list[str]] = {}
    for sheet, what in form.guessed:
        by_sheet.setdefault(sheet, []).append(what)
    alike: dict[tuple[str, ...], list[str]] = {}
    for sheet, whats in by_sheet.items():
        alike.setdefault(tuple(whats), []).append(sheet)
    for said, sheets in alike.items():
        yield finding(
            kinds.VIA_ZICHTBARE_TEKST,
            sheet=sheets[0] if len(sheets) == 1 else "",
            wat=" en ".join(said),
            bladen=_these(sheets),
        )


def _these(sheets: Sequence[str]) -> str:
    if len(sheets) == 1:
        return "dit blad"
    return f"{len(sheets)} bladen (zoals '{sheets[0]}')"


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
    return loosely(one) == loosely(clean_text(other))


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
    """Fixed texts that are gone; that a norm's wording or number changed is said elsewhere."""
    said = _said_elsewhere(definition)
    losses: list[tuple[str, int, str]] = []
    for sheet, lost in form.lost_texts.items():
        # The status of the previous meting, which is compared by itself.
        options = set() if sheet == LISTS_SHEET else _OPTION_PRINTS
        gone = [item for item in lost if item not in said and item not in options]
        # What was typed over it is reported where it stands.
        if len(gone) > sum(bound.sheet == sheet for bound in form.extra):
            shown = ", ".join(f"'{_READABLE[item]}'" for item in gone if item in _READABLE)
            losses.append((sheet, len(gone), f", zoals {shown}" if shown else ""))
    for group in [losses] if len(losses) > _APART else [[loss] for loss in losses]:
        yield finding(
            kinds.VASTE_TEKST_WEG,
            sheet=group[0][0] if len(group) == 1 else "",
            bladen=_these([sheet for sheet, _, _ in group]),
            aantal=sum(number for _, number, _ in group),
            welke=next((which for _, _, which in group if which), ""),
        )
    if form.results:
        yield finding(
            kinds.WAARDEN_GEEN_FORMULES,
            aantal="1 cel" if len(form.results) == 1 else f"{len(form.results)} cellen",
            voorbeeld=shown_result(form.results),
        )
    joined = {sheet for sheet, cells in _on_added_sheets(form).items() if len(cells) > _APART}
    for name, number in form.added_sheets:
        if name in joined:
            continue
        cells = "cel" if number == 1 else "cellen"
        yield finding(kinds.BLAD_TOEGEVOEGD, sheet=name, aantal=number, cellen=cells)
    themas = {thema.number for thema in definition.themas}
    for key in form.lost_sheets:
        if key not in themas:
            yield finding(kinds.BLAD_WEG, blad=key)


_OPTIONS = tuple(option for item in FIELDS for option in item.options)


@lru_cache(maxsize=8)
def _said_elsewhere(definition: Definition) -> frozenset[str]:
    """The fingerprints of the wording and the numbers of the norms."""
    texts = (text for norm in definition.norms for text in (norm.text, norm.number))
    return frozenset(text_fingerprint(clean_text(text)) for text in texts)


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
    together = {**_on_added_sheets(form), **beside_every_norm(form)}
    joined = {bound for cells in together.values() for bound in cells if len(cells) > _APART}
    yield from (at_cell(b, extra_finding(b)) for b in form.extra if b not in joined)
    added = {name for name, _ in form.added_sheets}
    for sheet, cells in together.items():
        if len(cells) > _APART:
            values = "; ".join(f"{bound.cell}: {as_text(bound.value)}" for bound in cells)
            kind = kinds.BLAD_INHOUD if sheet in added else kinds.ONBEKENDE_TEKSTEN
            yield finding(kind, sheet=sheet, value=values, aantal=len(cells))


def beside_every_norm(form: RawForm) -> dict[str, list[BoundValue]]:
    """By sheet what stands in a column that holds something unknown on the row of every norm.

    Nobody writes that: it is the wording of a norm that is not known here.
    """
    rows: dict[str, set[str]] = {}
    for row in form.norms:
        rows.setdefault(row.sheet, set()).add(str(row.row))
    columns: dict[tuple[str, str], list[BoundValue]] = {}
    for bound in form.extra:
        letters = bound.cell.rstrip("0123456789")
        if bound.cell[len(letters) :] in rows.get(bound.sheet, ()):
            columns.setdefault((bound.sheet, letters), []).append(bound)
    found: dict[str, list[BoundValue]] = {}
    for (sheet, _), cells in columns.items():
        if len(cells) == len(rows[sheet]):
            found.setdefault(sheet, []).extend(cells)
    return found


def _on_added_sheets(form: RawForm) -> dict[str, list[BoundValue]]:
    """What was written on sheets that were added, by their names."""
    added: dict[str, list[BoundValue]] = {name: [] for name, _ in form.added_sheets}
    for bound in form.extra:
        if bound.sheet in added:
            added[bound.sheet].append(bound)
    return added


def extra_finding(bound: BoundValue) -> Finding:
    """The finding about one cell outside those for input."""
    return finding(kinds.EXTRA_INHOUD, value=as_text(bound.value))


def at_cell(bound: BoundValue, found: Finding) -> Finding:
    """The finding, at this cell."""
    return found.at(sheet=bound.sheet, cell=bound.cell)
