"""What other sheets say of the cells on Start: by their keys, wherever they stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx.contract.fields import INGEVULD_OP, VASTGESTELD_OP, StartField, Value
from nhnorm_xlsx.contract.keys import START_KEY
from nhnorm_xlsx.contract.readiness import Window
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
    when: Window

    def cell(self, field: StartField) -> tuple[int, int]:
        """The row and the column of its input cell."""
        cells = self.sheet.cells
        key = next(cell for cell in cells if cell.value == START_KEY + field.key)
        # To the right of its key: a row can hold two fields.
        inputs = (cell for cell in cells if cell.is_input and cell.row == key.row)
        return key.row, min(cell.col for cell in inputs if cell.col > key.col)

    def place(self, field: StartField) -> str:
        """A reference from another sheet to its input cell."""
        return on_sheet(self.sheet.name, address(*self.cell(field), absolute=True))

    def today(self) -> tuple[date, str]:
        """The day that dates are compared with: when it was filled in, or else issued.

        Not the day on which the workbook is opened: that would change what it says without
        anybody touching it, and make Excel ask whether to save that.
        """
        place, issued = self.place(INGEVULD_OP), formulas.serial(self.created)
        filled_in = self.values.get(INGEVULD_OP.key)
        valid = formulas.valid_date(place, self.when)
        formula = f"=IFERROR(IF({valid},INT({place}),{issued}),{issued})"
        possible = isinstance(filled_in, date) and self.when.holds(filled_in)
        return filled_in if possible and isinstance(filled_in, date) else self.created, formula

    def adopted(self) -> tuple[str, str]:
        """Whether the driehoek adopted the answers, and when."""
        place, day = self.place(VASTGESTELD_OP), self.values.get(VASTGESTELD_OP.key)
        adopted = sentence_formula(texts.ADOPTED, date_parts(place))
        otherwise = formulas.text(texts.NOT_ADOPTED)
        valid = formulas.valid_date(place, self.when)
        formula = f"=IFERROR(IF({valid},{adopted},{otherwise}),{otherwise})"
        if isinstance(day, date) and self.when.holds(day):
            return sentence(texts.ADOPTED, date_values(day)), formula
        return texts.NOT_ADOPTED, formula
