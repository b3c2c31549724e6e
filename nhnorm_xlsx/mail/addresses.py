"""`contacten.csv`: to whom the mails go, and which addresses are in doubt. Pure.

A workbook tells where an organisation is weak, so a wrong address is worse than none. What is
in doubt gets no draft until the coordinator mends it, or says in the column `klopt` that it is
right. In doubt is:

- what is no address, or a line of which code and name are not of the same organisation (a
  column that was sorted by itself);
- an address that stands at several organisations: a line that was copied. Where the domain is
  that of one of them, that one is not in doubt. As copy (cc) one person may follow several;
- a domain that is called as another organisation of the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from nhnorm_xlsx.csv_source import Faults, SourceRow, read_rows, write_rows
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.texts import mail as texts

COLUMNS: Final = ("organisatie_code", "naam_organisatie", "aan", "cc", "aanhef")
CONFIRMED: Final = "klopt"
YES: Final = "ja"

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_NAMED: Final = re.compile(r"[^<>]*<\s*([^<>]*?)\s*>")


@dataclass(frozen=True)
class Addressee:
    """To whom the mail of one organisation goes: addresses as written, and a salutation.

    `name` is the name that stands beside the code; `confirmed` when somebody checked it.
    """

    code: str
    name: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    salutation: str = ""
    confirmed: bool = False


Contacts = Mapping[str, Addressee]


def blank_contacts(organisations: Iterable[Organisation]) -> str:
    """The text of a `contacten.csv` to fill in, with a line for each of these."""
    rows = [(item.code, item.name, "", "", "", "") for item in organisations]
    return write_rows((*COLUMNS, CONFIRMED), rows)


def parse_contacts(text: str, path: Path, known: Mapping[str, Organisation]) -> Contacts:
    """By organisation code what `contacten.csv` says; `known` are the organisations by code.

    Raises `FaultySourceError` with all faults at once.
    """
    faults = Faults(path)
    rows = read_rows(path, COLUMNS, faults, optional=(CONFIRMED,), may_be_empty=True, text=text)
    by_code = {code.lower(): item for code, item in known.items()}
    found: dict[str, Addressee] = {}
    for row in rows:
        organisation = by_code.get(row.values["organisatie_code"].lower())
        if organisation is None:
            near = get_close_matches(row.values["organisatie_code"], known, n=1)
            code = row.values["organisatie_code"]
            faults.add(row.line, texts.unknown_code(code, near[0] if near else ""))
            continue
        said = _addressee(row, organisation.code, faults)
        before = found.get(said.code)
        if before and before.salutation and said.salutation not in ("", before.salutation):
            faults.add(row.line, texts.two_salutations(organisation.name))
        found[said.code] = _together(before, said) if before else said
    faults.stop_if_any()
    return found


def _addressee(row: SourceRow, code: str, faults: Faults) -> Addressee:
    values = row.values
    confirmed = values[CONFIRMED].lower()
    if confirmed not in ("", YES, "nee"):
        faults.add(row.line, texts.not_yes(values[CONFIRMED]))
    to, cc = _listed(values["aan"]), _listed(values["cc"])
    there = {address.lower() for address in to}
    return Addressee(
        code,
        values["naam_organisatie"],
        to,
        tuple(address for address in cc if address.lower() not in there),
        " ".join(values["aanhef"].split()),
        confirmed == YES,
    )


def _together(one: Addressee, other: Addressee) -> Addressee:
    """Two lines of one organisation: everyone gets the mail."""
    to = _once((*one.to, *other.to))
    there = {address.lower() for address in to}
    cc = tuple(item for item in _once((*one.cc, *other.cc)) if item.lower() not in there)
    name = one.name if one.name == other.name else other.name or one.name
    return replace(
        one,
        name=name,
        to=to,
        cc=cc,
        salutation=one.salutation or other.salutation,
        confirmed=one.confirmed and other.confirmed,
    )


def _listed(cell: str) -> tuple[str, ...]:
    """The addresses in a cell, each without the name that stands before it."""
    found: list[str] = []
    for part in re.split(r"[;,\n]+", cell):
        named = _NAMED.fullmatch(part.strip())
        found += [named[1]] if named else part.split()
    return _once(found)


def _once(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple({item.lower(): item for item in reversed([*addresses])}.values())[::-1]


# --- doubt --------------------------------------------------------------------------------


def doubts(contacts: Contacts, organisations: Mapping[str, Organisation]) -> dict[str, list[str]]:
    """By organisation code why nothing can be mailed to it, one sentence each; all by code.

    `organisations` are all that are known. Those of which nothing is in doubt are left out.
    """
    names = {code: _folded(item.name) for code, item in organisations.items()}
    at: dict[str, list[str]] = {}
    for code, said in contacts.items():
        for address in said.to:
            at.setdefault(address.lower(), []).append(code)
    found = {}
    for code, organisation in organisations.items():
        told = list(_doubts(contacts.get(code, Addressee(code)), organisation, at, names))
        if told:
            found[code] = told
    return found


def _doubts(
    said: Addressee,
    organisation: Organisation,
    at: Mapping[str, list[str]],
    names: Mapping[str, str],
) -> Iterator[str]:
    if not said.to:
        yield texts.NO_ADDRESS
        return
    if said.name and _folded(said.name) not in {
        _folded(organisation.name),
        _folded(organisation.title),
    }:
        yield texts.other_name(organisation.code, said.name)
    for address in (*said.to, *said.cc):
        if not _ADDRESS.fullmatch(address):
            yield texts.no_address(address)
            continue
        if said.confirmed:
            continue
        called = _called(address, names)
        if called and organisation.code not in called:
            yield texts.domain_of_another(address)
        elif organisation.code not in called:
            others = set(at.get(address.lower(), ())) - {organisation.code}
            if others:
                yield texts.also_at_another(address, len(others))


def _called(address: str, names: Mapping[str, str]) -> set[str]:
    """The codes of the organisations that the domain of this address is called after."""
    labels = {_folded(label) for label in address.rpartition("@")[2].lower().split(".")[:-1]}
    return {code for code, name in names.items() if name in labels}


def _folded(name: str) -> str:
    """A name as a domain may have it: small letters and figures, without the word gemeente."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    letters = re.sub(r"[^a-z0-9]+", "", plain)
    for word in ("gemeente", "provincie"):
        letters = letters.removeprefix(word) or letters
    return letters
