"""From cells to a form: which cell is which answer. Pure, and without judgement.

Bound by the hidden keys, never by position: sheets may be renamed or moved, rows and
columns inserted or sorted. Where the keys are gone the visible headings and norm numbers
serve, and the form says so. Every cell that is neither ours nor an answer comes out as
`extra`, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from nhnorm_xlsx.contract.fields import FIELD_BY_KEY
from nhnorm_xlsx.contract.issued import ISSUED_KEY, ISSUED_ON_KEY, read_issued_row
from nhnorm_xlsx.contract.stamp import (
    CORRECTION_KEY,
    CORRECTS_KEY,
    LOOSE_TEXT_KEY,
    PROPERTY_PREFIX,
    TELLS_HELPING,
    TELLS_HELPING_KEY,
    read_correction_row,
)
from nhnorm_xlsx.contract.text import printable, text_fingerprint
from nhnorm_xlsx.intake.bound import (
    BoundNorm,
    BoundValue,
    ContestedColumn,
    Known,
    RawForm,
    SeenName,
    bound_at,
)
from nhnorm_xlsx.intake.in_view import in_view
from nhnorm_xlsx.intake.own_results import OwnSheet, Results
from nhnorm_xlsx.intake.raw import RawSheet, RawWorkbook
from nhnorm_xlsx.intake.sheets import added_formulas, extra_cells, lost_texts_of, take
from nhnorm_xlsx.intake.stamp_sheet import (
    beside_the_stamp,
    find_stamp_sheets,
    read_stamp,
    sheet_key,
    stamp_rows,
)


def bind(workbook: RawWorkbook, known: Known) -> RawForm:
    """Take a workbook apart. `known` is what the definitions put on a form."""
    stamp_sheets = find_stamp_sheets(workbook.sheets)
    stamp_sheet = next(iter(stamp_sheets), None)
    stamp_values, fixed, formulas = read_stamp(stamp_sheet)
    rows = stamp_rows(stamp_sheet)
    known = _with_stamp(known, rows[LOOSE_TEXT_KEY], fixed)
    lost_texts: dict[str, tuple[str, ...]] = {}
    added_sheets: list[tuple[str, int]] = []
    norms: list[BoundNorm] = []
    start: dict[str, tuple[BoundValue, ...]] = {}
    extra = [bound for sheet in stamp_sheets for bound in beside_the_stamp(sheet)]
    missing, guessed = list[tuple[str, str]](), list[tuple[str, str]]()
    contested, own_sheets = list[ContestedColumn](), dict[str, OwnSheet]()
    for sheet in workbook.sheets:
        if any(sheet is one for one in stamp_sheets):
            continue
        taken = take(sheet, known)
        norms += taken.norms
        for key, values in taken.start.items():
            start[key] = start.get(key, ()) + values
        missing += _missing(sheet, taken.missing_columns, fixed.get(sheet_key(sheet), {}))
        guessed += [(sheet.name, what) for what in taken.guessed]
        contested += taken.contested
        key = sheet_key(sheet)
        if fixed and "" not in fixed and key not in fixed and sheet.cells and not taken.norms:
            added_sheets.append((sheet.name, len(sheet.cells)))
        ours = formulas.get(key, frozenset())
        if key in fixed:
            own_sheets[sheet.name] = OwnSheet(sheet, ours, bool(taken.norms))
        extra += extra_cells(sheet, taken, known)
        # The first workbooks did not say where their own formulas stood.
        if formulas and not workbook.untold:
            added = added_formulas(sheet, taken, ours, known, is_ours=key in fixed)
            extra += (bound_at(sheet, address) for address in added)
        lost_texts[sheet.name] = lost_texts_of(sheet, taken, known, fixed.get(key, {}))
    written, results = Results(norms, known).split(extra, own_sheets)
    return RawForm(
        stamp_values=stamp_values,
        property_values=_properties(workbook),
        norms=tuple(norms),
        start=start,
        extra=tuple(written),
        results=() if workbook.untold else tuple(results),
        fixed=known.everywhere,
        missing_columns=tuple(missing),
        guessed=tuple(guessed),
        contested=tuple(contested),
        lost_texts=lost_texts,
        lost_sheets=tuple(sorted(set(fixed) - {"", *map(sheet_key, workbook.sheets)})),
        added_sheets=tuple(added_sheets),
        knows_fixed_text=bool(fixed),
        corrections=tuple(map(read_correction_row, rows[CORRECTION_KEY])),
        corrects=frozenset(" ".join(rows[CORRECTS_KEY]).split()),
        other_stamps=tuple(read_stamp(sheet)[0] for sheet in stamp_sheets[1:]),
        issued=dict(map(read_issued_row, rows[ISSUED_KEY])),
        in_view=_all_in_view(workbook, known),
        tells_helping=TELLS_HELPING in rows[TELLS_HELPING_KEY],
        issued_on=_issued_on(rows[ISSUED_ON_KEY]),
    )


def _missing(
    sheet: RawSheet, keys: Iterable[str], printed: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """The columns that are gone; one of a field that came later was never on this sheet.

    `printed` are the fixed texts of the sheet, as its stamp knows them.
    """
    for key in keys:
        if not printed or text_fingerprint(FIELD_BY_KEY[key].heading) in printed:
            yield sheet.name, key


def _issued_on(rows: Iterable[str]) -> date | None:
    """The day on which the workbook was made; the first workbooks did not say so."""
    for said in rows:
        try:
            return date.fromisoformat(said[:10])
        except ValueError:
            continue
    return None


def _properties(workbook: RawWorkbook) -> dict[str, str]:
    return {
        name.removeprefix(PROPERTY_PREFIX): printable(value)
        for name, value in workbook.properties.items()
        if name.startswith(PROPERTY_PREFIX)
    }


def _all_in_view(workbook: RawWorkbook, known: Known) -> tuple[SeenName, ...]:
    return tuple(seen for sheet in workbook.sheets for seen in in_view(sheet, known.everywhere))


def _with_stamp(
    known: Known, loose: Iterable[str], fixed: Mapping[str, Mapping[str, int]]
) -> Known:
    """What is known to be ours, with what the workbook itself says of that."""
    return replace(
        known,
        fixed=fixed,
        everywhere=frozenset().union(*fixed.values()),
        loose=known.loose.union(*(row.split() for row in loose)),
    )
