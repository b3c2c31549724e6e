"""What the participants of a comparison are called, and the column with their names."""

from __future__ import annotations

from collections.abc import Iterable

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.response import half_filled
from nhnorm_xlsx.compare.writer.book import TableColumn
from nhnorm_xlsx.texts.compare import half_filled as texts
from nhnorm_xlsx.texts.words import Who, who


def who_of(tables: Tables) -> Who:
    """Gemeenten, or organisations when not all of them are."""
    return who(tables["over"].iloc[0]["soort"])


def name_column(tables: Tables, width: float, name: str = "organisatie") -> TableColumn:
    """The column with the names of the participants."""
    return TableColumn(who_of(tables).heading, name, width)


def marked(tables: Tables, names: Iterable[str]) -> list[str]:
    """The names, those who filled in part with how much that is: `Landsmeer (23 van 47)`."""
    part = {item[0]: texts.so_many_of(*item) for item in half_filled(tables["respons"])}
    return [part.get(name, name) for name in names]


def part_notes(tables: Tables, *, named: bool) -> tuple[str, ...]:
    """That some filled in part, under the title of a sheet where they count; `named` or not."""
    count = len(half_filled(tables["respons"]))
    if not count:
        return ()
    say = texts.part_in_short if named else texts.part_is_counted
    return (say(count, who_of(tables)),)
