"""The dataset folder: ledger, archive, tables."""
