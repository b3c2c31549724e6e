"""What other sheets say of the cells on Start: by their keys, wherever they stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.contract.fields import (
    FIRST_DATE,
    INGEVULD_OP,
    LAST_DATE,
    VASTGESTELD_OP,
    StartField,
    Value,
)
from nhnorm_xlsx.contract.keys import START_KEY
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.model import SheetPlan, address, on_sheet
from nhnorm_xlsx.form.sentences import date_parts, date_values, sentence, sentence_formula
from nhnorm_xlsx.texts import form as texts


@dataclass(frozen=True)
class AboutStart:
    """The planned sheet, what stands in its cells, and the day on which the form is issued."""

    sheet: SheetPlan
    values: Mapping[str, Value]
    created: date

    def _place(self, field: StartField) -> str:
        row = next(cell.row for cell in self.sheet.cells if cell.value == START_KEY + field.key)
        cell = next(cell for cell in self.sheet.cells if cell.row == row and cell.is_input)
        return on_sheet(self.sheet.name, address(cell.row, cell.col, absolute=True))

    def today(self) -> tuple[date, str]:
        """The day that dates are compared with: when it was filled in, or else issued.

        Not the day on which the workbook is opened: that would change what it says without
        anybody touching it, and make Excel ask whether to save that.
        """
        place, issued = self._place(INGEVULD_OP), formulas.serial(self.created)
        filled_in = self.values.get(INGEVULD_OP.key)
        later = isinstance(filled_in, date) and self.created < filled_in <= LAST_DATE
        formula = (
            f"=IFERROR(IF({formulas.valid_date(place)},MAX(INT({place}),{issued}),{issued}),"
            f"{issued})"
        )
        return filled_in if later and isinstance(filled_in, date) else self.created, formula

    def adopted(self) -> tuple[str, str]:
        """Whether the driehoek adopted the answers, and when."""
        place, day = self._place(VASTGESTELD_OP), self.values.get(VASTGESTELD_OP.key)
        adopted = sentence_formula(texts.ADOPTED, date_parts(place))
        otherwise = formulas.text(texts.NOT_ADOPTED)
        formula = f"=IFERROR(IF({formulas.valid_date(place)},{adopted},{otherwise}),{otherwise})"
        if isinstance(day, date) and FIRST_DATE <= day <= LAST_DATE:
            return sentence(texts.ADOPTED, date_values(day)), formula
        return texts.NOT_ADOPTED, formula
