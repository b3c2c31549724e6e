"""Whose workbook is this, and of which meting? Pure.

Everybody is heard (see `witnesses`); where they contradict each other nothing is guessed and
the file is refused, until the coordinator decides. Without a contradiction the hidden sheet
says it, else the document's properties, else the file name; the last only where there is
nothing to choose from, and always said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.stamp import (
    CONTRACT_VERSION,
    METING_LABEL,
    STAMP_KEYS,
    Stamp,
    issued_id,
    meting_year,
)
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import RawForm
from nhnorm_xlsx.intake.heard import contradiction, witnesses
from nhnorm_xlsx.intake.names import spoken_in, years_in
from nhnorm_xlsx.intake.which_norm import fits
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import NOTHING_DECIDED, Decided

# Without these nobody knows what the answers are answers to.
_NEEDED = ("contract_versie", "editie", "meting", "organisatie_code")


@dataclass(frozen=True)
class Identity:
    """Whose workbook it is: the stamp, None when it cannot be told, and what there is to say.

    `refusals` are the reasons why it must not be used although somebody says whose it is.
    """

    stamp: Stamp | None
    found: tuple[Finding, ...] = ()
    refusals: tuple[Finding, ...] = ()


def identify(
    form: RawForm,
    file: str,
    title: str,
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, Organisation],
    *,
    decided: Decided = NOTHING_DECIDED,
) -> Identity:
    """Whose workbook this is, and of which meting.

    `file` is the name of the file, `title` that in the document's properties, `definitions` are
    by editie, `organisations` by code. What was `decided` wins from everything that is said.
    """
    decided = replace(decided, organisation=_as_listed(decided.organisation, organisations))
    unusable = tuple(_unusable(decided, organisations))
    if unusable:
        return Identity(None, refusals=unusable)
    inside = {key: value for key, value in form.stamp_values.items() if value}
    outside = {key: value for key, value in form.property_values.items() if value}
    # What a form of another version means to say, nobody here can tell.
    version = {**outside, **inside}.get("contract_versie", str(CONTRACT_VERSION))
    if not any(about_contract(version)):
        heard = witnesses(form, file, title, organisations)
        clash = contradiction(heard, organisations, decided)
        if clash:
            return Identity(None, refusals=(clash,))
    settled = {"organisatie_code": decided.organisation, "meting": decided.meting}
    settled = {key: value for key, value in settled.items() if value}
    values = {**outside, **inside, **settled}
    if decided.meting not in ("", {**outside, **inside}.get("meting")):
        values["deadline"] = ""  # that of another meting
    found: list[Finding] = []
    taken = [key for key in _NEEDED if not values.get(key)]
    if taken:
        guessed = _told_otherwise(form, file, values, definitions, organisations)
        values = {**guessed, **values}
        lacking = [_WORDS[key] for key in taken if not values.get(key)]
        if lacking:
            return Identity(None, refusals=tuple(_incomplete(form, settled, lacking)))
        what = ", ".join(f"{_WORDS[key]} {values[key]}" for key in taken if key in _SAID)
        if what:
            found.append(finding(kinds.IDENTITEIT_UIT_BESTANDSNAAM, wat=what))
    elif not all(inside.get(key) for key in _NEEDED if key not in settled):
        found.append(finding(kinds.IDENTITEIT_UIT_EIGENSCHAPPEN))
    if not form.knows_fixed_text:
        found.append(finding(kinds.BIJGESCHREVEN_ONBEKEND))
    stamp = Stamp(**{key: values.get(key, "") for key in STAMP_KEYS})
    return Identity(stamp, tuple(found))


_WORDS = {
    "organisatie_code": "organisatie",
    "meting": "meting",
    "editie": "editie",
    "contract_versie": "de vorm van het werkboek",
}
_SAID = ("organisatie_code", "meting", "editie")
_DECIDABLE = ("organisatie", "meting")


def about_time(stamp: Stamp, organisation: Organisation) -> Iterator[Finding]:
    """Whether the organisation existed in the year of the meting."""
    if organisation.valid_until and not organisation.takes_part_in(stamp.meting):
        yield finding(
            kinds.ORGANISATIE_OPGEHEVEN,
            organisatie=organisation.title,
            jaar=meting_year(stamp.meting),
            laatste=f"{organisation.valid_until:%d-%m-%Y}",
            meting=stamp.meting,
        )


def about_contract(version: str) -> Iterator[Finding]:
    """Whether the form of the workbook can be read: ours, or an earlier one."""
    if not (version.isascii() and version.isdecimal() and int(version[:6])):
        yield finding(kinds.ONGELDIG_CONTRACT, versie=version)
    elif int(version[:6]) > CONTRACT_VERSION:
        yield finding(kinds.NIEUWER_CONTRACT, versie=version)


def _as_listed(code: str, organisations: Mapping[str, Organisation]) -> str:
    """The code in the spelling of the list: people write `gm0399` too."""
    if not code or code in organisations:
        return code
    return next((item for item in organisations if item.casefold() == code.casefold()), code)


def _unusable(decided: Decided, organisations: Mapping[str, Organisation]) -> Iterator[Finding]:
    """What is wrong with a decision itself."""
    if decided.organisation and decided.organisation not in organisations:
        what = f"de code '{decided.organisation}' staat niet in de lijst van organisaties"
        yield finding(kinds.BESLUIT_ONBRUIKBAAR, wat=what)
    if decided.meting and not METING_LABEL.fullmatch(decided.meting):
        what = f"'{decided.meting}' is geen meting (zoals 2026 of 2026-2)"
        yield finding(kinds.BESLUIT_ONBRUIKBAAR, wat=what)


def _incomplete(
    form: RawForm, settled: Mapping[str, str], lacking: Collection[str]
) -> Iterator[Finding]:
    """What a decision still leaves open; nothing when nothing was decided."""
    if settled and form.norms:
        found = finding(kinds.BESLUIT_ONVOLLEDIG, wat=" en ".join(lacking))
        asked = tuple((what, "") for what in lacking if what in _DECIDABLE)
        yield replace(found, decisions=asked)
    elif settled:
        yield finding(kinds.GEEN_NORMEN)


def _told_otherwise(
    form: RawForm,
    file: str,
    values: Mapping[str, str],
    definitions: Mapping[str, Definition],
    organisations: Mapping[str, Organisation],
) -> dict[str, str]:
    """What the file name and the norms tell of what is lacking, where there is no choice."""
    if not form.norms:
        return {}
    choices = {
        "organisatie_code": spoken_in(file, organisations).organisations,
        "meting": years_in(file),
        "editie": _edities(form, definitions),
        "contract_versie": {str(CONTRACT_VERSION)},
    }
    return {
        key: next(iter(choice))
        for key, choice in choices.items()
        if not values.get(key) and len(choice) == 1
    }


def _edities(form: RawForm, definitions: Mapping[str, Definition]) -> Collection[str]:
    """The edities that this form can be of: as Start shows it, else by its norms."""
    shown = {item.editie for item in form.in_view if item.editie}
    if shown:
        return shown
    numbers = {row.number for row in form.norms}
    by_number = [
        editie for editie, item in definitions.items() if numbers <= item.norm_by_number.keys()
    ]
    by_text = [editie for editie in by_number if fits(form.norms, definitions[editie])]
    return by_text if len(by_text) == 1 else by_number


def not_issued(
    stamp: Stamp, issued: Collection[tuple[str, str, str]], source: str
) -> list[Finding]:
    """Whether a workbook with this id was given out to this organisation, for this meting."""
    given_out = (stamp.meting, stamp.organisatie_code, issued_id(stamp.uitgifte_id))
    if given_out in issued:
        return []
    return [finding(kinds.ANDERE_UITGIFTE, kenmerk=stamp.uitgifte_id or "onbekend", lijst=source)]
