"""The comparison: tables (pure) and the workbooks that show them."""
