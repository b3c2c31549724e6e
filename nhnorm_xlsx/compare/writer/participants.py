"""What the participants of a comparison are called, and the column with their names."""

from __future__ import annotations

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.writer.book import TableColumn
from nhnorm_xlsx.texts.words import Who, who


def who_of(tables: Tables) -> Who:
    """Gemeenten, or organisations when not all of them are."""
    return who(tables["over"].iloc[0]["soort"])


def name_column(tables: Tables, width: float, name: str = "organisatie") -> TableColumn:
    """The column with the names of the participants."""
    return TableColumn(who_of(tables).heading, name, width)
