"""The names of the fixed sheets, and the keys on hidden rows and columns."""

from __future__ import annotations

from typing import Final

START_SHEET: Final = "Start"
OVERVIEW_SHEET: Final = "Overzicht"
ACTIONS_SHEET: Final = "Acties"
CORRECTIONS_SHEET: Final = "Correcties"
# Only where there is something of before that stands beside no norm of now.
EARLIER_SHEET: Final = "Eerdere antwoorden"
LISTS_SHEET: Final = "_lijsten"
STAMP_SHEET: Final = "_nhnorm"
FIXED_SHEETS: Final = (
    *(START_SHEET, OVERVIEW_SHEET, ACTIONS_SHEET, CORRECTIONS_SHEET, EARLIER_SHEET),
    *(LISTS_SHEET, STAMP_SHEET),
)

# A key has a prefix so that no program can take "5.10" for the number 5,1, and so that a
# reader finds it on any row and any column.
SHEET_KEY: Final = "nhnorm.blad:"  # in the first row: which sheet this is
FIELD_KEY: Final = "nhnorm.veld:"  # above every column of a theme sheet
NORM_KEY: Final = "nhnorm.norm:"  # at the start of every norm row
START_KEY: Final = "nhnorm.start:"  # at the start of every input row of the Start sheet
KEY_PREFIX: Final = "nhnorm."
# Above the norm keys: with a heading of its own their column is part of the table.
KEYS_HEADING: Final = "nhnorm.kenmerk"

# Columns of a theme sheet that are not for input, marked with FIELD_KEY as well.
NUMBER_COLUMN: Final = "nummer"
NORM_COLUMN: Final = "norm"
EXPLANATION_COLUMN: Final = "toelichting"
CHECK_COLUMN: Final = "controle"
PREVIOUS_STATUS_COLUMN: Final = "vorige_status"
PREVIOUS_DATE_COLUMN: Final = "vorige_datum"
PREVIOUS_COLUMNS: Final = (PREVIOUS_STATUS_COLUMN, PREVIOUS_DATE_COLUMN)
# Hidden: `field=fingerprint` per text carried over from the previous meting, so that an
# answer that was left unchanged can be recognised; and per column of the previous meting,
# so that what is typed over it is noticed.
CARRIED_COLUMN: Final = "overgenomen"
# Hidden: what the status is understood as, so that everything that counts reads one cell.
READ_STATUS_COLUMN: Final = "gelezen_status"
# Hidden, one per field that is carried over: what it said, so that the form can show that
# nobody touched it yet.
WAS_PREFIX: Final = "was_"
# Only in a workbook with corrections: what is wrong with the answers of this norm.
CORRECTION_COLUMN: Final = "correctie"
