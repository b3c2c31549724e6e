"""The workbook that an organisation fills in: plan (pure), formulas, writer."""
