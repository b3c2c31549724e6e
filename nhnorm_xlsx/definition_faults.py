"""Faults of a norm definition that only show when its rows are laid beside each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from nhnorm_xlsx.csv_source import Faults, SourceRow


def replaced_numbers(text: str) -> tuple[str, ...]:
    """The numbers of norms in the column `vervangt`."""
    return tuple(re.split(r"[\s,]+", text)) if text else ()


def check_editie(rows: Sequence[SourceRow], faults: Faults) -> None:
    """Faults between rows: doubled numbers, themes that contradict themselves."""
    first_line: dict[str, int] = {}
    thema_facts: dict[str, SourceRow] = {}
    sheet_owner: dict[str, str] = {}
    previous_thema = ""
    for row in rows:
        values = row.values
        number, thema = values["norm"], values["thema"]
        if number and number in first_line:
            faults.add(row.line, f"norm {number} staat ook al op regel {first_line[number]}")
        first_line.setdefault(number, row.line)
        known = thema_facts.setdefault(thema, row)
        if known is not row and thema != previous_thema:
            faults.add(
                row.line, f"thema {thema} staat niet bij elkaar; begin op regel {known.line}"
            )
        for name in ("thema_titel", "blad"):
            if values[name] != known.values[name]:
                faults.add(
                    row.line,
                    f"'{name}' van thema {thema} is '{values[name]}', maar op regel "
                    f"{known.line} '{known.values[name]}'",
                )
        owner = sheet_owner.setdefault(known.values["blad"].lower(), thema)
        if known is row and owner != thema:
            faults.add(row.line, f"bladnaam '{values['blad']}' hoort al bij thema {owner}")
        previous_thema = thema


def check_same(rows: Sequence[SourceRow], names: Iterable[str], faults: Faults) -> None:
    """Faults where rows of one editie differ in what is about the whole of it."""
    first = rows[0]
    for name in names:
        for row in rows:
            if row.values[name] != first.values[name]:
                faults.add(
                    row.line,
                    f"'{name}' is '{row.values[name]}', maar op regel {first.line} "
                    f"'{first.values[name]}'; zet op elke regel van een editie hetzelfde",
                )


def check_replaced(
    rows: Iterable[SourceRow], earlier: Mapping[str, Collection[str]], faults: Faults
) -> None:
    """Faults where `vervangt` names a norm that never was.

    `earlier` holds the numbers of the norms of every known editie, by its label. Of an editie
    without a known earlier one nothing can be told.
    """
    before: dict[str, dict[str, Collection[str]]] = {}
    for row in rows:
        editie = row.values["editie"]
        if editie not in before:
            before[editie] = {label: found for label, found in earlier.items() if label < editie}
        known = before[editie]
        for number in replaced_numbers(row.values["vervangt"]):
            if known and not any(number in found for found in known.values()):
                one = len(known) == 1
                faults.add(
                    row.line,
                    f"'vervangt' noemt norm {number}, maar die staat niet in "
                    f"{'editie' if one else 'de edities'} {', '.join(sorted(known))}",
                )
